"""Builds the models that the settings name, from the folders that the model store gives."""

from __future__ import annotations

from pathlib import Path

from summarizer.interfaces import Encoder, Writer
from summarizer.settings import Settings


def load_encoder(path: Path, settings: Settings, revision: str, sha256: str, cache: Path | None) -> Encoder:
    """The sentence encoder in ``path``; vectors are cached in ``cache`` when the settings ask for it."""
    from summarizer.backends.encoder import SentenceEncoder

    where = cache if settings.encoder.cache else None
    return SentenceEncoder(path, settings.encoder, revision, sha256, settings.run.device, where)


def load_writer(path: Path | None, settings: Settings, revision: str, sha256: str) -> Writer:
    """The writer of the kind that the settings name; the extractive one needs no path."""
    if settings.writer.kind == "extractive" or path is None:
        from summarizer.backends.extractive import ExtractiveWriter

        return ExtractiveWriter()
    if settings.writer.kind == "seq2seq":
        from summarizer.backends.seq2seq import Seq2SeqWriter

        return Seq2SeqWriter(path, settings.writer, revision, sha256, settings.run.device, settings.run.seed)
    from summarizer.backends.causal import CausalWriter

    return CausalWriter(path, settings.writer, revision, sha256, settings.run.device, settings.run.seed)
