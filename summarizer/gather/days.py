"""Which days the sentences of a cluster give for what they tell, and on which of them its event lies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from summarizer.records import Report, Sentence
from summarizer.stage_settings import GatherSettings
from summarizer.text.analysis import Analysis
from summarizer.text.dates import DateMention, full, resolved, stated, whole

_HELPERS = frozenset("was were had".split())
_TELLING = ("asserted", "attributed")
_UP = frozenset(("conj", "ccomp", "parataxis"))


class Told(NamedTuple):
    """A day that a sentence gives for what it tells as having happened.

    ``first`` and ``last`` are the first and last word of the phrase that gives it, ``verb`` is what happened then.
    ``main`` says whether that is surely the sentence's own news: the phrase hangs on its verb, not on a noun ("made a
    move on Thursday") or on what a clause adds.
    """

    row: int
    day: date
    mention: DateMention
    first: int
    last: int
    verb: int
    main: bool


def told_days(read: Mapping[int, Analysis], published: Sequence[date | None]) -> dict[int, tuple[Told, ...]]:
    """The days that sentences give, by row.

    Args:
        read: the sentences with dates, by row.
        published: the day of each sentence's article, from which they are reckoned.
    """
    return {row: tuple(_told(row, one, published[row])) for row, one in read.items()}


def _told(row: int, one: Analysis, today: date | None) -> Iterator[Told]:
    for mention in one.dates if one.tree.parsed else ():
        day = stated(mention) if full(mention) else _reckoned(mention, today)
        at = one.word_at(mention.start)
        if day is None or at < 0:
            continue
        bounds = phrase(one, mention)
        first, last, verb = bounds or (at, at, one.tree.predicate(at))
        if verb >= 0 and happened(one, verb):
            yield Told(row, day, mention, first, last, verb, bounds is not None and _is_main(one, verb))


def _reckoned(mention: DateMention, today: date | None) -> date | None:
    """The day of a mention that leaves the year or more to the reader; None where the article has no date."""
    try:
        return resolved(mention, today) if today else None
    except OverflowError:  # "yesterday" in an article of the first day of all
        return None


def phrase(one: Analysis, mention: DateMention) -> tuple[int, int, int] | None:
    """First and last word of "on Thursday, 5 December 2024" and the verb that it hangs on; None where it hangs on none.

    "The vote on 5 December" says nothing of what is told of the vote.
    """
    start, _ = whole(one.text, one.dates, mention)
    places = [at for at, word in enumerate(one.words) if start <= word.start < mention.end]
    if not places or one.words[places[-1]].kind != "date":
        return None
    tree, within = one.tree, set(places)
    head = next((at for at in places if one.words[at].kind == "date" and tree.nodes[at].head not in within), -1)
    if head < 0:
        return None
    first, up = places[0], tree.nodes[head].head
    if tree.nodes[up].low == "on" and tree.nodes[up].relation == "prep" and up == first - 1:
        first, up = up, tree.nodes[up].head
    elif tree.nodes[head].relation == "pobj":
        return None
    return (first, places[-1], up) if up not in within and tree.is_predicate(up) else None


def happened(one: Analysis, verb: int) -> bool:
    """Whether a sentence tells that something happened: in the past, not as planned or supposed."""
    tree, node = one.tree, one.tree.nodes[verb]
    helpers = {tree.nodes[at].low for at in tree.under(verb, "aux", "auxpass")}
    past = helpers <= _HELPERS and node.tag in ("VBD", "VBN")  # "the crew, held on Friday", has no helper
    return past and one.claim_at(verb).kind in _TELLING


def _is_main(one: Analysis, verb: int) -> bool:
    """Whether a verb tells the news of a sentence: no clause that adds something, nor what had been before."""
    nodes = one.tree.nodes
    helpers = {nodes[at].low for at in one.tree.under(verb, "aux", "auxpass")}
    if "had" in helpers or (nodes[verb].tag == "VBN" and not helpers):
        return False
    path = [at for at in (verb, *one.tree.above(verb)) if nodes[at].head != at]
    return all(nodes[at].relation in _UP for at in path)


def event_days(
    told: Mapping[int, Sequence[Told]],
    sentences: Sequence[Sentence],
    reports: Sequence[Report],
    settings: GatherSettings,
) -> Mapping[date, tuple[Told, ...]]:
    """The days of the event: those that reports of two origins give, each shortly before it was published.

    Returns:
        Each of these days, with all that tells of it.
    """
    found: dict[date, list[Told]] = defaultdict(list)
    origins: dict[date, set[str]] = defaultdict(set)
    for given in (one for own in told.values() for one in own):
        report = reports[sentences[given.row].source]
        if is_news(given.day, report.document.day, settings):
            found[given.day].append(given)
            origins[given.day].add(report.origin)
    return {day: tuple(found[day]) for day in sorted(found) if len(origins[day]) > 1}


def is_news(day: date, published: date | None, settings: GatherSettings) -> bool:
    """Whether a day lies shortly before a report of it was published; a report without a date says nothing."""
    return published is not None and timedelta(0) <= published - day <= timedelta(days=settings.days_back)
