"""Names: from the evidence, and with what qualifies them; and a "his" that stays a "his"."""

from __future__ import annotations

from summarizer.text.analysis import Analysis
from summarizer.text.names import names
from summarizer.text.tokens import uncontracted
from summarizer.verify.comparison import Comparison, Difference, comparison, span
from summarizer.verify.pairing import Pairing

_QUALIFIERS = frozenset(
    """former ex acting alleged suspected deputy vice assistant failed attempted fake false would-be unofficial accused
    interim incoming outgoing retired late anti non second third fourth fifth""".split()
)
"""Without these, somebody or something else is meant: the former mayor is not the mayor."""

_PRONOUNS = tuple(
    frozenset(group.split())
    for group in ("he him his himself", "she her hers herself", "they them their theirs themselves")
)


def entities(pair: Pairing) -> Comparison:
    """Compares names in all their spellings, what qualifies them, and the sex and number of pronouns."""
    found = [*_unknown(pair), *_unqualified(pair), *_pronouns(pair)]
    return comparison(any(word.name for word in pair.claim.words), found)


def _unknown(pair: Pairing) -> list[Difference]:
    missing: dict[str, tuple[int, int]] = {}
    for word, known in zip(pair.claim.words, pair.ids, strict=True):
        if word.kind == "word" and known not in pair.known:
            parts = pair.claim.text[word.start : word.end].replace("-", " ").split()
            missing |= dict.fromkeys((word.text, *parts), span(word))
    return [
        Difference(f"the name {name} is not in the evidence", missing[name], kind="absent")
        for name in names(pair.claim.text)
        if name in missing
    ]


def _unqualified(pair: Pairing) -> list[Difference]:
    """A qualifier lost: "former mayor" told as "mayor", "second-largest" as "largest"."""
    if len(pair.evidence) != 1:
        return []
    one = pair.evidence[0]
    kept = {known for at, known in enumerate(pair.ids) if _qualifier(pair.claim, at) >= 0}
    found = []
    for at, known in enumerate(pair.ids):
        places = one.places(known)
        if not pair.claim.words[at].content or known in kept or not places:
            continue
        qualifiers = [_qualifier(one, place) for place in places]
        if min(qualifiers) >= 0:
            lost = one.words[qualifiers[0]]
            reason = f"it drops “{lost.text}” before “{pair.claim.words[at].text}”"
            found.append(Difference(reason, span(pair.claim.words[at]), span(lost)))
    return found


def _qualifier(one: Analysis, at: int) -> int:
    """The place of a qualifier right before a word; -1 without one."""
    before = at - 2 if at > 1 and one.words[at - 1].text in "-–" else at - 1
    low = one.words[before].low if before >= 0 else ""
    if low not in _QUALIFIERS or (low == "late" and not one.words[at].name):
        return -1
    # "Her deputy Jonas Brandt" is Jonas Brandt; the deputy mayor is not the mayor.
    titled = one.words[at].name and one.tree.is_noun(before) and one.tree.nodes[before].relation != "amod"
    return -1 if titled else before


def _pronouns(pair: Pairing) -> list[Difference]:
    """A "he", "she" or "they" that the evidence lacks; "they" may stand for what it calls "it" or "we"."""
    if not any(uncontracted(word.low) in group for word in pair.claim.words for group in _PRONOUNS):
        return []
    known = {uncontracted(word.low) for one in pair.evidence for word in one.words}
    person = bool(known & (_PRONOUNS[0] | _PRONOUNS[1])) and "we" not in known
    found = []
    for word in pair.claim.words:
        group = next((group for group in _PRONOUNS if uncontracted(word.low) in group), None)
        if group and not known & group and (person or group is not _PRONOUNS[2]):
            reason = f"“{word.text}” may be somebody else: the evidence has no such word"
            found.append(Difference(reason, span(word), kind="absent"))
    return found
