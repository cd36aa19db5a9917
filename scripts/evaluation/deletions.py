"""`scripts/evaluate.py deletions`: how much better a writer could be that only leaves words out.

Every told sentence is put beside all shorter forms that its grammar licenses, and of these the best is taken: the one
with which the briefing comes nearest to its reference. No writer can choose better, whatever it was trained on, for it
has not seen the reference. What is told whole and has no shorter form is no writer's choice at all.
"""

from __future__ import annotations

import argparse
import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from common.application import table_parser

from summarizer.errors import InputError, SummarizerError

if TYPE_CHECKING:
    from common.report import Report

    from evaluation.data import EvalCluster
    from summarizer.interfaces import Progress
    from summarizer.pipeline import Models
    from summarizer.records import Briefing, BriefingSentence
    from summarizer.settings import Settings
    from summarizer.text.analysis import Analyser

_ROUNDS = 2
"""How often each sentence's form is chosen again beside those of the others."""


@dataclass(frozen=True, slots=True)
class Room:
    """One briefing: sentences told, told whole, of these those with a shorter form; ROUGE-1 and -2, now and at best."""

    told: int
    whole: int
    choosable: int
    now: tuple[float, float]
    best: tuple[float, float]


def forms(sentence: BriefingSentence, analyse: Analyser) -> tuple[str, ...]:
    """A sentence as it is told, then the forms that its source's sentence, or it itself, can be cut to."""
    from summarizer.text.condensing import condensations

    texts = [
        sentence.text,
        *(" ".join(one.quote.split()) for one in sentence.citations if _is_from(sentence, one.quote)),
    ]
    return tuple(dict.fromkeys([sentence.text, *(form for text in texts for form in condensations(analyse(text)))]))


def _is_from(sentence: BriefingSentence, quote: str) -> bool:
    """Whether a sentence was made from a passage: none of its words is new."""
    from evaluation.metrics import tokens

    return set(tokens(sentence.text)) <= set(tokens(quote))


def best_forms(options: Sequence[Sequence[str]], references: Sequence[Sequence[str]]) -> list[str]:
    """Of each sentence the form with which all of them together come nearest to the references, by ROUGE-1 and -2."""
    told = [forms[0] for forms in options]
    for _ in range(_ROUNDS):
        for at, own in enumerate(options):
            told[at] = max(own, key=lambda form: sum(_rouge([*told[:at], form, *told[at + 1 :]], references)))
    return told


def _rouge(told: Sequence[str], references: Sequence[Sequence[str]]) -> tuple[float, float]:
    from evaluation.metrics import rouge

    scores = rouge(told, references)
    return scores["rouge1"] or 0.0, scores["rouge2"] or 0.0


def room(briefing: Briefing, cluster: EvalCluster, analyse: Analyser) -> Room:
    """What a briefing tells, and how near to its reference it could come by leaving out other words."""
    options = [forms(sentence, analyse) for sentence in briefing.sentences]
    whole = [own for own, sentence in zip(options, briefing.sentences, strict=True) if sentence.origin == "quoted"]
    now = [sentence.text for sentence in briefing.sentences]
    best = best_forms(options, cluster.references)
    return Room(
        len(options),
        len(whole),
        sum(len(own) > 1 for own in whole),
        _rouge(now, cluster.references),
        _rouge(best, cluster.references),
    )


def evaluate(
    clusters: Sequence[EvalCluster], settings: Settings, models: Models, progress: Progress | None = None
) -> list[Room]:
    """Briefs every cluster and looks what else could have been left out.

    Raises:
        SummarizerError: a cluster cannot be briefed.
    """
    from summarizer.pipeline import run_many
    from summarizer.text.analysis import Analyser

    analyse, found = Analyser(models.parser), []
    for cluster in clusters:
        (briefing,) = run_many([cluster.documents], settings, models, progress=progress)
        if isinstance(briefing, SummarizerError):
            raise briefing
        found.append(room(briefing, cluster, analyse))
    return found


def parse(argv: list[str]) -> argparse.Namespace:
    """Parses the command line.

    Raises:
        SystemExit: argparse's own, for help and malformed options.
    """
    parser = table_parser("evaluate.py deletions", __doc__)
    add = parser.add_argument
    add("clusters", nargs="+", type=Path, metavar="CLUSTERS", help="JSON Lines of clusters with reference summaries")
    add("--limit", type=int, metavar="N", help="only the first N rows of each file")
    return parser.parse_args(argv)


def main(arguments: list[str]) -> int:
    """Measures, and prints the table."""
    args = parse(arguments)
    from common.report import show

    from evaluation.data import load_clusters
    from summarizer.cli.progress import showing
    from summarizer.config import settings_for
    from summarizer.pipeline import load_models

    settings = settings_for(overrides=args.overrides, offline=args.offline)
    sets = [load_clusters(path, settings, args.limit) for path in args.clusters]
    clusters = [cluster for one in sets for cluster in one.clusters if cluster.references]
    if not clusters:
        raise InputError("no cluster has a reference", "name files of clusters with reference summaries")
    with showing(args.quiet) as progress:
        found = evaluate(clusters, settings, load_models(settings, progress), progress)
    show(report_of(found, shlex.join(["scripts/evaluate.py", "deletions", *arguments])), args.markdown)
    return 0


def report_of(found: Sequence[Room], command: str) -> Report:
    """The counts over all briefings, and the mean of ROUGE as it is and at best."""
    from common.report import Report, Table

    def mean(side: str, at: int) -> str:
        return f"{100 * sum(getattr(one, side)[at] for one in found) / len(found):.2f}"

    counts = (
        ("sentences told", str(sum(one.told for one in found))),
        ("of them whole", str(sum(one.whole for one in found))),
        ("of these with a shorter form", str(sum(one.choosable for one in found))),
    )
    scores = tuple((name, mean(side, 0), mean(side, 1)) for name, side in (("now", "now"), ("best choice", "best")))
    tables = (Table("Told", ("what", "count"), counts), Table("ROUGE F1", ("forms", "ROUGE-1", "ROUGE-2"), scores))
    notes = (
        f"{len(found)} briefings",
        "best choice: of each sentence the licensed form nearest to the reference; a bound that no writer reaches",
    )
    return Report("What a writer that leaves words out could gain", command, tables, notes)
