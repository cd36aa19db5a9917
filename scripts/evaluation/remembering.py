"""Where an evaluation remembers its work: the options that say so, and the open cache."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from evaluation.cache import Cache


def add_cache(parser: argparse.ArgumentParser) -> None:
    """Adds the options."""
    parser.add_argument("--cache", type=Path, metavar="FILE", help="where work is remembered (default: user's cache)")
    parser.add_argument("--no-cache", action="store_true", help="remember nothing beyond this run")


@contextmanager
def opened(args: argparse.Namespace) -> Iterator[Cache]:
    """The cache that the options name, closed at the end."""
    from evaluation.cache import Cache

    cache = Cache(None if args.no_cache else args.cache or _default())
    try:
        yield cache
    finally:
        cache.close()


def _default() -> Path:
    """Beside the models: in ``$SUMMARIZER_CACHE`` or the user's cache folder."""
    import platformdirs

    root = os.environ.get("SUMMARIZER_CACHE") or platformdirs.user_cache_dir("summarizer", appauthor=False)
    return Path(root) / "evaluation.sqlite"
