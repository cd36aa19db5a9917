"""Finds paragraphs that a document says twice, word for word or nearly so."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence

from summarizer.clean.blocks import Block
from summarizer.clean.words import shingles, tokens
from summarizer.stage_settings import CleanSettings, RepeatSettings
from summarizer.text.locales import Locale

_DECIDING = frozenset({"not", "no", "never", "none", "without", "neither", "nor", "denied", "denies"})


def mark_repeats(blocks: Sequence[Block], settings: CleanSettings, locale: Locale | None = None) -> None:
    """Gives the reason "repeated paragraph" or "repeated headline" to all but one of equal blocks.

    Of two near-equal paragraphs the fuller one stays. Paragraphs that differ in a number or a negation are
    never taken as equal, since a list of incidents reads much alike.

    Args:
        blocks: all blocks of a document; changed in place. Only those without a reason are compared.
        settings: when two are equal; what is too short to be a paragraph must be exactly so.
        locale: the table of the document's language, with what denies; None: English.
    """
    deciding = locale.denying if locale else _DECIDING
    words = {index: tokens(block.flat) for index, block in enumerate(blocks) if block.reason is None}
    seen: dict[tuple[str, ...], int] = {}
    postings: dict[int, list[int]] = defaultdict(list)
    for index, own in words.items():
        key = tuple(own)
        if not key:
            continue
        if key in seen:
            _drop(blocks[index])
            continue
        seen[key] = index
        if len(own) < settings.min_paragraph_words:
            continue
        runs = shingles(own, settings.shingle_words)
        for other in _candidates(runs, postings, settings.repeats):
            if blocks[other].reason is None and _near(own, words[other], settings, deciding):
                _drop(blocks[index] if len(own) <= len(words[other]) else blocks[other])
                break
        if blocks[index].reason is None:
            for run in runs:
                postings[run].append(index)


def _drop(block: Block) -> None:
    block.reason = "repeated paragraph" if block.terminated else "repeated headline"


def _candidates(runs: set[int], postings: dict[int, list[int]], settings: RepeatSettings) -> list[int]:
    """Earlier blocks that share most shingles, the most similar first."""
    # A run that hundreds of paragraphs share is no evidence, and following it would cost quadratic time.
    found = [places for run in runs if len(places := postings.get(run, ())) <= settings.max_places]
    shared = Counter(other for places in found for other in places)
    ranked = sorted(shared, key=lambda other: (-shared[other], other))
    return [other for other in ranked[: settings.compared] if shared[other] >= settings.shared * len(runs)]


def _near(one: Sequence[str], two: Sequence[str], settings: CleanSettings, deciding: Collection[str]) -> bool:
    """Whether two paragraphs say the same, a few words apart."""
    repeats, size = settings.repeats, settings.shingle_words
    first, second = Counter(one), Counter(two)
    shorter, longer = (first, second) if len(one) <= len(two) else (second, first)
    lost = shorter - longer
    added = longer - shorter
    if lost.total() > min(repeats.max_different, repeats.max_lost * shorter.total()):
        return False
    if any(word.isdigit() or word in deciding for word in (*lost, *added)):
        return False
    smaller, larger = sorted((shingles(one, size), shingles(two, size)), key=len)
    return len(smaller & larger) >= repeats.near * len(smaller) or (
        lost.total() + added.total() <= repeats.max_different and longer.total() >= repeats.min_words
    )
