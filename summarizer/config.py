"""Composes the settings from the Hydra tree in ``conf/``; Hydra is imported only while it does so.

``compose`` serves the command line and the library. An application with its own ``hydra.main`` registers the
schema with `register_schema` and turns what it was given into settings with `to_settings`.
"""

from __future__ import annotations

import difflib
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import fields, is_dataclass, replace
from typing import TYPE_CHECKING, Any

from summarizer.errors import UsageError
from summarizer.resources import conf_dir
from summarizer.settings import BatchSettings, Settings

if TYPE_CHECKING:
    from omegaconf import DictConfig

SCHEMA = "settings_schema"
BATCH_SCHEMA = "batch_schema"
CONFIG = "config"
_BATCH_ONLY = ("experiment", "runner")
_HYDRA_VERSION = "1.3"

_hydra_lock = threading.Lock()
"""Hydra keeps its state in globals, so only one thread may compose at a time."""


def options(group: str) -> tuple[str, ...]:
    """Names that ``group=NAME`` accepts, sorted; empty when there is no such group."""
    return tuple(sorted(path.stem for path in (conf_dir() / group).glob("*.yaml")))


def groups() -> tuple[str, ...]:
    """Names of the configuration groups of a briefing, sorted."""
    return tuple(sorted(path.name for path in conf_dir().iterdir() if path.is_dir() and path.name not in _BATCH_ONLY))


def compose(overrides: Sequence[str] = ()) -> Settings:
    """Composes the settings from ``conf/`` and overrides in Hydra's own syntax.

    Leaves Hydra as it was found, so it can be called again, from several threads, and from inside another
    Hydra application.

    Args:
        overrides: such as ``preset=fast``, ``writer=extractive`` or ``output.words=120``; the last of two for
            the same name wins, and an explicit group wins over the preset's choice.

    Raises:
        UsageError: an override is malformed, names nothing that exists, or has a value that is not allowed.
    """
    from hydra import compose as hydra_compose
    from hydra import initialize_config_dir
    from hydra.errors import HydraException
    from omegaconf.errors import OmegaConfBaseException

    for override in overrides:
        if override.lstrip("+~").startswith("="):
            raise UsageError(f"{override}: not of the form name=value")
        if override.lstrip("+~").startswith(("hydra.", "hydra/", "hydra=")):
            raise UsageError(f"{override}: Hydra's own settings have no effect here")
    register_schema()
    try:
        with (
            _hydra_lock,
            _own_hydra(),
            initialize_config_dir(str(conf_dir()), job_name="briefing", version_base=_HYDRA_VERSION),
        ):
            config = hydra_compose(CONFIG, list(overrides))
    except (HydraException, OmegaConfBaseException, ValueError, TypeError) as error:
        raise _usage_error(error, overrides) from error
    return to_settings(config)


def settings_for(
    *,
    preset: str | None = None,
    words: int | None = None,
    sentences: int | None = None,
    focus: str | None = None,
    overrides: Sequence[str] = (),
    offline: bool = False,
    device: str | None = None,
    seed: int | None = None,
    strict: bool = False,
) -> Settings:
    """Composes the settings and lays the plain options of a call over them; None leaves a setting as it is.

    Raises:
        UsageError: an option or override is not allowed.
    """
    if preset is not None and preset not in options("preset"):
        raise _unknown_choice("preset", preset)
    settings = compose([*([] if preset is None else [f"preset={preset}"]), *overrides])
    # Typed values are set here rather than as overrides: a focus may hold whatever Hydra's grammar does not.
    given = {"device": device, "focus": focus, "seed": seed, "strict": strict or None}
    settings.run = replace(settings.run, **_set(given))
    settings.output = replace(settings.output, **_set({"words": words, "sentences": sentences}))
    settings.store = replace(settings.store, **_set({"offline": offline or None}))
    return settings


def _set(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}


def register_schema() -> None:
    """Makes the settings dataclasses known to Hydra as the base of the tree; may be called repeatedly."""
    from hydra.core.config_store import ConfigStore

    ConfigStore.instance().store(name=SCHEMA, node=Settings)
    ConfigStore.instance().store(name=BATCH_SCHEMA, node=BatchSettings)


def to_settings(config: DictConfig, schema: type[Settings] = Settings) -> Settings:
    """Turns a composed configuration into checked settings of the class ``schema``.

    Raises:
        UsageError: a value is missing or not allowed, or a key was added that no setting has.
    """
    from omegaconf import OmegaConf
    from omegaconf.errors import OmegaConfBaseException

    _refuse_extra_keys(config, schema(), "")
    try:
        settings = OmegaConf.to_object(config)
    except OmegaConfBaseException as error:
        raise _usage_error(error, ()) from error
    if not isinstance(settings, schema):
        raise UsageError("the configuration does not start from the settings", f"put {SCHEMA} first in defaults")
    return settings


@contextmanager
def _own_hydra() -> Iterator[None]:
    """Gives the body a Hydra of its own and puts back what was there: instance, version base, job name.

    Hydra refuses to start twice, and has no public way to set a running instance aside.
    """
    from hydra.core.global_hydra import GlobalHydra
    from hydra.core.singleton import Singleton
    from hydra.core.utils import JobRuntime
    from hydra.version import VersionBase

    kinds: tuple[Any, ...] = (GlobalHydra, VersionBase, JobRuntime)
    before = {kind: Singleton._instances.pop(kind, None) for kind in kinds}
    try:
        yield
    finally:
        for kind, instance in before.items():
            Singleton._instances.pop(kind, None)
            if instance is not None:
                Singleton._instances[kind] = instance


def _refuse_extra_keys(config: DictConfig, schema: Any, prefix: str) -> None:
    """Hydra's ``+key=value`` adds keys; a setting that nothing reads would be a silent mistake."""
    from omegaconf import DictConfig, OmegaConf

    for key in map(str, config):
        if not hasattr(schema, key):
            raise _unknown(f"{prefix}{key}")
        below = getattr(schema, key)
        if is_dataclass(below) and not OmegaConf.is_missing(config, key):
            node = config[key]
            if isinstance(node, DictConfig):
                _refuse_extra_keys(node, below, f"{prefix}{key}.")


def _usage_error(error: Exception, overrides: Sequence[str]) -> UsageError:
    """Says in one line what Hydra says in many."""
    from hydra.errors import MissingConfigException, OverrideParseException
    from omegaconf.errors import OmegaConfBaseException

    lines = [line.strip() for line in str(error).splitlines() if line.strip()] or [type(error).__name__]
    cause = error.__cause__
    detail = str(cause).splitlines()[0].strip() if isinstance(cause, OmegaConfBaseException) else ""
    if isinstance(error, MissingConfigException) and error.missing_cfg_file:
        group, _, name = error.missing_cfg_file.rpartition("/")
        return _unknown_choice(group, name)
    if isinstance(error, OverrideParseException):
        return UsageError(f"{error.override}: not of the form name=value", "quote values that hold spaces or commas")
    if lines[0].startswith("Could not override '"):
        return _unknown(lines[0].split("'")[1])
    if lines[0].startswith("Ambiguous value for argument '"):
        override = lines[0].split("'", 1)[1].rstrip("'")
        return UsageError(f"{override}: holds a comma", "quote the value: name=\"'a,b'\"")
    if lines[0].startswith("Error merging override "):
        return UsageError(f"{lines[0].removeprefix('Error merging override ')}: {detail or 'not a valid value'}")
    if lines[0].startswith("Config group override must be a string"):
        for name, _, value in (override.lstrip("+").partition("=") for override in overrides):
            if name in groups() and value not in options(name):
                return _unknown_choice(name, value)
    return UsageError(f"configuration: {lines[0]}", detail)


def _unknown_choice(group: str, name: str) -> UsageError:
    return UsageError(f"{group}={name}: no such {group}", _choose(name, options(group)))


def _unknown(key: str) -> UsageError:
    """No setting or group is called so: names those that stand at the same place."""
    path, _, name = key.rpartition(".")
    here: Any = Settings()
    for part in filter(None, path.split(".")):
        here = getattr(here, part, None)
    if is_dataclass(here):
        names = tuple(field.name for field in fields(here))
        known = tuple(f"{path}.{each}" for each in names) if path else (*groups(), *names)
    else:
        known = tuple(field.name for field in fields(Settings))
    return UsageError(f"{key}: no such setting", _choose(key if path else name, known))


def _choose(wrong: str, known: Sequence[str]) -> str:
    """A hint with the nearest name first, then all of them."""
    near = difflib.get_close_matches(wrong, known, n=1)
    every = ", ".join(dict.fromkeys(known))
    return f"did you mean {near[0]}? There are {every}" if near else f"there are {every}"
