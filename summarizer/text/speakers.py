"""Who somebody is who says something, as a sentence names them, and whether two such names may be of one speaker."""

from __future__ import annotations

from collections.abc import Iterator
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
    the rest, and ``role`` that which says what they are; ``of`` are keys of the names among both. ``known`` says that it
    tells one speaker from others: not "a witness", nor "officials".
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
    aside = [at for at in tree.subtree(head) if tree.nodes[at].relation in _BESIDE and at != head]
    aside += tree.under(head, "conj", "cc")
    own = sorted(tree.subtree(head).difference(*(tree.subtree(at) for at in aside)))
    content = [at for at in own if one.words[at].content and one.words[at].kind == "word"]
    name = set(_name(one, head))
    for at in content:
        if tree.nodes[at].relation == "appos":
            name |= set(_name(one, at))
    rest = [at for at in content if at not in name]
    ids = {at: one.words[at].id for at in content}
    is_body = any(_is_body(one, at) for at in rest)
    body = [at for at in rest if not _is_role(one, at, head)] if is_body else []
    marks = {tree.nodes[at].low for at in tree.under(head, "det")}
    definite = bool(marks & _DEFINITE) or bool(tree.under(head, "poss"))
    role = head if head not in name else max((at for at in rest if at < min(name)), default=-1)
    known = bool(name or is_body or definite or (not marks and len(content) > 1))
    return Speaker(
        _shown(one, own, head in name),
        frozenset(name_key(one.words[at].text) for at in name),
        frozenset(ids[at] for at in body),
        frozenset(ids[at] for at in rest if at not in body),
        ids.get(role, ""),
        frozenset(name_key(one.words[at].text) for at in rest if tree.nodes[at].pos == "PROPN"),
        known,
    )


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
