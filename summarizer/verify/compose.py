"""Accepted candidates to the final text: no fact twice, within the budget, in reading order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from summarizer.language import canonical_stems, commentary_score, counts_victims, numbers, stated_facts, word_count
from summarizer.records import Citation, Draft, Judgement, Rejected, Sentence
from summarizer.settings import OutputSettings, VerifySettings
from summarizer.verify.accept import Candidate
from summarizer.verify.cite import citation
from summarizer.verify.verdict import check_title

Floats = NDArray[np.float32]
Pair = tuple[str, str]
Titled = tuple[str, tuple[Citation, ...]]
"""A title and the passages that it is cited from."""

_TOLERANCE = 0.1
"""How far the briefing may be above its word budget, as a share of it."""

_QUOTED_COST = 1.0
"""What a quoted sentence loses in rank: it is longer, and the reader came for a summary."""

_NEARLY = 0.93
"""Share of the budget from which it is not filled up with quotations: they are long, and the reader wants a summary."""

_REPEATS = 0.6
"""Probability from which one sentence counts as following from another."""

_REACH = 1.5
"""Up to how many times the budget candidates are looked at for repetitions."""

_COMMENTARY_COST = 1.5
"""What a sentence of nothing but stock phrases loses in rank."""

_BACKGROUND_COST = 0.3
"""What background loses in rank against the news itself."""


def near_pairs(
    candidates: Sequence[Candidate], vectors: Floats, output: OutputSettings, settings: VerifySettings
) -> list[Pair]:
    """What the judge must be asked to find repetitions: (what is told, a candidate's text that may say nothing more).

    What is told is another candidate, or two of higher rank together, one a line: a sentence often repeats what two
    others have said between them. Only of candidates that are near in meaning, where the text has no name or number
    that the others lack, and that are not plain repetitions by their words. Of two with the same facts the
    higher-ranked one is told. Candidates far beyond the budget are left out.
    """
    cosines = vectors @ vectors.T
    order = _in_reach(candidates, output)
    facts = [stated_facts(candidate.text) for candidate in candidates]
    pairs = []
    for at, lower in enumerate(order):
        near = [higher for higher in order[:at] if cosines[higher, lower] >= settings.asked_repeat_cosine]
        if any(_same_words(candidates, cosines, lower, higher, settings) for higher in near):
            continue
        for higher in near:
            if facts[lower] <= facts[higher]:
                pairs.append((candidates[higher].text, candidates[lower].text))
            elif facts[higher] < facts[lower]:
                pairs.append((candidates[lower].text, candidates[higher].text))
        two = sorted(sorted(near, key=lambda higher: -cosines[higher, lower])[:2], key=order.index)
        if len(two) == 2 and facts[lower] <= facts[two[0]] | facts[two[1]]:
            pairs.append((_together(candidates, two), candidates[lower].text))
    return pairs


def _together(candidates: Sequence[Candidate], rows: Sequence[int]) -> str:
    """What several candidates say, one a line."""
    return "\n".join(candidates[row].text for row in rows)


def _in_reach(candidates: Sequence[Candidate], output: OutputSettings) -> list[int]:
    """Rows in the order in which they are offered a place, without those that will hardly get one."""
    order = _order(candidates)
    sizes = np.cumsum([1 if output.sentences else word_count(candidates[row].text) for row in order])
    return order[: 1 + int(np.searchsorted(sizes, _REACH * (output.sentences or output.words)))]


def _order(candidates: Sequence[Candidate]) -> list[int]:
    """Rows in the order in which they are offered a place: the lead, then by merit."""
    return sorted(
        range(len(candidates)), key=lambda row: (candidates[row].item.role != "lead", -_merit(candidates[row]))
    )


def compose(
    candidates: Sequence[Candidate],
    vectors: Floats,
    title_words: int,
    output: OutputSettings,
    settings: VerifySettings,
    judged: Mapping[Pair, Judgement] | None = None,
) -> tuple[list[int], list[Rejected]]:
    """Chooses which candidates enter the briefing.

    Lead items come first, then the most salient ones, as long as they say something new and fit. The last
    places go to whatever brings the total nearest to the budget.

    Args:
        candidates: accepted sentences in reading order.
        vectors: (n, d) float32, unit rows, their embeddings.
        title_words: words of the title: sentences alone fill the budget, but title and sentences together stay
            within its tolerance.
        output: the budget.
        settings: when two sentences say the same.
        judged: the judge's answers to `near_pairs`; None where there is no judge.

    Returns:
        Rows of the chosen candidates in reading order, and the others with reasons.
    """
    cosines = vectors @ vectors.T
    sayings = _sayings(judged)
    taken: list[int] = []
    left: list[Rejected] = []
    spent = 0
    for row in _order(candidates):
        candidate = candidates[row]
        size = word_count(candidate.text)
        told = _told_by(candidates, cosines, row, taken, settings, sayings)
        if told:
            said = " ".join(candidates[other].text for other in told)
            left.append(Rejected(candidate.text, (f"it repeats “{said}”",), candidate.place))
            continue
        part = next((other for other in taken if _says_more(candidates, row, other, sayings)), None)
        room = spent if part is None else spent - word_count(candidates[part].text)
        if part is not None and not _full(len(taken) - 1, room, title_words + size, output):
            # It says all that an earlier one says, and more: it takes that one's place.
            taken.remove(part)
            left.append(Rejected(candidates[part].text, (f"it repeats “{candidate.text}”",), candidates[part].place))
            spent = room
        # One sentence over the budget is better than none.
        enough = candidate.origin == "quoted" and not output.sentences and spent >= _NEARLY * output.words
        if taken and (enough or _full(len(taken), spent, title_words + size, output)):
            left.append(Rejected(candidate.text, ("there was no room for it",), candidate.place))
        else:
            taken.append(row)
            spent += size
    return sorted(taken), left


def _told_by(
    candidates: Sequence[Candidate],
    cosines: Floats,
    row: int,
    taken: Sequence[int],
    settings: VerifySettings,
    sayings: Mapping[str, Sequence[str]],
) -> Sequence[int]:
    """Which of those taken, one or two together, have said what a candidate says; none of them as a rule."""
    for other in taken:
        if _same_words(candidates, cosines, row, other, settings):
            return (other,)
    rows = {candidates[other].text: other for other in taken}
    for told in sayings.get(candidates[row].text, ()):
        parts = told.split("\n")
        if all(part in rows for part in parts):
            return [rows[part] for part in parts]
    return ()


def _sayings(judged: Mapping[Pair, Judgement] | None) -> dict[str, list[str]]:
    """For each text: what the judge found to say it already."""
    found: dict[str, list[str]] = {}
    for (told, text), answer in (judged or {}).items():
        if answer.supported >= _REPEATS:
            found.setdefault(text, []).append(told)
    return found


def _says_more(candidates: Sequence[Candidate], row: int, other: int, sayings: Mapping[str, Sequence[str]]) -> bool:
    """Whether a candidate can stand for one that was taken: no lead gives way, and nothing written to a quotation."""
    if candidates[other].item.role == "lead" or candidates[row].origin == "quoted":
        return False
    return candidates[row].text in sayings.get(candidates[other].text, ())


def _merit(candidate: Candidate) -> float:
    """Salience, with news before background and written sentences before quoted ones, tolls excepted."""
    quoted = candidate.origin == "quoted" and not counts_victims(candidate.text)
    background = candidate.item.role == "background"
    comment = commentary_score(candidate.text)
    return candidate.item.salience - _QUOTED_COST * quoted - _BACKGROUND_COST * background - _COMMENTARY_COST * comment


def _full(count: int, spent: int, added: int, output: OutputSettings) -> bool:
    """Whether ``count`` sentences of ``spent`` words are enough, or ``added`` words more would be too many."""
    if output.sentences:
        return count >= output.sentences
    return spent + added > output.words * (1 + _TOLERANCE) or spent >= output.words


def _same_words(
    candidates: Sequence[Candidate], cosines: Floats, row: int, other: int, settings: VerifySettings
) -> bool:
    """Whether one sentence plainly tells what another has told: near in meaning, or its words all said already."""
    if set(numbers(candidates[row].text)) - set(numbers(candidates[other].text)):
        return False  # another number is news, or a conflict that the reader must see
    if float(cosines[row, other]) >= settings.repeat_cosine:
        return True
    mine, theirs = canonical_stems(candidates[row].text), canonical_stems(candidates[other].text)
    return len(mine & theirs) >= settings.repeat_overlap * max(min(len(mine), len(theirs)), 1)


def title_questions(draft: Draft, leads: Sequence[Sentence], settings: VerifySettings) -> list[Pair]:
    """What the judge must be asked about a written title: (evidence, title)."""
    return [(lead.flat, draft.text) for lead in _carrying(draft, leads, settings)]


def _carrying(draft: Draft, leads: Sequence[Sentence], settings: VerifySettings) -> list[Sentence]:
    """The source sentences behind the lead that carry a written title by rule, each by itself.

    All of them together are no evidence: a title mixed of two sentences let a director "allege" the abuse that he was
    accused of, and rules and judge passed it.
    """
    if draft.worst_logprob is not None and draft.worst_logprob < settings.min_worst_logprob:
        return []
    return [lead for lead in leads if check_title(draft.text, [lead.flat], settings).supported]


def compose_title(
    draft: Draft,
    leads: Sequence[Sentence],
    others: Sequence[Titled],
    settings: VerifySettings,
    judged: Mapping[Pair, Judgement] | None = None,
    threshold: float = 0.0,
) -> Titled:
    """The written title if the lead's evidence carries it, else the first of the others.

    Args:
        draft: the writer's title.
        leads: the source sentences behind the lead.
        others: titles that stand already, the best first: the sources' own, short sentences, the first sentence.
        settings: thresholds of the rules.
        judged: the judge's answers to `title_questions`; None where there is no judge.
        threshold: probability from which a title counts as supported.

    Returns:
        The title and the passages that carry it.
    """
    for lead in _carrying(draft, leads, settings):
        if judged is None or judged[lead.flat, draft.text].supported >= threshold:
            return draft.text, (citation(lead),)
    title, cited = next(iter(others), ("", ()))
    return " ".join(title.split()), cited
