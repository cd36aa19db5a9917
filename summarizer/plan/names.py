"""Puts the full names of people in for their surnames and first names."""

from __future__ import annotations

import re
from collections.abc import Mapping

from summarizer.records import Introduction
from summarizer.text.analysis import Analyser, Analysis
from summarizer.text.clauses import SUBJECTS
from summarizer.text.introducing import with_name
from summarizer.text.lexicon import CIVIL, PEOPLE, TITLES
from summarizer.text.people import Called, Person, is_bare, is_surname, polite_start, surname
from summarizer.text.roles import Named
from summarizer.text.tokens import without_possessive


def with_names(text: str, known: Mapping[str, Person | None], analyse: Analyser) -> tuple[str, list[Introduction]]:
    """The text with the full name of each person of whom it has only the surname or the first name."""
    found = []
    for short, person in known.items():
        one = analyse(text)
        uses = [at for at, word in enumerate(one.words) if without_possessive(word.text) == short]
        open_uses = [at for at in uses if not one.words[at].quoted and is_surname(one, at)]
        if person is None or not open_uses or uses[0] != open_uses[0] or person.name in text:
            continue
        start = one.words[polite_start(one, open_uses[0])].start
        full = _fitted(person.full, start) if _may_be_called(one, open_uses[0]) else person.name
        if full == person.name and person.role and _may_be_explained(one, open_uses[0]):
            full = f"{full}, {person.role},"
        text = text[:start] + full + text[one.words[open_uses[0]].start + len(short) :]
        found.append(Introduction(short, full, person.row))
    return text, found


def with_full_names(
    text: str, others: Mapping[str, Called | None], analyse: Analyser
) -> tuple[str, list[Introduction]]:
    """The text with the full name of each person whom only other sources name so; rows are those of the cluster."""
    found = []
    for short, called in others.items():
        if called is None or short not in text or surname(called.name) in text.replace(short, ""):
            continue
        one = analyse(text)
        at = next((at for at, word in enumerate(one.words) if re.split("['’]", word.text)[0] == short), -1)
        if at >= 0 and not one.words[at].quoted and is_bare(one, at):
            text = with_name(one, Named(at, at, at), called.name)
            found.append(Introduction(short, called.name, called.row))
    return text, found


def _fitted(full: str, start: int) -> str:
    """A name with its noun, that noun written as its place in the sentence asks for."""
    first = full.split()[0]
    if not start:
        return full[:1].upper() + full[1:]
    return full[:1].lower() + full[1:] if first.lower() in PEOPLE - TITLES else full


def _may_be_explained(one: Analysis, at: int) -> bool:
    """Whether commas may stand around what is added behind a name: it is a subject with its verb behind it."""
    node, after = one.tree.nodes[at], one.words[at + 1] if at + 1 < len(one.words) else None
    behind = after is not None and after.kind == "word" and one.tree.nodes[at + 1].pos in ("VERB", "AUX", "ADV")
    return node.relation in SUBJECTS and node.head > at and behind and not one.words[at].possessive


def _may_be_called(one: Analysis, at: int) -> bool:
    """Whether a noun may stand before the name: nothing describes it here already."""
    beside = [
        place for place in one.tree.under(at, "det", "amod", "compound", "appos") if one.words[place].low not in CIVIL
    ]
    return not beside
