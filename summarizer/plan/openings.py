"""Sentences that open with "he" or "the city": whom or what they lean on, where the sentence before tells it.

A name is put in only where the sentence before has one that it can be: a person as its subject and no other person, or
one name that it calls so ("Hama, a city of …", "the city of Hama"). Everything else stays as it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from summarizer.text.analysis import Analyser, Analysis
from summarizer.text.clauses import SUBJECTS, noun_subjects
from summarizer.text.leaning import HE, SHE, closes_speech, leanings
from summarizer.text.lexicon import TITLES
from summarizer.text.speech import paired_quotes
from summarizer.text.tokens import without_possessive
from summarizer.text.tone import dangles

_REACH = 3
"""Sentences before that are looked at while they say "he" of the same person."""


class Resolution(NamedTuple):
    """``text`` is the sentence with its opening replaced; ``row`` the earlier sentence that shows it."""

    text: str
    row: int


def resolve_pronoun(sentence: str, earlier: Sequence[str], analyse: Analyser) -> Resolution | None:
    """What `resolve_opening` finds, or who "he" is who says a sentence at its end; arguments and result as there."""
    own = analyse(sentence)
    if not own.tree.parsed:
        return resolve_opening(sentence, earlier, analyse) if dangles(sentence) else None
    pronouns = [lean.at for lean in leanings(own) if lean.kind == "pronoun" and not own.words[lean.at].quoted]
    speaker = next((at for at in pronouns if closes_speech(own, at) and own.words[at].low in ("he", "she")), -1)
    if speaker >= 0:
        return _speaker(own, speaker, earlier, analyse)
    return resolve_opening(sentence, earlier, analyse) if dangles(sentence) else None


def _speaker(own: Analysis, at: int, earlier: Sequence[str], analyse: Analyser) -> Resolution | None:
    """The sentence with the name of the one who says it, where the sentence before has one who speaks, and no other."""
    word = own.words[at]
    for row in range(len(earlier) - 1, max(len(earlier) - 1 - _REACH, -1), -1):
        before = analyse(earlier[row])
        speaker = _only_speaker(before, SHE if word.low == "he" else HE)
        if speaker < 0:
            return None
        if before.words[speaker].low == word.low:
            continue
        name = name_at(before, speaker)
        plain = before.tree.nodes[speaker].tag == "NNP" and not before.words[speaker].text.isupper()
        return (
            Resolution(own.text[: word.start] + name + own.text[word.end :], row)
            if plain and name not in own.text
            else None
        )
    return None


def _only_speaker(one: Analysis, others: frozenset[str]) -> int:
    """The subject of the one act of saying in a sentence; -1 where there are more, or one of ``others`` is there."""
    if not one.tree.parsed or not paired_quotes(one.text):
        return -1
    if any(word.low in others and not word.quoted for word in one.words):
        return -1
    speakers = [place for saying in one.sayings for place in one.tree.under(saying.at, *SUBJECTS)]
    return speakers[0] if len(speakers) == 1 else -1


def resolve_opening(sentence: str, earlier: Sequence[str], analyse: Analyser) -> Resolution | None:
    """Replaces a "he" or "she" at the beginning by the name of whom it stands for.

    Args:
        sentence: one sentence, on one line.
        earlier: the sentences before it in its document, in order.
        analyse: reads sentences.

    Returns:
        The sentence that stands alone and the row of the evidence for it; None where it cannot be told for certain.
    """
    own = analyse(sentence)
    opening = own.words[0].low if own.words else ""
    if opening not in ("he", "she"):
        return None
    for row in range(len(earlier) - 1, max(len(earlier) - 1 - _REACH, -1), -1):
        before = analyse(earlier[row])
        if not paired_quotes(before.text) or not before.tree.parsed or before.words[0].text in '“"‘':
            return None
        if text := _person(own, before):
            return Resolution(text, row) if not dangles(text) else None
        if before.words[0].low != opening or any(word.name for word in before.words):
            return None
    return None


def _person(own: Analysis, before: Analysis) -> str:
    """The sentence with the person's name for its "he" or "she"; nothing where that may be somebody else."""
    mine, others = (HE, SHE) if own.words[0].low == "he" else (SHE, HE)
    lows = {word.low for word in before.words}
    subject = _subject(before)
    if subject < 0 or lows & (others | {"we", "i"}) or not (lows & mine or _is_person(before, subject)):
        return ""
    if any(word.low in mine and node.tag == "PRP" for word, node in zip(before.words, before.tree.nodes, strict=True)):
        return ""  # "Carl Stone tried to get him to stay": a subject is not its own object
    name = name_at(before, subject)
    elsewhere = any(word.text in name.split() for word in own.words)
    return "" if elsewhere else name + own.text[own.words[0].end :]


def _subject(one: Analysis) -> int:
    """The name that a sentence is about: its main and first subject, with no name beside it; -1 without one."""
    nodes = one.tree.nodes
    subjects = noun_subjects(one.tree)
    single = [at for at in subjects if nodes[at].tag in ("NN", "NNP")]
    rivals = any(node.pos == "PROPN" and node.relation in ("dobj", "conj", "agent") for node in nodes)
    if len(single) != 1 or single[0] != subjects[0] or nodes[single[0]].pos != "PROPN" or rivals:
        return -1
    verb = nodes[single[0]].head
    return single[0] if nodes[verb].head == verb else -1


def _is_person(one: Analysis, subject: int) -> bool:
    """Whether a name is shown to be a person's: by a title, an age, a "who", or by saying something."""
    tree = one.tree
    titled = any(tree.nodes[at].low.strip(".") in TITLES for at in tree.under(subject, "compound", "appos"))
    aged = any(tree.nodes[at].pos == "NUM" for at in tree.under(subject, "appos"))
    who = any(tree.nodes[at].low == "who" for clause in tree.under(subject, "relcl") for at in tree.subtree(clause))
    says = any(subject in saying.speakers for saying in one.sayings) and not one.words[subject].text.isupper()
    return titled or aged or who or says


def name_at(one: Analysis, head: int) -> str:
    """A name as it is written."""
    first = head
    while first > 0 and (one.words[first - 1].text == "." or head in one.tree.above(first - 1)):
        if one.tree.nodes[first - 1].pos not in ("PROPN", ""):
            break
        first -= 1
    return without_possessive(one.text[one.words[first].start : one.words[head].end])
