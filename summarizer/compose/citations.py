"""Which passages are cited for a sentence: those it was written from, and one of each other report that says the same.

Whether a passage carries a sentence is not decided here: `Carries` says so by rule, then the judge.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from summarizer.records import Answers, Citation, Document, PlanItem, Report, Sentence
from summarizer.settings import ComposeSettings
from summarizer.text import share_held

Floats = NDArray[np.float32]
Passage = tuple[int, ...]
"""Rows of one sentence, or of two that follow one another in a source."""

Near = Mapping[int, float]
"""Rows of sentences and their cosines to a text."""

Carries = Callable[[Sequence[str], str, str | None], bool]
"""Whether the sentences of one passage may carry a text by themselves: ``carries(passage, text, date)``; the date is
the ISO date of the passage's article, where it is known."""


def citation(sentence: Sentence) -> Citation:
    """The citation of a whole source sentence."""
    return Citation(sentence.source, sentence.start, sentence.end, sentence.text)


def near_rows(
    vector: Floats,
    source: int,
    sentences: Sequence[Sentence],
    embeddings: Floats,
    reports: Sequence[Report],
    settings: ComposeSettings,
) -> Near:
    """Sentences of other reports that are near a text in meaning, with their cosines, the nearest first, copies last.

    Args:
        vector: (d,) float32, unit length, the text's embedding.
        source: index of the source that the text was written from.
        sentences: all sentences of the cluster.
        embeddings: (n, d) float32, unit rows, in their order.
        reports: what is known of each source.
        settings: thresholds.
    """
    cosines = embeddings @ vector
    own = reports[source].original
    floor = min(settings.min_citation_cosine, settings.min_toll_cosine)
    near = (int(row) for row in np.argsort(-cosines, kind="stable") if cosines[row] >= floor)
    others = {row: float(cosines[row]) for row in near if reports[sentences[row].source].original != own}
    # Of a report and its copies the report itself is cited.
    return dict(sorted(others.items(), key=lambda one: reports[sentences[one[0]].source].is_copy))


def corroborating(
    text: str,
    near: Near,
    sentences: Sequence[Sentence],
    reports: Sequence[Report],
    settings: ComposeSettings,
    carries: Carries,
    judged: bool,
) -> list[Passage]:
    """Passages of other reports that may carry the text on their own, the nearest first, a few of each report.

    Being near in meaning is not enough: the rules must find nothing against it. The judge is then asked about those. A
    sentence that is not enough alone is tried with its neighbour, since a report names the day or the place only once.
    Without a judge only single sentences count: words of two sentences may say together what neither does.

    Args:
        text: the accepted sentence.
        near: what `near_rows` found.
        sentences: all sentences of the cluster.
        reports: what is known of each source.
        settings: thresholds.
        carries: whether a passage may carry the text, by rule.
        judged: whether a judge decides in the end.
    """
    found: dict[int, list[Passage]] = {}
    for row, cosine in near.items():
        if cosine < settings.min_citation_cosine:
            continue
        report = reports[sentences[row].source]
        if len(found.get(report.original, ())) >= settings.asked_a_report:
            continue
        for passage in _passages(row, sentences, report.document) if judged else [(row,)]:
            if carries([sentences[at].flat for at in passage], text, report.document.date):
                found.setdefault(report.original, []).append(passage)
                break
    return [passage for passages in found.values() for passage in passages]


def _passages(row: int, sentences: Sequence[Sentence], document: Document) -> list[Passage]:
    """A sentence, and the sentence with the one before or after it where there is no text between them."""

    def adjoin(first: int, second: int) -> bool:
        if first < 0 or second >= len(sentences) or sentences[first].source != sentences[second].source:
            return False
        return not document.text[sentences[first].end : sentences[second].start].strip()

    return [(row,), *(pair for pair in ((row - 1, row), (row, row + 1)) if adjoin(*pair))]


def passage_text(passage: Passage, sentences: Sequence[Sentence]) -> str:
    """A passage as the judge reads it, one sentence a line."""
    return "\n".join(sentences[row].flat for row in passage)


def citations_for(
    text: str,
    item: PlanItem,
    passages: Sequence[Passage],
    sentences: Sequence[Sentence],
    reports: Sequence[Report],
    judged: Answers | None,
    settings: ComposeSettings,
) -> tuple[Citation, ...]:
    """The passages that are cited for a text: first those it was written from, then one of each other report.

    Of a report and its copies only one is cited: copies are no confirmation.

    Args:
        text: the accepted sentence.
        item: where it was planned.
        passages: what `corroborating` found.
        sentences: all sentences of the cluster.
        reports: what is known of each source.
        judged: the judge's answers to (passage, text); None where there is no judge.
        settings: thresholds.
    """
    cited = [citation(sentence) for sentence in item.passages(sentences)]
    used = {reports[passage.source].original for passage in item.passages(sentences)}

    def support(passage: Passage) -> float:
        if judged is None:
            return 1.0
        told = passage_text(passage, sentences)
        # Read by hand on 79 clusters, half of the passages that the judge gave 0.70 to 0.85 did not carry the sentence,
        # and those had few words in common with it.
        words = settings.common_words
        return (1 - words) * judged[told, text].supported + words * share_held(text, told)

    for passage in sorted(passages, key=lambda passage: (-support(passage), passages.index(passage))):
        report = reports[sentences[passage[0]].source].original
        if report not in used and support(passage) >= settings.cited_support:
            cited.append(_citation(passage, sentences, reports))
            used.add(report)
    return tuple(cited)


def _citation(passage: Passage, sentences: Sequence[Sentence], reports: Sequence[Report]) -> Citation:
    """One citation of a whole passage."""
    first, last = sentences[passage[0]], sentences[passage[-1]]
    quote = reports[first.source].document.text[first.start : last.end]
    return Citation(first.source, first.start, last.end, quote)
