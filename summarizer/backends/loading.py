"""Builds the models that the settings name, from the folders that the model store gives."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from summarizer.errors import UsageError
from summarizer.interfaces import Encoder, Judge, Parser, Writer
from summarizer.records import ModelInfo
from summarizer.resources import judges_dir
from summarizer.settings import Settings, WriterSettings


class Weights(Protocol):
    """A model folder that is ready to load, and what is known of it."""

    @property
    def path(self) -> Path:
        """Folder in Hugging Face layout, or a spaCy pipeline."""
        ...

    @property
    def revision(self) -> str:
        """Commit or packages the weights came from."""
        ...

    @property
    def sha256(self) -> str:
        """Hash of the published file."""
        ...

    @property
    def judge_sha256(self) -> str:
        """Hash of the file that ships with the package to make a judge of these weights; empty where none does."""
        ...


def load_encoder(weights: Weights, settings: Settings, cache: Path) -> Encoder:
    """The sentence encoder; vectors are kept in the file ``cache`` when the settings ask for it."""
    from summarizer.backends.encoder import SentenceEncoder

    where = cache if settings.encoder.cache else None
    device = settings.run.device
    return SentenceEncoder(weights.path, settings.encoder, weights.revision, weights.sha256, device, where)


def load_parser(weights: Weights, settings: Settings) -> Parser:
    """The parser that the settings name.

    Raises:
        ModelError: the folder holds no pipeline, or one that lacks what parsing English needs.
    """
    from summarizer.backends.parser import SpacyParser

    info = ModelInfo("parser", settings.parser.model, weights.revision, weights.sha256, "cpu", "float32")
    return SpacyParser(weights.path, info)


def load_writer(weights: Weights | None, settings: Settings) -> Writer:
    """The writer of the kind that the settings name; the extractive and the served one have no weights here."""
    if settings.writer.kind == "openai_compatible":
        from summarizer.backends.served import ServedWriter

        return ServedWriter(settings.writer, settings.store.offline, settings.run.seed)
    if weights is None:
        from summarizer.backends.extractive import ExtractiveWriter

        return ExtractiveWriter()
    run = settings.run
    if settings.writer.kind == "seq2seq":
        from summarizer.backends.seq2seq import Seq2SeqWriter

        return Seq2SeqWriter(weights.path, settings.writer, weights.revision, weights.sha256, run.device, run.seed)
    from summarizer.backends.causal import CausalWriter
    from summarizer.backends.instruct import load_instruct

    loaded = load_instruct(
        weights.path, settings.writer.model, settings.writer.dtype, weights.revision, weights.sha256, run.device
    )
    return CausalWriter(loaded, settings.writer, run.seed)


def judge_model(settings: Settings) -> str:
    """Name of the model that judges; empty where the deterministic checks alone decide.

    Unless one is named, the writer's own model judges; a writer that cannot be asked, or is not
    here, has the default writer's model for a judge, and one that only quotes needs none.

    Raises:
        UsageError: the settings name a specialised judge and no model for it.
    """
    judge = settings.judge
    if judge.kind == "none" or judge.model:
        return judge.model if judge.kind != "none" else ""
    if judge.kind != "causal":
        raise UsageError(f"judge.kind={judge.kind} needs a model", "name one with --set judge.model=…")
    if settings.writer.kind == "extractive":
        return ""
    return settings.writer.model if settings.writer.kind == "causal" else WriterSettings().model


def load_judge(weights: Weights | None, settings: Settings, writer: Writer | None = None) -> Judge | None:
    """The judge of the kind that the settings name; None where the deterministic checks alone decide.

    Args:
        weights: the folder of `judge_model`, or None.
        settings: which judge, and the device to run it on.
        writer: a judge that is this writer's own model shares its weights in memory.

    Raises:
        ModelError: the folder holds no judge of that kind.
    """
    if weights is None:
        return None
    if settings.judge.kind != "causal":
        from summarizer.backends.classifiers.loading import load_classifier

        return load_classifier(weights.path, settings.judge, weights.revision, weights.sha256, settings.run.device)
    from summarizer.backends.adapters import load_judge_weights
    from summarizer.backends.causal import CausalWriter
    from summarizer.backends.instruct import load_instruct
    from summarizer.backends.judging import CausalJudge, prompt_key

    name = judge_model(settings)
    if isinstance(writer, CausalWriter) and name == writer.loaded.name:
        loaded = writer.loaded
    else:
        dtype, device = settings.judge.dtype, settings.run.device
        loaded = load_instruct(weights.path, name, dtype, weights.revision, weights.sha256, device)
    file = judges_dir() / f"{name}.safetensors"
    trained = load_judge_weights(file, prompt_key(loaded), weights.judge_sha256) if weights.judge_sha256 else None
    return CausalJudge(loaded, settings.judge, trained)
