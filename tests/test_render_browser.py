"""The HTML page in a real browser: hover, click, keyboard, themes, phone, paper, hostile text, no network."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from earlier_briefings import earlier, later
from pipeline_fakes import HashEncoder
from sample_briefing import (
    differing_briefing,
    figures_briefing,
    invented_briefing,
    sample_briefing,
    told_briefing,
)
from strategies import HOSTILE, hostile_figure

from summarizer.compare import compare
from summarizer.records import Briefing, BriefingSentence, Citation, Document, Dropped
from summarizer.render import to_html, to_json
from summarizer.render.html import to_notebook
from summarizer.settings import PlanSettings

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed (apt-get install chromium)"),
    pytest.mark.skipif(
        importlib.util.find_spec("playwright") is None,
        reason="Playwright is not installed (pip install playwright)",
    ),
]

ARGUMENTS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
WIDE = (1280, 900)
PHONE = (390, 844)


@dataclass
class Visit:
    """An open page and all that it did."""

    page: Page
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)

    def check_quiet(self) -> None:
        """The page asked for itself only, ran nothing foreign, and nothing went wrong."""
        assert len(self.requests) == 1, self.requests
        assert not self.complaints
        assert not self.dialogs


Opener = Callable[..., Visit]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        yield browser
        browser.close()


@pytest.fixture
def visit(browser: Browser, tmp_path: Path) -> Iterator[Opener]:
    """Opens a page from a file; at the end of the test each is checked to have been quiet."""
    visits: list[Visit] = []

    def opened(content: str, size: tuple[int, int] = WIDE, **options: Any) -> Visit:
        file = tmp_path / "page.html"
        file.write_text(content, encoding="utf-8", newline="")
        viewport = {"width": size[0], "height": size[1]}
        context = browser.new_context(viewport=viewport, reduced_motion="reduce", **options)
        new = Visit(context.new_page())
        new.page.on("request", lambda request: new.requests.append(request.url))
        new.page.on("pageerror", lambda error: new.complaints.append(str(error)))
        new.page.on("console", lambda message: new.complaints.append(message.text))
        new.page.on("dialog", lambda dialog: (new.dialogs.append(dialog.message), dialog.dismiss()))
        new.page.goto(file.as_uri())
        visits.append(new)
        return new

    yield opened
    for each in visits:
        each.check_quiet()
        each.page.context.close()


@pytest.fixture
def keep(tmp_path: Path) -> Callable[[Page, str], None]:
    """Keeps a screenshot, in the folder that SCREENSHOTS names when it is set."""
    folder = Path(os.environ.get("SCREENSHOTS") or tmp_path)
    folder.mkdir(parents=True, exist_ok=True)

    def shot(page: Page, name: str) -> None:
        page.screenshot(path=folder / f"{name}.png")
        assert (folder / f"{name}.png").stat().st_size > 5_000

    return shot


def scrolls_sideways(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))


def inside_window(page: Page, element: Locator) -> bool:
    box = element.bounding_box()
    size = page.viewport_size
    assert box
    assert size
    return box["x"] >= 0 and box["x"] + box["width"] <= size["width"] + 0.5


# --- citations --------------------------------------------------------------------------------------------


def test_hover_shows_the_exact_passage(visit: Opener, keep: Callable[[Page, str], None]) -> None:
    briefing = sample_briefing()
    page = visit(to_html(briefing)).page
    keep(page, "light")
    for index, sentence in enumerate(briefing.sentences, start=1):
        citation = sentence.citations[0]
        pop = page.locator(f"#pop-s{index}-{citation.source}")
        assert not pop.is_visible()
        page.hover(f"#ref-s{index}-{citation.source}")
        assert pop.is_visible()
        assert inside_window(page, pop)
        wanted = [" ".join(c.quote.split()) for c in sentence.citations if c.source == citation.source]
        assert pop.locator("mark").all_inner_texts() == wanted
        page.mouse.move(2, 2)
    page.hover(f"#ref-s1-{briefing.sentences[0].citations[0].source}")
    keep(page, "popover")


def test_pointer_may_enter_the_popover_and_escape_puts_it_away(visit: Opener) -> None:
    page = visit(to_html(invented_briefing())).page
    page.hover("#ref-s1-0")
    pop = page.locator("#pop-s1-0")
    pop.locator("mark").hover()
    assert pop.is_visible()
    page.keyboard.press("Escape")
    assert not pop.is_visible()
    page.mouse.move(2, 2)
    page.hover("#ref-s1-0")
    assert pop.is_visible()


def test_click_scrolls_the_source_to_the_passage(visit: Opener, keep: Callable[[Page, str], None]) -> None:
    briefing = sample_briefing()
    page = visit(to_html(briefing)).page
    for index, sentence in enumerate(briefing.sentences, start=1):
        citation = sentence.citations[0]
        page.click(f"#ref-s{index}-{citation.source}")
        found = page.locator("mark.on")
        chosen = [c.quote for c in sentence.citations if c.source == citation.source]
        assert sorted("".join(found.all_text_contents())) == sorted("".join(chosen).replace("\r\n", "\n"))
        target = page.locator(f"#text-{citation.source}-{citation.start}")
        assert target.is_visible()
        assert target.evaluate("e => e === document.activeElement")
        box = target.bounding_box()
        assert box
        assert 0 <= box["y"] <= WIDE[1] - 20
        assert page.locator("details.source[open]").count() == 1
        assert page.locator(".pop:visible").count() == 0
        assert target.evaluate("e => getComputedStyle(e).backgroundColor") == "rgb(255, 211, 77)"
        page.click("#back")
        assert page.locator(f"#ref-s{index}-{citation.source}").evaluate("e => e === document.activeElement")
    page.click(f"#ref-s1-{briefing.sentences[0].citations[0].source}")
    keep(page, "source")


def test_a_differing_passage_is_shown_like_a_cited_one(visit: Opener) -> None:
    page = visit(to_html(differing_briefing())).page
    remark = page.locator("#s1 .differs").nth(1)
    assert remark.is_visible()
    mark = remark.locator("a.cite")
    pop = page.locator("#pop-d1-1")
    assert not pop.is_visible()
    mark.hover()
    assert pop.locator("mark").all_inner_texts() == ["At least 15 people died, officials said."]
    mark.click()
    assert page.locator("mark.on").all_text_contents() == ["At least 15 people died, officials said."]
    assert page.locator("mark.on").is_visible()
    page.click("#back")
    assert mark.evaluate("e => e === document.activeElement")


@pytest.mark.parametrize("script", [True, False])
def test_who_only_reports_is_lighter_and_says_what_it_leaves_out(
    visit: Opener, keep: Callable[[Page, str], None], script: bool
) -> None:
    page = visit(to_html(told_briefing()), java_script_enabled=script).page
    light, carried = page.locator("#ref-r1-3"), page.locator("#ref-s1-2")
    paint = "e => getComputedStyle(e).color"
    assert light.evaluate(paint) != carried.evaluate(paint)
    pop = page.locator("#pop-r1-3")
    assert not pop.is_visible()
    light.hover()
    assert pop.locator("mark").all_inner_texts() == ["Crews have extinguished a fire at a tram depot."]
    assert pop.locator(".pop-note").inner_text() == "Without: at the Osterfeld depot; on Thursday"
    assert inside_window(page, pop)
    keep(page, "reported")
    page.mouse.move(2, 2)
    light.focus()
    assert pop.is_visible()
    page.keyboard.press("Enter")
    assert page.locator("#text-3-0").is_visible()
    # The mark of a part stands within the sentence, before what follows the part.
    first, last = page.locator("#ref-s1-1-0").bounding_box(), carried.bounding_box()
    assert first
    assert last
    assert (first["y"], first["x"]) < (last["y"], last["x"])


def test_marks_of_parts_are_reached_by_keyboard_in_reading_order(visit: Opener) -> None:
    page = visit(to_html(told_briefing())).page
    reached = []
    for _ in range(8):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.id"))
    assert reached[2:] == ["ref-t-0", "", "ref-s1-1-0", "ref-s1-1-1", "ref-s1-2", "ref-r1-3"]
    assert page.locator("#pop-r1-3").is_visible()


@pytest.mark.parametrize("script", [True, False])
def test_a_dot_of_the_chart_shows_source_time_and_passage(
    visit: Opener, keep: Callable[[Page, str], None], script: bool
) -> None:
    page = visit(to_html(figures_briefing()), java_script_enabled=script).page
    dots = page.locator(".spot")
    assert dots.count() == 3
    for place, (name, when, passage) in enumerate(
        (
            ("Valley Post", "“Fourteen” as of 12 February 2031, 07:15 UTC+1", "Fourteen people were killed"),
            ("Radio Orva", "“17” as of 12 February 2031, 19:40 UTC+1", "The number of people killed"),
            ("Coast Wire", "“17” as of 13 February 2031", "At least 17 people are known"),
        )
    ):
        pop = page.locator(f"#pop-g0-{place}")
        assert not pop.is_visible()
        dots.nth(place).hover()
        assert pop.is_visible()
        assert inside_window(page, pop)
        assert pop.locator("b").inner_text() == name
        assert pop.locator(".pop-note").inner_text() == when
        assert pop.locator("mark").inner_text().startswith(passage)
        page.mouse.move(2, 2)
        assert not pop.is_visible()
        dots.nth(place).focus()
        assert pop.is_visible()
    keep(page, "chart")
    page.keyboard.press("Enter")
    target = page.locator("#text-2-0")
    assert target.is_visible()
    assert target.inner_text().startswith("At least 17 people are known")


def test_a_dot_stands_on_its_line(visit: Opener) -> None:
    """The dots are laid over the picture: each must be where the line turns."""
    page = visit(to_html(figures_briefing())).page
    corner = page.locator(".chart > svg").bounding_box()
    assert corner
    path = page.locator(".course-line").get_attribute("d") or ""
    first, *turns = re.findall(r"(?:M|H)(\d+)[ V](\d+)", path)
    for place, (x, y) in enumerate((first, *turns)):
        box = page.locator(".spot").nth(place).bounding_box()
        assert box
        assert box["x"] + box["width"] / 2 == pytest.approx(corner["x"] + int(x), abs=1)
        assert box["y"] + box["height"] / 2 == pytest.approx(corner["y"] + int(y), abs=1)


def test_dots_are_reached_by_the_tab_key_and_left_by_escape(visit: Opener) -> None:
    page = visit(to_html(figures_briefing())).page
    page.locator("#ref-f0-1-2").focus()
    reached = []
    for _ in range(3):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.id"))
    assert reached == ["ref-g0-0", "ref-g0-1", "ref-g0-2"]
    assert page.locator("#pop-g0-2").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator("#pop-g0-2").is_visible()
    page.keyboard.press("Enter")
    page.click("#back")
    assert page.evaluate("document.activeElement.id") == "ref-g0-2"


def test_the_chart_has_the_colours_of_the_theme(visit: Opener, keep: Callable[[Page, str], None]) -> None:
    paint = "e => getComputedStyle(e).stroke"
    page = visit(to_html(figures_briefing()), color_scheme="dark").page
    keep(page, "chart-dark")
    assert page.locator(".course-line").evaluate(paint) == "rgb(240, 160, 140)"
    page.click("#theme")
    assert page.locator(".course-line").evaluate(paint) == "rgb(138, 31, 23)"


def test_paper_has_a_table_instead_of_the_chart(visit: Opener, tmp_path: Path) -> None:
    pypdf = pytest.importorskip("pypdf")
    page = visit(to_html(figures_briefing())).page
    assert not page.locator(".paper-table").is_visible()
    page.pdf(path=tmp_path / "page.pdf", format="A4")
    text = " ".join("\n".join(leaf.extract_text() for leaf in pypdf.PdfReader(tmp_path / "page.pdf").pages).split())
    assert "Value As of Sources fourteen 12 Feb, 07:15 2 17 12 Feb, 19:40 1 17 13 Feb 3" in text
    assert "“17” as of 13 February 2031: At least 17 people are known" in text
    page.emulate_media(media="print")
    assert not page.locator(".chart").is_visible()
    assert page.locator(".paper-table").is_visible()


def test_citations_work_without_script(visit: Opener) -> None:
    briefing = invented_briefing()
    place = f"#text-0-{briefing.sentences[1].citations[0].start}"
    page = visit(to_html(briefing), java_script_enabled=False).page
    page.hover("#ref-s2-0")
    assert page.locator("#pop-s2-0").is_visible()
    page.click("#ref-s2-0")
    assert page.url.endswith(place)
    assert page.locator(place).is_visible()
    assert not page.locator("#theme").is_visible()


def test_keyboard_alone_is_enough(visit: Opener) -> None:
    page = visit(to_html(invented_briefing())).page
    page.keyboard.press("Tab")
    assert page.locator(".skip").bounding_box()
    assert page.evaluate("document.activeElement.className") == "skip"
    reached = []
    for _ in range(5):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.id"))
    # Without an id: the source that the briefing's own age is told from.
    assert reached == ["theme", "ref-t-0", "", "ref-s1-0", "ref-s1-1"]
    assert page.locator("#pop-s1-1").is_visible()
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "text-1-0"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") == "ref-s1-1"
    assert not page.locator("#pop-s1-1").is_visible()


# --- appearance -------------------------------------------------------------------------------------------


def test_dark_follows_the_system_and_the_button(visit: Opener, keep: Callable[[Page, str], None]) -> None:
    page = visit(to_html(sample_briefing()), color_scheme="dark").page
    background = "getComputedStyle(document.body).backgroundColor"
    assert page.evaluate(background) == "rgb(20, 19, 18)"
    assert page.get_attribute("#theme", "aria-pressed") == "true"
    keep(page, "dark")
    page.click("#theme")
    assert page.evaluate(background) == "rgb(251, 248, 241)"
    assert page.get_attribute("#theme", "aria-pressed") == "false"
    page.click("#theme")
    assert page.evaluate(background) == "rgb(20, 19, 18)"


@pytest.mark.parametrize("width", [320, 390, 768, 1024, 1600])
@pytest.mark.parametrize("made", [sample_briefing, differing_briefing, told_briefing, figures_briefing])
def test_no_width_scrolls_sideways(visit: Opener, made: Callable[[], Briefing], width: int) -> None:
    page = visit(to_html(made()), (width, 800)).page
    assert not scrolls_sideways(page)
    for cite in page.locator("a.cite").all():
        cite.focus()
        pop = page.locator(f"#{cite.get_attribute('aria-describedby')}")
        assert pop.is_visible()
        assert inside_window(page, pop)
    assert not scrolls_sideways(page)


def test_phone(visit: Opener, keep: Callable[[Page, str], None]) -> None:
    page = visit(to_html(sample_briefing()), PHONE, has_touch=True, is_mobile=True).page
    keep(page, "phone")
    sources, sentence = page.locator("#sources").bounding_box(), page.locator("#s1").bounding_box()
    assert sources
    assert sentence
    assert sources["y"] > sentence["y"] + sentence["height"]
    cite = page.locator("#s1 a.cite").first
    cite.tap()
    assert page.locator("mark.on").first.is_visible()
    back = page.locator("#back").bounding_box()
    assert back
    assert 0 < back["y"] < PHONE[1] - back["height"]
    keep(page, "phone-source")
    page.locator("#back").tap()
    assert cite.evaluate("e => e === document.activeElement")


def test_paper_has_the_evidence_and_no_controls(visit: Opener, tmp_path: Path) -> None:
    pypdf = pytest.importorskip("pypdf")
    briefing = invented_briefing()
    page = visit(to_html(briefing), color_scheme="dark").page
    page.pdf(path=tmp_path / "page.pdf", format="A4")
    text = " ".join("\n".join(leaf.extract_text() for leaf in pypdf.PdfReader(tmp_path / "page.pdf").pages).split())
    for wanted in (
        "EVIDENCE",
        "A ferry with 212 people struck",
        "https://courier.example/lindis",
        "Ines Varga",
    ):
        assert wanted in text
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    for hidden in ("#theme", "#back", ".skip"):
        assert not page.locator(hidden).is_visible()


def changed_page() -> str:
    since = compare(earlier(), later(), HashEncoder(), PlanSettings(), "monday.json")
    return to_html(later(), since=since)


def test_changes_are_a_click_away(visit: Opener, keep: Callable[[Page, str], None]) -> None:
    page = visit(changed_page()).page
    page.click("#s1 a.change")
    assert page.url.endswith("#since")
    assert page.locator("#since").is_visible()
    keep(page, "changes")
    page.get_by_role("link", name="Sentence 3 of the briefing").click()
    assert page.url.endswith("#s3")


def test_drafts_and_dropped_passages_open_by_keyboard(visit: Opener) -> None:
    page = visit(to_html(invented_briefing())).page
    summary = page.get_by_text("1 draft refused and replaced")
    assert not page.get_by_text("All were hurt.").is_visible()
    summary.focus()
    page.keyboard.press("Enter")
    assert page.get_by_text("All were hurt.").is_visible()
    page.get_by_text("not summarised").click()
    assert page.locator("main q").is_visible()


# --- safety -----------------------------------------------------------------------------------------------


def hostile_briefing() -> Briefing:
    """Every hostile text in every place, and a megabyte without a space that a sentence cites."""
    text = "Before. " + " ".join(HOSTILE) + " After.\n" + "x" * 1_000_000 + "\u202eend"
    documents = (
        Document("\"'><script>alert(1)</script>", text, HOSTILE[4], HOSTILE[3], HOSTILE[0], "javascript:alert(1)"),
        Document("long", "Q" * 1_000_000, "T" * 5_000, "P" * 5_000, None, "https://a.example/" + "u" * 3_000),
    )
    every = Citation(0, 0, text.index("After") + 6, text[: text.index("After") + 6])
    giant = Citation(1, 0, 1_000_000, documents[1].text)
    sentences = (
        *(
            BriefingSentence(f"It says {h}", "point", "quoted", (every,), 0.5, figures=(n,))
            for n, h in enumerate(HOSTILE)
        ),
        BriefingSentence("W" * 20_000, "lead", "written", (every, giant), 1.0),
    )
    return Briefing(
        " ".join(HOSTILE),
        (every, giant),
        sentences,
        documents,
        dropped=(Dropped(0, text.index("x" * 100), len(text), "<b onclick=alert(1)>"),),
        notes=HOSTILE,
        focus=HOSTILE[4],
        # Values that point into the text, as a file that another program wrote may have them.
        figures=tuple(hostile_figure(h, replace(documents[0], text=every.quote)) for h in HOSTILE),
    )


@pytest.mark.parametrize("size", [WIDE, PHONE])
def test_hostile_text_is_harmless(visit: Opener, size: tuple[int, int], keep: Callable[[Page, str], None]) -> None:
    page = visit(to_html(hostile_briefing()), size).page
    keep(page, f"hostile-{size[0]}")
    assert page.locator("script").count() == 1
    assert page.locator("img, iframe, object, b[onclick]").count() == 0
    assert page.locator("a[href^='javascript' i]").count() == 0
    assert not scrolls_sideways(page)
    for number in (1, len(HOSTILE) + 1):
        cite = page.locator(f"#s{number} a.cite").last
        cite.hover()
        pop = page.locator(f"#{cite.get_attribute('aria-describedby')}")
        assert inside_window(page, pop)
        cite.click()
        assert page.locator("mark.on").first.is_visible()
        assert not scrolls_sideways(page)
    assert "\u202e" not in page.inner_text("body")


def test_policy_stops_what_escaping_would_miss(visit: Opener) -> None:
    """Markup put into the page behind the template's back: nothing of it runs or loads."""
    inserted = (
        "<script>document.title='owned'</script>"
        "<img src='https://evil.example/x.png' onerror='document.title=1'>"
        "<style>body{display:none}</style><a id='bad' href='javascript:document.title=2'>x</a>"
    )
    opened = visit(to_html(invented_briefing()).replace("<main>", f"<main>{inserted}", 1))
    page = opened.page
    page.click("#bad")
    page.wait_for_timeout(200)
    assert page.title() == "Ferry runs aground off Port Alder"
    assert page.locator("h1").is_visible()
    blocked = [text for text in opened.complaints if "Content Security Policy" in text]
    assert len(blocked) >= 4
    opened.complaints.clear()
    # The browser reports the blocked image as a request that failed before it was sent.
    opened.requests[:] = [url for url in opened.requests if not url.startswith("https://evil.example")]


def test_notebook_frame_works(visit: Opener) -> None:
    opened = visit(f"<!DOCTYPE html><title>Notebook</title>{to_notebook(invented_briefing())}")
    frame = opened.page.frame_locator("iframe")
    frame.locator("#ref-s1-0").hover()
    assert frame.locator("#pop-s1-0").is_visible()
    frame.locator("#ref-s1-0").click()
    assert frame.locator("mark.on").first.is_visible()
    opened.requests[:] = [url for url in opened.requests if url != "about:srcdoc"]


# --- accessibility ----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def axe() -> str:
    """The source of axe-core: the file that AXE_CORE names, else the one in the package axe-playwright-python."""
    if named := os.environ.get("AXE_CORE"):
        return Path(named).read_text(encoding="utf-8")
    return (resources.files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [WIDE, PHONE])
@pytest.mark.parametrize("made", [sample_briefing, differing_briefing, told_briefing, figures_briefing])
def test_axe_finds_no_violation(
    visit: Opener, axe: str, made: Callable[[], Briefing], scheme: str, size: tuple[int, int]
) -> None:
    page = visit(to_html(made()), size, color_scheme=scheme).page
    page.evaluate(axe)

    def violations() -> list[str]:
        found = page.evaluate("axe.run()")["violations"]
        return [f"{item['id']}: {item['nodes'][0]['html'][:200]}" for item in found]

    assert violations() == []
    page.evaluate("for (const box of document.querySelectorAll('details')) box.open = true")
    assert violations() == []
    for cite in ("#s1 .words a.cite", "#s1 .also a.cite", "#s1 .differs a.cite"):
        if page.locator(cite).count():
            page.locator(cite).first.focus()
            assert violations() == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_violation_in_what_changed(visit: Opener, axe: str, scheme: str) -> None:
    page = visit(changed_page(), color_scheme=scheme).page
    page.evaluate(axe)
    found = page.evaluate("axe.run()")["violations"]
    assert [f"{item['id']}: {item['nodes'][0]['html'][:200]}" for item in found] == []


def test_axe_would_notice(visit: Opener, axe: str) -> None:
    """The check itself is alive: a page with a fault in it does not pass."""
    faulty = to_html(invented_briefing()).replace('<html lang="en">', "<html>", 1)
    page = visit(faulty).page
    page.evaluate(axe)
    assert "html-has-lang" in [item["id"] for item in page.evaluate("axe.run()")["violations"]]


def test_structure_speaks_to_a_screen_reader(visit: Opener) -> None:
    page = visit(to_html(replace(invented_briefing(), title="Ferry aground"))).page
    assert page.get_by_role("heading", level=1).inner_text() == "Ferry aground"
    for landmark in ("banner", "main", "complementary", "contentinfo"):
        assert page.get_by_role(landmark).count() == 1  # type: ignore[arg-type]
    link = page.get_by_role("link", name="Source 1, Alder Courier").nth(1)
    described = page.locator(f"#{link.get_attribute('aria-describedby')}")
    assert "The ferry Lindis ran aground off Port Alder on Tuesday night." in (described.text_content() or "")
    assert page.get_by_role("row").count() == 5


# --- the pictures of the README ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("made_of", "charts"),
    [(sample_briefing, []), (figures_briefing, [f"chart-{view}.png" for view in ("dark", "light", "phone", "print")])],
)
def test_the_script_makes_the_pictures(made_of: Callable[[], Briefing], charts: list[str], tmp_path: Path) -> None:
    (tmp_path / "briefing.json").write_text(to_json(made_of()), encoding="utf-8")
    script = Path(__file__).resolve().parents[1] / "scripts" / "screenshots.py"
    command = [sys.executable, str(script), str(tmp_path / "briefing.json"), "--folder", str(tmp_path / "pictures")]
    subprocess.run(command, check=True, timeout=120)
    made = sorted((tmp_path / "pictures").iterdir())
    assert [file.name for file in made] == [*charts, "report-dark.png", "report-light.png", "terminal.png"]
    assert all(file.stat().st_size > 10_000 for file in made)
