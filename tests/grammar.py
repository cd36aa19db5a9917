"""Parsed sentences for tests, written down word by word instead of read by a parser."""

from __future__ import annotations

from collections.abc import Sequence

from summarizer.records import ModelInfo, Token
from summarizer.settings import VerifySettings
from summarizer.text.analysis import Analyser, Analysis
from summarizer.verify.pairing import Pairing, pair

_KINDS = {
    "CC": "CCONJ", "CD": "NUM", "DT": "DET", "EX": "PRON", "IN": "ADP", "JJ": "ADJ", "MD": "AUX", "NN": "NOUN",
    "NNP": "PROPN", "NNS": "NOUN", "POS": "PART", "PRP": "PRON", "PRP$": "PRON", "RB": "ADV", "TO": "PART",
    "VB": "VERB", "VBD": "VERB", "VBG": "VERB", "VBN": "VERB", "VBP": "VERB", "VBZ": "VERB", "WDT": "PRON",
    "WP": "PRON",
}  # fmt: skip
_TO_THE_LEFT = (*".,;:!?)”", "n't", "'s", "’s")
_TO_THE_RIGHT = "“("


def tokens(notation: str) -> tuple[str, tuple[Token, ...]]:
    """A text and its tokens, written "The/DT/det>ship ship/NN/nsubj>sank sank=sink/VBD .".

    Each is ``word=lemma/tag/relation>head``: the lemma is the word itself unless given, the head is the first token of
    that text, or one that is given by its number from 1 on, and what has no relation is the root. A mark alone hangs
    on the root.
    """
    parts = [part.split("/") if len(part) > 1 else [part, ".", "punct"] for part in notation.split()]
    forms = [part[0].partition("=") for part in parts]
    shown = [form for form, _, _ in forms]
    root = next(at for at, part in enumerate(parts) if len(part) == 2)
    text, found = "", []
    for (form, _, lemma), (_, tag, *where) in zip(forms, parts, strict=True):
        if text and not form.startswith(_TO_THE_LEFT) and text[-1] not in _TO_THE_RIGHT:
            text += " "
        relation, _, above = (where[0] if where else "ROOT").partition(">")
        head = int(above) - 1 if above.isdigit() else shown.index(above) if above else root
        found.append(_token(form, len(text), lemma or form.lower(), tag, relation, head))
        text += form
    return text, tuple(found)


def _token(form: str, start: int, lemma: str, tag: str, relation: str, head: int) -> Token:
    kind = "AUX" if (relation in ("aux", "auxpass") and tag != "TO") or lemma == "be" else _KINDS.get(tag, "PUNCT")
    return Token(form, start, start + len(form), lemma, kind, tag, relation, head)


class WrittenParser:
    """Knows the sentences it was given; what it was not given has no tokens. Remembers what it was asked."""

    info = ModelInfo("parser", "written", "", "", "cpu", "")

    def __init__(self, *notations: str) -> None:
        self.known = dict(map(tokens, notations))
        self.asked: list[list[str]] = []

    def parse(self, texts: Sequence[str]) -> list[tuple[Token, ...]]:
        self.asked.append(list(texts))
        return [self.known.get(text, ()) for text in texts]


def analysed(notation: str) -> Analysis:
    """The analysis of a sentence that is written down."""
    parser = WrittenParser(notation)
    return Analyser(parser)(next(iter(parser.known)))


def paired(claim: str, *evidence: str) -> Pairing:
    """A claim with its evidence, all of them written down."""
    parser = WrittenParser(claim, *evidence)
    first, *others = (tokens(notation)[0] for notation in (claim, *evidence))
    return pair(first, others, (), Analyser(parser), VerifySettings())
