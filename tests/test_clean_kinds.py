"""What kind of source a report is: only as far as it says so itself, its page does, or a list of outlets."""

from __future__ import annotations

from pathlib import Path

import pytest

from summarizer.clean import clean
from summarizer.config import settings_for
from summarizer.errors import UsageError
from summarizer.outlets import outlets
from summarizer.read.clusters import Cluster, as_cluster
from summarizer.read.html import read_html
from summarizer.records import Document, Flag
from summarizer.settings import Settings
from summarizer.stage_settings import CleanSettings

NEWS = (
    "The council of Orsa voted for a new tram line on Monday evening by 31 votes to 12, after a debate of nine hours."
    " The line will be 12 kilometres long and is to open in 2031, the mayor said."
)
KINDS = {"party", "opinion", "advertisement", "satire", "correction"}


def flags(text: str = NEWS, settings: CleanSettings | None = None, **row: str) -> list[Flag]:
    cluster = as_cluster(1, {"text": text, **row}, "x.jsonl")
    assert isinstance(cluster, Cluster)
    (one,) = clean(cluster.documents, settings or CleanSettings())
    return [flag for flag in one.document.flags if flag.kind in KINDS]


def kinds(text: str = NEWS, **row: str) -> list[str]:
    return [flag.kind for flag in flags(text, None, **row)]


@pytest.mark.parametrize(
    ("kind", "row"),
    [
        ("satire", {"source": "The Orsa Radish (satire)"}),
        ("party", {"source": "Nordwerk (company release)"}),
        ("party", {"source": "Nordwerk (press release)"}),
        ("opinion", {"source": "Vessen Courier (opinion)"}),
        ("opinion", {"source": "Vessen Courier | Opinion"}),
        ("advertisement", {"source": "Vessen Courier", "title": "Anzeige: The tram that pays for itself"}),
        ("opinion", {"title": "Opinion: Orsa needs no tram"}),
        ("opinion", {"title": "Orsa needs no tram | Opinion"}),
        ("opinion", {"title": "Letter to the editor"}),
        ("satire", {"title": "Mayor to drive tram himself [Satire]"}),
        ("correction", {"title": "Correction: Orsa tram vote"}),
        ("opinion", {"url": "https://courier.example/opinion/2025/orsa-tram"}),
        ("advertisement", {"url": "https://courier.example/sponsored/trams-are-good"}),
        ("satire", {"url": "https://courier.example/satire/mayor-tram.html"}),
        ("opinion", {"section": "Opinion"}),
        ("satire", {"source": "Der Postillon"}),
        ("satire", {"url": "https://www.theonion.com/mayor-drives-tram"}),
        ("party", {"source": "PR Newswire"}),
    ],
)
def test_what_a_source_says_of_itself_is_its_kind(kind: str, row: dict[str, str]) -> None:
    assert kinds(**row) == [kind]


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("opinion", f"Opinion\n\nWhy Orsa needs a tram\n\nBy Ida Holm\n\n{NEWS}"),
        ("opinion", f"Column by Ida Holm\n\n{NEWS}"),
        ("opinion", f"Why Orsa needs a tram\n\n{NEWS}\n\nIda Holm is a Vessen Courier columnist."),
        ("opinion", f"{NEWS}\n\nThe views expressed in this article are those of the author."),
        ("opinion", f"“Tram” film review: all brakes\n\n{NEWS}"),
        ("opinion", f"A slow film\n\n{NEWS}\n\nIda Holm is the Vessen Courier’s film critic."),
        ("opinion", f"In the film Jess (Ida Holm) robs a tram with Nick (Olu Lund). The movie is a bore.\n\n{NEWS}"),
        ("opinion", f"{'I was on the tram that night. My seat was by the door. ' * 3}\n\n{NEWS}"),
        ("advertisement", f"Sponsored content\n\nWhy trams are good\n\n{NEWS}"),
        ("advertisement", f"Advertisement feature\n\nWhy trams are good\n\n{NEWS}"),
        ("advertisement", f"Why trams are good\n\nIn partnership with Nordwerk\n\n{NEWS}"),
        ("satire", f"Mayor to drive tram himself\n\nThis article is satire.\n\n{NEWS}"),
        ("correction", f"{NEWS}\n\nCorrection: an earlier version of this article said that 21 members voted against."),
        ("correction", f"Editor's note: An earlier version misstated the vote. It was 31 to 12.\n\n{NEWS}"),
        ("correction", f"Corrected version\n\n{NEWS}"),
    ],
)
def test_labels_and_sentences_about_the_text_show_its_kind(kind: str, text: str) -> None:
    assert kinds(text) == [kind]


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("An opinion poll in Orsa found 54 percent for the tram. The advertising agency Lund asked 900.", {}),
        ("The comedian's satire of the mayor was no crime, a court said. It is a parody, and parody is free.", {}),
        ("The mayor said 21, then corrected himself: it was 12. An earlier version of the plan had no tunnel.", {}),
        ("“This is satire,” the paper's editor said. The mayor had sued over a tram made of cheese.", {}),
        (f"Home\n\nOpinion\n\nSports\n\nOrsa votes for tram\n\n{NEWS}", {}),
        (f"Comment\n\nSponsored\n\nOrsa votes for tram\n\n{NEWS}", {}),
        ("This story about a parody singer begins in Vessen. This was not satire. The council paid for it.", {}),
        (f"Advertisement\n\nOrsa votes for tram\n\n{NEWS}", {}),
        (f"Orsa votes for tram\n\n{NEWS}\n\nThis story has been updated.", {}),
        ("Ida Holm (R-Orsa) and Olu Lund (D-Kest) saw the film. The movie is shown in Vessen (Lorn) today.", {}),
        ("In the film Jess (Ida Holm) robs a tram. The movie opens on Monday, the city said.", {}),
        (f"{NEWS} “I was on the tram. My seat was by the door. I saw it. I ran. I fell,” Olu Lund said.", {}),
        (f"Q: Were you there?\n\nA: I was. I saw it. I ran. My bag was gone. I fell. I got up.\n\n{NEWS}", {}),
        (NEWS, {"title": "'Botched' review of tram crash clears driver"}),
        (NEWS, {"title": "Opinion poll: Orsa wants its tram"}),
        (NEWS, {"title": "Satire trial opens in Vessen"}),
        (NEWS, {"source": "Public Opinion"}),
        (NEWS, {"source": "The Police Gazette"}),
        (NEWS, {"source": "Army Times"}),
        (NEWS, {"source": "Agency CPA"}),
        (NEWS, {"source": "The Onion Growers' Weekly", "url": "https://theonion.com.example/a"}),
        (NEWS, {"url": "https://courier.example/news/opinion-poll-on-tram"}),
        (NEWS, {"url": "https://courier.example/news/sponsored"}),
        (NEWS, {"section": "World"}),
    ],
)  # fmt: skip
def test_a_report_on_such_things_is_none_of_them(text: str, row: dict[str, str]) -> None:
    assert kinds(text, **row) == []


@pytest.mark.parametrize(
    ("publisher", "text"),
    [
        ("General Staff of Lorn", "Selm remains under our control. Two attacks were repelled. Three tanks burned."),
        ("Ministry Press Office of Lorn", "Two attacks were repelled on Friday. Three tanks were destroyed near Selm."),
        ("Vessen Police", "Officers stopped a stolen tram on Monday. A man of 40 was arrested. Nobody was hurt."),
        ("FC Orsa", "We won 3-2 in Brenz on Sunday. Theo Lind scored in stoppage time. The fans sang all night."),
        ("University of Lorn", "A daily walk lowers blood pressure. Our study had 900 volunteers. It took six months."),
        ("Dockers' Union", "Nine hundred people stopped work in Lorn. Who threw stones has nothing to do with us."),
        ("Lorn Regional Administration", "Shells hit the market on Friday. Nine people died. Schools shut."),
        ("press service of the Free Lorn movement", "The vote was stolen. Nine people were turned away. It rained."),
        ("Nordwerk AG, sales", "Nordwerk has cut 900 jobs in Lorn, where its engine shop stays. Talks go on."),
    ],
)  # fmt: skip
def test_a_body_that_acts_speaks_for_itself(publisher: str, text: str) -> None:
    (flag,) = flags(text, source=publisher)
    assert flag.kind == "party"
    assert flag.note.startswith(f"speaks for {publisher}: ")


def test_a_press_agency_reports_though_it_is_called_a_service() -> None:
    text = "Shells hit the grain market on Friday, the police said. Nine people died. Schools are closed."
    assert kinds(text, source="Northern Press Service, English desk") == []
    assert kinds(text, source="Lorn Union-Herald") == []


def test_a_university_that_only_tells_of_others_does_not() -> None:
    assert kinds("The council voted for a tram on Monday. Our reporter saw it.", source="University of Lorn") == []


def test_a_remark_in_brackets_stays_with_its_publisher() -> None:
    cluster = as_cluster(1, {"text": NEWS, "source": "Nordwerk (company release)"}, "x.jsonl")
    assert isinstance(cluster, Cluster)
    assert cluster.documents[0].publisher == "Nordwerk (company release)"


@pytest.mark.parametrize(
    ("kind", "head"),
    [
        ("opinion", '<script type="application/ld+json">{"@type": "OpinionNewsArticle", "headline": "Tram"}</script>'),
        ("satire", '<script type="application/ld+json">{"@type": ["NewsArticle", "SatiricalArticle"]}</script>'),
        ("advertisement", '<script type="application/ld+json">{"@type": "AdvertiserContentArticle"}</script>'),
        ("opinion", '<meta property="article:section" content="Opinion">'),
        ("opinion", '<script type="application/ld+json">{"@type": "Article", "articleSection": ["Letters"]}</script>'),
    ],
)
def test_a_page_says_what_it_is(kind: str, head: str) -> None:
    body = f"<article><h1>Orsa votes for tram</h1><p>{NEWS}</p><p>{NEWS[::1]}</p></article>"
    raw = read_html(f"<!doctype html><html><head><title>Tram</title>{head}</head><body>{body}</body></html>".encode())
    assert [flag.kind for flag in raw.stated.flags if flag.kind in KINDS] == [kind]


@pytest.mark.parametrize(
    "head",
    [
        '<script type="application/ld+json">{"@type": "NewsArticle", "articleSection": "Politics"}</script>',
        '<meta property="og:type" content="article"><meta name="section" content="Advertising industry">',
    ],
)
def test_a_page_of_news_says_nothing(head: str) -> None:
    body = f"<article><h1>Orsa votes for tram</h1><p>{NEWS}</p></article>"
    raw = read_html(f"<!doctype html><html><head><title>Tram</title>{head}</head><body>{body}</body></html>".encode())
    assert not [flag for flag in raw.stated.flags if flag.kind in KINDS]


def test_a_file_of_ones_own_adds_outlets(tmp_path: Path) -> None:
    own = tmp_path / "own.txt"
    own.write_text(
        "# mine\nsatire: The Orsa Radish, radish.example\n\nparty: Lund  # its own paper\n", encoding="utf-8"
    )
    settings = CleanSettings(outlets=str(own))
    (flag,) = flags(NEWS, settings, source="Orsa Radish")
    assert (flag.kind, flag.note) == ("satire", "Orsa Radish is listed as satire")
    assert [flag.kind for flag in flags(NEWS, settings, url="https://blog.radish.example/tram")] == ["satire"]
    assert [flag.kind for flag in flags(NEWS, settings, source="Lund")] == ["party"]
    assert [flag.kind for flag in flags(NEWS, settings, source="Clickhole")] == ["satire"]


@pytest.mark.parametrize("line", ["The Orsa Radish", "humour: The Orsa Radish", "satire:", "satire The Orsa Radish"])
def test_a_bad_line_of_outlets_is_named(tmp_path: Path, line: str) -> None:
    own = tmp_path / "own.txt"
    own.write_text(f"satire: Radish\n{line}\n", encoding="utf-8")
    with pytest.raises(UsageError, match=r"own\.txt line 2: is no kind \(satire, party"):
        CleanSettings(outlets=str(own))


def test_outlets_that_cannot_be_read_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="No such file"):
        outlets(str(tmp_path / "none.txt"))
    (tmp_path / "bad.txt").write_bytes(b"satire: \xff\xfe\x00")
    with pytest.raises(UsageError, match="not text in UTF-8"):
        settings_for(overrides=[f"clean.outlets={tmp_path / 'bad.txt'}"])


def test_what_a_list_of_outlets_says_is_part_of_the_hash(tmp_path: Path) -> None:
    own = tmp_path / "own.txt"
    own.write_text("satire: Radish\n", encoding="utf-8")
    settings = Settings(clean=CleanSettings(outlets=str(own)))
    before = settings.hash()
    assert before != Settings().hash()
    own.write_text("satire: Radish, Turnip\n", encoding="utf-8")
    assert settings.hash() != before


def test_flags_that_reading_found_are_kept_once() -> None:
    document = Document(id="a", text=NEWS, title="Opinion: trams", flags=(Flag("opinion", "its page says “Opinion”"),))
    (one,) = clean([document], CleanSettings())
    assert [flag.note for flag in one.document.flags if flag.kind == "opinion"] == ["its page says “Opinion”"]
