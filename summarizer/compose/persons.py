"""The people of a briefing, in reading order: each is introduced where it is named first, and short from then on."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from summarizer.records import Candidate, Introduction, Sentence
from summarizer.text import word_count
from summarizer.text.analysis import Analyser, Analysis
from summarizer.text.introducing import in_short, with_name, with_role
from summarizer.text.leaning import leanings
from summarizer.text.people import Described, Member, full_name, is_surname, name_of, polite_start
from summarizer.text.roles import Named, Role, is_introduced
from summarizer.text.tokens import without_possessive

Licensed = Callable[[Candidate, str, int], bool]
"""Whether a text may be told for a candidate, with what the sentence at a row says put in."""


class _Use(NamedTuple):
    """A name in a sentence, whose it is, and whether it is the full one."""

    member: Member
    name: Named
    full: bool


def introducing(
    told: Sequence[Candidate],
    cast: Sequence[Member],
    sentences: Sequence[Sentence],
    analyse: Analyser,
    licensed: Licensed,
    room: float,
) -> list[Candidate]:
    """The sentences of a briefing with everybody introduced at the first mention, and nobody twice.

    Args:
        told: its sentences, in reading order.
        cast: the people of the cluster.
        sentences: all sentences of the cluster.
        analyse: reads sentences.
        licensed: whether a text may be told.
        room: by how many words the briefing may become longer.
    """
    short = _shortened(told, cast, analyse)
    room += sum(word_count(one.text) for one in told) - sum(word_count(one.text) for one in short)
    found, met, known = list[Candidate](), set[Member](), set[str]()
    for one in short:
        for member in dict.fromkeys(use.member for use in _uses(analyse(one.text), cast)):
            use = _first_use(analyse(one.text), member, cast)
            if member in met or use is None:
                continue
            better = _introduced(one, use, sentences, analyse, licensed, known)
            added = word_count(better.text) - word_count(one.text)
            one, room = (better, room - added) if added <= room else (one, room)
            met.add(member)
        found.append(one)
        known |= analyse(one.text).ids
    return found


def _first_use(one: Analysis, member: Member, cast: Sequence[Member]) -> _Use | None:
    """The first name of a person in a sentence, the full one where it has that."""
    uses = [use for use in _uses(one, cast) if use.member is member]
    return next((use for use in uses if use.full), uses[0] if uses else None)


def _uses(one: Analysis, cast: Sequence[Member]) -> Iterator[_Use]:
    """The names of people in a sentence, outside quotations, in order."""
    for at, word in enumerate(one.words):
        if word.quoted or not word.text[:1].isupper():
            continue
        if (name := full_name(one, at)) is not None:
            called = name_of(one, name)
            member = next((other for other in cast if called in other.names), None)
            if member is not None:
                yield _Use(member, name, True)
        elif is_surname(one, at):
            bare = without_possessive(word.text)
            owner = next((other for other in cast if other.surname == bare), None)
            if owner is not None and bare not in owner.shared:
                first = polite_start(one, at)
                yield _Use(owner, Named(first, at, first), False)


def _introduced(
    one: Candidate,
    use: _Use,
    sentences: Sequence[Sentence],
    analyse: Analyser,
    licensed: Licensed,
    known: Collection[str],
) -> Candidate:
    """A sentence with somebody introduced in it; the sentence itself where nothing may be put in."""
    own = analyse(one.text)
    if is_introduced(own, use.name, clauses=use.full):
        return one
    source = sentences[one.item.seed].source
    called = min(use.member.called, key=lambda each: (sentences[each.row].source != source, each.row))
    full = name_of(own, use.name) if use.full else called.name
    for role in _by_nearness(use.member.roles, one, sentences):
        text = with_role(own, use.name, full, Role(role.text, role.before))
        fits = bool(text) and _is_news(role, own, use, analyse, known) and not _leans(analyse(text), own, known)
        if fits and licensed(one, text, role.row):
            return _with(one, own, use, text, role.row)
    text = "" if use.full else with_name(own, use.name, full)
    return _with(one, own, use, text, called.row) if text and licensed(one, text, called.row) else one


def _is_news(role: Described, own: Analysis, use: _Use, analyse: Analyser, known: Collection[str]) -> bool:
    """Whether a role says what its sentence does not say already, and speaks of nothing that has not been told."""
    told = own.ids - {own.words[at].id for at in range(use.name.first, use.name.last + 1)}
    said = {word.id for word in analyse(role.text).words if word.content}
    return 2 * len(said & told) < len(said) and not _presumes(analyse(role.text), {*known, *told})


def _with(one: Candidate, own: Analysis, use: _Use, text: str, row: int) -> Candidate:
    """A sentence told in these words, with what was put in and the sentence that shows it."""
    short = own.text[own.words[use.name.first].start : own.words[use.name.last].end]
    put_in = Introduction(short, _stretch(text, own.text), row)
    return replace(
        one, text=text, origin="written", item=replace(one.item, introductions=(*one.item.introductions, put_in))
    )


def _stretch(text: str, before: str) -> str:
    """What a text has that it had not before, from the beginning of the first new word on."""
    first = next((at for at, (new, old) in enumerate(zip(text, before, strict=False)) if new != old), len(before))
    start = text.rfind(" ", 0, first) + 1
    end = len(text) - (len(before) - first)
    return text[start:end].strip(" ,.")


def _by_nearness(roles: Sequence[Described], one: Candidate, sentences: Sequence[Sentence]) -> list[Described]:
    """Who somebody is: first as the sentence's own passages say, then its source, then others; the short before."""
    own = {*one.item.evidence[:1], *(each.row for each in one.item.introductions)}
    source = sentences[one.item.seed].source

    def worth(role: Described) -> tuple[bool, bool, int, int]:
        return role.row not in own, sentences[role.row].source != source, word_count(role.text), role.row

    return sorted(roles, key=worth)


def _presumes(role: Analysis, known: Collection[str]) -> bool:
    """Whether a role speaks of something as known that has not been told: "a spokesman for the family"."""
    tree = role.tree
    nouns = [at for at, node in enumerate(tree.nodes) if node.pos == "NOUN" and at not in tree.roots]
    definite = [at for at in nouns if any(tree.nodes[one].low == "the" for one in tree.under(at, "det"))]
    bare = [at for at in definite if not tree.under(at, "prep", "relcl") and not _has_name(role, at)]
    told = [{role.words[one].id for one in (at, *tree.under(at, "compound"))} for at in bare]
    return any(ids.isdisjoint(known) for ids in told)


def _has_name(one: Analysis, at: int) -> bool:
    return any(one.words[below].text[:1].isupper() for below in one.tree.under(at, "compound", "amod", "nmod"))


def _leans(one: Analysis, before: Analysis, known: Collection[str]) -> bool:
    """Whether a text speaks of something as known that it did not before, and that nothing has told."""
    had = {before.words[lean.at].id for lean in leanings(before)}
    return any(one.words[lean.at].id not in {*had, *known} for lean in leanings(one))


def _shortened(told: Sequence[Candidate], cast: Sequence[Member], analyse: Analyser) -> list[Candidate]:
    """The sentences with the surname alone of whom one before has named in full."""
    found, met, known = list[Candidate](), set[Member](), set[str]()
    for one in told:
        for member in dict.fromkeys(use.member for use in _uses(analyse(one.text), cast) if use.full):
            short = _own_word(one, member) or (member.surname if _is_known_short(member) else "")
            if member in met and short:
                own = analyse(one.text)
                use = _first_use(own, member, cast)
                text = in_short(own, use.name, short, known) if use else ""
                one = _with_text(one, text) if text else one
            met.add(member)
        found.append(one)
        known |= analyse(one.text).ids
    return found


def _with_text(one: Candidate, text: str) -> Candidate:
    """A sentence in other words, of which it has lost some; what was put in and is gone needs no passage."""
    left = tuple(each for each in one.item.introductions if each.full in text)
    return replace(one, text=text, origin="written", item=replace(one.item, introductions=left))


def _own_word(one: Candidate, member: Member) -> str:
    """What the source of a sentence calls somebody there, where the full name was put in; empty elsewhere."""
    return next((each.short for each in one.item.introductions if any(name in each.full for name in member.names)), "")


def _is_known_short(member: Member) -> bool:
    """Whether some source calls a person by the surname alone, and nobody else has that name."""
    return bool(member.short) and member.surname not in member.shared
