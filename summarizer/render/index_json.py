"""The index of a pile's stories ⇄ JSON; the form is published as ``schema/stories-1.json`` (JSON Schema 2020-12)."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from summarizer.errors import InputError
from summarizer.pile import Article, LeftOut, Story, StoryIndex, StoryStatus
from summarizer.records import Skipped
from summarizer.render import common
from summarizer.render.decoding import At
from summarizer.render.jsonfile import dumped, published

SCHEMA_ID = "urn:summarizer:schema:stories-1"
SCHEMA_VERSION = "1.0"

_MAJOR = SCHEMA_VERSION.split(".")[0]


def schema() -> dict[str, Any]:
    """The JSON Schema of what `index_to_json` returns."""
    return published("stories-1.json")


def index_to_json(index: StoryIndex) -> str:
    """The index as JSON, indented, ending in a line break."""
    return dumped(
        {
            "$schema": SCHEMA_ID,
            "schema_version": SCHEMA_VERSION,
            "generator": {"name": common.GENERATOR, "version": common.generator_version()},
            "run": index.run,
            "started": index.started,
            "complete": index.complete,
            "min_origins": index.min_origins,
            "stories": [_story(story, index) for story in index.stories],
            "left_out": [asdict(one) for one in index.left_out],
            "skipped": [asdict(one) for one in index.skipped],
            "notes": list(index.notes),
            "settings_hash": index.settings_hash,
        }
    )


def _story(story: Story, index: StoryIndex) -> dict[str, Any]:
    """A story with its articles last, so that a reader of the file sees the short members first."""
    value = asdict(story)
    articles = value.pop("articles")
    return value | {"new": index.is_new(story), "updated": index.is_changed(story), "articles": articles}


def index_from_json(text: str | bytes) -> StoryIndex:
    """Reads back what `index_to_json` wrote.

    Raises:
        InputError: for anything that is not an index of this schema version, naming the place.
    """
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InputError(f"this is not an index of stories: {error}") from error
    at = At(value, what="index of stories")
    if not isinstance(value, dict) or value.get("$schema") != SCHEMA_ID:
        raise InputError("this JSON is not an index of stories")
    found = at.get("schema_version").text()
    if found.split(".")[0] != _MAJOR:
        raise InputError(f"this index has schema version {found!r}, and this program reads version {_MAJOR}.x")
    return StoryIndex(
        run=at.get("run").whole(1),
        started=at.get("started").text(),
        complete=at.get("complete").truth(),
        min_origins=at.get("min_origins").whole(1),
        stories=tuple(map(_read_story, at.get("stories").items())),
        left_out=tuple(
            LeftOut(_read_article(one.get("article")), one.get("reason").text()) for one in at.get("left_out").items()
        ),
        skipped=tuple(Skipped(one.get("name").text(), one.get("reason").text()) for one in at.get("skipped").items()),
        notes=tuple(one.text() for one in at.get("notes").items()),
        settings_hash=at.get("settings_hash").text(),
    )


def _read_story(at: At) -> Story:
    return Story(
        id=at.get("id").text(),
        status=at.get("status").one_of(StoryStatus),
        headline=at.get("headline").text(),
        articles=tuple(map(_read_article, at.get("articles").items())),
        origins=at.get("origins").whole(),
        since=at.get("since").whole(1),
        reported_since=at.get("reported_since").whole(),
        changed=at.get("changed").whole(1),
        lead=at.get("lead").text(),
        made=at.get("made").text(),
        reports=tuple(one.text() for one in at.get("reports").items()),
        changes=at.get("changes").text(),
        reason=at.get("reason").text(),
        into=at.get("into").text(),
    )


def _read_article(at: At) -> Article:
    return Article(
        name=at.get("name").text(),
        title=at.get("title").text(),
        published=at.get("published").text(),
        url=at.get("url").text_or_none(),
        path=at.get("path").text_or_none(),
        sha256=at.get("sha256").text(),
        shares=at.get("shares").text(),
    )
