"""From whom each source has what it tells, sentence by sentence, and so how many tell it independently.

A report that says "…, the ministry said" has it from the ministry, and another one that says the same confirms nothing:
both rest on one word. So does one that credits an outlet whose own report is at hand. What nobody is named for is a
reporter's own, unless the sentence before names the very one whom another report has it from.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from summarizer.records import Citation, Place, Reported, Shared
from summarizer.text.genres import is_media
from summarizer.text.likeness import canonical_stems
from summarizer.text.speakers import Speaker, is_publisher, same_speaker


@dataclass(frozen=True, slots=True)
class Spoken:
    """What of a sentence somebody says, as canonical stems."""

    by: Speaker
    said: frozenset[str]


@dataclass(frozen=True, slots=True)
class Credited:
    """Whom one sentence has what it tells from.

    ``stems`` are those of what it tells, without who says it. ``before`` are those who speak in the sentence before it.
    """

    stems: frozenset[str]
    spoken: tuple[Spoken, ...] = ()
    before: tuple[Speaker, ...] = ()


@dataclass(frozen=True, slots=True)
class Teller:
    """Whose report a source is: its ``origin``, its ``publisher``, and whom its first sentences credit.

    ``own`` are all who speak in what is a party's own statement; nobody in a report.
    """

    origin: str
    publisher: Speaker | None = None
    opening: tuple[Speaker, ...] = ()
    own: tuple[Speaker, ...] = ()


@dataclass(frozen=True, slots=True)
class Provenance:
    """From whom the sources of a cluster have what they tell.

    ``sentences`` has one entry a sentence, ``places`` is where it stands, ``sources`` one a source. ``share`` is the
    part of what a passage tells of a claim that somebody must say for it to be theirs.
    """

    sentences: tuple[Credited, ...]
    places: tuple[Place, ...]
    sources: tuple[Teller, ...]
    share: float

    def independent(self, claim: str, passages: Mapping[int, Sequence[int]]) -> tuple[int, tuple[Shared, ...]]:
        """How many of the sources that tell a claim do so independently, and who is behind several of them.

        Args:
            claim: the sentence.
            passages: the sentences that carry or report it, by the index of their source.
        """
        stems = canonical_stems(claim)
        told = {source: self._told(source, rows, stems) for source, rows in passages.items()}
        sources = list(told)
        group = {source: source for source in sources}
        shown: dict[int, str] = {}
        for at, one in enumerate(sources):
            for other in sources[:at]:
                by = self._shared(told[one], told[other])
                if by is None:
                    continue
                first, second = sorted((group[one], group[other]), key=sources.index)
                group = {source: first if root == second else root for source, root in group.items()}
                shown[first] = shown.get(first) or by or shown.get(second, "")
        members: dict[int, list[int]] = defaultdict(list)
        for source in sources:
            members[group[source]].append(source)
        shared = [Shared(shown[root], tuple(own)) for root, own in members.items() if shown.get(root)]
        return len(members), tuple(shared)

    def of_passages(self, claim: str, passages: Sequence[Citation | Reported]) -> tuple[int, tuple[Shared, ...]]:
        """As `independent`, of passages that carry or report a claim."""
        rows: dict[int, list[int]] = {one.source: [] for one in passages}
        for row, at in enumerate(self.places):
            if any(one.source == at.source and one.start < at.end and at.start < one.end for one in passages):
                rows[at.source].append(row)
        return self.independent(claim, rows)

    def count(self, rows: Sequence[int], text: str) -> int:
        """How many independent sources some sentences that state one thing come from."""
        found: dict[int, list[int]] = defaultdict(list)
        for row in rows:
            found[self.places[row].source].append(row)
        return self.independent(text, found)[0]

    def _told(self, source: int, rows: Sequence[int], claim: frozenset[str]) -> _Told:
        held = {row: self.sentences[row].stems & claim for row in rows}
        total = sum(map(len, held.values()))
        found: list[tuple[Speaker, int]] = []
        for row in rows:
            for spoken in self.sentences[row].spoken:
                size = len(held[row] & spoken.said)
                same = next((at for at, (who, _) in enumerate(found) if same_speaker(who, spoken.by)), None)
                if same is None:
                    found.append((spoken.by, size))
                else:
                    found[same] = (found[same][0], found[same][1] + size)
        by = tuple(who for who, size in found if size > self.share * total)
        return _Told(source, by, self.sentences[min(rows)].before if rows and not by else ())

    def _shared(self, one: _Told, other: _Told) -> str | None:
        """Who is behind what two sources tell, as one of them names them: "" where they are of one origin, None where
        they tell it independently.
        """
        first, second = self.sources[one.source], self.sources[other.source]
        if first.origin == second.origin:
            return ""
        found = (_credits(one, first, second), _credits(other, second, first), _one_speaker(one, other))
        return next((by for by in found if by is not None), None)


def _credits(told: _Told, mine: Teller, theirs: Teller) -> str | None:
    """Who is behind the other source, where a source has what it tells from there; None where it credits nobody so."""
    credited = (*told.by, *told.near)
    outlet = theirs.publisher
    if outlet is not None:
        opened = mine.opening if is_media(outlet.shown) and not told.by else ()
        if any(is_publisher(who, outlet) for who in (*credited, *opened)):
            return outlet.shown
    return next((who.shown for who in credited if any(same_speaker(who, its) for its in theirs.own)), None)


def _one_speaker(one: _Told, other: _Told) -> str | None:
    """The speaker whom two sources have what they tell from, as far as one of them says so; None without one."""
    for mine, theirs in ((one, other), (other, one)):
        for who in mine.by:
            if any(same_speaker(who, its) for its in (theirs.by or theirs.near)):
                return who.shown
    return None


@dataclass(frozen=True, slots=True)
class _Told:
    """What one source tells of a claim: ``by`` whom it has it from, ``near`` who is named beside it."""

    source: int
    by: tuple[Speaker, ...]
    near: tuple[Speaker, ...]
