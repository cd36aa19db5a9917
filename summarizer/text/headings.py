"""Headings and labelled lines: "Situation report no. 3", "Remarks: play was stopped". They name, and tell nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from summarizer.text.analysis import Analysis
from summarizer.text.lexicon import PEOPLE, PREPOSITIONS
from summarizer.text.words import words

_KINDS = frozenset(
    """report update bulletin notice statement summary overview roundup recap review briefing digest newsletter register
    timeline timetable schedule agenda minutes communique communiqué memo memorandum letter advisory factsheet
    factbox faq questions answers explainer commentary editorial transcript preview judgment judgement statistics
    highlights photos pictures gallery blog diary log chronicle notes announcement index progress live""".split()
)
"""Kinds of text, picture or page: a heading says which it is, and not what happened."""

_RUNNING = re.compile(r"\b(?:as it happen(?:s|ed)|live (?:blog|updates?|coverage)|minute by minute)\b", re.IGNORECASE)
_PART = re.compile(r"[:|;]\s+|\s[-–—]\s")
_NUMBERING = re.compile(r"\s+(?:(?:no|nr|number|issue|part|vol)\b\.?\s*|#\s?)?\d[\w./-]*$", re.IGNORECASE)
_TELLING = frozenset("VBZ VBD MD TO".split())
_LABEL = re.compile(r"\W*[A-Z][\w’'-]*(?: [\w’'-]+){0,2}(?=:\s+[^\s“\"„«‘'])")
_NAMING = frozenset("NN NNS JJ VBN VBG HYPH".split())


def is_inverted(one: Analysis) -> bool:
    """Whether a sentence names only behind its verb who it is about: "Moving in are Ada Brink and Karl Stone"."""
    tree = one.tree
    if not tree.parsed or tree.nodes[0].tag not in ("VBG", "VBN", "RB"):
        return False
    verbs = [tree.root, *tree.under(tree.root, "aux", "auxpass")]
    doers = [at for verb in verbs for at in tree.under(verb, "nsubj", "nsubjpass", "attr")]
    opens = tree.nodes[tree.root].tag in ("VBG", "VBN") or bool(tree.under(tree.root, "csubj"))
    return opens and bool(doers) and min(doers) > max(verbs)


def is_heading(one: Analysis) -> bool:
    """Whether a line names a kind of text, its number or its day, and tells nothing: "Cholera bulletin no. 7".

    Or it only names what it is about: "Arvik bridge". "Governor rejects report" tells something, and so do "Police
    report: two hurt in crash" and "Record for Varn".
    """
    if _RUNNING.search(one.text):
        return True
    tags = [node.tag for node in one.tree.nodes]
    if not one.tree.parsed or _TELLING.intersection(tags):
        return False
    last = _PART.split(one.text.rstrip(" ."))[-1]
    return _head(_NUMBERING.sub("", last.split(",")[0])) in _KINDS or _only_names(one, tags)


def _only_names(one: Analysis, tags: Sequence[str]) -> bool:
    """Whether a line has no verb, and nothing that says where, when or for whom something is so."""
    told = any(tag[:2] in ("VB", "RB", "RP") for tag in tags) or tags[-1:] in (["JJ"], ["JJR"], ["CD"])
    told = told or any(
        first in ("NNS", "NNP") and second == "JJ" and not word.possessive  # "Thieves empty museum"
        for word, (first, second) in zip(one.words, pairwise(tags), strict=False)
    )
    placed = any(node.tag == "IN" and node.low != "of" for node in one.tree.nodes)
    return bool(tags) and not told and not placed


def _head(line: str) -> str:
    """The word before the first preposition: the "notice" of "Notice on the loss of the ferry"."""
    own = [word.lower() for word in words(line)]
    first = next((at for at, word in enumerate(own) if word in PREPOSITIONS), len(own))
    return own[first - 1] if first else ""


def is_labelled(one: Analysis) -> bool:
    """Whether a sentence is a line of a form, behind the name of its field: "Injuries: three firefighters".

    What somebody says behind a colon is none, nor what stands behind a clause: "The count is over: he has won".
    """
    label = _LABEL.match(one.text)
    if label is None or not one.tree.parsed:
        return False
    own = [at for at, word in enumerate(one.words) if word.end <= label.end()]
    tags = {one.tree.nodes[at].tag for at in own}
    return bool(own) and tags <= _NAMING and one.tree.nodes[own[-1]].lemma not in PEOPLE
