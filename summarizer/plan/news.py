"""Stories over days, or over hours: which sentence of each report tells what was new when it came out.

The first report is about the event that all later ones speak of, so whatever counts agreement finds the oldest news
best. What a report adds is what its own headline says, and where it has none, what it opens with.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import NamedTuple

from summarizer.records import Rating, Report, Sentence, told_at
from summarizer.settings import PlanSettings
from summarizer.text import canonical_stems, is_statement, word_count
from summarizer.text.analysis import Analyser
from summarizer.text.leaning import leans


class News(NamedTuple):
    """The row that tells the news of a report, and whether no other report is newer."""

    row: int
    newest: bool


def news_of(
    sentences: Sequence[Sentence],
    reports: Sequence[Report],
    left_out: Collection[int],
    analyse: Analyser,
    settings: PlanSettings,
    ratings: Sequence[Rating] | None = None,
) -> tuple[News, ...]:
    """The news of each report whose time is known, in their order; none where all tell the same state of things.

    Args:
        sentences: all sentences of the cluster.
        reports: its sources, by index.
        left_out: rows that may not be told.
        analyse: reads sentences.
        settings: how many sentences open a report, and how much of its headline its news tells.
        ratings: of each sentence; None where nobody can rate them. Without them a scene may pass for news.
    """
    told = told_at([report.document for report in reports])
    times: dict[int, datetime] = {
        at: moment for at, moment in enumerate(told) if moment and reports[at].document.is_news
    }
    if len(set(times.values())) <= 1:
        return ()
    rows: dict[int, list[int]] = {}
    for row, one in enumerate(sentences):
        opens = one.source in times and one.position < settings.news_sentences and row not in left_out
        if opens and _may_tell(one.flat, analyse, settings):
            rows.setdefault(one.source, []).append(row)
    last = max((times[source] for source in rows), default=datetime.min)
    found = []
    for source, own in sorted(rows.items()):
        headline = reports[source].document.title or ""
        row = _first_telling(_worth_it(own, ratings, settings), headline, sentences, settings)
        found.append(News(row, times[source] == last))
    return tuple(found)


def _worth_it(rows: list[int], ratings: Sequence[Rating] | None, settings: PlanSettings) -> list[int]:
    """The rows that are rated to tell something of the event; all where none is."""
    return [row for row in rows if ratings is not None and ratings[row].worth >= settings.news_worth] or rows


def _may_tell(text: str, analyse: Analyser, settings: PlanSettings) -> bool:
    """Whether a sentence can tell news: "Orvane had gone" tells too little."""
    return word_count(text) >= settings.news_words and is_statement(text) and not leans(analyse(text))


def _first_telling(rows: Sequence[int], headline: str, sentences: Sequence[Sentence], settings: PlanSettings) -> int:
    """The first row that tells enough of a headline; the first of all where none does."""
    wanted = canonical_stems(headline)
    enough = settings.news_headline * len(wanted) if wanted else 1.0
    return next((row for row in rows if len(wanted & canonical_stems(sentences[row].flat)) >= enough), rows[0])


def newest_of(news: Sequence[News]) -> list[int]:
    """The rows that tell the newest news."""
    return [one.row for one in news if one.newest]
