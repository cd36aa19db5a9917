"""The library's entrance: `brief` reads reports and returns a `Briefing` that knows how to show itself.

`check` reads a text that exists and reports, and returns a `Check` that does, too.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, fields, replace
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, cast

from summarizer import checked, records
from summarizer.addresses import is_address
from summarizer.config import settings_for
from summarizer.errors import InputError, UsageError
from summarizer.records import Document, Skipped
from summarizer.save import as_file, as_format, check_as_format, format_of, load_json, write_atomically
from summarizer.settings import Settings

if TYPE_CHECKING:
    from summarizer.pipeline import Checkers, Models

Input = str | PathLike[str] | Document

_GLOB = frozenset("*?[")


class Briefing(records.Briefing):
    """A finished briefing that renders and saves itself; in a notebook it shows itself."""

    __slots__ = ()

    @classmethod
    def of(cls, briefing: records.Briefing) -> Briefing:
        """The same briefing, with the methods of this class."""
        return cls(**{field.name: getattr(briefing, field.name) for field in fields(briefing)})

    @classmethod
    def load(cls, path: str | PathLike[str]) -> Briefing:
        """Reads a briefing that was saved as .json.

        Raises:
            InputError: the file is missing, no briefing, of another schema version, or was changed.
        """
        return cls.of(load_json(Path(path))[0])

    def to_markdown(self, citations: str = "inline") -> str:
        """Markdown with ``inline`` citations such as [1][3], or with ``footnotes``."""
        return as_format(self, "md", citations=citations)

    def to_json(self) -> str:
        """JSON by the schema that ships with the package: everything, offsets and dropped text included."""
        return as_format(self, "json")

    def to_text(self, *, explain: bool = False) -> str:
        """Plain text as the terminal shows it; ``explain`` adds the evidence of each sentence."""
        return as_format(self, "txt", explain=explain)

    def to_html(self) -> str:
        """One self-contained HTML page."""
        return as_format(self, "html")

    def save(self, path: str | PathLike[str]) -> None:
        """Writes the briefing in the format of the path's suffix: .md, .json, .txt, .html, .docx or .pdf.

        Raises:
            UsageError: the suffix names no format.
            OutputError: the file cannot be written, and an older file is untouched; or the format needs a
                package that is not installed.
        """
        write_atomically(Path(path), as_file(self, format_of(Path(path))))

    def _repr_markdown_(self) -> str:
        return self.to_markdown()

    def _repr_html_(self) -> str:
        from summarizer.render import to_notebook

        return to_notebook(self)


class Check(checked.Check):
    """A finished check that renders and saves itself; in a notebook it shows itself."""

    __slots__ = ()

    @classmethod
    def of(cls, check: checked.Check) -> Check:
        """The same check, with the methods of this class."""
        return cls(**{field.name: getattr(check, field.name) for field in fields(check)})

    def to_markdown(self, *, explain: bool = True) -> str:
        """Markdown: each sentence with what the sources say of it; ``explain`` quotes them."""
        return check_as_format(self, "md", explain=explain)

    def to_json(self) -> str:
        """JSON by the schema that ships with the package."""
        return check_as_format(self, "json")

    def to_text(self, *, explain: bool = False) -> str:
        """Plain text as the terminal shows it; ``explain`` adds the passages that carry each sentence."""
        return check_as_format(self, "txt", explain=explain)

    def to_html(self) -> str:
        """One self-contained HTML page: the text with its passages beside it."""
        return check_as_format(self, "html")

    def save(self, path: str | PathLike[str]) -> None:
        """Writes the check in the format of the path's suffix: .md, .json, .txt or .html.

        Raises:
            UsageError: the suffix names no such format.
            OutputError: the file cannot be written, and an older file is untouched.
        """
        write_atomically(Path(path), check_as_format(self, format_of(Path(path)), explain=True))

    def _repr_markdown_(self) -> str:
        return self.to_markdown()


def brief(
    inputs: Input | Sequence[Input],
    *,
    preset: str = "default",
    words: int | None = None,
    sentences: int | None = None,
    focus: str | None = None,
    overrides: Sequence[str] = (),
    offline: bool = False,
    device: str | None = None,
    language: str | None = None,
) -> Briefing:
    """Reads reports of one event and writes one attributed briefing of them.

    Models stay loaded after the call; the next call with the same model settings starts at once. Calls from
    several threads are run one after the other.

    Args:
        inputs: paths of files and folders, glob patterns, addresses of pages and feeds, lists of these (``@FILE``),
            documents made by hand, or one of these. Documents made by hand come after those that are read.
        preset: ``fast``, ``default``, ``quality`` or ``multilingual``.
        words: budget of the whole briefing; the settings decide when None.
        sentences: number of sentences, instead of a word budget.
        focus: what the briefing should dwell on, such as "humanitarian situation".
        overrides: more settings in Hydra's syntax, such as ``["writer=extractive"]``.
        offline: never use the network; an address is refused.
        device: ``auto``, ``cpu``, ``cuda`` or ``mps``.
        language: code of the briefing's language, such as ``de``; that of most of the reports when None.

    Raises:
        UsageError: a setting does not exist or has a value that is not allowed.
        InputError: an input is neither a document nor an existing path, or nothing readable is left.
        ModelError: a model cannot be had or loaded.
        ResourceError: memory ran out.
    """
    settings = settings_for(
        preset=preset,
        words=words,
        sentences=sentences,
        focus=focus,
        language=language,
        overrides=overrides,
        offline=offline,
        device=device,
    )
    documents, skipped = _gather(inputs, settings)
    return _models.run(documents, settings, skipped)


def check(
    text: str | Sequence[str] | records.Briefing,
    documents: Input | Sequence[Input],
    *,
    preset: str = "default",
    overrides: Sequence[str] = (),
    offline: bool = False,
    device: str | None = None,
) -> Check:
    """Checks a text that exists against reports: what carries, reports or contradicts each of its sentences.

    Args:
        text: the text itself, or claims (a list of them), or a briefing. Citations that a text has itself, such as
            "[1]" or "(Reuters)", are checked; numbers mean its own list of sources or, without one, the reports in
            their order.
        documents: the reports, as for `brief`.
        preset: ``fast``, ``default`` or ``quality``.
        overrides: more settings in Hydra's syntax, such as ``["judge=none"]``.
        offline: never use the network.
        device: ``auto``, ``cpu``, ``cuda`` or ``mps``.

    Raises:
        UsageError: a setting does not exist or has a value that is not allowed.
        InputError: the text is empty, too long, in another language than the reports, or one of them; or a report
            is neither a document nor an existing path.
        ModelError: a model cannot be had or loaded.
        ResourceError: memory ran out.
    """
    settings = settings_for(preset=preset, overrides=overrides, offline=offline, device=device)
    given = _given(text)
    found, skipped = _gather(documents, settings)
    return _models.check(given, found, settings, skipped)


def _given(text: str | Sequence[str] | records.Briefing) -> checked.ToCheck:
    from summarizer.draft import from_claims, from_text, of_briefing

    if isinstance(text, records.Briefing):
        return of_briefing(text, "the briefing")
    if isinstance(text, str):
        return from_text(text)
    if not text or any(not isinstance(claim, str) or not claim.strip() for claim in text):
        raise UsageError("there is no claim to check", "give a text, or a list of claims that are not empty")
    return from_claims(text)


class _LoadedModels:
    """The models of the last call; one set at most, since a writer fills gigabytes."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._key: str | None = None
        self._writes = False
        self._models: Models | Checkers | None = None

    def run(self, documents: Sequence[Document], settings: Settings, skipped: Sequence[Skipped]) -> Briefing:
        from summarizer.pipeline import run

        with self._lock:
            models = cast("Models", self._load(settings, writes=True))
            with self._kept_if_sound():
                return Briefing.of(run(documents, settings, models, skipped=tuple(skipped)))

    def check(
        self, given: checked.ToCheck, documents: Sequence[Document], settings: Settings, skipped: Sequence[Skipped]
    ) -> Check:
        from summarizer.pipeline import Checkers, check

        with self._lock:
            models = self._load(settings, writes=False)
            checkers = Checkers(models.encoder, models.judge, models.parser)
            with self._kept_if_sound():
                return Check.of(check(given, documents, settings, checkers, skipped=tuple(skipped)))

    @contextmanager
    def _kept_if_sound(self) -> Iterator[None]:
        """Lets go of the models when they fail, be it while they are still being loaded: the next call tries anew."""
        try:
            yield
        except InputError:
            raise
        except Exception:
            self._models = None
            raise

    def _load(self, settings: Settings, writes: bool) -> Models | Checkers:
        """The models in hand where they are those of the settings, with a writer where one is needed."""
        from summarizer.pipeline import load_models

        parts = (settings.encoder, settings.parser, settings.writer, settings.judge, settings.store)
        run = (settings.run.device, settings.run.threads, settings.run.seed)
        key = repr([*(asdict(part) for part in parts), *run])
        if self._models is None or key != self._key or (writes and not self._writes):
            # Let go of the old set first: two writers may not fit into memory together.
            self._models = None
            self._models = load_models(settings) if writes else _checkers(settings)
            self._key, self._writes = key, writes
        return self._models


def _checkers(settings: Settings) -> Checkers:
    from summarizer.pipeline import load_checkers

    return load_checkers(settings)


_models = _LoadedModels()


def _gather(inputs: Input | Sequence[Input], settings: Settings) -> tuple[tuple[Document, ...], tuple[Skipped, ...]]:
    """Reads what is given by path, in one go so that ids differ, and adds the documents made by hand."""
    items = [inputs] if isinstance(inputs, str | PathLike | Document) else list(inputs)
    paths: list[str | Path] = [_path(item) for item in items if not isinstance(item, Document)]
    given = [item for item in items if isinstance(item, Document)]
    if not items:
        raise UsageError("there is nothing to brief", "give paths or documents")
    documents: tuple[Document, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    if paths:
        from summarizer.intake import take_in

        result = take_in(paths, settings)
        documents, skipped = tuple(result.documents), tuple(result.skipped)
    from summarizer.read.clusters import unique

    taken: dict[str, int] = {}
    named = (replace(document, id=unique(document.id, taken)) for document in (*documents, *given))
    return tuple(named), skipped


def _path(item: str | PathLike[str]) -> str | Path:
    if not isinstance(item, str | PathLike):
        raise UsageError(f"an input of type {type(item).__name__}", "give paths or summarizer.records.Document objects")
    text = str(item)
    if text == "-" or is_address(text) or (_GLOB & set(text) and "\n" not in text):
        return text
    try:
        exists = Path(text).exists()
    except (OSError, ValueError):
        exists = False
    if not exists and text.startswith("@") and "\n" not in text:
        return text
    if not exists:
        shown = text if len(text) <= 60 and "\n" not in text else " ".join(text.split())[:57] + "..."
        raise InputError(f"no file or folder {shown!r}", "for text at hand, make a summarizer.records.Document of it")
    return Path(text)
