"""The modules of the developer scripts import one way: no circle, and the shared ones know nothing of the others."""

from __future__ import annotations

import ast
from graphlib import TopologicalSorter
from pathlib import Path

SCRIPTS = Path(__file__).resolve().parents[1] / "scripts"
LAYERS = ("common", "evaluation", "benchmarking")
"""Lowest first; a package imports itself and those before it."""
READS_ENGLISH = ("summarizer.text", "summarizer.verify")


def modules() -> dict[str, Path]:
    return {f"{package}.{file.stem}": file for package in LAYERS for file in (SCRIPTS / package).glob("*.py")}


def imports(file: Path) -> set[str]:
    """All that a module imports, inside functions too; of ``from a import b`` both a and a.b."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.module is not None, f"{file} imports relatively"
            found |= {node.module, *(f"{node.module}.{name.name}" for name in node.names)}
    return found


def test_no_circle() -> None:
    known = modules()
    assert len(known) > 20
    # Raises CycleError, which names the circle.
    tuple(TopologicalSorter({name: imports(file) & known.keys() for name, file in known.items()}).static_order())


def test_packages_stand_on_each_other() -> None:
    for name, file in modules().items():
        above = LAYERS[LAYERS.index(name.partition(".")[0]) + 1 :]
        assert not [other for other in imports(file) if other.partition(".")[0] in above], name


def test_one_module_borrows_how_the_product_reads_english_and_two_measure_it() -> None:
    borrowing = [
        name for name, file in modules().items() if any(one.startswith(READS_ENGLISH) for one in imports(file))
    ]
    assert sorted(borrowing) == ["evaluation.deletions", "evaluation.product", "evaluation.rule_checks"]
