"""How a passage of a source bears on a claim: it carries all of it, reports its main event, tells it otherwise, or
nothing of these.

The comparers say in what the two differ. What the passage simply does not say is a detail that is lacking; another
number of the same thing, another day or name in the same place, or a denial is a contradiction. A passage that only
plans, supposes or asks what the claim tells, or that says it of a former or an alleged somebody, is silent on it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date as Day

from summarizer.records import Bearing, StandingKind
from summarizer.settings import VerifySettings
from summarizer.text import share_held
from summarizer.text.analysis import Analyser, Analysis, Word
from summarizer.text.clauses import Clause, called
from summarizer.text.dates import DateMention, resolved
from summarizer.text.leaning import POINTING
from summarizer.text.likeness import canonical_stems
from summarizer.text.numbers import Quantity, same_value
from summarizer.text.tolls import tolls
from summarizer.verify.comparers import FACTS, compare
from summarizer.verify.comparison import Comparison, Difference
from summarizer.verify.lacking import core_of, lacking, main_predicate, without
from summarizer.verify.pairing import Pairing, article_day, pair
from summarizer.verify.quantities import counted

_OPEN: frozenset[StandingKind] = frozenset(("supposed", "possible", "planned", "asked", "commanded"))
_DENIED: frozenset[StandingKind] = frozenset(("denied", "rebutted"))
_TELLING: frozenset[StandingKind] = frozenset(("asserted", "attributed"))
_KNOWN = POINTING | {"the"}
_LIGHT = frozenset("make give get do see".split())
"""Verbs that leave what happens to another word: "made a move by capturing the town"."""
_LABELS = frozenset(("rank", "score", "decade", "time", "age"))
"""Units in which another value is mostly another thing."""


def bearing(
    passage: Sequence[str],
    claim: str,
    settings: VerifySettings,
    analyse: Analyser,
    date: str | None = None,
    judged: bool = False,
) -> Bearing:
    """How the sentences of one passage bear on a claim.

    Args:
        passage: sentences of one source.
        claim: the sentence.
        settings: how much of it must be there.
        analyse: reads sentences.
        date: the ISO date of the passage's article, where it is known.
        judged: whether a judge decides in the end: then a passage with fewer of its words may carry the claim.
    """
    known = pair(claim, passage, [date] * len(passage), analyse, settings)
    core = core_of(known.claim)
    same = _doers_meet(known, core)
    others = same is False
    if others and _has_doer(known, core):
        return Bearing("silent", by_others=True)  # "the army lost the town to the rebels": the army did not take it
    if _stands_otherwise(known, core):
        return Bearing("silent", by_others=others)
    compared = compare(known, FACTS)
    found = [one for comparison in compared.values() for one in comparison.differences]
    worded = _has_verb(known, core) or (judged and not _lacks_what_is_said(known, core))
    if not others and not found and worded and (carried := _carried(known, core, settings, judged)):
        return replace(carried, by_same=bool(same))
    if against := next(_conflicts(known, core, date), ""):
        return Bearing("contradicts", differs=against)
    if _is_of_another(known, core, compared, date):
        return Bearing("silent", by_others=others)
    left = _told(known, core, found)
    return replace(left, same_event=left.same_event and not others, by_others=others, by_same=bool(same))


def same_event(text: str, other: str, settings: VerifySettings, analyse: Analyser) -> bool:
    """Whether two sentences tell the same main event: one verb, and the same who do it or bear it, as far as both say,
    with nothing that differs. What else each of them tells does not matter.
    """
    known = pair(text, [other], [None], analyse, settings)
    core, one = core_of(known.claim), known.evidence[0]
    mine, at = _main_clause(known, core), main_predicate(one)
    theirs = next((clause for clause in one.clauses if clause.verb == at), None)
    if mine is None or theirs is None or not known.claim.words[mine.verb].content:
        return False
    if not _alike(known, mine.verb, one, at) or bool(mine.bearers) != bool(theirs.bearers):
        return False
    met, stands = _shared(known, mine, one, theirs), known.claim.claim_at(mine.verb).stands
    if not met or not all(met) or (stands in _TELLING) != (one.claim_at(at).stands in _TELLING):
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
    """Whether the passage tells something else: it lacks what the claim says of somebody, or has another name, number,
    day or quotation where the claim has its own.
    """
    if _lacks_what_is_said(known, core):
        return True
    renamed = any(
        core.intersection(_covered(one, known.claim)) for one in compared["entities"].differences if one.kind == "other"
    )
    unclear = any(_rivals(known)) or any(_rival_days(known, date))
    return renamed or unclear or _other_words(known, compared["quotations"].differences)


def _told(known: Pairing, core: frozenset[int], found: Sequence[Difference]) -> Bearing:
    """What of a claim a passage tells that nothing speaks against, and what it lacks."""
    differing = {at for one in found if one.kind != "open" for at in _covered(one, known.claim)}
    stood = {word.low for one in known.evidence for word in one.words}
    gone = {*known.missing, *(at for at in differing if known.claim.words[at].low not in stood)}
    lacks = lacking(known.claim, gone, core)
    held, same = _held(known, core), _has_verb(known, core)
    text = without(known.claim, lacks, core)
    return Bearing("reports", text, lacks, held=held, same_event=same, share=_share(known))


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
    yield from _denials(known, core)
    yield from _other_tolls(known)
    yield from _other_numbers(known)
    yield from _other_days(known, core, date)
    yield from _other_names(known, core)


def _uses(known: Pairing, core: frozenset[int]) -> list[tuple[Analysis, Clause]]:
    """The clauses of the passage that have the main predicate of the claim, or an everyday synonym of it, and of those
    who take part in it at least one in the same role.
    """
    mine = _main_clause(known, core)
    if mine is None:
        return []
    clauses = [(one, clause) for one in known.evidence for clause in one.clauses]
    return [
        (one, clause)
        for one, clause in clauses
        if _alike(known, mine.verb, one, clause.verb) and any(_shared(known, mine, one, clause))
    ]


def _main_clause(known: Pairing, core: frozenset[int]) -> Clause | None:
    """The clause of the claim's main predicate."""
    at = main_predicate(known.claim)
    return next((clause for clause in known.claim.clauses if clause.verb == at), None) if core else None


def _shared(known: Pairing, mine: Clause, one: Analysis, other: Clause) -> list[bool]:
    """Whether doers, bearers and what is said of them are the same, each where both have any."""
    said = ((mine.at,) if mine.at != mine.verb else (), (other.at,) if other.at != other.verb else ())
    roles = ((mine.doers, other.doers), (mine.bearers, other.bearers), said)
    return [_meet(known, first, one, second) for first, second in roles if first and second]


def _meet(known: Pairing, mine: Sequence[int], one: Analysis, theirs: Sequence[int]) -> bool:
    """Whether somebody of the claim is among those of a sentence."""
    names = {known.ids[at] for place in mine for at in called(known.claim.tree, place)}
    return bool(names & known.named(one, theirs)) or any(
        _alike(known, at, one, place) for at in mine for place in theirs
    )


def _doers_meet(known: Pairing, core: frozenset[int]) -> bool | None:
    """Whether those who do in the passage what the main verb of the claim tells are those of the claim; None where the
    passage has no such verb, nor a noun made of it, or does not name them.
    """
    mine = _main_clause(known, core)
    if mine is None or not mine.doers:
        return None
    told = [(one, _who_does(one, at, not mine.bearers)) for one, at in _told_by_verb(known, mine)]
    if any(found and _meet(known, mine.doers, one, found) for one, found in told):
        return True
    return False if any(_are_others(known, mine.doers, one, found) for one, found in told) else None


def _are_others(known: Pairing, mine: Sequence[int], one: Analysis, theirs: Sequence[int]) -> bool:
    """Whether those of a sentence are not those of the claim; "the town" may be the one that the claim names."""
    if not mine or not theirs or _meet(known, mine, one, theirs):
        return False
    nodes = known.claim.tree.nodes
    known_as = any(one.tree.nodes[det].low in _KNOWN for at in theirs for det in one.tree.under(at, "det"))
    named = any(nodes[at].pos == "PROPN" for at in mine)
    return not (named and known_as)


def _told_by_verb(known: Pairing, mine: Clause) -> list[tuple[Analysis, int]]:
    """Where the passage has the verb of a clause, or a noun made of it, of the same things as far as it says of what:
    to take positions is not to take a town.
    """
    uses = [(one, at) for one in known.evidence for at in range(len(one.words)) if _alike(known, mine.verb, one, at)]
    return [(one, at) for one, at in uses if not _are_others(known, mine.bearers, one, _borne(one, at))]


def _borne(one: Analysis, at: int) -> tuple[int, ...]:
    """What a verb, or a noun made of one, is done to."""
    if not one.tree.is_predicate(at):
        return tuple(one.tree.phrases(at, ("of",)))
    return next((clause.bearers for clause in one.clauses if clause.verb == at), ())


def _has_verb(known: Pairing, core: frozenset[int]) -> bool:
    """Whether the passage tells what the main verb of the claim does, and what the claim says of somebody; not known of
    what was not parsed.
    """
    mine = _main_clause(known, core)
    if mine is not None and _lacks_what_is_said(known, core):
        return False
    if mine is None or not known.claim.words[mine.verb].content:
        return True
    light = known.claim.tree.nodes[mine.verb].lemma in _LIGHT
    telling = [one for one in known.claim.clauses if one.verb != mine.verb] if light else []
    return any(_told_by_verb(known, one) for one in (mine, *telling))


def _lacks_what_is_said(known: Pairing, core: frozenset[int]) -> bool:
    """Whether the claim says what somebody is, "the last to leave", and the passage does not have it."""
    mine = _main_clause(known, core)
    return mine is not None and mine.at != mine.verb and mine.at in known.missing


def _has_doer(known: Pairing, core: frozenset[int]) -> bool:
    """Whether the passage speaks of who does what the claim tells."""
    mine = _main_clause(known, core)
    return mine is not None and not any(at in known.missing for at in mine.doers)


def _who_does(one: Analysis, at: int, alone: bool) -> tuple[int, ...]:
    """Who does what a verb, or a noun made of one, says: its own subject or owner, else that of the clause above it.

    What nobody bears is done by who stands behind the "of": "the withdrawal of the troops" (``alone``).
    """
    tree = one.tree
    if not tree.is_predicate(at):
        owners = [owner for owner in tree.under(at, "poss") if tree.is_noun(owner)]
        if found := owners or tree.phrases(at, ("by", "of") if alone else ("by",)):
            return tuple(found)
    return _who_does_above(one, at)


def _who_does_above(one: Analysis, at: int) -> tuple[int, ...]:
    """The doers of the nearest clause that a word stands in, unless it is one of them."""
    inside = (at, *one.tree.above(at))
    for up in inside:
        found = next((clause.doers for clause in one.clauses if clause.verb == up and clause.doers), ())
        if found:
            return () if any(place in inside for place in found) else found
    return ()


def _stand(known: Pairing, core: frozenset[int]) -> tuple[StandingKind, list[StandingKind]]:
    """How the claim puts its main event forward, and how the passage does wherever it tells it."""
    mine = _main_clause(known, core)
    own = known.claim.claim_at(mine.verb).stands if mine else "asserted"
    return own, [one.claim_at(clause.verb).stands for one, clause in _uses(known, core)]


def _denials(known: Pairing, core: frozenset[int]) -> Iterator[str]:
    mine, theirs = _stand(known, core)
    if theirs and mine in _TELLING and all(one in _DENIED for one in theirs):
        yield "it says that this is not so"
    if theirs and mine in _DENIED and all(one in _TELLING for one in theirs):
        yield "it says that this is so"


def _stands_otherwise(known: Pairing, core: frozenset[int]) -> bool:
    """Whether the passage only plans, supposes, asks or orders what the claim tells as so."""
    mine, theirs = _stand(known, core)
    return bool(theirs) and mine in _TELLING and all(one in _OPEN for one in theirs)


def _other_tolls(known: Pairing) -> Iterator[str]:
    """Another number of the dead, hurt or missing, of no other year."""
    years = [{day.year for day in one.dates if day.year} for one in (known.claim, *known.evidence)]
    if set().union(*years[1:]) - years[0]:
        return
    mine = [one for one in tolls(known.claim.text) if not one.partial]
    its = [one for sentence in known.evidence for one in tolls(sentence.text) if not one.partial]
    for one in mine:
        same = [other for other in its if (other.fate, other.who) == (one.fate, one.who)]
        if same and not any(_overlap(one.quantity, other.quantity) for other in same):
            yield f"“{one.claim}” is “{same[0].claim}” here"


def _overlap(first: Quantity, second: Quantity) -> bool:
    return first.low <= second.high and second.low <= first.high


def _other_numbers(known: Pairing) -> Iterator[str]:
    """Another number of the same thing and of the same verb."""
    for mine, one, its in _rivals(known):
        verb, theirs = _verb_at(known.claim, mine.start), _verb_at(one, its.start)
        if verb >= 0 and theirs >= 0 and _alike(known, verb, one, theirs):
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
    at = next((at for at, word in enumerate(one.words) if word.start <= quantity.start < word.end), -1)
    if at < 0 or not one.tree.parsed:
        return []
    thing = counted(one, at)
    above = one.tree.above(thing if thing >= 0 else at)
    up = next((up for up in above if one.words[up].content), -1)
    return [place for place in (thing, up) if place >= 0 and one.tree.is_noun(place)]


def _verb_at(one: Analysis, start: int) -> int:
    """The verb of the clause in which a word stands; -1 where it cannot be told."""
    at = next((at for at, word in enumerate(one.words) if word.start == start), -1)
    return one.tree.predicate(at) if at >= 0 and one.tree.parsed else -1


def _same_thing(known: Pairing, mine: Quantity, one: Analysis, its: Quantity) -> bool:
    """Whether two quantities may be of one thing: the same noun where both count one, else the same measure."""
    things, others = _things(known.claim, mine), _things(one, its)
    if not things or not others:
        return bool(mine.unit) or not known.parsed
    return any(_alike(known, thing, one, other) for thing in things for other in others)


def _alike(known: Pairing, at: int, one: Analysis, place: int) -> bool:
    if known.ids[at] == one.words[place].id:
        return True
    mine = canonical_stems(known.claim.words[at].text)
    return bool(mine) and mine == canonical_stems(one.words[place].text)


def _other_days(known: Pairing, core: frozenset[int], date: str | None) -> Iterator[str]:
    """Another day of the main event."""
    places = {(id(one), clause.verb) for one, clause in _uses(known, core)}
    mine = _main_clause(known, core)
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
        for one in known.evidence:
            said = {saying.at for saying in one.sayings}
            for its in one.dates:
                if _verb_at(one, its.start) not in said and _certainly_other(days[word.start], its, today):
                    yield word, one, its


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
    tree, mine = known.claim.tree, _main_clause(known, core)
    if mine is None:
        return
    for one, clause in _uses(known, core):
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
