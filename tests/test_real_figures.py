"""What is told of figures by the whole of the program, with the real encoder and parser; all reports are invented."""

from __future__ import annotations

import re

import pytest
from real_models import models_of

from summarizer.config import compose
from summarizer.pipeline import Models, run
from summarizer.records import Briefing, Document
from summarizer.settings import Settings

pytestmark = pytest.mark.real_model

QUOTING = ("writer=extractive", "judge=none", "output.words=120")


@pytest.fixture(scope="module")
def settings() -> Settings:
    return compose(QUOTING)


@pytest.fixture(scope="module")
def models() -> Models:
    return models_of(*QUOTING)


def told(briefing: Briefing) -> str:
    return "\n".join((briefing.title, *(sentence.text for sentence in briefing.sentences)))


# --- a toll that rises: three reports of the old one, one of the new ------------------------------------------

EARLY = (
    "Four die as tram leaves the rails in Tessin",
    "At least four people have died and twenty are hurt after a tram left the rails on the Castle Hill line in Tessin"
    " on Monday morning, the fire brigade said. The tram came down the hill at great speed and struck the wall of the"
    " old brewery. The driver, a woman of 34, is in hospital. The line was built in 1911.",
)
SAME = (
    "Tram crash in Tessin kills four",
    "A tram ran off the rails in Tessin on Monday morning, killing four people, the city said. Schools on Castle Hill"
    " were closed for the day. Mayor Odile Brandt cut short a journey abroad.",
)
AGAIN = (
    "Four dead in tram accident on Castle Hill",
    "Four people were killed in Tessin on Monday when a tram left the rails on Castle Hill. Prosecutors have opened an"
    " inquiry into the brakes of the tram.",
)
LATE = (
    "Toll of Tessin tram crash rises to seven",
    "The death toll of the tram crash in Tessin has risen to seven, the hospital of St Anne said on Tuesday evening."
    " Engineers took the brakes of the tram apart on Tuesday. The Castle Hill line will stay closed until Friday.",
)


@pytest.fixture(scope="module")
def tram(settings: Settings, models: Models) -> Briefing:
    days = (("2026-03-02", "11:00Z"), ("2026-03-02", "12:30Z"), ("2026-03-02", "15:00Z"), ("2026-03-03", "20:10Z"))
    documents = [
        Document(f"d{at}", f"{title}\n\n{text}", title=title, publisher=f"Paper {at}", date=day, time=hour)
        for at, ((title, text), (day, hour)) in enumerate(zip((EARLY, SAME, AGAIN, LATE), days, strict=True))
    ]
    return run(documents, settings, models)


def test_the_newest_toll_opens_the_briefing_though_more_sources_have_the_old_one(tram: Briefing) -> None:
    lead = [sentence.text for sentence in tram.sentences if sentence.role == "lead"]
    assert any("seven" in text for text in lead)
    assert not any(re.search(r"\bfour\b", text, re.IGNORECASE) for text in (tram.title, *lead))


def test_no_old_toll_is_told_as_if_it_held(tram: Briefing) -> None:
    for sentence in tram.sentences:
        if re.search(r"\bfour (people|dead)\b", sentence.text, re.IGNORECASE):
            assert "as of Monday" in sentence.text
            assert sentence.role != "lead"


def test_a_sentence_names_the_figure_that_it_tells(tram: Briefing) -> None:
    sentence = next(one for one in tram.sentences if "seven" in one.text)
    (figure,) = [tram.figures[at] for at in sentence.figures]
    assert (figure.relation, figure.what) == ("update", "killed")
    assert figure.newest is not None
    assert figure.values[figure.newest].value == "seven"
    assert not sentence.differing
    assert not any(sentence.differing for sentence in tram.sentences)


# --- two that contradict one another --------------------------------------------------------------------------


def test_a_toll_deep_in_the_newest_report_is_told_though_it_speaks_of_more(settings: Settings, models: Models) -> None:
    late = (
        "Inquiry finds the Tessin tram had no second brake",
        "The tram that left the rails in Tessin on Monday had no second brake, an inquiry found. It had passed a test"
        " in May. Its maker has to answer for that. The number of dead was lowered on Thursday from seven to six,"
        " since one name had been on the list of the registry twice.",
    )
    texts = ((*EARLY, "2031-03-10"), (*SAME, "2031-03-10"), (*LATE, "2031-03-11"), (*late, "2031-03-14"))
    documents = [Document(f"d{at}", text, title=title, date=day) for at, (title, text, day) in enumerate(texts)]
    briefing = run(documents, settings, models)
    assert "from seven to six" in told(briefing)
    assert "seven" not in briefing.title
    for sentence in briefing.sentences:
        if re.search(r"\b(?:four|seven)\b(?! to six)", sentence.text):
            assert re.search(r"[Aa]s of (?:Monday|Tuesday)", sentence.text), sentence.text


def test_both_sides_of_a_conflict_are_told_one_behind_the_other(settings: Settings, models: Models) -> None:
    ministry = (
        "Teachers march through Orlen\n\nThe interior ministry said on Thursday that 4,000 people had marched through"
        " Orlen for smaller classes. The march ended at the old town hall. Trams were diverted for three hours. A choir"
        " of pupils sang on the steps of the museum."
    )
    union = (
        "Orlen sees its largest march in years\n\nThe teachers' union said on Thursday that 9,500 people had marched"
        " through Orlen for smaller classes. Speakers called for talks with the minister before Easter. Shops on the"
        " market square closed at noon. Rain fell in the evening."
    )
    documents = [
        Document(name, text, title=text.partition("\n")[0], publisher=name, date="2026-03-05")
        for name, text in (("Gazette", ministry), ("Courier", union))
    ]
    briefing = run(documents, settings, models)
    at = {
        number: row for row, one in enumerate(briefing.sentences) for number in ("4,000", "9,500") if number in one.text
    }
    assert abs(at["4,000"] - at["9,500"]) == 1
    assert {one.value for row in at.values() for one in briefing.sentences[row].differing} == {"4,000", "9,500"}


# --- one source that goes on ----------------------------------------------------------------------------------

ENTRIES = (
    ("19:20", "Police now say 11 people have died in the hotel fire in Marn. The fire is under control."),
    ("13:05", "The death toll stands at six, police say. Guests were brought to a sports hall."),
    ("08:40", "Two people have died in the fire, police say. Smoke could be seen from the coast."),
)


@pytest.mark.parametrize("newest_first", [True, False])
@pytest.mark.parametrize("day", ["2026-05-04", None])
def test_of_a_live_blog_the_last_count_is_told(
    newest_first: bool, day: str | None, settings: Settings, models: Models
) -> None:
    entries = ENTRIES if newest_first else ENTRIES[::-1]
    text = "Hotel fire in Marn: live\n\n" + "\n\n".join(f"{hour}\n{said}" for hour, said in entries)
    briefing = run([Document("live", text, publisher="Coast Post", date=day, time=day and "19:25Z")], settings, models)
    assert "11 people have died" in told(briefing)
    for old in ("six", "Two people"):
        assert not any(old in one.text and not one.text.startswith("As of") for one in briefing.sentences)
    assert len([one for one in briefing.omitted if "six" in one.text or "Two people" in one.text]) == 2
