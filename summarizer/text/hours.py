"""Hours: as a text tells them, and where they open the entries of a live blog."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from summarizer.text.numbers import Quantity, quantities

MINUTES_A_DAY = 24 * 60

_STAMP = re.compile(
    r"(?:^|\n|_{2,}|:|(?<=[.!?”] ))[ \t]*(?:(?P<day>\d{4}-\d\d-\d\d)[ \t]+)?"
    r"(?P<time>\d{1,2}[:.]\d\d(?:\s?[AaPp]\.?[Mm]\b\.?)?|\d{1,2}\s?[AaPp]\.?[Mm]\b\.?)"
    r"(?:[ \t]+(?P<zone>GMT|UTC|[A-Z]{2,4}T))?[ \t]*(?=\n|$|[A-Z“\"])"
)
"""The hour that opens an entry of a live blog or of a rolling report: alone on its line, or stuck to what follows."""

_IMPOSSIBLE_MINUTES = re.compile(r"\d[:.][6-9]\d")


class Stamp(NamedTuple):
    """The hour that opens an entry, as "17:00"; its end in the text, the day given with it, whether it is in UTC."""

    end: int
    day: date | None
    clock: str
    utc: bool


def stamps(text: str) -> Iterator[Stamp]:
    """The hours that open entries of a live blog or a rolling report, in order."""
    for match in _STAMP.finditer(text):
        read = quantities(match["time"])[:1]
        clock = clock_of(read[0], match["time"]) if read and read[0].unit == "time" else ""
        if clock:
            yield Stamp(match.end(), _day(match["day"]), clock, match["zone"] in ("GMT", "UTC"))


def clock_of(quantity: Quantity, text: str) -> str:
    """An hour as "17:00", of a time or of four digits ("2000 GMT"); "" where no clock shows it."""
    if quantity.unit == "time":
        minutes = int(quantity.low)
        if _IMPOSSIBLE_MINUTES.search(text[quantity.start : quantity.end]):
            return ""
    elif 0 <= quantity.low % 100 < 60:
        minutes = int(quantity.low) // 100 * 60 + int(quantity.low) % 100
    else:
        return ""
    return f"{minutes // 60:02d}:{minutes % 60:02d}" if 0 <= minutes < MINUTES_A_DAY else ""


def _day(iso: str | None) -> date | None:
    try:
        return date.fromisoformat(iso) if iso else None
    except ValueError:
        return None
