"""Labels of interviews and transcripts: "Q:", "Answer:", "KORN:" in front of what somebody says."""

from __future__ import annotations

import re
from typing import NamedTuple

from summarizer.text.words import CALENDAR

_QUESTION = r"q(?:uestion)?|frage|pregunta|domanda|interviewer|reporter|journalist|host|moderator|presenter"
_ANSWER = r"a(?:nswer)?|antwort|réponse|respuesta|risposta"
_PAIR = re.compile(
    rf"[*_>\s]{{0,6}}(?:(?P<q>{_QUESTION})|(?P<a>{_ANSWER}))\s?\d{{0,3}}[*_]{{0,2}}\s?[:.][*_]{{0,2}}(?:\s+|$)",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"[*_>\s]{0,6}(?P<name>[A-ZÀ-Þ][\w.'’-]*(?: (?:(?:de|van|von|der|al|el|bin|la|of|the) )?[A-ZÀ-Þ][\w.'’-]*){0,3})"
    r"[*_]{0,2}\s?:[*_]{0,2}(?:\s+(?=\S)|$)"
)


class Turn(NamedTuple):
    """A label in front of what somebody says: "q", "a" or the name as it stands, and its length with all blanks."""

    label: str
    length: int


def turn(text: str) -> Turn | None:
    """The "Q:" or "A:" that a text opens with; an "A." that begins a sentence is none."""
    match = _PAIR.match(text)
    if match is None or (match.group().rstrip(" *_").endswith(".") and match.group().strip(" *_>")[:1].islower()):
        return None
    if match.group().rstrip(" *_").endswith(".") and len(match.group().strip(" *_>")) > 2:
        return None
    return Turn("q" if match["q"] else "a", match.end())


def opens_turn(line: str, text: str) -> bool:
    """Whether a line of a text is a turn: with "Q:" or "A:", or with a name and colon that open another line too."""
    if turn(line):
        return True
    named = named_turn(line)
    return named is not None and len(re.findall(rf"(?m)^\W{{0,6}}{re.escape(named.label)}\W{{0,3}}:", text)) > 1


def named_turn(text: str) -> Turn | None:
    """The name and colon that a text opens with; whether it is the label of a speaker only the whole text shows."""
    match = _NAME.match(text)
    if match is None or match["name"].lower() in CALENDAR:
        return None
    return Turn(match["name"], match.end())
