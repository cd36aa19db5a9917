"""When a report is of: its own date, else the latest day that it names."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from summarizer.records import Document
from summarizer.stage_settings import GroupSettings
from summarizer.text.dates import DateMention, dates


def days_of(documents: Sequence[Document], settings: GroupSettings) -> NDArray[np.float64]:
    """The day of each document as `date.toordinal` counts; (documents,), NaN where it is not known."""
    found = (one.day or _latest_told(one.text[: settings.read_chars]) for one in documents)
    return np.array([np.nan if day is None else day.toordinal() for day in found], dtype=np.float64)


def apart(ones: NDArray[np.float64], others: NDArray[np.float64], settings: GroupSettings) -> NDArray[np.float64]:
    """How far days lie apart, in [0, 1] of ``apart_days``; 0 where one of the two is not known."""
    share = np.abs(ones - others) / settings.apart_days
    return np.minimum(np.nan_to_num(share, nan=0.0), 1.0)


def _latest_told(text: str) -> date | None:
    """The latest day whose month and year a text names; a month without a day counts by its middle."""
    return max(filter(None, map(_day, dates(text))), default=None)


def _day(mention: DateMention) -> date | None:
    if mention.year is None or mention.month is None:
        return None
    try:
        return date(mention.year, mention.month, mention.day or 15)
    except ValueError:
        return None
