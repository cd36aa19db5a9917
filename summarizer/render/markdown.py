"""Briefing → Markdown (CommonMark, with GitHub's footnotes on request)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

from summarizer.errors import UsageError
from summarizer.records import Briefing, BriefingSentence, Citation
from summarizer.render import common

STYLES = ("inline", "footnotes")

_SPECIAL = re.compile(r"([\\`*_\[\]<>&~|$#^])")
# Bare addresses become links on GitHub; a backslash inside "://" or "www." stops that and shows nothing.
_BARE_LINK = re.compile(r"(?i)(?::(?=//)|(?<=www)\.)")
_BLOCK_START = re.compile(r"^([-+=]|\d+(?=[.)]))")


def to_markdown(
    briefing: Briefing, citations: str = "inline", *, explain: bool = False, front_matter: bool = False
) -> str:
    """The briefing as Markdown.

    Args:
        briefing: what to render.
        citations: "inline" for ``[1][3]``, "footnotes" for ``[^1][^3]``.
        explain: also quote the evidence of each sentence beneath it.
        front_matter: begin with a YAML block that names settings, models and counts.

    Raises:
        UsageError: for another style of citations.
    """
    if citations not in STYLES:
        raise UsageError(f"citations={citations!r} is not known", f"use one of {', '.join(STYLES)}")
    blocks = [_front_matter(briefing)] if front_matter else []
    title_marks = _marks(briefing, briefing.title_citations, citations)
    blocks.append(f"# {escape(briefing.title) or 'Briefing'}{title_marks}")
    if briefing.focus:
        blocks.append(f"*Focus:* {escape(briefing.focus)}")
    blocks += _body(briefing, citations, explain)
    blocks += _sources(briefing, citations)
    blocks += _remarks(briefing)
    blocks.append(f"*{common.summary_line(briefing)}*")
    return "\n\n".join(blocks) + "\n"


def escape(text: str) -> str:
    """The text on one line, with everything escaped that Markdown would take for markup or a link."""
    line = _SPECIAL.sub(r"\\\1", common.one_line(text))
    line = _BARE_LINK.sub(lambda match: "\\" + match[0], line)
    if start := _BLOCK_START.match(line):
        cut = start.end() if start[0].isdigit() else 0
        line = f"{line[:cut]}\\{line[cut:]}"
    return line


def _marks(briefing: Briefing, citations: Iterable[Citation], style: str) -> str:
    caret = "^" if style == "footnotes" else ""
    marks = "".join(f"[{caret}{number}]" for number in common.numbers_of(briefing, citations))
    return f" {marks}" if marks else ""


def _sentence(briefing: Briefing, sentence: BriefingSentence, style: str) -> str:
    text = escape(sentence.text)
    if sentence.origin == "quoted":
        text = common.in_quotation_marks(text)
        if name := common.speaker(briefing, sentence):
            text += f" — {escape(name)}"
    text += _marks(briefing, sentence.citations, style)
    return f"{text} *(weakly supported, {sentence.support:.2f})*" if common.is_weak(sentence) else text


def _body(briefing: Briefing, style: str, explain: bool) -> list[str]:
    parts: list[str] = []
    for role, heading, run in common.blocks(briefing):
        if heading:
            parts.append(f"## {escape(heading)}")
        rows = [(_sentence(briefing, s, style), _evidence(briefing, s) if explain else []) for _, s in run]
        if role == "lead" and not explain:
            parts.append(" ".join(text for text, _ in rows))
        elif role == "lead":
            parts += ["\n".join([text, "", *evidence]) for text, evidence in rows]
        else:
            items = ["\n".join([f"- {text}", *(f"  {line}" for line in evidence)]) for text, evidence in rows]
            parts.append("\n".join(items))
    return parts or ["No sentence could be written or quoted."]


def _evidence(briefing: Briefing, sentence: BriefingSentence) -> list[str]:
    lines = []
    for citation in sentence.citations:
        quote = common.in_quotation_marks(escape(citation.quote))
        lines += [f"> {escape(common.reference(briefing, citation.source))}: {quote}", ">"]
    lines += [f"> {sentence.origin}, support {sentence.support:.2f}"]
    for draft in sentence.rejected:
        lines += [">", f"> Draft refused ({_joined(draft.reasons)}): {escape(draft.text)}"]
    return lines


def _joined(reasons: Iterable[str]) -> str:
    return "; ".join(map(escape, reasons))


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
    flags = [f"**{escape(common.flag_text(briefing, flag))}**" for flag in document.flags]
    return ". ".join([line, *flags])


def _sources(briefing: Briefing, style: str) -> list[str]:
    parts: list[str] = []
    numbered = [(number, _source(briefing, source)) for number, source in common.cited(briefing)]
    if numbered and style == "footnotes":
        parts.append("\n".join(f"[^{number}]: {line}" for number, line in numbered))
    elif numbered:
        parts += ["## Sources", "\n".join(f"{number}. {line}" for number, line in numbered)]
    rest = common.uncited(briefing)
    if rest:
        lines = [f"- {_source(briefing, s)} ({common.uncited_remark(briefing, s)})" for s in rest]
        parts += ["## Read, but not cited", "\n".join(lines)]
    return parts


def _remarks(briefing: Briefing) -> list[str]:
    lines = [f"- {escape(note)}" for note in briefing.notes]
    lines += [f"- Not read: {escape(item.name)} ({escape(item.reason)})" for item in briefing.skipped]
    return ["## Notes", "\n".join(lines)] if lines else []


def _front_matter(briefing: Briefing) -> str:
    # A JSON string is a YAML string, so no value can break out of the block.
    def scalar(text: str) -> str:
        return json.dumps(common.one_line(text), ensure_ascii=False)

    lines = [
        "---",
        f"title: {scalar(briefing.title)}",
        f"generator: {scalar(f'{common.GENERATOR} {common.generator_version()}')}",
        f"settings_hash: {scalar(briefing.settings_hash)}",
        f"focus: {scalar(briefing.focus) if briefing.focus else 'null'}",
        f"words: {briefing.words}",
        f"sources: {len(briefing.sources)}",
        "models:" if briefing.models else "models: []",
    ]
    for model in briefing.models:
        lines += [
            f"  - role: {scalar(model.role)}",
            f"    name: {scalar(model.name)}",
            f"    revision: {scalar(model.revision)}",
            f"    sha256: {scalar(model.sha256)}",
        ]
    return "\n".join([*lines, "---"])
