"""Which drafts and titles are accepted, what is fallen back to, and why the rest is refused."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from grammar import WrittenParser

from summarizer.compose import best_first, best_wording, own_words_win
from summarizer.records import Candidate, Draft, Judgement, Option, PlanItem, Rejected, Sentence
from summarizer.settings import ComposeSettings, JudgeSettings, VerifySettings
from summarizer.text import word_count
from summarizer.text.analysis import Analyser
from summarizer.text.condensing import condensations
from summarizer.verify import (
    accept,
    judged_options,
    options,
    questions,
    title_carrier,
    title_leads,
    title_questions,
    unquotable,
)
from summarizer.write import versions

SETTINGS, COMPOSE = VerifySettings(), ComposeSettings()
ANALYSE = Analyser(None)
FERRY = "The ferry Halden sank off Skarne on Tuesday, and divers rescued 140 passengers from the cold water."
SHORT = "The ferry Halden sank off Skarne on Tuesday."
FALSE = "The ferry Halden sank off Bergen on Tuesday."


def numbered(*texts: str) -> list[Sentence]:
    return [Sentence(source, 0, len(text), text, 0, 0) for source, text in enumerate(texts)]


def item(seed: int = 0, *support: int, role: Any = "point", salience: float = 1.0) -> PlanItem:
    return PlanItem(role, seed, support, salience)


def accepted(drafts: list[Draft], seed: str = FERRY) -> Candidate | Rejected:
    return judged(drafts, seed=seed, scores=None)


def judged(
    drafts: list[Draft], scores: dict[str, Judgement] | None, seed: str = FERRY, threshold: float = 0.5
) -> Candidate | Rejected:
    """What is chosen when the judge answers with ``scores`` by claim; None without a judge."""
    sentences = numbered(seed)
    checked = options(item(), versions(drafts, ANALYSE(sentences[0].flat), deletes=False), sentences, SETTINGS, ANALYSE)
    found = best_first(checked, sentences[0].flat, COMPOSE)
    asked = questions(item(), found, sentences, SETTINGS, COMPOSE.title_words)
    answers = None if scores is None else {pair: scores.get(pair[1], Judgement(0.0, 0.0)) for pair in asked}
    choices = judged_options(item(), found, answers, JudgeSettings(threshold=threshold), sentences)
    return best_wording(item(), choices, unquotable(seed, SETTINGS, ANALYSE), sentences, COMPOSE)


def test_a_draft_that_stands_is_taken() -> None:
    found = accepted([Draft(SHORT)])
    assert isinstance(found, Candidate)
    assert (found.text, found.origin, found.rejected) == (SHORT, "written", ())


def test_the_best_draft_that_stands_is_taken_and_the_others_are_kept_with_reasons() -> None:
    found = accepted([Draft(FALSE), Draft(SHORT)])
    assert isinstance(found, Candidate)
    assert found.text == SHORT
    assert [draft.text for draft in found.rejected] == [FALSE]
    assert "the name Bergen is not in the evidence" in found.rejected[0].reasons


RESCUED = "On Tuesday the ferry Halden sank off Skarne and divers rescued 140 passengers."


def test_of_two_supported_drafts_the_one_that_keeps_the_facts_is_taken() -> None:
    found = judged([Draft(SHORT), Draft(RESCUED)], {SHORT: Judgement(0.95, 0.0), RESCUED: Judgement(0.93, 0.0)})
    assert isinstance(found, Candidate)
    assert (found.text, found.support) == (RESCUED, 0.93)


def test_what_the_judge_refuses_is_not_written_whatever_the_checks_say() -> None:
    found = judged([Draft(SHORT), Draft(RESCUED)], {SHORT: Judgement(0.9, 0.0), RESCUED: Judgement(0.2, 0.7)})
    assert isinstance(found, Candidate)
    assert found.text == SHORT
    assert "contradicts it (support 0.20)" in found.rejected[0].reasons[0]
    refused = judged([Draft(SHORT)], {SHORT: Judgement(0.4, 0.1)})
    assert isinstance(refused, Candidate)
    assert (refused.text, refused.origin) == (FERRY, "quoted")
    assert "is not supported by it (support 0.40)" in refused.rejected[0].reasons[0]


def test_the_judge_is_not_asked_about_what_the_checks_refuse() -> None:
    found = options(item(), [Draft(FALSE), Draft(SHORT), Draft(FERRY)], numbered(FERRY), SETTINGS, ANALYSE)
    assert questions(item(), found, numbered(FERRY), SETTINGS, COMPOSE.title_words) == [(FERRY, SHORT)]


def test_a_long_copied_run_gives_way_to_wording_of_its_own() -> None:
    copied = "The ferry Halden sank off Skarne on Tuesday, and divers rescued 140 passengers."
    own = "The ferry Halden sank off Skarne on Tuesday; 140 passengers were rescued by divers."
    found = accepted([Draft(copied, -0.3), Draft(own, -0.6)])
    assert isinstance(found, Candidate)
    assert found.text == own


def test_without_a_draft_that_stands_the_source_is_quoted() -> None:
    found = accepted([Draft(FALSE)])
    assert isinstance(found, Candidate)
    assert (found.text, found.origin, found.support) == (FERRY, "quoted", 1.0)
    assert [draft.text for draft in found.rejected] == [FALSE]


def test_a_draft_loses_its_empty_tail() -> None:
    seed = "The ferry Halden sank off Skarne on Tuesday, raising many questions about the harbour of Bergen."
    found = accepted([Draft(f"{SHORT[:-1]}, raising many questions.")], seed)
    assert isinstance(found, Candidate)
    assert found.text == SHORT


def test_a_draft_that_broke_off_is_not_taken() -> None:
    found = accepted([Draft(SHORT, -1.0, SETTINGS.min_worst_logprob - 1)])
    assert isinstance(found, Candidate)
    assert found.origin == "quoted"
    assert found.rejected == (Rejected(SHORT, ("its wording broke off",)),)


@pytest.mark.parametrize(
    ("seed", "reason"),
    [
        ("He left the harbour of Skarne on Tuesday with 140 others.", "leans on an earlier one"),
        (" ".join(f"Halden{at}" for at in range(80)), f"over {SETTINGS.max_quoted_words} words"),
    ],
)
def test_what_cannot_stand_alone_is_left_out_with_reasons(seed: str, reason: str) -> None:
    found = accepted([Draft(FALSE)], seed)
    assert isinstance(found, Rejected)
    assert found.text == seed
    assert reason in found.reasons[0]
    assert "the name Bergen is not in the evidence" in found.reasons


LEADS = numbered(FERRY, "Ada Brink of the coast guard asked for calm in Lund.")


@pytest.mark.parametrize(
    ("draft", "carrier"),
    [
        (Draft("Ferry Halden sank off Skarne"), 0),
        (Draft("Coast guard asks for calm"), 1),
        (Draft("Ferry Halden sank off Bergen"), None),
        (Draft("Ferry Halden sank off Skarne", -2.0, -9.0), None),
        (Draft(""), None),
    ],
)
def test_a_written_title_stands_when_one_of_the_leads_carries_it(draft: Draft, carrier: int | None) -> None:
    found = title_carrier(draft.text, title_leads(draft, LEADS, SETTINGS, ANALYSE), None, 0.0)
    assert found == (None if carrier is None else LEADS[carrier])


def test_the_judge_must_support_a_written_title_too() -> None:
    draft = Draft("Ferry Halden sank off Skarne")
    leads = title_leads(draft, LEADS, SETTINGS, ANALYSE)
    asked = title_questions(draft.text, leads)
    assert asked[0] == (FERRY, draft.text)
    for support, carrier in ((0.9, LEADS[0]), (0.5, None)):
        judged = {pair: Judgement(support, 0.0) for pair in asked}
        assert title_carrier(draft.text, leads, judged, 0.7) == carrier


def test_without_a_lead_no_title_stands() -> None:
    assert title_leads(Draft(""), [], SETTINGS, ANALYSE) == ()
    assert title_carrier("", (), None, 0.0) is None


def test_of_a_lead_the_judge_is_also_asked_about_a_short_option() -> None:
    sentences = numbered(FERRY)
    long = [Option(f"{FERRY[:-1]} {word}.", 1.0, None) for word in ("indeed", "there", "again")]
    found = [*long, Option(SHORT, 1.0, None)]
    assert [claim for _, claim in questions(item(role="lead"), found, sentences, SETTINGS, COMPOSE.title_words)] == [
        *(o.text for o in long),
        SHORT,
    ]
    assert [claim for _, claim in questions(item(), found, sentences, SETTINGS, COMPOSE.title_words)] == [
        option.text for option in long
    ]


def test_the_source_s_own_words_are_told_unless_a_shorter_form_has_more_merit() -> None:
    long = "The ferry Halden sank off Skarne on Tuesday with boats, nets, ropes, sails, oars, tar and a great many"
    seeds = {
        "The ferry Halden sank off Skarne on Tuesday.": ("The ferry Halden sank.", "quoted"),
        f"{long} other things of the kind that lay on its old deck.": (SHORT, "written"),
    }
    for seed, (short, origin) in seeds.items():
        option = Option(short, 1.0, None)
        found = best_wording(item(), [option], "", numbered(seed), COMPOSE, own_first=True)
        assert isinstance(found, Candidate)
        assert (found.text, found.origin) == (seed if origin == "quoted" else short, origin)
        assert isinstance(best_wording(item(), [option], "", numbered(seed), COMPOSE), Candidate)
        unfit = best_wording(item(), [option], "it leans", numbered(seed), COMPOSE, own_first=True)
        assert isinstance(unfit, Candidate)
        assert unfit.text == short


AGED = (
    "Ada/NNP/compound>2 Brink/NNP/nsubj>6 ,/,/punct>2 41/CD/nummod>2 ,/,/punct>2 left=leave/VBD the/DT/det>8 "
    "harbour/NN/dobj>6 of/IN/prep>8 Skarne/NNP/pobj>9 on/IN/prep>6 Tuesday/NNP/pobj>11 "
    "with/IN/prep>6 boats/NNS/pobj>13 ."
)
WHOLE = "Ada Brink, 41, left the harbour of Skarne on Tuesday with boats."
LESS = "Ada Brink left the harbour of Skarne on Tuesday with boats."


def test_of_a_sentence_that_only_lost_what_its_grammar_lets_go_no_judge_is_asked() -> None:
    read, sentences = Analyser(WrittenParser(AGED)), numbered(WHOLE)
    found = options(item(), [Draft(LESS)], sentences, SETTINGS, read)
    assert [(one.sure, one.reasons, one.support) for one in found] == [(True, (), 1.0)]
    assert questions(item(), found, sentences, SETTINGS, 14) == []
    assert judged_options(item(), found, {}, JudgeSettings(), sentences) == found
    asking = replace(SETTINGS, ask_deletions=True)
    found = options(item(), [Draft(LESS)], sentences, asking, read)
    assert questions(item(), found, sentences, asking, 14) == [(WHOLE, LESS)]
    assert judged_options(item(), found, {}, JudgeSettings(), sentences) == ()


def test_of_what_was_worded_anew_or_put_in_the_judge_is_asked() -> None:
    read, sentences = Analyser(WrittenParser(AGED)), numbered(WHOLE)
    anew = options(item(), [Draft("Ada Brink left Skarne on Tuesday with boats.")], sentences, SETTINGS, read)
    put_in = replace(item(), resolved=WHOLE.replace("Tuesday", "10 May"))
    assert not any(one.sure for one in anew)
    assert not any(one.sure for one in options(put_in, [Draft(LESS)], sentences, SETTINGS, read))


LOOSE = AGED.replace(",/,/punct>2 41", "-/HYPH/punct>2 41").replace("41/CD/nummod>2 ,/,", "41/CD/nummod>2 -/HYPH")


def test_a_dash_that_stands_alone_may_be_a_hyphen() -> None:
    whole = "Ada Brink - 41 - left the harbour of Skarne on Tuesday with boats."
    read = Analyser(WrittenParser(LOOSE))
    assert condensations(read(whole)) == (whole, LESS)
    assert [one.sure for one in options(item(), [Draft(LESS)], numbered(whole), SETTINGS, read)] == [False]


def test_half_of_a_word_is_not_what_its_grammar_lets_go(monkeypatch: pytest.MonkeyPatch) -> None:
    """A parser that cuts "3DS" in two lets its second half go."""
    whole, halved, short = (
        "The shop sold the 3DS to Ada, her son.",
        "The shop sold the 3 to Ada.",
        "The shop sold it to Ada.",
    )
    monkeypatch.setattr(accept, "condensations", lambda _: (whole, halved, "The shop sold the 3DS to Ada."))
    drafts = [Draft(halved), Draft("The shop sold the 3DS to Ada."), Draft(short)]
    found = options(item(), drafts, numbered(whole), SETTINGS, ANALYSE)
    assert [one.sure for one in found] == [False, True, False]


def test_where_the_sentence_itself_has_more_merit_no_support_helps_a_shorter_one() -> None:
    sentences, merits = numbered(FERRY), replace(COMPOSE, copied_cost=0.0)
    lost, kept = Option("The ferry Halden sank off Skarne.", 1.0, None), Option(f"Indeed, {FERRY}", 1.0, None)
    assert own_words_win([lost], item(), "", sentences, merits)
    assert not own_words_win([lost], item(), "it leans", sentences, merits)
    assert not own_words_win([lost], replace(item(), resolved=FERRY), "", sentences, merits)
    assert not own_words_win([lost, Option(FERRY[:-1], 1.0, None)], item(), "", sentences, merits)
    for support in (0.0, 0.5, 1.0):
        told = best_wording(item(), [replace(lost, support=support)], "", sentences, merits, own_first=True)
        assert isinstance(told, Candidate)
        assert (told.text, told.origin) == (FERRY, "quoted")
    assert own_words_win([kept], item(), "", sentences, merits) == (word_count(FERRY) < word_count(kept.text) > 22)
