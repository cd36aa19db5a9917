"""File names made from cluster ids: safe on every file system, and never two alike."""

from __future__ import annotations

import hashlib
import re
import unicodedata

_PLAIN = re.compile(r"[a-z0-9](?:[a-z0-9_.-]*[a-z0-9_-])?")
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?", re.IGNORECASE)
_HASHED = re.compile(r".*-[0-9a-f]{16}")
_LONGEST = 80


def safe_name(identifier: str) -> str:
    """The name, without suffix, under which a cluster's files are kept.

    An id of lower-case ASCII letters, digits, ``_``, ``.`` and ``-`` is its own name. Any other (upper case,
    which some file systems do not distinguish from lower; separators, dots at an end, reserved device names, other
    scripts, more than 80 characters) becomes what is left of it and 16 hex digits of its SHA-256. An id that
    already looks so is treated in the same way; two ids therefore share a name only if their hashes agree.
    """
    plain = _PLAIN.fullmatch(identifier) is not None and len(identifier) <= _LONGEST
    if plain and not _RESERVED.fullmatch(identifier) and not _HASHED.fullmatch(identifier):
        return identifier
    digest = hashlib.sha256(identifier.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    ascii_only = unicodedata.normalize("NFKD", identifier).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^A-Za-z0-9_-]+", "-", ascii_only)[:_LONGEST].strip("-_")
    return f"{slug or 'cluster'}-{digest}"
