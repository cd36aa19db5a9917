"""Human-labelled pairs of evidence and claim, for the evaluation of judges."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from evaluation.data import Problem, json_rows, require_file
from evaluation.product import content_stems
from summarizer.errors import NoInputError

WHOLE = "the whole evidence is read"
BEST_SENTENCES = 8
BEST = f"of each document, the {BEST_SENTENCES} sentences nearest to the claim by shared words are read, in their order"

_SUPPORTED = frozenset({"1", "true", "supports", "supported", "entailment", "fully attributable", "ok", "consistent"})
_UNSUPPORTED = frozenset(
    {
        "0", "false", "refutes", "not_enough_info", "nei", "neutral", "contradiction", "not_supported",
        "partially_supported", "not fully attributable", "inconsistent",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Pair:
    """A claim, its evidence, and whether a person found the evidence to support it."""

    evidence: str
    claim: str
    supported: bool


@dataclass(frozen=True, slots=True)
class PairSet:
    """The usable pairs of one file, and how often each label stood there.

    ``evidence`` says what of a row the judges read.
    """

    name: str
    pairs: tuple[Pair, ...]
    problems: tuple[Problem, ...] = ()
    labels: dict[str, int] = field(default_factory=dict)
    evidence: str = WHOLE

    @property
    def title(self) -> str:
        """The name, with a mark when not the whole evidence is read."""
        return self.name if self.evidence == WHOLE else f"{self.name} (best)"


def load_pairs(path: Path, limit: int | None = None, evidence: str = "best") -> PairSet:
    """Reads human-labelled pairs: ``document``, ``premise`` or ``evidence``, ``claim`` and ``label``.

    Partly supported counts as unsupported. Rows with a label that says neither are left out and counted.

    Args:
        path: JSON Lines, one pair a row.
        limit: take only the first that many usable rows.
        evidence: ``best``: of a row that lists its document's ``sentences`` (WiCE), those nearest to the claim,
            see `best_sentences`; ``whole``: all of it. Rows without such a list are always read whole.

    Raises:
        InputError: the file is missing.
        NoInputError: no row of it can be used.
    """
    require_file(path, "pair file")
    pairs: list[Pair] = []
    problems: list[Problem] = []
    labels: dict[str, int] = {}
    chosen = False
    for number, row in json_rows(path):
        if limit is not None and len(pairs) >= limit:
            break
        pair = row if isinstance(row, str) else _pair(row, evidence == "best")
        if isinstance(pair, str):
            problems.append(Problem(f"{path.name} line {number}", pair))
            continue
        pairs.append(pair)
        if isinstance(row, dict):
            labels[str(row["label"])] = labels.get(str(row["label"]), 0) + 1
            chosen = chosen or (evidence == "best" and bool(_sentences(row)))
    if not pairs:
        first = f" ({problems[0]})" if problems else ""
        raise NoInputError(f"{path} holds no usable pair{first}", "rows need document or premise, claim and label")
    return PairSet(path.stem, tuple(pairs), tuple(problems), labels, BEST if chosen else WHOLE)


def _pair(row: dict[str, Any], best: bool) -> Pair | str:
    evidence = row.get("document") or row.get("premise") or row.get("evidence")
    sentences = _sentences(row)
    claim = row.get("claim")
    if sentences and not evidence:
        evidence = "\n".join(sentences)
    if not isinstance(evidence, str) or not evidence.strip():
        return "neither document nor premise has text"
    if not isinstance(claim, str) or not claim.strip():
        return "claim without text"
    label = str(row.get("label")).strip().lower()
    if label not in _SUPPORTED and label not in _UNSUPPORTED:
        return f"label {row.get('label')!r} says neither supported nor unsupported"
    if best and sentences:
        evidence = "\n".join(best_sentences(sentences, claim))
    return Pair(evidence, claim, label in _SUPPORTED)


def _sentences(row: dict[str, Any]) -> list[str]:
    """The sentences that a row lists of its document; none where it lists none."""
    listed = row.get("sentences")
    if not isinstance(listed, list):
        return []
    return [" ".join(text.split()) for text in listed if isinstance(text, str) and text.strip()]


def best_sentences(sentences: Sequence[str], claim: str, count: int = BEST_SENTENCES) -> list[str]:
    """The sentences of a document that share most with a claim, in the document's order; blind to labels.

    Each stem of the claim weighs log(1 + n/df), n sentences of which df hold it. Sentences are taken one by one;
    what a taken one holds counts half from then on, so that they complete each other. Of equal ones, the
    earlier is taken.

    Args:
        sentences: of the document, in its order.
        claim: what they are to speak of.
        count: how many to take at most; all are taken when there are no more.
    """
    held = [set(content_stems(sentence)) for sentence in sentences]
    wanted = set(content_stems(claim))
    weights = {
        stem: math.log(1 + len(held) / found) for stem in wanted if (found := sum(stem in stems for stems in held))
    }
    taken: list[int] = []
    while len(taken) < min(count, len(sentences)):
        values = [
            -1.0 if at in taken else sum(weights.get(stem, 0.0) for stem in stems) for at, stems in enumerate(held)
        ]
        best = values.index(max(values))
        taken.append(best)
        for stem in held[best] & weights.keys():
            weights[stem] /= 2
    return [sentences[at] for at in sorted(taken)]
