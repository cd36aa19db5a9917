"""How long the stages took the last time, so that the time left can be shown from the first second on."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

_KEPT = 50
"""Kinds of run whose times are remembered."""


class Pace:
    """Times the stages of a run and, from those of an earlier run of the same kind, tells how long is left.

    Args:
        path: file with the times of earlier runs; None remembers nothing.
        kind: what makes two runs alike: models, device, size of the briefing.
        clock: seconds since some moment.
    """

    def __init__(self, path: Path | None = None, kind: str = "", clock: Callable[[], float] = time.monotonic) -> None:
        self._path = path
        self._kind = kind
        self._clock = clock
        self._before: dict[str, float] = _read(path).get(kind, {}) if path else {}
        self._spent: dict[str, float] = {}
        self._stage: str | None = None
        self._since = clock()

    def enter(self, stage: str) -> None:
        """Notes that a stage begins, which ends the one before."""
        if stage == self._stage:
            return
        self._end_stage()
        self._stage, self._since = stage, self._clock()

    def left(self, done: int = 0, total: int = 0) -> float | None:
        """Seconds until the end of the run, None while they are not known.

        Args:
            done: how much of the present stage is through.
            total: how much there is of it; 0 while it is unknown.
        """
        elapsed = self._clock() - self._since
        stages = list(self._before)
        later = stages[stages.index(self._stage) + 1 :] if self._stage in stages else []
        rest = sum(self._before[stage] for stage in later)
        if 0 < done < total:
            return elapsed * (total - done) / done + rest
        if self._stage in self._before:
            # A stage that takes longer than the last time is about to end, as far as one can know.
            return max(self._before[self._stage] - elapsed, 0.0) + rest
        return None

    def keep(self) -> None:
        """Remembers this run's times; a file that cannot be written is no matter."""
        self._end_stage()
        if self._path is None or not self._spent:
            return
        known = _read(self._path)
        known.pop(self._kind, None)
        known[self._kind] = {stage: round(seconds, 2) for stage, seconds in self._spent.items()}
        recent = dict(list(known.items())[-_KEPT:])
        with suppress(OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            part = self._path.with_suffix(".part")
            part.write_text(json.dumps(recent), encoding="utf-8")
            part.replace(self._path)

    def _end_stage(self) -> None:
        if self._stage is not None:
            self._spent[self._stage] = self._spent.get(self._stage, 0.0) + self._clock() - self._since
        self._stage = None


def spoken(seconds: float | None) -> str:
    """``about 25 s left``, ``about 3 min left``; empty when unknown or as good as over."""
    if seconds is None or seconds < 1:
        return ""
    if seconds < 90:
        return f"about {seconds:.0f} s left"
    return f"about {seconds / 60:.0f} min left"


def _read(path: Path) -> dict[str, dict[str, float]]:
    """What earlier runs left; a file that is missing or damaged is as good as none."""
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
        return {
            str(kind): {str(stage): float(seconds) for stage, seconds in stages.items()}
            for kind, stages in value.items()
        }
    except (OSError, ValueError, TypeError, AttributeError, RecursionError):
        return {}
