"""What the commands that read reports have in common: where these come from, and how they are read."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from summarizer.read import ReadResult
    from summarizer.settings import Settings


def lay_over(settings: Settings, args: argparse.Namespace) -> None:
    """Lays the options of a call over the settings; those that were not given leave them as they are.

    Raises:
        UsageError: a value is not allowed.
    """
    given = {
        "since_hours": args.since_hours,
        "max_items": args.max_items,
        "allow_private": args.allow_private or None,
    }
    settings.fetch = replace(settings.fetch, **{name: value for name, value in given.items() if value is not None})
    if args.save_sources is not None:
        settings.read = replace(settings.read, save_sources=str(args.save_sources))


def read_inputs(inputs: Sequence[str], args: argparse.Namespace, settings: Settings) -> ReadResult:
    """Reads the reports; while pages are fetched, that is shown.

    Raises:
        UsageError, InputError: as `take_in`.
    """
    from summarizer.cli.progress import showing
    from summarizer.intake import take_in

    return take_in(inputs, settings, showing=partial(showing, args.quiet))
