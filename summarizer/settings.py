"""All settings, one plain dataclass a stage, each checked when made.

A value stands here, or in `model_settings`, where it holds for every model; which model an option is, and what it
needs, is said by its file in ``conf/``. No value stands in both. The classes double as Hydra schemas, so they are not
frozen (freezing blocks overrides) and use only types that Hydra knows.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field
from typing import Any

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
from summarizer.rules import program_version, rules_digest

DEVICES = ("auto", "cpu", "cuda", "mps")
CITATION_STYLES = ("inline", "footnotes")


@dataclass
class ReadSettings:
    """What reading one input may cost before it is skipped: seconds, and MB of memory (its own size included)."""

    timeout_s: float = 30.0
    max_memory_mb: int = 512

    def __post_init__(self) -> None:
        _within("read.timeout_s", self.timeout_s, 0.1, 86_400.0)
        _within("read.max_memory_mb", self.max_memory_mb, 16, 2**20)


@dataclass
class CleanSettings:
    """What counts as the same text twice. Similarities are shares of 5-word shingles, in [0, 1]."""

    min_paragraph_words: int = 6
    copy_similarity: float = 0.80
    rewrite_similarity: float = 0.25

    def __post_init__(self) -> None:
        _within("clean.copy_similarity", self.copy_similarity, 0.0, 1.0)
        _within("clean.rewrite_similarity", self.rewrite_similarity, 0.0, self.copy_similarity)


@dataclass
class SelectionSettings:
    """Weights of salience, and the price of repeating what is already chosen (MMR).

    A name that the share ``widely`` of the sources mention gets a sentence of its own when nothing chosen has
    it, up to ``max_missing`` of them; such a sentence gains ``coverage`` in salience. A sentence of fewer than
    ``min_words`` or more than ``max_words`` words loses ``unwieldy``: it is told where there is room.
    """

    corroboration: float = 1.0
    centroid: float = 0.3
    position: float = 0.4
    position_power: float = 0.75
    facts: float = 0.1
    commentary: float = 0.6
    dangling: float = 0.1
    focus: float = 1.5
    redundancy: float = 0.8
    widely: float = 0.6
    max_missing: int = 2
    coverage: float = 0.2
    max_words: int = 60
    min_words: int = 5
    unwieldy: float = 0.3

    def __post_init__(self) -> None:
        _within("selection.redundancy", self.redundancy, 0.0, 10.0)
        _within("selection.min_words", self.min_words, 1, self.max_words)


@dataclass
class PlanSettings:
    """How the briefing is laid out and when two sentences state the same fact.

    ``same_fact`` is the cosine above which a sentence of another source is taken as the same fact when its
    names, numbers and words agree as well; ``surplus`` is how many more sentences are written than fit,
    as a share, so that rejected drafts leave no hole.
    """

    lead_sentences: int = 2
    same_fact: float = 0.62
    min_overlap: float = 0.45
    max_support: int = 4
    words_per_sentence: int = 20
    surplus: float = 1.4

    def __post_init__(self) -> None:
        _within("plan.lead_sentences", self.lead_sentences, 1, 5)
        _within("plan.same_fact", self.same_fact, 0.0, 1.0)
        _within("plan.surplus", self.surplus, 0.0, 3.0)


@dataclass
class VerifySettings:
    """When a draft stands, when another source is cited for it, and when it repeats another sentence.

    A text of fewer than ``min_words`` is none. Two words that stand side by side in it may stand within ``near_words``
    of one another in its evidence, a name and what it is called within ``name_words``. Where more than
    ``attributed_share`` of its words are only somebody's statement there, it must say whose. ``min_coverage`` is the
    share of its content words that its evidence must hold. ``max_copied_run`` is how many words in a row it may share
    with its evidence before a draft of its own wording is preferred. ``min_worst_logprob`` is the log-probability
    below which a token counts as forced, ``min_logprob`` the mean below which a draft does.

    Another source's sentence is put to the judge from ``min_citation_cosine`` and ``asked_overlap``, the share of the
    content words it holds, on; it is cited where probability and share come to ``cited_support``. Without a judge it
    must hold the share ``min_citation``. Another count of the dead, hurt or missing is looked for from
    ``min_toll_cosine`` on. Two sentences are taken as repeating one another from ``repeat_cosine`` or
    ``repeat_overlap`` on, and are put to the judge from ``asked_repeat_cosine`` on.
    """

    min_words: int = 4
    near_words: int = 5
    name_words: int = 7
    attributed_share: float = 0.5
    min_coverage: float = 0.95
    max_copied_run: int = 11
    min_worst_logprob: float = -5.0
    min_logprob: float = -0.7
    max_quoted_words: int = 45
    min_citation: float = 0.85
    min_citation_cosine: float = 0.5
    min_toll_cosine: float = 0.3
    asked_overlap: float = 0.4
    cited_support: float = 0.77
    repeat_cosine: float = 0.86
    repeat_overlap: float = 0.7
    asked_repeat_cosine: float = 0.55

    def __post_init__(self) -> None:
        _within("verify.min_coverage", self.min_coverage, 0.0, 1.0)
        _within("verify.max_copied_run", self.max_copied_run, 1, 1000)
        _within("verify.min_citation", self.min_citation, 0.0, 1.0)
        _within("verify.min_citation_cosine", self.min_citation_cosine, 0.0, 1.0)
        _within("verify.min_toll_cosine", self.min_toll_cosine, 0.0, 1.0)
        _within("verify.asked_overlap", self.asked_overlap, 0.0, 1.0)
        _within("verify.cited_support", self.cited_support, 0.0, 1.0)
        _within("verify.repeat_cosine", self.repeat_cosine, 0.0, 1.0)
        _within("verify.asked_repeat_cosine", self.asked_repeat_cosine, 0.0, 1.0)


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
    """How a run behaves; nothing here changes what is written, but ``focus`` and ``seed``."""

    device: str = "auto"
    seed: int = 0
    focus: str = ""
    strict: bool = False
    threads: int = 0

    def __post_init__(self) -> None:
        _one_of("run.device", self.device, DEVICES)
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

    read: ReadSettings = field(default_factory=ReadSettings)
    clean: CleanSettings = field(default_factory=CleanSettings)
    encoder: EncoderSettings = field(default_factory=SentenceEncoderSettings)
    selection: SelectionSettings = field(default_factory=SelectionSettings)
    plan: PlanSettings = field(default_factory=PlanSettings)
    writer: WriterSettings = field(default_factory=CausalWriterSettings)
    judge: JudgeSettings = field(default_factory=CausalJudgeSettings)
    parser: ParserSettings = field(default_factory=SpacyParserSettings)
    verify: VerifySettings = field(default_factory=VerifySettings)
    output: OutputSettings = field(default_factory=OutputSettings)
    store: StoreSettings = field(default_factory=StoreSettings)
    run: RunSettings = field(default_factory=RunSettings)

    def hash(self) -> str:
        """First 16 hex digits of the SHA-256 of all that decides what is written, but reports and models' weights.

        That is the settings, the program's version and the source of its rules. What reading may cost, where models
        are kept, which device runs them, how patiently a server is asked and how output is cited are left out.
        """
        values = asdict(self)
        for part, keys in _NOT_WRITTEN.items():
            for key in keys:
                values[part].pop(key, None)
        values = {part: own for part, own in values.items() if part not in ("read", "store")}
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
    were set aside. ``device`` is ``run.device`` under a shorter name.
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
        for name in self.formats:
            _one_of("formats", name, ("json", "md", "html"))
        _check("json" in self.formats, "formats leaves out json", "say for example formats=[json,md]")
        _one_of("shards", self.shards, ("none", "jsonl", "parquet"))
        _within("shard_size", self.shard_size, 1, 10**6)
        _within("shard_seconds", self.shard_seconds, 1.0, 10**6)
