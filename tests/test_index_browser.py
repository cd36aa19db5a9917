"""The index of a pile's stories in a real browser: accessible, on a phone, without a script, opening its reports."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from index_samples import FIRE, empty_index, sample_index
from sample_briefing import invented_briefing
from strategies import HOSTILE
from test_render_browser import PHONE, WIDE, Opener, axe, browser, keep, pytestmark, scrolls_sideways, visit

from summarizer.render import index_to_html, index_to_json, to_html

__all__ = ["axe", "browser", "keep", "pytestmark", "visit"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [WIDE, PHONE])
def test_axe_finds_no_violation_in_an_index(
    visit: Opener, axe: str, keep: Callable[..., None], scheme: str, size: tuple[int, int]
) -> None:
    page = visit(index_to_html(sample_index()), size, color_scheme=scheme).page
    keep(page, f"index-{scheme}-{size[0]}")
    page.evaluate(axe)
    for _ in range(2):
        found = page.evaluate("axe.run()")["violations"]
        assert [f"{item['id']}: {item['nodes'][0]['html'][:200]}" for item in found] == []
        page.evaluate("for (const box of document.querySelectorAll('details')) box.open = true")
    assert page.get_by_role("heading", level=1).inner_text() == "3 stories"
    for landmark in ("banner", "main", "contentinfo"):
        assert page.get_by_role(landmark).count() == 1  # type: ignore[arg-type]


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_no_width_of_an_index_scrolls_sideways(visit: Opener, width: int) -> None:
    page = visit(index_to_html(sample_index()), (width, 800)).page
    page.evaluate("for (const box of document.querySelectorAll('details')) box.open = true")
    assert not scrolls_sideways(page)


def test_a_headline_opens_its_report_without_a_script(visit: Opener, tmp_path: Path) -> None:
    (tmp_path / "briefings").mkdir()
    (tmp_path / FIRE.reports[0]).write_text(to_html(invented_briefing()), encoding="utf-8")
    opened = visit(index_to_html(sample_index()), java_script_enabled=False)
    assert not opened.page.locator("#theme").is_visible()
    opened.page.locator(f"#{FIRE.id} summary").click()
    assert opened.page.locator(f"#{FIRE.id} .articles").is_visible()
    opened.page.locator(f"#{FIRE.id}").get_by_role("link", name=FIRE.headline, exact=True).click()
    assert opened.page.url.endswith(FIRE.reports[0])
    del opened.requests[1:]


def test_dark_and_light_are_a_choice(visit: Opener) -> None:
    page = visit(index_to_html(empty_index())).page
    before = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.click("#theme")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != before


def test_the_script_makes_the_pictures_of_an_index(tmp_path: Path) -> None:
    (tmp_path / "index.json").write_text(index_to_json(sample_index()), encoding="utf-8")
    script = Path(__file__).resolve().parents[1] / "scripts" / "screenshots.py"
    command = [sys.executable, str(script), "--stories", str(tmp_path / "index.json"), "--folder", str(tmp_path)]
    subprocess.run(command, check=True, timeout=120)
    assert all((tmp_path / f"stories-{scheme}.png").stat().st_size > 10_000 for scheme in ("light", "dark"))


def test_hostile_words_are_only_words(visit: Opener) -> None:
    stories = tuple(
        replace(FIRE, id=f"story-{at:010x}", headline=words, lead=words, changes=words)
        for at, words in enumerate(HOSTILE)
    )
    visit(index_to_html(replace(sample_index(), stories=stories))).check_quiet()
