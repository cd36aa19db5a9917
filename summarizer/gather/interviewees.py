"""Who is interviewed: by the sentence that says so, by the title, or by the label in front of the answers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from summarizer.records import Document
from summarizer.text.lexicon import TITLES
from summarizer.text.words import FUNCTION_WORDS

_WORD = r"[A-ZÀ-Þ][\w'’-]*(?:\.(?=\s[A-ZÀ-Þ]))?"
_LINK = r"(?:of|for|and|the|de|del|van|von|der|den|la|le|al|el|bin|ibn|da|di|dos)"
_ROLES = "|".join(sorted({*TITLES, "coach", "professor", "author", "founder", "head", "chief executive"}))
_WHO = rf"(?P<who>(?:(?:[A-Za-z][a-z]+ )?(?:[a-z]+ )?(?:{_ROLES}) )?{_WORD}(?: (?:{_LINK} ){{0,2}}{_WORD}){{0,7}})"
_NAMES = rf"{_WORD}(?: (?:of |the )?{_WORD}){{0,4}}"
_OTHER = rf"(?:the |our )?(?P<other>{_NAMES}|newspaper|paper|magazine|us|reporters?|correspondent)"
_PAPER = r"(?:us|me|this (?:newspaper|paper|magazine)|our (?:reporter|correspondent|newspaper)|the (?:newspaper|paper))"
_SUBJECT = rf"(?:^|[.!?:,] ){_WHO}(?:, [^,.]{{3,80}},)?"
_ASKED = tuple(
    re.compile(words)
    for words in (
        rf"{_SUBJECT} (?:was speaking|was talking|spoke|talked|gave an interview|sat down) (?:to|with) {_OTHER}",
        rf"{_SUBJECT} (?:told|answered|answers) {_OTHER} in an? (?:[\w-]+ )?interview",
        rf"{_SUBJECT} (?:told|answered the questions of|spoke (?:exclusively )?to|talked to) {_PAPER}\b",
        rf"{_SUBJECT} (?:answers|answered|took|takes|was answering) (?:(?:our|the|some|readers['’]) )?questions",
        rf"\b(?:[Ii]nterview|[Cc]onversation|Q ?& ?A|[Tt]alk) (?:with|of) (?:the )?{_WHO}",
        rf"\b(?P<asker>[Ww]e|I|[Tt]he {_NAMES}) (?:have )?"
        rf"(?:spoke|spoken|talked|sat down|met|interviewed|asked) (?:to |with )?(?:the )?{_WHO}",
        rf"\b[Ii]n (?:an|this|our) interview(?: with {_OTHER})?,? (?:the )?{_WHO} (?:said|says|spoke|speaks|explain)",
    )
)
_MEDIUM = re.compile(
    r"(?i)\b(?:daily|news|times|post|herald|tribune|gazette|journal|courier|radio|tv|television|magazine|weekly|agency"
    r"|newspaper|paper|(?-i:us)|reporters?|correspondent|press|telegraph|chronicle|observer|today|mail|review|zeitung)\b"
)


class Named(NamedTuple):
    """Somebody as a text names him or her, with the row of the sentence that does; None where it is the title."""

    name: str
    row: int | None


def interviewee(outside: Sequence[tuple[int, str]], document: Document) -> Named | None:
    """The one who answers in a text with "Q:" and "A:".

    Args:
        outside: rows and texts of the sentences that are no part of the talk.
        document: the source, whose title may name the one, too.

    Returns:
        Who it is; None where nobody is named, or several people are.
    """
    found = [named for row, text in _with_title(outside, document) for named in _asked(row, text, document)]
    if not found or any(not same_person(found[0].name, other.name) for other in found):
        return None
    best = max(found, key=lambda one: (len(one.name.split()), one.row is not None))
    return (
        best
        if best.row is not None
        else best._replace(row=next((one.row for one in found if one.row is not None), None))
    )


def full_name(label: str, outside: Sequence[tuple[int, str]], document: Document) -> Named:
    """Whom a label such as "KORN" stands for: as a sentence outside the talk or the title names him or her in full."""
    shown = " ".join(word.capitalize() if word.isupper() and len(word) > 2 else word for word in label.split())
    last = re.escape(shown.split()[-1])
    pattern = re.compile(rf"(?:^|[^\w]){_WHO}")
    for row, text in _with_title(outside, document):
        for match in pattern.finditer(text):
            name = _bare(match["who"])
            whole = len(shown.split()) > 1 and name.lower().endswith(shown.lower())
            if whole or re.search(rf"(?i)\S {last}$", name) or _stand_for(label, name):
                return Named(name, row)
    return Named(shown, None)


def _stand_for(label: str, name: str) -> bool:
    """Whether a label is the initials of the last words of a name."""
    words = name.split()[-len(label) :]
    return label.isupper() and len(label) in (2, 3) and "".join(word[0] for word in words) == label


def same_person(one: str, other: str) -> bool:
    """Whether two names share their last word."""
    return one.split()[-1].casefold() == other.split()[-1].casefold()


def names_somebody(text: str, document: Document) -> bool:
    """Whether a sentence says who is interviewed."""
    return any(True for _ in _asked(None, text, document))


def _with_title(outside: Sequence[tuple[int, str]], document: Document) -> list[tuple[int | None, str]]:
    return [*outside, *([(None, document.title)] if document.title else [])]


def _asked(row: int | None, text: str, document: Document) -> Iterator[Named]:
    """The people whom a sentence says to have been asked; a paper is none."""
    for pattern in _ASKED:
        for match in pattern.finditer(text):
            who, other = _bare(match["who"]), match.groupdict().get("other") or ""
            if _is_medium(who, document) and other and not _is_medium(other, document):
                who = _bare(other)
            asker = match.groupdict().get("asker") or "we"
            asks = asker.lower() in ("we", "i") or _is_medium(asker, document)
            if asks and len(who.split()) > 1 and not _is_medium(who, document):
                yield Named(who, row)


def _bare(name: str) -> str:
    words = name.strip(" .,").split()
    while len(words) > 1 and words[0].lower() in FUNCTION_WORDS:
        del words[0]
    return " ".join(words)


def _is_medium(name: str, document: Document) -> bool:
    low, paper = name.casefold(), (document.publisher or "").casefold().removeprefix("the ")
    return bool(paper and (low in paper or paper in low)) or _MEDIUM.search(name) is not None
