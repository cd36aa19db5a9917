"""Reading a pile, sorting it with its origins, and pages that are not overwritten: the parts of ``group=stories``."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from batch_fakes import row, write_rows
from local_server import article, rss, serving
from pipeline_fakes import HashEncoder
from story_fakes import TOLD, add, by_place

from summarizer.batch.pages import FILE, Pages
from summarizer.batch.pile import read_pile
from summarizer.errors import InputError, NoInputError, UsageError
from summarizer.pipeline import find_stories, grouping
from summarizer.read import read
from summarizer.records import Document, Grouping
from summarizer.settings import FetchSettings, RunSettings, Settings, StoreSettings

SETTINGS = Settings()


def names(pile: Any) -> list[str]:
    return sorted(f"{Path(one.path or '').name}:{one.text[:12]}" for one in pile.documents)


def test_files_folders_and_rows_make_one_pile(tmp_path: Path) -> None:
    add(tmp_path / "inbox", "alder", "fire", "owner")
    write_rows(tmp_path / "inbox" / "rows.jsonl", [row(1), row(2)])
    write_rows(tmp_path / "more.json", [row(3)])
    pile = read_pile([str(tmp_path / "inbox"), str(tmp_path / "more.json")], tmp_path / "out", SETTINGS)
    assert len(pile.documents) == 8
    assert len({one.id for one in pile.documents}) == 8
    assert not pile.skipped
    assert len(read_pile(str(tmp_path / "inbox"), tmp_path / "out", SETTINGS, limit=3).documents) == 3


def test_what_cannot_be_read_is_named_and_the_rest_is_read(tmp_path: Path) -> None:
    add(tmp_path / "inbox", "alder", "fire")
    (tmp_path / "inbox" / "empty.txt").write_text("")
    (tmp_path / "inbox" / "broken.pdf").write_bytes(b"%PDF-1.7 nothing")
    (tmp_path / "inbox" / "rows.jsonl").write_text('{"id": "x", "documents": []}\nno json\n')
    given = [str(tmp_path / "inbox"), str(tmp_path / "nowhere")]
    pile = read_pile(given, tmp_path / "out", SETTINGS)
    assert len(pile.documents) == 1
    assert sorted(Path(item.name).name for item in pile.skipped) == [
        "broken.pdf",
        "empty.txt",
        "nowhere",
        "rows.jsonl row 1",
        "rows.jsonl row 2",
    ]
    assert all(item.reason for item in pile.skipped)
    strict = Settings(run=RunSettings(strict=True))
    with pytest.raises(InputError):
        read_pile(given, tmp_path / "out", strict)


def test_files_of_which_none_can_be_read_say_why_each(tmp_path: Path) -> None:
    (tmp_path / "inbox").mkdir()
    for name in ("a.txt", "b.txt"):
        (tmp_path / "inbox" / name).write_text("")
    write_rows(tmp_path / "rows.jsonl", [row(1)])
    pile = read_pile([str(tmp_path / "inbox"), str(tmp_path / "rows.jsonl")], tmp_path / "out", SETTINGS)
    assert [Path(item.name).name for item in pile.skipped] == ["a.txt", "b.txt"]
    with pytest.raises(NoInputError):
        read_pile(str(tmp_path / "inbox"), tmp_path / "out", SETTINGS)


@pytest.mark.parametrize("given", [None, 3, [], [""], {"a": 1}])
def test_a_pile_is_named_by_paths(given: object, tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        read_pile(given, tmp_path / "out", SETTINGS)


def test_a_story_does_not_depend_on_the_order_of_the_pile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grouping, "group", by_place)
    add(tmp_path, "alder", "fire", "owner", wire=" ".join(TOLD.values()))
    add(tmp_path, "alder", "road", day=9)
    text = (tmp_path / "alder-wire.md").read_text(encoding="utf-8")
    (tmp_path / "copy.md").write_text(text.replace("Outlet alder-wire", "Other Outlet"), encoding="utf-8")
    documents = list(read([tmp_path]).documents)
    first = find_stories(documents, Settings(), HashEncoder())
    (story,) = first.stories
    assert story.documents[0].date == "2025-03-09"
    assert len(set(story.origins)) == 4
    for seed in range(4):
        random.Random(seed).shuffle(documents)
        (other,) = find_stories(documents, Settings(), HashEncoder()).stories
        assert [one.text for one in other.documents] == [one.text for one in story.documents]
        assert other.origins == story.origins


NOTICE = (
    "These crawls are part of an effort to archive pages as they are created and archive the pages that they refer to."
)


def test_pages_that_hold_one_notice_are_no_story(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grouping, "group", lambda documents, *_: Grouping(((0, 1), (2, 3, 4))))
    add(tmp_path, "alder", "fire", "owner")
    told = read([tmp_path]).documents
    empty = [Document(f"page {number}", NOTICE) for number in (1, 2, 3)]
    found = find_stories([*empty[:2], *told, empty[2]], Settings(), HashEncoder())
    assert [{one.id for one in story.documents} for story in found.stories] == [{one.id for one in told}]
    assert {one.id for one, _ in found.left_out} == {"page 1", "page 2", "page 3"}
    assert {reason for _, reason in found.left_out} == {"there is no report in it, only: archive notice"}


def test_the_place_before_a_report_is_a_mark_of_its_event_and_its_publisher_is_none(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    seen: list[str] = []

    def kept(documents: Sequence[Document], *_: object) -> Grouping:
        seen.extend(one.text for one in documents)
        return Grouping(((0,),))

    monkeypatch.setattr(grouping, "group", kept)
    (tmp_path / "a.txt").write_text("By Ida Holm\n12 March 2025\n\nKELL (Reuters) - The bridge fell. It was old.\n")
    find_stories(read([tmp_path]).documents, Settings(), HashEncoder())
    assert "KELL" in seen[0]
    assert "Ida Holm" not in seen[0]


# --- pages ------------------------------------------------------------------------------------------------


def test_a_page_of_ones_own_is_replaced_and_one_that_was_changed_is_kept(tmp_path: Path) -> None:
    pages = Pages(tmp_path)
    for content in (b"one", b"two"):
        pages.write(tmp_path / "a.html", content)
    assert not pages.kept
    (tmp_path / "a.html").write_bytes(b"mine")
    Pages(tmp_path).write(tmp_path / "b.html", b"b")
    again = Pages(tmp_path)
    again.write(tmp_path / "a.html", b"three")
    assert again.kept == ["a.edited-1.html"]
    assert (tmp_path / "a.edited-1.html").read_bytes() == b"mine"
    (tmp_path / "a.html").write_bytes(b"mine again")
    again.write(tmp_path / "a.html", b"four")
    assert (tmp_path / "a.edited-2.html").read_bytes() == b"mine again"
    assert (tmp_path / "a.html").read_bytes() == b"four"


def test_a_page_that_was_there_before_is_not_taken_for_ones_own(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(b"theirs")
    Pages(tmp_path).write(tmp_path / "a.html", b"ours")
    assert (tmp_path / "a.edited-1.html").read_bytes() == b"theirs"


def test_a_kill_between_record_and_page_leaves_both_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Pages(tmp_path).write(tmp_path / "a.html", b"one")
    with monkeypatch.context() as patched:
        patched.setattr("summarizer.batch.pages.write_bytes", _killed_at("a.html"))
        with pytest.raises(KeyboardInterrupt):
            Pages(tmp_path).write(tmp_path / "a.html", b"two")
    assert (tmp_path / "a.html").read_bytes() == b"one"
    for content in (b"three", b"four"):
        pages = Pages(tmp_path)
        pages.write(tmp_path / "a.html", content)
        assert not pages.kept


def _killed_at(name: str) -> Any:
    from summarizer.batch.disk import write_bytes

    def write(target: Path, data: bytes) -> None:
        if target.name == name:
            raise KeyboardInterrupt
        write_bytes(target, data)

    return write


def test_a_record_that_was_cut_or_damaged_costs_no_page(tmp_path: Path) -> None:
    Pages(tmp_path).write(tmp_path / "a.html", b"one")
    with (tmp_path / FILE).open("ab") as record:
        record.write(b'no json\n[1]\n{"page": "a.html", "sha')
    pages = Pages(tmp_path)
    pages.write(tmp_path / "a.html", b"two")
    assert not pages.kept
    assert (tmp_path / FILE).read_text().count("\n") == 2


def test_a_pile_is_fetched_too_and_what_is_there_twice_is_named(tmp_path: Path) -> None:
    add(tmp_path / "inbox", "alder", "fire")
    fetch = FetchSettings(allow_private=True, pause_s=0.0, retry_pause_s=0.0, timeout_s=5.0)
    settings = Settings(fetch=fetch, store=StoreSettings(cache=str(tmp_path / "cache")))
    with serving() as server:
        page = f"{server.address}/quay"
        server.page("/quay", article(head=f"<link rel='canonical' href='{page}'>"))
        server.page("/feed.xml", rss((page, "")), media="application/rss+xml")
        given = [
            str(tmp_path / "inbox"),
            f"{server.address}/feed.xml",
            f"{page}?utm_source=x",
            f"{server.address}/gone",
        ]
        told: list[tuple[str, int, int]] = []
        pile = read_pile(given, tmp_path / "out", settings, progress=lambda *now: told.append(now))
    assert {stage for stage, _, _ in told} == {"fetch"}
    assert all(done <= total for _, done, total in told)
    assert [bool(one.retrieved) for one in pile.documents] == [False, True]
    assert sorted(item.name.rpartition("/")[2].partition("?")[0] for item in pile.skipped) == ["gone", "quay"]


def test_offline_refuses_an_address_in_a_pile(tmp_path: Path) -> None:
    settings = Settings(store=StoreSettings(offline=True))
    with pytest.raises(UsageError, match="--offline"):
        read_pile("https://news.example/feed.xml", tmp_path / "out", settings)
