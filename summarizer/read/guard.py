"""Has inputs read by a process of their own, within limits of time and memory.

A parser that hangs, a bomb that swells, a library that crashes: each costs the one input that caused it. The process is
started once and serves all inputs; it is replaced when it had to be ended. Where none can be started, inputs are read
here, and only exceptions are kept from ending the run.
"""

from __future__ import annotations

import atexit
import io
import os
import select
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress

from summarizer.errors import InputError
from summarizer.read.child import receive, send
from summarizer.read.one import Answer, Job, read_one
from summarizer.read.sources import Unusable
from summarizer.settings import ReadSettings

_START_S = 60.0
_CHUNK = 1 << 16


class _TooLong(Exception):
    """The time allowed is over."""


class _Ended(Exception):
    """The process has ended without an answer."""


class _Child:
    """A reading process and the pipes to it."""

    def __init__(self) -> None:
        path = os.pathsep.join(entry for entry in sys.path if entry)
        self._process = subprocess.Popen(
            [sys.executable, "-m", "summarizer.read.child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": path},
            start_new_session=True,  # Ctrl-C is for whoever started it
        )
        self._buffer = bytearray()
        self.ready = False

    def ask(self, job: Job, limits: ReadSettings) -> None:
        """Hands over a job; the answers are to be taken before the next one."""
        if not self.ready:
            try:
                self.answer(time.monotonic() + _START_S)
            except _TooLong as error:
                raise _Ended from error
            self.ready = True
        assert self._process.stdin is not None
        try:
            send(self._process.stdin, (job, limits.timeout_s, limits.max_memory_mb))  # type: ignore[arg-type]
        except OSError as error:
            raise _Ended from error

    def answer(self, deadline: float) -> object:
        """The next answer.

        Raises:
            _TooLong: it did not come by the deadline.
            _Ended: it will not come.
        """
        size = int.from_bytes(self._take(4, deadline))
        return receive(io.BytesIO(size.to_bytes(4) + self._take(size, deadline)))

    def _take(self, count: int, deadline: float) -> bytes:
        assert self._process.stdout is not None
        pipe = self._process.stdout.fileno()
        while len(self._buffer) < count:
            left = deadline - time.monotonic()
            if left <= 0 or not select.select([pipe], [], [], left)[0]:
                raise _TooLong
            data = os.read(pipe, _CHUNK)
            if not data:
                raise _Ended
            self._buffer += data
        taken = bytes(self._buffer[:count])
        del self._buffer[:count]
        return taken

    def end(self) -> None:
        """Ends the process at once."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()


class Reader:
    """Reads inputs one after the other in a process of their own; threads take turns."""

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._child: _Child | None = None
        self._owner = 0
        self._cannot_start = False

    def start(self) -> None:
        """Starts the process, so that it is ready when it is needed; does nothing where there is one."""
        with self._lock:
            if self._cannot_start or (self._child is not None and self._owner == os.getpid()):
                return
            try:
                self._child, self._owner = _Child(), os.getpid()
            except (OSError, ValueError):
                self._child, self._cannot_start = None, True

    def read(self, job: Job, limits: ReadSettings) -> Iterator[Answer]:
        """Yields what `read_one` does; an input that takes too long or too much, or ends the process, is unusable."""
        with self._lock:
            self.start()
            if self._child is None:
                yield from read_one(job)
                return
            done = False
            try:
                self._child.ask(job, limits)
                deadline = time.monotonic() + limits.timeout_s
                while (item := self._child.answer(deadline)) is not None:
                    assert isinstance(item, Answer)
                    yield item
                done = True
            except _TooLong:
                reason = f"takes more than {limits.timeout_s:g} s to read"
                yield Unusable(job.name, InputError(reason, "raise read.timeout_s, or save it as .txt"))
            except _Ended:
                if not self._child.ready:  # no process at all, for which the input is not to blame
                    self.close()
                    self._cannot_start = True
                    yield from read_one(job)
                    return
                reason = "ended the process that read it, for want of memory or by a fault in a library"
                yield Unusable(job.name, InputError(reason, "save it as .txt and try again"))
            finally:
                if not done:
                    self.close()

    def close(self) -> None:
        """Ends the process; the next input gets another one."""
        with self._lock:
            if self._child is not None and self._owner == os.getpid():
                self._child.end()
            self._child = None


READER = Reader()
"""The one that serves this process."""

atexit.register(READER.close)
