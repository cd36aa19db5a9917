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
    r"(?:[ \t]+(?P<zone>GMT|UTC|[A-Z]{2,4}T))?(?:[ \t]*[–—:-](?=[ \t]))?[ \t]*(?=\n|$|[A-Z“\"])"
)
"""The hour that opens an entry of a live blog or of a rolling report: alone on its line, or before what follows."""

_IMPOSSIBLE_MINUTES = re.compile(r"\d[:.][6-9]\d")


class Stamp(NamedTuple):
    """The hour that opens an entry, as "17:00"; where it stands in the text, the day given with it, whether it is in
    UTC.
    """

    start: int
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
            start = match.start("day") if match["day"] else match.start("time")
            yield Stamp(start, match.end(), _day(match["day"]), clock, match["zone"] in ("GMT", "UTC"))


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


class Hour(NamedTuple):
    """An hour or a part of a day that a text names, ``text[start:end]``; ``clocks`` are those that it may mean.

    "At six" may mean either six o'clock. A part of a day (``lasts``) lies between them: dawn between three and nine.
    """

    start: int
    end: int
    clocks: tuple[str, ...]
    lasts: bool = False


_NOON = 12
_LATE = re.compile(r"afternoon|evening|night")
_NUMBERS = "one two three four five six seven eight nine ten eleven twelve".split()
_TOLD = re.compile(
    rf"""\b(?P<hour>\d{{1,2}}|{"|".join(_NUMBERS)})\ o['’]clock(?:\ (?P<part>in\ the\ \w+|at\ night))?
    |\b(?:at|until|till|by|before)\ (?P<alone>{"|".join(_NUMBERS)})\b
       (?=(?:\ (?P<of>in\ the\ \w+|at\ night|(?:tomorrow|this)\ \w+))?(?:\ (?:today|tomorrow)|\ on\ [A-Z]|[.,;]|$))
    |\b(?:at|by|before|until|till|towards?)\ (?P<named>first\ light|dawn|daybreak|sunrise|noon|midday|dusk|nightfall
       |sunset|dark|midnight)\b""",
    re.VERBOSE | re.IGNORECASE,
)
_PARTS = {
    **dict.fromkeys(("first light", "dawn", "daybreak", "sunrise"), ("03:00", "09:00")),
    **dict.fromkeys(("dusk", "nightfall", "sunset", "dark"), ("16:00", "23:00")),
    **dict.fromkeys(("noon", "midday"), ("12:00",)),
    "midnight": ("23:59",),
}


def hours(text: str) -> list[Hour]:
    """The hours and parts of a day that a text names, in order: "9 p.m.", "six o'clock", "at dawn"."""
    found = [
        Hour(one.start, one.end, (clock,))
        for one in quantities(text)
        if one.unit == "time" and (clock := clock_of(one, text))
    ]
    return sorted([*found, *(hour for match in _TOLD.finditer(text) if (hour := _hour(match)))])


def _hour(match: re.Match[str]) -> Hour | None:
    if match["named"]:
        clocks = _PARTS[match["named"].lower()]
        return Hour(*match.span(), clocks, len(clocks) > 1)
    word, part = (match["hour"] or match["alone"]).lower(), match["part"] or match["of"] or ""
    hour = _NUMBERS.index(word) + 1 if word in _NUMBERS else int(word)
    if hour > _NOON:
        return Hour(*match.span(), (f"{hour:02d}:00",)) if hour < 2 * _NOON else None
    either = f"{hour % _NOON:02d}:00", f"{hour % _NOON + _NOON:02d}:00"
    if "morning" in part:
        return Hour(*match.span(), either[:1])
    return Hour(*match.span(), either[1:] if _LATE.search(part) else either)
