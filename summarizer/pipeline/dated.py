"""A claim whose date cannot be is carried by no passage that gives it: these only report the rest."""

from __future__ import annotations

from collections.abc import Sequence

from summarizer.gather import Impossible
from summarizer.records import Attribution, Citation, Contradiction, Reported, Sentence, Span
from summarizer.text.dates import DateMention, dates, stated


def without_dates(
    known: Attribution, told: str, wrong: Sequence[Impossible], sentences: Sequence[Sentence]
) -> Attribution:
    """What sources say of a claim, those passages aside that give a date of it that cannot be.

    Args:
        known: who carries, reports and contradicts the claim.
        told: the claim.
        wrong: the dates of the sources that cannot be.
        sentences: all sentences of the cluster.

    Returns:
        The same, such a passage as one that lacks the date, and the passage that its date is held against as one that
        contradicts the claim.
    """
    cited, reported, against = list(known.citations), list(known.reported_by), list(known.contradicted_by)
    for one in wrong:
        date = _told(told, sentences[one.row].flat, one.mention)
        passages = [passage for passage in cited if date and _holds(passage, sentences[one.row])]
        if date is None or not passages:
            continue
        cited = [passage for passage in cited if passage not in passages]
        lack = Span(date.start, date.end)
        reported += [Reported(each.source, each.start, each.end, each.quote, (lack,)) for each in passages]
        if one.against is not None and sentences[one.against].source not in {other.source for other in against}:
            other, differs = sentences[one.against], f"“{told[date.start : date.end]}” cannot be, {one.but}"
            against.append(Contradiction(other.source, other.start, other.end, other.text, differs))
    return Attribution(tuple(cited), tuple(reported), tuple(against))


def _told(claim: str, passage: str, wrong: DateMention) -> DateMention | None:
    """The date of a claim that is that of a passage; None where it gives no such date."""
    given, day = passage[wrong.start : wrong.end], stated(wrong)
    same = (one for one in dates(claim) if (day and stated(one) == day) or claim[one.start : one.end] == given)
    return next(same, None)


def _holds(passage: Citation, sentence: Sentence) -> bool:
    return passage.source == sentence.source and passage.start < sentence.end and sentence.start < passage.end
