"""Instruct models (Qwen, Llama, Gemma, SmolLM …) behind the Writer protocol.

All requests of a kind are decoded in one batch: that is bound by reading the weights, so sixteen rows cost little
more than one. The prompt's shared beginning is run through the model once, what is a request's own without padding
(`packing`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import torch
from transformers import DynamicCache, GenerationConfig, LogitsProcessorList, StoppingCriteriaList

from summarizer.backends import packing
from summarizer.backends.batching import answer_tokens, batches
from summarizer.backends.choosing import choices, choose
from summarizer.backends.copying import CopyBrake
from summarizer.backends.decoding import Answer, Rules, decode
from summarizer.backends.device import memory_guard
from summarizer.backends.drafts import to_drafts
from summarizer.backends.instruct import InstructModel
from summarizer.backends.packing import ROW, Segment, left_padded, packed, rows_of
from summarizer.backends.prompts import chat_parts, evidence_text
from summarizer.backends.stopping import SentenceEnd, first_sentence
from summarizer.backends.vocabulary import LONGEST_WORD, ClosedVocabulary, RowMask
from summarizer.interfaces import Progress
from summarizer.model_settings import CausalWriterSettings
from summarizer.records import Draft, ModelInfo, WriteRequest


@dataclass
class _Prefix:
    """The part of a prompt that all requests of a kind share, with its keys and values."""

    ids: list[int]
    suffix: list[int]
    cache: DynamicCache


class CausalWriter:
    """Writes with a decoder-only instruct model.

    Args:
        loaded: the model.
        settings: writer settings.
        seed: seed of sampling, used when the temperature is above 0.
    """

    def __init__(self, loaded: InstructModel, settings: CausalWriterSettings, seed: int = 0) -> None:
        self.loaded = loaded
        self._tokenizer = loaded.tokenizer
        self._model = loaded.model
        self._settings = settings
        self._seed = seed
        self._prefixes: dict[str, _Prefix] = {}
        self._stop_ids = self._end_ids()
        width = loaded.model.get_output_embeddings().out_features
        self._vocabulary = ClosedVocabulary(loaded.tokenizer, width, self._stop_ids)
        self.info = ModelInfo("writer", loaded.name, loaded.revision, loaded.sha256, loaded.device, loaded.dtype)

    def _end_ids(self) -> list[int]:
        """Every id that ends an answer: the tokenizer's, and those of the model's own generation config."""
        configured = self._model.generation_config.eos_token_id
        ids = [configured] if isinstance(configured, int) else list(configured or [])
        if isinstance(self._tokenizer.eos_token_id, int):
            ids.append(self._tokenizer.eos_token_id)
        return sorted(set(ids))

    def write(self, requests: Sequence[WriteRequest], progress: Progress | None = None) -> list[Draft]:
        """Returns one draft a request, in order; see `Writer.write`."""
        drafts: list[Draft] = [Draft("")] * len(requests)
        done = 0
        asked = [row for row, request in enumerate(requests) if not self._deletes(request) or request.choices[1:]]
        for kind in dict.fromkeys(requests[row].kind for row in asked):
            rows = [row for row in asked if requests[row].kind == kind]
            prefix = self._prefix(kind)
            own = {row: self._own_ids(requests[row], prefix) for row in rows}
            costs = {row: len(own[row]) + answer_tokens(requests[row]) + len(prefix.ids) for row in rows}
            for batch in batches(rows, costs, self._settings.max_batch_rows, self._settings.max_batch_tokens):
                generate = self._choose if self._deletes(requests[batch[0]]) else self._generate
                answers = generate([requests[row] for row in batch], [own[row] for row in batch], prefix)
                for row, draft in zip(batch, answers, strict=True):
                    drafts[row] = draft
                done += len(batch)
                if progress:
                    progress("write", done, len(asked))
        return drafts

    def _deletes(self, request: WriteRequest) -> bool:
        """Whether the answer is one of the texts that the request gives; a title is worded freely."""
        return self._settings.deletes and request.kind == "sentence"

    def _own_ids(self, request: WriteRequest, prefix: _Prefix) -> list[int]:
        return [*self.loaded.tokens(evidence_text(request)), *prefix.suffix]

    def _prefix(self, kind: str) -> _Prefix:
        """Runs the shared beginning of a kind's prompt once and keeps its keys and values."""
        if kind not in self._prefixes:
            before, after = chat_parts(self._tokenizer, kind)
            ids = self._tokenizer(before, add_special_tokens=not self._tokenizer.chat_template)["input_ids"]
            suffix = self._tokenizer(after, add_special_tokens=False)["input_ids"]
            self._prefixes[kind] = _Prefix(list(ids), list(suffix), self.loaded.read(ids))
        return self._prefixes[kind]

    def _generate(self, requests: list[WriteRequest], own: list[list[int]], prefix: _Prefix) -> list[Draft]:
        """One batched `generate`: the prefix's keys and values, left padding, then each row's own tokens."""
        longest, shared = max(map(len, own)), len(prefix.ids)
        ids, mask = self._padded(own, prefix)
        closed = self._settings.vocabulary != "open"
        recorder = self._recorder(requests, shared + longest)
        brake = CopyBrake(
            self._tokenizer,
            [request.evidence for request in requests],
            [request.free_run for request in requests],
            shared + longest,
        )
        ending = SentenceEnd(
            self._tokenizer,
            shared + longest,
            whole_line=requests[0].kind == "title",
            whole_word=recorder.whole_word if closed else None,
        )
        steps = max(map(answer_tokens, requests)) + LONGEST_WORD
        rules = Rules(recorder, brake, ending, self._stop_ids, steps, self._settings.temperature)
        leaders = _leaders(own, requests)
        unique = sorted(set(leaders))
        cache = self._read_once([own[row] for row in unique], prefix)
        with torch.inference_mode(), memory_guard("writing"):
            if self._settings.num_beams > 1:
                places = torch.tensor([unique.index(row) for row in leaders], device=self._model.device)
                cache.batch_select_indices(places)
                cache.batch_repeat_interleave(self._settings.num_beams)
                drafts = self._with_beams(ids, mask, cache, rules)
            else:
                torch.manual_seed(self._seed)
                drafts = self._by_row(decode(self._model, ids, mask, cache, rules, leaders))
        if closed or requests[0].kind == "title":
            return drafts
        return [replace(draft, text=first_sentence(draft.text)) for draft in drafts]

    def _padded(self, own: Sequence[list[int]], prefix: _Prefix) -> tuple[torch.Tensor, torch.Tensor]:
        """Prompts and mask, each (rows, length) int64: the prefix, left padding, then each row's own tokens."""
        longest, shared = max(map(len, own)), len(prefix.ids)
        pad = self._tokenizer.pad_token_id if self._tokenizer.pad_token_id is not None else self._stop_ids[0]
        ids = torch.full((len(own), shared + longest), pad, dtype=torch.long)
        mask = torch.zeros_like(ids)
        ids[:, :shared] = torch.tensor(prefix.ids)
        mask[:, :shared] = 1
        for row, tokens in enumerate(own):
            ids[row, -len(tokens) :] = torch.tensor(tokens)
            mask[row, -len(tokens) :] = 1
        return ids, mask

    def _choose(self, requests: list[WriteRequest], own: list[list[int]], prefix: _Prefix) -> list[Draft]:
        """The choice of each request that the model takes, without log-probabilities: the words are the source's."""
        ids, mask = self._padded(own, prefix)
        end = self._tokenizer.eos_token_id if isinstance(self._tokenizer.eos_token_id, int) else self._stop_ids[0]
        trees = [choices([self.loaded.tokens(text) for text in request.choices], end) for request in requests]
        cache = self._read_once(own, prefix)
        with torch.inference_mode(), memory_guard("writing"):
            taken = choose(self._model, ids, mask, cache, trees, self._settings.omission_bias)
        return [Draft(request.choices[number]) for request, number in zip(requests, taken, strict=True)]

    def _by_row(self, answers: Sequence[Answer]) -> list[Draft]:
        texts = self._tokenizer.batch_decode([answer.tokens for answer in answers], skip_special_tokens=True)
        drafts = []
        for text, answer in zip(texts, answers, strict=True):
            own = answer.logprobs[:-1] if answer.tokens[-1] in self._stop_ids else answer.logprobs
            likely = (sum(own) / len(own), min(own)) if own else (None, None)
            drafts.append(Draft(text.strip(), *likely))
        return drafts

    def _with_beams(self, ids: torch.Tensor, mask: torch.Tensor, cache: DynamicCache, rules: Rules) -> list[Draft]:
        model: Any = self._model  # generate's declared type does not survive its decorators
        device, pad = self._model.device, int(ids[mask == 0][0]) if (mask == 0).any() else self._stop_ids[0]
        output = model.generate(
            input_ids=ids.to(device),
            attention_mask=mask.to(device),
            past_key_values=cache,
            generation_config=self._generation(rules.max_new_tokens, pad),
            logits_processor=LogitsProcessorList([rules.mask, rules.brake]),
            stopping_criteria=StoppingCriteriaList([rules.ending]),
        )
        return to_drafts(self._tokenizer, output[:, ids.shape[1] :].cpu(), (), self._stop_ids)

    def _read_once(self, own: Sequence[list[int]], prefix: _Prefix) -> DynamicCache:
        """Keys and values of all tokens but the last of these prompts, each read once."""
        segments = [Segment(tokens[:-1]) for tokens in own]
        read: dict[int, tuple[DynamicCache, slice]] = {}
        limit = min(ROW, self._settings.max_batch_tokens)
        with torch.inference_mode(), memory_guard("reading the prompts"):
            for part in rows_of([len(segment.ids) for segment in segments], limit):
                row = packed([segments[at] for at in part], len(prefix.ids), self._model.dtype)
                cache = prefix.cache
                if row.ids.numel():
                    _, cache = packing.read(self._model.base_model, row, prefix.cache)
                read |= {at: (cache, span) for at, span in zip(part, row.spans, strict=True)}
            return left_padded([read[at] for at in range(len(segments))], len(prefix.ids))

    def _recorder(self, requests: list[WriteRequest], prompt_length: int) -> RowMask:
        rows = None
        if self._settings.vocabulary != "open":
            rows = [self._vocabulary.row(request.evidence) for request in requests]
        return RowMask(rows, [answer_tokens(request) for request in requests], prompt_length, self._stop_ids)

    def _generation(self, max_new_tokens: int, pad: int) -> GenerationConfig:
        settings = self._settings
        config = GenerationConfig(
            max_new_tokens=max_new_tokens,
            do_sample=settings.temperature > 0,
            num_beams=settings.num_beams,
            eos_token_id=self._stop_ids,
            pad_token_id=pad,
        )
        if settings.temperature > 0:
            config.temperature = settings.temperature
            torch.manual_seed(self._seed)
        return config


def _leaders(own: Sequence[list[int]], requests: Sequence[WriteRequest]) -> list[int]:
    """For each row the row whose draft it follows: the first with its prompt that may copy at will, else itself."""
    first: dict[tuple[int, ...], int] = {}
    for row, (tokens, request) in enumerate(zip(own, requests, strict=True)):
        if not request.free_run:
            first.setdefault((*tokens, request.max_words), row)
    taken: set[int] = set()
    leaders = []
    for row, (tokens, request) in enumerate(zip(own, requests, strict=True)):
        leader = first.get((*tokens, request.max_words), row) if request.free_run else row
        leaders.append(row if leader in taken else leader)
        taken |= {leader} if leader != row else set()
    return leaders
