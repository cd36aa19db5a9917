"""The project's deterministic verification as a judge: no model, the same rules that reject a draft."""

from __future__ import annotations

from collections.abc import Sequence

from common.machine import code_hash

from evaluation.data import plain_sentences
from evaluation.product import Analyser, parser_of, rules_pass, stands_in
from evaluation.scorer import THRESHOLD
from summarizer.interfaces import Progress
from summarizer.records import Judgement, ModelInfo
from summarizer.settings import Settings


class VerifierJudge:
    """Says whether a claim passes the project's checks against all sentences of its evidence.

    A claim that stands in the evidence word for word is supported.

    Args:
        settings: how much of a claim its evidence must cover.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings.verify
        parser = parser_of(settings)
        self._analyse = Analyser(parser)
        read_by = parser.info.sha256[:8] if parser else "none"
        revision = f"{code_hash('verify', 'text')[:16]}-{settings.verify.min_coverage:g}-{read_by}"
        self.info = ModelInfo("judge", "deterministic verifier", revision, "", "cpu", "rules")

    def judge(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        """Returns a score in [0, 1] for each (evidence, claim); supported from 0.5 on."""
        split = {evidence: plain_sentences(evidence) for evidence in dict.fromkeys(evidence for evidence, _ in pairs)}
        return [self._score(evidence, split[evidence], claim) for evidence, claim in pairs]

    def assess(self, pairs: Sequence[tuple[str, str]], progress: Progress | None = None) -> list[Judgement]:
        """Returns the same scores; rules tell nothing of contradiction apart from lack of support."""
        return [Judgement(score, 0.0) for score in self.judge(pairs)]

    def _score(self, evidence: str, sentences: tuple[str, ...], claim: str) -> float:
        """Claims that pass score from the threshold to 1, the others below it, by their covered content words."""
        if not sentences or not claim.strip():
            return 0.0
        if stands_in(claim, evidence):
            return 1.0
        passed, covered = rules_pass(claim, sentences, self._settings, self._analyse)
        return THRESHOLD + (1 - THRESHOLD) * covered if passed else THRESHOLD * min(covered, 0.99)
