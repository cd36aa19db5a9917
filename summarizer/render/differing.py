"""What a source says that differs from a sentence: the number or day that is meant, and the passage with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from summarizer.records import Differing
from summarizer.render import common


def meant(passages: Iterable[common.Passage]) -> str:
    """The numbers or days in which passages differ, as they write them: ``“90” and “Friday”``; "" for none."""
    values = (common.shown_value(one.value) for one in passages if isinstance(one, Differing))
    return " and ".join(common.in_quotation_marks(value) for value in dict.fromkeys(filter(None, values)))


def told(value: str, quote: str) -> str:
    """A quote, in quotation marks already, behind what is meant in it: ``“90”: “The toll is 90.”``."""
    return f"{value}: {quote}" if value else quote


def said(passages: Sequence[Differing], clean: Callable[[str], str] = str) -> list[str]:
    """Each passage of one source behind what is meant in it; ``clean`` makes its words fit for a format."""
    return [_said(own, clean) for own in common.by_place(passages)]


def _said(own: Sequence[Differing], clean: Callable[[str], str]) -> str:
    quote = common.in_quotation_marks(clean(common.shown_quote(own[0])))
    return told(clean(meant(own)), quote)


def in_a_run(said: Sequence[str], values: Iterable[str]) -> str:
    """What one source says, in one run behind its mark: ``has “90”: “The toll is 90.”``.

    ``values`` are what is meant; where none is known the quotes stand for themselves.
    """
    return f"has {', '.join(said)}" if any(values) else " ".join(said)
