"""Whether a sentence cites the documents that state its fact, by labels written by hand.

A person wrote down the facts of a cluster and which of its documents state each. A sentence of a briefing is taken
for the fact nearest to it in meaning; its citations are then right or wrong, whatever chose them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from evaluation.data import EvalCluster, OutputSentence, SystemOutput, require_file
from summarizer.errors import InputError
from summarizer.interfaces import Encoder

NEAR = 0.6
"""Cosine from which a sentence is taken to tell a fact."""

NAMES = ("facts_matched", "source_recall", "source_precision")


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact of a cluster.

    Attributes:
        text: the fact in a person's words.
        sources: documents that state it on their own account.
        copies: documents that state it but copy or rewrite another: right to cite, not missed when they are not.
        needs: what a sentence must hold, as a pattern, to tell this fact and not one that differs in a number.
    """

    text: str
    sources: frozenset[int]
    copies: frozenset[int] = frozenset()
    needs: str = ""


Facts = dict[str, tuple[Fact, ...]]


def load_facts(path: Path, clusters: Sequence[EvalCluster]) -> Facts:
    """Reads the facts of each cluster: ``{cluster: [{"fact", "sources", "copies"?, "needs"?}]}``, documents by id.

    Raises:
        InputError: the file is missing, is no such file, or names a document that a cluster lacks.
    """
    require_file(path, "fact file")
    at = {cluster.id: {document.id: n for n, document in enumerate(cluster.documents)} for cluster in clusters}
    try:
        rows = json.loads(path.read_text(encoding="utf-8"))
        return {name: tuple(_fact(row, at[name]) for row in rows[name]) for name in at if name in rows}
    except (KeyError, TypeError, ValueError, re.error) as error:
        raise InputError(f"{path} is no fact file ({error!r})", "its documents are named by their ids") from error


def _fact(row: dict[str, Any], documents: dict[str, int]) -> Fact:
    sources, copies = (
        frozenset(documents[name] for name in names) for names in (row["sources"], row.get("copies", ()))
    )
    return Fact(str(row["fact"]), sources, copies, re.compile(str(row.get("needs", ""))).pattern)


def matches(texts: Sequence[str], facts: Sequence[Fact], encoder: Encoder) -> list[Fact | None]:
    """The fact that each text tells: the nearest one whose ``needs`` it holds; None where none is near."""
    if not texts or not facts:
        return [None] * len(texts)
    cosines = encoder.encode(texts) @ encoder.encode([fact.text for fact in facts]).T
    allowed = np.array([[bool(re.search(fact.needs, text)) for fact in facts] for text in texts])
    cosines = np.where(allowed, cosines, -1.0)
    return [facts[int(row.argmax())] if row.max() >= NEAR else None for row in cosines]


def fact_scores(output: SystemOutput, facts: Sequence[Fact], encoder: Encoder) -> dict[str, float | None]:
    """How many sentences tell a labelled fact, and how well those cite the documents that state it.

    A source that is cited for a part of a sentence does not state its fact, where another carries all of it.

    Returns:
        ``facts_matched``, ``source_recall`` and ``source_precision``, in [0, 1]; None for a system that never cites,
        for a cluster without labels, and where nothing matched or was cited.
    """
    if not facts or not output.cites or not output.sentences:
        return dict.fromkeys(NAMES)
    found = [
        (fact, {one.source for one in sentence.citations if one.part is None} or _cited(sentence))
        for sentence, fact in zip(output.sentences, matches(output.texts, facts, encoder), strict=True)
        if fact is not None
    ]
    right = sum(len((fact.sources | fact.copies) & cited) for fact, cited in found)
    return {
        "facts_matched": len(found) / len(output.sentences),
        "source_recall": _share(
            sum(len(fact.sources & cited) for fact, cited in found), sum(len(fact.sources) for fact, _ in found)
        ),
        "source_precision": _share(right, sum(len(cited) for _, cited in found)),
    }


def _cited(sentence: OutputSentence) -> set[int]:
    """The sources of a sentence that none carries by itself."""
    return {citation.source for citation in sentence.citations}


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
