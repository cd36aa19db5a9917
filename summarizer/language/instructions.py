"""Finds words that speak to a program instead of telling what happened."""

from __future__ import annotations

import re

_COMMAND = re.compile(
    r"(?i)\b(?:ignore|disregard|forget)\s+(?:all\s+|any\s+|the\s+|your\s+)*(?:previous|prior|above|earlier)\s+\w+"
    r"|\bfor\s+(?:ai|language)\s+(?:systems|models|assistants)\b|^\s*(?:system|assistant)\s*:"
)


def instruction_in(text: str) -> str | None:
    """Returns the words of a text that speak to a program, or None."""
    match = _COMMAND.search(text)
    return text[match.start() : match.start() + 80].strip() if match else None
