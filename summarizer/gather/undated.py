"""What becomes of a date that cannot be: its sentence is told without it, or not at all, and its source is flagged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from summarizer.gather.days import phrase
from summarizer.gather.impossible import Impossible
from summarizer.records import Flag, Omissible, Report, Sentence, Statement
from summarizer.text.analysis import Analyser, Analysis
from summarizer.text.condensing import LEAST_WORDS, condensed
from summarizer.text.dates import DateMention
from summarizer.text.leaning import leans
from summarizer.text.words import word_count

_SHOWN_WORDS = 18
"""Words of a sentence that a flag shows."""


def undated(
    statements: Sequence[Statement], wrong: Sequence[Impossible], sentences: Sequence[Sentence], analyse: Analyser
) -> tuple[Statement, ...]:
    """The statements, without the dates that cannot be.

    A sentence that says the rest alone is told without its date, in its own words; else it is withheld, and so is what
    would be told together with it in words that hold the date.
    """
    found = list(statements)
    for row in sorted({one.row for one in wrong}):
        own = [one for one in wrong if one.row == row]
        analysed = analyse(sentences[row].flat)
        text = without(analysed, [one.mention for one in own])
        if _is_told_alone(found[row]) and text:
            found[row] = replace(found[row], wording=text)
        elif not found[row].withheld:
            found[row] = replace(found[row], withheld=own[0].reason)
        given = [analysed.text[one.mention.start : one.mention.end] for one in own]
        for at, other in enumerate(found):
            if row in other.partners and not other.withheld and any(date in other.wording for date in given):
                found[at] = replace(other, withheld=own[0].reason)
    return tuple(found)


def _is_told_alone(statement: Statement) -> bool:
    """Whether a sentence is told for itself, in the reporter's name, and nothing was made of it yet."""
    return not (statement.withheld or statement.wording or statement.voice or statement.partners)


def without(one: Analysis, mentions: Sequence[DateMention]) -> str:
    """A sentence without some of its dates; empty where it cannot be told so.

    The phrase must hang on a verb and hold nothing but the date, and the verb must not be denied: without the day of
    "did not open on 7 December", the opening itself is denied.
    """
    if not one.tree.parsed or leans(one):
        return ""
    parts = [_omissible(one, mention) for mention in mentions]
    text = condensed(one, known) if len(known := [part for part in parts if part]) == len(parts) else ""
    return text if word_count(text) >= LEAST_WORDS else ""


def _omissible(one: Analysis, mention: DateMention) -> Omissible | None:
    """The phrase of a date; None where the sentence cannot be told without it."""
    bounds = phrase(one, mention)
    if bounds is None:
        return None
    first, last, verb = bounds
    words = {at for at in range(first, last + 1) if one.words[at].kind != "mark"}
    hanging = {below for at in words for below in one.tree.subtree(at) if one.words[below].kind != "mark"}
    follows = one.words[last + 1 : last + 4]
    listed = any(word.low in ("and", "or") for word in follows) and any(word.kind == "date" for word in follows)
    denied = one.tree.nodes[verb].denied or one.tree.under(verb, "neg")
    if hanging - words or listed or denied or any(one.words[at].quoted for at in words):
        return None
    return Omissible(one.words[first].start, one.words[last].end, "date")


def with_date_flags(
    reports: Sequence[Report], wrong: Sequence[Impossible], sentences: Sequence[Sentence]
) -> tuple[Report, ...]:
    """The reports, each that gives a date that cannot be with a flag that says which, and what speaks against it."""
    found = list(reports)
    for one in wrong:
        source = sentences[one.row].source
        report = found[source]
        note = f"{one.reason.removeprefix('it ')}: “{_short(sentences[one.row].flat)}”"
        flag = Flag("date", note, None if one.against is None else sentences[one.against].source)
        if flag not in report.document.flags:
            document = replace(report.document, flags=(*report.document.flags, flag))
            found[source] = replace(report, document=document)
    return tuple(found)


def _short(text: str) -> str:
    words = text.split()
    return text if len(words) <= _SHOWN_WORDS else f"{' '.join(words[:_SHOWN_WORDS])} …"
