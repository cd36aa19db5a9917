"""Dates of texts in other languages than English: months and days by CLDR, the rest by the table of the language."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from summarizer.text.locales import Locale, locale_of
from summarizer.text.quantity import DateMention

_DAY, _YEAR = r"(?P<day>\d{1,2})", r"(?P<year>[12]\d{3})"
_ISO = re.compile(r"(?<!\d)(?P<iso>[12]\d{3}-\d\d-\d\d)(?!\d)")
_BARE_YEAR = re.compile(r"(?<![\w.,$£€])(?P<year>(?:1[5-9]|20)\d\d)(?![\w%€$£]|[.,:]\d|\s?(?:[€$£%]|km|kg|m|ha)\b)")
_EAST_ASIAN = (
    re.compile(r"(?:(?P<year>[12]\d{3})年)?(?P<number>\d{1,2})月(?P<day>\d{1,2})[日号號]?"),
    re.compile(r"(?P<year>[12]\d{3})年(?:(?P<number>\d{1,2})月)?"),
    re.compile(r"(?<![\d.])(?P<number>\d{1,2})月(?!\d)"),
    re.compile(r"(?<![\d.:])(?P<day>\d{1,2})[日号號](?![間间])"),
)
_DAY_MONTH = (r"{day}\.? {month}(?: {year})?",)
_MONTH_YEAR = "{month} {year}"
_CANONICAL = {-2: "the day before yesterday", -1: "yesterday", 0: "today", 1: "tomorrow"}
"""What relative days are called, so that those of all languages compare."""

_SHORT_MONTH = 3
_PREFIX = r"(?:[وفبلك]{1,2}(?:ال)?)?"
"""What Arabic writes together with the next word."""


@dataclass(frozen=True, slots=True)
class _Rules:
    """The table of one language, compiled; the patterns in the order in which they are asked."""

    patterns: tuple[re.Pattern[str], ...]
    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    relative: Mapping[str, int]
    capital: bool
    weekdays_after: tuple[re.Pattern[str] | None, frozenset[str]]
    not_after: re.Pattern[str] | None
    numerals: frozenset[str]


def local_dates(text: str, locale: Locale) -> tuple[DateMention, ...]:
    """All dates of a text in order, as `summarizer.text.dates.dates` has them.

    Relative days are called by their English names, so that those of two languages can be compared.
    """
    rules = _rules(locale.code)
    found = [mention for pattern in rules.patterns for mention in _mentions(text, pattern, rules)]
    kept: list[DateMention] = []
    for mention in sorted(found, key=lambda one: (one.start, -one.end)):
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return tuple(kept)


def _mentions(text: str, pattern: re.Pattern[str], rules: _Rules) -> Iterator[DateMention]:
    for match in pattern.finditer(text):
        if (mention := _read(match, text, rules)) is not None:
            yield mention


def _read(match: re.Match[str], text: str, rules: _Rules) -> DateMention | None:
    got, (start, end) = match.groupdict(), match.span()
    if got.get("iso"):
        year, month, day = map(int, got["iso"].split("-"))
        return DateMention(year, month, day, None, "", start, end)
    if weekday := got.get("weekday"):
        known = rules.weekdays[weekday.lower()]
        return DateMention(None, None, None, known, "", start, end) if _is_weekday(match, text, rules) else None
    if relative := got.get("relative"):
        return _relative(relative, match, text, rules)
    if got.get("vague"):
        return DateMention(None, None, None, None, " ".join(match.group().lower().split()), start, end)
    return _day(got, start, end, rules)


def _day(got: Mapping[str, str | None], start: int, end: int, rules: _Rules) -> DateMention | None:
    """A date by day, month or year; none where the numbers cannot be one."""
    name, number = got.get("month"), got.get("number")
    if name and rules.capital and not name[0].isupper():
        return None
    if _is_numeral(got, rules):
        return None
    month = rules.months[name.lower().rstrip(".")] if name else int(number) if number else None
    day, year = int(got.get("day") or 0) or None, int(got.get("year") or 0) or None
    if (month is not None and not 1 <= month <= 12) or (day is not None and not 1 <= day <= 31):
        return None
    return DateMention(year, month, day, None, "", start, end)


def _is_numeral(got: Mapping[str, str | None], rules: _Rules) -> bool:
    """Whether what looks like a month is a number: "sept" is seven, where neither a day nor a year stands beside it."""
    return (got.get("month") or "").lower() in rules.numerals and not (got.get("day") or got.get("year"))


def _is_weekday(match: re.Match[str], text: str, rules: _Rules) -> bool:
    """Whether a day's name is one: some are common words ("segunda") and need a word before or "-feira" behind."""
    after, names = rules.weekdays_after
    name = match["weekday"]
    if rules.capital and not name[0].isupper():
        return False
    plain = name.lower() not in names or match.end() > match.end("weekday")
    return plain or after is None or after.search(text[: match.start()]) is not None


def _relative(word: str, match: re.Match[str], text: str, rules: _Rules) -> DateMention | None:
    """A day told from the article's; not where it is a noun ("der Morgen") or stands behind an article."""
    if rules.capital and word[0].isupper() and match.start() > 0:
        return None
    if rules.not_after is not None and rules.not_after.search(text[: match.start()]):
        return None
    offset = rules.relative[" ".join(word.lower().replace("’", "'").split())]
    return DateMention(None, None, None, None, _CANONICAL.get(offset, word.lower()), *match.span())


@lru_cache(maxsize=64)
def _rules(code: str) -> _Rules:
    locale = locale_of(code)
    assert locale is not None
    table = locale.dates
    months, days = _names(code)
    months |= {str(name): int(at) for name, at in table.get("months", {}).items()}
    extra = {str(name): int(at) for name, at in table.get("weekdays", {}).items()}
    relative = {str(word).replace("['’]", "'"): int(at) for word, at in table.get("relative", {}).items()}
    after = table.get("weekdays_after")
    not_after = table.get("not_after")
    return _Rules(
        patterns=tuple(_patterns(table, months, days | extra, locale)),
        months=months,
        weekdays=days | extra,
        relative=relative,
        capital=bool(table.get("capital")),
        weekdays_after=(re.compile(str(after), re.IGNORECASE) if after else None, frozenset(extra)),
        numerals=frozenset(map(str, locale.numbers.get("ones", {}))),
        not_after=re.compile(str(not_after), re.IGNORECASE) if not_after else None,
    )


def _names(code: str) -> tuple[dict[str, int], dict[str, int]]:
    """Months from 1 and weekdays from 0 by their names in a language, in small letters; none that is not known."""
    from babel import Locale as Cldr
    from babel import UnknownLocaleError

    try:
        known = Cldr.parse(code)
    except (UnknownLocaleError, ValueError):
        return {}, {}
    months: dict[str, int] = {}
    for use in ("format", "stand-alone"):
        for width in ("abbreviated", "wide"):
            months |= {str(name).lower().rstrip("."): at for at, name in known.months[use][width].items()}
    days = {str(name).lower(): at for at, name in known.days["format"]["wide"].items()}
    return {name: at for name, at in months.items() if not name[0].isdigit()}, days


def _patterns(
    table: Mapping[str, Any], months: Mapping[str, int], days: Mapping[str, int], locale: Locale
) -> Iterator[re.Pattern[str]]:
    yield _ISO
    arabic = locale.code == "ar"
    left, right = (rf"(?<!\w){_PREFIX if arabic else ''}", r"(?!\w)") if not locale.unspaced else ("", "")

    def made(form: str, *, free: bool = True) -> re.Pattern[str]:
        names = "|".join(rf"{re.escape(name)}" for name in sorted(months, key=len, reverse=True))
        month = rf"(?P<month>{names})\.?"
        form = form.replace("{day}", _DAY).replace("{month}", month).replace("{year}", _YEAR).replace(" ", r"\s")
        return re.compile(f"{left}{form}{right}" if free else form, re.IGNORECASE)

    if table.get("east_asian"):
        yield from _EAST_ASIAN
    elif months:
        yield from map(made, table.get("day_month", _DAY_MONTH))
        yield made(table.get("month_year", _MONTH_YEAR))
        long = "|".join(name for name in sorted(months, key=len, reverse=True) if len(name) > _SHORT_MONTH)
        yield re.compile(rf"{left}(?P<month>{long}){right}", re.IGNORECASE)
        yield _BARE_YEAR
    if days:
        names = "|".join(sorted(days, key=len, reverse=True))
        yield re.compile(rf"{left}(?P<weekday>{names}){table.get('weekday_suffix', '')}{right}", re.IGNORECASE)
    for key in ("relative", "vague"):
        if words := table.get(key):
            lines = "|".join(sorted(map(str, words), key=len, reverse=True)) if key == "relative" else str(words)
            lines = re.sub(r"\s+\|", "|", lines)
            yield re.compile(rf"{left}(?P<{key}>{lines}){right}", re.IGNORECASE)
