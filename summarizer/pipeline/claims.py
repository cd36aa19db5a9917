"""A text that exists to the claims that are looked for: its sentences, without its citations, and the parts of each."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from summarizer.attribute.cited import sources_of
from summarizer.checked import Mark, ToCheck
from summarizer.clean.blocks import Block, make_block, to_blocks
from summarizer.errors import InputError
from summarizer.languages import ENGLISH
from summarizer.outlets import outlets
from summarizer.records import CleanDocument, Document, Span
from summarizer.settings import Settings
from summarizer.split import split, split_text
from summarizer.stage_settings import ParagraphSettings
from summarizer.text.analysis import Analyser
from summarizer.text.casing import is_in_capitals, usual_case
from summarizer.text.checkable import not_checkable
from summarizer.text.citing import Cited, cited
from summarizer.text.conjuncts import Statement, all_statements
from summarizer.text.details import details
from summarizer.text.languages import language_of

OTHER_LANGUAGE = "another language than the reports"


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a sentence: its stretch of the sentence's text, and the statement that it makes.

    ``main`` says that it tells what the sentence mainly does, and not when or why, or what somebody is besides;
    ``bound`` that the sentence tells more than its parts: that one was when or because the other was.
    """

    span: Span
    told: str
    main: bool = False
    bound: bool = False


@dataclass(frozen=True, slots=True)
class Pointed:
    """A citation of the text and the documents that it points to; none where these are not among the reports."""

    mark: Mark
    sources: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """One sentence to be looked for.

    ``text`` is the checked text's ``[start, end)``, ``told`` what is looked for: the same on one line, without marks.
    ``places`` holds, for each character of ``told``, its offset in ``text``. ``details`` are what it states
    beside what it mainly says. ``reason`` says why it is not judged.
    """

    text: str
    start: int
    end: int
    told: str
    places: tuple[int, ...]
    marks: tuple[Pointed, ...] = ()
    parts: tuple[Part, ...] = ()
    details: tuple[Part, ...] = ()
    reason: str = ""

    def span(self, start: int, end: int) -> Span:
        """A stretch of ``told`` as one of ``text``."""
        if not self.places or start >= end:
            return Span(0, 0)
        last = min(end, len(self.places)) - 1
        return Span(self.places[min(start, last)], self.places[last] + 1)


def asked_of(
    given: ToCheck, documents: Sequence[Document], language: str, settings: Settings, analyse: Analyser
) -> list[Asked]:
    """The sentences of a text, in order.

    Args:
        given: the text.
        documents: the sources, which its citations may point to.
        language: the code of the language that it is in.
        settings: how many sentences are checked.
        analyse: reads sentences.

    Raises:
        InputError: it holds no sentence or too many of them.
    """
    found = Cited((), {}, ()) if given.sentences and not given.claims else cited(given.text)
    pointed = list(_pointed(given, found, documents, settings))
    named = {Span(one.mark.start, one.mark.end) for one in pointed if one.mark.number is None}
    aside = sorted({*given.aside, *found.aside, *named}, key=lambda span: (span.start, span.end))
    spans, notes = _sentences(given, aside, documents, settings)
    if not spans:
        raise InputError(f"{given.name}: it holds no sentence to check", "give a text with running sentences")
    most = settings.check.max_sentences
    if len(spans) > most:
        raise InputError(
            f"{given.name}: it has {len(spans):,} sentences, and at most {most:,} are checked at once",
            "check it in pieces, or raise it with --set check.max_sentences=N",
        )
    found_there = [_in_usual_case(_asked(given.text, span, aside), documents) for span in spans]
    asked = _with_marks(found_there, [*pointed, *notes], given.text)
    analyse.prepare([one.told for one in asked])
    return [_judgeable(one, given.claims, language, settings, analyse) for one in asked]


def _sentences(
    given: ToCheck, aside: Sequence[Span], documents: Sequence[Document], settings: Settings
) -> tuple[list[Span], list[Pointed]]:
    """Where the sentences are; and lines that only name a source, such as a footnote beneath its paragraph."""
    if given.sentences:
        return list(given.sentences), []
    shadow = _blanked(given.text, aside)
    kept: list[Span] = []
    notes: list[Pointed] = []
    for block in _paragraphs(shadow, given.path, settings.clean.paragraphs):
        sources = _note(block, documents, settings) if kept else ()
        if sources:
            flat = " ".join(given.text[block.start : block.end].split())
            notes.append(Pointed(Mark(flat, block.start, block.end, None, flat), sources))
        else:
            kept.append(Span(block.start, block.end))
    document = CleanDocument(Document(given.name, shadow), tuple(kept))
    return [Span(one.start, one.end) for one in split([document])], notes


def _paragraphs(text: str, path: str | None, settings: ParagraphSettings) -> Iterator[Block]:
    """The paragraphs of a text; a short one shows by few lines that it is wrapped, so each line is looked at again.

    In Markdown a line break ends nothing; elsewhere not where the next line's first word had no room any more.
    """
    markdown = path is not None and path.lower().endswith((".md", ".markdown"))
    widest = max(map(len, text.splitlines()), default=0)
    width = widest if widest <= settings.max_wrapped else 0
    held: Block | None = None
    for block in to_blocks(text, (), settings):
        if held is not None and _goes_on(text, held, block, markdown, width):
            held = make_block(text, held.start, block.end)
        else:
            yield from (held,) if held is not None else ()
            held = block
    yield from (held,) if held is not None else ()


def _goes_on(text: str, block: Block, following: Block, markdown: bool, width: int) -> bool:
    """Whether a paragraph goes on in the next line."""
    between = text[block.end : following.start]
    heading = text[block.start :].startswith("#") or following.list_item
    if block.terminated or heading or between.count("\n") != 1:
        return False
    line = text[text.rfind("\n", 0, block.end) + 1 : block.end]
    return markdown or len(line) + 1 + len(following.flat.split()[0]) > width > 0


def _note(block: Block, documents: Sequence[Document], settings: Settings) -> tuple[int, ...]:
    """The sources that a short line names without saying anything of them."""
    if block.words > settings.check.note_words or (block.terminated and block.words > settings.check.note_words // 2):
        return ()
    return sources_of(Mark(block.flat, block.start, block.end, None, block.flat.rstrip(".")), {}, documents)


def _blanked(text: str, aside: Sequence[Span]) -> str:
    """The text, of the same length, with blanks for what are no words of it; line breaks stay."""
    letters = list(text)
    for span in aside:
        for at in range(span.start, span.end):
            letters[at] = letters[at] if letters[at] in "\n\r" else " "
    return "".join(letters)


def _asked(text: str, span: Span, aside: Sequence[Span]) -> Asked:
    """A sentence with what is looked for of it: marks and the blanks before them are left out."""
    cut = {at for one in aside if one.start < span.end and span.start < one.end for at in range(one.start, one.end)}
    told: list[str] = []
    places: list[int] = []
    for at in range(span.start, span.end):
        letter = text[at]
        if at in cut or (letter.isspace() and (not told or told[-1] == " " or at + 1 in cut)):
            continue
        told.append(" " if letter.isspace() else letter)
        places.append(at - span.start)
    while told and told[-1] == " ":
        told.pop()
        places.pop()
    return Asked(text[span.start : span.end], span.start, span.end, "".join(told), tuple(places))


def _in_usual_case(one: Asked, documents: Sequence[Document]) -> Asked:
    """A sentence in capitals throughout is looked for as the reports write its words: names are told by their case."""
    if not is_in_capitals(one.told):
        return one
    return replace(one, told=usual_case(one.told, (document.text for document in documents)))


def _pointed(given: ToCheck, found: Cited, documents: Sequence[Document], settings: Settings) -> Iterator[Pointed]:
    """The citations of a text with what they point to; words in parentheses only where they name a source."""
    known = outlets(settings.clean.outlets)
    for mark in (*given.marks, *found.marks):
        sources = sources_of(mark, found.listed, documents)
        outlet = known.named(mark.name.partition(",")[0])
        if sources or mark.number is not None or (outlet and (outlet.agency or mark.text.startswith(","))):
            yield Pointed(mark, sources)


def _with_marks(asked: Sequence[Asked], pointed: Collection[Pointed], text: str) -> list[Asked]:
    """Each citation belongs to the sentence that it stands in or behind, or before on a line of its own."""
    starts = [one.start for one in asked]
    own: list[list[Pointed]] = [[] for _ in asked]
    for one in sorted(pointed, key=lambda one: one.mark.start):
        at = max(bisect_right(starts, one.mark.start) - 1, 0)
        if at + 1 < len(asked) and one.mark.number is not None and _opens(one.mark, asked[at], asked[at + 1], text):
            at += 1
        own[at].append(one)
    return [replace(one, marks=tuple(marks)) for one, marks in zip(asked, own, strict=True)]


def _opens(mark: Mark, before: Asked, after: Asked, text: str) -> bool:
    """Whether a mark opens the line of a sentence: "[1] Rebels took the town."."""
    return "\n" in text[before.end : mark.start] and "\n" not in text[mark.end : after.start]


def _judgeable(one: Asked, claimed: bool, language: str, settings: Settings, analyse: Analyser) -> Asked:
    """The sentence with its parts, or with why it is not judged; parts and questions are known in English only."""
    if language_of(one.told, language, settings.clean.languages) != language:
        return replace(one, reason=OTHER_LANGUAGE)
    if language != ENGLISH:
        return one
    several = split_text(one.told) if claimed else ()
    if reason := not_checkable(analyse(one.told), claimed) if len(several) < 2 else "":
        return replace(one, reason=reason)
    besides = details(analyse(one.told), settings.attribute.detail_words)
    found = [Part(one.span(part.start, part.end), part.told) for part in besides]
    return replace(one, parts=tuple(_parts(one, several, analyse)), details=tuple(found))


def _parts(one: Asked, several: Sequence[str], analyse: Analyser) -> Iterator[Part]:
    """The statements of a sentence; of a claim of several sentences, these."""
    whole = analyse(one.told)
    found: Sequence[Statement] = all_statements(whole, analyse)
    main = whole.words[whole.tree.root].start if whole.words else 0
    if len(several) > 1:
        starts = [one.told.find(text) for text in several]
        found = [Statement(start, start + len(text), text) for start, text in zip(starts, several, strict=True)]
        main = 0
    for part in found:
        yield Part(one.span(part.start, part.end), part.told, part.start <= main < part.end, part.bound)
