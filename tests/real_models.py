"""Real models, loaded once for all tests of a run that ask for the same."""

from __future__ import annotations

from functools import cache

from summarizer.config import compose
from summarizer.pipeline import Models, load_models

_OF_MODELS = ("preset=", "encoder", "parser", "writer", "judge")
"""What of the settings decides which models are loaded, and how."""


def models_of(*overrides: str) -> Models:
    """The models for settings with these overrides."""
    return _loaded(tuple(sorted(one for one in overrides if one.startswith(_OF_MODELS))))


@cache
def _loaded(overrides: tuple[str, ...]) -> Models:
    return load_models(compose(overrides))
