"""Finds a judge by name: the project's own, or any object that fulfils the Judge protocol."""

from __future__ import annotations

import importlib
import inspect
from typing import Any

from summarizer.errors import SummarizerError, UsageError
from summarizer.interfaces import Judge
from summarizer.settings import Settings

DEFAULT = "verifier"


def load_judge(name: str, settings: Settings) -> Judge:
    """Returns the judge called ``name``.

    Args:
        name: ``verifier`` for the project's deterministic checks, or ``package.module:attribute``. The
        attribute
            is a judge, or something that makes one when called with the settings or with nothing.
        settings: passed to the verifier and to callables that take an argument.

    Raises:
        UsageError: there is no such judge, or it lacks ``info`` or ``judge``.
    """
    if name == DEFAULT:
        from evaluation.verifier import VerifierJudge

        return VerifierJudge(settings)
    module_name, colon, attribute = name.partition(":")
    hint = f"use {DEFAULT!r} or a dotted path such as package.module:attribute"
    if not colon or not module_name or not attribute:
        raise UsageError(f"unknown judge {name!r}", hint)
    try:
        found: Any = importlib.import_module(module_name)
        for part in attribute.split("."):
            found = getattr(found, part)
    except (ImportError, AttributeError) as error:
        raise UsageError(f"judge {name!r} cannot be loaded ({error})", hint) from error
    try:
        judge = _made(found, settings)
    except SummarizerError:
        raise
    except Exception as error:  # a plug-in may raise whatever it likes
        raise UsageError(f"judge {name!r} cannot be made ({error})", hint) from error
    if not callable(getattr(judge, "judge", None)) or not hasattr(judge, "info"):
        raise UsageError(
            f"{name!r} is no judge", "it needs `info` and `judge(pairs)`, as in summarizer.interfaces.Judge"
        )
    return judge  # type: ignore[no-any-return]


def _made(found: Any, settings: Settings) -> Any:
    """``found`` itself when it is a judge already, else what it makes."""
    if not inspect.isclass(found) and hasattr(found, "judge"):
        return found
    if not callable(found):
        return found
    needed = [
        parameter
        for parameter in inspect.signature(found).parameters.values()
        if parameter.default is parameter.empty
        and parameter.kind in (parameter.POSITIONAL_ONLY, parameter.POSITIONAL_OR_KEYWORD)
    ]
    return found(settings) if needed else found()
