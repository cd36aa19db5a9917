"""``briefing stories``: a thin front of the batch job that sorts a pile into stories."""

from __future__ import annotations

import argparse
from dataclasses import fields, replace
from pathlib import Path
from typing import TYPE_CHECKING

from summarizer.cli.output import open_page, put, say

if TYPE_CHECKING:
    from summarizer.settings import BatchSettings


def run_stories(args: argparse.Namespace) -> int:
    """Runs ``briefing stories PILE … -o FOLDER`` and returns its exit code."""
    from summarizer.batch.app import close
    from summarizer.batch.progress import showing
    from summarizer.batch.stories import PAGE
    from summarizer.batch.stories import run_stories as run
    from summarizer.read import prepare
    from summarizer.render import index_to_text

    prepare()
    batch = _settings(args)
    with showing(args.quiet, say) as display:
        done = run(batch, display)
    if not args.quiet:
        put(index_to_text(done.index, str(args.output)))
    if args.open:
        open_page(Path(batch.folder) / PAGE)
    if not args.quiet or done.summary.counts.failed:
        close(done.summary, batch.folder, say)
    return 0


def _settings(args: argparse.Namespace) -> BatchSettings:
    """The settings of the job, as the same values of ``briefing-batch group=stories`` make them."""
    from summarizer.cli.reading import lay_over
    from summarizer.config import settings_for
    from summarizer.resources import samples_dir
    from summarizer.settings import BatchSettings, Settings

    settings = settings_for(
        preset=args.preset,
        words=args.words,
        sentences=args.sentences,
        focus=args.focus,
        language=args.language,
        overrides=["group=stories", *args.overrides],
        offline=args.offline,
        device=args.device,
        seed=args.seed,
        strict=args.strict,
    )
    lay_over(settings, args)
    if args.min_origins is not None:
        settings.group = replace(settings.group, min_origins=args.min_origins)
    return BatchSettings(
        **{part.name: getattr(settings, part.name) for part in fields(Settings)},
        input=[str(samples_dir() / "pile")] if args.demo else args.inputs,
        folder=str(args.output),
        device=settings.run.device,
        formats=list(dict.fromkeys(["json", *args.formats])),
        quiet=args.quiet,
    )
