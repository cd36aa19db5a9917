"""Opens the package that a Word file is: a ZIP archive of XML parts that name each other."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from summarizer.errors import InputError

MAX_UNPACKED_MB = 512
_DAMAGED = ("is a damaged Word file", "save it again as .docx or .txt")
_MAIN_TYPES = (
    "wordprocessingml.document.main+xml",
    "wordprocessingml.template.main+xml",
    "ms-word.document.macroEnabled.main+xml",
    "ms-word.template.macroEnabledTemplate.main+xml",
)
_CONTENT_TYPES, _USUAL_MAIN = "[content_types].xml", "word/document.xml"


class Package:
    """The parts of an archive by name; names are compared as OPC does, without regard to case.

    Raises:
        InputError: it is no archive, two of its parts have one name, or it is too large when unpacked.
    """

    def __init__(self, data: bytes) -> None:
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, UnicodeError) as error:
            raise InputError(*_DAMAGED) from error
        self._parts: dict[str, zipfile.ZipInfo] = {}
        for info in self._archive.infolist():
            if info.is_dir():
                continue
            if self._parts.setdefault(_key(info.filename), info) is not info:
                raise InputError(*_DAMAGED)
        # Sizes are asked for before anything is unpacked; no more than these is ever read of a part.
        if sum(info.file_size for info in self._parts.values()) > MAX_UNPACKED_MB * 2**20:
            raise InputError(f"is larger than {MAX_UNPACKED_MB} MB when unpacked", "save its text as .txt")

    def is_word(self) -> bool:
        """Whether one of the parts is stated to be the main part of a Word file."""
        return any(kind.endswith(_MAIN_TYPES) for _, kind in self._types())

    def main(self) -> str | None:
        """Returns the name of the part that is the document, as its relations, content types or custom tell."""
        typed = [name for name, kind in self._types() if kind.endswith(_MAIN_TYPES)]
        for name in (*(self.related("").get("officeDocument", [])), *typed, _USUAL_MAIN):
            if name in self._parts and (not typed or name in typed):
                return name
        return None

    def related(self, part: str) -> dict[str, list[str]]:
        """Returns the parts that a part (the package itself for "") names, by the last word of their relation."""
        folder, name = posixpath.split(part)
        found: dict[str, list[str]] = {}
        relations = posixpath.join(folder, "_rels", f"{name}.rels")
        for item in self.xml(relations).iter("{*}Relationship") if relations in self._parts else ():
            if item.get("TargetMode") != "External":
                target = _key(posixpath.join("/", folder, item.get("Target") or ""))
                found.setdefault((item.get("Type") or "").rpartition("/")[2], []).append(target)
        return found

    def has(self, part: str) -> bool:
        """Whether there is such a part."""
        return part in self._parts

    def xml(self, part: str) -> Any:
        """Parses a part.

        Raises:
            InputError: it is missing, damaged, nested too deeply, or declares entities of its own.
        """
        from lxml import etree  # type: ignore[import-untyped]

        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
        )
        try:
            root = etree.fromstring(self._archive.read(self._parts[part]), parser)
        except (KeyError, etree.XMLSyntaxError, zipfile.BadZipFile, zlib.error) as error:
            raise InputError(*_DAMAGED) from error
        except (RuntimeError, NotImplementedError, EOFError, OSError, ValueError) as error:
            # Encrypted parts, packing of an unknown kind, offsets that lead nowhere.
            raise InputError(*_DAMAGED) from error
        if root is None or root.getroottree().docinfo.doctype:
            raise InputError(*_DAMAGED)
        return root

    def _types(self) -> Iterator[tuple[str, str]]:
        """Yields the parts whose content type is stated, with it."""
        if _CONTENT_TYPES not in self._parts:
            return
        by_ending: dict[str, str] = {}
        for item in self.xml(_CONTENT_TYPES).iter("{*}Override", "{*}Default"):
            kind = item.get("ContentType") or ""
            if item.get("PartName"):
                yield _key(item.get("PartName")), kind
            else:
                by_ending[(item.get("Extension") or "").lower()] = kind
        for name in self._parts:
            if (ending := name.rpartition(".")[2]) in by_ending:
                yield name, by_ending[ending]


def _key(name: str) -> str:
    return posixpath.normpath(name.replace("\\", "/")).lstrip("/").lower()
