"""HHEM-2.1-Open, Vectara's hallucination evaluation model: a T5 encoder that classifies its first token.

The hub's repository carries code of its own for this; here the same computation is done by T5ForTokenClassification
of transformers, its sizes read off the weights, and no code of the repository is run. The input is the prompt
in its configuration, which begins with the padding token: that is the token which is read. It has two
classes, hallucinated and consistent, so P(contradicted) is always 0.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import torch
from safetensors.torch import load_file
from transformers import (
    PreTrainedModel,
    PreTrainedTokenizerBase,
    PreTrainedTokenizerFast,
    T5Config,
    T5ForTokenClassification,
)

from summarizer.backends.classifiers.judge import Classifier
from summarizer.backends.classifiers.layout import Layout, PlainText
from summarizer.backends.classifiers.weights import architecture, checked_tokenizer, read_config, t5_dtype
from summarizer.errors import ModelError

PROMPT = "<pad> Determine if the hypothesis is true given the premise?\n\nPremise: {text1}\n\nHypothesis: {text2}"
_PREFIX = "t5."
_SHARED = "transformer.shared.weight"
_TIED = "transformer.encoder.embed_tokens.weight"
_HEAD = "classifier.weight"
_BLOCK = "transformer.encoder.block.{n}.layer.{part}"
_MAX_TOKENS = 2048
_PAD, _END = "<pad>", "</s>"


def load_hhem(path: Path, wanted: str, device: torch.device) -> Classifier:
    """Loads HHEM-2.1-Open from its ``model.safetensors`` and the ``tokenizer.json`` of its base, Flan-T5.

    Arguments as for `load_nli`.

    Raises:
        ModelError: the folder holds another model, or lacks one of these files.
        OSError, ValueError: it cannot be loaded.
    """
    config = read_config(path)
    tokenizer_file = path / "tokenizer.json"
    weights = path / "model.safetensors"
    for file, hint in (
        (weights, "run `briefing models verify`, or name another folder"),
        (tokenizer_file, "put the tokenizer.json of google/flan-t5-base there"),
    ):
        if not file.is_file():
            raise ModelError(f"cannot load the judge in {path}: {file.name} is missing", hint)
    state = _encoder_state(load_file(weights), f"{path} holds {architecture(config)}, which is no HHEM-2.1")
    own = {"pad_token": _PAD, "eos_token": _END, "unk_token": "<unk>"}
    tokenizer = checked_tokenizer(lambda: PreTrainedTokenizerFast(tokenizer_file=str(tokenizer_file), **own))
    with torch.device("meta"):
        model = T5ForTokenClassification(_sizes(state))
    model.load_state_dict(state, assign=True)
    model.eval().to(device)
    model.to(dtype=t5_dtype(wanted, device))  # type: ignore[call-arg]
    layout = _layout(tokenizer, str(config.get("prompt") or PROMPT), path)
    return Classifier(model, tokenizer, layout, _probabilities, _MAX_TOKENS, _MAX_TOKENS)


def _encoder_state(tensors: Mapping[str, torch.Tensor], otherwise: str) -> dict[str, torch.Tensor]:
    """The weights under the names of transformers; ``otherwise`` is said when they are not HHEM's."""
    state = {name.removeprefix(_PREFIX): tensor for name, tensor in tensors.items() if name.startswith(_PREFIX)}
    if _SHARED not in state or _HEAD not in state or len(state[_HEAD]) != 2:
        raise ModelError(otherwise, "name vectara/hallucination_evaluation_model, or another judge.kind")
    state.setdefault(_TIED, state[_SHARED])
    return state


def _sizes(state: Mapping[str, torch.Tensor]) -> T5Config:
    """The configuration of the T5 that these weights belong to; the hub's has none of it."""
    attention = _BLOCK.format(n=0, part=0) + ".SelfAttention."
    dense = _BLOCK.format(n=0, part=1) + ".DenseReluDense."
    buckets, heads = state[attention + "relative_attention_bias.weight"].shape
    gated = dense + "wi_0.weight" in state
    layers = 0
    while _BLOCK.format(n=layers, part=0) + ".layer_norm.weight" in state:
        layers += 1
    vocabulary, width = state[_SHARED].shape
    return T5Config(
        vocab_size=vocabulary,
        d_model=width,
        d_kv=state[attention + "q.weight"].shape[0] // heads,
        d_ff=state[dense + ("wi_0.weight" if gated else "wi.weight")].shape[0],
        num_layers=layers,
        num_heads=heads,
        relative_attention_num_buckets=buckets,
        feed_forward_proj="gated-gelu" if gated else "relu",
        num_labels=len(state[_HEAD]),  # type: ignore[call-arg]
    )


def _layout(tokenizer: PreTrainedTokenizerBase, prompt: str, path: Path) -> Layout:
    """The prompt around the two texts, its leading control token obeyed and all else read as text."""
    head, found, rest = prompt.partition("{text1}")
    between, found_too, tail = rest.partition("{text2}")
    if not found or not found_too:
        raise ModelError(f"the prompt in {path / 'config.json'} lacks {{text1}} or {{text2}}", "name another folder")
    read = PlainText(tokenizer).read
    pad, end = (int(tokenizer(token, add_special_tokens=False)["input_ids"][0]) for token in (_PAD, _END))
    lead = [pad] if head.startswith(_PAD) else []
    return Layout([*lead, *read(head.removeprefix(_PAD)).ids], read(between).ids, [*read(tail).ids, end])


def _probabilities(model: PreTrainedModel, batch: dict[str, torch.Tensor]) -> torch.Tensor:
    consistent = model(**batch).logits[:, 0].float().softmax(dim=-1)[:, 1]
    return torch.stack((consistent, torch.zeros_like(consistent)), dim=1)
