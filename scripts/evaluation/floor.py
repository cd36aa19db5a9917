"""The quality floor: figures on a small fixed set that fall only with a reason on record.

The file keeps every floor a metric ever had, oldest first; the last one counts. A step down without a reason
makes the file invalid, so lowering one by hand needs the reason too.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

from evaluation.metrics import METRICS
from summarizer.errors import InputError, UsageError

_DECIMALS = 2


@dataclass(frozen=True, slots=True)
class Entry:
    """A floor in shown units (ROUGE from 0 to 100); ``reason`` says why it is worse than the one before."""

    value: float
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FloorSet:
    """One fixed set: where its clusters are, how the pipeline is run on them, and the floors of its metrics.

    ``optional`` sets are skipped, and said to be, where their file is absent. ``facts`` names the labels by hand
    for their citations; ``tolerance`` holds what differs from the file's.
    """

    name: str
    path: str
    words: int
    overrides: tuple[str, ...] = ()
    limit: int | None = None
    optional: bool = False
    facts: str = ""
    tolerance: dict[str, float] = field(default_factory=dict)
    floors: dict[str, tuple[Entry, ...]]


@dataclass(frozen=True, slots=True)
class Floor:
    """The whole file: sets, and by metric how far under its floor a figure may fall."""

    tolerance: dict[str, float]
    sets: tuple[FloorSet, ...]


@dataclass(frozen=True, slots=True)
class Check:
    """One metric against its floor."""

    set_name: str
    metric: str
    measured: float
    floor: float
    tolerance: float
    passed: bool

    def __str__(self) -> str:
        word = "ok" if self.passed else "FELL"
        sign = "+" if falls_upwards(self.metric) else "−"
        edge = f"floor {self.floor:.2f} {sign} {self.tolerance:g}"
        return f"{self.set_name} {self.metric}: {self.measured:.2f}, {edge}: {word}"


def falls_upwards(metric: str) -> bool:
    """Whether a metric gets worse as it grows, so that its "floor" is a ceiling."""
    return METRICS[_base(metric)].better == "lower"


def _base(metric: str) -> str:
    return metric.partition(":")[0]


def _worse(metric: str, value: float, than: float) -> bool:
    return value > than if falls_upwards(metric) else value < than


def load_floor(path: Path) -> Floor:
    """Reads and checks a floor file.

    Raises:
        InputError: the file is missing, is not such a file, or holds a step down without a reason.
    """
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
        floor = Floor(dict(value["tolerance"]), tuple(_read_set(held) for held in value["sets"]))
    except OSError as error:
        raise InputError(f"the floor file {path} cannot be read ({error.strerror})", "check the path") from error
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise InputError(f"{path} is no floor file ({error!r})", "restore it from version control") from error
    for held in floor.sets:
        _check_history(path, held, floor.tolerance | held.tolerance)
    return floor


def _read_set(held: Mapping[str, Any]) -> FloorSet:
    floors = {metric: tuple(Entry(**entry) for entry in entries) for metric, entries in held["floors"].items()}
    return FloorSet(**{**held, "overrides": tuple(held.get("overrides", ())), "floors": floors})


def _check_history(path: Path, held: FloorSet, tolerance: Mapping[str, float]) -> None:
    for metric, entries in held.floors.items():
        where = f"{path}, {held.name} {metric}"
        if _base(metric) not in METRICS:
            raise InputError(f"{where}: unknown metric", f"known: {', '.join(METRICS)}")
        if _base(metric) not in tolerance:
            raise InputError(f"{where}: no tolerance is stated", 'add one under "tolerance"')
        for before, entry in pairwise(entries):
            if _worse(metric, entry.value, before.value) and not entry.reason.strip():
                what = f"{where}: the floor went from {before.value:g} to {entry.value:g} without a reason"
                raise InputError(what, "use --lower SET:METRIC --reason TEXT")


def check(floor: Floor, held: FloorSet, measured: Mapping[str, float]) -> list[Check]:
    """Compares the figures of one set with its floors.

    Args:
        floor: for the tolerances.
        held: the set.
        measured: by metric, in shown units.

    Raises:
        UsageError: a metric with a floor was not measured.
    """
    checks = []
    for metric, entries in held.floors.items():
        if metric not in measured:
            raise UsageError(f"{metric} has a floor on {held.name} but was not measured", "does it apply to this set?")
        if not entries:
            continue
        width = (floor.tolerance | held.tolerance)[_base(metric)]
        edge = entries[-1].value + (width if falls_upwards(metric) else -width)
        value = measured[metric]
        checks.append(Check(held.name, metric, value, entries[-1].value, width, not _worse(metric, value, edge)))
    return checks


def raised(held: FloorSet, measured: Mapping[str, float]) -> FloorSet:
    """The set with every floor that was beaten raised to the figure; none is lowered."""
    floors = {}
    for metric, entries in held.floors.items():
        value = round(measured[metric], _DECIMALS)
        better = not entries or _worse(metric, entries[-1].value, value)
        floors[metric] = (*entries, Entry(value)) if better else entries
    return replace(held, floors=floors)


def lowered(held: FloorSet, metric: str, measured: Mapping[str, float], reason: str) -> FloorSet:
    """The set with one floor put at the figure measured now, and why.

    Raises:
        UsageError: the reason is blank, or the metric has no floor here.
    """
    if not reason.strip():
        raise UsageError(f"lowering the floor of {metric} needs a reason", "add --reason TEXT")
    if metric not in held.floors:
        raise UsageError(f"{held.name} has no floor for {metric!r}", f"it has {', '.join(held.floors)}")
    value = round(measured[metric], _DECIMALS)
    entries = held.floors[metric]
    if entries and not _worse(metric, value, entries[-1].value):
        return held
    return replace(held, floors=held.floors | {metric: (*entries, Entry(value, reason.strip()))})


def dump(floor: Floor) -> str:
    """The file's text."""
    sets = [{key: value for key, value in asdict(held).items() if value or key == "floors"} for held in floor.sets]
    for held in sets:
        for metric, entries in held["floors"].items():
            held["floors"][metric] = [{key: value for key, value in entry.items() if value != ""} for entry in entries]
    return json.dumps({"tolerance": floor.tolerance, "sets": sets}, ensure_ascii=False, indent=2) + "\n"


def shown_values(values: Mapping[str, Any]) -> dict[str, float]:
    """Means of intervals in shown units, by metric; metrics that do not apply are left out."""
    return {
        name: interval.mean * METRICS[_base(name)].scale for name, interval in values.items() if interval is not None
    }


def set_named(floor: Floor, names: Sequence[str]) -> tuple[FloorSet, ...]:
    """The sets of these names, all when none is named.

    Raises:
        UsageError: there is no such set.
    """
    known = {held.name: held for held in floor.sets}
    for name in names:
        if name not in known:
            raise UsageError(f"the floor has no set {name!r}", f"it has {', '.join(known)}")
    return tuple(known[name] for name in names) or floor.sets
