"""The words for a planned item: the best of the accepted texts, else the source's own sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from summarizer.compose.repetition import Floats
from summarizer.records import Candidate, Option, Place, PlanItem, Rejected, Role, Sentence
from summarizer.settings import ComposeSettings
from summarizer.text import commentary_score, dangles, is_statement, paired_quotes, stated_facts, word_count
from summarizer.text.analysis import Analyser
from summarizer.text.voices import attributed_to, first_person, quoted_as, says_who
from summarizer.text.words import CALENDAR, words


def best_first(options: Sequence[Option], seed: str, settings: ComposeSettings) -> tuple[Option, ...]:
    """The options of an item, the accepted ones first, by merit, as long as no judge has read them.

    Args:
        options: what was written for the item.
        seed: the sentence that it was written from.
        settings: what counts in favour of a text, and what against it.
    """
    enough = settings.enough_support
    return tuple(sorted(options, key=lambda option: (bool(option.reasons), -_merit(option, enough, seed, settings))))


def best_wording(
    item: PlanItem,
    options: Sequence[Option],
    problem: str,
    sentences: Sequence[Sentence],
    settings: ComposeSettings,
    own_first: bool = False,
) -> Candidate | Rejected:
    """The wording that was made by rule, else the best of the accepted options, else the source's own words.

    Where none of them will do, why.

    Args:
        item: what was planned.
        options: its options, accepted or refused.
        problem: why the source's own sentence cannot be quoted alone; empty where it can.
        sentences: all sentences of the cluster.
        settings: what counts in favour of a text, and what against it.
        own_first: whether the source's own words are taken, where they can be quoted, unless an option has more merit.
    """
    passage = sentences[item.seed]
    own, seed = passage.flat, item.told(sentences)
    place = Place(passage.source, passage.start, passage.end)
    if item.statement.wording:
        return Candidate(item, item.statement.wording, "written", 1.0, (), place)
    accepted = [option for option in options if not option.reasons]
    refused = tuple(Rejected(option.text, option.reasons) for option in options if option.reasons)
    if accepted:
        best = max(accepted, key=lambda option: _merit(option, option.support, seed, settings))
        if own_first and own_words_win([best], item, problem, sentences, settings):
            return Candidate(item, own, "quoted", 1.0, refused, place)
        return Candidate(item, best.text, "written", best.support, refused, place)
    if problem:
        return Rejected(own, (problem, *(reason for draft in refused for reason in draft.reasons)), place)
    if item.dated:  # what was put in by rule is so; in the source's own words "today" would be another day
        return Candidate(item, seed, "written", 1.0, refused, place)
    return Candidate(item, own, "quoted", 1.0, refused, place)


def own_words_win(
    options: Sequence[Option], item: PlanItem, problem: str, sentences: Sequence[Sentence], settings: ComposeSettings
) -> bool:
    """Whether the source's own words have more merit than each of these options; arguments as in `best_wording`.

    Where they have more than options of full support, they are told whatever is written, and whatever a judge says.
    """
    # What something was put in for is told so: its full text is among the options.
    if problem or item.resolved:
        return False
    own = sentences[item.seed].flat
    worth = _merit(Option(own, 1.0, None), 1.0, own, settings)
    return all(worth > _merit(one, one.support, own, settings) for one in options)


def with_leads(candidates: Sequence[Candidate], count: int) -> tuple[Candidate, ...]:
    """The candidates, the best of them as leads in place of planned ones that cannot be told: a fact before a claim.

    Args:
        candidates: what can be told, in plan order.
        count: how many leads were planned.
    """
    leads = [one for one in candidates if one.item.role == "lead"]
    others = [one for one in candidates if one.item.role != "lead"]
    fit = _fit_to_lead(others, not leads)
    fit.sort(key=lambda one: (not one.item.statement.heads, -one.item.merit))
    promoted = fit[: max(count - len(leads), 0)]
    rest = [one for one in others if all(one is not other for other in promoted)]
    leads += [replace(one, item=replace(one.item, role="lead")) for one in promoted]
    leads.sort(key=lambda one: -one.item.merit)
    return (*leads, *rest)


def leads_apart(candidates: Sequence[Candidate], vectors: Floats, settings: ComposeSettings) -> tuple[Candidate, ...]:
    """The candidates, the leads behind the first chosen anew: what opens best without telling the same again.

    Args:
        candidates: what can be told, the leads first.
        vectors: (n, d) float32, unit rows, their embeddings.
        settings: how much it costs to repeat.
    """
    leads = [row for row, one in enumerate(candidates) if one.item.role == "lead"]
    fit = dict.fromkeys([*leads, *(row for row, one in enumerate(candidates) if _is_fact_alone(one))])
    taken = leads[:1]
    for _ in leads[1:]:
        repeated = (vectors @ vectors[taken].T).max(axis=1)
        worth = {row: candidates[row].item.merit - settings.lead_repeats * repeated[row] for row in fit}
        taken.append(max((row for row in fit if row not in taken), key=lambda row: float(worth[row])))
    roles: dict[int, Role] = {**dict.fromkeys(leads, "point"), **dict.fromkeys(taken, "lead")}
    return tuple(
        replace(one, item=replace(one.item, role=roles.get(row, one.item.role))) for row, one in enumerate(candidates)
    )


def _fit_to_lead(others: Sequence[Candidate], needed: bool) -> list[Candidate]:
    """Which of the other candidates may lead: facts that stand alone; where one is ``needed``, whatever there is."""
    alone = [one for one in others if not one.leans]
    return [one for one in alone if _is_fact_alone(one)] or (alone or list(others) if needed else [])


def _is_fact_alone(one: Candidate) -> bool:
    return not one.leans and one.item.statement.heads and one.item.role == "point"


def with_voice(
    found: Candidate | Rejected, item: PlanItem, sentences: Sequence[Sentence], analyse: Analyser, max_words: int
) -> Candidate | Rejected:
    """What `best_wording` found, with who says it, where it is somebody's word and the text does not say whose.

    Where nothing else will do, a sentence that speaks as "we" is told as that voice's quotation, in its own words.

    Args:
        found: the wording.
        item: what was planned.
        sentences: all sentences of the cluster.
        analyse: reads sentences.
        max_words: a longer sentence is not quoted.
    """
    voice, own = item.statement.voice, sentences[item.seed].flat
    if not voice or item.statement.wording:
        return found
    if isinstance(found, Candidate):
        text = found.text if says_who(analyse(found.text), voice) else attributed_to(found.text, voice)
        return found if text == found.text else replace(found, text=text, origin="written")
    quotable = first_person(own) and is_statement(own) and paired_quotes(own) and not dangles(own)
    if not quotable or word_count(own) > max_words:
        return found
    return Candidate(item, quoted_as(own, voice), "written", 1.0, (), found.place)


def _merit(option: Option, support: float, seed: str, settings: ComposeSettings) -> float:
    """Support first; then the facts and days kept, own wording, fluency and concision."""
    facts, kept = _told(seed), _told(option.text)
    merit = min(support, settings.enough_support) + settings.facts_kept * len(facts & kept) / max(len(facts), 1)
    merit -= settings.copied_cost * (_copied_run(option.text, seed) > settings.max_copied_run)
    merit -= settings.stock_phrase_cost * commentary_score(option.text)
    merit -= settings.wordy_cost * max(word_count(option.text) - settings.free_words, 0)
    return merit + settings.fluency * (option.logprob if option.logprob is not None else settings.ruled_logprob)


def _told(text: str) -> set[str]:
    """Names, numbers, days and months of a text."""
    return stated_facts(text) | {word.lower() for word in words(text) if word.lower() in CALENDAR}


def _copied_run(text: str, source: str) -> int:
    """Length in words of the longest run that both texts share; case and punctuation do not count."""
    mine, theirs = [word.lower() for word in words(text)], [word.lower() for word in words(source)]
    best, runs = 0, [0] * (len(theirs) + 1)
    for word in mine:
        runs = [0, *(runs[at] + 1 if word == other else 0 for at, other in enumerate(theirs))]
        best = max(best, *runs)
    return best
