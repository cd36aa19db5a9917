"""Replaces halves of surrogate pairs, which no output can hold."""

from __future__ import annotations

import re
from typing import Any

_HALF = re.compile("[\ud800-\udfff]")


def without_surrogates(text: str) -> str:
    """Joins the halves that make a character and writes U+FFFD for those that stand alone."""
    if not _HALF.search(text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def cleaned(value: Any) -> Any:
    """Does so in all texts of a parsed JSON value, names of fields included.

    Raises:
        RecursionError: it is nested too deeply.
    """
    if isinstance(value, str):
        return without_surrogates(value)
    if isinstance(value, list):
        return [cleaned(item) for item in value]
    if isinstance(value, dict):
        return {without_surrogates(key): cleaned(item) for key, item in value.items()}
    return value
