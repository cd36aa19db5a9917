"""Progress on standard error: live bars on a terminal, now and then a line elsewhere, nothing when quiet.

Both say how much time is left where that is known.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

from summarizer.cli.output import say
from summarizer.cli.pace import Pace, spoken

if TYPE_CHECKING:
    from rich.progress import Progress as RichProgress
    from rich.progress import ProgressColumn, TaskID

    from summarizer.interfaces import Progress

_BYTES_FROM = 1_000_000
"""Nothing but bytes is ever counted in millions here."""


@contextmanager
def showing(quiet: bool, pace: Pace | None = None) -> Iterator[Progress]:
    """Gives the callback that shows progress while the body runs; the terminal is clean afterwards.

    Args:
        quiet: show nothing.
        pace: tells how much time is left, and remembers this run's times once the body has succeeded.
    """
    pace = pace or Pace()
    if quiet:
        yield lambda stage, done, total: pace.enter(stage)
    elif sys.stderr is not None and sys.stderr.isatty():
        with _bars() as bars:
            yield LiveProgress(bars, pace)
    else:
        yield LineProgress(pace)
    pace.keep()


def _bars() -> RichProgress:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn

    return Progress(
        SpinnerColumn(finished_text="[green]✓"),
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=24),
        TextColumn("{task.fields[count]}", markup=False),
        _time_column(),
        console=Console(stderr=True),
        transient=True,
        refresh_per_second=4,
    )


def _time_column() -> ProgressColumn:
    """Seconds that a stage has taken and, for the present one, how many are left of the whole run."""
    from rich.progress import ProgressColumn, Task
    from rich.text import Text

    class TimeColumn(ProgressColumn):
        max_refresh = 0.5

        def render(self, task: Task) -> Text:
            elapsed = task.finished_time if task.finished else task.elapsed
            text = Text(f"{elapsed or 0.0:.0f} s", style="progress.elapsed")
            left = "" if task.finished else spoken(task.fields["left"]())
            return text.append(f", {left}", style="dim") if left else text

    return TimeColumn()


class LiveProgress:
    """One bar a stage; a stage is finished when the next one begins."""

    def __init__(self, bars: RichProgress, pace: Pace) -> None:
        self._bars = bars
        self._pace = pace
        self._tasks: dict[str, TaskID] = {}
        self._current: str | None = None

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Shows that ``done`` of ``total`` (0: unknown) of a stage are through."""
        self._pace.enter(stage)
        if stage != self._current:
            self._finish()
            self._current = stage
        if stage not in self._tasks:
            self._tasks[stage] = self._bars.add_task(stage, total=None, count="", left=self._pace.left)
        self._bars.update(
            self._tasks[stage],
            completed=done,
            total=total or None,
            count=amount(done, total),
            left=partial(self._pace.left, done, total),
        )

    def _finish(self) -> None:
        if self._current is not None:
            task = self._tasks[self._current]
            self._bars.update(task, total=1, completed=1)
            self._bars.stop_task(task)


class LineProgress:
    """For logs: a line when a stage begins and the last line is 2 s old; one every 10 s within a stage."""

    def __init__(self, pace: Pace) -> None:
        self._pace = pace
        self._start = time.monotonic()
        self._last = self._start
        self._stage: str | None = None

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Prints a line if it is time for one."""
        self._pace.enter(stage)
        now = time.monotonic()
        pause = 10.0 if stage == self._stage else 2.0
        self._stage = stage
        if now - self._last >= pause:
            self._last = now
            line = f"{now - self._start:.0f} s: {stage} {amount(done, total)}".rstrip()
            left = spoken(self._pace.left(done, total))
            say(f"{line}, {left}" if left else line)


def amount(done: int, total: int) -> str:
    """``3 of 12``, or megabytes where the numbers are bytes; empty when there is nothing to count."""
    if max(done, total) >= _BYTES_FROM:
        return f"{done / 1e6:.0f} of {total / 1e6:.0f} MB" if total else f"{done / 1e6:.0f} MB"
    if total > 1:
        return f"{done} of {total}"
    return str(done) if done and not total else ""
