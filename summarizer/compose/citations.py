"""Which passages are cited for a sentence: those it was written from, and one of each other origin that says the same.

Which passages of other sources carry a sentence, and which report it, is not decided here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from summarizer.records import Attribution, Citation, PlanItem, Report, Reported, Sentence, Shared, Span
from summarizer.settings import ComposeSettings
from summarizer.text.provenance import Provenance
from summarizer.text.words import FUNCTION_WORDS, WORD, words


def citation(sentence: Sentence) -> Citation:
    """The citation of a whole source sentence."""
    return Citation(sentence.source, sentence.start, sentence.end, sentence.text)


def cited_for(
    text: str,
    item: PlanItem,
    sentences: Sequence[Sentence],
    reports: Sequence[Report],
    found: Attribution,
    settings: ComposeSettings,
) -> tuple[Citation, ...]:
    """The passages that are cited for a text: first those it was written from, then one of each other origin, at last
    those that only say who somebody or what something is.

    Of a report and its copies only one is cited: copies are no confirmation.

    Args:
        text: the accepted sentence.
        item: where it was planned.
        sentences: all sentences of the cluster.
        reports: what is known of each source.
        found: what the sources say of the text.
        settings: how many words make a part.
    """
    introducing = introducing_for(text, item, sentences)
    apart = [sentences[row] for row in _apart(item)]
    own = [citation(sentence) for sentence in item.passages(sentences) if sentence not in apart]
    if item.together:
        own = [replace(one, part=part_of(text, one.quote, settings)) for one in own]
    used = {reports[one.source].origin for one in own}
    for one in sorted(found.citations, key=lambda one: reports[one.source].is_copy):
        if reports[one.source].origin not in used:
            own.append(one)
            used.add(reports[one.source].origin)
    return (*own, *introducing)


def introducing_for(text: str, item: PlanItem, sentences: Sequence[Sentence]) -> tuple[Citation, ...]:
    """The passages that only say who somebody or what something is of which a text tells, each with the part of the
    text that is put in from it; none for what has gone from the text since.
    """
    seed, apart = sentences[item.seed].flat, _apart(item)
    found: dict[int, Citation] = {}
    for one in item.introductions:
        if one.row in apart and (part := _put_in(text, one.full, seed)):
            found.setdefault(one.row, replace(citation(sentences[one.row]), part=part))
    return tuple(found.values())


def _apart(item: PlanItem) -> set[int]:
    """The rows of sentences that are behind an item only for what is put in from them."""
    told = {item.seed, item.antecedent, *item.statement.partners, *item.statement.named}
    return {one.row for one in item.introductions} - told


def _put_in(text: str, full: str, seed: str) -> Span | None:
    """The stretch of a text that has been put in: all of it, or where some is gone, the words that its own sentence has
    not; None where there is none.
    """
    if full.lower() in seed.lower():
        return None
    if (at := text.lower().find(full.lower())) >= 0:
        return Span(at, at + len(full))
    new = {word.lower() for word in words(full)} - {word.lower() for word in (*words(seed), *FUNCTION_WORDS)}
    places = [match.span() for match in WORD.finditer(text) if match.group().lower() in new]
    return Span(places[0][0], places[-1][1]) if places else None


def moved(found: Attribution, before: str, text: str) -> Attribution:
    """What the sources say of a text, its stretches those of the text as it is told, with its people introduced."""
    if before == text:
        return found
    blocks = SequenceMatcher(None, before, text, autojunk=False).get_matching_blocks()

    def at(offset: int) -> int:
        block = next((one for one in reversed(blocks) if one.a <= offset), None)
        return block.b + min(offset - block.a, block.size) if block else 0

    def there(spans: Sequence[Span]) -> tuple[Span, ...]:
        new = (Span(at(one.start), at(one.end)) for one in spans)
        return tuple(one for one in new if one.start < one.end)

    return replace(
        found,
        citations=tuple(
            replace(one, part=part)
            for one in found.citations
            for part in (there([one.part]) if one.part else (None,))  # what is gone from the text is cited no more
        ),
        reported_by=tuple(replace(one, lacks=there(one.lacks)) for one in found.reported_by),
    )


def reported_for(cited: Sequence[Citation], reports: Sequence[Report], found: Attribution) -> tuple[Reported, ...]:
    """The passages of sources of other origins that report the sentence; every such source is shown."""
    used = {reports[one.source].origin for one in cited}
    return tuple(one for one in found.reported_by if reports[one.source].origin not in used)


def independent(
    text: str,
    passages: Sequence[Citation | Reported],
    reports: Sequence[Report],
    known: Provenance | None,
) -> tuple[int, tuple[Shared, ...]]:
    """How many independent origins tell a text, and who is behind several of the sources that do.

    Copies of one another count as one, and so do sources that have it from one outlet or speaker.
    """
    if known is not None:
        return known.of_passages(text, passages)
    return len({reports[one.source].origin for one in passages}), ()


def part_of(text: str, quote: str, settings: ComposeSettings) -> Span | None:
    """The longest stretch of a text that stands in a passage word for word; None where it has too few words."""
    mine, theirs = ([word.lower() for word in words(one)] for one in (text, quote))
    match = SequenceMatcher(None, mine, theirs, autojunk=False).find_longest_match()
    if match.size < settings.min_part_words:
        return None
    ends, at = [], 0
    for word in words(text):
        start = text.index(word, at)
        at = start + len(word)
        ends.append((start, at))
    return Span(ends[match.a][0], ends[match.a + match.size - 1][1])
