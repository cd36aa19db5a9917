"""Briefing ⇄ JSON; the form is published as ``schema/briefing-1.json`` (JSON Schema 2020-12).

Offsets count Unicode code points, as Python does, not UTF-16 units or bytes.
"""

from __future__ import annotations

import hashlib
import json
import math
import re
from dataclasses import asdict
from pathlib import Path
from typing import Any

from summarizer.errors import InputError
from summarizer.records import (
    Briefing,
    BriefingSentence,
    Citation,
    Comparison,
    Differing,
    Document,
    Dropped,
    Figure,
    FigureValue,
    Rejected,
    Retrieval,
)
from summarizer.render import changes, common, telling
from summarizer.render.jsonread import read_briefing

SCHEMA_ID = "urn:summarizer:schema:briefing-1"
SCHEMA_VERSION = "1.7"

_EXACT = 2**53
"""Whole numbers below this are exact in every program that reads JSON."""

_HINT = "give a file that `-o NAME.json` wrote"
_MAJOR = SCHEMA_VERSION.split(".")[0]

# JSON itself escapes only C0 controls. These would act on a terminal, reorder what stands around them or,
# as halves of surrogate pairs, could not be written to a file.
_ESCAPE = re.compile("[\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def schema() -> dict[str, Any]:
    """The JSON Schema of what `to_json` returns."""
    return published("briefing-1.json")


def published(name: str) -> dict[str, Any]:
    """A JSON Schema that travels with the package."""
    loaded: dict[str, Any] = json.loads((Path(__file__).with_name("schema") / name).read_text(encoding="utf-8"))
    return loaded


def to_json(
    briefing: Briefing, *, explain: bool = False, include_text: bool = True, since: Comparison | None = None
) -> str:
    """The briefing as JSON, indented, ending in a line break.

    Args:
        briefing: what to render.
        explain: also hold the drafts that were refused for each sentence; only then does `from_json` give
            back an equal record.
        include_text: hold the full text of every source, so that all offsets can be checked. Without it
            hashes and quotes remain: enough to read and render, not to write the file anew.
        since: also hold what changed since an earlier briefing.
    """
    numbers = briefing.numbers
    value = {
        "$schema": SCHEMA_ID,
        "schema_version": SCHEMA_VERSION,
        "generator": {"name": common.GENERATOR, "version": common.generator_version()},
        "title": {"text": briefing.title, "citations": list(map(_citation, briefing.title_citations))},
        "language": briefing.language,
        "focus": briefing.focus,
        "state": dict(zip(("published", "source"), briefing.state, strict=True)) if briefing.state else None,
        "words": briefing.words,
        "sentences": [_sentence(s, explain) for s in briefing.sentences],
        "figures": list(map(_figure, briefing.figures)),
        "sources": [_source(source, numbers.get(index), include_text) for index, source in enumerate(briefing.sources)],
        "dropped": [_dropped(briefing, dropped) for dropped in briefing.dropped],
        "omitted": [_rejected(draft) for draft in briefing.omitted],
        "not_chosen": [asdict(place) for place in briefing.not_chosen],
        "skipped": [asdict(skipped) for skipped in briefing.skipped],
        "notes": list(briefing.notes),
        "settings_hash": briefing.settings_hash,
        "models": [asdict(model) for model in briefing.models],
        "timings": briefing.timings,
    }
    if since is not None:
        value["since"] = _since(briefing, since)
    return dumped(value)


def changes_to_json(briefing: Briefing, since: Comparison) -> str:
    """Only what changed from an earlier briefing to this one, in the form of the member ``since``."""
    return dumped({"schema_version": SCHEMA_VERSION, "title": briefing.title, **_since(briefing, since)})


def dumped(value: dict[str, Any]) -> str:
    """JSON text of a value, indented, in which no letter acts on a terminal, ending in a line break."""
    text = json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False)
    return _ESCAPE.sub(lambda match: f"\\u{ord(match[0]):04x}", text) + "\n"


def from_json(text: str | bytes) -> Briefing:
    """Reads back what `to_json` wrote, and checks that every quote is what its source says there.

    Raises:
        InputError: for anything that is not a briefing of this schema version, naming the place.
    """
    try:
        value = json.loads(text, parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        raise InputError(f"this is not a JSON briefing: {error}", _HINT) from error
    if not isinstance(value, dict) or "schema_version" not in value:
        raise InputError("this JSON is not a briefing: no schema_version", _HINT)
    found = value["schema_version"]
    if not isinstance(found, str) or found.split(".")[0] != _MAJOR:
        raise InputError(
            f"this briefing has schema version {found!r}, and this program reads version {_MAJOR}.x",
            f"make the briefing again, or read it with {_writer(value)}",
        )
    briefing = read_briefing(value)
    _check_sources(briefing, value["sources"])
    return briefing


def stored_hashes(text: str | bytes) -> list[str]:
    """The SHA-256 of each source's text ("" where none is stored), from a file that `from_json` has accepted."""
    return [str(source.get("text_sha256") or "") for source in json.loads(text)["sources"]]


def holds_figures(text: str | bytes) -> bool:
    """Whether a file that `from_json` has accepted is of a form that holds figures, be it none."""
    return "figures" in json.loads(text)


def text_sha256(text: str) -> str:
    """SHA-256 of a source's text in UTF-8, as hex digits."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _writer(value: dict[str, Any]) -> str:
    """Which version of which program wrote a file, as far as it says so."""
    generator = value.get("generator")
    named = [generator.get(key) for key in ("name", "version")] if isinstance(generator, dict) else []
    name, release = named if len(named) == 2 else (None, None)
    if isinstance(name, str) and isinstance(release, str) and name and release:
        return f"{common.one_line(name)} {common.one_line(release)}, which wrote it"
    return "the version of the program that wrote it"


def _refuse_constant(name: str) -> float:
    raise ValueError(f"{name} is no JSON number")


def _dropped(briefing: Briefing, dropped: Dropped) -> dict[str, Any]:
    text = briefing.sources[dropped.source].text[dropped.start : dropped.end]
    return {**asdict(dropped), "text": text}


def _rejected(draft: Rejected) -> dict[str, Any]:
    place = asdict(draft.place) if draft.place is not None else {}
    return {"text": draft.text, "reasons": list(draft.reasons), **place}


def _citation(citation: Citation) -> dict[str, Any]:
    """A citation of what has no parts."""
    value = asdict(citation)
    del value["part"]
    return value


def _differing(one: Differing) -> dict[str, Any]:
    place = {"source": one.source, "start": one.start, "end": one.end, "quote": one.quote}
    return {**place, "value": one.value, "value_start": one.at.start, "value_end": one.at.end}


def _figure(figure: Figure) -> dict[str, Any]:
    return {
        "what": figure.what,
        "relation": figure.relation,
        "values": list(map(_value, figure.values)),
        "newest": figure.newest,
    }


def _value(value: FigureValue) -> dict[str, Any]:
    return {
        "source": value.source,
        "value": value.value,
        "number": _number(value.number),
        "bound": value.bound,
        "unit": value.unit,
        "as_of": value.as_of or None,
        "scope": value.scope,
        "level": value.level,
        "start": value.start,
        "end": value.end,
        "quote": value.quote,
        "value_start": value.at.start,
        "value_end": value.at.end,
    }


def _number(number: float | str) -> float | str:
    """A whole number without its fraction; what JSON has no number for as a string."""
    if isinstance(number, str):
        return number
    if not math.isfinite(number):
        return str(number)
    return int(number) if float(number).is_integer() and abs(number) < _EXACT else number


def _sentence(sentence: BriefingSentence, explain: bool) -> dict[str, Any]:
    value: dict[str, Any] = {
        "text": sentence.text,
        "role": sentence.role,
        "origin": sentence.origin,
        "heading": sentence.heading,
        "support": sentence.support,
        "together": sentence.together,
        "citations": [asdict(c) for c in sentence.citations],
        "reported_by": [asdict(one) for one in sentence.reported_by],
        "parts": [
            {**asdict(part), "text": sentence.text[part.start : part.end], "citations": list(map(_citation, own))}
            for part, own in telling.parts(sentence)
        ],
        "independent_origins": sentence.independent_origins,
        "shared": [{"by": one.by, "sources": list(one.sources)} for one in sentence.shared],
        "differing": list(map(_differing, sentence.differing)),
        "figures": list(sentence.figures),
        "standing": asdict(sentence.standing),
    }
    if explain:
        value["rejected"] = [_rejected(draft) for draft in sentence.rejected]
    return value


def _since(briefing: Briefing, since: Comparison) -> dict[str, Any]:
    def side(of: Briefing, index: int | None) -> dict[str, Any] | None:
        if index is None:
            return None
        sentence = of.sentences[index]
        names = [common.source_name(of.sources[source]) for source in sentence.sources]
        return {"sentence": index, "text": sentence.text, "sources": names}

    return {
        "name": changes.name_of(since),
        "earlier_title": since.earlier.title,
        "earlier_settings_hash": since.earlier.settings_hash,
        "changes": [
            {
                "kind": change.kind,
                "earlier": side(since.earlier, change.earlier),
                "later": side(briefing, change.later),
                "details": list(change.details),
                "figures": list(change.figures),
            }
            for change in since.changes
        ],
        "figures": [asdict(change) for change in since.figures],
    }


def _source(document: Document, number: int | None, include_text: bool) -> dict[str, Any]:
    value: dict[str, Any] = {
        "number": number,
        "id": document.id,
        "title": document.title,
        "publisher": document.publisher,
        "date": document.date,
        "time": document.time,
        "url": document.url,
        "path": document.path,
        "retrieved": _retrieved(document.retrieved),
        "origin": document.origin,
        "kind": document.kind,
        "language": document.language,
        "flags": [asdict(flag) for flag in document.flags],
        "metadata": [asdict(span) for span in document.metadata],
        "characters": len(document.text),
        "text_sha256": text_sha256(document.text),
    }
    if include_text:
        value["text"] = document.text
    return value


def _retrieved(retrieved: Retrieval | None) -> dict[str, Any] | None:
    """How a source was had; what is not known of it is null."""
    if retrieved is None:
        return None
    always = {"at": retrieved.at, "sha256": retrieved.sha256}
    return {**{name: value or None for name, value in asdict(retrieved).items()}, **always}


def _check_sources(briefing: Briefing, raw: list[dict[str, Any]]) -> None:
    """Refuses a file whose texts were changed after it was written, or whose quotes are not in them."""
    hint = "the file was changed after it was written; make the briefing again"
    with_text = [isinstance(source.get("text"), str) for source in raw]
    for index, document in enumerate(briefing.sources):
        if with_text[index] and text_sha256(document.text) != raw[index].get("text_sha256"):
            raise InputError(f"sources[{index}].text does not match its text_sha256", hint)
    places: list[tuple[str, common.Passage]] = [("title", c) for c in briefing.title_citations]
    places += [(f"sentences[{n}]", c) for n, s in enumerate(briefing.sentences) for c in (*s.passages, *s.differing)]
    places += [(f"figures[{n}]", value) for n, figure in enumerate(briefing.figures) for value in figure.values]
    for where, passage in places:
        text = briefing.sources[passage.source].text
        if with_text[passage.source] and not _is_there(passage, text):
            raise InputError(f"{where}: a quote is not what sources[{passage.source}] says there", hint)


def _is_there(passage: common.Passage, text: str) -> bool:
    """Whether a source says at the passage's places what the passage has from it."""
    if text[passage.start : passage.end] != passage.quote:
        return False
    if not isinstance(passage, Differing | FigureValue):
        return True
    return text[passage.at.start : passage.at.end] == passage.value
