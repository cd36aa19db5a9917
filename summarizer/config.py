"""Composes the settings from the Hydra tree in ``conf/``; Hydra is imported only while it does so.

``compose`` serves the command line and the library. An application with its own ``hydra.main`` registers the
schemas with `register_schema`, turns what it was given into settings with `to_settings`, and what Hydra raises into one
line with `usage_error`. Hydra's exceptions are told apart by their types and attributes; its sentences are passed on.
"""

from __future__ import annotations

import difflib
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import fields, is_dataclass, replace
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from summarizer.errors import UsageError
from summarizer.model_settings import BASES, OWNS, SCHEMAS, ModelPart, Part
from summarizer.resources import conf_dir
from summarizer.settings import BatchSettings, Settings

if TYPE_CHECKING:
    from hydra.core.config_store import ConfigStore
    from hydra.core.override_parser.types import Override
    from omegaconf import DictConfig

SCHEMA = "settings_schema"
BATCH_SCHEMA = "batch_schema"
_SCHEMAS: Mapping[str, type[Settings]] = {SCHEMA: Settings, BATCH_SCHEMA: BatchSettings}
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
    given = tuple(overrides)
    asks_around = any("${" in override for override in given)  # the environment may answer otherwise the next time
    return _composed.__wrapped__(given) if asks_around else deepcopy(_composed(given))


@lru_cache(maxsize=32)
def _composed(overrides: tuple[str, ...]) -> Settings:
    """Settings that are composed once, which takes over a tenth of a second."""
    from hydra import compose as hydra_compose
    from hydra import initialize_config_dir
    from hydra.errors import HydraException
    from omegaconf.errors import OmegaConfBaseException

    for override in check_overrides(overrides):
        _check_single(override)
    register_schema({SCHEMA: Settings})
    try:
        with (
            _hydra_lock,
            _own_hydra(),
            initialize_config_dir(str(conf_dir()), job_name="briefing", version_base=_HYDRA_VERSION),
        ):
            config = hydra_compose(CONFIG, list(overrides))
    except (HydraException, OmegaConfBaseException, ValueError, TypeError) as error:
        raise usage_error(error, overrides) from error
    return to_settings(config)


def settings_for(
    *,
    preset: str | None = None,
    words: int | None = None,
    sentences: int | None = None,
    focus: str | None = None,
    language: str | None = None,
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
        raise unknown_choice("preset", preset, options("preset"))
    settings = compose([*([] if preset is None else [f"preset={preset}"]), *overrides])
    # Typed values are set here rather than as overrides: a focus may hold whatever Hydra's grammar does not.
    given = {"device": device, "focus": focus, "language": language, "seed": seed, "strict": strict or None}
    settings.run = replace(settings.run, **_set(given))
    settings.output = replace(settings.output, **_set({"words": words, "sentences": sentences}))
    settings.store = replace(settings.store, **_set({"offline": offline or None}))
    return settings


def _set(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}


def register_schema(schemas: Mapping[str, type[Settings]] = _SCHEMAS) -> None:
    """Makes the settings dataclasses known to Hydra as bases of the tree, by their names; may be called repeatedly.

    Encoder, writer and judge are open until an option names its schema: a file with a ``_target_`` names none, and
    brings keys of its own.
    """
    from hydra.core.config_store import ConfigStore

    _register(ConfigStore.instance(), tuple(schemas.items()))


@cache
def _register(store: ConfigStore, schemas: tuple[tuple[str, type[Settings]], ...]) -> None:
    """Once for a store, which keeps them: it takes a third of the time of composing, and Hydra copies what it reads."""
    from omegaconf import OmegaConf

    for name, schema in schemas:
        node = OmegaConf.structured(schema)
        for group, base in BASES.items():
            node[group] = base
            OmegaConf.set_struct(node[group], False)
        store.store(name=name, node=node)
    for group, kinds in SCHEMAS.items():
        for kind, part in kinds.items():
            node = OmegaConf.structured(part)
            OmegaConf.set_struct(node, True)
            store.store(group=f"schema/{group}", name=kind, node=node)


def to_settings(config: DictConfig, schema: type[Settings] = Settings) -> Settings:
    """Turns a composed configuration into checked settings of the class ``schema``.

    Raises:
        UsageError: a value is missing or not allowed, or a key was added that no setting has.
    """
    from omegaconf import OmegaConf
    from omegaconf.errors import OmegaConfBaseException

    if OmegaConf.get_type(config) is not schema:
        raise UsageError("the configuration does not start from the settings", f"put {SCHEMA} first in defaults")
    for group, base in BASES.items():
        if OmegaConf.get_type(config[group]) is base and not config[group].get("_target_"):
            hint = f"choose one of {', '.join(options(group))}, or say {group}._target_=package.module.Class"
            raise UsageError(f"{group}: of no kind that is known", hint)
    try:
        _refuse_extra_keys(config, "")
        settings: Settings = OmegaConf.to_object(config)  # type: ignore[assignment]
    except OmegaConfBaseException as error:
        raise usage_error(error) from error
    for group in BASES:
        part = getattr(settings, group)
        if part._target_:
            setattr(settings, group, _own(group, part))
    return settings


def _own(group: str, part: Part) -> Any:
    """The settings of a model of the user's own: what its stage reads, the keys that no kind of ours has, and the rest.

    The rest is what an option says that it is laid over, such as the default judge, where that is no default.
    """
    read = {each.name for each in fields(BASES[group])} - {"kind"}
    values = {name: value for name, value in vars(part).items() if name in read}
    if values.get("name") == "":
        values["name"] = part._target_
    defaults = {each.name: each.default for each in fields(part)}
    said = {name: value for name, value in vars(part).items() if name not in defaults}
    rest = {name: value for name, value in vars(part).items() if name in defaults and name not in read}
    inherited = {name: value for name, value in rest.items() if value != defaults[name]}
    return OWNS[group](**values, options=said, inherited=inherited)


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


def _refuse_extra_keys(config: DictConfig, prefix: str) -> None:
    """Hydra's ``+key=value`` adds keys; a setting that nothing reads would be a silent mistake."""
    from omegaconf import DictConfig, OmegaConf

    schema = OmegaConf.get_type(config)
    if schema is None or not is_dataclass(schema) or config.get("_target_"):
        return
    known = {each.name for each in fields(schema)}
    for key in map(str, config):
        if key not in known:
            raise _unknown(f"{prefix}{key}", schema)
        if not OmegaConf.is_missing(config, key) and isinstance(node := config[key], DictConfig):
            _refuse_extra_keys(node, f"{prefix}{key}.")


def check_overrides(overrides: Sequence[str], known: bool = True) -> list[Override]:
    """Reads overrides as Hydra will, and refuses a choice that is none.

    Args:
        overrides: in Hydra's syntax.
        known: whether the options of ``conf/`` are all there are; with a ``--config-dir`` there may be others.

    Raises:
        UsageError: one is malformed, or names an option of a group that is not there.
    """
    from hydra.core.override_parser.overrides_parser import OverridesParser
    from hydra.errors import HydraException

    try:
        parsed = OverridesParser.create().parse_overrides(list(overrides))
    except HydraException as error:
        raise usage_error(error) from error
    for override in parsed:
        group = override.key_or_group
        if not group:
            raise UsageError(f"{override.input_line}: not of the form name=value")
        if group not in groups() or override.is_sweep_override() or override.is_delete():
            continue
        value = override.value()
        if not isinstance(value, str) or (known and value not in options(group)):
            raise unknown_choice(group, str(value), options(group))
    return parsed


def _check_single(override: Override) -> None:
    """Refuses what only an application of Hydra's could do something with."""
    if override.is_sweep_override():
        raise UsageError(f"{override.input_line}: holds a comma", "quote the value: name=\"'a,b'\"")
    if override.key_or_group.partition("/")[0].partition(".")[0] == "hydra":
        raise UsageError(f"{override.input_line}: Hydra's own settings have no effect here")


def usage_error(error: Exception, overrides: Sequence[str] = ()) -> UsageError:
    """What Hydra or OmegaConf raised, in one line.

    Args:
        error: as it was caught.
        overrides: what was asked of Hydra, to name the one that the error is about.
    """
    from hydra.errors import MissingConfigException, OverrideParseException
    from omegaconf.errors import ConfigAttributeError, ConfigKeyError, OmegaConfBaseException

    if isinstance(error, OverrideParseException):
        return UsageError(f"{error.override}: not of the form name=value", "quote a value with signs: name='\"a b\"'")
    if isinstance(error, MissingConfigException) and error.missing_cfg_file:
        group, name = _missing(error.missing_cfg_file, overrides)
        return unknown_choice(group, name, error.options or ())
    cause = error if isinstance(error, OmegaConfBaseException) else error.__cause__
    if not isinstance(cause, OmegaConfBaseException) or not cause.full_key:
        return UsageError(f"configuration: {' '.join(str(error).split())}")
    about = next((each for each in reversed(overrides) if _is_about(each, cause.full_key)), None)
    if about and isinstance(cause, ConfigAttributeError | ConfigKeyError):
        return _unknown(cause.full_key, cause.object_type)
    what = str(cause.msg).partition("\n")[0]
    if about or cause is error:
        return UsageError(f"{about or cause.full_key}: {what}")
    return UsageError(f"configuration: {' '.join(str(error).split())}")


def _missing(file: str, overrides: Sequence[str]) -> tuple[str, str]:
    """Group and option that a file would be for, in the words of the override that asks for it."""
    group, _, name = file.rpartition("/")
    for given, _, value in (_bare(override).partition("=") for override in overrides):
        if f"{given}/{value}" == file:
            group, name = given, value
    return group, name


def _bare(override: str) -> str:
    return override.lstrip("+~")


def _is_about(override: str, key: str) -> bool:
    name = _bare(override).partition("=")[0]
    return key == name or key.startswith(f"{name}.")


def unknown_choice(group: str, name: str, known: Sequence[str]) -> UsageError:
    """A group has no option of that name: names those that it has."""
    return UsageError(f"{group}={name}: no such {group}", _choose(name, known) if known else "")


def _unknown(key: str, schema: Any) -> UsageError:
    """No setting or group is called so: names those that stand at the same place."""
    path = key.rpartition(".")[0]
    names = [each.name for each in fields(schema)] if is_dataclass(schema) else []
    known = [f"{path}.{name}" for name in names if name != "_target_"] if path else [*groups(), *names]
    kind = schema.kind if isinstance(schema, type) and issubclass(schema, ModelPart) else ""
    what = f"no such setting of the kind {kind}" if kind else "no such setting"
    return UsageError(f"{key}: {what}", _choose(key, known) if known else "")


def _choose(wrong: str, known: Sequence[str]) -> str:
    """A hint with the nearest name first, then all of them."""
    near = difflib.get_close_matches(wrong, known, n=1)
    every = ", ".join(dict.fromkeys(known))
    return f"did you mean {near[0]}? There are {every}" if near else f"there are {every}"
