"""Makes words that come from outside fit for a terminal, a log or a page: they can be read and can do nothing."""

from __future__ import annotations

import re

# Terminal control (C0, DEL, C1), overrides and isolates that reorder what stands around them (Unicode Bidi
# Algorithm, UAX 9), interlinear and tag characters that hide text, and halves of surrogate pairs, which no
# file can hold. Left-to-right and right-to-left *marks* stay: Arabic and Hebrew text needs them.
_UNSAFE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ufff9-\ufffb\U000e0000-\U000e007f\ud800-\udfff]"
)
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


def harmless(text: str) -> str:
    """The text with every control, reordering or hiding character replaced by U+FFFD, length unchanged."""
    return _UNSAFE.sub(_REPLACEMENT, text)


def one_line(text: str) -> str:
    """The harmless text on one line: runs of white space, line breaks included, become one space."""
    return harmless(" ".join(text.split()))
