"""Names: where they stand, and a key that their spellings share."""

from __future__ import annotations

import re
from functools import lru_cache

from summarizer.text.languages import locale_for
from summarizer.text.lexicon import BODIES
from summarizer.text.local_words import local_names
from summarizer.text.words import FUNCTION_WORDS, WORD, stem


def _starts(text: str) -> set[int]:
    """Offsets at which a sentence or a quotation begins, where a capital says nothing."""
    return {match.end() for match in re.finditer(r"(?:^|[.!?:…]\s+|[“\"«‘(]\s*)[\s*\"“‘«(\[]*", text)}


def names(text: str, language: str = "") -> list[str]:
    """Words written with a capital where English would not demand one, and all-capital abbreviations.

    A sentence's first word counts only when it is an abbreviation or when another capital follows at once
    ("Hassan Abdul Ghani said"). Months and weekdays count as names.
    """
    return list(_names(text, language))


@lru_cache(maxsize=32_768)
def _names(text: str, language: str) -> tuple[str, ...]:
    """`names`, read once a sentence, for many compare it."""
    if locale := locale_for(text, language):
        return tuple(local_names(text, locale))
    starts, found = _starts(text), []
    matches = list(WORD.finditer(text))
    for at, match in enumerate(matches):
        word = match.group().rstrip("'’")
        if not word[0].isupper() or word.lower() in FUNCTION_WORDS:
            continue
        if match.start() not in starts or (len(word) > 1 and word.isupper()):
            found.append(word)
        elif at + 1 < len(matches):
            following = matches[at + 1]
            gap = text[match.end() : following.start()]
            if gap in (" ", "-") and following.group()[0].isupper() and following.group().lower() not in FUNCTION_WORDS:
                found.append(word)
    return tuple(found)


_EXCHANGED = str.maketrans("gqc", "jkk")


@lru_cache(maxsize=20_000)
def name_key(name: str) -> str:
    """A spelling-tolerant key: Jolani, Jawlani and Golani share one, so do Abdulghani and Abdul Ghani joined.

    The key is the consonant skeleton with letters merged that transliterations exchange; short names, whose
    skeleton would say too little (Homs, Hama), keep their own letters.
    """
    name = re.sub(r"['’]s?$", "", name)
    plain = stem(name)
    if _MUHAMMAD.fullmatch(name):
        return "muhammad"
    letters = "".join(c for c in name.lower().replace("ph", "f") if c.isalpha())
    skeleton = re.sub(r"[aeiouyhw]", "", letters).translate(_EXCHANGED)
    skeleton = re.sub(r"(.)\1+", r"\1", skeleton)
    vowel = "a" if letters[:1] in tuple("aeiou") else ""
    return vowel + skeleton if len(letters) >= 5 and len(skeleton) >= 3 else plain


_DEMONYMS = {
    word: group.split()[0]
    for group in (
        "france french|germany german germans|britain british britons uk|netherlands dutch"
        "|spain spanish|greece greek greeks"
        "|switzerland swiss|denmark danish danes|poland polish poles|sweden swedish swedes|norway norwegian norwegians"
        "|finland finnish finns|wales welsh|ireland irish|scotland scottish scots|thailand thai|philippines filipino"
        "|europe european europeans|america american americans|turkey turkish turks|china chinese|japan japanese"
        "|ukraine ukrainian ukrainians|israel israeli israelis|peru peruvian|england english|iceland icelandic"
        "|afghanistan afghan afghans|pakistan pakistani pakistanis|lebanon lebanese|kazakhstan kazakh"
    ).split("|")
    for word in group.split()
}
_ENDINGS = re.compile(r"(?:ians?|ans?|ns?|ese|is?|s)$")
_MUHAMMAD = re.compile(r"m[uo]h?amm?[ae]d", re.IGNORECASE)


def demonym_root(name: str) -> str:
    """One root for a country and its people ("Kenya", "Kenyan", "Kenyans"; "France", "French").

    Beyond a short list of irregular ones, the regular endings are taken off; names under five letters stay.
    """
    low = re.sub(r"['’]s?$", "", name).lower()
    if low in _DEMONYMS:
        return _DEMONYMS[low]
    if len(low) < 5:
        return low
    root = _ENDINGS.sub("", low)
    return root.rstrip("aeio") if len(root) >= 4 else low


_PROPER = re.compile(
    r"(?i)(?:[\w.'’-]+ ){1,3}(?:university|police|bank|council|hospital|club)"
    r"|.*[ ,](?:ag|inc|ltd|llc|gmbh|plc|corp|co|s\.?a)\.?"
)
_BEFORE_HEAD = 4
"""Words of a name within which its common noun stands: "the Lorn City Police Department"."""


def with_article(name: str) -> str:
    """A name as it stands within a sentence: "the Ministry of Defence", "the Lorn police force", but "Velta Foods"."""
    if name.lower().startswith("the "):
        return f"the {name[4:]}"
    lows = [word.lower() for word in re.split(r"[\s-]+", name)[:_BEFORE_HEAD]]
    return f"the {name}" if not BODIES.isdisjoint(lows) and not _PROPER.fullmatch(name) else name
