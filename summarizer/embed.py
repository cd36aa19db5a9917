"""Sentences to vectors, through whatever encoder is passed in."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from summarizer.errors import ModelError
from summarizer.interfaces import Encoder
from summarizer.records import Sentence


def embed(sentences: Sequence[Sentence], encoder: Encoder) -> NDArray[np.float32]:
    """Embeds each sentence's one-line form.

    Returns:
        (n, d) float32, unit rows, in the order of ``sentences``; without any the encoder is not asked.

    Raises:
        ModelError: the encoder gave rows that are not finite or not of unit length.
    """
    if not sentences:
        return np.zeros((0, 0), dtype=np.float32)
    vectors = encoder.encode([sentence.flat for sentence in sentences])
    lengths = np.linalg.norm(vectors, axis=1)
    if not np.allclose(lengths, 1.0, atol=1e-3):
        raise ModelError(
            f"the encoder {encoder.info.name} gave vectors of length {lengths.min():.3f} to {lengths.max():.3f}",
            "use an encoder whose rows are normalised",
        )
    return vectors
