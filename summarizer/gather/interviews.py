"""Interviews and transcripts: which lines are questions, which are answers, and who gives them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from summarizer.gather.interviewees import Named, full_name, interviewee, names_somebody
from summarizer.records import Report, Sentence, Standing, Statement
from summarizer.text.analysis import Analyser
from summarizer.text.lexicon import LEANING, REFUSING_ANSWER
from summarizer.text.speech import outside_quotations, quoted
from summarizer.text.turns import Turn, named_turn, turn
from summarizer.text.voices import quoted_as

_LONGEST_QUESTION = 25
"""Words of a question that is told with its answer."""

_LONGEST_PAIR = 50
"""Words of two sentences that are quoted together."""

_FEWEST_WORDS = 4
"""Words of a sentence that is understood without its question."""

_LEANS = "is understood only with what was said before"

_NAMED_TURNS = 3
"""Turns with names from which a text is a transcript, where two speakers take turns."""

_FIRST_PERSON = re.compile(r"\b(?:I|[Mm]y|me|[Ww]e)\b")
_AFTERWORD = re.compile(r"(?i)\b(?:interview\w*|spoke|speaking|told|conversation|edited|condensed|transcript)\b")
_POINTS_BACK = re.compile(
    r"(?i)\b(?:that|this) (?:is|was|will|would|has)\b|\bof (?:them|these|those)\b"
    r"|\b(?:that|this)(?=\s*[,.!?;]|\s+(?:anymore|again|either|too|all)\b)"
)
_FIRST_COMMA = re.compile(r"[\w'’-]+,")
_DEFINITE = re.compile(r"The [a-z]")


@dataclass(slots=True)
class _Line:
    """One sentence of a transcript: its row, its words without the label, and the label it stands under."""

    row: int
    text: str
    label: str
    labelled: bool = False


@dataclass(slots=True)
class _Transcript:
    """The lines under a label, the rows of those in doubt, of labels alone, and of what stands outside the talk."""

    lines: list[_Line] = field(default_factory=list)
    doubtful: list[int] = field(default_factory=list)
    bare: list[int] = field(default_factory=list)
    outside: list[int] = field(default_factory=list)


def with_answers(
    rows: Sequence[int], sentences: Sequence[Sentence], report: Report, analyse: Analyser
) -> dict[int, Statement]:
    """How the sentences of an interview may be told; empty where a source is none.

    Where a paper puts the questions and answers them itself, as its explainers do, the answers are its own report.

    Args:
        rows: the sentences of the source, in reading order.
        sentences: all sentences of the cluster.
        report: the source.
        analyse: reads sentences.

    Returns:
        A statement for every row of the talk: answers with their wording, questions withheld.
    """
    labels = _labels([sentences[row] for row in rows])
    if not labels:
        return {}
    talk = _transcript(rows, sentences, labels, report)
    asks = _questioner(talk.lines, report)
    outside = [(row, sentences[row].flat) for row in talk.outside]
    names = {label: _who(label, outside, report) for label in {line.label for line in talk.lines} - {asks}}
    spoken = _is_spoken(talk, asks, sentences)
    if not spoken and _are_headings(names):
        return {}
    explainer = set(names) == {"a"} and not names["a"] and not spoken
    told = _Told(talk.lines, asks, names, analyse, explainer)
    found = {row: Statement(withheld="a label") for row in talk.bare}
    found |= {row: Statement(withheld="does not say who speaks") for row in talk.doubtful if not explainer}
    return found | {line.row: told(at) for at, line in enumerate(talk.lines) if told.concerns(at)}


def _is_spoken(talk: _Transcript, asks: str, sentences: Sequence[Sentence]) -> bool:
    """Whether somebody who does not ask says "I" or "we"."""
    answers = [line.text for line in talk.lines if line.label != asks]
    return any(map(_in_first_person, [*answers, *(sentences[row].flat for row in talk.doubtful)]))


def _are_headings(names: Mapping[str, Named | None]) -> bool:
    """Whether the labels are words that name nobody: those of a fact check ("Claim:", "Verdict:") are parts of it."""
    return all(label.istitle() and " " not in label and who and who.name == label for label, who in names.items())


def _who(label: str, outside: Sequence[tuple[int, str]], report: Report) -> Named | None:
    return interviewee(outside, report.document) if label == "a" else full_name(label, outside, report.document)


def _in_first_person(text: str) -> bool:
    return _FIRST_PERSON.search(outside_quotations(text)) is not None


def _labels(own: Sequence[Sentence]) -> dict[int, Turn]:
    """The turns of a source by their place in it; none where it is no interview."""
    pairs = {at: found for at, one in enumerate(own) if (found := turn(one.text))}
    if {"q", "a"} <= {one.label for one in pairs.values()}:
        return pairs
    first = [at for at, one in enumerate(own) if at == 0 or own[at - 1].paragraph != one.paragraph]
    named = _in_full({at: found for at in first if (found := named_turn(own[at].text))})
    asked = len(named) > 1 and any(own[at].text.rstrip(" *_").endswith("?") for at in named)
    return {**pairs, **named} if _take_turns([one.label for one in named.values()], len(first), asked) else {}


def _take_turns(labels: Sequence[str], paragraphs: int, asked: bool) -> bool:
    """Whether those who are named before paragraphs talk to one another, and do so in a third of them."""
    counts = Counter(labels)
    changes = sum(a != b for a, b in pairwise(labels))
    enough = len(labels) >= _NAMED_TURNS and max(counts.values(), default=0) > 1
    return len(counts) > 1 and 2 * changes >= len(labels) - 1 and 3 * len(labels) >= paragraphs and (asked or enough)


def _in_full(turns: dict[int, Turn]) -> dict[int, Turn]:
    """Turns whose initials stand for a name that is a label as well have that name."""
    full = {_initials(one.label): one.label for one in turns.values() if len(one.label.split()) > 1}
    return {at: one._replace(label=full.get(one.label.casefold(), one.label)) for at, one in turns.items()}


def _transcript(
    rows: Sequence[int], sentences: Sequence[Sentence], turns: dict[int, Turn], report: Report
) -> _Transcript:
    """Gives each sentence the label of its turn.

    A paragraph without a label goes on with the turn above it where it says "I" or "we", before the last one; else it
    may be a caption or the reporter's. One that tells of the talk itself stands outside it.
    """
    talk = _Transcript()
    last = max(turns)
    label, paragraph, bare = "", -1, False
    for at, row in enumerate(rows):
        sentence = sentences[row]
        if one := turns.get(at):
            label, paragraph = one.label, sentence.paragraph
            text = " ".join(sentence.text[one.length :].split()).strip("*_ ")
            bare = not any(map(str.isalnum, text))
            if bare:
                talk.bare.append(row)
            else:
                talk.lines.append(_Line(row, text, label, True))
        elif bare or (label and sentence.paragraph == paragraph):
            talk.lines.append(_Line(row, sentence.flat, label, bare))
            paragraph, bare = sentence.paragraph, False
        elif label and (at > last or not _in_first_person(sentence.flat)):
            (talk.outside if _tells_of_the_talk(sentence.flat, report) else talk.doubtful).append(row)
        elif label:
            talk.lines.append(_Line(row, sentence.flat, label))
            paragraph = sentence.paragraph
        else:
            talk.outside.append(row)
    return talk


def _tells_of_the_talk(text: str, report: Report) -> bool:
    if names_somebody(text, report.document):
        return True
    paper = report.document.publisher
    about = _AFTERWORD.search(text) is not None or bool(paper and paper in text)
    return about and not _in_first_person(text)


def _questioner(lines: Sequence[_Line], report: Report) -> str:
    """The label of the one who asks: "q", the paper's own name, else the one with the most question marks."""
    labels = list(dict.fromkeys(line.label for line in lines))
    if "q" in labels:
        return "q"
    paper = (report.document.publisher or "").casefold().removeprefix("the ")
    for label in labels:
        if paper and label.casefold().removeprefix("the ") in (paper, _initials(paper)):
            return label
    asked = Counter(line.label for line in lines if line.text.endswith("?"))
    return asked.most_common(1)[0][0] if asked else ""


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.split()).casefold()


@dataclass(frozen=True, slots=True)
class _Told:
    """How the lines of a talk are told: whose label asks, whom the others stand for, None where nobody is named."""

    lines: Sequence[_Line]
    asks: str
    names: dict[str, Named | None]
    analyse: Analyser
    explainer: bool

    def concerns(self, at: int) -> bool:
        """Whether a line is told otherwise than any sentence: all but what an explainer says without a label."""
        line = self.lines[at]
        return not self.explainer or line.label == self.asks or line.labelled

    def __call__(self, at: int) -> Statement:
        line = self.lines[at]
        if line.label == self.asks or line.text.endswith("?"):
            return Statement(Standing("asked"), withheld="a question")
        if self.explainer:
            leans = self._leans(at)
            return Statement(withheld=_LEANS) if leans else Statement(wording=line.text)
        who = self.names[line.label]
        if who is None:
            return Statement(withheld="does not say who answers")
        statement = Statement(Standing("attributed", who.name), voice=who.name)
        if REFUSING_ANSWER.search(line.text):
            return replace(statement, withheld="not an answer")
        return self._worded(statement, at, who)

    def _worded(self, statement: Statement, at: int, who: Named) -> Statement:
        line = self.lines[at]
        speaker = who.name[:1].upper() + who.name[1:]
        partners: list[_Line] = []
        if not self._leans(at):
            wording = quoted_as(line.text, speaker)
        elif self._opens(at):
            partners = self._question(at)
            wording = _asked(partners, who.name, line.text) if partners else ""
        else:
            partners, wording = self._with_the_one_before(at, who.name)
        if not wording:
            return replace(statement, withheld=_LEANS)
        rows = tuple(sorted({one.row for one in partners}))
        named = () if who.row is None or who.row in rows else (who.row,)
        return replace(statement, wording=wording, partners=rows, named=named)

    def _with_the_one_before(self, at: int, name: str) -> tuple[list[_Line], str]:
        """What a line is told with, and its wording: the one before, and the question where that needs it.

        Returns:
            ([], "") where neither is enough.
        """
        before, text = self.lines[at - 1], f"{self.lines[at - 1].text} {self.lines[at].text}"
        if len(text.split()) > _LONGEST_PAIR:
            return [], ""
        if not self._leans(at - 1):
            return [before], quoted_as(text, name)
        asked = self._question(at - 1) if self._opens(at - 1) else []
        return ([*asked, before], _asked(asked, name, text)) if asked else ([], "")

    def _question(self, at: int) -> list[_Line]:
        """What was asked before an answer, all of it; none where that is long, or asks nothing."""
        found: list[_Line] = []
        for line in reversed(self.lines[:at]):
            if line.label != self.asks:
                break
            found.insert(0, line)
            if line.labelled:
                break
        found = [line for line in found if line.text]
        short = sum(len(line.text.split()) for line in found) <= _LONGEST_QUESTION
        return found if short and found and found[-1].text.endswith("?") else []

    def _opens(self, at: int) -> bool:
        """Whether a line is the first of its answer."""
        return at == 0 or self.lines[at - 1].label != self.lines[at].label

    def _leans(self, at: int) -> bool:
        """Whether a line is understood only with the one before, or with its question."""
        text = self.lines[at].text
        words = re.findall(r"[\w'’]+", text.lower())
        if not words or re.split(r"['’]", words[0])[0] in LEANING:
            return True
        if not self._opens(at):
            return _POINTS_BACK.search(text) is not None
        return (
            self._is_fragment(text)
            or _FIRST_COMMA.match(text) is not None
            or len(words) < _FEWEST_WORDS
            or _DEFINITE.match(text) is not None
        )

    def _is_fragment(self, text: str) -> bool:
        """Whether a line has no predicate of its own: "Nine, as far as we know"."""
        tree = self.analyse(text).tree
        return tree.parsed and not any(tree.is_predicate(at) for at in tree.roots)


def _asked(question: Sequence[_Line], name: str, answer: str) -> str:
    # A question's first sentences lead up to it, or back to what was said before.
    asked = [line.text for line in question if line.text.rstrip('”"’ ').endswith("?")][-1:] or [question[-1].text]
    return f"Asked {quoted(asked[0])}, {name} said: {quoted(answer)}"
