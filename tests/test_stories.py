"""``group=stories`` and ``briefing stories``: a pile becomes stories that last, on models without weights."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from batch_fakes import InProcess, write_rows
from local_server import article, serving
from story_fakes import TOLD, add, in_process

from summarizer.batch import main as batch_main
from summarizer.batch.progress import Display
from summarizer.cli import main
from summarizer.render.index_json import index_from_json, schema
from summarizer.render.jsonfile import schema as briefing_schema

__all__ = ["in_process"]

Out = pytest.CaptureFixture[str]


@pytest.fixture
def pile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory with a pile: two stories, one single article, one round-up, one file that is no report."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "pile"
    add(folder, "alder", "fire", "owner", "road")
    add(folder, "birch", "fire", "owner")
    add(folder, "cedar", "fire")
    add(folder, "roundup", brief="Alder: the mill burned down. Birch: a mill burned down as well. Weather: rain.")
    (folder / "empty.txt").write_text("")
    return folder


def stories(*arguments: str) -> int:
    return main(["stories", *arguments, "-o", "out", "--set", "writer=extractive", "--offline"])


def index() -> dict[str, Any]:
    value: dict[str, Any] = json.loads(Path("out/index.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema()).validate(value)
    return value


def by_place(value: dict[str, Any] | None = None) -> dict[str, dict[str, Any]]:
    """The stories that are in the pile now, by the place that their articles are of."""
    told = [story for story in (value or index())["stories"] if story["status"] not in ("merged", "earlier")]
    return {story["articles"][0]["title"].split("-")[0]: story for story in told}


def test_a_pile_becomes_stories_and_nothing_vanishes(in_process: InProcess, pile: Path, capsys: Out) -> None:
    assert stories("pile") == 0
    captured = capsys.readouterr()
    assert captured.out.startswith("2 stories · 7 articles: 5 in stories with a report, 1 without one, 1 left out; ")
    assert "skipped: pile/empty.txt: " in captured.err
    value = index()
    assert [(story["status"], story["origins"]) for story in value["stories"]] == [
        ("reported", 3),
        ("reported", 2),
        ("listed", 1),
    ]
    told = [article["path"] for story in value["stories"] for article in story["articles"]]
    told += [one["article"]["path"] for one in value["left_out"]]
    told += [one["name"].replace("pile/", "../pile/") for one in value["skipped"]]
    assert sorted(told) == sorted(f"../pile/{path.name}" for path in pile.iterdir())
    assert value["left_out"][0]["reason"] == "it tells of several events"
    first = value["stories"][0]
    assert first["new"]
    assert first["reports"] == [f"briefings/{first['id']}.html", f"briefings/{first['id']}.json"]
    briefing = json.loads(Path("out", first["reports"][1]).read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(briefing_schema()).validate(briefing)
    assert first["headline"] == briefing["title"]["text"]
    assert first["lead"] == briefing["sentences"][0]["text"]
    page = Path("out/index.html").read_text(encoding="utf-8")
    assert f'href="briefings/{first["id"]}.html"' in page
    assert index_from_json(json.dumps(value)).stories[0].id == first["id"]


def test_the_batch_job_does_the_same(in_process: InProcess, pile: Path) -> None:
    assert stories("pile") == 0
    wanted = {place: (story["id"], story["headline"]) for place, story in by_place().items()}
    arguments = ["writer=extractive", "input=pile", "group=stories", "folder=out", "formats=[json,html]", "--offline"]
    in_process.chunks.clear()
    assert batch_main(arguments) == 0
    assert in_process.briefed == [], "what the command has written is done for the job, too"
    assert {place: (story["id"], story["headline"]) for place, story in by_place().items()} == wanted
    assert batch_main([*arguments, "folder=other"]) == 0
    other = json.loads(Path("other/index.json").read_text(encoding="utf-8"))
    assert {place: story["id"] for place, story in by_place(other).items()} == {
        place: identifier for place, (identifier, _) in wanted.items()
    }


def test_the_next_day_only_what_has_changed_is_done_again_and_says_what_is_new(
    in_process: InProcess, pile: Path, capsys: Out
) -> None:
    assert stories("pile") == 0
    before = by_place()
    in_process.chunks.clear()
    add(pile, "alder", "inquiry", day=11)
    add(pile, "cedar", "road", day=11)
    assert stories("pile") == 0
    now = by_place()
    assert sorted(in_process.briefed) == sorted([before["alder"]["id"], before["cedar"]["id"]])
    assert {place: story["id"] for place, story in now.items()} == {
        place: story["id"] for place, story in before.items()
    }
    marks = {place: (story["new"], story["updated"]) for place, story in now.items()}
    assert marks == {"alder": (False, True), "birch": (False, False), "cedar": (True, False)}
    assert re.search(r"\d new", now["alder"]["changes"])
    briefing = json.loads(Path("out", now["alder"]["reports"][-1]).read_text(encoding="utf-8"))
    kinds = {change["later"]["text"]: change["kind"] for change in briefing["since"]["changes"] if change["later"]}
    assert next(kind for text, kind in kinds.items() if "inquiry" in text) == "new"
    assert briefing["since"]["name"].startswith("the report of ")
    assert "What changed" in Path("out", now["alder"]["reports"][0]).read_text(encoding="utf-8")
    assert "since" not in json.loads(Path("out", now["cedar"]["reports"][-1]).read_text(encoding="utf-8"))
    capsys.readouterr()
    in_process.chunks.clear()
    assert stories("pile") == 0
    assert in_process.briefed == []
    assert not any(story["new"] or story["updated"] for story in index()["stories"])
    assert "3 done before" in capsys.readouterr().err


def test_other_settings_write_anew_without_calling_it_an_update(in_process: InProcess, pile: Path) -> None:
    assert stories("pile") == 0
    in_process.chunks.clear()
    assert stories("pile", "--words", "60") == 0
    assert len(in_process.briefed) == 2
    story = by_place()["alder"]
    assert not story["updated"]
    assert "since" not in json.loads(Path("out", story["reports"][-1]).read_text(encoding="utf-8"))


def test_an_article_with_another_text_updates_its_story(in_process: InProcess, pile: Path) -> None:
    assert stories("pile") == 0
    before = by_place()["birch"]["id"]
    add(pile, "birch", owner="The tenant of the mill was seen alive on Tuesday by two drivers of the dairy.")
    assert stories("pile") == 0
    story = by_place()["birch"]
    assert (story["id"], story["updated"]) == (before, True)
    notes = json.loads(Path("out", story["reports"][-1]).read_text(encoding="utf-8"))["notes"]
    assert any("its text has changed" in note for note in notes)


def test_stories_that_merge_say_where_they_went(
    in_process: InProcess, pile: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert stories("pile") == 0
    before = by_place()
    for path in pile.glob("birch-*.md"):
        text = path.read_text(encoding="utf-8").replace('title: "birch-', 'title: "alder-')
        path.write_text(text, encoding="utf-8")
    assert stories("pile") == 0
    gone = next(story for story in index()["stories"] if story["status"] == "merged")
    assert (gone["id"], gone["into"]) == (before["birch"]["id"], before["alder"]["id"])
    assert by_place()["alder"]["id"] == before["alder"]["id"]
    page = Path("out", gone["reports"][0]).read_text(encoding="utf-8")
    assert "This story went into" in page
    assert before["alder"]["id"] in page
    assert f'href="#{before["alder"]["id"]}"' in Path("out/index.html").read_text(encoding="utf-8")
    again = page
    assert stories("pile") == 0
    assert Path("out", gone["reports"][0]).read_text(encoding="utf-8") == again, "it is said once"


def test_stories_that_are_no_longer_in_the_pile_stay_listed(in_process: InProcess, pile: Path) -> None:
    assert stories("pile") == 0
    gone = by_place()["birch"]
    for path in pile.glob("birch-*.md"):
        path.unlink()
    assert stories("pile") == 0
    kept = next(story for story in index()["stories"] if story["id"] == gone["id"])
    assert (kept["status"], kept["reports"]) == ("earlier", gone["reports"])
    assert Path("out", gone["reports"][0]).is_file()


def test_a_story_that_fails_does_not_stop_the_others_and_keeps_its_report(
    in_process: InProcess, pile: Path, capsys: Out
) -> None:
    assert stories("pile") == 0
    old = by_place()["alder"]
    add(pile, "alder", "inquiry", day=11)
    add(pile, "elm", "fire", "owner", day=11)
    in_process.writer.poison = "belt"
    assert stories("pile") == 1
    captured = capsys.readouterr()
    assert "error: 1 of 3 stories failed; run again to try them once more" in captured.err
    now = by_place()
    assert now["elm"]["status"] == "reported"
    assert now["alder"]["status"] == "failed"
    assert now["alder"]["reason"].startswith("its report could not be updated: ")
    assert now["alder"]["reports"] == old["reports"]
    in_process.writer.poison = ""
    in_process.chunks.clear()
    assert stories("pile") == 0
    assert in_process.briefed == [old["id"]]
    assert by_place()["alder"]["status"] == "reported"
    assert by_place()["alder"]["changes"]


def test_a_run_that_is_interrupted_goes_on_and_new_stays_new(in_process: InProcess, pile: Path, capsys: Out) -> None:
    in_process.stop_after = 0
    assert main(["stories", "pile", "-o", "out", "--set", "writer=extractive", "--offline", "--quiet"]) == 130
    stopped = index()
    assert not stopped["complete"]
    assert [story["status"] for story in stopped["stories"][:2]] == ["waiting", "waiting"]
    assert "not written yet" in Path("out/index.html").read_text(encoding="utf-8").lower()
    in_process.stop_after = None
    assert stories("pile") == 0
    assert index()["complete"]
    assert index()["run"] == stopped["run"] == 1
    assert all(story["new"] for story in index()["stories"][:2])


def test_a_page_that_was_changed_by_hand_is_kept(in_process: InProcess, pile: Path, capsys: Out) -> None:
    assert stories("pile") == 0
    story = by_place()["alder"]
    page, listed = Path("out", story["reports"][0]), Path("out/index.html")
    page.write_text("my own words", encoding="utf-8")
    listed.write_text("my own list", encoding="utf-8")
    assert stories("pile") == 0
    assert page.read_text(encoding="utf-8") == "my own words", "what has not changed is not written anew"
    assert Path("out/index.edited-1.html").read_text(encoding="utf-8") == "my own list"
    assert "kept as index.edited-1.html" in capsys.readouterr().err
    add(pile, "alder", "inquiry", day=11)
    assert stories("pile") == 0
    kept = page.with_name(f"{page.stem}.edited-1.html")
    assert kept.read_text(encoding="utf-8") == "my own words"
    assert "<html" in page.read_text(encoding="utf-8")
    assert f"kept as briefings/{kept.name}" in " ".join(index()["notes"])
    assert not Path("out/index.edited-2.html").exists()


def test_a_pile_of_strangers_is_no_failure(in_process: InProcess, pile: Path, capsys: Out) -> None:
    for path in pile.iterdir():
        if not path.name.endswith("-fire.md"):
            path.unlink()
    assert stories("pile") == 0
    assert capsys.readouterr().out.startswith("No story · 3 articles: 3 without a report\nNo event is told by 2 indep")
    page = Path("out/index.html").read_text(encoding="utf-8")
    assert "No event is told by 2 independent origins in this pile" in page
    assert page.count("Outlet ") == 3
    assert stories("pile", "--min-origins", "1") == 0
    assert [story["status"] for story in index()["stories"]] == ["reported"] * 3


def test_the_demo_is_the_sample_pile(in_process: InProcess, pile: Path) -> None:
    assert stories("--demo") == 0
    value = index()
    told = [article for story in value["stories"] for article in story["articles"]]
    assert len(told) + len(value["left_out"]) == 41
    assert {article["published"][:10] for article in told} == {"2025-03-10", "2025-03-11"}


def test_a_pile_of_one_story(in_process: InProcess, pile: Path, capsys: Out) -> None:
    assert stories(*(str(path) for path in sorted(pile.glob("alder-*.md")))) == 0
    assert capsys.readouterr().out.startswith("1 story · 3 articles: 3 in stories with a report\n")


def test_rows_are_articles_of_the_pile_like_files(in_process: InProcess, pile: Path, tmp_path: Path) -> None:
    documents = [
        {"title": "alder-row", "text": "A goat slept through the whole fire in Alder.", "source": "Row Post"},
        {"title": "fir-row", "text": "Fir trees in the park were felled on Sunday.", "source": "Row Post"},
    ]
    write_rows(tmp_path / "day.jsonl", [{"id": "x", "documents": documents}, {"id": "bad", "documents": []}, "[]"])
    assert stories("pile", "day.jsonl") == 0
    assert by_place()["alder"]["origins"] == 4
    assert by_place()["fir"]["status"] == "listed"
    assert [one["name"] for one in index()["skipped"]][1:] == ["day.jsonl row 2", "day.jsonl row 3"]


def test_copies_of_one_wire_story_are_one_origin(in_process: InProcess, pile: Path) -> None:
    add(pile, "cedar", fire=" ".join(TOLD.values()))
    text = (pile / "cedar-fire.md").read_text(encoding="utf-8")
    (pile / "copy.md").write_text(text.replace("Outlet cedar-fire", "Another Outlet"), encoding="utf-8")
    assert stories("pile") == 0
    story = by_place()["cedar"]
    assert (story["status"], story["origins"], len(story["articles"])) == ("listed", 1, 2)
    assert [bool(article["shares"]) for article in story["articles"]].count(True) == 1


def test_formats_that_are_asked_for(in_process: InProcess, pile: Path) -> None:
    assert stories("pile", "--format", "md", "--format", "docx") == 0
    story = by_place()["alder"]
    assert [report.rpartition(".")[2] for report in story["reports"]] == ["docx", "md", "json"]
    assert all(Path("out", report).is_file() for report in story["reports"])


def test_the_output_folder_inside_the_pile_is_not_read(in_process: InProcess, pile: Path, capsys: Out) -> None:
    arguments = ["stories", "pile", "-o", "pile/out", "--set", "writer=extractive", "--offline"]
    assert main(arguments) == 0
    assert main(arguments) == 0
    assert "are not read as reports: it is the output folder" in capsys.readouterr().err
    value = json.loads(Path("pile/out/index.json").read_text(encoding="utf-8"))
    assert sum(len(story["articles"]) for story in value["stories"]) == 6


@pytest.mark.parametrize(
    ("prepare", "arguments", "code", "message"),
    [
        ("", ["nowhere"], 1, "no report could be read (nowhere: no such file or folder)"),
        ("mkdir none", ["none"], 1, "no report could be read (none: is a folder without files)"),
        ("touch out", ["pile"], 1, "cannot write out: it is a file"),
        ("mkdir out; touch out/mine.txt", ["pile"], 1, "out holds other things (mine.txt) and no index.json"),
        ("mkdir out; echo {} > out/index.json", ["pile"], 1, "out/index.json: this JSON is not an index of stories"),
        ("", ["pile", "--min-origins", "0"], 2, "group.min_origins=0 is out of range"),
        ("", [], 2, "no pile given"),
        ("", ["--demo", "pile"], 2, "--demo takes no files"),
    ],
)
def test_a_call_that_cannot_be_done_is_one_line(
    in_process: InProcess, pile: Path, capsys: Out, prepare: str, arguments: list[str], code: int, message: str
) -> None:
    for command in filter(None, prepare.split("; ")):
        name, path = command.split()[0], Path(command.split()[-1])
        if name == "mkdir":
            path.mkdir()
        else:
            path.write_text("{}" if name == "echo" else "")
    assert stories(*arguments) == code
    captured = capsys.readouterr()
    assert captured.out == ""
    (line,) = captured.err.splitlines()
    assert line.startswith(f"briefing: error: {message}")


def test_the_language_that_is_asked_for_is_that_of_every_report(in_process: InProcess, pile: Path) -> None:
    assert stories("pile", "--language", "fr") == 1
    told = [story for story in index()["stories"] if story["status"] != "listed"]
    assert told
    assert all(story["status"] == "failed" and "no source is in French" in story["reason"] for story in told)


def test_stories_are_written_to_no_address(pile: Path, capsys: Out) -> None:
    assert main(["stories", "pile", "-o", "https://key@news.example/out"]) == 2
    message = capsys.readouterr().err
    assert "this takes a file or folder, not an address" in message
    assert "key" not in message
    assert sorted(path.name for path in Path().iterdir()) == ["pile"]


def test_it_is_shown_how_many_pages_have_been_fetched(
    in_process: InProcess, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[tuple[str, int, int]] = []
    monkeypatch.setattr(Display, "stage", lambda _, *now: told.append(now))
    with serving() as server:
        for name in ("quay", "pier"):
            server.page(f"/{name}", article())
        pages = [f"{server.address}/{name}" for name in ("quay", "pier")]
        keep = ["--allow-private", "--set", f"store.cache={tmp_path / 'cache'}", "--set", "fetch.pause_s=0"]
        assert main(["stories", *pages, "-o", str(tmp_path / "out"), *keep]) == 0
    assert [now for now in told if now[0] == "fetch"] == [("fetch", 1, 2), ("fetch", 2, 2)]


def test_a_folder_is_asked_for(capsys: Out) -> None:
    assert main(["stories", "pile"]) == 2
    assert "say for example -o out/" in capsys.readouterr().err


def test_a_briefing_of_one_event_sorts_no_pile(pile: Path, capsys: Out) -> None:
    assert main(["pile", "--set", "group=stories", "--offline"]) == 2
    assert "say: briefing stories PILE" in capsys.readouterr().err


def test_stories_are_no_shards(in_process: InProcess, pile: Path, capsys: Out) -> None:
    assert batch_main(["input=pile", "folder=out", "group=stories", "shards=jsonl"]) == 2
    assert "stories are files of their own" in capsys.readouterr().err


def test_an_index_that_was_cut_is_refused_and_untouched(in_process: InProcess, pile: Path, capsys: Out) -> None:
    assert stories("pile") == 0
    whole = Path("out/index.json").read_bytes()
    Path("out/index.json").write_bytes(whole[: len(whole) // 2])
    assert stories("pile") == 1
    assert "out/index.json: this is not an index of stories" in capsys.readouterr().err
    assert Path("out/index.json").read_bytes() == whole[: len(whole) // 2]
