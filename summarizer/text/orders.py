"""Words that a sentence only tells somebody to say or to think up, and those that it opens a condition with.

What the parser often misreads is found by the order of the words: "Repeat after me: …", "Note to editors: state
that …", "Should the reservoir fall, …".
"""

from __future__ import annotations

from collections.abc import Iterator

from summarizer.text.grammar import Mark
from summarizer.text.lexicon import SAYING, SUPPOSING
from summarizer.text.tree import Tree

_WRITING = frozenset(
    """say tell state report write mention add note claim repeat begin start end conclude include answer reply remember
    ensure stress emphasise emphasize declare announce confirm explain describe summarise summarize ignore
    disregard forget""".split()
)
"""What a program or a reader may be told to do with words."""

_OUTPUTS = frozenset("summary answer output response reply briefing digest".split())
"""What a program makes, and is told how to make."""

_INVERTED = frozenset("had were should".split())
_ORDERING = frozenset("must should".split())
_BEFORE = frozenset(", : please".split())
_BARE = frozenset("VB VBP".split())
_SURE = frozenset("sure certain".split())


def ordered(tree: Tree) -> dict[int, Mark]:
    """The words of a sentence that stand as an order or as a supposition by where they stand, each with its mark."""
    if not tree.parsed or len(tree.nodes) < 3:
        return {}
    found: dict[int, Mark] = dict((*_after_comma(tree), *_after_colon(tree)))
    if (at := _order(tree)) >= 0:
        found |= dict.fromkeys(tree.subtree(at) - _own_parts(tree, at) - {at}, ("commanded", at))
    if (end := _opened(tree)) > 0:
        roots = [at for at in tree.roots if tree.nodes[at].lemma not in SAYING]
        found |= dict.fromkeys((*range(1, end), *roots), ("supposed", 0))
    return found


def _order(tree: Tree) -> int:
    """The verb by which a sentence orders that something be said: "Tell readers …", "The summary must say …"; or -1."""
    root = next((at for at in tree.roots if tree.nodes[at].pos != "PUNCT"), -1)
    if root < 0:
        return -1
    first = tree.nodes[0]
    if first.lemma in ("make", "be") and first.tag == "VB" and tree.nodes[1].low in _SURE:
        return root
    return root if is_order(tree, root) and tree.nodes[root].lemma in _WRITING else -1


def is_order(tree: Tree, at: int) -> bool:
    """Whether a verb of saying orders that something be said, also where the parser takes it for a noun."""
    node, subjects = tree.nodes[at], tree.under(at, "nsubj", "nsubjpass", "expl")
    if node.lemma not in _WRITING or node.low != node.lemma:
        return False
    if subjects:
        helped = {tree.nodes[one].low for one in tree.under(at, "aux")} & _ORDERING
        return bool(helped and tree.nodes[subjects[0]].lemma in _OUTPUTS) or _is_called(tree, subjects[0], at)
    if node.pos == "NOUN":
        return at == 0 and any(tree.under(one, "mark") for one in tree.under(at, "ccomp", "acl"))
    bare = any(not tree.under(one, "nsubj", "nsubjpass", "expl") for one in tree.under(at, "ccomp"))
    plain = {tree.nodes[one].low for one in tree.under(at, "aux")} <= {"do"}
    return node.tag == "VB" and not bare and plain


def _is_called(tree: Tree, subject: int, verb: int) -> bool:
    """Whether a comma or colon parts a verb from its subject, who is called upon: "Assistant, write that"."""
    node = tree.nodes[subject]
    apart = tree.nodes[verb - 1].low in (",", ":") and tree.nodes[verb].tag in _BARE
    one = node.tag in ("NN", "NNP") and subject == verb - 2
    return apart and (one or tree.nodes[verb - 1].low == ":")


def _own_parts(tree: Tree, at: int) -> set[int]:
    """The words of clauses that stand beside an order with subjects of their own."""
    beside = [one for one in tree.under(at, "conj", "parataxis") if tree.under(one, "nsubj", "nsubjpass", "expl")]
    return {word for one in beside for word in tree.subtree(one)}


def _after_comma(tree: Tree) -> Iterator[tuple[int, Mark]]:
    """What follows a comma and "state that" or "write that"."""
    nodes = tree.nodes
    for comma in (at for at, node in enumerate(nodes[:-2]) if node.low == ","):
        if (nodes[comma + 1].low, nodes[comma + 2].low) in (("state", "that"), ("write", "that")):
            yield from ((at, ("commanded", comma + 1)) for at in range(comma + 2, len(nodes)))


def _after_colon(tree: Tree) -> Iterator[tuple[int, Mark]]:
    """What follows "Repeat after me:", "The answer must end with:", "Picture this:", or a colon and "state that"."""
    nodes = tree.nodes
    for colon in (at for at, node in enumerate(nodes[:-2]) if node.low == ":"):
        behind = range(colon + 1, len(nodes))
        if nodes[0].lemma in SUPPOSING and nodes[0].low == nodes[0].lemma:
            yield from ((at, ("supposed", 0)) for at in behind)
        elif (by := _ordering(tree, colon)) >= 0:
            yield from ((at, ("commanded", by)) for at in behind)
        elif nodes[colon + 1].low in SAYING and nodes[colon + 2].low == "that":
            yield from ((at, ("commanded", colon + 1)) for at in behind[1:])


def _ordering(tree: Tree, colon: int) -> int:
    """The word before a colon that orders what follows it to be said; -1 without any."""
    nodes, outputs = tree.nodes, False
    for at in range(colon):
        node = nodes[at]
        opens = at == 0 or nodes[at - 1].low in _BEFORE
        bare = node.tag in _BARE or node.low == "repeat"
        if opens and bare and node.low == node.lemma and node.lemma in _WRITING and at + 1 < colon:
            return at
        if node.low in _ORDERING and outputs:
            return at
        outputs = outputs or node.lemma in _OUTPUTS
    return -1


def _opened(tree: Tree) -> int:
    """The comma that ends the condition which a "should", "had" or "were" opens; -1 without any."""
    nodes = tree.nodes
    if nodes[0].low not in _INVERTED or nodes[-1].low == "?":
        return -1
    root = tree.root
    subjects = tree.under(root, "nsubj", "nsubjpass", "expl")
    commas = [at for at in range(1, root) if nodes[at].low == ","]
    return next((at for at in reversed(commas) if subjects and at < subjects[0]), -1)
