"""Pronouns: nobody becomes another by a "his" for a "her", or several by a "they"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from summarizer.verify.checks.match import Match
from summarizer.verify.checks.reading import Token

_GROUPS = (
    frozenset("he him his himself".split()),
    frozenset("she her hers herself".split()),
    frozenset("they them their theirs themselves".split()),
)
_OPEN = dict(zip(_GROUPS, ({"my", "our", "your"}, {"my", "our", "your"}, {"its", "our", "your"}), strict=True))
"""Possessives of the evidence that a group may stand for as well."""

_WE = frozenset("we us our ours".split())
_POSSESSIVE = frozenset("his her their its my our your".split())


def changed_pronouns(pair: Match) -> list[str]:
    """A "he", "she" or "they" of the draft that the evidence lacks, or that owns what is somebody else's there.

    "They" may stand for what the evidence calls "it" or "we", but not for a person. Whether "I" is a man or a woman
    must be told.
    """
    known = {_bare(token) for reading in pair.evidence for token in reading.tokens}
    person = bool(known & (_GROUPS[0] | _GROUPS[1])) and not known & _WE
    found = []
    for at, token in enumerate(pair.draft.tokens):
        low = _bare(token)
        group = next((group for group in _GROUPS if low in group), None)
        if group is None:
            continue
        if not known & group and (person or group is not _GROUPS[2]):
            found.append(f"“{token.text}” is nobody in the evidence")
        elif low in _POSSESSIVE and (owners := _owners(pair, at)) and not owners & (group | _OPEN[group]):
            found.append(f"“{token.text}” is “{min(owners)}” in the evidence")
    return found


def _bare(token: Token) -> str:
    """A word without what is drawn together with it: "she" of "she's"."""
    return re.split("['’]", token.low)[0]


def _owners(pair: Match, at: int) -> set[str]:
    """The possessive pronouns that the evidence has before what one of the draft owns; none if it also has no such."""
    tokens = pair.draft.tokens
    owned = next((place for place in range(at + 1, min(at + 4, len(tokens))) if tokens[place].content), None)
    if owned is None:
        return set()
    uses = [
        _owner(reading.tokens, place)
        for reading in pair.evidence
        for place, token in enumerate(reading.tokens)
        if token.id == pair.ids[owned]
    ]
    return set(uses) if uses and all(uses) else set()


def _owner(tokens: Sequence[Token], at: int) -> str:
    before = [token.low for token in tokens[max(at - 3, 0) : at]]
    return next((low for low in reversed(before) if low in _POSSESSIVE), "")
