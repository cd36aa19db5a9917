"""Whatever a Word file is made of, each word that is seen is read once, and no other."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from word_samples import box, cell, field, paragraph, part, run, table, word_file

from summarizer.read.docx import read_docx


class _Maker:
    """Draws the XML of a document whose words are numbered; "seen" and "gone" say which of them are visible."""

    def __init__(self, draw: Any) -> None:
        self.draw = draw
        self.count = 0
        self.notes: list[str] = []

    def words(self, kind: str = "seen") -> str:
        self.count += 1
        return f"{kind}{self.count}x "

    def inline(self, depth: int) -> str:
        kinds = "plain split hidden deleted moved field hyphen mark".split()
        if depth:
            kinds += "ins moveTo hyperlink smartTag customXml fldSimple sdt result box note math".split()
        kind = self.draw(st.sampled_from(kinds))
        if kind in ("ins", "moveTo", "hyperlink", "smartTag", "customXml", "fldSimple"):
            return f'<w:{kind} w:instr="{self.words("gone")}">{self.inline(depth - 1)}</w:{kind}>'
        made: str = getattr(self, f"_{kind}")(depth)
        return made

    def _plain(self, depth: int) -> str:
        return run(self.words())

    def _split(self, depth: int) -> str:
        word = self.words()
        return run(word[:3]) + "<w:proofErr/>" + run(word[3:])

    def _hidden(self, depth: int) -> str:
        return run(self.words("gone"), "<w:vanish/>")

    def _deleted(self, depth: int) -> str:
        text = run(self.words("gone"))
        return f"<w:del>{self.draw(st.sampled_from([text, text.replace('w:t', 'w:delText')]))}</w:del>"

    def _moved(self, depth: int) -> str:
        return f"<w:moveFrom>{run(self.words('gone'))}</w:moveFrom>"

    def _field(self, depth: int) -> str:
        return f"{field('begin')}<w:r><w:instrText>{self.words('gone')}</w:instrText></w:r>{field('end')}"

    def _hyphen(self, depth: int) -> str:
        word = self.words()
        return f"<w:r><w:t>{word[:2]}</w:t><w:softHyphen/><w:t>\u00ad{word[2:]}</w:t></w:r>"

    def _mark(self, depth: int) -> str:
        return f"<w:r><w:{self.draw(st.sampled_from(('tab', 'br', 'cr', 'noBreakHyphen')))}/></w:r>"

    def _sdt(self, depth: int) -> str:
        return f"<w:sdt><w:sdtPr/><w:sdtContent>{self.inline(depth - 1)}</w:sdtContent></w:sdt>"

    def _result(self, depth: int) -> str:
        begun = self._field(depth).removesuffix(field("end"))
        return begun + field("separate") + self.inline(depth - 1) + field("end")

    def _box(self, depth: int) -> str:
        return box(self.paragraph(depth - 1))

    def _note(self, depth: int) -> str:
        self.notes.append(paragraph(run(self.words())))
        return f'<w:r><w:footnoteReference w:id="{len(self.notes)}"/></w:r>'

    def _math(self, depth: int) -> str:
        return f"<m:oMath><m:r><m:t>{self.words()}</m:t></m:r></m:oMath>"

    def paragraph(self, depth: int) -> str:
        content = [self.inline(depth) for _ in range(self.draw(st.integers(0, 3)))]
        return paragraph(*content, mark=self.draw(st.sampled_from(("", "", "<w:del/>", "<w:ins/>"))))

    def block(self, depth: int) -> str:
        kind = self.draw(st.sampled_from(("paragraph", "paragraph", "sdt", "table") if depth else ("paragraph",)))
        if kind == "sdt":
            return f"<w:sdt><w:sdtPr/><w:sdtContent>{self.block(depth - 1)}</w:sdtContent></w:sdt>"
        return self.table(depth) if kind == "table" else self.paragraph(depth)

    def table(self, depth: int) -> str:
        rows = [
            [self.cell(depth) for _ in range(self.draw(st.integers(1, 3)))] for _ in range(self.draw(st.integers(1, 3)))
        ]
        return table(*rows, head=self.draw(st.booleans()))

    def cell(self, depth: int) -> str:
        merged = self.draw(
            st.sampled_from(("", "", '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>"))
        )
        if merged == "<w:vMerge/>":
            return cell(paragraph(), properties=merged)
        return cell(self.block(depth - 1), paragraph(), properties=merged)


@st.composite
def _documents(draw: st.DrawFn) -> bytes:
    maker = _Maker(draw)
    body = paragraph("Start.") + "".join(maker.block(3) for _ in range(draw(st.integers(1, 4))))
    notes = "".join(f'<w:footnote w:id="{at}">{note}</w:footnote>' for at, note in enumerate(maker.notes, start=1))
    return word_file(body, {"footnotes": part("footnotes", notes)}, strict=draw(st.booleans()))


def _plainly(rows: list[list[str]], headed: bool | None = None) -> tuple[list[str], str]:
    return ["; ".join(row) for row in rows], ""


@given(_documents())
def test_each_word_that_is_seen_is_read_once(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        source = (archive.read("word/document.xml") + archive.read("word/footnotes.xml")).decode()
    letters = re.sub("<[^>]*>|\u00ad", "", source)
    with pytest.MonkeyPatch.context() as patch:
        # How rows are told, with heads in each or not at all, is tested where tables are.
        patch.setattr("summarizer.read.word_text.table_lines", _plainly)
        text = read_docx(data).text
    assert Counter(re.findall(r"seen\d+x", text)) == Counter(set(re.findall(r"seen\d+x", letters)))
    assert "gone" not in text
