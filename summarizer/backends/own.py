"""Builds a model of the user's own: the class that ``_target_`` names, from the keys beside it, as Hydra would.

The module is imported only now, in the process that uses the model.
"""

from __future__ import annotations

import importlib
import inspect
from dataclasses import asdict
from typing import Any

from summarizer.errors import ModelError, SummarizerError, UsageError
from summarizer.model_settings import Own


def build_own(settings: Own, protocol: type) -> Any:
    """Calls what ``_target_`` names with its own keys, and with those of the stage that its signature names.

    Args:
        settings: ``options`` are passed all; ``model``, ``max_words`` and the like, and what is ``inherited``, where
            there is a parameter for them.
        protocol: of `interfaces`; what is made has to fulfil it.

    Raises:
        UsageError: there is no such module or attribute, it takes no such keys, or what it makes is not enough.
        ModelError: it fails.
    """
    target = settings._target_
    made = _call(_find(target, settings.role), settings)
    lacking = [name for name in _members(protocol) if not _fulfils(made, name)]
    if lacking:
        hint = f"see {protocol.__name__} in summarizer/interfaces.py"
        raise UsageError(f"{target} is no {settings.role}: it lacks {', '.join(lacking)}", hint)
    return made


def _find(target: str, role: str) -> Any:
    module, _, attribute = target.rpartition(".")
    said = f"{role}._target_={target}"
    if not module or not all(target.split(".")):
        raise UsageError(f"{said}: names no class in a module", "say package.module.Class")
    try:
        loaded = importlib.import_module(module)
    except ModuleNotFoundError as error:
        if error.name and (module == error.name or module.startswith(f"{error.name}.")):
            hint = "install it, or put its folder on PYTHONPATH"
            raise UsageError(f"{said}: there is no module {error.name}", hint) from error
        raise ModelError(f"{said}: {module} cannot be imported: {error}", "install what it needs") from error
    except Exception as error:  # a module of somebody else's may raise whatever it likes
        raise ModelError(f"{said}: {module} cannot be imported: {_told(error)}") from error
    found = getattr(loaded, attribute, None)
    if not callable(found):
        raise UsageError(f"{said}: {module} has no class {attribute}", "check how it is spelled")
    return found


def _call(factory: Any, settings: Own) -> Any:
    target, values = settings._target_, asdict(settings)
    try:
        signature = inspect.signature(factory)
    except (TypeError, ValueError):  # some built-in classes have none
        signature = inspect.Signature()
    options, known = values.pop("options"), values | values.pop("inherited")
    keys = {name: value for name, value in known.items() if name in signature.parameters} | options
    try:
        signature.bind(**keys)
    except TypeError as error:
        raise UsageError(f"{target}: {error}", f"its keys are those of {settings.role} in the configuration") from error
    try:
        return factory(**keys)
    except SummarizerError:
        raise
    except MemoryError:
        raise
    except Exception as error:  # a class of somebody else's may raise whatever it likes
        raise ModelError(f"{target} cannot be built: {_told(error)}") from error


def _members(protocol: type) -> list[str]:
    return sorted(name for name in vars(protocol) if not name.startswith("_"))


def _fulfils(made: Any, name: str) -> bool:
    found = getattr(made, name, None)
    return found is not None and (name == "info" or callable(found))


def _told(error: Exception) -> str:
    return " ".join(f"{type(error).__name__}: {error}".split())
