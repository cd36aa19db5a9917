"""Every figure that one system output gets, and the registry that names them.

A metric is a number a cluster, or None where it does not apply (ROUGE without a reference, origins of a
system that does not state any). Metrics that need a judge live in `citations`, those of hand-written labels in
`facts`, those of a judge itself in `calibration`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from evaluation.data import EvalCluster, SystemOutput
from evaluation.details import detail_scores
from evaluation.product import is_checkable
from summarizer.errors import UsageError

Better = Literal["higher", "lower", "neither"]
Group = Literal["references", "form", "citations"]
Scores = dict[str, float | None]

_WORD = re.compile(r"\w+(?:['’]\w+)*")
_COPY_N = 8
_REPEAT_N = 3
_ROUGE_TYPES = ("rouge1", "rouge2", "rougeL", "rougeLsum")


@dataclass(frozen=True, slots=True)
class Metric:
    """One column: its table, label, meaning, the direction in which it is better, and how it is shown."""

    name: str
    group: Group
    label: str
    meaning: str
    better: Better
    decimals: int = 1
    scale: float = 100.0


METRICS: dict[str, Metric] = {
    metric.name: metric
    for metric in (
        Metric("rouge1", "references", "R-1", "ROUGE-1 F1, stemmed, mean over references", "higher"),
        Metric("rouge2", "references", "R-2", "ROUGE-2 F1, stemmed, mean over references", "higher"),
        Metric("rougeL", "references", "R-L", "ROUGE-L F1 over the whole text as one sequence", "higher"),
        Metric("rougeLsum", "references", "R-Lsum", "ROUGE-Lsum F1, sentences joined by newline", "higher"),
        Metric("words", "references", "words", "words of all sentences, the title left out", "neither", 0, 1.0),
        Metric("length_ratio", "form", "of budget %", "words, the title's included, by budget", "neither", 0),
        Metric("written", "form", "written %", "planned sentences that the writer wrote", "neither", 0),
        Metric("quoted", "form", "quoted %", "planned sentences in the source's own words", "neither", 0),
        Metric("dropped", "form", "dropped %", "planned sentences left out: unsupported or repeated", "lower", 0),
        Metric("longest_copy", "form", "longest copy", "longest run of words of one source", "neither", 0, 1.0),
        Metric("copied_8grams", "form", "copied 8-grams %", "8-grams that a source holds", "neither", 0),
        Metric("checkable", "form", "checkable %", "sentences with a name, number, date or quotation", "higher", 0),
        Metric("redundancy", "form", "redundancy", "mean of the highest cosine to another sentence", "lower", 2, 1.0),
        Metric("repeated_3grams", "form", "repeated 3-grams %", "3-grams of an earlier sentence", "lower"),
        Metric("sources_cited", "citations", "sources cited %", "sources that are cited at least once", "higher", 0),
        Metric("details_together", "citations", "details held %", "names, numbers, days in what is cited", "higher"),
        Metric("details_each", "citations", "by each %", "the same, in each cited source by itself", "higher"),
        Metric("facts_matched", "citations", "labelled %", "sentences that tell a labelled fact", "higher", 0),
        Metric("source_recall", "citations", "source recall", "sources of a fact, by hand, that are cited", "higher"),
        Metric("source_precision", "citations", "source precision", "cited ones that state the fact", "higher"),
        Metric("citation_recall", "citations", "cit. recall", "sentences supported by all they cite", "higher"),
        Metric("citation_precision", "citations", "cit. precision", "citations that carry something", "higher"),
    )
}
"""All metrics of a system output, in the order of the table's columns."""


def choose_metrics(names: Sequence[str]) -> tuple[Metric, ...]:
    """Returns the named metrics in the table's order; all of them when ``names`` is empty.

    Raises:
        UsageError: a name is unknown.
    """
    for name in names:
        if name not in METRICS:
            close = get_close_matches(name, METRICS, n=1)
            hint = f"did you mean {close[0]!r}?" if close else f"known: {', '.join(METRICS)}"
            raise UsageError(f"unknown metric {name!r}", hint)
    return tuple(metric for metric in METRICS.values() if not names or metric.name in names)


def tokens(text: str) -> list[str]:
    """Lower-case words of a text; punctuation does not count."""
    return _WORD.findall(text.lower())


@cache
def _scorer() -> Any:
    from rouge_score.rouge_scorer import RougeScorer

    return RougeScorer(list(_ROUGE_TYPES), use_stemmer=True)


def rouge(sentences: Sequence[str], references: Sequence[Sequence[str]]) -> Scores:
    """ROUGE F1 against each reference, averaged over the references (Lin, 2004).

    Args:
        sentences: the sentences of the summary.
        references: the sentences of each reference.

    Returns:
        ``rouge1``, ``rouge2``, ``rougeL``, ``rougeLsum`` in [0, 1]; None without a reference.
    """
    if not references:
        return dict.fromkeys(_ROUGE_TYPES)
    summary = "\n".join(sentences)
    scored = [_scorer().score("\n".join(reference), summary) for reference in references]
    return {name: float(np.mean([scores[name].fmeasure for scores in scored])) for name in _ROUGE_TYPES}


def length(output: SystemOutput, budget_words: int) -> Scores:
    """Words of the sentences, which are what is scored; with the title's, as a share of the budget."""
    scored = sum(len(text.split()) for text in output.texts)
    return {"words": float(scored), "length_ratio": output.words / budget_words}


def origins(output: SystemOutput) -> Scores:
    """Shares of planned sentences written, quoted and dropped; None when the system does not state them."""
    stated = [sentence.origin for sentence in output.sentences]
    if not stated or any(origin is None for origin in stated):
        return {"written": None, "quoted": None, "dropped": None}
    planned = len(stated) + output.dropped
    return {
        "written": stated.count("written") / planned,
        "quoted": stated.count("quoted") / planned,
        "dropped": output.dropped / planned,
    }


def copying(sentences: Sequence[str], sources: Sequence[str]) -> Scores:
    """Longest run of words copied from one source, and the share of 8-grams that some source holds.

    The run may cross sentences; 8-grams are taken within a sentence. Case and punctuation do not count.
    """
    summary = [tokens(sentence) for sentence in sentences]
    held = [tokens(source) for source in sources]
    known = {gram for words in held for gram in _grams(words, _COPY_N)}
    grams = [gram for words in summary for gram in _grams(words, _COPY_N)]
    flat = [word for words in summary for word in words]
    return {
        "longest_copy": float(max((longest_common_run(flat, words) for words in held), default=0)),
        "copied_8grams": sum(gram in known for gram in grams) / len(grams) if grams else 0.0,
    }


def longest_common_run(left: Sequence[str], right: Sequence[str]) -> int:
    """Length of the longest run of words that both sequences hold.

    One vectorised row of the longest-common-substring table a word of ``left``: O(len(left)) array
    operations.
    """
    ids: dict[str, int] = {}
    row = np.array([ids.setdefault(word, len(ids)) for word in right], dtype=np.int64)
    best = 0
    runs: NDArray[np.int64] = np.zeros(len(row) + 1, dtype=np.int64)
    for word in left:
        extended = np.where(row == ids.get(word, -1), runs[:-1] + 1, 0)
        runs = np.concatenate(([0], extended))
        best = max(best, int(runs.max()))
    return best


def checkable(sentences: Sequence[str]) -> Scores:
    """Share of the sentences that hold something to check."""
    return {"checkable": sum(map(is_checkable, sentences)) / len(sentences) if sentences else 0.0}


def repetition(sentences: Sequence[str]) -> Scores:
    """Share of 3-grams that stood in an earlier sentence of the same text."""
    seen: set[tuple[str, ...]] = set()
    total = again = 0
    for sentence in sentences:
        grams = _grams(tokens(sentence), _REPEAT_N)
        total += len(grams)
        again += sum(gram in seen for gram in grams)
        seen.update(grams)
    return {"repeated_3grams": again / total if total else 0.0}


def redundancy(vectors: NDArray[np.float32]) -> Scores:
    """Mean over sentences of the highest cosine to any other sentence of the same text.

    Args:
        vectors: (n, d) float32, unit rows, one a sentence.
    """
    if len(vectors) < 2:
        return {"redundancy": 0.0}
    cosines = vectors @ vectors.T
    np.fill_diagonal(cosines, -1.0)
    return {"redundancy": float(cosines.max(axis=1).mean())}


def coverage_of_sources(output: SystemOutput, count: int) -> Scores:
    """Share of the cluster's sources that are cited at least once; None for a system that never cites."""
    if not output.cites:
        return {"sources_cited": None}
    cited = {citation.source for sentence in output.sentences for citation in sentence.citations}
    return {"sources_cited": len(cited) / count}


def text_scores(output: SystemOutput, cluster: EvalCluster, budget_words: int) -> Scores:
    """All metrics that need neither a model nor a judge nor a reference."""
    sentences = output.texts
    sources = [document.text for document in cluster.documents]
    return (
        length(output, budget_words)
        | origins(output)
        | copying(sentences, sources)
        | checkable(sentences)
        | repetition(sentences)
        | coverage_of_sources(output, len(sources))
        | detail_scores(output)
    )


def _grams(words: Sequence[str], n: int) -> list[tuple[str, ...]]:
    return [tuple(words[start : start + n]) for start in range(len(words) - n + 1)]
