"""Outputs in the forms they come in: the project's briefings, and ready-made texts of other systems."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from evaluation.data import (
    CitedPassage,
    EvalCluster,
    OutputSentence,
    Problem,
    SystemOutput,
    json_rows,
    plain_sentences,
    require_file,
)
from summarizer.errors import InputError, NoInputError, SummarizerError
from summarizer.records import Briefing

_NO_ROOM = "there was no room for it"
_MARKS = re.compile(r"\s*\[(\d{1,3}(?:\s*[,;]\s*\d{1,3})*)\]")
_STOP_THEN_MARKS = re.compile(r"([.!?][\"”’')]?)((?:\s*\[\d{1,3}(?:\s*[,;]\s*\d{1,3})*\])+)")
_HEADING = re.compile(r"^\s*(?:#{1,6}\s.*|\*\*[^*]+\*\*:?)\s*$", re.MULTILINE)
_BULLET = re.compile(r"^\s*(?:[-*•]|\d{1,2}\.)\s+", re.MULTILINE)


def from_briefing(cluster_id: str, briefing: Briefing, seconds: float | None) -> SystemOutput:
    """A briefing of this project as an output.

    What it omitted counts as dropped, but for sentences that merely had no room: more are planned than fit.
    """
    dropped = sum(_NO_ROOM not in rejected.reasons for rejected in briefing.omitted)
    sentences = tuple(
        OutputSentence(
            sentence.text,
            tuple(
                CitedPassage(one.source, one.quote, sentence.text[one.part.start : one.part.end] if one.part else None)
                for one in sentence.citations
            ),
            sentence.origin,
        )
        for sentence in briefing.sentences
    )
    return SystemOutput(cluster_id, sentences, briefing.title, dropped, True, seconds)


def from_text(
    text: str | Sequence[str], cluster: EvalCluster, seconds: float | None = None, cites: bool | None = None
) -> tuple[SystemOutput, list[Problem]]:
    """A plain summary as an output; citations are taken from marks such as ``[1][3]``.

    A mark stands for the whole report of that number, counted from 1; marks after the full stop belong to the
    sentence before them. Markdown headings are left out.

    Args:
        text: the summary, or its sentences.
        cluster: what it summarises.
        seconds: time it took, when known.
        cites: whether the system was meant to cite; None: whether it does here.
    """
    problems: list[Problem] = []
    sentences = []
    for sentence in _sentences([text] if isinstance(text, str) else text):
        sources, unknown = _cited_sources(sentence, len(cluster.documents))
        if unknown:
            what = f"cites report {unknown[0] + 1} of {len(cluster.documents)}; the mark is ignored"
            problems.append(Problem(f"cluster {cluster.id}", what))
        if bare := _MARKS.sub("", sentence).strip():
            citations = tuple(CitedPassage(source, cluster.documents[source].text) for source in sources)
            sentences.append(OutputSentence(bare, citations))
    meant = any(sentence.citations for sentence in sentences) if cites is None else cites
    return SystemOutput(cluster.id, tuple(sentences), cites=meant, seconds=seconds), problems


def _sentences(parts: Sequence[str]) -> Iterator[str]:
    """The sentences of a text without headings and bullets, each with the marks that follow its full stop."""
    for part in parts:
        plain = _BULLET.sub("", _HEADING.sub("", part))
        yield from plain_sentences(_STOP_THEN_MARKS.sub(lambda match: match.group(2) + match.group(1), plain))


def _cited_sources(sentence: str, count: int) -> tuple[list[int], list[int]]:
    """Source indices of the marks in a sentence, each once, and those that do not exist."""
    numbers = [int(number) - 1 for marks in _MARKS.findall(sentence) for number in re.findall(r"\d+", marks)]
    once = list(dict.fromkeys(numbers))
    return [n for n in once if 0 <= n < count], [n for n in once if not 0 <= n < count]


def load_outputs(
    name: str, path: Path, clusters: Sequence[EvalCluster]
) -> tuple[dict[str, SystemOutput], list[Problem]]:
    """Reads the outputs of a system: JSON Lines of ``{"id", "summary"}`` or of the project's own JSON.

    A row may hold a ``summary`` (a text or a list of sentences) with an optional ``seconds``, a ``briefing``
    (the project's JSON), or be such a briefing with an ``id``. A folder holds one briefing a file, named by
    cluster.

    Raises:
        InputError: the file or folder is missing.
        NoInputError: it holds no output for any of the clusters.
    """
    by_id = {cluster.id: cluster for cluster in clusters}
    if not path.is_dir():
        require_file(path, f"output of system {name!r}")
    outputs: dict[str, SystemOutput] = {}
    problems: list[Problem] = []
    for where, row in _rows(path):
        try:
            cluster_id = _id_of(row, outputs)
            if cluster_id in by_id and isinstance(row, dict):
                outputs[cluster_id], remarks = _output(row, by_id[cluster_id])
                problems += [Problem(where, remark.what) for remark in remarks]
        except InputError as error:
            problems.append(Problem(where, error.message))
    if not outputs:
        first = f" ({problems[0]})" if problems else ""
        hint = f"its ids should be among those of the clusters, such as {clusters[0].id}"
        raise NoInputError(f"system {name!r} has no output for any cluster in {path}{first}", hint)
    missing = [cluster.id for cluster in clusters if cluster.id not in outputs]
    if missing:
        shown = ", ".join(missing[:5]) + (" …" if len(missing) > 5 else "")
        what = f"no output for {len(missing)} of {len(clusters)} clusters: {shown}"
        problems.append(Problem(f"system {name}", what))
    return _cite_alike(outputs), problems


def _id_of(row: dict[str, Any] | str, taken: Mapping[str, SystemOutput]) -> str:
    """The id of a row.

    Raises:
        InputError: the row is bad, has none, or has one that stood before.
    """
    if isinstance(row, str):
        raise InputError(row)
    found = row.get("id")
    if not isinstance(found, str) or not found:
        raise InputError("no id")
    if found in taken:
        raise InputError(f"the id {found} stands twice; the first counts")
    return found


def _cite_alike(outputs: Mapping[str, SystemOutput]) -> dict[str, SystemOutput]:
    """A system that cites anywhere is held to it everywhere."""
    cites = any(output.cites for output in outputs.values())
    return {cluster_id: replace(output, cites=cites) for cluster_id, output in outputs.items()}


def _rows(path: Path) -> Iterator[tuple[str, dict[str, Any] | str]]:
    """(where, row) of each output; in place of a bad row, what is wrong with it. A JSON file's id is its name."""
    if not path.is_dir() and path.suffix != ".json":
        yield from ((f"{path.name} line {number}", row) for number, row in json_rows(path))
        return
    for file in sorted(path.glob("*.json")) if path.is_dir() else [path]:
        try:
            found = json.loads(file.read_text(encoding="utf-8"))
        except (UnicodeDecodeError, json.JSONDecodeError) as error:
            found = f"not JSON ({error})"
        row = {"id": file.stem, **found} if isinstance(found, dict) else found
        yield file.name, row if isinstance(row, dict | str) else "not a JSON object"


def _output(row: Mapping[str, Any], cluster: EvalCluster) -> tuple[SystemOutput, list[Problem]]:
    """One row as an output.

    Raises:
        InputError: it holds neither a summary with text nor a briefing.
    """
    seconds = float(row["seconds"]) if isinstance(row.get("seconds"), int | float) else None
    summary = row.get("summary")
    if isinstance(summary, str | list) and all(isinstance(part, str) for part in summary):
        output, problems = from_text(summary, cluster, seconds)
        if not output.sentences:
            raise InputError("summary without text")
        return output, problems
    held = row.get("briefing", row if "sentences" in row else None)
    if held is None:
        raise InputError("neither a summary nor a briefing")
    return _from_json(held, cluster.id, seconds), []


def _from_json(held: Any, cluster_id: str, seconds: float | None) -> SystemOutput:
    from summarizer.render import from_json

    plain = {key: value for key, value in held.items() if key != "id"} if isinstance(held, dict) else held
    try:
        briefing = from_json(plain if isinstance(plain, str) else json.dumps(plain))
    except (SummarizerError, KeyError, TypeError, ValueError) as error:
        raise InputError(f"not a briefing of this project ({error})") from error
    timed = sum(briefing.timings.values()) if seconds is None and briefing.timings else seconds
    return from_briefing(cluster_id, briefing, timed)
