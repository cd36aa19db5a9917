"""Accepted sentences to those of the briefing: no fact twice, within the budget."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence

from summarizer.compose.budget import by_rank, is_full, nearly_full
from summarizer.compose.explained import unexplained
from summarizer.compose.repetition import Differs, Floats, parts_of_units, sayings, says_more, told_by
from summarizer.compose.sections import reading_order, section_place
from summarizer.records import Answers, Candidate, Rejected
from summarizer.settings import ComposeSettings, OutputSettings
from summarizer.text import word_count


def choose_under(
    title: str,
    candidates: Sequence[Candidate],
    vectors: Floats,
    output: OutputSettings,
    settings: ComposeSettings,
    differs: Differs,
    judged: Answers | None = None,
) -> tuple[list[int], list[Rejected]]:
    """Chooses the sentences of a briefing with this title; arguments and result as in `choose_rows`, rows by section.

    Where one of the sentences serves as the title, the title takes nothing of the budget.
    """
    size = word_count(title)
    again = {row for row, one in enumerate(candidates) if one.text.rstrip(".") == title}
    taken, left = choose_rows(candidates, vectors, 0 if again else size, output, settings, differs, judged, title)
    if again and not again & set(taken):
        taken, left = choose_rows(candidates, vectors, size, output, settings, differs, judged, title)
    return _explained_first(reading_order(taken, candidates), candidates, title), left


def choose_rows(
    candidates: Sequence[Candidate],
    vectors: Floats,
    title_words: int,
    output: OutputSettings,
    settings: ComposeSettings,
    differs: Differs,
    judged: Answers | None = None,
    title: str = "",
) -> tuple[list[int], list[Rejected]]:
    """Chooses which candidates enter the briefing.

    Lead items come first, then the most salient ones, as long as they say something new and fit. The last
    places go to whatever brings the total nearest to the budget. What is told together is offered the place of the
    first sentence that says a part of it, and that sentence none. What speaks of something that nothing before it has
    told is put off until all others had their turn, and then left out if that is so still.

    Args:
        candidates: accepted sentences in reading order.
        vectors: (n, d) float32, unit rows, their embeddings.
        title_words: words of the title: sentences alone fill the budget, but title and sentences together stay
            within its tolerance.
        output: the budget.
        settings: how far the budget is kept to, and when two sentences say the same.
        differs: whether a sentence says something that another does not, see `repetition.Differs`.
        judged: the judge's answers to `near_pairs`; None where there is no judge.
        title: what is read before the sentences.

    Returns:
        Rows of the chosen candidates in reading order, and the others with reasons.
    """
    cosines, known = vectors @ vectors.T, sayings(judged, settings)
    taken: list[int] = []
    left: list[Rejected] = []
    spent = 0
    parts = parts_of_units(candidates, settings)
    left += [_repeating(candidates[row], [candidates[unit].text]) for row, unit in parts.items()]
    order = deque(dict.fromkeys(parts.get(row, row) for row in by_rank(candidates, settings)))
    put_off = set[int]()
    while order:
        row = order.popleft()
        candidate = candidates[row]
        if missing := unexplained(candidate, _before(row, taken, candidates, title)):
            if row not in put_off:
                put_off.add(row)
                order.append(row)
                continue
            if taken:  # a sentence that leans on another is better than none
                left.append(Rejected(candidate.text, (missing,), candidate.place))
                continue
        size = word_count(candidate.text)
        told = told_by(candidates, cosines, row, taken, settings, known, differs)
        if told:
            left.append(_repeating(candidate, [candidates[other].text for other in told]))
            continue
        part = next((other for other in taken if says_more(candidates, row, other, known)), None)
        room = spent if part is None else spent - word_count(candidates[part].text)
        if part is not None and not is_full(len(taken) - 1, room, title_words + size, output, settings):
            # It says all that an earlier one says, and more: it takes that one's place.
            taken.remove(part)
            left.append(_repeating(candidates[part], [candidate.text]))
            spent = room
        # One sentence over the budget is better than none.
        enough = candidate.origin == "quoted" and nearly_full(spent, output, settings)
        if taken and (enough or is_full(len(taken), spent, title_words + size, output, settings)):
            left.append(Rejected(candidate.text, ("there was no room for it",), candidate.place))
        else:
            taken.append(row)
            spent += size
    return sorted(taken), left


def _before(row: int, taken: Sequence[int], candidates: Sequence[Candidate], title: str) -> list[str]:
    """What may be read before a candidate, if it joins those that are taken: the sections before its own, and that."""
    own = section_place(candidates[row])
    return [title, *(candidates[other].text for other in taken if section_place(candidates[other]) <= own)]


def _explained_first(rows: Sequence[int], candidates: Sequence[Candidate], title: str) -> list[int]:
    """Rows in reading order, in each section what speaks of something behind what has told of it."""
    left, order, told = list(rows), list[int](), [title]
    while left:
        section = section_place(candidates[left[0]])
        own = [row for row in left if section_place(candidates[row]) == section]
        row = next((row for row in own if not unexplained(candidates[row], told)), left[0])
        left.remove(row)
        order.append(row)
        told.append(candidates[row].text)
    return order


def _repeating(candidate: Candidate, told: Sequence[str]) -> Rejected:
    return Rejected(candidate.text, (f"it repeats “{' '.join(told)}”",), candidate.place)
