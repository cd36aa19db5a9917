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
    "dead": r"lost (?:their|his|her) li(?:fe|ves)\b",
    "ill": r"(?:fall|fell|fallen|taken|becomes?|became|are|were) (?:now )?(?:ill|sick)"
    r"|test(?:s|ed)? positive|(?:been|were|are) infected",
}
"""What is said of them, by the fates of `tolls.Toll`."""

_PATTERNS = [(fate, re.compile(rf"\b(?:{said})", re.IGNORECASE)) for fate, said in _TOLD.items()]
_FALLEN = frozenset(("fall",))
_DONE = {
    verb: fate
    for fate, verbs in {
        "dead": "kill slay murder shoot", "injured": "injure wound hurt", "arrested": "arrest detain jail",
        "rescued": "rescue save free", "evacuated": "evacuate", "displaced": "displace", "ill": "sicken infect",
    }.items()
    for verb in verbs.split()
}  # fmt: skip
"""What is done to those of whom a verb tells it."""

_UNDERGONE = dict.fromkeys("die perish drown succumb".split(), "dead") | {"catch": "ill", "contract": "ill"}
"""What became of those who are the subject of a verb."""

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
    counted = noun if number.at not in tree.above(noun) else number.at  # "23 of our soldiers fell"
    node = tree.nodes[counted]
    if number.verb < 0 or node.head != number.verb or node.relation not in (*SUBJECTS, "dobj"):
        return ""
    text = " ".join(number.one.words[place].text for place in clause)
    told = next((fate for fate, pattern in _PATTERNS if pattern.search(text)), "")
    return told or _by_verb(number, node, clause)


def _are_bodies(number: Numbered) -> bool:
    """Whether the dead are counted by their bodies; "two public bodies" are none.

    Two that "were found in a cellar" are some of them; those that "had been recovered" are all until then.
    """
    tree, nodes = number.tree, number.nodes
    aux = tree.under(number.verb, "aux") if number.verb >= 0 else []
    until_then = number.verb < 0 or any(nodes[child].lemma == "have" for child in aux)
    plain = {nodes[at].low for at in tree.under(number.noun, "amod", "compound")} <= {"dead", "lifeless"}
    return nodes[number.noun].lemma in ("body", "corpse") and plain and until_then


def _by_verb(number: Numbered, counted: Node, clause: list[int]) -> str:
    """What its verb says became of those who are counted, or was done to them."""
    verb, noun = number.nodes[number.verb].lemma, number.nodes[number.noun]
    if counted.relation == "nsubj":
        ends = bool(clause) and clause[-1] - number.verb <= 1
        fallen = ends and verb in _FALLEN and canonical_stems(noun.low) & _SOLDIERS
        return "dead" if fallen else _UNDERGONE.get(verb, "")
    lives = noun.lemma == "life" and verb in _TAKING and counted.relation == "dobj"
    return "dead" if lives else _DONE.get(verb, "")
