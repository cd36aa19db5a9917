"""Imports the libraries of the models, and reads the classifier of languages, while the reports are read: another
process reads them, and this one would wait.
"""

from __future__ import annotations

import os
import threading
from contextlib import suppress
from typing import TYPE_CHECKING

from summarizer.quiet import OWN_PROCESS

if TYPE_CHECKING:
    from summarizer.settings import Settings


def import_early(settings: Settings) -> None:
    """Begins to import them, in a thread that is not waited for where the command fails before it needs a model.

    Only in a process of the command's own, which can leave a thread behind when it ends.
    """
    if settings.encoder.has_weights and os.environ.get(OWN_PROCESS) == "1":
        # Named as those that load: a command that has failed leaves them.
        for work in (_import, _read_classifier):
            threading.Thread(target=work, name="loading").start()


def _import() -> None:
    with suppress(Exception):  # whatever it is comes again, and is told, when a model is loaded
        from summarizer.pipeline.loading import import_libraries

        import_libraries()


def _read_classifier() -> None:
    with suppress(Exception):  # the same holds: nearly every report has a sentence that needs it
        from summarizer.text.languages import classifier

        classifier()
