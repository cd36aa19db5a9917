"""Reads the time of day that stands beside a date, with its offset from UTC where that is stated.

Only what can be read in one way is returned: ``9:30 CST`` is the time of America to some and of China to others, so it
is half past nine without an offset.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

WEEKDAYS = (
    "mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:rs?(?:day)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?"
    "|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag"
    "|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lunes|martes|miércoles|jueves|viernes|sábado|domingo"
    "|lunedì|martedì|mercoledì|giovedì|venerdì|sabato|domenica|segunda-feira|terça-feira|quarta-feira|quinta-feira"
    "|sexta-feira|maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag"
)

# Minutes ahead of UTC. Names that several zones share are left out: CST, IST, AST, MST (Arizona keeps it in summer).
_FIXED = {
    **{"Z": 0, "GMT": 0, "UTC": 0, "SAST": 120, "EAT": 180, "MSK": 180, "PKT": 300, "WIB": 420, "HKT": 480, "SGT": 480},
    **{"JST": 540, "KST": 540, "AEST": 600, "AEDT": 660, "NZST": 720, "NZDT": 780, "HST": -600},
}
# Winter time is often written in summer, by habit, and means the hour on the wall: then the offset is not known.
_WINTER = {"WET": 0, "CET": 60, "MEZ": 60, "EET": 120, "EST": -300, "PST": -480, "AKST": -540}
_SUMMER = {
    **{"BST": 60, "WEST": 60, "CEST": 120, "MESZ": 120, "EEST": 180},
    **{"EDT": -240, "CDT": -300, "MDT": -360, "PDT": -420, "AKDT": -480},
}
# The hour on the wall in North America: winter time in winter, an hour more in summer.
_EITHER = {"ET": -300, "CT": -360, "MT": -420, "PT": -480}
_FURTHEST = 14 * 60

_ZONES = "|".join(sorted((*_FIXED, *_WINTER, *_SUMMER, *_EITHER), key=len, reverse=True))
_CLOCK = (
    r"(?:(?P<four>\d{4})(?=\s?(?:hrs?|hours|h|gmt|utc)\b)"
    r"|(?P<hour>\d{1,2})(?:(?P<sep>[:.h]|\sh\s)(?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,]\d{1,9})?)?"
    r"|(?=\s?(?:[ap]\.?\s?m\b|uhr\b|h\b|hrs?\b))))"
    r"(?P<half>\s?[ap]\.?\s?m\b\.?)?(?P<word>\s?(?:uhr|hrs?|hours|h)\b\.?)?"
    r"(?:(?P<utc>\s?\(?(?:gmt|utc)\s?)?(?P<gap>\s?)(?P<sign>[+\-\u2212])(?P<ahead>\d{1,2})(?P<past>:?\d\d)?(?!\w)"
    rf"|\s?\(?(?P<zone>(?-i:{_ZONES})|gmt|utc|(?<=\d)z)\b)?"
    r"(?![\w:]|[.,]\d)"
)
_GAP = r"[\s,;|·•\u2013\u2014()@-]{1,5}"
_AFTER = re.compile(
    rf"(?P<iso>T)?(?(iso)|{_GAP}(?:(?:at|um|à|kl\.?|(?:alle|as|às|a)(?:\s(?:ore|las))?|ore|las|om)\s{{1,3}})?){_CLOCK}",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    rf"(?<![\w.:,/+-]){_CLOCK}{_GAP}(?:(?:on|am|le|el|il)\s{{1,3}})?(?:(?:{WEEKDAYS})\b\.?,?\s{{1,3}})?$",
    re.IGNORECASE,
)
_BEFORE_CHARS = 60
# What may follow an hour such as 11.02; before other words it is a price, a score or a number of something.
_ENDS = re.compile(r"\s*(?:$|[|,;)\]·•\u2013\u2014-])")


def time_beside(text: str, start: int, end: int, day: date) -> str | None:
    """Returns the time of day that stands directly behind a date, else directly before it.

    Args:
        text: what the date stands in.
        start: where the date begins.
        end: where it ends.
        day: the date, which decides what the name of a zone means.

    Returns:
        ``07:15``, ``07:15Z`` or ``07:15+02:00``; None where there is none, or an impossible one.
    """
    if after := _AFTER.match(text, end):
        return _stated(after, day, bool(_ENDS.match(text, after.end())))
    before = _BEFORE.search(text[max(start - _BEFORE_CHARS, 0) : start])
    return _stated(before, day, False) if before else None


def time_of(moment: datetime) -> str | None:
    """The time of day of a moment, with its offset where it has one."""
    offset = moment.utcoffset()
    minutes = None if offset is None else offset // timedelta(minutes=1)
    return _written(moment.hour, moment.minute, moment.second, minutes)


def _written(hour: int, minute: int, second: int, offset: int | None) -> str | None:
    """Midnight to the second is what programs write where they know the day alone."""
    try:
        clock = time(hour, minute, second)
    except ValueError:
        return None
    if clock == time():
        return None
    shown = f"{clock.hour:02}:{clock.minute:02}"
    if offset is None:
        return shown
    ahead = abs(offset)
    return f"{shown}{'-' if offset < 0 else '+'}{ahead // 60:02}:{ahead % 60:02}" if offset else f"{shown}Z"


def _stated(match: re.Match[str], day: date, ends: bool) -> str | None:
    """Reads a match; ``ends`` says that what follows it shows that 11.02 is an hour."""
    if match["four"]:
        return _written(int(match["four"][:2]), int(match["four"][2:]), 0, _offset(match, day))
    hour, half = int(match["hour"]), (match["half"] or "").strip().lower()
    named = half or match["word"] or match["zone"] or match["utc"]
    if match["sep"] == "." and not (named or ends):
        return None
    hour = _of_day(hour, half) if half else hour
    return (
        None if hour < 0 else _written(hour, int(match["minute"] or 0), int(match["second"] or 0), _offset(match, day))
    )


def _of_day(hour: int, half: str) -> int:
    """The hour of 24 of "7 p.m."; -1 where there is none, as at 15 a.m."""
    if hour == 0 or (hour > 12 and half.startswith("a")):
        return -1
    return hour if hour > 12 else hour % 12 + (12 if half.startswith("p") else 0)


def _offset(match: re.Match[str], day: date) -> int | None:
    """Minutes ahead of UTC; None where they are not stated, impossible, or not to be read in one way."""
    sign, past = match["sign"], match["past"] or ""
    if not sign:
        return _zone(match["zone"].upper(), day) if match["zone"] else None
    if not match["utc"] and _is_doubtful(match):
        return None
    minutes = int(past.lstrip(":") or 0)
    ahead = int(match["ahead"]) * 60 + minutes
    # RFC 3339, 4.3: -00:00 is an offset that is not known.
    if minutes > 59 or ahead > _FURTHEST or (sign != "+" and not ahead):
        return None
    return ahead if sign == "+" else -ahead


def _is_doubtful(match: re.Match[str]) -> bool:
    """Whether what looks like an offset may be none: the second hour of "09:15-10:30" is when something ends."""
    past = match["past"] or ""
    unsure = len(match["ahead"]) < 2 or (match["gap"] and not past)
    return unsure or (match["sign"] != "+" and not (match["second"] or match.groupdict().get("iso") or past.isdigit()))


def _zone(name: str, day: date) -> int | None:
    summer = _is_summer(day)
    if name in _EITHER:
        return None if summer is None else _EITHER[name] + 60 * summer
    if (name in _WINTER and summer is True) or (name in _SUMMER and summer is False):
        return None
    return {**_FIXED, **_WINTER, **_SUMMER}.get(name)


def _is_summer(day: date) -> bool | None:
    """Whether clocks are on summer time in Europe and North America; None in the weeks in which they change."""
    when = (day.month, day.day)
    if (4, 8) <= when <= (10, 24):
        return True
    return False if when <= (3, 7) or when >= (11, 8) else None
