"""An instruct model as a judge: is every detail of a claim stated in its evidence?

Nothing is generated. The question, the evidence and the claim are read, and the answer is taken from the hidden
state in which the model would begin to answer. For weights that a judge was trained for (`adapters`), that is the
state after some of the layers, with adapters on the last of them: the later layers turn what was understood into
wording and are left out. For others all layers run, and the logits of Yes and No decide, uncalibrated.

The question is read once, by the bare model; each evidence once for all its claims, without padding (`packing`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from transformers import DynamicCache

from summarizer.backends import packing
from summarizer.backends.adapters import JudgeWeights, prompt_hash, trunk
from summarizer.backends.device import memory_guard
from summarizer.backends.instruct import InstructModel
from summarizer.backends.packing import ROW, Segment, packed, rows_of
from summarizer.backends.prompts import judge_parts
from summarizer.interfaces import Progress
from summarizer.model_settings import LocalJudgeSettings
from summarizer.records import Judgement, ModelInfo

Pair = tuple[str, str]

MAX_EVIDENCE_TOKENS = 2048
"""Longer evidence is cut: a sentence's citations are short, and one row of a batch must not fill the memory."""

_MAX_CLAIM_TOKENS = 256
_MAX_CLAIMS = 16
"""Claims of one evidence that are read with it in one row."""


@dataclass(frozen=True, slots=True)
class _Family:
    """One evidence, and number and tokens of each pair that has it."""

    evidence: list[int]
    claims: list[tuple[int, list[int]]]

    @property
    def tokens(self) -> int:
        """Length of evidence and claims."""
        return len(self.evidence) + sum(len(claim) for _, claim in self.claims)


def prompt_tokens(loaded: InstructModel) -> tuple[list[int], list[int]]:
    """Token ids of the judge's prompt before the evidence and after the claim."""
    before, after = judge_parts(loaded.tokenizer)
    special = not loaded.tokenizer.chat_template
    return (
        list(loaded.tokenizer(before, add_special_tokens=special)["input_ids"]),
        list(loaded.tokenizer(after, add_special_tokens=False)["input_ids"]),
    )


def prompt_key(loaded: InstructModel) -> str:
    """Hash of the judge's prompt in this model's tokens, which trained weights must have been trained with."""
    return prompt_hash([str(tokens) for tokens in prompt_tokens(loaded)])


def claim_tokens(loaded: InstructModel, claim: str) -> list[int]:
    """Token ids of a claim as it follows its evidence, cut where it is longer than any sentence."""
    return loaded.tokens(f"\nClaim: {' '.join(claim.split())}")[:_MAX_CLAIM_TOKENS]


def _laid_out(families: Sequence[_Family]) -> tuple[list[Segment], dict[int, int]]:
    """The segments of families, and which of them is the claim of each pair."""
    segments: list[Segment] = []
    places: dict[int, int] = {}
    for family in families:
        parent = len(segments)
        segments.append(Segment(family.evidence))
        for row, claim in family.claims:
            places[row] = len(segments)
            segments.append(Segment(claim, parent))
    return segments, places


class CausalJudge:
    """Judges with a decoder-only instruct model.

    Args:
        loaded: the model; the writer's own, as a rule.
        settings: batch size.
        weights: what was trained for this model, or None.
    """

    def __init__(
        self, loaded: InstructModel, settings: LocalJudgeSettings, weights: JudgeWeights | None = None
    ) -> None:
        self._loaded = loaded
        self._settings = settings
        self._weights = weights
        self._before, self._after = prompt_tokens(loaded)
        device = loaded.model.device
        lora = {name: (a.to(device), b.to(device)) for name, (a, b) in weights.lora.items()} if weights else {}
        self._trunk = trunk(loaded.model, weights.layer if weights else None, lora)
        self._prefix: DynamicCache | None = None
        revision = f"{loaded.revision}+{weights.sha256[:12]}" if weights else loaded.revision
        self.info = ModelInfo("judge", loaded.name, revision, loaded.sha256, loaded.device, loaded.dtype)

    def judge(self, pairs: Sequence[Pair]) -> list[float]:
        """Returns P(supported) of each pair; see `Judge.judge`."""
        return [judgement.supported for judgement in self.assess(pairs)]

    def assess(self, pairs: Sequence[Pair], progress: Progress | None = None) -> list[Judgement]:
        """Returns both probabilities of each pair; see `Judge.assess`. Equal pairs are judged once."""
        if not pairs:
            return []
        unique = list(dict.fromkeys(pairs))
        states = self.states(unique, progress)
        judged = self._weights.judgements(states) if self._weights else self._answers(states)
        known = dict(zip(unique, judged, strict=True))
        return [known[pair] for pair in pairs]

    def states(self, pairs: Sequence[Pair], progress: Progress | None = None) -> torch.Tensor:
        """Returns (n, d) float32 on the CPU: the hidden state at the place of the answer, one row a pair, in their
        order.
        """
        found = torch.zeros((len(pairs), self._loaded.model.config.hidden_size))
        families = self._families(pairs)
        limit = min(ROW, self._settings.max_batch_tokens)
        done = 0
        with torch.inference_mode(), memory_guard("judging"):
            if self._prefix is None:
                self._prefix = self._loaded.read(self._before, self._weights.layer if self._weights else None)
            for part in rows_of([family.tokens for family in families], limit):
                segments, places = _laid_out([families[at] for at in part])
                line = packed(segments, len(self._before), self._loaded.model.dtype)
                hidden, _ = packing.read(self._trunk, line, self._prefix)
                found[list(places)] = hidden[[line.spans[at].stop - 1 for at in places.values()]].float().cpu()
                done += len(places)
                if progress:
                    progress("judge", done, len(pairs))
        return found

    def _families(self, pairs: Sequence[Pair]) -> list[_Family]:
        """The pairs by their evidence; where it has very many claims, in several parts."""
        rows: dict[str, list[int]] = {}
        for row, (evidence, _) in enumerate(pairs):
            rows.setdefault(evidence, []).append(row)
        families = []
        for text, own in rows.items():
            read = self._loaded.tokens(text)[:MAX_EVIDENCE_TOKENS]
            claims = [(row, [*claim_tokens(self._loaded, pairs[row][1]), *self._after]) for row in own]
            families += [_Family(read, claims[at : at + _MAX_CLAIMS]) for at in range(0, len(claims), _MAX_CLAIMS)]
        return families

    def _answers(self, states: torch.Tensor) -> list[Judgement]:
        """P(Yes) against P(No) as first word of the answer, from the states after the last layer."""
        head = self._loaded.model.get_output_embeddings()
        ids = [[self._loaded.tokens(word)[0] for word in words] for words in (("Yes", "yes"), ("No", "no"))]
        with torch.inference_mode():
            logits = head(states.to(self._loaded.model.device, self._loaded.model.dtype)).float()
            odds = logits[:, ids[0]].logsumexp(dim=1) - logits[:, ids[1]].logsumexp(dim=1)
        return [Judgement(float(value), 0.0) for value in odds.sigmoid().cpu()]
