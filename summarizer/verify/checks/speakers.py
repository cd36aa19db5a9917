"""Who says what: a statement in the wrong mouth, or told as fact."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from summarizer.language import FUNCTION_WORDS, REPORTING_VERBS
from summarizer.language.verbs import AUXILIARIES, DETERMINERS, PREPOSITIONS, SPEECH
from summarizer.verify.checks.clauses import Verb, noun_after, verbs
from summarizer.verify.checks.match import Match
from summarizer.verify.checks.reading import Reading, Token, identity, quoted

_OFTEN_NOUNS = frozenset(
    "call calls called ask asks asked write writes wrote note notes report reports hope hopes state states claims "
    "estimate estimates think thinks recall recalls recalled stresses stress promise promises express expresses "
    "show shows showed indicate indicates revealed reveals described describe accused accuse advised advise".split()
)
GENERIC = frozenset(
    identity(word)
    for word in "company ministry group firm agency team club bank union party court school hospital office".split()
)
_CONFIRMING = frozenset(identity(word) for word in "confirm acknowledge admit reveal prove verify".split())
_ASKING = frozenset("asked ask asks asking wondered wonders whether questioned questions".split())
_SAYING = SPEECH - frozenset("accuse accused accuses hope hopes hoped".split())


@dataclass(frozen=True, slots=True)
class Act:
    """One act of saying: the tokens of what is said are ``[start, end)``; ``speaker`` is empty when unknown."""

    at: int
    id: str
    speaker: frozenset[str]
    start: int
    end: int


def acts(reading: Reading) -> tuple[Act, ...]:
    """Acts of saying in a sentence, in order."""
    known = reading.cache.get("acts")
    if known is None:
        known = reading.cache["acts"] = tuple(_acts(reading))
    return known  # type: ignore[return-value]


def _acts(reading: Reading) -> list[Act]:
    tokens = reading.tokens
    finite = {verb.at: verb for verb in verbs(reading)}
    spoken = [at for at, token in enumerate(tokens) if _is_speech(tokens, at, finite)]
    found = []
    for order, at in enumerate(spoken):
        token = tokens[at]
        if token.low == "according":
            speaker = noun_after(tokens, at + 2) | _after_name(tokens, at + 2)
            start, end = _around(tokens, at)
            found.append(Act(at, token.id, speaker, start, end))
            continue
        verb = finite.get(at)
        if verb is not None and verb.passive:
            if verb.agent:
                found.append(Act(at, token.id, verb.agent, 0, len(tokens)))
            continue
        if _is_postposed(tokens, at):
            speaker = verb.heads if verb is not None and verb.heads else noun_after(tokens, at + 1)
            begin = found[-1].at + 1 if found and found[-1].end == found[-1].at else 0
            found.append(Act(at, token.id, speaker, begin, at))
            continue
        following = next((place for place in spoken[order + 1 :]), len(tokens))
        end = _boundary_before(tokens, following, at + 1) if following < len(tokens) else len(tokens)
        if following < len(tokens) and _is_postposed(tokens, following):
            end = following
        found.append(Act(at, token.id, verb.heads if verb is not None else frozenset(), at + 1, max(end, at + 2)))
    return found


def _is_speech(tokens: Sequence[Token], at: int, finite: dict[int, Verb]) -> bool:
    token = tokens[at]
    if token.kind != "word" or (token.name and at > 0):
        return False
    if token.low == "according":
        return at + 1 < len(tokens) and tokens[at + 1].low == "to"
    if token.low not in _SAYING:
        return False
    following = tokens[at + 1].low if at + 1 < len(tokens) else ""
    if token.low.endswith("ing") and following == "that":
        return True
    if token.low in _OFTEN_NOUNS and following not in ("that", "“", '"'):
        return at in finite and token.low.endswith("ed") and following in ("it", "the", "its", "their")
    if at in finite:
        return True
    return token.low in REPORTING_VERBS and not token.low.endswith("ing") and _after_noun(tokens, at)


def _after_noun(tokens: Sequence[Token], at: int) -> bool:
    before = tokens[at - 1] if at else None
    if before is None or before.possessive:
        return False
    return before.low not in DETERMINERS | PREPOSITIONS | AUXILIARIES and (before.kind == "word" or before.text in '”"')


def _is_postposed(tokens: Sequence[Token], at: int) -> bool:
    """Whether what is said stands before the verb: "…, rescuers said." and "…,” noted Jihad Yazigi"."""
    before = at - 1
    if before >= 0 and (tokens[before].text in '”",' and tokens[before].text != ","):
        return True
    if before >= 1 and tokens[before].text == "," and not _closes_insertion(tokens, before):
        following = tokens[at + 1] if at + 1 < len(tokens) else None
        return following is None or following.name or following.low in DETERMINERS
    after = at + 1
    if not _follows_clause(tokens, at):
        return False
    if after >= len(tokens) or tokens[after].text in ".!?,":
        return True
    if tokens[after].low in ("on", "in", "late", "early") or tokens[after].kind == "date":
        return any(token.text == "." for token in tokens[after : after + 4])
    return False


def _follows_clause(tokens: Sequence[Token], at: int) -> bool:
    """Whether the speaker before the verb stands right after a comma or quotation: "…, the mayor of Skarne said"."""
    place = at - 1
    while place > max(at - 12, 0) and tokens[place].text not in ',”"':
        place -= 1
    if place <= 0 or tokens[place].text not in ',”"':
        return False
    first = tokens[place + 1].low
    return first not in PREPOSITIONS | {"down", "up", "and", "but", "who", "which"}


def _closes_insertion(tokens: Sequence[Token], comma: int) -> bool:
    return any(tokens[place].text == "," for place in range(comma))


def _after_name(tokens: Sequence[Token], start: int) -> frozenset[str]:
    return frozenset(token.id for token in tokens[start : start + 14] if token.name)


def _around(tokens: Sequence[Token], at: int) -> tuple[int, int]:
    """What "according to" bears on: all that follows when it opens the sentence, else all before it."""
    if at <= 1:
        return 2, len(tokens)
    return 0, at


def _boundary_before(tokens: Sequence[Token], at: int, least: int) -> int:
    """Where the clause that holds token ``at`` begins: after the last comma with a conjunction, or "as", "but"."""
    place = at - 1
    while place > least:
        low = tokens[place].low
        if low in ("while", "but", "as", "after", "although", "though", "because") and tokens[place].kind == "word":
            return place
        if tokens[place].text in ";" or (low in ("and", "which") and tokens[place - 1].text == ","):
            return place
        place -= 1
    return least


def wrong_speakers(pair: Match) -> list[str]:
    """Statements of the draft whose speaker is another than the one who says so in the evidence."""
    theirs = [(reading, act) for reading in pair.evidence for act in acts(reading)]
    found = []
    for act in acts(pair.draft):
        speaker = {pair.ids[at] for at, token in enumerate(pair.draft.tokens) if token.id in act.speaker}
        said = {
            pair.ids[at]
            for at in range(act.start, min(act.end, len(pair.ids)))
            if pair.draft.tokens[at].content and pair.ids[at] not in speaker
        }
        if not speaker or not said:
            continue
        shared = [(_overlap(reading, other, said), other) for reading, other in theirs]
        best = max((share for share, _ in shared), default=0)
        tied = [other for share, other in shared if share == best and share]
        if not tied:
            found.append("it puts words into someone's mouth")
        elif all(other.speaker and not other.speaker & (speaker | GENERIC) for other in tied):
            found.append("it gives the statement to another speaker")
        elif act.id in _CONFIRMING and not any(other.id in _CONFIRMING for other in tied):
            found.append("it tells a claim as confirmed")
    return found


def _overlap(reading: Reading, act: Act, said: set[str]) -> int:
    ids = {token.id for token in reading.tokens[act.start : act.end]}
    return len(ids & said)


def lost_attribution(pair: Match) -> list[str]:
    """A claim told as fact: what the draft tells is what someone says in the first evidence sentence."""
    seed = pair.evidence[0]
    known = [act for act in acts(seed) if act.id != "believ"]
    told = {pair.ids[at] for at in range(len(pair.draft.tokens)) if _reports(pair.draft, at)}
    mine = [pair.ids[at] for at, token in enumerate(pair.draft.tokens) if token.content]
    if not mine:
        return []
    if _all_quoted(seed, mine) and not told and not any(token.text in '“”"' for token in pair.draft.tokens):
        return ["it tells a claim without who makes it"]
    inside: set[str] = set()
    for act in known:
        said = seed.tokens[act.start : act.end]
        if told - {token.id for token in said}:
            continue  # the draft says that somebody says so
        inside.update(token.id for token in said if token.content)
    outside = {
        token.id
        for at, token in enumerate(seed.tokens)
        if token.content and not any(act.start <= at < act.end or at == act.at for act in known)
    }
    only = [known_as for known_as in mine if known_as in inside and known_as not in outside]
    return ["it tells a claim without who makes it"] if len(only) > 0.5 * len(mine) else []


def lost_question(pair: Match) -> list[str]:
    """An answer made of a question: "said where they are" for "“Where are they?” said …"."""
    asking = {token.low for token in pair.draft.tokens} & _ASKING
    if asking or "?" in pair.draft.text:
        return []
    asked: set[str] = set()
    for reading in pair.evidence:
        start = 0
        for at, token in enumerate(reading.tokens):
            if token.text == "?":
                asked |= {other.id for other in reading.tokens[start:at] if other.content}
            if token.text in '.!?“”"':
                start = at + 1
    mine = {pair.ids[at] for at, token in enumerate(pair.draft.tokens) if token.content}
    return ["it answers what the evidence asks"] if asked and asked <= mine else []


def _all_quoted(reading: Reading, words: Sequence[str]) -> bool:
    """Whether nearly all of the words stand within quotation marks, and so does most of the sentence."""
    content = [
        (token.id, marked) for token, marked in zip(reading.tokens, quoted(reading), strict=True) if token.content
    ]
    said = {known for known, marked in content if marked}
    return len(said) >= 0.4 * len(content) and sum(word in said for word in words) >= 0.8 * len(words)


def lost_speaker(pair: Match) -> list[str]:
    """Someone's quoted words repeated without marks and without the one who said them."""
    seed = pair.evidence[0]
    spans = [act for act in acts(seed) if act.speaker]
    reported = any(_reports(pair.draft, at) for at in range(len(pair.draft.tokens)))
    if not spans or not reported or acts(pair.draft):
        return []
    said = {t.id for act in spans for t in seed.tokens[act.start : act.end] if t.content}
    mine = [pair.ids[at] for at, token in enumerate(pair.draft.tokens) if token.content]
    named = any(known in act.speaker for act in spans for known in mine)
    if named or sum(known in said for known in mine) < 0.5 * len(mine):
        return []
    return ["it gives someone's words without the speaker"]


def _reports(draft: Reading, at: int) -> bool:
    token = draft.tokens[at]
    return token.kind == "word" and token.low in SPEECH and token.low not in FUNCTION_WORDS
