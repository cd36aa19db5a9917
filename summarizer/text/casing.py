"""Text in capitals throughout, written as others write its words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from summarizer.text.words import WORD

_LEAST_WORDS = 2


def is_in_capitals(text: str) -> bool:
    """Whether a text of several words has no small letter: "THE REBELS CAPTURED THE TOWN"."""
    found = WORD.findall(text)
    return text.isupper() and sum(len(word) > 1 and word.isalpha() for word in found) >= _LEAST_WORDS


def usual_case(text: str, others: Iterable[str]) -> str:
    """A text in capitals as the words of other texts are mostly written there, letter for letter as long as before;
    what they do not have is written small.
    """
    wanted = {word.lower() for word in WORD.findall(text)}
    forms: dict[str, Counter[str]] = {word: Counter() for word in wanted}
    for other in others:
        for word in WORD.findall(other):
            if word.lower() in forms:
                forms[word.lower()][word] += 1
    written = {word: _usual(word, found) for word, found in forms.items()}
    result, last = "", 0
    for match in WORD.finditer(text):
        form = written[match.group().lower()]
        kept = form if len(form) == len(match.group()) else match.group()
        result += text[last : match.start()] + kept
        last = match.end()
    result += text[last:]
    first = next((at for at, letter in enumerate(result) if letter.isalpha()), 0)
    head = result[first : first + 1].upper()
    return result[:first] + (head if len(head) == 1 else result[first : first + 1]) + result[first + 1 :]


def _usual(word: str, found: Counter[str]) -> str:
    """The form that is found most, the small one where it is found at all: a sentence's first word is a capital."""
    return word if word in found or not found else max(found, key=lambda form: (found[form], form))
