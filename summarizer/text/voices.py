"""Whose words a text is: whether it speaks as "we", whether it says who says it, and how that is added by rule."""

from __future__ import annotations

import re

from summarizer.text.analysis import Analysis
from summarizer.text.lexicon import says
from summarizer.text.speech import outside_quotations, quoted
from summarizer.text.words import CALENDAR, FUNCTION_WORDS, words

_FIRST_PERSON = re.compile(
    r"\bI\b(?!\.)|\b(?:[Ww]e(?:['’](?:re|ve|d|ll))?|[Oo]urs?|[Mm]y|me|us|[Mm]yself|[Oo]urselves)\b"
)
"""Neither "US" nor "the mine"."""

_EVERYBODY = re.compile(
    r"\b[Oo]ur(?= (?:own )?(?:solar system|planet|galaxy|universe|world|sun|star|moon|ancestors|species)\b)"
)
"""What the reader has as well as the writer: "the edge of our solar system"."""

_NUMBERED = re.compile(
    r"(?P<where>\b(?:to|in|at|from|near|on|for|with) )?\b(?P<word>[A-Z]\w+) I\b(?P<verb>(?= [a-z]))?"
)
"""A king, an annex; but "back to Hawaii I went" may be anybody's word, and is taken for one."""

_END = re.compile(r"\s*(?P<mark>[.!?…]*)(?P<close>[”\"’']*)\s*$")
_ARTICLES = frozenset("the a an".split())


def first_person(text: str) -> list[str]:
    """Whether "we" or "our" stands outside quotation marks: the briefing would speak as the source's speaker."""
    spoken = _EVERYBODY.sub("the", outside_quotations(text))
    outside = _NUMBERED.sub(lambda match: match.group() if _is_somebody(match) else "", spoken)
    return ["it speaks in the first person"] if _FIRST_PERSON.search(outside) else []


def _is_somebody(match: re.Match[str]) -> bool:
    """Whether the "I" behind a capitalised word is who speaks, or may be."""
    going_on = match["where"] is not None and match["verb"] is not None
    return going_on or match["word"].lower() in FUNCTION_WORDS | CALENDAR


def says_who(one: Analysis, voice: str) -> bool:
    """Whether a text names a voice as the one who says what it tells.

    Args:
        one: the text.
        voice: who says it, as it is to be named.
    """
    own = {word.lower() for word in words(voice)} - _ARTICLES
    if one.tree.parsed:
        speakers = {one.words[at].low for saying in one.sayings for at in saying.speakers}
        return bool(own & speakers)
    lows = [word.low for word in one.words]
    return bool(own.intersection(lows)) and any(says(low) or low == "according" for low in lows)


def attributed_to(text: str, voice: str) -> str:
    """A sentence with who says it at its end: "The bridge will open in May, Velta Foods said."."""
    end = _END.search(text)
    body = text[: end.start()] if end else text
    close = end["close"] if end else ""
    name = closed(in_sentence(voice))
    return f"{body},{close} {name} said." if close else f"{body}, {name} said."


def closed(voice: str) -> str:
    """A name as it stands before its verb: what a comma opens in it, a comma closes."""
    return f"{voice}," if "," in voice else voice


def quoted_as(text: str, voice: str) -> str:
    """A sentence as the quotation of who says it, in its own words: "Velta Foods said: “We open in May.”"."""
    return f"{closed(voice[:1].upper() + voice[1:])} said: {quoted(text.strip())}"


def in_sentence(voice: str) -> str:
    """A voice as it is written in the middle of a sentence: its article small."""
    first, _, rest = voice.partition(" ")
    return f"{first.lower()} {rest}" if rest and first.lower() in _ARTICLES else voice
