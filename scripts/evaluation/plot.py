"""Draws quality against time: one panel a data set, one point a system."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from evaluation.bootstrap import Interval
from evaluation.metrics import METRICS
from evaluation.results import Row, SetResult

_MAIN_COLOUR = "#b3261e"
_PEER_COLOUR = "#3b5b7a"


def plot_quality(results: Sequence[SetResult], path: Path, metric: str = "rouge2", main: str = "briefing") -> None:
    """Writes a PNG of ``metric`` (with its interval) against seconds a cluster, on a logarithmic axis.

    Systems whose time is not known are drawn as a dashed line across the panel.

    Args:
        results: one panel each.
        path: the PNG file to write.
        metric: what counts as quality; a registered metric.
        main: the system to set off by colour.
    """
    import matplotlib

    matplotlib.use("Agg")
    import matplotlib.pyplot as plt

    figure, axes = plt.subplots(1, len(results), figsize=(5.2 * len(results), 4.2), squeeze=False, layout="constrained")
    shown = METRICS[metric]
    for axis, result in zip(axes[0], results, strict=True):
        for row in result.rows:
            value = row.values.get(metric)
            if value is not None:
                _draw(axis, row, value, shown.scale, _MAIN_COLOUR if row.system == main else _PEER_COLOUR)
        axis.set_xscale("log")
        axis.margins(x=0.25)
        axis.set_title(f"{result.name} ({result.clusters} clusters, {result.budget_words} words)", fontsize=10)
        axis.set_xlabel("seconds a cluster, models loaded")
        axis.set_ylabel(f"{shown.label}: {shown.meaning}", fontsize=8)
        axis.grid(alpha=0.25, which="major")
        axis.spines[["top", "right"]].set_visible(False)
    figure.savefig(path, dpi=150)
    plt.close(figure)


def _draw(axis: Any, row: Row, value: Interval, scale: float, colour: str) -> None:
    mean, low, high = (part * scale for part in (value.mean, value.low, value.high))
    if row.seconds is None:
        axis.axhline(mean, color=colour, linestyle="--", linewidth=1)
        axis.annotate(f"{row.system} (time not known)", (0.02, mean), xycoords=("axes fraction", "data"), fontsize=8)
        return
    x = max(row.seconds.mean, 1e-5)
    axis.errorbar(x, mean, yerr=[[mean - low], [high - mean]], fmt="o", color=colour, capsize=3, markersize=6)
    axis.annotate(row.system, (x, mean), xytext=(6, 5), textcoords="offset points", fontsize=9, color=colour)
