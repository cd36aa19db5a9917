"""Accepted sentences to those of the briefing: no fact twice, within the budget."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from summarizer.compose.budget import by_rank, is_full, nearly_full
from summarizer.compose.explained import preceding, unexplained
from summarizer.compose.repetition import Differs, Floats, SameEvent, Sayings, parts_of_units, retold, told_by
from summarizer.compose.sections import reading_order, section_of, section_place
from summarizer.lengths import serves_as
from summarizer.records import Candidate, Rejected
from summarizer.settings import ComposeSettings, OutputSettings
from summarizer.text import word_count

Sides = Mapping[int, Collection[int]]
"""Rows of source sentences, each with those that contradict it."""

_NO_SIDES: Sides = MappingProxyType({})


def choose_under(
    title: str,
    candidates: Sequence[Candidate],
    vectors: Floats,
    output: OutputSettings,
    settings: ComposeSettings,
    differs: Differs,
    known: Sayings | None = None,
    same_event: SameEvent | None = None,
    sides: Sides = _NO_SIDES,
) -> tuple[list[int], list[Rejected]]:
    """Chooses the sentences of a briefing with this title; arguments and result as in `choose_rows`, rows by section.

    Where one of the sentences serves as the title, the title takes nothing of the budget. What the judge, whose answers
    so far are ``known``, finds told by those before it gives its place to the next one.
    """
    size = word_count(title)
    again = {row for row, one in enumerate(candidates) if serves_as(one.text, title)}

    def chosen(title_words: int) -> tuple[list[int], list[Rejected]]:
        return choose_rows(
            candidates, vectors, title_words, output, settings, differs, title, same_event, sides, repeating
        )

    repeating = dict[int, Rejected]()
    while True:
        taken, left = chosen(0 if again else size)
        if again and not again & set(taken):
            taken, left = chosen(size)
        found = _retold(taken, candidates, vectors, settings, known, sides) if known else None
        if found is None:
            return _explained_first(reading_order(taken, candidates), candidates, title, sides), left
        repeating |= found


def _retold(
    taken: Sequence[int],
    candidates: Sequence[Candidate],
    vectors: Floats,
    settings: ComposeSettings,
    known: Sayings,
    sides: Sides,
) -> dict[int, Rejected] | None:
    """The last of the sentences taken that those before it tell, else one that longer ones behind it tell, with the
    reason; None where there is none, or as long as not all is answered. What another sentence is told behind stays, and
    so does what opens the briefing.
    """
    cosines, order = vectors @ vectors.T, reading_order(taken, candidates)
    before, behind = dict[int, Rejected](), dict[int, Rejected]()
    for at, row in enumerate(order):
        longer = [] if candidates[row].item.role == "lead" else _longer(row, order[at + 1 :], candidates)
        for others, found in ((order[:at], before), (longer, behind)):
            own_side = _on_its_side(row, others, candidates, sides)
            by = retold(candidates, cosines, row, own_side, settings, known)
            if by and not _leads_on(row, taken, candidates):
                found[row] = _repeating(candidates[row], [candidates[other].text for other in by])
    last = [*behind.items(), *before.items()][-1:]
    return None if known.wanted or not last else dict(last)


def _longer(row: int, others: Sequence[int], candidates: Sequence[Candidate]) -> list[int]:
    """Those of other rows that have more words, and may tell all that a row tells."""
    size = word_count(candidates[row].text)
    return [other for other in others if word_count(candidates[other].text) > size]


def choose_rows(
    candidates: Sequence[Candidate],
    vectors: Floats,
    title_words: int,
    output: OutputSettings,
    settings: ComposeSettings,
    differs: Differs,
    title: str = "",
    same_event: SameEvent | None = None,
    sides: Sides = _NO_SIDES,
    repeating: Mapping[int, Rejected] = MappingProxyType({}),
) -> tuple[list[int], list[Rejected]]:
    """Chooses which candidates enter the briefing.

    Lead items come first, then the most salient ones, as long as they say something new and fit. The last
    places go to whatever brings the total nearest to the budget. What is told together is offered the place of the
    first sentence that says a part of it, and that sentence none. What speaks of something that nothing before it has
    told, and cannot be told behind the sentence before it in its source either, is put off until something tells it or
    all others had their turn, and then left out if that is so still.

    Args:
        candidates: accepted sentences in reading order.
        vectors: (n, d) float32, unit rows, their embeddings.
        title_words: words of the title: sentences alone fill the budget, but title and sentences together stay
            within its tolerance.
        output: the budget.
        settings: how far the budget is kept to, and when two sentences say the same.
        differs: whether a sentence says something that another does not, see `repetition.Differs`.
        title: what is read before the sentences.
        same_event: whether a sentence tells the main event of another again.
        sides: which sentences of the sources contradict which. The other side of what is taken is offered the next
            place, and repeats nothing.
        repeating: rows that get no place, with the reason.

    Returns:
        Rows of the chosen candidates in reading order, and the others with reasons.
    """
    cosines, parts = vectors @ vectors.T, parts_of_units(candidates, settings)
    told = _Told(candidates, title_words, output, settings)
    told.left += [_repeating(candidates[row], [candidates[unit].text]) for row, unit in parts.items()]
    told.left += repeating.values()
    turns = dict.fromkeys(parts.get(row, row) for row in by_rank(candidates, settings))
    order = deque(row for row in turns if row not in repeating)
    put_off = set[int]()
    while order:
        row = order.popleft()
        missing = unexplained(candidates[row], _before(row, told.taken, candidates, title), bear=True)
        if missing and row not in put_off:
            put_off.add(row)
            order.append(row)
        # What can only be told behind another sentence fills the room that the others leave; it is better than none.
        elif missing and told.taken and preceding(candidates[row], candidates, told.taken) is None:
            told.leave(row, missing)
        elif again := told_by(
            candidates, cosines, row, _on_its_side(row, told.taken, candidates, sides), settings, differs, same_event
        ):
            told.left.append(_repeating(candidates[row], [candidates[other].text for other in again]))
        else:
            told.offer(row)
            order = _reordered(row, order, put_off, told.taken, candidates, title, sides)
    return sorted(told.taken), told.left


def _reordered(
    row: int,
    order: Sequence[int],
    put_off: Collection[int],
    taken: Sequence[int],
    candidates: Sequence[Candidate],
    title: str,
    sides: Sides,
) -> deque[int]:
    """The rows that are left when a row has been offered a place, in the order of their turns.

    What contradicts it comes first, then what was put off and is explained by what has been taken since.
    """
    waiting = [one for one in order if one in put_off]
    ready = [one for one in waiting if not unexplained(candidates[one], _before(one, taken, candidates, title))]
    turns = dict.fromkeys([*ready, *order])
    return deque(sorted(turns, key=lambda other: _against(row, taken, other, candidates, sides)))


def _are_opposed(one: Candidate, other: Candidate, sides: Sides) -> bool:
    """Whether two sentences tell the two sides of a conflict, and both of now."""
    now = not any(each.item.statement.past or each.item.role == "background" for each in (one, other))
    return now and other.item.seed in sides.get(one.item.seed, ())


def _on_its_side(row: int, taken: Sequence[int], candidates: Sequence[Candidate], sides: Sides) -> list[int]:
    """The rows that were taken without those that contradict a row: to contradict is not to repeat."""
    return [other for other in taken if not _are_opposed(candidates[row], candidates[other], sides)]


def _against(row: int, taken: Sequence[int], other: int, candidates: Sequence[Candidate], sides: Sides) -> bool:
    """Sorts what contradicts a row that has just been taken before the others; they stay in their order."""
    return not (row in taken[-1:] and _are_opposed(candidates[row], candidates[other], sides))


class _Told:
    """The rows that are taken so far, what is left out with its reasons, and the words that are spent."""

    def __init__(
        self, candidates: Sequence[Candidate], title_words: int, output: OutputSettings, settings: ComposeSettings
    ) -> None:
        self.taken: list[int] = []
        self.left: list[Rejected] = []
        self._candidates, self._title_words = candidates, title_words
        self._output, self._settings = output, settings
        self._spent = 0

    def leave(self, row: int, reason: str) -> None:
        """Leaves a candidate out."""
        self.left.append(Rejected(self._candidates[row].text, (reason,), self._candidates[row].place))

    def offer(self, row: int) -> None:
        """Takes a candidate if there is room."""
        if self.fits(row):
            self.taken.append(row)
            self._spent += word_count(self._candidates[row].text)
        else:
            self.leave(row, "there was no room for it")

    def fits(self, row: int) -> bool:
        """Whether there is room for a candidate; one sentence over the budget is better than none."""
        candidate = self._candidates[row]
        enough = candidate.origin == "quoted" and nearly_full(self._spent, self._output, self._settings)
        size = self._title_words + word_count(candidate.text)
        full = enough or is_full(len(self.taken), self._spent, size, self._output, self._settings)
        return not self.taken or not full


def _before(row: int, taken: Sequence[int], candidates: Sequence[Candidate], title: str) -> list[str]:
    """What may be read before a candidate, if it joins those that are taken: the sections before its own, and that."""
    own = section_place(candidates[row])
    return [
        *_headed(candidates[row], title),
        *(candidates[other].text for other in taken if section_place(candidates[other]) <= own),
    ]


def _headed(candidate: Candidate, title: str) -> list[str]:
    """The title, which is read before a candidate, unless it is the candidate: a sentence does not explain itself."""
    return [] if serves_as(candidate.text, title) else [title]


def _explained_first(
    rows: Sequence[int], candidates: Sequence[Candidate], title: str, sides: Sides = _NO_SIDES
) -> list[int]:
    """Rows in reading order, in each section what speaks of something behind what has told of it.

    What may follow the sentence before it in its source stands directly behind that, in its section; so does what
    contradicts a sentence.
    """
    behind = _behind(rows, candidates, sides)
    left, order, told = [row for row in rows if row not in behind], list[int](), list[str]()
    while left:
        section = section_place(candidates[left[0]])
        own = [row for row in left if section_place(candidates[row]) == section]
        clear = (row for row in own if not unexplained(candidates[row], [*_headed(candidates[row], title), *told]))
        row = next(clear, left[0])
        left.remove(row)
        for one in _with_followers(row, behind):
            order.append(one)
            told.append(candidates[one].text)
    return order


def _behind(rows: Sequence[int], candidates: Sequence[Candidate], sides: Sides) -> dict[int, int]:
    """Which rows stand directly behind which: that of the sentence before in the source, or of what they contradict."""
    behind = {row: first for row in rows if (first := preceding(candidates[row], candidates, rows)) is not None}
    behind = {row: first for row, first in behind.items() if _follows(candidates[row])}
    for at, row in enumerate(rows):
        first = next((one for one in rows[:at] if _are_opposed(candidates[one], candidates[row], sides)), None)
        if first is not None and first not in behind and row not in behind and row not in behind.values():
            behind[row] = first
    return behind


def _follows(candidate: Candidate) -> bool:
    """Whether a sentence is told behind the one before it: a lead that stands alone opens the briefing."""
    return candidate.leans or candidate.item.role != "lead"


def _with_followers(row: int, behind: Mapping[int, int]) -> list[int]:
    """A row with those that stand behind it, and behind those."""
    own = [one for one, first in behind.items() if first == row]
    return [row, *(other for one in own for other in _with_followers(one, behind))]


def _leads_on(row: int, taken: Sequence[int], candidates: Sequence[Candidate]) -> bool:
    """Whether a sentence that was taken is told behind this one, and would be left alone without it."""
    return any(candidates[other].leans and preceding(candidates[other], candidates, [row]) == row for other in taken)


def placed(
    rows: Sequence[int], candidates: Sequence[Candidate], sides: Sides = _NO_SIDES
) -> list[tuple[Candidate, str]]:
    """The candidates of a briefing, rows in reading order, each with its heading.

    What follows another sentence, or contradicts it, shares its section, and its place in the lead.
    """
    found: list[tuple[Candidate, str]] = []
    for at, row in enumerate(rows):
        one = candidates[row]
        follows = at and _follows(one) and preceding(one, candidates, rows[at - 1 : at]) is not None
        if follows or (at and _are_opposed(candidates[rows[at - 1]], one, sides)):
            first, heading = found[-1]
            found.append((replace(one, item=replace(one.item, role=first.item.role)), heading))
        else:
            found.append((one, section_of(one.text, one.item.role)))
    return found


def _repeating(candidate: Candidate, told: Sequence[str]) -> Rejected:
    return Rejected(candidate.text, (f"it repeats “{' '.join(told)}”",), candidate.place)
