"""Sentence encoders of the common make, read without sentence-transformers, whose import takes longer than embedding.

That make is a transformer with a mean over its tokens' states (Reimers and Gurevych, "Sentence-BERT", 2019). What is
done to a text is what sentence-transformers does, step for step, so the vectors are the same to the last bit; a folder
of any other make is left to it. What a rater reads off the states inside comes out of the same pass.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from transformers import AutoModel, AutoTokenizer

from summarizer.backends.raters import RATED, RaterWeights

_ARCHITECTURES = ("bert", "roberta", "xlm-roberta", "mpnet")
_MODULES = (["Transformer", "Pooling"], ["Transformer", "Pooling", "Normalize"])
_LEAST_TOKENS = 1e-9


def is_pooled(path: Path) -> bool:
    """Whether a folder in sentence-transformers layout is of the make that is read here."""
    try:
        modules = _json(path / "modules.json")
        kinds = [str(module["type"]).rpartition(".")[2] for module in modules]
        if kinds not in _MODULES or modules[0]["path"] != "":
            return False
        pooling = _json(path / modules[1]["path"] / "config.json")
        about, general = _json(path / "sentence_bert_config.json"), _json(path / "config_sentence_transformers.json")
        return (
            _json(path / "config.json")["model_type"] in _ARCHITECTURES
            and [name for name, value in pooling.items() if name != "word_embedding_dimension" and value]
            in (["pooling_mode_mean_tokens"], ["pooling_mode_mean_tokens", "include_prompt"])
            and set(about) <= {"max_seq_length", "do_lower_case"}
            and not about.get("do_lower_case")
            and not any(general.get(name) for name in ("prompts", "default_prompt_name", "truncate_dim"))
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError, IndexError):
        return False


def _json(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


class PooledEncoder:
    """The model in memory.

    Args:
        path: a folder for which `is_pooled` holds.
        device: where it runs.
        rater: reads ratings off the states inside; None where none was trained for these weights.

    Attributes:
        max_seq_length: tokens of a text that are read.
        width: length of a vector.
    """

    def __init__(self, path: Path, device: str, rater: RaterWeights | None = None) -> None:
        self._model = AutoModel.from_pretrained(path, local_files_only=True, use_safetensors=True).eval().to(device)
        self._tokenizer = AutoTokenizer.from_pretrained(path, local_files_only=True)
        about = _json(path / "sentence_bert_config.json")
        places = int(self._model.config.max_position_embeddings)
        self.max_seq_length = int(about.get("max_seq_length") or min(self._tokenizer.model_max_length, places))
        self._scaled = len(_json(path / "modules.json")) - 1
        self.width = int(self._model.config.hidden_size)
        self._rater = rater.to(device) if rater else None

    def state_dict(self) -> dict[str, torch.Tensor]:
        """All weights, by the names that sentence-transformers gives them."""
        return {f"0.model.{name}": tensor for name, tensor in self._model.state_dict().items()}

    def encode(self, texts: Sequence[str], batch_size: int) -> NDArray[np.float32]:
        """Returns (len(texts), width) float32, unit rows, in the order of ``texts``; behind each row its ratings."""
        order = np.argsort([-len(text) for text in texts])
        rows = np.zeros((len(texts), self.width + (RATED if self._rater else 0)), dtype=np.float32)
        for start in range(0, len(texts), batch_size):
            batch = order[start : start + batch_size]
            rows[batch] = self._forward([texts[at] for at in batch]).float().cpu().numpy()
        return rows

    def _forward(self, texts: list[str]) -> torch.Tensor:
        """(len(texts), width): the mean of the states of each text's tokens, scaled to unit length; then ratings."""
        read = self._tokenizer(
            texts, padding=True, truncation="longest_first", max_length=self.max_seq_length, return_tensors="pt"
        ).to(self._model.device)
        found = self._model(**read, output_hidden_states=self._rater is not None)
        states = found.last_hidden_state
        mask = read["attention_mask"].unsqueeze(-1).to(states.dtype)
        mean: torch.Tensor = (states * mask).sum(dim=1) / mask.sum(dim=1).clamp(min=_LEAST_TOKENS)
        for _ in range(self._scaled):  # the second time changes last bits, which sentence-transformers does as well
            mean = torch.nn.functional.normalize(mean, p=2, dim=1)
        return torch.cat([mean, self._rater.rate(found.hidden_states, mask)], dim=1) if self._rater else mean
