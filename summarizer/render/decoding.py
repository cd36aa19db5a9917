"""A JSON value with its place in the file, so that whatever reads it can say where it is damaged."""

from __future__ import annotations

from typing import Any, get_args

from summarizer.errors import InputError


class At:
    """A JSON value and where it stands in the file; ``what`` the file is said to be."""

    def __init__(self, value: Any, path: str = "", what: str = "briefing") -> None:
        self.value = value
        self.path = path
        self.what = what

    def fail(self, wanted: str) -> InputError:
        """The error that says that the value is not what it should be."""
        return InputError(f"this JSON {self.what} is damaged: {self.path or 'the whole'} is not {wanted}")

    def get(self, key: str) -> At:
        """The named member; a missing one reads as null."""
        if not isinstance(self.value, dict):
            raise self.fail("an object")
        return At(self.value.get(key), f"{self.path}.{key}" if self.path else key, self.what)

    def items(self, optional: bool = False) -> list[At]:
        """The values of a list, in order."""
        if self.value is None and optional:
            return []
        if not isinstance(self.value, list):
            raise self.fail("a list")
        return [At(value, f"{self.path}[{index}]", self.what) for index, value in enumerate(self.value)]

    def text(self) -> str:
        """A string."""
        if not isinstance(self.value, str):
            raise self.fail("a string")
        return self.value

    def text_or_none(self) -> str | None:
        """A string, or None for null."""
        return None if self.value is None else self.text()

    def one_of(self, allowed: Any) -> Any:
        """One of the strings of a Literal type."""
        if not isinstance(self.value, str) or self.value not in get_args(allowed):
            raise self.fail(f"one of {', '.join(get_args(allowed))}")
        return self.value

    def whole(self, low: int = 0, below: int | None = None) -> int:
        """A whole number of at least ``low``."""
        value = self.value
        if isinstance(value, bool) or not isinstance(value, int) or value < low:
            raise self.fail(f"a whole number from {low}")
        if below is not None and value >= below:
            raise self.fail(f"below {below}")
        return value

    def count(self) -> float | str:
        """A number of any sign, or a string that stands for one."""
        if isinstance(self.value, str):
            return self.value
        if isinstance(self.value, bool) or not isinstance(self.value, int | float):
            raise self.fail("a number or a string")
        return self.real(self.value)

    def real(self, value: float) -> float:
        """A number of a size that a float can hold."""
        try:
            return float(value)
        except OverflowError as error:
            raise self.fail("a number of this size") from error

    def number(self, high: float | None = None) -> float:
        """A number that is not negative, of at most ``high``."""
        value = self.value
        if isinstance(value, bool) or not isinstance(value, int | float) or value < 0:
            raise self.fail("a number from 0")
        if high is not None and value > high:
            raise self.fail(f"at most {high}")
        return self.real(value)

    def truth(self) -> bool:
        """True or false."""
        if not isinstance(self.value, bool):
            raise self.fail("true or false")
        return self.value
