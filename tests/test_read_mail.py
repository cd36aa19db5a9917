"""Mail and saved web pages."""

from __future__ import annotations

import contextlib
import email.policy
import time
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st
from read_samples import BODY, HEADLINE, day_of, docx, png

from summarizer.errors import InputError
from summarizer.read.mail import is_mail, read_mail

PAGE = f"<html><head><title>{HEADLINE}</title></head><body><article><h1>{HEADLINE}</h1>" + "".join(
    f"<p>{paragraph}</p>" for paragraph in BODY.split("\n\n")
)


def letter(text: str = BODY, **headers: str) -> EmailMessage:
    message = EmailMessage()
    stated = {
        "From": '"Northern Courier" <news@courier.example>',
        "To": "reader@mail.example",
        "Subject": f"Fwd: {HEADLINE} – “now”",
        "Date": "Fri, 13 Mar 2026 23:30:00 -0500",
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }
    for name, value in stated.items():
        message[name] = value
    message.set_content(text)
    return message


def archive(encoding: str, charset: str = "utf-8") -> bytes:
    root = EmailMessage()
    root["From"] = "<Saved by Blink>"
    root["Snapshot-Content-Location"] = "https://www.northcoast.example/bridge"
    root["Subject"] = HEADLINE
    root["Date"] = "Sun, 15 Feb 2026 10:00:00 -0000"
    root["MIME-Version"] = "1.0"
    root.make_related()
    for address, html in (
        ("https://ads.example/f", "<html><body><p>Buy now.</p>"),
        (str(root["Snapshot-Content-Location"]), PAGE),
    ):
        part = EmailMessage()
        part.set_content(html, subtype="html", charset=charset, cte=encoding)
        part["Content-Location"] = address
        root.attach(part)
    picture = EmailMessage()
    picture.set_content(png(), "image", "png")
    root.attach(picture)
    return root.as_bytes(policy=email.policy.SMTP)


@pytest.mark.parametrize("encoding", ["quoted-printable", "base64"])
@pytest.mark.parametrize("charset", ["utf-8", "cp1252"])
def test_a_saved_page_is_read_as_the_page(encoding: str, charset: str) -> None:
    data = archive(encoding, charset)
    assert is_mail(data)
    raw = read_mail(data)
    assert "“We will not reopen it until engineers have examined every joint,”" in raw.text
    assert "Buy now" not in raw.text
    assert (raw.stated.title, raw.stated.url) == (HEADLINE, "https://www.northcoast.example/bridge")
    assert raw.stated.publisher == "northcoast.example"
    assert raw.stated.when is None


@pytest.mark.parametrize("policy", [email.policy.default, email.policy.SMTP])
def test_a_letter(policy: email.policy.EmailPolicy) -> None:
    data = letter().as_bytes(policy=policy)
    assert is_mail(data)
    raw = read_mail(data)
    assert raw.text.split() == BODY.split()
    assert (raw.stated.title, raw.stated.publisher) == (f"{HEADLINE} – “now”", "Northern Courier")
    assert day_of(raw.stated.when) == "2026-03-13"


def test_of_two_forms_the_page_is_read() -> None:
    message = letter("See this letter in a browser.")
    message.add_alternative(PAGE, subtype="html")
    raw = read_mail(message.as_bytes())
    assert "18" not in raw.text
    assert "Nobody was hurt." in raw.text
    assert "browser" not in raw.text


def test_attached_reports_are_read_and_others_named() -> None:
    message = letter("The report is attached, with greetings.")
    message.add_attachment(docx([("Normal", BODY)]), "application", "octet-stream", filename="report.docx")
    message.add_attachment("A second report, as text.", filename="b.txt")
    message.add_attachment(b"PK\x03\x04", "application", "zip", filename="all.zip")
    inner = letter("The forwarded letter itself.")
    message.add_attachment(inner)
    raw = read_mail(message.as_bytes())
    for words in ("with greetings.", "Nobody was hurt.", "A second report, as text.", "The forwarded letter itself."):
        assert words in raw.text
    (flag,) = raw.stated.flags
    assert (flag.kind, "all.zip" in flag.note) == ("partly_read", True)


@pytest.mark.parametrize(
    "text",
    [
        BODY,
        f"From: the army\nDate: 3 May 2026\nSubject: the dam\n\n{BODY}",
        f"Title: {HEADLINE}\nFrom: AFP\n\n{BODY}",
        f"Message-ID: what it is and why it matters\n\n{BODY}",
        "",
    ],
)
def test_an_article_is_no_mail(text: str) -> None:
    assert not is_mail(text.encode())


def test_a_mail_without_text_is_refused() -> None:
    with pytest.raises(InputError, match="without text"):
        read_mail(b"MIME-Version: 1.0\nFrom: a@b.example\nContent-Type: image/png\n\nxx")


HOSTILE = [
    b"Subject: =?utf-8?q?" + b"=00" * 100 + b"?=\n\nx",
    b"Content-Type: multipart/mixed; boundary=\n\n--\n",
    b"Content-Type: text/plain; charset=\xff\xfe\n\nhello",
    b"Content-Type: text/plain; charset=no-such\nContent-Transfer-Encoding: base64\n\n####",
    b'From: "<<<>>>@@,,;:"\nDate: 99 Foo 99999\n\nhello',
    b"Content-Disposition: attachment; filename*=utf-8''%ff%ud800\n\nhello",
    b"Content-Type: message/rfc822\n\n" * 400,
    b"a:\r\n " * 20_000,
    b"From: x@y\n" * 20_000,
]


@pytest.mark.parametrize("data", HOSTILE)
def test_no_mail_breaks_or_hangs(data: bytes) -> None:
    begin = time.perf_counter()
    with contextlib.suppress(InputError):
        read_mail(b"MIME-Version: 1.0\n" + data).text.encode()
    is_mail(data)
    assert time.perf_counter() - begin < 5


@given(st.binary(max_size=300), st.sampled_from(HOSTILE), st.integers(0, 200))
def test_damaged_mail_is_read_or_refused(noise: bytes, data: bytes, place: int) -> None:
    with contextlib.suppress(InputError):
        raw = read_mail(b"MIME-Version: 1.0\n" + data[:place] + noise + data[place:2000])
        assert raw.text.strip()


def test_the_letter_that_is_answered_is_left_out() -> None:
    head = "From: Ann Lee <ann@vbt.example>\nSubject: Re: Bridge\nMIME-Version: 1.0\nContent-Type: text/plain\n\n"
    body = "The bridge is shut since Monday.\n\nOn Sun, 3 May 2026 Jo wrote:\n> The bridge is open, they say.\n> Jo\n"
    raw = read_mail((head + body).encode())
    assert raw.text.strip() == "The bridge is shut since Monday."
    assert [flag.kind for flag in raw.stated.flags] == ["partly_read"]
