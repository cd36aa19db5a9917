"""Runs each measurement in a process of its own, so that its peak memory is its own."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

SCRIPTS = Path(__file__).resolve().parents[1]
ROOT = SCRIPTS.parent
_POLL_S = 0.02
_MAXRSS_UNIT = 1 if sys.platform == "darwin" else 1024


@dataclass(frozen=True, slots=True)
class Measured:
    """What a process did: wall seconds, peak resident bytes (its own and those of the processes it started, added up),
    and what it answered or why it did not.

    ``error`` is empty when all went well, ``time limit`` when it was stopped for that.
    """

    seconds: float
    peak_bytes: int
    answer: dict[str, Any] = field(default_factory=dict)
    error: str = ""


def run_task(task: str, arguments: Mapping[str, Any], limit_s: float) -> Measured:
    """Runs a task of `benchmarking.child` in a new process.

    Args:
        task: its name.
        arguments: passed as JSON.
        limit_s: after this many seconds the process is stopped.
    """
    command = [sys.executable, "-m", "benchmarking.child", task, json.dumps(dict(arguments))]
    with tempfile.TemporaryDirectory() as folder:
        answer = Path(folder) / "answer.json"
        done = run_command([*command, str(answer)], limit_s)
        if done.error or not answer.is_file():
            return Measured(done.seconds, done.peak_bytes, {}, done.error or "it gave no answer")
        found = json.loads(answer.read_text(encoding="utf-8"))
    return Measured(done.seconds, done.peak_bytes, found, str(found.get("error", "")))


def run_command(command: Sequence[str], limit_s: float) -> Measured:
    """Runs a command to its end or the limit; the last line of its standard error explains a failure."""
    path = os.pathsep.join([str(SCRIPTS), str(ROOT), *filter(None, [os.environ.get("PYTHONPATH", "")])])
    with tempfile.TemporaryFile() as errors:
        began = time.perf_counter()
        process = subprocess.Popen(
            list(command),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=errors,
            env={**os.environ, "PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": ""},  # as where it is installed
        )
        stopped, status, peak_bytes = _wait(process, began + limit_s)
        seconds = time.perf_counter() - began
        errors.seek(0)
        said = errors.read().decode("utf-8", "replace").strip().splitlines()
    if stopped:
        return Measured(seconds, peak_bytes, {}, "time limit")
    if status != 0:
        return Measured(seconds, peak_bytes, {}, said[-1] if said else f"exit code {status}")
    return Measured(seconds, peak_bytes)


@contextmanager
def beside(processes: int) -> Iterator[None]:
    """Keeps that many cores busy with other work inside the block; the processes end with this one at the latest."""
    code = "import os\nparent = os.getppid()\nwhile os.getppid() == parent: pass"
    others = [subprocess.Popen([sys.executable, "-c", code]) for _ in range(processes)]
    try:
        yield
    finally:
        for other in others:
            other.kill()
            other.wait()


def promise(found: str, wanted: str, held: bool) -> str:
    """One line on what was promised and whether it holds here."""
    return f"{found} (wanted: {wanted}): {'holds' if held else 'DOES NOT HOLD'}."


def _wait(process: subprocess.Popen[bytes], deadline: float) -> tuple[bool, int, int]:
    """Waits for the end or the deadline; returns whether it was stopped, its exit code and its peak bytes.

    The peaks are read while the processes run: what the system reports at the end counts the parent's memory at
    the fork as well. It serves only where nothing else is known.
    """
    stopped, peaks = False, dict[str, int]()
    try:
        while True:
            for one in _family(str(process.pid)):
                peaks[one] = max(peaks.get(one, 0), _high_water(one))
            pid, status, usage = os.wait4(process.pid, os.WNOHANG)
            if pid:
                process.returncode = os.waitstatus_to_exitcode(status)
                return stopped, process.returncode, sum(peaks.values()) or usage.ru_maxrss * _MAXRSS_UNIT
            if not stopped and time.perf_counter() > deadline:
                stopped = True
                process.send_signal(signal.SIGKILL)
            time.sleep(_POLL_S)
    except BaseException:
        process.kill()
        process.wait()
        raise


def _family(process: str) -> list[str]:
    """A process and all that descend from it, as Linux lists them."""
    try:
        lists = [file.read_text(encoding="ascii") for file in Path(f"/proc/{process}/task").glob("*/children")]
    except OSError:  # it has just ended
        lists = []
    return [process, *(one for found in lists for child in found.split() for one in _family(child))]


def _high_water(process: str) -> int:
    """Peak resident bytes of a process as Linux keeps them; 0 where it is not known."""
    try:
        status = Path(f"/proc/{process}/status").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return 0
    found = (line.split()[1] for line in status.splitlines() if line.startswith("VmHWM:"))
    return int(next(found, "0")) * 1024
