"""runner=ray: Ray Data streams chunks through actors that each keep a worker with models.

One task reads the input on the node of the driver, no faster than the actors take it (Ray's back-pressure); actors
on all nodes brief; the driver writes what comes back. A node that dies is Ray's affair: its actor is started
elsewhere and its chunks are done again. A model process that dies is its supervisor's, as in runner=local.
"""

from __future__ import annotations

import logging
import os
import pickle
import socket
import threading
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from summarizer.batch.local import Result
from summarizer.batch.tasks import Chunk, Report, failed
from summarizer.batch.worker import Supervisor
from summarizer.errors import RunnerError, SummarizerError, UsageError
from summarizer.settings import RunnerSettings, Settings

_ROUNDS = 3
"""How often chunks are asked for that never came."""

_COLUMN = "pickled"


def run_ray(
    chunks: Callable[[], Iterator[Chunk]], settings: Settings, runner: RunnerSettings, report: Report
) -> Generator[Result]:
    """Briefs chunks on a Ray cluster and yields each with its outcomes, as they are finished.

    What was finished on a node but not fetched from it goes down with it, and so do chunks whose worker dies again
    and again; Ray leaves both out. They are asked for anew, and recorded as failed when they never come.

    Args:
        chunks: gives the same chunks at every call; called on the driver's node, in a process of its own.
        settings: of the models and the briefings.
        runner: which cluster, how many workers and what each takes.
        report: called with lines about the cluster, of workers that die and of chunks that are lost.

    Raises:
        UsageError: Ray is not installed.
        RunnerError: no cluster answers, or it goes away.
        SummarizerError: what `Supervisor.run` or the reading raises.
    """
    with _connected(runner):
        import ray

        workers, share = _shares(runner, settings, ray.nodes())
        report(f"Ray: {workers} workers of {', '.join(f'{value:g} {name}' for name, value in share.items())}")
        received: set[int] = set()
        for attempt in range(1, _ROUNDS + 1):
            complete = yield from _round(chunks, settings, workers, share, received, report)
            if complete:
                return
            again = ", which are done again" if attempt < _ROUNDS else ""
            report(f"Ray lost chunks together with their node or worker{again}")
    for chunk in chunks():
        if chunk.number not in received:
            lost = RunnerError(f"its worker was lost {_ROUNDS} times", "give workers more memory (runner.cpus)")
            yield chunk, [failed(task.id, task.hash, lost) for task in chunk.tasks]


def _round(
    chunks: Callable[[], Iterator[Chunk]],
    settings: Settings,
    workers: int,
    share: dict[str, float],
    received: set[int],
    report: Report,
) -> Generator[Result, None, bool]:
    """Goes through the chunks that were not received yet; returns whether that was all of them."""
    from ray.exceptions import RayError

    last: int | None = None
    try:
        for row in _dataset(chunks, settings, workers, share, frozenset(received)).iter_rows():
            kind, value = pickle.loads(row[_COLUMN])
            if kind == "error":
                raise value
            if kind == "last":
                last = value
                continue
            chunk, outcomes, lines = value
            for line in lines:
                report(line)
            if chunk.number not in received:
                received.add(chunk.number)
                yield chunk, outcomes
    except RayError as error:
        if not _alive():
            raise RunnerError(f"the Ray cluster went away: {_first_line(error)}", "run again to go on") from error
        report(f"Ray: {_first_line(error)}")
    return last is not None and received.issuperset(range(last + 1))


def _alive() -> bool:
    import ray

    try:
        return any(node["Alive"] for node in ray.nodes())
    except Exception:  # whatever the client raises when nobody is there
        return False


def _dataset(
    chunks: Callable[[], Iterator[Chunk]],
    settings: Settings,
    workers: int,
    share: dict[str, float],
    received: frozenset[int],
) -> Any:
    """The stream: one row that becomes the chunks, and each of these its results."""
    import ray
    from ray.data import ActorPoolStrategy, DataContext

    context = DataContext.get_current()
    context.enable_progress_bars = False
    context.target_max_block_size = 1  # a chunk a block: what is finished does not wait for more
    context.max_errored_blocks = -1
    logging.getLogger("ray.data").setLevel(logging.CRITICAL)
    rows = ray.data.from_items([{"start": 0}], override_num_blocks=1).map_batches(
        _reading(chunks, os.getcwd(), received),
        batch_size=None,
        batch_format="pyarrow",
        num_cpus=0,
        label_selector={"ray.io/node-id": ray.get_runtime_context().get_node_id()},
    )
    return rows.map_batches(
        _Briefing,
        fn_constructor_args=(settings,),
        batch_size=1,
        batch_format="pyarrow",
        num_cpus=share["CPU"],
        num_gpus=share.get("GPU"),
        compute=ActorPoolStrategy(min_size=1, max_size=workers, max_tasks_in_flight_per_actor=2),
    )


def _reading(
    chunks: Callable[[], Iterator[Chunk]], folder: str, received: frozenset[int]
) -> Callable[[Any], Iterator[Any]]:
    """The reading task; ``folder`` is the driver's, for paths that are relative to it."""

    def read(_: Any) -> Iterator[Any]:
        os.chdir(folder)
        try:
            for chunk in chunks():
                if chunk.number not in received:
                    yield _row("chunk", chunk)
                if chunk.last:
                    yield _row("last", chunk.number)
        except SummarizerError as error:
            yield _row("error", error)

    return read


def _row(kind: str, value: object) -> Any:
    """A table of one row; pickled, since a chunk is no table and Arrow would have to guess at its types."""
    import pyarrow

    return pyarrow.table({_COLUMN: pyarrow.array([pickle.dumps((kind, value))], pyarrow.binary())})


class _Briefing:
    """The actor: briefs one chunk after another with a worker of its own."""

    def __init__(self, settings: Settings) -> None:
        self._lines: list[str] = []
        # Each node finds its own copy of the models, or fetches it.
        # Ray has already chosen the actor's GPUs and cores, which the worker inherits.
        self._supervisor = Supervisor(settings, {}, self._lines.append)

    def __call__(self, batch: Any) -> Any:
        kind, value = pickle.loads(batch[_COLUMN][0].as_py())
        if kind == "chunk":
            kind, value = self._brief(value)
        return _row(kind, value)

    def _brief(self, chunk: Chunk) -> tuple[str, Any]:
        self._lines.clear()
        try:
            outcomes = self._supervisor.run(chunk.tasks) if chunk.tasks else []
        except SummarizerError as error:
            return "error", error
        return "chunk", (replace(chunk, tasks=()), outcomes, list(self._lines))


def _shares(runner: RunnerSettings, settings: Settings, nodes: list[dict[str, Any]]) -> tuple[int, dict[str, float]]:
    """How many workers there are at most, and what each takes."""
    resources = [node["Resources"] for node in nodes if node["Alive"] and node["Resources"].get("CPU")]
    if not resources:
        raise RunnerError("the Ray cluster has no node with a CPU", "start one with `ray start`")
    share = _share(runner, settings.run.device, resources)
    room = sum(min(int(found.get(name, 0) / value) for name, value in share.items()) for found in resources)
    if not room:
        wanted = ", ".join(f"{value:g} {name}" for name, value in share.items())
        raise RunnerError(f"no node of the Ray cluster has {wanted}", "lower runner.cpus or runner.gpus")
    return min(runner.workers, room) if runner.workers else room, share


def _share(runner: RunnerSettings, device: str, resources: Sequence[dict[str, Any]]) -> dict[str, float]:
    """What each worker takes of a node, where the settings leave it open."""
    has_gpu = any(found.get("GPU") for found in resources)
    gpus = runner.gpus or (1.0 if has_gpu and device in ("auto", "cuda") else 0.0)
    smallest = min(found["CPU"] for found in resources)
    return {"CPU": runner.cpus or (1.0 if gpus else smallest)} | ({"GPU": gpus} if gpus else {})


@contextmanager
def _connected(runner: RunnerSettings) -> Iterator[None]:
    """Joins the cluster, or starts one here; a cluster that this process has already joined is left joined."""
    # Otherwise the log of its C++ parts would be mixed with our lines on standard error.
    os.environ.setdefault("RAY_BACKEND_LOG_LEVEL", "fatal")
    try:
        import ray
    except ImportError as error:
        raise UsageError("runner=ray needs Ray", "pip install 'attributed-briefing[ray]'") from error
    if ray.is_initialized():
        yield
        return
    address = runner.address or None
    began = time.monotonic()
    if address:
        _knock(address, runner.connect_timeout_s / 2)
    _initialise(address, runner.connect_timeout_s - (time.monotonic() - began) if address else None)
    try:
        yield
    finally:
        ray.shutdown()


def _knock(address: str, timeout_s: float) -> None:
    """Opens a plain connection first: Ray itself waits far longer for an address where nobody is.

    Raises:
        UsageError: it is no address.
        RunnerError: nobody answers.
    """
    if address == "auto":
        return
    if address.startswith("ray://"):
        raise UsageError("runner.address names a Ray client server", "run on a node of the cluster, with HOST:6379")
    host, _, port = address.rpartition(":")
    if not host or not port.isdigit():
        raise UsageError(f"runner.address={address!r} is no address", "say runner.address=HOST:6379")
    try:
        with socket.create_connection((host.strip("[]"), int(port)), timeout=timeout_s):
            return
    except OSError as error:
        raise _unreachable(address, str(error.strerror or error)) from error


def _initialise(address: str | None, timeout_s: float | None) -> None:
    """Joins the cluster at the address within the time, or starts one here.

    A cluster that is started here is a child of the thread that starts it and dies with that thread, so that one must
    be this one.
    """
    if address is None:
        try:
            _init(None)
        except Exception as error:
            raise _unreachable("the local cluster", _first_line(error)) from error
        return
    failures: list[BaseException] = []

    def start() -> None:
        try:
            _init(address)
        except BaseException as error:
            failures.append(error)

    thread = threading.Thread(target=start, daemon=True)
    thread.start()
    thread.join(timeout_s)
    if thread.is_alive():
        raise _unreachable(address, "it did not answer in time")
    if failures:
        raise _unreachable(address, _first_line(failures[0])) from failures[0]


def _init(address: str | None) -> None:
    import ray

    more: dict[str, Any] = {} if address else {"include_dashboard": False}
    ray.init(address=address, log_to_driver=False, logging_level=logging.CRITICAL, **more)


def _unreachable(address: str, why: str) -> RunnerError:
    return RunnerError(
        f"no Ray cluster at {address} ({why})", "start one with `ray start --head`, or check the address"
    )


def _first_line(error: BaseException) -> str:
    return next((line.strip() for line in str(error).splitlines() if line.strip()), type(error).__name__)
