"""Whether the evidence has the words at all."""

from __future__ import annotations

from functools import lru_cache

from summarizer.text.words import LEMMAS, REPORTING_VERBS, identity, inflections, words
from summarizer.verify.pairing import Pairing

_VARIANTS = frozenset(map(identity, ("people", "spokesman", "neighbour")))


def coverage(pair: Pairing) -> tuple[float, list[str]]:
    """Share of the claim's content words that stand in the evidence, in [0, 1], and those that do not.

    A word counts as standing there when the evidence has it, a plain inflection of it, or, for names, another
    spelling of it; numbers and dates when the evidence says the same in another form.
    """
    forms = frozenset().union(*(_forms(one.text) for one in pair.evidence))
    content = [
        (word, known)
        for word, known in zip(pair.claim.words, pair.ids, strict=True)
        if word.content and word.low not in REPORTING_VERBS
    ]
    unknown = []
    for word, known in content:
        if word.kind != "word":
            stands = known in pair.known
        elif known != word.id or word.low in LEMMAS or word.text[0].isupper():
            stands = known in pair.known or word.low in forms
        else:
            plain = identity(word.low)
            stands = bool(forms.intersection((word.low, *inflections(word.low)))) or (
                plain in _VARIANTS and plain in pair.known
            )
        if not stands:
            unknown.append(word.text)
    return 1.0 - len(unknown) / max(len(content), 1), unknown


@lru_cache(maxsize=8192)
def _forms(text: str) -> frozenset[str]:
    return frozenset(form for word in words(text.lower()) for form in inflections(word))
