"""The title: everything that may become the title of a briefing, and which of it does.

A written title comes first, if the sources behind the lead carry it; then the sources' own; then a short form of a lead
that is not used as a sentence; as a last resort the first sentence.
"""

from __future__ import annotations

from collections.abc import Sequence

from summarizer.compose.citations import citation
from summarizer.records import Candidate, Citation, Option, PlanItem, Report, Sentence
from summarizer.settings import ComposeSettings
from summarizer.text import is_headline

Titled = tuple[str, tuple[Citation, ...]]
"""A title and the passages that it is cited from."""


def own_title(report: Report, sentences: Sequence[Sentence]) -> Titled | None:
    """A source's own title and the passage it is cited from.

    None when the source has no sentence, or no title that suits a briefing: a question or a caption does not.
    A title that is not in the text (it came from a page's metadata) is cited by the first sentence.
    """
    source, document = report.source, report.document
    if not document.title or not is_headline(document.title):
        return None
    start = document.text.find(document.title)
    if start >= 0:
        return document.title, (Citation(source, start, start + len(document.title), document.title),)
    first = next((sentence for sentence in sentences if sentence.source == source), None)
    return (document.title, (citation(first),)) if first else None


def compose_title(written: Titled | None, others: Sequence[Titled]) -> Titled:
    """The written title, where one was accepted, else the first of the others; empty where there is none."""
    if written is not None:
        return written
    title, cited = next(iter(others), ("", ()))
    return " ".join(title.split()), cited


def other_titles(
    leads: Sequence[tuple[PlanItem, Sequence[Option]]],
    candidates: Sequence[Candidate],
    reports: Sequence[Report],
    sentences: Sequence[Sentence],
    settings: ComposeSettings,
) -> list[Titled]:
    """What may be the title where no written one was accepted, the best first.

    Args:
        leads: the lead items with their options, accepted or refused, in reading order.
        candidates: the accepted sentences.
        reports: the sources.
        sentences: all sentences of the cluster.
        settings: how many words a title may have.
    """
    order = dict.fromkeys([*(sentences[item.seed].source for item, _ in leads), *range(len(reports))])
    titles = [own for source in order if (own := own_title(reports[source], sentences))]
    told = {candidate.text for candidate in candidates}
    for item, options in leads:
        fitting = [option.text for option in options if option.fits_title(settings.title_words)]
        short = [text for text in fitting if is_headline(text)]
        untold = [text.rstrip(".") for text in short if text not in told]
        titles += [(text, _cited(item, sentences)) for text in untold[:1]]
    for item, _ in leads[:1]:
        first = next((one.text for one in candidates if one.item == item), sentences[item.seed].flat)
        titles.append((_cut(first.rstrip("."), settings.longest_title), _cited(item, sentences)))
    return titles


def _cited(item: PlanItem, sentences: Sequence[Sentence]) -> tuple[Citation, ...]:
    return tuple(citation(passage) for passage in item.passages(sentences))


def _cut(title: str, longest: int) -> str:
    """A sentence that serves as the title, cut after ``longest`` words: some texts are one sentence of a page."""
    words = title.split()
    return title if len(words) <= longest else " ".join(words[:longest]) + " …"
