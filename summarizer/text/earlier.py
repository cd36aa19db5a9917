"""Whether a sentence tells of what went before the event: by its main clause, whatever its other clauses recall."""

from __future__ import annotations

from summarizer.text.analysis import Analysis
from summarizer.text.tone import is_background, looks_back


def is_earlier(one: Analysis) -> bool:
    """Whether what a sentence states was before the event, in the past perfect or not: "Shares had risen"."""
    told = _main_words(one)
    return is_background(told) or looks_back(told)


def is_of_the_past(one: Analysis) -> bool:
    """Whether what a sentence states is background: "The war began in 2011".

    A man who was convicted in 1957 may well be freed today: only the words that hang on the main verb count. All words
    do where the sentence was not parsed.
    """
    return is_background(_main_words(one))


def _main_words(one: Analysis) -> str:
    """The words of the main clauses of a sentence, without those that hang on the verb of another clause."""
    tree = one.tree
    if not tree.parsed:
        return one.text
    told = [word.text for at, word in enumerate(one.words) if tree.predicate(at) in tree.roots]
    return " ".join(told) or one.text
