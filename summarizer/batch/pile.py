"""group=stories: reads all that the input names as one pile of reports."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from summarizer.batch.inputs import PARQUET, ROWS, as_paths, row_values
from summarizer.errors import InputError, NoInputError
from summarizer.intake import once, sought
from summarizer.interfaces import Progress
from summarizer.read import Named, read
from summarizer.read.clusters import BadRow, as_cluster, unique
from summarizer.read.sources import Source, Unusable, find_sources
from summarizer.records import Document, Fetched, Skipped
from summarizer.settings import ReadSettings, Settings


@dataclass(frozen=True, slots=True)
class PileInput:
    """The reports of a pile, their ids unique, and what of it could not be read.

    ``own`` counts the files that were passed over because the job wrote them itself.
    """

    documents: tuple[Document, ...]
    skipped: tuple[Skipped, ...]
    own: int = 0


def read_pile(
    given: Any, folder: Path, settings: Settings, limit: int = 0, progress: Progress | None = None
) -> PileInput:
    """Reads a pile: files, folders with the folders in them, patterns, addresses, ``-``, all reports of files of rows.

    Args:
        given: a path, a pattern, an address or a list of them.
        folder: the output folder; what lies in it is no report.
        settings: what may be fetched and read, and whether to raise on the first input that cannot be read.
        limit: take so many reports only; 0 takes all.
        progress: is told how many pages have been fetched.

    Raises:
        UsageError: it is no path, or would have to be fetched, which ``--offline`` forbids.
        NoInputError: no report could be read.
        InputError: ``run.strict``, and something cannot be read.
    """
    named, left_out = sought(as_paths(given), settings, showing=lambda: nullcontext(progress))
    strict = settings.run.strict
    found = list(find_sources(named))
    sources = [item for item in found if isinstance(item, Source)]
    skipped = [Skipped(item.name, item.error.message) for item in found if isinstance(item, Unusable)]
    skipped += left_out
    if strict and skipped:
        raise InputError(f"{skipped[0].name}: {skipped[0].reason}")
    foreign = [source for source in sources if not _is_in(source.path, folder)]
    documents: list[Document] = []
    for item in _documents(foreign, settings.read, strict):
        if isinstance(item, Skipped):
            skipped.append(item)
        else:
            documents.append(item)
        if limit and len(documents) == limit:
            break
    if not documents:
        raise _nothing(skipped)
    taken: dict[str, int] = {}
    different, same = once(documents)
    reports = tuple(replace(one, id=unique(one.id, taken)) for one in different)
    return PileInput(reports, (*skipped, *same), len(sources) - len(foreign))


def _nothing(skipped: Sequence[Skipped]) -> NoInputError:
    why = f" ({skipped[0].name}: {skipped[0].reason})" if skipped else ""
    return NoInputError(f"no report could be read{why}", "name files or folders with reports")


def _is_in(path: Path | None, folder: Path) -> bool:
    return path is not None and path.resolve().is_relative_to(folder.resolve())


def _documents(sources: Sequence[Source], limits: ReadSettings, strict: bool) -> Iterator[Document | Skipped]:
    """What the files hold, those of rows a row at a time, in their order."""
    plain: list[Named] = []
    for source in sources:
        rows = source.path is not None and source.cluster is None and not source.special
        if rows and source.path is not None and source.path.suffix.lower() in (*ROWS, *PARQUET):
            yield from _files(plain, limits, strict)
            plain = []
            yield from _rows(source.path, strict)
        else:
            plain.append(_named(source))
    yield from _files(plain, limits, strict)


def _named(source: Source) -> Named:
    if source.path is None:
        return source.fetched or "-"
    return f"{source.path}#{source.cluster}" if source.cluster else str(source.path)


def _name(given: Named) -> str:
    return given.name if isinstance(given, Fetched | Unusable) else str(given)


def _files(paths: Sequence[Named], limits: ReadSettings, strict: bool) -> Iterator[Document | Skipped]:
    if not paths:
        return
    try:
        result = read(paths, strict=strict, limits=limits)
    except NoInputError as error:
        if strict:
            raise
        if len(paths) == 1:
            yield Skipped(_name(paths[0]), error.message.removeprefix(f"{_name(paths[0])}: "))
            return
        for path in paths:  # none of them can be read: each says why
            yield from _files([path], limits, strict)
        return
    yield from result.documents
    yield from result.skipped


def _rows(path: Path, strict: bool) -> Iterator[Document | Skipped]:
    try:
        for number, value in row_values(path):
            row = value if isinstance(value, BadRow) else as_cluster(number, value, str(path))
            if isinstance(row, BadRow):
                if strict:
                    raise InputError(f"{path} row {number}: {row.reason}")
                yield Skipped(f"{path} row {number}", row.reason)
            else:
                yield from row.documents
                yield from row.skipped
    except OSError as error:
        yield Skipped(str(path), error.strerror or str(error))
    except InputError as error:
        if strict:
            raise
        yield Skipped(str(path), error.message)
