"""runner=local: workers on this machine, each fed by a thread, while another reads ahead."""

from __future__ import annotations

import os
import queue
import threading
from collections.abc import Generator, Iterable, Iterator
from pathlib import Path

from summarizer.batch.tasks import Chunk, Outcome, Report
from summarizer.batch.worker import Supervisor, WorkerDied
from summarizer.settings import CHUNK_CPU, CHUNK_GPU, Settings

_END = None
Result = tuple[Chunk, list[Outcome]]


def run_local(
    chunks: Iterable[Chunk], settings: Settings, workers: int, report: Report, threads: int = 0
) -> Generator[Result]:
    """Briefs chunks and yields each with its outcomes, in the order in which they are finished.

    Reading and cleaning of the next chunks goes on while the workers are busy, one chunk ahead a worker.

    Args:
        chunks: read in a thread of its own.
        settings: of the models and the briefings.
        workers: processes that hold models.
        report: called with a line when a worker dies.
        threads: cores of each worker (0: its share of the machine's).

    Raises:
        SummarizerError: what `Supervisor.run` or the reading raises; unfinished chunks are dropped.
    """
    supervisors = [Supervisor(settings, environment(number, workers, threads), report) for number in range(workers)]
    lines = _Lines(workers)
    active = [threading.Thread(target=lines.feed, args=(chunks,), daemon=True)]
    active += [threading.Thread(target=lines.work, args=(supervisor,), daemon=True) for supervisor in supervisors]
    for thread in active:
        thread.start()
    at_once = True
    try:
        yield from _until_all_end(lines.results, workers)
        at_once = False
    finally:
        lines.stopped.set()
        for supervisor in supervisors:
            supervisor.close(at_once)
        for _ in supervisors:
            _offer_end(lines.ahead)
        for thread in active:
            thread.join(10)


class _Lines:
    """What is between the threads of a run: the chunks that were read ahead, and the results."""

    def __init__(self, workers: int) -> None:
        self.ahead: queue.Queue[Chunk | None] = queue.Queue(maxsize=workers)
        self.results: queue.Queue[Result | BaseException | None] = queue.Queue()
        self.stopped = threading.Event()
        self._workers = workers

    def feed(self, chunks: Iterable[Chunk]) -> None:
        """Reads chunks ahead, in a thread of its own; at the end there is an end for each worker."""
        try:
            for chunk in chunks:
                if not _put(self.ahead, chunk, self.stopped):
                    return
        except BaseException as error:
            self.results.put(error)
        finally:
            for _ in range(self._workers):
                _put(self.ahead, _END, self.stopped)

    def work(self, supervisor: Supervisor) -> None:
        """Briefs what was read ahead, in a thread for each worker."""
        try:
            while (chunk := self.ahead.get()) is not _END and not self.stopped.is_set():
                self.results.put((chunk, supervisor.run(chunk.tasks) if chunk.tasks else []))
        except WorkerDied:
            pass
        except BaseException as error:
            self.results.put(error)
        finally:
            self.results.put(_END)


def _until_all_end(results: queue.Queue[Result | BaseException | None], workers: int) -> Iterator[Result]:
    running = workers
    while running:
        result = results.get()
        if result is _END:
            running -= 1
        elif isinstance(result, BaseException):
            raise result
        else:
            yield result


def _put(ahead: queue.Queue[Chunk | None], chunk: Chunk | None, stopped: threading.Event) -> bool:
    """Waits for room, unless the run is over."""
    while not stopped.is_set():
        try:
            ahead.put(chunk, timeout=0.2)
            return True
        except queue.Full:
            continue
    return False


def _offer_end(ahead: queue.Queue[Chunk | None]) -> None:
    """Makes room for an end, so that a waiting thread wakes up."""
    while True:
        try:
            ahead.put_nowait(_END)
            return
        except queue.Full:
            try:
                ahead.get_nowait()
            except queue.Empty:
                continue


def visible_gpus() -> list[str]:
    """The NVIDIA GPUs that a process started here would see, found without loading a library."""
    named = os.environ.get("CUDA_VISIBLE_DEVICES")
    if named is not None:
        return [part.strip() for part in named.split(",") if part.strip() and part.strip() != "-1"]
    return [str(number) for number, _ in enumerate(sorted(Path("/proc/driver/nvidia/gpus").glob("*")))]


def uses_gpu(device: str) -> bool:
    """Whether models will run on a GPU of this machine."""
    return device in ("cuda", "mps") or (device == "auto" and bool(visible_gpus()))


def chunk_size(settings: Settings, wanted: int) -> int:
    """Clusters that go through the pipeline together."""
    return wanted or (CHUNK_GPU if uses_gpu(settings.run.device) else CHUNK_CPU)


def worker_count(settings: Settings, wanted: int) -> int:
    """Processes that hold models: a GPU each, or one that has all cores."""
    return wanted or (max(1, len(visible_gpus())) if uses_gpu(settings.run.device) else 1)


def environment(number: int, workers: int, threads: int) -> dict[str, str]:
    """Variables of a worker's process: its share of the cores, and the GPU that is its own."""
    found: dict[str, str] = {}
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    if threads or workers > 1:
        found["OMP_NUM_THREADS"] = str(threads or max(1, cores // workers))
    gpus = visible_gpus()
    if workers > 1 and gpus:
        found["CUDA_VISIBLE_DEVICES"] = gpus[number % len(gpus)]
    return found
