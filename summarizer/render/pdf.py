"""Briefing → PDF, set by Typst, which comes as one wheel with its fonts and needs nothing of the system.

The layout is ``templates/page.typ``. All text goes to it as data, so that none of it can be taken for markup.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from summarizer.errors import OutputError
from summarizer.languages import ENGLISH, LANGUAGES, RIGHT_TO_LEFT, language_name
from summarizer.records import Briefing, Comparison
from summarizer.render import common
from summarizer.render.figure_page import CourseView
from summarizer.render.page import build_page, source_key
from summarizer.render.page_views import Page, Ref, SentenceView, SourceView

_LAST_LATIN = "\u024f"
_TEMPLATES = Path(__file__).with_name("templates")
_SHORT = 96


def require_pdf() -> None:
    """Makes sure that PDF can be written here.

    Raises:
        OutputError: the typesetter is not installed, naming what to install.
    """
    if find_spec("typst") is None:
        raise OutputError(
            "PDF needs the package typst, which is not installed",
            f"pip install '{common.GENERATOR}[pdf]', or scripts/env pdf in a checkout",
        )


def to_pdf(briefing: Briefing, *, since: Comparison | None = None) -> bytes:
    """The briefing as a PDF file of A4 pages, with tags for screen readers; the same briefing gives the same bytes.

    Args:
        briefing: what to render.
        since: also show what changed since an earlier briefing.

    Raises:
        OutputError: the typesetter is not installed, or failed.
    """
    require_pdf()
    import typst

    data = json.dumps(_data(briefing, build_page(briefing, since)), ensure_ascii=False)
    try:
        pdf = typst.compile(_template(), format="pdf", sys_inputs={"data": data})
    except RuntimeError as error:  # the base of typst's own errors
        if "no font" in str(error):
            raise OutputError(
                f"the PDF cannot be set: no font here has the letters of {language_name(briefing.language)}",
                "install one, such as Noto, or write HTML and print it from a browser",
            ) from error
        raise OutputError(f"the PDF cannot be set: {error}", "write HTML and print it from a browser") from error
    if not isinstance(pdf, bytes):
        raise OutputError("the PDF cannot be set: the typesetter gave no file", "write HTML and print it")
    return pdf


@cache
def _template() -> bytes:
    return (_TEMPLATES / "page.typ").read_bytes()


def _data(briefing: Briefing, page: Page) -> dict[str, Any]:
    return {
        "title": page.title,
        "language": briefing.language if briefing.language in LANGUAGES else ENGLISH,
        "rtl": briefing.language in RIGHT_TO_LEFT,
        "probe": "" if briefing.language == ENGLISH else _probe(page.title),
        "title_refs": [_ref(ref) for ref in page.title_refs],
        "period": page.period,
        "state": {"text": page.state.text, "label": str(page.state.number), "key": source_key(page.state.source)}
        if page.state
        else None,
        "summary": page.summary,
        "focus": common.one_line(briefing.focus) if briefing.focus else None,
        "notes": [common.one_line(note) for note in briefing.notes],
        "numbered": [source.number for source in page.plotted],
        "differs": common.DIFFERS,
        "differs_sign": common.DIFFERS_SIGN,
        "differs_legend": page.differs_legend,
        "reports_legend": page.reports_legend,
        "sections": [
            {"role": s.role, "heading": s.heading, "sentences": [_sentence(item) for item in s.sentences]}
            for s in page.sections
        ],
        "figures": [_course(course) for course in page.figures],
        "since": _since(page),
        "timeline": [
            {"date": day.date, "gap": day.gap, "sources": [name for _, name in day.sources]} for day in page.timeline
        ],
        "sources": [_source(source) for source in page.sources],
        "omitted": [{"text": draft.text, "reason": draft.reason} for draft in (*page.omitted, *page.refused)],
        "skipped": [{"name": common.one_line(s.name), "reason": common.one_line(s.reason)} for s in briefing.skipped],
        "provenance": [page.generator, *common.provenance(briefing)],
        "generator": page.generator,
    }


def _probe(title: str) -> str:
    """A letter that the fonts of the typesetter may lack; "" where the title has none."""
    return next((letter for letter in title if letter.isalpha() and letter > _LAST_LATIN), "")


def _ref(ref: Ref) -> dict[str, Any]:
    # A source without a number has no place in the list to link to by its number.
    return {
        "label": ref.label,
        "key": ref.source_key if ref.number else None,
        "said": ref.said,
        "quotes": [{"before": q.before, "text": q.text, "after": q.after, "note": q.note} for q in ref.quotes],
    }


def _sentence(item: SentenceView) -> dict[str, Any]:
    return {
        "number": item.number,
        "pieces": [{"text": piece.text, "refs": [_ref(ref) for ref in piece.refs]} for piece in item.pieces],
        "short": item.text if len(item.text) <= _SHORT else f"{item.text[:_SHORT].rstrip()}…",
        "origin": item.origin,
        "speaker": item.speaker,
        "weak": item.weak,
        "told_on": item.told_on,
        "standing": f"{item.standing[:1].upper()}{item.standing[1:]}",
        "support": f"{item.support:.2f}",
        "backing": item.backing,
        "independent": item.independent,
        "change": item.change,
        "sources": list(item.sources),
        "refs": [_ref(ref) for ref in item.refs],
        "reporting": [_ref(ref) for ref in item.reporting],
        "reporting_sources": list(item.reporting_sources),
        "differing": [_ref(ref) for ref in item.differing],
        "differing_sources": list(item.differing_sources),
        "courses": [_course(course) for course in item.courses],
    }


def _course(course: CourseView) -> dict[str, Any]:
    told = [
        {
            "before": one.before,
            "text": one.text,
            "when": one.when,
            "newest": one.newest,
            "refs": [_ref(ref) for ref in one.refs],
        }
        for one in course.told
    ]
    return {
        "what": course.what,
        "relation": course.relation,
        "opening": course.opening,
        "told": told,
        "closing": course.closing,
    }


def _source(source: SourceView) -> dict[str, Any]:
    return {
        "key": source.key,
        "number": source.number,
        "name": source.name,
        "title": source.title,
        "date": source.date,
        "url": source.url if common.linkable(source.url) else None,
        "path": common.place(source.url, source.path),
        "flags": [text for _, text in source.flags],
        "use": source.use,
    }


def _since(page: Page) -> dict[str, Any] | None:
    if page.since is None:
        return None
    groups = [
        {
            "label": label,
            "items": [
                {"text": v.text, "edits": list(v.edits), "sources": list(v.sources), "details": list(v.details)}
                for v in views
            ],
        }
        for label, views in page.since.groups
    ]
    return {"name": page.since.name, "tally": page.since.tally, "groups": groups}
