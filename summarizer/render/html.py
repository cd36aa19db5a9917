"""Briefing → one self-contained HTML file that needs no network and runs no script but its own.

The page's Content-Security-Policy allows exactly one style sheet and one script, each named by its SHA-256,
so that even text which slipped through escaping could neither run nor load anything.
"""

from __future__ import annotations

import base64
import hashlib
import html
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from summarizer.records import Briefing, Comparison
from summarizer.render import charts, common
from summarizer.render.page import build_page

_TEMPLATES = Path(__file__).with_name("templates")


def to_html(briefing: Briefing, *, since: Comparison | None = None) -> str:
    """The briefing as a whole HTML document, with every cited passage and its source text inside.

    Args:
        briefing: what to render.
        since: also show what changed since an earlier briefing, and mark it in the text.
    """
    style, script = asset("page.css"), asset("theme.js") + asset("page.js")
    return template("page.html.j2").render(
        briefing=briefing,
        page=build_page(briefing, since),
        one_line=common.one_line,
        direction=common.direction,
        counted=common.counted,
        chart_width=charts.WIDTH,
        differs=common.DIFFERS,
        differs_sign=common.DIFFERS_SIGN,
        # The two assets are the package's own files and hold no text from outside.
        style=Markup(style),
        script=Markup(script),
        policy=policy(style, script),
    )


def to_notebook(briefing: Briefing, *, height_px: int = 720) -> str:
    """The same page in a frame of its own, for a notebook cell: neither can touch the other."""
    document = html.escape(to_html(briefing), quote=True)
    return (
        f'<iframe title="Briefing" srcdoc="{document}" width="100%" height="{height_px}" '
        'sandbox="allow-scripts allow-popups" referrerpolicy="no-referrer" loading="lazy"></iframe>'
    )


@cache
def asset(name: str) -> str:
    """A file of the template folder; line ends as a browser sees them, because the policy hashes those."""
    return (_TEMPLATES / name).read_text(encoding="utf-8").replace("\r\n", "\n")


@cache
def template(name: str) -> Template:
    """A template of the folder; everything that is put into it is escaped."""
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template(name)


def policy(style: str, script: str) -> str:
    """The Content-Security-Policy of a page with this style sheet and this script, and nothing else."""

    def named(text: str) -> str:
        digest = hashlib.sha256(text.encode()).digest()
        return f"'sha256-{base64.b64encode(digest).decode()}'"

    return "; ".join(
        [
            "default-src 'none'",
            f"style-src {named(style)}",
            f"script-src {named(script)}",
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )
