"""Whether what is cited holds the names, numbers and days of the sentence that cites it.

Citations are chosen by a judge and by shared words, so neither can say how good they are. This reads names, numbers
and days by a few lines of its own, and knows nothing of the product.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from evaluation.data import OutputSentence, SystemOutput

_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty"
).split()
_TENS = "thirty forty fifty sixty seventy eighty ninety hundred".split()
_VALUES = {word: str(value) for value, word in enumerate(_SMALL)} | {
    word: str(10 * value) for value, word in enumerate(_TENS, start=3)
}
_WORD = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+")
_OPENING = re.compile(r"(?:^|[.!?:]\s+)[\"“‘']*$")


def details(text: str) -> set[str]:
    """Names, numbers and days of a sentence: words with a capital that open no sentence, and all numbers but "one".

    Numbers are written in digits: "Fourteen" and "14" are the same, "1,250" and "1250" as well.
    """
    found = set()
    for match in _WORD.finditer(text):
        word = match.group()
        number = _number(word)
        if number is not None and word.lower() != "one":
            found.add(number)
        elif number is None and word[0].isupper() and len(word) > 1 and not _OPENING.search(text[: match.start()]):
            found.add(word.lower())
    return found


def held(text: str) -> set[str]:
    """Every word and number of a passage, in the same form."""
    return {_number(word) or word.lower() for word in _WORD.findall(text)}


def _number(word: str) -> str | None:
    if word[0].isdigit():
        return word.replace(",", "")
    return _VALUES.get(word.lower())


def cited_texts(sentence: OutputSentence) -> Mapping[int, str]:
    """The cited text of each source, in citation order."""
    grouped: dict[int, str] = {}
    for citation in sentence.citations:
        grouped[citation.source] = f"{grouped.get(citation.source, '')} {citation.text}"
    return grouped


def _parts_cited(sentence: OutputSentence) -> Mapping[int, str]:
    """What each source is cited for: the whole sentence, or the parts that it carries."""
    grouped: dict[int, list[str | None]] = {}
    for citation in sentence.citations:
        grouped.setdefault(citation.source, []).append(citation.part)
    return {source: " ".join(map(str, parts)) if all(parts) else sentence.text for source, parts in grouped.items()}


def detail_scores(output: SystemOutput) -> dict[str, float | None]:
    """Shares of a text's details that its citations hold: all those of a sentence together, and each by itself those of
    the part that it is cited for.

    Returns:
        ``details_together`` and ``details_each``, in [0, 1]; None for a system that never cites or has no detail.
    """
    told = [(sentence, cited_texts(sentence)) for sentence in output.sentences]
    together = [(details(sentence.text), [" ".join(texts.values())]) for sentence, texts in told]
    each = [
        (details(sentence.text) & held(part), [texts[source]])
        for sentence, texts in told
        for source, part in _parts_cited(sentence).items()
    ]
    if not output.cites:
        return {"details_together": None, "details_each": None}
    return {"details_together": _share(together), "details_each": _share(each)}


def _share(wanted: Sequence[tuple[set[str], Sequence[str]]]) -> float | None:
    """Of the details asked of each passage, the share that it holds."""
    asked = sum(len(found) * len(passages) for found, passages in wanted)
    there = sum(len(found & held(passage)) for found, passages in wanted for passage in passages)
    return there / asked if asked else None
