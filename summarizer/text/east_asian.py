"""Numbers in Chinese and Japanese: figures and numerals mixed ("1万2千", "千二百", "4200")."""

from __future__ import annotations

import re

_NUMERALS = dict(zip("〇零一二两兩三四五六七八九", (0, 0, 1, 2, 2, 2, 3, 4, 5, 6, 7, 8, 9), strict=True))
_TENS = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8, "兆": 10**12}
_FIGURE = r"\d+(?:,\d{3})*(?:\.\d+)?"
_NUMERAL = f"[{''.join(_NUMERALS)}十百千]"
EAST_ASIAN = (
    rf"(?<![\d.,])(?!十分|万一|千万[别不要])(?:{_FIGURE}|{_NUMERAL}(?!分之))"
    rf"(?:{_FIGURE}|{_NUMERAL}|[万萬亿億兆])*"
)
"""What may be a number; `east_asian_value` tells."""

_PARTS = re.compile(rf"{_FIGURE}|.")


def east_asian_value(text: str, *, counted: bool) -> float | None:
    """The value of a number; None for what is none.

    Args:
        text: figures and numerals.
        counted: whether a counter stands behind it, as behind a single numeral that counts ("三名"). Without one, "四"
            may be part of a name. The single 一 is an article, and no number.
    """
    if text in ("一", "〇", "零"):
        return None
    numerals = not any(character.isdigit() and character not in _NUMERALS for character in text)
    if numerals and not counted and not (len(text) > 1 and any(sign in _TENS or sign in _MYRIADS for sign in text)):
        return None
    return _sum(_PARTS.findall(text))


def _sum(parts: list[str]) -> float:
    """Adds up digits, tens and myriads in their order: 一億二千三百万 is (1)·億 + (2·千 + 3·百)·万."""
    total = section = 0.0
    number: float | None = None
    for part in parts:
        if part in _MYRIADS:
            section += number or 0.0
            total += (section or 1.0) * _MYRIADS[part]
            section, number = 0.0, None
        elif part in _TENS:
            section += (1.0 if number is None else number) * _TENS[part]
            number = None
        elif part in _NUMERALS:
            number = 10 * (number or 0.0) + _NUMERALS[part]
        else:
            number = float(part.replace(",", ""))
    return total + section + (number or 0.0)
