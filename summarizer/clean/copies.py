"""Finds documents that are copies or light rewrites of one another."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from summarizer.clean.credits import credit_of, is_own, names_writers
from summarizer.clean.words import shingles, tokens
from summarizer.outlets import Outlets, outlets
from summarizer.records import CleanDocument, Document, Flag
from summarizer.settings import CleanSettings

# Sources quote the same people; their own prose is what shows a rewrite.
_QUOTED = re.compile(r"“[^“”]{1,2000}”|«[^«»]{1,2000}»|\"[^\"\n]{1,2000}\"")


@dataclass(frozen=True, slots=True)
class _Match:
    other: int
    share: float
    prose: float


def flag_copies(cleaned: Sequence[CleanDocument], settings: CleanSettings) -> tuple[CleanDocument, ...]:
    """Flags each document that repeats the wording of another one of the cluster.

    Texts are compared by their shingles (Broder 1997, "On the resemblance and containment of
    documents") through an inverted index, so documents without a common shingle cost nothing. The original of
    a group is the agency that the others print, else who credits nobody; then the fullest, then the earliest. The
    others point to it.

    Args:
        cleaned: all documents; what was dropped takes no part.
        settings: ``copy_similarity`` is the share of a document's shingles that another one must hold,
            ``rewrite_similarity`` the same for its prose outside quotation marks.

    Returns:
        The same documents in the same order, some with one more flag.
    """
    if len(cleaned) < 2:
        return tuple(cleaned)
    texts = ["\n".join(item.document.text[span.start : span.end] for span in item.kept) for item in cleaned]
    words = [tokens(text) for text in texts]
    everything = [shingles(own, settings.shingle_words) for own in words]
    prose = [shingles(tokens(_QUOTED.sub(" ", text)), settings.shingle_words) for text in texts]
    known = outlets(settings.outlets)
    order = sorted(
        range(len(cleaned)), key=lambda index: originality(cleaned[index], len(words[index]), index, known, settings)
    )
    postings: dict[int, list[int]] = defaultdict(list)
    found: dict[int, Flag] = {}
    for index in order:
        match = _best(everything[index], prose[index], postings, settings)
        kind = _kind(match, settings) if match else None
        if match and kind:
            root = found[match.other].other if match.other in found else match.other
            root = match.other if root is None else root
            found[index] = _flag(kind, match.share, cleaned[root].document, root)
        if kind != "copy_of":  # whatever repeats a copy repeats its original
            for run in everything[index]:
                postings[run].append(index)
    return tuple(_with_flag(item, found.get(index)) for index, item in enumerate(cleaned))


def originality(
    cleaned: CleanDocument, words: int, index: int, known: Outlets, settings: CleanSettings
) -> tuple[int, int, str, int]:
    """Sort key: agencies first and who credits one last; clearly fuller texts first, then by date."""
    document = cleaned.document
    credited = credit_of(cleaned, known, settings.furniture)
    if known.is_agency(document.publisher) or (credited and credited.whole and is_own(credited, document, known)):
        credit = 0
    else:
        republished = any(flag.kind == "republished" for flag in document.flags)
        credit = 2 if credited or republished or names_writers(document.text, settings.furniture) else 1
    return (credit, -round(math.log(words + 1) / math.log(settings.fuller)), document.date or "~", index)


def _best(
    runs: set[int],
    prose: set[int],
    postings: dict[int, list[int]],
    settings: CleanSettings,
) -> _Match | None:
    """The earlier document that holds most of this one's shingles."""
    if len(runs) < settings.min_shingles:
        return None
    shared: Counter[int] = Counter()
    in_prose: Counter[int] = Counter()
    for run in runs:
        if places := postings.get(run):
            shared.update(places)
            if run in prose:
                in_prose.update(places)
    if not shared:
        return None
    other = max(shared, key=lambda index: (shared[index], -index))
    share = shared[other] / len(runs)
    own = in_prose[other] / len(prose) if len(prose) >= settings.min_shingles else 0.0
    return _Match(other, share, own)


def _kind(match: _Match, settings: CleanSettings) -> Literal["copy_of", "rewrite_of"] | None:
    if match.share >= settings.copy_similarity:
        return "copy_of"
    return "rewrite_of" if match.prose >= settings.rewrite_similarity else None


def _flag(kind: Literal["copy_of", "rewrite_of"], share: float, original: Document, root: int) -> Flag:
    name = f"“{original.title}”" if original.title else original.id
    if original.publisher and original.publisher not in name:
        name = f"{name} ({original.publisher})"
    percent = min(99, round(100 * share)) if share < 1 else 100
    if kind == "copy_of":
        return Flag(kind, f"copy: {percent}% of its wording stands in {name} as well", root)
    return Flag(kind, f"light rewrite: it shares {percent}% of its wording with {name}", root)


def _with_flag(item: CleanDocument, flag: Flag | None) -> CleanDocument:
    if flag is None or flag.kind in {known.kind for known in item.document.flags}:
        return item
    return replace(item, document=replace(item.document, flags=(*item.document.flags, flag)))
