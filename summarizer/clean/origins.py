"""Which sources are independent: whose report each one is, and which take their facts from another one.

Sources are of one *origin* where one report lies behind them: copies and rewrites, what one agency is credited for,
what only passes on another report, and what one publisher prints, on however many sites. What is not known counts
alone.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from summarizer.clean.copies import originality
from summarizer.clean.credits import Credit, credit_of, initials_of
from summarizer.clean.relays import Relay, Told, relay_of, voice_of
from summarizer.outlets import Outlets, outlets, publisher_key
from summarizer.records import CleanDocument, Document, Flag, FlagKind, Report
from summarizer.stage_settings import CleanSettings

COPIES: tuple[FlagKind, ...] = ("copy_of", "rewrite_of")
"""Kinds of flag of a source whose wording is another one's."""


def reports_of(cleaned: Sequence[CleanDocument]) -> tuple[Report, ...]:
    """The documents of a cluster as its sources, in their order; copies and rewrites point to their original."""
    return tuple(Report(source, one.document, _wording_of(source, one)) for source, one in enumerate(cleaned))


def second_hand(reports: Sequence[Report]) -> frozenset[int]:
    """Indices of the sources that have their facts from another one, or were written by a program."""
    return frozenset(
        report.source
        for report in reports
        if report.is_copy or any(flag.kind in ("ai_generated", "relay_of") for flag in report.document.flags)
    )


def origins_of(reports: Sequence[Report]) -> tuple[int, ...]:
    """A number for the origin of each source, the same for those of one origin: the index of the first of them."""
    first: dict[str, int] = {}
    return tuple(
        first.setdefault(report.document.origin, report.source) if report.document.origin else report.original
        for report in reports
    )


def with_origins(cleaned: Sequence[CleanDocument], settings: CleanSettings) -> tuple[CleanDocument, ...]:
    """Gives each document its origin, and flags those that share one, with what shows it.

    A report belongs where it is credited, be it by a text with the same wording; else to the report that it passes on;
    else to its publisher. The original of an origin is who is credited, else as for copies.

    Args:
        cleaned: all documents, with the flags of copies.
        settings: what shows that a report passes on another one; the list of outlets.

    Returns:
        The same documents in the same order. ``origin`` is the name of the agency, or of the outlet that is credited or
        told of, and else the id of the original.
    """
    if not cleaned:
        return ()
    known = outlets(settings.outlets)
    sources = _read(cleaned, known, settings)
    names = _names(sources, known)
    groups = _connected(len(sources), _edges(sources))
    taken = {one.document.id for one in cleaned}
    found = list(cleaned)
    for group in groups:
        root = min(group, key=lambda index: _rank(index, sources, group))
        name = _name(group, root, sources, names, taken)
        for index in group:
            document = cleaned[index].document
            flags = [*_shared(index, root, sources, names), *_partly(sources[index])]
            found[index] = replace(
                cleaned[index], document=replace(document, origin=name, flags=(*document.flags, *flags))
            )
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Source:
    """What is known of one document: ``wording`` is the one whose wording it has, itself where nobody else has it.

    ``keys`` are its publisher's. ``credited`` is the key of whom all of its wording is credited to, or in whose mouth
    it puts most of what it says; ``relay`` what it passes on. ``order`` sorts originals first.
    """

    document: Document
    wording: int
    keys: frozenset[str]
    credit: Credit | None
    credited: str
    relay: Relay | None
    order: tuple[int, int, str, int]


def _wording_of(source: int, one: CleanDocument) -> int:
    other = next((flag.other for flag in one.document.flags if flag.kind in COPIES), None)
    return source if other is None else other


def _read(cleaned: Sequence[CleanDocument], known: Outlets, settings: CleanSettings) -> list[_Source]:
    told = [Told(one, known) for one in cleaned]
    keys = [known.keys_of(one.document.publisher, one.document.url) for one in cleaned]
    credits = [credit_of(one, known, settings.furniture) for one in cleaned]
    wording = [_wording_of(source, one) for source, one in enumerate(cleaned)]
    aliases = _aliases([one.document for one in cleaned], keys)
    relays: list[Relay | None] = [None] * len(cleaned)
    own = []
    for index, one in enumerate(cleaned):
        credit = credits[index]
        if known.is_agency(one.document.publisher):
            own.append(min(keys[index]))
        elif credit and credit.whole:
            own.append(aliases.get(credit.key, credit.key))
        else:
            relays[index] = relay_of(index, told, settings.relays) if wording[index] == index else None
            voice = None if relays[index] else voice_of(told[index], keys[index], settings.relays)
            credits[index] = Credit(publisher_key(voice), voice, whole=True, words="") if voice else credit
            own.append(publisher_key(voice) if voice else "")
    credited = _by_wording(own, wording)
    return [
        _Source(
            one.document,
            wording[index],
            keys[index],
            credits[index],
            credited[index],
            None if credited[index] else relays[index],
            originality(one, len(told[index].text.split()), index, known, settings),
        )
        for index, one in enumerate(cleaned)
    ]


def _aliases(documents: Sequence[Document], keys: Sequence[Collection[str]]) -> dict[str, str]:
    """What the codes of datelines stand for: (KNA) for the Kestrel News Agency, where that is a source."""
    found: dict[str, str] = {}
    for document, own in zip(documents, keys, strict=True):
        initials = initials_of(document.publisher)
        if len(initials) > 1 and own:
            found.setdefault(publisher_key(initials), min(own))
    return found


def _names(sources: Sequence[_Source], known: Outlets) -> dict[str, str]:
    """How whoever is credited is called, by key."""
    found = {}
    for one in sources:
        if one.credit:
            found[one.credit.key] = one.credit.name
    for one in sources:
        listed = known.named(one.document.publisher)
        for key in one.keys:
            found[key] = listed.name if listed else one.document.publisher or key
    return found


def _by_wording(credited: Sequence[str], wording: Sequence[int]) -> list[str]:
    """The same for all that have one wording: whoever is credited for it in most of them."""
    votes: dict[int, Counter[str]] = defaultdict(Counter)
    for index, key in enumerate(credited):
        if key:
            votes[wording[index]][key] += 1
    return [max(votes[root], key=lambda key: (votes[root][key], key), default="") for root in wording]


def _edges(sources: Sequence[_Source]) -> Iterator[tuple[int, int]]:
    """Pairs of documents of one origin, enough of them to connect all of it."""
    published: dict[str, int] = {}
    credited: dict[str, int] = {}
    for index, one in sorted(enumerate(sources), key=lambda each: (bool(each[1].credited), each[0])):
        yield index, one.wording
        if one.relay:
            yield index, one.relay.other
        if one.credited:
            yield index, credited.setdefault(one.credited, index)
            if one.credited in published:
                yield index, published[one.credited]
        elif not one.relay and one.wording == index:
            for key in one.keys:
                yield index, published.setdefault(key, index)


def _connected(count: int, edges: Iterator[tuple[int, int]]) -> list[list[int]]:
    """The groups that the edges connect, each in ascending order."""
    parent = list(range(count))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    for one, other in edges:
        parent[max(root(one), root(other))] = min(root(one), root(other))
    groups: dict[int, list[int]] = defaultdict(list)
    for index in range(count):
        groups[root(index)].append(index)
    return list(groups.values())


def _rank(
    index: int, sources: Sequence[_Source], group: Collection[int]
) -> tuple[bool, bool, tuple[int, int, str, int]]:
    """Sorts the original of a group first: who is credited, else who passes on nobody's report and copies none."""
    one = sources[index]
    credited = {sources[other].credited for other in group} - {""}
    derived = one.relay is not None or one.wording != index
    return (credited.isdisjoint(one.keys), derived, one.order)


def _name(
    group: Sequence[int], root: int, sources: Sequence[_Source], names: Mapping[str, str], taken: Collection[str]
) -> str:
    """An id that tells the origin from all others: an agency's name, else the original's own id."""
    key = next((sources[index].credited for index in (root, *group) if sources[index].credited), "")
    if not key:
        return sources[root].document.id
    own = {sources[index].document.id for index in group}
    name = "-".join(re.findall(r"\w+", names.get(key, key).casefold())) or key
    return f"{name}-agency" if name in set(taken) - own else name


def _shared(index: int, root: int, sources: Sequence[_Source], names: Mapping[str, str]) -> Iterator[Flag]:
    """What a reader is told of a document that is of one origin with another; copies say so already."""
    one, first = sources[index], sources[root]
    if index == root or one.wording != index:
        return
    if one.relay:
        why = "a program wrote it" if one.document.kind == "machine" else "it names that source"
        note = f"{round(100 * one.relay.share)}% of the names and numbers in it stand there, and {why}"
        yield Flag("relay_of", note, one.relay.other)
    elif one.credited:
        yield Flag("same_origin", _why_credited(one, first, names.get(one.credited, one.credited)), root)
    else:
        published = list(dict.fromkeys(filter(None, (one.document.publisher, first.document.publisher))))
        why = f"both are from {published[0]}" if len(published) == 1 else "both are from one publisher"
        yield Flag("same_origin", why if one.keys & first.keys else "both go back to one report", root)


def _why_credited(one: _Source, first: _Source, name: str) -> str:
    if one.credited in one.keys:
        return f"both are reports of {name}"
    words = f": “{one.credit.words}”" if one.credit and one.credit.whole else ""
    if not words:
        return f"most of it is told as what {name} says"
    both = first.credit is not None and first.credit.whole and one.credited not in first.keys
    return f"both credit {name}{words}" if both else f"it credits {name}{words}"


def _partly(one: _Source) -> Iterator[Flag]:
    """What a reader is told of a document that holds an agency's material beside its own."""
    if one.credit and not one.credit.whole and one.credit.key not in one.keys and not one.credited:
        yield Flag("agency_material", f"it says “{one.credit.words}”")
