"""Points that two sides tell in two ways and nobody can settle: told together, as one, with what a third says of them.

Only what is sure is paired: two speakers on one named thing, where one of them denies the other's claim or calls it a
lie, or a third source says that neither side's claims could be verified. In doubt each stays by itself, with who says
it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from summarizer.gather.units import earlier
from summarizer.records import Sentence, Standing, Statement
from summarizer.stage_settings import GatherSettings
from summarizer.text import canonical_stems, dangles, name_key, names, paired_quotes
from summarizer.text.analysis import Analyser
from summarizer.text.lexicon import CONTESTING, DENYING, LIES, SIDES, TITLES, VERIFYING
from summarizer.text.tolls import Toll, tolls
from summarizer.text.voices import first_person, quoted_as, says_who
from summarizer.text.words import FUNCTION_WORDS, identity, words


@dataclass(frozen=True, slots=True)
class _Claim:
    """What somebody says: its row, the speaker's words, the names and words of what is said, and whether it denies.

    A speaker is ``named``, or only called "the union".
    """

    row: int
    named: bool
    who: frozenset[str]
    names: frozenset[str]
    stems: frozenset[str]
    denied: bool


@dataclass(frozen=True, slots=True)
class _Unsettled:
    """A sentence that says that nothing could be verified: its row, those before it and its own, and their names."""

    row: int
    before: frozenset[int]
    names: frozenset[str]


def with_contested(
    statements: Sequence[Statement], sentences: Sequence[Sentence], analyse: Analyser, settings: GatherSettings
) -> tuple[Statement, ...]:
    """The statements, with what two sides contest as one: "A says …. B says …. Neither claim could be verified.".

    Args:
        statements: one a sentence, each with its voice or with who is named as its speaker.
        sentences: all sentences of the cluster.
        analyse: reads sentences.
        settings: how alike their words must be.

    Returns:
        The same; the first claim of each contested point has the wording of all of it, and the others for partners.
    """
    claims = [claim for row, one in enumerate(statements) if (claim := _claim(row, one, sentences))]
    unsure = [_unsettled(row, sentences, settings.reach) for row, one in enumerate(sentences) if unverified(one.flat)]
    found, used = list(statements), set[int]()
    for first, second, third in _pairs(claims[: settings.compared], unsure, statements, sentences, settings):
        rows = (first.row, second.row, *(() if third is None else (third,)))
        if used.intersection(rows):
            continue
        parts = [_part(found[row], sentences[row], analyse) for row in rows[:2]]
        if not all(parts):
            continue
        used.update(rows)
        closing = [] if third is None else [sentences[third].flat]
        sources = tuple(dict.fromkeys(sentences[row].source for row in rows[:2]))
        found[first.row] = replace(
            found[first.row],
            standing=Standing("contested", "", sources),
            partners=tuple(sorted(rows)),
            wording=" ".join([*parts, *closing]),
        )
    return tuple(found)


def unverified(text: str) -> bool:
    """Whether a sentence says that what two sides claim could not be verified: "Neither claim could be confirmed"."""
    lows = {word.lower() for word in words(text)}
    ids = set(map(identity, lows))
    checking = {identity(word) for word in VERIFYING}
    denied = lows & (DENYING | {"unable", "impossible"}) or any(low.endswith(("n't", "n’t")) for low in lows)
    return bool(ids & checking and lows & SIDES and denied)


def _claim(row: int, statement: Statement, sentences: Sequence[Sentence]) -> _Claim | None:
    """What a sentence claims in somebody's name; None where nobody is named for it, or it is told with others."""
    standing = statement.standing
    speaker = statement.voice or standing.by
    names_of = _keys(speaker)
    who = names_of or canonical_stems(speaker)
    alone = not statement.withheld and not set(statement.partners) - {row}
    if not alone or not who or standing.kind not in ("attributed", "denied"):
        return None
    text = sentences[row].flat
    spoken = canonical_stems(speaker) | who
    said = frozenset(_keys(text)) - who
    return _Claim(row, bool(names_of), who, said, canonical_stems(text) - spoken, standing.kind == "denied")


def _keys(text: str) -> frozenset[str]:
    """Keys of the names in a text; its first word counts as one where it is written large."""
    return frozenset(name_key(name) for name in names(f"x {text}") if name.lower() not in TITLES | FUNCTION_WORDS)


Pair = tuple[_Claim, _Claim, int | None]


def _pairs(
    claims: Sequence[_Claim],
    unsure: Sequence[_Unsettled],
    statements: Sequence[Statement],
    sentences: Sequence[Sentence],
    settings: GatherSettings,
) -> Iterator[Pair]:
    """Claims that contest one another, in reading order, those first of which a third sentence says so."""
    alike = [
        (one, other)
        for at, one in enumerate(claims)
        for other in claims[at + 1 :]
        if _two_sides(one, other) and one.names & other.names
    ]
    rest: list[Pair] = []
    for one, other in alike:
        third = next((third.row for third in unsure if _speaks_of(third, one, other)), None)
        if third is not None and not _say_the_same(one, other, settings.the_same):
            yield one, other, third
        elif (one.named and other.named) and (
            _denies(one, other, sentences, settings)
            or _calls_it_a_lie(one, other, sentences)
            or _counts_differ(one, other, statements, sentences)
        ):
            rest.append((one, other, None))
    yield from rest


def _two_sides(one: _Claim, other: _Claim) -> bool:
    """Whether two speakers are not one: each has a name, or is called something, that the other lacks."""
    return bool(one.who - other.who and other.who - one.who)


def _say_the_same(one: _Claim, other: _Claim, share: float) -> bool:
    shared = len(one.stems & other.stems)
    return one.denied == other.denied and shared >= share * max(min(len(one.stems), len(other.stems)), 1)


def _unsettled(row: int, sentences: Sequence[Sentence], reach: int) -> _Unsettled:
    before = frozenset((row, *earlier(row, sentences, reach)))
    return _Unsettled(row, before, frozenset().union(*(_keys(sentences[at].flat) for at in before)))


def _speaks_of(third: _Unsettled, one: _Claim, other: _Claim) -> bool:
    """Whether a sentence that says that nothing could be verified stands beside what both claims are about.

    It does behind both claims in its source, or, of speakers with names, behind a sentence that names what both name.
    """
    if third.row in (one.row, other.row):
        return False
    elsewhere = one.named and other.named and bool(third.names & one.names & other.names)
    return {one.row, other.row} <= third.before or elsewhere


def _denies(one: _Claim, other: _Claim, sentences: Sequence[Sentence], settings: GatherSettings) -> bool:
    """Whether one side denies, in a word for that, just what the other says."""
    denying = {identity(word) for word in CONTESTING | {"contradict"}}
    first, second = (
        {identity(word.lower()) for word in words(sentences[claim.row].flat)} & denying for claim in (one, other)
    )
    shared = len(one.stems & other.stems)
    alike = shared >= max(settings.denied_alike * min(len(one.stems), len(other.stems)), settings.fewest_alike)
    return alike and one.denied != other.denied and bool(first or second)


def _calls_it_a_lie(one: _Claim, other: _Claim, sentences: Sequence[Sentence]) -> bool:
    """Whether a side calls the words of the other, whom it names, a lie."""
    lies = {identity(word) for word in LIES}
    for liar, accuser in ((one, other), (other, one)):
        lows = {identity(word.lower()) for word in words(sentences[accuser.row].flat)}
        if lows & lies and liar.who - accuser.who <= accuser.names:
            return True
    return False


def _counts_differ(one: _Claim, other: _Claim, statements: Sequence[Statement], sentences: Sequence[Sentence]) -> bool:
    """Whether two parties, each in its own voice, count the same people otherwise."""
    if not (statements[one.row].voice and statements[other.row].voice):
        return False
    mine, theirs = tolls(sentences[one.row].flat), tolls(sentences[other.row].flat)
    return any(_apart(first, second) for first in mine for second in theirs)


def _apart(first: Toll, second: Toll) -> bool:
    same = (first.fate, first.who) == (second.fate, second.who) and not first.partial and not second.partial
    exact = not first.quantity.bound and not second.quantity.bound
    return same and exact and (first.quantity.low > second.quantity.high or second.quantity.low > first.quantity.high)


def _part(statement: Statement, sentence: Sentence, analyse: Analyser) -> str:
    """A claim with who says it, in its own words; empty where they cannot be told alone."""
    if statement.wording:
        return statement.wording
    text = sentence.flat
    if dangles(text) or not paired_quotes(text):
        return ""
    speaker = statement.voice or statement.standing.by
    if says_who(analyse(text), speaker):
        return "" if first_person(text) else text
    return quoted_as(text, speaker) if statement.voice else ""
