"""What all formats of a check share: its words for verdicts, for who says what, and for the text's own citations."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import PurePath

from summarizer.checked import Check, CheckedMark, CheckedPart, CheckedSentence, Finding, Superseded
from summarizer.records import Citation, Contradiction, Document, Flag, Reported, Span
from summarizer.render import common, flags, moments
from summarizer.render.telling import behind_several
from summarizer.text.values import in_running_text

LABELS: dict[Finding, str] = {
    "carried": "carried",
    "reported": "reported without a detail",
    "contradicted": "contradicted",
    "not_found": "found nowhere",
    "not_judged": "not judged",
}
SIGNS: dict[Finding, str] = {"carried": "✓", "reported": "~", "contradicted": "≠", "not_found": "?", "not_judged": "–"}
"""One character a verdict, for the edge of a line."""

_REPORTING: dict[Finding, str] = {"carried": "also reported by", "not_found": "nearest:", "not_judged": "said in"}

LEGEND = "✓ carried  ~ reported without a detail  ≠ contradicted  ? found nowhere  – not judged"


def own_words(text: str) -> str:
    """Words of the checked text on one line; its citations stay what they are."""
    return common.harmless(" ".join(text.split()))


def heading(check: Check) -> str:
    """What was checked, as a headline."""
    return f"Check of {common.one_line(PurePath(check.name).name or check.name)}"


def tally(check: Check) -> str:
    """``5 of 7 sentences carried · 1 contradicted · 1 found nowhere · 1 out of date · 3 sources``."""
    judged = sum(count for verdict, count in check.counts.items() if verdict != "not_judged")
    parts = [f"{check.counts['carried']} of {common.counted(judged, 'sentence')} carried"]
    parts += [f"{count} {LABELS[one]}" for one, count in check.counts.items() if count and one != "carried"]
    parts += [f"{check.outdated} out of date"] if check.outdated else []
    return " · ".join([*parts, common.counted(len(check.sources), "source")])


def numbers(sources: Iterable[int]) -> str:
    """Sources by their numbers, which count the reports in input order: ``[1][4]``."""
    return "".join(f"[{source + 1}]" for source in sorted(sources))


def reference(check: Check, source: int) -> str:
    """``[2] Harbour Post``."""
    return f"[{source + 1}] {common.source_name(check.sources[source])}"


def told(one: CheckedSentence | CheckedPart) -> list[Citation | Reported]:
    """The passages that carry or report it, or come nearest to it."""
    return [*one.citations, *one.reported_by]


def backing(one: CheckedSentence | CheckedPart) -> str:
    """``4 sources, 3 independent: 2 from the health ministry``; "" where no source carries or reports it."""
    sources = set() if one.verdict in ("not_found", "not_judged") else {passage.source for passage in told(one)}
    shared = behind_several(len(sources), one.shared)
    count = f"{common.counted(len(sources), 'source')}, {one.independent_origins} independent"
    return f"{count}{f': {shared}' if shared else ''}" if sources else ""


def finding(one: CheckedSentence | CheckedPart) -> str:
    """The verdict in words, with who says so: ``carried by [1][2]``, ``not judged: a question``."""
    if isinstance(one, CheckedSentence) and one.verdict == "not_judged":
        return f"{LABELS['not_judged']}: {common.one_line(one.reason)}"
    if one.verdict == "carried":
        return f"carried by {numbers({citation.source for citation in one.citations})}"
    return LABELS[one.verdict]


def without(text: str, lacks: Sequence[Span]) -> str:
    """What a passage leaves out of a sentence: ``without “on Thursday”``; "" where that is not known."""
    left = [own_words(text[span.start : span.end]) for span in lacks]
    return f"without {', '.join(map(common.in_quotation_marks, filter(None, left)))}" if any(left) else ""


def reporting(text: str, held: CheckedSentence | CheckedPart) -> list[str]:
    """Who reports a sentence, or comes nearest to what is found nowhere, a line for each set of what they leave out."""
    by_lack: dict[str, list[int]] = {}
    for one in held.reported_by:
        by_lack.setdefault(without(text, one.lacks), []).append(one.source)
    opening = _REPORTING.get(held.verdict, "reported by")
    return [f"{opening} {numbers(sources)}{f', {lack}' if lack else ''}" for lack, sources in by_lack.items()]


def against(one: Contradiction) -> str:
    """Who tells a sentence otherwise, in what, and the passage."""
    why = f" ({common.one_line(one.differs)})" if one.differs else ""
    quote = common.in_quotation_marks(common.one_line(one.quote))
    return f"{numbers([one.source])} tells it otherwise{why}: {quote}"


def _with_parts(sentence: CheckedSentence) -> list[CheckedSentence | CheckedPart]:
    return [sentence, *sentence.parts]


def outdated(check: Check, sentence: CheckedSentence) -> list[str]:
    """What of a sentence is out of date: ``was true until 12 Feb, 19:40: [2] has 17`` where a source carries it."""
    carried = [one for one in _with_parts(sentence) if one.verdict == "carried"]
    newer: dict[tuple[str, str, bool, str], list[Superseded]] = {}
    for one in sentence.superseded_by:
        newer.setdefault((one.was, one.until, one.holds, one.value.casefold()), []).append(one)
    several = len({was for was, *_ in newer}) > 1
    lines = []
    for (was, until, holds, _), passages in newer.items():
        named = f"{common.in_quotation_marks(in_running_text(common.one_line(was)))} " if several else ""
        true = any(set(passages) <= set(one.superseded_by) for one in carried)
        when = moment(check, until)
        since = f"was true until {when}" if true and when else f"is out of date{f' since {when}' if when else ''}"
        by = numbers({one.source for one in passages})
        has = "has" if by.count("[") == 1 else "have"
        opening = "holds, but" if holds else f"{since}:"
        lines.append(f"{named}{opening} {by} {has} {in_running_text(common.one_line(passages[0].value))}")
    return lines


def newer_passages(sentence: CheckedSentence) -> list[Superseded]:
    """The passages with a newer value, but for those that are shown since they contradict the sentence or a part."""
    shown = {(one.source, one.start) for part in _with_parts(sentence) for one in part.contradicted_by}
    return [one for one in sentence.superseded_by if (one.source, one.start) not in shown]


def newer(check: Check, one: Superseded) -> str:
    """What a passage has that is newer: ``has 17 (12 Feb, 19:40)``."""
    when = moment(check, one.as_of)
    return f"has {in_running_text(common.one_line(one.value))}{f' ({when})' if when else ''}"


def moment(check: Check, as_of: str) -> str:
    """``12 Feb``, or where the time of day is known ``12 Feb, 19:40``; with the year where sources are of several."""
    known = moments.read(as_of)
    years = {document.date[:4] for document in check.sources if document.date} | {as_of[:4]}
    return moments.Manner(len(years) > 1, frozenset((known.day,) if known else ()), offsets=False).words(as_of)


def part_text(sentence: CheckedSentence, part: CheckedPart) -> str:
    """The words of a part, in quotation marks."""
    return common.in_quotation_marks(own_words(sentence.text[part.start : part.end]))


def wrong_marks(check: Check, sentence: CheckedSentence) -> list[str]:
    """What is amiss with the citations that the sentence itself has: ``cites [2], but [4] says it``."""
    if sentence.verdict == "not_judged":
        return []
    return list(dict.fromkeys(filter(None, (_amiss(check, sentence, mark) for mark in sentence.marks))))


def _amiss(check: Check, sentence: CheckedSentence, mark: CheckedMark) -> str:
    label = f"cites {_pointing(check, mark)}"
    if mark.says == "carries":
        return ""
    if mark.says == "unknown":
        return f"{label}, which is not among the reports"
    if mark.says == "contradicts":
        return f"{label}, which tells it otherwise"
    whole = numbers({citation.source for citation in sentence.citations})
    if mark.says == "reports":
        return f"{label}, which leaves something out{f'; {whole} {_say(whole)} all of it' if whole else ''}"
    others = whole or numbers(sentence.carriers)
    if others:
        return (
            f"{label}, but {others} {_say(others)} it" if whole else f"{label}, but {others} {_say(others)} part of it"
        )
    others = numbers(sentence.reporters)
    return f"{label}, but {others} {_say(others)} it in part" if others else f"{label}, which does not say it"


def _say(numbered: str) -> str:
    return "says" if numbered.count("[") == 1 else "say"


def _pointing(check: Check, mark: CheckedMark) -> str:
    """A citation as the text has it, with what it points to where its number is not that of the report."""
    text = own_words(mark.text)
    if not mark.sources or text == numbers(mark.sources):
        return text
    if any(common.source_name(check.sources[source]) in text for source in mark.sources):
        return f"{text} {numbers(mark.sources)}"
    return f"{text} ({', '.join(reference(check, source) for source in mark.sources)})"


def flag_text(check: Check, flag: Flag) -> str:
    """A flag as a reader sees it."""
    other = flag.other is not None and 0 <= flag.other < len(check.sources)
    joint = ", against" if flag.kind == "date" else " of"
    label = flags.flag_label(flag) + (f"{joint} {reference(check, flag.other or 0)}" if other else "")
    note = common.one_line(flag.note)
    return f"{label}: {note}" if note else label


def source_line(document: Document) -> str:
    """Name, date and headline of a source on one line."""
    parts = (common.source_name(document), common.date_text(document.date), common.source_title(document))
    return ", ".join(filter(None, parts))


def remarks(check: Check) -> list[str]:
    """Notes, and what could not be read, a line each."""
    lines = [common.one_line(note) for note in check.notes]
    return lines + [f"Not read: {common.one_line(one.name)} ({common.one_line(one.reason)})" for one in check.skipped]
