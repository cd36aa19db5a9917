"""A short run of the fuzzer; ``tests/fuzz_read.py 10000`` makes a long one."""

from __future__ import annotations

import pytest
from fuzz_read import fuzz


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
def test_mutated_reports_of_every_format_are_read_or_refused(seed: int) -> None:
    found = fuzz(90, seed)
    assert [where for _, where, _ in found.bad] == []
    assert found.counts["read"] > 30
