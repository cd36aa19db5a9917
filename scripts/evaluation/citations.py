"""Citation recall and precision in the sense of ALCE (Gao et al., 2023), with the union rule.

A citation is what the reader sees: one number, so all passages cited from one source count as one. A sentence
is recalled when everything it cites supports it *together*. A citation of a recalled sentence is precise
unless it alone does not support the sentence while the others do without it; citations of a sentence that is
not recalled carry nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from evaluation.data import OutputSentence, SystemOutput
from evaluation.metrics import Scores
from evaluation.scorer import THRESHOLD, Scorer

Evidence = tuple[str, ...]


def evidence_by_source(sentence: OutputSentence) -> Evidence:
    """The cited text of each source, one string a source, in citation order."""
    grouped: dict[int, list[str]] = {}
    for citation in sentence.citations:
        flat = " ".join(citation.text.split())
        if flat not in grouped.setdefault(citation.source, []):
            grouped[citation.source].append(flat)
    return tuple(" ".join(passages) for passages in grouped.values())


def citation_scores(outputs: Sequence[SystemOutput], judge: Scorer) -> list[Scores]:
    """Citation recall and precision of each output; None for systems that never cite.

    The judge is asked in two batches over all outputs: first each union and, where several sources are cited,
    each source alone; then, only where a source alone does not carry a recalled sentence, the rest without
    it.

    Returns:
        One ``{"citation_recall", "citation_precision"}`` an output, both in [0, 1]; precision is None when an
        output has no citation at all.
    """
    cited = [
        [(sentence.text, evidence_by_source(sentence)) for sentence in output.sentences] if output.cites else []
        for output in outputs
    ]
    sentences = [item for items in cited for item in items if item[1]]
    supported = _Asked(judge)
    supported.ask([pair for text, evidence in sentences for pair in _first_pairs(text, evidence)])
    supported.ask(
        [
            (_rest(evidence, index), text)
            for text, evidence in sentences
            for index in range(len(evidence))
            if len(evidence) > 1 and supported(_union(evidence), text) and not supported(evidence[index], text)
        ]
    )
    return [
        _scores(items, supported) if output.cites else {"citation_recall": None, "citation_precision": None}
        for output, items in zip(outputs, cited, strict=True)
    ]


class _Asked:
    """Answers of a judge by (evidence, claim), each asked once."""

    def __init__(self, judge: Scorer) -> None:
        self._judge = judge
        self._answers: dict[tuple[str, str], bool] = {}

    def ask(self, pairs: Sequence[tuple[str, str]]) -> None:
        new = [pair for pair in dict.fromkeys(pairs) if pair not in self._answers]
        if new:
            answers = self._judge.judge(new)
            self._answers.update(zip(new, (answer >= THRESHOLD for answer in answers), strict=True))

    def __call__(self, evidence: str, text: str) -> bool:
        return self._answers[evidence, text]


def _union(evidence: Evidence) -> str:
    return "\n".join(evidence)


def _rest(evidence: Evidence, without: int) -> str:
    return _union(evidence[:without] + evidence[without + 1 :])


def _first_pairs(text: str, evidence: Evidence) -> list[tuple[str, str]]:
    alone = [(passage, text) for passage in evidence] if len(evidence) > 1 else []
    return [(_union(evidence), text), *alone]


def _scores(items: Sequence[tuple[str, Evidence]], supported: _Asked) -> Scores:
    recalled = [bool(evidence) and supported(_union(evidence), text) for text, evidence in items]
    precise = [
        is_recalled and _carries(text, evidence, index, supported)
        for (text, evidence), is_recalled in zip(items, recalled, strict=True)
        for index in range(len(evidence))
    ]
    return {
        "citation_recall": sum(recalled) / len(recalled) if recalled else 0.0,
        "citation_precision": sum(precise) / len(precise) if precise else None,
    }


def _carries(text: str, evidence: Evidence, index: int, supported: _Asked) -> bool:
    """Whether a citation of a recalled sentence carries something."""
    if len(evidence) == 1 or supported(evidence[index], text):
        return True
    return not supported(_rest(evidence, index), text)
