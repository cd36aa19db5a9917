"""One verdict on one text and its evidence."""

from __future__ import annotations

from collections.abc import Sequence

from summarizer.records import Verdict
from summarizer.settings import VerifySettings
from summarizer.text import is_headline, is_statement, plain_quote, share_held, word_count
from summarizer.text.analysis import Analyser, Analysis
from summarizer.text.headings import is_heading, is_labelled
from summarizer.text.leaning import leans
from summarizer.text.voices import first_person
from summarizer.text.words import looks_past
from summarizer.verify.comparers import FACTS, compare, reasons
from summarizer.verify.comparison import Difference
from summarizer.verify.pairing import Pairing, pair
from summarizer.verify.wording import coverage


def check(
    text: str,
    evidence: Sequence[str],
    settings: VerifySettings,
    analyse: Analyser,
    dates: Sequence[str | None] = (),
) -> Verdict:
    """Checks a written sentence against the union of its evidence.

    Args:
        text: the sentence.
        evidence: the cited sentences, one line each, the one it was written from first.
        settings: how much of it must be covered.
        analyse: reads sentences.
        dates: the ISO dates of the articles that the evidence comes from, in its order, where known; they say
            which day "Thursday" is.

    Returns:
        Supported only when no comparer finds a difference; ``support`` is the share of content words that the evidence
        holds.
    """
    if word_count(text) < settings.min_words or len(text) > settings.max_chars:
        return Verdict(False, 0.0, ("it is no sentence",))
    known = pair(text, evidence, dates, analyse, settings)
    # A source's own sentence is what the source says, however its grammar was read.
    whole = plain_quote(text) in {plain_quote(sentence) for sentence in evidence}
    found = [] if whole else list(reasons(compare(known)))
    if leans(known.claim):
        found.append("it leans on an earlier sentence")
    if known.parsed and not known.claim.tree.has_verb and not _verb_in_evidence(known):
        found.append("it has no verb")
    if not is_statement(text) or is_labelled(known.claim) or is_heading(known.claim):
        found.append("it is no statement")
    return _verdict(text, known, found, settings)


def _verb_in_evidence(known: Pairing) -> bool:
    """Whether one of the claim's words is a verb in the evidence that was read as a noun or a participle here.

    "Families moved from Velsen" is a sentence if they did move; "people diagnosed" is none where they were diagnosed.
    """
    for word, key in zip(known.claim.words, known.ids, strict=True):
        for one, place in known.places(key) if word.content else ():
            bare = any(clause.verb == place and clause.bare for clause in one.clauses) and looks_past(word.low)
            if one.words[place].low == word.low and (one.tree.is_finite(place) or bare):
                return True
    return False


def check_title(
    text: str,
    evidence: Sequence[str],
    settings: VerifySettings,
    analyse: Analyser,
    dates: Sequence[str | None] = (),
) -> Verdict:
    """Checks a headline against the union of its evidence; arguments and result as in `check`.

    Written freely, a headline has more ways to say something else than comparers know: "Varn, Stone to be in for 52 per
    cent" of who got how much. It keeps the order of one sentence's words, and what is to come is to come there too.
    """
    if len(text) > settings.max_chars:
        return Verdict(False, 0.0, ("it is no headline",))
    known = pair(text, evidence, dates, analyse, settings)
    found = list(reasons(compare(known)))
    if not is_headline(text) or is_heading(known.claim):
        found.append("it is no headline")
    if not any(_in_order(known, one) for one in known.evidence):
        found.append("its words stand in another order")
    if _is_to_come(known.claim) and not any(_is_to_come(one) for one in known.evidence):
        found.append("it tells as coming what its evidence does not")
    return _verdict(text, known, found, settings)


def _in_order(known: Pairing, one: Analysis) -> bool:
    """Whether the words of a claim that carry a fact stand in a sentence in the same order, those that do."""
    left = iter([word.id for word in one.words])
    told = [key for word, key in zip(known.claim.words, known.ids, strict=True) if word.content and key in one.ids]
    return all(key in left for key in told)


def _is_to_come(one: Analysis) -> bool:
    """Whether a text tells what is planned or may be: "Mine to close", "The mine will close"."""
    tree = one.tree
    ahead = any(claim.kind in ("planned", "possible") for claim in one.claims)
    return ahead or any(tree.is_infinitive(root) for root in tree.roots)


def _verdict(text: str, known: Pairing, found: list[str], settings: VerifySettings) -> Verdict:
    share, unknown = coverage(known)
    found += first_person(text)
    if share < settings.min_coverage:
        found.append(f"not in the evidence: {', '.join(unknown)}")
    return Verdict(not found, share, tuple(dict.fromkeys(found)))


def differences(
    text: str,
    other: str,
    settings: VerifySettings,
    analyse: Analyser,
    names: Sequence[str],
    date: str | None = None,
) -> list[Difference]:
    """In what a text differs from another sentence by these comparers; ``date`` is that of the other's article."""
    found = compare(pair(text, [other], [date], analyse, settings), names)
    return [difference for one in found.values() for difference in one.differences]


def carries(
    passage: Sequence[str],
    text: str,
    settings: VerifySettings,
    analyse: Analyser,
    judged: bool = False,
    date: str | None = None,
) -> bool:
    """Whether nothing speaks against the sentences of a passage supporting the text on their own.

    Args:
        passage: sentences of one other source.
        text: the accepted sentence.
        settings: thresholds.
        analyse: reads sentences.
        judged: whether a judge decides in the end: then fewer of the text's content words must stand in the passage.
        date: the ISO date of the passage's article, where it is known.
    """
    if share_held(text, "\n".join(passage)) < (settings.asked_overlap if judged else settings.min_citation):
        return False
    known = pair(text, passage, [date] * len(passage), analyse, settings)
    return not any(one.differences for one in compare(known, FACTS).values())
