#!/usr/bin/env python3
"""Measures time and memory of this project and of its peers; see ``scripts/benchmark.py --help``."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from benchmarking.command import main as run
from common.application import guarded


def main(argv: Sequence[str] | None = None) -> int:
    """Runs the benchmark and returns the exit code: 0 done, 1 failed, 2 wrong call."""
    return guarded(run, argv, "interrupted; finished parts are in the output folder")


if __name__ == "__main__":
    sys.exit(main())
