#!/usr/bin/env python3
"""Measures the quality of the pipeline, its peers and its judges; see ``scripts/evaluate.py --help``."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Sequence

from evaluation.arguments import parse

from summarizer.errors import SummarizerError


def main(argv: Sequence[str] | None = None) -> int:
    """Runs the evaluation and returns the exit code: 0 done, 1 failed or under the floor, 2 wrong call."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    debug = "--debug" in arguments
    try:
        args = parse(arguments)
        from evaluation.application import check_floor, evaluate

        command = shlex.join(["scripts/evaluate.py", *arguments])
        return check_floor(args) if args.floor else evaluate(args, command)
    except SummarizerError as error:
        if debug:
            raise
        print(f"error: {error}", file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        print("interrupted; the same command goes on where it stopped", file=sys.stderr)
        return 130


if __name__ == "__main__":
    sys.exit(main())
