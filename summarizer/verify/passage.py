"""Whether a passage of another source may carry an accepted sentence, by rule."""

from __future__ import annotations

from collections.abc import Sequence

from summarizer.language import share_held
from summarizer.settings import VerifySettings
from summarizer.verify import checks


def carries(
    passage: Sequence[str], text: str, settings: VerifySettings, judged: bool = False, date: str | None = None
) -> bool:
    """Whether nothing speaks against the sentences of a passage supporting the text on their own.

    Args:
        passage: sentences of one other source.
        text: the accepted sentence.
        settings: thresholds.
        judged: whether a judge decides in the end: then the passage need hold fewer of the text's content words.
        date: the ISO date of the passage's article, where it is known.
    """
    if share_held(text, "\n".join(passage)) < (settings.asked_overlap if judged else settings.min_citation):
        return False
    return not checks.facts(checks.match(text, passage, [date] * len(passage)), passage)
