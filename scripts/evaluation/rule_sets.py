"""The claims that the rules are measured on: labelled drafts, and errors made in real sentences by machine."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path

from judge_training.contrast import contrast_pairs

from evaluation.data import load_clusters, require_file
from evaluation.rule_checks import Claim
from evaluation.samples import DRAFTS, HELD, HELD_OUT, LABELLED, NEWS, WIKI, read_drafts
from summarizer.settings import Settings

CLUSTERS, SENTENCES = "multiling2011_en.jsonl", "wiki_split_tune.tsv"
WIKI_SENTENCES = 1_000
_SEEDS = {NEWS: 7, WIKI: 11}
_TIGHT = re.compile(r" (?=[.,;:!?)])|(?<=\() ")


def labelled() -> dict[str, list[Claim]]:
    """The drafts that a person labelled: those that the rules were made with, and those written after them."""
    return {
        name: [Claim((one.evidence,), one.text, one.kind, one.date) for one in read_drafts(path)]
        for name, path in ((LABELLED, DRAFTS), (HELD, HELD_OUT))
    }


def contrasts(folder: Path, settings: Settings) -> dict[str, Callable[[], list[Claim]]]:
    """Shortened and wrongly changed sentences: of news, and of an encyclopedia, whose sentences are other than these.

    Args:
        folder: the data folder.
        settings: how documents are cleaned.
    """
    return {
        NEWS: lambda: _contrast(_news(folder / CLUSTERS, settings), _SEEDS[NEWS]),
        WIKI: lambda: _contrast(_encyclopedia(folder / SENTENCES), _SEEDS[WIKI]),
    }


def _contrast(sentences: Sequence[str], seed: int) -> list[Claim]:
    return [
        Claim(tuple(one.evidence.split("\n")), one.claim, "" if one.supported else one.kind)
        for one in contrast_pairs(sentences, seed)
    ]


def _news(path: Path, settings: Settings) -> list[str]:
    clusters = load_clusters(path, settings).clusters
    return [sentence.flat for cluster in clusters for sentence in cluster.sentences]


def _encyclopedia(path: Path) -> list[str]:
    with require_file(path, "sentence file").open(encoding="utf-8") as lines:
        return [_plain(line.split("\t")[0].strip()) for line in islice(lines, WIKI_SENTENCES)]


def _plain(line: str) -> str:
    """A sentence whose words and marks stood apart, as it is printed."""
    return _TIGHT.sub("", line).replace("`` ", '"').replace(" ''", '"').replace("''", '"')
