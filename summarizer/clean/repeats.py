"""Finds paragraphs that a document says twice, word for word or nearly so."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from summarizer.clean.blocks import Block
from summarizer.clean.words import shingles, tokens

_NEAR = 0.8
_MAX_DIFFERENT_WORDS = 3
_DECIDING = frozenset({"not", "no", "never", "none", "without", "neither", "nor", "denied", "denies"})


def mark_repeats(blocks: Sequence[Block], min_words: int) -> None:
    """Gives the reason "repeated paragraph" or "repeated headline" to all but one of equal blocks.

    Of two near-equal paragraphs the fuller one stays. Paragraphs that differ in a number or a negation are
    never taken as equal, since a list of incidents reads much alike.

    Args:
        blocks: all blocks of a document; changed in place. Only those without a reason are compared.
        min_words: paragraphs of fewer words are compared for exact equality alone.
    """
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
        if len(own) < min_words:
            continue
        runs = shingles(own)
        for other in _candidates(runs, postings):
            if blocks[other].reason is None and _near(own, words[other]):
                _drop(blocks[index] if len(own) <= len(words[other]) else blocks[other])
                break
        if blocks[index].reason is None:
            for run in runs:
                postings[run].append(index)


def _drop(block: Block) -> None:
    block.reason = "repeated paragraph" if block.terminated else "repeated headline"


def _candidates(runs: set[int], postings: dict[int, list[int]]) -> list[int]:
    """Earlier blocks that share most shingles, the most similar first."""
    # A run that hundreds of paragraphs share tells nothing, and following it would cost quadratic time.
    shared = Counter(other for run in runs if len(places := postings.get(run, ())) <= 50 for other in places)
    ranked = sorted(shared, key=lambda other: (-shared[other], other))
    return [other for other in ranked[:3] if shared[other] >= 0.3 * len(runs)]


def _near(one: Sequence[str], two: Sequence[str]) -> bool:
    first, second = Counter(one), Counter(two)
    shorter, longer = (first, second) if len(one) <= len(two) else (second, first)
    lost = shorter - longer
    added = longer - shorter
    if lost.total() > min(_MAX_DIFFERENT_WORDS, 0.15 * shorter.total()):
        return False
    if any(word.isdigit() or word in _DECIDING for word in (*lost, *added)):
        return False
    smaller, larger = sorted((shingles(one), shingles(two)), key=len)
    return len(smaller & larger) >= _NEAR * len(smaller) or (
        lost.total() + added.total() <= _MAX_DIFFERENT_WORDS and longer.total() >= 10
    )
