"""Check → Markdown (CommonMark)."""

from __future__ import annotations

from summarizer.checked import Check, CheckedPart, CheckedSentence, Superseded
from summarizer.records import Citation, Reported
from summarizer.render import check_common as shared
from summarizer.render import common
from summarizer.render.markdown import escape, escape_line


def check_to_markdown(check: Check, *, explain: bool = True) -> str:
    """The check as Markdown: each sentence with what the sources say of it, and the sources.

    Args:
        check: what to render.
        explain: also quote the passages that carry or report each sentence.
    """
    blocks = [f"# {escape(shared.heading(check))}", f"**{escape_line(shared.tally(check))}**"]
    blocks += ["\n".join(_sentence(check, sentence, explain)) for sentence in check.sentences]
    blocks += ["## Sources", "\n".join(_source(check, source) for source in range(len(check.sources)))]
    if lines := shared.remarks(check):
        blocks += ["## Notes", "\n".join(f"- {escape(line)}" for line in lines)]
    return "\n\n".join(blocks) + "\n"


def _sentence(check: Check, sentence: CheckedSentence, explain: bool) -> list[str]:
    lines = [
        f"{shared.SIGNS[sentence.verdict].replace('~', chr(92) + '~')} {escape_line(shared.own_words(sentence.text))}",
        "",
    ]
    lines += [f"- {line}" for line in _beneath(check, sentence.text, sentence, explain)]
    for part in sentence.parts:
        head, *rest = _beneath(check, sentence.text, part, explain)
        lines.append(f"- {escape_line(shared.part_text(sentence, part))}: {head}")
        lines += [f"  - {line}" for line in rest]
    lines += [f"- **{escape_line(line)}**" for line in shared.outdated(check, sentence)]
    lines += [f"- {_passage(check, one)}" for one in shared.newer_passages(sentence) if explain]
    lines += [f"- *{escape_line(wrong)}*" for wrong in shared.wrong_marks(check, sentence)]
    return lines


def _beneath(check: Check, text: str, one: CheckedSentence | CheckedPart, explain: bool) -> list[str]:
    backing = shared.backing(one)
    head = f"**{escape_line(shared.finding(one))}**" + (f" ({escape_line(backing)})" if backing else "")
    lines = [head, *map(escape_line, shared.reporting(text, one))]
    lines += [escape_line(shared.against(other)) for other in one.contradicted_by]
    if explain:
        lines += [_passage(check, passage) for passage in shared.told(one)]
    return lines


def _passage(check: Check, passage: Citation | Reported | Superseded) -> str:
    quote = common.in_quotation_marks(escape(passage.quote))
    return f"{escape_line(shared.reference(check, passage.source))}: {quote}"


def _source(check: Check, source: int) -> str:
    document = check.sources[source]
    parts = [escape(shared.source_line(document))]
    if where := common.safe_url(document.url):
        parts.append(f"<{where}>")
    elif where := common.path_beside_name(document):
        parts.append(escape(where))
    flags = [f"**{escape_line(shared.flag_text(check, flag))}**" for flag in document.flags]
    return f"{source + 1}. " + ". ".join([", ".join(parts), *flags])
