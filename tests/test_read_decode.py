"""Bytes to text: encodings, and what is no text."""

from __future__ import annotations

import codecs
import gzip
import io
import os
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from read_samples import BODY, png

from summarizer.errors import InputError
from summarizer.read.decode import decode, decode_html

ENGLISH = "“The dam’s wall held,” said the mayor — it cost £5m, or €6m, at the café in São Tomé…\r\nNext line.\n"
CYRILLIC = (
    "Мост через залив закрыли в четверг после того, как грузовое судно задело одну из его опор, сообщили "
    "власти порта. Никто не пострадал. Осмотр моста продлится не менее четырёх дней, сказала она.\n"
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-le", "utf-16-be", "cp1252"])
def test_english_comes_back_exactly(encoding: str) -> None:
    assert decode(ENGLISH.encode(encoding)) == ENGLISH


def test_marks_name_the_byte_order() -> None:
    assert decode(codecs.BOM_UTF16_BE + ENGLISH.encode("utf-16-be")) == ENGLISH
    assert decode(codecs.BOM_UTF32_LE + ENGLISH.encode("utf-32-le")) == ENGLISH


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r"])
def test_other_alphabets_are_recognised(encoding: str) -> None:
    assert decode((CYRILLIC * 3).encode(encoding)) == CYRILLIC * 3


def test_polish_is_not_taken_for_windows_1252() -> None:
    text = "Most został zamknięty w czwartek po tym, jak statek uderzył w jeden z jego filarów. Żądano słów. " * 4
    assert decode(text.encode("cp1250")) == text


def test_a_damaged_byte_does_not_spoil_utf8() -> None:
    data = (ENGLISH * 3).encode() + b"\xe2\x80"
    assert decode(data) == ENGLISH * 3 + "\ufffd"


def test_quotation_marks_of_another_encoding_in_utf8() -> None:
    data = (ENGLISH * 3).encode() + b"It\x92s \x93open\x94 \x96 now"
    assert decode(data) == ENGLISH * 3 + "It’s “open” – now"


@given(st.text(alphabet=st.characters(min_codepoint=32, exclude_categories=["Cs"]), min_size=1))
def test_utf8_is_never_changed(text: str) -> None:
    assert decode(b"x" + text.encode()) == "x" + text


@given(
    st.sampled_from(["\r\n", "\r", "\n"]),
    st.lists(st.from_regex(r"[a-zé’ ]{1,20}", fullmatch=True), min_size=1),
)
def test_line_ends_are_never_translated(end: str, lines: list[str]) -> None:
    text = end.join(lines)
    assert decode(text.encode("utf-8-sig")) == text


def _zip() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a.txt", BODY)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (png(), "PNG"),
        (b"\xff\xd8\xff\xe0" + bytes(50), "JPEG"),
        (b"RIFF\x10\x00\x00\x00WEBPVP8 ", "WebP"),
        (b"\x00\x00\x00\x18ftypheic" + bytes(20), "HEIC"),
        (gzip.compress(BODY.encode()), "gzip"),
        (_zip(), "ZIP"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(50), "office"),
        (b"{\\rtf1\\ansi hello}", "rich text"),
        (bytes(range(256)) * 8, "binary"),
        (b"\x00" * 400, "binary"),
        (b"\x01\x02\x03\x04\x05\x06\x07\x08" * 50, "binary"),
    ],
)
def test_binary_is_refused_by_name(data: bytes, kind: str) -> None:
    with pytest.raises(InputError, match=kind) as caught:
        decode(data)
    assert caught.value.hint


def test_random_bytes_are_refused() -> None:
    with pytest.raises(InputError, match="binary"):
        decode(b"\x07" + os.urandom(4096) + b"\x00\x01\x02\x03")


def test_html_follows_its_declared_charset() -> None:
    page = '<html><head><meta charset="koi8-r"></head><body>Мост закрыт</body></html>'
    assert decode_html(page.encode("koi8-r")) == page
    latin = '<meta http-equiv="Content-Type" content="text/html; charset=ISO-8859-1">“Quoted” – at the café'
    assert decode_html(latin.encode("cp1252")) == latin
    lying = '<meta charset="iso-8859-1">café – “so”'
    assert decode_html(lying.encode("utf-8")) == lying
    stated = '<?xml version="1.0" encoding="koi8-r"?><html><body>Мост закрыт</body></html>'
    assert decode_html(stated.encode("koi8-r")) == stated
    assert decode_html('<meta charset="no-such-thing">café'.encode("cp1252")).endswith("café")
