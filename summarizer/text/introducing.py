"""A name in a sentence with who it is put in, or with what has been told of it already taken out."""

from __future__ import annotations

from collections.abc import Collection

from summarizer.text.analysis import Analysis
from summarizer.text.clauses import SUBJECTS
from summarizer.text.roles import Named, Role, as_front, front, set_behind

_ENDS = frozenset(". ; : ? !".split())


def with_role(one: Analysis, name: Named, full: str, role: Role) -> str:
    """The sentence with a full name and who that is in the place of a name; empty where its grammar has no room for it.

    Args:
        one: the sentence.
        name: the name in it.
        full: the name in full.
        role: who it is.
    """
    before, after = one.text[: one.words[name.first].start], one.text[_end(one, name) :]
    ahead = as_front(role) if _may_stand_before(one, name) else ""
    behind = _may_stand_behind(one, name) and not role.before
    if ahead and not behind:
        ahead = ahead if before.strip(' “"‘') else ahead[:1].upper() + ahead[1:]
        return f"{before}{ahead} {full}{after}"
    return f"{before}{full}, {role.text}{'' if after[:1] in _ENDS | {','} else ','}{after}" if behind else ""


def with_name(one: Analysis, name: Named, full: str) -> str:
    """The sentence with a full name in the place of a name."""
    return f"{one.text[: one.words[name.first].start]}{full}{one.text[_end(one, name) :]}"


def in_short(one: Analysis, name: Named, surname: str, told: Collection[str]) -> str:
    """The sentence with a surname for a full name, and without what has been told of the person; empty where it can't.

    Args:
        one: the sentence.
        name: the name in it.
        surname: its last part.
        told: the ids of all words told before.
    """
    first = _first_told(one, name, told)
    if first < 0 or one.tree.nodes[name.last].relation in ("appos", "compound", "oprd", "attr"):
        return ""
    end = _end(one, name)
    for behind in set_behind(one, name):
        closed = behind[-1] + 1 < len(one.words) and one.words[behind[-1] + 1].text == ","
        if closed and {one.words[at].id for at in behind if one.words[at].content} <= set(told):
            end = one.words[behind[-1] + 1].end
    return f"{one.text[: one.words[first].start]}{surname}{one.text[end:]}"


def _first_told(one: Analysis, name: Named, told: Collection[str]) -> int:
    """Where a name begins with what stands before it, all of which has been told; -1 where more stands there."""
    span = front(one, name)
    first = span[0] if span else name.titled
    described = any(at < first for at in one.tree.under(name.last, "det", "amod", "poss", "nummod"))
    ids = {one.words[at].id for at in range(first, name.first) if one.words[at].kind == "word"}
    beside = first > 0 and one.words[first - 1].kind == "word" and one.tree.nodes[first - 1].pos
    more = described or beside in ("NOUN", "PROPN", "ADJ") or not ids <= set(told)
    return -1 if more else first


def _end(one: Analysis, name: Named) -> int:
    """Where a name ends, without what makes it a possessor, and with the point of a "Jr."."""
    word = one.words[name.last]
    end = word.end - (2 if word.possessive and word.text[-1:] in "sS" and word.text[-2:-1] in "'’" else 0)
    closed = word.low in ("jr", "sr") and one.text[end : end + 1] == "." and end + 1 < len(one.text)
    return end + closed


def _may_stand_before(one: Analysis, name: Named) -> bool:
    """Whether a noun may stand before a name: nothing describes it there already."""
    first = name.titled
    described = [at for at in one.tree.under(name.last, "det", "amod", "compound", "nmod", "poss") if at < first]
    beside = first > 0 and one.words[first - 1].kind == "word" and one.tree.nodes[first - 1].pos
    apart = one.tree.nodes[name.last].relation != "compound"  # "the Slender Man case"
    return apart and first == name.first and not described and beside not in ("NOUN", "PROPN", "ADJ", "NUM")


def _may_stand_behind(one: Analysis, name: Named) -> bool:
    """Whether commas may stand around what is added behind a name: its sentence ends there or goes on with its verb."""
    tree, node = one.tree, one.tree.nodes[name.last]
    if one.words[name.last].possessive or node.relation in ("appos", "conj", "compound"):
        return False
    if tree.under(name.last, "appos", "relcl", "acl", "conj", "cc", "prep"):
        return False
    rest = one.text[_end(one, name) :]
    if rest[:1] in _ENDS or not rest:
        return True
    after = name.last + 1
    if rest[:1] == ",":  # another apposition, or one of several, may follow
        return after + 1 < len(one.words) and tree.nodes[after + 1].pos in ("PRON", "SCONJ", "CCONJ")
    verb = (
        after < len(one.words) and one.words[after].kind == "word" and tree.nodes[after].pos in ("VERB", "AUX", "ADV")
    )
    return bool(verb) and node.relation in SUBJECTS and node.head > name.last
