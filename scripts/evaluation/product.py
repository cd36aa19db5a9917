"""All that an evaluation borrows of how the product reads English; the rest of it stands on its own feet."""

from __future__ import annotations

from collections.abc import Sequence

from summarizer.backends.loading import load_parser
from summarizer.gather import standing_of
from summarizer.interfaces import Encoder, Parser
from summarizer.models import ModelStore
from summarizer.pipeline import load_encoder
from summarizer.settings import Settings, VerifySettings
from summarizer.text import content_stems, names, numbers, plain_quote, quotations
from summarizer.text.analysis import Analyser
from summarizer.text.leaning import leans
from summarizer.text.states import is_past, main_verbs
from summarizer.text.voices import first_person
from summarizer.verify import bearing, check, compare
from summarizer.verify.pairing import pair

__all__ = [
    "Analyser",
    "bearing",
    "content_stems",
    "encoder_of",
    "is_checkable",
    "is_past",
    "main_verbs",
    "parser_of",
    "refused_by",
    "rules_pass",
    "standing_of",
    "stands_in",
]


def encoder_of(settings: Settings) -> Encoder:
    """The encoder that the settings name, fetched where it is not in the store yet."""
    return load_encoder(settings)


def refused_by(text: str, evidence: str, settings: VerifySettings, analyse: Analyser) -> str:
    """The comparer that refuses a text first, "other rule", or nothing where it stands."""
    if check(text, [evidence], settings, analyse).supported:
        return ""
    compared = compare(pair(text, [evidence], [None], analyse, settings))
    return next((name for name, one in compared.items() if one.differences), "other rule")


def parser_of(settings: Settings) -> Parser | None:
    """The parser that the settings name, fetched where it is not in the store yet; None where they name none."""
    found = ModelStore(settings.store).ensure(settings.parser.model) if settings.parser.has_weights else None
    return load_parser(found, settings)


def is_checkable(text: str) -> bool:
    """Whether a sentence holds something to check: a name (months and weekdays are), a number, a quotation."""
    return bool(names(text) or numbers(text) or quotations(text))


def stands_in(claim: str, evidence: str) -> bool:
    """Whether a claim stands in its evidence word for word, however it is quoted."""
    return plain_quote(claim) in plain_quote(evidence)


def rules_pass(claim: str, sentences: Sequence[str], settings: VerifySettings, analyse: Analyser) -> tuple[bool, float]:
    """Whether the product's rules let a claim stand beside its evidence, and the share of its words that are covered.

    What they hold against a sentence of a briefing but not against its truth (that it leans on an earlier one,
    that it says "we") does not count.
    """
    verdict = check(claim, sentences, settings, analyse)
    return len(verdict.reasons) <= leans(analyse(claim)) + len(first_person(claim)), verdict.support
