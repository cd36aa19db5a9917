"""Builds the models that the settings name, from the folders that the model store gives."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from summarizer.interfaces import Encoder, Writer
from summarizer.settings import Settings


class Weights(Protocol):
    """A model folder that is ready to load, and what is known of it."""

    @property
    def path(self) -> Path:
        """Folder in Hugging Face layout."""
        ...

    @property
    def revision(self) -> str:
        """Commit or packages the weights came from."""
        ...

    @property
    def sha256(self) -> str:
        """Hash of the published file."""
        ...


def load_encoder(weights: Weights, settings: Settings, cache: Path) -> Encoder:
    """The sentence encoder; vectors are kept in the file ``cache`` when the settings ask for it."""
    from summarizer.backends.encoder import SentenceEncoder

    where = cache if settings.encoder.cache else None
    device = settings.run.device
    return SentenceEncoder(weights.path, settings.encoder, weights.revision, weights.sha256, device, where)


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

    return CausalWriter(weights.path, settings.writer, weights.revision, weights.sha256, run.device, run.seed)
