"""Reads mail (.eml) and web pages that a browser saved as mail (.mhtml)."""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator
from email.message import EmailMessage
from email.utils import parseaddr, parsedate_to_datetime
from pathlib import PurePath

from summarizer.errors import InputError
from summarizer.read.dates import When, stated_when
from summarizer.read.decode import decode
from summarizer.read.found import Found
from summarizer.read.html import read_html, read_page
from summarizer.read.markup import without_entities
from summarizer.read.publishers import host_of, is_url, publisher_name
from summarizer.read.raw import Raw
from summarizer.read.surrogates import without_surrogates
from summarizer.records import Flag

_HEADER = re.compile(rb"(?P<name>[A-Za-z][A-Za-z0-9-]{0,60}):(?:[ \t][^\r\n]*)?\r?\n(?:[ \t]+[^\r\n]*\r?\n)*")
_START = re.compile(rb"(?:\xef\xbb\xbf)?(?:From [^\r\n]{1,200}\r?\n)?(?:[ \t]*\r?\n){0,5}")
_MAIL_ONLY = frozenset(
    (b"mime-version", b"received", b"return-path", b"message-id", b"delivered-to", b"content-transfer-encoding")
)
_SHARED = frozenset((b"from", b"subject", b"to", b"date", b"reply-to", b"content-type", b"content-location"))
_SAVED_BY = re.compile(r"(?i)<?saved by\b")
_FORWARDED = re.compile(r"(?i)^(?:\s*(?:fwd?|fw|wg|re|aw|tr|rv|i)\s*:)+\s*")
_SIGNATURE = re.compile(r"(?m)^-- ?$")
_ANSWERED = re.compile(
    r"(?m)^(?:(?:On|Am|Le|El|Il|Em|Op)\b[^\n]{0,200}"
    r"(?:wrote|schrieb|a écrit|escribió|ha scritto|escreveu|schreef)\b[^\n]{0,100}:\s*\n)?"
    r"(?:[ \t]*>[^\n]*(?:\n|\Z))+"
)
_REPORTS = (".txt", ".html", ".htm", ".pdf", ".docx", ".md")
_MAX_HEADER_BYTES, _MAX_HEADERS, _MAX_PARTS, _MAX_DEPTH = 65_536, 400, 400, 20


def is_mail(data: bytes) -> bool:
    """Whether bytes begin as a mail does: with header lines, one of them such as no other text has.

    An article that begins with ``From: …`` and ``Date: …`` lines is none.
    """
    start = _START.match(data[:1000])
    place, names = start.end() if start else 0, set()
    head = data[:_MAX_HEADER_BYTES]
    for _ in range(_MAX_HEADERS):
        line = _HEADER.match(head, place)
        if line is None:
            break
        names.add(line["name"].lower())
        place = line.end()
    known = names & _MAIL_ONLY
    return bool(known) and len(names & _SHARED) + len(known) >= 2


def read_mail(data: bytes) -> Raw:
    """Reads the page or the letter, with its subject, sender and date; reports that are attached stand below it.

    Raises:
        InputError: there is no text in it.
    """
    try:
        message = email.message_from_bytes(data.lstrip(), _class=EmailMessage, policy=email.policy.default)
        parts = list(_parts(message))
        archive = _is_archive(message)
        stated = _stated(message, archive)
        address = _root_location(message)
    except (ValueError, LookupError, TypeError, AttributeError, IndexError, RecursionError, AssertionError) as error:
        raise InputError("is a damaged mail", "save its text as .txt") from error
    body = _body(parts, address, archive)
    attached = [] if archive else [_attached(name, content) for kind, name, _, content in parts if kind == "file"]
    texts = [raw for raw in (body, *attached) if raw.text.strip()]
    if not texts:
        raise InputError("is a mail without text", "save its text as .txt")
    joined = "\n\n".join(raw.text.strip() for raw in texts)
    found = body.stated.or_else(stated) if archive else stated.or_else(body.stated)
    flags = tuple(flag for raw in (body, *attached) for flag in raw.stated.flags)
    return Raw(joined, found.or_else(Found(flags=flags)))


Part = tuple[str, str, str, bytes]
"""Kind (``html``, ``plain`` or ``file``), file name, address, content."""


def _parts(message: EmailMessage, depth: int = 0) -> Iterator[Part]:
    """Yields the parts that hold text or a file, those of forwarded mails included."""
    for part in _leaves(message):
        kind = part.get_content_type()
        name = without_surrogates(part.get_filename() or "")
        location = str(part.get("Content-Location") or "").strip()
        if kind == "message/rfc822":
            inner = _mail_in(part)
            if inner is not None and depth < _MAX_DEPTH:
                yield from _parts(inner, depth + 1)
            continue
        content = part.get_payload(decode=True)
        if not isinstance(content, bytes):
            continue
        is_file = part.get_content_disposition() == "attachment" or (name and not kind.startswith("text/"))
        if is_file and not kind.startswith(("image/", "font/")):
            yield "file", name or kind, location, content
        elif kind in ("text/html", "application/xhtml+xml"):
            yield "html", name, location, _in_utf8(part, content)
        elif kind == "text/plain":
            yield "plain", name, location, _in_utf8(part, content)


def _mail_in(part: EmailMessage) -> EmailMessage | None:
    """Returns the mail in a part that holds one."""
    inner = part.get_payload()
    return inner[0] if isinstance(inner, list) and inner and isinstance(inner[0], EmailMessage) else None


def _leaves(message: EmailMessage) -> Iterator[EmailMessage]:
    waiting: list[EmailMessage] = [message]
    for _ in range(_MAX_PARTS):
        if not waiting:
            return
        part = waiting.pop(0)
        inner = part.get_payload()
        if part.is_multipart() and part.get_content_type() != "message/rfc822" and isinstance(inner, list):
            waiting[:0] = [item for item in inner if isinstance(item, EmailMessage)]
        else:
            yield part


def _in_utf8(part: EmailMessage, content: bytes) -> bytes:
    charset = part.get_content_charset()
    if charset and charset not in ("utf-8", "us-ascii"):
        try:
            return content.decode(charset).encode("utf-8", "replace")
        except (LookupError, ValueError):
            return content
    return content


def _is_archive(message: EmailMessage) -> bool:
    return bool(
        message.get("Snapshot-Content-Location")
        or _SAVED_BY.match(str(message.get("From") or ""))
        or (message.get_content_type() == "multipart/related" and not parseaddr(str(message.get("From") or ""))[1])
    )


def _root_location(message: EmailMessage) -> str:
    stated = message.get("Snapshot-Content-Location") or message.get("Content-Location") or ""
    return "".join(str(stated).split())


def _body(parts: list[Part], address: str, archive: bool) -> Raw:
    """Reads the page (its root part where frames and advertisements are saved with it), else the plain text."""
    pages = [(location, content) for kind, _, location, content in parts if kind == "html"]
    pages.sort(key=lambda page: not (address and page[0] == address))
    failed: InputError | None = None
    for location, content in pages[: 1 if archive and address else None]:
        try:
            return read_page(decode(content), address or (location if is_url(location) else None))
        except InputError as error:
            failed = error
    texts = [decode(content) for kind, _, _, content in parts if kind == "plain"]
    if texts:
        return _archived(texts) if archive else _letter("\n\n".join(texts))
    if failed is not None and archive:
        raise failed
    return Raw("")


def _archived(texts: list[str]) -> Raw:
    """The plain texts of an archive, each without its signature."""
    return Raw("\n\n".join(_SIGNATURE.split(without_entities(text))[0] for text in texts))


def _letter(text: str) -> Raw:
    """A letter without the one that it answers, which is another text by somebody else."""
    own = _ANSWERED.sub("", text)
    if own == text or not own.strip():
        return Raw(text)
    return Raw(own, Found(flags=(Flag("partly_read", "the letter that it answers is left out"),)))


def _stated(message: EmailMessage, archive: bool) -> Found:
    subject = _FORWARDED.sub("", " ".join(without_surrogates(str(message.get("Subject") or ""))[:500].split()))
    sender = without_surrogates(str(message.get("From") or ""))
    name, box = ("", "") if _SAVED_BY.match(sender) else parseaddr(sender)
    # An archive's date is the day on which it was saved.
    when = None if archive else _sent(message)
    address = _root_location(message)
    url = address if is_url(address) else None
    publisher = publisher_name(name) if name and "@" not in name else host_of(box.rpartition("@")[2])
    return Found(subject or None, publisher, when, url)


def _sent(message: EmailMessage) -> When | None:
    try:
        return stated_when(parsedate_to_datetime(str(message.get("Date"))))
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _attached(name: str, content: bytes) -> Raw:
    """Reads an attached report; another file is named by a flag."""
    from summarizer.read.docx import is_docx, read_docx
    from summarizer.read.pdf import read_pdf

    name = " ".join(name.split())[:80]
    ending = PurePath(name).suffix.lower()
    note = Found(flags=(Flag("partly_read", f"the attached file “{name}” could not be read"),))
    if ending not in _REPORTS:
        return Raw("", note)
    try:
        if b"%PDF-" in content[:1024]:
            return read_pdf(content)
        if is_docx(content):
            return read_docx(content)
        return read_html(content) if ending in (".html", ".htm") else Raw(decode(content))
    except InputError:
        return Raw("", note)
