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
from summarizer.text.words import words


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
    those of other sources that only say who somebody is.

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
    only = {replace(one, part=None) for one in introducing}
    own = [one for sentence in item.passages(sentences) if (one := citation(sentence)) not in only]
    if item.together:
        own = [replace(one, part=part_of(text, one.quote, settings)) for one in own]
    used = {reports[one.source].origin for one in own}
    for one in sorted(found.citations, key=lambda one: reports[one.source].is_copy):
        if reports[one.source].origin not in used:
            own.append(one)
            used.add(reports[one.source].origin)
    return (*own, *(one for one in introducing if replace(one, part=None) not in own))


def introducing_for(text: str, item: PlanItem, sentences: Sequence[Sentence]) -> tuple[Citation, ...]:
    """The passages of other sources that say who somebody is of whom a text tells, each with the part that says so; of
    the rest they say nothing.
    """
    source = sentences[item.seed].source
    found: dict[int, Citation] = {}
    for one in item.introductions:
        if sentences[one.row].source != source and one.row not in item.statement.partners:
            start = max(text.find(one.full), 0)
            part = Span(start, min(start + len(one.full), len(text)))
            found.setdefault(one.row, replace(citation(sentences[one.row]), part=part))
    return tuple(found.values())


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
            replace(one, part=next(iter(there([one.part])), None) if one.part else None) for one in found.citations
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
