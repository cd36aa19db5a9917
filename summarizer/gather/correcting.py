"""Corrections: the value that a source takes back is told nowhere, the right one stays."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from summarizer.gather.discourse import Told
from summarizer.records import Report, Sentence, Standing, Statement
from summarizer.stage_settings import GatherSettings
from summarizer.text import speaks_of_victims
from summarizer.text.analysis import Analyser, Analysis, Word
from summarizer.text.lexicon import AMENDING, COUNTS, EARLIER, EDITIONS, GIVING, LATER, OWN_WORK


def taken_back(one: Analysis) -> frozenset[int]:
    """The words of a sentence that its source, in that sentence, no longer holds to be so; none in most."""
    tree = one.tree
    if not tree.parsed or not _corrects(one):
        return frozenset()
    if (verb := _overtaken(one)) >= 0:
        parts = {word for clause in tree.under(verb, "conj", "parataxis") for word in tree.subtree(clause)}
        return frozenset(_before_break(one, tree.subtree(verb) - parts, verb))
    for saying in one.sayings:
        if _of_own_work(one, saying.at, saying.speakers):
            return frozenset(_before_break(one, saying.said, saying.at))
    verbs = [at for at in range(len(tree.nodes)) if tree.is_predicate(at) and tree.nodes[at].lemma not in AMENDING]
    verbs = verbs or [at for at in range(len(tree.nodes)) if tree.is_predicate(at)]
    return frozenset(_before_break(one, tree.subtree(verbs[0]), verbs[0])) if verbs else frozenset()


def _corrects(one: Analysis) -> bool:
    """Whether a sentence speaks of what its source told before: "an earlier version", "has since corrected"."""
    tree, nodes = one.tree, one.tree.nodes
    if nodes[0].lemma in AMENDING or any(_amends(one, at) for at in range(len(nodes))):
        return True
    for at, node in enumerate(nodes):
        if (
            node.lemma in EDITIONS
            and tree.is_noun(at)
            and any(nodes[child].low in EARLIER for child in tree.children[at])
        ):
            return True
    if _overtaken(one) >= 0 or any(_our_report(one, at) for at in range(len(nodes))):
        return True
    return any(_of_own_work(one, saying.at, saying.speakers) for saying in one.sayings)


def _our_report(one: Analysis, at: int) -> bool:
    """Finds "our earlier report that …"."""
    lows = {one.tree.nodes[child].low for child in one.tree.children[at]}
    return one.tree.nodes[at].lemma in OWN_WORK and "our" in lows and bool(lows & EARLIER) and not one.words[at].quoted


def _overtaken(one: Analysis) -> int:
    """The verb of "at first put the toll at seven; it now stands at five"; -1 without any."""
    tree = one.tree
    later = any(word.low in LATER for word in one.words)
    for at in range(len(tree.nodes)) if later else ():
        firsts = {tree.nodes[word].low for word in (*tree.under(at, "advmod"), *tree.phrases(at, ("at",)))}
        firsts |= {tree.nodes[word].low for of in tree.under(at, "prep") for word in tree.under(of, "amod")}
        if tree.nodes[at].lemma in GIVING and firsts & (EARLIER | {"first"}) and _counts(one, at):
            return at
    return -1


def _counts(one: Analysis, verb: int) -> bool:
    """Whether a verb gives a number of those who died, fled, were hurt; not a deadline, or the length of a search."""
    tree = one.tree
    lemmas = {tree.nodes[at].lemma for at in tree.subtree(verb)}
    return bool(lemmas & COUNTS) or tree.nodes[verb].lemma not in ("put", "give", "set", "number", "quote")


def _amends(one: Analysis, at: int) -> bool:
    """Whether a word says that what a source told is put right: "editing error", "corrected a figure"."""
    tree, node = one.tree, one.tree.nodes[at]
    if node.lemma not in AMENDING:
        return False
    if not tree.is_predicate(at):
        return at > 0 and tree.nodes[at - 1].low == "editing"
    taking = [
        *tree.under(at, "dobj", "nsubjpass", "nsubj"),
        *([node.head] if node.relation in ("relcl", "acl") else []),
    ]
    return any(tree.nodes[one].lemma in OWN_WORK for one in taking)


def _of_own_work(one: Analysis, at: int, speakers: Sequence[int]) -> bool:
    """Whether an act of saying is that of the source itself, in what it wrote before."""
    nodes = one.tree.nodes
    heads = {*speakers, *one.tree.under(at, "nsubj", "nsubjpass")}
    own = any(nodes[head].lemma in OWN_WORK and _is_ours(one, head) for head in heads)
    wrote = nodes[at].lemma in ("write", "report", "state") and bool(one.tree.under(at, "ccomp"))
    we = wrote and any(nodes[head].low == "we" and not one.words[head].quoted for head in heads)
    given = nodes[at].lemma in GIVING and bool(one.tree.under(at, "auxpass"))
    first = given and any(nodes[child].low in EARLIER for child in one.tree.children[at])
    return own or we or (first and bool(one.tree.under(at, "ccomp") or nodes[at].head != at))


def _is_ours(one: Analysis, at: int) -> bool:
    return any(one.tree.nodes[child].low in EARLIER | {"this"} for child in one.tree.subtree(at))


def _before_break(one: Analysis, places: Iterable[int], at: int) -> Iterator[int]:
    """Those of some words that no semicolon parts from a word."""
    breaks = [place for place, word in enumerate(one.words) if word.text == ";"]
    for place in places:
        if not any(min(place, at) < stop < max(place, at) for stop in breaks):
            yield place


class _Value(NamedTuple):
    """A number that is counted: its id, the id of what it counts, and the id of what happens to those."""

    number: str
    noun: str
    event: str


def _values(one: Analysis, places: frozenset[int] | None = None) -> list[_Value]:
    found = []
    for at, word in enumerate(one.words):
        if word.kind == "number" and (places is None or at in places):
            head = one.tree.nodes[at].head
            noun = one.words[head].id if one.tree.is_noun(head) else ""
            verb = one.tree.predicate(head)
            found.append(_Value(word.id, noun, one.words[verb].id if verb >= 0 else ""))
    return found


_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")


def notices(told: Told, sentences: Sequence[Sentence], reports: Sequence[Report], analyse: Analyser) -> Told:
    """Withholds what a source takes back in a notice that stands beside its running text, as most do."""
    found = list(told)
    for report in reports:
        for notice in _notices(report, sentences):
            analysed = [analyse(text) for text in _SENTENCE_END.split(notice)]
            right = {value.number for one in analysed if not taken_back(one) for value in _values(one)}
            said = [value for one in analysed for value in _values(one, taken_back(one))]
            wrong = [value for value in said if value.number not in right]
            first = next((one for one in analysed if taken_back(one)), analysed[0])
            for at, other in enumerate(sentences):
                if not found[at].withheld and _tells(analyse(other.flat), wrong, first, by_name=False):
                    found[at] = _superseded(found[at], notice, report.source)
    return tuple(found)


def _notices(report: Report, sentences: Sequence[Sentence]) -> Iterator[str]:
    """The lines of a report that correct it and are no part of its running text."""
    text = report.document.text
    inside = [(one.start, one.end) for one in sentences if one.source == report.source]
    for match in re.finditer(r"[^\n]+", text):
        first = re.sub(r"\W.*", "", match.group().strip().lower())
        apart = not any(start < match.end() and match.start() < end for start, end in inside)
        if first in AMENDING and apart:
            yield " ".join(match.group().split())


def _superseded(told: Statement, correction: str, source: int) -> Statement:
    reason = f"corrected by its source: “{correction}”"
    return replace(told, standing=Standing("superseded", "", (source,)), withheld=reason)


def corrections(told: Told, sentences: Sequence[Sentence], analyse: Analyser, settings: GatherSettings) -> Told:
    """Withholds what a source takes back, in all sources, and the correction where its right value is told."""
    found = list(told)
    for row, sentence in enumerate(sentences):
        one = analyse(sentence.flat)
        old = taken_back(one)
        if not old:
            continue
        block = _block(row, sentences, settings.correction)
        wrong = _values(one, old)
        right = [value for at in block for value in _values(analyse(sentences[at].flat)) if value not in wrong]
        for at, other in enumerate(sentences):
            if at not in block and _tells(analyse(other.flat), wrong, one):
                found[at] = _superseded(found[at], sentence.flat, sentence.source)
        elsewhere = any(
            value.number in {known.number for known in right} and not found[at].withheld
            for at, other in enumerate(sentences)
            if at != row
            for value in _values(analyse(other.flat))
        )
        reason = "a correction, told by its right value" if elsewhere or not right else ""
        found[row] = replace(found[row], standing=Standing("superseded"), withheld=reason)
    return tuple(found)


def _block(row: int, sentences: Sequence[Sentence], most: int) -> list[int]:
    """The rows of a correction: its sentence, and those behind it in its paragraph, up to ``most``."""
    own = sentences[row]
    return [
        at
        for at, other in enumerate(sentences)
        if (other.source, other.paragraph) == (own.source, own.paragraph) and 0 <= other.position - own.position <= most
    ]


def _tells(one: Analysis, wrong: Sequence[_Value], correction: Analysis, by_name: bool = True) -> bool:
    """Whether a sentence tells a value that was taken back, of the same event; ``by_name`` says whether a name that
    both have shows that it is the same. A whole source has many sentences with its names, and "Flight 447" in them.
    """
    for value in _values(one):
        for known in wrong:
            if value.number != known.number or (value.noun and known.noun and value.noun != known.noun):
                continue
            both = speaks_of_victims(one.text) and speaks_of_victims(correction.text)
            if both or (known.event and known.event == value.event) or (by_name and _names(one) & _names(correction)):
                return True
    return False


def _names(one: Analysis) -> set[str]:
    def is_name(word: Word) -> bool:
        return word.name and word.content

    return {word.id for word in one.words if is_name(word)}
