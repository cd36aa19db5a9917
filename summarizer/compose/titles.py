"""The title: everything that may become the title of a briefing, and which of it does.

A written title comes first, if the sources behind the lead carry it; then the sources' own that state a fact
(`headlines`); then a short form of a lead that is not used as a sentence; as a last resort a sentence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date as Day
from datetime import datetime
from types import MappingProxyType
from typing import NamedTuple

from summarizer.compose.citations import citation
from summarizer.compose.explained import unexplained
from summarizer.compose.headlines import confirmed_by, refuted, says_by_whom, title_standing
from summarizer.records import Candidate, Citation, Option, PlanItem, Report, Sentence, Statement, told_at
from summarizer.settings import ComposeSettings
from summarizer.text import canonical_stems, is_background, is_headline, looks_back, names, numbers, word_count
from summarizer.text.tone import leaves_open

Titled = tuple[str, tuple[Citation, ...]]
"""A title and the passages that it is cited from."""

_NO_NEWS: Mapping[str, float] = MappingProxyType({})


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


def compose_title(written: Titled | None, others: Iterable[Titled]) -> Titled:
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
    statements: Sequence[Statement] = (),
    plain: Callable[[str], bool] = bool,
    tells: Callable[[str], bool] = bool,
) -> list[Titled]:
    """What may be the title where no written one was accepted, the best first.

    The sources' own headlines that state a fact come first: those that other sources confirm, or whose source tells a
    lead, before the others, and of these the newest. In a story over days, or over hours, only those do that the
    newest reports have or state. Then short forms of a lead; headlines of what is planned or possible; a sentence of
    the briefing that can stand alone; in a story over days the other facts; headlines that nothing in their source can
    be compared with, and those that are too long, if they name something. The last is any sentence of the briefing.

    Args:
        leads: the lead items with their options, accepted or refused, in reading order.
        candidates: the accepted sentences.
        reports: the sources.
        sentences: all sentences of the cluster.
        settings: how many words a title may have, and when a sentence says what a title says.
        statements: how each sentence may be told; plainly, where none are given.
        plain: whether a sentence speaks of nothing as known, and so can stand above all others.
        tells: whether a headline has a verb, and so says what happened.
    """
    moments = told_at([report.document for report in reports])
    leading = [sentences[item.seed].source for item, _ in leads]
    own = _headlines(leading, moments, reports, sentences, statements, settings)
    turns: list[list[Titled]] = [[], [], [], []]
    for one in own:
        turns[_turn(one, any(moments), tells, settings)].append(one.titled)
    open_ones = [one.titled for one in own if one.place == _OPEN]
    rest = [one.titled for one in own if one.place > _OPEN]
    short = _short_leads(leads, candidates, sentences, settings)
    resort = _last_resort([item for item, _ in leads], candidates, sentences, settings, plain)
    alone = _standing_alone(resort, candidates, settings, plain)
    named = [titled for titled in rest if names(titled[0]) or numbers(titled[0])]
    titles = list(dict.fromkeys([*turns[0], *short, *turns[1], *open_ones, *alone, *turns[2], *named, *resort, *rest]))
    return [one for one in titles if not refuted(one[0], sentences, statements, settings)] or resort


def shorter_title(
    titled: Titled,
    candidates: Sequence[Candidate],
    settings: ComposeSettings,
    shorter: Callable[[str], Sequence[str]],
    holds: Callable[[Candidate, str], bool],
    news: Mapping[str, float] = _NO_NEWS,
) -> Titled:
    """A title that is a long sentence of the briefing, with parts of it left out that may go.

    Args:
        titled: the title.
        candidates: the accepted sentences.
        settings: how many words a title should have, and what each beyond costs.
        shorter: what a sentence may be told as with parts left out.
        holds: whether such a text of a candidate stands, and is understood alone.
        news: canonical stems that several sources open with, each with its weight.

    Returns:
        What tells most of the news in the fewest words; the title itself where nothing may go.
    """
    title, cited = titled
    own = next((one for one in candidates if one.text.rstrip(".") == title and not one.item.statement.wording), None)
    if own is None or word_count(title) <= settings.title_words:
        return titled
    worth = _worth_of(own.text, news, settings)
    for text in sorted(shorter(own.text), key=worth, reverse=True):
        heads = is_headline(text) and _worded_so(text, own.item.statement) and _is_news(text, bool(names(own.text)))
        if heads and worth(text) > worth(title) and holds(own, text):
            return text.rstrip("."), cited
    return titled


def _worth_of(full: str, news: Mapping[str, float], settings: ComposeSettings) -> Callable[[str], float]:
    """What a shorter text of a sentence is worth as a title: its share of the news, less what is too long."""

    def told(text: str) -> float:
        return sum(settings.title_own + news.get(stem, 0.0) for stem in canonical_stems(text))

    whole = told(full) or 1.0
    return lambda text: told(text) / whole - settings.title_wordy * max(word_count(text) - settings.title_words, 0)


_CONFIRMED, _UNCONFIRMED, _OPEN, _UNKNOWN, _LONG = range(5)
"""Places of headlines: the first two stand before what is made of a lead, the last two behind a whole sentence."""


class _Headline(NamedTuple):
    """A source's own headline: its place among the titles, how many other reports confirm it, and its day.

    ``leads`` says whether the briefing opens with what its source tells, ``current`` whether one of the newest reports
    has it or states what it does; all are that where no report is newer than others. ``own_words`` is how many of its
    content words its source has besides.
    """

    place: int
    confirmed: int
    day: Day | None
    titled: Titled
    leads: bool
    current: bool
    own_words: int

    @property
    def rank(self) -> tuple[int, bool, int, int, int]:
        """What the headlines are sorted by: of the facts that others confirm or the briefing opens with, the newest.

        "Vote too close to call" is no title once the winner is sworn in, however many said it.
        """
        central = self.place == _CONFIRMED or self.leads
        return (
            max(self.place, _UNCONFIRMED),
            not central,
            -(self.day or Day.min).toordinal(),
            self.place,
            -self.confirmed,
        )


def _turn(one: _Headline, over_time: bool, tells: Callable[[str], bool], settings: ComposeSettings) -> int:
    """When a headline has its turn: 0 before what is made of a lead, 1 or 2 behind that, 3 with those left over.

    In a story over days what nothing in its source can be compared with is one of the first where the briefing opens
    with its report; facts that the newest day does not have come last.
    """
    if one.place <= _UNCONFIRMED:
        return 0 if one.current else 2
    if not over_time or not one.current or one.place != _UNKNOWN or not _says(one, tells, settings):
        return 3
    return 0 if one.leads else 1


def _says(one: _Headline, tells: Callable[[str], bool], settings: ComposeSettings) -> bool:
    """Whether a headline says what happened, to something that it names or that its source speaks of."""
    title = one.titled[0]
    return tells(title) and (bool(names(title) or numbers(title)) or one.own_words >= settings.title_own_words)


def _headlines(
    leading: Sequence[int],
    moments: Sequence[datetime | None],
    reports: Sequence[Report],
    sentences: Sequence[Sentence],
    statements: Sequence[Statement],
    settings: ComposeSettings,
) -> list[_Headline]:
    """The sources' own headlines that may be the title, the best first; of two alike that of a ``leading`` source."""
    order = dict.fromkeys([*leading, *range(len(reports))])
    found = [
        own
        for source in order
        if (own := _own(source, source in leading, moments, reports, sentences, statements, settings))
    ]
    return sorted(found, key=lambda one: one.rank)


def _own(
    source: int,
    leads: bool,
    moments: Sequence[datetime | None],
    reports: Sequence[Report],
    sentences: Sequence[Sentence],
    statements: Sequence[Statement],
    settings: ComposeSettings,
) -> _Headline | None:
    """The headline of a source; None where it has none that may be the title."""
    report = reports[source]
    titled = own_title(report, sentences)
    if titled is None:
        return None
    last = max((moment for moment in moments if moment), default=None)
    newest = last is None or moments[source] == last
    standing = title_standing(titled[0], report, sentences, statements, settings, newest)
    if standing == "refused":
        return None
    confirmed = confirmed_by(titled[0], report, reports, sentences, statements, settings)
    current = last is None or last in {moments[source] for source in (*confirmed, report.source)}
    if word_count(titled[0]) > settings.title_words:
        place = _LONG
    elif standing == "fact":
        place = _CONFIRMED if confirmed else _UNCONFIRMED
    else:
        place = _OPEN if standing == "open" else _UNKNOWN
    told = frozenset[str]().union(*(canonical_stems(one.flat) for one in sentences if one.source == source))
    shared = len(canonical_stems(titled[0].lower()) & told)
    return _Headline(place, len(confirmed), report.document.day, titled, leads, current, shared)


def _short_leads(
    leads: Sequence[tuple[PlanItem, Sequence[Option]]],
    candidates: Sequence[Candidate],
    sentences: Sequence[Sentence],
    settings: ComposeSettings,
) -> list[Titled]:
    """Of each lead the best short form that is not told as a sentence; then the first as it is told, if short.

    A short form of a lead that is far from the best one as an opening is a side fact.
    """
    told = {candidate.text for candidate in candidates}
    best = max((item.merit for item, _ in leads), default=0.0)
    untold: list[Titled] = []
    for item, options in leads:
        if item.merit < best - settings.title_behind:
            continue
        fitting = [option.text for option in options if option.fits_title(settings.title_words)]
        short = [text for text in fitting if text not in told and _heads(text, item, settings)]
        untold += [(text.rstrip("."), _cited(item, sentences)) for text in short[:1]]
    again = [
        (one.text.rstrip("."), _cited(item, sentences))
        for item, _ in leads[:1]
        for one in candidates
        if one.item == item and _heads(one.text, item, settings)
    ]
    return [*untold, *again]


def _heads(text: str, item: PlanItem, settings: ComposeSettings) -> bool:
    """Whether a text of an item may head the briefing: a short fact about something that it names, and no earlier one.

    Where it is somebody's word, it says whose.
    """
    statement = item.statement
    if not is_headline(text) or word_count(text) > settings.title_words:
        return False
    return _worded_so(text, statement) and _is_news(text)


def _worded_so(text: str, statement: Statement) -> bool:
    """Whether a text may head the briefing as it is worded: a fact, somebody's word with whose it is, a plan as one."""
    if statement.standing.kind == "attributed" and not says_by_whom(text):
        return False
    return statement.settled or (statement.heads and leaves_open(text))


def _is_news(text: str, named: bool = True) -> bool:
    """Whether a text names something, if it is to be ``named``, and tells what happened, not what was before."""
    return (bool(names(text)) or not named) and not looks_back(text) and not is_background(text)


def _last_resort(
    leads: Sequence[PlanItem],
    candidates: Sequence[Candidate],
    sentences: Sequence[Sentence],
    settings: ComposeSettings,
    plain: Callable[[str], bool],
) -> list[Titled]:
    """A sentence that serves as the title: the lead's, else one of a fact, else a claim, which is not cut.

    None where there are only claims that are too long: cut, they would lose who says so, or that it is not so.
    """

    def worth(one: Candidate) -> tuple[bool, bool, bool, bool, float]:
        alone, whole = _is_alone(one, plain), word_count(one.text) <= settings.longest_title
        near = one.item.merit >= foremost - settings.title_behind
        return _worded_so(one.text, one.item.statement), whole, near, alone, one.item.merit

    def may_stand(one: Candidate) -> bool:
        cut = word_count(one.text) > settings.longest_title
        return not cut or (one.item.statement.settled and one.item.statement.standing.kind == "asserted")

    foremost = max((one.item.merit for one in candidates), default=0.0)
    best = max(filter(may_stand, candidates), key=worth, default=None)
    if best is not None:
        item, text = best.item, best.text
    elif candidates or not leads:
        return []
    else:
        item, text = leads[0], sentences[leads[0].seed].flat
    return [(_cut(text.rstrip("."), settings.longest_title), _cited(item, sentences))]


def _standing_alone(
    titles: Sequence[Titled], candidates: Sequence[Candidate], settings: ComposeSettings, plain: Callable[[str], bool]
) -> list[Titled]:
    """Those of the titles that are sentences which can be the title as they are."""
    standing = {one.text.rstrip(".") for one in candidates if _stands(one, settings, plain)}
    return [titled for titled in titles if titled[0] in standing]


def _stands(one: Candidate, settings: ComposeSettings, plain: Callable[[str], bool]) -> bool:
    """Whether a sentence can be the title as it is: a fact, short enough not to be cut, and understood alone."""
    return (
        one.item.statement.heads
        and _worded_so(one.text, one.item.statement)
        and word_count(one.text) <= settings.longest_title
        and _is_alone(one, plain)
    )


def _is_alone(one: Candidate, plain: Callable[[str], bool]) -> bool:
    """Whether a sentence can stand above the others."""
    return not (one.item.together or unexplained(one, [])) and is_headline(one.text) and plain(one.text)


def _cited(item: PlanItem, sentences: Sequence[Sentence]) -> tuple[Citation, ...]:
    return tuple(citation(passage) for passage in item.passages(sentences))


def _cut(title: str, longest: int) -> str:
    """A sentence that serves as the title, cut after ``longest`` words: some texts are one sentence of a page."""
    words = title.split()
    return title if len(words) <= longest else " ".join(words[:longest]) + " …"
