"""Right words wrongly put together: who did it to whom, what belongs to what."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from summarizer.language import REPORTING_VERBS
from summarizer.language.verbs import AUXILIARIES, BE, DETERMINERS, PREPOSITIONS, SPEECH, looks_past
from summarizer.verify.checks.clauses import Verb, verbs
from summarizer.verify.checks.match import Match
from summarizer.verify.checks.numbers import counted_before
from summarizer.verify.checks.reading import Reading, Token, identity
from summarizer.verify.checks.speakers import GENERIC

_NEAR = 5
_KEPT_ORDER = 0.6
_BREATH = 4
"""Words within which one that comes again is heard twice."""

_NOUN_ENDS = frozenset("who which that whose where when and or more less than".split())
_CALLED = 7
"""Words within which a name and what it is called stand."""

_QUOTED_PHRASE = 6
"""Words within which a quoted phrase may be part of the sentence that quotes it: "poised" to launch a probe."""

_EARLY = 8
"""Within how many words a sentence names its subject, where that is looked for further on."""

_PLACING = frozenset("near in at off outside inside on".split())
_COMPLEMENT = 10
_HANGING = frozenset("in from to at for against with by under toward into".split())
_CONTRASTS = (
    frozenset(["before", "after"]),
    frozenset(["from", "to"]),
    frozenset(["from", "into"]),
    frozenset(["from", "toward"]),
    frozenset(["from", "in"]),
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
_STATING = frozenset(identity(word) for word in SPEECH) - frozenset(
    identity(word) for word in "advise urge accuse ask warn tell".split()
)
_SAME_SENSE = {"following": "after", "towards": "toward", "inside": "in", "within": "in", "at": "in"}


def torn_pairs(pair: Match, near: int = _NEAR) -> list[str]:
    """Words that stand side by side in the draft but not near each other, in that order, in any evidence.

    ``near`` is how many content words later the second may follow. A subject may stand further from its verb,
    and "HTS leader" may come from "the leader of HTS".
    """
    orders = [[token.id for token in reading.tokens if _counts(token)] for reading in pair.evidence]
    found = []
    for first, second in _neighbours(pair.draft.tokens):
        a, b = pair.ids[first], pair.ids[second]
        if a == b or any(_in_order(a, b, order, near) for order in orders):
            continue
        if any(counted_before(reading.tokens, a, b) for reading in pair.evidence):
            continue
        told = _modifiers(pair, first)
        if any(_genitive(reading, a, b, told) or _is_subject(reading, a, b) for reading in pair.evidence):
            continue
        one, other = pair.draft.tokens[first].text, pair.draft.tokens[second].text
        found.append(f"“{one} {other}” do not stand together in the evidence")
    return found


def _counts(token: Token) -> bool:
    return token.content and token.low not in REPORTING_VERBS


def _neighbours(tokens: Sequence[Token]) -> list[tuple[int, int]]:
    """Places of content words with nothing but a space or hyphen between; dates and speech verbs aside."""
    kept = [at for at, token in enumerate(tokens) if token.text not in "-–" or not token.text]
    return [(left, right) for left, right in pairwise(kept) if _joins(tokens[left]) and _joins(tokens[right])]


def _joins(token: Token) -> bool:
    return (
        _counts(token) and token.kind != "date" and token.low not in SPEECH and token.text[0].isalnum()
    ) or token.kind == "number"


def _in_order(first: str, second: str, order: Sequence[str], near: int) -> bool:
    starts = [at for at, token in enumerate(order) if token == first]
    return any(second in order[at + 1 : at + 1 + near] for at in starts)


def _modifiers(pair: Match, at: int) -> set[str]:
    """Ids of the two words before one of the draft, where none of them counts anything: "solar" of "solar storm"."""
    before = pair.draft.tokens[max(at - 2, 0) : at]
    if any(token.kind == "number" for token in before):
        return set()
    return {pair.ids[place] for place in range(max(at - 2, 0), at)}


def _genitive(reading: Reading, first: str, second: str, told: set[str]) -> bool:
    """Whether the evidence has "second of first": between them names, articles, what the draft has told before the
    first, and of, for or in only.

    The second may be the first word of a compound.
    """
    tokens = reading.tokens
    ends = [at for at, token in enumerate(tokens) if token.id == second]
    for at in ends:
        while at + 1 < len(tokens) and _compounds(tokens[at], tokens[at + 1]):
            at += 1  # "voyage" of "the voyage data recorder of the ferry"
        if at + 1 >= len(tokens) or tokens[at + 1].low not in ("of", "for", "in", "from", ","):
            continue
        for place in range(at + 1, min(at + 8, len(tokens))):
            token = tokens[place]
            if token.id == first and place > at + 1:
                return True
            plain = (
                token.name
                or token.id in told
                or token.low in DETERMINERS
                or token.low in ("of", "for", "in", "from")
                or token.text in "(,"
            )
            if not plain:
                break
    return False


def _compounds(first: Token, second: Token) -> bool:
    return all(token.content and token.kind == "word" and not token.possessive for token in (first, second))


def _is_subject(reading: Reading, first: str, second: str) -> bool:
    """Whether the second is a verb whose subject is the first, however long the insertion between them ("Ann Lee, one
    of three passengers of a plane that had been missing, survived"), or one that goes on after an "and".
    """
    if any(verb.id == second and first in verb.heads for verb in verbs(reading)):
        return True
    tokens = reading.tokens
    subject = next((at for at, token in enumerate(tokens[:_EARLY]) if token.id == first), None)
    if subject is None or subject + 1 >= len(tokens):
        return False
    inserted = tokens[subject + 1].text == ","
    leading = next((verb.first for verb in verbs(reading) if verb.first > subject), 0)
    leads = leading and all(token.kind == "word" for token in tokens[subject:leading])
    for at in range(subject + 2, len(tokens)):
        if tokens[at].id != second or not looks_past(tokens[at].low):
            continue
        before = [token.low for token in tokens[at - 3 : at]]
        if inserted and before[-1] == ",":
            return True
        joined = before[-1] == "and" or before[-2:] in (["and", "then"], ["and", "also"], ["and", "later"])
        if leads and joined and "," in before:
            return True
    return False


def swapped_order(pair: Match) -> list[str]:
    """Whether the draft's content words come in an order that no single evidence sentence has.

    Shortening keeps order. When fewer than six words in ten can be read off one evidence sentence from left to
    right, the sentence was rebuilt, and rebuilding is where actors and targets change places. A clause moved as
    a whole ("…, the United Nations reports") and a passive whose parts were checked are no rebuilding.
    """
    mine = [pair.ids[at] for at, token in enumerate(pair.draft.tokens) if _counts(token)]
    if len(mine) < 3 or _turned_rightly(pair):
        return []
    orders = [[token.id for token in reading.tokens if _counts(token)] for reading in pair.evidence]
    for start in (mine, *_rotations(pair, mine)):
        if max((_common_order(start, order) for order in orders), default=0) >= _KEPT_ORDER * len(mine):
            return []
    return ["its words come in another order than in the evidence"]


def _rotations(pair: Match, mine: list[str]) -> list[list[str]]:
    """The draft's words with the part before a comma, "as" or "while" put behind the part after it."""
    found = []
    count = 0
    for token in pair.draft.tokens:
        if token.text == "," or token.low in ("as", "while", "when", "after"):
            found.append(mine[count:] + mine[:count])
        count += _counts(token)
    return found


def _common_order(first: Sequence[str], second: Sequence[str]) -> int:
    """Length of the longest common subsequence."""
    row = [0] * (len(second) + 1)
    for word in first:
        diagonal = 0
        for at, other in enumerate(second, start=1):
            diagonal, row[at] = row[at], diagonal + 1 if word == other else max(row[at], row[at - 1])
    return row[-1]


def _turned_rightly(pair: Match) -> bool:
    """Whether the draft is a passive of an active verb of the evidence, with subject and agent in their places."""
    for verb in verbs(pair.draft):
        if not verb.passive or not verb.core:
            continue
        known = pair.ids[verb.at]
        subject = _resolved(pair, verb.core)
        for reading in pair.evidence:
            for other in verbs(reading):
                if other.id != known or other.passive:
                    continue
                after = {token.id for token in reading.tokens[other.at + 1 : other.at + 7] if token.content}
                agent = _resolved(pair, verb.agent)
                if subject <= after and (not agent or agent & other.heads):
                    return True
    return False


def _resolved(pair: Match, ids: frozenset[str]) -> set[str]:
    return {pair.ids[at] for at, token in enumerate(pair.draft.tokens) if token.id in ids}


def wrong_subjects(pair: Match) -> list[str]:
    """Verbs of the draft whose subject is not theirs in the evidence."""
    found = []
    for verb in verbs(pair.draft):
        mine = _resolved(pair, verb.core)
        known = _verb_id(pair, verb)
        if not known:
            continue
        theirs = [other for reading in pair.evidence for other in verbs(reading) if other.id == known]
        if not theirs or len(theirs) < sum(_uses(reading, known) for reading in pair.evidence):
            continue
        if not mine:
            continue
        stands = any(_fits(pair, verb, mine, other) or other.heads & GENERIC for other in theirs)
        if not stands or _comes_after(pair, verb, mine, known):
            found.append(f"“{pair.draft.tokens[verb.at].text}” has another subject in the evidence")
    return found


def _comes_after(pair: Match, verb: Verb, mine: set[str], known: str) -> bool:
    """Whether the evidence, whose subject is not told, has the draft's only behind the verb: "It was used at the Games"
    does not say that the Games were used.
    """
    theirs = [(reading, other) for reading in pair.evidence for other in verbs(reading) if other.id == known]
    if verb.passive and verb.agent and not any(other.passive for _, other in theirs):
        mine = _resolved(pair, verb.agent)  # "it was read by Ann Lee" for "we read the book by Ann Lee"
    elif any(other.passive != verb.passive for _, other in theirs):
        return False
    stating = known in _STATING and not verb.passive  # "…, said Ann Lee" names its subject behind the verb
    if stating or not theirs or any(other.heads for _, other in theirs):
        return False
    return all(
        mine & {token.id for token in reading.tokens[other.at + 1 :]}
        and not mine & {token.id for token in reading.tokens[: other.at]}
        and (verb.agent or not any(token.low in ("i", "we") for token in reading.tokens[: other.at]))  # who says so
        for reading, other in theirs
    )


def _uses(reading: Reading, known: str) -> int:
    return sum(token.id == known for token in reading.tokens)


def _verb_id(pair: Match, verb: Verb) -> str:
    if verb.id.startswith("="):
        return next(("=" + pair.ids[at] for at, t in enumerate(pair.draft.tokens) if "=" + t.id == verb.id), "")
    return pair.ids[verb.at]


def _fits(pair: Match, verb: Verb, mine: set[str], other: Verb) -> bool:
    if not other.heads:
        return True
    if verb.passive == other.passive:
        return bool(mine & other.heads) and not _core_is_stranger(mine, other)
    agent = _resolved(pair, verb.agent)
    if verb.passive:
        return not mine & other.core and (not agent or bool(agent & other.heads))
    return not other.agent or bool(mine & other.agent)


def _core_is_stranger(mine: set[str], other: Verb) -> bool:
    return not mine <= other.heads and len(mine) > 1


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


def wrong_objects(pair: Match) -> list[str]:
    """Verbs of the draft with an object that is not among theirs in the evidence."""
    found = []
    for verb in verbs(pair.draft):
        known = _verb_id(pair, verb)
        mine = {pair.ids[at] for at in _object(pair.draft.tokens, verb.at, 5)}
        if verb.passive or not mine or not known or known.startswith("=") or known in _STATING:
            continue
        theirs = [
            {reading.tokens[at].id for at in _object(reading.tokens, other.at, 14)}
            for reading in pair.evidence
            for other in verbs(reading)
            if other.id == known and not other.passive
        ]
        uses = sum(_uses(reading, known) for reading in pair.evidence)
        whole = theirs and len(theirs) == uses and all(theirs)
        head = _possessed(pair, verb.at)
        if whole and not any(mine & its and (not head or head in its) for its in theirs):
            found.append(f"“{pair.draft.tokens[verb.at].text}” has another object in the evidence")
    return found


def _possessed(pair: Match, at: int) -> str:
    """What the verb's object is where it belongs to someone: of "put Assad's main allies" it is the allies."""
    tokens = pair.draft.tokens
    places = _object(tokens, at, 7)
    owner = next((place for place in places if tokens[place].possessive), None)
    if owner is None:
        return ""
    phrase = [place for place in places if place > owner]
    last = next((i for i, (one, two) in enumerate(pairwise(phrase)) if two != one + 1), len(phrase) - 1)
    return pair.ids[phrase[last]] if phrase else ""


def _object(tokens: Sequence[Token], at: int, reach: int) -> list[int]:
    """Places of the content words of the noun phrases that follow a verb at once."""
    found: list[int] = []
    for place in range(at + 1, min(at + 1 + reach, len(tokens))):
        token = tokens[place]
        if token.low in (PREPOSITIONS - {"of", "over", "about", "around"}) | AUXILIARIES | {
            "to",
            "that",
            "who",
            "which",
        }:
            break
        if token.kind == "mark" and token.text not in ',-–“"':
            break
        if token.kind == "word" and token.content:
            found.append(place)
    return found


def moved_complements(pair: Match) -> list[str]:
    """A complement moved ("south of Hama" for "south of Aleppo"): the evidence has the word with another one."""
    found = []
    tokens = pair.draft.tokens
    for at in range(len(tokens) - 2):
        low = tokens[at + 1].low
        if not tokens[at].content or low not in PREPOSITIONS or tokens[at].kind == "mark":
            continue
        target = next((p for p in range(at + 2, min(at + 6, len(tokens))) if tokens[p].content), None)
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
        target = next((p for p in range(at + 2, min(at + 5, len(tokens))) if tokens[p].content), None)
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
        target = next((p for p in range(at + 2, min(at + 5, len(tokens))) if tokens[p].content), None)
        if target is None:
            continue
        subject = {pair.ids[p] for p in range(at) if tokens[p].content}
        owners = [
            owner
            for reading in pair.evidence
            for place, token in enumerate(reading.tokens)
            if token.id == pair.ids[target] and (owner := _owner(reading, place, low)) is not None
        ]
        if owners and not any(owner in subject or owner == "" for owner in owners):
            found.append(f"“{tokens[at].text} {low} {tokens[target].text}” is said of something else in the evidence")
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
        target = next((p for p in range(at + 2, min(at + 5, len(tokens))) if tokens[p].content), None)
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
    inside = False
    found = []
    for at, token in enumerate(reading.tokens):
        if token.text in '“”"':
            inside = token.text == "“" or (token.text == '"' and not inside)
        elif token.id == known:
            found.append((at, inside))
    return found


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
        places = [
            (first, second)
            for reading in pair.evidence
            for first, name in enumerate(reading.tokens)
            for second, noun in enumerate(reading.tokens)
            if name.id == pair.ids[at] and noun.id == pair.ids[head]
        ]
        if places and min(abs(first - second) for first, second in places) > _CALLED:
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


def doubled_words(pair: Match) -> list[str]:
    """A word said twice in a breath, as the evidence does not: "the union disputed the dispute"."""
    theirs = {reading.tokens[at].id for reading in pair.evidence for at, _ in _doubled(reading)}
    return [
        f"“{pair.draft.tokens[second].text}” is said twice"
        for first, second in _doubled(pair.draft)
        if pair.ids[first] not in theirs
    ]


def _doubled(reading: Reading) -> list[tuple[int, int]]:
    """Places of a word and of its next use, where that is near."""
    plain = [at for at, token in enumerate(reading.tokens) if token.kind == "word" and token.content and not token.name]
    return [
        (first, second)
        for place, first in enumerate(plain)
        for second in plain[place + 1 : place + 1 + _BREATH]
        if second - first <= _BREATH and reading.tokens[first].id == reading.tokens[second].id
    ]


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
