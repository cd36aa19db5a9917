"""Another name, number or day in the place of one: "detectives in Ilmen" for "detectives in Varn", word by word.

Grammar shows who does what in two sentences that are built alike; this shows what differs in two that are worded alike,
however they were parsed.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from summarizer.text.analysis import Analysis, Word, once
from summarizer.text.names import name_key
from summarizer.verify.pairing import Pairing

_KINDS = ("number", "date")


class _Run(NamedTuple):
    """A name, number or day: its ``kind``, the places ``first`` to ``last`` of its words, and those of the words that
    carry a fact before and behind it, -1 where there is none.
    """

    kind: str
    first: int
    last: int
    before: int
    behind: int


def other_in_place(known: Pairing) -> Iterator[str]:
    """What stands in the passage between the same words as a name, number or day of the claim that it has nowhere."""
    for mine in _runs(known.claim):
        if not _is_missing(known, mine):
            continue
        for one in known.evidence:
            its = next((its for its in _runs(one) if _same_place(known, mine, one, its)), None)
            if its and not _in_claim(known, one, its):
                yield f"“{_text(known.claim, mine)}” is “{_text(one, its)}” here"


def unheard(known: Pairing) -> frozenset[int]:
    """The places of the claim's names, numbers and days that the passage has not, but for the name of who says it."""
    said = {at for saying in known.claim.sayings for who in saying.speakers for at in known.claim.tree.subtree(who)}
    return frozenset(
        at
        for run in _runs(known.claim)
        for at in range(run.first, run.last + 1)
        if at in known.missing and at not in said and not known.claim.words[at].quoted
    )


def _is_missing(known: Pairing, run: _Run) -> bool:
    return all(at in known.missing for at in range(run.first, run.last + 1))


@once
def _runs(one: Analysis) -> tuple[_Run, ...]:
    """The names, numbers and days of a sentence; the name of several words is one."""
    words, at = one.words, 0
    found: list[_Run] = []
    while at < len(words):
        kind, last = _kind(words[at]), at
        while kind == "name" and last + 1 < len(words) and words[last + 1].name:
            last += 1
        if kind:
            found.append(_Run(kind, at, last, _content(words, at, -1), _content(words, last, 1)))
        at = last + 1
    return tuple(found)


def _kind(word: Word) -> str:
    if word.kind in _KINDS:
        return word.kind
    return "name" if word.name else ""


def _content(words: tuple[Word, ...], at: int, step: int) -> int:
    """The nearest word before or behind one that carries a fact; -1 where there is none."""
    place = at + step
    while 0 <= place < len(words) and not words[place].content:
        place += step
    return place if 0 <= place < len(words) else -1


def _same_place(known: Pairing, mine: _Run, one: Analysis, its: _Run) -> bool:
    """Whether two runs stand between the same words; where one of both opens or closes its sentence, so does the
    other.
    """
    if mine.kind != its.kind:
        return False
    before, behind = (
        _alike(known, own, one, theirs) for own, theirs in ((mine.before, its.before), (mine.behind, its.behind))
    )
    return before and behind and max(mine.before, mine.behind) >= 0


def _alike(known: Pairing, own: int, one: Analysis, theirs: int) -> bool:
    if own < 0 or theirs < 0:
        return own == theirs
    return known.ids[own] == one.words[theirs].id or bool(known.claim.stems[own] & one.stems[theirs])


def _in_claim(known: Pairing, one: Analysis, run: _Run) -> bool:
    """Whether the claim has one of these words too, in any spelling."""
    mine = {*known.ids, *(name_key(word.text) for word in known.claim.words)}
    return any(
        one.words[at].id in mine or name_key(one.words[at].text) in mine for at in range(run.first, run.last + 1)
    )


def _text(one: Analysis, run: _Run) -> str:
    return one.text[one.words[run.first].start : one.words[run.last].end]
