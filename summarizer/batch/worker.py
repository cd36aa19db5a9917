"""A process that holds the models, and the supervisor that replaces it when it dies."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any

from summarizer.batch.tasks import Outcome, Report, Task, brief_chunk
from summarizer.errors import ResourceError, SummarizerError
from summarizer.quiet import OWN_PROCESS, library_messages
from summarizer.settings import Settings

_SPAWN = multiprocessing.get_context("spawn")
_STARTS = 2
_starting = threading.Lock()
"""The environment is the whole process's, so only one worker is started at a time."""


def _plain_start_method() -> None:
    """Takes back a start method of joblib's: a process that joblib started hands on a name that no other can read."""
    if multiprocessing.get_start_method(allow_none=True) not in (None, *multiprocessing.get_all_start_methods()):
        multiprocessing.set_start_method("spawn", force=True)


class WorkerDied(Exception):
    """The worker's process is gone."""


class Supervisor:
    """Keeps one worker alive; it is started when the first chunk comes.

    A chunk that kills the worker is done again cluster by cluster in a new one; a cluster that kills that one too
    is set aside.

    Args:
        settings: of the models and the briefings; the worker gets a copy.
        environment: variables of the worker's process, such as the GPU it may see.
        report: called with a line when a worker dies.
    """

    def __init__(self, settings: Settings, environment: Mapping[str, str], report: Report) -> None:
        self._settings, self._environment, self._report = settings, dict(environment), report
        self._process: BaseProcess | None = None
        self._connection: Connection | None = None
        self._closed = False

    def run(self, tasks: Sequence[Task]) -> list[Outcome]:
        """Briefs a chunk.

        Raises:
            ModelError: a model cannot be had, loaded or reached.
            ResourceError: the worker dies while it loads the models.
            WorkerDied: `close` was called in the meantime.
        """
        try:
            return self._ask(tasks)
        except WorkerDied as death:
            if self._closed:
                raise
            self._report(f"a worker died ({death}) with {len(tasks)} clusters, which are done again one by one")
        return [self._alone(task) for task in tasks]

    def _alone(self, task: Task) -> Outcome:
        try:
            return self._ask([task])[0]
        except WorkerDied as death:
            if self._closed:
                raise
            self._report(f"{task.id} killed its worker ({death}) for the second time and is set aside")
            reason = f"killed its worker twice ({death})"
            return Outcome(task.id, task.hash, "set_aside", error=reason)

    def _ask(self, tasks: Sequence[Task]) -> list[Outcome]:
        self._start()
        assert self._connection is not None
        try:
            self._connection.send(list(tasks))
        except OSError:
            raise self._death() from None
        answer: list[Outcome] = self._answer()
        return answer

    def _start(self) -> None:
        if self._closed:
            raise WorkerDied("closed")
        for attempt in range(1, _STARTS + 1):
            if self._process is not None:
                return
            self._launch()
            try:
                self._answer()
            except WorkerDied as death:
                if self._closed:
                    raise
                self._report(f"a worker died ({death}) while it loaded the models")
                if attempt == _STARTS:
                    hint = "give it more memory, or a smaller model such as preset=fast"
                    raise ResourceError(f"the worker died {_STARTS} times while it loaded the models", hint) from death

    def _launch(self) -> None:
        _plain_start_method()
        here, there = _SPAWN.Pipe()
        with _starting, _set(self._environment):
            process = _SPAWN.Process(target=serve, args=(there, self._settings), name="briefing-worker", daemon=True)
            process.start()
        there.close()
        self._process, self._connection = process, here
        if self._closed:  # in the meantime, by another thread, which saw no process yet
            process.kill()

    def _answer(self) -> Any:
        """What the worker sends next; an error that it sends is raised."""
        assert self._connection is not None
        assert self._process is not None
        while True:
            ready = wait([self._connection, self._process.sentinel])
            if self._connection not in ready:
                raise self._death()
            try:
                kind, value = self._connection.recv()
            except (EOFError, OSError):
                raise self._death() from None
            if kind == "report":
                self._report(value)
            elif kind == "error":
                raise value
            else:
                return value

    def _death(self) -> WorkerDied:
        """Buries the worker and says how it died."""
        process, self._process = self._process, None
        if self._connection is not None:
            self._connection.close()
        if process is None:
            return WorkerDied("closed")
        process.join(5)
        code = process.exitcode
        if code is not None and code < 0:
            with suppress(ValueError):
                cause = ", as the system does when memory runs out" if -code == signal.SIGKILL else ""
                return WorkerDied(f"signal {signal.Signals(-code).name}{cause}")
        return WorkerDied(f"exit code {code}")

    def close(self, at_once: bool = True) -> None:
        """Ends the worker: when it has nothing to do by letting it go, else ``at_once``, also from another thread."""
        self._closed = True
        process = self._process
        if process is None:
            return
        if not at_once and self._connection is not None:
            with suppress(OSError):
                self._connection.send(None)
            process.join(10)
        if process.is_alive():
            process.kill()
            process.join(5)


@contextmanager
def _set(environment: Mapping[str, str]) -> Iterator[None]:
    before = {name: os.environ.get(name) for name in environment}
    os.environ.update(environment)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def serve(connection: Connection, settings: Settings) -> None:
    """The worker: loads the models and briefs chunk after chunk until the other side is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.environ.setdefault(OWN_PROCESS, "1")
    threading.Thread(target=_leave_with_parent, daemon=True).start()
    report: Report = lambda line: connection.send(("report", line))  # noqa: E731
    with library_messages(shown=False), suppress(EOFError, BrokenPipeError):
        try:
            from summarizer.pipeline import load_models

            models = load_models(settings).loaded()
        except SummarizerError as error:
            connection.send(("error", error))
            return
        connection.send(("ready", None))
        while True:
            tasks = connection.recv()
            if tasks is None:
                return
            try:
                connection.send(("outcomes", brief_chunk(tasks, settings, models, report)))
            except SummarizerError as error:
                connection.send(("error", error))


def _leave_with_parent() -> None:
    """A worker outlives a parent that is killed only by moments: its memory is needed by the next run."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
