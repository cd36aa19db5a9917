"""The parser: a spaCy pipeline, read from a folder of the model store. Nothing else imports spaCy.

Its recogniser of entities is left out: it takes two fifths of the time, and often calls a place an organisation; what
a name is, `text` tells from the parts of speech.

A pipeline is data: its configuration names functions that spaCy has, its weights are msgpack and NumPy arrays without
objects. No module that may lie beside it is imported.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import spacy
import torch
from numpy.typing import NDArray
from spacy.language import Language
from spacy.tokens import Doc
from thinc.api import Model, NumpyOps

from summarizer.errors import ModelError
from summarizer.records import ModelInfo, Token

_UNUSED = ["senter", "ner"]
_NEEDED = ("tagger", "parser")
_BATCH = 64
"""Sentences that go through the network together; more are hardly faster and take more memory."""

_ANY_LENGTH = 2**31 - 1

Floats = NDArray[np.float32]


class SpacyParser:
    """Parses English sentences.

    Args:
        folder: a spaCy pipeline as it is published.
        info: what is said of it in a briefing.

    Raises:
        ModelError: the folder holds no pipeline that can be loaded, or one that does not parse.
    """

    def __init__(self, folder: Path, info: ModelInfo) -> None:
        self._pipeline, self.info = _load(folder), info

    def parse(self, texts: Sequence[str]) -> list[tuple[Token, ...]]:
        """Returns the tokens of each text, without blanks, in the order of ``texts``; equal texts are parsed once."""
        unique = list(dict.fromkeys(texts))
        readable = [text.encode("utf-8", "replace").decode() for text in unique]  # as long: half a pair becomes "?"
        with self._pipeline.memory_zone():  # lets go of words that are new to it, or a long job would fill the memory
            docs = self._pipeline.pipe(readable, batch_size=_BATCH)
            parsed = {text: _tokens(doc, text) for text, doc in zip(unique, docs, strict=True)}
        return [parsed[text] for text in texts]


class _TorchOps(NumpyOps):  # type: ignore[misc]
    """Multiplies matrices with PyTorch, in half the time that thinc's own library takes for it."""

    def gemm(self, x: Floats, y: Floats, out: Floats | None = None, trans1: bool = False, trans2: bool = False) -> Any:
        left, right = torch.from_numpy(x), torch.from_numpy(y)
        left, right = left.T if trans1 else left, right.T if trans2 else right
        if out is None:
            return torch.mm(left, right).numpy()
        torch.mm(left, right, out=torch.from_numpy(out))
        return out


def _load(folder: Path) -> Language:
    try:
        pipeline = spacy.load(folder, exclude=_UNUSED)
    except Exception as error:  # of many kinds: a file that is missing, cut short or of another version
        raise ModelError(f"cannot load the parser in {folder}: {error}", "run `briefing models verify`") from error
    lacking = [name for name in _NEEDED if name not in pipeline.pipe_names]
    if lacking:
        raise ModelError(f"the pipeline in {folder} has no {lacking[0]}", "name another with parser.model")
    pipeline.max_length = _ANY_LENGTH
    for _, component in pipeline.pipeline:
        if isinstance(network := getattr(component, "model", None), Model):
            _speed_up(network)
    return pipeline


def _speed_up(network: Model[Any, Any]) -> None:
    ops = _TorchOps()
    for layer in network.walk():
        layer.ops = ops
        for name in layer.param_names:
            if layer.has_param(name):
                own: Any = np.array(layer.get_param(name))  # PyTorch warns of arrays that it may not write to
                layer.set_param(name, own)


def _tokens(doc: Doc, text: str) -> tuple[Token, ...]:
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
            text[token.idx : token.idx + len(token)],
            token.idx,
            token.idx + len(token),
            token.lemma_,
            token.pos_,
            token.tag_,
            token.dep_,
            head(token.head.i),
        )
        for token in doc
        if not token.is_space
    )
