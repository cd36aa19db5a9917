"""Index of a pile's stories → one self-contained HTML file, in the style of the report that each entry opens.

Nothing on it needs a script; the one that it has only lets a reader choose between light and dark.
"""

from __future__ import annotations

from markupsafe import Markup

from summarizer.pile import StoryIndex
from summarizer.render.html import asset, policy, template
from summarizer.render.index_page import build_index


def index_to_html(index: StoryIndex) -> str:
    """The index as a whole HTML document."""
    style, script = asset("page.css") + asset("index.css"), asset("theme.js")
    return template("index.html.j2").render(
        page=build_index(index),
        # The assets are the package's own files and hold no text from outside.
        style=Markup(style),
        script=Markup(script),
        policy=policy(style, script),
    )
