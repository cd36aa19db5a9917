"""Which of two coordinated clauses may be left out: ", and the bridge was closed" behind a clause that is whole."""

from __future__ import annotations

from collections.abc import Iterator

from summarizer.text.clauses import SUBJECTS
from summarizer.text.parts import Part, Parts, behind_apposition
from summarizer.text.words import CALENDAR


def coordinated(grammar: Parts) -> Iterator[Part]:
    """As in ", and the bridge was closed", and in "and closed the bridge" where the first clause is whole."""
    tree = grammar.tree
    for at, node in enumerate(tree.nodes):
        head = node.head
        if node.relation != "conj" or not tree.is_predicate(at) or not tree.is_predicate(head) or head > at:
            continue
        bounds, joints = grammar.bounds(at), [one for one in tree.under(head, "cc") if one < at]
        if not bounds or not joints or _is_listed(grammar, head, at):
            continue
        joint, (first, last) = joints[-1], bounds
        if tree.nodes[joint].low != "and" or first not in (joint + 1, joint + 2):
            continue
        if _is_plain(grammar, at) and _second_is_whole(grammar, joint, at) and _ends(grammar, joint, last):
            yield joint, last, "coordinated"


def _is_plain(grammar: Parts, at: int) -> bool:
    """Whether a clause and the one it is joined to are told as facts, in the sentence's own voice and usual order.

    "He may have shot his wife and then himself": half of what somebody supposes or says is another claim.
    """
    one, head = grammar.analysis, grammar.tree.nodes[at].head
    said = any(at in saying.said or head in saying.said for saying in one.sayings)
    sure = not any(one.standings[place].denied or one.standings[place].open for place in (at, head))
    turned = any(subject > at for subject in grammar.tree.under(at, *SUBJECTS))
    return head in grammar.roots and sure and not said and not turned


def _is_listed(grammar: Parts, head: int, at: int) -> bool:
    """Whether two coordinated verbs are two of more, or joined by "both … and"."""
    tree = grammar.tree
    above = tree.nodes[head].head
    further = tree.nodes[head].relation == "conj" and not any(one < head for one in tree.under(above, "cc"))
    several = len(tree.under(head, "conj")) > 1 or bool(tree.under(at, "conj"))
    return several or further or bool(tree.under(head, "preconj"))


def _second_is_whole(grammar: Parts, joint: int, at: int) -> bool:
    """Whether the first of two coordinated clauses says something without the second."""
    tree, head = grammar.tree, grammar.tree.nodes[at].head
    complements = tree.under(head, "dobj", "attr", "acomp", "ccomp", "xcomp", "prep", "agent", "advmod", "npadvmod")
    complete = any(head < one < joint for one in complements)
    behind_comma = grammar.mark(joint - 1) == ","
    if tree.under(at, *SUBJECTS):
        return behind_comma or bool(tree.under(at, "mark")) or (complete and head in grammar.roots)
    if behind_comma and behind_apposition(grammar, joint):
        return False  # "told her father, Ada Brink, and friends"
    shared = any(grammar.words[place].low in CALENDAR for place in tree.subtree(at))
    # "her left arm and left leg": what stands there twice may be no verb.
    shared = shared or any(tree.nodes[place].low == tree.nodes[at].low for place in range(joint))
    finite = tree.is_finite(at) or bool(tree.under(at, "auxpass", "aux"))
    return complete and finite and not shared


def _ends(grammar: Parts, joint: int, last: int) -> bool:
    """Whether a coordinated clause runs to the sentence's end, or to a closing "…, police said"."""
    if grammar.mark(last + 1) == "end":
        return True
    said = [one for one in grammar.analysis.sayings if one.at > last and set(range(joint, last + 1)) <= one.said]
    return grammar.mark(last + 1) == "," and bool(said)
