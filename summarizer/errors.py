"""Every error that this package raises on purpose.

SummarizerError
├── UsageError          the call itself is off: unknown option, setting or value     (exit 2)
├── InputError          a report cannot be used: missing, empty, binary, encrypted   (exit 1)
│   └── NoInputError    nothing readable is left to brief
├── ModelError          a model cannot be had or loaded
│   ├── OfflineError        it would need the network, which ``--offline`` forbids
│   ├── HashMismatchError   the bytes are not the published ones
│   └── StorageError        the cache cannot hold it
├── ResourceError       memory ran out while a model was working
├── RunnerError         the machines that should do the work cannot be reached or gave up
└── OutputError         a result cannot be written

A message says what happened and where; ``hint`` says what to try. ``str(error)`` joins both in one line.
"""

from __future__ import annotations


class SummarizerError(Exception):
    """Root of all errors raised on purpose.

    Args:
        message: what happened and where, without a full stop at its end.
        hint: what the user can try; empty when there is nothing useful to say.
    """

    exit_code = 1

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message}; {self.hint}" if self.hint else self.message


class UsageError(SummarizerError):
    """The call itself is off: an unknown option, setting or value."""

    exit_code = 2


class InputError(SummarizerError):
    """A report cannot be used."""


class NoInputError(InputError):
    """No readable report is left."""


class ModelError(SummarizerError):
    """A model cannot be had or loaded."""


class OfflineError(ModelError):
    """A model is not at hand and the network may not be used."""


class HashMismatchError(ModelError):
    """The bytes of a model file are not the published ones."""


class StorageError(ModelError):
    """The cache folder cannot hold a model."""


class ResourceError(SummarizerError):
    """Memory ran out while a model was working."""


class RunnerError(SummarizerError):
    """The machines that should do the work cannot be reached or gave up."""


class OutputError(SummarizerError):
    """A result cannot be written."""
