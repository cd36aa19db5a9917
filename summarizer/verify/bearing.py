"""How a passage of a source bears on a claim: it carries all of it, reports its main event, tells it otherwise, or
nothing of these.

The comparers say in what the two differ. What the passage simply does not say is a detail that is lacking; another
number of the same thing, another day or name in the same place, or a denial is a contradiction. A passage that only
plans, supposes or asks what the claim tells, or that says it of a former or an alleged somebody, is silent on it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date as Day
from functools import partial
from itertools import chain

from summarizer.records import Bearing, Span
from summarizer.settings import VerifySettings
from summarizer.text import share_held
from summarizer.text.analysis import Analyser, Analysis, Word
from summarizer.text.conjuncts import Statement, joined_statements
from summarizer.text.dates import DateMention, resolved
from summarizer.text.lexicon import TITLES
from summarizer.text.names import name_key
from summarizer.text.numbers import Quantity, bounds, same_value
from summarizer.text.tolls import tolls
from summarizer.verify.comparers import FACTS, compare
from summarizer.verify.comparison import Comparison, Difference
from summarizer.verify.events import main_event
from summarizer.verify.exchange import exchanged
from summarizer.verify.lacking import core_of, lacking, main_predicate, without
from summarizer.verify.order import other_order
from summarizer.verify.pairing import Pairing, article_day, name_runs, pair
from summarizer.verify.places import other_in_place, unheard
from summarizer.verify.quantities import counted
from summarizer.verify.standing import TELLING, denials, says_otherwise
from summarizer.verify.telling import (
    alike,
    doers_meet,
    has_doer,
    has_verb,
    lacks_what_is_said,
    main_clause,
    overlap,
    shared,
    tells_of_one,
    uses,
)

_SHORTEST_NAME = 3
_LABELS = frozenset(("rank", "score", "decade", "time", "age"))
"""Units in which another value is mostly another thing."""


def bearing(
    passage: Sequence[str],
    claim: str,
    settings: VerifySettings,
    analyse: Analyser,
    date: str | None = None,
    judged: bool = False,
    least: float = 0.0,
) -> Bearing:
    """How the sentences of one passage bear on a claim.

    Args:
        passage: sentences of one source.
        claim: the sentence.
        settings: how much of it must be there.
        analyse: reads sentences.
        date: the ISO date of the passage's article, where it is known.
        judged: whether a judge decides in the end: then a passage with fewer of its words may carry the claim.
        least: the share of its words below which what a passage reports does not matter: it counts as silent then.
    """
    known = pair(claim, passage, [date] * len(passage), analyse, settings)
    core = core_of(known.claim)
    same = doers_meet(known, core)
    others = same is False
    if apart := _apart(known, core, others):
        return apart
    compared = compare(known, FACTS)
    found = [one for comparison in compared.values() for one in comparison.differences]
    by_part = partial(_by_part, known, settings, analyse, date, judged)
    denied = _is_denied_alone_whole(known)
    whole = None if found or others or denied else _carried_whole(known, core, settings, judged, by_part)
    if whole:
        return replace(whole, by_same=bool(same))
    if against := next(_conflicts(known, core, date), ""):
        return Bearing("contradicts", differs=against)
    if denied or _is_of_another(known, core, compared, date):
        return Bearing("silent", by_others=others)
    if _share(known) < least:
        return Bearing("silent")
    left = _told(known, core, found)
    if not others and not left.same_event and (part := by_part()):
        return replace(part, by_same=bool(same))
    return replace(left, same_event=left.same_event and not others, by_others=others, by_same=bool(same))


def _apart(known: Pairing, core: frozenset[int], others: bool) -> Bearing | None:
    """How a passage bears on a claim where its grammar alone shows that it does not tell it; ``others`` do it there."""
    if others and has_doer(known, core):
        return Bearing("silent", by_others=True)  # "the army lost the town to the rebels": the army did not take it
    if says_otherwise(known, core):
        return Bearing("silent", by_others=others)
    turned = next(chain(other_order(known), exchanged(known)), "")
    return Bearing("contradicts", differs=turned) if turned else None


def _carried_whole(
    known: Pairing,
    core: frozenset[int],
    settings: VerifySettings,
    judged: bool,
    by_part: Callable[[], Bearing | None],
) -> Bearing | None:
    """How a passage in which nothing differs carries a claim; with what it surely tells, where not all of it."""
    if not has_verb(known, core) and not (judged and not lacks_what_is_said(known, core)):
        return None
    carried = _carried(known, core, settings, judged)
    if carried is None or carried.sure or carried.same_event:
        return carried
    part = by_part()
    return replace(part, kind="carries", core=carried.core) if part else carried


def _by_part(
    known: Pairing, settings: VerifySettings, analyse: Analyser, date: str | None, judged: bool
) -> Bearing | None:
    """How a passage reports a claim of which it tells one of several statements: "struck the reef | and capsized".

    The others are lacking.
    """
    parts, passage = joined_statements(known.claim), [one.text for one in known.evidence]
    for part in parts:
        told = bearing(passage, part.told, settings, analyse, date, judged)
        if told.kind == "carries" or (told.kind == "reports" and told.same_event):
            rest = [Span(other.start, other.end) for other in parts if other is not part]
            own = [_in_claim(part.told[gone.start : gone.end], known.claim.text, part) for gone in told.lacks]
            lacks = tuple(sorted((*rest, *(gone for gone in own if gone)), key=lambda span: span.start))
            return replace(told, kind="reports", lacks=lacks, sure=False, share=_share(known))
    return None


def _in_claim(text: str, claim: str, part: Statement) -> Span | None:
    """Where a stretch of one statement stands in the claim; None where the two are not worded alike there."""
    at = claim.find(text, part.start, part.end) if text else -1
    return Span(at, at + len(text)) if at >= 0 else None


def same_event(text: str, other: str, settings: VerifySettings, analyse: Analyser) -> bool:
    """Whether two sentences tell the same main event: one verb, and the same who do it or bear it, as far as both say,
    with nothing that differs. What else each of them tells does not matter.
    """
    known = pair(text, [other], [None], analyse, settings)
    core, one = core_of(known.claim), known.evidence[0]
    mine, at = main_clause(known, core), main_predicate(one)
    theirs = next((clause for clause in one.clauses if clause.verb == at), None)
    if mine is None or theirs is None or not known.claim.words[mine.verb].content:
        return False
    if not alike(known, mine.verb, one, at) or bool(mine.bearers) != bool(theirs.bearers):
        return False
    met, stands = shared(known, mine, one, theirs), known.claim.claim_at(mine.verb).stands
    if not met or not all(met) or (stands in TELLING) != (one.claim_at(at).stands in TELLING):
        return False
    return not _other_counts(known.claim, one) and not any(_conflicts(known, core, None))


def _other_counts(first: Analysis, second: Analysis) -> bool:
    """Whether two sentences both give numbers, and none that is the same."""
    both = first.quantities and second.quantities
    return bool(both) and not any(same_value(one, other) for one in first.quantities for other in second.quantities)


def _carried(known: Pairing, core: frozenset[int], settings: VerifySettings, judged: bool) -> Bearing | None:
    """How a passage carries a claim that no comparer finds to differ; None where it has too few of its words.

    Without a judge only single sentences count: words of two sentences may say together what neither does.
    """
    alone = len(known.evidence) == 1
    share = share_held(known.claim.text, "\n".join(one.text for one in known.evidence))
    if not (alone or judged) or share < (settings.asked_overlap if judged else settings.min_citation):
        return None
    if alone and share >= settings.min_coverage and not _others(known):
        return Bearing("carries", known.claim.text, sure=True)
    return replace(_told(known, core, ()), kind="carries", core=known.claim.text)


def _is_of_another(known: Pairing, core: frozenset[int], compared: Mapping[str, Comparison], date: str | None) -> bool:
    """Whether the passage has another name, number, day or quotation where the claim has its own."""
    renamed = any(
        core.intersection(_covered(one, known.claim)) for one in compared["entities"].differences if one.kind == "other"
    )
    unclear = any(_rivals(known)) or any(_rival_days(known, date)) or _is_namesake(known, core)
    return renamed or unclear or _other_words(known, compared["quotations"].differences)


def _is_namesake(known: Pairing, core: frozenset[int]) -> bool:
    """Whether the passage speaks of somebody with the surname of one who takes part in the main event, and another
    first name.
    """
    inside = {known.claim.words[at].start for at in core}
    its = [(run, {name_key(word.text) for word in one.words}) for one in known.evidence for run in _full_names(one)]
    named = [one for one in _full_names(known.claim) if inside.intersection(word.start for word in one)]
    return any(_other_first(mine, run) and name_key(mine[0].text) not in told for mine in named for run, told in its)


def _full_names(one: Analysis) -> Iterator[list[Word]]:
    """Names of a person or thing in two words or more, without titles."""
    for run in name_runs(one.words):
        kept = [word for word in run if word.low not in TITLES]
        if len(kept) > 1:
            yield kept


def _other_first(mine: Sequence[Word], its: Sequence[Word]) -> bool:
    """Whether two names have one surname and first names that are not forms of one another."""
    first, other = mine[0].low, its[0].low
    same = _surname(mine) == _surname(its)
    return same and min(len(first), len(other)) >= _SHORTEST_NAME and first[0] != other[0]


def _surname(name: Sequence[Word]) -> str:
    return name_key(name[-1].text.rpartition("-")[2])


def _told(known: Pairing, core: frozenset[int], found: Sequence[Difference]) -> Bearing:
    """What of a claim a passage tells that nothing speaks against, and what it lacks."""
    differing = {at for one in found if one.kind != "open" for at in _covered(one, known.claim)}
    stood = {word.low for one in known.evidence for word in one.words}
    gone = {*known.missing, *(at for at in differing if known.claim.words[at].low not in stood)}
    lacks = lacking(known.claim, gone, core)
    held, same, gone_hard = _held(known, core), has_verb(known, core), unheard(known)
    nothing = _is_denied_here_alone(known) or lacks_what_is_said(known, core)  # that a judge could be asked about
    return Bearing(
        "reports",
        without(known.claim, lacks, core),
        lacks,
        held=held,
        same_event=same,
        share=_share(known),
        event="" if nothing else main_event(known.claim, known.missing, core),
        unnamed=any(_is_name_lacking(known, at) for at in core),
        of_one=tells_of_one(known, core),
        unheard=gone_hard,
        uncounted=frozenset(at for at in gone_hard if known.claim.words[at].kind == "number"),
    )


def _is_name_lacking(known: Pairing, at: int) -> bool:
    """Whether a word is what somebody is called by, as a whole, and the passage does not have it."""
    node = known.claim.tree.nodes[at]
    return node.pos == "PROPN" and node.relation != "compound" and at in known.missing


def _is_denied_here_alone(known: Pairing) -> bool:
    """Whether the claim says that something is not so, and the passage denies nothing: a judge easily takes what nobody
    tells for what did not happen.
    """
    at = main_predicate(known.claim)
    denied = at >= 0 and known.claim.standings[at].denied
    return denied and not any(standing.denied for one in known.evidence for standing in one.standings)


def _is_denied_alone_whole(known: Pairing) -> bool:
    """Whether that is all that the claim says."""
    return _is_denied_here_alone(known) and not joined_statements(known.claim)


def _others(known: Pairing) -> bool:
    """Whether the comparers of wording find anything: then a judge is asked even where all words are there."""
    return any(one.differences for one in compare(known, ("roles", "speakers")).values())


def _held(known: Pairing, core: frozenset[int]) -> float:
    """The share of the words of the main event that the passage has; 1/2 where they are not known."""
    content = [at for at in core if known.claim.words[at].content]
    return sum(at not in known.missing for at in content) / len(content) if content else 0.5


def _other_words(known: Pairing, quotations: Sequence[Difference]) -> bool:
    """Whether a claim is mostly somebody's words, and the passage has not enough of them."""
    content = sum(word.content for word in known.claim.words)
    passage = "\n".join(one.text for one in known.evidence)
    for one in quotations:
        quoted = [at for at in _covered(one, known.claim) if known.claim.words[at].content]
        held = share_held(known.claim.text[slice(*one.claim)], passage) if one.claim else 1.0
        if 2 * len(quoted) >= content and held < known.settings.quoted_share:
            return True
    return False


def _share(known: Pairing) -> float:
    """The share of the claim's content words that the passage has."""
    content = sum(word.content for word in known.claim.words)
    return 1 - len(known.missing) / content if content else 1.0


def _covered(one: Difference, claim: Analysis) -> list[int]:
    """The places of the claim's words that a difference is about."""
    if one.claim is None:
        return []
    start, end = one.claim
    return [at for at, word in enumerate(claim.words) if start < word.end and word.start < end]


def _conflicts(known: Pairing, core: frozenset[int], date: str | None) -> Iterator[str]:
    """In what the passage tells the main event, or something that the claim counts or dates, otherwise."""
    yield from denials(known, core)
    yield from _other_tolls(known)
    yield from _other_numbers(known)
    yield from _other_days(known, core, date)
    yield from _other_names(known, core)
    yield from other_in_place(known)


def _other_tolls(known: Pairing) -> Iterator[str]:
    """Another number of the dead, hurt or missing, of no other year."""
    years = [{day.year for day in one.dates if day.year} for one in (known.claim, *known.evidence)]
    if set().union(*years[1:]) - years[0]:
        return
    mine = [one for one in tolls(known.claim.text) if not one.partial]
    its = [one for sentence in known.evidence for one in tolls(sentence.text) if not one.partial]
    for one in mine:
        same = [other for other in its if (other.fate, other.who) == (one.fate, one.who)]
        if same and not any(overlap(one.quantity, other.quantity) for other in same):
            yield f"“{one.claim}” is “{same[0].claim}” here"


def _other_numbers(known: Pairing) -> Iterator[str]:
    """Another number of the same thing and of the same verb, unless the one only bounds the other."""
    for mine, one, its in _rivals(known):
        if bounds(mine, its) or bounds(its, mine):
            continue
        verb, theirs = _verb_at(known.claim, mine.start), _verb_at(one, its.start)
        if verb >= 0 and theirs >= 0 and alike(known, verb, one, theirs):
            yield f"“{known.claim.text[mine.start : mine.end]}” is “{one.text[its.start : its.end]}” here"


def _rivals(known: Pairing) -> Iterator[tuple[Quantity, Analysis, Quantity]]:
    """Numbers of the claim that the passage has nowhere, each with one of the passage that may be of the same thing."""
    theirs = [(one, its) for one in known.evidence for its in one.quantities if not its.word]
    for mine in known.claim.quantities:
        if mine.unit in _LABELS or mine.word or any(same_value(its, mine) for _, its in theirs):
            continue
        for one, its in theirs:
            if its.unit == mine.unit and _same_thing(known, mine, one, its):
                yield mine, one, its


def _things(one: Analysis, quantity: Quantity) -> list[int]:
    """The places of the noun that a quantity counts and of what that hangs on: "a delegation of 400 people"."""
    at = one.word_at(quantity.start)
    if at < 0 or not one.tree.parsed:
        return []
    thing = counted(one, at)
    above = one.tree.above(thing if thing >= 0 else at)
    up = next((up for up in above if one.words[up].content), -1)
    return [place for place in (thing, up) if place >= 0 and one.tree.is_noun(place)]


def _verb_at(one: Analysis, start: int) -> int:
    """The verb of the clause in which a word stands; -1 where it cannot be told."""
    at = one.word_at(start)
    return one.tree.predicate(at) if at >= 0 and one.tree.parsed else -1


def _same_thing(known: Pairing, mine: Quantity, one: Analysis, its: Quantity) -> bool:
    """Whether two quantities may be of one thing: the same noun where both count one, else the same measure."""
    things, others = _things(known.claim, mine), _things(one, its)
    if not things or not others:
        return bool(mine.unit) or not known.parsed
    return any(alike(known, thing, one, other) for thing in things for other in others)


def _other_days(known: Pairing, core: frozenset[int], date: str | None) -> Iterator[str]:
    """Another day of the main event."""
    places = {(id(one), clause.verb) for one, clause in uses(known, core)}
    mine = main_clause(known, core)
    for word, one, its in _rival_days(known, date):
        own = known.claim.tree.predicate(known.claim.words.index(word))
        if mine and own == mine.verb and (id(one), _verb_at(one, its.start)) in places:
            yield f"“{word.text}” is “{one.text[its.start : its.end]}” here"


def _rival_days(known: Pairing, date: str | None) -> Iterator[tuple[Word, Analysis, DateMention]]:
    """Days of the claim that the passage has nowhere, each with one of the passage that is another, but for the days on
    which somebody said something.
    """
    today = article_day(date)
    days = {day.start: day for day in known.claim.dates}
    for at, word in enumerate(known.claim.words):
        if word.kind != "date" or known.ids[at] in known.known or word.start not in days:
            continue
        if days[word.start].relative or _is_said_then(known.claim, word.start):
            continue  # "today" is another day in another article
        for one in known.evidence:
            for its in one.dates:
                other = not _is_said_then(one, its.start) and _certainly_other(days[word.start], its, today)
                if other and not _dates_another(known, at, one, _verb_at(one, its.start)):
                    yield word, one, its


def _is_said_then(one: Analysis, start: int) -> bool:
    """Whether a day is that on which somebody said something."""
    return _verb_at(one, start) in {saying.at for saying in one.sayings}


def _dates_another(known: Pairing, at: int, one: Analysis, verb: int) -> bool:
    """Whether a day of the passage is that of something which the claim tells too, beside what its own day is of: of
    "The toll of the capsizing rose on Wednesday" that is the Tuesday on which it capsized.
    """
    own = known.claim.tree.predicate(at) if known.claim.tree.parsed else -1
    if own < 0 or verb < 0 or alike(known, own, one, verb):
        return False
    places = [place for place, word in enumerate(known.claim.words) if word.content and place != own]
    return any(alike(known, place, one, verb) for place in places)


def _certainly_other(mine: DateMention, its: DateMention, today: Day | None) -> bool:
    """Whether two mentions, said as exactly, are certainly not one day, month or year."""
    if mine.weekday is not None and its.weekday is not None:
        return mine.weekday != its.weekday
    days = [resolved(one, today) for one in (mine, its)] if today else []
    if days and None not in days:
        return days[0] != days[1]
    pairs = ((mine.year, its.year), (mine.month, its.month), (mine.day, its.day))
    return any(one is not None and other is not None and one != other for one, other in pairs)


def _other_names(known: Pairing, core: frozenset[int]) -> Iterator[str]:
    """Somebody else, by name, who does or bears the same as in the claim, where all else of it is the same."""
    tree, mine = known.claim.tree, main_clause(known, core)
    if mine is None:
        return
    for one, clause in uses(known, core):
        for own, theirs in ((mine.doers, clause.doers), (mine.bearers, clause.bearers)):
            named = [at for at in own if tree.nodes[at].pos == "PROPN"]
            others = [at for at in theirs if one.tree.nodes[at].pos == "PROPN"]
            if (
                not named
                or len(others) != len(theirs)
                or not others
                or any(known.ids[at] in known.known for at in named)
            ):
                continue
            yield f"“{known.claim.words[named[0]].text}” is “{one.words[others[0]].text}” here"
