"""Numbers: from the evidence, with their bound and unit, and counting the same thing."""

from __future__ import annotations

from collections.abc import Sequence

from summarizer.language.numbers import Quantity, implies, same_value
from summarizer.language.verbs import AUXILIARIES, PREPOSITIONS
from summarizer.verify.checks.match import Match
from summarizer.verify.checks.reading import Reading, Token

_WINDOW = 7
_FAR = 12
_BETWEEN = frozenset("and or to - –".split())
_PARTS = frozenset("half third quarter majority most many some none all each".split())


def altered_numbers(pair: Match) -> list[str]:
    """Quantities of the draft that the evidence lacks, or has with another unit or bound."""
    known = [quantity for reading in pair.evidence for quantity in reading.numbers]
    found = []
    for mine in _counted(pair.draft):
        alike = [its for its in known if same_value(its, mine)]
        shown = _shown(mine)
        if not alike:
            found.append(f"the number {shown} is not in the evidence")
        elif not any(its.unit == mine.unit for its in alike):
            found.append(f"the number {shown} has another unit in the evidence")
        elif not any(implies(its, mine) for its in alike):
            found.append(f"“more than”, “about” or the like was added to {shown}, dropped or changed")
    return found


def _counted(reading: Reading) -> list[Quantity]:
    """Quantities but for words of rank, which are compared as words."""
    return [
        quantity for quantity in reading.numbers if quantity.unit != "rank" or reading.text[quantity.start].isdigit()
    ]


def _shown(quantity: Quantity) -> str:
    low = quantity.low
    value = str(int(low)) if low == int(low) else f"{low:g}"
    return quantity.word or (value if quantity.low == quantity.high else f"{value}-{quantity.high:g}")


def misplaced_numbers(pair: Match) -> list[str]:
    """Numbers that count something else than in the evidence ("700 casualties" for "700 deaths"), or the whole
    where the evidence counts a part ("1,200 teachers" for "half of the 1,200 teachers").
    """
    found = []
    tokens = pair.draft.tokens
    for at, token in enumerate(tokens):
        if token.kind != "number":
            continue
        places = [
            (reading, place)
            for reading in pair.evidence
            for place, other in enumerate(reading.tokens)
            if other.kind == "number" and other.id == pair.ids[at]
        ]
        if not places:
            continue
        noun, direct = _noun(pair, at)
        if noun and not any(noun in _scope(reading.tokens, place, direct) for reading, place in places):
            found.append(f"the number {token.text} counts something else in the evidence")
        elif not _is_part(tokens, at) and all(_is_part(reading.tokens, place) for reading, place in places):
            found.append(f"the number {token.text} is only part of a count in the evidence")
    return found


def _noun(pair: Match, at: int) -> tuple[str, bool]:
    """Id of what a number of the draft counts, and whether it follows directly; "" when that cannot be told."""
    tokens = pair.draft.tokens
    for step, token in enumerate(tokens[at + 1 : at + 5]):
        place = at + 1 + step
        if token.kind == "mark" and token.text not in "-–":
            break
        if token.low in AUXILIARIES:
            return "", False
        if token.content and token.kind == "word":
            between = tokens[at + 1 : place]
            if any(other.low in PREPOSITIONS - {"of"} for other in between):
                break
            return pair.ids[place], all(other.low in ("of", "the", "-", "–") for other in between)
    before = [place for place in range(max(at - 3, 0), at) if tokens[place].content]
    return (pair.ids[before[-1]], False) if before else ("", False)


def _scope(tokens: tuple[Token, ...], at: int, direct: bool) -> set[str]:
    """Ids of the words that a number may count: those that follow, and, less strictly, those around it."""
    scope: set[str] = set()
    for place, token in enumerate(tokens[at + 1 : at + 1 + _WINDOW], start=at + 1):
        if direct and token.kind == "number" and tokens[place - 1].low not in _BETWEEN:
            break  # what follows is counted by that one: "231, of whom 212 were passengers"
        if direct and (token.text in ",;:.“”" or (token.low in PREPOSITIONS and token.low != "of")) and scope:
            break
        if token.content:
            scope.add(token.id)
    if not direct:
        scope.update(token.id for token in tokens[max(at - _WINDOW, 0) : at] if token.content)
    elif tokens[at].text.endswith(("%", "cent", "m", "s")):
        scope.update(token.id for token in tokens[at + 1 : at + 1 + _WINDOW] if token.content)
    elif not scope:
        # "It put the number of people on board the ship at 231, of whom …"
        scope.update(token.id for token in tokens[max(at - _FAR, 0) : at] if token.content)
    return scope


def counted_before(tokens: Sequence[Token], number: str, noun: str) -> bool:
    """Whether a number ends its phrase and what it counts stands before it: "the number of people stood at 231"."""
    return any(
        token.id == number
        and (at + 1 == len(tokens) or tokens[at + 1].kind == "mark")
        and any(other.id == noun for other in tokens[max(at - _FAR, 0) : at])
        for at, token in enumerate(tokens)
        if token.kind == "number"
    )


def _is_part(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether a number is the whole of which another number or "most" is counted: "two of the five"."""
    before = tokens[max(at - 3, 0) : at]
    ofs = [place for place, token in enumerate(before) if token.low == "of"]
    if not ofs or ofs[-1] == 0:
        return False
    counted = before[ofs[-1] - 1]
    return counted.kind == "number" or counted.low in _PARTS
