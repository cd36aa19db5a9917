"""What `clean` drops, keeps and flags in a single document."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from examples import examples, first
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.clean import clean
from summarizer.records import CleanDocument, Document, Flag, Span
from summarizer.settings import CleanSettings

HAMA = Path(__file__).resolve().parents[2] / "shared" / "clusters" / "hama"

FLOOD = (
    "The river Lenne burst its banks at Altdorf on Monday night, and about 400 people left their homes.",
    "“We had ten minutes,” said Mayor Ute Kranz. “Then the water was in the hall.”",
    "Rescue teams from three districts worked until dawn with boats and a helicopter.",
)


def one(text: str, **fields: object) -> CleanDocument:
    return clean([Document("a", text, **fields)], CleanSettings())[0]  # type: ignore[arg-type]


def kept(cleaned: CleanDocument) -> list[str]:
    return [" ".join(cleaned.document.text[s.start : s.end].split()) for s in cleaned.kept]


def dropped(cleaned: CleanDocument) -> dict[str, str]:
    text = cleaned.document.text
    return {" ".join(text[d.start : d.end].split()): d.reason for d in cleaned.dropped}


def among_paragraphs(line: str) -> str:
    return "\n\n".join((FLOOD[0], FLOOD[1], line, FLOOD[2]))


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("We use cookies to give you the best experience on our site.", "cookie notice"),
        ("Cookie settings", "cookie notice"),
        ("Subscribe to our newsletter for the news of the day.", "subscription notice"),
        ("Sign up for our Morning Briefing.", "subscription notice"),
        ("Share this article", "share buttons"),
        ("Facebook | Twitter | WhatsApp | Email", "share buttons"),
        ("Follow us on Instagram", "share buttons"),
        ("© 2024 Altdorf Courier. All rights reserved.", "copyright notice"),
        ("Copyright 2024 The Altdorf Courier. This material may not be published.", "copyright notice"),
        ("Advertisement", "advertisement"),
        ("ADVERTISEMENT ADVERTISEMENT", "advertisement"),
        ("Your feed is customized.", "feed notice"),
        ("Story continues below", "navigation"),
        ("Read more", "navigation"),
        ("Click here to watch the video.", "navigation"),
        ("Read more: Why the Lenne floods so often", "related link"),
        ("Related: The flood of 1984 in pictures", "related link"),
        ("Original Source: www.example.com", "source line"),
        ("This article was originally published on example.com.", "source line"),
        ("https://example.com/flood", "source line"),
        ("Photo: Jan Berg / Courier", "caption"),
        ("FILE - In this May 3, 2019 file photo, the river Lenne is seen at Altdorf.", "caption"),
        ("A boat passes the town hall of Altdorf on Tuesday. (AP Photo/Jan Berg)", "caption"),
        ("Image copyright Getty Images Image caption Boats in the streets of Altdorf", "caption"),
        ("By Maria Holt and Jan Berg, Altdorf Courier", "byline"),
        ("(Reporting by Maria Holt; Editing by Jan Berg)", "byline"),
        ("Jan Berg contributed to this report.", "byline"),
        ("24 December 2024", "date line"),
        ("Today : Dec 25, 2024", "date line"),
        ("Published: Tuesday, 3 March 2020 5:27 pm", "date line"),
        ("December 5th 2024.", "date line"),
        ("6:25 p.m.", "date line"),
        ("***", "separator"),
        ("[This article has been trending online and has been generated with AI.]", "AI notice"),
        ("[Generative AI is experimental.]", "AI notice"),
        ("Uncertain Future and Changing Dynamics", "heading"),
        ("**Slow Retreat of the Water**", "heading"),
        ("## What comes next", "heading"),
    ],
)
def test_furniture_is_dropped_with_its_reason(line: str, reason: str) -> None:
    cleaned = one(among_paragraphs(line))
    assert kept(cleaned) == list(FLOOD)
    assert dropped(cleaned) == {line: reason}


@pytest.mark.parametrize(
    "line",
    [
        "“No,” she said.",
        "“We are still counting.”",
        "Four people died.",
        "Cookies and tea were handed out at the town hall.",
        "Subscribers of the local paper gave 40,000 euros.",
        "Privacy policy changes at the water board drew criticism on Monday.",
        "Terms and conditions of the truce were agreed on Monday.",
        "By Tuesday morning the water had reached the second floor of the school.",
        "By Monday, 300 people had left.",
        "On December 7, 2023, the army confirmed that it had left the town.",
        "Generative AI is experimental, the mayor said, and no basis for a warning system.",
        "An ABC News/AP poll found that most people trust the warnings.",
        "NATO – the western alliance – said it would help.",
        "Copyright law does not protect such maps, the court held.",
        "Follow-up checks found cracks in the dam.",
        "Sharing boats saved lives, the fire brigade said.",
        "- 4 dead and 11 injured in Altdorf",
    ],
)
def test_content_that_looks_like_furniture_is_kept(line: str) -> None:
    cleaned = one(among_paragraphs(line))
    assert line in kept(cleaned)
    assert cleaned.dropped == ()


@pytest.mark.parametrize("bullet", ["- ", "", "• "])
def test_a_list_of_casualties_is_kept(bullet: str) -> None:
    victims = ["Anna Weiss, 34, Altdorf", "Peter Lang, 61, Neustadt", "Eva Kurz, 8, Altdorf"]
    lines = [bullet + victim for victim in victims]
    cleaned = one("\n".join((FLOOD[0], "The dead are:", *lines, FLOOD[2])))
    assert kept(cleaned) == [FLOOD[0], "The dead are:", *lines, FLOOD[2]]


def test_teaser_list_runs_to_the_end() -> None:
    teasers = "\n".join(
        f"{head}\n\n{head}\n\n{blurb}…\n25 December 2024"
        for head, blurb in (
            ("Snow Closes Three Mountain Passes", "Three passes were closed after heavy snow fell in"),
            ("Markets Rise Before the Holidays", "Shares rose on Tuesday as investors expected that"),
        )
    )
    cleaned = one("\n\n".join(FLOOD) + "\n\nLatest Contents\n" + teasers)
    assert kept(cleaned) == list(FLOOD)
    assert set(dropped(cleaned).values()) == {"teaser list"}


def test_teasers_without_a_title_are_dropped() -> None:
    text = "\n\n".join((*FLOOD, "Snow Closes Three Mountain Passes", "Three passes were closed after…", "3 May 2020"))
    assert kept(one(text)) == list(FLOOD)


def test_related_stories_inside_the_text_end_at_the_next_paragraph() -> None:
    links = ("Related Stories", "Lenne Flood of 1984 Remembered", "New Dam Plan Divides Altdorf")
    cleaned = one("\n\n".join((FLOOD[0], *links, FLOOD[1], FLOOD[2])))
    assert kept(cleaned) == list(FLOOD)
    assert [d.reason for d in cleaned.dropped] == ["teaser list"] * 3


def test_repeated_paragraphs_are_kept_once() -> None:
    cleaned = one("\n".join((*FLOOD, *FLOOD)))
    assert kept(cleaned) == list(FLOOD)
    assert [d.reason for d in cleaned.dropped] == ["repeated paragraph"] * 3


def test_of_two_nearly_equal_paragraphs_the_fuller_stays() -> None:
    short = "Rescue teams from three districts worked until dawn with boats and one helicopter"
    fuller = f"{short}, and the fire brigade lent its pumps to the hospital."
    cleaned = one("\n\n".join((FLOOD[0], f"{short}.", FLOOD[1], fuller)))
    assert kept(cleaned) == [FLOOD[0], FLOOD[1], fuller]


@pytest.mark.parametrize(
    "pair",
    [
        (
            "Shelling killed 5 people in the northern district of the city on Monday morning.",
            "Shelling killed 7 people in the northern district of the city on Monday morning.",
        ),
        (
            "The ministry said that it had received a report about the broken dam above the town.",
            "The ministry said that it had not received a report about the broken dam above the town.",
        ),
    ],
)
def test_paragraphs_that_differ_in_a_deciding_word_are_both_kept(pair: tuple[str, str]) -> None:
    assert kept(one("\n\n".join(pair))) == list(pair)


def test_a_headline_repeated_in_the_text_is_dropped() -> None:
    title = "River Bursts Its Banks at Altdorf"
    cleaned = one("\n".join((f"**{title}**", f"**{title}**", *FLOOD)), title=title)
    assert kept(cleaned) == list(FLOOD)
    assert {d.reason for d in cleaned.dropped} == {"headline"}


@pytest.mark.parametrize(
    ("prefix", "reason"),
    [
        ("LONDON (Reuters) - ", "dateline"),
        ("ALTDORF, Germany (AP) — ", "dateline"),
        ("(CNN) -- ", "dateline"),
        ("LIMA, Dec 1 (Reuters) - ", "dateline"),
        ("CAIRO — ", "dateline"),
        ("LIMA, Dec 1 (NWA) - ", "dateline"),
        ("Update 4: ", "label"),
        ("date 2024-12-05 ", "date line"),
        ("Updated: 5 March 2020 | ", "date line"),
    ],
)
def test_only_the_prefix_of_a_paragraph_is_dropped(prefix: str, reason: str) -> None:
    cleaned = one("\n\n".join((prefix + FLOOD[0], *FLOOD[1:])))
    assert kept(cleaned) == list(FLOOD)
    assert dropped(cleaned) == {prefix.strip(): reason}


def test_only_the_notice_at_a_paragraphs_end_is_dropped() -> None:
    notice = "Copyright 2024 Altdorf Courier. All rights reserved."
    cleaned = one("\n\n".join((*FLOOD[:2], f"{FLOOD[2]} {notice}")))
    assert kept(cleaned) == list(FLOOD)
    assert dropped(cleaned) == {notice: "copyright notice"}


def test_metadata_is_dropped_and_the_rest_of_its_line_kept() -> None:
    text = f"date 2024-12-05 River Bursts Its Banks\n\n{FLOOD[0]}\n\n{FLOOD[2]}"
    spans = (Span(5, 15), Span(16, text.index("\n")), Span(-3, 0), Span(9_000, 9_100))
    cleaned = one(text, metadata=spans)
    assert kept(cleaned) == [FLOOD[0], FLOOD[2]]
    assert set(dropped(cleaned).values()) == {"metadata"}


@pytest.mark.parametrize("text", [FLOOD[0], "Rebels Take Hama as Army Leaves the City", f"By Jan Berg\n{FLOOD[0]}"])
def test_a_document_never_becomes_empty(text: str) -> None:
    cleaned = one(text, title=text, metadata=(Span(0, len(text)),))
    assert len(cleaned.kept) == 1


def test_a_document_of_notices_alone_keeps_nothing() -> None:
    assert one("Subscribe to our newsletter to read this article.\n\nShare this article").kept == ()


def test_empty_and_blank_documents() -> None:
    assert one("").kept == ()
    blank = one(" \n\t\n\x0c ")
    assert (blank.kept, blank.dropped) == ((), ())


@pytest.mark.parametrize(
    "notice",
    [
        "[This article has been trending online and has been generated with AI. Your feed is customized.]",
        "This story was written with the help of artificial intelligence and checked by an editor.",
        "Note: This article was produced by a large language model.",
        "AI-generated summary",
        "*This text was translated using ChatGPT.*",
        "Generated with AI",
    ],
)
def test_a_notice_that_the_text_is_generated_becomes_a_flag(notice: str) -> None:
    (flag,) = one("\n\n".join((*FLOOD, notice))).document.flags
    assert flag.kind == "ai_generated"
    assert notice.strip("[]*")[:40] in flag.note


@pytest.mark.parametrize(
    "sentence",
    [
        "Generative AI is experimental, said Ana Ruiz, who leads the regulator's new unit in Lisbon.",
        "Articles generated with AI flooded the site within weeks, the report found.",
        "The newspaper admitted that this article was generated with AI.",
        "“This article was written by AI,” the editor said in an apology to readers.",
        "Content created by AI floods the web, and readers can rarely tell.",
        "The company generates 40% of its summaries with artificial intelligence.",
        "This report was produced by AI company Lumen for its investors.",
        "Text generated by AI must be labelled from May on, under the new act.",
    ],
)
def test_an_article_about_generative_ai_is_not_flagged(sentence: str) -> None:
    cleaned = one("\n\n".join((FLOOD[0], sentence, FLOOD[2], sentence.replace("the", "its"))))
    assert cleaned.document.flags == ()
    assert sentence in kept(cleaned)


def test_a_flag_from_reading_is_not_doubled() -> None:
    known = Flag("ai_generated", "says the page")
    assert one(f"{FLOOD[0]}\n\n[Generated with AI.]", flags=(known,)).document.flags == (known,)


def test_cut_off_text_is_flagged() -> None:
    cleaned = one(f"{FLOOD[0]}\n\n{FLOOD[2]} The mayor will… [+2340 chars]")
    assert [flag.kind for flag in cleaned.document.flags] == ["truncated"]
    assert "truncation mark" in dropped(cleaned).values()


LINES = st.sampled_from(
    [
        *FLOOD,
        "",
        " ",
        "Latest Contents",
        "Snow Closes Three Passes",
        "Three passes were closed after…",
        "3 May 2020",
        "By Jan Berg",
        "LONDON (Reuters) - The river rose.",
        "date 2024-12-05 River Bursts Its Banks",
        "***",
        "\ufeff",
        "The dead are:",
        "- one",
        "**Bold Line Here**",
        "Share this",
        "[Generated with AI]",
        "which goes on in lower case",
        "The water rose. © 2024 Altdorf Courier. All rights reserved.",
        "水が町に入った。",
        "   indented line without an end",
    ]
)
BREAKS = st.sampled_from(["\n", "\n\n", "\r\n", "\x0c", "\u2028", " "])
PAGES = st.lists(st.tuples(st.one_of(LINES, st.text(max_size=40)), BREAKS), max_size=25).map(
    lambda pairs: "".join(line + end for line, end in pairs)
)


@settings(max_examples=examples(200), deadline=None)
@given(
    PAGES,
    st.lists(st.tuples(st.integers(-5, 300), st.integers(-5, 300)), max_size=3),
    st.one_of(st.none(), st.text(max_size=30)),
)
def test_kept_and_dropped_hold_every_character_once(text: str, cuts: list[tuple[int, int]], title: str | None) -> None:
    spans = tuple(Span(start, end) for start, end in cuts)
    cleaned = one(text, metadata=spans, title=title)
    assert cleaned.document.text == text
    covered = [0] * len(text)
    for span in (*cleaned.kept, *cleaned.dropped):
        assert 0 <= span.start < span.end <= len(text)
        assert not text[span.start].isspace()
        assert not text[span.end - 1].isspace()
        for index in range(span.start, span.end):
            covered[index] += 1
    assert all(count <= 1 for count in covered)
    assert all(count or character.isspace() for count, character in zip(covered, text, strict=True))
    assert list(cleaned.kept) == sorted(cleaned.kept, key=lambda span: span.start)
    assert all(drop.reason and drop.source == 0 for drop in cleaned.dropped)


@pytest.mark.parametrize(
    "unit",
    first(2, ["a", "By A ", " a", "“a. ", "[", "Copyright ", "2024-12-05 ", "ABC DEF, ", "*", "share ", "(a "]),
)
def test_no_line_makes_it_slow(unit: str) -> None:
    started = time.process_time()
    one(unit * (100_000 // len(unit)))
    assert time.process_time() - started < 4


def growth(work: Callable[[int], object], count: int) -> float:
    """How many times longer four times the work takes: about 4 where time is linear, 16 where it is quadratic."""
    times = []
    for size in (count, 4 * count):
        started = time.process_time()
        work(size)
        times.append(time.process_time() - started)
    return times[1] / max(times[0], 1e-3)


@pytest.mark.slow
def test_many_list_titles_do_not_make_it_slow() -> None:
    def read(times: int) -> None:
        one("\n".join(("Latest Contents", FLOOD[0], "Snow Closes Three Passes")) * times)
        one("Latest Contents\nSnow Closes Three Passes\n" * times)

    assert growth(read, 1_000) < 8


@pytest.mark.slow
def test_many_documents_are_quick() -> None:
    paragraphs = [f"{FLOOD[i % 3]} Gauge {i} stood at {i * 7} centimetres." for i in range(30)]
    documents = [Document(str(i), "\n\n".join(paragraphs[i % 5 :])) for i in range(200)]
    assert growth(lambda count: clean(documents[:count], CleanSettings()), 50) < 8


@pytest.mark.skipif(not HAMA.is_dir(), reason="the sample cluster ../shared/clusters/hama is not there")
def test_real_cluster() -> None:
    documents = [Document(f"s{n}", (HAMA / f"source-{n}.txt").read_text(encoding="utf-8")) for n in range(1, 6)]
    cleaned = clean(documents, CleanSettings())
    text = "\n".join(line for item in cleaned for line in kept(item))
    for gone in (
        "Latest Contents",
        "Bitcoin",
        "Avalanche",
        "World News",
        "generated with AI",
        "Original Source",
        "Uncertain Future",
    ):
        assert gone not in text
    for word in ("280,000", "cleanse a 40-year-old wound", "12 million", "Maj. Hassan", "no revenge"):
        assert word in text
    assert [[flag.kind for flag in item.document.flags] for item in cleaned] == [
        [],
        [],
        [],
        ["ai_generated"],
        [],
    ]
    assert [len(item.kept) for item in cleaned] == [8, 9, 14, 7, 9]
