"""MiniCheck (Tang et al., 2024, "MiniCheck: Efficient Fact-Checking of LLMs on Grounding Documents").

Two forms: Flan-T5, asked ``predict: DOCUMENT</s>CLAIM`` and read by the logits of its first answer token for
"0" and "1"; RoBERTa and DeBERTa, classifiers of DOCUMENT, separator, CLAIM into two classes. Neither knows
contradiction, so P(contradicted) is always 0. As in the paper, a long document is read in chunks of
sentences, of which the best counts.
"""

from __future__ import annotations

from pathlib import Path

import torch
from transformers import (
    AutoModelForSeq2SeqLM,
    AutoModelForSequenceClassification,
    PreTrainedModel,
    PreTrainedTokenizerBase,
)

from summarizer.backends.classifiers.judge import Classifier
from summarizer.backends.classifiers.layout import Layout, PlainText
from summarizer.backends.classifiers.nli import SEQUENCE, input_limit
from summarizer.backends.classifiers.weights import architecture, load_model, load_tokenizer, read_config, t5_dtype
from summarizer.backends.device import resolve_dtype
from summarizer.errors import ModelError

GENERATION = "ForConditionalGeneration"
_PROMPT = "predict:"
_T5_TOKENS = 2048
_T5_CHUNK = 700
"""The authors' 500 words of a chunk, in tokens of T5."""
_CLASSIFIER_CHUNK = 400


def load_minicheck(path: Path, wanted: str, device: torch.device) -> Classifier:
    """Loads either form of MiniCheck; arguments as for `load_nli`.

    Raises:
        ModelError: the folder holds another architecture, or one without two classes.
        OSError, ValueError: it cannot be loaded.
    """
    named = architecture(read_config(path))
    if named.endswith(GENERATION):
        return _load_t5(path, wanted, device)
    if named.endswith(SEQUENCE):
        return _load_classifier(path, wanted, device)
    what = f"{path} holds {named}, which is no MiniCheck"
    raise ModelError(what, f"name a model of a class …{GENERATION} or …{SEQUENCE}, or another judge.kind")


def _load_t5(path: Path, wanted: str, device: torch.device) -> Classifier:
    tokenizer = load_tokenizer(path)
    unsupported, supported = (_first_id(tokenizer, label, path) for label in "01")
    end = tokenizer.eos_token_id
    if unsupported == supported or not isinstance(end, int):
        what = f"the tokenizer in {path} cannot tell the answers 0 and 1 apart, or has no end token"
        raise ModelError(what, "name a MiniCheck model, or another judge.kind")
    model = load_model(path, AutoModelForSeq2SeqLM, t5_dtype(wanted, device)).eval()
    start = model.config.decoder_start_token_id

    def probabilities(model: PreTrainedModel, batch: dict[str, torch.Tensor]) -> torch.Tensor:
        first = torch.full((len(batch["input_ids"]), 1), start or 0, device=model.device)
        logits = model(**batch, decoder_input_ids=first).logits[:, 0, [unsupported, supported]]
        return _without_contradiction(logits)

    layout = Layout(PlainText(tokenizer).read(_PROMPT).ids, [end], [end])
    return Classifier(model.to(device), tokenizer, layout, probabilities, _T5_TOKENS, _T5_CHUNK)


def _first_id(tokenizer: PreTrainedTokenizerBase, label: str, path: Path) -> int:
    ids = tokenizer(label, add_special_tokens=False)["input_ids"]
    if not ids:
        raise ModelError(f"the tokenizer in {path} cannot spell {label}", "name a MiniCheck model")
    return int(ids[0])


def _load_classifier(path: Path, wanted: str, device: torch.device) -> Classifier:
    tokenizer = load_tokenizer(path)
    start, end = tokenizer.cls_token_id, tokenizer.sep_token_id
    model = load_model(path, AutoModelForSequenceClassification, resolve_dtype(wanted, device)).eval()
    if model.config.num_labels != 2 or not isinstance(start, int) or not isinstance(end, int):
        labels = model.config.num_labels
        what = f"{path} is no MiniCheck: it has {labels} classes instead of two, or a tokenizer without separator"
        raise ModelError(what, "a model with entailment, neutral and contradiction is judge.kind=nli")

    def probabilities(model: PreTrainedModel, batch: dict[str, torch.Tensor]) -> torch.Tensor:
        return _without_contradiction(model(**batch).logits)

    longest = input_limit(model, tokenizer.model_max_length)
    return Classifier(
        model.to(device), tokenizer, Layout([start], [end], [end]), probabilities, longest, _CLASSIFIER_CHUNK
    )


def _without_contradiction(logits: torch.Tensor) -> torch.Tensor:
    """(rows, 2) logits of unsupported and supported → (rows, 2) P(supported) and 0."""
    shares = logits.float().softmax(dim=-1)[:, 1]
    return torch.stack((shares, torch.zeros_like(shares)), dim=1)
