"""The peer "one prompt for everything": all reports and one instruction, to the same writer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from evaluation.cache import Cache, content_key, model_key
from evaluation.data import EvalCluster, Problem
from evaluation.outputs import from_text
from evaluation.systems import PROMPT, SystemRun, code_hash
from summarizer.errors import UsageError
from summarizer.interfaces import Progress
from summarizer.model_settings import CausalWriterSettings
from summarizer.records import ModelInfo
from summarizer.settings import Settings

INSTRUCTION = (
    "Write a briefing of about {words} words on the event that these {count} reports describe. Use only what "
    "they state. End every sentence with the numbers of the reports it draws on, like [1] or [2][3]. "
    "Write plain sentences, no headings and no lists."
)
MAX_PROMPT_TOKENS = 8192
"""Longer clusters lose the end of their longest reports."""

_BATCH_TOKENS = 24_576
_BATCH_ROWS = 8
_TOKENS_PER_WORD = 1.7


class PromptPeer:
    """The writer of the settings, asked once a cluster.

    Args:
        settings: which writer, on which device.
        cache: remembers its answers.
        progress: told about loading and writing.

    Raises:
        UsageError: the writer is no instruct model.
    """

    def __init__(self, settings: Settings, cache: Cache, progress: Progress | None = None) -> None:
        if settings.writer.kind != "causal":
            raise UsageError(
                f"the peer 'prompt' needs an instruct writer, not {settings.writer.kind}",
                "choose another with --set writer=NAME, or leave the peer out",
            )
        self._settings, self._cache, self._progress = settings, cache, progress
        self._loaded: tuple[Any, Any, ModelInfo] | None = None

    def _load(self) -> tuple[Any, Any, ModelInfo]:
        """Tokenizer, model and what they are; loaded once."""
        if self._loaded is None:
            from summarizer.backends.instruct import load_instruct
            from summarizer.models import ModelStore

            settings = self._settings
            writer = settings.writer
            assert isinstance(writer, CausalWriterSettings)
            ready = ModelStore(settings.store, self._progress).ensure(writer.model)
            name, dtype, device = writer.model, writer.dtype, settings.run.device
            loaded = load_instruct(ready.path, name, dtype, ready.revision, ready.sha256, device)
            info = ModelInfo("writer", name, loaded.revision, loaded.sha256, loaded.device, loaded.dtype)
            self._loaded = loaded.tokenizer, loaded.model, info
        return self._loaded

    def run(self, clusters: Sequence[EvalCluster], budget_words: int) -> SystemRun:
        """Asks for a briefing of each cluster; citations are the marks the writer sets, if it sets any."""
        tokenizer, _, info = self._load()
        prompts = [self._prompt(cluster, budget_words, tokenizer) for cluster in clusters]
        # Longest first: memory that does not suffice shows at once, and batches hold prompts of like length.
        order = sorted(range(len(prompts)), key=lambda row: -len(prompts[row]))
        base = (model_key(info), budget_words, code_hash("backends/device.py"))
        keys = [content_key("prompt", base, prompts[row]) for row in order]

        def compute(rows: list[int]) -> list[bytes]:
            return [answer.encode() for answer in self._answer([prompts[order[row]] for row in rows], budget_words)]

        answers = self._cache.fill("prompt", keys, compute, self._progress)
        outputs, problems = {}, []
        for row, (answer, spent_s, _) in zip(order, answers, strict=True):
            cluster = clusters[row]
            output, remarks = from_text(answer.decode(), cluster, spent_s, cites=True)
            outputs[cluster.id] = output
            problems += [Problem(f"{PROMPT}, {remark.where}", remark.what) for remark in remarks]
        settings = self._peer_settings(budget_words)
        return SystemRun(PROMPT, outputs, content_key(settings)[:16], (info,), tuple(problems), settings)

    def _peer_settings(self, budget_words: int) -> dict[str, object]:
        return {
            "peer": "prompt",
            "budget_words": budget_words,
            "instruction": INSTRUCTION,
            "max_prompt_tokens": MAX_PROMPT_TOKENS,
            "writer": self._settings.writer.model,
            "clean": asdict(self._settings.clean),
        }

    def _prompt(self, cluster: EvalCluster, budget_words: int, tokenizer: Any) -> str:
        """The chat text: the instruction, then every report by number, cleaned as for everyone else."""
        room = MAX_PROMPT_TOKENS - 200
        texts: dict[int, list[str]] = {}
        for sentence in cluster.sentences:
            texts.setdefault(sentence.source, []).append(sentence.flat)
        ids = {
            source: tokenizer(" ".join(text), add_special_tokens=False)["input_ids"] for source, text in texts.items()
        }
        share = _equal_share([len(tokens) for tokens in ids.values()], room)
        reports = [f"[{source + 1}] {tokenizer.decode(tokens[:share])}" for source, tokens in ids.items()]
        instruction = INSTRUCTION.format(words=budget_words, count=len(reports))
        messages = [{"role": "user", "content": "\n\n".join([instruction, *reports])}]
        return str(tokenizer.apply_chat_template(messages, tokenize=False, add_generation_prompt=True))

    def _answer(self, prompts: list[str], budget_words: int) -> list[str]:
        """Greedy answers, in batches bounded by padded tokens."""
        import torch

        tokenizer, model, _ = self._load()
        rows = max(
            1,
            min(_BATCH_ROWS, _BATCH_TOKENS // max(len(tokenizer(prompt)["input_ids"]) for prompt in prompts)),
        )
        answers: list[str] = []
        for start in range(0, len(prompts), rows):
            batch = tokenizer(
                prompts[start : start + rows], return_tensors="pt", padding=True, add_special_tokens=False
            ).to(model.device)
            with torch.inference_mode():
                made = model.generate(
                    **batch,
                    max_new_tokens=int(budget_words * _TOKENS_PER_WORD) + 32,
                    do_sample=False,
                    temperature=None,
                    top_p=None,
                    top_k=None,
                    pad_token_id=tokenizer.pad_token_id or tokenizer.eos_token_id,
                )
            new = made[:, batch["input_ids"].shape[1] :]
            answers += [str(text).strip() for text in tokenizer.batch_decode(new, skip_special_tokens=True)]
        return answers


def _equal_share(lengths: Sequence[int], room: int) -> int:
    """Most tokens a report may keep so that all fit: short ones stay whole, long ones are cut alike."""
    share, left = max(lengths, default=0), room
    for done, length in enumerate(sorted(lengths)):
        even = left // (len(lengths) - done)
        if length > even:
            return even
        left -= length
    return share
