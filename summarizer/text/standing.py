"""What a sentence claims of each of its words: that it is so, that it is not, that it may be.

The marks that decide it are few ("not", "may", "reportedly", "to"), and stand either with the word or with one that it
hangs on ("failed to stop", "no proof that", "accused of killing").
"""

from __future__ import annotations

from typing import NamedTuple

from summarizer.text.lexicon import DENYING, OPEN, POSSIBLE, REFUSING, WEAK
from summarizer.text.tree import DEEPEST, Tree
from summarizer.text.words import CALENDAR

_OMITTING = frozenset("neglect omit forget miss refrain abstain resist exclude".split())
"""Under these a verb, and no noun, is denied: "forgot to lock it", not "forgot his coat"."""

_RETREATING = frozenset("back shy shrink step walk pull".split())
"""Who does so "from" or "away from" a deed does not do it."""

_AGAINST = frozenset("decide vote rule opt choose".split())
"""What follows their "against" is not done."""

_ACTUAL = frozenset(
    """manage begin start continue able allow lead get come go use happen proceed enable cause force turn remain
    choose find have see make let watch hear cease stop""".split()
)
"""An infinitive under these tells what did happen."""

_HINDERING = frozenset("keep prevent stop bar ban block deter discourage prohibit protect save refrain abstain".split())
"""What follows their "from" does not happen."""

_COMPLEMENTS = frozenset("xcomp ccomp attr acomp oprd acl pcomp".split())
_MARKING = frozenset("aux auxpass advmod amod neg det predet preconj mark".split())
_NOBODY = frozenset("none nobody nothing neither ?".split())
_GOVERNING = frozenset("of for to from on".split())


class Standing(NamedTuple):
    """What a sentence claims of a word: that it is so, or (``denied``) that it is not; and how surely.

    ``open`` is 0 for a fact, 1 for what is planned, expected or alleged, 2 for what is only possible. ``by`` is the
    place of the word that makes it so, -1 where none does.
    """

    denied: bool
    open: int
    by: int


FACT = Standing(False, 0, -1)


def standings(tree: Tree) -> tuple[Standing, ...]:
    """What is claimed of each word of a sentence, in order."""
    reader = _Reader(tree)
    return tuple(reader.standing(at, 0) for at in range(len(tree.nodes)))


class _Reader:
    """Works out each word once."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._known: dict[int, Standing] = {}

    def standing(self, at: int, depth: int) -> Standing:
        if at not in self._known and depth < DEEPEST:
            self._known[at] = FACT  # where a loop in a tree would end
            own, above = own_standing(self._tree, at), self._inherited(at, depth + 1)
            by = own.by if own.by >= 0 else above.by
            self._known[at] = Standing(own.denied != above.denied, max(own.open, above.open), by)
        return self._known.get(at, FACT)

    def _inherited(self, at: int, depth: int) -> Standing:
        """What a word has from the one that it hangs on."""
        tree, node = self._tree, self._tree.nodes[at]
        if node.head == at:
            return FACT
        if node.relation in ("pobj", "pcomp") and tree.nodes[node.head].pos == "ADP":
            return self._after_preposition(at, depth)
        if _completes(tree, at):
            return self._of_complement(at, depth)
        if node.relation in ("dobj", "obj"):
            return self._governed(node.head, depth, tree.nodes[node.head].lemma not in REFUSING | OPEN)
        if node.relation == "relcl" and not any(tree.nodes[one].tag.startswith("W") for one in tree.subtree(at)):
            return Standing(self.standing(node.head, depth).denied, 0, node.head)  # "no idea they were near"
        return self.standing(node.head, depth) if node.relation == "conj" and _shares(tree, at) else FACT

    def _of_complement(self, at: int, depth: int) -> Standing:
        """Of what completes a word: "failed to stop", "denied that …", "is not strategic"."""
        above = self._tree.nodes[at].head
        standing = self.standing(above, depth)
        governed = self._governed(above, depth, True) if above < at else FACT
        if standing.denied and self._tree.nodes[above].lemma in ("stop", "cease"):
            return FACT  # "has not stopped thinking"
        if self._tree.nodes[at].relation == "xcomp" and self._tree.nodes[above].lemma in _OMITTING:
            return Standing(not standing.denied, 0, above)
        by = governed.by if governed.by >= 0 else standing.by
        return Standing(governed.denied, max(standing.open, governed.open), by)

    def _after_preposition(self, at: int, depth: int) -> Standing:
        """Of what follows a preposition: "without X", "kept from doing X", "accused of X", "was not in X"."""
        tree, node = self._tree, self._tree.nodes[at]
        preposition, governor = tree.nodes[node.head].low, tree.nodes[node.head].head
        lemma, action = tree.nodes[governor].lemma, node.relation == "pcomp"
        if preposition == "without":
            return Standing(True, 0, node.head)
        if lemma == "be":
            return self.standing(governor, depth)
        if action and self._is_given_up(preposition, governor):
            return Standing(not self.standing(governor, depth).denied, 0, governor)
        if action and preposition == "in" and lemma == "succeed":
            return self.standing(governor, depth)
        if preposition == "for" and action and tree.is_noun(governor) and lemma not in REFUSING | OPEN:
            return FACT  # "lost its licence for selling it"
        aside = (lemma == "due" and node.pos != "VERB") or node.low in CALENDAR  # "due to rain", "denied on Monday"
        return FACT if aside or preposition not in _GOVERNING else self._governed(governor, depth, action)

    def _is_given_up(self, preposition: str, governor: int) -> bool:
        """Whether a verb keeps what follows its preposition from being done: "fell short of winning"."""
        node = self._tree.nodes[governor]
        if preposition == "from":
            away = self._tree.nodes[node.head].lemma if node.low in ("away", "back") else node.lemma
            return node.lemma in _HINDERING or away in _RETREATING
        return (node.low, preposition) == ("short", "of") or (node.lemma in _AGAINST and preposition == "against")

    def _governed(self, above: int, depth: int, takes_denial: bool) -> Standing:
        """What stands under a word that denies or leaves open what it governs."""
        lemma, standing = self._tree.nodes[above].lemma, self.standing(above, depth)
        if lemma in REFUSING:
            return Standing(not standing.denied, 0, above)
        if lemma in OPEN:
            return Standing(standing.denied, 1, above)
        return Standing(standing.denied, 0, standing.by) if takes_denial and standing.denied else FACT


def _completes(tree: Tree, at: int) -> bool:
    """Whether a word completes the one that it hangs on; not the "approved" of "rejected a bill approved on Monday"."""
    node = tree.nodes[at]
    if node.relation == "acl" and node.tag == "VBN" and not tree.under(at, "mark"):
        return False
    return node.relation in _COMPLEMENTS or (node.relation == "relcl" and tree.is_infinitive(at))


def _shares(tree: Tree, at: int) -> bool:
    """Whether a coordinated word shares what stands with the first one: a "not" before two infinitives."""
    node, first = tree.nodes[at], tree.nodes[tree.nodes[at].head]
    if tree.under(at, "nsubj", "nsubjpass", "aux"):
        return False
    turned = any(tree.nodes[word].low in ("but", "rather") for word in tree.children[node.head])
    # "was not allowed to leave and was given a bottle", "did not stop, ran on"
    same = {first.tag, node.tag} <= {"VBD", "VBN"} or first.tag == node.tag
    other = node.pos == "VERB" and (not same or tree.under(at, "auxpass"))
    return not turned and not other


def own_standing(tree: Tree, at: int) -> Standing:
    """What hangs on a word itself: a "not", a "may", an "allegedly", the "to" of an infinitive."""
    found = Standing(tree.nodes[at].denied, 0, at if tree.nodes[at].denied else -1)
    for child in tree.children[at]:
        if tree.nodes[child].relation not in _MARKING and tree.nodes[child].low not in _NOBODY:
            continue
        if _denies(tree, child):
            found = Standing(not found.denied, found.open, child)
        if (weak := _weakens(tree, child)) > found.open:
            found = Standing(found.denied, weak, child)
    if tree.is_infinitive(at) and not found.open and tree.nodes[at].relation != "nsubj":
        above = tree.nodes[at].head
        if tree.nodes[above].lemma not in _ACTUAL:
            return Standing(found.denied, 1, above if tree.nodes[at].relation != "advcl" else at)
    return found


def _denies(tree: Tree, at: int) -> bool:
    """Whether a word denies the one that it hangs on; "no doubt" and "not only" do not."""
    node = tree.nodes[at]
    above = tree.nodes[node.head]
    after = tree.nodes[at + 1].low if at + 1 < len(tree.nodes) else ""
    if (node.low, above.low) == ("no", "doubt") or (node.low, after) == ("not", "only"):
        return False
    if node.low in ("little", "few"):
        return node.relation == "amod" and not tree.under(node.head, "det")
    word = node if node.low != "longer" else tree.nodes[next(iter(tree.children[at]), at)]  # "no longer"
    return word.low in DENYING or word.relation == "neg" or node.denied


def _weakens(tree: Tree, at: int) -> int:
    """How open a word leaves the one that it hangs on: 0, 1 or 2 as in `Standing`."""
    node = tree.nodes[at]
    if node.pos == "PROPN":
        return 0
    return 2 if node.low in POSSIBLE else 1 if node.low in WEAK or node.low.endswith(("'ll", "’ll", "?")) else 0
