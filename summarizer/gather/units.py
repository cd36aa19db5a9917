"""Sentences that are told together or not at all: how their texts are joined, and how others are named."""

from __future__ import annotations

from collections.abc import Sequence

from summarizer.records import Sentence
from summarizer.text.analysis import Analysis
from summarizer.text.voices import quoted_as

Rows = Sequence[Sentence]


def joined(*texts: str) -> str:
    """Sentences one behind the other, each with its end."""
    return " ".join(text if text.endswith((*".!?”", '."', '!"', '?"')) else text + "." for text in texts)


def spoken(voice: str, text: str) -> str:
    """What is told together, as the quotation of a voice where it is not the reporter's."""
    return quoted_as(text, voice) if voice else text


def capitalised(text: str) -> str:
    """The text with its first letter as at the start of a sentence."""
    return text[:1].upper() + text[1:]


def named(one: Analysis, heads: Sequence[int]) -> str:
    """How a sentence names those whose heads these are; empty where it only says "he" or "it"."""
    tree = one.tree
    shown = []
    for head in heads:
        if tree.nodes[head].pos == "PRON":
            continue
        inner = tree.under(head, "relcl", "acl", "conj", "cc", "punct", "appos", "advcl")
        own = sorted(tree.subtree(head).difference(*(tree.subtree(at) for at in inner)))
        own = [at for at in own if own[-1] - at == len(own) - 1 - own.index(at)]  # the stretch that ends with the last
        if own:
            shown.append(one.text[one.words[own[0]].start : one.words[own[-1]].end].rstrip(" ,;"))
    return " and ".join(shown)


def earlier(row: int, sentences: Rows, most: int) -> list[int]:
    """Rows of the sentences before one in its source, the nearest first."""
    return [at for at in reversed(beside(row, sentences, most)) if at < row]


def beside(row: int, sentences: Rows, most: int) -> list[int]:
    """Rows of the other sentences of its source that are up to ``most`` before or behind one, in order."""
    window = range(max(row - most, 0), min(row + most + 1, len(sentences)))
    return [at for at in window if at != row and sentences[at].source == sentences[row].source]
