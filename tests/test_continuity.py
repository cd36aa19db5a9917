"""Ids of stories that last while a pile grows: what keeps its id, what merges into what, and what is gone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from summarizer.continuity import Found, continued
from summarizer.pile import Article, Story, StoryIndex


def article(text: str, path: str | None = None, published: str = "2025-03-10") -> Article:
    return Article(f"Outlet {text}", f"Title {text}", published, None, path or f"{text}.txt", text)


def found(*texts: str, origins: int | None = None) -> Found:
    return Found(tuple(map(article, texts)), len(texts) if origins is None else origins, f"Title {texts[0]}")


def index(run: int, *told: Found, before: StoryIndex | None = None, least: int = 2) -> StoryIndex:
    now, gone = continued(told, before, run, least)
    return StoryIndex(run, "2025-03-10T08:00Z", True, least, (*now, *gone))


def by_text(of: StoryIndex) -> dict[str, Story]:
    return {one.sha256: story for story in of.stories if story.status != "merged" for one in story.articles}


def test_a_story_keeps_its_id_as_it_grows_and_new_ones_are_marked() -> None:
    first = index(1, found("a", "b"), found("x"))
    second = index(2, found("a", "b", "c"), found("x"), found("p", "q"), before=first)
    was, now = by_text(first), by_text(second)
    assert now["c"].id == was["a"].id
    assert now["x"].id == was["x"].id
    assert (now["a"].since, now["a"].changed) == (1, 2)
    assert second.is_changed(now["a"])
    assert not second.is_new(now["a"])
    assert second.is_new(now["p"])
    assert now["x"].status == "listed"
    assert "one article" in now["x"].reason


def test_a_single_article_that_grows_into_a_story_is_new_then() -> None:
    second = index(2, found("x", "y"), before=index(1, found("x")))
    (story,) = second.stories
    assert (story.since, story.reported_since, story.status) == (1, 2, "waiting")
    assert second.is_new(story)


def test_copies_are_no_origins() -> None:
    (story,) = index(1, found("a", "b", origins=1)).stories
    assert story.status == "listed"
    assert story.reason == "2 articles of one origin; a report takes 2"


def test_a_file_with_another_text_is_still_the_same_article() -> None:
    first = index(1, found("a", "b"))
    changed = Found((article("a2", "a.txt"), article("c")), 2, "Title")
    (story,) = index(2, changed, before=first).stories
    assert story.id == first.stories[0].id
    assert story.changed == 2


def test_a_file_of_many_articles_is_no_mark_of_one() -> None:
    rows = [article(text, "rows.jsonl") for text in "abcd"]
    first = index(1, Found(tuple(rows[:2]), 2, "one"), Found(tuple(rows[2:]), 2, "other"))
    more = [article(text, "rows.jsonl") for text in "ef"]
    second = index(2, Found(tuple(more), 2, "new"), before=first)
    assert by_text(second)["e"].id not in {story.id for story in first.stories}


def test_where_stories_merge_the_larger_goes_on_and_the_other_says_so() -> None:
    first = index(1, found("a", "b"), found("x", "y", "z"))
    small, large = by_text(first)["a"], by_text(first)["x"]
    second = index(2, found("a", "b", "x", "y", "z"), before=first)
    told, gone = second.stories
    assert told.id == large.id
    assert (gone.id, gone.status, gone.into) == (small.id, "merged", large.id)
    third = index(3, found("a", "b", "x", "y", "z", "q"), before=second)
    assert [(story.id, story.status) for story in third.stories][1] == (small.id, "merged")
    fourth = index(4, found("a"), before=third, least=1)
    assert next(story for story in fourth.stories if story.status != "merged").id == large.id


def test_a_story_with_a_report_goes_on_before_a_larger_one_without() -> None:
    first = index(1, found("a", "b"), found("x", "y", "z", origins=1))
    second = index(2, found("a", "b", "x", "y", "z"), before=first)
    assert [story.id for story in second.stories] == [by_text(first)["a"].id], "what had no report needs no mention"


def test_where_a_story_falls_apart_its_largest_part_goes_on() -> None:
    first = index(1, found("a", "b", "c", "d", "e"))
    second = by_text(index(2, found("d", "e"), found("a", "b", "c"), before=first))
    assert second["a"].id == first.stories[0].id
    assert second["d"].id != first.stories[0].id


def test_a_story_that_is_no_longer_in_the_pile_stays_and_comes_back() -> None:
    first = index(1, found("a", "b"))
    second = index(2, found("x", "y"), before=first)
    assert by_text(second)["a"].status == "earlier"
    third = by_text(index(3, found("a", "b"), before=second))
    assert third["a"].id == first.stories[0].id
    assert third["x"].status == "earlier"


def test_what_went_into_a_story_that_then_went_into_another_names_the_last() -> None:
    first = index(1, found("a", "b"), found("m", "n", "o"), found("x", "y", "z", "w"))
    second = index(2, found("a", "b", "m", "n", "o"), found("x", "y", "z", "w"), before=first)
    third = index(3, found("a", "b", "m", "n", "o", "x", "y", "z", "w", "v"), before=second)
    ends = {story.into for story in third.stories if story.status == "merged"}
    assert ends == {third.stories[0].id}


parts = st.lists(st.lists(st.integers(0, 30), min_size=1, max_size=6), max_size=8)


def piles(drawn: Sequence[Sequence[int]]) -> list[Found]:
    """Disjoint stories."""
    seen: set[int] = set()
    told = []
    for some in drawn:
        own = [one for one in dict.fromkeys(some) if one not in seen]
        seen.update(own)
        if own:
            told.append(found(*map(str, own)))
    return told


@given(parts, parts, parts)
def test_ids_are_never_shared_or_used_anew_and_nothing_with_a_report_is_lost(
    one: Sequence[Sequence[int]], two: Sequence[Sequence[int]], three: Sequence[Sequence[int]]
) -> None:
    before: StoryIndex | None = None
    reported: set[str] = set()
    for run, drawn in enumerate((one, two, three), start=1):
        told = piles(drawn)
        now = index(run, *told, before=before)
        ids = [story.id for story in now.stories]
        assert len(set(ids)) == len(ids)
        assert reported <= set(ids)
        shown = [each.sha256 for story in now.of("waiting", "listed") for each in story.articles]
        assert sorted(shown) == sorted(each.sha256 for each_found in told for each in each_found.articles)
        assert all(story.into in ids for story in now.of("merged"))
        again, _ = continued(told, now, run + 1, 2)
        assert [story.id for story in again] == ids[: len(told)], "the same pile again changes nothing"
        assert not any(story.changed == run + 1 for story in again)
        reported |= {story.id for story in now.stories if story.reported_since}
        before = replace(now, complete=True)
