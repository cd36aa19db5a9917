"""What can be true or false: no question, no order, no heading, nobody's taste."""

from __future__ import annotations

import re

from summarizer.text.analysis import Analysis
from summarizer.text.numbers import numbers
from summarizer.text.speech import outside_quotations

_STANCE = re.compile(
    r"\b(?:I|[Ww]e)(?: \w+ly)? (?:think|believe|feel|hope|guess|suppose|reckon|doubt|wish|prefer|would argue)\b"
    r"|\b[Ii]n (?:my|our) (?:own |humble )?(?:view|opinion|judge?ment)\b|\b[Tt]o my mind\b|\b[Pp]ersonally\b"
)
"""What the author says to be a view."""

_TASTE = frozenset(
    """absurd abysmal admirable amazing appalling awesome awful bad beautiful boring brilliant charming clever
    contemptible cowardly delightful despicable disgrace disgraceful disgusting dreadful dull embarrassing
    excellent excuse fantastic farce foolish funny glorious good gorgeous great heartbreaking heroic hideous
    horrible idiotic incompetent inexcusable insane inspiring interesting irresponsible joke laughable
    lovely ludicrous magnificent marvellous masterpiece mediocre naive nonsense outrageous pathetic perfect
    pointless reckless ridiculous rubbish sad scandalous selfish shame shameful shocking silly splendid
    stupid sublime superb terrible terrific tragic ugly unacceptable unfair unforgivable unjust wise
    wonderful worthless wrong""".split()
)
"""What a sentence says of its subject by taste; a matter of fact for nobody."""

_MOST = frozenset("best worst greatest finest nicest".split())
_DEMANDING = frozenset("should ought".split())
_SINCE = frozenset("since".split())


def not_checkable(one: Analysis, claimed: bool) -> str:
    """Why a sentence cannot be true or false, in a few words; "" where it can.

    Args:
        one: the sentence.
        claimed: whether it was given as a claim by itself, so that it is no heading.
    """
    own = outside_quotations(one.text)
    if not any(letter.isalnum() for letter in one.text):
        return "no words"
    if own.rstrip(' ”"’)').endswith("?"):
        return "a question"
    if one.tree.parsed and one.main_claim is not None and one.main_claim.kind == "commanded":
        return "an order"
    if _STANCE.search(own) or _is_taste(one):
        return "an opinion"
    verbless = one.tree.parsed and not one.tree.has_verb
    ended = one.text.rstrip(' ”"’)').endswith((".", "!", "…"))
    return "a heading" if verbless and not ended and not claimed and not numbers(one.text) else ""


def _is_taste(one: Analysis) -> bool:
    """Whether its main clause only says, as the author's own word, what should be, or how good or bad something is."""
    tree = one.tree
    if not tree.parsed or one.sayings:
        return False
    for at in tree.roots:
        if one.words[at].quoted:
            continue
        if any(tree.nodes[child].low in _DEMANDING for child in tree.under(at, "aux")):
            return True
        if tree.nodes[at].lemma == "be" and any(_judges(one, said) for said in tree.under(at, "acomp", "attr")):
            return True
    return False


def _judges(one: Analysis, at: int) -> bool:
    """Whether what is said of a subject is a matter of taste; "the worst since 1987" is one of fact."""
    tree = one.tree
    if tree.nodes[at].low in _TASTE:
        return not tree.under(at, "ccomp")
    ranked = any(tree.nodes[child].low in _MOST for child in (at, *tree.under(at, "amod")))
    dated = any(word.kind in ("number", "date") or word.low in _SINCE for word in one.words)
    return ranked and not dated
