"""An instruct model as a judge: is every detail of a claim stated in its evidence?

Nothing is generated. The question, the evidence and the claim are read, and the answer is taken from the hidden
state in which the model would begin to answer. For weights that a judge was trained for (`adapters`), that is the
state after some of the layers, with adapters on the last of them: the later layers turn what was understood into
wording and are left out. For others all layers run, and the logits of Yes and No decide, uncalibrated.

The question is read once, by the bare model; each evidence once for all its claims; rows are batched by length.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import torch
from transformers import DynamicCache

from summarizer.backends.adapters import JudgeWeights, prompt_hash, trunk
from summarizer.backends.device import memory_guard
from summarizer.backends.instruct import InstructModel
from summarizer.backends.prompts import judge_parts
from summarizer.interfaces import Progress
from summarizer.records import Judgement, ModelInfo
from summarizer.settings import JudgeSettings

Pair = tuple[str, str]

MAX_EVIDENCE_TOKENS = 2048
"""Longer evidence is cut: a sentence's citations are short, and one row of a batch must not fill the memory."""

_MAX_CLAIM_TOKENS = 256
_MAX_ROWS = 32


@dataclass(frozen=True, slots=True)
class _Group:
    """One evidence and the rows of the pairs that have it."""

    evidence: list[int]
    rows: list[int]


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


class CausalJudge:
    """Judges with a decoder-only instruct model.

    Args:
        loaded: the model; the writer's own, as a rule.
        settings: batch size.
        weights: what was trained for this model, or None.
    """

    def __init__(self, loaded: InstructModel, settings: JudgeSettings, weights: JudgeWeights | None = None) -> None:
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
        claims = {row: [*claim_tokens(self._loaded, claim), *self._after] for row, (_, claim) in enumerate(pairs)}
        done = 0
        with torch.inference_mode(), memory_guard("judging"):
            for batch in self._batches(pairs, claims):
                cache, mask = self._read_evidence(batch)
                rows = [(at, row) for at, group in enumerate(batch) for row in group.rows]
                for start in range(0, len(rows), _MAX_ROWS):
                    part = rows[start : start + _MAX_ROWS]
                    last = len(rows) <= _MAX_ROWS
                    found[[row for _, row in part]] = self._read_claims(part, claims, cache, mask, reuse=last)
                done += len(rows)
                if progress:
                    progress("judge", done, len(pairs))
        return found

    def _batches(self, pairs: Sequence[Pair], claims: dict[int, list[int]]) -> Iterator[list[_Group]]:
        """Groups of pairs with one evidence, together until rows times their longest length fill a batch."""
        rows: dict[str, list[int]] = {}
        for row, (evidence, _) in enumerate(pairs):
            rows.setdefault(evidence, []).append(row)
        groups = [_Group(self._loaded.tokens(text)[:MAX_EVIDENCE_TOKENS], found) for text, found in rows.items()]
        batch: list[_Group] = []
        taken = 0
        for group in sorted(groups, key=lambda group: (-len(group.evidence), group.rows)):
            longest = len((batch or [group])[0].evidence) + max(len(claims[row]) for row in group.rows)
            full = (taken + len(group.rows)) * longest > self._settings.max_batch_tokens
            if batch and (full or taken + len(group.rows) > _MAX_ROWS):
                yield batch
                batch, taken = [], 0
            batch.append(group)
            taken += len(group.rows)
        if batch:
            yield batch

    def _read_evidence(self, batch: list[_Group]) -> tuple[DynamicCache, torch.Tensor]:
        """Keys and values of question and evidence, one row a group, left-padded, and the mask over them."""
        if self._prefix is None:
            self._prefix = self._loaded.read(self._before, self._weights.layer if self._weights else None)
        longest = max(len(group.evidence) for group in batch)
        ids = torch.zeros((len(batch), longest), dtype=torch.long)
        mask = torch.ones((len(batch), len(self._before) + longest), dtype=torch.long)
        for at, group in enumerate(batch):
            padding = longest - len(group.evidence)
            ids[at, padding:] = torch.tensor(group.evidence, dtype=torch.long)
            mask[at, len(self._before) : len(self._before) + padding] = 0
        cache = copy.deepcopy(self._prefix)
        cache.batch_repeat_interleave(len(batch))
        if longest:
            positions = (mask.cumsum(dim=1) - 1)[:, len(self._before) :]
            self._forward(ids, mask, positions, cache)
        return cache, mask

    def _read_claims(
        self,
        part: list[tuple[int, int]],
        claims: dict[int, list[int]],
        cache: DynamicCache,
        mask: torch.Tensor,
        reuse: bool,
    ) -> torch.Tensor:
        """The states of (group, row) items, (len(part), d) float32 on the CPU; their claims are padded on the right."""
        own = cache if reuse else copy.deepcopy(cache)
        chosen = torch.tensor([group for group, _ in part])
        own.batch_select_indices(chosen.to(self._loaded.model.device))
        longest = max(len(claims[row]) for _, row in part)
        ids = torch.zeros((len(part), longest), dtype=torch.long)
        claimed = torch.zeros_like(ids)
        for at, (_, row) in enumerate(part):
            ids[at, : len(claims[row])] = torch.tensor(claims[row])
            claimed[at, : len(claims[row])] = 1
        before = mask[chosen]
        positions = before.sum(dim=1, keepdim=True) + torch.arange(longest)
        hidden = self._forward(ids, torch.cat([before, claimed], dim=1), positions, own)
        ends = claimed.sum(dim=1) - 1
        return hidden[torch.arange(len(part)), ends].float().cpu()

    def _forward(
        self, ids: torch.Tensor, mask: torch.Tensor, positions: torch.Tensor, cache: DynamicCache
    ) -> torch.Tensor:
        device = self._loaded.model.device
        output = self._trunk(
            input_ids=ids.to(device),
            attention_mask=mask.to(device),
            position_ids=positions.to(device),
            past_key_values=cache,
            use_cache=True,
        )
        hidden: torch.Tensor = output.last_hidden_state
        return hidden

    def _answers(self, states: torch.Tensor) -> list[Judgement]:
        """P(Yes) against P(No) as first word of the answer, from the states after the last layer."""
        head = self._loaded.model.get_output_embeddings()
        ids = [[self._loaded.tokens(word)[0] for word in words] for words in (("Yes", "yes"), ("No", "no"))]
        with torch.inference_mode():
            logits = head(states.to(self._loaded.model.device, head.weight.dtype)).float()
            odds = logits[:, ids[0]].logsumexp(dim=1) - logits[:, ids[1]].logsumexp(dim=1)
        return [Judgement(float(value), 0.0) for value in odds.sigmoid().cpu()]
