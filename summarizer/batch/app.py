"""``briefing-batch``: a Hydra application, from its arguments to exit codes."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from summarizer import __version__
from summarizer.batch.names import safe_name
from summarizer.batch.progress import duration, say, showing
from summarizer.errors import ResourceError, SummarizerError, UsageError
from summarizer.quiet import library_messages

if TYPE_CHECKING:
    from omegaconf import DictConfig

    from summarizer.batch.job import Summary
    from summarizer.batch.progress import Display
    from summarizer.settings import BatchSettings

INTERRUPTED = 130
_FULL_ERROR = "HYDRA_FULL_ERROR"
_SHOWN = 20
_NOT_IN_NAMES = ("folder", "runner", "device", "store", "quiet", "retry", "hydra")
_LONGEST_NAME = 150
_OWN_CONF = frozenset(("--config-dir", "-cd", "--config-path", "-cp"))
"""Options of Hydra's that bring groups and options of the user's own."""


class ClustersFailed(SummarizerError):
    """The job ran to its end, and some clusters failed."""


@dataclass
class _Ran:
    """What is known of the jobs of this process when Hydra is done."""

    error: SummarizerError | None = None


_ran = _Ran()


def main(argv: Sequence[str] | None = None) -> int:
    """Runs ``briefing-batch`` with these arguments (the process's own when None) and returns its exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    if arguments == ["--version"]:
        print(f"briefing-batch {__version__}")
        return 0
    _ran.error = None
    debug = bool(os.environ.get(_FULL_ERROR, "0") not in ("", "0"))
    try:
        _check(arguments)
        with library_messages(debug), _hydra_environment(arguments):
            _hydra_main()
        return 0 if _ran.error is None else _report(_ran.error)
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else 0
    except KeyboardInterrupt:
        say("interrupted; run again to go on")
        return INTERRUPTED
    except Exception as error:  # the last line of defence: no traceback unless it is asked for
        if debug and not isinstance(error, SummarizerError):
            raise
        return _report(error, [argument for argument in arguments if _is_override(argument)])


@contextmanager
def _hydra_environment(arguments: Sequence[str]) -> Iterator[None]:
    """Hydra reads ``sys.argv``, and with this variable leaves errors to its caller instead of printing them."""
    before, full = sys.argv, os.environ.get(_FULL_ERROR)
    sys.argv = ["briefing-batch", *_with_offline(arguments)]
    os.environ[_FULL_ERROR] = "1"
    try:
        yield
    finally:
        sys.argv = before
        if full is None:
            os.environ.pop(_FULL_ERROR, None)
        else:
            os.environ[_FULL_ERROR] = full


def _with_offline(arguments: Sequence[str]) -> list[str]:
    """The command line as it was given, but for ``--offline``: for Hydra, that is an override like the others."""
    given = [argument for argument in arguments if argument != "--offline"]
    if len(given) == len(arguments):
        return given
    first = next((at for at, argument in enumerate(given) if _is_override(argument)), len(given))
    return [*given[:first], "store.offline=true", *given[first:]]


def _is_override(argument: str) -> bool:
    return "=" in argument and not argument.startswith("-")


def _check(arguments: Sequence[str]) -> None:
    """Refuses, before Hydra starts, what Hydra would report in its own words.

    Raises:
        UsageError: an override cannot be read, or ``output`` is taken for the folder.
    """
    from summarizer.config import check_overrides, options

    overrides = [argument for argument in arguments if _is_override(argument)]
    lengths = options("output")
    for override in overrides:
        name, _, value = override.partition("=")
        if name == "output" and not _OWN_CONF.intersection(arguments) and not set(value.split(",")) <= set(lengths):
            hint = f"say folder={value} for the folder of the results; output is one of {', '.join(lengths)}"
            raise UsageError(f"{override}: no such output", hint)
    check_overrides(overrides, known=not _OWN_CONF.intersection(arguments))


def _hydra_main() -> None:
    import hydra

    from summarizer.config import register_schema
    from summarizer.resources import conf_dir

    register_schema()
    hydra.main(config_path=str(conf_dir()), config_name="batch", version_base="1.3")(job)()


def job(config: DictConfig) -> None:
    """One job, as Hydra starts it; of several (multirun), each in a folder of its own.

    Raises:
        SummarizerError: it failed, and it is one of several: Hydra has to know which of them did.
    """
    from hydra.core.hydra_config import HydraConfig
    from hydra.types import RunMode

    from summarizer.config import to_settings
    from summarizer.settings import BatchSettings

    hydra_config = HydraConfig.get()
    several = hydra_config.mode == RunMode.MULTIRUN
    try:
        _check_named(config)
        batch = to_settings(config, BatchSettings)
        assert isinstance(batch, BatchSettings)
        if several:
            batch.folder = str(Path(batch.folder) / folder_of(hydra_config.overrides.task))
        with showing(batch.quiet) as display:
            summary = _run(batch, display)
        close(summary, batch.folder)
    except SummarizerError as error:
        if several:
            raise
        _ran.error = error


def _run(batch: BatchSettings, display: Display) -> Summary:
    if batch.group.by == "stories":
        from summarizer.batch.stories import run_stories

        return run_stories(batch, display).summary
    from summarizer.batch.job import run_job

    return run_job(batch, display)


def _check_named(config: DictConfig) -> None:
    from omegaconf import OmegaConf

    for key, example in (("input", "clusters.jsonl"), ("folder", "FOLDER")):
        if OmegaConf.is_missing(config, key) or config[key] in ("", None):
            raise UsageError(f"{key} is missing", f"say {key}={example}; --help shows the rest")


def folder_of(overrides: Sequence[str]) -> str:
    """Name of the folder of one job of several: its overrides, without those that only say how it is run."""
    telling = [override for override in overrides if _group(override) not in _NOT_IN_NAMES]
    name = ",".join(_part(override) for override in telling) or "job"
    if len(name) <= _LONGEST_NAME:
        return name
    return f"{name[:_LONGEST_NAME]}-{hashlib.sha256(name.encode()).hexdigest()[:16]}"


def _group(override: str) -> str:
    return override.lstrip("+~").partition("=")[0].partition(".")[0]


def _part(override: str) -> str:
    name, _, value = override.partition("=")
    return f"{safe_name(name)}={safe_name(value)}" if value else safe_name(name)


def close(summary: Summary, folder: str, say: Callable[[str], None] = say) -> None:
    """The last lines: what failed, and one line on the whole.

    Raises:
        ClustersFailed: a cluster failed.
    """
    counts = summary.counts
    for identifier, error in summary.failures[:_SHOWN]:
        say(f"failed: {identifier}: {error}")
    if counts.failed > _SHOWN:
        say(f"failed: {counts.failed - _SHOWN} more, listed in {Path(folder) / 'manifest.jsonl'}")
    total = counts.done + counts.skipped + counts.failed
    before = f", {counts.skipped} done before" if counts.skipped else ""
    speed = f" ({counts.done / summary.seconds * 3600:.0f} an hour)" if counts.done and summary.seconds else ""
    took = f"{total} {counts.noun} in {duration(summary.seconds)}"
    say(f"{took}: {counts.done} done{speed}{before}, {counts.failed} failed; wrote {folder}")
    if counts.failed:
        raise ClustersFailed(f"{counts.failed} of {total} {counts.noun} failed", "run again to try them once more")


def _report(error: Exception, overrides: Sequence[str] = ()) -> int:
    """One line on standard error, whatever went wrong."""
    from hydra.errors import HydraException
    from omegaconf.errors import OmegaConfBaseException

    from summarizer.config import usage_error

    hydras = isinstance(error, HydraException | OmegaConfBaseException)
    shown = usage_error(error, overrides) if hydras else _as_ours(error)
    say(f"error: {shown}")
    return shown.exit_code


def _as_ours(error: Exception) -> SummarizerError:
    if isinstance(error, SummarizerError):
        return error
    if isinstance(error, MemoryError):
        return ResourceError("out of memory", "try preset=fast")
    if isinstance(error, OSError) and error.filename:
        return SummarizerError(f"{error.filename}: {error.strerror or error}")
    described = f"unexpected {type(error).__name__}: {' '.join(str(error).split())}"
    return SummarizerError(described, f"this is a fault of the program; {_FULL_ERROR}=1 shows where")
