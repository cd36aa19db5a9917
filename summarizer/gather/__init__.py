"""How every sentence of a cluster may be told: whose claim it is, whether it stands, and with what it must be told.

`statements` puts together what the grammar of a sentence shows (`text`), what its neighbours and the other sources say
of it, and what kind of source it comes from.
"""

from __future__ import annotations

from collections.abc import Sequence

from summarizer.gather.voices import with_voices
from summarizer.records import Report, Sentence, Statement
from summarizer.text.analysis import Analyser

__all__ = ["statements"]


def statements(sentences: Sequence[Sentence], reports: Sequence[Report], analyse: Analyser) -> tuple[Statement, ...]:
    """How each sentence may be told.

    Args:
        sentences: all sentences of the cluster.
        reports: its sources, by index.
        analyse: reads sentences.

    Returns:
        One statement a sentence, in their order.
    """
    found = tuple(Statement() for _ in sentences)
    return with_voices(found, sentences, reports, analyse)
