"""What belongs to what: a place, a phrase, a description or an owner that the evidence gives to something else."""

from __future__ import annotations

from collections.abc import Sequence

from summarizer.language.verbs import AUXILIARIES, BE, DETERMINERS, PREPOSITIONS, SPEECH, looks_past
from summarizer.verify.checks.clauses import verbs
from summarizer.verify.checks.match import Match
from summarizer.verify.checks.reading import Reading, Token, quoted

_AROUND = frozenset(
    """representatives representative members supporters relatives relative lawyers lawyer friends officials allies
    critics colleagues fans aides advisers opponents followers handlers associates employees residents sons daughters
    parents widow wife husband son daughter mother father brother sister friend""".split()
)
_NOUN_ENDS = frozenset("who which that whose where when and or more less than".split())
_CALLED = 7
"""Words within which a name and what it is called stand."""

_QUOTED_PHRASE = 6
"""Words within which a quoted phrase may be part of the sentence that quotes it: "poised" to launch a probe."""

_PLACING = frozenset("near in at off outside inside on".split())
_COMPLEMENT = 10
_HANGING = frozenset("in from to at for against with by under toward into".split())
_CONTRASTS = (
    frozenset(["before", "after"]),
    frozenset(["from", "to"]),
    frozenset(["from", "into"]),
    frozenset(["from", "toward"]),
    frozenset(["from", "in"]),
    frozenset(["from", "onto"]),
    frozenset(["to", "toward"]),
    frozenset(["in", "toward"]),
    frozenset(["for", "against"]),
    frozenset(["with", "without"]),
    frozenset(["with", "against"]),
    frozenset(["until", "since"]),
    frozenset(["by", "against"]),
    frozenset(["in", "for"]),
    frozenset(["north", "south"]),
    frozenset(["of", "by"]),
)
_SAME_SENSE = {"following": "after", "towards": "toward", "inside": "in", "within": "in", "at": "in"}


def moved_prepositions(pair: Match) -> list[str]:
    """Prepositions turned round: "after" before a word that has "before" in the evidence, "to" for "from"."""
    found = []
    theirs: dict[str, set[str]] = {}
    bare: set[str] = set()
    for reading in pair.evidence:
        for at, token in enumerate(reading.tokens):
            if token.content:
                before = _preposition(reading.tokens, at)
                if before:
                    theirs.setdefault(token.id, set()).add(before)
                else:
                    bare.add(token.id)
    for at, token in enumerate(pair.draft.tokens):
        if not token.content or pair.ids[at] in bare or pair.ids[at] not in theirs:
            continue
        mine = _preposition(pair.draft.tokens, at)
        known = theirs[pair.ids[at]]
        if mine and mine not in known and any(frozenset([mine, other]) in _CONTRASTS for other in known):
            found.append(f"“{mine} {token.text}” is “{sorted(known)[0]} {token.text}” in the evidence")
    return found


def _content_from(tokens: Sequence[Token], start: int, reach: int) -> int | None:
    """Place of the first content word from a place on, among so many tokens; None where there is none."""
    return next((at for at in range(start, min(start + reach, len(tokens))) if tokens[at].content), None)


def _preposition(tokens: Sequence[Token], at: int) -> str:
    """The preposition that the phrase of a word begins with, two words back at most; "" when there is none."""
    for place in range(at - 1, max(at - 4, -1), -1):
        low = tokens[place].low
        if tokens[place].kind == "word" and low in PREPOSITIONS:
            return _SAME_SENSE.get(low, low)
        if tokens[place].kind == "mark" or low in AUXILIARIES:
            return ""
        if tokens[place].content and place < at - 1:
            return ""
    return ""


def moved_complements(pair: Match) -> list[str]:
    """A complement moved ("south of Hama" for "south of Aleppo"): the evidence has the word with another one."""
    found = []
    tokens = pair.draft.tokens
    for at in range(len(tokens) - 2):
        low = tokens[at + 1].low
        if not tokens[at].content or low not in PREPOSITIONS or tokens[at].kind == "mark":
            continue
        target = _content_from(tokens, at + 2, 4)
        if target is None or any(t.kind == "mark" and t.text not in '-–“"' for t in tokens[at + 1 : target]):
            continue
        theirs = [
            (reading, place)
            for reading in pair.evidence
            for place, token in enumerate(reading.tokens[:-1])
            if token.id == pair.ids[at] and _same(reading.tokens[place + 1].low, low)
        ]
        if not theirs or pair.ids[target] not in pair.known:
            continue
        if not any(pair.ids[target] in {t.id for t in r.tokens[p + 2 : p + 2 + _COMPLEMENT]} for r, p in theirs):
            found.append(f"“{tokens[at].text} {low} {tokens[target].text}” is not so in the evidence")
    return found


def added_prepositions(pair: Match) -> list[str]:
    """A phrase hung to another word than in the evidence: a new "in" or "from" across a comma of the evidence."""
    found = []
    tokens = pair.draft.tokens
    for at in range(len(tokens) - 2):
        low = tokens[at + 1].low
        if tokens[at].kind == "mark" and tokens[at].text not in '”"':
            continue
        first = at if tokens[at].kind != "mark" else at - 1
        if first < 0 or not tokens[first].content or low not in _HANGING:
            continue
        target = _content_from(tokens, at + 2, 3)
        if target is None or tokens[target].kind == "date" or any(t.kind == "mark" for t in tokens[at + 1 : target]):
            continue
        if _is_new(pair, pair.ids[first], low, pair.ids[target]):
            found.append(f"“{low} {tokens[target].text}” does not belong to “{tokens[first].text}” in the evidence")
    return found


def moved_predicates(pair: Match) -> list[str]:
    """A place that the evidence gives of something else: "the ship is near Haldis" for "the colony near Haldis".

    Looks at a form of "be" with a place behind it, and asks for the word before that place in the evidence.
    """
    found = []
    tokens = pair.draft.tokens
    for at in range(1, len(tokens) - 2):
        low = tokens[at + 1].low
        if tokens[at].low not in BE or low not in _PLACING:
            continue
        target = _content_from(tokens, at + 2, 3)
        if target is None:
            continue
        subject = {pair.ids[p] for p in range(at) if tokens[p].content}
        owners = [
            owner
            for reading in pair.evidence
            for place in _places(reading, pair.ids[target])
            if (owner := _owner(reading, place, low)) is not None
        ]
        if owners and not any(owner in subject or owner == "" for owner in owners):
            found.append(f"“{tokens[at].text} {low} {tokens[target].text}” is said of something else in the evidence")
    return found


def moved_homes(pair: Match) -> list[str]:
    """The place where somebody lives told as that of an event: "in Lund" for "Ann Lee, of Lund, had crashed"."""
    found = []
    tokens = pair.draft.tokens
    for at in range(1, len(tokens)):
        if not tokens[at].name or tokens[at - 1].low not in ("in", "at", "near"):
            continue
        uses = [
            reading.tokens[place - 1].low == "of" and reading.tokens[place - 2].text == ","
            for reading in pair.evidence
            for place in _places(reading, pair.ids[at])
            if place > 1
        ]
        if uses and all(uses):
            found.append(f"“{tokens[at].text}” is where somebody lives in the evidence")
    return found


def dropped_heads(pair: Match) -> list[str]:
    """A person or body for those around it: "Ann Lee held talks" for "representatives of Ann Lee held talks"."""
    told = set(pair.ids)
    found = []
    for reading in pair.evidence:
        tokens = reading.tokens
        for at in range(len(tokens) - 2):
            if tokens[at].low not in _AROUND or tokens[at + 1].low != "of" or tokens[at].id in told:
                continue
            end = next((p for p in range(at + 2, len(tokens)) if _ends_noun(tokens[p])), len(tokens))
            names = [token.id for token in tokens[at + 2 : end] if token.name]
            elsewhere = {token.id for place, token in enumerate(tokens) if not at < place < end}
            if names and names[-1] in told and names[-1] not in elsewhere:
                found.append(f"it speaks of {tokens[end - 1].text} for the {tokens[at].low} in the evidence")
    return found


def mixed_quotations(pair: Match) -> list[str]:
    """A phrase that the evidence quotes, hung to a word that it tells itself, or the other way round.

    "Led the rescue in forty minutes" for "“In those forty minutes people did …,” said Maas, who led the rescue".
    """
    found = []
    tokens = pair.draft.tokens
    for at in range(len(tokens) - 2):
        if not tokens[at].content or tokens[at].low in SPEECH or tokens[at + 1].low not in PREPOSITIONS:
            continue
        target = _content_from(tokens, at + 2, 3)
        if target is None or any(token.kind == "mark" for token in tokens[at + 1 : target]):
            continue
        sides = [
            (abs(first - second), inside != also_inside)
            for reading in pair.evidence
            for first, inside in _insides(reading, pair.ids[at])
            for second, also_inside in _insides(reading, pair.ids[target])
        ]
        if sides and all(parted and distance > _QUOTED_PHRASE for distance, parted in sides):
            phrase = f"{tokens[at].text} {tokens[at + 1].low} {tokens[target].text}"
            found.append(f"“{phrase}” mixes what is quoted and what is told")
    return found


def _insides(reading: Reading, known: str) -> list[tuple[int, bool]]:
    """For each use of a word: its place, and whether it is within quotation marks."""
    marks = quoted(reading)
    return [(at, marks[at]) for at in _places(reading, known)]


def _places(reading: Reading, known: str) -> list[int]:
    """Where a word stands in a sentence."""
    return [at for at, token in enumerate(reading.tokens) if token.id == known]


def moved_appositions(pair: Match) -> list[str]:
    """What a name is called, taken from something else: "Homs, a key city" for "the fall of this key city … Homs"."""
    found = []
    tokens = pair.draft.tokens
    for at in range(len(tokens) - 3):
        if not tokens[at].name or tokens[at + 1].text != "," or tokens[at + 2].low not in DETERMINERS:
            continue
        end = next((p for p in range(at + 3, len(tokens)) if _ends_noun(tokens[p])), len(tokens))
        head = next((p for p in range(end - 1, at + 2, -1) if tokens[p].content), None)
        if head is None:
            continue
        apart = [
            abs(name - noun)
            for reading in pair.evidence
            for name in _places(reading, pair.ids[at])
            for noun in _places(reading, pair.ids[head])
        ]
        if apart and min(apart) > _CALLED:
            found.append(f"“{tokens[at].text}, {tokens[at + 2].text} {tokens[head].text}” is said of something else")
    return found


def _ends_noun(token: Token) -> bool:
    """Whether a noun phrase ends before a token."""
    return token.kind == "mark" or token.low in PREPOSITIONS | AUXILIARIES or token.low in _NOUN_ENDS


def _owner(reading: Reading, at: int, preposition: str) -> str | None:
    """What stands before the phrase of a word: the id of a noun, "" where a verb or a mark does; None where the phrase
    begins with another preposition.
    """
    tokens = reading.tokens
    for place in range(at - 1, max(at - 4, -1), -1):
        if not _same(tokens[place].low, preposition):
            continue
        before = tokens[place - 1] if place else None
        verb = any(place - 1 == verb.at for verb in verbs(reading))
        if before is None or before.kind != "word" or not before.content or verb or looks_past(before.low):
            return ""
        return before.id
    return None


def _is_new(pair: Match, first: str, preposition: str, second: str) -> bool:
    """Whether no evidence has the preposition there and commas always part the two words."""
    if first not in pair.known or second not in pair.known:
        return False
    for reading in pair.evidence:
        starts = [at for at, token in enumerate(reading.tokens) if token.id == first]
        ends = [at for at, token in enumerate(reading.tokens) if token.id == second]
        if any(_same(_preposition(reading.tokens, at), preposition) for at in ends):
            return False
        if any(_same(token.low, preposition) for at in starts for token in reading.tokens[at + 1 : at + 2]):
            return False
        for start in starts:
            for end in ends:
                between = reading.tokens[min(start, end) + 1 : max(start, end)]
                if not any(token.kind == "mark" and token.text not in "-–.()" for token in between):
                    return False
    return True


def _same(first: str, second: str) -> bool:
    return _SAME_SENSE.get(first, first) == _SAME_SENSE.get(second, second)


def added_possessives(pair: Match) -> list[str]:
    """A possessive that the evidence does not know: "Abdul Ghani's commander" for "commander Abdul Ghani"."""
    found = []
    for at, token in enumerate(pair.draft.tokens):
        if not token.possessive or at + 1 >= len(pair.draft.tokens):
            continue
        if not any(_owns(reading, pair.ids[at]) for reading in pair.evidence):
            found.append(f"“{token.text}” owns nothing in the evidence")
    return found


def _owns(reading: Reading, known: str) -> bool:
    tokens = reading.tokens
    for at, token in enumerate(tokens):
        if token.id != known:
            continue
        before = {other.low for other in tokens[max(at - 3, 0) : at]}
        after = tokens[at + 1].low if at + 1 < len(tokens) else ""
        if token.possessive or before & {"of", "by", "for", "in", "from"} or _has(after):
            return True
        follows = at + 1 < len(tokens) and tokens[at + 1].content and not tokens[at].name
        if follows and after not in SPEECH and not looks_past(after):
            return True
    return any(token.low in ("its", "his", "her", "their", "whose") for token in tokens) or known not in reading.ids


def _has(low: str) -> bool:
    return low in ("has", "have", "had", "with")
