"""Groups the chosen sentences with what other sources say of the same fact, and puts them in reading order.

A cosine of 0.60 to 0.70 with all-MiniLM-L6-v2 means *same topic*, not *same fact*. So the cosine is only the
filter here; two sentences count as the same fact when their content words, names and numbers agree as well.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date as Day
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from summarizer.plan.cast import cast_of, named_elsewhere
from summarizer.plan.contexts import with_context, without_asked
from summarizer.plan.leads import agreement, common_openings, lead_rows, share_of_openings, with_merits
from summarizer.plan.leads import focused as focused
from summarizer.plan.outdated import Heir
from summarizer.plan.rated import Rate, rated
from summarizer.plan.units import stand_alike, teller, units
from summarizer.plan.units import with_wordings as with_wordings
from summarizer.plan.wordings import best_opening
from summarizer.records import Chosen, Document, Fact, Plan, PlanItem, Role, Sentence, Statement
from summarizer.settings import OutputSettings, PlanSettings
from summarizer.text import (
    canonical_stems,
    dangles,
    fact_score,
    is_background,
    name_key,
    names,
    numbers,
    word_count,
)
from summarizer.text.analysis import Analyser
from summarizer.text.earlier import is_of_the_past
from summarizer.text.hours import Stamp, stamps
from summarizer.text.numbers import quantities
from summarizer.text.people import Member
from summarizer.text.provenance import Provenance
from summarizer.text.tolls import Toll, tolls

Floats = NDArray[np.float32]


def words_wanted(output: OutputSettings, settings: PlanSettings) -> float:
    """How many words the briefing is to have, about as many where its sentences are counted."""
    return output.sentences * settings.words_per_sentence or output.words


def sentences_needed(output: OutputSettings, settings: PlanSettings) -> int:
    """How many sentences to select so that the budget is met even when some drafts are rejected."""
    wanted = words_wanted(output, settings) / settings.words_per_sentence
    return max(math.ceil(wanted * (1.0 + settings.surplus)), settings.lead_sentences + 1)


def shortfall(chosen: Sequence[Sentence], output: OutputSettings, settings: PlanSettings) -> float:
    """How many times more sentences it takes to fill a word budget than these, 1 or less when they will do.

    Sources with short sentences need more of them. The writer shortens.
    """
    if output.sentences:
        return 1.0
    expected = settings.kept_words * sum(word_count(sentence.flat) for sentence in chosen)
    return output.words * (1.0 + settings.surplus) / max(expected, 1.0)


def make_plan(
    chosen: Sequence[Chosen],
    sentences: Sequence[Sentence],
    embeddings: Floats,
    settings: PlanSettings,
    second_hand: Collection[int] = (),
    statements: Sequence[Statement] = (),
    one_sided: Collection[int] = (),
    facts: Sequence[Fact] = (),
    known: Provenance | None = None,
    asked: Floats | None = None,
    apart: Collection[int] = (),
) -> Plan:
    """Groups the chosen sentences by fact and puts them in order.

    Args:
        chosen: what selection took, in its order.
        sentences: all sentences of the cluster.
        embeddings: (n, d) float32, unit rows, in their order.
        settings: thresholds and the number of lead sentences.
        second_hand: sources that have their facts from another one; that one is used, where both are available.
        statements: how each sentence may be told; plainly, where none are given.
        one_sided: sources of a party to the event, and opinions: what they claim alone counts for less.
        facts: which sentences state the same.
        known: from whom the sources have what they tell.
        asked: (n,) float32: how near each sentence is to the focus; None without one.
        apart: rows that answer a claim: these are told for themselves, however near to another they are.

    Returns:
        A plan in which no two items state the same fact: the lead items, then points by salience, what is settled
        before what is not, then background. What is withheld is in none, and a unit of sentences in one at most.
    """
    told = statements or [Statement()] * len(sentences)
    together = units(told)
    ranked = [
        replace(one, salience=one.salience - settings.one_sided)
        if sentences[one.index].source in one_sided and one.index not in together
        else one
        for one in chosen
    ]
    common = common_openings(sentences, second_hand, settings)
    items = [
        replace(
            item,
            agreement=agreement(item.seed, sentences, embeddings, second_hand, settings)
            if asked is None
            else float(asked[item.seed]),
            shared=share_of_openings(sentences[item.seed], common, settings),
        )
        for item in _grouped(ranked, sentences, embeddings, settings, second_hand, told, facts, known, apart)
    ]
    return _arranged(with_merits(items, sentences, settings), sentences, settings)


def _arranged(
    items: Sequence[PlanItem], sentences: Sequence[Sentence], settings: PlanSettings, analyse: Analyser | None = None
) -> Plan:
    """The items, whose merits as openings are known, with their roles, in reading order."""
    leads = set(lead_rows(items, settings))
    cast = [
        replace(item, role="lead" if item.seed in leads else _role(sentences[item.seed], analyse)) for item in items
    ]
    leading = sorted((item for item in cast if item.role == "lead"), key=lambda item: -item.merit)
    others = [item for item in cast if item.role != "lead"]
    others.sort(
        key=lambda item: (
            item.role == "background", not item.statement.settled, item.statement.past, -item.salience,
        )
    )  # fmt: skip
    return Plan((*leading, *others))


def _grouped(
    chosen: Sequence[Chosen],
    sentences: Sequence[Sentence],
    embeddings: Floats,
    settings: PlanSettings,
    second_hand: Collection[int],
    statements: Sequence[Statement],
    facts: Sequence[Fact],
    known: Provenance | None,
    apart: Collection[int],
) -> list[PlanItem]:
    """An item for each fact, based on the clearest sentence that is not second-hand; arguments as in `make_plan`."""
    items: list[PlanItem] = []
    together = units(statements)
    told = {row for row, one in enumerate(statements) if one.withheld}
    stated = {row: fact for fact in facts for row in fact.rows}
    for choice in chosen:
        if choice.index in told:
            continue
        if choice.index in together:
            told |= set(together[choice.index])
            if (row := teller(together[choice.index], statements)) is not None:
                items.append(PlanItem("point", row, (), choice.salience, statement=statements[row]))
            continue
        fact = stated.get(choice.index, Fact((choice.index,), 1))
        near = same_fact_rows(choice.index, sentences, embeddings, settings)
        alike = _one_a_source((*(row for row in fact.rows if row != choice.index), *near), sentences)
        free = [row for row in alike if not (row in told or row in together or {row, choice.index} & {*apart})]
        item = _of_choice(choice, fact, free, sentences, statements, second_hand, settings)
        item = replace(item, origins=_origins(item, fact, sentences, second_hand, known))
        told |= {*fact.rows, *item.evidence}
        items.append(replace(item, support=item.support[: settings.max_support]))
    return items


def _of_choice(
    choice: Chosen,
    fact: Fact,
    alike: Sequence[int],
    sentences: Sequence[Sentence],
    statements: Sequence[Statement],
    second_hand: Collection[int],
    settings: PlanSettings,
) -> PlanItem:
    """The item for a chosen sentence, its fact, and rows of other sources that state the same."""
    support = tuple(row for row in alike if stand_alike(statements[row], statements[choice.index]))
    item = _of_one_fact((choice.index, *support), choice.salience, sentences, statements, second_hand, settings)
    if fact.origins > 1:  # selection took the wording that most of them carry
        item = replace(item, seed=choice.index, support=support, statement=statements[choice.index])
    return item


def _origins(
    item: PlanItem,
    fact: Fact,
    sentences: Sequence[Sentence],
    second_hand: Collection[int],
    known: Provenance | None,
) -> int:
    """How many independent origins state what an item tells."""
    first_hand = [row for row in item.evidence if sentences[row].source not in second_hand]
    sources = len({sentences[row].source for row in first_hand})
    count = known.count(first_hand, sentences[item.seed].flat) if known and sources > 1 else sources
    return max(fact.origins, count, 1)


def _one_a_source(rows: Sequence[int], sentences: Sequence[Sentence]) -> list[int]:
    """The first row of each source."""
    first: dict[int, int] = {}
    for row in rows:
        first.setdefault(sentences[row].source, row)
    return list(first.values())


def _of_one_fact(
    rows: Sequence[int],
    salience: float,
    sentences: Sequence[Sentence],
    statements: Sequence[Statement],
    second_hand: Collection[int],
    settings: PlanSettings,
) -> PlanItem:
    """The item for sentences that state one fact: it is told as the one that is surest of it says it."""

    def worth(row: int) -> tuple[bool, bool, float, int]:
        first_hand = sentences[row].source not in second_hand
        return not statements[row].voice, first_hand, _clarity(sentences[row], settings), -row

    seed = max(rows, key=worth)
    rest = tuple(row for row in rows if row != seed)
    return PlanItem("point", seed, rest, salience, statement=statements[seed])


def _role(sentence: Sentence, analyse: Analyser | None) -> Role:
    past = is_of_the_past(analyse(sentence.flat)) if analyse else is_background(sentence.flat)
    return "background" if past else "point"


def with_openings(
    plan: Plan,
    sentences: Sequence[Sentence],
    analyse: Analyser,
    days: Sequence[Day | None] = (),
    settings: PlanSettings | None = None,
    focus: str = "",
    cast: Sequence[Member] | None = None,
    statements: Sequence[Statement] = (),
    second_hand: Collection[int] = (),
    heirs: Sequence[Heir] = (),
    news: Collection[int] = (),
    moments: Sequence[datetime | None] = (),
    rate: Rate | None = None,
) -> Plan:
    """The plan with what its seeds lean on put in where their own source tells it, and with what they lean on still.

    It is arranged anew: what leans on something that the reader has not been told of is no good opening. A lead is told
    in the words of the source that makes the best opening of it.

    Args:
        plan: what is to be told.
        sentences: all sentences of the cluster.
        analyse: reads sentences.
        days: the day of each source, where known.
        settings: what makes a good opening.
        focus: what the reader asked for, and so knows of.
        cast: the people of the cluster; None where they have to be looked for.
        statements: how each sentence may be told; where none are given, no wording takes the place of another.
        second_hand: sources that have their facts from another one.
        heirs: the rows that tell the newest number of a figure, with those whose number each replaces. They open as
            well as these do, and are better told with "the hospital", of which the reader knows nothing, than not.
        news: rows that tell the newest news.
        moments: when each source told what it tells, as `records.told_at` gives it.
        rate: rates what is told; None where nobody can.
    """
    settings = settings or PlanSettings()
    named = named_elsewhere(cast_of(sentences, analyse) if cast is None else cast, sentences, analyse)
    common = common_openings(sentences, second_hand, settings)
    replaced_by = {heir.row: heir.replaced for heir in heirs}

    def tell(item: PlanItem) -> PlanItem:
        told = without_asked(with_context(item, sentences, analyse, days, named, settings), focus)
        replaced = replaced_by.get(item.seed, ())
        if replaced:
            told = replace(told, unexplained=())
        shares = [share_of_openings(sentences[row], common, settings) for row in (item.seed, *replaced)]
        return replace(told, shared=max(shares))

    def worth(items: Sequence[PlanItem]) -> list[PlanItem]:
        return with_merits(rated(items, sentences, rate), sentences, settings, analyse, days, news, moments)

    items = worth([tell(item) for item in plan.items])
    leads, margin = lead_rows(items, settings), settings.lead_reworded
    opened = [best_opening(item, tell, worth, statements, margin) if item.seed in leads else item for item in items]
    return _arranged(worth(opened), sentences, settings, analyse)


def superseded(sentences: Sequence[Sentence], documents: Sequence[Document]) -> dict[int, str]:
    """Rows of sentences whose count of people a later entry of the same report has overtaken, each with the reason.

    A live blog or a rolling agency report keeps its old entries, each under its hour; without the hour, the toll of the
    morning reads like that of the evening.
    """
    found: dict[int, str] = {}
    for source, document in enumerate(documents):
        entries = list(stamps(document.text))
        if len(entries) < 2:
            continue
        counted = [
            (_entry_of(entries, sentences[row].start), row, toll)
            for row in range(len(sentences))
            if sentences[row].source == source
            for toll in tolls(sentences[row].flat)
            if not toll.partial
        ]
        for entry, row, toll in counted:
            later = [
                (other, one)
                for other, _, one in counted
                if (one.fate, one.who) == (toll.fate, toll.who)
                and entry is not None
                and other is not None
                and other > entry
            ]
            if later and not any(_meet(one, toll) for _, one in later):
                _, newest = max(later, key=lambda pair: pair[0])
                found[row] = f"a later entry of the same report has another count: “{newest.claim}”"
    return found


def _entry_of(entries: Sequence[Stamp], start: int) -> tuple[Day, str] | None:
    """The day, as far as it is given, and the hour of the entry that a place of the text is in."""
    return next(((one.day or Day.min, one.clock) for one in reversed(entries) if one.end <= start), None)


def _meet(first: Toll, second: Toll) -> bool:
    return first.quantity.low <= second.quantity.high and second.quantity.low <= first.quantity.high


def _clarity(sentence: Sentence, settings: PlanSettings) -> float:
    """How well a sentence says its fact: concrete, readable alone, and not too long."""
    text = sentence.flat
    return fact_score(text) - dangles(text) - settings.wordy * max(word_count(text) - settings.free_words, 0)


def same_fact_rows(
    row: int, sentences: Sequence[Sentence], embeddings: Floats, settings: PlanSettings
) -> tuple[int, ...]:
    """Rows of other sources that state the same fact, the nearest of each source, best first."""
    cosines = embeddings @ embeddings[row]
    best: dict[int, int] = {}
    for other in np.argsort(-cosines, kind="stable"):
        if cosines[other] < settings.same_fact:
            break
        source = sentences[other].source
        if source == sentences[row].source or source in best:
            continue
        first, second = sentences[row].flat, sentences[other].flat
        if same_fact(first, second, float(cosines[other]), settings) and _tell_alike(first, second, settings):
            best[source] = int(other)
    return tuple(best.values())[: settings.max_support]


def same_fact(first: str, second: str, cosine: float, settings: PlanSettings) -> bool:
    """Whether two sentences that are near in meaning state the same fact.

    Their numbers must not differ, and the shorter one's content words must mostly be in the longer one.
    """
    if cosine < settings.same_fact:
        return False
    mine, theirs = set(numbers(first)), set(numbers(second))
    if mine and theirs and not mine & theirs:
        return False
    if cosine >= settings.paraphrase:
        return True
    return overlap(first, second) >= settings.min_overlap and _names_meet(first, second)


def _tell_alike(first: str, second: str, settings: PlanSettings) -> bool:
    """Whether two sentences share most of the words of the shorter that are no names or numbers.

    Names and numbers a whole story shares: "Orm have signed Duarte for 34 million", "Vasco receive 38 million for
    Duarte, 34 million of it now".
    """
    mine, theirs = (_plain_stems(text) for text in (first, second))
    return len(mine & theirs) >= settings.plain_overlap * min(len(mine), len(theirs))


def _plain_stems(text: str) -> frozenset[str]:
    named = names(text)
    spelt = [*named, *(text[one.start : one.end] for one in quantities(text))]
    return canonical_stems(text) - {*map(name_key, named), *(stem for one in spelt for stem in canonical_stems(one))}


def overlap(first: str, second: str) -> float:
    """Shared content stems over those of the shorter sentence, in [0, 1]."""
    mine, theirs = canonical_stems(first), canonical_stems(second)
    return len(mine & theirs) / max(min(len(mine), len(theirs)), 1)


def _names_meet(first: str, second: str) -> bool:
    mine, theirs = {name_key(name) for name in names(first)}, {name_key(name) for name in names(second)}
    return not mine or not theirs or bool(mine & theirs)
