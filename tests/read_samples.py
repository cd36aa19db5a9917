"""Makes the files that the tests of reading need; all articles are invented."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Sequence

from summarizer.read.dates import When

BODY = (
    "The harbour bridge in Vessel Bay was closed on Thursday after a cargo ship struck one of its piers, the"
    " port authority said. Nobody was hurt.\n\n"
    "“We will not reopen it until engineers have examined every joint,” said the harbour master, Ines Okafor."
    " The inspection is expected to last four days.\n"
)
HEADLINE = "Harbour bridge closes after ship strike"


def day_of(when: When | None) -> str | None:
    """The day of a date that was read."""
    return when.day if when else None


def pdf(pages: Sequence[Sequence[str]], title: str = "", created: str = "") -> bytes:
    """A PDF with one text line below the other on each page; a page without lines shows only a box."""
    objects: list[bytes] = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", b"<< /Type /Font /Subtype /Type1"]
    objects[2] += b" /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
    kids = []
    for lines in pages:
        drawn = " ".join(f"({escaped(line)}) Tj T*" for line in lines)
        content = f"BT /F1 11 Tf 14 TL 60 780 Td {drawn} ET" if lines else "60 60 200 200 re f"
        stream = content.encode("cp1252")
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        page = f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {len(objects)} 0 R"
        objects.append(f"{page} /Resources << /Font << /F1 3 0 R >> >> >>".encode())
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>".encode()
    objects.append(f"<< /Title ({escaped(title)}) /CreationDate ({created}) >>".encode("cp1252"))
    return assembled(objects)


def encrypted_pdf(password: str) -> bytes:
    """A PDF that opens with a password; with an empty one it opens for everybody."""
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf([[HEADLINE, "", *BODY.splitlines()]]))))
    writer.encrypt(user_password=password, owner_password="owner", algorithm="RC4-128")
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def docx(paragraphs: Sequence[tuple[str, str]], title: str = "", table: Sequence[Sequence[str]] = ()) -> bytes:
    """A Word file of (style, text) paragraphs and one table."""
    from docx import Document

    document = Document()
    document.core_properties.title = title
    for style, text in paragraphs:
        document.add_paragraph(text, style=style)
    if table:
        cells = document.add_table(len(table), len(table[0]))
        for row, values in zip(cells.rows, table, strict=True):
            for cell, value in zip(row.cells, values, strict=True):
                cell.text = value
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def png() -> bytes:
    """A real image of one pixel."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    pixels = zlib.compress(b"\x00\x00")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


NEWS_PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">
<title>Harbour bridge closes after ship strike | Northcoast Herald</title>
<meta property="og:site_name" content="Northcoast Herald">
<meta property="article:published_time" content="2024-12-05T08:15:00Z">
<meta property="article:modified_time" content="2024-12-09T08:15:00Z">
<link rel="canonical" href="https://www.northcoastherald.example/news/bridge-closes">
</head><body><div class="cookie">We use cookies to improve your experience. Accept all</div>
<header><nav><ul><li><a href="/">Home</a></li><li><a href="/w">World</a></li></ul></nav>
<div class="today">Today: Dec 25, 2024</div></header>
<main><article><h1>Harbour bridge closes after ship strike</h1><p class="byline">By Mara Linde, Reuters</p>
<p>The harbour bridge in Vessel Bay was closed on Thursday after a cargo ship struck one of its piers, the
port authority said. Nobody was hurt in the collision, which happened at dawn.</p>
<p>&ldquo;We will not reopen it until engineers have examined every joint,&rdquo; said the harbour master,
Ines Okafor. The inspection is expected to last at least four days.</p>
<p>About 18,000 vehicles cross the bridge each day. Drivers now face a detour of 42 kilometres.</p>
</article><aside><h3>Latest Contents</h3><ul><li><a href="/1">Late goal sinks visitors</a> 25 December 2024
</li></ul></aside></main><footer>© 2024 Northcoast Herald.
<a href="/privacy">Privacy</a></footer></body></html>"""

OLD_PAGE = """<html><body bgcolor=white><table><tr><td width=200><a href=/>Home<a href=/news>News</td><td>
<font size=5><b>Storm shuts ports across northern coast</b></font><br>
Posted on December 3rd, 2024 by admin<br><br>
A storm with winds of 140 kilometres an hour shut every port on the northern coast on Monday, and officials
told residents to stay indoors.<br><br>
Power was cut to 60,000 homes, said the grid operator Norgrid. &quot;We expect
the lines to be back by Wednesday,&quot; its spokeswoman Lena Hart said.<br><br>
The coast guard rescued eleven people from a fishing boat that had lost its engine.<br>
Related: 10 best raincoats</td></tr></table></body>"""

MENU_PAGE = """<html><head><title>Home</title></head><body><nav><ul><li><a href="/">Home</a></li>
<li><a href="/w">World</a></li><li><a href="/s">Sport</a></li></ul></nav><div><a href="/1">Sign in</a>
<a href="/2">Subscribe now</a></div><footer>© 2024 Site</footer></body></html>"""

SCRIPT_PAGE = """<!doctype html><html><head><title>App</title></head><body><div id="root"></div>
<noscript>You need to enable JavaScript to run this app. Please enable JavaScript in your browser and
load the page again to read the news that we have for you today.</noscript>
<script src="/main.js"></script></body></html>"""


def escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def assembled(objects: Sequence[bytes]) -> bytes:
    data = b"%PDF-1.4\n"
    offsets = []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    data += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    trailer = b"trailer\n<< /Size %d /Root 1 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF\n"
    return data + trailer % (len(objects) + 1, len(objects), start)
