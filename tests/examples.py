"""On how many examples a property is tried: on a few in every run, on many under the profile that CI asks for."""

from __future__ import annotations

from hypothesis import settings

THOROUGH = "thorough"
"""The profile of ``pytest --hypothesis-profile=thorough``."""

FEW = 5
"""A quick run tries one example of so many, and no fewer than so many."""


def examples(many: int) -> int:
    """The number for this run of a property that a thorough run tries on ``many``."""
    return many if settings.get_current_profile_name() == THOROUGH else max(min(many, FEW), many // FEW)
