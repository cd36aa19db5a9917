"""Finds the report in a row of JSON: its text under whatever name, and whether only a piece of it was delivered."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from summarizer.errors import InputError
from summarizer.read.found import Found
from summarizer.read.fragment import read_markup
from summarizer.read.front_matter import field_name, fields
from summarizer.read.markup import has_markup, without_entities
from summarizer.read.raw import Raw
from summarizer.read.teaser import NOTE
from summarizer.records import Flag

# As `field_name` writes them; what is the report itself, then what tells it in short.
_WHOLE = (
    "text content body article articlebody articletext fulltext maintext bodytext textcontent contenttext plaintext"
    " rawtext story contenthtml bodyhtml html page document documenttext"
).split()
_SHORT = "description summary abstract snippet leadparagraph excerpt lead standfirst trailtext".split()
_NESTED = "fields source attributes article metadata meta document post item".split()
_PART = ("rendered", "text", "value", "html", "body", "content", "#text", "plain")
_LISTS = "documents articles items results docs data hits response entries posts news stories reports sources".split()
_CUT = re.compile(r"\[\+\d{1,9} ?char(?:acter)?s\]\s*$")
_SHOWN_FIELDS, _MAX_DEPTH, _MIN_WORDS = 8, 4, 12


def documents_in(value: Mapping[str, Any], depth: int = 0) -> list[Any] | None:
    """Returns the list of documents that a row holds (``articles``, ``response.docs``), None when it has none.

    Under ``documents`` it may hold anything; under another name only mappings with text, or a row that
    lists its own sources would be taken for a cluster.
    """
    named = {field_name(key): item for key, item in reversed(list(value.items()))}
    if isinstance(named.get("documents"), list):
        return list(named["documents"])
    if depth == 0 and any(_plain(named.get(name)) for name in _WHOLE):
        return None
    for name in _LISTS:
        inner = named.get(name)
        if isinstance(inner, list) and any(_is_report(item) for item in inner):
            return inner
        if isinstance(inner, Mapping) and depth < _MAX_DEPTH and (found := documents_in(inner, depth + 1)) is not None:
            return found
    return None


def read_row(row: Mapping[str, Any]) -> Raw:
    """Reads the text of a row and what its fields state.

    Raises:
        InputError: it has no text; the message names the fields that it has.
    """
    texts = _texts(row)
    if not texts:
        raise InputError(_no_text(row), "name the field of the report's text “text”")
    longest = max(len(text) for _, text in texts)
    name, text = next((name, text) for name, text in texts if len(text) * 2 >= longest)
    flags = []
    if _CUT.search(text[-200:]):
        flags.append(Flag("truncated", NOTE))
    elif name in _SHORT:
        flags.append(Flag("truncated", f"only its “{name}” was delivered"))
    stated = _stated(row)
    shown = text if has_markup(text) else without_entities(text)  # tags that were encoded are tags
    raw = read_markup(shown) if has_markup(shown) else Raw(shown)
    return Raw(raw.text, Found(flags=tuple(flags)).or_else(stated).or_else(raw.stated), raw.fallback)


def _is_report(item: object) -> bool:
    return (
        bool(_texts(item)) if isinstance(item, Mapping) else isinstance(item, str) and len(item.split()) >= _MIN_WORDS
    )


def _stated(row: Mapping[str, Any]) -> Found:
    found = Found()
    for part in _parts(row):
        found = found.or_else(fields({key: item for key, item in part.items() if not _holds_text(key, item)}))
    if found.title is None:
        found = found.or_else(Found(title=fields({"title": row.get("name")}).title))
    return found


def _holds_text(key: object, item: object) -> bool:
    name = field_name(key)
    return name in _WHOLE or (name in _NESTED and isinstance(item, Mapping) and bool(_texts(item)))


def _parts(row: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Yields the row, and the mappings in it that hold its fields one level down."""
    yield row
    for key, item in row.items():
        if isinstance(item, Mapping) and field_name(key) in _NESTED:
            yield item


def _texts(row: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Returns the texts of a row with the names of their fields, those that are the report itself first."""
    found = [
        (field_name(key), text) for part in _parts(row) for key, item in part.items() if (text := _plain(item)).strip()
    ]
    return [(name, text) for wanted in (*_WHOLE, *_SHORT) for name, text in found if name == wanted]


def _plain(value: object, depth: int = 0) -> str:
    """Returns the text that a value is, or that its parts are, one paragraph each."""
    if isinstance(value, str):
        return value
    if depth < _MAX_DEPTH and isinstance(value, list):
        return "\n\n".join(text for item in value if (text := _plain(item, depth + 1)).strip())
    if depth < _MAX_DEPTH and isinstance(value, Mapping):
        return next((text for key in _PART if (text := _plain(value.get(key), depth + 1)).strip()), "")
    return ""


def _no_text(row: Mapping[str, Any]) -> str:
    names = [" ".join(str(key).split())[:40] for key in row]
    shown = ", ".join(names[:_SHOWN_FIELDS]) + (", …" if len(names) > _SHOWN_FIELDS else "")
    if any(field_name(key) in _WHOLE and isinstance(item, str) for key, item in row.items()):
        return "holds no words"
    return f"has no text: none of text, content, body … is among its fields ({shown or 'none'})"
