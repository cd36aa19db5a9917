"""Imports the libraries of the models without what only training, compiling and their command lines need.

transformers brings with its first model PyTorch's compiler, its tensors that are spread over machines, and SciPy's
optimiser: 1,300 modules and two thirds of the time, and nothing of it runs here. They are marks on functions
(`torch.compiler.disable`), types of arguments and losses. While the models are imported, a stand-in for the compiler
returns marked functions as they are, PyTorch says that it cannot be spread, and SciPy is not there.

transformers then stays as it was imported, so this is for a process of our own (`OWN_PROCESS`), which neither compiles
nor trains; in a program that uses this package as a library, transformers is imported as usual. Whatever else is asked
of the stand-in makes it the compiler itself, and if an import fails nevertheless, the next goes the usual way. The same
holds for spaCy, and for what models are built with.
"""

from __future__ import annotations

import importlib
import os
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from importlib.machinery import ModuleSpec
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import Any, cast

import torch

from summarizer.quiet import OWN_PROCESS

_COMPILER = "torch._dynamo"
_MARKS = ("disable", "allow_in_graph", "assume_constant_result")
"""What of the compiler is called while modules are imported: decorators that say how a function is to be compiled."""

_MODELS = ("transformers.modeling_utils", "transformers.masking_utils", "transformers.generation.utils")
"""What every model is made of; the models themselves import nothing else that takes time."""


_building = threading.Lock()
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
            _list_models_once()
            for name in _MODELS:
                importlib.import_module(name)
    except (ImportError, AttributeError, TypeError):
        return  # another version, which wants more: what is missing is imported as usual where it is needed


@contextmanager
def read_over() -> Iterator[None]:
    """For building a model whose weights are read from a file, without PyTorch's algebra system.

    transformers builds a model without memory, and what its embeddings hold at random, and its rows of numbers, is then
    worked out in Python for sizes that may not be known yet, for which PyTorch imports SymPy. Inside the block rows of
    numbers have memory, others get theirs directly, and embeddings are given nothing: what the file lacks is filled
    afterwards, in another way.
    """
    if os.environ.get(OWN_PROCESS) != "1":
        yield
        return
    library, kind = cast(Any, torch), cast(Any, torch.nn.Embedding)
    with _building:  # of two at once the second would take the first one's functions for the usual ones
        usual = library.arange, library.empty_like, kind.reset_parameters
        library.arange = partial(_in_memory, torch.arange)
        library.empty_like = partial(_memory_like, torch.empty_like)
        kind.reset_parameters = _leave
        try:
            yield
        finally:
            library.arange, library.empty_like, kind.reset_parameters = usual


def _in_memory(usual: Callable[..., torch.Tensor], *given: Any, **named: Any) -> torch.Tensor:
    return usual(*given, **{"device": "cpu", **named})


def _memory_like(usual: Callable[..., torch.Tensor], tensor: torch.Tensor, **named: Any) -> torch.Tensor:
    if tensor.is_meta and set(named) == {"device"} and tensor.is_contiguous():
        return torch.empty(tensor.shape, dtype=tensor.dtype, device=named["device"])
    return usual(tensor, **named)


def _leave(self: object) -> None:
    """In the place of what gives embeddings their first values."""


def import_parser() -> None:
    """Imports spaCy, once, without its command line, which brings a package manager and clients of the network."""
    with _importing:
        if os.environ.get(OWN_PROCESS) == "1" and "spacy" not in sys.modules:
            _import_spacy()


def _import_spacy() -> None:
    """All that spaCy itself takes of its command line is one function that tells of the installation."""
    stand_ins = {name: ModuleType(name) for name in ("spacy.cli", "spacy.cli.info")}
    stand_ins["spacy.cli.info"].__dict__["info"] = _about_spacy
    sys.modules.update(stand_ins)
    try:
        importlib.import_module("spacy")
    except (ImportError, AttributeError):
        return  # as with transformers: it is imported as usual where it is needed
    finally:
        for name in stand_ins:
            del sys.modules[name]


def _about_spacy(*given: Any, **named: Any) -> Any:
    return importlib.import_module("spacy.cli.info").info(*given, **named)


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


def _list_models_once() -> None:
    """Has transformers take the list of its models' names that it made when it was imported.

    It makes it out of the source of all of them, and again for the package that they lie in: its memory of what it has
    read is too short for as many as there are.
    """
    library: Any = importlib.import_module("transformers.utils.import_utils")
    read, models = library.create_import_structure_from_path, Path(library.__file__).parents[1] / "models"
    found = read(models)

    def known(path: str) -> Any:
        folder = Path(path).parent if Path(path).suffix == ".py" else Path(path)
        return found if folder == models else read(path)

    library.create_import_structure_from_path = known


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
