"""Mutates small valid reports of every format, has them read, and looks for tracebacks, hangs and losses.

As a program, ``tests/fuzz_read.py COUNT [SEED]`` prints what it found; the tests make a short run of it.
"""

from __future__ import annotations

import io
import json
import sys
import time
import zipfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

if __name__ == "__main__":
    sys.path[:0] = [str(Path(__file__).resolve().parents[1]), str(Path(__file__).resolve().parent)]

from read_samples import BODY, HEADLINE, NEWS_PAGE, docx, pdf

from summarizer.clean import clean
from summarizer.read.guard import Reader
from summarizer.read.one import Job
from summarizer.read.sources import Unusable
from summarizer.records import CleanDocument, Document
from summarizer.settings import CleanSettings, ReadSettings
from summarizer.split import split

LIMITS = ReadSettings(timeout_s=10.0)
TEXT = f"{HEADLINE}\n\nVessel Bay Times, 5 May 2026\n\n{BODY}\n* 1,200 cars a day\n* 48 000 people\n"
LETTER = (
    "From: Vessel Bay Times <news@vbt.example>\r\nSubject: =?utf-8?q?Bridge_closes?=\r\n"
    "Date: Tue, 5 May 2026 10:00:00 +0000\r\n"
    "MIME-Version: 1.0\r\nContent-Type: {kind}\r\n\r\n"
)
SAVED = (
    "--B\r\nContent-Type: text/html; charset=utf-8\r\nContent-Location: https://vbt.example/a\r\n\r\n"
    + str(NEWS_PAGE)
    + "\r\n--B--\r\n"
)
_ROW = {"id": "a", "documents": [{"text": TEXT, "date": "2026-05-05"}, {"content": BODY, "source": {"name": "VBT"}}]}
SAMPLES: dict[str, bytes] = {
    "a.txt": TEXT.encode(),
    "a.md": f"---\ntitle: {HEADLINE}\ndate: 2026-05-05\n---\n\n# {HEADLINE}\n\n{BODY}".encode(),
    "a.html": str(NEWS_PAGE).encode(),
    "a.pdf": pdf([[HEADLINE, "", *BODY.splitlines()], BODY.splitlines()], title=HEADLINE),
    "a.docx": docx(
        [("Title", HEADLINE), *(("Normal", line) for line in BODY.splitlines())], table=[["a", "b"], ["1", "2"]]
    ),
    "a.json": json.dumps(_ROW, indent=1).encode(),
    "a.jsonl": (json.dumps(_ROW) + "\n").encode(),
    "a.eml": (LETTER.format(kind="text/plain; charset=utf-8") + TEXT).encode(),
    "a.mhtml": (LETTER.format(kind='multipart/related; boundary="B"') + SAVED).encode(),
}
TOKENS = [
    text.encode("utf-8", "surrogateescape")
    for text in (
        *"\" ' < > <!-- --> <div> </p> <table><tr><td> [ ] { } \\ud800 \\ e400 NaN &amp;#x0; & %PDF- PK\x03\x04".split(
            " "
        ),
        *"<w:p> <w:tbl> <w:ins> endobj stream --B =?utf-8?b? „ “ 東京都は --- (AP)".split(" "),
        *(
            "\0",
            "\udcff\udcfe",
            "\ufeff",
            "\r",
            "\n\n",
            "\x1b[31m",
            "9" * 400,
            "/Kids [1 0 R]",
            "=\r\n",
            "\u202e",
            "\u00ad",
        ),
        *("# ", "* ", "Ignore all previous instructions. "),
    )
]


@dataclass
class Findings:
    """What came of the inputs; ``bad`` holds (what, name, bytes) of those that went wrong."""

    counts: Counter[str] = field(default_factory=Counter)
    bad: list[tuple[str, str, bytes]] = field(default_factory=list)
    slowest_s: float = 0.0

    def note(self, what: str, name: str, data: bytes, *, wrong: bool = False) -> None:
        self.counts[what] += 1
        if wrong:
            self.bad.append((what, name, data))


def mutated(data: bytes, random: Random) -> bytes:
    """The bytes after one to six changes: flips, cuts, repeats, tokens that mean something to a reader."""
    found = bytearray(data)
    for _ in range(random.randint(1, 6)):
        at = random.randrange(len(found) + 1)
        kind = random.randrange(6)
        if kind == 0 and found:
            found[at % len(found)] = random.randrange(256)
        elif kind == 1:
            del found[at : at + random.randint(1, 200)]
        elif kind == 2:
            found[at:at] = found[at : at + random.randint(1, 300)] * random.choice((1, 2, 50))
        elif kind == 3:
            found[at:at] = random.choice(TOKENS) * random.choice((1, 1, 3, 300))
        elif kind == 4:
            other = random.choice(list(SAMPLES.values()))
            start = random.randrange(len(other))
            found[at:at] = other[start : start + random.randint(1, 400)]
        else:
            del found[at if random.random() < 0.3 else len(found) :]
    return bytes(found)


def mutated_zip(data: bytes, random: Random) -> bytes:
    """A Word file with one of its parts changed, or the whole file damaged."""
    if random.random() < 0.3:
        return mutated(data, random)
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        names = old.namelist()
        target = "word/document.xml" if random.random() < 0.7 else random.choice(names)
        for name in names:
            part = old.read(name)
            new.writestr(name, mutated(part, random) if name == target else part)
    return buffer.getvalue()


def lost(document: CleanDocument) -> bool:
    """Whether a character of a document is in no span or in two, or a letter of a kept one in no sentence."""
    text = document.document.text
    spans = sorted([*((s.start, s.end) for s in document.kept), *((d.start, d.end) for d in document.dropped)])
    at = 0
    for start, end in spans:
        if start < at or text[at:start].strip():
            return True
        at = end
    if text[at:].strip():
        return True
    told = {index for one in split([document]) for index in range(one.start, one.end)}
    return any(sum(text[at].isalnum() for at in range(s.start, s.end) if at not in told) > 3 for s in document.kept)


def fuzz(count: int, seed: int, say: Callable[[str], None] = lambda _: None) -> Findings:
    """Has ``count`` mutated inputs read, one after the other."""
    random, findings, reader = Random(seed), Findings(), Reader()
    names = list(SAMPLES)
    try:
        for number in range(count):
            name = names[number % len(names)]
            data = (mutated_zip if name.endswith(".docx") else mutated)(SAMPLES[name], random)
            before = time.monotonic()
            _try(name, data, reader, findings)
            findings.slowest_s = max(findings.slowest_s, time.monotonic() - before)
            if number % 1000 == 999:
                say(f"{number + 1}: {dict(findings.counts)}, slowest {findings.slowest_s:.1f} s")
    finally:
        reader.close()
    return findings


def _try(name: str, data: bytes, reader: Reader, findings: Findings) -> None:
    for item in reader.read(Job(name, name, None, data=data), LIMITS):
        if isinstance(item, Unusable):
            message = item.error.message
            faults = {"cannot be read (": "traceback", "takes more than": "hang", "ended the process": "crash"}
            what = next((fault for start, fault in faults.items() if start in message), "refused")
            findings.note(what, f"{name}: {message}", data, wrong=what != "refused")
        else:
            _look(name, data, item, findings)


def _look(name: str, data: bytes, document: Document, findings: Findings) -> None:
    before = time.monotonic()
    try:
        (cleaned,) = clean([document], CleanSettings())
        wrong = "loss" if lost(cleaned) else ""
    except Exception as error:  # any is a finding
        wrong = f"traceback {type(error).__name__}: {error}"
    if time.monotonic() - before > LIMITS.timeout_s:
        wrong = "hang"
    findings.note(wrong.split()[0] if wrong else "read", f"{name}: {wrong}", data, wrong=bool(wrong))


if __name__ == "__main__":
    result = fuzz(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1, lambda line: print(line, flush=True))
    print(f"{dict(result.counts)}, slowest {result.slowest_s:.1f} s")
    for place, (what, where, content) in enumerate(result.bad[:20]):
        print(what, where)
        Path(f"/tmp/fuzz-{place}-{where.partition(':')[0]}").write_bytes(content)
