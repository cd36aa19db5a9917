"""The process that reads inputs for another one, so that an input which takes too much ends this process alone.

Speaks in pickles over its standard input and output, each after its length in four bytes: a job comes in, its documents
go out one by one, then None. It ends when its input does.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
from typing import BinaryIO, cast

from summarizer.errors import InputError
from summarizer.read.one import Job, read_one
from summarizer.read.sources import Unusable

_LAST_RESORT = 1.5
"""Times the time allowed after which the process ends itself: whoever should end it may be gone."""


def receive(stream: BinaryIO) -> object | None:
    """The next message, or None at the end of the stream."""
    size = stream.read(4)
    return None if len(size) < 4 else pickle.loads(stream.read(int.from_bytes(size)))


def send(stream: BinaryIO, message: object) -> None:
    """Writes one message."""
    data = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    stream.write(len(data).to_bytes(4) + data)
    stream.flush()


def limit_memory(megabytes: int) -> None:
    """Lets this process take so much more than it has now, where the system keeps such limits."""
    try:
        import resource

        with open("/proc/self/statm", encoding="ascii") as file:
            pages = int(file.read().split()[0])
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        wanted = pages * resource.getpagesize() + megabytes * 2**20
        if hard == resource.RLIM_INFINITY or wanted <= hard:
            resource.setrlimit(resource.RLIMIT_AS, (wanted, hard))
    except (ImportError, OSError, ValueError):
        return


def serve(jobs: BinaryIO, answers: BinaryIO) -> None:
    """Answers jobs until there are no more."""
    send(answers, "ready")
    while (message := receive(jobs)) is not None:
        job, seconds, megabytes = cast(tuple[Job, float, int], message)
        limit_memory(megabytes)
        signal.setitimer(signal.ITIMER_REAL, seconds * _LAST_RESORT + 1)
        _answer(job, answers)
        signal.setitimer(signal.ITIMER_REAL, 0)


def _answer(job: Job, answers: BinaryIO) -> None:
    for item in read_one(job):
        try:
            send(answers, item)
        except MemoryError:
            lost = InputError("takes more memory to read than is allowed", "raise read.max_memory_mb")
            send(answers, Unusable(job.name, lost))
            break
    send(answers, None)


def main() -> None:
    """Serves the process that started this one."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not come between the answers
    serve(sys.stdin.buffer, answers)


if __name__ == "__main__":
    main()
