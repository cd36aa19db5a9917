"""Quantities: numbers in digits and words, their scales, units and bounds."""

from __future__ import annotations

import re
from functools import lru_cache

from summarizer.text.digits import DIGITS, figure_value
from summarizer.text.languages import locale_for
from summarizer.text.local_numbers import local_quantities
from summarizer.text.quantity import Quantity as Quantity
from summarizer.text.words import words

_UNITS = {
    word: value
    for value, word in enumerate(
        """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
        seventeen eighteen nineteen""".split()
    )
} | {word: 10 * value for value, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
_SCALES = {
    "hundred": 100,
    "thousand": 10**3,
    "lakh": 10**5,
    "million": 10**6,
    "crore": 10**7,
    "billion": 10**9,
    "trillion": 10**12,
}


def numbers(text: str, language: str = "") -> list[str]:
    """All quantities in order, normalised: "12 million" and "12,000,000" both give "12000000".

    A range gives both its ends; vague ones ("tens of thousands") keep their words. Ranks in words are no numbers.
    """
    found: list[str] = []
    for known in quantities(text, language):
        if known.word:
            found.append(known.word)
        elif known.unit != "rank" or text[known.start].isdigit():
            found += [_plain(known.low), *([_plain(known.high)] if known.high != known.low else [])]
    return found


def _plain(value: float) -> str:
    return str(int(value)) if value == int(value) else f"{value:g}"


def _spelled_value(tokens: list[str]) -> tuple[float, int]:
    """Value and token count of the number phrase at the start of ``tokens``."""
    total = current = 0
    used = 0
    for token in tokens:
        if token in _UNITS:
            current = _UNITS[token] + (0 if tokens[:used] in (["a"], ["an"]) else current)  # "a five-year-old"
        elif token in ("a", "an") and used == 0:
            current = 1
        elif token in _SCALES:
            current = max(current, 1) * _SCALES[token]
            if _SCALES[token] >= 1000:
                total, current = total + current, 0
        else:
            break
        used += 1
    return float(total + current), max(used, 1)


_CURRENCIES = {
    "$": "$", "us$": "$", "usd": "$", "£": "£", "gbp": "£", "€": "€", "eur": "€", "¥": "¥", "jpy": "¥"
}  # fmt: skip
_UNIT_NAMES = (
    ("%", "%|per ?cent"),
    ("points", "percentage points?"),
    ("km", "km|kms|kilomet(?:er|re)s?"),
    ("mile", "miles?"),
    ("kg", "kg|kgs|kilos?|kilograms?|kilogrammes?"),
    ("$", "(?:u\\.?s\\.? )?dollars?|usd"),
    ("€", "euros?|eur"),
    ("£", "pounds? sterling"),
    ("foot", "ft|feet|foot"),
    ("metre", "met(?:er|re)s?"),
    ("mph", "mph|miles (?:per|an) hour"),
    ("km/h", "km/h|kph|kilomet(?:er|re)s (?:per|an) hour"),
    ("age", "years?[- ]old"),
)
_UNIT_PATTERN = "|".join(f"(?P<u{at}>{pattern})" for at, (_, pattern) in reversed(list(enumerate(_UNIT_NAMES))))
_UNIT = re.compile(rf"[\s-]?(?:{_UNIT_PATTERN})(?![\w])", re.IGNORECASE)
_BOUND_WORDS = (
    (">=", "at least|no fewer than|no less than|not less than|a minimum of|minimum of"),
    ("<=", "at most|no more than|not more than|up to|as many as|as much as|a maximum of|maximum of"),
    (">", "well over|more than|over|above|upwards of|in excess of|exceeding|greater than"),
    ("<", "fewer than|less than|under|below"),
    ("~<", "nearly|almost|close to|just under|not quite"),
    ("~", "about|around|some|roughly|approximately|an estimated|estimated|approx\\.?|circa|or so"),
)
_BOUND = re.compile(
    "(?<![\\w-])(?:"
    + "|".join(f"(?P<b{at}>{pattern})" for at, (_, pattern) in enumerate(_BOUND_WORDS))
    + ")\\s+(?:the |a further |another )?$",
    re.IGNORECASE,
)
_OR_MORE = re.compile(r"\s+or (?P<way>more|fewer|less)\b", re.IGNORECASE)
_WORD_UNITS = "|".join(sorted(_UNITS, key=len, reverse=True))
_WORD_SCALES = "|".join(_SCALES)
_ORDINALS = {
    word: value
    for value, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split(), start=1
    )
}


def _pattern(digits: str) -> re.Pattern[str]:
    return re.compile(
        rf"""(?P<time>(?<![\d:.])(?:\d{{1,2}}:\d{{2}}(?!\d)(?:\s?[ap]\.?m\b\.?)?|\d{{1,2}}(?:\.\d\d)?\s?[ap]\.?m\b\.?))
    |(?P<decade>(?<!\w)(?:\d{{3}}0|[’']?\d0)s\b)
    |(?P<rank>(?<![\w.,])\d+(?:st|nd|rd|th)\b|\b(?:{"|".join(_ORDINALS)})\b)
    |(?:(?P<money>(?:us)?[$£€¥]|\b(?:eur|usd|gbp|jpy)(?![a-z]))\s?)?(?P<digits>(?<![\w.,])(?:{digits}))
       (?P<scale>[\s-]?(?:hundred|thousand|lakh|million|crore|billion|trillion|mn|bn|tn|[mk])(?![\w]))?
    |(?P<half>\b(?:(?P<whole>{_WORD_UNITS})\s+and\s+a\s+half|half\s+an?)\s+(?:{_WORD_SCALES})\b)
    |(?P<words>\b(?:(?:an?(?=\s(?:{_WORD_SCALES})\b)|{_WORD_UNITS})[\s-])?
       (?:(?:{_WORD_UNITS}|(?:{_WORD_SCALES})(?:\s+and)?)[\s-])*(?:{_WORD_UNITS}|{_WORD_SCALES})\b)
    |(?P<fraction>(?<!first\ )(?<!second\ )(?<!latter\ )
       \b(?:half|two-thirds|three-quarters|(?:a|one)[ -](?:third|quarter|fifth)
       (?!\s+(?!(?:of|to|in|were|was|had|more|less|as|or|and)\b)[a-z]))\b)
    |(?P<vague>\b(?:(?:tens|hundreds)\s+of\s+)?(?:dozens|tens|hundreds|thousands|millions|billions|scores(?=\sof)|a\s+dozen)\b)""",
        re.IGNORECASE | re.VERBOSE,
    )


_ANY = _pattern(DIGITS)
_RANGE = re.compile(r"\s?(?:-|–|—)\s?|\s+(?:to|and|or)\s+")
_SCALE_AT_END = re.compile(
    r"(?:\d|\b)[\s-]?(hundred|thousand|lakh|million|crore|billion|trillion|mn|bn|tn|[mk])(?:\s?[€$£¥]|[\s-][a-z.]+)?$",
    re.IGNORECASE,
)
_SHORT_SCALES = {"m": 10**6, "mn": 10**6, "bn": 10**9, "tn": 10**12, "k": 1000}


def quantities(text: str, language: str = "") -> list[Quantity]:
    """All quantities of a text in order, with bounds and units; dates are not told apart from numbers here.

    They are read by the rules of ``language`` where it is told, else of the one that the text is in.
    """
    return list(_quantities(text, language))


@lru_cache(maxsize=32_768)
def _quantities(text: str, language: str) -> tuple[Quantity, ...]:
    if locale := locale_for(text, language):
        return local_quantities(text, locale)
    found: list[Quantity] = []
    for match in _ANY.finditer(text):
        read = _read(text, match)
        if read is None:
            continue
        if found and (joined := _joined(text, found[-1], read)):
            found[-1] = joined
        else:
            found.append(_bounded(text, read))
    return tuple(found)


def _read(text: str, match: re.Match[str]) -> Quantity | None:
    """The quantity of one match, without its bound."""
    low = match.group().lower()
    unit = next((kind for kind in ("time", "decade", "rank") if match[kind]), "")
    if unit:
        digits = "".join(c for c in low if c.isdigit())
        value = _minutes(low) if unit == "time" else float(_ORDINALS.get(low) or digits)
        return Quantity(value, value, "", unit, "", *match.span())
    if match["fraction"] or match["vague"]:
        word = low.replace(" ", "-").replace("one-", "a-") if match["fraction"] else " ".join(low.split())
        return Quantity(0, 0, "", "", word, *match.span())
    if match["digits"]:
        number, word = figure_value(match["digits"], comma=False)
        number *= _scale(match["scale"] or "")
        return _measured(text, match, number, word, _CURRENCIES.get((match["money"] or "").lower(), ""))
    spelled = _spelled(match, low)
    return None if spelled is None else _measured(text, match, spelled, "", "")


def _spelled(match: re.Match[str], low: str) -> float | None:
    """The value of a number in words; the bare word "one" is none."""
    if match["half"]:
        return (_UNITS.get((match["whole"] or "").lower(), 0) + 0.5) * _SCALES[low.split()[-1]]
    spelled = [word for word in words(low) if word != "and"]
    return None if spelled in (["one"], ["a"], ["an"]) else _spelled_value(spelled)[0]


def _measured(text: str, match: re.Match[str], value: float, word: str, unit: str) -> Quantity:
    """A value with the unit behind it, where it has no currency before it."""
    start, end = match.span()
    after = _UNIT.match(text, end) if not unit else None
    if after:
        unit = next(_UNIT_NAMES[int(name[1:])][0] for name, got in after.groupdict().items() if got)
        end = after.end()
    return Quantity(value, value, "", unit, word, start, end)


def _scale(name: str) -> float:
    name = name.strip(" -").lower()
    return _SCALES.get(name, _SHORT_SCALES.get(name, 1))


def _minutes(time: str) -> float:
    digits = re.findall(r"\d+", time)
    hour, minute = int(digits[0]), int(digits[1]) if len(digits) > 1 else 0
    if "p" in time and hour < 12:
        hour += 12
    elif "a" in time and hour == 12:
        hour = 0
    return float(60 * hour + minute)


_DASHES = frozenset("-–—")
_BETWEEN_SIDES = _DASHES | {"to"}
"""What stands between the points or votes of two sides: "3-1", "by 488 to 97"."""


def _joined(text: str, first: Quantity, second: Quantity) -> Quantity | None:
    """The range or result of two neighbours ("between 20 and 30", "20-30", "3-1"), if they are one."""
    gap = text[first.end : second.start]
    if first.word or second.word or {first.unit, second.unit} & {"time", "rank", "decade"} or not _RANGE.fullmatch(gap):
        return None
    unit = second.unit or (first.unit if first.unit in _CURRENCIES.values() else "")
    if first.unit not in ("", unit):
        return None
    spanned = re.search(r"\b(?:between|from)\s+$", text[max(first.start - 10, 0) : first.start], re.IGNORECASE)
    word = gap.strip().lower()
    low = first.low * _shared_scale(text, first, second)
    if word in _BETWEEN_SIDES - {"to" if spanned else ""} and not unit and low >= second.low:
        return Quantity(low, second.low, first.bound, "score", "", first.start, second.end)
    if word in _BETWEEN_SIDES or (spanned and word == "and"):
        start = spanned.start() + max(first.start - 10, 0) if spanned else first.start
        return Quantity(low, second.low, first.bound, unit, "", start, second.end)
    return None


def _shared_scale(text: str, first: Quantity, second: Quantity) -> float:
    """The scale that stands behind the second number of a range and belongs to both: "3-4 million"."""
    told = _SCALE_AT_END.search(text[second.start : second.end])
    scale = _scale(told[1]) if told and not _SCALE_AT_END.search(text[first.start : first.end]) else 1
    return scale if first.low < second.low / scale else 1


def _bounded(text: str, read: Quantity) -> Quantity:
    """The quantity with the bound that stands before or after it."""
    offset = max(read.start - 28, 0)
    before = _BOUND.search(text[offset : read.start])
    if before and read.unit not in ("rank", "decade"):
        bound = next(_BOUND_WORDS[int(name[1:])][0] for name, got in before.groupdict().items() if got)
        return read._replace(bound=bound, start=offset + before.start())
    after = _OR_MORE.match(text, read.end)
    if after:
        return read._replace(bound=">=" if after["way"].lower() == "more" else "<=", end=after.end())
    return read


def implies(evidence: Quantity, claim: Quantity) -> bool:
    """Whether what the evidence counts makes the claim's value true: same value and unit, no bound turned.

    A claim may be weaker ("at least 700" for "over 700", "about 40" for "nearly 40"), never stronger or barer.
    """
    if (evidence.low, evidence.high, evidence.unit, evidence.word) != (
        claim.low,
        claim.high,
        claim.unit,
        claim.word,
    ):
        return False
    weaker = {">": (">", ">="), "~<": ("~<", "~"), "<": ("<", "<=")}
    return claim.bound in weaker.get(evidence.bound, (evidence.bound,))


def bounds(bound: Quantity, value: Quantity) -> bool:
    """Whether one of two quantities only says how many there are at least or at most, and the other keeps to that."""
    least = bound.bound in (">", ">=") and value.high >= bound.low
    return least or (bound.bound in ("<", "<=") and value.low <= bound.high)


def same_value(evidence: Quantity, claim: Quantity) -> bool:
    """Whether both are the same number, whatever their bounds and units."""
    return (evidence.low, evidence.high, evidence.word) == (claim.low, claim.high, claim.word)
