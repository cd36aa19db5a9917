"""Who did it to whom: verbs with their subjects and objects, and words in the order that tells them apart."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from summarizer.language.verbs import AUXILIARIES, DETERMINERS, PREPOSITIONS, SPEECH
from summarizer.verify.checks.arrangement import counts
from summarizer.verify.checks.clauses import Verb, verbs
from summarizer.verify.checks.match import Match
from summarizer.verify.checks.reading import Reading, Token, identity, uses
from summarizer.verify.checks.speakers import GENERIC, acts

_KEPT_ORDER = 0.6
_STATING = frozenset(identity(word) for word in SPEECH) - frozenset(
    identity(word) for word in "advise urge accuse ask warn tell".split()
)


def swapped_order(pair: Match) -> list[str]:
    """Whether the draft's content words come in an order that no single evidence sentence has.

    Shortening keeps order. When fewer than six words in ten can be read off one evidence sentence from left to
    right, the sentence was rebuilt, and rebuilding is where actors and targets change places. A clause moved as
    a whole ("…, the United Nations reports") and a passive whose parts were checked are no rebuilding.
    """
    mine = [pair.ids[at] for at, token in enumerate(pair.draft.tokens) if counts(token)]
    if len(mine) < 3 or _turned_rightly(pair):
        return []
    orders = [[token.id for token in reading.tokens if counts(token)] for reading in pair.evidence]
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
        count += counts(token)
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
        theirs = _same_verbs(pair, known)
        if not theirs or len(theirs) < sum(uses(reading, known) for reading in pair.evidence):
            continue
        if mine:
            stands = any(_fits(pair, verb, mine, other) or other.heads & GENERIC for _, other in theirs)
            wrong = not stands or _comes_after(pair, verb, mine, theirs)
        else:
            wrong = all(_is_lost(pair, verb, reading, other) for reading, other in theirs)
        if wrong:
            found.append(f"“{pair.draft.tokens[verb.at].text}” has another subject in the evidence")
    return found


def _same_verbs(pair: Match, known: str) -> list[tuple[Reading, Verb]]:
    """Each use of a verb in the evidence, with its sentence."""
    return [(reading, other) for reading in pair.evidence for other in verbs(reading) if other.id == known]


def _is_lost(pair: Match, verb: Verb, reading: Reading, other: Verb) -> bool:
    """Whether a draft whose subject cannot be told lacks the one that the evidence has right before its "had".

    "Women who … had a higher risk" for "their children had a higher risk".
    """
    tokens = reading.tokens
    plain = verb.id.startswith("=") and other.first > 1 and tokens[other.first - 2].low in DETERMINERS
    return plain and bool(other.core) and not other.heads & (GENERIC | set(pair.ids))


def _comes_after(pair: Match, verb: Verb, mine: set[str], theirs: Sequence[tuple[Reading, Verb]]) -> bool:
    """Whether the evidence, whose subject is not told, has the draft's only behind the verb: "It was used at the Games"
    does not say that the Games were used.
    """
    if verb.passive and verb.agent and not any(other.passive for _, other in theirs):
        mine = _resolved(pair, verb.agent)  # "it was read by Ann Lee" for "we read the book by Ann Lee"
    elif any(other.passive != verb.passive for _, other in theirs):
        return False
    # "…, said Ann Lee" names its subject behind the verb.
    if (pair.ids[verb.at] in _STATING and not verb.passive) or any(other.heads for _, other in theirs):
        return False
    return all(_only_behind(mine, reading, other.at) and not mine & _speakers(reading) for reading, other in theirs)


def _speakers(reading: Reading) -> set[str]:
    """Those who say "I" and "we" in a sentence."""
    if not any(token.low in ("i", "we") for token in reading.tokens):
        return set()
    return {known for act in acts(reading) for known in act.speaker}


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


def wrong_objects(pair: Match) -> list[str]:
    """Verbs of the draft with an object that is not among theirs in the evidence."""
    found = []
    for verb in verbs(pair.draft):
        known = _verb_id(pair, verb)
        mine = {pair.ids[at] for at in _object(pair.draft.tokens, verb.at, 5)}
        if verb.passive or not mine or not known or known.startswith("=") or known in _STATING:
            continue
        same = _same_verbs(pair, known)
        theirs = [
            {reading.tokens[at].id for at in _object(reading.tokens, other.at, 14)}
            for reading, other in same
            if not other.passive
        ]
        if theirs:
            whole = len(theirs) == sum(uses(reading, known) for reading in pair.evidence) and all(theirs)
            head = _possessed(pair, verb.at)
            wrong = whole and not any(mine & its and (not head or head in its) for its in theirs)
        else:
            untold = [(reading, other) for reading, other in same if not other.heads]
            wrong = bool(untold) and all(_only_behind(mine, reading, other.at) for reading, other in untold)
        if wrong:
            found.append(f"“{pair.draft.tokens[verb.at].text}” has another object in the evidence")
    return found


def _only_behind(words: set[str], reading: Reading, at: int) -> bool:
    """Whether a sentence has some of the words behind a place and none before it."""
    tokens = reading.tokens
    return bool(words & {token.id for token in tokens[at + 1 :]}) and not words & {token.id for token in tokens[:at]}


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
        after = tokens[place + 1] if place + 1 < len(tokens) else token
        if found and token.low.endswith("ing") and after.low in DETERMINERS:
            break  # "ended a tour promoting her show"
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
