"""Who says what in a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from summarizer.text.clauses import clause, expanded
from summarizer.text.lexicon import CLAIMING, DOCUMENTS, FINDING, SAYING, says
from summarizer.text.tree import Tree
from summarizer.text.words import CALENDAR

_CONVINCED = frozenset("convince convinced adamant confident certain sure positive".split())
"""What somebody is who holds what follows to be so."""

_VIEWS = frozenset("view opinion account estimate reckoning telling word judgement judgment assessment eye".split())
"""Nouns by which a statement is made somebody's: "in the view of"."""

_KNOWN = frozenset("note show reveal recall explain acknowledge confirm stress emphasize emphasise".split())
"""What is said with these, by nobody in particular, is taken to be so: "it should be noted that"."""

_MOSTLY_QUOTED = 0.6
"""Share of a sentence's words in quotation marks from which all of it is what somebody says."""

_CONTENT = ("ccomp", "xcomp", "dobj", "parataxis", "prep", "advcl")
_BESIDE = ("parataxis", "advcl")
_TIMES = frozenset("when after before until since because".split())
_ABOUT = frozenset("of as for about against that over".split())
_ASIDE = frozenset("— – ( )".split())
_BEFORE = frozenset(', ” " »'.split())
_PUTTING = frozenset("put see have".split())
_TRUSTING = frozenset("believe trust".split())
_VIEWED = frozenset("in by from on to".split())
_SO_LONG = 6
"""Words within which a "so" is followed by who says so."""

_AFTER = frozenset(", . – — ”".split())
_JOINING = frozenset("and but or who which".split())
_WORDS = frozenset("word sentence line phrase message statement".split())
_READING = frozenset("read run go say claim warn state declare".split())
_CLOSING = frozenset('” " »'.split())
_ENDS = frozenset('. ! ? ” " »'.split())


class Saying(NamedTuple):
    """An act of saying at a place: who says it (empty where that is not told), and the places of what is said."""

    at: int
    speakers: tuple[int, ...]
    said: frozenset[int]


def sayings(tree: Tree, quoted: Sequence[bool]) -> tuple[Saying, ...]:
    """The acts of saying in a sentence, in order; ``quoted`` tells of each word whether it stands in a quotation."""
    if not tree.parsed:
        return ()
    found = [saying for at in range(len(tree.nodes)) if (saying := _saying(tree, at))]
    known = {saying.at for saying in found}
    found += [saying for saying in _announced(tree) if saying.at not in known] + _so_they_say(tree)
    found += _misread(tree) if not found else []
    loose = {at for at, inside in enumerate(quoted) if inside}.difference(*(one.said for one in found))
    if not found:
        return (Saying(0, (), frozenset(loose)),) if len(loose) > _MOSTLY_QUOTED * len(quoted) else ()
    if loose:
        # A quotation that hangs on nothing is said by the one who speaks in the sentence, the nearest of several.
        nearest = min(range(len(found)), key=lambda row: min(abs(found[row].at - at) for at in loose))
        one = found[nearest]
        found[nearest] = one._replace(said=one.said | (loose - {one.at}))
    return tuple(found)


def _so_they_say(tree: Tree) -> list[Saying]:
    """The saying of ", so friends whisper," and ", it is claimed,", however the parser reads it."""
    return _it_is_said(tree) or _so_somebody_says(tree)


def _it_is_said(tree: Tree) -> list[Saying]:
    """The saying of ", it is claimed,"."""
    nodes = tree.nodes
    for at in range(2, len(nodes) - 1):
        passive = [node.low for node in nodes[at - 2 : at]] in (["it", "is"], ["it", "was"])
        if passive and at > 2 and nodes[at - 3].low in _BEFORE and says(nodes[at].low) and nodes[at + 1].low in _AFTER:
            return [Saying(at, (), frozenset(set(range(len(nodes))) - {at - 2, at - 1, at}))]
    return []


def _so_somebody_says(tree: Tree) -> list[Saying]:
    """The saying of ", so friends whisper,"."""
    nodes = tree.nodes
    for so in (at for at in range(1, len(nodes)) if nodes[at].low == "so" and nodes[at - 1].low in _BEFORE | _ASIDE):
        for at in range(so + 2, min(so + _SO_LONG, len(nodes) - 1)):
            if nodes[at].low in _BEFORE:
                break
            if says(nodes[at].low) and nodes[at + 1].low in _AFTER and nodes[at - 1].pos in ("NOUN", "PROPN", "PRON"):
                own = set(range(so, at + 1))
                return [Saying(at, (at - 1,), frozenset(set(range(len(nodes))) - own))]
    return []


def _announced(tree: Tree) -> list[Saying]:
    """What a colon announces: "The leaflet begins with this sentence: …", "The mayor announces: …"."""
    nodes = tree.nodes
    for colon in range(2, len(nodes)):
        if nodes[colon].low != ":":
            continue
        subjects = tree.under(colon - 1, "nsubj") if _may_say(tree, colon - 1) else []
        if subjects and min(tree.subtree(subjects[0])) == 0:
            return [Saying(colon - 1, tuple(expanded(tree, subjects)), frozenset(range(colon + 1, len(nodes))))]
        if nodes[colon - 1].lemma in _WORDS:
            verb = next((up for up in tree.above(colon - 1) if tree.is_predicate(up)), -1)
            subjects = tree.under(verb, "nsubj", "nsubjpass") if 0 <= verb < colon else []
            if subjects:
                return [Saying(verb, tuple(expanded(tree, subjects)), frozenset(range(colon + 1, len(nodes))))]
    return []


def _reads(tree: Tree, at: int) -> list[int]:
    """The letter of "…, reads a letter", which the parser takes for what is read; none by most words."""
    node, objects = tree.nodes[at], tree.under(at, "dobj")
    behind = at > 0 and tree.nodes[at - 1].low in _BEFORE and node.relation in ("conj", "parataxis", "dep")
    if not behind or tree.under(at, "nsubj") or node.lemma not in _READING or not objects:
        return []
    return objects if tree.nodes[objects[0]].lemma in CLAIMING | DOCUMENTS and objects[0] > at else []


def _misread(tree: Tree) -> list[Saying]:
    """The saying that the parser took for a noun: the "claims" of “…,” a shared video claims."""
    last = max((at for at, node in enumerate(tree.nodes) if node.low not in _ENDS), default=0)
    marks = [at for at in range(last) if tree.nodes[at].low in _CLOSING]
    if marks and tree.nodes[last].tag == "NNS" and says(tree.nodes[last].low):
        behind = range(marks[-1] + 1, last)
        if behind and tree.is_noun(last - 1) and tree.nodes[marks[-1] - 1].low in (",", "?", "!"):
            return [Saying(last, (last - 1,), frozenset(range(behind[0])))]
    return _misread_before_that(tree)


def _misread_before_that(tree: Tree) -> list[Saying]:
    """A saying that the parser took for a noun before a clause, in a sentence without another verb."""
    root = tree.root
    described = tree.under(root, "acl", "relcl") if tree.nodes and tree.is_noun(root) else []
    for hung in [*described, *(one for above in described for one in tree.under(above, "ccomp"))]:
        verb = min(tree.subtree(hung)) - 1
        own = tree.under(hung, "nsubj", "nsubjpass", "expl") and (tree.under(hung, "mark") or hung not in described)
        if own and root < verb and tree.is_noun(verb) and says(tree.nodes[verb].low):
            return [Saying(verb, (root,), frozenset(tree.subtree(hung)))]
    return []


def _saying(tree: Tree, at: int) -> Saying | None:
    node = tree.nodes[at]
    if node.low == "according":
        speakers = [thing for to in tree.children[at] for thing in tree.under(to, "pobj")]
        return Saying(at, tuple(expanded(tree, speakers)), frozenset(_around(tree, at)))
    if (frame := _frame(tree, at)) is not None:
        return Saying(at, tuple(expanded(tree, frame)), frozenset(_around(tree, _outermost(tree, at))))
    if papers := _reads(tree, at):
        return Saying(at, tuple(papers), frozenset(range(at - 1)))
    if not _may_say(tree, at):
        return None
    own = clause(tree, at)
    if own.passive and not own.doers and node.lemma in _KNOWN:
        return None
    said = _said(tree, at) - {word for place in own.doers for word in _called(tree, place)} - {at}
    return Saying(at, own.doers, frozenset(said)) if said else None


def _may_say(tree: Tree, at: int) -> bool:
    """Whether a word may be an act of saying; finding something is one only where a clause tells what."""
    node = tree.nodes[at]
    particles = [tree.nodes[one].low for one in tree.under(at, "prt")]
    if not tree.is_predicate(at) or particles not in ([], ["out"]):
        return False
    if node.lemma in FINDING or node.lemma == "be" or particles:
        known = node.lemma in FINDING or (node.lemma == "be" and _is_convinced(tree, at))
        return (known or (node.lemma == "point" and bool(particles))) and _holds_clause(tree, at)
    return node.lemma in SAYING


def _holds_clause(tree: Tree, at: int) -> bool:
    """Whether a clause with a subject of its own tells what a word says."""
    clauses = [one for below in (at, *tree.under(at, "acomp")) for one in tree.under(below, "ccomp")]
    if tree.under(at, "auxpass"):
        clauses = [one for one in clauses if tree.under(one, "mark")]
    return any(tree.under(one, "nsubj", "nsubjpass", "expl") for one in clauses) or bool(_misplaced(tree, at))


def _is_convinced(tree: Tree, at: int) -> bool:
    """Whether a "be" says that somebody is sure of something; "it is certain" says that nobody doubts it."""
    sure = any(tree.nodes[one].lemma in _CONVINCED for one in tree.under(at, "acomp"))
    return sure and not any(tree.nodes[one].low == "it" for one in tree.under(at, "nsubj"))


def _frame(tree: Tree, at: int) -> list[int] | None:
    """Who is made to speak by a word beside a statement: "in the view of", "per", "as he tells it"; None by most."""
    node = tree.nodes[at]
    if node.low == "per" and at and tree.nodes[at - 1].low == ",":
        return tree.under(at, "pobj")
    if node.relation == "pobj" and node.lemma in _VIEWS and tree.nodes[node.head].low in _VIEWED:
        return tree.under(at, "poss") or tree.phrases(at, ("of",)) or None
    if node.relation == "advcl" and node.pos in ("VERB", "AUX"):
        return _frame_of_verb(tree, at)
    return None


def _frame_of_verb(tree: Tree, at: int) -> list[int] | None:
    """Who is made to speak by "as they put it", "citing them", "if they are to be believed", "to hear them"."""
    node = tree.nodes[at]
    marks = {tree.nodes[child].low for child in tree.under(at, "mark", "advmod")}
    objects = tree.under(at, "dobj")
    if node.lemma in SAYING | _PUTTING and "as" in marks and any(tree.nodes[one].low == "it" for one in objects):
        return tree.under(at, "nsubj")
    if node.lemma in ("cite", "quote") and node.tag == "VBG":
        return objects
    believed = "if" in marks and any(tree.nodes[one].lemma in _TRUSTING for one in (at, *tree.under(at, "xcomp")))
    heard = node.lemma in ("hear", "believe") and tree.is_infinitive(at) and min(tree.subtree(at)) == 0
    return objects or tree.under(at, "nsubj", "nsubjpass") if believed or heard else None


def _outermost(tree: Tree, at: int) -> int:
    """The preposition of a phrase, or the word itself."""
    return tree.nodes[at].head if tree.nodes[at].relation == "pobj" else at


def _clauses_of(tree: Tree, place: int) -> set[int]:
    """A clause with "that" and a subject of its own that the parser hung on a noun: "told by a man that it fell"."""
    hung = [one for one in tree.under(place, "relcl", "acl", "ccomp") if tree.under(one, "mark")]
    return {word for one in hung if tree.under(one, "nsubj", "nsubjpass") for word in tree.subtree(one)}


def _misplaced(tree: Tree, at: int) -> set[int]:
    """The clause with what is said that was hung on a noun beside the verb: "heard from a man that it fell"."""
    return {word for thing in tree.phrases(at, ("from", "in", "on", "at")) for word in _clauses_of(tree, thing)}


def _called(tree: Tree, place: int) -> set[int]:
    """The words of a speaker, without what they say."""
    return tree.subtree(place) - _clauses_of(tree, place)


def _said(tree: Tree, at: int) -> set[int]:
    """What a verb of saying has for its content."""
    node = tree.nodes[at]
    own = _told(tree, at)
    if tree.under(at, "auxpass"):
        told = own | {word for agent in tree.phrases(at, ("by",)) for word in _clauses_of(tree, agent)}
        timed = [one for one in tree.under(at, "advcl") if tree.under(one, "mark")]
        # "smoke was reported in the cabin"; not "they were called after it fell"
        return told or tree.subtree(at).difference(*(tree.subtree(one) for one in timed))
    if _interposed(tree, at):
        return set(range(len(tree.nodes))) - _naming(tree, at)
    when = node.relation == "advcl" and any(tree.nodes[one].low in _TIMES for one in tree.under(at, "mark", "advmod"))
    if _closes(tree, at) or (not own and node.relation in _BESIDE and node.tag != "VBG" and not when):
        own |= _around(tree, at)
    return own


def _naming(tree: Tree, at: int) -> set[int]:
    """The words of a saying that are not what is said: the verb with its helpers, and who says it."""
    beside = [*tree.under(at, "aux", "nsubj", "advmod", "npadvmod"), *_dated(tree, at)]
    return {at}.union(*(tree.subtree(one) for one in beside))


def _dated(tree: Tree, at: int) -> list[int]:
    """The prepositions by which a verb tells when: "on" of "said on Monday"."""
    return [
        one for one in tree.under(at, "prep") if any(tree.nodes[day].low in CALENDAR for day in tree.under(one, "pobj"))
    ]


def _interposed(tree: Tree, at: int) -> bool:
    """Whether an act of saying stands between two commas in what is said: "Ten, the mayor has said, are safe"."""
    nodes, own = tree.nodes, _naming(tree, at)
    first, last = min(own), max(own)
    if last - first + 1 != len(own) or not tree.under(at, "nsubj") or first < 2 or last + 2 >= len(nodes):
        return False
    before, behind = nodes[first - 1].low, nodes[last + 1].low
    told = [one for one in tree.under(at, "ccomp", "xcomp", "prep") if one > at and one not in own]
    return before == "," and behind == "," and not told and nodes[last + 2].low not in _JOINING


def _told(tree: Tree, at: int) -> set[int]:
    """What hangs on a verb of saying as its content."""
    found: set[int] = set()
    said = tree.under(at, "acomp") if tree.nodes[at].lemma == "be" else []
    for child in [*tree.under(at, *_CONTENT), *(one for word in said for one in tree.under(word, "ccomp"))]:
        relation, low = tree.nodes[child].relation, tree.nodes[child].low
        about = relation != "prep" or low in _ABOUT
        victory = relation == "dobj" and tree.nodes[at].lemma in ("claim", "show")  # or a life, or the way
        if about and not victory and not (relation == "advcl" and tree.under(child, "mark")):
            found |= tree.subtree(child)
    found |= _misplaced(tree, at)
    # "…, as the minister insisted": a second voice within what the first one says.
    others = [one for one in found if tree.nodes[one].lemma in SAYING and tree.nodes[one].relation == "advcl"]
    return found.difference(*(tree.subtree(one) for one in others if tree.under(one, "mark")))


def _around(tree: Tree, at: int) -> set[int]:
    """All words but those of an act of saying that stands beside them: at the sentence's start or end, or aside."""
    own = tree.subtree(at)
    whole = set(range(len(tree.nodes)))
    if min(own) > 0 and not _closes(tree, at):
        whole = tree.subtree(tree.nodes[at].head) & _aside(tree, at)
    return whole - own


def _closes(tree: Tree, at: int) -> bool:
    """Whether an act of saying ends its sentence behind a comma or a quotation: "…, rescuers said."."""
    subjects = tree.under(at, "nsubj") if tree.nodes[at].low not in ("according", "per") else [at]
    if not subjects or any(child > at for child in tree.under(at, "ccomp", "dobj")):
        return False
    first = min({at}.union(*(tree.subtree(one) for one in subjects)))
    rest = set(range(at, len(tree.nodes))) - tree.subtree(at)
    marked = first > 0 and tree.nodes[first - 1].low in _BEFORE
    return marked and all(tree.nodes[place].low in _ENDS for place in rest)


def _aside(tree: Tree, at: int) -> set[int]:
    """The words between the dashes or brackets around a word; all words where it stands in none."""
    marks = [place for place, node in enumerate(tree.nodes) if node.low in _ASIDE]
    before = max((place for place in marks if place < at), default=-1)
    after = min((place for place in marks if place > at), default=len(tree.nodes))
    enclosed = before >= 0 and after < len(tree.nodes)
    return set(range(before + 1, after)) if enclosed else set(range(len(tree.nodes)))
