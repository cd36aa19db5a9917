"""Models that need no weights, and reports to try them on."""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping, Sequence
from random import Random

import numpy as np
from hypothesis import strategies as st
from numpy.typing import NDArray

from summarizer.interfaces import Progress
from summarizer.records import Document, Draft, Judgement, ModelInfo, WriteRequest

SIZE = 256


class HashEncoder:
    """Counts hashed words: texts that share words are near. Remembers the size of each call."""

    info = ModelInfo("encoder", "hash", "r1", "0" * 64, "cpu", "float32")

    def __init__(self) -> None:
        self.calls: list[int] = []

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.calls.append(len(texts))
        rows = np.full((len(texts), SIZE), 1e-3, dtype=np.float32)
        for row, text in enumerate(texts):
            for word in re.findall(r"\w+", text.lower()):
                rows[row, zlib.crc32(word.encode()) % SIZE] += 1
        return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32)


class ScriptedWriter:
    """Answers with what stands in its script for the first evidence sentence, else with that sentence."""

    info = ModelInfo("writer", "scripted", "r2", "1" * 64, "cpu", "float32")

    def __init__(self, script: Mapping[str, Draft]) -> None:
        self.script = script
        self.calls: list[list[WriteRequest]] = []

    def write(self, requests: Sequence[WriteRequest], progress: Progress | None = None) -> list[Draft]:
        self.calls.append(list(requests))
        return [self.script.get(r.evidence[0], Draft(r.evidence[0])) for r in requests]


class ShorteningWriter(ScriptedWriter):
    """Cuts the first evidence sentence at its last comma, and a title after ten words."""

    def __init__(self) -> None:
        super().__init__({})

    def write(self, requests: Sequence[WriteRequest], progress: Progress | None = None) -> list[Draft]:
        super().write(requests, progress)
        cut = [r.evidence[0].rpartition(", ")[0] or r.evidence[0] for r in requests]
        return [Draft(" ".join(text.split()[: r.max_words])) for text, r in zip(cut, requests, strict=True)]


class InventingWriter(ScriptedWriter):
    """Answers every request with something that no report says."""

    def __init__(self) -> None:
        super().__init__({})

    def write(self, requests: Sequence[WriteRequest], progress: Progress | None = None) -> list[Draft]:
        super().write(requests, progress)
        return [Draft("Captain Zebulon Quark sold 90210 submarines to Atlantis.") for _ in requests]


_WHO = ("The mayor of Skarne", "Ada Brink of the coast guard", "A pilot from Bergen", "Divers of the navy")
_DID = ("searched the harbour", "closed the old bridge", "counted {n} empty boats", "rescued {n} sailors")
_WHEN = ("on Tuesday", "near the lighthouse of Lund", "before the storm reached the coast", "at noon")
_TAIL = ("", ", while rain fell on the town", ", the agency said", ", according to the harbour office")


@st.composite
def report_sentences(draw: st.DrawFn) -> str:
    """One news-like sentence; many of them share words and facts."""
    did = draw(st.sampled_from(_DID)).format(n=draw(st.integers(2, 2000)))
    return f"{draw(st.sampled_from(_WHO))} {did} {draw(st.sampled_from(_WHEN))}{draw(st.sampled_from(_TAIL))}."


@st.composite
def clusters(draw: st.DrawFn) -> list[Document]:
    """One to four reports of one to three paragraphs, with blank lines, odd spacing and stray characters."""
    documents = []
    for number in range(draw(st.integers(1, 4))):
        paragraphs = draw(st.lists(st.lists(report_sentences(), min_size=1, max_size=4), min_size=1, max_size=3))
        gap = draw(st.sampled_from([" ", "  ", "\n"]))
        lead_in = draw(st.sampled_from(["", "\n\n", "\ufeff", "🚢 ", "\t"]))
        text = lead_in + "\n\n".join(gap.join(paragraph) for paragraph in paragraphs)
        documents.append(Document(f"d{number}", text, title=draw(st.none() | st.just(f"Report {number}"))))
    return documents


def reports(count: int, sentences: int) -> list[Document]:
    """Reports in invented words, among English ones, with little in common: every sentence has twenty words."""
    random = Random(5)

    def word() -> str:
        return "".join(random.choice("bdfgklmnprstvz") + random.choice("aiou") for _ in range(4))

    documents = []
    for source in range(count):
        lines = []
        for _ in range(sentences):
            body = " ".join(word() for _ in range(11))
            lines.append(f"Some {random.randint(100, 9999)} of the {body} near {word().title()}, {word()} {word()}.")
        documents.append(Document(f"r{source}", " ".join(lines), title=f"Day {source} of the fair"))
    return documents


class WordJudge:
    """Supports a claim by the share of its words that the evidence holds; remembers how many pairs each call had."""

    info = ModelInfo("judge", "words", "r3", "2" * 64, "cpu", "float32")

    def __init__(self, refused: str = "") -> None:
        self.refused = refused
        self.calls: list[int] = []

    def judge(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        return [judgement.supported for judgement in self.assess(pairs)]

    def assess(self, pairs: Sequence[tuple[str, str]], progress: Progress | None = None) -> list[Judgement]:
        self.calls.append(len(pairs))
        return [self._one(*pair) for pair in pairs]

    def _one(self, evidence: str, claim: str) -> Judgement:
        if self.refused and self.refused in claim:
            return Judgement(0.1, 0.8)
        known, said = (set(re.findall(r"\w+", text.lower())) for text in (evidence, claim))
        return Judgement(len(known & said) / max(len(said), 1), 0.0)
