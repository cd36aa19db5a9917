"""Hosts are asked side by side, and each for one page at a time, with a pause between two."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from summarizer.errors import InputError

_POLL_S = 0.1


class Stopped(Exception):
    """The run is being given up."""


class Hosts:
    """Whose turn it is at each host."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._turns: dict[str, threading.Lock] = {}
        self._last: dict[str, float] = {}
        self._closed: dict[str, InputError] = {}
        self._stop = threading.Event()

    @contextmanager
    def turn(self, host: str, pause_s: float) -> Iterator[None]:
        """Waits until nobody else asks the host, and the pause since the last request is over.

        Raises:
            InputError: the host does not want to be asked any more.
        """
        with self._lock:
            lock = self._turns.setdefault(host, threading.Lock())
        with lock:
            if host in self._closed:
                raise self._closed[host]
            self.wait(self._last.get(host, -pause_s) + pause_s - time.monotonic())
            try:
                yield
            finally:
                self._last[host] = time.monotonic()

    def leave_alone(self, host: str, error: InputError) -> None:
        """Asks the host for nothing more in this run."""
        self._closed[host] = error

    def wait(self, seconds: float) -> None:
        """Waits, but not for longer than the run goes on.

        Raises:
            Stopped: the run is given up.
        """
        if self._stop.wait(max(0.0, seconds)):
            raise Stopped

    def side_by_side(
        self, work: Mapping[str, Sequence[Callable[[], None]]], most: int, done: Callable[[], None]
    ) -> None:
        """Does what is to be done, by host: the hosts side by side, the work at each in its order.

        Args:
            work: by host.
            most: at so many hosts at once.
            done: called after each piece of work, by this thread.

        Raises:
            Exception: whatever a piece of work raised.
        """
        waiting: queue.SimpleQueue[Sequence[Callable[[], None]]] = queue.SimpleQueue()
        for pieces in work.values():
            waiting.put(pieces)
        finished: queue.SimpleQueue[BaseException | None] = queue.SimpleQueue()
        # A thread that waits for a server must not keep the program from ending, as those of a pool would.
        threads = [
            threading.Thread(target=self._work, args=(waiting, finished), daemon=True)
            for _ in range(min(most, len(work)))
        ]
        try:
            for thread in threads:
                thread.start()
            for _ in range(sum(map(len, work.values()))):
                failure = self._next(finished)
                if failure is not None:
                    raise failure
                done()
        except BaseException:
            self._stop.set()
            raise

    def _next(self, finished: queue.SimpleQueue[BaseException | None]) -> BaseException | None:
        """Looks up now and then: on some systems nothing interrupts a wait without an end."""
        while True:
            try:
                return finished.get(timeout=_POLL_S)
            except queue.Empty:
                continue

    def _work(
        self,
        waiting: queue.SimpleQueue[Sequence[Callable[[], None]]],
        finished: queue.SimpleQueue[BaseException | None],
    ) -> None:
        while not self._stop.is_set():
            try:
                pieces = waiting.get_nowait()
            except queue.Empty:
                return
            for piece in pieces:
                try:
                    piece()
                    finished.put(None)
                except BaseException as error:  # handed to the thread that waits
                    finished.put(error)
                    return
