"""Repeats, budget, title and citations."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from examples import examples
from hypothesis import given, settings
from hypothesis import strategies as st
from pipeline_fakes import HashEncoder

from summarizer.compose import (
    Sayings,
    best_wording,
    citation,
    compose_title,
    other_titles,
    own_title,
    shorter_title,
)
from summarizer.compose.choosing import choose_rows, choose_under
from summarizer.lengths import serves_as
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


def wanted(candidates: list[Candidate], vectors: Any) -> list[Any]:
    """What the judge is asked about candidates before it has answered anything."""
    known = said({})
    judged(candidates, vectors, known)
    return known.wanted


def judged(candidates: list[Candidate], vectors: Any, known: Sayings) -> tuple[list[int], list[Rejected]]:
    return choose_under("", candidates, vectors, PLAIN, SETTINGS, differs, known)


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


@pytest.mark.parametrize("first", [{"role": "background"}, {"origin": "quoted"}])
def test_among_equals_background_and_what_could_not_be_shortened_give_way(first: dict[str, str]) -> None:
    texts = unlike(2, 6)
    assert composed([candidate(texts[0], **first), candidate(texts[1])], sentences=1)[0] == [1]  # type: ignore[arg-type]
    better = candidate(texts[0], 1.5, origin="quoted")
    assert composed([better, candidate(texts[1], 1.0)], sentences=1)[0] == [0]


@settings(max_examples=examples(12), deadline=None)
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


def test_what_follows_from_a_sentence_before_it_repeats_it() -> None:
    texts = ["Rebels took Hama on Thursday after days of fighting.", "The city of Hama fell to rebel forces."]
    candidates, vectors = [candidate(text) for text in texts], np.array([[1.0, 0.0], [0.7, 0.714]])
    pair = (texts[0], texts[1])
    assert wanted(candidates, vectors) == [pair]
    rows, left = judged(candidates, vectors, said({pair: Judgement(0.8, 0.0)}))
    assert rows == [0]
    assert left == [Rejected(texts[1], (f"it repeats “{texts[0]}”",))]
    assert judged(candidates, vectors, said({pair: Judgement(0.4, 0.0)}))[0] == [0, 1]
    assert wanted(candidates, np.eye(2)) == []


def test_a_lead_is_read_before_what_is_no_lead() -> None:
    texts = ["The army has announced its loss of the city.", "The army confirmed on May 7 that it had lost Hama."]
    first, lead, vectors = candidate(texts[0]), candidate(texts[1], 1.0, "lead"), np.array([[1.0, 0.0], [0.7, 0.714]])
    assert wanted([first, lead], vectors) == [(texts[1], texts[0])]
    assert judged([first, lead], vectors, said({(texts[1], texts[0]): Judgement(0.8, 0.0)}))[0] == [1]


def test_what_two_sentences_have_told_together_is_a_repetition() -> None:
    texts = [
        "The army has left Hama after its loss of Aleppo to the enemy.",
        "Rebels took Hama on Thursday without any fight.",
        "The fall of Hama comes shortly after that of Aleppo.",
    ]
    candidates = [candidate(text, 3.0 - at) for at, text in enumerate(texts)]
    vectors = np.array([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.6, 0.6, 0.529]])
    asked = wanted(candidates, vectors)
    together = (f"{texts[0]}\n{texts[1]}", texts[2])
    assert together in asked
    no = dict.fromkeys(asked, Judgement(0.4, 0.0))
    rows, left = judged(candidates, vectors, said({**no, together: Judgement(0.8, 0.0)}))
    assert rows == [0, 1]
    assert left == [Rejected(texts[2], (f"it repeats “{texts[0]} {texts[1]}”",))]
    assert judged(candidates, vectors, said(no))[0] == [0, 1, 2]


def test_what_repeats_others_gives_its_place_to_the_next() -> None:
    texts = ["Rebels took Hama on Thursday.", "Hama fell to the rebels.", "A ferry sank off Skarne at night."]
    candidates, vectors = [candidate(text, 3.0 - at) for at, text in enumerate(texts)], np.eye(3)
    vectors[1] = [0.7, 0.714, 0.0]
    output = OutputSettings(sentences=2)
    known = said({(texts[0], texts[1]): Judgement(0.8, 0.0)})
    assert choose_under("", candidates, vectors, output, SETTINGS, differs)[0] == [0, 1]
    assert choose_under("", candidates, vectors, output, SETTINGS, differs, known)[0] == [0, 2]


def test_what_tells_many_new_names_and_numbers_is_not_asked_about() -> None:
    told, vectors = candidate("Rebels took Hama.", 2.0, "lead"), np.array([[1.0, 0.0], [0.7, 0.714]])
    few, many = candidate("The rebels hold Hama, Reuters says."), candidate("In Homs 40 of Ilse Varn's tanks left.")
    assert wanted([told, few], vectors) == [(told.text, few.text)]
    assert wanted([told, many], vectors) == []


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


class Oracle(dict[Any, Judgement]):
    """Answers whatever may be asked, and always the same."""

    def __init__(self, seed: int) -> None:
        super().__init__()
        self._seed = seed

    def __bool__(self) -> bool:
        return True

    def get(self, pair: Any, default: Any = None) -> Judgement:
        return Judgement(float(random.Random(f"{self._seed}{pair}").random() < 0.5), 0.0)


@st.composite
def asked_about(draw: st.DrawFn) -> tuple[list[Candidate], Any]:
    """Candidates with their vectors."""
    some = st.sampled_from("boat crew rain wind wood iron gate hill lamp rope sand tide".split())
    lists = draw(st.lists(st.lists(some, min_size=5, max_size=11), min_size=2, max_size=7))
    texts = list(dict.fromkeys(" ".join(one) for one in lists))
    roles, origins = st.sampled_from(["lead", "point", "background"]), st.sampled_from(["written", "quoted"])
    found = [candidate(text, draw(st.floats(0, 3)), draw(roles), draw(origins)) for text in texts]
    return found, HashEncoder().encode(texts)


@settings(max_examples=examples(60), deadline=None)
@given(asked_about(), st.integers(30, 60), st.integers(0, 99))
def test_asking_only_what_the_choice_turns_on_chooses_as_if_all_had_been_asked(
    given_: tuple[list[Candidate], Any], words: int, seed: int
) -> None:
    candidates, vectors = given_
    output, oracle = OutputSettings(words=words), Oracle(seed)

    def chosen(known: Sayings) -> list[int]:
        return choose_under("A title of words", candidates, vectors, output, SETTINGS, differs, known)[0]

    everything = chosen(said(oracle))
    asked: dict[Any, Judgement] = {}
    while True:
        known = said(asked)
        rows = chosen(known)
        if not known.wanted:
            break
        assert not set(known.wanted) & set(asked)
        asked |= {pair: oracle.get(pair) for pair in known.wanted}
    assert rows == everything


def test_what_a_later_sentence_tells_with_more_gives_it_its_place() -> None:
    texts = ["The army said that it lost the city.", "The army confirmed that it no longer held Orm after a fight."]
    vectors = np.array([[1.0, 0.0], [0.7, 0.714]], dtype=np.float32)
    point = [candidate(text, 2.0 - at) for at, text in enumerate(texts)]
    known = {(texts[0], texts[1]): Judgement(0.1, 0.0), (texts[1], texts[0]): Judgement(0.9, 0.0)}
    rows, left = judged(point, vectors, said(known))
    assert rows == [1]
    assert [one.text for one in left] == texts[:1]
    lead = [candidate(texts[0], 2.0, "lead"), point[1]]
    assert judged(lead, vectors, said(known))[0] == [0, 1]
    both = said({pair: Judgement(0.9, 0.0) for pair in known})
    assert judged(point, vectors, both)[0] == [0]


def test_of_what_gets_no_place_the_judge_is_asked_nothing() -> None:
    texts = ["The Halden, a ferry, sank off Skarne in a storm at night.", "In Skarne people mourn the Halden."]
    vectors = np.array([[1.0, 0.0], [0.7, 0.714]], dtype=np.float32)
    candidates = [candidate(text, 2.0 - at) for at, text in enumerate(texts)]
    full = said({})
    assert wanted(candidates, vectors)
    choose_under("", candidates, vectors, replace(PLAIN, sentences=1), SETTINGS, differs, full)
    assert full.wanted == []
