"""Things that a sentence speaks of as known since its own source has introduced them: "the video", "the Hyundai".

What a source first tells of with an article or with more words, "a video that appears to show a crash", and then goes
on to call "the video", its readers know of by then, and those of a briefing only if they have been told. The words of
the introduction are put in where they are certain, and else it is told what is missing.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from summarizer.plan.introductions import Introduced
from summarizer.plan.phrases import defining_phrase
from summarizer.records import Introduction, Unexplained
from summarizer.settings import PlanSettings
from summarizer.text.analysis import Analyser, Analysis, Word
from summarizer.text.definites import determiners, is_doubtful
from summarizer.text.leaning import leanings
from summarizer.text.lexicon import same_thing
from summarizer.text.speech import paired_quotes
from summarizer.text.tokens import without_possessive
from summarizer.text.words import FUNCTION_WORDS, identity

_APART = frozenset("another other second third fourth fifth".split())
_NOT_SO = ("denied", "rebutted", "supposed")
_KNOWN = frozenset("the this that these those".split())
_SAID_OF = ("compound", "nmod", "attr", "oprd", "acomp")
"""What a noun is to others of which something is said with it: "a press conference", "it was a robbery"."""

_NEW = frozenset("a an another some one".split())


class Use(NamedTuple):
    """A noun in a sentence of a source: the row of that among those that were given, and its place there."""

    row: int
    at: int


def things_told(
    text: str, before: Sequence[str], after: Sequence[str], analyse: Analyser, settings: PlanSettings
) -> Introduced:
    """Puts in what a source has told of the things that a sentence of it calls "the …".

    Args:
        text: the sentence.
        before: the sentences before it in its document, in order; rows are counted in it.
        after: those that follow it at once, where a text may open with what only its next sentence introduces. What
            its own sentence may explain is looked for before it only.
        analyse: reads sentences.
        settings: how long what is put in may be, and how much of it the sentence may say already.
    """
    if not analyse(text).tree.parsed or not paired_quotes(text):
        return Introduced(text, (), ())
    source = [analyse(other) for other in (*before, *after)]
    found, left = list[Introduction](), list[Unexplained]()
    for at in _things(analyse(text)):
        one = analyse(text)
        use = introduction(source[: len(before)] if is_doubtful(one, at) else source, one, at)
        start, short = one.words[_first(one, at)].start, _phrase(one, at)
        if use is None:
            left += (
                [] if is_doubtful(one, at) else _of_a_deed(one, at, source[: len(before)][-settings.deed_sentences :])
            )
            continue
        full = "" if one.words[at].quoted else _fuller(one, at, use, source, settings)
        if full:
            full = full[:1].upper() + full[1:] if short[:1].isupper() else full
            text = text[:start] + full + text[start + len(short) :]
            found.append(Introduction(short, full, use.row))
        elif is_doubtful(one, at):
            left.append(Unexplained(short, _ids(one, at)))
    return Introduced(text, tuple(found), (*left, *_of_two(analyse(text), source[: len(before)])))


def _of_a_deed(one: Analysis, at: int, before: Sequence[Analysis]) -> list[Unexplained]:
    """A noun for what sentences before told with a verb, or another noun: "the altercation" of those who quarrelled."""
    own, known = one.deeds[at], one.words[at].id
    alike = {other.words[place].id for other in before for place, deeds in enumerate(other.deeds) if deeds & own}
    return [Unexplained(_phrase(one, at), (known, *sorted(alike - {known})))] if alike - {known} else []


def _phrase(one: Analysis, at: int) -> str:
    """A noun with the words before it, as it is written."""
    return without_possessive(one.text[one.words[_first(one, at)].start : one.words[at].end])


def _of_two(one: Analysis, before: Sequence[Analysis]) -> list[Unexplained]:
    """What was told from another just before, "the second gunman", and is called "the gunman" now."""
    found = []
    for at in _things(one):
        uses = [(other, place) for other in before for place in other.places(one.words[at].id)]
        if uses and _first(one, at) == at - 1:
            last, place = uses[-1]
            apart = [child for child in last.tree.under(place, "amod", "det") if last.tree.nodes[child].low in _APART]
            found += [Unexplained(_phrase(one, at), tuple(last.words[child].id for child in apart))] if apart else []
    return found


def _fuller(one: Analysis, at: int, use: Use, source: Sequence[Analysis], settings: PlanSettings) -> str:
    """What a thing is called where it is introduced; empty unless its source introduces one of the kind only.

    Nothing is put in for what has words of its own, or beside what the sentence says already.
    """
    other, known = source[use.row], one.words[at].id
    # Several that were told of before it, "officials", are not the "official" of whom the source speaks from then on.
    news = [place for told in source[use.row :] for place in told.places(known) if is_new(told, place)]
    bare = _first(one, at) == at - 1 and not one.words[at].possessive
    if not bare or one.tree.nodes[at].tag != other.tree.nodes[use.at].tag or len(news) > 1:
        return ""
    head = _head(other, use.at)
    if other.words[use.at].text.isupper():  # a headline's or a label's word
        return ""
    phrase = defining_phrase(other, head, settings.fuller_words)
    new = {identity(word) for word in phrase.split() if word.lower() not in FUNCTION_WORDS} - {known}
    opens = min([head, *other.tree.subtree(head)]) == 0 and other.tree.nodes[use.at].pos == "NOUN"
    phrase = phrase[:1].lower() + phrase[1:] if opens and not _is_capital(other.words[0], source) else phrase
    return f"the {phrase}" if len(new & one.ids) < settings.fuller_again * len(new) else ""


def _is_capital(word: Word, source: Sequence[Analysis]) -> bool:
    """Whether the first word of a sentence is written with a capital within one, too: "Syrian"."""
    return word.name or any(other.text == word.text for one in source for other in one.words[1:])


def _head(one: Analysis, at: int) -> int:
    """The last name of a name, of "a Velta Comet" the Comet; else the noun itself."""
    nodes = one.tree.nodes
    while nodes[at].relation == "compound" and nodes[at].head > at and nodes[nodes[at].head].pos == "PROPN":
        at = nodes[at].head
    return at


def things_unknown(
    texts: Sequence[str], before: Sequence[str], analyse: Analyser, settings: PlanSettings
) -> tuple[Unexplained, ...]:
    """What sentences that are told as one text speak of as known, and none of them tells; arguments as above."""
    left: list[Unexplained] = []
    for at, text in enumerate(texts):
        found = things_told(text, [*before, *texts[:at]], (), analyse, settings)
        told = frozenset().union(*(analyse(other).ids for other in texts[:at]))
        short = [Unexplained(one.short, (identity(one.short.split()[-1]),)) for one in found.introductions]
        left += [one for one in (*found.unexplained, *short) if not told & set(one.ids)]
    return tuple(left)


def _things(one: Analysis) -> list[int]:
    """The nouns that count as known, of which only their source says which is meant, the last first."""
    flagged = {lean.at: lean.kind for lean in leanings(one)}
    definite = {at for at, kind in flagged.items() if kind == "definite" and one.words[at].kind == "word"}
    doubtful = {at for at in range(len(one.words)) if at not in flagged and is_doubtful(one, at)}
    return sorted(definite | doubtful, reverse=True)


def _first(one: Analysis, at: int) -> int:
    return min([at, *one.tree.under(at, "det", "predet", "amod", "compound", "nummod")])


def _ids(one: Analysis, at: int) -> tuple[str, ...]:
    return (one.words[at].id, *sorted(same_thing(one.tree.nodes[at].lemma) - {one.words[at].id}))


def introduction(source: Sequence[Analysis], one: Analysis, at: int) -> Use | None:
    """Where sentences of a source first tell as something new of a thing that ``one`` speaks of.

    None where they never do, or speak of it as known before.
    """
    uses = [Use(row, place) for row, other in enumerate(source) for place in other.places(one.words[at].id)]
    tag = one.tree.nodes[at].tag  # "a trio of cases" tells of no one case
    alike = [use for use in uses if source[use.row].tree.nodes[use.at].tag == tag]
    first = next((use for use in alike if is_new(source[use.row], use.at)), None)
    known = next((use for use in uses if determiners(source[use.row], use.at) & _KNOWN), None)
    return first if first and not (known and known < first) else None


def is_new(one: Analysis, at: int) -> bool:
    """Whether a noun is told of as something new: "a video", "two videos", "videos of the crash"."""
    tree, head = one.tree, _head(one, at)
    node = tree.nodes[head]
    lows = {tree.nodes[child].low for child in tree.under(head, "det", "predet")}
    bare = node.tag == "NNS" and not lows and not tree.under(head, "poss")
    if not tree.is_noun(at) or not (lows & _NEW or bare):
        return False
    said_of = node.relation in _SAID_OF or (node.relation == "pobj" and tree.nodes[node.head].low in ("as", "like"))
    return not said_of and one.claim_at(head).stands not in _NOT_SO
