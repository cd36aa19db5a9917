"""All settings, one plain dataclass a stage, each checked when made.

A value is given here, in `stage_settings`, or in `model_settings` where it holds for every model; which model an option
is, and what it needs, is said by its file in ``conf/``. No value is given twice. The classes double as Hydra schemas,
so they are not frozen (freezing blocks overrides) and use only types that Hydra knows.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field
from typing import Any

from summarizer.errors import UsageError
from summarizer.languages import LANGUAGES, language_code
from summarizer.limits import check as _check
from summarizer.limits import one_of as _one_of
from summarizer.limits import within as _within
from summarizer.model_settings import (
    CausalJudgeSettings,
    CausalWriterSettings,
    ParserSettings,
    SentenceEncoderSettings,
    SpacyParserSettings,
)
from summarizer.model_settings import EncoderSettings as EncoderSettings
from summarizer.model_settings import JudgeSettings as JudgeSettings
from summarizer.model_settings import WriterSettings as WriterSettings
from summarizer.outlets import outlets_digest
from summarizer.rules import program_version, rules_digest
from summarizer.stage_settings import AttributeSettings as AttributeSettings
from summarizer.stage_settings import CheckSettings as CheckSettings
from summarizer.stage_settings import CleanSettings as CleanSettings
from summarizer.stage_settings import ComposeSettings as ComposeSettings
from summarizer.stage_settings import GatherSettings as GatherSettings
from summarizer.stage_settings import GroupSettings as GroupSettings
from summarizer.stage_settings import PlanSettings as PlanSettings
from summarizer.stage_settings import SelectionSettings as SelectionSettings
from summarizer.stage_settings import VerbatimSettings as VerbatimSettings
from summarizer.stage_settings import VerifySettings as VerifySettings

DEVICES = ("auto", "cpu", "cuda", "mps")
CITATION_STYLES = ("inline", "footnotes")


@dataclass
class ReadSettings:
    """What reading one input may cost before it is skipped: seconds, and MB of memory (its own size included).

    ``save_sources`` is a folder that gets a copy of all that is read (empty: none). A page from an address with at most
    ``wall_words`` words of text is looked at for signs that it only stands in the article's place: a login, a consent
    form, a script that would fetch the text, an article that is gone.
    """

    timeout_s: float = 30.0
    max_memory_mb: int = 512
    save_sources: str = ""
    wall_words: int = 150

    def __post_init__(self) -> None:
        _within("read.timeout_s", self.timeout_s, 0.1, 86_400.0)
        _within("read.max_memory_mb", self.max_memory_mb, 16, 2**20)
        _within("read.wall_words", self.wall_words, 0, 100_000)


@dataclass
class FetchSettings:
    """How pages are fetched from addresses.

    Of a feed the newest ``max_items`` are taken, and none older than ``since_hours`` (0: of any age); of a list of
    feeds the first ``max_feeds``; of all together ``max_pages``. What is listed is followed ``max_depth`` steps far: a
    list of feeds, a feed, an article. ``allow_private`` also asks machines of this network.
    ``robots`` obeys robots.txt; ``user_agent`` (empty: the program's own) is what servers see.

    ``hosts`` are asked side by side, each for one page at a time and with ``pause_s`` seconds between two. A page may
    take ``timeout_s``, connecting ``connect_s``, ``max_mb`` when unpacked, and ``max_redirects`` redirects; all
    together ``max_total_mb``. What may pass is tried ``retries`` more times, after ``retry_pause_s`` and then twice
    that, or as the server says, up to ``max_wait_s``. A page is not asked for again within ``fresh_s`` seconds; after
    ``keep_days`` it leaves the cache (0: there is none).
    """

    since_hours: float = 0.0
    max_items: int = 30
    max_feeds: int = 50
    max_pages: int = 300
    max_depth: int = 3
    allow_private: bool = False
    robots: bool = True
    user_agent: str = ""
    hosts: int = 8
    pause_s: float = 0.5
    timeout_s: float = 30.0
    connect_s: float = 10.0
    max_mb: float = 16.0
    max_total_mb: float = 256.0
    max_redirects: int = 6
    retries: int = 2
    retry_pause_s: float = 1.0
    max_wait_s: float = 30.0
    fresh_s: float = 300.0
    keep_days: float = 14.0

    def __post_init__(self) -> None:
        _within("fetch.since_hours", self.since_hours, 0.0, 1_000_000.0)
        for name in ("max_items", "max_feeds", "max_pages"):
            _within(f"fetch.{name}", getattr(self, name), 1, 100_000)
        _within("fetch.max_depth", self.max_depth, 1, 10)
        _within("fetch.hosts", self.hosts, 1, 64)
        for name in ("pause_s", "retry_pause_s", "max_wait_s", "fresh_s"):
            _within(f"fetch.{name}", getattr(self, name), 0.0, 86_400.0)
        for name in ("timeout_s", "connect_s"):
            _within(f"fetch.{name}", getattr(self, name), 0.05, 86_400.0)
        for name in ("max_mb", "max_total_mb"):
            _within(f"fetch.{name}", getattr(self, name), 0.001, 4096.0)
        _within("fetch.max_redirects", self.max_redirects, 0, 50)
        _within("fetch.retries", self.retries, 0, 10)
        _within("fetch.keep_days", self.keep_days, 0.0, 3650.0)
        _check(
            self.user_agent.isascii() and (not self.user_agent or self.user_agent.isprintable()),
            "fetch.user_agent holds signs that a header cannot have",
            "use printable ASCII on one line",
        )


@dataclass
class PileSettings(GroupSettings):
    """How a pile is sorted into stories, and which of them have a briefing.

    ``by`` says what of a batch's input is one cluster: "rows" (each row or folder is one) or "stories" (all of it is a
    pile, and each story in it is one). A story has a briefing from ``min_origins`` independent origins on.
    """

    by: str = "rows"
    min_origins: int = 2

    def __post_init__(self) -> None:
        GroupSettings.__post_init__(self)
        _one_of("group.by", self.by, ("rows", "stories"))
        _within("group.min_origins", self.min_origins, 1, 1000)


@dataclass
class OutputSettings:
    """Size and form of the briefing; ``sentences`` (0: as many as fit) replaces the word budget when set.

    From ``section_words`` words on, the points stand under short headings.
    ``front_matter`` begins Markdown with a YAML block of title, date, sources, words and the settings' hash.
    """

    words: int = 250
    sentences: int = 0
    section_words: int = 200
    citations: str = "inline"
    front_matter: bool = True

    def __post_init__(self) -> None:
        _within("output.words", self.words, 30, 5000)
        _within("output.sentences", self.sentences, 0, 200)
        _within("output.section_words", self.section_words, 0, 100_000)
        _one_of("output.citations", self.citations, CITATION_STYLES)


@dataclass
class StoreSettings:
    """Where models are looked for. Empty folders mean: the user's cache, no folder of one's own."""

    cache: str = ""
    folder: str = ""
    offline: bool = False
    hub_timeout_s: float = 3.0


@dataclass
class RunSettings:
    """How a run behaves; nothing here changes what is written, but ``focus``, ``language`` and ``seed``.

    ``language`` is the ISO 639-1 code of the briefing's language, or its English name; empty: that of most of the
    sources.
    """

    device: str = "auto"
    seed: int = 0
    focus: str = ""
    language: str = ""
    strict: bool = False
    threads: int = 0

    def __post_init__(self) -> None:
        _one_of("run.device", self.device, DEVICES)
        self.language = language_code(self.language)
        if self.language not in ("", *LANGUAGES):
            known = f"use a name such as German, or a code: {', '.join(LANGUAGES)}"
            raise UsageError(f"run.language={self.language!r} is not known", known)
        _within("run.threads", self.threads, 0, 1024)


_NOT_WRITTEN = {
    "run": ("device", "threads", "strict"),
    "output": ("citations", "front_matter"),
    "encoder": ("batch_size",),
    "writer": ("max_batch_rows", "max_batch_tokens", "key_variable", "timeout_s", "retries", "concurrency"),
    "judge": ("max_batch_tokens",),
}
"""Settings that do not change what is written."""


@dataclass
class Settings:
    """Everything that decides what a briefing says.

    Made here and not composed, it names no model: those are named in ``conf/``.
    """

    fetch: FetchSettings = field(default_factory=FetchSettings)
    read: ReadSettings = field(default_factory=ReadSettings)
    clean: CleanSettings = field(default_factory=CleanSettings)
    encoder: EncoderSettings = field(default_factory=SentenceEncoderSettings)
    group: PileSettings = field(default_factory=PileSettings)
    gather: GatherSettings = field(default_factory=GatherSettings)
    selection: SelectionSettings = field(default_factory=SelectionSettings)
    plan: PlanSettings = field(default_factory=PlanSettings)
    writer: WriterSettings = field(default_factory=CausalWriterSettings)
    judge: JudgeSettings = field(default_factory=CausalJudgeSettings)
    parser: ParserSettings = field(default_factory=SpacyParserSettings)
    verify: VerifySettings = field(default_factory=VerifySettings)
    attribute: AttributeSettings = field(default_factory=AttributeSettings)
    check: CheckSettings = field(default_factory=CheckSettings)
    compose: ComposeSettings = field(default_factory=ComposeSettings)
    verbatim: VerbatimSettings = field(default_factory=VerbatimSettings)
    output: OutputSettings = field(default_factory=OutputSettings)
    store: StoreSettings = field(default_factory=StoreSettings)
    run: RunSettings = field(default_factory=RunSettings)

    def hash(self) -> str:
        """First 16 hex digits of the SHA-256 of all that decides what is written, but reports and models' weights.

        That is the settings, what a list of outlets says, the program's version and the source of its rules. What
        fetching and reading may cost, how a pile is grouped before anything is written, where models are kept, which
        device runs them, how patiently a server is asked and how output is cited are left out.
        """
        values = asdict(self)
        for part, keys in _NOT_WRITTEN.items():
            for key in keys:
                values[part].pop(key, None)
        values = {part: own for part, own in values.items() if part not in ("fetch", "read", "group", "store")}
        values["clean"]["outlets"] = outlets_digest(self.clean.outlets)
        canonical = json.dumps([program_version(), rules_digest(), values], sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(canonical.encode()).hexdigest()[:16]


@dataclass
class RunnerSettings:
    """Where the clusters of a batch are worked on: ``kind`` is local (also where it is empty) or ray.

    ``workers`` is how many processes hold models (0: one; with Ray, as many as its cluster has room for), ``chunk``
    how many clusters go through the pipeline together and share model batches (0: ``CHUNK_CPU`` or ``CHUNK_GPU``).
    ``address``, ``cpus`` and ``gpus`` are Ray's: the cluster to join (empty: one is started here), and what each
    worker takes of it, in cores (0: those of the smallest node, so a worker a node; with a GPU, 1) and in GPUs,
    which may be a fraction (0: one, where the cluster has any and ``device`` allows it).
    """

    kind: str = ""
    workers: int = 0
    chunk: int = 0
    address: str = ""
    cpus: float = 0.0
    gpus: float = 0.0
    connect_timeout_s: float = 15.0

    def __post_init__(self) -> None:
        _one_of("runner.kind", self.kind or "local", ("local", "ray"))
        _within("runner.workers", self.workers, 0, 100_000)
        _within("runner.chunk", self.chunk, 0, 65536)
        _within("runner.cpus", self.cpus, 0.0, 4096.0)
        _within("runner.gpus", self.gpus, 0.0, 64.0)
        _within("runner.connect_timeout_s", self.connect_timeout_s, 1.0, 600.0)


CHUNK_CPU, CHUNK_GPU = 8, 128
"""Clusters that share model batches where ``runner.chunk`` does not say: what a kill can cost, against full batches."""


@dataclass
class BatchSettings(Settings):
    """A batch job: the settings of its briefings, what to read, where to write and who does the work.

    ``input`` is a path, a pattern or a list of them, ``folder`` takes the results. ``limit`` (0: none) takes the
    first rows only. ``formats`` are written for each cluster; ``shards`` "jsonl" or "parquet" puts ``shard_size``
    clusters into a file instead, or what is finished after ``shard_seconds``. ``retry`` also takes on clusters that
    were set aside. ``device`` is ``run.device`` under a shorter name. With ``group=stories`` all of the input is one
    pile, each story in it is a cluster, and txt, docx and pdf are formats, too.
    """

    input: Any = "???"
    folder: str = "???"
    device: str = "auto"
    limit: int = 0
    formats: list[str] = field(default_factory=lambda: ["json"])
    shards: str = "none"
    shard_size: int = 1000
    shard_seconds: float = 300.0
    retry: bool = False
    quiet: bool = False
    runner: RunnerSettings = field(default_factory=RunnerSettings)

    def __post_init__(self) -> None:
        _one_of("device", self.device, DEVICES)
        _within("limit", self.limit, 0, 10**12)
        stories = self.group.by == "stories"
        _check(not stories or self.shards == "none", "shards: stories are files of their own", "leave shards= out")
        for name in self.formats:
            _one_of("formats", name, ("json", "md", "html", *(("txt", "docx", "pdf") if stories else ())))
        _check("json" in self.formats, "formats leaves out json", "say for example formats=[json,md]")
        _one_of("shards", self.shards, ("none", "jsonl", "parquet"))
        _within("shard_size", self.shard_size, 1, 10**6)
        _within("shard_seconds", self.shard_seconds, 1.0, 10**6)
