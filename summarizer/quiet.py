"""Keeps what libraries print off the user's terminal."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

OWN_PROCESS = "SUMMARIZER_OWN_PROCESS"
"""Name of a variable: "1" in a process that does nothing but run this package, and so may import less of others."""


@contextmanager
def library_messages(shown: bool) -> Iterator[None]:
    """Lets warnings and log lines of libraries through inside the block, or not."""
    if shown:
        yield
        return
    silent = logging.NullHandler()
    logging.getLogger().addHandler(silent)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logging.getLogger().removeHandler(silent)
