"""Puts a briefing into one of the output formats, writes files whole or not at all, and reads JSON back."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from summarizer.checked import Check
from summarizer.errors import InputError, OutputError, UsageError
from summarizer.records import Briefing, Comparison

TEXT_FORMATS = ("md", "json", "txt", "html")
BINARY_FORMATS = ("docx", "pdf")
FORMATS = TEXT_FORMATS + BINARY_FORMATS
SUFFIXES = {f".{form}": form for form in FORMATS} | {".markdown": "md", ".htm": "html"}


def format_of(path: Path, fallback: str | None = None) -> str:
    """Format that a file's suffix asks for, else ``fallback``.

    Raises:
        UsageError: the suffix says nothing and there is no fallback.
    """
    form = SUFFIXES.get(path.suffix.lower(), fallback)
    if form is None:
        suffix = f"the suffix {path.suffix}" if path.suffix else "a name without suffix"
        suffixes = ", ".join(f".{known}" for known in FORMATS)
        raise UsageError(f"{path}: {suffix} names no output format", f"use {suffixes}, or say --format")
    return form


def check_format(form: str) -> None:
    """Makes sure, before any work is done, that a format can be written here.

    Raises:
        OutputError: a package that it needs is not installed, naming it.
    """
    if form == "pdf":
        from summarizer.render import require_pdf

        require_pdf()


def as_format(
    briefing: Briefing,
    form: str,
    *,
    citations: str = "inline",
    explain: bool = False,
    front_matter: bool = False,
    since: Comparison | None = None,
) -> str:
    """Renders a briefing as text.

    Args:
        briefing: what to render.
        form: one of `TEXT_FORMATS`.
        citations: citation style of Markdown, ``inline`` or ``footnotes``.
        explain: also give the evidence of each sentence and the drafts that were refused.
        front_matter: begin Markdown with a YAML block of title, date, sources and words.
        since: also say what changed since an earlier briefing.

    Raises:
        UsageError: ``form`` is not known, or is no text.
    """
    from summarizer import render

    if form == "md":
        return render.to_markdown(briefing, citations, explain=explain, front_matter=front_matter, since=since)
    if form == "json":
        return render.to_json(briefing, explain=explain, since=since)
    if form == "html":
        return render.to_html(briefing, since=since)
    if form == "txt":
        return render.to_text(briefing, explain=explain, since=since)
    raise UsageError(f"format {form!r} is not known", f"use one of {', '.join(TEXT_FORMATS)}")


def as_file(
    briefing: Briefing,
    form: str,
    *,
    citations: str = "inline",
    explain: bool = False,
    front_matter: bool = True,
    since: Comparison | None = None,
) -> bytes:
    """Renders a briefing as the content of a file, in any of `FORMATS`; see `as_format`.

    Raises:
        UsageError: ``form`` is not known.
        OutputError: the format needs a package that is not installed.
    """
    from summarizer import render

    if form == "docx":
        return render.to_docx(briefing, since=since)
    if form == "pdf":
        return render.to_pdf(briefing, since=since)
    if form not in FORMATS:
        raise UsageError(f"format {form!r} is not known", f"use one of {', '.join(FORMATS)}")
    return as_format(
        briefing,
        form,
        citations=citations,
        explain=explain,
        front_matter=front_matter,
        since=since,
    ).encode()


def check_as_format(check: Check, form: str, *, explain: bool = False) -> str:
    """Renders what a check found; ``explain`` adds the passages that carry each sentence where they are left out.

    Raises:
        UsageError: ``form`` is none of `TEXT_FORMATS`.
    """
    from summarizer import render

    if form == "md":
        return render.check_to_markdown(check, explain=explain)
    if form == "json":
        return render.check_to_json(check)
    if form == "html":
        return render.check_to_html(check)
    if form == "txt":
        return render.check_to_text(check, explain=explain)
    raise UsageError(f"a check is not written as {form}", f"use one of {', '.join(TEXT_FORMATS)}")


def load_json(path: Path) -> tuple[Briefing, str]:
    """Reads a briefing that was written as JSON; also gives the file's text.

    Raises:
        InputError: the file is missing, no briefing, of another schema version, or was changed; it is named.
    """
    from summarizer.render import from_json

    hint = "give a file that `-o NAME.json` wrote"
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: this is not a JSON briefing", hint) from error
    except ValueError as error:  # a path that no system call takes
        raise InputError(f"{path}: {error}", hint) from error
    except OSError as error:
        raise InputError(f"{path}: {error.strerror or error}", hint) from error
    try:
        return from_json(text), text
    except InputError as error:
        raise InputError(f"{path}: {error.message}", error.hint) from error


def changes_as_text(briefing: Briefing, since: Comparison, form: str) -> str:
    """Only what changed from an earlier briefing to this one, as ``md``, ``txt`` or ``json``.

    Raises:
        UsageError: ``form`` is another one.
    """
    from summarizer import render

    if form == "md":
        return render.changes_to_markdown(briefing, since)
    if form == "txt":
        return render.changes_to_text(briefing, since)
    if form == "json":
        return render.changes_to_json(briefing, since)
    raise UsageError(f"format {form!r} does not hold changes alone", "use one of md, txt, json")


def check_writable(path: Path) -> None:
    """Makes sure, before any work is done, that `write_atomically` will be able to write this file.

    Raises:
        OutputError: the folder is missing or closed, or the path is a folder, a protected file or no possible name.
    """
    try:
        _try_to_write(path, _target(path))
    except (OSError, ValueError) as error:
        raise OutputError(f"cannot write {path}: {_why(error)}") from error


def _target(path: Path) -> Path:
    """Where the path leads; OSError for a name that is too long or links that lead round in a circle."""
    target = Path(os.path.realpath(path))
    with suppress(FileNotFoundError, NotADirectoryError):
        target.stat()
    return target


def _try_to_write(path: Path, target: Path) -> None:
    if target.is_dir():
        raise OutputError(f"cannot write {path}: it is a folder", "name a file in it")
    if target.exists() and not os.access(target, os.W_OK):
        raise OutputError(f"cannot write {path}: the file is write-protected")
    if target.exists() and not target.is_file():
        return
    if not target.parent.is_dir():
        raise OutputError(f"cannot write {path}: there is no folder {target.parent}", "make it first")
    with tempfile.TemporaryFile(dir=target.parent):
        pass


def _why(error: OSError | ValueError) -> str:
    return str(getattr(error, "strerror", None) or error)


def write_atomically(path: Path, content: str | bytes) -> None:
    """Writes bytes, or text as UTF-8, so that the file is at every moment either the old one or the whole new one.

    Devices and pipes are written to directly, symbolic links are followed, an existing file keeps its mode.

    Raises:
        OutputError: the file cannot be written; what was there before is untouched.
    """
    data = content.encode() if isinstance(content, str) else content
    try:
        target = _target(path)
        if target.exists() and not target.is_file():
            target.write_bytes(data)
            return
        _replace(target, data)
    except (OSError, ValueError) as error:
        raise OutputError(f"cannot write {path}: {_why(error)}") from error


def _replace(target: Path, data: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name[:20]}.", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
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
