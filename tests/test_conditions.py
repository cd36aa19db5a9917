"""No function of the package or of the scripts decides by more conditions than a reader can hold in mind."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
MOST = 15
FILES = sorted(path for part in ("summarizer", "scripts") for path in (ROOT / part).rglob("*.py"))
Function = ast.FunctionDef | ast.AsyncFunctionDef
ONE = (ast.If, ast.IfExp, ast.For, ast.AsyncFor, ast.While, ast.ExceptHandler, ast.match_case)


def conditions(function: Function) -> int:
    """Its branches and loops: each if, loop, except, case and conditional expression, each for and each if of a
    comprehension, and each further operand of an and or or. A function inside it has its own count.
    """
    return sum(map(_weight, _inside(function)))


def _inside(node: ast.AST) -> Iterator[ast.AST]:
    for child in ast.iter_child_nodes(node):
        yield child
        if not isinstance(child, Function):
            yield from _inside(child)


def _weight(node: ast.AST) -> int:
    if isinstance(node, ast.BoolOp):
        return len(node.values) - 1
    if isinstance(node, ast.comprehension):
        return 1 + len(node.ifs)
    return int(isinstance(node, ONE))


def functions(source: str) -> dict[str, int]:
    """Each function of a module, by its name and line, with its conditions."""
    found = [node for node in ast.walk(ast.parse(source)) if isinstance(node, Function)]
    return {f"{node.name}:{node.lineno}": conditions(node) for node in found}


@pytest.mark.parametrize(
    ("body", "count"),
    [
        ("return 1", 0),
        ("if a and b or c: pass", 3),
        ("if a: pass\n elif b: pass\n else: pass", 2),
        ("for a in b: pass\n while c: pass", 2),
        ("return [a for a in b if c if d for e in f]", 4),
        ("return {a: a for a in b}, (a for a in b if a)", 3),
        ("return a if b else c", 1),
        ("try: pass\n except A: pass\n except B: pass\n finally: pass", 2),
        ("match a:\n  case 1: pass\n  case _ if b: pass", 2),
        ("return lambda x: x and y", 1),
        ("def inner(): return x and y\n return inner", 0),
        ("return not a == b", 0),
    ],
)
def test_conditions_are_counted(body: str, count: int) -> None:
    assert functions(f"def f():\n {body}")["f:1"] == count


def test_no_function_decides_by_too_much() -> None:
    assert len(FILES) > 150
    counted = {
        f"{path.relative_to(ROOT)}:{name}": count
        for path in FILES
        for name, count in functions(path.read_text(encoding="utf-8")).items()
    }
    assert {name: count for name, count in counted.items() if count > MOST} == {}
