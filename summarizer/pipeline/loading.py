"""The models of a run, loaded one after the other in a thread while the run begins.

Reading libraries and weights takes seconds, and the first stages need none, then the encoder only. So each model is
stood in for by an object that waits for it when it is first used, and raises there what went wrong with it.
"""

from __future__ import annotations

import gc
import os
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Generic, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from summarizer.backends.exclusive import building
from summarizer.interfaces import Encoder, Judge, Parser, Progress, Rater, Writer
from summarizer.model_settings import OwnJudge, OwnParser
from summarizer.models import ModelStore
from summarizer.models.store import ReadyModel
from summarizer.quiet import OWN_PROCESS
from summarizer.records import Draft, Judgement, ModelInfo, Pair, Rating, Token, WriteRequest
from summarizer.settings import Settings

M = TypeVar("M")

_NEW_OBJECTS = 50_000
"""So many objects are made until Python looks for garbage among them: some megabytes. It is 700 otherwise."""


class Loading:
    """Does named steps in their order, in a thread; the first that fails is the last.

    Args:
        steps: what to do, by name; each is given what those before it returned.
        notes: lines that a step wants to be shown; they are shown, and taken out, when a model is waited for.
    """

    def __init__(self, steps: Mapping[str, Callable[[Mapping[str, Any]], Any]], notes: list[str] | None = None) -> None:
        self.notes = [] if notes is None else notes
        self._steps = dict(steps)
        self._done: dict[str, Any] = {}
        self._error: BaseException | None = None
        self._changed = threading.Condition()
        # No daemon: an interpreter that ends while native code runs in a thread would abort.
        threading.Thread(target=self._work, name="loading").start()

    def _work(self) -> None:
        with _without_collecting():
            self._take_steps()

    def _take_steps(self) -> None:
        steps, self._steps = self._steps, {}
        for name, step in steps.items():
            gc.disable()  # spaCy's reader of msgpack has turned it on
            try:
                result = step(self._done)
            except BaseException as error:  # raised again where the result is needed
                with self._changed:
                    self._error = error
                    self._changed.notify_all()
                return
            with self._changed:
                self._done[name] = result
                self._changed.notify_all()

    def has(self, name: str) -> bool:
        """Whether nothing needs to be waited for: the step is done, or will never be."""
        return name in self._done or self._error is not None

    def get(self, name: str) -> Any:
        """What a step returned, once it is done; raises what has kept it from being done."""
        with self._changed:
            self._changed.wait_for(lambda: self.has(name))
        if name in self._done:
            return self._done[name]
        assert self._error is not None
        raise self._error


class _Collecting:
    """Whether Python looks for garbage, for all threads that load: the last of them puts it back."""

    lock = threading.Lock()
    loading = 0
    before = True


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Lets Python look for no garbage: modules and vocabularies are none, and looking takes a fifth of their time."""
    with _Collecting.lock:
        if not _Collecting.loading:
            _Collecting.before = gc.isenabled()
            gc.disable()
        _Collecting.loading += 1
    try:
        yield
    finally:
        with _Collecting.lock:
            _Collecting.loading -= 1
            if not _Collecting.loading and _Collecting.before:
                _spare_what_stays()
                gc.enable()


def _spare_what_stays() -> None:
    """Of a process of our own, Python looks through the million objects that were loaded no more, and looks less often.

    They stay to the end, and going through them took a second of a short run. In a program that uses this package as a
    library other objects are among them, for which nobody here can speak.
    """
    if os.environ.get(OWN_PROCESS) == "1":
        gc.freeze()
        gc.set_threshold(_NEW_OBJECTS)


def import_libraries() -> None:
    """Imports what models are made of; one that is loaded afterwards finds it there."""
    with _without_collecting():
        from summarizer.backends.lean import import_models

        import_models()


@dataclass(frozen=True, slots=True)
class Later(Generic[M]):
    """Stands in for a model that is being loaded."""

    loading: Loading
    name: str

    @property
    def here(self) -> bool:
        """Whether it can be used without waiting."""
        return self.loading.has(self.name)

    def get(self) -> M:
        """The model itself; waits for it."""
        model: M = self.loading.get(self.name)
        return model

    @property
    def info(self) -> ModelInfo:
        """Which weights these are."""
        model: Any = self.get()
        info: ModelInfo = model.info
        return info


class LaterEncoder(Later[Encoder]):
    """An encoder that is being loaded; while it computes, no other model is built."""

    __slots__ = ()

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """See `Encoder.encode`."""
        encoder = self.get()
        with building:
            return encoder.encode(texts)

    def rate(self, texts: Sequence[str]) -> list[Rating] | None:
        """See `Rater.rate`."""
        encoder = self.get()
        if not isinstance(encoder, Rater):
            return None
        with building:
            return encoder.rate(texts)


class LaterParser(Later[Parser]):
    """A parser that is being loaded."""

    __slots__ = ()

    def parse(self, texts: Sequence[str]) -> list[tuple[Token, ...]]:
        """See `Parser.parse`."""
        return self.get().parse(texts)


class LaterWriter(Later[Writer]):
    """A writer that is being loaded; it waits for the judge too, which must not be built while it writes."""

    __slots__ = ()

    @property
    def here(self) -> bool:
        """Whether it can be used without waiting."""
        return self.loading.has(self.name) and self.loading.has("judge")

    def get(self) -> Writer:
        """The writer itself; waits for it and for the judge."""
        self.loading.get("judge")
        writer: Writer = self.loading.get(self.name)
        return writer

    def write(self, requests: Sequence[WriteRequest], progress: Progress | None = None) -> list[Draft]:
        """See `Writer.write`."""
        return self.get().write(requests, progress)


class LaterJudge(Later[Judge]):
    """A judge that is being loaded."""

    __slots__ = ()

    def judge(self, pairs: Sequence[Pair]) -> list[float]:
        """See `Judge.judge`."""
        return self.get().judge(pairs)

    def assess(self, pairs: Sequence[Pair], progress: Progress | None = None) -> list[Judgement]:
        """See `Judge.assess`."""
        return self.get().assess(pairs, progress)


def await_models(progress: Progress | None, *models: object) -> None:
    """Waits for models that are still being loaded, as a stage of its own; raises what went wrong with them."""
    missing = [model for model in models if isinstance(model, Later) and not model.here]
    if missing and progress:
        progress("load", 0, 0)
    for model in models:
        if isinstance(model, Later):
            model.get()
            _tell(model.loading, progress)


def _tell(loading: Loading, progress: Progress | None) -> None:
    while loading.notes:
        line = loading.notes.pop()
        if progress:
            progress(line, 0, 0)


def loaded(model: M) -> M:
    """The model itself, where it is stood in for."""
    found: M = model.get() if isinstance(model, Later) else model
    return found


class Models(NamedTuple):
    """The models of a run; without a judge the comparers alone decide, without a parser those that need no grammar."""

    encoder: Encoder
    writer: Writer
    judge: Judge | None = None
    parser: Parser | None = None

    @property
    def infos(self) -> tuple[ModelInfo, ...]:
        """Which weights take part."""
        return tuple(model.info for model in (self.encoder, self.parser, self.writer, self.judge) if model)

    def loaded(self) -> Models:
        """The models themselves, once all are loaded; raises what went wrong."""
        return Models(loaded(self.encoder), loaded(self.writer), loaded(self.judge), loaded(self.parser))


class Checkers(NamedTuple):
    """The models of a check; no writer is among them."""

    encoder: Encoder
    judge: Judge | None = None
    parser: Parser | None = None

    @property
    def infos(self) -> tuple[ModelInfo, ...]:
        """Which weights take part."""
        return tuple(model.info for model in (self.encoder, self.parser, self.judge) if model)

    def loaded(self) -> Checkers:
        """The models themselves, once all are loaded; raises what went wrong."""
        return Checkers(loaded(self.encoder), loaded(self.judge), loaded(self.parser))


def load_models(settings: Settings, progress: Progress | None = None) -> Models:
    """Has the models that the settings name loaded, and returns at once with what stands in for them.

    What is not in the store yet is fetched before. An error of loading is raised where the model is first used:
    ModelError, UsageError when the device is not there, ResourceError when memory ran out.

    Args:
        settings: which models, where they are kept, and the device to run them on.
        progress: called for downloads and conversions.

    Raises:
        ModelError: a model cannot be had.
        UsageError: the settings name none that is known.
    """
    encoder, parser, writer, judge = _begin(settings, progress, writes=True)
    return Models(encoder, writer, judge, parser)


def load_checkers(settings: Settings, progress: Progress | None = None) -> Checkers:
    """Has the models that a check needs loaded; otherwise as `load_models`."""
    encoder, parser, _, judge = _begin(settings, progress, writes=False)
    return Checkers(encoder, judge, parser)


def _begin(
    settings: Settings, progress: Progress | None, *, writes: bool
) -> tuple[LaterEncoder, LaterParser | None, LaterWriter, LaterJudge | None]:
    """Fetches what is missing, then begins to load: first what is needed first."""
    from summarizer.backends.loading import judge_model, load_encoder, load_judge, load_parser, load_writer

    notes: list[str] = []
    store = ModelStore(settings.store, progress, notes.append)

    def ready(wanted: bool, name: str) -> ReadyModel | None:
        return store.ensure(name) if wanted else None

    encoder = ready(settings.encoder.has_weights, settings.encoder.model)
    parser = ready(settings.parser.has_weights, settings.parser.model)
    writer = ready(writes and settings.writer.has_weights, settings.writer.model)
    judge = ready(bool(name := judge_model(settings)), name)
    loading = Loading(
        {
            "encoder": lambda done: load_encoder(encoder, settings, store.root / "vectors.sqlite"),
            "parser": lambda done: load_parser(parser, settings),
            "writer": lambda done: load_writer(writer, settings) if writes else None,
            "judge": lambda done: load_judge(judge, settings, done["writer"]),
        },
        notes,
    )
    parses = parser is not None or isinstance(settings.parser, OwnParser)
    judges = judge is not None or isinstance(settings.judge, OwnJudge)
    return (
        LaterEncoder(loading, "encoder"),
        LaterParser(loading, "parser") if parses else None,
        LaterWriter(loading, "writer"),
        LaterJudge(loading, "judge") if judges else None,
    )


def load_encoder(settings: Settings, progress: Progress | None = None) -> Encoder:
    """The encoder alone, loaded.

    Raises:
        ModelError: it cannot be had or loaded.
        UsageError: the settings name none that is known.
    """
    from summarizer.backends import loading

    store = ModelStore(settings.store, progress)
    ready = store.ensure(settings.encoder.model) if settings.encoder.has_weights else None
    return loading.load_encoder(ready, settings, store.root / "vectors.sqlite")
