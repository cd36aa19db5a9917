"""What a language needs to be read by: its words, numbers, dates, abbreviations and page furniture, one table each.

A table lies beside this module as ``<ISO 639-1 code>.yaml``. English, the language that all other rules were written
for, has none: where no table is, those rules hold. Names of months and days come from CLDR (Babel).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import yaml

from summarizer.languages import ENGLISH, UNKNOWN_LANGUAGE

_FOLDER = Path(__file__).parent
_NETWORKS = (
    "facebook|twitter|x|whatsapp|e-?mail|mail|print|linkedin|reddit|pinterest|telegram|messenger|tumblr|xing|threads"
    "|bluesky|mastodon|instagram|youtube|tiktok|flipboard|pocket|sms|viber|line"
)
"""Names of networks, which every language shares."""


@dataclass(frozen=True, slots=True)
class Section:
    """Furniture of one kind: ``whole`` is all of a block, ``start`` its beginning; of up to ``max_words`` words."""

    reason: str
    max_words: int
    pattern: re.Pattern[str]


@dataclass(frozen=True)
class Locale:
    """The table of one language; ``table`` is empty where there is none, and then only what CLDR knows is known."""

    code: str
    table: Mapping[str, Any]

    @property
    def unspaced(self) -> bool:
        """Whether it sets no blanks between words."""
        return "script" in self.table

    @property
    def capital_nouns(self) -> bool:
        """Whether every noun has a capital, so that a capital makes no name."""
        return bool(self.table.get("capital_nouns"))

    @cached_property
    def before_names(self) -> re.Pattern[str] | None:
        """What stands before a name, without an article between, where capitals do not tell one."""
        return self._words("before_names", r"(?:^|\s)(?:{})\.?\s$")

    @cached_property
    def small_words(self) -> frozenset[str]:
        """Words that carry grammar rather than facts."""
        return frozenset(str(self.table.get("small_words", "")).split())

    @cached_property
    def reporting(self) -> frozenset[str]:
        """Words that attribute a statement."""
        return frozenset(str(self.table.get("reporting", "")).split())

    @cached_property
    def denying(self) -> frozenset[str]:
        """Words that deny; in scripts without blanks, letters within words."""
        return frozenset(str(self.table.get("denying", "")).split())

    @cached_property
    def leaning(self) -> re.Pattern[str] | None:
        """What a sentence opens with that leans on an earlier one."""
        end = "" if self.unspaced else r"(?!\w)"
        return self._words("leaning", rf"^\W*(?:{{}}){end}")

    @cached_property
    def unnamed(self) -> re.Pattern[str] | None:
        """Words that say who speaks by a pronoun, or not at all: "a-t-elle déclaré", "ha aggiunto"."""
        return self._words("unnamed", "(?:{})")

    @property
    def tolls(self) -> Mapping[str, Any]:
        """How it counts people harmed, displaced or held; see `summarizer.text.local_tolls`."""
        rules: Mapping[str, Any] = self.table.get("tolls", {})
        return rules

    def _words(self, key: str, form: str) -> re.Pattern[str] | None:
        lines = re.sub(r"\s+\|", "|", str(self.table.get(key, "")).strip())
        return re.compile(form.replace("{}", lines), re.IGNORECASE) if lines else None

    @cached_property
    def before_name(self) -> re.Pattern[str] | None:
        """The end of a text that is an abbreviation which a name follows: "Dr."."""
        return self._abbreviations("before_name")

    @cached_property
    def before_number(self) -> re.Pattern[str] | None:
        """The end of a text that is an abbreviation which a number follows: "Nr."."""
        return self._abbreviations("before_number")

    def _abbreviations(self, key: str) -> re.Pattern[str] | None:
        words = str(self.table.get("splitting", {}).get(key, "")).split()
        known = "|".join(re.escape(word) for word in words)
        return re.compile(rf"(?:^|[\s(«“„‘'’\"/-])(?:{known})\.\s*$") if known else None

    @cached_property
    def joins(self) -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
        """Ends and beginnings between which no sentence ends."""
        pairs = self.table.get("splitting", {}).get("joins", ())
        return tuple((re.compile(end, re.IGNORECASE), re.compile(start)) for end, start in pairs)

    @property
    def dates(self) -> Mapping[str, Any]:
        """How it writes dates; see `summarizer.text.local_dates`."""
        rules: Mapping[str, Any] = self.table.get("dates", {})
        return rules

    @property
    def numbers(self) -> Mapping[str, Any]:
        """How it writes numbers; see `summarizer.text.local_numbers`."""
        rules: Mapping[str, Any] = self.table.get("numbers", {})
        return rules

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """The phrases of its pages."""
        return tuple(map(_section, self.table.get("furniture", {}).get("sections", ())))

    def is_phrase(self, text: str) -> bool:
        """Whether a line is one of the phrases of its pages."""
        return any(section.pattern.match(text) for section in self.sections)

    def furniture(self, key: str) -> re.Pattern[str] | None:
        """One pattern of its pages by name: "byline", "dateline"."""
        pattern = self.table.get("furniture", {}).get(key)
        return re.compile(str(pattern), re.IGNORECASE) if pattern else None

    @cached_property
    def date_words(self) -> frozenset[str]:
        """What stands beside a date in a line of its own."""
        return frozenset(str(self.table.get("furniture", {}).get("date_words", "")).split())


def _section(given: Mapping[str, Any]) -> Section:
    whole, start = (_lines(str(given.get(key, ""))) for key in ("whole", "start"))
    parts = [rf"(?:{whole})[.:!…。：！]{{0,3}}$"] if whole else []
    pattern = "|".join([*parts, *([f"(?:{start})"] if start else [])])
    return Section(given["reason"], given["max_words"], re.compile(pattern, re.IGNORECASE))


def _lines(text: str) -> str:
    found = "|".join(filter(None, map(str.strip, text.splitlines())))
    return found.replace("{networks}", _NETWORKS)


@lru_cache(maxsize=64)
def locale_of(code: str) -> Locale | None:
    """The table of a language by its code; None for English and where the language is not known."""
    if not code or code in (ENGLISH, UNKNOWN_LANGUAGE) or not code.isalpha():
        return None
    path = _FOLDER / f"{code}.yaml"
    table = yaml.load(path.read_text(encoding="utf-8"), _Loader) if path.is_file() else {}
    return Locale(code, table)


_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@lru_cache(maxsize=1)
def tables() -> tuple[str, ...]:
    """The codes of the languages that have a table, in order."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.yaml")))
