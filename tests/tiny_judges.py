"""Tiny judges with random weights, in the layouts of the published ones, built by the tests themselves."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import tiny_models
import torch
import transformers
from safetensors.torch import save_file
from tokenizers import normalizers, pre_tokenizers
from transformers import PreTrainedTokenizerFast
from transformers.models.deberta_v2 import DebertaV2Tokenizer
from transformers.models.t5 import T5Tokenizer

NLI_LABELS = ("entailment", "neutral", "contradiction")
_WORDS = "Determine if the hypothesis is true given premise ? Premise: Hypothesis: predict:".split()
_LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.,:;!?'\"“”’()/<>[]$%-_|"
HHEM_PROMPT = "<pad> Determine if the hypothesis is true given the premise?\n\nPremise: {text1}\n\nHypothesis: {text2}"


def _unigrams(specials: Sequence[str]) -> list[tuple[str, float]]:
    """A vocabulary whose control tokens are pieces like any other, as in the published files."""
    words = dict.fromkeys([*_WORDS, *" ".join(tiny_models.TEXTS).split()])
    pieces = [("▁", -8.0), *((f"▁{word}", -5.0) for word in words), *((letter, -9.0) for letter in _LETTERS)]
    pieces += [("▁1", -5.0), ("ü", -9.0), ("ж", -9.0), ("の", -9.0)]
    return [*((special, 0.0) for special in specials), *dict(pieces).items()]


def t5_tokenizer() -> PreTrainedTokenizerFast:
    """As T5's: words at white space, NFKC, ``</s>`` a piece, "0" spelled by the pieces "▁" and "0"."""
    tokenizer: Any = T5Tokenizer(vocab=_unigrams(["<pad>", "</s>", "<unk>"]), extra_ids=3)
    tokenizer._tokenizer.normalizer = normalizers.NFKC()
    return tokenizer  # type: ignore[no-any-return]


def _deberta_tokenizer() -> Any:
    return DebertaV2Tokenizer(vocab=_unigrams(["[PAD]", "[CLS]", "[SEP]", "[UNK]", "[MASK]"]), unk_id=3)


def _roberta_tokenizer() -> Any:
    backend = tiny_models.byte_level(["<s>", "<pad>", "</s>", "<unk>", "<mask>"])
    vocabulary, merges = (json.loads(backend.to_str())["model"][key] for key in ("vocab", "merges"))
    return transformers.RobertaTokenizer(vocab=vocabulary, merges=[tuple(merge) for merge in merges])


def _bert_tokenizer() -> Any:
    specials = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    letters = [letter for letter in _LETTERS if letter != letter.upper() or not letter.isalpha()]
    vocabulary = [*specials, *letters, *(f"##{letter}" for letter in letters)]
    tokenizer: Any = transformers.BertTokenizer(vocab={word: at for at, word in enumerate(vocabulary)})
    assert isinstance(tokenizer._tokenizer.pre_tokenizer, pre_tokenizers.BertPreTokenizer)
    return tokenizer


_TOKENIZERS = {"DebertaV2": _deberta_tokenizer, "Roberta": _roberta_tokenizer, "Bert": _bert_tokenizer}


def classifier(path: Path, family: str, labels: Sequence[str] = NLI_LABELS, places: int = 160, seed: int = 0) -> Path:
    """Writes a sequence classifier of the family (DebertaV2, Roberta, Bert) to ``path``."""
    torch.manual_seed(seed)
    tokenizer = _TOKENIZERS[family]()
    own: dict[str, Any] = {"type_vocab_size": 2}
    if family == "DebertaV2":
        own = {
            "type_vocab_size": 0, "relative_attention": True, "position_buckets": 8, "norm_rel_ebd": "layer_norm",
            "share_att_key": True, "pos_att_type": ["p2c", "c2p"], "position_biased_input": False,
        }  # fmt: skip
    elif family == "Roberta":
        own = {"type_vocab_size": 1, "bos_token_id": 0, "eos_token_id": 2}
        places += 2  # RoBERTa's positions begin after that of its padding token
    config = getattr(transformers, f"{family}Config")(
        vocab_size=len(tokenizer),
        max_position_embeddings=places,
        pad_token_id=tokenizer.pad_token_id,
        id2label=dict(enumerate(labels)),
        label2id={label: at for at, label in enumerate(labels)},
        **tiny_models.WIDTH,
        **own,
    )
    return tiny_models._save(path, getattr(transformers, f"{family}ForSequenceClassification")(config), tokenizer)


def _t5_config(vocabulary: int) -> transformers.T5Config:
    return transformers.T5Config(
        vocab_size=vocabulary,
        d_model=32,
        d_kv=6,
        d_ff=48,
        num_layers=3,
        num_heads=4,
        relative_attention_num_buckets=16,
        feed_forward_proj="gated-gelu",
        tie_word_embeddings=False,
        decoder_start_token_id=0,
        num_labels=2,
    )


def minicheck_t5(path: Path, seed: int = 0) -> Path:
    """Writes a Flan-T5 checkpoint, as MiniCheck's, to ``path``."""
    torch.manual_seed(seed)
    tokenizer = t5_tokenizer()
    model = transformers.T5ForConditionalGeneration(_t5_config(len(tokenizer)))
    with torch.no_grad():
        model.lm_head.weight.mul_(0.1)  # neither answer is certain
    model.save_pretrained(path)
    tokenizer.save_pretrained(path)
    return path


def hhem(path: Path, seed: int = 0, labels: int = 2) -> transformers.T5ForTokenClassification:
    """Writes a checkpoint as HHEM-2.1-Open's to ``path``: names with ``t5.``, the tied embedding once, no sizes.

    Returns:
        The model itself.
    """
    torch.manual_seed(seed)
    tokenizer = t5_tokenizer()
    config = _t5_config(len(tokenizer))
    config.num_labels = labels
    model = transformers.T5ForTokenClassification(config).eval()
    with torch.no_grad():
        # The first token has to attend to all others, and neither answer may be certain.
        for block in model.transformer.encoder.block:
            block.layer[0].SelfAttention.o.weight.mul_(6)
        model.classifier.weight.normal_(std=0.3)
        model.classifier.bias.zero_()
    path.mkdir(parents=True, exist_ok=True)
    state = {f"t5.{name}": tensor.clone() for name, tensor in model.state_dict().items() if "embed_tokens" not in name}
    save_file(state, path / "model.safetensors")
    tokenizer.save_pretrained(path)
    for name in ("tokenizer_config.json", "special_tokens_map.json"):
        (path / name).unlink(missing_ok=True)
    config_json = {
        "architectures": ["HHEMv2ForSequenceClassification"],
        "auto_map": {"AutoModelForSequenceClassification": "modeling_hhem_v2.HHEMv2ForSequenceClassification"},
        "model_type": "HHEMv2Config",
    }
    (path / "config.json").write_text(json.dumps(config_json), encoding="utf-8")
    return model
