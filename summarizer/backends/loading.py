"""Builds the models that the settings name, from the folders that the model store gives."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from summarizer.backends.own import build_own
from summarizer.errors import UsageError
from summarizer.interfaces import Encoder, Judge, Parser, Writer
from summarizer.model_settings import (
    CausalJudgeSettings,
    CausalWriterSettings,
    ClassifierJudgeSettings,
    ExtractiveWriterSettings,
    LocalJudgeSettings,
    OwnEncoder,
    OwnJudge,
    OwnParser,
    OwnWriter,
    SentenceEncoderSettings,
    Seq2SeqWriterSettings,
    ServedWriterSettings,
)
from summarizer.records import ModelInfo
from summarizer.resources import judges_dir, raters_dir
from summarizer.settings import Settings

if TYPE_CHECKING:
    from summarizer.backends.prepacked import Kept


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

    @property
    def derived(self) -> Kept | None:
        """Where files made from the weights are kept; None where none are."""
        ...


def load_encoder(weights: Weights | None, settings: Settings, cache: Path) -> Encoder:
    """The encoder that the settings name; one of the user's own has no weights here.

    Vectors are kept in the file ``cache`` when the settings ask for it.

    Raises:
        UsageError: the user's own is not there, or is no encoder.
    """
    chosen = settings.encoder
    if isinstance(chosen, OwnEncoder):
        encoder: Encoder = build_own(chosen, Encoder)
        return encoder
    _import_models()
    from summarizer.backends.encoder import SentenceEncoder
    from summarizer.backends.raters import load_rater

    assert isinstance(chosen, SentenceEncoderSettings)
    assert weights is not None
    where = cache if chosen.cache else None
    rater = load_rater(raters_dir() / f"{chosen.model}.safetensors", weights.sha256)
    return SentenceEncoder(weights.path, chosen, weights.revision, weights.sha256, settings.run.device, where, rater)


def load_parser(weights: Weights | None, settings: Settings) -> Parser | None:
    """The parser that the settings name, if they name one; one of the user's own has no weights here.

    Raises:
        ModelError: the folder holds no pipeline, or one that lacks what parsing English needs.
        UsageError: the user's own is not there, or is no parser.
    """
    chosen = settings.parser
    if isinstance(chosen, OwnParser):
        parser: Parser = build_own(chosen, Parser)
        return parser
    if weights is None:
        return None
    from summarizer.backends.lean import import_parser

    import_parser()
    from summarizer.backends.parser import SpacyParser

    return SpacyParser(
        weights.path, ModelInfo("parser", chosen.model, weights.revision, weights.sha256, "cpu", "float32")
    )


def load_writer(weights: Weights | None, settings: Settings) -> Writer:
    """The writer of the kind that the settings name; the extractive, the served and one of the user's own need no
    weights.

    Raises:
        UsageError: the user's own is not there, or is no writer.
    """
    chosen, run = settings.writer, settings.run
    if isinstance(chosen, OwnWriter):
        writer: Writer = build_own(chosen, Writer)
        return writer
    if isinstance(chosen, ServedWriterSettings):
        from summarizer.backends.served import ServedWriter

        return ServedWriter(chosen, settings.store.offline, run.seed)
    if weights is None:
        from summarizer.backends.extractive import ExtractiveWriter

        return ExtractiveWriter()
    _import_models()
    if isinstance(chosen, Seq2SeqWriterSettings):
        from summarizer.backends.seq2seq import Seq2SeqWriter

        return Seq2SeqWriter(weights.path, chosen, weights.revision, weights.sha256, run.device, run.seed)
    from summarizer.backends.causal import CausalWriter
    from summarizer.backends.instruct import load_instruct

    assert isinstance(chosen, CausalWriterSettings)
    known = (weights.revision, weights.sha256)
    loaded = load_instruct(weights.path, chosen.model, chosen.dtype, *known, run.device, weights.derived)
    return CausalWriter(loaded, chosen, run.seed)


def judge_model(settings: Settings) -> str:
    """Name of the model of the store that judges; empty where none does.

    Unless one is named, the writer's own model judges; a writer that cannot be asked, or is not here, has the judge's
    ``fallback`` beside it, and one that only quotes needs none.

    Raises:
        UsageError: the settings name a specialised judge and no model for it.
    """
    judge, writer = settings.judge, settings.writer
    if not isinstance(judge, LocalJudgeSettings) or judge.model:
        return judge.model if isinstance(judge, LocalJudgeSettings) else ""
    if not isinstance(judge, CausalJudgeSettings):
        raise UsageError(f"judge.kind={judge.kind} needs a model", "name one with --set judge.model=…")
    if isinstance(writer, ExtractiveWriterSettings):
        return ""
    return writer.model if isinstance(writer, CausalWriterSettings) else judge.fallback


def load_judge(weights: Weights | None, settings: Settings, writer: Writer | None = None) -> Judge | None:
    """The judge of the kind that the settings name; None where the deterministic checks alone decide.

    Args:
        weights: the folder of `judge_model`, or None.
        settings: which judge, and the device to run it on.
        writer: a judge that is this writer's own model shares its weights in memory.

    Raises:
        ModelError: the folder holds no judge of that kind.
        UsageError: the user's own is not there, or is no judge.
    """
    chosen, device = settings.judge, settings.run.device
    if isinstance(chosen, OwnJudge):
        judge: Judge = build_own(chosen, Judge)
        return judge
    if weights is None or not isinstance(chosen, LocalJudgeSettings):
        return None
    _import_models()
    if isinstance(chosen, ClassifierJudgeSettings):
        from summarizer.backends.classifiers.loading import load_classifier

        return load_classifier(weights.path, chosen, weights.revision, weights.sha256, device)
    from summarizer.backends.adapters import load_judge_weights
    from summarizer.backends.causal import CausalWriter
    from summarizer.backends.instruct import load_instruct
    from summarizer.backends.judging import CausalJudge, prompt_key

    name = judge_model(settings)
    if isinstance(writer, CausalWriter) and name == writer.loaded.name:
        loaded = writer.loaded
    else:
        known = (weights.revision, weights.sha256)
        loaded = load_instruct(weights.path, name, chosen.dtype, *known, device, weights.derived)
    file = judges_dir() / f"{name}.safetensors"
    trained = load_judge_weights(file, prompt_key(loaded), weights.judge_sha256) if weights.judge_sha256 else None
    return CausalJudge(loaded, chosen, trained)


def _import_models() -> None:
    """Called before transformers is first imported."""
    from summarizer.backends.lean import import_models

    import_models()
