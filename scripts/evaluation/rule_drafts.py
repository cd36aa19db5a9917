"""Real first drafts: what the writer makes of clusters, with the judge's answers, made here or read from a file."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any

from evaluation.cache import Cache
from evaluation.data import EvalCluster, json_rows, load_clusters, require_file
from evaluation.product import Analyser
from evaluation.rule_checks import Claim
from evaluation.systems import Bench
from summarizer.errors import InputError, SummarizerError, UsageError
from summarizer.interfaces import Progress
from summarizer.pipeline.drafting import write_all
from summarizer.pipeline.planning import clean_and_split, embed_all, plan_cluster
from summarizer.pipeline.stages import Cluster, Drafted
from summarizer.pipeline.together import each
from summarizer.records import Pair
from summarizer.save import write_atomically
from summarizer.settings import Settings

CLUSTERS = "multinews_dev.jsonl"
KEPT_BACK = 20
"""Clusters at the end of the file that nothing is tried on, so that something is left that nobody has seen."""


@dataclass(frozen=True, slots=True)
class RealDraft:
    """One draft: what the writer was given (``told``), the source's own sentence, and P(supported) by the judge.

    ``judge`` is None where the judge was not asked.
    """

    cluster: int | str
    told: str
    own: str
    date: str | None
    text: str
    judge: float | None = None

    @property
    def claim(self) -> Claim:
        """What the rules are asked."""
        return Claim((self.told,), self.text, date=self.date)


def read_drafts(path: Path) -> list[RealDraft]:
    """Reads drafts from JSON Lines; what else a row holds is passed over.

    Raises:
        InputError: a row cannot be used.
    """
    names = [field.name for field in fields(RealDraft)]
    found = []
    for number, row in json_rows(require_file(path, "draft file")):
        if isinstance(row, str) or not all(isinstance(row.get(name), str) for name in ("told", "own", "text")):
            raise InputError(f"{path} line {number} is no draft", f"a row needs {', '.join(names)}")
        values: dict[str, Any] = {name: row.get(name) for name in names}
        found.append(RealDraft(**values))
    return found


def save_drafts(drafts: Sequence[RealDraft], path: Path) -> None:
    """Writes drafts as `read_drafts` reads them."""
    write_atomically(path, "".join(f"{json.dumps(asdict(draft), ensure_ascii=False)}\n" for draft in drafts))


def write_drafts(folder: Path, count: int, settings: Settings, cache: Cache, progress: Progress) -> list[RealDraft]:
    """Has the first clusters of a file drafted and judged; what was made before comes from the cache.

    Args:
        folder: the data folder.
        count: how many clusters.
        settings: the pipeline's.
        cache: remembers embeddings, drafts and answers.
        progress: told as work advances.

    Raises:
        UsageError: that many clusters would touch those that are kept back.
    """
    path = require_file(folder / CLUSTERS, "cluster file")
    with path.open(encoding="utf-8") as lines:
        free = sum(bool(line.strip()) for line in lines) - KEPT_BACK
    if count > free:
        raise UsageError(f"{count} clusters are more than {free}", f"the last {KEPT_BACK} of {path.name} are kept back")
    bench = Bench(settings, cache, progress)
    found = _drafted(load_clusters(path, settings, count).clusters, bench, progress)
    judge = bench.models(with_writer=True).judge
    if judge is None:
        return [draft for draft, _ in found]
    answers = judge.assess([pair for _, pair in found], progress)
    return [replace(draft, judge=answer.supported) for (draft, _), answer in zip(found, answers, strict=True)]


def _drafted(clusters: Sequence[EvalCluster], bench: Bench, progress: Progress) -> list[tuple[RealDraft, Pair]]:
    """The drafts of all clusters, each with what the judge is asked of it."""
    models, settings = bench.models(with_writer=True), bench.settings
    split_up = each([Cluster(one.documents) for one in clusters], lambda one: clean_and_split(one, settings))
    analyse = Analyser(models.parser)
    sources = embed_all(split_up, models.encoder)
    planned = each(sources, lambda one: plan_cluster(one, settings, None, analyse, models.encoder))
    written = write_all(planned, settings, models.writer, analyse, progress)
    return [
        pair
        for cluster, one in zip(clusters, written, strict=True)
        if not isinstance(one, SummarizerError)
        for pair in _drafts_of(cluster.id, one)
    ]


def _drafts_of(cluster: str, drafted: Drafted) -> Iterator[tuple[RealDraft, Pair]]:
    """Drafts in the order of the plan; a source's own sentence is none."""
    sources = drafted.planned.sources
    for one in drafted.items:
        seed = sources.sentences[one.item.seed]
        told, date = one.item.told(sources.sentences), sources.reports[seed.source].document.date
        for draft in one.drafts:
            if draft.text != seed.flat:
                asked = (one.item.evidence_text(sources.sentences), draft.text)
                yield RealDraft(cluster, told, seed.flat, date, draft.text), asked
