"""Check → one self-contained HTML file: the text, its passages beside it, the sources beneath.

The page has the style sheet and the script of a briefing's, and a sheet of its own behind the first; its policy allows
nothing else.
"""

from __future__ import annotations

from markupsafe import Markup

from summarizer.checked import Check
from summarizer.render.check_page import build_check_page
from summarizer.render.html import asset, policy, template


def check_to_html(check: Check) -> str:
    """The check as a whole HTML document, with every passage and its source text inside."""
    style, script = asset("page.css") + asset("check.css"), asset("theme.js") + asset("page.js")
    return template("check.html.j2").render(
        page=build_check_page(check),
        # The assets are the package's own files and hold no text from outside.
        style=Markup(style),
        script=Markup(script),
        policy=policy(style, script),
    )
