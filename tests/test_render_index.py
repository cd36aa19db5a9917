"""The index of a pile's stories as HTML, JSON and text: what is where and in which order, and nothing foreign acts."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html.parser import HTMLParser

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from index_samples import CABLE, FIRE, GARDEN, STRIKE, article, empty_index, sample_index
from strategies import HOSTILE, hostile_text

from summarizer.errors import InputError
from summarizer.pile import LeftOut, Story
from summarizer.records import Skipped
from summarizer.render import index_from_json, index_to_html, index_to_json, index_to_text
from summarizer.render.index_json import schema
from summarizer.render.index_page import build_index, by_weight


def test_json_is_read_back_as_it_was_and_fits_the_schema() -> None:
    index = sample_index()
    text = index_to_json(index)
    jsonschema.Draft202012Validator.check_schema(schema())
    jsonschema.Draft202012Validator(schema()).validate(json.loads(text))
    assert index_from_json(text) == index


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"$schema": "urn:other"}, "this JSON is not an index of stories"),
        ({"schema_version": "2.0"}, "this index has schema version '2.0', and this program reads version 1.x"),
        ({"run": 0}, "this JSON index of stories is damaged: run is not a whole number from 1"),
        ({"complete": "yes"}, "this JSON index of stories is damaged: complete is not true or false"),
        ({"stories": [{"id": "x", "status": "odd"}]}, "damaged: stories[0].status is not one of reported, "),
    ],
)
def test_another_json_is_refused_and_says_where(change: dict[str, object], message: str) -> None:
    value = json.loads(index_to_json(sample_index())) | change
    with pytest.raises(InputError, match=re.escape(message)):
        index_from_json(json.dumps(value))


def test_stories_come_by_origins_then_by_time_and_what_has_no_report_last() -> None:
    def story(name: str, origins: int, *published: str, status: str = "reported") -> Story:
        told = tuple(article("A", f"{name}{at}", when) for at, when in enumerate(published))
        return replace(FIRE, id=name, status=status, origins=origins, articles=told)  # type: ignore[arg-type]

    told = [
        story("old", 2, "2025-03-09T23:00"),
        story("undated", 2, ""),
        story("listed", 9, "2025-03-12", status="listed"),
        story("east", 2, "2025-03-10T10:00+05:00"),
        story("west", 2, "2025-03-10T09:00Z"),
        story("large", 3, "2025-01-01"),
        story("failed", 4, "2025-01-01", status="failed"),
    ]
    wanted = ["failed", "large", "west", "east", "old", "undated", "listed"]
    assert [one.id for one in by_weight(told)] == wanted
    assert by_weight(reversed(told)) == by_weight(told)


def test_the_page_says_of_every_kind_what_it_is() -> None:
    page = build_index(sample_index())
    assert page.title == "3 stories"
    assert page.tally == "12 articles: 8 in stories with a report, 3 without one, 1 left out; 1 input not read"
    assert page.period == "10–11 March 2025"
    assert [one.mark for one in page.stories] == ["Updated", "New", ""]
    fire, cable, strike = page.stories
    assert (fire.href, fire.when) == ("briefings/story-00000000a1.html", "11 March 2025, 18:20")
    assert (cable.href, cable.reason) == ("", "not written yet")
    assert strike.reason == STRIKE.reason
    assert page.notes[0] == "1 story could not be written; run again to try once more."
    assert [one.title for one in page.alone] == [GARDEN.headline]
    assert [one.headline for one in page.small] == ["Corrin Yard to build two ships"]
    assert page.merged[0].into_headline == FIRE.headline
    assert page.earlier[0].href


def test_every_article_of_the_pile_is_on_the_page() -> None:
    index = sample_index()
    text = index_to_html(index)
    for story in index.stories:
        for one in story.articles:
            assert one.title in text
    assert "The day in brief" in text
    assert "it tells of several events".capitalize() in text
    assert "pile/broken.pdf" in text


def test_a_pile_of_strangers_says_so() -> None:
    assert "No event is told by 2 independent origins in this pile" in index_to_html(empty_index())
    assert index_to_text(empty_index(), "out").splitlines()[:2] == [
        "No story · 1 article: 1 without a report",
        "No event is told by 2 independent origins in this pile, so there is no report.",
    ]


def test_text_has_the_way_to_each_report() -> None:
    lines = index_to_text(sample_index(), "out/").splitlines()
    assert "Grain terminal fire under control after 28 hours [updated]" in lines
    assert "  out/briefings/story-00000000a1.html" in lines
    assert "  newest 11 March 2025, 18:20; 4 new, 1 changed, 2 withdrawn" in lines
    assert "  pile/broken.pdf: not read: is encrypted" in lines


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def tags(page: str) -> list[tuple[str, dict[str, str | None]]]:
    parser = _Tags()
    parser.feed(page)
    return parser.found


def hostile_index(*words: str) -> str:
    name, title = words[0], words[-1]
    told = (article(name, title, words[0], words[-1], words[0]), article(title, name))
    story = replace(
        FIRE, headline=title, lead=name, changes=title, articles=told, reports=(f"briefings/{FIRE.id}.html",)
    )
    failed = replace(CABLE, status="failed", reason=name, headline=name)
    return index_to_html(
        replace(
            sample_index(),
            stories=(story, failed),
            left_out=(LeftOut(told[0], title),),
            skipped=(Skipped(name, title),),
            notes=(title,),
            settings_hash=name,
        )
    )


@given(st.lists(hostile_text, min_size=2, max_size=2))
def test_hostile_words_add_no_tag_and_no_address(words: list[str]) -> None:
    plain = [tag for tag, _ in tags(hostile_index("plain", "words"))]
    found = tags(hostile_index(*words))
    kinds = {tag for tag, _ in found}
    assert kinds <= set(plain)
    for tag, attributes in found:
        assert not [name for name in attributes if name.startswith("on") or name == "src"]
        if tag == "a":
            assert re.match(r"(?:briefings/|#story-|https?://)", attributes["href"] or "")
    assert sum(tag == "script" for tag, _ in found) == 1


def test_the_page_names_its_only_script_and_style() -> None:
    page = hostile_index(*HOSTILE[:2])
    policy = next(value["content"] for tag, value in tags(page) if value.get("http-equiv"))
    assert policy is not None
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy
