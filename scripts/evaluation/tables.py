"""What an evaluation found, as tables and notes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from common.machine import code_hash, machine
from common.report import Report, Table

from evaluation.bootstrap import Interval
from evaluation.data import Problem
from evaluation.metrics import Metric
from evaluation.peers import FILL
from evaluation.results import Comparison, Row, SetResult
from evaluation.run import Evaluation, JudgeResult
from summarizer.records import ModelInfo

HOW_ROUGE = (
    "ROUGE: rouge-score, Porter stemming, F1, mean over references; sentences joined by newline on "
    "both sides: ROUGE-Lsum compares sentence by sentence, ROUGE-L the whole text; titles are not scored."
)
HOW_INTERVALS = (
    "In brackets: 95 % bootstrap interval over clusters. Comparisons: paired bootstrap on the same clusters."
)
HOW_VERIFIER = (
    "The verifier is the rule by which the pipeline accepts its own sentences, so its citation figures show "
    "that rule at work, not independent support; quoted sentences pass by definition."
)
HOW_DETAILS = (
    "Details held: names, numbers and days of a sentence that stand in what it cites, read by the evaluation's own "
    "rules; source recall and precision: against labels by hand of which document states which fact (--facts)."
)
HOW_JUDGES = (
    "Judges: in brackets, 95 % bootstrap interval over pairs, each label resampled by itself; ECE over ten equal "
    "bins, whose interval lies high because resampling adds noise to every bin; partly supported counts as unsupported."
)
_GROUPS = {
    "references": "Against the references",
    "form": "Form",
    "citations": "Citations",
}
_JUDGE_COLUMNS = (
    *("judge", "pairs", "n", "left out", "supported %", "balanced accuracy", "AUC"),
    *("ECE %", "Brier", "s/pair", "model"),
)
_SHOWN_PROBLEMS = 20


def figure(value: Interval | None, metric: Metric) -> str:
    """A mean with its interval, such as ``45.4 [44.1, 46.7]``; a dash where the metric does not apply."""
    if value is None:
        return "–"
    mean, low, high = (f"{part * metric.scale:.{metric.decimals}f}" for part in (value.mean, value.low, value.high))
    return f"{mean} [{low}, {high}]"


def seconds_text(value: Interval | None) -> str:
    """Seconds a cluster, to three significant digits."""
    return "–" if value is None else f"{value.mean:#.3g}".rstrip(".")


def models_text(models: Sequence[ModelInfo]) -> str:
    """Models with the first eight digits of their published hash (else their revision), and number format."""
    named = (f"{model.name}@{(model.sha256[:8] or model.revision[:12] or '?')} {model.dtype}" for model in models)
    return ", ".join(named) or "–"


def set_tables(result: SetResult) -> Iterator[Table]:
    """The tables of one data set: one a group of metrics, then the comparisons."""
    for group, title in _GROUPS.items():
        metrics = [metric for metric in result.metrics if metric.group == group]
        if not metrics:
            continue
        timed = group == "references"
        columns = ["system", "clusters", *(metric.label for metric in metrics)]
        columns += ["s/cluster"] if timed else []
        yield Table(
            f"{result.name}: {title}",
            (*columns, "settings", "models"),
            tuple(_cells(row, metrics, result, timed) for row in result.rows),
        )
    if result.comparisons:
        yield _comparison_table(result)


def _cells(row: Row, metrics: Sequence[Metric], result: SetResult, timed: bool) -> tuple[str, ...]:
    count = str(row.n) if row.n == result.clusters else f"{row.n} of {result.clusters}"
    figures = [figure(row.values[metric.name], metric) for metric in metrics]
    seconds = [seconds_text(row.seconds)] if timed else []
    return (row.system, count, *figures, *seconds, row.settings_hash or "–", models_text(row.models))


def _comparison_table(result: SetResult) -> Table:
    """One row a peer: difference of the main system to it, metric by metric, with p-values."""
    by_peer: dict[str, dict[str, Comparison]] = {}
    for comparison in result.comparisons:
        by_peer.setdefault(comparison.against, {})[comparison.metric] = comparison
    names = {comparison.metric for comparison in result.comparisons}
    metrics = [metric for metric in result.metrics if metric.name in names]
    rows = tuple(
        (f"− {peer}", *(_difference(found.get(metric.name), metric) for metric in metrics))
        for peer, found in by_peer.items()
    )
    main = result.comparisons[0].system
    return Table(f"{result.name}: {main} compared", (main, *(metric.label for metric in metrics)), rows)


def _difference(comparison: Comparison | None, metric: Metric) -> str:
    if comparison is None:
        return "–"
    found = comparison.difference
    mean, low, high = (f"{part * metric.scale:+.{metric.decimals}f}" for part in (found.mean, found.low, found.high))
    p = "p < 0.001" if found.p < 0.001 else f"p = {found.p:.3f}"
    return f"{mean}\n[{low}, {high}]\n{p}"


def judge_table(results: Sequence[JudgeResult]) -> Table:
    """Judges on human-labelled pairs."""
    percent = Metric("", "citations", "", "", "higher", 1)
    share = Metric("", "citations", "", "", "lower", 3, scale=1)
    rows = tuple(
        (
            found.judge,
            found.pairs.title,
            str(found.quality.n),
            str(len(found.pairs.problems)),
            f"{100 * found.quality.supported_share:.0f}",
            figure(found.quality.balanced_accuracy, percent),
            figure(found.quality.auc, percent),
            figure(found.quality.ece, percent),
            figure(found.quality.brier, share),
            f"{found.seconds / found.quality.n:.3g}",
            models_text([found.model]),
        )
        for found in results
    )
    return Table("Judges against human labels", _JUDGE_COLUMNS, rows)


def reliability_table(found: JudgeResult) -> Table:
    """Calibration of one judge: what it says against how often it is right."""
    rows = tuple(
        (f"{entry.low:.1f}–{entry.high:.1f}", str(entry.n), f"{entry.score:.2f}", f"{entry.supported:.2f}")
        for entry in found.quality.bins
    )
    title = f"Reliability of {found.judge} on {found.pairs.title}"
    return Table(title, ("score", "pairs", "mean score", "truly supported"), rows)


def all_tables(found: Evaluation) -> list[Table]:
    """Every table of the report in reading order."""
    tables = [table for result in found.sets for table in set_tables(result)]
    if found.judge_results:
        tables.append(judge_table(found.judge_results))
        tables.extend(map(reliability_table, found.judge_results))
    return tables


def header(found: Evaluation) -> list[str]:
    """How the figures were made, one statement a line."""
    lines = []
    if found.sets:
        lines += [HOW_ROUGE, HOW_INTERVALS]
        budgets = ", ".join(f"{result.name} {result.budget_words}" for result in found.sets)
        lines.append(f"Budget in words: {budgets}. Peers fill it with {FILL}.")
    for name, model in found.judges.items():
        lines.append(f"Judge {name}: {model.name}, revision {model.revision[:12] or '–'}.")
    if found.judge_results:
        lines.append(HOW_JUDGES)
        lines += dict.fromkeys(f"{judged.pairs.name}: {judged.pairs.evidence}." for judged in found.judge_results)
    if found.sets:
        lines.append(HOW_DETAILS)
    if found.sets and "verifier" in found.judges:
        lines.append(HOW_VERIFIER)
    return lines


def problems_of(found: Evaluation) -> list[Problem]:
    """All that was left out."""
    of_sets = [problem for result in found.sets for problem in result.problems]
    files = {judged.pairs.name: judged.pairs for judged in found.judge_results}
    return of_sets + [problem for pairs in files.values() for problem in pairs.problems]


def left_out(problems: Sequence[Problem]) -> list[str]:
    """What was left out, as lines; the first line counts."""
    if not problems:
        return ["Left out: nothing."]
    shown = [f"  {problem}" for problem in problems[:_SHOWN_PROBLEMS]]
    rest = len(problems) - len(shown)
    return [f"Left out or remarked: {len(problems)}.", *shown, *([f"  … and {rest} more"] if rest else [])]


def report_of(found: Evaluation, command: str, picture: str) -> Report:
    """The whole evaluation as one report; its data holds every interval, score and comparison."""
    code, where = code_hash("."), machine()
    data: dict[str, Any] = {
        "machine": where,
        "code": code,
        "rouge": HOW_ROUGE,
        "fill": FILL,
        "judges": {name: asdict(model) for name, model in found.judges.items()},
        "sets": [asdict(result) for result in found.sets],
        "judge_results": [_judge_json(judged) for judged in found.judge_results],
    }
    notes = (*header(found), f"Machine: {where}. Code: {code[:12]}.")
    remarks = tuple(left_out(problems_of(found)))
    return Report("Evaluation", command, tuple(all_tables(found)), notes, remarks, data, picture)


def _judge_json(found: JudgeResult) -> dict[str, Any]:
    return {
        "judge": found.judge,
        "model": asdict(found.model),
        "pairs": found.pairs.name,
        "evidence": found.pairs.evidence,
        "labels": found.pairs.labels,
        "problems": [asdict(problem) for problem in found.pairs.problems],
        "seconds": found.seconds,
        "seconds_per_pair": found.seconds / found.quality.n,
        **asdict(found.quality),
    }
