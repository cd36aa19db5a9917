"""PDFs: columns, running heads and feet, pages, hyphens, tables, notes, type of all kinds, size."""

from __future__ import annotations

import textwrap
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest
from examples import examples
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pdf_samples import Placed, across, lines, placed_pdf
from read_samples import day_of, pdf

from summarizer.errors import InputError
from summarizer.read.formats import make_document
from summarizer.read.hyphens import Hyphens
from summarizer.read.pdf import read_pdf
from summarizer.read.pdf_columns import in_order
from summarizer.read.pdf_rows import Row
from summarizer.read.pdf_words import Word
from summarizer.read.tables import table_lines
from summarizer.records import Flag

FIRST = (
    "The port of Skarne will close its northern quay for two years, the harbour board said on Tuesday. The piles under"
    " it have rusted through in places, and a crane of ninety tonnes may no longer stand there. The board had known"
    " about the rust since the autumn of last year but waited for a second survey by divers before it acted."
)
SECOND = (
    "Ferries to the islands will leave from the fish market until then. The market moves to a tent on the car park, and"
    " the fishermen get 1.4 million crowns for the trouble. Their union called the sum a bad joke and asked for talks"
    " with the mayor, who was on holiday and could not be reached by telephone over the weekend."
)
THIRD = (
    "Repairs are to begin in March, as soon as the ice has gone. A firm from the mainland drives 212 new piles of steel"
    " into the sea bed, each of them thirty metres long. Two hotels near the quay fear for their summer guests and have"
    " asked for a ban on noise before eight in the morning and after six in the evening."
)
TITLE: list[Placed] = [(72, 790, 16, "Port closes its northern quay")]


def text_of(*pages: Sequence[Placed]) -> str:
    return read_pdf(placed_pdf(pages)).text


def wrapped(text: str, width: int = 90) -> list[str]:
    return textwrap.wrap(text, width, break_on_hyphens=False)


@pytest.mark.parametrize("offset", [0, 6], ids=["one grid", "two grids"])
@pytest.mark.parametrize("interleaved", [False, True])
@pytest.mark.parametrize(("width", "step", "texts"), [(38, 240, (FIRST, SECOND)), (26, 165, (FIRST, SECOND, THIRD))])
def test_columns(width: int, step: int, texts: tuple[str, ...], interleaved: bool, offset: int) -> None:
    columns = [
        lines(50 + step * place, 740 - offset * (place % 2), wrapped(text, width)) for place, text in enumerate(texts)
    ]
    page = across(*columns) if interleaved else [line for column in columns for line in column]
    told = text_of([*TITLE, *page])
    places = [told.index(part) for part in ("Port closes its northern quay", *texts)]
    assert places == sorted(places)


def test_a_headline_between_two_stories_in_columns() -> None:
    upper = across(lines(72, 740, wrapped(FIRST, 38)), lines(310, 740, wrapped(SECOND, 38)))
    lower = across(lines(72, 540, wrapped(THIRD, 38)), lines(310, 540, wrapped(FIRST.replace("rust", "rot"), 38)))
    told = text_of([*TITLE, *upper, (72, 575, 14, "Steel from the mainland"), *lower])
    places = [told.index(part) for part in (FIRST, SECOND, "\nSteel from the mainland\n", THIRD)]
    assert places == sorted(places)


def test_a_few_lines_in_columns_on_the_last_page_are_known_by_the_others() -> None:
    rows = wrapped(f"{FIRST} {SECOND} {THIRD}", 38)
    cut = [rows[:12], rows[12:24], rows[24:26], rows[26:]]
    first = [*TITLE, *across(lines(72, 740, cut[0]), lines(310, 740, cut[1]))]
    assert f"{FIRST} {SECOND}" in text_of(first, across(lines(72, 780, cut[2]), lines(310, 780, cut[3])))
    assert THIRD in text_of(
        first, across(lines(72, 780, wrapped(THIRD, 38)[:6]), lines(310, 780, wrapped(THIRD, 38)[6:]))
    )


def test_rows_that_may_be_cells_are_flagged() -> None:
    left = ["Northern quay closed", "Fish market moved", "Hotels near the quay", "Ferries to Ulma", "Divers at work"]
    right = [
        "Rust under the big crane",
        "Tent on the car park",
        "Guests may stay away",
        "Fares as before",
        "Ice is late",
    ]
    page = [*TITLE, *across(lines(72, 700, left), lines(310, 700, right))]
    assert read_pdf(placed_pdf([page])).stated.flags == (Flag("partly_read", "the order of its columns is doubtful"),)


HEADS = {
    "the same": lambda n: [(72, 815, 8, "SKARNE POST WEEKLY"), (420, 815, 8, "Saturday 21 February 2026")],
    "odd and even": lambda n: [(72, 815, 8, "Skarne Post" if n % 2 else "Saturday 21 February 2026")],
    "two lines": lambda n: [(72, 815, 8, "Skarne Post"), (72, 805, 8, "Saturday 21 February 2026, late edition")],
    "with a number": lambda n: [(72, 815, 10, f"{n} Skarne Post, 21 February 2026")],
}
FEET = {
    "page of": lambda n, of: [(72, 40, 8, "Do not copy."), (480, 40, 8, f"Page {n} of {of}")],
    "number": lambda n, of: [(290, 40, 10, f"– {n} –")],
    "none": lambda n, of: [],
}


@pytest.mark.parametrize("count", [2, 3, 4])
@pytest.mark.parametrize("head", HEADS)
@pytest.mark.parametrize("foot", FEET)
def test_heads_and_feet_are_no_text_and_a_sentence_goes_on_over_the_page(head: str, foot: str, count: int) -> None:
    rows = wrapped(f"{FIRST} {SECOND} {THIRD}")
    pages = []
    for number in range(1, count + 1):
        part = rows[2 * number - 2 : 2 * number] if number < count else rows[2 * number - 2 :]
        body = [*TITLE, *lines(72, 760, part)] if number == 1 else lines(72, 780, part)
        pages.append([*HEADS[head](number), *body, *FEET[foot](number, count)])
    raw = read_pdf(placed_pdf(pages))
    assert raw.text == f"Port closes its northern quay\n{FIRST} {SECOND} {THIRD}"
    if count > 2 or head != "odd and even":
        document = make_document(raw, "a", None)
        assert document.title == "Port closes its northern quay"
        assert (document.publisher, document.date) == ("Skarne Post", "2026-02-21")


def test_head_and_foot_of_a_single_page() -> None:
    foot = [(72, 40, 8, "Printed for subscribers."), (500, 40, 8, "Page 1 of 1")]
    raw = read_pdf(placed_pdf([[*HEADS["the same"](1), *TITLE, *lines(72, 740, wrapped(FIRST)), *foot]]))
    assert raw.text == f"Port closes its northern quay\n{FIRST}"
    assert (raw.fallback.publisher, day_of(raw.fallback.when)) == ("Skarne Post", "2026-02-21")


def test_text_that_is_repeated_by_chance_stays() -> None:
    page = lines(72, 760, wrapped(FIRST))
    assert text_of([*TITLE, *page], page).count(FIRST) == 2


@pytest.mark.parametrize(
    ("before", "after", "joined"),
    [
        ("pa-", "tients", "patients"),
        ("fam\u2010", "ilies", "families"),
        ("tun\u00ad", "nel", "tunnel"),
        ("Betriebsstö-", "rung", "Betriebsstörung"),
        ("well-", "known", "well-known"),
        ("high-", "er", "higher"),
        ("long-", "term", "long-term"),
        ("twenty-", "one", "twenty-one"),
        ("two-", "thirds", "two-thirds"),
        ("seven-", "teen", "seventeen"),
        ("self-", "evident", "self-evident"),
        ("anti-", "war", "anti-war"),
        ("anti-", "biotics", "antibiotics"),
        ("ex-", "minister", "ex-minister"),
        ("ex-", "president", "ex-president"),
        ("ex-", "pected", "expected"),
        ("mid-", "winter", "mid-winter"),
        ("mid-", "dle", "middle"),
        ("non-", "profit", "non-profit"),
        ("co-", "operation", "co-operation"),
        ("com-", "mittee", "committee"),
        ("Franco-", "German", "Franco-German"),
        ("NATO-", "led", "NATO-led"),
        ("10-", "year", "10-year"),
        ("ten-year-", "old", "ten-year-old"),
        ("long-estab-", "lished", "long-established"),
        ("TUN-", "NEL", "TUNNEL"),
        ("short-", "and long-term", "short- and long-term"),
        ("Vor-", "und Nachteile", "Vor- und Nachteile"),
    ],
)
def test_hyphens(before: str, after: str, joined: str) -> None:
    assert Hyphens([]).join(f"the {before}", f"{after}, he said") == f"the {joined}, he said"


def test_hyphens_by_the_words_of_the_text() -> None:
    seen = Hyphens(["a storm-proof door", "the online shop was there"])
    assert seen.join("of storm-", "proof glass") == "of storm-proof glass"
    assert seen.join("of on-", "line shops") == "of online shops"
    assert seen.join("well -", "known") is None
    assert seen.join("no hyphen", "here") is None


def test_divided_words_in_a_file() -> None:
    rows = [
        *wrapped(FIRST),
        "It was closed in the pre\u00ad",
        "sence of the twenty-",
        "first mayor of the is-",
        "land.",
    ]
    assert text_of([*TITLE, *lines(72, 740, rows)]).endswith("in the presence of the twenty-first mayor of the island.")


def test_a_table_is_told_with_its_heads() -> None:
    cells = [["Quay", "North", "South"], ["Closed piles", "212", "3"], ["Cranes", "2", "1"]]
    table = across(*(lines(72 + 120 * place, 600, column) for place, column in enumerate(cells)))
    told = text_of([*TITLE, *lines(72, 740, wrapped(FIRST)), *table, *lines(72, 520, wrapped(SECOND))])
    assert "North: 212 Closed piles, 2 Cranes\nSouth: 3 Closed piles, 1 Cranes" in told
    assert FIRST in told
    assert SECOND in told


def test_a_table_without_heads_is_not_told() -> None:
    cells = [["North", "South", "East"], ["212", "3", "17"], ["2", "1", "0"]]
    table = across(*(lines(72 + 120 * place, 600, column) for place, column in enumerate(cells)))
    raw = read_pdf(placed_pdf([[*TITLE, *lines(72, 740, wrapped(FIRST)), *table]]))
    assert raw.text.endswith(FIRST)
    assert raw.stated.flags == (Flag("partly_read", "a table of 3 rows is not told"),)


@pytest.mark.parametrize(
    ("rows", "headed", "told"),
    [
        ([["Hospital", "Patients"], ["Brack", "7"]], None, ["Brack: 7 Patients"]),
        ([["Town", "Mayor"], ["Brack", "Ann Lee"]], True, ["Brack: Mayor Ann Lee"]),
        ([["Town", "Mayor"], ["Brack", "Ann Lee"]], None, None),
        ([["Brack", "7"], ["Orm", "5"]], False, None),
        ([["No.", "Town", "2024", "2025"], ["1", "Brack", "7", "–"]], None, ["Brack: 7 (2024)"]),
        ([["Damage"] * 3, ["Brack", "3 missing", "140 houses"], ["Orm", "none missing", "2 houses"]], None,
         ["Damage", "Brack: 3 missing, 140 houses", "Orm: none missing, 2 houses"]),
        ([["Quay"], ["It is closed."]], None, ["Quay", "It is closed."]),
        ([["Photo", "The mayor said that the quay would be closed at once."], ["x", "y"]], None,
         ["The mayor said that the quay would be closed at once."]),
        ([["", ""], []], None, []),
    ],
)  # fmt: skip
def test_table_lines(rows: list[list[str]], headed: bool | None, told: list[str] | None) -> None:
    lines_told, note = table_lines(rows, headed)
    assert lines_told == (told or [])
    assert bool(note) == (told is None or rows[-1] == ["x", "y"])


@example([["", "Brack", "Brack"], ["7", "7"]])
@given(st.lists(st.lists(st.sampled_from(["", "7", "Brack", "3 dead", "2024", "–"]), max_size=4), max_size=6))
def test_every_row_of_a_table_is_told_or_noted(rows: list[list[str]]) -> None:
    told, note = table_lines(rows)
    assert all("|" not in line and line.strip() for line in told)
    assert told or note or not any(any(cell.strip("–") for cell in row) for row in rows)


def test_lists_keep_their_marks_beside_their_text() -> None:
    items = ["The crane must go at once", "The fence must stand by night", "The divers must come back"]
    rows = [
        place
        for number, item in enumerate(items)
        for place in (
            (72, 600 - 26 * number, 10, f"{number + 1}."),
            (95, 600 - 26 * number, 10, item),
            (95, 587 - 26 * number, 10, "and the board pays for it"),
        )
    ]
    told = text_of([*TITLE, *lines(72, 740, wrapped(FIRST)), *rows])
    assert all(f"{number}. {item} and the board pays for it" in told for number, item in enumerate(items, 1))


def test_a_note_at_the_foot_comes_last() -> None:
    rows = wrapped(f"{FIRST} {SECOND}")
    first = [*TITLE, *lines(72, 740, rows[:4]), (72, 90, 7, "1 The survey was paid by the state.")]
    assert text_of(first, lines(72, 780, rows[4:])).endswith(f"{FIRST} {SECOND}\n\n1 The survey was paid by the state.")


def test_notes_at_the_same_height_of_several_pages_stay() -> None:
    rows = wrapped(f"{FIRST} {SECOND}")
    notes = ["1 The survey was paid by the state.", "2 The divers came from the mainland."]
    pages = [[*TITLE, *lines(72, 740, rows[:4])], lines(72, 780, rows[4:])]
    told = text_of(*([*page, (72, 60, 7, note)] for page, note in zip(pages, notes, strict=True)))
    assert f"{FIRST} {SECOND}" in told
    assert all(note in told for note in notes)


def test_indents_begin_paragraphs() -> None:
    paragraphs = [wrapped(FIRST), wrapped(SECOND)]
    rows = [(row, place) for paragraph in paragraphs for place, row in enumerate(paragraph)]
    page = [(72 if place else 84, 740 - 13 * number, 10, row) for number, (row, place) in enumerate(rows)]
    assert text_of([*TITLE, *page]).endswith(f"\n{FIRST}\n{SECOND}")


@pytest.mark.parametrize(("before", "entries"), [
    ("3 Tc", ""),
    ("0 1 -1 0 820 0 cm", "/Rotate 90"),
    ("0 -1 1 0 0 640 cm", "/Rotate 270"),
    ("-1 0 0 -1 600 860 cm", "/Rotate 180"),
    ("BT /F1 60 Tf 0.7 0.7 -0.7 0.7 100 300 Tm (DRAFT COPY) Tj ET", ""),
    ("BT /F1 9 Tf 0 1 -1 0 20 300 Tm (Printed at the harbour) Tj ET", ""),
])  # fmt: skip
def test_spaced_turned_and_slanted_type(before: str, entries: str) -> None:
    data = placed_pdf([[*TITLE, *lines(72, 740, wrapped(FIRST, 60))]], before, entries)
    assert read_pdf(data).text == f"Port closes its northern quay\n{FIRST}"


def test_letters_with_blanks_between_them() -> None:
    assert text_of([(72, 780, 16, "S K A R N E  P O S T"), *lines(72, 740, wrapped(FIRST))]).startswith("SKARNE POST\n")


@pytest.mark.slow
def test_ten_thousand_lines_on_a_page_take_linear_time() -> None:
    def seconds(count: int) -> float:
        data = pdf([[f"the quay number {number:06} is closed for a long time from now on" for number in range(count)]])
        start = time.process_time()
        assert f"{count - 1:06} is closed" in read_pdf(data).text
        return time.process_time() - start

    seconds(100)
    assert seconds(10_000) < 8 * seconds(2_500) + 0.5


@settings(max_examples=examples(40), deadline=None)
@given(st.binary(min_size=1, max_size=4), st.floats(0, 1), st.booleans())
def test_damaged_files_are_read_or_refused(noise: bytes, where: float, cut: bool) -> None:
    data = placed_pdf([[*TITLE, *lines(72, 740, wrapped(FIRST))]])
    place = int(where * (len(data) - 8))
    damaged = data[:place] + noise + data[place + (20 if cut else len(noise)) :]
    try:
        told = read_pdf(damaged).text
    except InputError as error:
        told = str(error)
    assert told


PLACES = st.tuples(st.integers(20, 500), st.integers(20, 800), st.sampled_from(["quay", "Port 7", "a-", "•", "of the"]))


@settings(max_examples=examples(40), deadline=None)
@given(st.lists(PLACES, max_size=60))
def test_no_letter_is_lost_wherever_words_stand(places: list[tuple[int, int, str]]) -> None:
    rows = [Row([Word(text, x, x + 5.0 * len(text), y, 10.0, True)]) for x, y, text in places]
    blocks, _ = in_order([rows])
    kept = Counter(word.text for block in blocks for row in block.rows for word in row.words)
    assert kept == Counter(text for _, _, text in places)


def test_a_large_initial_belongs_to_its_word() -> None:
    rows = wrapped(FIRST, 80)
    beside = [(100, 740, 10, rows[0][1:]), (100, 727, 10, rows[1]), (100, 714, 10, rows[2])]
    assert FIRST in text_of([*TITLE, (72, 714, 40, "T"), *beside, *lines(72, 701, rows[3:])])


def test_a_caption_does_not_cut_a_sentence() -> None:
    rows = wrapped(FIRST, 38)
    left = [*lines(72, 740, rows[:4]), (72, 600, 8, "The quay at night."), *lines(72, 570, rows[4:])]
    told = text_of([*TITLE, *left, *lines(310, 740, wrapped(f"{SECOND} {THIRD}", 38))])
    assert all(part in told for part in (f"The quay at night.\n{FIRST}", f"{SECOND} {THIRD}"))


def test_a_head_that_only_the_second_page_has() -> None:
    rows = wrapped(f"{FIRST} {SECOND}")
    second = [(72, 815, 10, "Skarne Post"), *lines(72, 780, rows[2:])]
    assert f"{FIRST} {SECOND}" in text_of([*TITLE, *lines(72, 740, rows[:2])], second)


def test_marks_of_notes_are_no_words_but_square_metres_are() -> None:
    rows = [(72, 740, 10, "It closed in October"), (155, 744, 6, "1"), (160, 740, 10, "over 12 km"), (204, 744, 6, "2")]
    told = text_of([*TITLE, *rows, *lines(72, 727, wrapped(FIRST))])
    assert "in October over 12 km2" in told


def test_pages_set_by_a_real_typesetter(tmp_path: Path) -> None:
    typst = pytest.importorskip("typst")
    source = (
        "#set page(columns: 2, header: [Skarne Post #h(1fr) 21 February 2026], height: 8cm)\n"
        '#set text(hyphenate: true, lang: "en", size: 10pt)\n#set par(justify: true)\n= Port closes its quay\n'
        f"{FIRST}#footnote[The survey was paid by the state.] {SECOND}\n\n{THIRD}\n\n"
        f"#table(columns: 2, [Quay], [Piles], [North], [212], [South], [3])\n\n{SECOND} {FIRST}\n"
    )
    (tmp_path / "a.typ").write_text(source, encoding="utf-8")
    raw = read_pdf(typst.compile(str(tmp_path / "a.typ")))
    for part in (f"{FIRST} {SECOND}", THIRD, "North: 212 Piles", f"{SECOND} {FIRST}"):
        assert part in raw.text
    assert (raw.fallback.publisher, day_of(raw.fallback.when)) == ("Skarne Post", "2026-02-21")
