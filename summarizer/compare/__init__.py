"""What is new, changed and withdrawn between two briefings of one event, sentence by sentence.

Sentences are paired as `plan` pairs those of different sources: by the cosine of their vectors, then by shared
content words and names. Numbers may differ here, for that is what a developing story changes. Figures that moved are
one change each, and a sentence in which nothing else changed is not another one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from summarizer.compare.figures import figure_changes
from summarizer.interfaces import Encoder
from summarizer.plan import overlap, same_fact
from summarizer.records import (
    Briefing,
    BriefingSentence,
    Change,
    ChangeKind,
    Citation,
    Comparison,
    Document,
    FigureChange,
    FigureValue,
)
from summarizer.render import common
from summarizer.settings import PlanSettings, VerifySettings
from summarizer.text import canonical_stems, name_key, names, numbers
from summarizer.text.analysis import Analyser
from summarizer.text.values import value_at
from summarizer.verify import differences

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class _Pair:
    earlier: int
    later: int
    cosine: float
    score: float


def compare(
    earlier: Briefing,
    later: Briefing,
    encoder: Encoder,
    settings: PlanSettings,
    name: str = "",
    analyse: Analyser | None = None,
    *,
    figures: bool = True,
) -> Comparison:
    """Compares two briefings.

    Args:
        earlier: the one that readers know.
        later: the one that replaces it.
        encoder: turns sentences into vectors.
        settings: when two sentences state the same fact.
        name: what to call the earlier briefing, such as its file.
        analyse: reads sentences; without one their grammar is not compared.
        figures: whether the figures of both are known; files of an older form do not hold them.

    Returns:
        Every sentence of both once. A sentence is *changed* when its statement is still there with other numbers
        or in other words, or cites other sources; not when all that differs are figures that moved.
    """
    pairs = _pair(earlier, later, encoder, settings)
    by_later = {pair.later: pair.earlier for pair in pairs.matched}
    moved = figure_changes(earlier, later, by_later, settings) if figures else ()
    look = _Look(settings, analyse or Analyser(None), moved)
    changes: list[Change] = []
    for index, sentence in enumerate(later.sentences):
        if index in by_later:
            changes.append(_changed(earlier, by_later[index], later, index, look))
        elif index in pairs.told_before:
            where = pairs.told_before[index] + 1
            changes.append(Change("unchanged", None, index, (f"told within sentence {where} of the earlier one",)))
        else:
            changes.append(Change("new", None, index, tuple(_novelty(sentence, earlier))))
    for index in sorted(set(range(len(earlier.sentences))) - set(by_later.values())):
        if index in pairs.told_still:
            where = pairs.told_still[index] + 1
            changes.append(Change("unchanged", index, None, (f"told within sentence {where}",)))
        else:
            changes.append(Change("withdrawn", index, None, tuple(_fate(earlier, index, later))))
    return Comparison(earlier, name, tuple(changes), moved)


def sources_that_changed(earlier: Briefing, later: Briefing) -> list[int]:
    """Indices of the later briefing's sources that come from the same place as an earlier one, with another text."""
    before = {place: source.text for source in earlier.sources if source.text for place in _places(source)}
    return [
        index
        for index, source in enumerate(later.sources)
        if any(place in before and before[place] != source.text for place in _places(source))
        and source.text not in before.values()
    ]


@dataclass(frozen=True, slots=True)
class _Pairs:
    """``matched`` holds each sentence once; the others map a sentence without a partner to the one that tells it."""

    matched: tuple[_Pair, ...]
    told_before: dict[int, int]
    told_still: dict[int, int]


def _pair(earlier: Briefing, later: Briefing, encoder: Encoder, settings: PlanSettings) -> _Pairs:
    """Pairs sentences best first; what is left over may still be told within a sentence that has a partner."""
    old = [common.one_line(sentence.text) for sentence in earlier.sentences]
    new = [common.one_line(sentence.text) for sentence in later.sentences]
    if not old or not new:
        return _Pairs((), {}, {})
    close = _close(old, new, encoder, settings)
    matched = _matched(close)
    with_partner = {pair.later for pair in matched}, {pair.earlier for pair in matched}
    told = [pair for pair in close if same_fact(old[pair.earlier], new[pair.later], pair.cosine, settings)]
    return _Pairs(
        tuple(matched),
        {pair.later: pair.earlier for pair in told if pair.later not in with_partner[0]},
        {pair.earlier: pair.later for pair in told if pair.earlier not in with_partner[1]},
    )


def _close(old: Sequence[str], new: Sequence[str], encoder: Encoder, settings: PlanSettings) -> list[_Pair]:
    """All pairs of an earlier and a later sentence that make one statement."""
    rows: Floats = encoder.encode([*old, *new])
    cosines = rows[len(old) :] @ rows[: len(old)].T
    return [
        _Pair(i, j, float(cosines[j, i]), float(cosines[j, i]) + overlap(old[i], new[j]) + (old[i] == new[j]))
        for j in range(len(new))
        for i in range(len(old))
        if _same_statement(old[i], new[j], float(cosines[j, i]), settings)
    ]


def _matched(close: Sequence[_Pair]) -> list[_Pair]:
    """The best of them, so that no sentence is in two."""
    matched: list[_Pair] = []
    for pair in sorted(close, key=lambda pair: (-pair.score, pair.later, pair.earlier)):
        if all(pair.earlier != other.earlier and pair.later != other.later for other in matched):
            matched.append(pair)
    return matched


def _same_statement(old: str, new: str, cosine: float, settings: PlanSettings) -> bool:
    """Whether two sentences make one statement, be it with other numbers."""
    if old == new or same_fact(old, new, cosine, settings):
        return True
    if cosine < settings.same_fact or overlap(old, new) < settings.other_numbers:
        return False
    mine, theirs = ({name_key(name) for name in names(text)} for text in (old, new))
    return not mine or not theirs or bool(mine & theirs)


@dataclass(frozen=True, slots=True)
class _Look:
    """What sentences are compared by."""

    settings: PlanSettings
    analyse: Analyser
    moved: tuple[FigureChange, ...]


def _changed(earlier: Briefing, before: int, later: Briefing, after: int, look: _Look) -> Change:
    """What the change of one statement is, if any."""
    old, new = earlier.sentences[before], later.sentences[after]
    others = [*_carriers(earlier, old, later, new), *_confirmed(earlier, old, later, new)]
    told, figures = _with_earlier_values(earlier, old, later, new, look.moved)
    if figures and not _differing(old.text, told, look) and _says_the_same(old.text, told, look.settings):
        courses = [f"{look.moved[at].what}: {look.moved[at].course}" for at in figures]
        return Change("unchanged", before, after, (*courses, *others), figures)
    details = [*_differing(old.text, new.text, look), *others]
    kind: ChangeKind = "changed" if details else "unchanged"
    if common.one_line(old.text) != common.one_line(new.text):
        if not any(_numbers(old.text, new.text)):
            details.append("reworded")
        if not _says_the_same(old.text, new.text, look.settings):
            kind = "changed"
    return Change(kind, before, after, tuple(details))


def _differing(old: str, new: str, look: _Look) -> list[str]:
    """The numbers, days, denials and speakers that two wordings differ in."""
    return [*_numbers(old, new), *_turned(old, new, look.analyse)]


def _with_earlier_values(
    earlier: Briefing, old: BriefingSentence, later: Briefing, new: BriefingSentence, moved: Sequence[FigureChange]
) -> tuple[str, tuple[int, ...]]:
    """A sentence with the values that its figures had in the earlier one, and which of those that moved they are."""
    text, found = new.text, []
    for index, change in enumerate(moved):
        if change.later is None or change.later not in new.figures:
            continue
        if change.earlier is not None and change.earlier not in old.figures:
            continue
        its = later.figures[change.later].values
        mine = (*(earlier.figures[change.earlier].values if change.earlier is not None else ()), *its)
        if (swapped := _exchanged(old.text, mine, text, its)) is not None:
            text = swapped
            found.append(index)
    return text, tuple(found)


def _exchanged(old: str, mine: Sequence[FigureValue], new: str, its: Sequence[FigureValue]) -> str | None:
    """The later text with the value of the earlier one; None where either has none, or both have the same."""
    for value in mine:
        was = value_at(old, value)
        if was is None or value_at(new, value) is not None:
            continue
        for other in its:
            if other.unit == value.unit and (place := value_at(new, other)) and value_at(old, other) is None:
                return new[: place.start] + old[was.start : was.end] + new[place.end :]
    return None


def _says_the_same(old: str, new: str, settings: PlanSettings) -> bool:
    mine, theirs = canonical_stems(old), canonical_stems(new)
    return len(mine & theirs) >= settings.reworded * max(len(mine | theirs), 1)


def _numbers(old: str, new: str) -> Iterator[str]:
    before, after = dict.fromkeys(numbers(old)), dict.fromkeys(numbers(new))
    gone = [number for number in before if number not in after]
    come = [number for number in after if number not in before]
    if gone or come:
        yield f"numbers: {', '.join(gone) or 'none'} → {', '.join(come) or 'none'}"


def _turned(old: str, new: str, analyse: Analyser) -> Iterator[str]:
    """Another day, a denial more or less, another speaker."""
    for difference in differences(new, old, VerifySettings(), analyse, ("dates", "polarity", "speakers")):
        yield difference.reason.replace("the evidence", "the earlier briefing")


def _carriers(earlier: Briefing, old: BriefingSentence, later: Briefing, new: BriefingSentence) -> Iterator[str]:
    """Which sources carry a statement now that did not, and the other way round."""
    before = [earlier.sources[source] for source in old.sources]
    after = [later.sources[source] for source in new.sources]
    come = [common.source_name(one) for one in after if not any(_same_source(one, other) for other in before)]
    telling = [later.sources[source] for source in new.told_by]
    gone = [common.source_name(one) for one in before if not any(_same_source(one, other) for other in telling)]
    if come:
        yield f"now also cites {', '.join(come)}"
    if gone:
        yield f"no longer cites {', '.join(gone)}"


def _confirmed(earlier: Briefing, old: BriefingSentence, later: Briefing, new: BriefingSentence) -> Iterator[str]:
    """How many more independent origins tell a statement, where one of its reports is new or has changed.

    Otherwise it is the program that finds more in the same reports, which is no news.
    """
    more = new.independent_origins - old.independent_origins
    if more > 0 and any(not _known(later.sources[source], earlier.sources) for source in new.told_by):
        yield f"confirmed by {more} more"


def _known(source: Document, sources: Sequence[Document]) -> bool:
    return any(_same_source(source, other) and other.text in ("", source.text) for other in sources)


def _novelty(sentence: BriefingSentence, earlier: Briefing) -> Iterator[str]:
    if any(_who_says(citation, earlier.sources) for citation in sentence.citations):
        yield "the earlier reports said so already"


def _fate(earlier: Briefing, index: int, later: Briefing) -> Iterator[str]:
    """Where the words that carried a withdrawn sentence are now."""
    told: dict[str, None] = {}
    for citation in earlier.sentences[index].citations:
        source = earlier.sources[citation.source]
        name = common.source_name(source)
        if speakers := _who_says(citation, later.sources):
            told |= {f"still said by {common.source_name(speaker)}": None for speaker in speakers}
        elif any(_same_source(source, other) for other in later.sources):
            told[f"{name} no longer says so"] = None
        else:
            told[f"{name} is not among the reports any more"] = None
    yield from told


def _who_says(citation: Citation, sources: Sequence[Document]) -> list[Document]:
    quote = " ".join(citation.quote.split())
    return [source for source in sources if quote and quote in " ".join(source.text.split())]


def _places(source: Document) -> list[tuple[str, str]]:
    """What tells where a source comes from; one file may hold many sources, so its path alone does not."""
    places = [("url", source.url)] if source.url else []
    return [*places, ("file", f"{source.path} {source.id}")] if source.path else places


def _same_source(one: Document, other: Document) -> bool:
    if set(_places(one)) & set(_places(other)):
        return True
    if one.text and one.text == other.text:
        return True
    return not _places(one) and not _places(other) and one.id == other.id
