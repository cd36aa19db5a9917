"""Loads a classifier's folder and says clearly when it holds something else."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import torch
from transformers import AutoTokenizer, PreTrainedModel, PreTrainedTokenizerBase

from summarizer.backends.device import resolve_dtype
from summarizer.backends.exclusive import building
from summarizer.backends.vocabulary import check_tokenizer
from summarizer.errors import ModelError


def read_config(path: Path) -> dict[str, Any]:
    """The model's configuration.

    Raises:
        ModelError: there is none, or it is no JSON object.
    """
    file = path / "config.json"
    try:
        config = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ModelError(f"cannot load the judge in {path}: {error}", "name another folder") from error
    if not isinstance(config, dict):
        raise ModelError(f"cannot load the judge in {path}: config.json is no object", "name another folder")
    return config


def architecture(config: Mapping[str, Any]) -> str:
    """The class that the weights were saved from; ``nothing named`` where the configuration is silent."""
    named = config.get("architectures")
    return str(named[0]) if isinstance(named, list) and named else "nothing named"


def load_tokenizer(path: Path) -> PreTrainedTokenizerBase:
    """The tokenizer of a folder.

    Raises:
        ValueError: it is missing, damaged, or cannot say where in a text its tokens stand.
    """
    return checked_tokenizer(lambda: AutoTokenizer.from_pretrained(path, local_files_only=True))


def checked_tokenizer(make: Callable[[], PreTrainedTokenizerBase]) -> PreTrainedTokenizerBase:
    """What ``make`` makes, when it can be worked with.

    Raises:
        ValueError: it cannot.
    """
    try:
        tokenizer = make()
    except Exception as error:  # a damaged file makes the libraries raise whatever they like
        raise ValueError(f"its tokenizer cannot be read ({error})") from error
    check_tokenizer(tokenizer)
    if {*tokenizer("a word", add_special_tokens=False)["input_ids"]} <= {*tokenizer.all_special_ids}:
        raise ValueError("its tokenizer knows no words; tokenizer.json is missing or damaged")
    if not tokenizer.is_fast:
        raise ValueError("tokenizer.json is missing")
    return tokenizer


def load_model(path: Path, auto: Any, dtype: torch.dtype) -> PreTrainedModel:
    """The model of a folder, every weight of it read from safetensors.

    Raises:
        ValueError: weights are missing, which would leave random numbers in their place.
    """
    with building:
        model, report = auto.from_pretrained(
            path, dtype=dtype, local_files_only=True, use_safetensors=True, output_loading_info=True
        )
    missing = sorted(report["missing_keys"])
    if missing:
        raise ValueError(f"{len(missing)} weights are missing, such as {missing[0]}")
    loaded: PreTrainedModel = model
    return loaded


def t5_dtype(wanted: str, device: torch.device) -> torch.dtype:
    """The number format of a T5: its activations overflow in float16, which is used only when asked for."""
    dtype = resolve_dtype(wanted, device)
    return torch.float32 if wanted == "auto" and dtype == torch.float16 else dtype
