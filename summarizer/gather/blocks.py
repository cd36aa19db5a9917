"""Sentences within what somebody says that show it by nothing in them: a statement printed whole, an open quotation.

"The full statement reads as follows:", and then a page without quotation marks; or a quotation of many paragraphs, each
of which opens with a mark, and only the last one closes. Each of their sentences is the word of the one who speaks, and
read alone would pass for the reporter's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from summarizer.gather.discourse import Told
from summarizer.gather.units import earlier, named
from summarizer.gather.voices import attributes_itself, voiced
from summarizer.records import Report, Sentence, Span, Statement
from summarizer.stage_settings import GatherSettings
from summarizer.text.analysis import Analyser, Analysis
from summarizer.text.lexicon import ISSUING, SAYING
from summarizer.text.speech import find_quotes, opens_quotation
from summarizer.text.voices import first_person

_SPOKEN = frozenset("statement letter message post tweet email e-mail memo note remark reply response".split())
"""Nouns for what holds somebody's words."""

_READING = frozenset("read run go say state follow continue".split())
_WHOLE = frozenset("full whole entire complete entirety".split())
_FROM = ("from", "by", "of")
_TOLD = ("ccomp", "xcomp", "acomp", "attr", "prt")
_BEFORE = ("", ":", ",", ".", "!", "?")
"""What stands before a mark that opens a quotation of whole sentences."""

_LOST = "\ufffd"
_LINE = re.compile(r"[^\n]+")
_SENTENCE = re.compile(r"[A-ZÀ-Þ\d].*[.!?…][)\]”\"’']?$", re.DOTALL)
"""A paragraph of whole sentences; what stands in a list is none."""


class Announced(NamedTuple):
    """What a line that ends with a colon says to come: whose words, by their heads, in what, and whether all of it."""

    by: tuple[int, ...]
    noun: str
    whole: bool


def with_blocks(
    told: Told, sentences: Sequence[Sentence], reports: Sequence[Report], analyse: Analyser, settings: GatherSettings
) -> Told:
    """The statements, with what a report prints of somebody's words as the word of that one.

    Within an open quotation that is whom the report names last as a speaker. A block begins behind the line that
    announces it. It ends with its last paragraph that says "we" or "I", where it is given in full with its source, and
    in any case before a paragraph that is a quotation or says itself who says it. A block that says neither has one
    paragraph.

    Args:
        told: one a sentence; what has a voice, a wording or is withheld stays so.
        sentences: all sentences of the cluster.
        reports: its sources, by index.
        analyse: reads sentences.
        settings: how far before a block the one may be named who speaks in it.
    """
    found = list(told)
    for report in reports:
        rows = [row for row, one in enumerate(sentences) if one.source == report.source]
        for block, before, opening in _blocks(report, rows, sentences, analyse):
            voice = _voice(opening, before, block[0], sentences, analyse, settings.reach)
            for row in block:
                found[row] = _said_by(voice, found[row], sentences[row], analyse)
        for row in _in_open_quotations(report, rows, sentences):
            voice = _speaker_before(row, sentences, analyse, settings.reach)
            found[row] = _said_by(voice, found[row], sentences[row], analyse)
            if not voice and not (found[row].voice or found[row].withheld):
                found[row] = replace(found[row], withheld="stands in a quotation of somebody who is not named")
    return tuple(found)


def _said_by(voice: str, told: Statement, sentence: Sentence, analyse: Analyser) -> Statement:
    return told if told.voice or told.wording else voiced(told, sentence, voice, "said", analyse)


def _in_open_quotations(report: Report, rows: Sequence[int], sentences: Sequence[Sentence]) -> Iterator[int]:
    """The rows behind the first sentence of a quotation that their paragraph opens and the next one goes on with."""
    text, paragraphs = report.document.text, dict[int, list[int]]()
    if _LOST in text:
        return  # a closing mark may be among what was lost
    for row in rows:
        paragraphs.setdefault(sentences[row].paragraph, []).append(row)
    for own, following in pairwise(paragraphs.values()):
        start, end = sentences[own[0]].start, sentences[own[-1]].end
        loose = [start + at for at in find_quotes(text[start:end]).loose]
        if len(loose) != 1 or text[start : loose[0]].rstrip()[-1:] not in _BEFORE:
            continue  # what opens in the middle of a clause is a quotation whose closing mark was forgotten
        if opens_quotation(text[loose[0] : end]) and opens_quotation(sentences[following[0]].text):
            yield from (row for row in own if sentences[row].start > loose[0])


class _Opening(NamedTuple):
    """The sentence that announces a block, and what it says to come."""

    one: Analysis
    announced: Announced


def _blocks(
    report: Report, rows: Sequence[int], sentences: Sequence[Sentence], analyse: Analyser
) -> Iterator[tuple[list[int], list[int], _Opening]]:
    """The rows of each block of a source, those of the line before it, and what that line says."""
    text = report.document.text
    lines = [Span(*line.span()) for line in _LINE.finditer(text) if line.group().strip()]
    for at, (line, following) in enumerate(pairwise(lines)):
        if not text[line.start : line.end].rstrip(" *_").endswith(":") or not _is_prose(text, following):
            continue
        before = _within(line, rows, sentences)
        last = sentences[before[-1]].flat if before else " ".join(text[line.start : line.end].split())
        one = analyse(last)
        announces = announced(one)
        paragraphs = [_within(other, rows, sentences) for other in lines[at + 1 :]]
        if announces and paragraphs[0]:
            block = _reach(paragraphs, announces.whole, sentences, analyse)
            yield block, before, _Opening(one, announces)


def _is_prose(text: str, line: Span) -> bool:
    paragraph = text[line.start : line.end].strip()
    return _SENTENCE.match(paragraph) is not None and not opens_quotation(paragraph)


def _within(line: Span, rows: Sequence[int], sentences: Sequence[Sentence]) -> list[int]:
    return [row for row in rows if line.start <= sentences[row].start < line.end]


def _reach(
    paragraphs: Sequence[Sequence[int]], whole: bool, sentences: Sequence[Sentence], analyse: Analyser
) -> list[int]:
    """The rows of a block, given those of each paragraph behind its announcement."""
    known, block = list(paragraphs[0]), list(paragraphs[0])
    for rows in paragraphs[1:]:
        texts = [sentences[row].flat for row in rows]
        if any(opens_quotation(text) or text.endswith(":") or attributes_itself(analyse(text)) for text in texts):
            break
        block += rows
        if whole or any(first_person(text) for text in texts):
            known = list(block)
    return known


def announced(one: Analysis) -> Announced | None:
    """Whose words, or words of what kind, a sentence that ends with a colon says to come; None where it does not."""
    tree = one.tree
    if not tree.parsed or not one.text.rstrip(" *_").endswith(":"):
        return None
    whole = any(node.low in _WHOLE for node in tree.nodes)
    for at, node in enumerate(tree.nodes):
        spoken = node.lemma in _SPOKEN and tree.is_noun(at)
        if spoken and (by := _holds(one, at)) is not None:
            return Announced(by, node.lemma, whole)
    for at in range(len(tree.nodes)):
        if _says_what_follows(one, at):
            return Announced(tuple(tree.under(at, "nsubj")), "statement", whole)
    return None


def _holds(one: Analysis, noun: int) -> tuple[int, ...] | None:
    """Who speaks in a letter or statement of which a sentence says that it reads so; None where it says it of none."""
    tree, node = one.tree, one.tree.nodes[noun]
    above = tree.nodes[node.head]
    own = (*tree.under(noun, "poss"), *tree.phrases(noun, _FROM))
    if node.relation in ("nsubj", "nsubjpass") and above.lemma in _READING and not tree.under(node.head, "ccomp"):
        return own
    if node.relation == "dobj" and above.lemma in ISSUING:
        return tuple(tree.under(node.head, "nsubj")) or own
    alone = node.head == noun or (node.relation in ("attr", "nsubj") and above.lemma == "be")
    return own if alone else None


def _says_what_follows(one: Analysis, at: int) -> bool:
    """Whether a verb says that somebody spoke, and leaves what to the next line: "In a letter to all, he wrote:"."""
    tree, node = one.tree, one.tree.nodes[at]
    says = node.lemma in SAYING | ISSUING and tree.is_finite(at) and bool(tree.under(at, "nsubj"))
    told = [*tree.under(at, *_TOLD), *(thing for thing in tree.under(at, "dobj"))]
    behind = [word for word in tree.subtree(at) if word > at and tree.is_predicate(word)]
    return says and not told and not behind and (node.head == at or node.relation in ("conj", "ccomp"))


def _voice(
    opening: _Opening,
    before: Sequence[int],
    first: int,
    sentences: Sequence[Sentence],
    analyse: Analyser,
    reach: int,
) -> str:
    """Who speaks in a block, as its announcement names him or her, or else a sentence before that."""
    noun = opening.announced.noun
    called = f"{'an' if noun[0] in 'aeio' else 'a'} {noun}"
    named_before = _speaker_before(before[0] if before else first, sentences, analyse, reach)
    return _shown(opening.one, opening.announced.by) or named_before or called


def _speaker_before(row: int, sentences: Sequence[Sentence], analyse: Analyser, reach: int) -> str:
    """The last one of whom the sentences before one say that they spoke; empty where they name nobody."""
    for before in earlier(row, sentences, reach):
        one = analyse(sentences[before].flat)
        if voice := next((name for heads in _speaking(one) if (name := _shown(one, heads))), ""):
            return voice
    return ""


def _speaking(one: Analysis) -> Iterator[tuple[int, ...]]:
    """The heads of those of whom a sentence says that they made a statement, or said something."""
    tree = one.tree
    for node in tree.nodes:
        if node.lemma in _SPOKEN and node.relation == "dobj" and tree.nodes[node.head].lemma in ISSUING:
            yield tuple(tree.under(node.head, "nsubj"))
    for saying in one.sayings:
        yield tuple(at for at in saying.speakers if tree.nodes[at].lemma not in _SPOKEN)


def _shown(one: Analysis, heads: Sequence[int]) -> str:
    """How those are named whose heads these are: by their name, where it stands beside what they are called."""
    tree = one.tree
    by_name = [next((at for at in tree.under(head, "appos") if tree.nodes[at].pos == "PROPN"), head) for head in heads]
    return named(one, by_name)
