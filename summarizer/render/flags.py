"""What a source is flagged with, in words."""

from __future__ import annotations

from summarizer.records import Briefing, Flag
from summarizer.render import common

_FLAG_LABELS = {
    "ai_generated": "AI-generated",
    "copy_of": "Copy of",
    "rewrite_of": "Rewrite of",
    "relay_of": "Passes on",
    "same_origin": "One origin with",
    "agency_material": "Agency material",
    "republished": "Republished",
    "truncated": "Truncated",
    "instructions": "Holds instructions to a program",
    "party": "Party to the event",
    "opinion": "Opinion",
    "advertisement": "Advertisement",
    "satire": "Satire",
    "correction": "Correction",
    "date": "Impossible date",
    "partly_read": "Partly read",
    "language": "Other language",
    "changed": "Changed since",
}
_SHORT_LABELS = {
    "copy_of": "Copy",
    "rewrite_of": "Rewrite",
    "relay_of": "Passes on another",
    "same_origin": "Shared origin",
}
_POINTING = frozenset(_SHORT_LABELS)
"""Kinds of flag that point to another source."""


def flag_label(flag: Flag) -> str:
    """A flag in one or two words."""
    return _SHORT_LABELS.get(flag.kind, _FLAG_LABELS[flag.kind])


def pointing_label(flag: Flag, name: str) -> str:
    """A flag that points to another source, which is called so: ``Copy of Meridian Press Agency``."""
    return f"{_FLAG_LABELS[flag.kind]} {common.one_line(name)}"


def points(flag: Flag) -> bool:
    """Whether a flag says of which other source's making a source is."""
    return flag.kind in _POINTING and flag.other is not None


def flag_text(briefing: Briefing, flag: Flag) -> str:
    """A flag as a reader sees it: what it is, which source it points to, and its note."""
    label = _FLAG_LABELS[flag.kind]
    if flag.other is not None and 0 <= flag.other < len(briefing.sources):
        label = f"{label}{_against(flag)} {common.reference(briefing, flag.other)}"
    elif flag.kind in _POINTING:
        label = f"{label} another source"
    note = common.one_line(flag.note)
    return f"{label}: {note}" if note else label


def _against(flag: Flag) -> str:
    """The word between a flag and the source that it points to, where its label has none."""
    return ", against" if flag.kind == "date" else ""
