"""Turns bytes into text in whatever encoding they came, and tells text from binary."""

from __future__ import annotations

import codecs
import re

from summarizer.errors import InputError
from summarizer.read.quiet import quiet

_BOMS = (
    # The four-byte marks first: the UTF-32 mark begins with the UTF-16 one.
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC = (
    (b"\x89PNG\r\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
    (b"\x00\x00\x01\x00", "an icon"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"PK\x03\x04", "a ZIP archive or an office file that is not .docx"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old office file (.doc, .xls or .ppt)"),
    (b"{\\rtf", "a rich text file (.rtf)"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"ID3", "a sound file"),
    (b"OggS", "a sound or video file"),
    (b"SQLite format 3", "a database"),
)
_WEST_EUROPEAN = frozenset(
    "‘’\u201a“”„†‡•…–—\u2039\u203a€™£©®°·«»¿¡½¼¾\xb4§\xa0àâäáãåæçèéêëìíîïñòóôöõøœùúûüýÿßšžÀÂÄÁÃÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÖÕØŒÙÚÛÜÝŸŠŽ"
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
# "zosta³" is Polish "został" read as windows-1252: no language puts these symbols beside letters.
_SYMBOL_IN_WORD = re.compile(r"[^\W\d_][¡-©«-´¶-¹»-¿×÷]|[¡-©«-´¶-¹»-¿×÷][^\W\d_]")
_NOT_UTF8 = re.compile("[\udc80-\udcff]+")
_PASTED = frozenset(bytes([code]) for code in (0x85, *range(0x91, 0x98)))
_HTML_CHARSET = re.compile(
    rb"""(?:<meta[^>]{0,200}?charset|<\?xml[^>]{0,100}?encoding)\s{0,9}=\s{0,9}["']?\s{0,9}([A-Za-z0-9_:.-]+)""",
    re.IGNORECASE,
)
_SAMPLE_BYTES = 65536


def binary_kind(data: bytes) -> str | None:
    """Returns what the first bytes of a binary file give it away as (``a PNG image``), or None."""
    if data[:4] == b"RIFF":
        return "a WebP image" if data[8:12] == b"WEBP" else "a sound or video file"
    if data[4:8] == b"ftyp":
        return "a video or HEIC image"
    if data[:2] == b"BM" and data[6:10] == bytes(4):
        return "a BMP image"
    return next((kind for magic, kind in _MAGIC if data.startswith(magic)), None)


def decode(data: bytes) -> str:
    """Decodes exactly: no newline is translated and nothing is stripped but a byte order mark.

    Raises:
        InputError: the bytes are not text.
    """
    kind = binary_kind(data)
    if kind:
        raise InputError(f"is {kind}, not text", "save the report as .txt, .html, .pdf or .docx")
    text = _with_bom(data)
    if text is None:
        text = _without_bom(data)
    if text is None or len(_CONTROL.findall(text[:_SAMPLE_BYTES])) > max(2, len(text[:_SAMPLE_BYTES]) // 200):
        raise InputError("is binary, not text", "save the report as .txt, .html, .pdf or .docx")
    return text


def decode_html(data: bytes, charset: str = "") -> str:
    """Decodes a web page: byte order mark, then the stated charset, then the declared one, then as any text.

    Args:
        data: the page.
        charset: what its server stated; empty where it stated nothing.

    Raises:
        InputError: the bytes are not text.
    """
    if _with_bom(data) is not None or _utf8(data) is not None:
        return decode(data)
    declared = _HTML_CHARSET.search(data[:4096])
    for stated in (charset, declared.group(1).decode("ascii") if declared else ""):
        name = stated.strip(" \"'").lower()
        # Browsers read what is declared as Latin-1 or ASCII as windows-1252 (WHATWG Encoding Standard).
        name = "cp1252" if name in {"iso-8859-1", "latin1", "latin-1", "ascii", "us-ascii"} else name
        try:
            if name:
                return data.decode(name)
        except (LookupError, ValueError):
            pass
    return decode(data)


def _with_bom(data: bytes) -> str | None:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    return None


def _without_bom(data: bytes) -> str | None:
    if b"\x00" in data[:_SAMPLE_BYTES]:
        return _utf16(data)
    text = _utf8(data)
    return text if text is not None else _eight_bit(data)


def _utf8(data: bytes) -> str | None:
    """Returns None unless the bytes are UTF-8, or would be but for a few bytes damaged on the way."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    text = data.decode("utf-8", "surrogateescape")
    runs = [run.encode("utf-8", "surrogateescape") for run in _NOT_UTF8.findall(text)]
    pasted = sum(run in _PASTED for run in runs)
    whole = sum("\x7f" < char < "\ud800" or char > "\udfff" for char in text)
    return _NOT_UTF8.sub(_mended, text) if whole > 10 * (len(runs) - pasted) and whole * 2 > pasted else None


def _mended(match: re.Match[str]) -> str:
    """A single quotation mark or dash in windows-1252, pasted into UTF-8, is read as what it is."""
    run = match.group().encode("utf-8", "surrogateescape")
    return run.decode("cp1252") if run in _PASTED else run.decode("utf-8", "replace")


def _utf16(data: bytes) -> str | None:
    """Mostly European text in UTF-16 has a zero in every second byte, on one side only."""
    sample = data[: _SAMPLE_BYTES - 1]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    low, high = sorted((even, odd))
    if high * 2 < len(sample) // 2 or low * 10 > high:
        return None
    try:
        return data.decode("utf-16-be" if even > odd else "utf-16-le")
    except UnicodeDecodeError:
        return None


def _eight_bit(data: bytes) -> str | None:
    """Windows-1252 when every special character is one that West European text uses, else the best guess.

    Statistical guesses are unreliable with the few curly quotes of an English report, hence the first rule.
    """
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        text = ""
    special = [char for char in text if char > "\x7f"]
    if text and len(special) * 5 < len(text) and _WEST_EUROPEAN.issuperset(special):
        return text
    with quiet():
        from charset_normalizer import from_bytes

        guesses = list(from_bytes(data[:_SAMPLE_BYTES]))
    if not guesses:
        return None
    best = min(guesses, key=lambda guess: len(_SYMBOL_IN_WORD.findall(str(guess))))
    return data.decode(best.encoding, "replace")
