"""The people of a cluster: by which names its sources call each, and who they say that each is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from summarizer.records import Sentence
from summarizer.text.analysis import Analyser, Analysis
from summarizer.text.people import (
    Called,
    Described,
    Member,
    Person,
    are_one,
    full_name,
    is_bare,
    name_of,
    people,
    surname,
)
from summarizer.text.roles import Named, roles


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
            same = [other for other in found if any(are_one(name, own) for name in other.names for own in member.names)]
            if len(same) == 1:
                found[found.index(same[0])] = _joined(same[0], member)
            elif not same:
                found.append(member)
    return tuple(found)


def _of_source(source: int, rows: Sequence[int], own: Sequence[Analysis]) -> list[Member]:
    """The people whom one source names in full."""
    shown = people(own, own)
    first: dict[str, int] = {}
    told: dict[str, list[Described]] = {}
    for row, one in zip(rows, own, strict=True):
        for at in range(len(one.words)):
            if (found := full_name(one, at)) is not None:
                name = name_of(one, found)
                first.setdefault(name, row)
                told.setdefault(name, []).extend(Described(role.text, role.before, row) for role in roles(one, found))
    known = {person.name for person in shown.values() if person}
    here, alone = frozenset({source}), {name for name in first if _is_short(name, shown)}
    members = [
        Member((Called(name, row),), tuple(told[name]), here, here if name in alone else frozenset())
        for name, row in first.items()
        if told[name] or name in known
    ]
    return [_with_short(one, rows, own) if one.short else one for one in members]


def _is_short(name: str, shown: Mapping[str, Person | None]) -> bool:
    """Whether a source calls somebody by the surname alone, and nobody else."""
    person = shown.get(surname(name))
    return person is not None and are_one(person.name, name)


def _with_short(member: Member, rows: Sequence[int], own: Sequence[Analysis]) -> Member:
    """A member with what its source says of it by the surname alone: "Graber, a police officer, …"."""
    told = tuple(
        Described(role.text, role.before, row)
        for row, one in zip(rows, own, strict=True)
        for name in _bare(one, member.surname)
        for role in roles(one, name)
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
