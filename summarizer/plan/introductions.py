"""Puts in what a sentence takes as known, where its own source tells it for certain; and finds what is left.

"Hahn" becomes "Ulmen coach Petra Hahn", "the bakery" becomes "the bakery in Kelm", "Shares" becomes "Velta Foods
shares". Nothing between quotation marks is touched.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from summarizer.plan.abbreviations import abbreviations, with_abbreviations
from summarizer.plan.joiners import without_also
from summarizer.plan.names import with_names
from summarizer.plan.nouns import with_nouns
from summarizer.plan.presumed import presumed
from summarizer.plan.shortened import names_unknown, with_longer_names
from summarizer.records import Introduction, Unexplained
from summarizer.text.analysis import Analyser, Analysis
from summarizer.text.people import is_bare, people, shared_by
from summarizer.text.speech import paired_quotes
from summarizer.text.tokens import without_possessive
from summarizer.text.words import identity


class Introduced(NamedTuple):
    """A sentence with what was put in, and what it still takes as known."""

    text: str
    introductions: tuple[Introduction, ...]
    unexplained: tuple[Unexplained, ...]


def introduced(
    sentence: str,
    earlier: Sequence[str],
    analyse: Analyser,
    later: Sequence[str] = (),
    elsewhere: Collection[str] = (),
    owned: bool = False,
) -> Introduced:
    """Puts in what a sentence takes as known.

    Args:
        sentence: one sentence, on one line.
        earlier: the sentences before it in its document, in order; rows are counted in it.
        analyse: reads sentences.
        later: the sentences after it, which may show that a name is a person's.
        elsewhere: surnames and first names of people that only other sources name in full.
        owned: whether it is told as somebody's own word, so that its "shares" are theirs.
    """
    before = [analyse(text) for text in earlier]
    if not analyse(sentence).tree.parsed or not paired_quotes(sentence):
        return Introduced(sentence, (), ())
    whole = [*before, *(analyse(text) for text in (sentence, *later))]
    persons = people(before, whole)
    text, found = with_names(without_also(analyse(sentence)), persons, analyse)
    shared = [short for short, person in persons.items() if person is None and short in text]
    strangers = dict.fromkeys(elsewhere, False) | {short: True for short in shared if shared_by(short, before)}
    text, short = with_abbreviations(text, abbreviations([*earlier, *later], text), analyse)
    found += short
    text, longer = with_longer_names(text, before, analyse)
    text, nouns = with_nouns(text, before, analyse)
    left = [one for lean, one in presumed(text, before, analyse) if not (owned and lean.kind == "whose")]
    left += _strangers(analyse(text), strangers)
    left += [one for one in names_unknown(analyse(text), before) if one.phrase not in strangers]
    return Introduced(text, (*found, *longer, *nouns), tuple(left))


def unexplained_in(
    texts: Sequence[str], earlier: Sequence[str], analyse: Analyser, owned: bool = False
) -> tuple[Unexplained, ...]:
    """What sentences that are told as one text take as known; what one of them tells, those behind it need not.

    Args:
        texts: the sentences, in order.
        earlier: the sentences before them in their document.
        analyse: reads sentences.
        owned: whether they are told as somebody's own word.
    """
    left: list[Unexplained] = []
    told: frozenset[str] = frozenset()
    for at, text in enumerate(texts):
        before = [analyse(one) for one in (*earlier, *texts[:at])]
        for lean, one in presumed(text, before, analyse):
            joined = at and (lean.kind in ("time", "other") or told & set(one.ids))
            if not joined and not (owned and lean.kind == "whose"):
                left.append(one)
        told |= analyse(text).ids
    return tuple(left)


def _strangers(one: Analysis, strangers: Mapping[str, bool]) -> Iterator[Unexplained]:
    """Bare surnames of people whom its own source never names in full, or of which it names two.

    Of two of a name, what has been told of one says nothing of the other.
    """
    for at, word in enumerate(one.words):
        short = without_possessive(word.text)
        if short in strangers and not word.quoted and is_bare(one, at):
            yield Unexplained(short, () if strangers[short] else (identity(short),))
