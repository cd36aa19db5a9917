"""Names that a source has shortened: "Van Camp" of Bob Van Camp, "Thomas" of “Miner Gary” Thomas.

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


def with_longer_names(text: str, before: Sequence[Analysis], analyse: Analyser) -> tuple[str, list[Introduction]]:
    """The text with longer names of the same end, by which its source first has them; rows are those of ``before``."""
    found = []
    for run in reversed(list(_runs(analyse(text)))):
        one = analyse(text)
        name, free = _written(one, run), one.words[run[-1]].quoted or is_placed(one.tree, run[-1])
        longer = {} if len(run) < 2 or free else _longer(name, before)
        if len(longer) == 1 and (full := next(iter(longer))) not in text:
            start = one.words[run[0]].start
            text = text[:start] + full + text[start + len(name) :]
            found.append(Introduction(name, full, longer[full]))
    return text, found


def names_unknown(one: Analysis, before: Sequence[Analysis]) -> Iterator[Unexplained]:
    """Names of one word, and of no place, of which a source said more where it first had them."""
    first = {without_possessive(word.text): at for at, word in reversed(list(enumerate(one.words)))}
    for short, at in reversed(first.items()):
        if not short[:1].isupper() or short.isupper() or not _is_alone(one, at):
            continue
        uses = [(other, place) for other in before for place in _uses(other, short)]
        if uses and _says_more(*uses[0]) and not any(is_placed(each.tree, place) for each, place in [*uses, (one, at)]):
            person = any(is_called(other, short) for other, _ in uses)
            yield Unexplained(short, (identity(short),), bearable=not person)


def _is_alone(one: Analysis, at: int) -> bool:
    """Whether a name is no part of another: "Sunday Morning", "John the Apostle"."""
    beside = [place for place in (at - 1, at + 1) if 0 < place < len(one.words)]
    longer = any(one.words[place].text[:1].isupper() or one.words[place].text == "&" for place in beside)
    return one.tree.nodes[at].tag == "NNP" and is_bare(one, at) and not longer and not one.tree.under(at, "det")


def _uses(one: Analysis, short: str) -> list[int]:
    if short not in one.text:
        return []
    return [at for at, word in enumerate(one.words) if without_possessive(word.text) == short]


def _says_more(one: Analysis, at: int) -> bool:
    """Whether a sentence has a name with another before it that is no title, or says of whom it is the name."""
    node = one.tree.nodes[at]
    beside = node.relation == "appos" and one.tree.nodes[node.head].pos == "NOUN"  # "a dog, Mangy", not "Kelm, Texas"
    called = beside or node.relation == "oprd" or bool(one.tree.under(at, "appos"))
    place = at - (2 if one.words[at - 1].text in ('"', "”") else 1)  # “Miner Gary” Thomas
    if called or place < 0:
        return called
    before = one.words[place]
    titled = before.possessive or before.low in TITLES | PEOPLE | OFFICES
    return before.text[:1].isupper() and one.tree.nodes[place].pos == "PROPN" and not titled


def _longer(name: str, before: Sequence[Analysis]) -> dict[str, int]:
    """The longer names that end so, each with its first row; none where it stands alone before them."""
    found: dict[str, int] = {}
    for row, one in enumerate(before):
        for run in _runs(one) if name in one.text else ():
            full = _written(one, run)
            if full == name and not found:
                return {}
            if full.endswith(f" {name}") and not {one.words[at].low for at in run} & (TITLES | PEOPLE | OFFICES):
                found.setdefault(full, row)
    return found


def _runs(one: Analysis) -> Iterator[range]:
    """Where names of capitalised words stand, with nothing between these words."""
    first = 0
    for at, word in enumerate(one.words):
        if word.kind != "word" or not word.text[:1].isupper() or one.tree.nodes[at].pos != "PROPN":
            first = at + 1
            continue
        after = one.words[at + 1] if at + 1 < len(one.words) else word
        goes_on = after.text[:1].isupper() and after.start == word.end + 1 and not word.possessive
        if not goes_on or one.tree.nodes[at + 1].pos != "PROPN":
            yield range(first, at + 1)
            first = at + 1


def _written(one: Analysis, run: range) -> str:
    return without_possessive(one.text[one.words[run[0]].start : one.words[run[-1]].end])
