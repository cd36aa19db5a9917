"""What the model store does to files: hashing, checked writing, and the manifest that makes a folder whole.

A model folder counts as whole only when it holds ``ready.json``, which is written last and lists every file
with its size and SHA-256. Whatever is written, is written under another name first and then moved.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import re
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from summarizer.errors import HashMismatchError, ModelError, StorageError

MANIFEST = "ready.json"
LAYOUT = 1
"""Raised when folders made by an earlier version must be made anew."""

BLOCK = 1 << 20
_SPARE_BYTES = 64 << 20
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
CLOSED_ERRORS = (errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR, errno.EEXIST)
DISK_ERRORS = _FULL + CLOSED_ERRORS
"""Numbers of the operating system's errors that say a disk is full or closed."""

PIPELINE_CONFIG = "config.cfg"
"""Marks the folder of a spaCy pipeline."""

CONFIGS = ("config.json", PIPELINE_CONFIG)
"""Each model folder has one of these."""

_PICKLES = (".bin", ".pt", ".pth", ".ckpt", ".pkl", ".pickle", ".h5", ".msgpack")
_WEIGHTS = re.compile(r"model(-\d+-of-\d+)?\.safetensors")
_WANTED = (".safetensors", ".json", ".txt", ".model", ".jinja")
_ELSEWHERE = "name another folder with SUMMARIZER_CACHE or store.cache, or make room"

Count = Callable[[int], None]
"""``count(n)``: n more bytes are done."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What ``ready.json`` says: where a model came from, and the size and SHA-256 of each of its files.

    ``sha256`` and ``source`` are hash and name of the published file, ``revision`` the commit or the packages
    that it came from.
    """

    name: str
    revision: str
    sha256: str
    source: str
    files: dict[str, dict[str, Any]]
    layout: int = LAYOUT

    @property
    def bytes(self) -> int:
        """Size of all files together."""
        return sum(int(entry["bytes"]) for entry in self.files.values())

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the list of all files with their hashes."""
        return hash_of_list({name: str(entry["sha256"]) for name, entry in self.files.items()})


def wanted(path: str) -> bool:
    """Whether a published file is taken: weights in safetensors, configuration and tokenizer, no code.

    Of subfolders, only those of sentence-transformers' modules (``1_Pooling``) are taken: others hold the
    same weights in other formats.
    """
    *folders, name = path.split("/")
    if name.startswith(".") or not name.endswith(_WANTED) or "\\" in path:
        return False
    if name.endswith(".safetensors") and not _WEIGHTS.fullmatch(name):
        return False
    return all(folder[:1].isdigit() for folder in folders)


@contextmanager
def storage_errors(folder: Path) -> Iterator[None]:
    """Turns a full or closed disk into an error that names the folder and a way out.

    Raises:
        StorageError: there is no space, or the folder may not be written.
    """
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise StorageError(f"no space is left in {folder}", _ELSEWHERE) from error
        if error.errno in CLOSED_ERRORS:
            raise StorageError(f"{folder} cannot be written: {error.strerror}", _ELSEWHERE) from error
        raise


def need_space(folder: Path, need: int, name: str) -> None:
    """Checks beforehand that ``need`` bytes fit.

    Raises:
        StorageError: they do not.
    """
    free = shutil.disk_usage(folder).free
    if free < need + _SPARE_BYTES:
        what = f"{name} needs {_gigabytes(need + _SPARE_BYTES)} in {folder}, and {_gigabytes(free)} are free"
        raise StorageError(what, _ELSEWHERE)


def _gigabytes(count: int) -> str:
    return f"{count / 1e9:.2f} GB"


def sha256_of(path: Path, count: Count | None = None) -> str:
    """SHA-256 of a file."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            digest.update(block)
            if count is not None:
                count(len(block))
    return digest.hexdigest()


def write_checked(blocks: Iterable[bytes], path: Path, sha256: str) -> str:
    """Writes blocks of bytes to a new file, which appears only when it is whole and right.

    Args:
        blocks: the bytes.
        path: where they go.
        sha256: what they must hash to; empty when nothing is known.

    Returns:
        The SHA-256 of what was written.

    Raises:
        HashMismatchError: the bytes are not the published ones; nothing is left of them.
    """
    partial = path.with_name(path.name + ".partial")
    path.parent.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()
    try:
        with partial.open("wb") as file:
            for block in blocks:
                digest.update(block)
                file.write(block)
            flush(file.fileno())
        check_hash(path.name, digest.hexdigest(), sha256)
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
    return digest.hexdigest()


def check_hash(name: str, found: str, published: str) -> None:
    """Compares two SHA-256, where one is published.

    Raises:
        HashMismatchError: they differ.
    """
    if published and found != published:
        raise HashMismatchError(
            f"{name} has the SHA-256 {found[:16]}…, and {published[:16]}… is published",
            "fetch it again; if this stays, the source delivers other bytes than the published ones",
        )


def flush(descriptor: int) -> None:
    """Has an open file written through to the disk."""
    os.fsync(descriptor)


def _flush_path(path: Path) -> None:
    if path.is_dir() and os.name == "nt":
        return  # Windows opens no folders; its file system orders their entries by itself.
    descriptor = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        flush(descriptor)
    finally:
        os.close(descriptor)


def files_of(folder: Path) -> dict[str, Path]:
    """All files of a folder but the manifest and hidden ones, by their path in it, sorted."""
    found = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    kept = (name for name in found if name != MANIFEST and "/." not in f"/{name}")
    return {name: found[name] for name in sorted(kept)}


def size_of(folder: Path) -> int:
    """Bytes in a folder that others may be writing to; 0 when there is none."""
    total = 0
    for parent, _, names in os.walk(folder):  # which passes over folders that are closed
        for name in names:
            with suppress(OSError):  # it was moved or deleted meanwhile
                total += os.stat(os.path.join(parent, name)).st_size
    return total


def publish(folder: Path, target: Path, manifest: Manifest) -> None:
    """Makes a finished folder whole and puts it in its place, instead of what may lie there."""
    for path in files_of(folder).values():
        _flush_path(path)
    text = json.dumps(asdict(manifest), indent=2, sort_keys=True) + "\n"
    write_checked([text.encode()], folder / MANIFEST, "")
    _flush_path(folder)
    shutil.rmtree(target, ignore_errors=True)
    folder.replace(target)
    _flush_path(target.parent)


def read_manifest(folder: Path) -> Manifest | None:
    """The manifest of a folder; None when there is none, or one that this version does not know."""
    try:
        manifest = Manifest(**json.loads((folder / MANIFEST).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError, RecursionError):
        return None
    texts = (manifest.name, manifest.revision, manifest.sha256, manifest.source)
    sound = all(isinstance(text, str) for text in texts) and isinstance(manifest.files, dict)
    sound = sound and all(map(_is_entry, manifest.files.values()))
    return manifest if sound and manifest.layout == LAYOUT else None


def _is_entry(value: object) -> bool:
    """Whether this is what a manifest says of a file."""
    return isinstance(value, dict) and isinstance(value.get("bytes"), int) and isinstance(value.get("sha256"), str)


def whole(folder: Path) -> Manifest | None:
    """The manifest of a folder in which each file has its size; None when anything is missing."""
    manifest = read_manifest(folder)
    if manifest is None:
        return None
    for name, entry in manifest.files.items():
        path = folder / name
        if not path.is_file() or path.stat().st_size != entry["bytes"]:
            return None
    return manifest


def is_model_folder(folder: Path) -> bool:
    """Whether a folder is laid out as a model: as the hub has them, or as spaCy does."""
    return any((folder / name).is_file() for name in CONFIGS)


def identifying(folder: Path, published: Iterable[str] = ()) -> list[str]:
    """The files by which a model folder of the user's own is known: its weights or, of a pipeline, all.

    Args:
        folder: where it lies.
        published: the files of a pipeline as it is published, where that is known: others do not count.

    Raises:
        ModelError: it has no weights in safetensors, or not all of them.
    """
    if (folder / PIPELINE_CONFIG).is_file():
        return sorted(published) or list(files_of(folder))
    return [path.name for path in check_weights(folder)]


def check_weights(folder: Path) -> list[Path]:
    """The weight files of a model folder of the user's own.

    Raises:
        ModelError: it has none in safetensors, or not all of them.
    """
    weights = sorted(folder.glob("*.safetensors"))
    if not weights:
        pickled = [path.name for path in sorted(folder.iterdir()) if path.suffix in _PICKLES]
        if pickled:
            raise ModelError(
                f"{folder} holds pickled weights only ({pickled[0]}), which can run code when loaded",
                "save the model with save_pretrained(…, safe_serialization=True)",
            )
        raise ModelError(f"{folder} holds no weights (*.safetensors)", "name a folder with a whole model")
    table = folder / "model.safetensors.index.json"
    if table.is_file():
        parts = set(json.loads(table.read_text(encoding="utf-8"))["weight_map"].values())
        missing = sorted(part for part in parts if not (folder / part).is_file())
        if missing:
            raise ModelError(f"{folder} lacks {missing[0]}", "copy the whole folder again")
    return weights


def hash_of_weights(hashes: dict[str, str]) -> str:
    """One SHA-256 for weights in one or several files: the file's own, or that of the list of all."""
    return next(iter(hashes.values())) if len(hashes) == 1 else hash_of_list(hashes)


def hash_of_list(hashes: dict[str, str]) -> str:
    """SHA-256 of a list of files with their hashes."""
    lines = "".join(f"{sha256}  {name}\n" for name, sha256 in sorted(hashes.items()))
    return hashlib.sha256(lines.encode()).hexdigest()
