"""Keeps parsers of other people's files from writing to the user's terminal."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

_CHATTY = ("trafilatura", "htmldate", "courlan", "justext", "readability", "pypdfium2", "charset_normalizer")


@contextmanager
def quiet() -> Iterator[None]:
    """Silences the loggers and warnings of the parsers; what matters reaches the user as an InputError."""
    loggers = [logging.getLogger(name) for name in _CHATTY]
    levels = [logger.level for logger in loggers]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for logger in loggers:
            logger.setLevel(logging.CRITICAL + 1)
        try:
            yield
        finally:
            for logger, level in zip(loggers, levels, strict=True):
                logger.setLevel(level)
