"""``briefing show`` and ``briefing compare``: what is done with briefings that were written as JSON before."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from summarizer.addresses import is_address
from summarizer.cli.output import Delivery, check_outputs, deliver, say
from summarizer.save import load_json

if TYPE_CHECKING:
    from summarizer.compare.earlier import Earlier
    from summarizer.interfaces import Encoder, Parser, Progress
    from summarizer.records import Briefing
    from summarizer.settings import Settings


def read_earlier(path: Path) -> Earlier:
    """Reads a briefing that a later one is compared with.

    Raises:
        InputError: as `load_json`.
    """
    from summarizer.compare.earlier import earlier_briefing

    return earlier_briefing(path.name, *load_json(path))


def run_show(args: argparse.Namespace) -> int:
    """Runs ``briefing show FILE.json`` and returns its exit code."""
    from summarizer.config import settings_for

    forms = check_outputs(args, [str(args.file)])
    settings = settings_for(overrides=args.overrides, offline=args.offline)
    briefing = _rechecked(args.file, quiet=args.quiet)
    deliver(Delivery(briefing, settings), args, forms)
    return 0


def run_compare(args: argparse.Namespace) -> int:
    """Runs ``briefing compare OLD.json NEW.json`` and returns its exit code."""
    from summarizer.cli.progress import showing
    from summarizer.compare.earlier import changes_since, with_source_notes
    from summarizer.config import settings_for

    forms = check_outputs(args, [str(args.old), str(args.new)])
    settings = settings_for(overrides=args.overrides, offline=args.offline, device=args.device)
    earlier = read_earlier(args.old)
    later = _rechecked(args.new, quiet=args.quiet)
    with showing(args.quiet) as progress:
        encoder, parser = _load(settings, progress)
        progress("compare", 0, 0)
        known = replace(earlier, figures=earlier.figures and read_earlier(args.new).figures)
        since = changes_since(known, later, encoder, parser, settings)
    deliver(Delivery(with_source_notes(later, since), settings, since, only_changes=True), args, forms)
    return 0


def _rechecked(path: Path, *, quiet: bool) -> Briefing:
    """The briefing in a file, with a flag on each source that has changed since."""
    from summarizer.recheck import recheck
    from summarizer.render.jsonfile import stored_hashes

    briefing, text = load_json(path)
    result = recheck(briefing, stored_hashes(text), path.parent)
    for name in result.changed:
        say(f"changed since it was briefed: {name} (its passages are shown as they were)")
    if result.missing and not quiet:
        kept = any(map(is_address, result.missing))
        hint = "; --save-sources keeps copies of what is fetched" if kept else ""
        say(f"not checked for changes, since they are not here: {', '.join(result.missing)}{hint}")
    return result.briefing


def _load(settings: Settings, progress: Progress) -> tuple[Encoder, Parser | None]:
    from summarizer.models import ModelStore

    store = ModelStore(settings.store, progress)
    ready, grammar = (
        store.ensure(part.model) if part.has_weights else None for part in (settings.encoder, settings.parser)
    )
    progress("load", 0, 0)
    from summarizer.backends.loading import load_encoder, load_parser

    return load_encoder(ready, settings, store.root / "vectors.sqlite"), load_parser(grammar, settings)
