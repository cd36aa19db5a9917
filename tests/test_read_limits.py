"""One bad input never ends the run: special files, closed folders, odd names, and what hangs, swells or crashes."""

from __future__ import annotations

import io
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from summarizer.errors import InputError, NoInputError
from summarizer.read import child, guard, one, read
from summarizer.read.guard import Reader
from summarizer.read.one import Job
from summarizer.read.sources import Unusable
from summarizer.records import Document
from summarizer.settings import ReadSettings

GOOD = "Dam gives way\n\nThe dam above Norrfell gave way on Monday, and two hundred people left their homes.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "good.txt").write_text(GOOD, encoding="utf-8")
    return tmp_path


def skipped_in(folder: Path) -> dict[str, str]:
    """Reads a folder that holds one good report; the reasons of what was skipped, by file name."""
    found = read([folder])
    assert [document.text for document in found.documents] == [GOOD]
    return {Path(item.name).name: item.reason for item in found.skipped}


def test_pipes_and_sockets_in_a_folder_are_named_and_not_read(folder: Path) -> None:
    os.mkfifo(folder / "pipe.txt")
    with socket.socket(socket.AF_UNIX) as server:
        here = Path.cwd()
        os.chdir(folder)  # the path of a socket must be short
        try:
            server.bind("door.txt")
        finally:
            os.chdir(here)
        reasons = skipped_in(folder)
    assert reasons == {"pipe.txt": "is a named pipe, not a file", "door.txt": "is a socket, not a file"}


def test_a_device_without_an_end_is_refused_at_the_limit(folder: Path) -> None:
    found = read([folder, "/dev/zero"], limits=ReadSettings(max_memory_mb=16))
    assert [(item.name, item.reason) for item in found.skipped] == [("/dev/zero", "is larger than 16 MB")]


def test_a_named_pipe_that_is_named_is_read(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=lambda: pipe.write_text(GOOD, encoding="utf-8"))
    writer.start()
    (document,) = read([pipe]).documents
    writer.join()
    assert document.text == GOOD


def test_a_pipe_that_nobody_writes_to_costs_the_time_allowed(folder: Path) -> None:
    os.mkfifo(folder / ".pipe")
    found = read([folder, folder / ".pipe"], limits=ReadSettings(timeout_s=0.3))
    assert [item.reason for item in found.skipped] == ["gave no end within 0.3 s"]
    os.close(os.open(folder / ".pipe", os.O_WRONLY))  # lets the thread that waits go


def test_large_files_are_refused_before_they_are_read(folder: Path) -> None:
    with (folder / "large.txt").open("wb") as file:
        file.truncate(17 * 2**20)
    found = read([folder], limits=ReadSettings(max_memory_mb=16))
    assert [item.reason for item in found.skipped] == ["is larger than 16 MB"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may list every folder")
def test_a_closed_folder_is_named(folder: Path) -> None:
    (folder / "closed").mkdir()
    (folder / "closed").chmod(0)
    try:
        assert skipped_in(folder) == {"closed": "cannot be listed (Permission denied)"}
    finally:
        (folder / "closed").chmod(0o700)


def test_a_folder_that_cannot_be_listed_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    closed = folder / "closed"
    closed.mkdir()
    listed = os.scandir

    def scandir(path: str) -> object:
        if str(path) == str(closed):
            raise PermissionError(13, "Permission denied", str(path))
        return listed(path)

    monkeypatch.setattr(os, "scandir", scandir)
    assert skipped_in(folder) == {"closed": "cannot be listed (Permission denied)"}
    with pytest.raises(InputError, match="cannot be listed"):
        read([folder], strict=True)


def test_linked_folders_are_read_once_and_circles_end(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    other = tmp_path_factory.mktemp("other")
    (other / "b.txt").write_text(GOOD.replace("dam", "dike"), encoding="utf-8")
    (folder / "linked").symlink_to(other)
    (folder / "again").symlink_to(other)
    (other / "back").symlink_to(folder)
    assert [document.text.count("dike") for document in read([folder]).documents] == [1, 0]


@pytest.mark.parametrize("name", ["~notes.txt", "~$notes.txt", "[x].txt", "a#b.txt", "%s.txt", "a b\n.txt", "-x.txt"])
def test_odd_names_are_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    (tmp_path / name).write_text(GOOD, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert len(read([name]).documents) == len(read([tmp_path]).documents) == 1


@pytest.mark.parametrize(
    "name", ["x" * 300 + ".txt", "a\0b.txt", "~nobody-of-that-name/x.txt", "good.txt/x", "\udce9.txt"]
)
def test_names_that_cannot_be_opened_are_skipped(folder: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.chdir(folder)
    found = read([name, "good.txt"])
    assert len(found.documents) == 1
    assert [item.name for item in found.skipped] == [name]


def test_deep_nesting_is_skipped(folder: Path) -> None:
    (folder / "deep.json").write_text("[" * 100_000 + "]" * 100_000, encoding="utf-8")
    assert "nested too deeply" in skipped_in(folder)["deep.json"]


def test_many_comments_before_a_page_take_no_time(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("<!-- x -->\n" * 20_000 + GOOD, encoding="utf-8")
    before = time.monotonic()
    assert read([path]).documents
    assert time.monotonic() - before < 10  # it took exponential time: 30 comments, minutes


def test_five_thousand_equal_ids_take_no_time(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps([{"id": "x", "text": "The dam above Norrfell gave way."}] * 5_000), encoding="utf-8")
    documents = read([path]).documents
    assert [documents[at].id for at in (0, 1, 4_999)] == ["x", "x-2", "x-5000"]
    assert len({document.id for document in documents}) == 5_000


def test_standard_input_that_is_closed_is_said_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(NoInputError, match="is closed"):
        read(["-"])


def test_standard_input_has_the_same_limit() -> None:
    with pytest.raises(NoInputError, match="is larger than 16 MB"):
        read(["-"], stdin=io.BytesIO(bytes(17 * 2**20)), limits=ReadSettings(max_memory_mb=16))


# A reading process that does what hostile inputs do.

BAD_CHILD = """
import os, sys, time
from summarizer.read import child, one
from summarizer.read.sources import Unusable
from summarizer.records import Document
real = one.read_one

def bad(job):
    what = os.path.basename(job.name)
    if what == "hangs.txt":
        while True: pass
    if what == "crashes.txt":
        os.abort()
    if what == "swells.txt":
        list(real(job)); blocks = [bytes(2**20) for _ in range(100_000)]
    if what == "prints.txt":
        print("noise"); os.write(1, b"more noise")
    yield from real(job)

def guarded(job):
    try:
        yield from bad(job)
    except MemoryError:
        from summarizer.errors import InputError
        yield Unusable(job.name, InputError("takes more memory to read than is allowed"))

child.read_one = guarded
child.main()
"""


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Reader]:
    program = tmp_path / "bad_child.py"
    program.write_text(BAD_CHILD, encoding="utf-8")
    real = subprocess.Popen

    def start(command: list[str], **options: object) -> subprocess.Popen[bytes]:
        assert command[1:] == ["-m", "summarizer.read.child"]
        return real([sys.executable, str(program)], **options)  # type: ignore[call-overload,no-any-return]

    monkeypatch.setattr(guard.subprocess, "Popen", start)
    reader = Reader()
    yield reader
    reader.close()


def job(folder: Path, name: str) -> Job:
    path = folder / name
    path.write_text(GOOD, encoding="utf-8")
    return Job(name, str(path), str(path))


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("hangs.txt", "takes more than 0.5 s to read"),
        ("crashes.txt", "ended the process that read it"),
        ("swells.txt", "takes more memory to read than is allowed"),
    ],
)
def test_what_hangs_crashes_or_swells_is_skipped_and_the_next_is_read(
    reader: Reader, tmp_path: Path, name: str, reason: str
) -> None:
    limits = ReadSettings(timeout_s=0.5 if name == "hangs.txt" else 20, max_memory_mb=64)
    (found,) = reader.read(job(tmp_path, name), limits)
    assert isinstance(found, Unusable)
    assert reason in found.error.message
    (after,) = reader.read(job(tmp_path, "good.txt"), ReadSettings())
    assert isinstance(after, Document)


def test_what_a_library_prints_does_not_come_between(reader: Reader, tmp_path: Path) -> None:
    (found,) = reader.read(job(tmp_path, "prints.txt"), ReadSettings())
    assert isinstance(found, Document)


def test_without_a_process_inputs_are_read_here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def cannot(*_: object, **__: object) -> None:
        raise OSError("no more processes")

    monkeypatch.setattr(guard.subprocess, "Popen", cannot)
    (found,) = Reader().read(job(tmp_path, "good.txt"), ReadSettings())
    assert isinstance(found, Document)


def test_a_process_that_dies_while_it_starts_is_done_without(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(guard.sys, "executable", "/bin/false")
    (found,) = Reader().read(job(tmp_path, "good.txt"), ReadSettings())
    assert isinstance(found, Document)


def test_whatever_is_raised_is_a_reason(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def broken(*_: object) -> Document:
        raise KeyError("/Root")

    monkeypatch.setattr(one, "read_document", broken)
    (found,) = one.read_one(job(tmp_path, "good.txt"))
    assert isinstance(found, Unusable)
    assert found.error.message == "cannot be read (KeyError: '/Root')"


def test_the_process_ends_with_its_parent(tmp_path: Path) -> None:
    code = (
        "import os, signal\n"
        "from summarizer.read.guard import READER\n"
        "READER.start()\n"
        "print(READER._child._process.pid, flush=True)\n"
        "os.kill(os.getpid(), signal.SIGKILL)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == -signal.SIGKILL
    pid = int(done.stdout)
    for _ in range(200):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return
        if (
            f"{pid} (python" in Path(f"/proc/{pid}/stat").read_text()
            and ") Z " in Path(f"/proc/{pid}/stat").read_text()
        ):
            return
        time.sleep(0.05)
    pytest.fail("the reading process outlived its parent")


def test_messages_survive_the_pipe() -> None:
    stream = io.BytesIO()
    child.send(stream, Unusable("a", InputError("what", "hint")))
    stream.seek(0)
    found = child.receive(stream)
    assert isinstance(found, Unusable)
    assert (found.error.message, found.error.hint) == ("what", "hint")
    assert child.receive(stream) is None
