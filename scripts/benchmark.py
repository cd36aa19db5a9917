#!/usr/bin/env python3
"""Measures time and memory of this project and of its peers; see ``scripts/benchmark.py --help``."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Sequence

from benchmarking.application import parse, run

from summarizer.errors import SummarizerError


def main(argv: Sequence[str] | None = None) -> int:
    """Runs the benchmark and returns the exit code: 0 done, 1 failed, 2 wrong call."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    try:
        return run(parse(arguments), shlex.join(["scripts/benchmark.py", *arguments]))
    except SummarizerError as error:
        if "--debug" in arguments:
            raise
        print(f"error: {error}", file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        print("interrupted; finished parts are in the output folder", file=sys.stderr)
        return 130


if __name__ == "__main__":
    sys.exit(main())
