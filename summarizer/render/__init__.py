"""Turns a finished `Briefing` into text people read and files programs read: pure functions, no file access.

Each format is a module of its own and is imported when first asked for, because rich and Jinja2 take time.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from summarizer.render.check_html import check_to_html
    from summarizer.render.check_json import check_to_json
    from summarizer.render.check_markdown import check_to_markdown
    from summarizer.render.check_terminal import check_to_text, print_check
    from summarizer.render.docx import to_docx
    from summarizer.render.html import to_html, to_notebook
    from summarizer.render.index_html import index_to_html
    from summarizer.render.index_json import index_from_json, index_to_json
    from summarizer.render.index_text import index_to_text
    from summarizer.render.jsonfile import changes_to_json, from_json, to_json
    from summarizer.render.markdown import changes_to_markdown, to_markdown
    from summarizer.render.pdf import require_pdf, to_pdf
    from summarizer.render.terminal import changes_to_text, print_changes, print_terminal, to_text

__all__ = [
    "changes_to_json",
    "changes_to_markdown",
    "changes_to_text",
    "check_to_html",
    "check_to_json",
    "check_to_markdown",
    "check_to_text",
    "from_json",
    "index_from_json",
    "index_to_html",
    "index_to_json",
    "index_to_text",
    "print_changes",
    "print_check",
    "print_terminal",
    "require_pdf",
    "to_docx",
    "to_html",
    "to_json",
    "to_markdown",
    "to_notebook",
    "to_pdf",
    "to_text",
]

_HOME = {
    "changes_to_json": "jsonfile",
    "changes_to_markdown": "markdown",
    "changes_to_text": "terminal",
    "check_to_html": "check_html",
    "check_to_json": "check_json",
    "check_to_markdown": "check_markdown",
    "check_to_text": "check_terminal",
    "from_json": "jsonfile",
    "index_from_json": "index_json",
    "index_to_html": "index_html",
    "index_to_json": "index_json",
    "index_to_text": "index_text",
    "print_changes": "terminal",
    "print_check": "check_terminal",
    "print_terminal": "terminal",
    "require_pdf": "pdf",
    "to_docx": "docx",
    "to_html": "html",
    "to_json": "jsonfile",
    "to_markdown": "markdown",
    "to_notebook": "html",
    "to_pdf": "pdf",
    "to_text": "terminal",
}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
