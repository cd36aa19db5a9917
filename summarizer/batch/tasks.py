"""What travels between the process that reads and writes and those that hold models; and how a chunk is briefed."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.batch.manifest import Status
from summarizer.batch.updates import compared
from summarizer.checked import Check, ToCheck
from summarizer.compare.earlier import Earlier
from summarizer.errors import ModelError, ResourceError, SummarizerError, UsageError
from summarizer.records import Briefing, CleanDocument, Comparison, Document, Skipped
from summarizer.settings import Settings

if TYPE_CHECKING:
    from summarizer.pipeline import Models

Result = Briefing | Check
"""What is made of a row: a briefing, or the check of its draft."""

Report = Callable[[str], None]
"""Told, in one line, of what a user should know while the job runs."""


@dataclass(frozen=True, slots=True)
class Task:
    """One cluster, read and cleaned; ``hash`` is that of its content, settings and models.

    ``draft`` is a text to be checked against it, where its row has one; then no briefing is written. ``earlier`` is the
    briefing of it that the new one is compared with.
    """

    id: str
    hash: str
    documents: tuple[Document, ...]
    cleaned: tuple[CleanDocument, ...]
    skipped: tuple[Skipped, ...] = ()
    draft: ToCheck | None = None
    earlier: Earlier | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one cluster; ``briefing``, or the check of its draft, is there when it is done, else ``error``.

    ``since`` is what changed from its earlier briefing.
    """

    id: str
    hash: str
    status: Status
    briefing: Result | None = None
    error: str | None = None
    seconds: float = 0.0
    since: Comparison | None = None


@dataclass(frozen=True, slots=True)
class Chunk:
    """Clusters that go through the pipeline together, and what became of others that were read with them.

    ``number`` counts chunks from 0; ``skipped`` clusters are done already.
    """

    number: int
    tasks: tuple[Task, ...]
    failed: tuple[Outcome, ...] = ()
    skipped: int = 0
    last: bool = False


def brief_chunk(tasks: Sequence[Task], settings: Settings, models: Models, report: Report) -> list[Outcome]:
    """Briefs clusters with shared model batches; one that fails does not stop the others.

    When memory runs out, the chunk is halved, and so are the batch limits in ``settings``, which the models hold
    too: they stay small for the rest of the run. Any other failure of the whole chunk is narrowed down in the same
    way to the cluster that causes it.

    Args:
        tasks: the clusters.
        settings: changed in place when memory runs out.
        models: made by `load_models` with the very same ``settings``.
        report: called with a line when batches are halved.

    Raises:
        ModelError: a model cannot be used at all, so that every cluster would fail.
    """
    began = time.perf_counter()
    try:
        results = _results(tasks, settings, models)
        found = [_compared(task, result, settings, models) for task, result in zip(tasks, results, strict=True)]
    except (ModelError, UsageError):
        raise
    except Exception as error:
        failure = error if not isinstance(error, MemoryError) else ResourceError("memory ran out")
        smaller = isinstance(failure, ResourceError) and halve_limits(settings)
        if smaller:
            report(f"{failure}: batches are halved")
    else:
        share = (time.perf_counter() - began) / max(1, len(tasks))
        return [_outcome(task, *one, share) for task, one in zip(tasks, found, strict=True)]
    # Outside the except block, so that the failed call's arrays are no longer held by its traceback.
    if len(tasks) == 1 and not smaller:
        return [failed(tasks[0].id, tasks[0].hash, failure, time.perf_counter() - began)]
    half = (len(tasks) + 1) // 2
    parts = [part for part in (tasks[:half], tasks[half:]) if part]
    return [outcome for part in parts for outcome in brief_chunk(part, settings, models, report)]


def _results(tasks: Sequence[Task], settings: Settings, models: Models) -> list[Result | SummarizerError]:
    """The briefings of rows without a draft, and the checks of those with one, in the order of the rows."""
    from summarizer.pipeline import run_many

    plain = [task for task in tasks if task.draft is None]
    briefed = run_many(
        [task.documents for task in plain],
        settings,
        models,
        skipped=[task.skipped for task in plain],
        cleaned=[task.cleaned for task in plain],
    )
    left: dict[bool, Iterator[Result | SummarizerError]] = {
        False: iter(briefed),
        True: _checks(tasks, settings, models),
    }
    return [next(left[task.draft is not None]) for task in tasks]


def _checks(tasks: Sequence[Task], settings: Settings, models: Models) -> Iterator[Result | SummarizerError]:
    """The checks of the rows with a draft, in their order."""
    with_draft = [(task, task.draft) for task in tasks if task.draft is not None]
    if with_draft:
        from summarizer.pipeline import Checkers, CheckTask, check_many

        given = [CheckTask(draft, task.documents, task.skipped, task.cleaned) for task, draft in with_draft]
        yield from check_many(given, settings, Checkers(models.encoder, models.judge, models.parser))


def _compared(
    task: Task, result: Result | SummarizerError, settings: Settings, models: Models
) -> tuple[Result | SummarizerError, Comparison | None]:
    """What was made of a task, and what changed from what was made of it before."""
    if task.earlier is None or not isinstance(result, Briefing):
        return result, None
    return compared(task.earlier, result, models, settings)


def halve_limits(settings: Settings) -> bool:
    """Halves, in place, how much the models hold at once; False when one row a batch is all there is left."""
    parts = (settings.writer, settings.judge, settings.encoder)
    rows = [(part, name) for part in parts for name in ("max_batch_rows", "batch_size") if hasattr(part, name)]
    if all(getattr(part, name) <= 1 for part, name in rows):
        return False
    tokens = [(part, "max_batch_tokens") for part in parts if hasattr(part, "max_batch_tokens")]
    for part, name in (*rows, *tokens):
        least = 64 if name == "max_batch_tokens" and part is settings.judge else 1
        setattr(part, name, max(least, getattr(part, name) // 2))
    return True


def failed(identifier: str, content: str, error: Exception, seconds: float = 0.0) -> Outcome:
    """The outcome of a cluster that cannot be briefed."""
    reason = str(error) if isinstance(error, SummarizerError) else f"unexpected {type(error).__name__}: {error}"
    return Outcome(identifier, content, "failed", error=" ".join(reason.split()), seconds=seconds)


def _outcome(task: Task, result: Result | SummarizerError, since: Comparison | None, seconds: float) -> Outcome:
    if isinstance(result, SummarizerError):
        return failed(task.id, task.hash, result, seconds)
    return Outcome(task.id, task.hash, "done", result, seconds=seconds, since=since)
