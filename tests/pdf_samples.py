"""Makes small PDFs with text at given places."""

from __future__ import annotations

from collections.abc import Sequence

from read_samples import assembled, escaped

Placed = tuple[float, float, float, str]
"""Points from the left and from the foot of the page, size of the type, text."""


def lines(x: float, y: float, texts: Sequence[str], size: float = 10, step: float = 13) -> list[Placed]:
    """Lines of text one below the other."""
    return [(x, y - number * step, size, text) for number, text in enumerate(texts)]


def across(*columns: Sequence[Placed]) -> list[Placed]:
    """The lines of columns as a producer writes them that goes from line to line over the whole page."""
    return sorted((line for column in columns for line in column), key=lambda line: (-line[1], line[0]))


def placed_pdf(pages: Sequence[Sequence[Placed]], before: str = "", page_entries: str = "") -> bytes:
    """A PDF of one font (Times); ``before`` goes before each page's text, ``page_entries`` into its dictionary."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    objects.append(b"<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman /Encoding /WinAnsiEncoding >>")
    kids = []
    for page in pages:
        drawn = "\n".join(f"BT /F1 {size} Tf 1 0 0 1 {x} {y} Tm ({escaped(text)}) Tj ET" for x, y, size, text in page)
        stream = f"{before} {drawn}".encode("cp1252")
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        entries = f"/MediaBox [0 0 595 842] /Contents {len(objects)} 0 R /Resources << /Font << /F1 3 0 R >> >>"
        objects.append(f"<< /Type /Page /Parent 2 0 R {entries} {page_entries} >>".encode())
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(kids)}] >>".encode()
    objects.append(b"<< >>")
    return assembled(objects)
