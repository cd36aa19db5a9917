"""What a batch job shows on standard error: a live line on a terminal, now and then a line elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.harmless import one_line

if TYPE_CHECKING:
    from rich.live import Live

_EVERY_S = 10.0


@dataclass
class Counts:
    """Clusters so far: finished by this run, found done already, failed or set aside, and all (0: not known).

    ``noun`` is what they are called.
    """

    done: int = 0
    skipped: int = 0
    failed: int = 0
    total: int = 0
    noun: str = "clusters"


def line(counts: Counts, seconds: float) -> str:
    """One line: how many are through, the speed, what failed and the time left."""
    through = counts.done + counts.skipped + counts.failed
    worked = counts.done + counts.failed
    noun = counts.noun
    parts = [f"{through} of {counts.total} {noun}" if counts.total >= through else f"{through} {noun}"]
    if counts.skipped:
        parts.append(f"{counts.skipped} done before")
    parts.append(f"{counts.failed} failed")
    if worked and seconds > 0:
        speed = worked / seconds
        parts.append(f"{speed:.1f} a second" if speed >= 1 else f"{speed * 3600:.0f} an hour")
        if counts.total > through:
            parts.append(f"{duration((counts.total - through) / speed)} left")
    return ", ".join(parts)


def duration(seconds: float) -> str:
    """``42 s``, ``3 min 05 s``, ``2 h 10 min`` or ``5 days 3 h``."""
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60:02d} s"
    if whole < 86400:
        return f"{whole // 3600} h {whole % 3600 // 60:02d} min"
    return f"{whole // 86400} days {whole % 86400 // 3600} h"


def say(text: str) -> None:
    """One line on standard error; that may be closed."""
    with suppress(OSError, ValueError):
        print(f"briefing-batch: {one_line(text)}", file=sys.stderr, flush=True)


class Display:
    """Shows counts and stages; made by `showing`."""

    def __init__(
        self,
        quiet: bool,
        live: Live | None,
        clock: Callable[[], float] = time.monotonic,
        tell: Callable[[str], None] = say,
    ) -> None:
        self._quiet, self._live, self._clock, self._tell = quiet, live, clock, tell
        self._began: float | None = None
        self._last = clock()

    def counts(self, counts: Counts) -> None:
        """Shows the counts, if it is time to; the speed is measured from the first call on."""
        now = self._clock()
        self._began = now if self._began is None else self._began
        text = line(counts, now - self._began)
        self._show(text, now)

    def stage(self, stage: str, done: int, total: int) -> None:
        """Shows how a model is fetched; see `interfaces.Progress`."""
        share = f" {100 * done // total} %" if total else ""
        self._show(f"{stage}{share}", self._clock())

    def _show(self, text: str, now: float) -> None:
        if self._live is not None:
            from rich.text import Text

            self._live.update(Text(text))
        elif not self._quiet and now - self._last >= _EVERY_S:
            self._last = now
            self._tell(text)

    def note(self, text: str) -> None:
        """Something that the user should know, even when quiet."""
        self._tell(text)


@contextmanager
def showing(quiet: bool, tell: Callable[[str], None] = say) -> Iterator[Display]:
    """Gives the display while the body runs, which says its lines by ``tell``; a terminal is clean afterwards."""
    if quiet or not sys.stderr.isatty():
        yield Display(quiet, None, tell=tell)
        return
    from rich.console import Console
    from rich.live import Live

    with Live(console=Console(stderr=True), transient=True, refresh_per_second=2, redirect_stderr=True) as live:
        yield Display(quiet, live, tell=tell)
