"""What numbers and dates of a text are read into, whatever its language."""

from __future__ import annotations

from typing import NamedTuple


class Quantity(NamedTuple):
    """One quantity of a text.

    ``low`` and ``high`` differ for a range ("between 20 and 30"). ``bound`` is one of "" (exact), ">" (more
    than), ">=" (at least), "<", "<=" (up to), "~" (about), "~<" (nearly). ``unit`` is "%", "$", "km", "time"
    (minutes after midnight), "rank" for ordinals, "score" for results such as 3-1, "decade", "age" or "" when
    a plain noun is counted. ``word`` keeps a vague quantity ("dozens"), whose value is 0. ``[start, end)`` are
    its offsets, bound and unit included.
    """

    low: float
    high: float
    bound: str
    unit: str
    word: str
    start: int
    end: int


class DateMention(NamedTuple):
    """A date of a text; what it does not say is None. ``relative`` keeps wording such as "last week"."""

    year: int | None
    month: int | None
    day: int | None
    weekday: int | None
    relative: str
    start: int
    end: int
