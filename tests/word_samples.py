"""Makes Word files from XML, part by part, as other programs than python-docx would write them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

NEWS = "The mine at Corvel was closed on Monday after two pumps failed, its manager said."
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_STRICT_OFFICE = "http://purl.oclc.org/ooxml/officeDocument"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_STRICT_WORD = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_SPACES = (
    f'xmlns:w="{_WORD}" xmlns:r="{_OFFICE}/relationships" xmlns:m="{_OFFICE}/math"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
)
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"


def field(kind: str) -> str:
    """One of the three marks of a field: begin, separate, end."""
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def part(kind: str, content: str) -> str:
    """A part with its root element (``document``, ``footnotes``)."""
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<w:{kind} {_SPACES}>{content}</w:{kind}>'


def run(text: str, properties: str = "") -> str:
    """A run of text with the properties of its letters."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*content: str, style: str = "", mark: str = "") -> str:
    """A paragraph of runs; what is no XML becomes one."""
    runs = "".join(item if item.startswith("<") else run(item) for item in content)
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}<w:rPr>{mark}</w:rPr></w:pPr>{runs}</w:p>"


def cell(*blocks: str, properties: str = "") -> str:
    """A cell of a table; what is no XML becomes a paragraph."""
    content = "".join(item if item.startswith("<") else paragraph(item) for item in blocks)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def table(*rows: list[str], head: bool = False) -> str:
    """A table of cells; what is no XML becomes one."""
    told = ""
    for number, row in enumerate(rows):
        cells = "".join(item if item.startswith("<w:tc>") else cell(item) for item in row)
        told += f"<w:tr><w:trPr>{'<w:tblHeader/>' if head and number == 0 else ''}</w:trPr>{cells}</w:tr>"
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{told}</w:tbl>"


def box(*paragraphs: str) -> str:
    """A text box as Word writes it: for new and for old programs."""
    content = f"<w:txbxContent>{''.join(paragraphs)}</w:txbxContent>"
    shape = f"<wps:wsp><wps:txbx>{content}</wps:txbx></wps:wsp>"
    new = f"<w:drawing><wp:inline><a:graphic>{shape}</a:graphic></wp:inline></w:drawing>"
    old = f"<w:pict><v:shape><v:textbox>{content}</v:textbox></v:shape></w:pict>"
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps">{new}</mc:Choice>'
        f"<mc:Fallback>{old}</mc:Fallback></mc:AlternateContent></w:r>"
    )


def word_file(
    body: str,
    parts: Mapping[str, str] | None = None,
    *,
    main: str = "word/document.xml",
    content_type: str = MAIN,
    strict: bool = False,
    package: Mapping[str, str] | None = None,
) -> bytes:
    """A Word file.

    Args:
        body: what stands in the body of the document.
        parts: further parts that the document names, by kind (``footnotes``).
        main: the name of the main part.
        content_type: of the main part.
        strict: in the names of the strict edition of the format.
        package: files of the archive, added or in place of others.
    """
    folder, _, name = main.rpartition("/")
    relation = _relation(1, "officeDocument", main)
    files = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/{main}" ContentType="{content_type}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_RELATIONS}">{relation}</Relationships>',
        main: part("document", f"<w:body>{body}<w:sectPr/></w:body>"),
        f"{folder}/_rels/{name}.rels": f'<Relationships xmlns="{_RELATIONS}">'
        + "".join(_relation(at, kind, f"{kind}.xml") for at, kind in enumerate(parts or {}))
        + "</Relationships>",
    }
    files |= {f"{folder}/{kind}.xml": content for kind, content in (parts or {}).items()} | dict(package or {})
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in files.items():
            text = content.replace(_WORD, _STRICT_WORD).replace(_OFFICE, _STRICT_OFFICE) if strict else content
            archive.writestr(path, text)
    return buffer.getvalue()


def _relation(number: int, kind: str, target: str) -> str:
    return f'<Relationship Id="rId{number}" Type="{_OFFICE}/relationships/{kind}" Target="{target}"/>'
