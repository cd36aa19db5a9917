"""What each rule catches and refuses, counted, as tables, as figures, and against the bars."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from common.machine import code_hash, machine
from common.report import Report, Table

from evaluation.rule_checks import CHECK, PAIRING, RULES, TOLD, Finding, Rules
from evaluation.rule_drafts import RealDraft
from evaluation.samples import HELD, LABELLED, NEWS, WIKI

Sets = Mapping[str, Sequence[Finding]]
Judged = Sequence[tuple[RealDraft, Finding]]

SAID = {
    LABELLED: "drafts that a person labelled",
    HELD: "labelled drafts that were written after the rules",
    NEWS: "sentences of MultiLing 2011, cut short, and with one thing made wrong",
    WIKI: "sentences of WikiSplit, likewise",
}


@dataclass(frozen=True, slots=True)
class Count:
    """Of some claims, how many a rule refuses, and how many it alone refuses."""

    refused: int
    alone: int

    def __str__(self) -> str:
        return f"{self.refused} ({self.alone})" if self.alone else f"{self.refused}"


def count(rule: str, findings: Sequence[Finding]) -> Count:
    """What one rule does to some claims."""
    return Count(sum(rule in one.refused_by for one in findings), sum(one.refused_by == {rule} for one in findings))


def wrong(findings: Sequence[Finding]) -> list[Finding]:
    """Those of wrong claims."""
    return [one for one in findings if one.claim.kind]


def true(findings: Sequence[Finding]) -> list[Finding]:
    """Those of true claims."""
    return [one for one in findings if not one.claim.kind]


def missed_bars(sets: Sets) -> list[str]:
    """Which bars the labelled drafts miss: what must be caught, and what must stand."""
    found = []
    # Of those held out one is true and still may not be told: it says “he”, and the reader has not been told who.
    for name, share, spared in ((LABELLED, 0.95, 0.01), (HELD, 1.0, 2 / 22)):
        caught, refused = _refused(wrong(sets[name])), _refused(true(sets[name]))
        if caught < share * len(wrong(sets[name])):
            found.append(f"{name}: {caught} of {len(wrong(sets[name]))} wrong ones caught, {share:.0%} must be")
        if refused > spared * len(true(sets[name])):
            found.append(f"{name}: {refused} of {len(true(sets[name]))} true ones refused, {spared:.1%} may be")
    return found


def _refused(findings: Sequence[Finding]) -> int:
    return sum(not one.stands for one in findings)


def report_of(sets: Sets, judged: Judged, threshold: float, rules: Rules, command: str) -> Report:
    """All that was found."""
    tables = [_rule_table(sets, rules)] if sets else []
    tables += [_draft_table(judged, threshold)] if judged else []
    notes = [f"{name}: {SAID[name]}." for name in sets]
    notes += _notes(sets, judged, threshold, rules)
    data = {
        "machine": machine(),
        "code": code_hash("verify", "text"),
        "milliseconds": {name: _milliseconds(rules, name) for name in (*RULES, PAIRING, CHECK)},
        "parse_sentences_per_second": _parsed_per_second(rules),
        "sets": {name: _figures(found) for name, found in sets.items()},
        "drafts": _draft_figures(judged, threshold),
    }
    return Report("Rules", command, tuple(tables), tuple(notes), data=data)


def _rule_table(sets: Sets, rules: Rules) -> Table:
    columns = ("", *(f"{name}: {side}" for name in sets for side in ("wrong", "true")), "ms a claim")
    sides = [side(found) for found in sets.values() for side in (wrong, true)]
    rows = [("claims", *(str(len(side)) for side in sides), "")]
    times = {rule: "" if rule in TOLD else f"{_milliseconds(rules, rule):.2f}" for rule in RULES}
    rows += [(rule, *(str(count(rule, side)) for side in sides), times[rule]) for rule in RULES]
    rows.append((CHECK, *(str(_refused(side)) for side in sides), f"{_milliseconds(rules, CHECK):.2f}"))
    return Table("Claims that each rule refuses (those that it alone refuses)", columns, tuple(rows))


def _draft_table(judged: Judged, threshold: float) -> Table:
    columns = ("", "refused", "alone", "alone and accepted by the judge, of those it was asked")
    rows = []
    for rule in RULES:
        found = count(rule, [finding for _, finding in judged])
        only = [draft for draft, finding in judged if finding.refused_by == {rule}]
        rows.append((rule, str(found.refused), str(found.alone), _accepted(only, threshold)))
    every = [draft for draft, finding in judged if not finding.stands]
    rows.append((CHECK, str(len(every)), "", _accepted(every, threshold)))
    return Table(f"What the rules refuse of {len(judged)} real first drafts", columns, tuple(rows))


def _accepted(drafts: Sequence[RealDraft], threshold: float) -> str:
    answers = [draft.judge for draft in drafts if draft.judge is not None]
    return f"{sum(answer >= threshold for answer in answers)} of {len(answers)}"


def _notes(sets: Sets, judged: Judged, threshold: float, rules: Rules) -> list[str]:
    notes = [
        f"Not caught in {name}: {', '.join(f'{kind} {number}' for kind, number in kinds)}."
        for name, found in sets.items()
        if (kinds := Counter(one.claim.kind for one in wrong(found) if one.stands).most_common())
    ]
    every = [*(one for found in sets.values() for one in found), *(one for _, one in judged)]
    if unknown := sum(one.stands == bool(one.refused_by) for one in every):
        notes.append(f"On {unknown} claims these rules and the product disagree: a rule is missing from the table.")
    notes += _note_on_drafts(judged, threshold)
    speed = _parsed_per_second(rules)
    if speed and rules.parser:
        reading = 1000 * rules.reading_s / rules.parser.sentences
        notes.append(f"Parse: {speed:.0f} sentences a second; all else that is read of one takes {reading:.2f} ms.")
    notes.append(f"Pairing claim and evidence, once for all rules: {_milliseconds(rules, PAIRING):.2f} ms a claim.")
    return [*notes, f"Machine: {machine()}."]


def _note_on_drafts(judged: Judged, threshold: float) -> list[str]:
    if not judged:
        return []
    passed = [draft for draft, finding in judged if finding.stands]
    clusters = len({draft.cluster for draft, _ in judged})
    return [
        f"Of {len(judged)} drafts on {clusters} clusters all rules let {len(passed)} stand; the judge accepts "
        f"{_accepted(passed, threshold)} of these."
    ]


def _milliseconds(rules: Rules, name: str) -> float:
    return 1000 * rules.seconds[name] / max(rules.asked, 1)


def _parsed_per_second(rules: Rules) -> float:
    return rules.parser.sentences / rules.parser.seconds if rules.parser and rules.parser.seconds else 0.0


def _figures(findings: Sequence[Finding]) -> dict[str, Any]:
    sides = {"wrong": wrong(findings), "true": true(findings)}
    return {
        "claims": {side: len(found) for side, found in sides.items()},
        "refused": {side: _refused(found) for side, found in sides.items()},
        "rules": {rule: {side: _counted(rule, found) for side, found in sides.items()} for rule in RULES},
        "not_caught": [_shown(one) for one in sides["wrong"] if one.stands],
        "true_refused": [_shown(one) for one in sides["true"] if not one.stands],
    }


def _counted(rule: str, findings: Sequence[Finding]) -> dict[str, int]:
    found = count(rule, findings)
    return {"refused": found.refused, "alone": found.alone}


def _shown(one: Finding) -> dict[str, Any]:
    claim = one.claim
    return {
        "evidence": claim.evidence,
        "text": claim.text,
        "kind": claim.kind,
        "by": sorted(one.refused_by),
    }


def _draft_figures(judged: Judged, threshold: float) -> dict[str, Any]:
    return {
        "drafts": len(judged),
        "stand": sum(finding.stands for _, finding in judged),
        "threshold": threshold,
        "rules": {rule: _counted(rule, [finding for _, finding in judged]) for rule in RULES},
        "refused": [_shown(one) | {"judge": draft.judge} for draft, one in judged if not one.stands],
    }
