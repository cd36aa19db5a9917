"""Check → JSON; the form is published as ``schema/check-1.json`` (JSON Schema 2020-12).

Offsets count Unicode code points, as in the JSON of a briefing.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from summarizer.checked import Check, CheckedPart, CheckedSentence
from summarizer.records import Document
from summarizer.render import common
from summarizer.render.jsonfile import dumped, published, text_sha256

SCHEMA_ID = "urn:summarizer:schema:check-1"
SCHEMA_VERSION = "1.2"


def schema() -> dict[str, Any]:
    """The JSON Schema of what `check_to_json` returns."""
    return published("check-1.json")


def check_to_json(check: Check) -> str:
    """The check as JSON, indented, ending in a line break."""
    return dumped(
        {
            "$schema": SCHEMA_ID,
            "schema_version": SCHEMA_VERSION,
            "generator": {"name": common.GENERATOR, "version": common.generator_version()},
            "name": check.name,
            "carried": check.carried,
            "counts": dict(check.counts),
            "sources": [_source(document) for document in check.sources],
            "sentences": [_sentence(sentence) for sentence in check.sentences],
            "text": check.text,
            "notes": list(check.notes),
            "skipped": [asdict(skipped) for skipped in check.skipped],
            "settings_hash": check.settings_hash,
            "models": [asdict(model) for model in check.models],
            "timings": check.timings,
        }
    )


def _sentence(sentence: CheckedSentence) -> dict[str, Any]:
    return {
        "text": sentence.text,
        "start": sentence.start,
        "end": sentence.end,
        **_found(sentence),
        "parts": [{"start": part.start, "end": part.end, "told": part.told, **_found(part)} for part in sentence.parts],
        "marks": [asdict(mark) for mark in sentence.marks],
        "reason": sentence.reason,
    }


def _found(one: CheckedSentence | CheckedPart) -> dict[str, Any]:
    return {
        "verdict": one.verdict,
        "support": one.support,
        "independent_origins": one.independent_origins,
        "shared": [asdict(shared) for shared in one.shared],
        "citations": [asdict(citation) for citation in one.citations],
        "reported_by": [asdict(reported) for reported in one.reported_by],
        "contradicted_by": [asdict(against) for against in one.contradicted_by],
        "superseded_by": [asdict(newer) for newer in one.superseded_by],
    }


def _source(document: Document) -> dict[str, Any]:
    return {
        "id": document.id,
        "path": document.path,
        "title": document.title,
        "publisher": document.publisher,
        "date": document.date,
        "time": document.time,
        "url": document.url,
        "origin": document.origin,
        "kind": document.kind,
        "flags": [asdict(flag) for flag in document.flags],
        "characters": len(document.text),
        "text_sha256": text_sha256(document.text),
        "text": document.text,
    }
