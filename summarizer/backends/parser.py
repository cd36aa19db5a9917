"""The parser: a spaCy pipeline, read from a folder of the model store. Nothing else imports spaCy.

Its recogniser of entities is left out: it takes two fifths of the time, and often calls a place an organisation; what
a name is, `text` tells from the parts of speech.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from summarizer.records import ModelInfo, Token

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

_UNUSED = ["senter", "ner"]
_BATCH = 64
"""Sentences that go through the network together."""

_THREADS = 2
"""Copies of the pipeline that work side by side; the network computes outside the interpreter's lock, the rest not."""

_WORTH = 128
"""Sentences from which a second copy gains more than loading it costs."""


class SpacyParser:
    """Parses English sentences.

    Args:
        folder: a spaCy pipeline as it is published.
        info: what is said of it in a briefing.
    """

    def __init__(self, folder: Path, info: ModelInfo) -> None:
        self._folder, self.info = folder, info
        self._pipelines = [_load(folder)]

    def parse(self, texts: Sequence[str]) -> list[tuple[Token, ...]]:
        """Returns the tokens of each text, without blanks, in the order of ``texts``."""
        if len(texts) < _WORTH:
            return _parse(self._pipelines[0], texts)
        while len(self._pipelines) < _THREADS:
            self._pipelines.append(_load(self._folder))
        shares = [texts[start::_THREADS] for start in range(_THREADS)]
        with ThreadPoolExecutor(_THREADS) as pool:
            done = list(pool.map(_parse, self._pipelines, shares))
        return [done[row % _THREADS][row // _THREADS] for row in range(len(texts))]


def _load(folder: Path) -> Language:
    import spacy

    return spacy.load(folder, exclude=_UNUSED)


def _parse(pipeline: Language, texts: Sequence[str]) -> list[tuple[Token, ...]]:
    return [_tokens(doc) for doc in pipeline.pipe(texts, batch_size=_BATCH)]


def _tokens(doc: Doc) -> tuple[Token, ...]:
    """Tokens of a parsed text but for blanks; what hangs on a blank hangs on that one's own head."""
    places = {token.i: at for at, token in enumerate(token for token in doc if not token.is_space)}

    def head(at: int) -> int:
        while at not in places:
            above = doc[at].head.i
            if above == at:
                return 0
            at = above
        return places[at]

    return tuple(
        Token(
            token.text,
            token.idx,
            token.idx + len(token.text),
            token.lemma_,
            token.pos_,
            token.tag_,
            token.dep_,
            head(token.head.i),
        )
        for token in doc
        if not token.is_space
    )
