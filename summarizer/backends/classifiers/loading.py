"""Builds a specialised judge of the kind that the settings name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import torch

from summarizer.backends.classifiers.hhem import load_hhem
from summarizer.backends.classifiers.judge import Classifier, ClassifierJudge
from summarizer.backends.classifiers.minicheck import load_minicheck
from summarizer.backends.classifiers.nli import load_nli
from summarizer.backends.device import LOADING_ERRORS, memory_guard, quiet_loading, resolve_device
from summarizer.errors import ModelError
from summarizer.model_settings import ClassifierJudgeSettings
from summarizer.records import ModelInfo

_KINDS: dict[str, Callable[[Path, str, torch.device], Classifier]] = {
    "nli": load_nli,
    "minicheck": load_minicheck,
    "hhem": load_hhem,
}


def load_classifier(
    path: Path, settings: ClassifierJudgeSettings, revision: str = "", sha256: str = "", device: str = "auto"
) -> ClassifierJudge:
    """Loads a judge of the kind ``nli``, ``minicheck`` or ``hhem``.

    Args:
        path: folder with the model in Hugging Face layout (safetensors).
        settings: judge settings.
        revision: revision of the weights, for the record.
        sha256: hash of the published weights, for the record.
        device: ``auto``, ``cpu``, ``cuda`` or ``mps``.

    Raises:
        ModelError: the folder does not hold a model of that kind, or one that cannot be loaded.
        UsageError: the device is not there.
        ResourceError: memory ran out.
    """
    where = resolve_device(device)
    quiet_loading()
    try:
        with memory_guard("loading the judge", "try a smaller judge, or judge=none"):
            classifier = _KINDS[settings.kind](path, settings.dtype, where)
    except (*LOADING_ERRORS, RuntimeError) as error:
        why = (str(error).strip() or type(error).__name__).splitlines()[0]
        raise ModelError(f"cannot load the judge in {path}: {why}", "run `briefing models verify`") from error
    dtype = str(classifier.model.dtype).removeprefix("torch.")
    info = ModelInfo("judge", settings.model or path.name, revision, sha256, where.type, dtype)
    return ClassifierJudge(classifier, info, settings.max_batch_tokens)
