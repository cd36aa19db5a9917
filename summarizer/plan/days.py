"""Days that only the article's own date tells: "yesterday" in one of several sources of different days."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from summarizer.records import Unexplained
from summarizer.text.analysis import Analysis
from summarizer.text.dates import DateMention, resolved
from summarizer.text.states import opens_with_state, states, was_said
from summarizer.text.words import DAYS, MONTHS

_WITHIN_A_WEEK = 6
"""Days back from the newest source for which a weekday alone is understood."""

_TO_COME = frozenset("next coming following".split())
"""Before a weekday these mean another than the one before the article's day."""

_UNTIL = frozenset("until till".split())
_ADVERBS = ("npadvmod", "advmod", "nmod", "tmod", "dep")
_PARTS = {"tonight": "night", "last night": "night"} | {
    f"this {part}": part for part in ("morning", "afternoon", "evening")
}
_PLAIN = frozenset(("yesterday", "today", "tomorrow", "the day before yesterday", *_PARTS))
AS_OF = re.compile(r"\bas of\b", re.IGNORECASE)
"""With these words a sentence says itself when it held."""

_OVER = frozenset("was were had has have".split())
_UNITS = ("week", "month", "year")


class Dated(NamedTuple):
    """A sentence with its days told, and the words for days that cannot be."""

    text: str
    unexplained: tuple[Unexplained, ...]


def with_days(one: Analysis, day: date | None, days: Sequence[date | None]) -> Dated:
    """Puts the weekday or the date for words that are reckoned from the day of the article.

    Args:
        one: the sentence.
        day: the day of its article; None where that is not known.
        days: those of all articles; where they are of the same day nothing is done. Where they are of two that follow
            each other, what cannot be told is left as it is: a reader will hardly take it for another day.
    """
    known = [other for other in days if other is not None]
    apart = max(known) - min(known) if known else timedelta()
    if not apart or not one.tree.parsed:
        return Dated(one.text, ())
    text, left = one.text, []
    for mention in reversed(one.dates):
        at = one.word_at(mention.start)
        if at < 0 or _is_quoted(one, at) or not (mention.relative or mention.weekday is not None):
            continue
        told = _told(one, at, mention, day, max(known))
        if told:
            text = text[: told[0]] + told[2] + text[told[1] :]
        elif told is None and apart > timedelta(days=1):
            shown = one.text[mention.start : mention.end]
            why = "its source has no date" if day is None else "its source is of another day"
            left.append(Unexplained(shown, (), f"it says “{shown}”, and {why}"))
    return Dated(text, tuple(reversed(left)))


def with_time(one: Analysis, as_of: str, days: Sequence[date | None]) -> str:
    """A sentence with the day, or the hour of the entry, at which its report told it; as it is where that is unknown.

    Args:
        one: the sentence.
        as_of: that day or moment in ISO 8601.
        days: the days of all articles.
    """
    day, _, clock = as_of.partition("T")
    known = [other for other in days if other is not None]
    if not day or not one.words or not known or AS_OF.search(one.text):
        return one.text
    if not clock and any(_is_said_on(one, mention) for mention in one.dates):
        return one.text
    when = f"{clock[:5]} on " * bool(clock) + shown_day(date.fromisoformat(day), max(known))
    over = any(one.tree.nodes[at].low in ("has", "have") for at in one.tree.under(one.tree.root, "aux"))
    if states(one) and not (opens_with_state(one) and opens_small(one)):
        end = len(one.text.rstrip(".!?"))
        return f"{one.text[:end]} (as of {when}){one.text[end:]}"
    return f"{'As of' if over or not clock else 'At'} {when}, {inside(one)}"


def inside(one: Analysis) -> str:
    """A sentence as it is written behind other words."""
    first = one.words[0]
    keeps = first.name or one.tree.nodes[0].pos == "PROPN" or first.text == "I" or first.text[1:2].isupper()
    return one.text if keeps else one.text[:1].lower() + one.text[1:]


def opens_small(one: Analysis) -> bool:
    """Whether it is sure how a sentence's first word is written behind others: a lone noun may be a name."""
    return one.tree.nodes[0].pos not in ("NOUN", "ADJ", "VERB", "X") or one.tree.nodes[0].tag == "NNS"


def _is_said_on(one: Analysis, mention: DateMention) -> bool:
    """Whether a day is that on which what a sentence tells was said."""
    at = one.word_at(mention.start)
    verb = one.tree.predicate(at) if at >= 0 else -1
    return verb >= 0 and was_said(one.tree, verb)


def _is_quoted(one: Analysis, at: int) -> bool:
    return any(one.words[place].quoted for place in range(max(at - 1, 0), min(at + 2, len(one.words))))


_Told = tuple[int, int, str]


def _told(one: Analysis, at: int, mention: DateMention, day: date | None, newest: date) -> _Told | tuple[()] | None:
    """The stretch to replace and what to put there; empty where it may stay, None where it cannot be told."""
    if mention.weekday is not None:
        return _weekday(one, at, mention, day, newest)
    if mention.relative not in _PLAIN:
        return _unit(mention, day, newest)
    meant = resolved(mention, day) if day else None
    if meant is None:
        return None
    shown = shown_day(meant, newest)
    part = _PARTS.get(mention.relative, "")
    if one.text[mention.end : mention.end + 2] in ("'s", "’s"):
        return (mention.start, mention.end, f"{shown} {part}".strip()) if shown in _weekdays() else None
    on = _preposition(one, at, mention)
    if on is None:
        return None
    said = next((other for other in one.dates if 0 < other.start - mention.end <= len(", ")), None)
    if said and one.text[said.start : said.end] == shown and not part:
        return mention.start, said.start, on  # "tomorrow, Saturday"
    if part and shown not in _weekdays():
        return mention.start, mention.end, f"{on}the {part} of {shown}"
    return mention.start, mention.end, f"{on}{shown} {part}".strip()


def _preposition(one: Analysis, at: int, mention: DateMention) -> str | None:
    """The "on" that a day needs in place of a word such as "today", nothing behind another; None where none fits."""
    node = one.tree.nodes[at]
    if node.relation == "pobj" or (node.relation == "conj" and one.tree.nodes[node.head].relation == "pobj"):
        return ""
    if node.relation not in _ADVERBS:
        return None
    return "on " if mention.start else "On "


def _weekday(one: Analysis, at: int, mention: DateMention, day: date | None, newest: date) -> _Told | tuple[()] | None:
    """A past weekday of an older source by its date; others may stay."""
    verb = one.tree.predicate(at)
    past = verb >= 0 and _is_past(one, verb)
    meant = resolved(mention, day) if day else None
    next_to_date = _stands_by_date(one, mention)
    before = one.words[at - 1].low if at else ""
    if before in _UNTIL:
        return ()
    if meant is not None and before in _TO_COME:
        return None if newest - meant > timedelta(days=_WITHIN_A_WEEK) else ()
    if meant is None or not past or next_to_date or newest - meant <= timedelta(days=_WITHIN_A_WEEK):
        return ()
    shown = _date(meant, newest)
    if before == "last":  # "last Tuesday", "on the Saturday"
        return one.words[at - 1].start, mention.end, f"on {shown}"
    return one.words[at - 1].start if before == "the" else mention.start, mention.end, shown


def _is_past(one: Analysis, verb: int) -> bool:
    """Whether a verb tells what has happened: "stays closed" and "are invited" do not."""
    node, helpers = one.tree.nodes[verb], {one.tree.nodes[at].low for at in one.tree.under(verb, "aux", "auxpass")}
    said_of = node.relation in ("acomp", "xcomp", "oprd", "ccomp")
    return node.tag == "VBD" or (node.tag == "VBN" and bool(helpers & _OVER if helpers else not said_of))


def _stands_by_date(one: Analysis, mention: DateMention) -> bool:
    """Whether another date stands right behind one: "Thursday, 5 December"."""
    return any(other is not mention and abs(other.start - mention.end) <= len(", ") for other in one.dates)


def _unit(mention: DateMention, day: date | None, newest: date) -> _Told | tuple[()] | None:
    """The name of "last month" and "this year"; a week has none."""
    which, _, unit = mention.relative.rpartition(" ")
    if unit not in _UNITS or which not in ("last", "this", "next"):
        return ()
    if day is None:
        return None
    step = {"last": -1, "this": 0, "next": 1}[which]
    if _unit_of(day, unit) == _unit_of(newest, unit):
        return ()
    if unit == "week":
        return None
    at = "In " if mention.start == 0 else "in "
    if unit == "year":
        return mention.start, mention.end, f"{at}{day.year + step}"
    months = day.year * 12 + day.month - 1 + step
    year = f" {months // 12}" if months // 12 != newest.year else ""
    return mention.start, mention.end, f"{at}{MONTHS[months % 12].capitalize()}{year}"


def _unit_of(day: date, unit: str) -> tuple[int, ...]:
    if unit == "week":
        return tuple(day.isocalendar())[:2]
    return (day.year, day.month) if unit == "month" else (day.year,)


def shown_day(meant: date, newest: date) -> str:
    """A day as the reader of the newest source understands it: by its weekday within a week, else by its date."""
    near = abs(newest - meant) <= timedelta(days=_WITHIN_A_WEEK)
    return DAYS[meant.weekday()].capitalize() if near else _date(meant, newest)


def _date(meant: date, newest: date) -> str:
    year = f" {meant.year}" if meant.year != newest.year else ""
    return f"{meant.day} {MONTHS[meant.month - 1].capitalize()}{year}"


def _weekdays() -> frozenset[str]:
    return frozenset(day.capitalize() for day in DAYS)
