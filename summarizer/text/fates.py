"""What became of people who are counted, where a clause tells it in more words than a toll: "brought to safety"."""

from __future__ import annotations

import re

from summarizer.text.clauses import SUBJECTS
from summarizer.text.likeness import canonical_stems
from summarizer.text.numbered import Numbered
from summarizer.text.tree import Node

_SOLDIERS = canonical_stems("soldier")

_TOLD = {
    "rescued": r"(?:brought|pulled|hauled|lifted|winched|plucked|taken|carried|dug|bring|pull|haul|lift|pluck|dig)\b"
    r".{0,40}\b(?:to the surface|to safety|to shore|ashore|alive|out of the \w+|from the (?:water|sea|rubble|wreck))",
    "evacuated": r"(?:moved|led|taken|driven|ordered|brought|move|lead|take|order) out\b"
    r"|(?:leave|left|flee|fled|quit) (?:their|his|her|the) (?:\w+ ){0,2}(?:homes?|houses?|villages?)\b",
    "missing": r"(?:still|being) (?:sought|searched for|looked for)|not (?:yet )?been (?:found|accounted for|heard)",
    "dead": r"perished\b|drowned\b|succumbed\b|lost (?:their|his|her) li(?:fe|ves)\b",
    "ill": r"(?:fall|fell|fallen|taken|becomes?|became) (?:ill|sick)|test(?:s|ed)? positive|(?:been|were|are) infected",
}
"""What is said of them, by the fates of `tolls.Toll`."""

_PATTERNS = [(fate, re.compile(rf"\b(?:{said})", re.IGNORECASE)) for fate, said in _TOLD.items()]
_FALLEN = frozenset(("fall",))
_DONE_TO = {
    "dead": "kill slay murder shoot", "injured": "injure wound hurt", "arrested": "arrest detain jail",
    "rescued": "rescue save free", "evacuated": "evacuate", "displaced": "displace",
}  # fmt: skip
"""Verbs for what is done to those of whom it is told, by the fates of `tolls.Toll`."""

_DONE = {verb: fate for fate, verbs in _DONE_TO.items() for verb in verbs.split()}
_CATCHING = frozenset("catch contract".split())
_DIED = frozenset("die perish drown succumb".split())
_TAKING = frozenset("cost claim take lose".split())
"""Verbs of what "15 lives" are the object of."""


def fate_told(number: Numbered, clause: list[int]) -> str:
    """What became of those whom a number counts, by the clause of which they are the subject or the object; else "".

    Args:
        number: the number.
        clause: the words of its clause, in order.
    """
    tree, noun = number.tree, number.noun
    if noun < 0 or number.unit[0]:
        return ""
    if _are_bodies(number):
        return "dead"
    if number.verb < 0:
        return ""
    counted = noun if number.at not in tree.above(noun) else number.at  # "23 of our soldiers fell"
    node = tree.nodes[counted]
    if node.head != number.verb or node.relation not in (*SUBJECTS, "dobj"):
        return ""
    fallen = tree.nodes[number.verb].lemma in _FALLEN and node.relation != "dobj"
    if fallen and canonical_stems(tree.nodes[noun].low) & _SOLDIERS and clause and clause[-1] - number.verb <= 1:
        return "dead"
    text = " ".join(number.one.words[place].text for place in clause)
    return next((fate for fate, pattern in _PATTERNS if pattern.search(text)), "") or _suffered(number, node)


def _are_bodies(number: Numbered) -> bool:
    """Whether the dead are counted by their bodies; "two public bodies" are none.

    Two that "were found in a cellar" are some of them; those that "had been recovered" are all until then.
    """
    noun = number.noun
    described = [
        at for at in number.tree.under(noun, "amod", "compound") if number.nodes[at].low not in ("dead", "lifeless")
    ]
    verb = number.verb
    done = verb < 0 or any(number.nodes[child].lemma == "have" for child in number.tree.under(verb, "aux"))
    return done and number.nodes[noun].lemma in ("body", "corpse") and not described


def _suffered(number: Numbered, counted: Node) -> str:
    """What the verb says was done to those who are counted, or that they died."""
    verb = number.nodes[number.verb].lemma
    lives = number.nodes[number.noun].lemma == "life" and verb in _TAKING
    if (lives and counted.relation == "dobj") or (verb in _DIED and counted.relation == "nsubj"):
        return "dead"
    if verb in _CATCHING and counted.relation == "nsubj":
        return "ill"
    return _DONE.get(verb, "") if counted.relation in ("nsubjpass", "dobj") else ""
