"""The measurements themselves: each runs in a process of its own and leaves its answer in a file."""

from __future__ import annotations

import json
import os
import sys
from importlib import import_module
from pathlib import Path

from summarizer.errors import SummarizerError
from summarizer.quiet import OWN_PROCESS

TASKS = {
    "selection": ("benchmarking.selection", "measure"),
    "stories": ("benchmarking.stories", "measure"),
    "warm": ("benchmarking.briefing", "warm"),
    "start": ("benchmarking.start", "measure_start"),
    "writer": ("benchmarking.writing", "measure_writer"),
    "work": ("benchmarking.work", "measure_work"),
    "batch": ("benchmarking.batch", "measure_batch"),
    "one_prompt": ("benchmarking.llamacpp", "one_prompt"),
}
"""Where each task is; a module is imported only for its own task, so that memory counts for that alone."""


def main(name: str, arguments: str, answer: str) -> None:
    """Runs one task and writes what it found, or what went wrong, as JSON."""
    os.environ.setdefault(OWN_PROCESS, "1")  # as in the command's
    try:
        module, function = TASKS[name]
        found = getattr(import_module(module), function)(**json.loads(arguments))
    except MemoryError:
        found = {"error": "memory ran out"}
    except (SummarizerError, ImportError) as error:
        found = {"error": str(error)}
    Path(answer).write_text(json.dumps(found), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
