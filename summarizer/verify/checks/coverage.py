"""Whether the evidence has the words at all."""

from __future__ import annotations

import re
from collections.abc import Sequence

from summarizer.language import FUNCTION_WORDS, REPORTING_VERBS, inflections, outside_quotations, words
from summarizer.language.verbs import LEMMAS
from summarizer.verify.checks.match import Match, match
from summarizer.verify.checks.reading import identity

_FIRST_PERSON = re.compile(r"\b(?:i|i'm|i've|we|we're|we've|our|ours|my|mine|me|us|myself|ourselves)\b", re.I)
_NEGATIVE_PREFIXES = ("un", "in", "dis", "im", "il", "ir", "non")


def coverage(text: str, evidence: Sequence[str]) -> tuple[float, list[str]]:
    """Share of the content words that stand in the evidence, in [0, 1], and those that do not.

    A word counts as standing there when the evidence has it, a plain inflection of it, or, for names, another
    spelling of it; numbers and dates when the evidence says the same in another form.
    """
    return covered(match(text, evidence))


def covered(pair: Match) -> tuple[float, list[str]]:
    """As `coverage`, for a draft that was read already."""
    forms: set[str] = set()
    for reading in pair.evidence:
        forms |= _forms(reading.text, reading.cache)
    known = pair.known
    content = [
        (token, known_as)
        for token, known_as in zip(pair.draft.tokens, pair.ids, strict=True)
        if token.content and token.low not in REPORTING_VERBS
    ]
    unknown = []
    for token, known_as in content:
        if token.kind != "word":
            stands = known_as in known
        elif known_as != token.id or token.low in LEMMAS or token.text[0].isupper():
            stands = known_as in known or token.low in forms
        else:
            stands = (
                token.low in forms or bool(forms.intersection(inflections(token.low))) or _plainly(token.low, known)
            )
        if not stands:
            unknown.append(token.text)
    return 1.0 - len(unknown) / max(len(content), 1), unknown


def _forms(text: str, cache: dict[str, object]) -> set[str]:
    forms = cache.get("forms")
    if not isinstance(forms, set):
        forms = {form for word in words(text.lower()) for form in inflections(word)}
        cache["forms"] = forms
    return forms


def _plainly(low: str, known: frozenset[str]) -> bool:
    """Whether an everyday variant of the word stands in the evidence ("people" for "individuals")."""
    mine = identity(low)
    return mine in known and mine in {identity("people"), identity("spokesman"), identity("neighbour")}


def reversed_words(pair: Match) -> list[str]:
    """Words that the evidence has only with a negative prefix: "hurt" for "unhurt"."""
    known = {token.low for reading in pair.evidence for token in reading.tokens}
    found = []
    for token in pair.draft.tokens:
        if token.kind != "word" or len(token.low) < 4 or token.low in known or token.low in FUNCTION_WORDS:
            continue
        if any(prefix + token.low in known for prefix in _NEGATIVE_PREFIXES):
            found.append(f"“{token.text}” is the reverse of what the evidence says")
    return found


def first_person(text: str) -> list[str]:
    """Whether "we" or "our" stands outside quotation marks: the briefing would speak as the source's speaker."""
    outside = outside_quotations(text).replace("U.S.", "")
    return ["it speaks in the first person"] if _FIRST_PERSON.search(outside) else []
