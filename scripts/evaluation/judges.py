"""Finds a judge by name: the project's own, one of `conf/judge`, or any object that scores pairs."""

from __future__ import annotations

import importlib
import inspect
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from evaluation.scorer import Scorer
from evaluation.verifier import VerifierJudge
from summarizer.errors import SummarizerError, UsageError
from summarizer.interfaces import Progress
from summarizer.resources import conf_dir
from summarizer.settings import JudgeSettings, Settings

DEFAULT = "verifier"
NONE = "none"


def configured() -> list[str]:
    """Names of the judges in ``conf/judge``, but the one that is none."""
    return sorted(file.stem for file in (conf_dir() / "judge").glob("*.yaml") if file.stem != NONE)


def load_judge(
    name: str, settings: Settings, overrides: Sequence[str] = (), progress: Progress | None = None
) -> Scorer:
    """Returns the judge called ``name``.

    Args:
        name: ``verifier`` for the project's deterministic checks, a name of ``conf/judge``, or
            ``package.module:attribute``. The attribute is a judge, or makes one when called with the settings.
        settings: they say where models are kept and run, and which writer's model a judge without one of its own
            uses.
        overrides: the command line's settings; those of ``judge.`` hold for the judges of ``conf/judge``.
        progress: told of downloads and loading.

    Raises:
        UsageError: there is no such judge, or it lacks ``info`` or ``judge``.
        ModelError: its model cannot be had or loaded.
    """
    if name == DEFAULT:
        return VerifierJudge(settings)
    if name in configured():
        return _from_store(replace(settings, judge=_judge_settings(name, overrides)), progress)
    judge = _plugged_in(name, settings)
    if not callable(getattr(judge, "judge", None)) or not hasattr(judge, "info"):
        raise UsageError(f"{name!r} is no judge", "it needs `info` and `judge(pairs)`, as summarizer.interfaces.Judge")
    scorer: Scorer = judge
    return scorer


def _plugged_in(name: str, settings: Settings) -> Any:
    """What stands at a dotted path; called with the settings where it is no judge yet."""
    module_name, _, attribute = name.partition(":")
    known = ", ".join((DEFAULT, *configured()))
    hint = f"use one of {known}, or a dotted path such as package.module:attribute"
    if not module_name or not attribute:
        raise UsageError(f"unknown judge {name!r}", hint)
    try:
        found = getattr(importlib.import_module(module_name), attribute)
    except (ImportError, AttributeError) as error:
        raise UsageError(f"judge {name!r} cannot be loaded ({error})", hint) from error
    if not callable(found) or (hasattr(found, "judge") and not inspect.isclass(found)):
        return found
    try:
        return found(settings)
    except SummarizerError:
        raise
    except Exception as error:  # a plug-in may raise whatever it likes
        raise UsageError(f"judge {name!r} cannot be made ({error})", hint) from error


def _judge_settings(name: str, overrides: Sequence[str]) -> JudgeSettings:
    from summarizer.config import settings_for

    own = [override for override in overrides if override.lstrip("+~").startswith("judge.")]
    return settings_for(overrides=[f"judge={name}", *own]).judge


def _from_store(settings: Settings, progress: Progress | None) -> Scorer:
    """A judge of ``conf/judge``, its model taken from the store; without one of its own, it is the writer's."""
    from summarizer.backends.loading import judge_model
    from summarizer.backends.loading import load_judge as load
    from summarizer.models import ModelStore

    name = judge_model(settings)
    if not name:
        what = f"judge {settings.judge.name} asks the writer's model, and writer {settings.writer.name} has none"
        raise UsageError(what, "name one with --set judge.model=…, or another writer")
    weights = ModelStore(settings.store, progress).ensure(name)
    if progress:
        progress("load", 0, 0)
    judge = load(weights, settings)
    if judge is None:
        raise UsageError(f"judge.kind={settings.judge.kind} is no judge", "leave --set judge.kind out")
    return judge
