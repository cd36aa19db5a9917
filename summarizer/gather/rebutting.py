"""Sentences that say of what was told before them that it is not so: "That is false", "Both deny it"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from summarizer.text.analysis import Analysis
from summarizer.text.clauses import SUBJECTS
from summarizer.text.governors import untrue
from summarizer.text.lexicon import (
    CLAIMING,
    CONTESTING,
    DECIDING,
    DEMONSTRATIVES,
    DENYING,
    DOCUMENTS,
    FALSEHOODS,
    FINDING,
    HAPPENING,
    NOTIONS,
    OPPOSITES,
    RETRACTING,
    SAYING,
    TRUTHS,
)

_POINTING = frozenset("the this that these those both such".split())
_ABOUT = ("in", "to", "behind", "of", "for")
_STOPS = frozenset(", : . ! – —".split())
_LIMITS = frozenset("yet always".split())
"""What did not happen yet, or does not always, is not denied."""

_EVERY = frozenset("all both each any".split())
"""What speaks of all that it stands for; that "some of his claims" are false says nothing of the one before."""

_GAINSAYING = frozenset("contradict refute rebut disprove".split())
_PEOPLE = frozenset("he she they him her who".split())
_DESCRIBING = ("acl", "relcl")


Asks = Literal["any", "claim", "open"]


class Rebuttal(NamedTuple):
    """That a sentence rebuts what was said before it.

    ``about`` is the base form of the noun it speaks of ("letter"), empty for a "that" or "it". ``by`` are the heads of
    those who say so. ``verdict`` is the character from which its text says by itself what it holds of the claim
    ("false, the ministry said"); -1 where it does not. ``asks`` tells of what alone it may speak: of a "claim", of
    an "open" one (planned, possible), or of "any" sentence.
    ``whose`` is the base form of the one whose claim it is said to be, if it is said: of no other can it speak.
    """

    about: str
    by: tuple[int, ...]
    verdict: int = -1
    asks: Asks = "any"
    whose: str = ""


def rebuttal(one: Analysis) -> Rebuttal | None:
    """What a sentence rebuts; None for one that stands by itself."""
    tree = one.tree
    if not tree.parsed:
        return None
    for verb in (at for at in range(len(tree.nodes)) if tree.is_predicate(at)):
        if any(tree.nodes[up].relation in _BESIDE for up in (verb, *tree.above(verb))):
            continue
        found = next(filter(None, (find(one, verb) for find in _FINDERS)), None)
        if found:
            return found
    return None


_BESIDE = ("acl", "relcl", "advcl")


def _branded(one: Analysis, verb: int) -> Rebuttal | None:
    """Finds "The board called the post a fabrication", "found no basis for it", "admitted that he had made it up"."""
    return _called_false(one, verb) or _taken_as_false(one, verb)


def _called_false(one: Analysis, verb: int) -> Rebuttal | None:
    """Finds a verdict that has what it speaks of before it: "called the post a fabrication"."""
    tree = one.tree
    for said in tree.under(verb, "oprd", "ccomp"):
        inner = [at for at in tree.under(said, "nmod", "compound", "nsubj") if at < said]
        false = tree.nodes[said].lemma in FALSEHOODS and not tree.is_finite(said) and not one.standings[said].denied
        if false and inner and _points_back(one, inner[0], misread=True):
            return Rebuttal(_noun(one, inner[0]), tuple(tree.under(verb, "nsubj")))
    return None


def _taken_as_false(one: Analysis, verb: int) -> Rebuttal | None:
    """Finds a verb whose object is what is not true: "withdrew the claim", "found no basis for it"."""
    tree = one.tree
    for at in tree.under(verb, "dobj"):
        if _points_back(one, at) and (tree.nodes[verb].lemma in RETRACTING or _false_behind(one, verb, at)):
            return Rebuttal(_noun(one, at), tuple(tree.under(verb, "nsubj")))
        spoken = tree.phrases(at, _ABOUT)
        if tree.nodes[at].lemma in TRUTHS and one.standings[at].denied and spoken and _points_back(one, spoken[0]):
            return Rebuttal(_noun(one, spoken[0]), tuple(tree.under(verb, "nsubj")))
    return None


def _false_behind(one: Analysis, verb: int, at: int) -> bool:
    """Whether a verb says of its object that it is false, or that somebody "made it up"."""
    tree = one.tree
    said = tree.under(verb, "oprd", "acomp", "attr", "xcomp", "ccomp")
    said += [word for as_ in tree.under(verb, "prep") if tree.nodes[as_].low == "as" for word in tree.children[as_]]
    false = any(tree.nodes[word].lemma in FALSEHOODS and not one.standings[word].denied for word in said if word > at)
    up = any(tree.nodes[word].low == "up" for word in tree.under(verb, "prt"))
    return false or (up and tree.nodes[verb].lemma == "make")


def _judged(one: Analysis, verb: int) -> Rebuttal | None:
    """Finds "That is false", "The letter is a fake", "There is no truth in it", "The claim has been debunked"."""
    tree = one.tree
    said = untrue(tree, one.standings, verb)
    if said < 0:
        return None
    subjects = tree.under(verb, *SUBJECTS) or tree.under(verb, "expl")
    if not subjects or tree.under(said, "xcomp") or _is_completed(one, verb):
        return None
    spoken = tree.phrases(said, _ABOUT) if tree.under(verb, "expl") else subjects[-1:]
    if not spoken or not all(_points_back(one, at) and not _told_before(one, verb, at) for at in spoken):
        return None
    alone = tree.nodes[verb].lemma == "be" and min(tree.subtree(subjects[-1])) <= 1
    return Rebuttal(_noun(one, spoken[0]), speakers(one, verb), _verdict_starts(one, verb, said) if alone else -1)


def _told_before(one: Analysis, verb: int, at: int) -> bool:
    """Whether the sentence itself tells something before a word that points back, other than who says so."""
    tree = one.tree
    governing = {verb}
    for place in (verb, *tree.above(verb)):
        if tree.nodes[place].relation == "conj":
            break
        governing.add(tree.nodes[place].head)
    return any(tree.is_predicate(before) and before not in governing for before in range(at))


def _verdict_starts(one: Analysis, verb: int, said: int) -> int:
    """The character from which the words behind a verb say what is held of its subject: the "false" of "is false"."""
    first = min((at for at in one.tree.subtree(said) if at > verb), default=said)
    return one.words[min([first, *(at for at in one.tree.under(verb, "neg") if at > verb)])].start


def _is_completed(one: Analysis, verb: int) -> bool:
    """Whether a clause with the verdict says what is false: then it speaks of nothing told before."""
    behind = [at for at in one.tree.under(verb, "ccomp", "xcomp", "advcl") if at > verb]
    return bool(one.tree.under(verb, "csubj")) or any(_completes(one, at) for at in behind)


def _completes(one: Analysis, at: int) -> bool:
    """Whether a clause behind a verdict says what is false, or wrong to do: "it is wrong to say so"."""
    node = one.tree.nodes[at]
    turned = node.relation == "xcomp" and one.tree.nodes[node.head].lemma in ("turn", "prove")
    return not turned and (node.relation != "advcl" or one.tree.is_infinitive(at))


def _contested(one: Analysis, verb: int) -> Rebuttal | None:
    """Finds "Both deny it", "The ministry rejected the claim"."""
    tree = one.tree
    objects = tree.under(verb, "dobj") if not tree.under(verb, "auxpass") else tree.under(verb, "nsubjpass")
    if tree.nodes[verb].lemma not in CONTESTING | FALSEHOODS or not objects or one.standings[verb].denied:
        return None
    if one.claim_at(verb).kind not in ("asserted", "attributed", "denied"):
        return None  # somebody hopes that they will dismiss it
    # "he was denied entry", "it denied him entry"; but "the papers contradict him"
    person = any(tree.nodes[at].low in _PEOPLE for at in objects) and tree.nodes[verb].lemma not in _GAINSAYING
    if person or not all(_points_back(one, at) for at in objects):
        return None
    by = tuple(tree.under(verb, "nsubj")) or speakers(one, verb)
    return Rebuttal(_noun(one, objects[0]), by, whose=_possessor(one, objects[0]))


def _possessor(one: Analysis, at: int) -> str:
    """Whose claim it is: the "actress" of "the actress's claim"; empty where only a "his" says so."""
    things = (at, *one.tree.phrases(at, ("of",)))
    owners = (of for thing in things for of in one.tree.under(thing, "poss"))
    return next((one.tree.nodes[of].lemma for of in owners if one.tree.is_noun(of)), "")


def _absent(one: Analysis, verb: int) -> Rebuttal | None:
    """Finds "It never happened", "No decision has been taken", "There are no such plans", "It did not"."""
    claim = one.claim_at(verb)
    subjects = one.tree.under(verb, *SUBJECTS)
    if claim.kind not in ("asserted", "attributed") or any(one.words[at].quoted for at in (verb, *subjects)):
        return None
    if _undecided(one, verb, subjects):
        return Rebuttal("", speakers(one, verb), asks="open")
    if _unreal(one, verb, subjects, claim.negated) or _nothing_such(one, verb) or _otherwise(one, verb, subjects):
        return Rebuttal("", speakers(one, verb), asks="claim")
    return None


def _undecided(one: Analysis, verb: int, subjects: Sequence[int]) -> bool:
    """Whether it reads "No decision has been taken": not as an afterthought to a plan in the same sentence."""
    decided = [at for at in subjects if one.tree.nodes[at].lemma in DECIDING and one.standings[at].denied]
    return bool(decided) and one.tree.nodes[verb].relation != "conj"


_COMPLETING = ("dobj", "attr", "acomp", "xcomp", "advcl", "prep", "advmod")
_SETTLING = frozenset("decide agree settle sign finalise finalize".split())


def _unreal(one: Analysis, verb: int, subjects: Sequence[int], negated: bool) -> bool:
    """Finds "It never happened", "Nothing of the kind took place", "It did not", "He said she had not"."""
    tree, node = one.tree, one.tree.nodes[verb]
    nothing = any(tree.nodes[at].low == "nothing" for at in subjects)
    pointing = nothing or any(tree.nodes[at].low in DEMONSTRATIVES for at in subjects)
    if nothing and node.lemma in _SETTLING:
        return True
    if _is_limited(one, verb) or not (negated or nothing):
        return False
    rest = [at for at in tree.under(verb, *_COMPLETING) if tree.nodes[at].low != "so"]
    bare = node.lemma in ("do", "be", "have") and not rest
    return (pointing and _happens(one, verb)) or (bare and any(tree.nodes[at].pos == "PRON" for at in subjects))


def _is_limited(one: Analysis, verb: int) -> bool:
    return any(one.tree.nodes[at].low in _LIMITS for at in one.tree.children[verb])


def _happens(one: Analysis, verb: int) -> bool:
    """Whether a verb only says that something happens, or "takes place"."""
    lemma = one.tree.nodes[verb].lemma
    place = lemma != "take" or any(one.words[at].low == "place" for at in one.tree.under(verb, "dobj"))
    return lemma in HAPPENING and place


def _nothing_such(one: Analysis, verb: int) -> bool:
    """Finds "There are no such plans", "It is nothing of the sort"."""
    nodes = one.tree.nodes
    for at in one.tree.subtree(verb):
        such = any(
            nodes[child].low == "such" and nodes[child - 1].low == "no" for child in one.tree.children[at] if child
        )
        if such and one.tree.is_noun(at):
            return True
        if nodes[at].low == "nothing" and any(
            nodes[of].low in ("sort", "kind") for of in one.tree.phrases(at, ("of",))
        ):
            return True
    return False


def _otherwise(one: Analysis, verb: int, subjects: Sequence[int]) -> bool:
    """Finds "Tests show otherwise", "The law says the opposite", "Nothing is further from the truth"."""
    tree = one.tree
    tells = tree.nodes[verb].lemma in SAYING | FINDING | {"be", "prove"}
    said = [*tree.under(verb, "dobj", "attr", "acomp", "advmod"), *subjects] if tells else []
    if any(tree.nodes[at].lemma in OPPOSITES for at in said):
        return True
    far = [at for below in tree.subtree(verb) for at in tree.phrases(below, ("from",))]
    first = [at for at in subjects if tree.nodes[verb].lemma == "be"]
    return any(tree.nodes[at].lemma == "truth" for at in (*far, *first))


def _points_back(one: Analysis, at: int, misread: bool = False) -> bool:
    """Whether a word stands for what was said before: "it", "this claim", "the letter"; not "the claim that …".

    Where its place is ``misread``, its "the" need not hang on it.
    """
    tree, node = one.tree, one.tree.nodes[at]
    if node.low in DEMONSTRATIVES | {"he", "she", "him", "her"} and node.relation != "poss":
        return True
    if node.low in DENYING | _EVERY and (parts := tree.phrases(at, ("of",))):
        return _points_back(one, parts[0])
    marked = any(
        tree.nodes[child].low in _POINTING or tree.nodes[child].relation == "poss" for child in tree.children[at]
    )
    marked = marked or (misread and at > 0 and tree.nodes[at - 1].low in _POINTING)
    described = tree.under(at, *_DESCRIBING, *(["compound"] if node.lemma in NOTIONS else [])) or tree.phrases(
        at, ("of", "about")
    )
    return node.lemma in CLAIMING | DOCUMENTS | NOTIONS and marked and not described


def _noun(one: Analysis, at: int) -> str:
    node = one.tree.nodes[at]
    return "" if node.low in DEMONSTRATIVES | {"he", "she", "him", "her"} else node.lemma


def speakers(one: Analysis, at: int) -> tuple[int, ...]:
    """Who says what a sentence tells at a place: the places of their heads; none where nobody does."""
    return next((saying.speakers for saying in one.sayings if at in saying.said), ())


_FINDERS = (_judged, _contested, _branded, _absent)
