"""What is written and judged for a briefing, and what comes of it: drafts by their fate, judged pairs by their purpose.

Counts, not seconds: they are the same on a machine with other work.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from common.report import Table

from benchmarking.measure import run_task
from summarizer.errors import InputError, SummarizerError

PURPOSES = ("leads and title", "drafts and repetitions", "citations")
"""What the judge is asked for in turn. Drafts in a writer's own words are all asked about with the leads."""

_BY_JUDGE = "the judge read it"


@dataclass
class Reading:
    """Calls, pairs and tokens that a judge was given for one purpose, and its answers, in tenths from 0 to 9."""

    calls: int = 0
    pairs: int = 0
    tokens: int = 0
    answers: Counter[int] = field(default_factory=Counter)


class Counted:
    """A judge that counts what it is asked, by ``purpose``; tokens are those that a torch model reads."""

    def __init__(self, judge: Any) -> None:
        self._judge, self.info = judge, judge.info
        self.purpose = ""
        self.readings = {purpose: Reading() for purpose in PURPOSES}

    def judge(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        """See `Judge.judge`."""
        return [answer.supported for answer in self.assess(pairs)]

    def assess(self, pairs: Sequence[tuple[str, str]], progress: Any = None) -> list[Any]:
        """See `Judge.assess`."""
        own = self.readings[self.purpose]
        with tokens_read(getattr(self._judge, "_trunk", None)) as read:
            answers: list[Any] = self._judge.assess(pairs, progress)
        own.calls += bool(pairs)
        own.pairs += len(pairs)
        own.tokens += sum(read)
        own.answers.update(min(int(10 * answer.supported), 9) for answer in answers)
        return answers


@contextmanager
def tokens_read(model: Any) -> Iterator[list[int]]:
    """Collects how many tokens each pass through a torch model reads; nothing where there is none."""
    passes: list[int] = []

    def note(module: object, positional: object, named: dict[str, Any]) -> None:
        if (ids := named.get("input_ids")) is not None:
            passes.append(int(ids.numel()))

    hook = model.register_forward_pre_hook(note, with_kwargs=True) if model is not None else None
    try:
        yield passes
    finally:
        if hook:
            hook.remove()


def measure_work(paths: list[str], rows: str, limit: int, words: int, overrides: list[str]) -> dict[str, Any]:
    """Briefs each cluster with what counts in the models' places; runs in a child process.

    Args:
        paths: reports of one cluster; empty for none.
        rows: a file of cluster rows; empty for none.
        limit: the first so many of them.
        words: budget.
        overrides: settings, Hydra's syntax.
    """
    from summarizer.config import settings_for
    from summarizer.pipeline import load_models

    settings = settings_for(words=words, overrides=overrides)
    models = load_models(settings).loaded()
    clusters = list(_clusters(paths, rows, limit))
    return {"found": [_count(name, documents, settings, models) for name, documents in clusters]}


def _clusters(paths: Sequence[str], rows: str, limit: int) -> Iterator[tuple[str, Any]]:
    from summarizer.read import Cluster, read, read_clusters

    if paths:
        yield Path(paths[0]).resolve().parent.name, read(paths).documents
    for one in islice(read_clusters(Path(rows)), limit) if rows else ():
        if isinstance(one, Cluster):
            yield one.id, one.documents


def _count(name: str, documents: Any, settings: Any, models: Any) -> dict[str, Any]:
    """Takes one cluster through the stages, as `pipeline.running` does."""
    from evaluation.product import Analyser

    from summarizer.pipeline.composing import cite_all, compose_all
    from summarizer.pipeline.drafting import judge_all, write_all
    from summarizer.pipeline.planning import clean_and_split, embed_all, plan_cluster
    from summarizer.pipeline.stages import Cluster
    from summarizer.pipeline.together import each

    judge, analyse = Counted(models.judge) if models.judge else None, Analyser(models.parser)

    def ask_for(purpose: str) -> Any:
        if judge is not None:
            judge.purpose = purpose
        return judge

    sources = embed_all(each([Cluster(documents)], lambda one: clean_and_split(one, settings)), models.encoder)
    planned: list[Any] = each(sources, lambda one: plan_cluster(one, settings, None, analyse, models.encoder))
    writer = models.writer
    with tokens_read(getattr(getattr(writer, "_model", None), "base_model", None)) as passes:
        drafted = write_all(planned, settings, writer, analyse, None)
    checked = judge_all(drafted, settings, analyse, models.encoder, ask_for(PURPOSES[0]), None)
    composed: list[Any] = compose_all(checked, settings, models.encoder, analyse, ask_for(PURPOSES[1]), None)
    composed = [*cite_all(composed, settings, ask_for(PURPOSES[2]), None)]
    for one in (planned[0], composed[0]):
        if isinstance(one, SummarizerError):
            raise one
    taken = composed[0].taken
    return {
        "name": name,
        "planned": len(planned[0].plan.items),
        "told": len(taken),
        "written": sum(one.candidate.origin == "written" for one in taken),
        "words": sum(len(one.candidate.text.split()) for one in taken),
        "writer_tokens": sum(passes),
        "writer_passes": len(passes),
        "fates": dict(_fates(drafted[0], composed[0], settings, analyse)),
        "judged": {purpose: _as_json(one) for purpose, one in judge.readings.items()} if judge else {},
    }


def _as_json(one: Reading) -> dict[str, Any]:
    return {"calls": one.calls, "pairs": one.pairs, "tokens": one.tokens, "answers": dict(sorted(one.answers.items()))}


def _fates(drafted: Any, composed: Any, settings: Any, analyse: Any) -> Counter[str]:
    """What became of each item's first draft, where one was written: told, without a place, refused and by what."""
    told = {one.candidate.item.seed: one.candidate for one in composed.taken}
    sentences = composed.sources.sentences
    refused = [*composed.omitted, *(draft for one in told.values() for draft in one.rejected)]
    found = Counter[str]()
    for one in drafted.items:
        own = one.item.told(sentences)
        draft = next((draft.text for draft in one.drafts if draft.text != own), "")
        if draft:
            candidate = told.get(one.item.seed)
            found[_fate(draft, own, candidate, refused, settings, analyse)] += 1
    return found


def _fate(draft: str, own: str, candidate: Any, refused: Sequence[Any], settings: Any, analyse: Any) -> str:
    from evaluation.product import refused_by

    if candidate is not None and candidate.origin == "written" and candidate.text == draft:
        return "told"
    if any(one.text == draft and any(_BY_JUDGE in reason for reason in one.reasons) for one in refused):
        return "refused by the judge"
    if by := refused_by(draft, own, settings.verify, analyse):
        return f"refused: {by}"
    return "another text was told" if candidate else "no place"


def measure(
    paths: Sequence[Path], rows: Path | None, limit: int, words: int, overrides: Sequence[str], limit_s: float
) -> list[dict[str, Any]]:
    """Counts for reports of one cluster, and for the first clusters of a file of rows.

    Raises:
        InputError: it could not be done.
    """
    arguments = {"paths": [str(path) for path in paths], "rows": str(rows or ""), "limit": limit, "words": words}
    done = run_task("work", {**arguments, "overrides": list(overrides)}, limit_s)
    if done.error:
        raise InputError(f"the work could not be counted: {done.error}", "try a larger --time-limit")
    found: list[dict[str, Any]] = done.answer["found"]
    return found


def table(found: Sequence[dict[str, Any]]) -> Table:
    """One row a cluster, the last for the mean of all."""
    judged = (f"{purpose}: pairs (calls), tokens" for purpose in PURPOSES)
    columns = ("cluster", "told", "of them written", "drafts", "drafts a told", "writer tokens", *judged)
    rows = (*map(_row, found), *([_mean(found)] if found else []))
    return Table("Written and judged", (*columns, "tokens judged"), rows)


def fates(found: Sequence[dict[str, Any]]) -> Table:
    """What became of all first drafts."""
    total = Counter[str]()
    for one in found:
        total.update(one["fates"])
    return Table("First drafts", ("fate", "drafts"), tuple((name, str(count)) for name, count in total.most_common()))


def answers(found: Sequence[dict[str, Any]]) -> Table:
    """How the judge's answers are spread, by purpose: most that are asked needlessly lie at one end."""
    rows = []
    for purpose in PURPOSES:
        spread = Counter[int]()
        for one in found:
            spread.update({int(tenth): count for tenth, count in one["judged"].get(purpose, {})["answers"].items()})
        rows.append((purpose, *(str(spread[tenth]) for tenth in range(10))))
    columns = ("answers", *(f"{tenth / 10:.1f}–" for tenth in range(10)))
    return Table("The judge's answers, P(supported)", columns, tuple(rows))


def _tokens(one: dict[str, Any]) -> int:
    return sum(part["tokens"] for part in one["judged"].values())


def _row(one: dict[str, Any]) -> tuple[str, ...]:
    drafts, told = sum(one["fates"].values()), one["told"]
    cells = [one["judged"].get(purpose, {"calls": 0, "pairs": 0, "tokens": 0}) for purpose in PURPOSES]
    return (
        one["name"],
        str(told),
        str(one["written"]),
        str(drafts),
        f"{drafts / max(told, 1):.1f}",
        str(one["writer_tokens"]),
        *(f"{cell['pairs']} ({cell['calls']}), {cell['tokens']}" for cell in cells),
        str(_tokens(one)),
    )


def _mean(found: Sequence[dict[str, Any]]) -> tuple[str, ...]:
    def mean(values: Sequence[float]) -> str:
        return f"{sum(values) / len(values):.1f}"

    drafts = [sum(one["fates"].values()) for one in found]
    parts = [[one["judged"].get(purpose, {"pairs": 0, "tokens": 0}) for one in found] for purpose in PURPOSES]
    return (
        "mean",
        mean([one["told"] for one in found]),
        mean([one["written"] for one in found]),
        mean(drafts),
        f"{sum(drafts) / max(sum(one['told'] for one in found), 1):.1f}",
        mean([one["writer_tokens"] for one in found]),
        *(f"{mean([cell['pairs'] for cell in part])}, {mean([cell['tokens'] for cell in part])}" for part in parts),
        mean([_tokens(one) for one in found]),
    )
