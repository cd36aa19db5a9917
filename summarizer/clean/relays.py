"""Reports that only pass on what another one tells: whom they name for it, and how much of them stands there."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property

from summarizer.clean.words import tokens
from summarizer.outlets import Outlets, publisher_key
from summarizer.records import CleanDocument
from summarizer.stage_settings import RelaySettings
from summarizer.text.genres import is_media, without_remark
from summarizer.text.lexicon import BODIES, says
from summarizer.text.likeness import canonical_stems, stated_facts
from summarizer.text.words import FUNCTION_WORDS, stem

_SENTENCE = re.compile(r"(?<=[.!?])[\"”’»)]*\s+|\n+")
_NAME = r"(?P<name>(?:[A-ZÀ-Þ][\w&’'-]*\.?)(?: (?:(?:of|the|and) )?[A-ZÀ-Þ][\w&’'-]*){0,4})"
_TELLS = (
    r"(?:(?:has|have|had|also|first|earlier|later) ){0,2}(?:report|wrote|write|quote|cite|reveal|publish|broadcast|say"
    r"|said)(?:s|d|ed)?\b"
)
_NAMED = (
    re.compile(rf"(?:\b[Tt]he )?{_NAME}(?:,? (?:on )?[A-Z][a-z]+day,?)?,? {_TELLS}"),
    re.compile(
        r"(?i:\b(?:according to|(?:as )?(?:first )?(?:reported|quoted|cited|published|seen|obtained|broadcast)"
        r" (?:by|in|on)|told|citing|quoting|in an interview with|reports? (?:by|in|from)|via)) "
        rf"(?:(?:a|the) (?:report|story|article) (?:by|in|from|on) )?(?:[Tt]he )?{_NAME}"
    ),
)
_THE_OUTLET = re.compile(
    r"(?i)\bthe (?:\w+ )?(?:(?:news)?paper|agency|broadcaster|outlet|magazine|channel|station|daily|weekly|tabloid"
    rf"|network|site|website|report)(?:['’]s \w+)? {_TELLS}"
    r"|^(?:it|they) (?:also |further )?(?:report|quote|cite)(?:s|d|ed)?\b"
)
_POINTS = frozenset("according bulletin figures figure statement report data citing cited release count tally".split())
"""Words beside verbs of saying that point to somebody for what is told."""

_SHORT = re.compile(r"[A-Z]{2,6}")


@dataclass(frozen=True, slots=True)
class Relay:
    """A report that passes on another one; ``share`` of what it states stands there."""

    other: int
    share: float


class Told:
    """What one source says, read as far as asked: its sentences, whom it names for them, what it states."""

    def __init__(self, cleaned: CleanDocument, known: Outlets) -> None:
        document = cleaned.document
        self.document = document
        self.text = "\n".join(document.text[span.start : span.end] for span in cleaned.kept)
        self._known = known
        self.name = name_words(without_remark(document.publisher or "")[0])

    @cached_property
    def sentences(self) -> list[str]:
        """Its sentences, without what is too short to be one."""
        return [one for one in _SENTENCE.split(self.text) if len(one.split()) > 2]

    @cached_property
    def words(self) -> frozenset[str]:
        """Stems of all its words."""
        return frozenset(map(stem, tokens(self.text)))

    @cached_property
    def pointing(self) -> dict[str, list[tuple[list[str], int]]]:
        """Where each stem stands in the sentences that point to somebody: a sentence's stems, and its place there."""
        found: dict[str, list[tuple[list[str], int]]] = defaultdict(list)
        for sentence in self.sentences:
            words = tokens(sentence)
            if any(says(word) or word in _POINTS for word in words):
                stems = list(map(stem, words))
                for at, word in enumerate(stems):
                    found[word].append((stems, at))
        return found

    @cached_property
    def own(self) -> tuple[set[str], frozenset[str]]:
        """Its names and numbers, and its content words."""
        return stated_facts(self.text), canonical_stems(self.text)

    @cached_property
    def states(self) -> tuple[set[str], frozenset[str]]:
        """As `own`, with what its title and its publisher's name hold: whoever names it states no more by that."""
        above = f"{self.document.title or ''}\n{self.document.publisher or ''}"
        return self.own[0] | stated_facts(above), self.own[1] | canonical_stems(above)

    @cached_property
    def voices(self) -> Counter[str]:
        """How many of its sentences each outlet is named for, by its name."""
        found: Counter[str] = Counter()
        last = ""
        for sentence in self.sentences:
            named = {shown for name in _outlets_named(sentence) if (shown := self._outlet(name))}
            if not named and last and _THE_OUTLET.search(sentence):
                named = {last}
            found.update(named)
            last = next(iter(sorted(named)), last)
        return found

    def _outlet(self, name: str) -> str:
        """An outlet's name without an article; empty for whoever is none."""
        listed = self._known.named(name)
        if listed:
            return listed.name
        return re.sub(r"^[Tt]he ", "", name) if len(name.split()) > 1 and is_media(name) else ""


def name_words(name: str) -> tuple[str, ...]:
    """The words of a publisher's name by which a report may call it, its head noun first; lower-case stems.

    The head noun is the body in it ("Ministry of Health"), else the last word ("Radio Quell", "Corrin Bay Echo").
    """
    words = [word for word in re.findall(r"[\w&’'-]+", name) if word.lower() not in FUNCTION_WORDS]
    if not words:
        return ()
    lows = [word.lower() for word in words]
    head = next((low for low in lows if low in BODIES), lows[-1])
    return tuple(dict.fromkeys(map(stem, (head, *lows))))


def relay_of(source: int, told: Sequence[Told], settings: RelaySettings) -> Relay | None:
    """The source that a report has its facts from: one that it names, and that states nearly all that it states.

    A program's text needs to name nobody, for a program has been nowhere. Who reported on an earlier day is no relay.
    """
    own = told[source]
    machine = own.document.kind == "machine"
    found = []
    for other, one in enumerate(told):
        if other == source or _before(own, one):
            continue
        named = _may_name(own, one) and _names(own, one)
        if not named and not machine:
            continue
        if len(own.own[0]) < settings.min_facts:
            break
        facts = len(own.own[0] & one.states[0]) / len(own.own[0])
        words = len(own.own[1] & one.states[1]) / max(len(own.own[1]), 1)
        if facts >= settings.facts and words >= settings.words:
            found.append(((facts + words, -other), Relay(other, facts)))
    return max(found, key=lambda one: one[0])[1] if found else None


def voice_of(told: Told, own: Collection[str], settings: RelaySettings) -> str | None:
    """The outlet that most of a report's sentences are put into the mouth of; None where there is none.

    ``own`` are the keys of its publisher, who may speak of itself.
    """
    voices = [(count, name) for name, count in told.voices.items() if publisher_key(name) not in own]
    count, name = max(voices, default=(0, ""))
    most = settings.voice * len(told.sentences)
    return name if len(told.sentences) >= settings.min_sentences and count >= most else None


def _before(one: Told, other: Told) -> bool:
    mine, theirs = one.document.day, other.document.day
    return mine is not None and theirs is not None and mine < theirs


def _may_name(told: Told, other: Told) -> bool:
    """Whether the words of the other's name stand in a text at all, half of them with its head."""
    name = other.name
    return bool(name) and name[0] in told.words and 2 * sum(word in told.words for word in name) >= len(name)


def _names(told: Told, other: Told) -> bool:
    """Whether a sentence that points to somebody calls the other source by its name, or by half of it."""
    name = set(other.name)
    least = min(2, len(name)) if len(name) < 4 else len(name) / 2
    reach = len(name) + 1
    return any(
        len(name.intersection(stems[max(0, at - reach) : at + reach + 1])) >= least
        for stems, at in told.pointing.get(other.name[0], ())
    )


def _outlets_named(sentence: str) -> list[str]:
    return [re.sub(r"['’]s?$", "", match["name"]) for pattern in _NAMED for match in pattern.finditer(sentence)]
