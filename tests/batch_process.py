"""``briefing-batch`` with models that need no weights, for tests that start, kill and watch real processes.

The patches stand at the top, so they also hold in the workers, which import the main module anew.
"""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pipeline_fakes import HashEncoder, ScriptedWriter
from story_fakes import by_place

import summarizer.batch.job as job
import summarizer.batch.stories as stories
import summarizer.pipeline as pipeline
import summarizer.pipeline.grouping as grouping
from summarizer.interfaces import Progress
from summarizer.records import Draft, WriteRequest
from summarizer.settings import Settings

DEADLY = "This cluster kills its worker"
HUNGRY = "This cluster needs more memory than there is"
LOG = os.environ.get("BATCH_TEST_LOG", "")


class Writer(ScriptedWriter):
    """Quotes, as slowly as the test wants; dies or runs out of memory where a report asks for it."""

    def __init__(self) -> None:
        super().__init__({})

    def write(self, requests: Sequence[WriteRequest], progress: Progress | None = None) -> list[Draft]:
        evidence = " ".join(text for request in requests for text in request.evidence)
        time.sleep(float(os.environ.get("BATCH_TEST_SECONDS", "0")))
        if LOG:
            with Path(LOG).open("a", encoding="utf-8") as log:
                log.write(f"{os.getpid()} {len(requests)}\n")
        if DEADLY in evidence:
            os.kill(os.getpid(), signal.SIGKILL)
        if HUNGRY in evidence:
            raise MemoryError
        return [Draft("")] * len(requests)


def load_models(settings: Settings, progress: Progress | None = None) -> Any:
    return pipeline.Models(HashEncoder(), Writer())


def known_models(settings: Settings, display: Any = None) -> list[dict[str, str]]:
    revision = os.environ.get("BATCH_TEST_REVISION", "r1")
    return [{"role": "encoder", "name": "hash", "revision": revision, "sha256": "0" * 64}]


if __name__ in ("__main__", "__mp_main__"):  # the job and its workers, not the tests that import this
    pipeline.load_models = load_models
    job.known_models = known_models
    stories.load_encoder = lambda *_: HashEncoder()
    grouping.group = by_place

if __name__ == "__main__":
    from summarizer.batch import main

    raise SystemExit(main())
