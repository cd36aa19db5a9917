"""Rules that read English: numbers, names, quotations, dangling openings, tone, keys, trimming."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer import text as read
from summarizer.text import tone
from summarizer.write import shorten

TOWN = "The mayor of Skarne, Ada Brink, said on Tuesday that 140 people had left their homes."
VAGUE = "The coming weeks will be critical, and the broader situation remains fluid and uncertain."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12 million people", ["12000000"]),
        ("12,000,000 people", ["12000000"]),
        ("1.5 million crowns", ["1500000"]),
        ("$3bn of damage", ["3000000000"]),
        ("half a million people", ["500000"]),
        ("tens of thousands of people", ["tens of thousands"]),
        ("hundreds of prisoners", ["hundreds"]),
        ("280,000 individuals", ["280000"]),
        ("40km south", ["40"]),
        ("twelve ships and twenty-five boats", ["12", "25"]),
        ("a hundred soldiers", ["100"]),
        ("3.5 degrees", ["3.5"]),
        ("one of the few cities", []),
        ("no quantity at all", []),
    ],
)
def test_numbers_are_normalised(text: str, expected: list[str]) -> None:
    assert read.numbers(text) == expected


@given(st.integers(2, 10**12))
def test_grouping_digits_does_not_change_a_number(value: int) -> None:
    assert read.numbers(f"about {value:,} people") == read.numbers(f"about {value} people") == [str(value)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hassan Abdul Ghani said HTS took Hama.", ["Hassan", "Abdul", "Ghani", "HTS", "Hama"]),
        ("The army left.", []),
        ("Rebels left.", []),
        ("HTS left.", ["HTS"]),
        ("It rained on Thursday in Skarne.", ["Thursday", "Skarne"]),
        ("He said: “Our troops won.” Then I left.", []),
        ("Turkish-backed militias of Al-Qaida", ["Al", "Qaida"]),
    ],
)
def test_names_are_capitals_that_grammar_does_not_ask_for(text: str, expected: list[str]) -> None:
    assert read.names(text) == expected


def test_quotations_of_every_style() -> None:
    text = '“a first” and "a second" and «a third» and ‘it is a long fourth’ but not it\'s or don’t'
    assert read.quotations(text) == ["a first", "a second", "a third", "it is a long fourth"]
    assert read.plain_quote("“A  Grave\nThreat,”") == read.plain_quote('"a grave threat"') == "a grave threat"


@pytest.mark.parametrize(
    "text",
    [
        "This victory dealt a severe blow to the government.",
        "The fall of this key city signals major shifts.",
        "The city was the site of a massacre.",
        "Particularly, the city was the site of a massacre.",
        "He said so on Tuesday.",
        "Meanwhile, the troops left.",
        "However, the bridge stayed open.",
        "There they met the mayor.",
        "“They left,” said the mayor.",
    ],
)
def test_a_sentence_that_leans_on_another_dangles(text: str) -> None:
    assert read.dangles(text)


@pytest.mark.parametrize(
    "text",
    [
        "The city of Hama fell on Thursday.",
        "The country that borders Iraq closed its airports.",
        "Rebels took the town this week.",
        "The mayor closed the bridge.",
        "Theirry Brink left the town.",
        "Hama fell on Thursday.",
        "There were 90 charges with more expected.",
        "There’s no cure for the illness.",
    ],
)
def test_a_sentence_that_stands_alone_does_not_dangle(text: str) -> None:
    assert not read.dangles(text)


def test_facts_and_commentary_are_told_apart() -> None:
    assert read.fact_score(TOWN) > 0.5 > 0.1 > read.fact_score(VAGUE)
    assert read.commentary_score(VAGUE) > 0.5 > 0.1 > read.commentary_score(TOWN)


def test_a_toll_outweighs_another_number() -> None:
    assert read.fact_score("About 12 people were killed there.") > read.fact_score(
        "About 12 people were dancing there."
    )


@given(st.text(max_size=200))
def test_scores_stay_in_their_range(text: str) -> None:
    assert 0.0 <= read.fact_score(text) <= 1.75
    assert 0.0 <= read.commentary_score(text) <= 1.0


@pytest.mark.parametrize("others", [("Jolani", "Jawlani", "Golani"), ("Abdulghani", "AbdulGhani")])
def test_spellings_of_one_name_share_a_key(others: tuple[str, ...]) -> None:
    assert len({read.name_key(name) for name in others}) == 1


@pytest.mark.parametrize(
    ("first", "second"), [("Homs", "Hama"), ("Aleppo", "Assad"), ("Russia", "Iran"), ("Brink", "Brand")]
)
def test_different_names_have_different_keys(first: str, second: str) -> None:
    assert read.name_key(first) != read.name_key(second)


@pytest.mark.parametrize("name", ["Assad", "Hama", "Jolani"])
def test_a_possessive_does_not_change_a_key(name: str) -> None:
    assert read.name_key(f"{name}’s") == read.name_key(f"{name}'s") == read.name_key(name)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The flood displaced over 280,000 people in the valley, with civilians facing dire circumstances.",
            "The flood displaced over 280,000 people in the valley.",
        ),
        (
            "However, the mayor closed the old bridge over the Lomma.",
            "The mayor closed the old bridge over the Lomma.",
        ),
        (
            "The old ferry sank off the coast on Tuesday, killing 12 people.",
            "The old ferry sank off the coast on Tuesday, killing 12 people.",
        ),
        (
            "The old ferry sank off the rocky coast, as Ada Brink watched.",
            "The old ferry sank off the rocky coast, as Ada Brink watched.",
        ),
        ("The ferry sank, raising many questions.", "The ferry sank, raising many questions."),
        ("The ferry sank.", "The ferry sank."),
    ],
)
def test_trimming_drops_only_what_holds_no_fact(text: str, expected: str) -> None:
    assert shorten.trimmed(text) == expected


@given(st.text(max_size=200))
def test_trimming_adds_no_word_and_loses_no_number(text: str) -> None:
    short = shorten.trimmed(text)
    assert len(short) <= len(text) + 2  # a full stop; a ligature may need two letters for its capital
    lost = set(read.numbers(text)) - set(read.numbers(short))
    assert not lost


def test_inflections() -> None:
    assert {"capture", "captured", "captures"} <= set(read.inflections("capturing"))
    assert {"capture", "capturing", "captures"} <= set(read.inflections("captured"))
    assert "capture" in read.inflections("captures")
    assert {"captured", "capturing"} <= set(read.inflections("capture"))
    assert set(read.inflections("Hama’s")) == {"Hama’s", "Hama"}
    assert set(read.inflections("Hama")) == {"Hama"}


def test_canonical_stems_merge_synonyms_and_spellings() -> None:
    first = read.canonical_stems("Rebels captured Hama, al-Jolani said.")
    second = read.canonical_stems("Insurgents seized Hama, al-Golani told.")
    assert first & second >= {read.stem("rebel"), read.stem("capture"), "hama", read.name_key("Jolani")}
    assert first ^ second == {read.stem("Jolani"), read.stem("Golani")}
    assert read.canonical_stems("Rebels left") != read.canonical_stems("Troops left")


def test_stems_ignore_case_accents_and_possessives() -> None:
    assert read.stem("Café’s") == read.stem("cafe")
    assert read.stem("U.S.") == "us"


def test_only_words_with_facts_are_content() -> None:
    assert read.content_stems("The mayor said that it was the bridge.") == ["mayor", "bridg"]
    assert read.word_count("HTS-led troops  left\nHama.") == 4
    assert read.words("HTS-led troops’ 1,000.5 men") == ["HTS", "led", "troops", "1,000.5", "men"]


def test_background_is_not_what_someone_says_now() -> None:
    assert read.is_background("The war began in 2011 after protests.")
    assert not read.is_background("“We have waited for years,” the mayor said.")
    assert not read.is_background("Rebels took the town on Thursday.")


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Rebels took Arvik, a crucial town.", "Rebels took Arvik, a town."),
        ("It was a remarkable event of the season.", "It was an event of the season."),
        ("The new rule brings a notable use.", "The new rule brings a use."),
        ("There is not a significant change.", "There is not a significant change."),
        ("They saw a crucial and lasting change.", "They saw a crucial and lasting change."),
    ],
)
def test_padding_goes(text: str, plain: str) -> None:
    assert shorten.unpadded(text) == plain


@pytest.mark.parametrize(
    "text",
    [
        "Could the search have been shorter?",
        "What did the crew know, and “when did they know it?”",
        "The latest on the flood at Marlow:",
        "Which required just the two of them, Ann Lee said.",
        "If you have information about the crash, contact the Marlow police.",
        "Anyone with information is asked to call the hotline.",
        "High water, Early returns, River news, County vote, Blue wave, Bridge.",
        "“The bridge is good for the region,” Lee.",
        "Party Party Party Party Party Party Party.",
        "ABOUT THE BOOK ABOUT THE BOOK The Long Water",
    ],
)
def test_what_tells_nothing_by_itself(text: str) -> None:
    assert not read.is_statement(text)


@pytest.mark.parametrize(
    "text",
    [
        "“When will it open?” asked Lee.",
        "“The bridge is good for the region,” Lee said.",
        "Police asked for information about the crash.",
        "If the river rises, the bridge will be closed at 10:30 p.m.",
        "Marlow, Ashby, Corrin, Lenne and Altdorf were under water on Tuesday morning.",
    ],
)
def test_what_does(text: str) -> None:
    assert read.is_statement(text)


@pytest.mark.parametrize(
    ("text", "source", "expected"),
    [
        (
            "Five aircraft searched the mountains on Monday.",
            "Five aircraft with special radios searched the mountains Monday, officials said.",
            "Five aircraft searched the mountains on Monday, officials said.",
        ),
        (
            "The nations will form a joint team.",
            "The nations have agreed to form a joint team for the Games, South Korea's unification ministry said.",
            "The nations will form a joint team, South Korea's unification ministry said.",
        ),
        (
            "Two men were held.",
            "Two men were held on Friday, according to Lt. Dana Roe.",
            "Two men were held, according to Lt. Dana Roe.",
        ),
        (
            "Gunmen robbed a couple of $3,000.",
            "Gunmen shot at a couple looking to buy a car, then robbed them of $3,000, police say.",
            "Gunmen robbed a couple of $3,000, police say.",
        ),
        (
            "The group is not recognised by the university.",
            "According to a fraternity statement, the group is not recognised by either of the two or the university.",
            "The group is not recognised by the university, according to a fraternity statement.",
        ),
        (
            "Dana Roe graduated from the school in Lund.",
            "Dana Roe was a graduate of the school in Lund attending the university according to her page.",
            "Dana Roe graduated from the school in Lund, according to her page.",
        ),
        (
            "At least 14 people have died.",
            "At least 14 people have died and nine are missing, the coastguard said early today.",
            "At least 14 people have died, the coastguard said.",
        ),
        (
            "The illness runs in families.",
            "“There are many things to consider, such as the fact that the illness runs in families,” Dana Roe says.",
            "The illness runs in families, Dana Roe says.",
        ),
        (
            "Lindhaven is ready for talks.",
            "A ministry spokesman, Geir Sund, said Lindhaven was ready for “talks” to end the dispute.",
            "Lindhaven is ready for talks, a ministry spokesman, Geir Sund, said.",
        ),
        (
            "The germs are harder to kill.",
            "The germs are harder to kill than others, the study stated.",
            "The germs are harder to kill, the study stated.",
        ),
        (
            "Dana Roe was fond of cooking.",
            "“Dana Roe was fond of cooking and of dogs,” said agent Heather Holm.",
            "Dana Roe was fond of cooking, agent Heather Holm said.",
        ),
        (
            "The germs are harder to kill.",
            "According to a study published in the journal of germs by researchers at the university of Lund, the "
            "germs are harder to kill.",
            "The germs are harder to kill, according to a study.",
        ),
        ("The ship sank.", "Officials said on Monday that the ship sank.", "The ship sank, officials said."),
        ("The crew was in no danger.", "“The crew was in no danger,” he said.", ""),
        ("The ship sank.", "He said the ship sank.", ""),
        ("The ship sank.", "After the storm, officials said the ship sank.", ""),
        ("Dana Roe was on deck.", "Dana Roe said she was on deck.", ""),
        ("Two men were held, police said.", "Two men were held on Friday, police said.", ""),
        ("Two men were held.", "Two men, police said, were held on Friday.", ""),
    ],
)
def test_who_says_it_is_put_back(text: str, source: str, expected: str) -> None:
    assert shorten.attributed(text, source) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The offensive has left over 700 people dead.", True),
        ("The flood displaced 280,000 individuals.", True),
        ("The war has left half a million people dead.", True),
        ("The two DJs at the centre of a prank call have spoken for the first time since the death of a nurse.", False),
        ("Joseph Vane, 65, was arrested on Friday.", False),
        ("Twelve ships were lost.", False),
    ],
)
def test_a_toll_is_a_number_near_its_victims(text: str, expected: bool) -> None:
    assert read.counts_victims(text) is expected


@pytest.mark.parametrize(
    ("text", "stands"),
    [
        ("Rebels take Hama", True),
        ("FERRY SCANDAL", False),
        ("Air France Flight 447: missing for two years, statisticians help locate it", True),
        ("What is an infection?", False),
        ("The comedian teased an announcement", False),
        ("The comedian Dana Roe teased an announcement", True),
        ("She teased an announcement", False),
    ],
)
def test_a_headline_is_a_statement_and_more_than_a_name(text: str, stands: bool) -> None:
    assert read.is_headline(text) is stands


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Shares of Velta had risen by a fifth.", True),
        ("Two children had since recovered.", False),
        ("The bridge had recently been closed.", True),
        ("The town had 40 buses.", False),
        ("The hospital said it had treated 11 people.", False),
        ("The toll rose to 12.", False),
    ],
)
def test_what_looks_back(text: str, expected: bool) -> None:
    assert tone.looks_back(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The ferry may sail on Monday.", True),
        ("The bridge is to open soon.", True),
        ("The town plans a bridge.", True),
        ("If it rains, the match is off.", True),
        ("The ferry sailed in May.", False),
        ("The way to the town is closed.", False),
    ],
)
def test_what_leaves_something_open(text: str, expected: bool) -> None:
    assert tone.leaves_open(text) is expected


@pytest.mark.parametrize(
    "text",
    [
        "You may find what you need if you look below.",
        "Here is what happened at the bridge on Monday.",
        "This chart by Ida Holm shows where the ferry sank.",
        "Ida Holm (2nd L) and Nils Dahl stand before the bridge.",
        "Breathing cures everything, a study finds!",
        "WE ASKED THE SHERIFF ABOUT THE BRIDGE IN KELM.",
        "Ida Holm is the Kelm Courier's film critic.",
        "So good to be back on the bridge ❤️",
    ],
)
def test_no_news(text: str) -> None:
    assert not read.is_statement(text)


@pytest.mark.parametrize(
    "text",
    [
        "“You cannot close it!” Ida Holm said.",
        "The critic Ida Holm is the new mayor of Kelm.",
        "NATO said so on Monday.",
    ],
)
def test_news_with_such_words(text: str) -> None:
    assert read.is_statement(text)
