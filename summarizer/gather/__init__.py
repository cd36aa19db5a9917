"""How every sentence of a cluster may be told: whose claim it is, whether it stands, and with what it must be told.

`statements` puts together what the grammar of a sentence shows (`text`), what its neighbours and the other sources say
of it, and what kind of source it comes from. `facts_of` puts the sentences together that state the same.
"""

from __future__ import annotations

from collections.abc import Sequence

from summarizer.gather.answering import answered
from summarizer.gather.blocks import with_blocks
from summarizer.gather.commenting import commented
from summarizer.gather.contested import with_contested
from summarizer.gather.correcting import corrections, notices
from summarizer.gather.crediting import provenance
from summarizer.gather.denying import denials
from summarizer.gather.discourse import leaning, of_grammar, rebuttals, suppositions
from summarizer.gather.facts import facts_of
from summarizer.gather.figures import Counted, figure_notes, figures_of
from summarizer.gather.impossible import Impossible, impossible_dates
from summarizer.gather.passing import times_told, with_times
from summarizer.gather.standing import standing_of
from summarizer.gather.undated import undated, with_date_flags
from summarizer.gather.voices import ONE_SIDED, opinion_notes, with_speakers, with_voices
from summarizer.records import Report, Sentence, Statement
from summarizer.stage_settings import GatherSettings
from summarizer.text.analysis import Analyser

__all__ = [
    "ONE_SIDED",
    "Counted",
    "Impossible",
    "answered",
    "facts_of",
    "figure_notes",
    "figures_of",
    "impossible_dates",
    "opinion_notes",
    "provenance",
    "standing_of",
    "statements",
    "times_told",
    "undated",
    "with_date_flags",
    "with_times",
]


def statements(
    sentences: Sequence[Sentence], reports: Sequence[Report], analyse: Analyser, settings: GatherSettings
) -> tuple[Statement, ...]:
    """How each sentence may be told.

    Args:
        sentences: all sentences of the cluster.
        reports: its sources, by index.
        analyse: reads sentences.
        settings: how far its sentences speak of one another.

    Returns:
        One statement a sentence, in their order.
    """
    told = of_grammar(tuple(Statement() for _ in sentences), sentences, analyse)
    told = with_speakers(with_voices(told, sentences, reports, analyse), sentences, reports)
    told = with_blocks(told, sentences, reports, analyse, settings)
    told = notices(told, sentences, reports, analyse)
    for step in (with_contested, corrections, rebuttals, denials, suppositions, commented):
        told = step(told, sentences, analyse, settings)
    return leaning(told, sentences, analyse)
