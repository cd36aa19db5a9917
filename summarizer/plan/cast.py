"""The people of a cluster: by which names its sources call each, and who they say that each is."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from summarizer.records import Sentence
from summarizer.text.analysis import Analyser, Analysis
from summarizer.text.people import (
    Called,
    Described,
    Member,
    Person,
    are_one,
    calls_so,
    full_names,
    is_bare,
    is_called,
    name_of,
    people,
    plainly_people,
    surname,
)
from summarizer.text.roles import Named, roles

_YEAR = re.compile(r"\b(?:1[6-9]|20)\d\d\b")

_ALONE = ("poss", "dobj", "pobj")
"""Where a surname may stand alone, beside being a subject."""


def cast_of(sentences: Sequence[Sentence], analyse: Analyser) -> tuple[Member, ...]:
    """The people whom the sentences of a cluster name in full, in the order of their first mention.

    Args:
        sentences: all sentences of the cluster.
        analyse: reads sentences.
    """
    found: list[Member] = []
    for source in dict.fromkeys(one.source for one in sentences):
        rows = [row for row, one in enumerate(sentences) if one.source == source]
        for member in _of_source(source, rows, [analyse(sentences[row].flat) for row in rows]):
            same = [other for other in found if all(are_one(name, own) for name in other.names for own in member.names)]
            if len(same) == 1:
                found[found.index(same[0])] = _joined(same[0], member)
            elif not same:
                found.append(member)
    names = {name for one in sentences for name in _full_names(analyse(one.flat))}
    return tuple(_with_short(_with_shared(one, names), sentences, analyse) for one in found)


def _full_names(one: Analysis) -> Iterator[str]:
    """What may be the full names of people in a sentence."""
    for _, found in full_names(one):
        yield name_of(one, found)


def _with_shared(member: Member, names: Collection[str]) -> Member:
    """A member with the parts of its names that other names of the cluster have, too."""
    others = [name for name in names if not any(are_one(name, own) for own in member.names)]
    own = {part for name in member.names for part in name.split()}
    return member._replace(shared=frozenset(own.intersection(part for name in others for part in name.split())))


def named_elsewhere(
    cast: Sequence[Member], sentences: Sequence[Sentence], analyse: Analyser
) -> dict[int, dict[str, Called | None]]:
    """Of each source the people whom only others name in full, by the surname and the first name that it may have.

    With the full name where the source plainly calls that person so, and nobody else in the cluster is.
    """
    found: dict[int, dict[str, Called | None]] = {}
    for source in {one.source for one in sentences}:
        own = [analyse(one.flat) for one in sentences if one.source == source]
        known = found.setdefault(source, {})
        for member in cast:
            if source in member.sources:
                continue
            called, last = member.called[0], member.surname
            shown = last not in member.shared and any(is_called(one, last) for one in own)
            known[last] = called if shown else None
            first = called.name.split()[0]
            if first not in member.shared and any(is_called(one, first) or calls_so(one, first) for one in own):
                known[first] = called
    return found


def _of_source(source: int, rows: Sequence[int], own: Sequence[Analysis]) -> list[Member]:
    """The people whom one source names in full."""
    shown = people(own, own)
    first: dict[str, int] = {}
    told: dict[str, list[Described]] = {}
    for row, one in zip(rows, own, strict=True):
        for _, found in full_names(one):
            name = name_of(one, found)
            first.setdefault(name, row)
            told.setdefault(name, []).extend(_described(one, found, row))
    known = plainly_people(own)
    here, alone = frozenset({source}), {name for name in first if _is_short(name, shown, own)}
    return [
        Member((Called(name, row),), tuple(told[name]), here, here if name in alone else frozenset())
        for name, row in first.items()
        if name in known
    ]


def _described(one: Analysis, name: Named, row: int) -> Iterator[Described]:
    """Who a sentence says somebody is; nothing where it names a year: who was speaker then may be no more."""
    if not _YEAR.search(one.text):
        for role in roles(one, name):
            yield Described(role.text, role.before, row)


def _is_short(name: str, shown: Mapping[str, Person | None], own: Sequence[Analysis]) -> bool:
    """Whether a source calls somebody by the surname alone, and nobody else."""
    person, last = shown.get(surname(name)), surname(name)
    return person is not None and are_one(person.name, name) and any(calls_so(one, last, _ALONE) for one in own)


def _with_short(member: Member, sentences: Sequence[Sentence], analyse: Analyser) -> Member:
    """A member with what sources say of it by the surname alone, where nobody else has it: "Graber, an officer, …"."""
    if not member.short or member.surname in member.shared:
        return member
    told = tuple(
        role
        for row, one in enumerate(sentences)
        if one.source in member.short and member.surname in one.flat
        for name in _bare(analyse(one.flat), member.surname)
        for role in _described(analyse(one.flat), name, row)
        if not role.before  # "killer Hahn" may be another of the family
    )
    return member._replace(roles=member.roles + told)


def _bare(one: Analysis, last: str) -> Iterator[Named]:
    """Where a sentence has a surname alone."""
    if last in one.text:
        for at, word in enumerate(one.words):
            if word.text == last and is_bare(one, at):
                yield Named(at, at, at)


def _joined(first: Member, second: Member) -> Member:
    return Member(
        first.called + second.called,
        first.roles + second.roles,
        first.sources | second.sources,
        first.short | second.short,
    )
