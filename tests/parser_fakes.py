"""A parser for tests that need tokens and no grammar: quick, and always the same."""

from __future__ import annotations

import re
from collections.abc import Sequence

from summarizer.records import ModelInfo, Token

_TOKEN = re.compile(r"\w+(?:[.,]\w+)*|[^\w\s]")


class FlatParser:
    """Cuts words and marks apart; each is its own lemma, of the part of speech X, and hangs on the first."""

    info = ModelInfo("parser", "flat", "", "", "cpu", "")

    def parse(self, texts: Sequence[str]) -> list[tuple[Token, ...]]:
        return [tuple(map(_token, _TOKEN.finditer(text), range(len(text)))) for text in texts]


def _token(match: re.Match[str], at: int) -> Token:
    word = match.group()
    return Token(word, *match.span(), word.lower(), "X", "X", "dep" if at else "ROOT", 0)
