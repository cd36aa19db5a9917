"""Shorter forms of a sentence by rule: what can be left out without a word being changed.

A connective, an opening phrase, an aside, a closing clause. Who says it, conditions and contrasts stay: without
them the rest would claim something else. Every form is still checked and judged like any draft.
"""

from __future__ import annotations

import re

from summarizer.language.names import names
from summarizer.language.numbers import numbers
from summarizer.language.words import word_count

SHORTEST = 7
"""Words below which nothing more is taken away."""

_CONNECTIVE = re.compile(
    r"^(?:(?:notably|particularly|meanwhile|however|moreover|furthermore|additionally|in fact|indeed|also|similarly"
    r"|contrastingly|as a result|in addition|in response|in summary|overall|and|but|so|yet),?\s+)(?=\w)",
    re.IGNORECASE,
)
_EMPTY_TAIL = re.compile(
    r"(?:,\s+(?:with|as|while|which|where|who|\w+ing)\b|\s+(?:as\s+they|as\s+it|as\s+the)\b)"
    r"(?P<rest>[^,;“”\"]*(?:,[^,;“”\"]*){0,2})[.!]$"
)
_TAIL = re.compile(
    r",\s+(?:which|who|whose|whom|where|while|with|as|after|before|following|amid|including|especially|particularly"
    r"|such as|another|an?|the|one of|\w{3,}ing)\s[^;:“”\"]{8,220}[.!]$"
)
_ASIDE = re.compile(
    r",\s(?:who|which|whose|where|an?|the|another|one of)\s[^,;:“”\"()]{4,90},\s(?=[a-z])|\s\([^()]{2,80}\)"
)
_OPENING = re.compile(
    r"^(?:(?:\w+\s)?(?:after|before|during|following|amid|as|while|with|since|despite|by|in|on|at|from)\s)"
    r"[^,;:“”\"]{6,110},\s+(?=\w)",
    re.IGNORECASE,
)
_FRONT = re.compile(
    r"(?:\w+ )?(?:after|before|during|following|amid|as|while|with|since|despite|by|in|on|at|from|according|when"
    r"|because|although|though|if|once|until|for|to|under|like|unlike)\b[^,]*,",
    re.IGNORECASE,
)
_SPACE_BEFORE = re.compile(r"\s+([,.;:!?])")
_CLOSING_ATTRIBUTION = re.compile(
    r",\s+(?P<who>(?:(?:the\s)?[^,;:“”\"]{2,60}\s(?:said|says|announced|reported)"
    r"(?:\s(?:on\s)?(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)|\sin\sa\sstatement)?"
    r"|according\sto\s[^,;:“”\"]{2,80}))\.$"
)
_KEPT = re.compile(
    r"\b(?:said|says|told|according|announced|claimed|added|reported|reportedly|stated|warned|noted|argued|believes?|if|unless"
    r"|not|no|never|but|without|except|despite|although|though)\b",
    re.IGNORECASE,
)


def trimmed(text: str) -> str:
    """The sentence without an opening connective and without a closing clause that adds no name or number.

    "…displaced over 280,000 people, with civilians facing dire circumstances." loses its last eleven words;
    a clause with a fact in it stays, and so does a sentence that would be left with under seven words.
    """
    short = _CONNECTIVE.sub("", text)
    for match in _EMPTY_TAIL.finditer(short):
        kept, rest = short[: match.start()], match.group("rest")
        if word_count(kept) >= SHORTEST and not names(f"x {rest}") and not numbers(rest):
            short = kept.rstrip(" ,") + "."
            break
    return short[:1].upper() + short[1:]


def shortenings(text: str) -> list[str]:
    """All shorter forms, the gentlest first; none where nothing can go.

    `trimmed` first, then what is left without closing clauses from the last comma on, without asides, and without the
    opening phrase.
    """
    forms = [trimmed(text)]
    forms += [cut for base in list(forms) for cut in _without_tail(base)]
    forms += [cut for base in list(forms) if (cut := _without_aside(base))]
    forms += [cut for base in list(forms) if (cut := _without_opening(base))]
    return [form for form in dict.fromkeys(forms) if form != text]


def attributed(text: str, source: str) -> str:
    """The text with the closing attribution of its source ("…, officials said") put back, where it has none.

    Nothing where the source does not end in one, or the text keeps the words of it.
    """
    match = _CLOSING_ATTRIBUTION.search(source)
    if match is None or not text.endswith("."):
        return ""
    who = match.group("who")
    return "" if who.lower() in text.lower() else f"{text[:-1].rstrip()}, {who}."


def _without_tail(text: str) -> list[str]:
    """The sentence cut at each comma from which on a clause of its own runs to the end.

    A sentence that opens with a phrase is left alone: what follows its comma is the main clause.
    """
    if _FRONT.match(text):
        return []
    cuts = []
    for comma in re.finditer(r",\s", text):
        if _TAIL.match(text, comma.start()) and not _KEPT.search(text, comma.start()):
            kept = text[: comma.start()]
            if word_count(kept) >= SHORTEST and _paired(kept):
                cuts.append(f"{kept}.")
    return cuts[::-1][:2]


def _without_aside(text: str) -> str:
    match = _ASIDE.search(text)
    if match is None or _KEPT.search(match.group()):
        return ""
    before = text[: match.start()]
    joint = ", " if _FRONT.match(f"{before},") else " "  # the comma that ends an opening phrase stays
    rest = _SPACE_BEFORE.sub(r"\1", " ".join(f"{before}{joint}{text[match.end() :]}".split()))
    return rest if word_count(rest) >= SHORTEST else ""


def _without_opening(text: str) -> str:
    match = _OPENING.match(text)
    if match is None or _KEPT.search(match.group()):
        return ""
    rest = text[match.end() :]
    return rest[:1].upper() + rest[1:] if word_count(rest) >= SHORTEST else ""


def _paired(text: str) -> bool:
    """Whether a cut leaves brackets and quotation marks paired."""
    return text.count("(") == text.count(")") and text.count("“") == text.count("”") and text.count('"') % 2 == 0
