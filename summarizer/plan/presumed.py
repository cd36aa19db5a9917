"""What a sentence takes as known still: "the store", where its source has told of one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from summarizer.records import Unexplained
from summarizer.text.analysis import Analyser, Analysis
from summarizer.text.clauses import SUBJECTS
from summarizer.text.leaning import POINTING, Leaning, is_age, leanings
from summarizer.text.lexicon import CLASSES, PEOPLE, PLACES, same_thing
from summarizer.text.words import identity


def presumed(text: str, before: Sequence[Analysis], analyse: Analyser) -> Iterator[tuple[Leaning, Unexplained]]:
    """What a text takes as known still; a noun only where its source has told of it, or may have by another word."""
    one = analyse(text)
    for lean in leanings(one):
        if lean.kind in ("connective", "pronoun"):
            continue
        phrase = text[lean.start : lean.end].strip(" ,")
        if lean.kind in ("time", "whose", "other"):
            # "That student" is the one of the sentence before, whatever other students were told of.
            pointing = phrase.split()[0].lower() in POINTING
            named = lean.kind == "other" and not pointing and one.tree.nodes[lean.at].pos == "NOUN"
            yield lean, Unexplained(phrase, _ids(one, lean) if named else ())
        elif _was_told(one, lean, before):
            yield lean, Unexplained(phrase, _ids(one, lean))


def _was_told(one: Analysis, lean: Leaning, before: Sequence[Analysis]) -> bool:
    """Whether a source that says "the store" has spoken of it, so that its readers knew; the sea they know anyway."""
    lemma = one.tree.nodes[lean.at].lemma
    if before and (is_age(one, lean.at) or lemma in CLASSES or lemma in PEOPLE or lemma in PLACES):
        return True
    if before and one.tree.nodes[lean.at].relation in SUBJECTS and one.tree.nodes[lean.at].head in one.tree.roots:
        return True  # what a sentence is about was spoken of before it, whatever it was called there
    ids = _ids(one, lean)
    return any(other.places(known) for other in before for known in ids)


def _ids(one: Analysis, lean: Leaning) -> tuple[str, ...]:
    """The ids of words that tell of the same thing."""
    own, lemma = one.words[lean.at].id, one.tree.nodes[lean.at].lemma
    if is_age(one, lean.at):
        return (one.words[lean.at].low.split("-")[0],)
    if one.words[lean.at].kind == "number":
        return (own, identity(one.words[lean.at].low))  # "the 442nd", of the 442nd Regiment
    alike = set(same_thing(lemma))
    if lemma in CLASSES and not one.words[lean.at].quoted:  # "“Corvex lied,” the company said", once Corvex is told
        nodes = one.tree.nodes
        acting = [at for at in range(lean.at) if nodes[at].pos == "PROPN" and nodes[at].relation != "compound"]
        alike |= {one.words[at].id for at in acting if one.words[at].quoted}
    return (own, *sorted(alike - {own}))
