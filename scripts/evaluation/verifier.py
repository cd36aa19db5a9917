"""The project's deterministic verification as a judge: no model, the same rules that reject a draft."""

from __future__ import annotations

from collections.abc import Sequence

from evaluation.data import plain_sentences
from evaluation.systems import code_hash
from summarizer.interfaces import Progress
from summarizer.language import dangles, plain_quote
from summarizer.records import Judgement, ModelInfo
from summarizer.settings import Settings
from summarizer.verify import check
from summarizer.verify.checks import first_person

_PASSED = 0.5
"""Claims that pass score from here to 1, those that fail below it, both by their covered content words."""


class VerifierJudge:
    """Says whether a claim passes the project's checks against all sentences of its evidence.

    A claim that stands in the evidence word for word is supported. What the checks hold against a sentence of
    a briefing but not against its truth (that it leans on an earlier one, that it says "we") is not counted.

    Args:
        settings: how much of a claim its evidence must cover.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings.verify
        revision = f"{code_hash('verify', 'language')[:16]}-{settings.verify.min_coverage:g}"
        self.info = ModelInfo("judge", "deterministic verifier", revision, "", "cpu", "rules")

    def judge(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        """Returns a score in [0, 1] for each (evidence, claim); supported from 0.5 on."""
        split: dict[str, tuple[str, ...]] = {}
        for evidence, _ in pairs:
            if evidence not in split:
                split[evidence] = plain_sentences(evidence)
        return [self._score(evidence, split[evidence], claim) for evidence, claim in pairs]

    def assess(self, pairs: Sequence[tuple[str, str]], progress: Progress | None = None) -> list[Judgement]:
        """Returns the same scores; rules tell nothing of contradiction apart from lack of support."""
        return [Judgement(score, 0.0) for score in self.judge(pairs)]

    def _score(self, evidence: str, sentences: tuple[str, ...], claim: str) -> float:
        if not sentences or not claim.strip():
            return 0.0
        if plain_quote(claim) in plain_quote(evidence):
            return 1.0
        verdict = check(claim, sentences, self._settings)
        of_style = dangles(claim) + len(first_person(claim))
        if len(verdict.reasons) <= of_style:
            return _PASSED + (1 - _PASSED) * verdict.support
        return _PASSED * min(verdict.support, 0.99)
