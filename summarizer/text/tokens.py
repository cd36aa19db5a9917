"""Where the words of a text are, in any language that sets blanks between them."""

from __future__ import annotations

import re

WORD = re.compile(r"\d+(?:[.,]\d+)+|[^\W_]+(?:['’.&][^\W_]+)*(?:['’])?", re.UNICODE)


def words(text: str) -> list[str]:
    """Words in order; hyphenated compounds are split, so that "HTS-led" gives HTS and led."""
    return [match.group().rstrip("'’") for match in WORD.finditer(text)]
