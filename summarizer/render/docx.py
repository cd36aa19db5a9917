"""Briefing → Word. Each citation carries a comment with the passage that it stands for.

Comments are what a word processor shows beside the text when a reader points at a mark, so that a sentence is
checked there as it is in the HTML report.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.document import Document as WordDocument
from docx.enum.text import WD_UNDERLINE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Mm, Pt, RGBColor
from docx.table import _Column
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from summarizer.records import Briefing, Comparison
from summarizer.render import common
from summarizer.render.changes import ChangeView
from summarizer.render.figure_page import CourseView
from summarizer.render.page import build_page
from summarizer.render.page_views import Page, Ref, SentenceView, SourceView

_ACCENT = RGBColor(0x8A, 0x1F, 0x17)
_OWN = RGBColor(0x1F, 0x4E, 0x5F)
_THIN = RGBColor(0x8A, 0x4B, 0x00)
_SOFT = RGBColor(0x5D, 0x57, 0x4E)
_REPORTS = "◐"
"""Stands in the plot for a source that only reports a sentence."""

_EPOCH = datetime(2000, 1, 1)
"""One date for all files, so that the same briefing gives the same document."""

# The two code points of the basic plane that XML forbids and `common.harmless` leaves.
_NO_XML = re.compile("[\ufffe\uffff]")


def to_docx(briefing: Briefing, *, since: Comparison | None = None) -> bytes:
    """The briefing as a Word document (.docx).

    Args:
        briefing: what to render.
        since: also say what changed since an earlier briefing.
    """
    page = build_page(briefing, since)
    word = docx.Document()
    _style(word, page)
    _opening(word, briefing, page)
    for section in page.sections:
        if section.heading:
            word.add_heading(_safe(section.heading), 2)
        for item in section.sentences:
            _sentence(word, item, lead=section.role == "lead")
    if not page.sentences:
        word.add_paragraph("No sentence could be written or quoted.")
    _since(word, page)
    _figures(word, page)
    _matrix(word, page)
    _sources(word, page)
    _left_out(word, briefing, page)
    _provenance(word, briefing, page)
    file = BytesIO()
    word.save(file)
    return _dated(file)


def _dated(file: BytesIO) -> bytes:
    """The same archive with one date on all its parts, where python-docx puts the time of writing."""
    fixed = BytesIO()
    with ZipFile(file) as old, ZipFile(fixed, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(ZipInfo(name, _EPOCH.timetuple()[:6]), old.read(name), ZIP_DEFLATED)
    return fixed.getvalue()


def _safe(text: str) -> str:
    return _NO_XML.sub("\N{REPLACEMENT CHARACTER}", text)


def _style(word: WordDocument, page: Page) -> None:
    properties = word.core_properties
    properties.title, properties.author = _safe(page.title)[:255], page.generator
    properties.created = properties.modified = _EPOCH
    properties.comments = ""
    section = word.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(26)
    normal = word.styles["Normal"]
    normal.font.name, normal.font.size = "Georgia", Pt(10.5)
    normal.paragraph_format.space_after = Pt(6)
    for level, size in ((1, 22), (2, 12), (3, 11)):
        style = word.styles[f"Heading {level}"]
        style.font.name, style.font.size = "Georgia", Pt(size)
        style.font.color.rgb = RGBColor(0x1D, 0x1B, 0x18)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for name in [name for name in fonts.attrib if name.endswith("Theme")]:
            del fonts.attrib[name]


def _opening(word: WordDocument, briefing: Briefing, page: Page) -> None:
    title = word.add_heading(_safe(page.title), 1)
    _marks(word, title, page.title_refs)
    _small(word.add_paragraph(), " · ".join(filter(None, (page.summary, page.period and f"reports of {page.period}"))))
    if page.state:
        _small(word.add_paragraph(), f"{page.state.text}\N{NO-BREAK SPACE}[{page.state.number}]")
    if briefing.focus:
        _small(word.add_paragraph(), f"Focus: {common.one_line(briefing.focus)}")
    for note in briefing.notes:
        run = word.add_paragraph().add_run(_safe(common.one_line(note)))
        run.font.color.rgb, run.bold = _THIN, True


def _small(paragraph: Paragraph, text: str) -> Run:
    run = paragraph.add_run(_safe(text))
    run.font.size, run.font.color.rgb = Pt(8.5), _SOFT
    return run


def _sentence(word: WordDocument, item: SentenceView, *, lead: bool) -> None:
    paragraph = word.add_paragraph(style="Normal" if lead else "List Bullet")
    paragraph.paragraph_format.space_after = Pt(6)
    *inner, last = item.pieces
    if item.told_on:
        _small(paragraph, f"{item.told_on}: ")
    for piece in inner:
        _words(paragraph, item, piece.text, lead=lead)
        _marks(word, paragraph, piece.refs)
    _words(paragraph, item, last.text, lead=lead)
    if item.speaker:
        _small(paragraph, f" — {item.speaker}").font.color.rgb = _OWN
    _marks(word, paragraph, last.refs)
    if item.reporting:
        _small(paragraph, "  also reported by")
        _marks(word, paragraph, item.reporting, color=_SOFT)
    told = f"  {item.backing}, {item.origin}"
    if item.change:
        told += f", {item.change.lower()}"
    _small(paragraph, told)
    if item.standing:
        standing = _small(paragraph, f", {item.standing}")
        standing.font.color.rgb, standing.bold = _THIN, True
    if item.weak:
        weak = _small(paragraph, f", weakly supported ({item.support:.2f})")
        weak.font.color.rgb, weak.bold = _THIN, True
    for course in item.courses:
        _beneath(word, course)
    for ref in item.differing:
        _differing(word, ref)


def _words(paragraph: Paragraph, item: SentenceView, text: str, *, lead: bool) -> None:
    run = paragraph.add_run(_safe(text))
    if lead:
        run.font.size = Pt(13)
    if item.origin == "quoted":
        run.italic, run.font.color.rgb = True, _OWN
    if item.weak:
        run.font.underline = WD_UNDERLINE.DOTTED


def _beneath(word: WordDocument, course: CourseView) -> None:
    paragraph = word.add_paragraph()
    paragraph.paragraph_format.left_indent = Mm(10)
    _small(paragraph, f"{course.what}: ").bold = True
    _small(paragraph, course.opening)
    _told(word, paragraph, course)
    _small(paragraph, course.closing)


def _told(word: WordDocument, paragraph: Paragraph, course: CourseView) -> None:
    for one in course.told:
        _small(paragraph, one.before)
        run = _small(paragraph, one.text)
        if one.newest:
            run.bold, run.font.color.rgb = True, _ACCENT
        if one.when:
            _small(paragraph, f" ({one.when})")
        _marks(word, paragraph, one.refs)


def _figures(word: WordDocument, page: Page) -> None:
    """A table of the figures that are shown: what each counts, its values, and how they relate."""
    if not page.figures:
        return
    word.add_heading("Figures", 2)
    table = word.add_table(rows=1, cols=3)
    table.style, table.autofit = "Normal Table", False
    for cell, name in zip(table.rows[0].cells, ("What", "Course", "How they relate"), strict=True):
        cell.paragraphs[0].add_run(name).bold = True
    for course in page.figures:
        what, told, relation = table.add_row().cells
        what.text, relation.text = _safe(course.what), course.relation
        _told(word, told.paragraphs[0], course)
    for column, width in zip(table.columns, (40, 83, 35), strict=True):
        _narrow(column, width)


def _narrow(column: _Column, width: float) -> None:
    """Sets the width of a column, in millimetres, and small letters in it."""
    column.width = Mm(width)
    for cell in column.cells:
        cell.width = Mm(width)
        cell.paragraphs[0].paragraph_format.space_after = Pt(2)
        for run in cell.paragraphs[0].runs:
            run.font.size = Pt(8.5)


def _differing(word: WordDocument, ref: Ref) -> None:
    paragraph = word.add_paragraph()
    paragraph.paragraph_format.left_indent = Mm(10)
    label = _small(paragraph, common.DIFFERS)
    label.font.color.rgb, label.bold = _THIN, True
    _marks(word, paragraph, [ref])
    _small(paragraph, f" {ref.said}")


def _marks(word: WordDocument, paragraph: Paragraph, refs: Iterable[Ref], *, color: RGBColor = _ACCENT) -> None:
    for ref in refs:
        run = paragraph.add_run(_safe(f"\N{NO-BREAK SPACE}[{ref.label}]"))
        run.font.size, run.font.color.rgb = Pt(8.5), color
        head = ", ".join(filter(None, (ref.name, ref.title, ref.date or "undated", *ref.flags)))
        comment = word.add_comment(run, _safe(head), author=_safe(ref.name), initials=_safe(ref.label[:9]))
        comment._comment_elm.set(qn("w:date"), f"{_EPOCH.isoformat()}Z")
        for quote in ref.quotes:
            passage = comment.add_paragraph()
            if quote.before:
                passage.add_run(_safe(f"{quote.before} ")).font.color.rgb = _SOFT
            passage.add_run(_safe(quote.text)).bold = True
            if quote.after:
                passage.add_run(_safe(f" {quote.after}")).font.color.rgb = _SOFT
            if quote.note:
                comment.add_paragraph().add_run(_safe(quote.note)).italic = True


def _since(word: WordDocument, page: Page) -> None:
    if page.since is None:
        return
    word.add_heading("What changed", 2)
    _small(word.add_paragraph(), f"Since {page.since.name}: {page.since.tally}.")
    for label, views in page.since.groups:
        word.add_heading(label, 3)
        for view in views:
            _change(word, view)


def _change(word: WordDocument, view: ChangeView) -> None:
    paragraph = word.add_paragraph(style="List Bullet")
    for index, (kind, words) in enumerate(view.edits or (("same", view.text),)):
        run = paragraph.add_run(_safe(f" {words}" if index else words))
        if kind == "gone":
            run.font.strike, run.font.color.rgb = True, _ACCENT
        elif kind == "added":
            run.bold = True
    _small(paragraph, "  " + " · ".join([", ".join(view.sources), *view.details]))


def _matrix(word: WordDocument, page: Page) -> None:
    if not page.sentences or not 0 < len(page.plotted) <= 20:
        return
    word.add_heading("Who reported what", 2)
    table = word.add_table(rows=1, cols=len(page.plotted) + 3)
    table.style, table.autofit = "Normal Table", False
    names = ["Sentence", *(str(source.number) for source in page.plotted), "Indep.", "Support"]
    for cell, name in zip(table.rows[0].cells, names, strict=True):
        cell.paragraphs[0].add_run(name).bold = True
    for item in page.sentences:
        dots = [_dot(item, source) for source in page.plotted]
        short = item.text if len(item.text) <= 60 else f"{item.text[:60].rstrip()}…"
        values = [_safe(short), *dots, item.independent, f"{item.support:.2f}"]
        for cell, value in zip(table.add_row().cells, values, strict=True):
            cell.text = value
    room = 158 - 7 * len(page.plotted) - 32
    for column, width in zip(table.columns, [max(room, 40), *(7 for _ in page.plotted), 16, 16], strict=True):
        _narrow(column, width)
    legend = "●: the source carries the sentence. ○: the sentence is the source’s own."
    reports = f"{_REPORTS}: {page.reports_legend}." if page.reports_legend else ""
    last = "Indep.: how many of its sources are independent."
    _small(word.add_paragraph(), " ".join(filter(None, (legend, reports, page.differs_legend, last))))


def _dot(item: SentenceView, source: SourceView) -> str:
    """What the matrix shows for a sentence and a source."""
    carries = "○" if item.origin == "quoted" else "●"
    dot = carries if source.number in item.sources else ""
    if source.number in item.reporting_sources:
        dot = _REPORTS
    return dot + (common.DIFFERS_SIGN if source.number in item.differing_sources else "")


def _sources(word: WordDocument, page: Page) -> None:
    if not page.sources:
        return
    word.add_heading("Sources", 2)
    for source in page.sources:
        _source(word, source)


def _source(word: WordDocument, source: SourceView) -> None:
    paragraph = word.add_paragraph()
    mark = paragraph.add_run(f"[{source.number}] " if source.number else "– ")
    mark.font.color.rgb = _ACCENT
    paragraph.add_run(_safe(source.name)).bold = True
    for part in filter(None, (source.date, source.title, source.use)):
        paragraph.add_run(_safe(f", {part}"))
    if source.url and common.linkable(source.url):
        paragraph.add_run(", ")
        _link(paragraph, source.url)
    elif place := common.place(source.url, source.path):
        _small(paragraph, f", {place}")
    for _, text in source.flags:
        run = paragraph.add_run(_safe(f". {text}"))
        run.bold, run.font.color.rgb = True, _THIN


def _link(paragraph: Paragraph, url: str) -> None:
    """A link to a web address, for which python-docx has no call of its own."""
    relation = paragraph.part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    element = OxmlElement("w:hyperlink")
    element.set(qn("r:id"), relation)
    run = paragraph.add_run(url)
    run.font.size, run.font.underline = Pt(8.5), True
    element.append(run._r)
    paragraph._p.append(element)


def _left_out(word: WordDocument, briefing: Briefing, page: Page) -> None:
    drafts = [(draft.text, draft.reason) for draft in (*page.omitted, *page.refused)]
    skipped = [(f"Not read: {common.one_line(s.name)}", common.one_line(s.reason)) for s in briefing.skipped]
    if drafts or skipped:
        word.add_heading("Left out", 2)
    for text, reason in (*drafts, *skipped):
        paragraph = word.add_paragraph(_safe(text), style="List Bullet")
        if reason:
            _small(paragraph, f"  {reason}")


def _provenance(word: WordDocument, briefing: Briefing, page: Page) -> None:
    word.add_heading("How this briefing was made", 2)
    for line in (page.generator, *common.provenance(briefing)):
        _small(word.add_paragraph(), line)
