"""``briefing models``: shows, fetches, checks and removes what the model store holds."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING

from summarizer.cli.output import put, say
from summarizer.errors import ModelError

if TYPE_CHECKING:
    from summarizer.models import ModelState, ModelStore
    from summarizer.settings import Settings

_LICENCE_LIMIT = 12
"""Longer licences are shown below the list, so that it fits 80 columns."""


def run_models(args: argparse.Namespace) -> int:
    """Runs ``briefing models ACTION`` and returns its exit code."""
    from summarizer.cli.progress import showing
    from summarizer.config import settings_for
    from summarizer.models import ModelStore

    settings = settings_for(overrides=args.overrides, offline=args.offline)
    store = ModelStore(settings.store)
    if args.action == "path":
        put(f"{store.root}\n")
        return 0
    if args.action == "list":
        _list(store)
        return 0
    for name in args.names:
        store.state(name)  # a name that is not known is said before anything is fetched
    if args.action == "remove":
        return _remove(store, args.names, quiet=args.quiet)
    if args.action == "pull":
        return _pull(args.names or needed(settings), settings, quiet=args.quiet)
    here = [name for name in store.specs if store.state(name).status == "ready"]
    with showing(args.quiet) as progress:
        results = _verify(ModelStore(settings.store, progress), args.names or here)
    return _tell(results, quiet=args.quiet)


def needed(settings: Settings) -> list[str]:
    """Names of the models that a briefing with these settings loads."""
    from summarizer.backends.loading import judge_model

    roles = [part.model for part in (settings.encoder, settings.parser, settings.writer) if part.has_weights]
    return list(dict.fromkeys([*roles, *filter(None, [judge_model(settings)])]))


def _list(store: ModelStore) -> None:
    rows = [("NAME", "ROLE", "PARAMS", "SIZE", "STATE", "LICENCE")]
    notes = []
    for name, spec in store.specs.items():
        state = store.state(name)
        licence = spec.licence
        if len(licence) > _LICENCE_LIMIT:
            licence = "see below"
            notes.append(f"{name}: {spec.licence}")
        rows.append((name, spec.role, spec.parameters, _size(state, spec.ready_bytes), state.status, licence))
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    put("".join(f"{line}\n" for line in [*lines, *([""] if notes else []), *notes]))


def _size(state: ModelState, expected: int) -> str:
    """Megabytes on the disk for a model that is here, else those that it will take, when known."""
    size = state.bytes if state.status == "ready" else expected
    return f"{size / 1e6:.0f} MB" if size else "-"


def _pull(names: Sequence[str], settings: Settings, *, quiet: bool) -> int:
    from summarizer.cli.progress import showing
    from summarizer.models import ModelStore

    for name in names:
        with showing(quiet) as progress:
            ready = ModelStore(settings.store, progress).ensure(name)
        if not quiet:
            put(f"{name}  ready  {ready.path}\n")
    return 0


def _remove(store: ModelStore, names: Sequence[str], *, quiet: bool) -> int:
    """Deletes models; one that another process is at does not keep the others."""
    failed = False
    for name in names:
        try:
            freed = store.remove(name)
        except ModelError as error:
            failed = True
            say(f"error: {name}: {error}")
            continue
        if not quiet:
            put(f"{name}  removed, {freed / 1e6:.0f} MB\n" if freed else f"{name}  is not here\n")
    return 1 if failed else 0


def _verify(store: ModelStore, names: Sequence[str]) -> list[tuple[str, ModelError | None]]:
    """Each model with what is wrong with it; one that fails does not keep the others from being checked."""
    results: list[tuple[str, ModelError | None]] = []
    for name in names:
        try:
            store.verify(name)
            results.append((name, None))
        except ModelError as error:
            results.append((name, error))
    return results


def _tell(results: Sequence[tuple[str, ModelError | None]], *, quiet: bool) -> int:
    failed = [(name, error) for name, error in results if error is not None]
    if not quiet:
        for name, error in results:
            if error is None:
                put(f"{name}  ok\n")
        if not results:
            say("no model is here yet; fetch one with: briefing models pull")
    for name, error in failed:
        say(f"error: {name}: {error}")
    return 1 if failed else 0
