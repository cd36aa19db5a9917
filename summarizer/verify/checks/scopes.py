"""What is denied, and what is only possible: a "not", a "could" or a "to" that a draft loses or adds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from summarizer.language.verbs import AUXILIARIES, DETERMINERS, PAST_FORMS
from summarizer.verify.checks.clauses import Verb, verbs
from summarizer.verify.checks.match import Match
from summarizer.verify.checks.reading import Reading, Token, identity, uses

_PLAIN_NOT = frozenset(
    "not no never without nor neither none nobody nothing cannot unable hardly barely scarcely unlikely".split()
)
_NOT_TO = frozenset("fail failed fails failing refuse refused refuses refusing decline declined declines".split())
_LOSS = frozenset(
    """loss lost lose loses losing lack lacks lacked lacking absence deny denies denied denying reject rejects
    rejected rejecting dismiss dismisses dismissed disputes dispute disputed refusal failure""".split()
)
_POSSIBLE = frozenset("could may might can possibly potentially perhaps maybe".split())
_LIKELY = frozenset(
    """would should reportedly allegedly probably apparently likely purportedly supposedly suspected accused alleged
    believed thought charged feared consider considering considered considers weighing weighs mulling proposed proposes
    proposing proposal threatened threatens threatening attempted attempting attempts sights planned planning
    whether seemingly expected presumed""".split()
)
_FUTURE = frozenset(
    "will shall expected expects due set plans planned plan vowed vows hopes hoped aims seeks wants".split()
)
_SEEM = frozenset("seem seems seemed appear appears appeared".split())
_IMPLICATIVE = frozenset(
    """managed began begun started continued continues continue helped able allowed led got came went used happened
    proceeded enabled caused forced forcing turned remains remain chose found""".split()
)
"""Words whose "to" tells what did happen."""

_MEANS = frozenset(["from the air", "from the ground", "on the ground", "by the sea", "from the sea"])
"""Without these, a part is told as the whole: only the search from the air has ended."""

_UNKNOWING = frozenset("idea clue aware".split())
_UNTIL_NOW = frozenset(["before", "yet"])
_HELP = frozenset("help helps helped helping".split())
_LIGHT = frozenset("further longer again soon well".split())
_WINDOW = 6
_REACH = 9
_MARKS = frozenset(',;:.!?—–“”"()')


@dataclass(frozen=True, slots=True)
class Operator:
    """A word that denies or weakens what follows.

    ``scope`` is the ids of what it bears on first, ``second`` the next one; ``clause`` those of a that-clause
    that it governs, ``window`` those of all that stands near behind it.
    """

    at: int
    low: str
    scope: tuple[str, ...]
    second: str
    clause: frozenset[str]
    window: frozenset[str]


def changed_negation(pair: Match) -> list[str]:
    """A denial that the evidence lacks, or one that the draft lost, the lexical ones ("loss of", "denied") too."""
    if any(
        _adds(pair, operator) for operator in _operators(pair.draft, _denies) if operator.low in _PLAIN_NOT | {"n't"}
    ):
        return ["it denies what the evidence does not deny"]
    drops = _dropped(pair, _denies)
    return [f"it drops a “not” of the evidence: “{drops}”"] if drops else []


def dropped_hedges(pair: Match) -> list[str]:
    """Something possible, planned, likely or suspected told as a fact."""
    drops = _dropped(pair, _hedges)
    return [f"it drops “{drops}” of the evidence"] if drops else []


def _denies(tokens: Sequence[Token], at: int) -> bool:
    low = tokens[at].low
    following = tokens[at + 1].low if at + 1 < len(tokens) else ""
    before = tokens[at - 1].low if at else ""
    if low in _PLAIN_NOT:
        return not (low == "no" and following == "doubt") and not (low == "not" and following == "only")
    if low.endswith(("n't", "n’t")):
        return True
    if low in _NOT_TO:
        return following == "to"
    if low in _LOSS:
        return True
    if low in ("little", "few"):
        return before not in ("a", "the", "last", "past", "these")
    return low in ("rather", "instead") and following in ("than", "of")


def _hedges(tokens: Sequence[Token], at: int) -> bool:
    low = tokens[at].low
    following = tokens[at + 1].low if at + 1 < len(tokens) else ""
    if low in ("may", "might") and tokens[at].text[0].isupper():
        return False
    if low in ("applied", "applies", "apply", "bid", "bids", "campaigned", "campaigning"):
        return following == "for"
    if low in ("believed", "thought", "expected", "presumed"):
        return following in ("to", "dead") or (at > 0 and tokens[at - 1].low in AUXILIARIES and following != "that")
    if low in ("planned", "proposed", "alleged", "suspected", "accused", "feared", "charged", "considered"):
        return True
    return low in _POSSIBLE or low in _LIKELY or (low in _SEEM and following in ("to", "that"))


def _operators(reading: Reading, is_one: Callable[[Sequence[Token], int], bool]) -> list[Operator]:
    name = f"operators {is_one.__name__}"
    known = reading.cache.get(name)
    if known is None:
        tokens = reading.tokens
        known = reading.cache[name] = [
            _operator(tokens, at)
            for at in range(len(tokens))
            if tokens[at].kind == "word" and (not tokens[at].name or tokens[at].low == "nothing") and is_one(tokens, at)
        ]
    return known  # type: ignore[return-value]


def _operator(tokens: Sequence[Token], at: int) -> Operator:
    low = "n't" if tokens[at].low.endswith(("n't", "n’t")) else tokens[at].low
    scope: list[str] = []
    window: set[str] = set()
    clause: set[str] = set()
    governs = False
    second = ""
    light = low not in _POSSIBLE | _LIKELY
    for place in range(at + 1, min(at + 1 + 16, len(tokens))):
        token = tokens[place]
        if token.text in _MARKS and (scope or token.text not in '“”"‘'):
            break
        near = place <= at + _WINDOW
        if token.low == "that" and near and len(scope) <= 1:
            governs = True
        if token.low in _UNKNOWING and not scope and low in _PLAIN_NOT | {"n't"}:
            governs = True  # "had no idea they were near the border"
            continue
        if (
            not token.content
            or token.low in _LIGHT
            or (token.low.endswith("ly") and not token.name and not scope and len(token.low) > 4)
        ):
            continue
        if governs:
            clause.add(token.id)
        elif near and not scope and not (light and low in _LOSS and token.name):
            scope.append(token.id)
        elif near and scope and not second:
            second = token.id
        if near:
            window.add(token.id)
    if scope and _is_copular(tokens, at):
        scope = _complement(tokens, at)
    return Operator(at, low, tuple(scope), second, frozenset(clause), frozenset(window))


def _is_copular(tokens: Sequence[Token], at: int) -> bool:
    return at + 1 < len(tokens) and tokens[at].low in _POSSIBLE | _LIKELY and tokens[at + 1].low == "be"


def _complement(tokens: Sequence[Token], at: int) -> list[str]:
    found: list[str] = []
    for token in tokens[at + 2 : at + 8]:
        if token.kind == "mark" or (found and not token.content):
            break
        if token.content:
            found.append(token.id)
    return found[-1:] if found else []


def _adds(pair: Match, operator: Operator) -> bool:
    """Whether a denial of the draft has none in the evidence."""
    denials = [other for reading in pair.evidence for other in _operators(reading, _denies)]
    if not denials:
        return True
    mine = {
        pair.ids[at] for at, token in enumerate(pair.draft.tokens) if token.id in operator.scope and at > operator.at
    }
    if not mine:
        return False
    covered = set().union(*(set(other.scope) | other.clause | other.window for other in denials))
    return not mine & covered and bool(mine & pair.known)


def _dropped(pair: Match, is_one: Callable[[Sequence[Token], int], bool]) -> str:
    """The operator's word when the draft has what it bears on, but no operator there; else nothing."""
    mine = _operators(pair.draft, is_one)
    for reading in pair.evidence:
        operators = _operators(reading, is_one)
        scoped = [operator for operator in operators if operator.scope or operator.clause]
        for operator in scoped:
            if any(_told_plainly(pair, other, operator) for other in pair.evidence if other is not reading):
                continue
            if _loses(pair, reading, operator, mine, is_one is _hedges):
                return operator.low
    return ""


def _told_plainly(pair: Match, other: Reading, operator: Operator) -> bool:
    """Whether another sentence of the evidence tells the same without the operator."""
    operators = [known for is_one in (_denies, _hedges) for known in _operators(other, is_one)]
    return all(
        known in other.ids and not any(known in one.scope for one in operators) for known in operator.scope
    ) and bool(operator.scope)


def _loses(pair: Match, reading: Reading, operator: Operator, mine: Sequence[Operator], hedge: bool) -> bool:
    places = [at for at, known in enumerate(pair.ids) if known in operator.scope]
    free = _free(reading, operator)
    content = [at for at, token in enumerate(pair.draft.tokens) if token.content]
    after = {at: pair.ids[following] for at, following in pairwise(content)}
    places = [at for at in places if pair.ids[at] not in free or after.get(at) == operator.second != ""]
    for at in places:
        if not _is_kept(pair, at, operator, mine, hedge):
            return True
    if operator.clause:
        inside = [at for at, known in enumerate(pair.ids) if known in operator.clause]
        if len(inside) >= 2 and len(inside) >= 0.6 * len(operator.clause):
            return not any(other.at < (inside[-1] if operator.scope else inside[0]) for other in mine)
    return False


def _free(reading: Reading, operator: Operator) -> set[str]:
    """What of an operator's scope the sentence also says outside it."""
    tokens = reading.tokens
    inside = range(operator.at, operator.at + 17)
    return {token.id for at, token in enumerate(tokens) if at not in inside and token.id in operator.scope}


def _is_kept(pair: Match, at: int, operator: Operator, mine: Sequence[Operator], hedge: bool) -> bool:
    tokens = pair.draft.tokens
    if any(0 < at - other.at <= _REACH for other in mine):
        return True
    if not hedge:
        return False
    if any(0 < other.at - at <= 4 for other in mine):
        return True
    before = {token.low for token in tokens[max(at - 4, 0) : at]}
    if operator.low in _POSSIBLE:
        return False
    return bool(before & _FUTURE) or (at > 0 and tokens[at - 1].low == "to")


def dropped_limits(pair: Match) -> list[str]:
    """A "before" or "yet" that a denial ends with, or a "help", without which another thing is said.

    "Has never been accused before" is no "has never been accused", and who helped to find a ship has not found it.
    """
    found = []
    denies = any(operator.low in _PLAIN_NOT | {"n't"} for operator in _operators(pair.draft, _denies))
    told = {token.low for token in pair.draft.tokens}
    for reading in pair.evidence:
        tokens = reading.tokens
        for at, token in enumerate(tokens):
            ends = at + 1 == len(tokens) or tokens[at + 1].kind == "mark"
            if denies and ends and token.low in _UNTIL_NOW and not told & _UNTIL_NOW:
                found.append(f"it drops “{token.low}” of the evidence")
            means = " ".join(other.low for other in tokens[at : at + 3])
            if means in _MEANS and means not in pair.draft.text.lower() and _goes_with(pair, tokens[:at]):
                found.append(f"it drops “{means}” of the evidence")
            if token.low in _HELP and not told & _HELP and at + 2 < len(tokens):
                helped = tokens[at + 2 if tokens[at + 1].low == "to" else at + 1]
                done = any(pair.ids[verb.at] == helped.id for verb in verbs(pair.draft))
                if done and uses(reading, helped.id) == 1:
                    found.append(f"it drops “{token.low}” of the evidence")
    return found


def _goes_with(pair: Match, before: Sequence[Token]) -> bool:
    """Whether the draft tells of what the words before a phrase speak of: the search that was made from the air."""
    content = [token.id for token in before if token.content]
    return bool(content) and content[-1] in pair.ids


def changed_tense(pair: Match) -> list[str]:
    """Something planned, asked for or under way told as done."""
    found = []
    for verb in verbs(pair.draft):
        known = pair.ids[verb.at] if not verb.id.startswith("=") else ""
        if not known or verb.aspect == "modal" or _leads_to(pair.draft.tokens, verb):
            continue
        told = [use for reading in pair.evidence for use in _uses(reading, known)]
        if told and not any(_allows(use, verb.aspect) for use in told):
            found.append(f"“{pair.draft.tokens[verb.at].text}” is not told as done in the evidence")
    return found or _bare_present(pair)


def _leads_to(tokens: Sequence[Token], verb: Verb) -> bool:
    return verb.at + 1 < len(tokens) and tokens[verb.at + 1].low == "to" and verb.passive


def _allows(use: str, aspect: str) -> bool:
    if use == "progressive":
        return aspect in ("progressive", "present")
    if use == "done":
        return aspect in ("past", "perfect")
    return use == "real"


def _uses(reading: Reading, known: str) -> list[str]:
    """How the evidence uses a word: "real", "done", "progressive" or "unreal" (planned, possible, asked for)."""
    finite = {verb.at: verb for verb in verbs(reading)}
    uses = []
    for at, token in enumerate(reading.tokens):
        if token.id != known or token.kind != "word":
            continue
        verb = finite.get(at)
        if verb is not None and verb.aspect != "copula":
            kinds = {"modal": "unreal", "progressive": "progressive", "perfect": "done", "past": "done"}
            uses.append("real" if verb.passive and verb.aspect != "modal" else kinds.get(verb.aspect, "real"))
        elif _infinitive(reading.tokens, at) or _under_hedge(reading, at):
            uses.append("unreal")
        else:
            uses.append("real")
    return uses


def _infinitive(tokens: Sequence[Token], at: int) -> bool:
    """Whether "to", or the "will" of "it'll", makes this word something not said to have happened."""
    low = tokens[at].low
    if low.endswith("ing") or tokens[at].name or (low.endswith("ed") and low not in ("need", "heed")):
        return False
    for back in (1, 2):
        if at >= back and tokens[at - back].low.endswith(("'ll", "’ll")):
            return True
        if at - back >= 1 and tokens[at - back].low == "to":
            governor = tokens[at - back - 1].low
            return governor not in _IMPLICATIVE
        if at - back >= 0 and not tokens[at - back].low.endswith("ly") and tokens[at - back].low != "further":
            break
    return False


def _under_hedge(reading: Reading, at: int) -> bool:
    return any(
        reading.tokens[at].id in operator.scope and 0 < at - operator.at <= _WINDOW
        for operator in _operators(reading, _hedges)
    )


def _bare_present(pair: Match) -> list[str]:
    """A draft without any finite verb whose "leave" or "help" is an infinitive in the evidence."""
    tokens = pair.draft.tokens
    if verbs(pair.draft):
        return []
    for at, token in enumerate(tokens):
        plain = token.kind == "word" and not token.name and token.content and at > 0
        if (
            not plain
            or token.low in PAST_FORMS
            or tokens[at - 1].low in DETERMINERS | {"to"}
            or not tokens[at - 1].content
        ):
            continue
        uses = [
            _infinitive(reading.tokens, place)
            for reading in pair.evidence
            for place, other in enumerate(reading.tokens)
            if other.id == pair.ids[at] == identity(token.low) and other.low == token.low
        ]
        if uses and all(uses):
            return [f"“{token.text}” is not told as done in the evidence"]
    return []
