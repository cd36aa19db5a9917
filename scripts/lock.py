"""Prints the pins of every installed package that this project needs, for constraints.txt."""

from __future__ import annotations

import sys
from importlib.metadata import PackageNotFoundError, distribution

from packaging.requirements import Requirement
from packaging.utils import NormalizedName, canonicalize_name

PROJECT = "attributed-briefing"
INSTALLER = "pip"
"""Pinned as well, since scripts/env brings it to this version before anything else."""

HEADER = "# Tested together, runtime, extras and installer. Made by scripts/lock: change versions there, not here."


def closure(root: str, extras: frozenset[str]) -> dict[str, str]:
    """Walks the requirements of an installed distribution.

    Args:
        root: the distribution to begin at; it is not itself in the result.
        extras: the extras of ``root`` to follow as well.

    Returns:
        Canonical name to public version of each distribution reached on this platform.

    Raises:
        PackageNotFoundError: when a requirement is not installed.
    """
    versions: dict[str, str] = {}
    seen: set[tuple[NormalizedName, frozenset[str]]] = set()
    todo = [(canonicalize_name(root), extras)]
    while todo:
        name, wanted = todo.pop()
        if (name, wanted) in seen:
            continue
        seen.add((name, wanted))
        found = distribution(name)
        versions[name] = found.version.split("+")[0]
        todo.extend(_requirements(found.requires or [], wanted))
    del versions[canonicalize_name(root)]
    return versions


def _requirements(lines: list[str], extras: frozenset[str]) -> list[tuple[NormalizedName, frozenset[str]]]:
    needed = []
    for line in lines:
        requirement = Requirement(line)
        applies = requirement.marker is None or any(
            requirement.marker.evaluate({"extra": extra}) for extra in extras | {""}
        )
        if applies:
            needed.append((canonicalize_name(requirement.name), frozenset(requirement.extras)))
    return needed


def main() -> int:
    """Prints one ``name==version`` line a package, sorted by name."""
    try:
        versions = closure(PROJECT, frozenset(sys.argv[1:]))
        versions[INSTALLER] = distribution(INSTALLER).version
    except PackageNotFoundError as error:
        print(f"lock.py: {error.name} is not installed; run scripts/env dev eval", file=sys.stderr)
        return 1
    print(HEADER)
    for name, version in sorted(versions.items()):
        print(f"{name}=={version}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
