"""The parser: a spaCy pipeline, read from a folder of the model store. Nothing else imports spaCy.

Its recogniser of entities is left out: it takes two fifths of the time, and often calls a place an organisation; what
a name is, `text` tells from the parts of speech.

A pipeline is data: its configuration names functions that spaCy has, its weights are msgpack and NumPy arrays without
objects. No module that may lie beside it is imported.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import spacy
import torch
from numpy.typing import NDArray
from spacy.language import Language
from spacy.matcher import Matcher
from spacy.pipeline import AttributeRuler, Lemmatizer
from spacy.tokens import Doc
from thinc.api import Model, NumpyOps

from summarizer.errors import ModelError
from summarizer.records import ModelInfo, Token

_UNUSED = ["senter", "ner"]
_NEEDED = ("tagger", "parser")
_BATCH = 64
"""Sentences that go through the network together; more are hardly faster and take more memory."""

_ANY_LENGTH = 2**31 - 1
_MOST_WORDS = 100_000
"""Words whose rules are remembered."""

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


class _Rules:
    """Which rules of a ruler hold for which words of a text, as its own `match` finds them, in half the time: those for
    one word are looked up by its tag and relation, and by its letters where a rule asks for these; only those for
    several words are searched for.
    """

    _READ = ("LOWER", "TAG", "DEP", "IS_SPACE")
    _OPERATORS = frozenset(("IN", "NOT_IN", "REGEX"))

    def __init__(self, ruler: AttributeRuler) -> None:
        self._strings: Any = ruler.vocab.strings
        self._longer: Any = Matcher(ruler.vocab, validate=False)
        self._alone: list[tuple[int, Mapping[str, Any]]] = []
        self._known: dict[tuple[int, ...], tuple[int, ...]] = {}
        self._asked_for: dict[int, bool] = {}
        for number, words in _patterns(ruler):
            if len(words) > 1:
                self._longer.add(str(number), [words])
            else:
                self._alone.append((number, words[0]))
        letters = [asked["LOWER"] for _, asked in self._alone if "LOWER" in asked]
        self._named = frozenset(word for wanted in letters for word in _words_of(wanted))
        self._shaped = [wanted for wanted in letters if isinstance(wanted, dict) and "REGEX" in wanted]

    @classmethod
    def knows(cls, ruler: AttributeRuler) -> bool:
        """Whether all that rules for one word ask is known here."""
        return all(
            name in cls._READ and not (isinstance(wanted, dict) and wanted.keys() - cls._OPERATORS)
            for _, words in _patterns(ruler)
            for name, wanted in (words[0].items() if len(words) == 1 else ())
        )

    def __call__(self, doc: Doc) -> list[tuple[int, int, int, int]]:
        """The number and id of each rule that holds, and the words ``[start, end)`` that it holds for, by number."""
        found = [(int(self._strings[own]), start, end) for own, start, end in self._longer(doc, allow_missing=True)]
        for at, (low, *rest) in enumerate(doc.to_array(list(self._READ)).tolist()):
            word = (low if self._is_asked_for(low) else 0, *rest)
            found += [(number, at, at + 1) for number in self._of(word)]
        return sorted((number, self._strings[str(number)], start, end) for number, start, end in found)

    def _is_asked_for(self, low: int) -> bool:
        """Whether any rule tells a word from one without letters."""
        if low not in self._asked_for:
            if len(self._asked_for) >= _MOST_WORDS:
                self._asked_for.clear()
            text = self._strings[low]
            shaped = any(_holds(wanted, text) != _holds(wanted, "") for wanted in self._shaped)
            self._asked_for[low] = text in self._named or shaped
        return self._asked_for[low]

    def _of(self, word: tuple[int, ...]) -> tuple[int, ...]:
        if word not in self._known:
            *names, blank = word
            given = dict(zip(self._READ, (*(self._strings[name] for name in names), bool(blank)), strict=True))
            self._known[word] = tuple(
                number
                for number, asked in self._alone
                if all(_holds(wanted, given[name]) for name, wanted in asked.items())
            )
        return self._known[word]


def _patterns(ruler: Any) -> Iterator[tuple[int, list[Any]]]:
    """What each rule asks of words, behind the rule's number."""
    for number, rule in enumerate(ruler.patterns):
        for words in rule["patterns"]:
            yield number, words


def _words_of(wanted: Any) -> tuple[str, ...]:
    """The words that are named by what a rule asks of letters."""
    return (*wanted.get("IN", ()), *wanted.get("NOT_IN", ())) if isinstance(wanted, dict) else (wanted,)


def _holds(wanted: object, given: Any) -> bool:
    """Whether an attribute is as a rule wants it."""
    if not isinstance(wanted, dict):
        return bool(wanted == given)
    return not (
        ("IN" in wanted and given not in wanted["IN"])
        or ("NOT_IN" in wanted and given in wanted["NOT_IN"])
        or ("REGEX" in wanted and not re.search(wanted["REGEX"], given))
    )


def _once(lemmatize: Callable[[Any], list[str]]) -> Callable[[Any], list[str]]:
    """Has the base form of a word worked out once: spaCy remembers only those that it found by its rules."""
    known: dict[tuple[int, ...], list[str]] = {}

    def lemmas(token: Any) -> list[str]:
        key = (token.orth, token.pos, token.morph.key)
        if key not in known:
            if len(known) >= _MOST_WORDS:
                known.clear()
            known[key] = lemmatize(token)
        return known[key]

    return lemmas


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
        _have_looked_up(component)
        if isinstance(network := getattr(component, "model", None), Model):
            _speed_up(network)
    return pipeline


def _have_looked_up(component: Any) -> None:
    """Has rules for words, and their base forms, looked up where they are known."""
    if isinstance(component, AttributeRuler) and _Rules.knows(component):
        component.__dict__["match"] = _Rules(component)
    if isinstance(component, Lemmatizer):
        component.__dict__["lemmatize"] = _once(component.lemmatize)


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
