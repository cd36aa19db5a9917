"""What the judge is trained and calibrated on: licensed human-labelled pairs, and contrast pairs made from text.

Every pair becomes part of a `Pack`: one evidence with all its claims, read once. News pairs of SummEdits, WiCE, and
everything without a licence for training, are left out; the model card says so.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from judge_training.contrast import Pool, contrast_pairs, shortenings, usable_sentence
from summarizer.backends.adapters import CONTRADICTED, NEITHER, SUPPORTED
from summarizer.errors import InputError
from summarizer.text import FUNCTION_WORDS, content_stems

UNSUPPORTED = 3
"""Label of claims that are not supported where nobody said whether they are contradicted."""

SUMMEDITS = ("samsum", "scitldr", "ectsum", "sales_email", "sales_call", "qmsumm")
_CONTRADICTING = {"swapped roles", "other number", "other date", "negation", "opposite"}
_NEITHER = {"added detail", "dropped hedge"}
_MAX_DOCUMENT_WORDS = 600
_NEIGHBOURS = 4
_SHOWN = (1, 1, 2, 3, 5, 7)
"""How many sentences of a page are shown, drawn evenly: what a sentence cites, and what a long passage holds."""


@dataclass(frozen=True, slots=True)
class Pack:
    """One evidence, its claims with their labels (rows of the head's output, or UNSUPPORTED), and where it came
    from.
    """

    evidence: str
    claims: tuple[tuple[str, int], ...]
    origin: str


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much of each source is used: evidences of contrast pairs, passages with claims on their neighbours,
    documents a domain, claims a document, pairs.
    """

    contrast: int
    neighbours: int
    documents: int
    claims: int
    pairs: int


def training_packs(folder: Path, sizes: Sizes, seed: int) -> list[Pack]:
    """What the adapters are fitted to, shuffled."""
    rng = random.Random(seed)
    packs = [
        *_contrast_packs(folder / "fm2_dev.jsonl", sizes.contrast, seed),
        *_neighbour_packs(folder / "fm2_dev.jsonl", sizes.neighbours, rng),
        *_summedits_packs(folder, sizes, slice(4, None), rng),
        *_fact_packs(folder / "fm2_dev.jsonl", sizes.pairs, rng),
    ]
    rng.shuffle(packs)
    return packs


def held_out_packs(folder: Path, sizes: Sizes, seed: int) -> list[Pack]:
    """What calibration and the card's figures are taken from: other files and other documents than the training's."""
    rng = random.Random(seed + 1)
    return [
        *_contrast_packs(folder / "fm2_test.jsonl", sizes.contrast, seed + 1),
        *_neighbour_packs(folder / "fm2_test.jsonl", sizes.neighbours, rng),
        *_summedits_packs(folder, sizes, slice(0, 4), rng),
        *_fact_packs(folder / "fm2_test.jsonl", sizes.pairs, rng),
    ]


def _rows(path: Path) -> list[dict[str, Any]]:
    try:
        return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    except OSError as error:
        raise InputError(f"{path} cannot be read ({error.strerror})", "name the folder of the pair files") from error


def _contrast_packs(path: Path, count: int, seed: int) -> list[Pack]:
    """Contrast pairs from the passages that Fool Me Twice retrieved, ``count`` evidences of them."""
    found = {text for row in _rows(path) for text in (*row["retrieved"], row["premise"])}
    sentences = sorted(found)
    random.Random(seed).shuffle(sentences)
    packs = _packed(
        ((pair.evidence, pair.claim, _label(pair.supported, pair.kind)) for pair in contrast_pairs(sentences, seed)),
        "contrast",
    )
    return packs[:count]


def _neighbour_packs(path: Path, count: int, rng: random.Random) -> list[Pack]:
    """Passages of one page, and claims on what they say, on what only their neighbours say, and on both at once.

    Being of the same topic is not support, and a claim of which half is stated is not supported: that is what a
    citation to the wrong sentence looks like. Some claims have one thing made wrong, as in contrast pairs.
    """
    rows = _rows(path)
    rng.shuffle(rows)
    pool = Pool([" ".join(row["premise"].split()) for row in rows])
    packs: list[Pack] = []
    for row in rows:
        sentences = [" ".join(text.split()) for text in row["retrieved"]]
        sentences = list(dict.fromkeys(text for text in sentences if usable_sentence(text)))
        if len(packs) < count and len(sentences) >= _NEIGHBOURS:
            packs.append(_neighbour_pack(sentences, pool, rng))
    return packs


def _neighbour_pack(sentences: Sequence[str], pool: Pool, rng: random.Random) -> Pack:
    shown = rng.sample(range(len(sentences)), min(rng.choice(_SHOWN), len(sentences) - 1))
    hidden = [at for at in range(len(sentences)) if at not in shown]
    evidence = "\n".join(sentences[at] for at in sorted(shown))
    said = [_shortened(sentences[at], rng) for at in (*shown, shown[0])[:2]]
    unsaid = [_shortened(sentences[at], rng) for at in rng.sample(hidden, min(2, len(hidden)))]
    claims = [(text, SUPPORTED) for text in dict.fromkeys(said)]
    known = set(content_stems(evidence))
    for text in unsaid:
        stems = set(content_stems(text))
        if len(stems - known) >= 0.4 * len(stems):
            claims.append((text, NEITHER))
    altered = pool.wrong([_shortened(sentences[at], rng) for at in (shown[1:] or shown)], evidence, rng, 1)
    claims += [(text, _label(False, kind)) for text, kind in altered]
    strange = rng.choice([unsaid[0], *(text for text, _ in altered if len(shown) > 1)])
    claims.append((_joined([said[0], strange], rng), UNSUPPORTED))
    if len(shown) > 1:
        claims.append((_joined(said, rng), SUPPORTED))
    rng.shuffle(claims)
    return Pack(evidence, tuple(claims), "neighbours")


def _joined(sentences: Sequence[str], rng: random.Random) -> str:
    """Two sentences as one, in either order."""
    first, second = rng.sample(list(sentences), 2)
    if second.split(" ", 1)[0].lower() in FUNCTION_WORDS:
        second = second[:1].lower() + second[1:]
    return f"{first.rstrip('.')}, and {second.rstrip('.')}."


def _shortened(text: str, rng: random.Random) -> str:
    """One of the shorter forms of a sentence, or the sentence where it has none."""
    return rng.choice(shortenings(text, rng)[1:] or [text])


def _label(supported: bool, kind: str) -> int:
    if supported:
        return SUPPORTED
    if kind in _CONTRADICTING:
        return CONTRADICTED
    return NEITHER if kind in _NEITHER else UNSUPPORTED


def _summedits_packs(folder: Path, sizes: Sizes, which: slice, rng: random.Random) -> list[Pack]:
    packs: list[Pack] = []
    for domain in SUMMEDITS:
        claims: dict[str, list[tuple[str, int]]] = {}
        for row in _rows(folder / f"summedits_{domain}.jsonl"):
            if len(row["document"].split()) <= _MAX_DOCUMENT_WORDS:
                label = SUPPORTED if int(row["label"]) == 1 else UNSUPPORTED
                claims.setdefault(row["document"], []).append((row["claim"], label))
        packs += [
            Pack(document, tuple(_balanced(claims[document], sizes.claims, rng)), f"summedits {domain}")
            for document in sorted(claims)[which][: sizes.documents]
        ]
    return packs


def _balanced(claims: Sequence[tuple[str, int]], count: int, rng: random.Random) -> list[tuple[str, int]]:
    right = [claim for claim in claims if claim[1] == SUPPORTED]
    wrong = [claim for claim in claims if claim[1] != SUPPORTED]
    taken = rng.sample(right, min(len(right), count // 2)) + rng.sample(wrong, min(len(wrong), count - count // 2))
    rng.shuffle(taken)
    return taken


def _fact_packs(path: Path, count: int, rng: random.Random) -> list[Pack]:
    rows = _rows(path)
    rng.shuffle(rows)
    labels = {"SUPPORTS": SUPPORTED, "REFUTES": CONTRADICTED}
    return _packed(((row["premise"], row["claim"], labels[row["label"]]) for row in rows[:count]), "fool me twice")


def _packed(pairs: Iterable[tuple[str, str, int]], origin: str) -> list[Pack]:
    claims: dict[str, list[tuple[str, int]]] = {}
    for evidence, claim, label in pairs:
        claims.setdefault(evidence, []).append((claim, label))
    return [Pack(evidence, tuple(found), origin) for evidence, found in claims.items()]
