"""What a quick run tries of much that is alike: of a property few examples, of a test's cases those that come first."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest
from hypothesis import settings

THOROUGH = "thorough"
"""The profile of ``pytest --hypothesis-profile=thorough``."""

FEW = 5
"""A quick run tries one example of so many, and no fewer than so many."""


def _thorough() -> bool:
    return settings.get_current_profile_name() == THOROUGH


def examples(many: int) -> int:
    """The number for this run of a property that a thorough run tries on ``many``."""
    return many if _thorough() else max(min(many, FEW), many // FEW)


def first(count: int, cases: Iterable[Any]) -> list[Any]:
    """Cases of a test that takes long for what each shows: a quick run tries the first, the rest are slow there."""
    rows = [case if isinstance(case, tuple) else (case,) for case in cases]
    slow = [] if _thorough() else [pytest.mark.slow]
    return [pytest.param(*row, marks=slow if at >= count else []) for at, row in enumerate(rows)]
