"""Turns the symbols of Word's symbol fonts into the characters that they show."""

from __future__ import annotations

_PRIVATE = range(0xF000, 0xF100)
_LETTERS = dict(
    zip(
        "abgdezhqiklmnxoprstufcyw" + "ABGDEZHQIKLMNXOPRSTUFCYW" + "VJjv",
        "αβγδεζηθικλμνξοπρστυφχψω" + "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ" + "ςϑϕϖ",
        strict=True,
    )
)
_SIGNS = {
    0xA2: "′",
    0xA3: "≤",
    0xA4: "⁄",
    0xA5: "∞",
    0xAB: "↔",
    0xAC: "←",
    0xAD: "↑",
    0xAE: "→",
    0xAF: "↓",
    0xB0: "°",
    0xB1: "±",
    0xB2: "″",
    0xB3: "≥",
    0xB4: "×",
    0xB7: "•",
    0xB8: "÷",
    0xB9: "≠",
    0xBB: "≈",
    0xBC: "…",
    0xD2: "®",
    0xD3: "©",
    0xD4: "™",
    0xD6: "√",
    0xE2: "®",
    0xE3: "©",
    0xE4: "™",
}


def symbol(code: str, font: str) -> str:
    """Returns the character of a symbol: ``code`` is its number in hexadecimal figures, in the private area or not.

    A pictogram of another font, which has no character of its own, becomes a bullet.
    """
    try:
        number = int(code, 16)
        character = chr(number)
    except (ValueError, OverflowError):
        return ""
    if font.lower() == "symbol" and (number in _PRIVATE or number < 0x100):
        low = number & 0xFF
        return _SIGNS.get(low) or _LETTERS.get(chr(low)) or (chr(low) if 0x20 <= low < 0x7F else "•")
    if number in _PRIVATE:
        return "•"
    return character if character.isprintable() else ""
