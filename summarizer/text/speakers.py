"""Who somebody is who says something, as a sentence names them, and whether two such names may be of one speaker."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from summarizer.text.analysis import Analysis
from summarizer.text.genres import without_remark
from summarizer.text.leaning import POINTING
from summarizer.text.lexicon import BODIES, TITLES
from summarizer.text.names import name_key
from summarizer.text.words import FUNCTION_WORDS, identity, words

_BESIDE = ("relcl", "acl", "advcl", "ccomp")
"""What hangs on a speaker and is not what they are called; nor are others who speak beside them."""

_DEFINITE = POINTING | {"the"}


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody who says something.

    ``shown`` is how the text names them. Of the ids of the words of that, ``name`` are those of a name, ``body`` those
    of the organisation that they speak for ("the health ministry" of "a spokesman for the health ministry"), ``others``
    the rest, and ``role`` that which says what they are; ``of`` are keys of the names among both. ``known`` says that
    it tells one speaker from others: not "a witness", nor "officials".
    """

    shown: str
    name: frozenset[str] = frozenset()
    body: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()
    role: str = ""
    of: frozenset[str] = frozenset()
    known: bool = True


def speaker(one: Analysis, head: int) -> Speaker | None:
    """The speaker whose head a word of a sentence is; None where that is no noun."""
    tree = one.tree
    if not tree.is_noun(head):
        return None
    own = _words(one, head)
    content = [at for at in own if one.words[at].content and one.words[at].kind == "word"]
    name = _names(one, head, content)
    rest = [at for at in content if at not in name]
    body = _body(one, rest, head)
    return Speaker(
        _shown(one, own, head in name),
        _keys(one, name),
        _ids(one, body),
        _ids(one, [at for at in rest if at not in body]),
        _role(one, head, name, rest),
        _keys(one, [at for at in rest if tree.nodes[at].pos == "PROPN"]),
        bool(name or body) or _is_known(one, head, len(content)),
    )


def _words(one: Analysis, head: int) -> list[int]:
    """The places of the words by which somebody is called, in order."""
    tree = one.tree
    inside = tree.subtree(head)
    aside = [at for at in inside - {head} if tree.nodes[at].relation in _BESIDE] + tree.under(head, "conj", "cc")
    return sorted(inside.difference(*(tree.subtree(at) for at in aside)))


def _is_known(one: Analysis, head: int, size: int) -> bool:
    """Whether a noun of ``size`` content words without a name tells whom it means: "the mayor", "fire officials"."""
    marks = {one.tree.nodes[at].low for at in one.tree.under(head, "det")}
    definite = not _DEFINITE.isdisjoint(marks) or bool(one.tree.under(head, "poss"))
    return definite or (not marks and size > 1)


def _names(one: Analysis, head: int, content: Sequence[int]) -> set[int]:
    """The words of a speaker's name: at the head, or in apposition to what they are."""
    heads = [head, *(at for at in content if one.tree.nodes[at].relation == "appos")]
    return {at for place in heads for at in _name(one, place)}


def _role(one: Analysis, head: int, name: Collection[int], rest: Sequence[int]) -> str:
    """The id of what a speaker is: the head, or the last word before the name; empty where nothing says so."""
    role = max((at for at in rest if at < min(name)), default=-1) if head in name else head
    return one.words[role].id if role in rest else ""


def _body(one: Analysis, rest: Sequence[int], head: int) -> list[int]:
    """Of the words that are no name those of the body that somebody speaks for; none where no such body is called."""
    known = any(_is_body(one, at) for at in rest)
    return [at for at in rest if known and not _is_role(one, at, head)]


def _ids(one: Analysis, places: Collection[int]) -> frozenset[str]:
    return frozenset(one.words[at].id for at in places)


def _keys(one: Analysis, places: Collection[int]) -> frozenset[str]:
    return frozenset(name_key(one.words[at].text) for at in places)


def _is_role(one: Analysis, at: int, head: int) -> bool:
    """Whether a word says what somebody is, and not whom they speak for."""
    return one.words[at].low in TITLES or (at == head and not _is_body(one, at))


def _is_body(one: Analysis, at: int) -> bool:
    return not BODIES.isdisjoint((one.words[at].low, one.tree.nodes[at].lemma))


def _name(one: Analysis, head: int) -> Iterator[int]:
    """The words of a name that end with its head, without what somebody is: "Tom Reed" of "Mayor Tom Reed"."""
    at = head
    while at >= 0 and one.tree.nodes[at].pos == "PROPN" and (at == head or one.tree.nodes[at].relation == "compound"):
        if one.words[at].low in TITLES or _is_body(one, at):
            return
        yield at
        at -= 1


def _shown(one: Analysis, places: list[int], named: bool) -> str:
    """The stretch of the text that these words stand in, as far as nothing else stands between them; of somebody who
    is ``named`` first without what stands behind the name.
    """
    last = places[0]
    for at in places[1:]:
        if at > last + 1 or (named and one.words[at].text == ","):
            break
        last = at
    shown = one.text[one.words[places[0]].start : one.words[last].end].rstrip(" ,;")
    return shown if one.tree.nodes[places[0]].pos in ("PROPN", "ADJ") else f"{shown[:1].lower()}{shown[1:]}"


def publisher(name: str | None) -> Speaker | None:
    """A publisher as a speaker, so that it can be told whether a report credits it; None without a name."""
    shown = without_remark(name or "")[0].split(",")[0].strip()
    content = [word for word in words(shown) if word.lower() not in FUNCTION_WORDS]
    if not content:
        return None
    if any(word.lower() in BODIES for word in content):
        return Speaker(shown, body=frozenset(map(identity, content)))
    return Speaker(shown, name=frozenset(map(name_key, content)))


def is_publisher(who: Speaker, outlet: Speaker) -> bool:
    """Whether a speaker may be a publisher: a body by any of its names, another by at least half of its own."""
    if who.body and outlet.body:
        return _nested(who.body, outlet.body)
    return bool(who.name) and who.name <= outlet.name and 2 * len(who.name) >= len(outlet.name)


def same_speaker(first: Speaker, second: Speaker) -> bool:
    """Whether two names may be of one speaker, or of two who speak for one organisation.

    This is asked of those who say one and the same thing.
    """
    if first.name and second.name and _nested(first.name, second.name):
        return True
    if first.body and second.body:
        return _nested(first.body, second.body)
    if any(one.name and one.name <= other.of for one, other in ((first, second), (second, first))):
        return True  # "Velta Foods" and "Velta Foods spokeswoman Ana Reid"
    if first.name and second.name:
        return False
    if not (first.known and second.known):
        return False
    mine, theirs = first.others | first.body, second.others | second.body
    if first.name or second.name:
        return bool(first.role) and first.role == second.role
    return _nested(mine, theirs)


def other_person(first: Speaker, second: Speaker) -> bool:
    """Whether two names are certainly of two people who do not speak for one another."""
    named = bool(first.name and second.name) and not same_speaker(first, second)
    return named and not (first.name & second.name or first.body or second.body)


def joined(first: Speaker, second: Speaker) -> Speaker:
    """A speaker by all that two sentences of one text call them; shown as in the first."""
    return Speaker(
        first.shown,
        first.name | second.name,
        first.body | second.body,
        first.others | second.others,
        first.role or second.role,
        first.of | second.of,
        first.known or second.known,
    )


def _nested(first: frozenset[str], second: frozenset[str]) -> bool:
    """Whether all words of the one are among those of the other; none of no words."""
    return bool(first and second) and (first <= second or second <= first)
