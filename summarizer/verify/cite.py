"""Which sources carry a sentence: the one it was written from, and those whose own words say the same."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from summarizer.language import canonical_stems
from summarizer.records import Citation, Document, PlanItem, Sentence
from summarizer.settings import VerifySettings
from summarizer.verify import checks

Floats = NDArray[np.float32]


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


def citations_for(
    text: str,
    vector: Floats,
    item: PlanItem,
    sentences: Sequence[Sentence],
    embeddings: Floats,
    originals: Sequence[int | None],
    settings: VerifySettings,
) -> tuple[Citation, ...]:
    """The seed's source first, then at most one passage of each other source that carries the text by itself.

    Being near in meaning is not enough: a source is cited only when its own sentence holds every number and
    name of the text, does not deny it, and covers most of its content words. Of a report and its copies only
    one is cited: copies are no confirmation.

    Args:
        text: the accepted sentence.
        vector: (d,) float32, unit length, its embedding.
        item: where it was planned.
        sentences: all sentences of the cluster.
        embeddings: (n, d) float32, unit rows, in their order.
        originals: for each source, the source it copies or rewrites, or None.
        settings: thresholds.
    """
    seed = sentences[item.seed]
    cosines = embeddings @ vector
    cited = {seed.source: citation(seed)}
    reports = {_report(seed.source, originals)}
    for row in np.argsort(-cosines, kind="stable"):
        if cosines[row] < settings.min_citation_cosine:
            break
        sentence = sentences[row]
        report = _report(sentence.source, originals)
        if report not in reports and carries(sentence.flat, text, settings):
            cited[sentence.source] = citation(sentence)
            reports.add(report)
    return tuple(cited.values())


def _report(source: int, originals: Sequence[int | None]) -> int:
    """The source whose report this is: the original of a copy, else itself."""
    other = originals[source]
    return source if other is None else other


def carries(passage: str, text: str, settings: VerifySettings) -> bool:
    """Whether one passage of another source supports the text on its own."""
    mine, theirs = canonical_stems(text), canonical_stems(passage)
    if len(mine & theirs) < settings.min_citation * len(mine):
        return False
    return not checks.facts(checks.match(text, [passage]), [passage])
