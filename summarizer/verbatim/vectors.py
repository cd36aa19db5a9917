"""Sentences to vectors without a model: the runs of letters that they hold, the rare ones counting most.

An encoder for English sees of another language little more than that, and of a script that it has no tokens for
nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from summarizer.stage_settings import VerbatimSettings


def lexical_vectors(texts: Sequence[str], settings: VerbatimSettings) -> NDArray[np.float32]:
    """Weights of hashed runs of letters within words (TF-IDF); (n, ``settings.hashed``) float32, unit rows."""
    from sklearn.feature_extraction.text import HashingVectorizer, TfidfTransformer

    hashing = HashingVectorizer(
        analyzer="char_wb",
        ngram_range=(settings.shortest_run, settings.longest_run),
        n_features=settings.hashed,
        alternate_sign=False,
        norm=None,
    )
    counts = hashing.transform(texts)
    rows = TfidfTransformer(sublinear_tf=True).fit_transform(counts).toarray().astype(np.float32)
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    rows[lengths[:, 0] == 0, 0] = 1.0  # a row without a letter is near to no other of that kind only
    return np.asarray(rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9), dtype=np.float32)
