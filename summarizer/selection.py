"""Which sentences the briefing is made of: salience over sources, then maximal marginal relevance.

Salience follows what was measured on Multi-News clusters: corroboration (how well the *other origins* say the same,
each counting once, so that neither a long report nor an agency's many prints can outvote others) carries most, the
cluster centroid and the position in the source add to it. Checkable facts are preferred to commentary, and sentences
that can be read alone to those that refer to an earlier one. These preferences are kept small: at three times their
weight they cost 1.5 points of ROUGE-1 and 1.2 of ROUGE-2 on the same clusters, whole sentences, 220 words; without any,
a briefing of a war forgets the dead.

Of a fact one sentence is told, and the more independent origins state it, the more it counts, up to a few: four confirm
it as well as forty. With a focus, what is near to it counts, and what stands beside that in its source: a sentence
seldom repeats what its section is about. What the cluster as a whole is about then counts for less, and what is far
from the focus is not told: the briefing is shorter then.

The redundancy term is the highest cosine to anything chosen, kept as a running maximum: one matrix-vector
product a step, O(k·n·d) in all, where the textbook loop costs O(k²·n·d).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

import array_api_compat
import numpy as np
from numpy.typing import NDArray

from summarizer.errors import UsageError
from summarizer.records import Chosen, Fact, Rating, Sentence, overtaken_share
from summarizer.settings import SelectionSettings
from summarizer.text import commentary_score, dangles, fact_score, is_statement, name_key, names, word_count

Floats = NDArray[np.float32]


def mmr(embeddings: Any, relevance: Any, k: int, redundancy: float) -> list[int]:
    """Maximal marginal relevance (Carbonell and Goldstein, 1998) with an incremental redundancy term.

    Each step takes the row with the highest ``relevance - redundancy * max(cosine to the rows taken)``; ties
    go to the lower row. Works on NumPy arrays and on torch tensors of any device, which are never copied.

    Args:
        embeddings: (n, d) float, unit rows.
        relevance: (n,) float of the same kind; rows of -inf are never taken.
        k: how many rows to take; fewer come back when fewer are eligible.
        redundancy: price of similarity to what is taken; 0 ranks by relevance alone.

    Returns:
        Row indices in the order taken.

    Raises:
        UsageError: the shapes do not fit or k is negative.
    """
    xp = array_api_compat.array_namespace(embeddings, relevance)
    if embeddings.ndim != 2 or tuple(relevance.shape) != (embeddings.shape[0],):
        raise UsageError(
            f"embeddings {tuple(embeddings.shape)} and relevance {tuple(relevance.shape)} do not fit",
            "give one relevance a row",
        )
    if k < 0:
        raise UsageError(f"k={k} is negative", "ask for 0 or more sentences")
    eligible = xp.asarray(relevance, copy=True)
    score = xp.asarray(relevance, copy=True)
    highest: Any = None
    taken: list[int] = []
    for _ in range(min(k, embeddings.shape[0])):
        best = int(xp.argmax(score))
        if float(score[best]) == float("-inf"):
            break
        taken.append(best)
        eligible[best] = float("-inf")
        similar = embeddings @ embeddings[best]
        highest = similar if highest is None else xp.maximum(highest, similar)
        score = eligible - redundancy * highest
    return taken


def select(
    sentences: Sequence[Sentence], embeddings: Floats, count: int, scores: Floats, settings: SelectionSettings
) -> tuple[Chosen, ...]:
    """Chooses ``count`` sentences, most salient first.

    Args:
        sentences: all sentences of the cluster.
        embeddings: (n, d) float32, unit rows, in their order.
        count: how many to choose.
        scores: (n,) float32, from `tellable`.
        settings: the price of redundancy, and how names that are missing are made up for.

    Returns:
        At most ``count`` choices in the order MMR took them.
    """
    if not sentences:
        return ()
    rows = mmr(embeddings, scores, count, settings.redundancy)
    # What MMR took later repeats more of what is taken already, however salient it is: it is worth no more.
    chosen = [Chosen(row, float(worth)) for row, worth in zip(rows, np.minimum.accumulate(scores[rows]), strict=True)]
    added = missing_names(rows, sentences, embeddings, scores, settings)
    return (*chosen, *(Chosen(row, float(scores[row]) + settings.coverage) for row in added))


def tellable(
    scores: Floats,
    sentences: Sequence[Sentence],
    embeddings: Floats,
    facts: Sequence[Fact],
    settings: SelectionSettings,
    second_hand: Collection[int] = (),
    withheld: Collection[int] = (),
    leaning: Collection[int] = (),
) -> Floats:
    """The salience of what may be chosen, -inf for the rest; (n,) float32.

    Of each fact one sentence may be: one that can be read alone, where there is one, and of these one at first hand,
    which is nearest to the wording that most origins carry and has the best tone. Near-copies differ by a hair in
    salience: the original is to be used and cited, not its copy.

    Args:
        scores: (n,) float32, from `salience`.
        sentences: all sentences of the cluster.
        embeddings: (n, d) float32, unit rows, in their order.
        facts: which of them state the same.
        settings: weights.
        second_hand: sources that copy or rewrite another one, or say that a program wrote them: their sentences
            are used where nobody else says the same.
        withheld: rows of sentences that may not be told.
        leaning: rows of sentences that lean on an earlier one.
    """
    copied = np.array([sentence.source in second_hand for sentence in sentences], dtype=np.float32)
    found = scores - settings.second_hand * copied
    left_out = list(withheld)

    def clear(row: int, first: int) -> tuple[bool, bool, float, int]:
        typical = settings.typical * float(embeddings[row] @ embeddings[first])
        text = sentences[row].flat
        return (
            row not in leaning and not dangles(text),
            not copied[row],
            typical + _tone(sentences[row], settings),
            -row,
        )

    for fact in facts:
        told = [row for row in fact.rows if row not in withheld]
        if len(told) > 1:
            best = max(told, key=lambda row: clear(row, fact.rows[0]))
            left_out += [row for row in told if row != best]
    found[left_out] = -np.inf
    return np.asarray(found, dtype=np.float32)


def missing_names(
    rows: Sequence[int],
    sentences: Sequence[Sentence],
    embeddings: Floats,
    scores: Floats,
    settings: SelectionSettings,
) -> list[int]:
    """For each name that most sources speak of and no chosen sentence does: the best sentence that has it.

    Centrality alone forgets what every source says once, such as where the event moves next. The best sentence
    can be read alone and is near to what the other sentences with that name say.

    Returns:
        At most ``settings.max_missing`` rows, the most widely mentioned name first.
    """
    keys = [{name_key(name) for name in names(sentence.flat)} for sentence in sentences]
    holders: dict[str, list[int]] = {}
    for row, held in enumerate(keys):
        for key in held:
            holders.setdefault(key, []).append(row)
    mentions = {key: {sentences[row].source for row in held} for key, held in holders.items()}
    least = max(settings.min_sources, settings.widely * len({sentence.source for sentence in sentences}))
    wide = [key for key, sources in mentions.items() if len(sources) >= least]
    said = {key for row in rows for key in keys[row]}
    added: list[int] = []
    for key in sorted(wide, key=lambda key: (-len(mentions[key]), -len(holders[key]), key)):
        if key in said or len(added) >= settings.max_missing:
            continue
        best = _most_typical(holders[key], sentences, embeddings, scores, settings)
        if best is not None:
            added.append(best)
            said |= keys[best]
    return added


def _most_typical(
    holders: Sequence[int],
    sentences: Sequence[Sentence],
    embeddings: Floats,
    scores: Floats,
    settings: SelectionSettings,
) -> int | None:
    """Of the rows with one name the one that says best what all of them say; None where none can be used alone."""
    near = embeddings[holders] @ embeddings[holders].mean(axis=0)
    usable = [
        (float(scores[row] + settings.shared * cosine), -row)
        for row, cosine in zip(holders, near, strict=True)
        if np.isfinite(scores[row]) and not dangles(sentences[row].flat)
    ]
    return -max(usable)[1] if usable else None


def salience(
    sentences: Sequence[Sentence],
    embeddings: Floats,
    settings: SelectionSettings,
    asked: Floats | None = None,
    origins: Sequence[int] | None = None,
    facts: Sequence[Fact] = (),
    ratings: Sequence[Rating] | None = None,
    ages: Floats | None = None,
) -> Floats:
    """Scores every sentence; (n,) float32.

    Args:
        sentences: all sentences of the cluster.
        embeddings: (n, d) float32, unit rows, in their order.
        settings: the weights.
        asked: (n,) float32, from `relevance`: how near each sentence is to the focus, if there is one.
        origins: the origin of each source, a number: sources of one origin confirm nothing of one another, and
            count once for the others. None: each source is an origin of its own.
        facts: which sentences state the same.
        ratings: of each sentence; None where nobody can rate them.
        ages: (n,) float32, from `ages_of`; not asked for with a focus, which may be on what was before.
    """
    scores = standing_out(sentences, embeddings, settings, origins)
    if asked is not None:
        scores *= settings.unfocused
        scores += settings.focus * asked
    weight = settings.independent if asked is None else settings.independent_focused
    scores += weight * _confirmed(len(sentences), facts, settings)
    scores += np.array([_tone(sentence, settings) for sentence in sentences], dtype=np.float32)
    if ages is not None and asked is None:
        scores -= settings.age * ages
    if ratings is not None:
        alone, told, view = np.array(ratings, dtype=np.float32).reshape(-1, 3).T
        scores += settings.worth * told - settings.unclear * (1.0 - alone) - settings.view * view
    return np.asarray(scores, dtype=np.float32)


def ages_of(sentences: Sequence[Sentence], facts: Sequence[Fact], moments: Sequence[datetime | None]) -> Floats:
    """For each sentence the share of the other sources that told later than all who state its fact; (n,) float32.

    Args:
        sentences: all sentences of the cluster.
        facts: which of them state the same.
        moments: when each source told what it tells, as `records.told_at` gives it.
    """
    alone = [overtaken_share([moment], moments) for moment in moments]
    found = np.array([alone[one.source] for one in sentences], dtype=np.float32)
    for fact in facts:
        own = {sentences[row].source for row in fact.rows}
        found[list(fact.rows)] = overtaken_share([moments[source] for source in own], moments)
    return found


def standing_out(
    sentences: Sequence[Sentence], embeddings: Floats, settings: SelectionSettings, origins: Sequence[int] | None = None
) -> Floats:
    """How far each sentence stands out, whatever its words: by the centre, what other origins say too, and its place.

    Args and Returns: as in `salience`.
    """
    labels = np.array([origins[one.source] if origins is not None else one.source for one in sentences])
    positions = np.array([sentence.position for sentence in sentences], dtype=np.float32)
    centroid = embeddings.mean(axis=0)
    centroid /= max(float(np.linalg.norm(centroid)), 1e-9)
    scores = settings.centroid * (embeddings @ centroid)
    scores += settings.corroboration * corroboration(embeddings, labels, settings)
    scores += settings.position / (1.0 + positions) ** settings.position_power
    return np.asarray(scores, dtype=np.float32)


def inherited(scores: Floats, heirs: Sequence[tuple[int, Sequence[int]]]) -> Floats:
    """The salience of every sentence, that of an heir as high as that of any sentence whose number its own replaces.

    Args:
        scores: (n,) float32, from `salience`.
        heirs: rows that tell the newest value of a figure, each with the rows that only tell older ones.

    Returns:
        (n,) float32.
    """
    found = scores.copy()
    for row, replaced in heirs:
        found[row] = max(float(found[row]), *(float(scores[other]) for other in replaced))
    return found


def relevance(cosines: Floats, sources: NDArray[np.int_], facts: Sequence[Fact], settings: SelectionSettings) -> Floats:
    """How near each sentence is to the focus, with what stands beside it in its source; the same for all of a fact.

    Args:
        cosines: (n,) float32: of each sentence to the focus.
        sources: (n,) source index of each row; sentences of a source stand together, in their order.
        facts: which sentences state the same.
        settings: how far beside it and how much that counts.

    Returns:
        (n,) float32.
    """
    beside, counted = np.zeros(len(cosines), dtype=np.float32), np.zeros(len(cosines), dtype=np.float32)
    for step in range(1, settings.context_reach + 1):
        together = sources[step:] == sources[:-step]
        beside[step:] += together * cosines[:-step]
        beside[:-step] += together * cosines[step:]
        counted[step:] += together
        counted[:-step] += together
    around = np.where(counted > 0, beside / np.maximum(counted, 1.0), cosines)
    found = (1.0 - settings.context) * cosines + settings.context * around
    for fact in facts:
        if len(fact.rows) > 1:
            rows = list(fact.rows)
            found[rows] = found[rows].mean()
    return np.asarray(found, dtype=np.float32)


def off_focus(asked: Floats, withheld: Collection[int], settings: SelectionSettings) -> list[int]:
    """The rows that are too far from the focus to be told, in view of the nearest that may be told.

    Args:
        asked: (n,) float32, from `relevance`.
        withheld: rows of sentences that may not be told.
        settings: how near they must come.
    """
    highest = max((float(near) for row, near in enumerate(asked) if row not in withheld), default=0.0)
    least = min(settings.least_relevance * highest, highest)
    return [row for row, near in enumerate(asked) if float(near) < least]


def _confirmed(count: int, facts: Sequence[Fact], settings: SelectionSettings) -> Floats:
    """(n,): the logarithm of how many independent origins state each sentence's fact, up to what is enough."""
    origins = np.ones(count, dtype=np.float32)
    for fact in facts:
        origins[list(fact.rows)] = max(1, min(fact.origins, settings.enough_origins))
    return np.log(origins)


def _tone(sentence: Sentence, settings: SelectionSettings) -> float:
    """What wording alone adds to a sentence's salience."""
    text = sentence.flat
    return (
        -settings.unwieldy * (not settings.min_words <= word_count(text) <= settings.max_words)
        + settings.facts * fact_score(text)
        - settings.commentary * commentary_score(text)
        - settings.dangling * dangles(text)
        - settings.no_statement * (not is_statement(text))
    )


def corroboration(embeddings: Floats, origins: NDArray[np.int_], settings: SelectionSettings) -> Floats:
    """For each sentence: the mean, over the *other* origins, of the best cosine found in any of their sources.

    Exact for up to ``settings.exact_rows`` sentences, at O(n²·d). Beyond that the exact figure is computed for the m
    sentences nearest to the other origins' centroids, m being the share ``exact_share`` of these, and the cosine to
    those centroids is used for the rest, which have no chance anyway: O(n·s·d) for s origins plus m matrix-vector
    products.

    Args:
        embeddings: (n, d) float32, unit rows.
        origins: (n,) number of each row's origin.
        settings: how many sentences get the exact figure.

    Returns:
        (n,) float32; zeros when there is only one origin.
    """
    labels = np.unique(origins)
    total = np.zeros(len(origins), dtype=np.float32)
    if len(labels) < 2:
        return total
    others = len(labels) - 1
    exact = np.arange(len(origins))
    if len(origins) > settings.exact_rows:
        centres = np.stack([embeddings[origins == label].mean(axis=0) for label in labels])
        near = embeddings @ centres.T
        near[np.arange(len(origins)), np.searchsorted(labels, origins)] = 0.0
        total = near.sum(axis=1) / others
        exact = np.sort(np.argsort(-total, kind="stable")[: int(settings.exact_share * settings.exact_rows)])
        total[exact] = 0.0
    rows = embeddings[exact]
    for label in labels:
        best = (rows @ embeddings[origins == label].T).max(axis=1)
        total[exact] += np.where(origins[exact] == label, 0.0, best / others)
    return total
