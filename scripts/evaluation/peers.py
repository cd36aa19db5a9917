"""The systems to beat, each a few lines around a well-kept library.

All work on the pipeline's own sentences and budget.
A budget is filled with whole sentences until it is reached; the sentence that reaches it is kept. Extractive
peers cite the sentence they took, so citation metrics hold for them by construction.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

import numpy as np

from evaluation.data import CitedPassage, EvalCluster, OutputSentence
from summarizer.interfaces import Encoder
from summarizer.lengths import word_count
from summarizer.records import Sentence

T = TypeVar("T")
Extract = Callable[[EvalCluster, int], list[Sentence]]
"""Picks sentences of a cluster, in reading order of the summary, until a budget of words is reached."""

FILL = "whole sentences until the budget is reached, the one that reaches it included"
MMR_LAMBDA = 0.7
"""Weight of relevance against redundancy: on both development sets better than the library's default, 0.5."""

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


def until_budget(items: Iterable[T], words: Callable[[T], int], budget_words: int) -> list[T]:
    """Takes items until their words reach the budget; the item that reaches it is the last."""
    taken: list[T] = []
    total = 0
    for item in items:
        if total >= budget_words:
            break
        taken.append(item)
        total += words(item)
    return taken


def _count(sentence: Sentence) -> int:
    return word_count(sentence.flat)


def lead(cluster: EvalCluster, budget_words: int) -> list[Sentence]:
    """The first sentence of every source, then the second of every source, and so on."""
    sources = cluster.by_source
    longest = max(map(len, sources))
    turns = (source[turn] for turn in range(longest) for source in sources if turn < len(source))
    return until_budget(turns, _count, budget_words)


def lexrank(cluster: EvalCluster, budget_words: int) -> list[Sentence]:
    """LexRank (Erkan and Radev, 2004) as sumy does it: stemmed, without stop words."""
    from sumy.summarizers.lex_rank import LexRankSummarizer

    return _sumy(LexRankSummarizer, cluster, budget_words)


def textrank(cluster: EvalCluster, budget_words: int) -> list[Sentence]:
    """TextRank (Mihalcea and Tarau, 2004) as sumy does it: stemmed, without stop words."""
    from sumy.summarizers.text_rank import TextRankSummarizer

    return _sumy(TextRankSummarizer, cluster, budget_words)


class _Words:
    """sumy's word tokenizer asks for NLTK data that would have to be downloaded; letters alone will do."""

    @staticmethod
    def to_words(text: str) -> tuple[str, ...]:
        return tuple(_WORD.findall(text))


def _sumy(summarizer_class: Any, cluster: EvalCluster, budget_words: int) -> list[Sentence]:
    """Ranks with a sumy summarizer; it returns the chosen sentences in document order."""
    from sumy.models.dom import ObjectDocumentModel, Paragraph
    from sumy.models.dom import Sentence as SumySentence
    from sumy.nlp.stemmers import Stemmer
    from sumy.utils import get_stop_words

    summarizer = summarizer_class(Stemmer("english"))
    summarizer.stop_words = get_stop_words("english")
    order = [sentence for source in cluster.by_source for sentence in source]
    paragraphs = [
        Paragraph([SumySentence(sentence.flat, _Words) for sentence in source]) for source in cluster.by_source
    ]
    chosen: list[int] = []

    def fill(ranked: Sequence[Any]) -> Sequence[Any]:
        taken = until_budget(ranked, lambda info: _count(order[info.order]), budget_words)
        chosen.extend(sorted(info.order for info in taken))
        return taken

    summarizer(ObjectDocumentModel(paragraphs), fill)
    return [order[index] for index in chosen]


def centroid_mmr(encoder: Encoder) -> Extract:
    """Plain centroid MMR (Carbonell and Goldstein, 1998) as langchain-core does it, on the project's encoder.

    The query is the mean of the sources' mean vectors, so that a long report does not outvote a short one;
    sentences come in the order taken.
    """

    def extract(cluster: EvalCluster, budget_words: int) -> list[Sentence]:
        from langchain_core.vectorstores.utils import maximal_marginal_relevance

        vectors: Any = encoder.encode([sentence.flat for sentence in cluster.sentences])
        sources = np.array([sentence.source for sentence in cluster.sentences])
        query = np.mean([vectors[sources == source].mean(axis=0) for source in np.unique(sources)], axis=0)
        count = min(32, len(vectors))
        while True:
            rows = maximal_marginal_relevance(query, vectors, lambda_mult=MMR_LAMBDA, k=count)
            taken = until_budget((cluster.sentences[row] for row in rows), _count, budget_words)
            if len(taken) < count or count == len(vectors):
                return taken
            count = min(2 * count, len(vectors))

    return extract


PLAIN: dict[str, Extract] = {"lead": lead, "lexrank": lexrank, "textrank": textrank}
"""The peers that need no model, by name."""


def quoted(sentences: Sequence[Sentence]) -> tuple[OutputSentence, ...]:
    """Extracted sentences as an output that cites itself."""
    return tuple(
        OutputSentence(sentence.flat, (CitedPassage(sentence.source, sentence.text),), "quoted")
        for sentence in sentences
    )
