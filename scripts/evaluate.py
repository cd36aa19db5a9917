#!/usr/bin/env python3
"""Measures the quality of the pipeline, its peers, its judges and its rules; see ``scripts/evaluate.py --help``."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module

from common.application import guarded

COMMANDS = {
    "attribution": "evaluation.attribution",
    "deletions": "evaluation.deletions",
    "figures": "evaluation.figures",
    "floor": "evaluation.floor_command",
    "languages": "evaluation.languages",
    "rules": "evaluation.rules",
    "standing": "evaluation.standing",
    "states": "evaluation.states",
    "origins": "evaluation.origins",
    "stories": "evaluation.stories",
    "summhay": "evaluation.summhay",
}
"""Subcommands by name, each a module with ``main(arguments) -> exit code``."""

SCORE = "evaluation.command"
"""What runs without a subcommand."""


def main(argv: Sequence[str] | None = None) -> int:
    """Runs a command and returns the exit code: 0 done, 1 failed or under the floor, 2 wrong call."""

    def run(arguments: list[str]) -> int:
        named = bool(arguments) and arguments[0] in COMMANDS
        module = import_module(COMMANDS[arguments[0]] if named else SCORE)
        return int(module.main(arguments[1:] if named else arguments))

    return guarded(run, argv, "interrupted; the same command goes on where it stopped")


if __name__ == "__main__":
    sys.exit(main())
