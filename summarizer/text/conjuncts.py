"""The statements that a sentence joins: "Rebels took the town and | the army left", each as a sentence of its own."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from summarizer.text.analysis import Analysis, once
from summarizer.text.clauses import SUBJECTS, clause

_JOINTS = frozenset("and but while whereas although though ; –".split())
_SETTING_APART = frozenset("while whereas although though".split())
_RELATING = frozenset("after as because when since once".split())
"""Words before a clause that tells what happened too, where it is told as over: "after police found the car"."""

_HELPERS = ("aux", "auxpass", "neg")
_FEWEST_WORDS = 3


class Statement(NamedTuple):
    """A part of a sentence: the characters ``[start, end)`` that it has there, and what it states, as a sentence.

    ``bound`` says that the sentence tells more than its statements: that one was when or because the other was.
    """

    start: int
    end: int
    told: str
    bound: bool = False


def statements(one: Analysis) -> tuple[Statement, ...]:
    """The statements of a sentence in order; none where it makes only one.

    Clauses that are joined by "and" or "but", set apart by "while" or "although", by a semicolon, or that "who" or
    "which" adds behind a comma. A clause that shares its subject, or is somebody's word with the others ("Police said
    that …"), is told with it.
    """
    if not one.tree.parsed:
        return ()
    heads = _joined(one) or _set_apart(one)
    found = tuple(_by_semicolon(one)) or (tuple(_apart(one, heads)) if heads else tuple(_added(one)))
    return found if len(found) > 1 and all(len(part.told.split()) >= _FEWEST_WORDS for part in found) else ()


def all_statements(one: Analysis, analyse: Callable[[str], Analysis]) -> tuple[Statement, ...]:
    """The statements of a sentence, each of them taken apart again as far as it makes several.

    Beside those of `statements` these are the clauses that tell when or why: "after police had found the car".

    Args:
        one: the sentence.
        analyse: reads the statements found.
    """
    return _taken_apart(Statement(0, len(one.text), one.text), one, one.text, analyse)


def _taken_apart(
    whole: Statement, one: Analysis, text: str, analyse: Callable[[str], Analysis]
) -> tuple[Statement, ...]:
    """The statements of one that a sentence, ``text``, makes; none where it is only one, or where its words are not
    found again in the sentence.
    """
    own = statements(one) or _related(one)
    places = [_place(one.text[part.start : part.end], text, whole) for part in own]
    found: list[Statement] = []
    for part, place in zip(own, places, strict=True):
        if place is None:
            return ()
        mine = Statement(*place, part.told, whole.bound or part.bound)
        shorter = len(part.told) < len(one.text)
        found += (shorter and _taken_apart(mine, analyse(part.told), text, analyse)) or (mine,)
    return tuple(found)


def _place(part: str, text: str, whole: Statement) -> tuple[int, int] | None:
    """Where the words of a statement stand in a sentence; its first letter may be a small one there."""
    at = text.lower().find(part.lower(), whole.start, whole.end)
    return (at, at + len(part)) if at >= 0 else None


def _related(one: Analysis) -> tuple[Statement, ...]:
    """The main clause, and one that tells what had happened when or because it did, with a subject of its own."""
    tree = one.tree
    if not tree.parsed:
        return ()
    for at, node in enumerate(tree.nodes):
        if node.relation != "advcl" or one.words[at].quoted or not _relating(one, at):
            continue
        main = tree.nodes[node.head].head == node.head and not one.standings[node.head].denied
        if main and tree.under(at, *SUBJECTS) and clause(tree, at).done:
            found = tuple(part._replace(bound=True) for part in _apart(one, sorted((node.head, at))))
            return found if len(found) > 1 and all(len(part.told.split()) >= _FEWEST_WORDS for part in found) else ()
    return ()


@once
def joined_statements(one: Analysis) -> tuple[Statement, ...]:
    """The statements of a sentence that stand side by side, none beneath another: those that "and", "but" or a
    semicolon joins; none where it makes only one.
    """
    found = statements(one)
    return found if found and (_joined(one) or tuple(_by_semicolon(one))) else ()


def _by_semicolon(one: Analysis) -> Iterator[Statement]:
    """What stands between semicolons, where each of that has a verb."""
    cuts = [at for at, word in enumerate(one.words) if word.text == ";" and not word.quoted]
    runs = list(pairwise([-1, *cuts, len(one.words)]))
    if cuts and all(any(map(one.tree.is_finite, range(first + 1, last))) for first, last in runs):
        for first, last in runs:
            places = set(range(first + 1, last))
            yield Statement(*_reach(one, places), as_sentence(one, places))


def _joined(one: Analysis) -> list[int]:
    """The predicates of coordinated clauses: those that make the sentence, or the content of what somebody says."""
    tree = one.tree
    for first in range(len(tree.nodes)):
        main = tree.nodes[first].head == first or tree.nodes[first].relation == "ccomp"
        if not main or not tree.is_predicate(first):
            continue
        chain = [first]
        while more := [at for at in tree.under(chain[-1], "conj") if _is_clause(one, at, first)]:
            chain.append(more[0])
            chain += more[1:]
        joints = {tree.nodes[at].low for head in chain for at in tree.under(head, "cc")}
        if len(chain) > 1 and joints <= _JOINTS:
            return sorted(chain)
    return []


def _is_clause(one: Analysis, at: int, first: int) -> bool:
    """Whether a word joined to a predicate is one too: with a subject, or in the same form."""
    tree = one.tree
    if not tree.is_predicate(at) or at < first:
        return False
    helped = tree.under(first, "aux", "auxpass") or any(map(tree.is_finite, tree.under(at, "aux", "auxpass")))
    return bool(tree.under(at, *SUBJECTS)) or tree.is_finite(at) or (bool(helped) and not tree.is_infinitive(at))


def _set_apart(one: Analysis) -> list[int]:
    """The main predicate and that of a clause behind "while" or "although", with a subject and a verb of its own."""
    tree = one.tree
    for at in range(len(tree.nodes)):
        marks = {tree.nodes[child].low for child in tree.under(at, "mark")}
        if tree.nodes[at].relation == "advcl" and marks & _SETTING_APART and tree.under(at, *SUBJECTS):
            head = tree.nodes[at].head
            return sorted((head, at)) if tree.nodes[head].head == head and tree.is_finite(at) else []
    return []


def _apart(one: Analysis, heads: Sequence[int]) -> Iterator[Statement]:
    """One statement a predicate: its own words, and what it shares with the first."""
    tree, first = one.tree, heads[0]
    whole = {at: tree.subtree(at) for at in heads}
    own = {at: whole[at].difference(*(whole[other] for other in heads if other in whole[at] - {at})) for at in heads}
    top = next((at for at in heads if tree.nodes[at].head not in heads or tree.nodes[at].head == at), first)
    frame = set(range(len(tree.nodes))) - whole[top]
    subject: set[int] = set()
    for at in heads:
        mine = own[at] - _joints(one, at, heads)
        subjects = tree.under(at, *SUBJECTS)
        if subjects:
            subject = tree.subtree(subjects[0])
            shared: set[int] = set()
        else:
            shared = subject | _helpers(one, at, first)
        told = as_sentence(one, mine | shared | (frame if at != top or frame else set()))
        reach = mine | (frame if at == top else set())
        if not reach:
            return
        yield Statement(*_reach(one, reach), told)


def _joints(one: Analysis, at: int, heads: Sequence[int]) -> set[int]:
    """The words that only join clauses: "and", "while", and the "after" of a clause that is told by itself."""
    tree = one.tree
    if len(heads) < 2:
        return set()
    apart = any(joined in heads for joined in tree.under(at, "conj")) or not tree.under(at, "conj")
    found = set(tree.under(at, "mark", "cc") if apart else tree.under(at, "mark"))
    found = {child for child in found if tree.nodes[child].low in _JOINTS}
    return found | (_relating(one, at) if tree.nodes[at].relation == "advcl" else set())


def _relating(one: Analysis, at: int) -> set[int]:
    """The words before a clause that say when or why it is told."""
    return {child for child in one.tree.under(at, "mark", "advmod") if one.tree.nodes[child].low in _RELATING}


def _helpers(one: Analysis, at: int, first: int) -> set[int]:
    """The "was" of "was caught and killed", the "will" of "will close and reopen"."""
    tree = one.tree
    if tree.is_finite(at) or tree.under(at, "aux", "auxpass"):
        return set()
    return set(tree.under(first, *_HELPERS))


def _added(one: Analysis) -> Iterator[Statement]:
    """The sentence without a clause that "who" or "which" adds behind a comma, and that clause with whom it is of."""
    tree = one.tree
    for at, node in enumerate(tree.nodes):
        if node.relation != "relcl" or not tree.is_finite(at) or not tree.is_noun(node.head):
            continue
        clause = tree.subtree(at)
        first, last = min(clause), max(clause)
        pronoun = [child for child in tree.under(at, *SUBJECTS) if tree.nodes[child].low in ("who", "which")]
        if not pronoun or first == 0 or one.words[first - 1].text != "," or len(clause) != last - first + 1:
            continue
        name = tree.subtree(node.head) - clause
        name = {place for place in name if place < first - 1}
        rest = set(range(len(tree.nodes))) - clause - {first - 1}
        if last + 1 < len(one.words) and one.words[last + 1].text == ",":
            rest.discard(last + 1)
        yield Statement(0, one.words[max(rest)].end, as_sentence(one, rest))
        yield Statement(*_reach(one, clause), as_sentence(one, name | (clause - set(pronoun))))
        return


def _reach(one: Analysis, places: Iterable[int]) -> tuple[int, int]:
    """The characters from the first to the last of some words, marks at both ends left out."""
    kept = [at for at in sorted(places) if one.words[at].kind != "mark" or one.words[at].text in '“”"’']
    kept = kept or sorted(places)
    return one.words[kept[0]].start, one.words[kept[-1]].end


def as_sentence(one: Analysis, places: Collection[int]) -> str:
    """Some words of a sentence as a sentence."""
    pieces: list[str] = []
    before = -2
    for at in sorted(places):
        start, end = one.words[at].start, one.words[at].end
        if at == before + 1 and pieces:
            pieces[-1] += one.text[one.words[before].end : end]
        else:
            pieces.append(one.text[start:end])
        before = at
    text = re.sub(r"\s+([,;:.!?])", r"\1", " ".join(pieces))
    text = re.sub(r"(?:[,;:]\s*)+(?=[,;:.!?]|$)", "", text).strip(" ,;:–—-")
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "!", "?", "”", '"')) else ".")
