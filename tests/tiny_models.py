"""Tiny checkpoints with random weights, in the layout that the backends load, built by the tests themselves."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import torch
import transformers
from tokenizers import Tokenizer, decoders, models, pre_tokenizers, processors, trainers
from transformers import PreTrainedTokenizerFast

TEXTS = [
    "Heavy rain burst the river banks at Marlow on Tuesday, officials said.",
    "Rescue teams moved 1,250 people from their homes near the old bridge.",
    "“The water rose faster than anyone expected,” Mayor Ilse Brandt said.",
    "The regional council approved $2.5 million for repairs, about 12% of its budget.",
    "Shorten this sentence to its main fact. Keep names, numbers and dates. Answer with one plain sentence.",
    "Write a short news headline for this, in at most nine words, without a full stop.",
]
CHAT = (
    "{% for message in messages %}<|im_start|>{{ message['role'] }}\n{{ message['content'] }}<|im_end|>\n"
    "{% endfor %}{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)
CHAT_WITHOUT_SYSTEM = (
    "{% if messages[0]['role'] == 'system' %}{{ raise_exception('no system role') }}{% endif %}" + CHAT
)
SEPARATOR = "<doc-sep>"
WIDTH = {"hidden_size": 32, "intermediate_size": 48, "num_hidden_layers": 2, "num_attention_heads": 4}
LAYERS = {
    "d_model": 32,
    "encoder_layers": 2,
    "decoder_layers": 2,
    "encoder_attention_heads": 4,
    "decoder_attention_heads": 4,
    "encoder_ffn_dim": 48,
    "decoder_ffn_dim": 48,
}


@contextmanager
def one_thread() -> Iterator[None]:
    """Runs torch on one thread: tiny products gain nothing from more, and lose much where cores are busy."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(before)


def byte_level(specials: list[str], size: int = 420) -> Tokenizer:
    """A byte-level BPE tokenizer that writes each digit on its own, as Qwen and Llama 3 nearly do."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.Digits(individual_digits=True), pre_tokenizers.ByteLevel(add_prefix_space=False)]
    )
    tokenizer.decoder = decoders.ByteLevel()
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    tokenizer.train_from_iterator(
        TEXTS,
        trainers.BpeTrainer(vocab_size=size, special_tokens=specials, initial_alphabet=alphabet, show_progress=False),
    )
    return tokenizer


def word_pieces(specials: list[str]) -> Tokenizer:
    """A Unigram tokenizer that puts a space before every text, as those of T5 and PEGASUS do."""
    tokenizer = Tokenizer(models.Unigram())
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    tokenizer.decoder = decoders.Metaspace()
    tokenizer.train_from_iterator(
        TEXTS,
        trainers.UnigramTrainer(vocab_size=220, special_tokens=specials, unk_token="<unk>", show_progress=False),
    )
    return tokenizer


def _save(path: Path, model: Any, tokenizer: PreTrainedTokenizerFast) -> Path:
    # Random weights of the usual spread make flat logits; wider ones make every token a clear choice.
    with torch.no_grad():
        for parameter in model.parameters():
            if parameter.dim() > 1:
                parameter.mul_(6)
    model.save_pretrained(path)
    tokenizer.save_pretrained(path)
    return path


def causal(path: Path, family: str = "Qwen2", template: str | None = CHAT, seed: int = 0) -> Path:
    """Writes a decoder-only checkpoint of the family (Qwen2, Llama) to ``path``."""
    torch.manual_seed(seed)
    tokenizer = PreTrainedTokenizerFast(
        tokenizer_object=byte_level(["<|endoftext|>", "<|im_start|>", "<|im_end|>"]),
        eos_token="<|im_end|>",
        pad_token="<|endoftext|>",
        extra_special_tokens=["<|im_start|>"],
    )
    tokenizer.chat_template = template
    config = getattr(transformers, f"{family}Config")(
        vocab_size=len(tokenizer),
        num_key_value_heads=2,
        max_position_embeddings=1024,
        bos_token_id=None,
        eos_token_id=tokenizer.eos_token_id,
        pad_token_id=tokenizer.pad_token_id,
        **WIDTH,
    )
    return _save(path, getattr(transformers, f"{family}ForCausalLM")(config), tokenizer)


def _bart_like(family: str) -> tuple[Any, PreTrainedTokenizerFast]:
    backend = byte_level(["<s>", "<pad>", "</s>", SEPARATOR])
    backend.post_processor = processors.RobertaProcessing(("</s>", 2), ("<s>", 0), add_prefix_space=False)
    tokenizer = PreTrainedTokenizerFast(
        tokenizer_object=backend,
        bos_token="<s>",
        pad_token="<pad>",
        eos_token="</s>",
        extra_special_tokens=[SEPARATOR] if family == "LED" else [],
    )
    places: dict[str, Any] = {"max_position_embeddings": 128, "forced_bos_token_id": 0}
    if family == "LED":
        places = {
            "max_encoder_position_embeddings": 256,
            "max_decoder_position_embeddings": 128,
            "attention_window": 8,
        }
    config = getattr(transformers, f"{family}Config")(
        vocab_size=len(tokenizer),
        bos_token_id=0,
        pad_token_id=1,
        eos_token_id=2,
        decoder_start_token_id=2,
        **LAYERS,
        **places,
    )
    return getattr(transformers, f"{family}ForConditionalGeneration")(config), tokenizer


def _piece_based(family: str) -> tuple[Any, PreTrainedTokenizerFast]:
    backend = word_pieces(["<pad>", "</s>", "<unk>"])
    backend.post_processor = processors.TemplateProcessing(single="$A </s>", special_tokens=[("</s>", 1)])
    tokenizer = PreTrainedTokenizerFast(
        tokenizer_object=backend, pad_token="<pad>", eos_token="</s>", unk_token="<unk>"
    )
    own: dict[str, Any] = {"max_position_embeddings": 128, **LAYERS}
    if family == "T5":
        own = {"d_model": 32, "d_kv": 8, "d_ff": 48, "num_layers": 2, "num_heads": 4}
    config = getattr(transformers, f"{family}Config")(
        vocab_size=len(tokenizer), pad_token_id=0, eos_token_id=1, decoder_start_token_id=0, **own
    )
    return getattr(transformers, f"{family}ForConditionalGeneration")(config), tokenizer


def seq2seq(path: Path, family: str, seed: int = 0) -> Path:
    """Writes an encoder-decoder checkpoint of the family (LED, Bart, Pegasus, T5) to ``path``."""
    torch.manual_seed(seed)
    model, tokenizer = _bart_like(family) if family in ("LED", "Bart") else _piece_based(family)
    return _save(path, model, tokenizer)


def sentence_encoder(folder: Path, kind: str, *, scaled: bool = True, **changed: Any) -> Path:
    """A tiny encoder in sentence-transformers' layout, as published ones have it."""
    torch.manual_seed(5)
    tokenizer = byte_level(["<pad>", "<s>", "</s>", "<unk>", "<mask>"])
    tokenizer.post_processor = processors.RobertaProcessing(("</s>", 2), ("<s>", 1), add_prefix_space=False)
    wrapped = PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, pad_token="<pad>", unk_token="<unk>", model_max_length=64
    )
    configured = getattr(transformers, f"{kind}Config")(
        **WIDTH, vocab_size=len(wrapped), max_position_embeddings=66, pad_token_id=wrapped.pad_token_id
    )
    getattr(transformers, f"{kind}Model")(configured).save_pretrained(folder)
    wrapped.save_pretrained(folder)
    kinds = {"": "Transformer", "1_Pooling": "Pooling", **({"2_Normalize": "Normalize"} if scaled else {})}
    modules = [
        {"idx": at, "name": str(at), "path": path, "type": f"sentence_transformers.models.{kind}"}
        for at, (path, kind) in enumerate(kinds.items())
    ]
    files: dict[str, Any] = {
        "modules.json": modules,
        "sentence_bert_config.json": {"max_seq_length": 48, "do_lower_case": False},
        "config_sentence_transformers.json": {"__version__": {"sentence_transformers": "2.0.0"}},
        "1_Pooling/config.json": {
            "word_embedding_dimension": 32,
            "pooling_mode_cls_token": False,
            "pooling_mode_mean_tokens": True,
        },
    }
    for name, content in {**files, **changed}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(json.dumps(content), encoding="utf-8")
    return folder
