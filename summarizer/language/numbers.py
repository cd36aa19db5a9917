"""Quantities: numbers in digits and words, their scales, units and bounds."""

from __future__ import annotations

import re

from summarizer.language.words import words

_UNITS = {
    word: value
    for value, word in enumerate(
        """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
        seventeen eighteen nineteen""".split()
    )
} | {word: 10 * value for value, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
_SCALES = {"hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_VAGUE = {
    "dozens": "dozens",
    "tens": "tens",
    "hundreds": "hundreds",
    "thousands": "thousands",
    "millions": "millions",
}
_NUMBER = re.compile(r"\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")


def numbers(text: str) -> list[str]:
    """All quantities in order, normalised: "12 million" and "12,000,000" both give "12000000".

    Number words up to ninety-nine combine with scales ("half a million" gives "500000"); vague ones
    ("tens of thousands") keep their words. The bare word "one" is no number.
    """
    found: list[str] = []
    lowered = text.lower()
    for match in _NUMBER.finditer(lowered):
        scale = re.match(r"[\s-]*(hundred|thousand|million|billion|trillion|m|bn|k)\b", lowered[match.end() :])
        value = float(match.group().replace(",", ""))
        if scale:
            value *= _SCALES.get(scale.group(1), {"m": 10**6, "bn": 10**9, "k": 1000}.get(scale.group(1), 1))
        found.append(_plain(value))
    return found + _spelled_numbers(words(lowered))


def _plain(value: float) -> str:
    return str(int(value)) if value == int(value) else f"{value:g}"


def _spelled_numbers(tokens: list[str]) -> list[str]:
    found: list[str] = []
    at = 0
    while at < len(tokens):
        token = tokens[at]
        if token in _VAGUE:
            vague = [token]
            if tokens[at + 1 : at + 2] == ["of"] and tokens[at + 2 : at + 3] and tokens[at + 2] in _VAGUE:
                vague.append(tokens[at + 2])
                at += 2
            found.append(" of ".join(vague))
        elif token == "half" and tokens[at + 1 : at + 2] == ["a"] and tokens[at + 2 : at + 3]:
            scale = _SCALES.get(tokens[at + 2])
            if scale:
                found.append(_plain(scale / 2))
                at += 2
        elif token in _UNITS or (token in ("a", "an") and tokens[at + 1 : at + 2] and tokens[at + 1] in _SCALES):
            value, used = _spelled_value(tokens[at:])
            if used > 1 or token != "one":
                found.append(_plain(value))
            at += used - 1
        at += 1
    return found


def _spelled_value(tokens: list[str]) -> tuple[float, int]:
    """Value and token count of the number phrase at the start of ``tokens``."""
    total = current = 0
    used = 0
    for token in tokens:
        if token in _UNITS:
            current += _UNITS[token]
        elif token in ("a", "an") and used == 0:
            current = 1
        elif token in _SCALES:
            current = max(current, 1) * _SCALES[token]
            if _SCALES[token] >= 1000:
                total, current = total + current, 0
        else:
            break
        used += 1
    return float(total + current), max(used, 1)
