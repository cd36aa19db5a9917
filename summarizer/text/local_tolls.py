"""How many people were killed, hurt, lost or held, in other languages than English, by the table of the language.

Without grammar a number is only taken for such a count where its own words tell what became of those it counts: the
word beside it ("17 Tote", "tuant 17 personnes"), or a verb near by where people of any kind are counted and no other
number stands between ("17 Menschen sind ums Leben gekommen"). Counts of some only, of the
past, and of what may be are left.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from summarizer.text.dates import dates
from summarizer.text.local_numbers import local_quantities
from summarizer.text.locales import Locale, locale_of
from summarizer.text.quantity import Quantity

_FATES = ("dead", "injured", "missing", "arrested", "evacuated", "rescued", "displaced")
"""As in `summarizer.text.tolls`."""

MAY_FALL = "missing"
"""The one fate whose count goes down as well as up."""

_NEVER = "(?!)"
_BREAK = re.compile(r"[,;:()–—，；：、。؛،]")
_YEAR = re.compile(r"(?:19|20)\d\d")


class LocalToll(NamedTuple):
    """A count of people and what became of them, its ``fate`` as `summarizer.text.tolls` has it."""

    fate: str
    quantity: Quantity


@dataclass(frozen=True, slots=True)
class _Fate:
    """What one fate is told with: a noun behind its number, a verb near it, and a verb that the number follows."""

    name: str
    noun: re.Pattern[str]
    verb: re.Pattern[str]
    deed: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class _Rules:
    people: re.Pattern[str]
    risen: re.Pattern[str]
    apart: re.Pattern[str]
    unsure: re.Pattern[str]
    fates: tuple[_Fate, ...]


@lru_cache(maxsize=4096)
def local_tolls(text: str, code: str, reach: int) -> tuple[LocalToll, ...]:
    """The counts of a sentence, in order; none where anything makes them doubtful, and in a language without a table.

    Args:
        text: the sentence.
        code: that of its language.
        reach: letters between a number and the verb of its clause; further off it is that of something else.
    """
    locale = locale_of(code)
    if locale is None or not locale.tolls:
        return ()
    rules = _rules(code)
    if text.rstrip(' »”"').endswith(("?", "？", "؟")) or rules.unsure.search(text) or _denies(text, locale):
        return ()
    days = dates(text, code)
    if any(day.year is not None for day in days):
        return ()  # of the event itself a report tells the day without its year
    counts = [
        one
        for one in local_quantities(text, locale)
        if not any(one.start < day.end and day.start < one.end for day in days)
    ]
    return tuple(
        LocalToll(fate, counts[at]) for at in range(len(counts)) if (fate := _fate(text, counts, at, rules, reach))
    )


def _fate(text: str, counts: Sequence[Quantity], at: int, rules: _Rules, reach: int) -> str:
    """What became of those whom a number counts; "" where its own words do not tell it for certain."""
    one = counts[at]
    if one.unit or one.word or one.low != one.high or _YEAR.fullmatch(text[one.start : one.end]):
        return ""
    start = counts[at - 1].end if at else 0
    end = counts[at + 1].start if at + 1 < len(counts) else len(text)
    before, after = text[start : one.start], text[one.end : end]
    if rules.apart.search(before):
        return ""
    people = rules.people.match(after)
    found = set(_beside(before, after, people, rules)) or set(_near(before, after, people, rules.fates, reach))
    return found.pop() if len(found) == 1 else ""


def _beside(before: str, after: str, people: re.Match[str] | None, rules: _Rules) -> Iterator[str]:
    """The fates of the words beside a number, or beside those it counts."""
    behind = after[people.end() :] if people else after
    clause = _BREAK.split(before)[-1]
    named = {fate.name for fate in rules.fates if fate.noun.search(clause)}
    for fate in rules.fates:
        if fate.noun.match(behind) or (people and fate.deed.search(before)):
            yield fate.name
    if rules.risen.search(before) and len(named) == 1:  # "die Zahl der Toten stieg auf 17"
        yield from named


def _near(before: str, after: str, people: re.Match[str] | None, fates: Sequence[_Fate], reach: int) -> Iterator[str]:
    """The fates of the verbs of a number's clause."""
    if not people:
        return
    behind = _BREAK.split(after[people.end() :], maxsplit=1)[0][:reach]
    ahead = _BREAK.split(before)[-1][-reach:]
    told = [fate.name for fate in fates if fate.verb.search(behind)]
    yield from told or [fate.name for fate in fates if fate.verb.search(ahead)]


def _denies(text: str, locale: Locale) -> bool:
    if locale.unspaced:
        return any(mark in text for mark in locale.denying)
    return any(word in locale.denying for word in re.findall(r"\w+", text.lower()))


@lru_cache(maxsize=64)
def _rules(code: str) -> _Rules:
    locale = locale_of(code)
    assert locale is not None
    table = locale.tolls
    end = "" if locale.unspaced else r"(?!\w)"
    start = "" if locale.unspaced else r"(?<!\w)"

    def compiled(form: str, found: object) -> re.Pattern[str]:
        lines = re.sub(r"\s+\|", "|", str(found or _NEVER).strip())
        return re.compile(form.replace("{}", f"(?:{lines})"), re.IGNORECASE)

    def fate(name: str, its: Mapping[str, Any]) -> _Fate:
        return _Fate(
            name,
            compiled(rf"\s?{{}}{end}", its.get("nouns")),
            compiled(rf"{start}{{}}{end}", its.get("verbs")),
            compiled(rf"{start}{{}}\s?$", its.get("deeds")),
        )

    return _Rules(
        compiled(rf"\s?{{}}{end}", table.get("people")),
        compiled(rf"{start}{{}}\s?$", table.get("risen")),
        compiled(rf"{start}{{}}\s?$", table.get("apart")),
        compiled(rf"{start}{{}}{end}", table.get("unsure")),
        tuple(fate(name, table[name]) for name in _FATES if name in table),
    )
