"""How long the command takes until the first stage begins, and until the writer could write."""

from __future__ import annotations

import threading
import time
from typing import Any


class _Reached(Exception):
    """The writer's stage begins."""


def measure_start(paths: list[str], words: int, overrides: list[str], began: float) -> dict[str, Any]:
    """Does what the command does up to the writer's first batch; runs in a child process.

    Args:
        paths: the reports.
        words: budget.
        overrides: settings, Hydra's syntax.
        began: when the process was started, as `time.time` counts.
    """
    from summarizer.cli.early import import_early
    from summarizer.config import settings_for
    from summarizer.read import prepare, read

    prepare()
    settings = settings_for(words=words, overrides=[*overrides, "encoder.cache=false"])
    import_early(settings)
    documents = read(paths).documents
    from summarizer.pipeline import load_models, run

    reached: dict[str, float] = {}

    def note(stage: str, done: int, total: int) -> None:
        reached.setdefault(stage, time.time() - began)
        if stage == "write":
            raise _Reached

    models = load_models(settings, note)

    def wait() -> None:
        models.loaded()
        reached["ready"] = time.time() - began

    waiting = threading.Thread(target=wait)
    waiting.start()
    try:
        run(documents, settings, models, progress=note)
    except _Reached:
        waiting.join()
    return {"first_stage_s": reached["clean"], "writer_ready_s": reached["ready"]}
