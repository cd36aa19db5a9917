"""Briefing → Markdown (CommonMark, with GitHub's footnotes on request)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from summarizer.errors import UsageError
from summarizer.records import Briefing, BriefingSentence, Comparison, FigureValue, Rejected, Reported
from summarizer.render import changes, common, differing, figures, flags, moments, telling
from summarizer.render.passages import number_passages

STYLES = ("inline", "footnotes")

_SPECIAL = re.compile(r"([\\`*_\[\]<>&~|$#^])")
# Bare addresses become links on GitHub; a backslash inside "://" or "www." stops that and shows nothing.
_BARE_LINK = re.compile(r"(?i)(?::(?=//)|(?<=www)\.)")
_BLOCK_START = re.compile(r"^([-+=]|\d+(?=[.)]))")


def to_markdown(
    briefing: Briefing,
    citations: str = "inline",
    *,
    explain: bool = False,
    front_matter: bool = False,
    since: Comparison | None = None,
) -> str:
    """The briefing as Markdown.

    Args:
        briefing: what to render.
        citations: "inline" for ``[1][3]``, which are source numbers; "footnotes" for ``[^1][^3]``, of which each
            holds one passage and its source.
        explain: also quote the evidence of each sentence beneath it.
        front_matter: begin with a YAML block of title, date, sources, words and the settings' hash.
        since: also say what changed since an earlier briefing.

    Raises:
        UsageError: for another style of citations.
    """
    if citations not in STYLES:
        raise UsageError(f"citations={citations!r} is not known", f"use one of {', '.join(STYLES)}")
    blocks: list[str] = []
    if front_matter:
        from summarizer.render import front_matter as opening

        blocks.append(opening.front_matter(briefing))
    title_marks = _marks(briefing, briefing.title_citations, citations)
    blocks.append(f"# {escape(briefing.title) or 'Briefing'}{title_marks}")
    if briefing.focus:
        blocks.append(f"*Focus:* {escape(briefing.focus)}")
    if state := moments.state(briefing):
        blocks.append(f"*{state.text}* [{state.number}]")
    blocks += _body(briefing, citations, explain)
    if since is not None:
        blocks += _changes(briefing, since)
    blocks += _figures(briefing, citations)
    blocks += _sources(briefing)
    if citations == "footnotes":
        blocks += _footnotes(briefing)
    blocks += _remarks(briefing, explain)
    blocks.append(f"*{common.summary_line(briefing)}*")
    return "\n\n".join(blocks) + "\n"


def changes_to_markdown(briefing: Briefing, since: Comparison) -> str:
    """Only what changed from an earlier briefing to this one."""
    head = f"# {escape(briefing.title) or 'Briefing'}"
    return "\n\n".join([head, *_changes(briefing, since)]) + "\n"


def escape(text: str) -> str:
    """The text on one line, with everything escaped that Markdown would take for markup or a link."""
    return escape_line(common.one_line(text))


def escape_line(line: str) -> str:
    """The same for a harmless line that may hold citations of the briefing's own."""
    line = _inline(line)
    if start := _BLOCK_START.match(line):
        cut = start.end() if start[0].isdigit() else 0
        line = f"{line[:cut]}\\{line[cut:]}"
    return line


def _inline(line: str) -> str:
    """The same where other words stand before it on its line: "1." opens no list there."""
    line = _SPECIAL.sub(r"\\\1", line)
    return _BARE_LINK.sub(lambda match: "\\" + match[0], line)


def _marks(briefing: Briefing, passages: Iterable[common.Passage], style: str) -> str:
    if style == "footnotes":
        numbers = number_passages(briefing)
        used = sorted({numbers[one.source, one.start, one.end] for one in passages})
        marks = "".join(f"[^{number}]" for number in used)
    else:
        marks = "".join(f"[{number}]" for number in common.numbers_of(briefing, passages))
    return f" {marks}" if marks else ""


def _sentence(briefing: Briefing, sentence: BriefingSentence, style: str) -> str:
    *inner, last = telling.pieces(sentence)
    text = f"*{day}:* " if (day := moments.told_on(briefing, sentence)) else ""
    for piece in inner:
        text += _after_mark(piece.text, text) + _marks(briefing, piece.citations, style)
    text += _after_mark(last.text, text)
    if sentence.origin == "quoted" and (name := common.speaker(briefing, sentence)):
        text += f" — {escape(name)}"
    text += _marks(briefing, last.citations, style)
    if told := telling.behind(sentence, _marks(briefing, sentence.reported_by, style).strip(), escape):
        text += f" *({told})*"
    if standing := common.standing(briefing, sentence):
        text += f" *({escape_line(standing)})*"
    return f"{text} *(weakly supported, {sentence.support:.2f})*" if common.is_weak(sentence) else text


def _after_mark(piece: str, before: str) -> str:
    """A piece of a sentence, escaped; a bracket or colon behind a mark would make a link of it."""
    escaped = escape_line(piece)
    return f"\\{escaped}" if before and escaped.startswith(("(", ":")) else escaped


def _body(briefing: Briefing, style: str, explain: bool) -> list[str]:
    parts: list[str] = []
    courses = figures.beneath(briefing)
    for role, heading, run in common.blocks(briefing):
        if heading:
            parts.append(f"## {escape(heading)}")
        rows = [
            (_sentence(briefing, s, style), _beneath(briefing, s, courses.get(index, []), style, explain))
            for index, s in run
        ]
        if role == "lead" and not explain:
            parts.append(" ".join(text for text, _ in rows))
            parts += _set_off([remark for _, beneath in rows for remark in beneath])
        elif role == "lead":
            parts += [part for text, beneath in rows for part in (text, *_set_off(beneath))]
        else:
            items = ["\n".join([f"- {text}", *_set_off(beneath, "  > ")]) for text, beneath in rows]
            parts.append("\n".join(items))
    return parts or ["No sentence could be written or quoted."]


def _beneath(
    briefing: Briefing, sentence: BriefingSentence, courses: Sequence[figures.Course], style: str, explain: bool
) -> list[str]:
    """The paragraphs beneath a sentence: its figures, which sources differ from it and, on request, its evidence."""
    own = []
    for one in courses:
        own.append(f"{escape(one.what)}: {one.opening}{_told(briefing, one, style)}{one.closing}")
        own += [_given(briefing, value) for value in one.values if explain]
    return [*own, *_differing(briefing, sentence, style), *(_evidence(briefing, sentence) if explain else [])]


def _told(briefing: Briefing, course: figures.Course, style: str) -> str:
    """The values of a figure with their marks; the newest is bold."""
    text = ""
    for one in course.told:
        value = _inline(one.text)
        text += one.before + (f"**{value}**" if one.newest else value)
        text += (f" ({_inline(one.when)})" if one.when else "") + _marks(briefing, one.passages, style)
    return text


def _given(briefing: Briefing, value: FigureValue) -> str:
    """The passage that gives a value of a figure."""
    quote = common.in_quotation_marks(escape(common.shown_quote(value)))
    return f"{escape_line(f'{common.reference(briefing, value.source)}, {figures.given(value)}')}: {quote}"


def _figures(briefing: Briefing, style: str) -> list[str]:
    """A table of the figures that are shown: what each counts, its values, and how they relate."""
    if not (courses := figures.table(briefing)):
        return []
    rows = [f"| {escape(one.what)} | {_told(briefing, one, style)} | {one.relation} |" for one in courses]
    return ["## Figures", "\n".join(["| What | Course | How they relate |", "| --- | --- | --- |", *rows])]


def _set_off(paragraphs: Sequence[str], mark: str = "> ") -> list[str]:
    """The paragraphs as one block quotation, none when there are no paragraphs."""
    return [f"\n{mark.rstrip()}\n".join(mark + paragraph for paragraph in paragraphs)] if paragraphs else []


def _differing(briefing: Briefing, sentence: BriefingSentence, style: str) -> list[str]:
    """A remark on each source that differs; a footnote's mark follows the passage that it belongs to."""
    remarks = []
    for _, passages in common.by_source(briefing, sentence.differing):
        said = differing.said(passages, escape)
        if style == "footnotes":
            places = common.by_place(passages)
            said = [quote + _marks(briefing, own, style) for own, quote in zip(places, said, strict=True)]
            remarks.append(" ".join([common.DIFFERS, *said]))
        else:
            run = differing.in_a_run(said, [differing.meant(passages)])
            remarks.append(f"{common.DIFFERS}{_marks(briefing, passages, style)} {run}")
    return remarks


def _evidence(briefing: Briefing, sentence: BriefingSentence) -> list[str]:
    lines = []
    for passage in sentence.passages:
        also = telling.ALSO if isinstance(passage, Reported) else ""
        quote = common.in_quotation_marks(escape(passage.quote))
        parts = filter(None, (common.reference(briefing, passage.source), telling.note(sentence, passage)))
        lines.append(f"{also}{escape_line(', '.join(parts))}: {quote}")
    lines.append(f"{sentence.origin}, {telling.backing(sentence, escape)}, support {sentence.support:.2f}")
    return lines + [f"Draft refused{_because(draft)}: {escape(draft.text)}" for draft in sentence.rejected]


def _because(draft: Rejected) -> str:
    return f" ({escape(common.because(draft))})" if draft.reasons else ""


def _source(briefing: Briefing, source: int) -> str:
    document = briefing.sources[source]
    name, title = escape(common.source_name(document)), escape(common.source_title(document))
    url = common.safe_url(document.url)
    if url:
        # Angle brackets let the address hold any character but these, which are percent-encoded already.
        title = f"[{title or escape(url)}](<{url}>)"
    parts = [name, escape(common.date_text(document.date)), title]
    if not url:
        parts.append(escape(common.path_beside_name(document)))
    line = ", ".join(part for part in parts if part)
    shown = [f"**{escape_line(flags.flag_text(briefing, flag))}**" for flag in document.flags]
    text = ". ".join([line, *shown])
    return text if source in common.cited(briefing) else f"{text} ({common.use_of(briefing, source)})"


def _sources(briefing: Briefing) -> list[str]:
    parts: list[str] = []
    if numbered := common.numbered(briefing):
        lines = [f"{number}. {_source(briefing, source)}" for number, source in numbered]
        parts += ["## Sources", "\n".join(lines)]
    if rest := common.unnumbered(briefing):
        parts += ["## Read, but not cited", "\n".join(f"- {_source(briefing, source)}" for source in rest)]
    return parts


def _footnotes(briefing: Briefing) -> list[str]:
    """A definition a passage: its source and its words, and what it leaves out where it only reports a sentence."""
    shown = {(c.source, c.start, c.end): c for c in common.shown_passages(briefing)}
    notes: dict[tuple[int, int, int], dict[str, None]] = {}
    for sentence in briefing.sentences:
        for one in sentence.reported_by:
            if note := telling.note(sentence, one):
                notes.setdefault((one.source, one.start, one.end), {})[note] = None
    lines = []
    for place, number in number_passages(briefing).items():
        document = briefing.sources[place[0]]
        quote = common.in_quotation_marks(escape(common.shown_quote(shown[place])))
        head = ", ".join(filter(None, (common.source_name(document), common.date_text(document.date))))
        remark = f" ({escape('; '.join(notes[place]))})" if place in notes else ""
        lines.append(f"[^{number}]: {escape(head)}: {quote}{remark}")
    return ["\n".join(lines)] if lines else []


def _changes(briefing: Briefing, since: Comparison) -> list[str]:
    parts = ["## What changed", f"Since {escape(changes.name_of(since))}: {changes.tally(since)}."]
    for label, views in changes.grouped(briefing, since):
        items = []
        for view in views:
            detail = "; ".join(map(escape, [", ".join(view.sources), *view.details]))
            items.append(f"- {_reading(view)}" + (f"\n  *{detail}*" if detail else ""))
        parts += [f"### {label}", "\n".join(items)]
    return parts


def _reading(view: changes.ChangeView) -> str:
    """A statement; where its words changed, the earlier ones are struck and the new ones are bold."""
    marks = {"gone": "~~", "added": "**", "same": ""}
    if not view.edits:
        return escape(view.text)
    return " ".join(f"{marks[kind]}{escape(words)}{marks[kind]}" for kind, words in view.edits)


def _remarks(briefing: Briefing, explain: bool) -> list[str]:
    lines = [f"- {escape(note)}" for note in briefing.notes]
    lines += [f"- Not read: {escape(item.name)} ({escape(item.reason)})" for item in briefing.skipped]
    if explain:
        lines += [f"- Left out{_because(draft)}: {escape(draft.text)}" for draft in briefing.omitted]
    return ["## Notes", "\n".join(lines)] if lines else []
