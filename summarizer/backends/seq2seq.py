"""Encoder-decoder summarisers (PRIMERA, PEGASUS, BART, LED, T5) behind the Writer protocol.

They are not told what to do: they were trained to summarise what they read, so a request's evidence is their
whole input. PRIMERA and LED read with global attention, PRIMERA on every ``<doc-sep>`` between documents as
well as on the first token (Xiao et al., 2022), LED on the first token (Beltagy et al., 2020).
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from transformers import (
    AutoModelForSeq2SeqLM,
    AutoTokenizer,
    GenerationConfig,
    LogitsProcessorList,
    PreTrainedModel,
    PreTrainedTokenizerBase,
)

from summarizer.backends.batching import answer_tokens, batches
from summarizer.backends.device import LOADING_ERRORS, memory_guard, quiet_loading, resolve_device, resolve_dtype
from summarizer.backends.drafts import to_drafts
from summarizer.backends.exclusive import building
from summarizer.backends.stopping import first_sentence
from summarizer.backends.vocabulary import LONGEST_WORD, ClosedVocabulary, RowMask, check_tokenizer
from summarizer.errors import ModelError
from summarizer.interfaces import Progress
from summarizer.model_settings import Seq2SeqWriterSettings
from summarizer.records import Draft, ModelInfo, WriteRequest

DOCUMENT_SEPARATOR = "<doc-sep>"


class Seq2SeqWriter:
    """Writes with an encoder-decoder summariser; arguments as for `CausalWriter`.

    Raises:
        ModelError: the folder does not hold a model that can be loaded, or ``template=primera`` was asked for
            and its tokenizer does not know ``<doc-sep>``.
    """

    def __init__(
        self,
        path: Path,
        settings: Seq2SeqWriterSettings,
        revision: str = "",
        sha256: str = "",
        device: str = "auto",
        seed: int = 0,
    ) -> None:
        where = resolve_device(device)
        dtype = resolve_dtype(settings.dtype, where)
        quiet_loading()
        try:
            with memory_guard("loading the writer"):
                tokenizer = AutoTokenizer.from_pretrained(path, local_files_only=True)
                check_tokenizer(tokenizer)
                with building:
                    model = AutoModelForSeq2SeqLM.from_pretrained(
                        path, dtype=dtype, local_files_only=True, use_safetensors=True
                    )
        except LOADING_ERRORS as error:
            raise ModelError(f"cannot load the writer in {path}: {error}", "run `briefing models verify`") from error
        self._tokenizer: PreTrainedTokenizerBase = tokenizer
        self._model: PreTrainedModel = model.eval().to(where)
        self._settings = settings
        self._seed = seed
        self._separator = tokenizer.convert_tokens_to_ids(DOCUMENT_SEPARATOR)
        if settings.template == "primera" and self._separator in (None, tokenizer.unk_token_id):
            raise ModelError(f"the tokenizer in {path} has no {DOCUMENT_SEPARATOR}", "use writer.template=plain")
        ends = model.generation_config.eos_token_id
        ends = tokenizer.eos_token_id if ends is None else ends
        self._stop_ids: list[int] = [ends] if isinstance(ends, int) else list(ends)
        self._vocabulary = ClosedVocabulary(tokenizer, model.config.vocab_size, self._stop_ids)
        self.info = ModelInfo("writer", settings.model, revision, sha256, where.type, str(dtype).removeprefix("torch."))

    def write(self, requests: Sequence[WriteRequest], progress: Progress | None = None) -> list[Draft]:
        """Returns one draft a request, in order; see `Writer.write`."""
        drafts: list[Draft] = [Draft("")] * len(requests)
        inputs = [self._input(request) for request in requests]
        costs = {row: len(ids) + answer_tokens(requests[row]) for row, ids in enumerate(inputs)}
        done = 0
        for batch in batches(
            range(len(requests)), costs, self._settings.max_batch_rows, self._settings.max_batch_tokens
        ):
            answers = self._generate([requests[row] for row in batch], [inputs[row] for row in batch])
            for row, draft in zip(batch, answers, strict=True):
                drafts[row] = draft
            done += len(batch)
            if progress:
                progress("write", done, len(requests))
        return drafts

    def _input(self, request: WriteRequest) -> list[int]:
        """The evidence as the model was trained to read it, cut at its longest input."""
        joint = {"primera": DOCUMENT_SEPARATOR, "plain": " ", "t5": " "}[self._settings.template]
        text = joint.join(request.evidence)
        if self._settings.template == "t5":
            text = f"summarize: {text}"
        longest = min(self._tokenizer.model_max_length, self._settings.max_batch_tokens, self._places())
        return list(self._tokenizer(text, truncation=True, max_length=longest)["input_ids"])

    def _places(self) -> int:
        """Tokens that the encoder has positions for; relative positions, as T5's, set no limit."""
        config = self._model.config
        names = ("max_encoder_position_embeddings", "max_position_embeddings")
        known = [getattr(config, name, None) for name in names]
        return next((places for places in known if places), self._settings.max_batch_tokens)

    def _generate(self, requests: list[WriteRequest], inputs: list[list[int]]) -> list[Draft]:
        longest = max(map(len, inputs))
        pad = self._tokenizer.pad_token_id if self._tokenizer.pad_token_id is not None else 0
        ids = torch.full((len(inputs), longest), pad, dtype=torch.long)
        mask = torch.zeros_like(ids)
        for row, tokens in enumerate(inputs):
            ids[row, : len(tokens)] = torch.tensor(tokens)
            mask[row, : len(tokens)] = 1
        device = self._model.device
        rows = None
        if self._settings.vocabulary == "closed":
            rows = [self._vocabulary.row(request.evidence) for request in requests]
        # The decoder begins with its start token, and with a forced first token where the model has one.
        start = 1 + self._forced_tokens()
        limits = [answer_tokens(request) for request in requests]
        recorder = RowMask(rows, limits, start, self._stop_ids)
        model: Any = self._model  # generate's declared type does not survive its decorators
        with torch.inference_mode(), memory_guard("writing"):
            output = model.generate(
                input_ids=ids.to(device),
                attention_mask=mask.to(device),
                generation_config=self._generation(max(limits) + LONGEST_WORD, pad),
                logits_processor=LogitsProcessorList([recorder]),
                **self._global_attention(ids, device),
            )
        recorder.finish(output)
        drafts = to_drafts(self._tokenizer, output[:, start:].cpu(), recorder.logprobs, self._stop_ids)
        return [
            Draft(first_sentence(draft.text), draft.logprob, draft.worst_logprob)
            if request.kind == "sentence"
            else draft
            for draft, request in zip(drafts, requests, strict=True)
        ]

    def _forced_tokens(self) -> int:
        return 0 if self._model.generation_config.forced_bos_token_id is None else 1

    def _global_attention(self, ids: torch.Tensor, device: torch.device) -> dict[str, Any]:
        """Which input tokens attend to all others, for the models that have a say in it."""
        if self._model.config.model_type != "led":
            return {}
        attention = torch.zeros_like(ids)
        attention[:, 0] = 1
        if self._settings.template == "primera":
            attention[ids == self._separator] = 1
        return {"global_attention_mask": attention.to(device)}

    def _generation(self, max_new_tokens: int, pad: int) -> GenerationConfig:
        settings = self._settings
        own = self._model.generation_config
        config = GenerationConfig(
            max_new_tokens=max_new_tokens,
            do_sample=settings.temperature > 0,
            num_beams=settings.num_beams,
            no_repeat_ngram_size=3,
            decoder_start_token_id=own.decoder_start_token_id or self._model.config.decoder_start_token_id,
            forced_bos_token_id=own.forced_bos_token_id,
            eos_token_id=self._stop_ids,
            pad_token_id=pad,
        )
        if settings.temperature > 0:
            config.temperature = settings.temperature
            torch.manual_seed(self._seed)
        return config
