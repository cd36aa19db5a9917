"""Cross-encoders for natural language inference: does the evidence entail the claim, contradict it, or neither?

Which output means what differs from model to model and is read from the labels in its configuration.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import torch
from transformers import AutoModelForSequenceClassification, PreTrainedModel

from summarizer.backends.classifiers.judge import Classifier
from summarizer.backends.classifiers.layout import pair_layout
from summarizer.backends.classifiers.weights import architecture, load_model, load_tokenizer, read_config
from summarizer.backends.device import resolve_dtype
from summarizer.errors import ModelError

SEQUENCE = "ForSequenceClassification"
_SUPPORTED = re.compile(r"entail|support|consistent|e$")
_CONTRADICTED = re.compile(r"contradict|refute|c$")
_NEITHER = re.compile(r"neutral|nei|no|un|in|halluc|n$")
"""Also the labels that deny the first kind: not_entailment, unsupported, inconsistent."""


def load_nli(path: Path, wanted: str, device: torch.device) -> Classifier:
    """Loads a cross-encoder with the labels entailment, neutral and contradiction, in any order and spelling.

    One with two labels (entailment or not) never contradicts.

    Args:
        path: folder in Hugging Face layout.
        wanted: dtype, or ``auto``.
        device: where it runs.

    Raises:
        ModelError: the folder holds another architecture, or its labels do not say which one means entailment.
        OSError, ValueError: it cannot be loaded.
    """
    config = read_config(path)
    named = architecture(config)
    if not named.endswith(SEQUENCE):
        what = f"{path} holds {named}, which is no NLI cross-encoder"
        raise ModelError(what, f"name a model of a class …{SEQUENCE}, or another judge.kind")
    tokenizer = load_tokenizer(path)
    layout = pair_layout(tokenizer)
    model = load_model(path, AutoModelForSequenceClassification, resolve_dtype(wanted, device)).eval()
    labels = {int(at): str(label) for at, label in (model.config.id2label or {}).items()}
    yes, no = label_places(labels, str(path))

    def probabilities(model: PreTrainedModel, batch: dict[str, torch.Tensor]) -> torch.Tensor:
        shares = model(**batch).logits.float().softmax(dim=-1)
        against = torch.zeros_like(shares[:, 0]) if no is None else shares[:, no]
        return torch.stack((shares[:, yes], against), dim=1)

    longest = input_limit(model, tokenizer.model_max_length)
    return Classifier(model.to(device), tokenizer, layout, probabilities, longest, longest)


def label_places(labels: Mapping[int, str], where: str) -> tuple[int, int | None]:
    """Outputs that mean supported and contradicted; the latter is None for a model with two labels.

    Args:
        labels: name of each output.
        where: the folder, for the error.

    Raises:
        ModelError: the labels do not say so.
    """
    roles: dict[str, list[int]] = {"supported": [], "contradicted": [], "neither": [], "?": []}
    for at, label in labels.items():
        roles[_role(label)].append(at)
    if len(roles["supported"]) == 1 and not roles["?"]:
        rest = len(labels) - 1
        if rest == 1:
            return roles["supported"][0], None
        if rest == 2 and len(roles["contradicted"]) == 1:
            return roles["supported"][0], roles["contradicted"][0]
    shown = ", ".join(labels.values()) or "no labels"
    what = f"the labels of {where} ({shown}) do not say which is entailment and which contradiction"
    raise ModelError(what, "write them into id2label of its config.json, or name another model")


def _role(label: str) -> str:
    plain = re.sub(r"[^a-z0-9]", "", label.lower())
    if _NEITHER.match(plain):
        return "neither"
    if _CONTRADICTED.match(plain):
        return "contradicted"
    return "supported" if _SUPPORTED.match(plain) else "?"


def input_limit(model: PreTrainedModel, tokenizer_limit: int) -> int:
    """Tokens that fit into one input: the positions that the model has and the tokenizer allows.

    RoBERTa and its kin count positions from after that of the padding token.
    """
    places = int(getattr(model.config, "max_position_embeddings", 0) or 512)
    text = getattr(model, model.base_model_prefix, model)
    offset = getattr(getattr(text, "embeddings", None), "padding_idx", None)
    kin = str(model.config.model_type).endswith("roberta") or model.config.model_type == "camembert"
    used = int(offset or 0) + 1 if kin else 0
    return min(places - used, tokenizer_limit)
