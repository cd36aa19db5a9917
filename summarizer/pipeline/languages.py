"""The language of a briefing, and what is not in it: nothing of another language is told, and all of it is listed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from summarizer.errors import InputError, NoInputError
from summarizer.languages import ENGLISH, UNKNOWN_LANGUAGE, language_name
from summarizer.lengths import word_count
from summarizer.pipeline.stages import Cleaned
from summarizer.records import Document, Dropped, Flag, Report, Sentence
from summarizer.stage_settings import LanguageSettings

_APART = 2
"""Paragraphs from which on nothing goes on in the next."""

_COUNTED = re.compile(r"\d+(?:[.,:\u00a0\u202f]\d+)*(?:[^\S\n]?%|[^\S\n]?[^\W\d_]{1,20})?")
"""A number in digits with the word behind it."""


def language_of_most(reports: Sequence[Report], sentences: Sequence[Sentence]) -> str:
    """The code of the language of most independent origins, of as many that with the most words, English before others.

    Where nobody knows the language of any, and one is surely not English, the briefing is in none that is known either.
    """
    origins: dict[str, set[str]] = {}
    for report in reports:
        if report.document.language not in ("", UNKNOWN_LANGUAGE):
            origins.setdefault(report.document.language, set()).add(report.origin)
    size: Counter[str] = Counter()
    for sentence in sentences:
        size[sentence.language] += word_count(sentence.flat)
    unknown = any(report.document.language == UNKNOWN_LANGUAGE for report in reports)
    default = UNKNOWN_LANGUAGE if unknown else ENGLISH
    return max(sorted(origins), key=lambda code: (len(origins[code]), size[code], code == ENGLISH), default=default)


def in_language(
    language: str, sentences: Sequence[Sentence], reports: Sequence[Report]
) -> tuple[tuple[Sentence, ...], tuple[Dropped, ...]]:
    """The sentences that are in a language, of sources that are, and the places of the others with the reason.

    What stands behind a sentence that is taken out is no longer in the paragraph before it, nor in the next one: "that
    is false" may speak of what was taken out.

    Raises:
        NoInputError: none is.
    """
    gaps: Counter[int] = Counter()
    told: list[Sentence] = []
    others: list[Dropped] = []
    for one in sentences:
        its = reports[one.source].document.language
        if one.language in (language, "") and its in (language, ""):
            told.append(replace(one, paragraph=one.paragraph + _APART * gaps[one.source]))
            continue
        gaps[one.source] += 1
        where = (
            f"in a source in {language_name(its)}" if one.language == language else f"in {language_name(one.language)}"
        )
        others.append(Dropped(one.source, one.start, one.end, where))
    if not told:
        found = sorted({language_name(report.document.language) for report in reports})
        raise NoInputError(
            f"no source is in {language_name(language)}: they are in {', '.join(found)}",
            "leave --language out, or give reports in that language",
        )
    return tuple(told), tuple(others)


def foreign_sentences(language: str, sentences: Sequence[Sentence], reports: Sequence[Report]) -> tuple[Sentence, ...]:
    """The sentences of sources in another language than the briefing, as far as they are in their source's own."""
    own = (language, "", UNKNOWN_LANGUAGE)
    found = ((one, reports[one.source].document.language) for one in sentences)
    return tuple(one for one, its in found if its not in own and one.language == its)


def with_language_flags(
    reports: Sequence[Report], language: str, sentences: Sequence[Sentence], settings: LanguageSettings
) -> tuple[Report, ...]:
    """The sources, those flagged that are in another language than the briefing, with their numbers."""
    return tuple(_flagged(report, language, sentences, settings) for report in reports)


def _flagged(report: Report, language: str, sentences: Sequence[Sentence], settings: LanguageSettings) -> Report:
    document = report.document
    if document.language in (language, ""):
        return report
    own = language_name(document.language)
    note = f"it is in {own}, and only reports in {language_name(language)} are told here"
    told = (one.flat for one in sentences if one.source == report.source)
    given = [match.group() for text in told for match in _COUNTED.finditer(text)]
    if given:
        listed = [f"“{figure}”" for figure in list(dict.fromkeys(given))[: settings.most_numbers]]
        note += f"; its numbers: {', '.join(listed)}"
    return replace(report, document=replace(document, flags=(*document.flags, Flag("language", note))))


def of_language(sources: Cleaned) -> tuple[Report, ...]:
    """The sources that are in the language of the briefing, or that nobody knows the language of."""
    return tuple(one for one in sources.reports if one.document.language in (sources.language, ""))


def require_language(name: str, language: str, documents: Sequence[Document]) -> None:
    """Refuses to check a text against reports in other languages only.

    Raises:
        InputError: none of them is in its language.
    """
    if any(document.language == language for document in documents):
        return
    found = sorted({language_name(document.language) for document in documents})
    raise InputError(
        f"{name}: it is in {language_name(language)}, and the reports are in {' and '.join(found)}",
        "check it against reports in its own language, or translate it first",
    )


def language_notes(reports: Sequence[Report], language: str, used: str = "told") -> list[str]:
    """What a reader should know of sources in other languages, which are not ``used`` here."""
    others = Counter(
        language_name(one.document.language) for one in reports if one.document.language not in (language, "")
    )
    if not others:
        return []
    count = sum(others.values())
    listed = ", ".join(f"{name} {number}" for name, number in sorted(others.items()))
    which = "1 source is in another language" if count == 1 else f"{count} sources are in other languages"
    return [f"{which} and not {used} here: {listed}."]
