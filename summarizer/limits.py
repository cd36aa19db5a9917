"""How a settings class says that a value is not allowed: one line that names the setting, and what is."""

from __future__ import annotations

from summarizer.errors import UsageError


def check(condition: bool, what: str, hint: str) -> None:
    """Refuses what does not hold.

    Raises:
        UsageError: ``condition`` is false.
    """
    if not condition:
        raise UsageError(what, hint)


def one_of(name: str, value: str, allowed: tuple[str, ...]) -> None:
    """Refuses a value that is not one of those allowed.

    Raises:
        UsageError: it is none of them.
    """
    check(value in allowed, f"{name}={value!r} is not known", f"use one of {', '.join(allowed)}")


def within(name: str, value: float, low: float, high: float) -> None:
    """Refuses a value below ``low`` or above ``high``.

    Raises:
        UsageError: it is out of that range.
    """
    check(low <= value <= high, f"{name}={value} is out of range", f"use a value from {low} to {high}")
