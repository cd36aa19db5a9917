"""What is found of a text that exists: verdicts, offsets, origins, its own citations, and what cannot be checked."""

from __future__ import annotations

import json
from dataclasses import replace

import jsonschema
import pytest
from check_samples import CARRIED, COURIER, FOUND_BY_DIVERS, NOWHERE, POST, REPORTS, checked
from examples import examples
from hypothesis import given as for_all
from hypothesis import settings as how
from hypothesis import strategies as st
from pipeline_fakes import HashEncoder, WordJudge
from strategies import HOSTILE

from summarizer.attribute import tracing
from summarizer.checked import Check
from summarizer.draft import from_claims, from_text
from summarizer.errors import InputError, SummarizerError
from summarizer.pipeline import Checkers, CheckTask, check_many
from summarizer.records import Document, Shared
from summarizer.render.check_html import check_to_html
from summarizer.render.check_json import check_to_json, schema
from summarizer.render.check_markdown import check_to_markdown
from summarizer.render.check_terminal import check_to_text
from summarizer.settings import Settings


def verdicts(check: Check) -> list[str]:
    return [sentence.verdict for sentence in check.sentences]


def says(text: str) -> list[tuple[str, tuple[int, ...], str]]:
    """The citations of a text's only sentence: as they stand, what they point to, and what that says."""
    (sentence,) = checked(from_text(text)).sentences
    return [(mark.text, mark.sources, mark.says) for mark in sentence.marks]


def test_each_sentence_is_looked_for_in_all_reports() -> None:
    check = checked(from_text(f"{CARRIED} {NOWHERE} {FOUND_BY_DIVERS}"))
    assert verdicts(check) == ["carried", "not_found", "carried"]
    assert [sentence.carriers for sentence in check.sentences] == [(0,), (), (1,)]
    assert [sentence.independent_origins for sentence in check.sentences] == [1, 0, 1]
    assert not check.carried
    assert check.counts == {"carried": 2, "reported": 0, "contradicted": 0, "not_found": 1, "not_judged": 0}


def test_quotes_and_sentences_are_exact() -> None:
    text = f"\ufeff  {CARRIED}\n\n* {FOUND_BY_DIVERS}  \n"
    check = checked(from_text(text))
    for sentence in check.sentences:
        assert check.text[sentence.start : sentence.end] == sentence.text
        for citation in sentence.citations:
            assert check.sources[citation.source].text[citation.start : citation.end] == citation.quote
    assert [sentence.text for sentence in check.sentences] == [CARRIED, FOUND_BY_DIVERS]


@how(max_examples=examples(40), deadline=None)
@for_all(
    st.lists(st.sampled_from([CARRIED, NOWHERE, "[1]", "(Harbour Post)", "\n\n", "[2, 3]", *HOSTILE]), max_size=12)
)
def test_whatever_the_text_is_its_offsets_hold(pieces: list[str]) -> None:
    try:
        check = checked(from_text(" ".join(pieces)))
    except InputError:
        return
    ends = 0
    for sentence in check.sentences:
        assert sentence.start >= ends
        ends = sentence.end
        assert check.text[sentence.start : sentence.end] == sentence.text
        assert all(0 <= part.start < part.end <= len(sentence.text) for part in sentence.parts)
    jsonschema.validate(json.loads(check_to_json(check)), schema())


WRAPPED = (
    "Divers found the recorder of the ferry below\nGannet Reef on Friday. "
    "Police questioned the captain of the\nMaren Lowe."
)


@pytest.mark.parametrize("name", ["draft.md", "draft.txt", None])
def test_a_line_break_within_a_sentence_ends_nothing(name: str | None) -> None:
    check = checked(replace(from_text(f"Recorder found\n{WRAPPED}\n\nThe harbour was closed."), path=name))
    told = [" ".join(sentence.text.split()) for sentence in check.sentences]
    first = ["Recorder found Divers"] if name == "draft.md" else ["Recorder found", "Divers"]
    assert [one.split(" found the")[0] for one in told][: len(first)] == first
    assert told[-2:] == ["Police questioned the captain of the Maren Lowe.", "The harbour was closed."]


def test_copies_are_one_origin() -> None:
    copy = replace(POST, id="copy", publisher="Reef Radio", path="news/copy.txt")
    check = checked(from_text(CARRIED), (POST, COURIER, copy))
    (sentence,) = check.sentences
    assert sentence.carriers == (0, 2)
    assert sentence.independent_origins == 1
    assert check.sources[0].origin == check.sources[2].origin != check.sources[1].origin


def test_an_origin_that_is_known_goes_before_the_copies() -> None:
    other = Document("other", f"{CARRIED} The weather was calm on the day of the market.", origin="agency")
    check = checked(from_text(CARRIED), (replace(POST, origin="agency"), other))
    assert check.sentences[0].carriers == (0, 1)
    assert check.sentences[0].independent_origins == 1


def test_sources_keep_the_order_of_the_input() -> None:
    for documents in (REPORTS, REPORTS[::-1]):
        value = json.loads(check_to_json(checked(from_text(CARRIED), documents)))
        assert [source["path"] for source in value["sources"]] == [document.path for document in documents]


def test_who_is_behind_several_sources_is_said() -> None:
    said = "The health ministry said that 14 people died on board the ferry on Tuesday."
    both = [Document(str(at), f"{said} {more}") for at, more in enumerate(("Schools stayed shut.", "It rained."))]
    check = checked(from_claims([said]), both)
    (sentence,) = check.sentences
    shown = replace(sentence, independent_origins=1, shared=(Shared("the <b> ministry", (0, 1)),))
    check = replace(check, sentences=(shown,))
    assert json.loads(check_to_json(check))["sentences"][0]["shared"] == [{"by": "the <b> ministry", "sources": [0, 1]}]
    jsonschema.validate(json.loads(check_to_json(check)), schema())
    assert "2 sources, 1 independent: both from the <b> ministry" in check_to_text(check)
    assert "both from the \\<b" in check_to_markdown(check)
    assert "both from the &lt;b&gt; ministry" in check_to_html(check)


# --- the judge --------------------------------------------------------------------------------------------


def test_the_judge_is_asked_in_one_call_and_decides() -> None:
    judge = WordJudge()
    claims = ["The ferry struck Gannet Reef in the night.", "Divers found the recorder below the reef at dawn."]
    check = checked(from_claims(claims), judge=judge)
    assert all(verdict in ("carried", "reported") for verdict in verdicts(check))
    assert judge.calls[0] >= 2
    assert len(judge.calls) == 2
    assert judge.calls[1] == 0
    refusing = checked(from_claims(claims), judge=WordJudge(refused="Divers"))
    assert refusing.sentences[0] == check.sentences[0]
    assert refusing.sentences[1].verdict == "not_found"
    assert refusing.sentences[1].support == pytest.approx(0.1)


def test_what_stands_there_word_for_word_is_carried_whatever_the_judge_says() -> None:
    assert verdicts(checked(from_claims([CARRIED]), judge=WordJudge(refused="ferry"))) == ["carried"]


def test_a_contradiction_says_what_differs(monkeypatch: pytest.MonkeyPatch) -> None:
    from summarizer.pipeline import checking

    def bear(*_: object) -> tracing.Bear:
        def otherwise(passage: object, claim: str, date: object) -> tracing.Bearing:
            return tracing.Bearing("contradicts", differs="14, not 15")

        return otherwise

    monkeypatch.setattr(checking, "bears", bear)
    check = checked(from_claims([CARRIED]))
    (sentence,) = check.sentences
    assert sentence.verdict == "contradicted"
    assert sentence.contradicted_by[0].differs == "14, not 15"
    value = json.loads(check_to_json(check))["sentences"][0]["contradicted_by"][0]
    assert set(value) == {"source", "start", "end", "quote", "differs"}


# --- citations of the text --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (f"{CARRIED} [1]", [("[1]", (0,), "carries")]),
        (f"{CARRIED}[2]", [("[2]", (1,), "silent")]),
        (f"{CARRIED[:-1]} [1, 2].", [("[1, 2]", (0,), "carries"), ("[1, 2]", (1,), "silent")]),
        (f"{CARRIED} [9]", [("[9]", (), "unknown")]),
        (f"{CARRIED}²", [("²", (1,), "silent")]),
        (f"{CARRIED[:-1]} (Harbour Post).", [("(Harbour Post)", (0,), "carries")]),
        (f"{CARRIED} (Lindis Courier)", [("(Lindis Courier)", (1,), "silent")]),
        (f"{CARRIED[:-1]} (Source: courier.txt).", [("(Source: courier.txt)", (1,), "silent")]),
        (f"{CARRIED[:-1]} (Reuters).", [("(Reuters)", (), "unknown")]),
        (f"{CARRIED[:-1]}, reports Reuters.", [(", reports Reuters", (), "unknown")]),
        (f"{CARRIED[:-1]}, the Lindis Courier reports.", [(", the Lindis Courier reports", (1,), "silent")]),
        (f"{CARRIED[:-1]}, reports Amira.", []),
        (f"{CARRIED} [1]\n\n## Sources\n\n1. Lindis Courier, Recorder found\n", [("[1]", (1,), "silent")]),
        (f"{CARRIED}[^1]\n\n[^1]: Harbour Post, “Ferry strikes reef”\n", [("[^1]", (0,), "carries")]),
        (f"{CARRIED}\n\nSource: Lindis Courier\n", [("Source: Lindis Courier", (1,), "silent")]),
        (f"{CARRIED[:-1]} (on the way to town).", []),
    ],
)
def test_citations_of_the_text_are_checked(text: str, wanted: list[object]) -> None:
    assert says(text) == wanted


def test_what_a_sentence_cites_is_no_part_of_what_is_looked_for() -> None:
    for mark in ("[1]", "[2][1]", "(Harbour Post)", "¹", "[^1]", "【1†source】"):
        check = checked(from_text(f"The ferry Maren Lowe struck Gannet Reef {mark} near Skarne on Tuesday."))
        assert verdicts(check) == ["carried"], mark


# --- what cannot be checked -------------------------------------------------------------------------------


def test_questions_and_views_are_not_judged_and_said_so() -> None:
    check = checked(from_text(f"{CARRIED} Who will pay for the ferry? I think the captain of the ferry is to blame."))
    assert verdicts(check) == ["carried", "not_judged", "not_judged"]
    assert [sentence.reason for sentence in check.sentences] == ["", "a question", "an opinion"]
    assert any("a question" in note for note in check.notes)
    assert check.carried


def test_a_text_of_which_nothing_can_be_judged_is_not_carried() -> None:
    assert not checked(from_claims(["Who will pay?"])).carried


GERMAN = "Die Fähre ist am Dienstag auf ein Riff gelaufen, und die Polizei hat den Kapitän verhört."


@pytest.mark.parametrize(
    "text", [GERMAN, "Паром затонул у острова во вторник вечером.", "渡轮周二晚在岛附近触礁沉没。"]
)
def test_a_text_in_another_language_is_refused(text: str) -> None:
    with pytest.raises(InputError, match=r"it is in [\w ]+, and the reports are in English"):
        checked(from_text(text))


def test_one_sentence_in_another_language_is_not_judged() -> None:
    check = checked(from_text(f"{CARRIED} {GERMAN} {FOUND_BY_DIVERS} The harbour was closed to all ships."))
    assert [sentence.verdict for sentence in check.sentences][:2] == ["carried", "not_judged"]
    assert "another language" in check.sentences[1].reason


def test_text_and_reports_in_one_other_language_are_compared() -> None:
    report = Document("de", f"{GERMAN} Der Hafen ist für alle Schiffe gesperrt worden, und die Schulen sind zu.")
    assert verdicts(checked(from_text(GERMAN), (report,))) == ["carried"]


@pytest.mark.parametrize("text", ["", "  \n\t ", "\ufeff"])
def test_an_empty_text_is_refused(text: str) -> None:
    with pytest.raises(InputError, match=r"empty|no sentence"):
        checked(from_text(text))


def test_two_hundred_pages_are_refused_before_any_model_works() -> None:
    settings = Settings()
    text = "\n\n".join(f"The ferry number {number} struck the reef near Skarne on Tuesday." for number in range(5000))
    encoder = HashEncoder()
    task = CheckTask(from_text(text), REPORTS)
    (error,) = check_many([task], settings, Checkers(encoder))
    assert isinstance(error, InputError)
    assert "5,000 sentences" in str(error)
    assert "check.max_sentences" in str(error)
    assert sum(encoder.calls) < 50


def test_a_report_that_is_the_text_itself_is_left_out() -> None:
    check = checked(from_text(POST.text), (POST, COURIER))
    assert [source.id for source in check.sources] == ["courier"]
    assert any("post.txt" in note for note in check.notes)
    assert check.skipped[0].reason == "it is the text that is checked"
    with pytest.raises(InputError, match="no other"):
        checked(from_text(POST.text), (POST,))


def test_one_bad_text_among_many_stops_no_other() -> None:
    tasks = [CheckTask(from_text(text), REPORTS) for text in (CARRIED, GERMAN, FOUND_BY_DIVERS)]
    results = check_many(tasks, Settings(), Checkers(HashEncoder()))
    assert [isinstance(result, SummarizerError) for result in results] == [False, True, False]


def test_what_comes_nearest_to_what_is_found_nowhere_is_shown_and_is_no_report() -> None:
    """Nobody says that it was a sister ship; the passage that comes nearest is shown, without that."""
    claim = "The sister ship of the ferry Maren Lowe struck Gannet Reef near Skarne on Tuesday, said the pilot."
    loose = Settings()
    loose.attribute.middle, loose.verify.min_citation = 0.0, 0.99
    check = checked(from_text(claim), settings=loose)
    (sentence,) = check.sentences
    assert (sentence.verdict, sentence.independent_origins, sentence.reporters) == ("not_found", 0, ())
    (near,) = sentence.reported_by
    assert near.quote == CARRIED
    assert near.lacks
    jsonschema.validate(json.loads(check_to_json(check)), schema())
    for shown in (check_to_text(check), check_to_markdown(check), check_to_html(check)):
        assert "found nowhere" in shown
        assert "nearest" in shown
        assert "reported by" not in shown
        assert "independent" not in shown.partition("Sources")[0]


def test_an_opinion_is_not_judged_and_whoever_has_it_in_the_same_words_is_named() -> None:
    said = "I think that the harbour should stay closed to all ships."
    check = checked(from_text(f"{said} Who knows?"), [replace(POST, text=f"{POST.text}\n\n{said}"), COURIER])
    assert verdicts(check) == ["not_judged", "not_judged"]
    assert [one.quote for one in check.sentences[0].reported_by] == [said]
    assert not check.sentences[1].reported_by
    assert "said in [1]" in check_to_text(check)
