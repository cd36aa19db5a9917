"""Repeats, budget, title and citations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pipeline_fakes import HashEncoder

from summarizer.compose import (
    Sayings,
    best_wording,
    citation,
    compose_title,
    near_pairs,
    other_titles,
    own_title,
    shorter_title,
)
from summarizer.compose.choosing import choose_rows, choose_under
from summarizer.records import (
    Answers,
    Candidate,
    Citation,
    Document,
    Judgement,
    Option,
    PlanItem,
    Rejected,
    Report,
    Sentence,
    serves_as,
)
from summarizer.settings import ComposeSettings, OutputSettings, VerifySettings
from summarizer.text.analysis import Analyser
from summarizer.verify import differences

SETTINGS, PLAIN = ComposeSettings(), OutputSettings()
ANALYSE = Analyser(None)
FERRY = "The ferry Halden sank off Skarne on Tuesday, and divers rescued 140 passengers from the cold water."
SHORT = "The ferry Halden sank off Skarne on Tuesday."
FALSE = "The ferry Halden sank off Bergen on Tuesday."


def said(answers: Answers) -> Sayings:
    return Sayings(answers, SETTINGS)


def numbered(*texts: str) -> list[Sentence]:
    return [Sentence(source, 0, len(text), text, 0, 0) for source, text in enumerate(texts)]


def differs(text: str, told: str) -> bool:
    """What the pipeline gives: whether numbers, days or denials differ."""
    return bool(differences(text, told, VerifySettings(), ANALYSE, ("quantities", "dates", "polarity")))


def item(seed: int = 0, *support: int, role: Any = "point", salience: float = 1.0) -> PlanItem:
    return PlanItem(role, seed, support, salience)


def candidate(text: str, salience: float = 1.0, role: Any = "point", origin: Any = "written") -> Candidate:
    return Candidate(item(role=role, salience=salience), text, origin, 1.0)


def composed(
    candidates: list[Candidate], words: int = 250, sentences: int = 0, title_words: int = 0
) -> tuple[list[int], list[Rejected]]:
    vectors = HashEncoder().encode([candidate.text for candidate in candidates])
    return choose_rows(
        candidates, vectors, title_words, OutputSettings(words=words, sentences=sentences), SETTINGS, differs
    )


def unlike(count: int, words: int) -> list[str]:
    """Sentences without a word in common."""
    return [" ".join(f"w{n}x{word}" for word in range(words)) for n in range(count)]


def test_a_repeat_is_left_out_with_its_twin_named() -> None:
    rows, left = composed([candidate(SHORT, 2.0), candidate(f"Yes: {SHORT}", 1.0), candidate("Rain fell.")])
    assert rows == [0, 2]
    assert left == [Rejected(f"Yes: {SHORT}", (f"it repeats “{SHORT}”",))]


def test_words_that_were_all_said_are_a_repeat_though_not_near() -> None:
    candidates = [candidate(FERRY, 2.0), candidate("Divers rescued 140 passengers.", 1.0)]
    rows, left = choose_rows(candidates, np.eye(2, dtype=np.float32), 0, PLAIN, SETTINGS, differs)
    assert rows == [0]
    assert "repeats" in left[0].reasons[0]


def test_leads_are_kept_before_better_points_and_reading_order_stays() -> None:
    texts = unlike(4, 6)
    candidates = [
        candidate(texts[0], 0.1),
        candidate(texts[1], 5.0),
        candidate(texts[2], 0.2, "lead"),
        candidate(texts[3], 4.0),
    ]
    rows, left = composed(candidates, sentences=2)
    assert rows == [1, 2]
    assert [draft.reasons for draft in left] == [("there was no room for it",)] * 2


@pytest.mark.parametrize(("first", "taken"), [({"role": "background"}, 1), ({"origin": "quoted"}, 0)])
def test_background_gives_way_and_a_quotation_does_not(first: dict[str, str], taken: int) -> None:
    texts = unlike(2, 6)
    assert composed([candidate(texts[0], **first), candidate(texts[1])], sentences=1)[0] == [taken]  # type: ignore[arg-type]


@settings(max_examples=12, deadline=None)
@given(
    sizes=st.lists(st.integers(9, 30), min_size=60, max_size=70),
    words=st.integers(150, 500),
    title_words=st.integers(3, 12),
)
def test_with_enough_candidates_the_budget_is_met_within_a_tenth(
    sizes: list[int], words: int, title_words: int
) -> None:
    texts = [" ".join(f"w{row}x{word}" for word in range(size)) for row, size in enumerate(sizes)]
    vectors = np.eye(len(texts), dtype=np.float32)
    candidates = [candidate(text, 1 / (1 + row)) for row, text in enumerate(texts)]
    rows, left = choose_rows(candidates, vectors, title_words, OutputSettings(words=words), SETTINGS, differs)
    spent = title_words + sum(sizes[row] for row in rows)
    assert 0.9 * words <= spent <= 1.1 * words
    assert rows == sorted(set(rows))
    assert len(rows) + len(left) == len(texts)


@given(st.integers(1, 30), st.integers(0, 25))
def test_a_count_of_sentences_is_kept_to(wanted: int, available: int) -> None:
    rows, left = (
        composed([candidate(text) for text in unlike(available, 5)], sentences=wanted) if available else ([], [])
    )
    assert len(rows) == min(wanted, available)
    assert len(left) == available - len(rows)


def test_what_follows_from_a_sentence_that_was_taken_repeats_it() -> None:
    texts = ["Rebels took Hama on Thursday after days of fighting.", "The city of Hama fell to rebel forces."]
    candidates = [candidate(texts[1], 1.0), candidate(texts[0], 2.0)]
    vectors = np.array([[1.0, 0.0], [0.7, 0.714]], dtype=np.float32)
    pair = (texts[0], texts[1])
    assert near_pairs(candidates, vectors, PLAIN, SETTINGS, differs) == [pair]
    rows, left = choose_rows(candidates, vectors, 0, PLAIN, SETTINGS, differs, said({pair: Judgement(0.8, 0.0)}))
    assert rows == [1]
    assert "repeats" in left[0].reasons[0]
    assert choose_rows(candidates, vectors, 0, PLAIN, SETTINGS, differs, said({pair: Judgement(0.4, 0.0)}))[0] == [
        0,
        1,
    ]
    assert near_pairs(candidates, np.eye(2, dtype=np.float32), PLAIN, SETTINGS, differs) == []


def test_what_says_more_takes_the_place_of_what_it_says_again() -> None:
    texts = ["The army has announced its loss of the city.", "The army confirmed on May 7 that it had lost Hama."]
    vectors = np.array([[1.0, 0.0], [0.7, 0.714]], dtype=np.float32)
    pair = (texts[1], texts[0])
    judged = {pair: Judgement(0.8, 0.0)}
    first, second = candidate(texts[0], 2.0), candidate(texts[1], 1.0)
    assert near_pairs([first, second], vectors, PLAIN, SETTINGS, differs) == [pair]
    rows, left = choose_rows([first, second], vectors, 0, PLAIN, SETTINGS, differs, said(judged))
    assert rows == [1]
    assert left == [Rejected(texts[0], (f"it repeats “{texts[1]}”",))]
    assert choose_rows([first, second], vectors, 0, PLAIN, SETTINGS, differs, said({pair: Judgement(0.2, 0.0)}))[0] == [
        0,
        1,
    ]
    lead = replace(first, item=replace(first.item, role="lead"))
    assert choose_rows([lead, second], vectors, 0, PLAIN, SETTINGS, differs, said(judged))[0] == [0, 1]
    quoted = replace(second, origin="quoted")
    assert choose_rows([first, quoted], vectors, 0, PLAIN, SETTINGS, differs, said(judged))[0] == [0, 1]


def test_what_two_sentences_have_told_together_is_a_repetition() -> None:
    texts = [
        "The army has left Hama after its loss of Aleppo to the enemy.",
        "Rebels took Hama on Thursday without any fight.",
        "The fall of Hama comes shortly after that of Aleppo.",
    ]
    candidates = [candidate(text, 3.0 - at) for at, text in enumerate(texts)]
    vectors = np.array([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.6, 0.6, 0.529]], dtype=np.float32)
    together = (f"{texts[0]}\n{texts[1]}", texts[2])
    assert together in near_pairs(candidates, vectors, PLAIN, SETTINGS, differs)
    rows, left = choose_rows(candidates, vectors, 0, PLAIN, SETTINGS, differs, said({together: Judgement(0.8, 0.0)}))
    assert rows == [0, 1]
    assert left == [Rejected(texts[2], (f"it repeats “{texts[0]} {texts[1]}”",))]
    assert choose_rows(candidates, vectors, 0, PLAIN, SETTINGS, differs, said({together: Judgement(0.4, 0.0)}))[0] == [
        0,
        1,
        2,
    ]


def test_repetitions_are_looked_for_among_what_may_get_a_place() -> None:
    settings = replace(SETTINGS, repeat_cosine=1.0, repeat_overlap=1.0)
    towns = ("Arvik", "Lund", "Skarne", "Orlen", "Kerim", "Haldis")
    candidates = [candidate(f"Rebels took {town} on Thursday.", 9.0 - at) for at, town in enumerate(towns)]
    candidates.append(candidate("Fighters seized a town last week.", 0.0))
    vectors = np.array([[1.0, 0.0]] * len(towns) + [[0.7, 0.714]], dtype=np.float32)
    few = near_pairs(candidates, vectors, OutputSettings(sentences=2), settings, differs)
    many = near_pairs(candidates, vectors, OutputSettings(sentences=9), settings, differs)
    assert candidates[-1].text not in {text for pair in few for text in pair}
    assert candidates[-1].text in {text for pair in many for text in pair}


def test_a_new_name_or_number_is_no_repetition() -> None:
    candidates = [candidate("Rebels took Hama on Thursday.", 2.0), candidate("Rebels left Homs with 40 tanks.", 1.0)]
    assert (
        near_pairs(
            candidates,
            np.ones((2, 1), dtype=np.float32),
            OutputSettings(),
            replace(SETTINGS, repeat_cosine=1.0),
            differs,
        )
        == []
    )


def test_without_a_written_title_the_best_other_one_stands() -> None:
    own, other = ("Own  title", (Citation(2, 0, 9, "Own title"),)), ("Other", (Citation(0, 0, 5, "Other"),))
    written = ("Ferry sinks", (Citation(1, 0, 11, "Ferry sinks"),))
    assert compose_title(written, [own, other]) == written
    assert compose_title(None, [own, other]) == ("Own title", own[1])
    assert compose_title(None, []) == ("", ())


def test_a_source_s_title_is_cited_where_it_stands_else_by_the_first_sentence() -> None:
    sentences = numbered(FERRY)
    above = f"Ferry sinks off Skarne\n\n{FERRY}"
    report = Report(0, Document("a", above, title="Ferry sinks off Skarne"), 0)
    assert own_title(report, sentences) == (report.document.title, (Citation(0, 0, 22, "Ferry sinks off Skarne"),))
    assert own_title(replace(report, document=replace(report.document, text=FERRY)), sentences) == (
        report.document.title,
        (citation(sentences[0]),),
    )
    assert own_title(replace(report, document=replace(report.document, text=FERRY)), []) is None
    assert own_title(replace(report, document=replace(report.document, title="Why did it sink?")), sentences) is None


def test_a_title_that_is_a_sentence_again_takes_nothing_of_the_budget() -> None:
    texts = [f"{text}." for text in unlike(2, 20)]
    candidates = [candidate(text) for text in texts]
    vectors, output = np.eye(2, dtype=np.float32), OutputSettings(words=38)
    assert choose_under(texts[0][:-1], candidates, vectors, output, SETTINGS, differs)[0] == [0, 1]
    assert choose_under("Another title of words", candidates, vectors, output, SETTINGS, differs)[0] == [0]
    # Nor does one with parts left out.
    shorter = " ".join(texts[0].split()[2:12])
    assert choose_under(shorter, candidates, vectors, output, SETTINGS, differs)[0] == [0, 1]


def test_a_long_sentence_is_the_title_without_what_may_go() -> None:
    cited = (citation(numbered(FERRY)[0]),)
    one, few = candidate(FERRY), replace(SETTINGS, title_words=9, title_wordy=0.2)
    texts = [FERRY, "The ferry Halden sank off Skarne on Tuesday, and divers came.", SHORT, "The ferry Halden sank."]

    def titled(refused: Sequence[str], settings: ComposeSettings = few, told: Candidate = one) -> str:
        found = shorter_title(
            (FERRY[:-1], cited), [told], settings, lambda _: texts, lambda _, text: text not in refused
        )
        assert found[1] == cited
        return found[0]

    assert titled([]) == SHORT[:-1]  # what is short enough and tells the most
    assert titled([SHORT]) == texts[1][:-1]
    assert titled(texts) == FERRY[:-1]
    assert titled([], replace(few, title_words=3)) == texts[3][:-1]  # else the shortest
    assert titled([], replace(SETTINGS, title_words=30)) == FERRY[:-1]
    assert titled([], few, candidate(SHORT)) == FERRY[:-1]  # it is no sentence of the briefing
    assert serves_as(FERRY, SHORT[:-1])
    assert serves_as(FERRY, FERRY[:40] + " …")
    assert not serves_as(FERRY, FALSE)
    assert not serves_as(FERRY, "")


def test_what_speaks_of_something_as_known_is_a_title_only_where_nothing_else_is() -> None:
    first, second = (replace(candidate(text, role="lead"), item=item(role="lead")) for text in (FERRY, SHORT))
    leads = [(first.item, [])]
    report = Report(0, Document("a", FERRY), 0)
    for plain, title in ((lambda text: text == SHORT, SHORT), (lambda _: False, FERRY)):
        found = other_titles(leads, [first, second], [report], numbered(FERRY), SETTINGS, (), plain)
        assert found[-1][0] == title[:-1]


def test_a_text_whose_day_was_put_in_is_told_with_it_though_every_draft_is_refused() -> None:
    told = replace(item(), resolved="On Tuesday the ferry sank.", dated=True)
    option = Option(told.resolved, 0.1, None, ("the judge read it",))
    found = best_wording(told, [option], "", numbered("Today the ferry sank."), SETTINGS)
    assert isinstance(found, Candidate)
    assert (found.text, found.origin) == (told.resolved, "written")
    assert told.evidence_text(numbered("Today the ferry sank.")) == told.resolved
    undated = replace(told, dated=False)
    quoted = best_wording(undated, [option], "", numbered("Today the ferry sank."), SETTINGS)
    assert isinstance(quoted, Candidate)
    assert (quoted.text, quoted.origin) == ("Today the ferry sank.", "quoted")


def test_a_lead_s_short_accepted_options_that_are_not_told_may_be_titles() -> None:
    sentences, lead = numbered(FERRY), item(role="lead")
    report = Report(0, Document("a", FERRY), 0)
    options = [Option(FERRY, 1.0, None), Option(FALSE, 1.0, None, ("no",)), Option(SHORT, 1.0, None)]
    cited = (citation(sentences[0]),)
    assert other_titles([(lead, options)], [], [report], sentences, SETTINGS) == [
        (SHORT[:-1], cited),
        (FERRY[:-1], cited),
    ]
    told = replace(candidate(SHORT), item=lead)
    assert other_titles([(lead, options)], [told], [report], sentences, SETTINGS) == [(SHORT[:-1], cited)]
    assert other_titles([(lead, options[:2])], [], [report], sentences, SETTINGS) == [(FERRY[:-1], cited)]


@st.composite
def answered(draw: st.DrawFn) -> tuple[list[Candidate], Any, dict[Any, Judgement]]:
    """Candidates with their vectors, and an answer to whatever may be asked of them."""
    some = st.sampled_from("boat crew rain wind wood iron gate hill lamp rope sand tide".split())
    lists = draw(st.lists(st.lists(some, min_size=5, max_size=11), min_size=2, max_size=7))
    texts = list(dict.fromkeys(" ".join(one) for one in lists))
    roles, origins = st.sampled_from(["lead", "point", "background"]), st.sampled_from(["written", "quoted"])
    found = [candidate(text, draw(st.floats(0, 3)), draw(roles), draw(origins)) for text in texts]
    vectors = HashEncoder().encode(texts)
    near = near_pairs(found, vectors, PLAIN, SETTINGS, differs)
    return found, vectors, {pair: Judgement(draw(st.sampled_from([0.0, 1.0])), 0.0) for pair in near}


@settings(max_examples=60, deadline=None)
@given(answered(), st.integers(30, 60))
def test_asking_only_what_the_choice_turns_on_chooses_as_if_all_had_been_asked(
    given_: tuple[list[Candidate], Any, dict[Any, Judgement]], words: int
) -> None:
    candidates, vectors, judged = given_
    output = OutputSettings(words=words)

    def chosen(known: Sayings) -> list[int]:
        return choose_under("A title of words", candidates, vectors, output, SETTINGS, differs, known)[0]

    everything = chosen(Sayings(judged, SETTINGS, tuple(judged)))
    asked: dict[Any, Judgement] = {}
    while True:
        known = Sayings(asked, SETTINGS, tuple(judged))
        rows = chosen(known)
        if not known.wanted:
            break
        assert not set(known.wanted) & set(asked)
        asked |= {pair: judged[pair] for pair in known.wanted}
    assert rows == everything


def test_of_what_gets_no_place_the_judge_is_asked_nothing() -> None:
    texts = ["The Halden, a ferry, sank off Skarne in a storm at night.", "In Skarne people mourn the Halden."]
    vectors = np.array([[1.0, 0.0], [0.7, 0.714]], dtype=np.float32)
    candidates = [candidate(text, 2.0 - at) for at, text in enumerate(texts)]
    near = near_pairs(candidates, vectors, PLAIN, SETTINGS, differs)
    assert near
    roomy, full = Sayings({}, SETTINGS, near), Sayings({}, SETTINGS, near)
    choose_rows(candidates, vectors, 0, PLAIN, SETTINGS, differs, roomy)
    assert roomy.wanted == near
    choose_rows(candidates, vectors, 0, replace(PLAIN, sentences=1), SETTINGS, differs, full)
    assert full.wanted == []
