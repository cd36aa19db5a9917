"""Puts a briefing into one of the output formats and writes files that are either whole or untouched."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from summarizer.errors import OutputError, UsageError
from summarizer.records import Briefing

FORMATS = ("md", "json", "txt", "html")
SUFFIXES = {".md": "md", ".markdown": "md", ".json": "json", ".txt": "txt", ".html": "html", ".htm": "html"}


def format_of(path: Path, fallback: str | None = None) -> str:
    """Format that a file's suffix asks for, else ``fallback``.

    Raises:
        UsageError: the suffix says nothing and there is no fallback.
    """
    form = SUFFIXES.get(path.suffix.lower(), fallback)
    if form is None:
        suffix = f"the suffix {path.suffix}" if path.suffix else "a name without suffix"
        raise UsageError(f"{path}: {suffix} names no output format", "use .md, .json, .txt or .html, or say --format")
    return form


def as_format(briefing: Briefing, form: str, *, citations: str = "inline", explain: bool = False) -> str:
    """Renders a briefing.

    Args:
        briefing: what to render.
        form: one of `FORMATS`.
        citations: citation style of Markdown, ``inline`` or ``footnotes``.
        explain: also give the evidence of each sentence and the drafts that were refused.

    Raises:
        UsageError: ``form`` is not known.
    """
    from summarizer import render

    if form == "md":
        return render.to_markdown(briefing, citations=citations, explain=explain)
    if form == "json":
        return render.to_json(briefing, explain=explain)
    if form == "html":
        return render.to_html(briefing)
    if form == "txt":
        return render.to_text(briefing, explain=explain)
    raise UsageError(f"format {form!r} is not known", f"use one of {', '.join(FORMATS)}")


def check_writable(path: Path) -> None:
    """Makes sure, before any work is done, that `write_atomically` will be able to write this file.

    Raises:
        OutputError: the folder is missing or closed, or the path is a folder or a protected file.
    """
    target = Path(os.path.realpath(path))
    if target.is_dir():
        raise OutputError(f"cannot write {path}: it is a folder", "name a file in it")
    if target.exists() and not os.access(target, os.W_OK):
        raise OutputError(f"cannot write {path}: the file is write-protected")
    if target.exists() and not target.is_file():
        return
    if not target.parent.is_dir():
        raise OutputError(f"cannot write {path}: there is no folder {target.parent}", "make it first")
    try:
        with tempfile.TemporaryFile(dir=target.parent):
            pass
    except OSError as error:
        raise OutputError(f"cannot write {path}: {error.strerror or error}") from error


def write_atomically(path: Path, text: str) -> None:
    """Writes UTF-8 text so that the file is at every moment either the old one or the whole new one.

    Devices and pipes are written to directly, symbolic links are followed, an existing file keeps its mode.

    Raises:
        OutputError: the file cannot be written; what was there before is untouched.
    """
    target = Path(os.path.realpath(path))
    try:
        if target.exists() and not target.is_file():
            target.write_text(text, encoding="utf-8")
            return
        _replace(target, text)
    except OSError as error:
        raise OutputError(f"cannot write {path}: {error.strerror or error}") from error


def _replace(target: Path, text: str) -> None:
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name[:80]}.", suffix=".part")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, _mode(target))
        os.replace(name, target)
    except BaseException:
        with suppress(OSError):
            os.unlink(name)
        raise


def _mode(target: Path) -> int:
    """Permissions of the file that is replaced, or those that the umask leaves a new one."""
    if target.exists():
        return target.stat().st_mode & 0o777
    umask = os.umask(0)
    os.umask(umask)
    return 0o666 & ~umask
