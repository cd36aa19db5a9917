"""Names that a source has shortened since it first had them: "Van Camp" of Bob Van Camp, "Thomas" of “Miner Gary” Thomas.

The longer name is put in for one of several words; for the other the reader must have been told of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from summarizer.records import Introduction, Unexplained
from summarizer.text.analysis import Analyser, Analysis
from summarizer.text.lexicon import PEOPLE, TITLES
from summarizer.text.people import is_bare, is_called
from summarizer.text.reference import is_placed
from summarizer.text.roles import OFFICES
from summarizer.text.tokens import without_possessive
from summarizer.text.words import identity

_CALLED = ("appos", "oprd")
"""What a name is to those who are called so: "nicknamed Mangy", "a dog, Mangy"."""


def with_longer_names(
    text: str, before: Sequence[Analysis], analyse: Analyser
) -> tuple[str, list[Introduction]]:
    """The text with the name by which its source first calls what it names by the end of that; rows as in ``before``."""
    found = []
    for run in reversed(list(_runs(analyse(text)))):
        one = analyse(text)
        name = _written(one, run)
        longer = {} if len(run) < 2 or _is_free(one, run[-1]) else _longer(name, before)
        if len(longer) == 1 and (full := next(iter(longer))) not in text:
            start = one.words[run[0]].start
            text = text[:start] + full + text[start + len(name) :]
            found.append(Introduction(name, full, longer[full]))
    return text, found


def names_unknown(one: Analysis, before: Sequence[Analysis]) -> Iterator[Unexplained]:
    """Names of one word of which a source said more where it first had them, and which a sentence has alone."""
    met = set[str]()
    for at, word in enumerate(one.words):
        short = without_possessive(word.text)
        if not word.text[:1].isupper() or short in met:
            continue
        met.add(short)
        if one.tree.nodes[at].tag != "NNP" or not is_bare(one, at) or short.isupper():
            continue
        uses = [(other, place) for other in before for place in _uses(other, short)]
        if uses and _says_more(*uses[0]) and not any(is_placed(each.tree, place) for each, place in [*uses, (one, at)]):
            person = any(is_called(other, short) for other, _ in uses)
            yield Unexplained(short, (identity(short),), bearable=not person)


def _uses(one: Analysis, short: str) -> list[int]:
    if short not in one.text:
        return []
    return [at for at, word in enumerate(one.words) if without_possessive(word.text) == short]


def _says_more(one: Analysis, at: int) -> bool:
    """Whether a sentence has a name with another before it that is no title, or says of whom it is the name."""
    called = one.tree.nodes[at].relation in _CALLED or bool(one.tree.under(at, "appos"))
    marked = at > 1 and one.words[at - 1].text in ('"', "”")  # “Miner Gary” Thomas
    before = one.words[at - 1 - marked] if at else None
    named = before and before.text[:1].isupper() and one.tree.nodes[at - 1 - marked].pos == "PROPN"
    titled = before and (before.possessive or before.low in TITLES | PEOPLE | OFFICES)
    return called or bool(named and not titled)


def _is_free(one: Analysis, at: int) -> bool:
    """Whether nothing is put in for a name: where it says where something is, and between quotation marks."""
    return one.words[at].quoted or is_placed(one.tree, at)


def _longer(name: str, before: Sequence[Analysis]) -> dict[str, int]:
    """The longer names that end so, each with its first row; none where it stands alone before them."""
    found: dict[str, int] = {}
    for row, one in enumerate(before):
        for run in _runs(one) if name in one.text else ():
            full = _written(one, run)
            if full == name and not found:
                return {}
            if full.endswith(f" {name}") and not {word.low for word in one.words[run[0] : run[-1]]} & TITLES:
                found.setdefault(full, row)
    return found


def _runs(one: Analysis) -> Iterator[range]:
    """Where names of capitalised words stand, with nothing between these words."""
    first = -1
    for at, word in enumerate(one.words):
        named = word.kind == "word" and word.text[:1].isupper() and one.tree.nodes[at].pos == "PROPN"
        first = (at if first < 0 else first) if named else -1
        ends = at + 1 == len(one.words) or word.possessive or one.words[at + 1].start != word.end + 1
        after = None if ends else one.words[at + 1]
        goes_on = after and after.text[:1].isupper() and one.tree.nodes[at + 1].pos == "PROPN"
        if named and not goes_on:
            yield range(first, at + 1)
            first = -1


def _written(one: Analysis, run: range) -> str:
    return without_possessive(one.text[one.words[run[0]].start : one.words[run[-1]].end])
