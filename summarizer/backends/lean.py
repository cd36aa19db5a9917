"""Imports transformers' models without the parts of PyTorch that only training and compiling need.

transformers brings with its first model PyTorch's compiler, its tensors that are spread over machines, and SciPy's
optimiser: 1,300 modules and two thirds of the time, and nothing of it runs here. They are marks on functions
(`torch.compiler.disable`), types of arguments and losses. While the models are imported, a stand-in for the compiler
returns marked functions as they are, PyTorch says that it cannot be spread, and SciPy is not there.

transformers then stays as it was imported, so this is for a process of our own (`OWN_PROCESS`), which neither compiles
nor trains; in a program that uses this package as a library, transformers is imported as usual. Whatever else is asked
of the stand-in makes it the compiler itself, and if an import fails nevertheless, the next goes the usual way.
"""

from __future__ import annotations

import importlib
import os
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from importlib.machinery import ModuleSpec
from importlib.util import find_spec
from types import ModuleType
from typing import Any

import torch

from summarizer.quiet import OWN_PROCESS

_COMPILER = "torch._dynamo"
_MARKS = ("disable", "allow_in_graph", "assume_constant_result")
"""What of the compiler is called while modules are imported: decorators that say how a function is to be compiled."""

_MODELS = ("transformers.modeling_utils", "transformers.masking_utils", "transformers.generation.utils")
"""What every model is made of; the models themselves import nothing else that takes time."""


_importing = threading.Lock()
"""transformers puts another module in its own place while it is imported; a second thread must not see that."""


def import_models() -> None:
    """Imports what every model of transformers is made of, once, and without what is never used."""
    with _importing:
        if os.environ.get(OWN_PROCESS) == "1" and _COMPILER not in sys.modules:
            _import_models()


def _import_models() -> None:
    try:
        compiler = _stand_in(_COMPILER, dict.fromkeys(_MARKS, _unmarked))
        with _open(compiler), _nothing_spread(), _no_optimiser():
            for name in _MODELS:
                importlib.import_module(name)
    except (ImportError, AttributeError, TypeError):
        return  # another version, which wants more: what is missing is imported as usual where it is needed


class _StandIn(ModuleType):
    """Stands in for a package: has a few functions that do next to nothing; asked for more, it becomes the package."""

    def __init__(self, spec: ModuleSpec, known: Mapping[str, Callable[..., Any]]) -> None:
        super().__init__(spec.name)
        self.__spec__, self.__file__, self.__package__ = spec, spec.origin, spec.parent
        self.__known = known

    def __getattr__(self, name: str) -> Any:
        if name in self.__known:
            return self.__known[name]
        if name.startswith("__") and name != "__path__":
            raise AttributeError(name)
        self._become()
        return getattr(self, name)

    def _become(self) -> None:
        """Fills it with what the package holds; from then on it has that and nothing else."""
        spec = self.__spec__
        assert spec is not None
        assert spec.loader is not None
        self.__class__ = ModuleType  # type: ignore[assignment]
        self.__path__ = list(spec.submodule_search_locations or ())
        spec.loader.exec_module(self)


def _stand_in(name: str, known: Mapping[str, Callable[..., Any]]) -> ModuleType:
    """From now on a package is a stand-in, unless it is imported already.

    Raises:
        ImportError: there is no such package.
    """
    if name in sys.modules:
        return sys.modules[name]
    if (spec := find_spec(name)) is None:
        raise ImportError(f"no module {name}")
    sys.modules[name] = module = _StandIn(spec, known)
    above, _, last = name.rpartition(".")
    setattr(sys.modules[above], last, module)
    return module


@contextmanager
def _open(package: ModuleType) -> Iterator[None]:
    """Inside the block a part of a package that is stood in for can be imported without the package."""
    spec = package.__spec__
    if isinstance(package, _StandIn) and spec is not None:
        package.__path__ = list(spec.submodule_search_locations or ())
    try:
        yield
    finally:
        if isinstance(package, _StandIn):
            del package.__path__


def _unmarked(function: Callable[..., Any] | None = None, *_: object, **__: object) -> Any:
    """A decorator, with or without arguments, that returns the function as it is."""
    return (lambda given: given) if function is None else function


@contextmanager
def _nothing_spread() -> Iterator[None]:
    """Inside the block PyTorch cannot spread tensors over machines, and transformers will not ask a second time."""
    known = torch.distributed.is_available
    torch.distributed.is_available = lambda: False
    try:
        from transformers.utils.import_utils import is_torch_distributed_available

        is_torch_distributed_available()
        yield
    finally:
        torch.distributed.is_available = known


@contextmanager
def _no_optimiser() -> Iterator[None]:
    """Inside the block transformers finds no SciPy, which it wants for losses of object detection."""
    utils: Any = importlib.import_module("transformers.utils")
    known = utils.is_scipy_available
    utils.is_scipy_available = lambda: False
    try:
        yield
    finally:
        utils.is_scipy_available = known
