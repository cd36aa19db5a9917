"""Quantities of texts in other languages than English, by the table of the language."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from math import prod

from summarizer.text.digits import DIGITS, DIGITS_WITH_COMMA, figure_value
from summarizer.text.east_asian import EAST_ASIAN, east_asian_value
from summarizer.text.locales import Locale, locale_of
from summarizer.text.quantity import Quantity

_NEVER = re.compile(r"(?!)")
_DASHES = ("-", "–", "—", "～", "〜")
_MONEY = {"$": "$", "£": "£", "€": "€", "¥": "¥", "￥": "¥"}
_BEFORE = 40
"""Letters before a number in which its bound stands."""


@dataclass(frozen=True, slots=True)
class _Rules:
    """The table of one language, compiled.

    ``values`` are the numbers in words, ``scales`` what multiplies, each a pattern; ``comma`` says that a comma opens
    the decimals.
    """

    found: re.Pattern[str]
    values: Mapping[str, float]
    scales: tuple[tuple[re.Pattern[str], float], ...]
    units: tuple[tuple[re.Pattern[str], str], ...]
    before: tuple[tuple[re.Pattern[str], str], ...]
    after: tuple[tuple[re.Pattern[str], str], ...]
    ranged: re.Pattern[str]
    comma: bool
    east_asian: bool


def local_quantities(text: str, locale: Locale) -> tuple[Quantity, ...]:
    """All quantities of a text in order, with bounds and units, as `summarizer.text.numbers.quantities` has them."""
    rules = _rules(locale.code)
    found: list[Quantity] = []
    for match in rules.found.finditer(text):
        read = _read(text, match, rules)
        if read is None:
            continue
        if found and (joined := _joined(text, found[-1], read, rules)):
            found[-1] = joined
        else:
            found.append(_bounded(text, read, rules))
    return tuple(found)


@lru_cache(maxsize=64)
def _rules(code: str) -> _Rules:
    locale = locale_of(code)
    assert locale is not None
    table = locale.numbers
    values = dict(_values(table))
    glued = locale.unspaced or code == "ar"  # words stand directly beside figures
    east_asian = bool(table.get("east_asian"))
    scales = {str(key): float(size) for key, size in table.get("scales", {}).items()}
    comma = not east_asian and decimal_sign(code) == ","
    return _Rules(
        found=_pattern(table, values, scales, comma=comma, glued=glued),
        values=values,
        scales=tuple((re.compile(key, re.IGNORECASE), size) for key, size in scales.items()),
        units=tuple((_unit(str(words), glued=glued), name) for name, words in table.get("units", {}).items()),
        before=tuple((_bound(words, glued=glued), bound) for bound, words in table.get("bounds", {}).items()),
        after=tuple(
            (re.compile(rf"\s?(?:{words})", re.IGNORECASE), bound) for bound, words in table.get("or_more", {}).items()
        ),
        ranged=re.compile(rf"\s?[-–—～〜]\s?|\s*(?:{table.get('range', '(?!)')})\s*", re.IGNORECASE),
        comma=comma,
        east_asian=east_asian,
    )


def decimal_sign(code: str) -> str:
    """What opens the decimals in a language, by CLDR; a point where that does not know it."""
    from babel import Locale as Cldr
    from babel import UnknownLocaleError

    try:
        symbols = Cldr.parse(code).number_symbols
    except (UnknownLocaleError, ValueError):
        return "."
    return str(symbols.get("latn", {}).get("decimal", "."))


def _values(table: Mapping[str, object]) -> Iterator[tuple[str, float]]:
    """Numbers in words: those of the table, and those that are made of them ("einundzwanzig", "trente-deux")."""
    ones, tens, first = (_table(table, key) for key in ("ones", "tens", "first"))
    yield from (*ones.items(), *tens.items())
    for form in _forms(table, "compound"):
        for (one, small), (ten, big) in product((ones | first).items(), tens.items()):
            if small < 10:
                yield form.replace("{one}", one).replace("{ten}", ten), big + small
    for form in _forms(table, "hundreds"):
        yield from ((form.replace("{one}", one), 100 * small) for one, small in (ones | first).items() if small < 10)


def _table(table: Mapping[str, object], key: str) -> dict[str, float]:
    found = table.get(key, {})
    return {str(word): float(size) for word, size in found.items()} if isinstance(found, Mapping) else {}


def _forms(table: Mapping[str, object], key: str) -> list[str]:
    found = table.get(key, [])
    return [str(form) for form in found] if isinstance(found, list) else []


def _pattern(
    table: Mapping[str, object], values: Mapping[str, float], scales: Mapping[str, float], *, comma: bool, glued: bool
) -> re.Pattern[str]:
    free, end = (r"(?<![\d.,])", "") if glued else (r"(?<![\w.,])", r"(?!\w)")
    digits = DIGITS_WITH_COMMA if comma else DIGITS
    many = "|".join(sorted(scales, key=len, reverse=True)) or "(?!)"
    spelled = "|".join(sorted(values, key=len, reverse=True)) or "(?!)"
    first = "|".join(_table(table, "first")) or "(?!)"
    word = r"(?<!\w)" if not glued else r"(?<!\w)(?:[وفبل]{1,2})?"
    parts = [
        rf"(?P<time>(?<![\d:.,])(?:{table.get('time') or '(?!)'})(?!\d))",
        rf"(?P<rank>{free}(?:{table.get('rank') or '(?!)'}))",
    ]
    if table.get("east_asian"):
        counters = table.get("counters") or "(?!)"
        parts.append(rf"(?P<fraction>{table.get('fractions') or '(?!)'})|(?P<vague>{table.get('vague') or '(?!)'})")
        parts.append(rf"(?:(?P<money>[$£€¥￥])\s?)?(?P<cjk>{EAST_ASIAN})(?=(?P<counted>\s?(?:[多余余]|{counters}))?)")
    else:
        parts += [
            rf"(?:(?P<money>[$£€¥])\s?)?(?P<digits>{free}(?:{digits}))(?P<scale>(?:[\s\u00a0\u202f-]?(?:{many})(?!\w))*)",
            rf"{word}(?P<fraction>{table.get('fractions') or '(?!)'}){end}",
            rf"{word}(?P<vague>{table.get('vague') or '(?!)'}){end}",
            rf"{word}(?P<spelled>{spelled})(?:(?P<scale2>(?:[\s-]?(?:{many})(?!\w))+)|{end}(?!\w))",
            rf"{word}(?P<first>(?:(?:{first})\s?)?)(?P<scale3>(?:{many})(?!\w)(?:[\s-]?(?:{many})(?!\w))*)",
        ]
    return re.compile("|".join(parts), re.IGNORECASE)


def _unit(words: str, *, glued: bool) -> re.Pattern[str]:
    end = r"(?![a-z])" if glued else r"(?!\w)"
    return re.compile(rf"[\s\u00a0\u202f-]?(?:d['’]|d[ei]\s)?(?:{words}){end}", re.IGNORECASE)


def _bound(words: object, *, glued: bool) -> re.Pattern[str]:
    return re.compile(rf"(?:{words})\s?$" if glued else rf"(?<!\w)(?:{words})(?:\s|(?<=['’]))(?:\w{{2,3}} )?$", re.I)


def _read(text: str, match: re.Match[str], rules: _Rules) -> Quantity | None:
    start, end = match.span()
    got = match.groupdict()
    if got["time"]:
        minutes = _minutes(match)
        return Quantity(minutes, minutes, "", "time", "", start, end)
    if got["rank"]:
        rank = re.search(r"\d+", match.group())
        known = float(rank.group()) if rank else east_asian_value(match.group().strip("第"), counted=True) or 0.0
        return Quantity(known, known, "", "rank", "", start, end)
    if word := got["fraction"] or got["vague"]:
        return Quantity(0, 0, "", "", " ".join(word.lower().split()), start, end)
    size, digits = _size(got, rules)
    if size is None:
        return None
    return _measured(text, Quantity(size, size, "", _MONEY.get(got["money"] or "", ""), digits, start, end), rules)


def _size(got: Mapping[str, str | None], rules: _Rules) -> tuple[float | None, str]:
    """The value of a match, and its digits where they are too many for a value; None where it is no number."""
    if rules.east_asian:
        return east_asian_value(got["cjk"] or "", counted=bool(got["counted"])), ""
    if got["digits"]:
        size, digits = figure_value(got["digits"], rules.comma)
        return size * _scale(got["scale"] or "", rules), digits
    if got["spelled"]:
        low = " ".join(got["spelled"].lower().split())
        return rules.values[low] * _scale(got["scale2"] or "", rules), ""
    return _scale(got["scale3"] or "", rules), ""


def _scale(words: str, rules: _Rules) -> float:
    """What the scales behind a number multiply it with: "mil millones" is a thousand millions."""
    found: list[float] = []
    while words := words.strip(" \u00a0\u202f-"):
        sizes = [(match.end(), size) for pattern, size in rules.scales if (match := pattern.match(words))]
        if not sizes:
            break
        end, size = max(sizes)
        found.append(size)
        words = words[end:]
    return prod(found)


def _minutes(match: re.Match[str]) -> float:
    got = match.groupdict()
    hour, minute = (
        int(next((got[name] for name in (f"{key}{at}" for at in ("", 2, 3)) if got.get(name)), 0) or 0)
        for key in ("hour", "minute")
    )
    minute += 30 * bool(got.get("half"))
    late = (got.get("pm") or "").lower()
    return float(60 * (hour + 12 * (bool(late) and late not in ("mañana", "madrugada") and hour < 12)) + minute)


def _measured(text: str, read: Quantity, rules: _Rules) -> Quantity:
    """A quantity with the unit behind it, where it has no currency before it."""
    if read.unit:
        return read
    end = read.end
    bound = ""
    if rules.east_asian and (more := re.match(r"[多余餘]", text[end:])):
        bound, end = ">", end + more.end()
        if scale := re.match(r"[万亿億兆]", text[end:]):
            size = {"万": 1e4, "亿": 1e8, "億": 1e8, "兆": 1e12}[scale.group()]
            read, end = read._replace(low=read.low * size, high=read.high * size), end + 1
    units = [(after.end(), unit) for pattern, unit in rules.units if (after := pattern.match(text, end))]
    if units:
        end, unit = max(units)  # "metri cubi" before "metri"
        return read._replace(unit=unit, end=end, bound=bound)
    return read._replace(end=end, bound=bound)


def _bounded(text: str, read: Quantity, rules: _Rules) -> Quantity:
    """The quantity with the bound that stands before or after it."""
    if read.bound or read.unit in ("rank", "time"):
        return read
    offset = max(read.start - _BEFORE, 0)
    for pattern, bound in rules.before:
        if before := pattern.search(text[offset : read.start]):
            return read._replace(bound=bound, start=offset + before.start())
    for pattern, bound in rules.after:
        if after := pattern.match(text, read.end):
            return read._replace(bound=bound, end=after.end())
    return read


def _joined(text: str, first: Quantity, second: Quantity, rules: _Rules) -> Quantity | None:
    """The range or result of two neighbours ("30 bis 40"), if they are one."""
    gap = text[first.end : second.start]
    if first.word or second.word or {first.unit, second.unit} & {"time", "rank"} or not rules.ranged.fullmatch(gap):
        return None
    if first.unit not in ("", second.unit):
        return None
    dashed = gap.strip() in _DASHES
    if dashed and not second.unit and first.low >= second.low:
        return Quantity(first.low, second.low, first.bound, "score", "", first.start, second.end)
    if first.low >= second.low:
        return None
    return Quantity(first.low, second.low, first.bound, second.unit, "", first.start, second.end)
