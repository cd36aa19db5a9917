"""Interviews and transcripts: which lines are questions, which are answers, and who gives them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from summarizer.gather.interviewees import Named, full_name, interviewee
from summarizer.records import Report, Sentence, Standing, Statement
from summarizer.text.lexicon import LEANING, REFUSING_ANSWER
from summarizer.text.speech import outside_quotations, quoted
from summarizer.text.turns import Turn, named_turn, turn

_LONGEST_QUESTION = 25
"""Words of a question that is told with its answer."""

_FEWEST_WORDS = 4
"""Words of a sentence that is understood without its question."""

_NAMED_TURNS = 3
"""Turns with names from which a text is a transcript, where two speakers take turns."""

_FIRST_PERSON = re.compile(r"(?i)\b(?:I|I['’]m|my|me|we|our|us)\b")
_DEFINITE = re.compile(r"The [a-z]")


@dataclass(slots=True)
class _Line:
    """One sentence of a transcript: its row, its words without the label, and the label it stands under."""

    row: int
    text: str
    label: str


@dataclass(slots=True)
class _Transcript:
    """The lines under a label, those in doubt, and the rows that stand outside the talk."""

    lines: list[_Line] = field(default_factory=list)
    doubtful: list[int] = field(default_factory=list)
    outside: list[int] = field(default_factory=list)


def with_answers(rows: Sequence[int], sentences: Sequence[Sentence], report: Report) -> dict[int, Statement]:
    """How the sentences of an interview may be told; empty where a source is none.

    Args:
        rows: the sentences of the source, in reading order.
        sentences: all sentences of the cluster.
        report: the source.

    Returns:
        A statement for every row of the talk: answers with their wording, questions withheld.
    """
    labels = _labels([sentences[row] for row in rows])
    if not labels:
        return {}
    talk = _transcript(rows, sentences, labels)
    asks = _questioner(talk.lines, report)
    outside = [(row, sentences[row].flat) for row in talk.outside]
    found = {row: Statement(withheld="does not say who speaks") for row in talk.doubtful}
    names: dict[str, Named | None] = {}
    for label in {line.label for line in talk.lines} - {asks}:
        names[label] = interviewee(outside, report.document) if label == "a" else full_name(label, outside, report.document)
    for at, line in enumerate(talk.lines):
        found[line.row] = _told(at, talk.lines, asks, names)
    return found


def _labels(own: Sequence[Sentence]) -> dict[int, Turn]:
    """The turns of a source by their place in it; none where it is no interview."""
    pairs = {at: found for at, one in enumerate(own) if (found := turn(one.text))}
    if {"q", "a"} <= {one.label for one in pairs.values()}:
        return pairs
    first = [at for at, one in enumerate(own) if at == 0 or own[at - 1].paragraph != one.paragraph]
    named = {at: found for at in first if (found := named_turn(own[at].text))}
    counts = Counter(one.label for one in named.values())
    changes = sum(a.label != b.label for a, b in pairwise(named.values()))
    asked = any(own[at].text.rstrip(" *_").endswith("?") for at in named)
    takes_turns = len(counts) > 1 and 2 * changes >= len(named) - 1
    enough = len(named) >= _NAMED_TURNS and max(counts.values(), default=0) > 1
    if takes_turns and (enough or (asked and len(named) > 1)) and 3 * len(named) >= len(first):
        return named | {at: one for at, one in pairs.items() if at not in named}
    return {}


def _transcript(rows: Sequence[int], sentences: Sequence[Sentence], turns: dict[int, Turn]) -> _Transcript:
    """Gives each sentence the label of its turn; what follows the last turn in a paragraph of its own is in doubt."""
    talk = _Transcript()
    last = max(turns)
    label, paragraph = "", -1
    for at, row in enumerate(rows):
        sentence = sentences[row]
        if one := turns.get(at):
            label, paragraph = one.label, sentence.paragraph
            talk.lines.append(_Line(row, " ".join(sentence.text[one.length :].split()).strip("*_ "), label))
        elif not label or (at > last and sentence.paragraph != paragraph):
            ours = bool(label) and _FIRST_PERSON.search(outside_quotations(sentence.flat))
            (talk.doubtful if ours else talk.outside).append(row)
        else:
            talk.lines.append(_Line(row, sentence.flat, label))
    return talk


def _questioner(lines: Sequence[_Line], report: Report) -> str:
    """The label of the one who asks: "q", the paper's own name, else the one with the most question marks."""
    labels = list(dict.fromkeys(line.label for line in lines))
    if "q" in labels:
        return "q"
    paper = (report.document.publisher or "").casefold()
    for label in labels:
        if paper and label.casefold() in (paper, paper.removeprefix("the "), _initials(paper)):
            return label
    asked = Counter(line.label for line in lines if line.text.endswith("?"))
    return asked.most_common(1)[0][0] if asked else ""


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.split())


def _told(at: int, lines: Sequence[_Line], asks: str, names: dict[str, Named | None]) -> Statement:
    """How one line is told."""
    line = lines[at]
    if line.label == asks or line.text.endswith("?"):
        return Statement(Standing("asked"), withheld="a question")
    if not any(map(str.isalnum, line.text)):
        return Statement(withheld="a label")
    who = names[line.label]
    if who is None:
        return Statement(withheld="does not say who answers")
    statement = Statement(Standing("attributed", who.name), voice=who.name)
    if REFUSING_ANSWER.search(line.text):
        return replace(statement, withheld="not an answer")
    return _worded(statement, at, lines, asks, who)


def _worded(statement: Statement, at: int, lines: Sequence[_Line], asks: str, who: Named) -> Statement:
    line = lines[at]
    before = lines[at - 1] if at else None
    partners = [] if who.row is None else [who.row]
    speaker = who.name[:1].upper() + who.name[1:]
    if before is None or not _leans(line.text, before.label != line.label):
        wording = f"{speaker} said: {quoted(line.text)}"
    elif before.label == asks and len(before.text.split()) <= _LONGEST_QUESTION and before.text.endswith("?"):
        partners.append(before.row)
        wording = f"Asked {quoted(before.text)}, {who.name} said: {quoted(line.text)}"
    elif before.label == line.label and not _leans(before.text, at < 2 or lines[at - 2].label != before.label):
        partners.append(before.row)
        wording = f"{speaker} said: {quoted(f'{before.text} {line.text}')}"
    else:
        return replace(statement, withheld="understood only with what was said before")
    return replace(statement, wording=wording, partners=tuple(sorted(partners)))


def _leans(text: str, first: bool) -> bool:
    """Whether a sentence is understood only with the one before; ``first``: it opens an answer."""
    words = re.findall(r"[\w'’]+", text.lower())
    if not words:
        return True
    opening = re.split(r"['’]", words[0])[0] in LEANING
    if first:
        return opening or len(words) < _FEWEST_WORDS or _DEFINITE.match(text) is not None
    return opening or re.search(r"(?i)\b(?:that|this) (?:is|was|will|would|has)\b", text) is not None
