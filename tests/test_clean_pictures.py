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
