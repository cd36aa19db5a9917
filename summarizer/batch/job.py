"""One batch job from checked settings to the summary: what is to be done, by whom, and the record of it."""

from __future__ import annotations

import hashlib
import json
import threading
import time
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any

from summarizer import __version__
from summarizer.batch.disk import claimed, sync_folder, write_bytes
from summarizer.batch.inputs import Item, Source, count_items, draft_of, find_sources, load, read_items
from summarizer.batch.local import Result, chunk_size, run_local, worker_count
from summarizer.batch.manifest import Entry, Manifest
from summarizer.batch.outputs import FOLDER, Files, Output
from summarizer.batch.progress import Counts, Display
from summarizer.batch.shards import Shards
from summarizer.batch.tasks import Chunk, Outcome, Report, Task, failed
from summarizer.batch.updates import earlier_report
from summarizer.errors import NoInputError, OutputError
from summarizer.model_settings import EncoderSettings, ParserSettings, WriterSettings
from summarizer.read.sources import expanded
from summarizer.settings import BatchSettings, Settings

_FAILED_AT_ONCE = 256
_LISTED = 1000


@dataclass
class Summary:
    """What a run did; ``failures`` are (id, error), the first thousand of them."""

    counts: Counts = field(default_factory=Counts)
    failures: list[tuple[str, str]] = field(default_factory=list)
    seconds: float = 0.0


def run_job(batch: BatchSettings, display: Display) -> Summary:
    """Briefs every cluster of the input that is not done yet, and records each as it is finished.

    Raises:
        UsageError: the input is no path, or a package for its form is missing.
        InputError: there is nothing to read.
        ModelError: a model cannot be had.
        OutputError: another run has the folder, or it cannot be written to; what is done is kept.
    """
    began = time.monotonic()
    settings = briefing_settings(batch)
    sources = find_sources(batch.input)
    folder = expanded(batch.folder)
    with claimed(folder):
        models = known_models(settings, display)
        write_config(folder, batch, models)
        job = Job(batch, settings, folder, job_hash(batch, settings, models), display)
        with job.manifest:
            try:
                job.run(sources)
            finally:
                job.summary.seconds = time.monotonic() - began
                write_summary(folder, job.summary, settings, models)
    return job.summary


def briefing_settings(batch: BatchSettings) -> Settings:
    """The settings of the briefings alone, as the command line has them."""
    return Settings(**{part.name: getattr(batch, part.name) for part in fields(Settings)})


def known_models(settings: Settings, display: Display | None = None) -> list[dict[str, str]]:
    """Name, revision and hash of every model that the settings need; they are fetched now if they are not here.

    Raises:
        OfflineError: one is missing, and the network may not be used.
        ModelError: one cannot be had.
    """
    from summarizer.backends.loading import judge_model
    from summarizer.models import ModelStore

    store = ModelStore(settings.store, display.stage if display else None)
    parts: dict[str, EncoderSettings | ParserSettings | WriterSettings] = {
        "encoder": settings.encoder,
        "parser": settings.parser,
        "writer": settings.writer,
    }
    wanted = {role: part.model for role, part in parts.items() if part.has_weights}
    if judge := judge_model(settings):
        wanted["judge"] = judge
    found = []
    for role, name in wanted.items():
        ready = store.ensure(name)
        found.append({"role": role, "name": name, "revision": ready.revision, "sha256": ready.sha256})
        if role == "judge" and ready.judge_sha256:
            found[-1]["adapter"] = ready.judge_sha256
    return found


def job_hash(batch: BatchSettings, settings: Settings, models: Sequence[dict[str, str]]) -> str:
    """Hash of all that decides what is written for a cluster, but the cluster."""
    form = [sorted(batch.formats), batch.shards, settings.output.citations if "md" in batch.formats else ""]
    canonical = json.dumps([settings.hash(), list(models), form], sort_keys=True)
    return hashlib.sha256(canonical.encode()).hexdigest()


def cluster_hash(base: str, item: Item) -> str:
    """Hash of all that decides what is written for a cluster; ``base`` is the job's."""
    return hashlib.sha256(f"{base}{item.content}".encode()).hexdigest()[:32]


@dataclass(frozen=True)
class Plan:
    """What is to be done: read beside the models, in a thread of this process or on a node of a Ray cluster.

    ``entries`` and ``output`` say what earlier runs have done; ``base`` is the job's hash. ``items`` are the clusters
    where they are known already, and not to be found in ``sources``.
    """

    batch: BatchSettings
    settings: Settings
    base: str
    sources: Sequence[Source]
    entries: Mapping[str, Entry]
    output: Output
    items: Sequence[Item] | None = None

    def chunks(self) -> Iterator[Chunk]:
        """Reads and cleans what is not done yet, and gathers it; the last chunk says that it is the last."""
        size = chunk_size(self.settings, self.batch.runner.chunk)
        number = 0
        tasks: list[Task] = []
        bad: list[Outcome] = []
        skipped = 0
        for item in self._items():
            content = cluster_hash(self.base, item)
            entry = self.entries.get(item.id)
            if entry is not None and entry.hash == content and self._settled(entry):
                if entry.status == "done":
                    skipped += 1
                else:
                    bad.append(Outcome(item.id, content, "set_aside", error=entry.error))
            else:
                self._prepare(item, content, tasks, bad)
            if len(tasks) >= size or len(bad) + skipped >= _FAILED_AT_ONCE:
                full = len(tasks) >= size
                yield Chunk(number, tuple(tasks) if full else (), tuple(bad), skipped)
                number += 1
                tasks, bad, skipped = [] if full else tasks, [], 0
        yield Chunk(number, tuple(tasks), tuple(bad), skipped, last=True)

    def _items(self) -> Iterator[Item]:
        if self.items is not None:
            return iter(self.items)
        items = read_items(self.sources)
        return islice(items, self.batch.limit) if self.batch.limit else items

    def _settled(self, entry: Entry) -> bool:
        """Whether a cluster need not be done: it is there, or it was set aside and is not to be tried again."""
        if entry.status == "set_aside":
            return not self.batch.retry
        return entry.status == "done" and self.output.holds(entry)

    def _prepare(self, item: Item, content: str, tasks: list[Task], bad: list[Outcome]) -> None:
        from summarizer.pipeline import clean_cluster

        try:
            cluster = load(item, self.settings.read)
            draft = draft_of(item)
            cleaned = item.cleaned or clean_cluster(cluster.documents, self.settings)
            earlier = earlier_report(item.earlier, cluster.documents)
        except Exception as error:  # whatever is wrong with one cluster, the others go on
            bad.append(failed(item.id, content, error))
            return
        tasks.append(Task(item.id, content, cluster.documents, cleaned, cluster.skipped, draft, earlier))


class Job:
    """The state of one run; ``files`` is where files of their own go."""

    def __init__(
        self,
        batch: BatchSettings,
        settings: Settings,
        folder: Path,
        base: str,
        display: Display,
        files: Files | None = None,
    ) -> None:
        self.batch, self.settings, self.base, self.display = batch, settings, base, display
        self.summary = Summary()
        citations = settings.output.citations
        self._files = files or Files(folder, batch.formats, citations)
        self._shards: Shards | None = None
        if batch.shards != "none" or (folder / "shards").is_dir():
            kind = batch.shards if batch.shards != "none" else "jsonl"
            self._shards = Shards(folder, kind, batch.formats, citations, batch.shard_size, batch.shard_seconds)
        self.output: Output = self._shards if batch.shards != "none" and self._shards else self._files
        self.manifest = Manifest(folder)

    def run(self, sources: Sequence[Source], items: Sequence[Item] | None = None) -> None:
        """Goes through the input once, or through the clusters that are given."""
        if self.batch.shards == "none":
            self._files.prepare(self.manifest.entries.values())
        if self._shards is not None:
            self._shards.prepare(self.manifest.entries.values())
        if items is None:
            threading.Thread(target=self._count, args=(sources,), daemon=True).start()
        else:
            self.summary.counts.total = len(items)
        plan = Plan(self.batch, self.settings, self.base, sources, self.manifest.entries, self.output, items)
        try:
            with closing(self._results(plan)) as results:
                for chunk, outcomes in results:
                    self._take(chunk, outcomes)
        except OutputError:
            raise
        except BaseException:
            self._record(self.output.flush())
            raise
        self._record(self.output.flush())
        counts = self.summary.counts
        if items is None and not counts.done + counts.skipped + counts.failed:
            raise NoInputError("the input holds no cluster", "check input= and limit=")

    def _count(self, sources: Sequence[Source]) -> None:
        self.summary.counts.total = count_items(sources, self.batch.limit)

    def _results(self, plan: Plan) -> Generator[Result]:
        runner = self.batch.runner
        report: Report = self.display.note
        if runner.kind == "ray":
            from summarizer.batch.ray_runner import run_ray

            # A copy of what is done now: Ray may ask for the chunks again, and has to get the same.
            plan = replace(plan, entries=dict(plan.entries))
            return run_ray(plan.chunks, self.settings, runner, report)
        workers = worker_count(self.settings, runner.workers)
        return run_local(plan.chunks(), self.settings, workers, report, self.settings.run.threads)

    def _take(self, chunk: Chunk, outcomes: Sequence[Outcome]) -> None:
        counts = self.summary.counts
        counts.skipped += chunk.skipped
        for outcome in (*chunk.failed, *outcomes):
            if outcome.status == "done":
                counts.done += 1
            else:
                counts.failed += 1
                if len(self.summary.failures) < _LISTED:
                    self.summary.failures.append((outcome.id, outcome.error or ""))
        self._record(self.output.add([*chunk.failed, *outcomes]))
        self.display.counts(counts)

    def _record(self, entries: Sequence[Entry]) -> None:
        """Removes what the entries replace and writes them down; in this order a kill costs time, and nothing else."""
        earlier = [old for entry in entries if (old := self.manifest.entries.get(entry.id)) is not None]
        self._release(earlier, entries)
        failed = _bare(entries)
        known = {old.id for old in earlier if replace(old, seconds=0.0) in failed}
        self.manifest.append(entry for entry in entries if entry.id not in known)

    def _release(self, earlier: Sequence[Entry], entries: Sequence[Entry]) -> None:
        """Removes the files of earlier entries that others replace."""
        files = {entry.id: entry.file or "" for entry in entries}
        replaced = [old for old in earlier if old.file and old.file != files[old.id]]
        # A cluster's own files go by its id: what was just written must not be taken for what it replaces.
        own = f"{FOLDER}/"
        self._files.release([old for old in replaced if not files[old.id].startswith(own) and _is_in(old, own)])
        if self._shards is not None:
            self._shards.release([old for old in replaced if not _is_in(old, own)])


def _is_in(entry: Entry, folder: str) -> bool:
    return entry.file is not None and entry.file.startswith(folder)


def _bare(entries: Sequence[Entry]) -> set[Entry]:
    """The failures among entries: one that is as it was before needs no line of its own."""
    return {replace(entry, seconds=0.0) for entry in entries if entry.status != "done"}


def write_config(folder: Path, batch: BatchSettings, models: Sequence[dict[str, str]]) -> None:
    """The configuration that was composed, with the revisions of the models."""
    import yaml

    value: dict[str, Any] = {"version": __version__, "settings_hash": briefing_settings(batch).hash()}
    value |= {"models": list(models), "settings": asdict(batch)}
    text = yaml.safe_dump(value, sort_keys=False, allow_unicode=True)
    write_bytes(folder / "config.yaml", text.encode("utf-8", "backslashreplace"))


def _json(value: dict[str, Any]) -> bytes:
    """Readable JSON; half a surrogate pair, as in a file name that is not UTF-8, stays behind an escape."""
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "backslashreplace")


def write_summary(folder: Path, summary: Summary, settings: Settings, models: Sequence[dict[str, str]]) -> None:
    """What the run did, as summary.json."""
    counts = summary.counts
    worked = counts.done + counts.failed
    value = {
        "finished": datetime.now(UTC).isoformat(timespec="seconds"),
        "clusters": counts.done + counts.skipped + counts.failed,
        "done": counts.done,
        "done_before": counts.skipped,
        "failed": counts.failed,
        "seconds": round(summary.seconds, 3),
        "clusters_per_hour": round(3600 * worked / summary.seconds, 1) if summary.seconds else None,
        "settings_hash": settings.hash(),
        "models": list(models),
        "failures": [{"id": identifier, "error": error} for identifier, error in summary.failures],
    }
    write_bytes(folder / "summary.json", _json(value))
    sync_folder(folder)
