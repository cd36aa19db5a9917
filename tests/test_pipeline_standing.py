"""From statements to the briefing: what is told in which words, what leads, what is listed and why, what heads it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest
from pipeline_fakes import HashEncoder, ScriptedWriter, WordJudge

from summarizer.backends.extractive import ExtractiveWriter
from summarizer.interfaces import Judge, Writer
from summarizer.pipeline import Models, planning, run
from summarizer.records import Briefing, Document, Report, Sentence, Standing, Statement
from summarizer.settings import GatherSettings, OutputSettings, Settings
from summarizer.text.analysis import Analyser

FACT = "The bridge of Lund was closed on Monday after a crack was found in its northern pillar."
CLAIM = "A post said the old bridge of Lund had fallen into the river with 12 cars on it."
DENIAL = "The council of Lund said that the old bridge stands and that there were no cars on it."
MAYBE = "The harbour ferry may carry cars over the river from Thursday if the wind allows it."
JOKE = "The circus has offered its elephants to hold up the pillars of the bridge until spring."
WORDING = f"{DENIAL} {CLAIM}"
TEXTS = (f"{MAYBE} {FACT}", f"{CLAIM} {DENIAL}", JOKE)


def brief(
    monkeypatch: pytest.MonkeyPatch,
    told: Mapping[str, Statement],
    texts: Sequence[str] = TEXTS,
    titles: Sequence[str | None] = (None,) * 9,
    writer: Writer | None = None,
    judge: Judge | None = None,
) -> Briefing:
    """Briefs texts whose sentences may be told as is given here, the others plainly."""

    def statements(
        sentences: Sequence[Sentence], reports: Sequence[Report], analyse: Analyser, settings: GatherSettings
    ) -> tuple[Any, ...]:
        return tuple(told.get(one.flat, Statement()) for one in sentences)

    monkeypatch.setattr(planning, "statements", statements)
    documents = [Document(f"d{at}", text, title=titles[at]) for at, text in enumerate(texts)]
    models = Models(HashEncoder(), writer or ExtractiveWriter(), judge)
    return run(documents, Settings(output=OutputSettings(words=120)), models)


TOLD = {
    CLAIM: Statement(Standing("rebutted", "", (1,)), partners=(2, 3), wording=WORDING),
    DENIAL: Statement(withheld="told with the claim that it rebuts"),
    MAYBE: Statement(Standing("possible")),
    JOKE: Statement(withheld="satire: it says so itself"),
}


@pytest.mark.parametrize("judge", [None, WordJudge()])
def test_each_is_told_as_it_stands(monkeypatch: pytest.MonkeyPatch, judge: Judge | None) -> None:
    writer = ScriptedWriter({})
    briefing = brief(monkeypatch, TOLD, writer=writer, judge=judge)
    found = {sentence.text: sentence for sentence in briefing.sentences}
    assert [text for text, one in found.items() if one.role == "lead"] == [FACT]
    unit = found[WORDING]
    assert [citation.quote for citation in unit.citations] == [CLAIM, DENIAL]
    assert (unit.together, unit.support, unit.origin) == (True, 1.0, "written")
    assert unit.standing == TOLD[CLAIM].standing
    assert not {CLAIM, DENIAL, JOKE} & set(found)
    asked = {request.evidence for call in writer.calls for request in call}
    assert asked == {(FACT,), (MAYBE,)}  # nothing is written for what has its words, nor a title from what may be
    assert [(one.text, one.reasons) for one in briefing.omitted] == [(JOKE, ("satire: it says so itself",))]
    assert briefing.title == FACT.rstrip(".")


def test_what_is_withheld_is_listed_whether_or_not_it_was_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    jokes = [f"Elephant number {number} of the circus holds up pillar {number} of the bridge." for number in range(60)]
    told = {joke: Statement(withheld="satire") for joke in jokes}
    briefing = brief(monkeypatch, told, [FACT, " ".join(jokes)])
    assert [one.text for one in briefing.omitted if one.reasons == ("satire",)] == jokes
    assert [sentence.text for sentence in briefing.sentences] == [FACT]


def test_a_party_s_own_sentence_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    we = "We will repair the bridge of Lund within six weeks and pay for the ferry until then."
    plan = "The repairs of the bridge of Lund take six weeks and the ferry is free until then."
    voice = Statement(Standing("attributed", "Velta"), voice="Velta")
    texts = [FACT, we, plan]
    found = [sentence.text for sentence in brief(monkeypatch, {we: voice, plan: voice}, texts).sentences]
    assert found[0] == FACT
    assert f"Velta said: “{we}”" in found
    assert f"{plan[:-1]}, Velta said." in found or len(found) == 2


def test_a_plain_twin_of_a_rebutted_claim_is_not_told(monkeypatch: pytest.MonkeyPatch) -> None:
    twin = "The old bridge of Lund had fallen into the river."
    briefing = brief(monkeypatch, TOLD, [TEXTS[0], TEXTS[1], twin])
    assert twin not in {sentence.text for sentence in briefing.sentences}
    assert any(one.text == twin and "repeats" in one.reasons[0] for one in briefing.omitted)


def test_a_headline_of_what_is_rebutted_is_no_title(monkeypatch: pytest.MonkeyPatch) -> None:
    titles = (None, "Old bridge of Lund had fallen into river", None)
    assert brief(monkeypatch, TOLD, titles=titles).title == FACT.rstrip(".")
    plain = {row: one for row, one in TOLD.items() if row == JOKE}
    assert brief(monkeypatch, plain, titles=titles).title == titles[1]


def test_where_only_claims_are_at_hand_they_are_told_and_head_it(monkeypatch: pytest.MonkeyPatch) -> None:
    claim = replace(TOLD[CLAIM], partners=(0, 1))
    briefing = brief(monkeypatch, {**TOLD, CLAIM: claim}, [TEXTS[1]])
    assert [sentence.text for sentence in briefing.sentences] == [WORDING]
    assert briefing.title == WORDING.rstrip(".")
