"""What was written for a planned item: which of it is accepted, and why the rest is refused.

First the rules (`options`), then the judge on what passed them (`questions`, `judged_options`): the order in which they
cost time. Without a judge the rules alone decide. A source's own sentence is always true to it, but not always fit to
be quoted alone (`unquotable`).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from summarizer.model_settings import JudgeSettings
from summarizer.records import Answers, Draft, Judgement, Option, Pair, PlanItem, Sentence
from summarizer.settings import VerifySettings
from summarizer.text import (
    counts_victims,
    is_statement,
    numbers,
    outside_quotations,
    paired_quotes,
    speaks_of_victims,
    word_count,
    words,
)
from summarizer.text.analysis import Analyser
from summarizer.text.condensing import condensations
from summarizer.text.headings import is_heading, is_labelled
from summarizer.text.leaning import leans
from summarizer.text.voices import first_person
from summarizer.verify.verdict import check, check_title

_MARKS = str.maketrans(dict.fromkeys("“”„«»\"‘’'.,"))
_LABEL = re.compile(r"[A-Za-zÀ-ÿ][^\d.!?…:;”\"’»)]*")
"""A heading or caption: words without a full stop, a number or a colon."""

_DASH = re.compile(r"(?<=\s)[-–—]+(?=\s)|[–—]|--")


def options(
    item: PlanItem,
    drafts: Sequence[Draft],
    sentences: Sequence[Sentence],
    settings: VerifySettings,
    analyse: Analyser,
    max_words: int = 35,
    date: str | None = None,
) -> tuple[Option, ...]:
    """Checks by rule every text that was written or shortened for an item.

    Args:
        item: what was planned.
        drafts: the texts.
        sentences: all sentences of the cluster.
        settings: limits of the checks.
        analyse: reads sentences.
        max_words: a longer text is refused.
        date: ISO date of the seed's source, where it is known: it says which day "Thursday" is.

    Returns:
        One option a text, in the order of the drafts; the source's own sentence is not among them.
    """
    seed, own = item.told(sentences), sentences[item.seed].flat
    drafts = [draft for draft in drafts if draft.text != own]
    sure = _sure(seed, settings, analyse) if drafts and seed == own else frozenset[str]()
    found = []
    for draft in drafts:
        longest = settings.max_quoted_words if draft.text == seed else max_words
        verdict = check(draft.text, [seed], settings, analyse, [date])
        reasons = (*verdict.reasons, *_broken(draft, settings), *_misses(draft.text, seed, longest, settings))
        found.append(Option(draft.text, verdict.support, draft.logprob, reasons, draft.text in sure))
    return tuple(found)


def _sure(own: str, settings: VerifySettings, analyse: Analyser) -> frozenset[str]:
    """What a sentence may be told as without a judge: with parts left out that its grammar lets go, in whole words,
    and with all dashes.

    Of 509 such texts, made of sentences from Wikipedia, news and calls that no evaluation uses, the judge refused ten.
    Seven were wrong, each for what is asked about here: a dash that stands alone, in text of loose tokens a hyphen
    ("2004 - 2005"), or half of a word ("3DS").
    """
    if settings.ask_deletions:
        return frozenset()
    dashes, whole = len(_DASH.findall(own)), {word.lower() for word in words(own)}
    return frozenset(
        text
        for text in condensations(analyse(own))[1:]
        if len(_DASH.findall(text)) == dashes and all(word.lower() in whole for word in words(text))
    )


def _is_all_quoted(text: str, settings: VerifySettings) -> bool:
    """Whether a text has too few words outside its quotation to say who speaks."""
    own = outside_quotations(text).translate(_MARKS)
    return word_count(own) < settings.min_own_words


def _misses(text: str, seed: str, max_words: int, settings: VerifySettings) -> tuple[str, ...]:
    """Why a text that was shortened is refused: it is too long still, or has lost who speaks or how many victims."""
    reasons: tuple[str, ...] = (f"it has over {max_words} words",) if word_count(text) > max_words else ()
    if _is_all_quoted(text, settings):
        reasons = (*reasons, "it does not say who speaks")
    if counts_victims(seed) and speaks_of_victims(text) and not set(numbers(seed)) & set(numbers(text)):
        reasons = (*reasons, "it speaks of victims without the number that its source gives")
    return reasons


def _broken(draft: Draft, settings: VerifySettings) -> tuple[str, ...]:
    """Why a draft is refused whose words the writer itself found unlikely: such sentences are often broken."""
    worst, mean = draft.worst_logprob, draft.logprob
    if worst is not None and worst < settings.min_worst_logprob:
        return ("its wording broke off",)
    return ("its wording is unlikely",) if mean is not None and mean < settings.min_logprob else ()


def questions(
    item: PlanItem,
    choices: Sequence[Option],
    sentences: Sequence[Sentence],
    settings: VerifySettings,
    title_words: int,
) -> list[Pair]:
    """What the judge must be asked: (evidence, claim) of the first options that passed the checks and are not sure.

    Of a lead's options also the first that is short enough for a title of ``title_words`` words. ``choices`` are
    sorted, the best first.
    """
    passed = [option for option in choices if not option.reasons]
    asked = passed[: settings.asked]
    if item.role == "lead":
        asked += [option for option in passed[settings.asked :] if option.fits_title(title_words)][:1]
    return [(item.evidence_text(sentences), option.text) for option in asked if not option.sure]


def judged_options(
    item: PlanItem,
    choices: Sequence[Option],
    judged: Answers | None,
    settings: JudgeSettings,
    sentences: Sequence[Sentence],
    open_pairs: Collection[Pair] = (),
) -> tuple[Option, ...]:
    """The options of an item with what the judge says of them.

    Args:
        item: what was planned.
        choices: its options.
        judged: the judge's answers to `questions`; None where there is no judge.
        settings: the probability from which a text counts as supported.
        sentences: all sentences of the cluster.
        open_pairs: what it has not been asked yet, and would be if it mattered; till then it counts as supported.

    Returns:
        The same in the same order, without those that passed the rules without being sure and that the judge is not
        asked about.
    """
    if judged is None:
        return tuple(choices)
    evidence = item.evidence_text(sentences)
    found = []
    for option in choices:
        answer = judged.get((evidence, option.text))
        if answer is not None:
            reasons = option.reasons or _objection(answer, settings)
            found.append(replace(option, support=answer.supported, reasons=reasons))
        elif option.reasons or option.sure or (evidence, option.text) in open_pairs:
            found.append(option)
    return tuple(found)


def _objection(judgement: Judgement, settings: JudgeSettings) -> tuple[str, ...]:
    """Why the judge refuses a text, or nothing."""
    if judgement.supported >= settings.threshold:
        return ()
    what = "contradicts it" if judgement.contradicted >= settings.contradiction else "is not supported by it"
    return (f"the judge read it against its evidence: it {what} (support {judgement.supported:.2f})",)


def unquotable(text: str, settings: VerifySettings, analyse: Analyser, follows: bool = False) -> str:
    """Why a source's sentence cannot be quoted on its own, or nothing; it may lean where it ``follows`` another."""
    one = analyse(text)
    if not follows and leans(one):
        return "the source's sentence leans on an earlier one"
    tree = one.tree
    if not is_statement(text) or (tree.parsed and not tree.has_verb):
        return "the source's sentence is no statement"
    if first_person(text) or _is_all_quoted(text, settings):
        return "the source's sentence does not say who speaks"
    caption = _LABEL.fullmatch(text) and word_count(text) <= settings.label_words
    if caption or is_heading(one) or is_labelled(one):
        return "the source's line is a label, not a sentence"
    if not paired_quotes(text):
        return "the source's sentence holds half of a quotation"
    if word_count(text) > settings.max_quoted_words:
        return f"the source's sentence has over {settings.max_quoted_words} words"
    return ""


def title_leads(
    draft: Draft, leads: Sequence[Sentence], settings: VerifySettings, analyse: Analyser
) -> tuple[Sentence, ...]:
    """The source sentences behind the lead that carry a written title by rule, each by itself.

    All of them together are no evidence: a title mixed of two sentences let a director "allege" the abuse that he was
    accused of, and rules and judge passed it.
    """
    if draft.worst_logprob is not None and draft.worst_logprob < settings.min_worst_logprob:
        return ()
    return tuple(lead for lead in leads if check_title(draft.text, [lead.flat], settings, analyse).supported)


def title_questions(title: str, leads: Sequence[Sentence]) -> list[Pair]:
    """What the judge must be asked about a written title: (evidence, title); ``leads`` are those of `title_leads`."""
    return [(lead.flat, title) for lead in leads]


def title_carrier(title: str, leads: Sequence[Sentence], judged: Answers | None, threshold: float) -> Sentence | None:
    """The first sentence of `title_leads` that carries the title by the judge's answers too; None where none does."""
    for lead in leads:
        if judged is None or judged[lead.flat, title].supported >= threshold:
            return lead
    return None
