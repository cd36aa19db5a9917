"""Captions within a paragraph, and notices of web archives."""

from __future__ import annotations

import pytest

from summarizer.clean import clean
from summarizer.records import Document
from summarizer.settings import CleanSettings

NEWS = "The council of Kelm closed the bridge on Monday after divers found cracks in two of its piers."
MORE = "Buses take another way until the autumn, the council said, and the ferry runs every ten minutes."


def kept(text: str) -> str:
    (one,) = clean([Document("a", text)], CleanSettings())
    covered = sum(len("".join(text[s.start : s.end].split())) for s in (*one.kept, *one.dropped))
    assert covered == len("".join(text.split()))
    return " ".join(" ".join(text[span.start : span.end].split()) for span in one.kept)


@pytest.mark.parametrize(
    "caption",
    [
        "Hide Caption 1 of 3 Photos: The bridge The bridge was opened in 1931. It was painted. Hide Caption 2 of 3 "
        "Photos: The bridge Divers search the river. Hide Caption 3 of 3 Photos: The bridge Buses wait.",
        "Image copyright Ida Holm Image caption Divers looked at the piers.",
        "1 of 9 Full Screen Autoplay Skip Ad The bridge View Photos A diver waits. Sept. 2 A bus stops at the river. "
        "Nils Dahl Buy Photo Wait a second.",
        "Media playback is unsupported on your device Media caption Watch the divers at work.",
    ],
)
def test_captions_go_and_the_report_stays(caption: str) -> None:
    assert kept(f"{NEWS} {caption} {MORE}") == f"{NEWS} {MORE}"


def test_a_caption_is_a_word_like_others() -> None:
    text = f"{NEWS} She wrote the caption herself, and hid it behind a picture of the river in her office."
    assert kept(text) == text


def test_a_notice_of_an_archive_is_no_report() -> None:
    notice = "These captures are part of a plan to keep pages as they were when somebody wrote about them."
    assert kept(notice) == ""


@pytest.mark.parametrize(
    ("before", "rest"),
    [
        ("KELM/ARVIK, Norland ", NEWS),
        ("Ida Holm / Splash News ", NEWS),
        ("UPDATE: ", NEWS),
    ],
)
def test_what_stands_before_a_report(before: str, rest: str) -> None:
    assert kept(before + rest) == rest


@pytest.mark.parametrize(
    "caption",
    [
        "Nils Dahl spent two nights on the bridge. (Family photos)",
        "Nils Dahl stands on the bridge before it was closed. (Ida Holm/The Vessen Post)",
        "Nils Dahl had to walk to school. Courtesy Sara Dahl",
        "This chart shows when the bridge was closed. Credit: Institute of Kelm",
        "A barge like the one that hit the pier. (File photo: Barge at Arvik in 2022)",
        "Divers came from three towns to look at the bridge. — Ida Holm Share Photo \ue000",
        "Associated Press A diver climbs out of the river near the bridge on Tuesday.",
        "Deep water: A diver climbs out of the river with a piece of the pier that came loose",
    ],
)
def test_lines_beneath_pictures_go(caption: str) -> None:
    assert kept(f"{NEWS}\n\n{caption}\n\n{MORE}") == f"{NEWS} {MORE}"


@pytest.mark.parametrize(
    "text",
    [
        "The council said it had asked two firms (Dahl and Sons) to look at the piers.",
        "Associated Press reporters saw the divers leave in the evening.",
        "One demand stands: The bridge must be open by the autumn, the bakers of Kelm said.",
        "The museum shows her photos of the old bridge, which were taken in 1931 (and later).",
    ],
)
def test_a_sentence_of_the_report_is_no_caption(text: str) -> None:
    assert kept(f"{NEWS}\n\n{text}\n\n{MORE}") == f"{NEWS} {text} {MORE}"


@pytest.mark.parametrize(
    ("before", "rest"),
    [
        ("KELM, Norl. --", NEWS),
        ("Kelm, Norland — ", NEWS),
        ("[UPDATE May 5, 2026] ", NEWS),
        ("Tuesday, May 5, 2026", NEWS),
        ("Tuesday, May 5, 2026, 2:28 PM - ", NEWS),
        ("Old Kelm >> ", NEWS),
    ],
)
def test_datelines_and_labels_in_other_forms(before: str, rest: str) -> None:
    assert kept(before + rest) == rest


def test_a_link_in_brackets_behind_a_paragraph_goes_and_a_remark_stays() -> None:
    assert kept(f"{NEWS} [In Pictures: The Oldest Bridges of Norland]") == NEWS
    remark = f"{NEWS} [The council did not say which piers.]"
    assert kept(remark) == remark


def test_a_line_without_an_end_among_paragraphs_that_have_one_is_a_heading() -> None:
    line = "Baker of Kelm sells 900 rolls a day since the ferry runs"
    bodies = [f"In {town} the {thing} was shut for {days} days, people there said." for town, thing, days in (
        ("Arvik", "school", 3), ("Vessen", "harbour", 5), ("Skarne", "mill", 9), ("Lund", "pool", 2),
    )]  # fmt: skip
    assert line not in kept("\n\n".join([NEWS, MORE, bodies[0], line, *bodies[1:]]))
    loose = [one.rstrip(".") for one in bodies]
    assert line in kept("\n\n".join([NEWS, loose[0], line, *loose[1:]]))
