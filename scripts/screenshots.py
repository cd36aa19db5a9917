#!/usr/bin/env python
"""Makes the pictures of the README: the HTML report, its chart and the terminal, from a briefing of the sample reports.

Usage: scripts/screenshots.py [BRIEFING.json] [--stories INDEX.json] [--folder FOLDER]

Without a file, the sample reports are briefed first, with the default models. With --stories, the picture of that index
of stories is made, and no other one. It needs Chromium on PATH and the dev extra. Look at the pictures before they are
committed.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Sequence
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from summarizer.records import Briefing

FOLDER = Path(__file__).resolve().parent / "pictures"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-background-networking")
COLUMNS = 120

_TERMINAL = """<!DOCTYPE html>
<html lang="en"><meta charset="utf-8"><title>Terminal</title>
<style>
{stylesheet}
body {{ margin: 0; background: #16181d; }}
pre {{
  display: inline-block; margin: 0; padding: 22px 26px; color: #e4e2dc; background: #16181d;
  font: 14px/1.42 "DejaVu Sans Mono", "Noto Sans Mono", Menlo, Consolas, monospace;
}}
</style>
<body><pre><span class="prompt">$ briefing demo</span>\n\n{code}</pre></body></html>
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Makes the pictures and returns the exit code."""
    parser = argparse.ArgumentParser(description="Makes the pictures of the README.")
    parser.add_argument("briefing", nargs="?", type=Path, metavar="BRIEFING.json", help="default: the sample reports")
    parser.add_argument("--stories", type=Path, metavar="INDEX.json", help="an index of briefing stories, instead")
    parser.add_argument("--folder", type=Path, default=FOLDER, help="where the pictures go (default: %(default)s)")
    args = parser.parse_args(argv)
    chromium = next(filter(None, map(shutil.which, BROWSERS)), None)
    if chromium is None:
        print("screenshots: Chromium is not on PATH", file=sys.stderr)
        return 1
    briefing = None if args.stories else _briefing(args.briefing)
    args.folder.mkdir(parents=True, exist_ok=True)

    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(ARGUMENTS))
        if briefing is None:
            _stories(browser, args.stories, args.folder)
        else:
            _report(browser, briefing, args.folder)
            _charts(browser, briefing, args.folder)
            _terminal(browser, briefing, args.folder)
        browser.close()
    return 0


def _briefing(path: Path | None) -> Briefing:
    from summarizer import brief
    from summarizer.resources import samples_dir
    from summarizer.save import load_json

    return load_json(path)[0] if path else brief(samples_dir() / "ferry")


def _report(browser: Browser, briefing: Briefing, folder: Path) -> None:
    """The report in light with a passage shown at its citation, and in dark with the passage in its source."""
    from summarizer.render import to_html

    for scheme in ("light", "dark"):
        context = browser.new_context(
            viewport={"width": 1280, "height": 900},
            color_scheme="light" if scheme == "light" else "dark",
            reduced_motion="reduce",
        )
        page = context.new_page()
        page.set_content(to_html(briefing))
        cite = page.locator(".sentence a.cite").first
        if scheme == "light":
            cite.hover()
        else:
            cite.click()
            page.mouse.move(2, 2)
            page.evaluate("scrollTo(0, 0)")
        page.screenshot(path=folder / f"report-{scheme}.png")
        context.close()


def _stories(browser: Browser, index: Path, folder: Path) -> None:
    """The head of an index, in light and dark."""
    from summarizer.render import index_from_json, index_to_html

    content = index_to_html(index_from_json(index.read_bytes()))
    for scheme in ("light", "dark"):
        context = browser.new_context(
            viewport={"width": 1280, "height": 900}, color_scheme="light" if scheme == "light" else "dark"
        )
        page = context.new_page()
        page.set_content(content)
        page.screenshot(path=folder / f"stories-{scheme}.png")
        context.close()


def _charts(browser: Browser, briefing: Briefing, folder: Path) -> None:
    """The first sentence with a chart: in light and dark with a value pointed at, on a phone, and on paper."""
    from summarizer.render import to_html

    views = (("light", 900, "light"), ("dark", 900, "dark"), ("phone", 390, "light"), ("print", 720, "light"))
    for name, width, scheme in views:
        context = browser.new_context(
            viewport={"width": width, "height": 1000},
            color_scheme="dark" if scheme == "dark" else "light",
            reduced_motion="reduce",
        )
        page = context.new_page()
        page.set_content(to_html(briefing))
        sentence = page.locator(".sentence:has(.chart)").first
        if not sentence.count():
            context.close()
            return
        if name == "print":
            page.emulate_media(media="print")
        else:
            sentence.locator(".spot").last.focus()
        box = sentence.bounding_box()
        if box is not None:
            below = 0 if name == "print" else 130
            top, height = max(box["y"] - 12, 0), box["height"] + 24 + below
            file = folder / f"chart-{name}.png"
            page.screenshot(path=file, clip={"x": 0, "y": top, "width": width, "height": height})
        context.close()


def _terminal(browser: Browser, briefing: Briefing, folder: Path) -> None:
    from rich.console import Console
    from rich.terminal_theme import DIMMED_MONOKAI

    from summarizer.render import print_terminal

    console = Console(record=True, width=COLUMNS, force_terminal=True, color_system="truecolor", file=StringIO())
    print_terminal(briefing, console)
    page = browser.new_page(viewport={"width": 1120, "height": 400})
    page.set_content(console.export_html(theme=DIMMED_MONOKAI, code_format=_TERMINAL))
    page.locator("pre").screenshot(path=folder / "terminal.png")
    page.close()


if __name__ == "__main__":
    sys.exit(main())
