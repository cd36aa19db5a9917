"""``briefing-batch``: a Hydra application, from its arguments to exit codes."""

from __future__ import annotations

import hashlib
import os
import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
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

INTERRUPTED = 130
_FULL_ERROR = "HYDRA_FULL_ERROR"
_SHOWN = 20
_NOT_IN_NAMES = ("folder", "runner", "device", "store", "quiet", "retry", "hydra")
_LONGEST_NAME = 150
_WITH_VALUE = frozenset(
    ("--cfg", "-c", "--package", "-p", "--config-path", "-cp", "--config-name", "-cn", "--config-dir", "-cd")
)
_ASKED = frozenset(("all", "config", "defaults", "defaults-tree", "plugins", "searchpath"))
"""What may follow ``--info``; an override always has a sign."""


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
        return _report(error)


@contextmanager
def _hydra_environment(arguments: Sequence[str]) -> Iterator[None]:
    """Hydra reads ``sys.argv``, and with this variable leaves errors to its caller instead of printing them."""
    before, full = sys.argv, os.environ.get(_FULL_ERROR)
    sys.argv = ["briefing-batch", *rewritten(arguments)]
    os.environ[_FULL_ERROR] = "1"
    try:
        yield
    finally:
        sys.argv = before
        if full is None:
            os.environ.pop(_FULL_ERROR, None)
        else:
            os.environ[_FULL_ERROR] = full


def rewritten(arguments: Sequence[str]) -> list[str]:
    """The arguments as Hydra wants them: options first, since it takes no override after one that follows another.

    ``--offline`` is ``store.offline=true``, as on the command line. ``output=FOLDER`` is ``folder=FOLDER``, unless
    what follows names a choice of the group ``output``, such as ``output=short``.
    """
    from summarizer.config import options

    lengths = options("output")
    flags: list[str] = []
    overrides: list[str] = []
    rest = iter(arguments)
    for argument in rest:
        name, sign, value = argument.partition("=")
        if argument == "--offline":
            overrides.append("store.offline=true")
        elif argument in _WITH_VALUE:
            flags += [argument, *islice(rest, 1)]
        elif argument.startswith("-") or argument in _ASKED:
            flags.append(argument)
        elif name == "output" and sign and not all(part.strip() in lengths for part in value.split(",")):
            overrides.append(_as_value("folder", value))
        elif name in ("input", "folder") and sign:
            overrides.append(_as_value(name, value))
        else:
            overrides.append(argument)
    return [*flags, *overrides]


def _as_value(name: str, value: str) -> str:
    """A path as an override: put in quotes where it is the name of something here, or where Hydra could not read it."""
    from hydra.core.override_parser.overrides_parser import OverridesParser
    from hydra.errors import HydraException

    try:
        read = OverridesParser.create().parse_override(f"{name}={value}").value()
        several = name == "folder" and isinstance(read, list | dict)
        named = isinstance(read, int | float) or several or os.path.lexists(value)
        plain = not named or (read == value and "${" not in value)
    except HydraException:
        plain = False
    except ValueError:  # a name that no file can have
        plain = True
    if plain or (len(value) > 1 and value[:1] + value[-1:] in ("''", '""')):
        return f"{name}={value}"
    # In quotes, a backslash counts only before a quotation mark or the sign of an interpolation.
    escaped = re.sub(r"(\\*)(\"|$)", lambda mark: mark[1] * 2 + ('\\"' if mark[2] else ""), value)
    escaped = escaped.replace("${", r"\${")
    return f'{name}="{escaped}"'


def _hydra_main() -> None:
    import hydra

    from summarizer.config import register_schema
    from summarizer.resources import conf_dir

    register_schema()
    hydra.main(config_path=str(conf_dir()), config_name="batch", version_base="1.3")(job)()


def job(config: DictConfig) -> None:
    """One job, as Hydra starts it; of several (multirun), each in a folder of its own.

    Raises:
        SummarizerError: it failed, and it is one of several: Hydra tells the others apart by it.
    """
    from hydra.core.hydra_config import HydraConfig
    from hydra.types import RunMode

    from summarizer.batch.job import run_job
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
            summary = run_job(batch, display)
        _close(summary, batch.folder)
    except SummarizerError as error:
        if several:
            raise
        _ran.error = error


def _check_named(config: DictConfig) -> None:
    from omegaconf import OmegaConf

    for key, name, example in (("input", "input", "clusters.jsonl"), ("folder", "output", "FOLDER")):
        if OmegaConf.is_missing(config, key) or config[key] in ("", None):
            raise UsageError(f"{name} is missing", f"say {name}={example}; --help shows the rest")


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


def _close(summary: Summary, folder: str) -> None:
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
    text = f"{total} clusters in {duration(summary.seconds)}: {counts.done} done{speed}{before}, {counts.failed} failed"
    say(f"{text}; wrote {folder}")
    if counts.failed:
        raise ClustersFailed(f"{counts.failed} of {total} clusters failed", "run again to try them once more")


def _report(error: Exception) -> int:
    """Few lines on standard error, whatever went wrong; Hydra's own messages as they are."""
    from hydra.errors import HydraException, OverrideParseException
    from omegaconf.errors import OmegaConfBaseException

    if isinstance(error, HydraException | OmegaConfBaseException):
        cause = error.__cause__
        if isinstance(error, OverrideParseException):
            hint = "put a value with signs in quotes: 'NAME=\"VALUE\"'"
            say(f"error: cannot read {error.override!r} as NAME=VALUE; {hint}")
            return UsageError.exit_code
        for text in _few(str(error)) + (_few(str(cause))[:1] if isinstance(cause, OmegaConfBaseException) else []):
            say(text)
        return UsageError.exit_code
    shown = _as_ours(error)
    say(f"error: {shown}")
    return shown.exit_code


def _few(message: str) -> list[str]:
    """Hydra's message with its lists on one line each, and without where it looked."""
    lines: list[str] = []
    for line in message.splitlines():
        if line.startswith("Config search path"):
            break
        if line[:1].isspace() and lines:
            lines[-1] += (" " if lines[-1].endswith(":") else ", ") + line.strip()
        elif line.strip():
            lines.append(line.strip())
    return lines


def _as_ours(error: Exception) -> SummarizerError:
    if isinstance(error, SummarizerError):
        return error
    if isinstance(error, MemoryError):
        return ResourceError("out of memory", "try preset=fast")
    if isinstance(error, OSError) and error.filename:
        return SummarizerError(f"{error.filename}: {error.strerror or error}")
    described = f"unexpected {type(error).__name__}: {' '.join(str(error).split())}"
    return SummarizerError(described, f"this is a fault of the program; {_FULL_ERROR}=1 shows where")
