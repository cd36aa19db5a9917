"""A decoder-only instruct model in memory, shared by whatever asks it: the writer and the judge."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from transformers import (
    AutoModelForCausalLM,
    AutoTokenizer,
    DynamicCache,
    PreTrainedModel,
    PreTrainedTokenizerBase,
    PreTrainedTokenizerFast,
)

from summarizer.backends.adapters import trunk
from summarizer.backends.device import (
    LOADING_ERRORS,
    memory_guard,
    quiet_loading,
    resolve_device,
    resolve_dtype,
    resolve_rounding,
)
from summarizer.backends.exclusive import building
from summarizer.backends.int8 import round_weights
from summarizer.backends.lean import read_over
from summarizer.backends.memory import keep_freed
from summarizer.backends.prepacked import Kept
from summarizer.backends.vocabulary import check_tokenizer
from summarizer.errors import ModelError

_TOKENS_WITHIN = 1 << 16
"""Bytes at the beginning of a tokenizer's file that hold the tokens added to its vocabulary."""


@dataclass(frozen=True, slots=True)
class InstructModel:
    """Weights and tokenizer, and what is known of them for the record."""

    tokenizer: PreTrainedTokenizerBase
    model: PreTrainedModel
    name: str
    revision: str
    sha256: str
    device: str
    dtype: str

    def tokens(self, text: str) -> list[int]:
        """Token ids of a source's text; what looks like a control token in it is read as plain letters."""
        return list(self.tokenizer(text, add_special_tokens=False, split_special_tokens=True)["input_ids"])

    def read(self, ids: Sequence[int], layers: int | None = None) -> DynamicCache:
        """Runs the beginning that many prompts share through the model once; returns its keys and values.

        With ``layers``, only through that many of its layers.
        """
        cache = DynamicCache()  # of the plain kind for every layer: `packing` lays other prompts into the same row
        tensor = torch.tensor([list(ids)], device=self.model.device)
        with torch.inference_mode(), memory_guard("reading the prompt"):
            trunk(self.model, layers)(input_ids=tensor, past_key_values=cache, use_cache=True)
        return cache


def added_tokens(path: Path) -> dict[str, Any]:
    """What a tokenizer's file says of added tokens, so that transformers does not read its megabytes in Python for it.

    Empty where they are not found at its beginning: then transformers looks itself.
    """
    if not path.is_file():
        return {}
    with path.open("rb") as file:
        head = file.read(_TOKENS_WITHIN).decode(errors="ignore")
    place = re.search(r'"added_tokens":\s*', head)
    try:
        found = json.JSONDecoder().raw_decode(head, place.end())[0] if place else []
        tokens = {str(one.pop("id")): one for one in found}
    except (ValueError, KeyError, AttributeError):
        return {}
    return {"added_tokens_decoder": tokens} if tokens else {}


def _tokenizer(path: Path) -> PreTrainedTokenizerBase:
    """The tokenizer of a model.

    By its own class transformers would read the file three times, and put the same together in Python.

    Raises:
        ValueError: its file is damaged.
    """
    whole = path / "tokenizer.json"
    loader: Any = PreTrainedTokenizerFast if whole.is_file() else AutoTokenizer
    try:
        found: PreTrainedTokenizerBase = loader.from_pretrained(
            path, local_files_only=True, padding_side="left", **added_tokens(whole)
        )
    except Exception as error:
        if type(error) is not Exception:
            raise
        raise ValueError(str(error)) from error  # its reader in Rust raises nothing more particular
    return found


def load_instruct(
    path: Path,
    name: str,
    dtype: str,
    revision: str = "",
    sha256: str = "",
    device: str = "auto",
    kept: Kept | None = None,
) -> InstructModel:
    """Loads an instruct model.

    Args:
        path: folder with the model in Hugging Face layout (safetensors).
        name: catalogue name or folder, for the record.
        dtype: number format, or ``auto``; ``int8`` rounds the linear maps.
        revision: revision of the weights, for the record.
        sha256: hash of the published weights, for the record.
        device: ``auto``, ``cpu``, ``cuda`` or ``mps``.
        kept: where rounded weights are kept from one start to the next; None keeps none.

    Raises:
        ModelError: the folder does not hold a model that can be loaded.
        UsageError: the device is not there.
        ResourceError: memory ran out.
    """
    where = resolve_device(device)
    rounding = resolve_rounding(dtype, where)
    kind = resolve_dtype("auto" if rounding else dtype, where)
    quiet_loading()
    if where.type == "cpu":
        keep_freed()
    try:
        with memory_guard(f"loading {name}"):
            tokenizer = _tokenizer(path)
            check_tokenizer(tokenizer)
            with building, read_over():
                model = AutoModelForCausalLM.from_pretrained(
                    path, dtype=kind, local_files_only=True, use_safetensors=True
                )
            model = model.eval().to(where)
            if rounding:
                round_weights(model, kept)
    except LOADING_ERRORS as error:
        raise ModelError(f"cannot load the model in {path}: {error}", "run `briefing models verify`") from error
    form = "int8" if rounding else str(kind).removeprefix("torch.")
    return InstructModel(tokenizer, model, name, revision, sha256, where.type, form)
