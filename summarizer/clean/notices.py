"""Recognises what a page says about the text itself: that a generative model wrote it."""

from __future__ import annotations

import re

from summarizer.clean.phrases import one_of
from summarizer.stage_settings import FurnitureSettings

_MODEL = (
    r"(?:generative AI|artificial intelligence|AI\b|A\.I\.|ChatGPT|GPT-?\d?|Gemini|Copilot|"
    r"an? (?:automated|large language|language) (?:system|process|tool|model))"
    r"(?! (?:firm|company|start-?up|lab|giant|expert|researcher|industry|safety|summit|act|institute))"
)
_AID = r"(?:[- ](?:tools?|models?|technology|assistance|software|systems?|assistants?|powered))?"
_SELF = r"(?:disclaimer|(?:editor['’]s )?note)?:? ?(?:this|the above|our)"
_IS = r"(?:was|were|is|are|has been|have been|may be|may have been|contains|includes)"
_MADE = (
    r"(?:generated|written|produced|created|composed|drafted|compiled|summari[sz]ed|translated|rewritten|"
    r"authored)"
)
_KIND = r"(?:article|story|report|text|content|summary|translation|notice|disclaimer)"

_ARTICLE = r"(?:article|story|report|post|page|news item)"
_PART = r"(?:piece|text|content|summary|translation|update)"

_AI_NOTICE = one_of(rf"""
    {_SELF} {_ARTICLE}\b[^.]{{0,60}}? {_IS}[^.]{{0,60}}?{_MADE}[^.]{{0,50}}?{_MODEL}
    {_SELF} {_PART} {_IS} [^.]{{0,30}}?{_MADE}[^.]{{0,30}}?{_MODEL}{_AID}\.?$
    (?:{_KIND} )?{_MADE} (?:by|with|using|through)(?: the (?:help|aid|use) of)? {_MODEL}{_AID}\.?$
    AI[- ](?:generated|written|assisted)(?: {_KIND})?[.:]?$
    generative AI is experimental\.?$
""")
# Said of someone else's article, it is news and no notice.
_REPORTED = re.compile(
    r"\b(?:said|says|told|according|admitted|claimed|found|researchers|revealed|apologi[sz]ed|police)\b",
    re.IGNORECASE,
)


def is_ai_notice(text: str, words: int, settings: FurnitureSettings) -> bool:
    """Whether a block tells the reader that the text itself comes from a generative model.

    Args:
        text: the block on one line, without marks and brackets around it.
        words: its number of words; a long block is an article about such texts.
        settings: how long.
    """
    return words <= settings.ai_notice and _AI_NOTICE.match(text) is not None and not _REPORTED.search(text)
