"""The HTML page of a check in a real browser: the text with its passages beside it, links, hostile text, no network."""

from __future__ import annotations

import pytest
from check_samples import CARRIED, COURIER, FOUND_BY_DIVERS, NOWHERE, POST, checked
from strategies import HOSTILE
from test_render_browser import Opener, browser, inside_window, pytestmark, scrolls_sideways, visit

from summarizer.draft import from_text
from summarizer.records import Document
from summarizer.render import check_to_html

__all__ = ["browser", "pytestmark", "visit"]


def page_of(*more: str) -> str:
    return check_to_html(checked(from_text(" ".join([f"{CARRIED} [2]", NOWHERE, FOUND_BY_DIVERS, *more]))))


def test_passages_stand_beside_their_sentences(visit: Opener) -> None:
    page = visit(page_of()).page
    draft, beside = page.locator("#s1 .draft").bounding_box(), page.locator("#s1 .beside").bounding_box()
    assert draft
    assert beside
    assert beside["x"] >= draft["x"] + draft["width"]
    assert abs(beside["y"] - draft["y"]) < 20
    assert page.locator("#s1 .beside .carries").inner_text().startswith("1")
    assert "cites [2], but [1] says it" in page.locator("#s1 .wrong").inner_text()
    assert page.locator("#s2 .beside").inner_text() == "No passage of the reports says so."


def test_a_passage_leads_to_its_place_in_the_source_and_back(visit: Opener) -> None:
    page = visit(page_of()).page
    mark = page.locator("#s1 a.cite").first
    mark.hover()
    assert inside_window(page, page.locator(f"#{mark.get_attribute('aria-describedby')}"))
    mark.click()
    assert page.locator("mark.on").all_text_contents() == [CARRIED]
    assert page.locator("mark.on").is_visible()
    page.click("#back")
    assert mark.evaluate("e => e === document.activeElement")


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_no_width_scrolls_sideways(visit: Opener, width: int) -> None:
    page = visit(page_of(), (width, 800)).page
    assert not scrolls_sideways(page)
    assert page.locator("#s3 .beside .carries").is_visible()


def test_hostile_text_is_only_text(visit: Opener) -> None:
    said = [f"The captain {hostile} left the ferry early." for hostile in HOSTILE]
    post = Document("post", "\n\n".join([POST.text, *said]), HOSTILE[0], HOSTILE[1])
    visit(check_to_html(checked(from_text("\n\n".join(said)), (post, COURIER)))).check_quiet()
