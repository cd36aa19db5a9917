"""Imports the libraries of the models while the reports are read: another process reads, and this one would wait."""

from __future__ import annotations

import threading
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from summarizer.settings import Settings


def import_early(settings: Settings) -> None:
    """Begins to import them, in a thread that is not waited for where the command fails before it needs a model."""
    if settings.encoder.has_weights:
        # Named as those that load: a command that has failed leaves them.
        threading.Thread(target=_import, name="loading").start()


def _import() -> None:
    with suppress(Exception):  # whatever it is comes again, and is told, when a model is loaded
        from summarizer.pipeline.loading import import_libraries

        import_libraries()
