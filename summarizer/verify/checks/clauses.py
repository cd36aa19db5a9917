"""Which verbs a sentence has, in which aspect, and whose they are; shallow, by rule, silent where unsure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from summarizer.language.verbs import (
    AUXILIARIES,
    BE,
    DETERMINERS,
    HAVE,
    MODALS,
    PAST_FORMS,
    PREPOSITIONS,
    SPEECH,
    SUBORDINATORS,
    looks_past,
)
from summarizer.verify.checks.reading import Reading, Token

_CONJUNCTIONS = frozenset(["and", "but", "or"])
_RELATIVE = frozenset(["who", "which", "that"])
_PRONOUNS = frozenset("he she it they we i you who which that this these those there".split())
_PRESENT = frozenset("plans hopes aims seeks wants expects intends remains becomes".split())
_PLURAL_PRESENT = frozenset("say suggest believe argue warn think insist claim estimate report remain".split())
_CLAUSE_PREPOSITIONS = frozenset("after since before until as because".split())
_NOT_PAST = frozenset("need indeed speed breed hundred united embed shed feed seed bed red weed greed".split())
_ADVERBS = frozenset(
    "also now still just already then soon later once recently never not only again even most more less".split()
)
_STOPS = frozenset(';:–—“”"«»')


@dataclass(frozen=True, slots=True)
class Verb:
    """A finite verb.

    ``at`` is its token, ``first`` the first token of its group (the auxiliary). ``aspect`` is "past",
    "present", "perfect", "progressive", "modal" or "copula"; ``passive`` whether its subject bears the action.
    ``heads`` are the ids that a subject may be called by, ``core`` those of the subject's own head; both are
    empty when it could not be told.
    """

    at: int
    first: int
    id: str
    aspect: str
    passive: bool
    core: frozenset[str]
    heads: frozenset[str]
    agent: frozenset[str]


def verbs(reading: Reading) -> tuple[Verb, ...]:
    """The finite verbs of a sentence, in order; worked out once a reading."""
    known = reading.cache.get("verbs")
    if known is None:
        known = reading.cache["verbs"] = _verbs(reading.tokens)
    return known  # type: ignore[return-value]


def _verbs(tokens: Sequence[Token]) -> tuple[Verb, ...]:
    found = _found(tokens)
    if found:
        return tuple(found)
    # "Ann Lee, a nurse from Leeds, arrived at noon": a form that could be a participle is the only verb there is.
    for at, token in enumerate(tokens[1:], start=1):
        plain = token.kind == "word" and not token.name and _looks_past(tokens, at)
        if plain and tokens[at - 1].text == "," and _opening(tokens, at - 1) is not None:
            core, heads = _subject(tokens, at, ())
            return (Verb(at, at, token.id, "past", False, core, heads, frozenset()),)
    return ()


def _found(tokens: Sequence[Token]) -> list[Verb]:
    found: list[Verb] = []
    at = 0
    while at < len(tokens):
        group = _group(tokens, at)
        if group is None:
            at += 1
            continue
        main, aspect, passive = group
        core, heads = _subject(tokens, at, found)
        agent: frozenset[str] = frozenset()
        if passive and main + 1 < len(tokens):
            by = next((i for i in range(main + 1, min(main + 5, len(tokens))) if tokens[i].low == "by"), None)
            agent = noun_after(tokens, by + 1) if by is not None else agent
        shown = tokens[main].id if main > at or tokens[at].low not in AUXILIARIES else _complement(tokens, at)
        found.append(Verb(main, at, shown, aspect, passive, core, heads, agent))
        at = main + 1
    return found


def _complement(tokens: Sequence[Token], first: int) -> str:
    """What a copula equates its subject with: "could be the next target" gives "=target"."""
    last = ""
    for token in tokens[first + 1 : first + 9]:
        if token.kind == "mark" or (last and token.low in PREPOSITIONS | _CONJUNCTIONS | SUBORDINATORS):
            break
        if token.content and token.low not in PREPOSITIONS:
            last = token.id
    return "=" + last


def _group(tokens: Sequence[Token], at: int) -> tuple[int, str, bool] | None:
    """The main verb, aspect and voice of the verb group that begins here, if one does."""
    token = tokens[at]
    if token.kind != "word" or token.name:
        return None
    if token.low in AUXILIARIES:
        return _with_auxiliary(tokens, at)
    if token.low in ("having", "being"):
        return None
    if _looks_past(tokens, at) and not _is_participle(tokens, at):
        return at, "past", False
    if (token.low in SPEECH and token.low.endswith("s")) or token.low in _PRESENT:
        before = tokens[at - 1].low if at else ""
        if before and before not in DETERMINERS and before not in PREPOSITIONS and not tokens[at - 1].possessive:
            return at, "present", False
    if token.low in _PLURAL_PRESENT and at and tokens[at - 1].kind == "word":
        before = tokens[at - 1].low
        if before in ("they", "people", "who") or (before.endswith("s") and not tokens[at - 1].possessive):
            return at, "present", False
    return None


def _with_auxiliary(tokens: Sequence[Token], first: int) -> tuple[int, str, bool] | None:
    seen = [tokens[first].low]
    at = first + 1
    while at < len(tokens) and tokens[at].kind == "word":
        low = tokens[at].low
        if low in AUXILIARIES:
            seen.append(low)
        elif not (_is_adverb(tokens[at]) or low.endswith(("n't", "n’t"))):
            break
        at += 1
    if at < len(tokens) and tokens[at].kind == "number" and seen[-1] in BE:
        return first, "copula", False
    if at >= len(tokens) or tokens[at].kind != "word":
        return None
    word, last = tokens[at].low, seen[-1]
    modal = next((low for low in seen if low in MODALS), None)
    past = word.endswith("ed") or word in PAST_FORMS
    if last in BE:
        passive = past
        if modal:
            return (at, "modal", passive) if tokens[at].low not in DETERMINERS else (first, "modal", False)
        if word.endswith("ing"):
            return at, "progressive", False
        if passive:
            return at, "perfect" if seen[0] in HAVE else "past", True
        return first, "copula", False
    if modal:
        return at, "modal", False
    if last in HAVE:
        return (at, "perfect", False) if past else (first, "present", False)
    return at, "past" if last == "did" else "present", False


def _is_adverb(token: Token) -> bool:
    """Whether a word only colours its verb; "Italy" and "Emily" do not."""
    return token.kind == "word" and not token.name and (token.low in _ADVERBS or token.low.endswith("ly"))


def _looks_past(tokens: Sequence[Token], at: int) -> bool:
    low = tokens[at].low
    return looks_past(low) and low not in _NOT_PAST


def _is_participle(tokens: Sequence[Token], at: int) -> bool:
    """Whether an -ed form is no finite verb: "HTS-led", ", emboldened by", "the displaced", "described by"."""
    before = tokens[at - 1] if at else None
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    if before is not None and before.text == ",":
        bare = after is None or after.kind == "mark" or (after.low in PREPOSITIONS - {"to"})
        return bare or _opening(tokens, at - 1) is None
    if before is None or before.text in "-–" or before.low in DETERMINERS | PREPOSITIONS:
        return True
    if _is_adverb(before) and at > 1 and tokens[at - 2].low in DETERMINERS:
        return True
    if before.possessive or before.low in HAVE or (_is_adverb(before) and at == 1):
        return True
    if after is not None and after.low == "by":
        return True
    if after is not None and after.low in PREPOSITIONS - SUBORDINATORS and tokens[at].low not in SPEECH:
        # "the drug sold under that name was": the clause's verb is still to come.
        for token in tokens[at + 2 : at + 9]:
            if token.kind == "mark" or token.low in _CONJUNCTIONS | _RELATIVE | SUBORDINATORS:
                break
            if token.low in BE | HAVE | MODALS:
                return True
    # "teachers surveyed said": another finite verb follows at once.
    return after is not None and (after.low in AUXILIARIES or (after.low in SPEECH and _looks_past(tokens, at + 1)))


def _subject(tokens: Sequence[Token], first: int, earlier: Sequence[Verb]) -> tuple[frozenset[str], frozenset[str]]:
    """Ids of the subject's head, and all that it may be called by, of the verb group that begins at ``first``."""
    nothing: tuple[frozenset[str], frozenset[str]] = (frozenset(), frozenset())
    at = first - 1
    while at >= 0 and _is_adverb(tokens[at]):
        at -= 1
    if at < 0:
        return nothing
    low = tokens[at].low
    if low in _CONJUNCTIONS:
        comma = at - 1
        if earlier and (comma < 0 or tokens[comma].text != "," or earlier[-1].at < comma):
            return earlier[-1].core, earlier[-1].heads
        return nothing
    if low in _RELATIVE:
        # What "which" and "that" go back to cannot be told without syntax; "who" goes back to the name before it.
        while at >= 1 and low == "who" and tokens[at - 1].text == ",":
            at -= 1
        before = tokens[at - 1] if at >= 1 and low == "who" else None
        named = frozenset([before.id]) if before is not None and before.name else frozenset()
        return named, named
    if low == ",":
        opening = _opening(tokens, at)
        if opening is None:
            return nothing
        if opening > 2 and tokens[opening - 1].kind == "number" and tokens[opening - 2].text == ",":
            opening -= 2  # an age: "Maria Santos, 41, who survived, said"
        core, heads = _noun_before(tokens, opening - 1)
        fronted = _phrase_start(tokens, opening - 1)
        if not core or (fronted > 0 and tokens[fronted - 1].low in _CLAUSE_PREPOSITIONS):
            return nothing
        relative = _relative_before(tokens, fronted, earlier)
        if relative is not None:
            # "women who took the drug, sold as Tylenol, were": the clause of "who" ends in the insertion's noun.
            return _noun_before(tokens, relative - 1) if tokens[relative - 1].text != "," else nothing
        more = _joined_before(tokens, fronted)
        return core, heads | more | _apposed(tokens, opening + 1, at)
    return _noun_before(tokens, at)


def _joined_before(tokens: Sequence[Token], start: int) -> frozenset[str]:
    """What a subject whose last part begins at ``start`` is called before that.

    The name before ", CEO of the firm"; the first of "Ann Lee, 65, and Bo Ray".
    """
    before = [token.low for token in tokens[max(start - 4, 0) : start]]
    if before[-1:] == [","] and tokens[start - 2].name and tokens[start].low not in DETERMINERS:
        return _noun_before(tokens, start - 2)[1]
    if before[-2:] == [",", "and"] and start > 4 and tokens[start - 3].kind == "number" and before[0] == ",":
        return _noun_before(tokens, start - 5)[1]
    return frozenset()


def _relative_before(tokens: Sequence[Token], start: int, earlier: Sequence[Verb]) -> int | None:
    """The "who", "which" or "that" whose clause the phrase at ``start`` is the object of, if it is one."""
    if not earlier or not earlier[-1].at < start <= earlier[-1].at + 2:
        return None
    at = earlier[-1].first - 1
    while at > 0 and _is_adverb(tokens[at]):
        at -= 1
    return at if at > 0 and tokens[at].low in _RELATIVE else None


def _opening(tokens: Sequence[Token], closing: int) -> int | None:
    """The comma that opens the insertion which ``closing`` ends: the first one of this stretch without a verb."""
    best = None
    for at in range(closing - 1, 0, -1):
        token = tokens[at]
        if token.text in _STOPS:
            return best
        if token.text == ",":
            following = tokens[at + 1]
            if following.low in _CONJUNCTIONS and not _has_noun_list(tokens, at):
                return best
            best = at
            if following.low in _RELATIVE or following.low in DETERMINERS or following.low.endswith(("ed", "ing")):
                break
    return best


def _has_noun_list(tokens: Sequence[Token], at: int) -> bool:
    return tokens[at - 1].name


def _apposed(tokens: Sequence[Token], start: int, end: int) -> frozenset[str]:
    """Heads of an insertion that is a noun phrase: ", the leader of the HTS," gives leader."""
    if tokens[start].low in _RELATIVE or tokens[start].low.endswith(("ed", "ing")) or tokens[start].low in PREPOSITIONS:
        return frozenset()
    heads: set[str] = set()
    for at in range(start, end):
        token = tokens[at]
        if token.low in PREPOSITIONS or token.low in _RELATIVE or token.text == ",":
            break
        if token.content and not token.possessive:
            heads.add(token.id)
    return frozenset(heads)


def _noun_before(tokens: Sequence[Token], end: int) -> tuple[frozenset[str], frozenset[str]]:
    """Head ids, and all names of it, of the noun phrase that ends at token ``end``."""
    start = _phrase_start(tokens, end)
    phrase = list(tokens[start : end + 1])
    if (
        start > 0
        and tokens[start - 1].kind == "word"
        and tokens[start - 1].low not in _CLAUSE_PREPOSITIONS | SUBORDINATORS
    ):
        # What stands before "and" is the object of the verb before; the subject comes after it.
        joint = [at for at, token in enumerate(phrase) if token.low in _CONJUNCTIONS]
        phrase = phrase[joint[-1] + 1 :] if joint else phrase
    while phrase and phrase[0].low in _CONJUNCTIONS | SUBORDINATORS:
        phrase = phrase[1:]
    cut = next((at for at, token in enumerate(phrase) if token.low in PREPOSITIONS | {"to"}), len(phrase))
    if cut == 0:
        return frozenset(), frozenset()
    nouns = phrase[:cut]
    if any(token.low in _PRONOUNS for token in nouns):
        return frozenset(), frozenset()
    content = [token for token in nouns if token.content]
    if not content:
        return frozenset(), frozenset()
    core = {content[-1].id}
    for at, token in enumerate(nouns[:-1]):
        if token.low in ("and", "or") and at and nouns[at - 1].content:
            core.add(nouns[at - 1].id)
    heads = core | {token.id for token in content if not token.possessive and token.kind == "word"}
    if content[-1].kind == "number" and cut < len(phrase) and phrase[cut].low == "of":
        counted = noun_after(phrase, cut + 1)
        core, heads = core | counted, heads | counted
    return frozenset(core), frozenset(heads)


def _phrase_start(tokens: Sequence[Token], end: int) -> int:
    start = end
    while start >= 0 and not _ends_phrase(tokens, start, end):
        start -= 1
    return start + 1


def _ends_phrase(tokens: Sequence[Token], at: int, end: int) -> bool:
    token = tokens[at]
    if token.text in _STOPS or token.text == "," or token.low in _RELATIVE:
        return True
    if token.low in _CLAUSE_PREPOSITIONS and at < end and tokens[at + 1].kind == "word":
        return True
    if token.low in SUBORDINATORS and token.low not in PREPOSITIONS:
        return True
    if token.low in AUXILIARIES or (token.low in SPEECH and at < end and not token.name and _finite_speech(tokens, at)):
        return True
    if token.low == "," or (token.low in _CONJUNCTIONS and at and tokens[at - 1].text == ","):
        return True
    return at < end and _looks_past(tokens, at) and not _is_participle(tokens, at) and not token.name


def _finite_speech(tokens: Sequence[Token], at: int) -> bool:
    before = tokens[at - 1].low if at else ""
    return bool(before) and before not in DETERMINERS | PREPOSITIONS and not tokens[at - 1].possessive


def noun_after(tokens: Sequence[Token], start: int) -> frozenset[str]:
    """Ids of the noun phrase that begins at token ``start``, up to a preposition, verb or mark."""
    heads: set[str] = set()
    for token in tokens[start : start + 8]:
        if token.kind == "mark" or token.low in PREPOSITIONS | AUXILIARIES | SUBORDINATORS | _RELATIVE:
            break
        if token.content:
            heads.add(token.id)
    return frozenset(heads)
