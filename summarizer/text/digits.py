"""Figures in digits: how they are grouped, and what opens their decimals."""

from __future__ import annotations

import re

_GROUPED = (
    r"\d{1,3}(?:,\d{3})+(?![\d])(?:\.\d+)?"  # 48,000.5
    r"|\d{1,2}(?:,\d{2})+,\d{3}(?!\d)"  # 12,34,567, as in India
    r"|\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3})+(?![\d,.]\d|\d)"  # 48 000
    r"|\d{1,3}(?:['’]\d{3})+(?!\d)"  # 48'000
    r"|\d{1,3}(?:\.\d{3}){2,}(?:,\d+)?(?!\d)"  # 1.250.000
)
DIGITS = rf"(?:{_GROUPED}|\d+(?:\.\d+)?)[½¼¾]?|[½¼¾]"
_BLANKS_AND_COMMA = r"\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3})+,\d+(?!\d)"  # 48 000,5
DIGITS_WITH_COMMA = (
    rf"(?:{_BLANKS_AND_COMMA}|{_GROUPED}|\d{{1,3}}(?:\.\d{{3}})+(?![\d.])(?:,\d+)?|\d+(?:,\d+)?)[½¼¾]?|[½¼¾]"
)
"""Where a comma opens the decimals and points part the thousands, as in most of Europe."""

_PARTS = {"½": 0.5, "¼": 0.25, "¾": 0.75}
_CERTAIN_DIGITS = 15
"""Digits that a float holds exactly; a longer figure is told by its digits."""


def figure_value(digits: str, comma: bool) -> tuple[float, str]:
    """The value of a figure, and its digits where they are too many for a value."""
    part = _PARTS.get(digits[-1:], 0.0)
    whole = re.sub(r"[½¼¾ \u00a0\u2009\u202f'’]", "", digits)
    if (comma and not re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", whole)) or whole.count(".") > 1:
        whole = whole.replace(".", "").replace(",", ".")
    whole = whole.replace(",", "")
    if len(whole) > _CERTAIN_DIGITS and (known := whole.partition(".")[0].lstrip("0")) and len(known) > _CERTAIN_DIGITS:
        return 0.0, known
    return (float(whole) if whole else 0.0) + part, ""
