"""Files made from a model's weights: whole and bound to what they were made of, or as if they were not there."""

from __future__ import annotations

import errno
import json
import multiprocessing
import os
import signal
import stat
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from safetensors.numpy import load_file

from summarizer.models import derived, files
from summarizer.models.derived import Derived

BOUND = {"instructions": "one two", "library": "1.0"}
ARRAYS: list[tuple[str, NDArray[np.uint8]]] = [
    ("first", np.arange(3 * files.BLOCK + 64, dtype=np.uint64).astype(np.uint8)),
    ("second", np.full(10, 7, dtype=np.uint8)),
]


def kept(folder: Path, source: str = "aa", said: list[str] | None = None) -> Derived:
    return Derived(folder / derived.FOLDER, source, (said if said is not None else []).append)


def test_what_is_kept_is_found_and_reads_back(tmp_path: Path) -> None:
    assert kept(tmp_path).find("int8", BOUND) is None
    kept(tmp_path).keep("int8", BOUND, ARRAYS)
    path = kept(tmp_path).find("int8", BOUND)
    assert path is not None
    found = load_file(path)
    assert all(np.array_equal(found[name], array) for name, array in ARRAYS)
    assert derived.is_sound(path)
    assert derived.unsound(tmp_path) == []
    with path.open("rb") as file:
        assert derived._size_of_header(file) % 64 == 0, "the first tensor is mapped where the processor wants it"
    assert sorted(one.name for one in path.parent.iterdir()) == [".lock", "int8.safetensors"]


@pytest.mark.parametrize(
    ("source", "bound"), [("bb", BOUND), ("aa", {**BOUND, "instructions": "one"}), ("aa", {**BOUND, "library": "1.1"})]
)
def test_another_source_or_processor_makes_it_anew(tmp_path: Path, source: str, bound: dict[str, str]) -> None:
    kept(tmp_path).keep("int8", BOUND, ARRAYS)
    other = kept(tmp_path, source)
    assert other.find("int8", bound) is None
    other.keep("int8", bound, ARRAYS[:1])
    path = other.find("int8", bound)
    assert path is not None
    assert list(load_file(path)) == ["first"]
    assert kept(tmp_path).find("int8", BOUND) is None


def test_another_version_of_the_format_makes_it_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept(tmp_path).keep("int8", BOUND, ARRAYS)
    monkeypatch.setattr(derived, "FORMAT", derived.FORMAT + 1)
    assert kept(tmp_path).find("int8", BOUND) is None


@pytest.mark.parametrize("length", [0, 7, 100, -1])
def test_a_file_that_was_cut_short_is_none(tmp_path: Path, length: int) -> None:
    kept(tmp_path).keep("int8", BOUND, ARRAYS)
    path = kept(tmp_path).find("int8", BOUND)
    assert path is not None
    os.truncate(path, length % path.stat().st_size)
    assert kept(tmp_path).find("int8", BOUND) is None
    assert derived.unsound(tmp_path) == [path]


@pytest.mark.parametrize("head", [b"\xff" * 64, b"\x10" + b"\0" * 7 + b"[1, 2]          ", b"\x02" + b"\0" * 7 + b"{}"])
def test_a_header_that_is_none_of_ours_is_no_error(tmp_path: Path, head: bytes) -> None:
    kept(tmp_path).keep("int8", BOUND, ARRAYS)
    path = tmp_path / derived.FOLDER / "int8.safetensors"
    path.write_bytes(head)
    assert kept(tmp_path).find("int8", BOUND) is None


def test_one_changed_byte_is_found_by_hashing(tmp_path: Path) -> None:
    kept(tmp_path).keep("int8", BOUND, ARRAYS)
    path = tmp_path / derived.FOLDER / "int8.safetensors"
    content = bytearray(path.read_bytes())
    content[-5] ^= 1
    path.write_bytes(content)
    assert derived.unsound(tmp_path) == [path]
    derived.drop(derived.unsound(tmp_path))
    assert not path.exists()


def test_bytes_that_do_not_read_back_are_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(derived, "is_sound", lambda path: False)
    kept(tmp_path).keep("int8", BOUND, ARRAYS)
    assert list((tmp_path / derived.FOLDER).glob("*.safetensors*")) == []


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_store_that_cannot_be_written_is_left_alone(tmp_path: Path) -> None:
    said: list[str] = []
    tmp_path.chmod(stat.S_IRUSR | stat.S_IXUSR)
    kept(tmp_path, said=said).keep("int8", BOUND, ARRAYS)
    tmp_path.chmod(stat.S_IRWXU)
    assert said == []
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("code", "lines"), [(errno.EROFS, 0), (errno.EACCES, 0), (errno.ENOSPC, 1), (errno.EIO, 1), (errno.EDQUOT, 1)]
)
def test_only_a_full_or_broken_disk_is_told_and_nothing_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, lines: int
) -> None:
    def fail(descriptor: int) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(files, "flush", fail)
    said: list[str] = []
    kept(tmp_path, said=said).keep("int8", BOUND, ARRAYS)
    assert len(said) == lines
    assert all("\n" not in line and "next start" in line for line in said)
    assert [one.name for one in (tmp_path / derived.FOLDER).iterdir()] == [".lock"]


@pytest.mark.parametrize("code", [errno.EROFS, errno.EACCES, errno.EPERM])
def test_a_read_only_store_is_no_matter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(Path, "mkdir", fail)
    said: list[str] = []
    kept(tmp_path, said=said).keep("int8", BOUND, ARRAYS)
    assert said == []
    assert kept(tmp_path).find("int8", BOUND) is None


def test_too_small_a_disk_is_told_before_anything_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files.shutil, "disk_usage", lambda folder: type("Usage", (), {"free": 10})())
    monkeypatch.setattr(derived, "_write_arrays", lambda *_: pytest.fail("it was written"))
    said: list[str] = []
    kept(tmp_path, said=said).keep("int8", BOUND, ARRAYS)
    assert len(said) == 1


def _die_while_writing(folder: Path) -> None:
    derived.is_sound = lambda path: os.kill(os.getpid(), signal.SIGKILL)  # type: ignore[assignment]
    kept(folder).keep("int8", BOUND, ARRAYS)


@pytest.mark.skipif(os.name != "posix", reason="kills a process")
def test_a_killed_writer_leaves_nothing_that_is_found_and_the_next_one_cleans_up(tmp_path: Path) -> None:
    process = multiprocessing.get_context("spawn").Process(target=_die_while_writing, args=(tmp_path,))
    process.start()
    process.join(60)
    assert process.exitcode == -signal.SIGKILL
    left = [one.name for one in (tmp_path / derived.FOLDER).iterdir()]
    assert ".int8.safetensors.partial" in left
    assert kept(tmp_path).find("int8", BOUND) is None
    kept(tmp_path).keep("int8", BOUND, ARRAYS)
    assert kept(tmp_path).find("int8", BOUND) is not None
    assert not list((tmp_path / derived.FOLDER).glob(".*.partial"))


def test_who_finds_another_process_at_it_goes_on_without(tmp_path: Path) -> None:
    from filelock import FileLock

    (tmp_path / derived.FOLDER).mkdir()
    said: list[str] = []
    with FileLock(tmp_path / derived.FOLDER / ".lock"):
        context = multiprocessing.get_context("spawn")
        process = context.Process(target=kept(tmp_path).keep, args=("int8", BOUND, ARRAYS))
        process.start()
        process.join(60)
    assert process.exitcode == 0
    assert said == []
    assert kept(tmp_path).find("int8", BOUND) is None


def test_the_header_names_what_it_is_bound_to(tmp_path: Path) -> None:
    kept(tmp_path).keep("int8", BOUND, ARRAYS)
    about = derived._header(tmp_path / derived.FOLDER / "int8.safetensors")
    assert about is not None
    assert json.loads(about["bound"]) == {**BOUND, "source": "aa", "format": derived.FORMAT}
