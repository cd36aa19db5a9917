"""Which sources carry a sentence: the one it was written from, and those whose own words say the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from summarizer.language import canonical_stems
from summarizer.records import Citation, Document, Judgement, PlanItem, Sentence
from summarizer.settings import VerifySettings
from summarizer.verify import checks

Floats = NDArray[np.float32]

_ASKED_A_REPORT = 2
"""How many sentences of one report are put to the judge for one claim."""


def citation(sentence: Sentence) -> Citation:
    """The citation of a whole source sentence."""
    return Citation(sentence.source, sentence.start, sentence.end, sentence.text)


def title_of(source: int, document: Document, sentences: Sequence[Sentence]) -> tuple[str, Citation] | None:
    """A document's own title and the passage it is cited from; None when it has no title or no sentence.

    A title that does not stand in the text (it came from a page's metadata) is cited by the first sentence.
    """
    if not document.title:
        return None
    start = document.text.find(document.title)
    if start >= 0:
        return document.title, Citation(source, start, start + len(document.title), document.title)
    first = next((sentence for sentence in sentences if sentence.source == source), None)
    return (document.title, citation(first)) if first else None


def original(document: Document) -> int | None:
    """Index of the document that this one copies or rewrites, if it does: such a source confirms nothing."""
    return next((flag.other for flag in document.flags if flag.kind in ("copy_of", "rewrite_of")), None)


def corroborating(
    text: str,
    vector: Floats,
    item: PlanItem,
    sentences: Sequence[Sentence],
    embeddings: Floats,
    originals: Sequence[int | None],
    settings: VerifySettings,
    judged: bool,
) -> list[int]:
    """Sentences of other reports that may carry the text on their own, the nearest first, at most two a report.

    Being near in meaning is not enough: each holds every number and name of the text and does not deny it. With a
    judge it is then asked about them; without one they must also cover most of the text's content words.

    Args:
        text: the accepted sentence.
        vector: (d,) float32, unit length, its embedding.
        item: where it was planned.
        sentences: all sentences of the cluster.
        embeddings: (n, d) float32, unit rows, in their order.
        originals: for each source, the source it copies or rewrites, or None.
        settings: thresholds.
        judged: whether a judge decides in the end.
    """
    share = settings.asked_overlap if judged else settings.min_citation
    cosines = embeddings @ vector
    own = _report(sentences[item.seed].source, originals)
    found: dict[int, list[int]] = {}
    for row in np.argsort(-cosines, kind="stable"):
        if cosines[row] < settings.min_citation_cosine:
            break
        report = _report(sentences[row].source, originals)
        if (
            report != own
            and len(found.get(report, ())) < _ASKED_A_REPORT
            and carries(sentences[row].flat, text, settings, share)
        ):
            found.setdefault(report, []).append(int(row))
    return [row for rows in found.values() for row in rows]


def citations_for(
    text: str,
    item: PlanItem,
    rows: Sequence[int],
    sentences: Sequence[Sentence],
    originals: Sequence[int | None],
    judged: Mapping[tuple[str, str], Judgement] | None,
    settings: VerifySettings,
) -> tuple[Citation, ...]:
    """The passages it was written from first, then at most one of each other report that carries the text by itself.

    Of a report and its copies only one is cited: copies are no confirmation.

    Args:
        text: the accepted sentence.
        item: where it was planned.
        rows: what `corroborating` found.
        sentences: all sentences of the cluster.
        originals: for each source, the source it copies or rewrites, or None.
        judged: the judge's answers to (passage, text); None where there is no judge.
        settings: thresholds.
    """
    cited = [citation(sentence) for sentence in item.passages(sentences)]
    reports = {_report(sentences[item.seed].source, originals)}

    def support(row: int) -> float:
        return 1.0 if judged is None else judged[sentences[row].flat, text].supported

    for row in sorted(rows, key=lambda row: (-support(row), rows.index(row))):
        report = _report(sentences[row].source, originals)
        if report not in reports and support(row) >= settings.cited_support:
            cited.append(citation(sentences[row]))
            reports.add(report)
    return tuple(cited)


def _report(source: int, originals: Sequence[int | None]) -> int:
    """The source whose report this is: the original of a copy, else itself."""
    other = originals[source]
    return source if other is None else other


def carries(passage: str, text: str, settings: VerifySettings, share: float | None = None) -> bool:
    """Whether nothing speaks against one passage of another source supporting the text on its own.

    ``share`` is the share of the text's content words that it must hold; ``settings.min_citation`` when None.
    """
    mine, theirs = canonical_stems(text), canonical_stems(passage)
    if len(mine & theirs) < (settings.min_citation if share is None else share) * len(mine):
        return False
    return not checks.facts(checks.match(text, [passage]), [passage])
