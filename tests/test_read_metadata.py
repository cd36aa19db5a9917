"""Title, publisher, date and address in a report's own lines."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from read_samples import BODY, HEADLINE, day_of

from summarizer.read import read
from summarizer.read.dates import When
from summarizer.read.found import Found
from summarizer.read.metadata import describe
from summarizer.records import Span

HAMA = Path(__file__).resolve().parents[1].parent / "shared" / "clusters" / "hama"


def pieces(text: str, found: Found) -> list[str]:
    return [text[span.start : span.end] for span in found.spans]


def rest(text: str, found: Found) -> str:
    for span in reversed(found.spans):
        text = text[: span.start] + text[span.end :]
    return text


DATED = [
    (f" date 2024-12-05 {HEADLINE}\n\n{BODY}", HEADLINE, "2024-12-05"),
    (f"Today : Dec 25, 2024\nWorld News\n24 December 2024\n\n{HEADLINE}\n\n{BODY}", HEADLINE, "2024-12-24"),
    (f"December 5th 2024.\n{BODY}", None, "2024-12-05"),
    (f"{HEADLINE}\nPublished: Thursday, 5 December 2024, 10:15 GMT\n{BODY}", HEADLINE, "2024-12-05"),
    (f"{HEADLINE}\nUpdated Dec. 6, 2024\nPosted Dec. 5, 2024\n\n{BODY}", HEADLINE, "2024-12-05"),
    (f"{HEADLINE}\nUpdated Dec. 6, 2024 · Published Dec. 5, 2024\n\n{BODY}", HEADLINE, "2024-12-05"),
    (f"{HEADLINE}\nLast updated on 6 December 2024\n{BODY}", HEADLINE, "2024-12-06"),
    (
        f"Wednesday, 25 December 2024\nHome\nWorld\n{HEADLINE}\n5 December 2024\n{BODY}",
        HEADLINE,
        "2024-12-05",
    ),
    (f"{HEADLINE} Posted: Monday, December 2, 2024 11:03 PM\n{BODY}", HEADLINE, "2024-12-02"),
    (f"{HEADLINE}\nDate: 03/04/2024\n{BODY}", HEADLINE, None),
    (f"{HEADLINE}\n3 hours ago\n{BODY}", HEADLINE, None),
    (f"5 years ago\n{BODY}", None, None),
    (f"0 {HEADLINE}\n\n{BODY}", HEADLINE, None),
    (f"{HEADLINE}\n\n{BODY}\nFirst published: 5 December 2024\n", HEADLINE, "2024-12-05"),
    (f"{HEADLINE}\n\n{BODY}", HEADLINE, None),
    (BODY, None, None),
]


@pytest.mark.parametrize(("text", "title", "date"), DATED)
def test_dates_and_titles(text: str, title: str | None, date: str | None) -> None:
    found = describe(text)
    assert (found.title, day_of(found.when)) == (title, date)
    assert " ".join(rest(text, found).split()) == " ".join(BODY.split())


@pytest.mark.parametrize(
    ("head", "title"),
    [
        (f"# {HEADLINE}", HEADLINE),
        (f"{HEADLINE}\n=======", HEADLINE),
        (f"**{HEADLINE}**", HEADLINE),
        (f"**A ship has struck a bridge, officials say.**\n**{HEADLINE}**\n**{HEADLINE}**", HEADLINE),
        (f"The port's bridge is shut after a ship struck one of its piers.\n\n{HEADLINE}", HEADLINE),
        (f"World News\n\n{HEADLINE}\n\nMara Linde", HEADLINE),
        (f"Share\nSave\n{HEADLINE}", HEADLINE),
        (f"Skip to content\nMenu\nNews | Sport | Fishing\n{HEADLINE}", HEADLINE),
        (f"Title: {HEADLINE}", HEADLINE),
        (f"{HEADLINE} | Northcoast Herald", HEADLINE),
        (
            "Search for survivors goes on after bridge collapse",
            "Search for survivors goes on after bridge collapse",
        ),
        ("Will the bridge ever open again?", "Will the bridge ever open again?"),
        ("Bridge closed", "Bridge closed"),
        ("Please enable Javascript to watch this video", None),
        ("Get the latest news Sign up for our newsletter", None),
        ("A diver looks at the damaged pier of the bridge. (Photo by Ann Lee for The Daily Post)", None),
        ("Story highlights A ship struck a bridge, officials say\nNobody was hurt in the harbour", None),
        ("LATEST:", None),
    ],
)
def test_titles(head: str, title: str | None) -> None:
    assert describe(f"{head}\n\n{BODY}").title == title


def test_credits_below_are_no_title() -> None:
    found = describe(
        "MARN, Nov 2 (Reuters) - A ferry sank.\n\nReporting by Jo Ek; Editing by Dan Moss\n\nOur Standards\n"
    )
    assert (found.title, found.publisher) == (None, "Reuters")
    assert describe(f"A ferry sank on Saturday.\n\n{HEADLINE}\n").title is None


def test_a_markdown_link_below_is_the_address() -> None:
    found = describe(f"# {HEADLINE}\n\n{BODY}\n[Original article](https://www.northcoast.example/a/2)\n")
    assert (found.url, found.publisher) == ("https://www.northcoast.example/a/2", "northcoast.example")


def test_a_full_sentence_is_no_title() -> None:
    assert describe(f"The bridge is shut.\nA ship has struck it, the port authority said.\n{BODY}").title is None


def test_hard_wrapped_text_has_no_title_in_its_first_line() -> None:
    text = (
        "The harbour bridge in Vessel Bay was closed on Thursday after a\n"
        "cargo ship struck one of its piers, the port authority said. It\n"
        "will stay shut for four days.\n\nNobody was hurt.\n"
    )
    found = describe(text)
    assert found == Found()


@pytest.mark.parametrize(
    ("text", "publisher"),
    [
        (f"{HEADLINE}\nBy Mara Linde, Reuters\n\n{BODY}", "Reuters"),
        (
            f"{HEADLINE}\nBy MARA LINDE and Jo Ek, Associated Press | December 5, 2024\n\n{BODY}",
            "Associated Press",
        ),
        (f"{HEADLINE}\nMara Linde, BBC News\n\n{BODY}", "BBC News"),
        (f"{HEADLINE}\nBy Mara Linde, Senior Correspondent\n\n{BODY}", None),
        (f"{HEADLINE}\nNorthcoast Herald\n\n{BODY}", "Northcoast Herald"),
        (f"{HEADLINE}\n\nLONDON (Reuters) - {BODY}", "Reuters"),
        (f"(AP) — {BODY}", "AP"),
        (f"VESSEL BAY, Northland, Dec 5 (Xinhua) -- {BODY}", "Xinhua"),
        (f"Vessel Bay (CNN) {BODY}", "CNN"),
        (f"CNN — {BODY}", "CNN"),
        (f"PLANTATION, Fla. (WSVN) -- {BODY}", "WSVN"),
        (f"Hayat Tahrir Al Sham (HTS) – the group – said it had the town. {BODY}", None),
        (f"Time — and patience — are running out, the mayor said. {BODY}", None),
        (f"{HEADLINE} | Northcoast Herald\n\n{BODY}", "Northcoast Herald"),
        (f"Source: BBC News\n{HEADLINE}\n\n{BODY}", "BBC News"),
        (f"Source: army leaves the town by night\n\n{BODY}", None),
        (f"https://www.northcoast.example/a/1\n{HEADLINE}\n\n{BODY}", "northcoast.example"),
        (f"{HEADLINE}\n\n{BODY}\n© 2024 Northcoast Herald. All rights reserved.", "Northcoast Herald"),
    ],
)
def test_publishers(text: str, publisher: str | None) -> None:
    assert describe(text).publisher == publisher


def test_a_dateline_is_taken_out_of_its_sentence() -> None:
    text = f"{HEADLINE}\n\nVESSEL BAY, 5 December 2024 (AFP) – {BODY}"
    found = describe(text)
    assert day_of(found.when) == "2024-12-05"
    assert pieces(text, found) == [HEADLINE, "VESSEL BAY, 5 December 2024 (AFP) – "]
    assert rest(text, found).strip() == BODY.strip()


@pytest.mark.parametrize(
    ("line", "publisher"),
    [
        ("Original Source: www.cnn.com", "cnn.com"),
        ("Original source - https://edition.cnn.com/2024/12/05/x", "edition.cnn.com"),
        ("This article was originally published by The Guardian.", "The Guardian"),
        ("This story first appeared on Reuters", "Reuters"),
        ("Read the original article on Northcoast Herald.", "Northcoast Herald"),
        ("*Originally published in [Le Monde](https://lemonde.fr/x)*", "Le Monde"),
    ],
)
def test_republished(line: str, publisher: str) -> None:
    text = f"{BODY}\n{line}"
    found = describe(text)
    assert found.publisher == publisher
    assert [flag.kind for flag in found.flags] == ["republished"]
    assert pieces(text, found) == [line]


def test_republished_keeps_the_page_as_publisher_when_it_is_known() -> None:
    found = describe(f"{BODY}\nOriginal Source: www.cnn.com", Found(publisher="Aggregator"))
    assert found.publisher == "Aggregator"
    assert found.flags[0].note == "names www.cnn.com as its original source"


@pytest.mark.parametrize(
    "line",
    [
        "The original report on 5 December 2024 was wrong.",
        "Original source code was lost in the fire, he said.",
    ],
)
def test_not_republished(line: str) -> None:
    assert describe(f"{BODY}\n{line}").flags == ()


def test_front_matter() -> None:
    text = (
        "---\ntitle: Bridge: closed again\ndate: 2024-12-05\nsource: Northcoast Herald\n"
        f"url: https://www.northcoast.example/a\ntags: [a, b]\n---\n\n{BODY}"
    )
    found = describe(text)
    assert found.title == "Bridge: closed again"
    assert (found.publisher, day_of(found.when)) == ("Northcoast Herald", "2024-12-05")
    assert found.url == "https://www.northcoast.example/a"
    assert rest(text, found).strip() == BODY.strip()


def test_front_matter_with_windows_lines_and_a_source_address() -> None:
    text = f'---\r\nTitle: "{HEADLINE}"\r\nPublished: 5 Dec 2024\r\nSource: https://www.cnn.com/x\r\n---\r\n{BODY}'
    found = describe(text)
    assert (found.title, found.publisher, day_of(found.when)) == (HEADLINE, "cnn.com", "2024-12-05")
    assert found.url == "https://www.cnn.com/x"


@pytest.mark.parametrize("front", ["---\njust a line\n---\n", "---\n- a\n- b\n---\n", "---\n"])
def test_rules_are_no_front_matter(front: str) -> None:
    found = describe(f"{front}{HEADLINE}\n\n{BODY}")
    assert found.title == HEADLINE


def test_fields_above_the_text() -> None:
    text = f"Headline: {HEADLINE}\nDate: 5 December 2024\nSource: AFP\nURL: https://afp.example/1\n\n{BODY}"
    found = describe(text)
    assert (found.title, found.publisher, day_of(found.when)) == (HEADLINE, "AFP", "2024-12-05")
    assert found.url == "https://afp.example/1"
    assert rest(text, found).strip() == BODY.strip()


def test_what_is_known_is_kept_and_its_lines_are_found() -> None:
    text = f"{HEADLINE.upper()}\n5 December 2024\n\n{BODY}"
    found = describe(text, Found(title=HEADLINE, when=When("2024-12-04")))
    assert (found.title, day_of(found.when)) == (HEADLINE, "2024-12-04")
    assert pieces(text, found) == [HEADLINE.upper(), "5 December 2024"]


def test_a_text_of_metadata_only_stays_text() -> None:
    found = describe("Rebels take the town")
    assert found.title is None
    assert found.spans == ()


def test_dates_of_teasers_below_are_not_the_reports() -> None:
    text = f"{HEADLINE}\n\n{BODY}\nLatest Contents\nLate goal sinks visitors\n25 December 2024"
    assert describe(text).when is None


LINES = st.sampled_from(
    [
        HEADLINE,
        f"**{HEADLINE}**",
        "# Bridge shut",
        "---",
        "title: x",
        "By Ann Lee, AP",
        "24 December 2024",
        "date 2024-12-05 Bridge shut after ship strike",
        "Original Source: www.cnn.com",
        "LONDON (Reuters) - The bank rose.",
        "© 2024 AP",
        "https://a.example/x",
        "",
        "   ",
        "World News",
        *BODY.splitlines(),
    ]
)


@given(st.lists(LINES | st.text(max_size=40), max_size=14), st.sampled_from(["\n", "\r\n", "\r", "\n\n"]))
def test_spans_are_sorted_apart_and_leave_some_words(lines: list[str], end: str) -> None:
    text = end.join(lines)
    found = describe(text)
    assert found == describe(text)
    position = 0
    for span in found.spans:
        assert position <= span.start < span.end <= len(text)
        position = span.end
    if re.search(r"\w", text) and found.spans:
        assert re.search(r"\w", rest(text, found))
    assert found.title is None or found.title.strip()


@pytest.mark.parametrize(
    "text",
    [
        "x" * 300_000,
        " " * 300_000 + "x",
        "word " * 100_000,
        "a.b" * 100_000,
        "Aa " * 100_000,
        "\n" * 200_000 + "x",
        "--- \n" * 50_000,
        "told the northern governorates " * 2 + "and neighbouring settlements (AP) - x",
        "( " * 50_000,
        "*" * 100_000,
    ],
)
def test_hostile_texts_are_read_quickly(text: str) -> None:
    import time

    start = time.perf_counter()
    describe(text)
    assert time.perf_counter() - start < 2


@pytest.mark.skipif(not HAMA.is_dir(), reason="the shared sample cluster is not beside this checkout")
def test_the_five_styles_of_a_real_cluster() -> None:
    documents = read([HAMA]).documents
    found = [(d.title, d.publisher, d.date, d.url, [f.kind for f in d.flags]) for d in documents]
    assert found == [
        (None, "cnn.com", None, None, ["republished"]),
        ("Syria's Rebel Forces Seize Hama, Challenging Assad's Grip on Power", None, None, None, []),
        ("Syrian Rebels Capture Hama City, Regime Loses Ground", None, "2024-12-24", None, []),
        (None, None, "2024-12-05", None, []),
        ("Syrian Rebels Seize Key City, Dealing Blow to Assad’s Forces", None, "2024-12-05", None, []),
    ]
    spans = [[d.text[s.start : s.end] for s in d.metadata] for d in documents]
    assert spans[0] == ["Original Source: www.cnn.com"]
    assert len(spans[1]) == 2
    assert spans[2][:3] == ["Today : Dec 25, 2024", "World News", "24 December 2024"]
    assert spans[3] == ["December 5th 2024."]
    assert documents[4].metadata[0] == Span(1, documents[4].text.index("\n"))


@pytest.mark.parametrize(
    ("line", "date", "publisher"),
    [
        ("First published on Mon 13 Apr 2026 11.02 BST", "2026-04-13", None),
        ("This article was first published on Monday 13 April 2026.", "2026-04-13", None),
        ("Originally published on Monday, April 13, 2026", "2026-04-13", None),
        ("This story was first published on Monday at 11.02", None, None),
        ("Originally published on 13 April 2026 by The Courier", "2026-04-13", "The Courier"),
        ("First published in The Courier on 13 April 2026", "2026-04-13", "The Courier"),
        ("Source: 13 April 2026", None, None),
    ],
)
def test_dates_and_publishers_are_not_taken_for_each_other(line: str, date: str | None, publisher: str | None) -> None:
    found = describe(f"{HEADLINE}\n\n{BODY}\n{line}\n")
    assert (day_of(found.when), found.publisher) == (date, publisher)
    assert bool(found.flags) == (publisher is not None)
