"""Whether two verbs, or nouns made of them, tell one deed: "capsized" and "overturned", "arrested" and "custody"."""

from __future__ import annotations

from functools import lru_cache

from summarizer.text.tree import Tree
from summarizer.text.words import stem

_SAME = """take capture seize overrun conquer conquest occupy takeover|strike hit ram|capsize overturn|die death dead
perish fatality ~life|kill killing murder slay homicide|injure injury wound hurt|arrest detain apprehend ~custody
|rescue save|find discover discovery unearth locate recover retrieve|rise climb increase grow growth jump surge soar
|drop decline slump plunge decrease tumble fall|question interview interrogate|charge indict
|announce declare proclaim|order instruct|leave depart departure|withdraw withdrawal retreat pullout redeploy
|flee escape|free release|resign resignation quit|dismiss sack terminate fire|buy purchase acquire acquisition
|begin start commence launch|end stop halt cease|urge call|attack assault raid offensive|explode explosion blast
|crash collide collision|marry wed wedding|ban prohibit outlaw|approve approval endorse ratify|win victory triumph
|donate donation contribute contribution|vow promise pledge|help assist|warn warning|praise laud commend hail
|condemn denounce|rob robbery|search hunt seek|sentence jail|evacuate evacuation|displace uproot|complain complaint
|inspect inspection examine examination|quarrel argue argument altercation brawl dispute|cut reduce reduction
|build construct construction|replace replacement|shoot shooting|sink sinking|scrap abandon drop"""

_LIGHT = frozenset("take lose claim bring put make give place hold have suffer sustain file issue launch".split())
"""Verbs that may leave what happens to the noun behind them."""


@lru_cache(maxsize=1)
def _groups() -> tuple[dict[str, frozenset[int]], dict[str, frozenset[int]]]:
    """Words by the groups that they are in: alone, and behind a verb that says little."""
    alone: dict[str, set[int]] = {}
    behind: dict[str, set[int]] = {}
    for number, group in enumerate(_SAME.split("|")):
        for word in group.split():
            behind.setdefault(stem(word.lstrip("~")), set()).add(number)
            if not word.startswith("~"):
                alone.setdefault(stem(word), set()).add(number)
    return (
        {word: frozenset(own) for word, own in alone.items()},
        {word: frozenset(own) for word, own in behind.items()},
    )


def deeds(tree: Tree, at: int) -> frozenset[int]:
    """The deeds that a word may tell, by number; none of a word that is in no group.

    A verb that says little tells what the noun behind it says: "took into custody", "lost their lives". With a particle
    it is another verb: to take off is not to take.
    """
    alone, behind = _groups()
    node = tree.nodes[at]
    if tree.under(at, "prt"):
        return frozenset()
    found = alone.get(stem(node.lemma), frozenset())
    if not (tree.is_predicate(at) and node.lemma in _LIGHT):
        return found
    things = [*tree.under(at, "dobj", "obj", "nsubjpass"), *tree.phrases(at, ("into", "in"))]
    told = frozenset[int]().union(*(behind.get(stem(tree.nodes[thing].lemma), frozenset()) for thing in things))
    return told or found
