"""What is said of the briefing as a whole: notes for the reader, and the sentences that were not used."""

from __future__ import annotations

from collections.abc import Sequence

from summarizer.compose.differing import told_values
from summarizer.lengths import words_of
from summarizer.records import (
    Briefing,
    BriefingSentence,
    Citation,
    Differing,
    Figure,
    FigureValue,
    Place,
    Report,
    Sentence,
)
from summarizer.settings import ComposeSettings, OutputSettings
from summarizer.text.tellings import superseded_values


def notes(
    title: str,
    sentences: Sequence[BriefingSentence],
    reports: Sequence[Report],
    output: OutputSettings,
    settings: ComposeSettings,
    where: str = "",
    focus: str = "",
) -> tuple[str, ...]:
    """What the reader must know about the briefing as a whole.

    Args:
        title: its title.
        sentences: its sentences.
        reports: its sources.
        output: the budget.
        settings: from how few words on a briefing is short.
        where: which sources these are: " in German".
        focus: what the reader asked for; what is far from it is not told.
    """
    found = []
    originals = sum(not report.is_copy for report in reports)
    origins = {report.document.origin for report in reports}
    if len(reports) == 1:
        found.append(f"There is only one source{where}: nothing here is confirmed by another.")
    elif originals == 1:
        found.append(f"All sources{where} are copies of one report: nothing here is independently confirmed.")
    elif len(origins) == 1 and "" not in origins:
        found.append(f"All sources{where} have one origin: nothing here is independently confirmed.")
    spent = words_of(title, [sentence.text for sentence in sentences])
    if not output.sentences and spent < settings.noted_short * output.words:
        short = f"The sources gave enough for {spent} words of the {output.words} asked for"
        found.append(f"{short}; what is far from “{' '.join(focus.split())}” is left out." if focus else f"{short}.")
    return tuple(found)


def stale_notes(
    sentences: Sequence[BriefingSentence], figures: Sequence[Figure], reports: Sequence[Report]
) -> list[str]:
    """For each figure of which the briefing tells older values only: what holds now, and which source says so.

    Args:
        sentences: those of the briefing.
        figures: all of the cluster.
        reports: its sources, by index.
    """
    found = []
    for at, figure in enumerate(figures):
        old, newest = superseded_values(figure), figure.newest_value
        told = [one for sentence in sentences for one in _values_in(sentence, at, figure)]
        if newest and told and all(one in old for one in told):
            name = reports[newest.source].document.publisher or reports[newest.source].document.id
            found.append(
                f"What is told of “{figure.what}” is out of date: {name} has “{' '.join(newest.value.split())}”, "
                "and that could not be told."
            )
    return found


def _values_in(sentence: BriefingSentence, at: int, figure: Figure) -> list[FigureValue]:
    """The values of a figure that a sentence tells."""
    return told_values(sentence.text, sentence.citations, [figure]).get(0, []) if at in sentence.figures else []


def not_chosen(briefing: Briefing, sentences: Sequence[Sentence]) -> tuple[Place, ...]:
    """The sentences that are neither cited nor omitted with a reason: none may disappear without a trace."""
    spoken: list[Citation | Differing | Place] = [*briefing.title_citations]
    spoken += [cited for told in briefing.sentences for cited in told.citations]
    spoken += [other for told in briefing.sentences for other in told.differing]
    spoken += [draft.place for draft in briefing.omitted if draft.place is not None]
    by_source: dict[int, list[tuple[int, int]]] = {}
    for place in spoken:
        by_source.setdefault(place.source, []).append((place.start, place.end))
    return tuple(
        Place(one.source, one.start, one.end)
        for one in sentences
        if not any(start < one.end and one.start < end for start, end in by_source.get(one.source, ()))
    )
