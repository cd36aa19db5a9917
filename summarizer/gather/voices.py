"""Whose voice a sentence is in, where it is not the reporter's: a party's, a columnist's, nobody's that counts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from summarizer.gather.interviews import with_answers
from summarizer.outlets import outlets
from summarizer.records import Report, Sentence, Standing, Statement
from summarizer.text.analysis import Analyser, Analysis
from summarizer.text.genres import FORMS, author_named, without_remark, work_reviewed
from summarizer.text.lexicon import says
from summarizer.text.names import with_article
from summarizer.text.speech import outside_quotations, quoted
from summarizer.text.voices import closed

_NOT_TOLD = {"satire": "satire", "advertisement": "an advertisement"}
ONE_SIDED = ("party", "opinion")
"""Kinds of source whose every sentence is somebody's claim."""

_OWN_VIEW = re.compile(
    r"\b(?:[Ww]e|[Oo]urs?|us|[Oo]urselves|[Mm]y|me|[Mm]yself|[Tt]he enemy|(?<!War )(?<!Phase )(?<!Part )I)\b"
)
_COLON = re.compile(r"[^.!?“\"]{3,80}:\s*[“\"„«]")
_BYLINE = re.compile(
    r"(?m)^\W{0,3}(?:(?i:opinion|column|comment(?:ary)?|essay|written) )?[Bb]y "
    r"(?P<who>[A-ZÀ-Þ][\w.'’-]+(?: [A-ZÀ-Þ][\w.'’-]+){1,3})(?=\W*$|, | \|)"
)
_HEAD_CHARS = 600
"""Characters of a text within which its author is named."""


def with_voices(
    statements: Sequence[Statement], sentences: Sequence[Sentence], reports: Sequence[Report], analyse: Analyser
) -> tuple[Statement, ...]:
    """Says of each sentence who speaks in it, where that is not the reporter.

    Satire and advertisements are withheld. What a party says is its own claim, and in its "we" it is told as a
    quotation. An opinion is its author's. In interviews an answer is told as what the one who is named said; questions
    are withheld, and so are answers of somebody whom nobody names.

    Args:
        statements: one a sentence; what has a wording or is withheld stays so.
        sentences: all sentences of the cluster.
        reports: its sources, by index.
        analyse: reads sentences.

    Returns:
        One statement a sentence, in their order.
    """
    found = list(statements)
    rows_of: dict[int, list[int]] = {}
    for row, sentence in enumerate(sentences):
        rows_of.setdefault(sentence.source, []).append(row)
    for report in reports:
        rows = rows_of.get(report.source, [])
        kind = report.document.kind
        if kind in _NOT_TOLD:
            for row in rows:
                found[row] = _withheld(found[row], f"{_NOT_TOLD[kind]}: {_shown(report)}")
            continue
        for row, statement in with_answers(rows, sentences, report, analyse).items():
            found[row] = statement if not (found[row].wording or found[row].withheld) else found[row]
        if kind in ONE_SIDED:
            voice, says = _author(report), "wrote" if kind == "opinion" else "said"
            voice, says = (voice, says) if voice else (_nameless(report), "")
            for row in rows:
                found[row] = voiced(found[row], sentences[row], voice, says, analyse)
    return tuple(found)


def with_speakers(
    statements: Sequence[Statement], sentences: Sequence[Sentence], reports: Sequence[Report]
) -> tuple[Statement, ...]:
    """A party's or an author's sentence in the voice that it names itself: "Velta Foods said …" is a claim as well."""
    claims = [reports[sentence.source].document.kind in ONE_SIDED for sentence in sentences]
    return tuple(
        replace(one, voice=one.voice or one.standing.by) if claim and one.standing.kind == "attributed" else one
        for one, claim in zip(statements, claims, strict=True)
    )


def opinion_notes(reports: Sequence[Report]) -> tuple[str, ...]:
    """What the reader should know where most sources tell what their authors think, and not what happened."""
    opinions = sum(report.document.kind == "opinion" for report in reports)
    if 2 * opinions <= len(reports):
        return ()
    shown = "All" if opinions == len(reports) else f"{opinions}"
    return (f"{shown} of the {len(reports)} sources are opinion or reviews, not reports of an event.",)


def _withheld(statement: Statement, reason: str) -> Statement:
    return statement if statement.withheld else replace(statement, withheld=reason, wording="")


def _shown(report: Report) -> str:
    """What shows the kind of a source, in its flag's words."""
    kind = report.document.kind
    return next((flag.note for flag in report.document.flags if flag.kind == kind and flag.note), "the source says so")


def voiced(statement: Statement, sentence: Sentence, voice: str, says: str, analyse: Analyser) -> Statement:
    """Somebody's own sentence, as what they say; one that names who says it keeps that.

    Args:
        statement: what is known of it.
        sentence: the sentence.
        voice: who speaks; empty where nobody is named.
        says: the verb before what is told as a quotation; empty where it may not be, as nobody is named.
        analyse: reads sentences.
    """
    if statement.withheld or statement.voice:
        return statement
    own = _OWN_VIEW.search(outside_quotations(sentence.flat)) is not None
    if not voice:
        told = _attributed(statement, "")
        return _withheld(told, "does not say who speaks") if own and not told.wording else told
    if not own and attributes_itself(analyse(sentence.flat)):
        return _attributed(statement, "")
    if not own and _announces(sentence.flat, voice):
        return replace(_attributed(statement, voice), voice="")
    told = _attributed(statement, voice)
    if not own or statement.wording:
        return told
    if not says:
        return _withheld(told, "does not say who speaks")
    return replace(told, wording=f"{closed(voice[:1].upper() + voice[1:])} {says}: {quoted(sentence.flat)}")


def _attributed(statement: Statement, voice: str) -> Statement:
    standing = statement.standing
    if standing.kind == "asserted":
        standing = Standing("attributed", standing.by or voice, standing.sources)
    elif voice and not standing.by:
        standing = replace(standing, by=voice)
    return replace(statement, standing=standing, voice=voice)


def attributes_itself(analysis: Analysis) -> bool:
    """Whether a sentence says itself who says all of it, or most: by a verb of saying, or with a colon."""
    if _COLON.match(analysis.text):
        return True
    size = len([word for word in analysis.words if word.kind != "mark"])
    return any(saying.speakers and 2 * len(saying.said) >= size for saying in analysis.sayings)


def _announces(text: str, voice: str) -> bool:
    """Whether a sentence opens with the speaker's name and a verb of saying: "Velta Foods reports a record year"."""
    name = voice.removeprefix("the ")
    opening = re.match(rf"(?i)(?:the )?{re.escape(name)} (?P<first>\w+)(?: (?P<second>\w+))?", text)
    return opening is not None and any(says(word) for word in opening.groups() if word)


def _author(report: Report) -> str:
    """Who speaks in a party's or an author's text, as it stands within a sentence; empty where nobody is named."""
    document = report.document
    if document.kind == "opinion" and (author := _BYLINE.search(document.text[:_HEAD_CHARS])):
        return author["who"].rstrip(".,")
    if document.kind == "opinion" and (critic := author_named(document.text)):
        return critic
    name, _ = without_remark(document.publisher or "")
    listed = outlets().kind_of(name, None)
    return f"a press release on {name}" if listed and listed[0] == "party" else with_article(name)


_ISSUED = re.compile(r"(?i)\b(?:release|statement)\b")
"""What a text calls itself that somebody has issued."""


def _nameless(report: Report) -> str:
    """Whose word a text of an unnamed author is: that of "a review of “Tram”", of "a statement" where it calls itself
    that, of "a party to the event".
    """
    if report.document.kind != "opinion":
        return "a statement" if _ISSUED.search(_shown(report)) else "a party to the event"
    work = work_reviewed(f"{report.document.title or ''}\n{report.document.text}")
    form = next((form for form in FORMS if work or form in _shown(report)), "opinion piece")
    return f"a review of “{work}”" if work else f"{'an' if form[0] in 'aeiou' else 'a'} {form}"
