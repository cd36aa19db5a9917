"""Which sources share an origin: credits, copies, relays, one publisher; and what only looks like it."""

from __future__ import annotations

import random
import time
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.clean import clean, origins_of, reports_of, second_hand
from summarizer.records import Document, Flag
from summarizer.settings import CleanSettings

FERRY = (
    "The ferry Ondine struck a pier at Marl Haven at 6.40 a.m. on Tuesday, and 31 of its 212 passengers were hurt. "
    "Harbour master Petra Sand said the steering had failed 90 metres from the quay. Divers found a tear of two metres "
    "in the hull. The Ondine was built in Gratten in 1998 and belongs to Lisk Lines. The quay is closed until Friday."
)
STORM = (
    "A storm tore roofs off 14 houses in the village of Kell on Monday night. Mayor Odo Brant put the damage at "
    "3 million crowns. The army brought tents and two field kitchens from Torvik. Pupils will be taught in the church."
)
COUNT = (
    "Turnout in the Aldra vote reached 64 percent by noon on Sunday. Candidate Mira Vance cast her ballot in Loth. The "
    "count begins at 8 p.m. in 310 halls. Observers from Sund counted nine complaints, all of them in the south."
)


def source(number: int, text: str, publisher: str | None = None, **more: str) -> Document:
    return Document(f"d{number}", text, publisher=publisher, **more)


def cleaned(*documents: Document) -> list[Document]:
    return [one.document for one in clean(documents, CleanSettings())]


def origins(*documents: Document) -> list[str]:
    return [one.origin for one in cleaned(*documents)]


def notes(document: Document, *kinds: str) -> list[Flag]:
    return [flag for flag in document.flags if flag.kind in (kinds or ("relay_of", "same_origin", "agency_material"))]


def test_reports_of_their_own_have_origins_of_their_own() -> None:
    found = cleaned(source(1, FERRY, "Marl Post"), source(2, STORM, "Kell Gazette"), source(3, COUNT))
    assert [one.origin for one in found] == ["d1", "d2", "d3"]
    assert [notes(one) for one in found] == [[], [], []]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (f"MARL HAVEN (Reuters) - {FERRY}", f"KELL, May 4 (Reuters) — {STORM}"),
        (f"By Ada Holm, Associated Press\n\n{FERRY}", f"KELL (AP) -- {STORM}"),
        (f"{FERRY}\n\n© 2026 The Associated Press. All rights reserved.", f"KELL (AP) — {STORM}"),
        (f"{FERRY}\n\nSource: Reuters", f"{STORM} (Reuters)"),
        (
            f"{FERRY}\n\n___\n\nAssociated Press writers Ada Holm in Kell, Md., and Bo Li contributed to this report.",
            f"KELL (AP) — {STORM}",
        ),
    ],
)
def test_reports_of_one_agency_are_one_origin(first: str, second: str) -> None:
    one, other = cleaned(source(1, first, "Marl Post"), source(2, second, "Kell Gazette"))
    assert one.origin == other.origin in ("reuters", "ap")
    assert len(notes(one) + notes(other)) == 1
    (flag,) = notes(one, "same_origin") + notes(other, "same_origin")
    assert flag.note.startswith("both credit ")


def test_the_agency_itself_is_the_original() -> None:
    documents = [
        source(1, f"MARL HAVEN (Reuters) - {FERRY} {STORM}", "Marl Post"),
        source(2, f"MARL HAVEN (Reuters) - {COUNT}", "Reuters"),
    ]
    for order in permutations(documents):
        found = {one.id: one for one in cleaned(*order)}
        assert found["d1"].origin == found["d2"].origin == "reuters"
        (flag,) = notes(found["d1"])
        assert flag.other == [one.id for one in order].index("d2")
        assert flag.note == "it credits Reuters: “MARL HAVEN (Reuters)”"
        assert notes(found["d2"]) == []


@pytest.mark.parametrize(
    "credit",
    [
        "(Photo: Ada Holm/AP)",
        "Divers at work on the quay. (AP Photo/Ada Holm)",
        "Image copyright AP Image caption Divers at the quay",
        "Photo: Associated Press",
        "Divers at work. (Associated Press)\n\nThe quay by night. (Associated Press)",
        "Sand told the Associated Press that she had no doubt.",
        "The Associated Press contributed to this report.",
        "With reporting from AP.",
    ],
)
def test_a_picture_a_quotation_and_help_are_no_credit_for_a_report(credit: str) -> None:
    found = origins(source(1, f"{FERRY}\n\n{credit}", "Marl Post"), source(2, f"KELL (AP) — {STORM}", "AP"))
    assert found == ["d1", "ap"]


def test_an_agencys_part_is_noted() -> None:
    text = f"{FERRY}\n\nThe Associated Press contributed to this report."
    (flag,) = notes(cleaned(source(1, text, "Marl Post"))[0])
    assert flag.kind == "agency_material"
    assert "Associated Press contributed to this report" in flag.note


def test_an_agency_that_no_list_knows_by_its_code() -> None:
    documents = (
        source(1, f"MARL HAVEN, Nov 4 (KNA) - {FERRY}", "Kestrel News Agency"),
        source(2, f"KELL, Nov 5 (KNA) - {STORM}", "Kell Gazette"),
        source(3, COUNT, "Aldra Times"),
    )
    assert origins(*documents) == ["kestrel-news-agency", "kestrel-news-agency", "d3"]


def test_a_text_whose_copy_names_the_agency_is_the_agencys() -> None:
    found = cleaned(
        source(1, f"{FERRY} {STORM}", "Marl Post"),
        source(2, f"MARL HAVEN (Reuters) - {FERRY} {STORM}", "Kell Gazette"),
        source(3, f"SUND (Reuters) - {COUNT}", "Aldra Times"),
    )
    assert {one.origin for one in found} == {"reuters"}
    assert sum(len(notes(one)) for one in found) == 1


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("BBC News", None), (None, "https://www.bbc.co.uk/news/1")),
        (("bbc.com", None), (None, "https://www.bbc.co.uk/news/1")),
        (("The Marl Post", None), ("Marl Post Online", None)),
        (("Marl Post", None), (None, "https://www.marlpost.com/a")),
        (("Marl Post", "https://marlpost.com/a"), ("The Post of Marl", "https://news.marlpost.com/b")),
        (("Lisk Lines AG", None), ("Lisk Lines press office", None)),
        (("Interior Ministry", None), ("Interior Ministry", None)),
    ],
)
def test_one_publisher_is_one_origin(
    first: tuple[str | None, str | None], second: tuple[str | None, str | None]
) -> None:
    documents = [
        Document("d1", FERRY, publisher=first[0], url=first[1]),
        Document("d2", STORM, publisher=second[0], url=second[1]),
        Document("d3", COUNT, publisher="Aldra Times"),
    ]
    found = cleaned(*documents)
    assert [one.origin for one in found] == ["d1", "d1", "d3"]
    assert [(flag.kind, flag.other) for flag in notes(found[1])] == [("same_origin", 0)]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("Yahoo News", "https://news.yahoo.com/a"), ("Yahoo News", "https://news.yahoo.com/b")),
        ((None, "https://ada.substack.com/p"), (None, "https://bo.substack.com/p")),
        (("PR Newswire", None), ("PR Newswire", None)),
        ((None, "https://www.marl.co.uk/a"), (None, "https://www.kell.co.uk/b")),
        (("Marl Post", None), ("Kell Post", None)),
        ((None, "https://guardian.ng/a"), ("The Guardian", None)),
    ],
)
def test_who_shows_what_others_write_is_no_publisher(
    first: tuple[str | None, str | None], second: tuple[str | None, str | None]
) -> None:
    documents = [
        Document(f"d{n}", text, publisher=one[0], url=one[1])
        for n, text, one in ((1, FERRY, first), (2, STORM, second))
    ]
    assert origins(*documents) == ["d1", "d2"]


def test_a_paper_that_prints_an_agency_keeps_its_own_reports_apart() -> None:
    documents = (
        source(1, f"MARL HAVEN (Reuters) - {FERRY}", "Marl Post"),
        source(2, STORM, "Marl Post"),
        source(3, f"SUND (Reuters) - {COUNT}", "Reuters"),
    )
    assert origins(*documents) == ["reuters", "d2", "reuters"]


RELAY = (
    "A ferry has hit a pier at Marl Haven, {named}. Some 31 of the 212 people on board the Ondine were injured on "
    "Tuesday morning. According to harbour master Petra Sand the steering broke down 90 metres before the quay. Lisk "
    "Lines owns the vessel, which was built in Gratten in 1998. Until Friday nobody may use the quay."
)


@pytest.mark.parametrize(
    "named", ["the Marl Post reported", "according to the Marl Post", "as first told by the Marl Post"]
)
def test_a_report_that_passes_on_another_has_its_origin(named: str) -> None:
    found = cleaned(source(1, FERRY, "Marl Post"), source(2, RELAY.format(named=named), "Newsloop"))
    assert [one.origin for one in found] == ["d1", "d1"]
    assert [(flag.kind, flag.other) for flag in notes(found[1])] == [("relay_of", 0)]
    assert second_hand(
        reports_of(
            clean([source(1, FERRY, "Marl Post"), source(2, RELAY.format(named=named), "Newsloop")], CleanSettings())
        )
    ) == {1}


def test_who_names_nobody_counts_alone() -> None:
    assert origins(source(1, FERRY, "Marl Post"), source(2, RELAY.format(named="witnesses said"), "Newsloop")) == [
        "d1",
        "d2",
    ]


def test_a_program_has_been_nowhere() -> None:
    text = "This article was generated with artificial intelligence.\n\n" + RELAY.format(named="witnesses said")
    assert origins(source(1, FERRY, "Marl Post"), source(2, text, "Newsloop")) == ["d1", "d1"]


def test_one_fact_from_another_does_not_make_a_relay() -> None:
    own = (
        "Nurse Ines Abel stood on the deck when the ferry hit the pier. “I saw the wall come,” said Abel, 41, "
        "who broke an arm. Petra Sand told the Marl Post that the steering had failed. Seven children from Vost were "
        "among those treated at Saint Orla hospital, where surgeon Tom Reek worked for 16 hours. Two coaches "
        "took the others on to Hamn."
    )
    assert origins(source(1, FERRY, "Marl Post"), source(2, own, "Vost Courier")) == ["d1", "d2"]


def test_the_name_of_whom_it_credits_is_nothing_that_a_relay_adds() -> None:
    text = (
        "Nine people fell ill in Marl, Kestrel News Agency reports. Doctor Ines Abel blamed the well in Vost. It was "
        "closed on Friday, and 40 litres were taken to Hamn."
    )
    known = (
        "Nine people fell ill in Marl after they drank from a well in Vost. The well was closed on Friday, said doctor "
        "Ines Abel, who blamed it. Some 40 litres of its water were taken to a laboratory in Hamn on Saturday."
    )
    assert origins(source(1, known, "Kestrel News Agency"), source(2, text, "Healthloop")) == ["d1", "d1"]


def test_who_reported_on_an_earlier_day_passes_nothing_on() -> None:
    relay = RELAY.format(named="the Marl Post reported")
    documents = (source(1, FERRY, "Marl Post", date="2026-05-06"), source(2, relay, "Newsloop", date="2026-05-05"))
    assert origins(*documents) == ["d1", "d2"]


def voiced(*facts: str) -> str:
    return " ".join(f"The Daily Lark reported that {fact}." for fact in facts)


def test_two_that_only_quote_an_outlet_that_is_not_there_are_one_origin() -> None:
    first = voiced("Velta will close its plant in Orsa", "420 people work there", "the board met twice in May")
    second = voiced("the mayor knew of it in April", "a buyer from Sund had offered 9 million crowns", "he withdrew")
    third = "Velta shares fell 4 percent. Analysts at Corby Bank cut their forecast, and a union called for a strike."
    found = origins(source(1, first, "Newsloop"), source(2, second, "Orsa Echo"), source(3, third, "Sund Times"))
    assert found == ["daily-lark", "daily-lark", "d3"]


def test_an_origin_and_a_document_never_share_an_id_by_chance() -> None:
    documents = [Document("reuters", COUNT), Document("d2", f"KELL (Reuters) - {STORM}", publisher="Kell Gazette")]
    assert len(set(origins(*documents))) == 2


def test_the_number_of_an_origin_is_that_of_its_first_source() -> None:
    documents = [
        source(1, COUNT, "Aldra Times"),
        source(2, f"KELL (AP) - {STORM}", "A"),
        source(3, f"MARL (AP) - {FERRY}", "B"),
    ]
    assert origins_of(reports_of(clean(documents, CleanSettings()))) == (0, 1, 1)


TEXTS = (
    FERRY,
    STORM,
    COUNT,
    RELAY.format(named="the Marl Post reported"),
    f"KELL (AP) - {STORM}",
    f"MARL (AP) - {FERRY}",
)
PUBLISHERS = (None, "Marl Post", "AP", "Kell Gazette", "marlpost.com")


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from(TEXTS), st.sampled_from(PUBLISHERS)), min_size=1, max_size=6))
def test_whatever_the_cluster(rows: list[tuple[str, str | None]]) -> None:
    found = cleaned(*(source(number, text, name) for number, (text, name) in enumerate(rows)))
    for index, one in enumerate(found):
        assert one.origin
        for flag in notes(one, "copy_of", "rewrite_of", "relay_of", "same_origin"):
            assert flag.other is not None
            assert flag.other != index
            assert found[flag.other].origin == one.origin
    unflagged = [one.origin for one in found if not notes(one, "copy_of", "rewrite_of", "relay_of", "same_origin")]
    assert len(set(unflagged)) == len({one.origin for one in found})


@pytest.mark.slow
def test_a_hundred_long_reports_are_quick() -> None:
    words = [f"{a}{b}{c}" for a in "bdfgklmnprst" for b in "aeiou" for c in "lmnrst"]
    chance = random.Random(7)
    names = [
        f"{chance.choice(words).capitalize()} {kind}"
        for kind in ("Post", "Herald", "Gazette", "Times")
        for _ in range(25)
    ]

    def report(at: int) -> str:
        told = [
            f"{' '.join(chance.choices(words, k=14)).capitalize()} {chance.choice(names)} {chance.randrange(900)} said."
            for _ in range(46)
        ]
        return "\n\n".join([*told, f"That is what the {names[(at + 1) % 100]} reported."])

    documents = [source(at, report(at), names[at]) for at in range(100)]
    started = time.process_time()
    cleaned(*documents)
    assert time.process_time() - started < 12


def test_captions_that_were_taken_out_leave_nothing_to_search_for_ever() -> None:
    # Where they stood are lines of white space. Each caption more took 150 times as long, the third 19 seconds.
    caption = (
        "Mayor Ilse Varn speaks during a news conference, Thursday, Feb. 16, 2034, in the east room of the town hall "
        "in Vessen. (AP Photo/Ida Holm) (Associated Press)\n"
    )
    (cleaned,) = clean([Document("a", caption * 8 + f"\n{FERRY} (AP)")], CleanSettings())
    assert not any("news conference" in cleaned.document.text[span.start : span.end] for span in cleaned.kept)
    assert any("Harbour master" in cleaned.document.text[span.start : span.end] for span in cleaned.kept)
