"""The parts of a batch job: names, manifest, input, chunks, outputs."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import pytest
from batch_fakes import QuotingWriter, row, write_rows
from examples import examples
from hypothesis import given
from hypothesis import settings as profile
from hypothesis import strategies as st
from pipeline_fakes import HashEncoder

from summarizer.batch.disk import claimed, write_bytes
from summarizer.batch.inputs import Item, count_items, find_sources, load, read_items
from summarizer.batch.manifest import Entry, Manifest, read_manifest
from summarizer.batch.names import safe_name
from summarizer.batch.progress import Counts, duration, line
from summarizer.batch.shards import Shards
from summarizer.batch.tasks import Outcome, Task, brief_chunk
from summarizer.errors import InputError, ModelError, NoInputError, OutputError, UsageError
from summarizer.pipeline import Models, clean_cluster
from summarizer.records import Briefing, BriefingSentence, Document
from summarizer.settings import Settings

RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(10))}
ODD = [
    "",
    ".",
    "..",
    "../../etc/passwd",
    "a/b",
    "a\\b",
    "C:\\x",
    "con",
    "NUL.txt",
    "com1.a",
    "a.",
    "a ",
    " a",
    "-rf",
    "é",
    "日本",
]
ids = st.text(max_size=200) | st.sampled_from(ODD) | st.from_regex(r"[A-Za-z]{1,3}(-[0-9a-f]{16})?", fullmatch=True)


@profile(deadline=None)
@given(ids)
def test_a_name_is_safe_on_every_file_system(identifier: str) -> None:
    name = safe_name(identifier)
    assert 1 <= len(name) <= 100
    assert name.isascii()
    assert all(char.isalnum() or char in "_.-" for char in name)
    assert name[0] not in ".-"
    assert name[-1] not in ". "
    assert name.split(".")[0].lower() not in RESERVED
    assert unicodedata.normalize("NFD", name) == name


@profile(deadline=None)
@given(st.lists(ids, unique=True, max_size=30))
def test_two_ids_never_share_a_name_even_where_case_does_not_count(identifiers: list[str]) -> None:
    assert len({safe_name(identifier).lower() for identifier in identifiers}) == len(identifiers)


def test_plain_ids_are_their_own_names() -> None:
    assert [safe_name(name) for name in ("story_17", "2024-12-05.a", "0")] == ["story_17", "2024-12-05.a", "0"]
    assert safe_name("Story").startswith("Story-")
    # An id that looks like a made name cannot take the place of the id that the name was made from.
    assert safe_name(safe_name("Story").lower()) != safe_name("Story").lower()


def entry(identifier: str, **more: object) -> Entry:
    values = {"id": identifier, "status": "done", "error": None, "hash": "h", "seconds": 0.5} | more
    return Entry(**values)  # type: ignore[arg-type]


@profile(deadline=None, max_examples=examples(30))
@given(st.integers(0, 200))
def test_a_manifest_cut_anywhere_keeps_its_whole_lines(tmp_path_factory: pytest.TempPathFactory, cut: int) -> None:
    folder = tmp_path_factory.mktemp("manifest")
    with Manifest(folder) as manifest:
        manifest.append([entry("a"), entry("b")])
        manifest.append([entry("c", status="failed", error="ü\n")])
    data = manifest.path.read_bytes()
    manifest.path.write_bytes(data[: len(data) - cut])
    whole = data[: len(data) - cut].count(b"\n")
    with Manifest(folder) as again:
        assert list(again.entries) == ["a", "b", "c"][:whole]
        again.append([entry("d")])
    assert [found.id for found in read_manifest(again.path)] == [*["a", "b", "c"][:whole], "d"]
    assert all(json.loads(text) for text in again.path.read_text().splitlines())


def test_the_last_line_of_an_id_counts(tmp_path: Path) -> None:
    with Manifest(tmp_path) as manifest:
        manifest.append([entry("a", status="failed")])
        manifest.append([entry("a", file="briefings/a.json")])
    with Manifest(tmp_path) as manifest:
        assert manifest.entries["a"].file == "briefings/a.json"


def test_a_folder_has_one_run_at_a_time(tmp_path: Path) -> None:
    refusal = pytest.raises(OutputError, match=r"another run is writing into .*process")
    with claimed(tmp_path / "out"), refusal, claimed(tmp_path / "out"):
        pass
    with claimed(tmp_path / "out"):
        pass


def test_a_write_that_fails_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "a.json"
    write_bytes(target, b"old")

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("summarizer.batch.disk.os.fsync", full)
    with pytest.raises(OutputError, match=r"a\.json: No space left on device; free some space and run again"):
        write_bytes(target, b"new")
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def items(path: object) -> list[Item]:
    return list(read_items(find_sources(str(path))))


def test_rows_become_items_and_bad_ones_say_what_is_wrong(tmp_path: Path) -> None:
    rows = [row(1), {"documents": []}, {"id": "x"}, {"id": "y", "documents": []}, 5, row(1), {"id": 7, "text": "One."}]
    path = write_rows(tmp_path / "c.jsonl", rows)
    with path.open("a") as lines:
        lines.write("{torn\n")
    found = items(path)
    assert [(item.id, item.error) for item in found] == [
        ("c1", ""),
        ("c.jsonl row 2", "has no id"),
        ("x", ""),
        ("y", ""),
        ("c.jsonl row 5", "is not a JSON object"),
        ("c1 (c.jsonl row 6)", "the id 'c1' was used before"),
        ("7", ""),
        ("c.jsonl row 8", found[-1].error),
    ]
    assert "is not valid JSON" in found[-1].error
    assert [document.id for document in load(found[0]).documents] == ["a", "b"]
    with pytest.raises(InputError, match=r"c\.jsonl row 4: has no documents"):
        load(found[3])
    assert count_items(find_sources(str(path))) == 8
    assert count_items(find_sources(str(path)), 3) == 3


def test_the_content_hash_follows_the_content_alone(tmp_path: Path) -> None:
    one = items(write_rows(tmp_path / "a.jsonl", [row(1)]))[0]
    turned = items(write_rows(tmp_path / "b.jsonl", [row(2), dict(reversed(row(1).items()))]))[1]
    changed = items(write_rows(tmp_path / "c.jsonl", [row(1, title="new")]))[0]
    assert one.content == turned.content != changed.content


def test_a_folder_of_folders_and_files(tmp_path: Path) -> None:
    for name in ("one", "two", ".hidden"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.txt").write_text(f"The bridge {name} was closed on Monday, the mayor said.")
    write_rows(tmp_path / "rows.jsonl", [row(1)])
    found = items(tmp_path)
    assert [item.id for item in found] == ["c1", "one", "two"]
    assert "bridge one" in load(found[1]).documents[0].text
    before = found[1].content
    (tmp_path / "one" / "a.txt").write_text("The bridge was opened again on Tuesday, the mayor said.")
    assert items(tmp_path)[1].content != before
    assert [item.id for item in items(tmp_path / "two")] == ["two"]
    assert [item.id for item in items(tmp_path / "*o*")] == ["one", "c1", "two"]


def test_parquet_rows(tmp_path: Path) -> None:
    pa = pytest.importorskip("pyarrow")
    pq = pytest.importorskip("pyarrow.parquet")
    pq.write_table(pa.Table.from_pylist([row(1), row(2)]), tmp_path / "c.parquet")
    found = items(tmp_path / "c.parquet")
    assert [item.id for item in found] == ["c1", "c2"]
    assert load(found[1]).documents[1].text == row(2)["documents"][1]["text"]
    assert count_items(find_sources(str(tmp_path / "c.parquet"))) == 2
    (tmp_path / "broken.parquet").write_bytes(b"PAR1 no")
    with pytest.raises(InputError, match=r"broken\.parquet: is no Parquet file"):
        items(tmp_path / "broken.parquet")
    both = list(read_items(find_sources([str(tmp_path / "broken.parquet"), str(tmp_path / "c.parquet")])))
    assert [bool(item.error) for item in both] == [True, False, False]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("gone.jsonl", "no such file"),
        ("no*.jsonl", "no file matches"),
        ("empty", "is empty"),
        ("zero.jsonl", "is empty"),
    ],
)
def test_input_that_gives_nothing(tmp_path: Path, name: str, message: str) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "zero.jsonl").touch()
    with pytest.raises(InputError, match=message):
        items(tmp_path / name)
    (tmp_path / "a.csv").write_text("a,b")
    with pytest.raises(InputError, match="is no file of clusters"):
        items(tmp_path / "a.csv")


@pytest.mark.parametrize("given_input", [None, 5, [], [1], ""])
def test_input_that_is_no_path(given_input: object) -> None:
    with pytest.raises(UsageError, match="is no path"):
        find_sources(given_input)


def tasks(count: int) -> list[Task]:
    found = []
    for number in range(count):
        documents = tuple(Document(part["id"], part["text"]) for part in row(number)["documents"])
        found.append(Task(f"c{number}", f"h{number}", documents, clean_cluster(documents, Settings())))
    return found


def test_clusters_of_a_chunk_share_one_call() -> None:
    writer = QuotingWriter()
    outcomes = brief_chunk(tasks(3), Settings(), Models(HashEncoder(), writer), print)
    assert [(outcome.id, outcome.hash, outcome.status) for outcome in outcomes] == [
        (f"c{number}", f"h{number}", "done") for number in range(3)
    ]
    assert len(writer.calls) == 1
    assert all(outcome.briefing and outcome.briefing.sentences for outcome in outcomes)


def test_out_of_memory_halves_the_chunk_and_the_batches() -> None:
    writer, settings, said = QuotingWriter(), Settings(), []
    models = Models(HashEncoder(), writer)
    one = brief_chunk(tasks(1), settings, models, said.append)
    writer.most = len(writer.calls[0]) + 1
    outcomes = brief_chunk(tasks(4), settings, models, said.append)
    assert [outcome.status for outcome in (*one, *outcomes)] == ["done"] * 5
    assert settings.writer.max_batch_rows < Settings().writer.max_batch_rows
    assert "memory ran out" in said[0]
    writer.most = 0
    (lost,) = brief_chunk(tasks(1), settings, models, said.append)
    assert (lost.status, lost.error) == ("failed", "memory ran out")
    assert settings.writer.max_batch_rows == settings.encoder.batch_size == 1


def test_a_cluster_that_breaks_the_pipeline_fails_alone() -> None:
    writer = QuotingWriter()
    writer.poison = "ferry 2 "
    outcomes = brief_chunk(tasks(4), Settings(), Models(HashEncoder(), writer), print)
    assert [outcome.status for outcome in outcomes] == ["done", "done", "failed", "done"]
    assert outcomes[2].error == "unexpected RuntimeError: the writer tripped"


def test_a_model_that_is_out_of_reach_stops_the_run() -> None:
    class Gone(QuotingWriter):
        def write(self, requests: object, progress: object = None) -> list[object]:  # type: ignore[override]
            raise ModelError("the server does not answer")

    with pytest.raises(ModelError):
        brief_chunk(tasks(2), Settings(), Models(HashEncoder(), Gone()), print)


def outcome(identifier: str) -> Outcome:
    sentence = BriefingSentence("It sank.", "point", "quoted", (), 1.0)
    return Outcome(identifier, "h", "done", Briefing("Title", (), (sentence,), (Document("a", "It sank."),)))


def shard_ids(folder: Path, kind: str) -> list[str]:
    if kind == "jsonl":
        lines = [text for path in sorted(folder.glob("shards/*.jsonl")) for text in path.read_text().splitlines()]
        return [json.loads(text)["id"] for text in lines]
    pq = pytest.importorskip("pyarrow.parquet")
    return [
        value["id"] for path in sorted(folder.glob("shards/*.parquet")) for value in pq.read_table(path).to_pylist()
    ]


@pytest.mark.parametrize("kind", ["jsonl", "parquet"])
def test_shards_hold_each_cluster_once_whatever_was_killed(tmp_path: Path, kind: str) -> None:
    if kind == "parquet":
        pytest.importorskip("pyarrow")

    def shards() -> Shards:
        return Shards(tmp_path, kind, ["json", "md"], "inline", 3, 100.0, lambda: 0.0)

    first = shards()
    first.prepare([])
    assert first.add([outcome("a"), outcome("b")]) == []
    written = first.add([outcome("c"), outcome("d")])
    assert [found.id for found in written] == ["a", "b", "c"]
    assert {found.file for found in written} == {f"shards/shard-000001.{kind}"}
    # Killed after the second shard was written and before the manifest spoke of it: its row is taken out.
    first.flush()
    second = shards()
    second.prepare(written)
    assert shard_ids(tmp_path, kind) == ["a", "b", "c"]
    assert all(second.holds(found) for found in written)
    # A cluster that is done again leaves its old shard; killed before the manifest knows, it is not there.
    (again,) = [*second.add([outcome("b")]), *second.flush()]
    second.release([written[1]])
    third = shards()
    third.prepare(written)
    assert shard_ids(tmp_path, kind) == ["a", "c"]
    assert [third.holds(found) for found in written] == [True, False, True]
    assert again.file == f"shards/shard-000002.{kind}" or again.file == f"shards/shard-000003.{kind}"


def test_a_shard_is_written_when_its_oldest_cluster_has_waited(tmp_path: Path) -> None:
    now = [0.0]
    shards = Shards(tmp_path, "jsonl", ["json"], "inline", 100, 60.0, lambda: now[0])
    shards.prepare([])
    assert shards.add([outcome("a")]) == []
    now[0] = 61.0
    assert [found.id for found in shards.add([outcome("b")])] == ["a", "b"]
    (text, _) = (tmp_path / "shards" / "shard-000001.jsonl").read_text().splitlines()
    assert json.loads(text)["briefing"]["title"]["text"] == json.loads(text)["title"] == "Title"


def test_the_progress_line() -> None:
    assert line(Counts(done=3, failed=1, skipped=6, total=20), 8.0) == (
        "10 of 20 clusters, 6 done before, 1 failed, 1800 an hour, 20 s left"
    )
    assert line(Counts(done=30, total=0), 10.0) == "30 clusters, 0 failed, 3.0 a second"
    assert [duration(seconds) for seconds in (1.2, 185, 7800, 270000)] == [
        "1 s",
        "3 min 05 s",
        "2 h 10 min",
        "3 days 3 h",
    ]


def test_nothing_named_that_is_there(tmp_path: Path) -> None:
    with pytest.raises(NoInputError):
        find_sources(str(tmp_path / "nothing"))
