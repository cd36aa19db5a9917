"""What all formats share: making foreign text harmless, naming sources, counting."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from itertools import groupby
from typing import NamedTuple, TypeVar
from urllib.parse import quote, urlsplit

from summarizer import harmless as outside
from summarizer.harmless import harmless as harmless
from summarizer.languages import RIGHT_TO_LEFT
from summarizer.records import (
    Briefing,
    BriefingSentence,
    Citation,
    Differing,
    Document,
    Dropped,
    FigureValue,
    Rejected,
    Reported,
    Role,
)
from summarizer.text.tone import leaves_open
from summarizer.text.words import MONTHS

GENERATOR = "attributed-briefing"
"""Name of the distribution, as the package index knows it."""

WEAK_SUPPORT = 0.8
"""Sentences whose support lies below this are shown as weakly supported."""

DIFFERS = "Differs:"
"""Opens the remark that another source tells the same as a sentence with another number or day."""

DIFFERS_SIGN = "≠"
"""Stands for that remark where there is room for one character only."""

DIFFERS_LEGEND = "the source tells the same with another number or day"
"""What `DIFFERS_SIGN` means."""

Passage = Citation | Reported | Differing | FigureValue
"""A passage of a source that a reader is shown."""

Stretch = TypeVar("Stretch", Citation, Differing, Dropped, FigureValue, Reported, Passage)
"""A stretch of a source: shown, or left out."""

# Square brackets of every script's keyboards, with up to 40 characters between them.
_BRACKETS = re.compile(r"[\[［【〔〖〘〚❲⁅⦋﹝]([^\[\]［］【】〔〕〖〗〘〙〚〛❲❳⁅⁆⦋⦌﹝﹞]{1,40})[\]］】〕〗〙〛❳⁆⦌﹞]")

_LINK_LIMIT = 2_000
_NAME_LIMIT = 120
_PASSAGE_LIMIT = 900
_VALUE_LIMIT = 60


def one_line(text: str) -> str:
    """Words from outside on one harmless line, in which nothing looks like a citation of the briefing.

    A number in square brackets, as in ``[9]``, ``[^1]`` or ``【2】``, is set in brackets that the briefing never
    uses for its own marks: ``⟦9⟧``. Nothing else changes, and the length stays.
    """
    return _BRACKETS.sub(_no_citation, outside.one_line(text))


def _no_citation(brackets: re.Match[str]) -> str:
    inside = brackets[1]
    number = any(map(str.isnumeric, inside))
    word = any(character.isalpha() and not character.isnumeric() for character in inside.partition("†")[0])
    return f"⟦{inside}⟧" if number and not word else brackets[0]


def safe_url(url: str | None) -> str | None:
    """The URL fit for a link, with every character outside RFC 3986 percent-encoded; None unless http(s)."""
    if url is None:
        return None
    try:
        parts = urlsplit(url.strip())
        host = parts.hostname
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not host:
        return None
    try:
        quoted = quote(url.strip(), safe="%:/?#[]@!$&'*+,;=~-._")
    except UnicodeEncodeError:
        return None
    # Only a numeric host may hold brackets; elsewhere they could pass for a citation.
    scheme, host, rest = re.split(r"(?<=://)([^/?#]*)", quoted, maxsplit=1)
    return scheme + host + rest.replace("[", "%5B").replace("]", "%5D")


def linkable(url: str | None) -> bool:
    """Whether Word and PDF can hold the address as a link; they refuse very long ones, or the file breaks."""
    return url is not None and len(url) <= _LINK_LIMIT


def place(url: str | None, path: str) -> str:
    """Where a source is from when that cannot be a link: the beginning of its address, else its file."""
    return f"{url[:_NAME_LIMIT]}…" if url else path


def source_name(document: Document) -> str:
    """Who speaks: publisher, else web host, else title, else id; on one line of bounded length."""
    url = safe_url(document.url)
    host = (urlsplit(url).hostname or "").removeprefix("www.") if url else ""
    for name in (document.publisher, host, document.title, document.id):
        if name and (line := one_line(name)):
            return line if len(line) <= _NAME_LIMIT else f"{line[:_NAME_LIMIT].rstrip()}…"
    return "unnamed source"


def source_title(document: Document) -> str:
    """The headline on one line, or "" when none is known or it is already the name."""
    title = one_line(document.title or "")
    return "" if title == source_name(document) else title


def path_beside_name(document: Document) -> str:
    """The file on one line, or "" when there is none or it is already the name."""
    path = one_line(document.path or "")
    return "" if path == source_name(document) else path


def parse_date(text: str | None) -> date | None:
    """The calendar day of an ISO 8601 date or date and time; None when there is none."""
    try:
        return date.fromisoformat((text or "")[:10])
    except ValueError:
        return None


def date_text(text: str | None) -> str:
    """An ISO date as ``5 December 2024``; anything else as it stands, on one line."""
    day = parse_date(text)
    return f"{day.day} {MONTHS[day.month - 1].capitalize()} {day.year}" if day else one_line(text or "")


def direction(language: str) -> str:
    """``rtl`` for what is in a language that is written from right to left; else the text's own letters decide."""
    return "rtl" if language in RIGHT_TO_LEFT else "auto"


def reference(briefing: Briefing, source: int) -> str:
    """How the briefing points at a source: ``[2] Name``, or the name alone when it has no number."""
    number = briefing.numbers.get(source)
    name = source_name(briefing.sources[source])
    return f"[{number}] {name}" if number else name


def numbers_of(briefing: Briefing, passages: Iterable[Passage]) -> list[int]:
    """The distinct numbers of the sources of some passages, ascending; a source without one is left out."""
    numbers = briefing.numbers
    return sorted({numbers[passage.source] for passage in passages if passage.source in numbers})


def by_source(briefing: Briefing, stretches: Iterable[Stretch]) -> list[tuple[int, list[Stretch]]]:
    """Some stretches gathered by their source, in the order of the sources' numbers; those without one come last."""
    found: dict[int, list[Stretch]] = {}
    for stretch in stretches:
        found.setdefault(stretch.source, []).append(stretch)
    numbers = briefing.numbers
    return sorted(found.items(), key=lambda item: numbers.get(item[0], len(briefing.sources) + item[0]))


def shown_passages(briefing: Briefing) -> list[Passage]:
    """Every passage that a reader is shown.

    The title's, then what tells each sentence and what differs from it, then those that give values of figures.
    """
    passages: list[Passage] = list(briefing.title_citations)
    for sentence in briefing.sentences:
        passages += (*sentence.passages, *sentence.differing)
    for index in briefing.shown_figures:
        passages += briefing.figures[index].values
    return passages


def shown_quote(passage: Passage) -> str:
    """The words of a passage on one line of bounded length."""
    quote = one_line(passage.quote)
    return quote if len(quote) <= _PASSAGE_LIMIT else f"{quote[:_PASSAGE_LIMIT]}…"


def shown_value(letters: str) -> str:
    """The letters of a number or day on one line of bounded length."""
    line = one_line(letters)
    return line if len(line) <= _VALUE_LIMIT else f"{line[:_VALUE_LIMIT].rstrip()}…"


def by_place(passages: Iterable[Stretch]) -> list[list[Stretch]]:
    """Some passages gathered by where they stand: one may give, or differ in, two numbers."""
    found: dict[tuple[int, int, int], list[Stretch]] = {}
    for passage in passages:
        found.setdefault((passage.source, passage.start, passage.end), []).append(passage)
    return list(found.values())


def numbered(briefing: Briefing) -> list[tuple[int, int]]:
    """(number, source index) of every source that a sentence or a shown figure tells from or differs from."""
    return [(number, source) for source, number in briefing.numbers.items()]


def unnumbered(briefing: Briefing) -> list[int]:
    """Indices of the sources that the briefing tells nothing from, in input order."""
    numbers = briefing.numbers
    return [source for source in range(len(briefing.sources)) if source not in numbers]


def cited(briefing: Briefing) -> set[int]:
    """Indices of the sources that a sentence cites."""
    return {source for sentence in briefing.sentences for source in sentence.sources}


def use_of(briefing: Briefing, source: int) -> str:
    """What the briefing takes from a source: ``cited in 3 sentences, also reports 1 sentence``; or ``not cited``."""
    cites = sum(source in sentence.sources for sentence in briefing.sentences)
    reports = sum(any(one.source == source for one in sentence.reported_by) for sentence in briefing.sentences)
    differs = sum(any(c.source == source for c in sentence.differing) for sentence in briefing.sentences)
    parts = []
    if cites:
        parts.append(f"cited in {counted(cites, 'sentence')}")
    elif any(citation.source == source for citation in briefing.title_citations):
        parts.append("cited for the title only")
    if reports:
        parts.append(f"also reports {counted(reports, 'sentence')}")
    if differs:
        parts.append(f"differs from {counted(differs, 'sentence')}")
    if not parts and (gives := sum(source in _givers(briefing, index) for index in briefing.shown_figures)):
        parts.append(f"used for {counted(gives, 'figure')}")
    return ", ".join(parts) or "not cited"


def _givers(briefing: Briefing, figure: int) -> set[int]:
    """Indices of the sources that give a value of a figure."""
    return {value.source for value in briefing.figures[figure].values}


class Block(NamedTuple):
    """A run of neighbouring sentences under one heading ("" for none), each with its index in the briefing."""

    role: Role
    heading: str
    rows: list[tuple[int, BriefingSentence]]


def blocks(briefing: Briefing) -> Iterator[Block]:
    """The briefing's sections in reading order: the lead, then points and background by their headings."""

    def place(row: tuple[int, BriefingSentence]) -> tuple[Role, str]:
        return row[1].role, heading(row[1])

    for (role, title), rows in groupby(enumerate(briefing.sentences), key=place):
        yield Block(role, title, list(rows))


def heading(sentence: BriefingSentence) -> str:
    """The heading that a sentence stands under, on one line: its own when it has one, else that of its role."""
    own = one_line(sentence.heading)
    return own or ("Background" if sentence.role == "background" else "")


def refused(briefing: Briefing) -> list[tuple[int, Rejected]]:
    """Every draft that was not used for a sentence that stands, with the sentence's index."""
    return [(index, draft) for index, s in enumerate(briefing.sentences) for draft in s.rejected]


def because(draft: Rejected) -> str:
    """Why a draft was not used, on one line."""
    return "; ".join(map(one_line, draft.reasons))


def in_quotation_marks(text: str) -> str:
    """The text between “ and ”, with a hair space before a closing mark of its own.

    A text that opens with a double mark stays as it is: two in a row look like a mistake.
    """
    if text.startswith(("“", '"', "„", "«")):
        return text
    before = "\N{HAIR SPACE}" if text.startswith(("'", "‘", "’")) else ""
    after = "\N{HAIR SPACE}" if text.endswith(("”", '"', "'", "’")) else ""
    return f"“{before}{text}{after}”"


def speaker(briefing: Briefing, sentence: BriefingSentence) -> str:
    """Whose words a quoted sentence is: the name of its first cited source, or ""."""
    return source_name(briefing.sources[sentence.citations[0].source]) if sentence.citations else ""


def standing(briefing: Briefing, sentence: BriefingSentence) -> str:
    """How what a sentence tells stands, in a few words; "" where its own words make that plain.

    "contested"; "denied by [2]"; "supposed", "possible" or "planned" where nothing in the sentence says so; and whose
    word it is where only parties to the event, or only opinion pieces, are cited for it.
    """
    kind = sentence.standing.kind
    if kind == "contested":
        return "contested"
    if kind in ("denied", "rebutted"):
        return _denied(briefing, sentence)
    if kind == "superseded":
        return "corrected since"
    if kind in ("supposed", "possible", "planned"):
        return "" if leaves_open(sentence.text) else kind
    kinds = {briefing.sources[source].kind for source in sentence.sources}
    return _WHOSE.get(kinds.pop(), "") if len(kinds) == 1 else ""


_WHOSE = {"party": "party to the event", "opinion": "opinion"}


def _denied(briefing: Briefing, sentence: BriefingSentence) -> str:
    """Who denies what a sentence tells: the sources, by number where they have one; "" where it tells that itself."""
    denying = [source for source in sentence.standing.sources if source < len(briefing.sources)]
    if denying:
        told = sentence.together and set(denying) <= set(sentence.sources)
    else:
        told = one_line(sentence.standing.by).lower() in one_line(sentence.text).lower()
    if told:
        return ""
    numbers = sorted(briefing.numbers[source] for source in denying if source in briefing.numbers)
    if numbers:
        return f"denied by {''.join(f'[{number}]' for number in numbers)}"
    names = [source_name(briefing.sources[source]) for source in denying[:1]] or [one_line(sentence.standing.by)]
    return f"denied by {names[0]}" if names[0] else ""


def is_weak(sentence: BriefingSentence) -> bool:
    """Whether a sentence has too little support to be shown without a remark."""
    return sentence.support < WEAK_SUPPORT


def counted(count: int, noun: str) -> str:
    """``1 source``, ``5 sources``."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def summary_line(briefing: Briefing) -> str:
    """``Written 11, quoted 1, left out 2 · 5 sources, 3 cited, 1 only reporting, 1 only differing · 248 words``."""
    quoted = sum(sentence.origin == "quoted" for sentence in briefing.sentences)
    carrying = cited(briefing)
    telling = carrying.union(*(sentence.told_by for sentence in briefing.sentences))
    sources = f"{counted(len(briefing.sources), 'source')}, {len(carrying)} cited"
    if reporting := len(telling - carrying):
        sources += f", {reporting} only reporting"
    differing = {passage.source for sentence in briefing.sentences for passage in sentence.differing}
    if only := len(differing - telling):
        sources += f", {only} only differing"
    if giving := len(briefing.numbers.keys() - telling - differing):
        sources += f", {giving} only for figures"
    parts = [
        f"Written {len(briefing.sentences) - quoted}, quoted {quoted}, left out {len(briefing.omitted)}",
        sources,
        counted(briefing.words, "word"),
    ]
    return " · ".join(parts)


def provenance(briefing: Briefing) -> list[str]:
    """Models, settings and times, a line each."""
    lines = [
        f"{model.role}: {one_line(model.name)}, revision {one_line(model.revision)}, "
        f"{one_line(model.dtype)} on {one_line(model.device)}, SHA-256 {one_line(model.sha256)}"
        for model in briefing.models
    ]
    if briefing.settings_hash:
        lines.append(f"settings: {one_line(briefing.settings_hash)}")
    if briefing.timings:
        lines.append(", ".join(f"{one_line(stage)} {seconds:.1f} s" for stage, seconds in briefing.timings.items()))
    return lines


def generator_version() -> str:
    """Version of this package, or "unknown" when it runs without being installed."""
    try:
        return version(GENERATOR)
    except PackageNotFoundError:
        return "unknown"
