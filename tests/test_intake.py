"""What is named → documents: lists, feeds, addresses and files together, against a real server on this machine."""

from __future__ import annotations

import json
import logging
import os
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from email.utils import formatdate
from pathlib import Path

import pytest
from cli_fakes import FakePipeline, install
from jsonschema import Draft202012Validator
from local_server import SENTENCES, LocalServer, answer, article, leads_to, rss, serving

from summarizer.cli import main
from summarizer.errors import InputError, NoInputError, UsageError
from summarizer.intake import choose, once, take_in
from summarizer.read import Entry, Listing, ReadResult
from summarizer.recheck import recheck
from summarizer.records import Briefing, Document, Skipped
from summarizer.render import from_json, to_html, to_json
from summarizer.render.jsonfile import schema, stored_hashes
from summarizer.settings import FetchSettings, ReadSettings, RunSettings, Settings, StoreSettings

Out = pytest.CaptureFixture[str]
QUICK = FetchSettings(allow_private=True, pause_s=0.0, retry_pause_s=0.0, timeout_s=5.0, fresh_s=0.0)
OTHER = (
    "A freight train left the rails near Tolland on Wednesday morning, and nobody was hurt, the railway said.",
    "Six wagons with gravel overturned, and the line to Marrow Bay stays closed until Friday evening.",
    "The cause is being looked into by the rail safety board, whose engineers arrived at noon.",
)


def test_what_was_not_fetched_is_not_looked_at_for_its_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("summarizer.intake.same_page", lambda address: pytest.fail("it was looked at"))
    given = tuple(Document(name, "Ten people were hurt.", url="https://news.example/a?id=1") for name in "ab")
    assert once(given) == (given, [])


@pytest.fixture
def server() -> Iterator[LocalServer]:
    with serving() as own:
        yield own


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder, and a cache, of the test's own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SUMMARIZER_CACHE", str(tmp_path / "cache"))
    return tmp_path


def taken(*inputs: str | Path, fetch: FetchSettings = QUICK, **settings: object) -> ReadResult:
    return take_in(inputs, Settings(fetch=fetch, **settings))  # type: ignore[arg-type]


def reasons(skipped: tuple[Skipped, ...]) -> dict[str, str]:
    return {item.name.rpartition("/")[2]: item.reason for item in skipped}


def test_addresses_files_and_lists_are_read_in_their_order(server: LocalServer) -> None:
    server.page("/a", article("First"))
    server.page("/b", article("Second", sentences=OTHER))
    Path("c.txt").write_text("\n\n".join(SENTENCES[::-1]), encoding="utf-8")
    Path("links.txt").write_text(f"\ufeff# two\r\n\r\n{server.address}/b\r\nc.txt\r\n", encoding="utf-8")
    result = taken(f"{server.address}/a", "@links.txt")
    assert [one.title for one in result.documents][:2] == ["First", "Second"]
    assert [one.id for one in result.documents] == ["a", "b", "c"]
    assert [one.url for one in result.documents] == [f"{server.address}/a", f"{server.address}/b", None]
    assert result.documents[2].path == "c.txt"
    assert result.skipped == ()


@pytest.mark.parametrize("content", [None, b"", b"# nothing\n", b"\0\1\2", b"x" * (5 << 20)])
def test_a_list_that_is_none_is_an_error_of_its_own(server: LocalServer, content: bytes | None) -> None:
    server.page("/a", article())
    if content is not None:
        Path("links.txt").write_bytes(content)
    result = taken("@links.txt", f"{server.address}/a")
    assert len(result.documents) == 1
    assert [item.name for item in result.skipped] == ["@links.txt"]
    Path("@odd.txt").write_text(" ".join(SENTENCES), encoding="utf-8")
    assert taken("@odd.txt").documents[0].path == "@odd.txt"


def test_a_list_that_is_named_like_a_report_says_how_to_name_it() -> None:
    Path("links.txt").write_text("# today\nhttps://a.example/a\nhttps://b.example/b\n", encoding="utf-8")
    with pytest.raises(
        NoInputError, match=r"links\.txt: holds addresses only, not their pages; write @ before its name"
    ):
        taken("links.txt")
    Path("report.txt").write_text("\n".join(["https://a.example/a", *OTHER]), encoding="utf-8")
    assert taken("report.txt").documents[0].text.startswith("https://a.example/a")


def test_a_row_has_texts_and_not_addresses() -> None:
    rows = [
        {"id": "one", "documents": ["https://a.example/a", {"url": "https://a.example/b"}, {"text": " ".join(OTHER)}]}
    ]
    Path("rows.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    result = taken("rows.jsonl")
    assert len(result.documents) == 1
    assert [item.reason.partition(":")[0] for item in result.skipped] == [
        "holds addresses only, not their pages",
        "has no text",
    ]


def test_a_list_may_come_through_a_pipe(server: LocalServer) -> None:
    server.page("/a", article())
    os.mkfifo("links")
    writer = threading.Thread(target=Path("links").write_text, args=(f"{server.address}/a",), daemon=True)
    writer.start()
    assert len(taken("@links").documents) == 1
    writer.join(5)


class TestFeeds:
    def fill(self, server: LocalServer, count: int = 3) -> list[str]:
        for number in range(count):
            sentences = (*SENTENCES[:3], f"Pier {number} is closed.")
            server.page(f"/{number}", article(f"Report {number}", sentences=sentences))
        return [f"{server.address}/{number}" for number in range(count)]

    def test_rss_is_followed_the_newest_first(self, server: LocalServer) -> None:
        pages = self.fill(server)
        moments = [formatdate(1_772_000_000 + hour * 3600) for hour in (1, 3, 2)]
        server.page("/feed", rss(*zip(pages, moments, strict=True)), media="application/rss+xml")
        result = taken(f"{server.address}/feed", fetch=replace(QUICK, max_items=2))
        assert [one.title for one in result.documents] == ["Report 1", "Report 2"]
        assert reasons(result.skipped) == {"feed": "lists 3 articles: only the newest 2 are taken (--max-items)"}
        assert "/0" not in server.paths()

    def test_atom_with_relative_addresses(self, server: LocalServer) -> None:
        self.fill(server, 1)
        server.page(
            "/news/atom",
            '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>F</title><entry><title>T</title>'
            '<link rel="alternate" href="../0"/><updated>2026-03-03T10:00:00Z</updated></entry></feed>',
            media="application/atom+xml",
        )
        assert [one.title for one in taken(f"{server.address}/news/atom").documents] == ["Report 0"]

    def test_json_feed(self, server: LocalServer) -> None:
        pages = self.fill(server, 2)
        items = [{"id": "1", "url": pages[0], "date_published": "2026-03-03T10:00:00+02:00"}, {"id": pages[1]}, {}, 7]
        feed = {"version": "https://jsonfeed.org/version/1.1", "title": "F", "items": items}
        server.page("/feed.json", json.dumps(feed).replace("/", "\\/"), media="application/feed+json")
        result = taken(f"{server.address}/feed.json")
        assert len(result.documents) == 2
        assert reasons(result.skipped)["feed.json"] == "lists 1 article without an address"

    @pytest.mark.slow
    def test_files_are_followed_too(self, server: LocalServer) -> None:
        pages = self.fill(server, 2)
        wide = rss((pages[0], "")).replace('"1.0"', '"1.0" encoding="utf-16"')
        Path("news.xml").write_text(wide, encoding="utf-16")
        Path("feeds.opml").write_text(
            f'<opml version="2.0"><body><outline text="x"><outline xmlUrl="{server.address}/feed"/>'
            f'<outline type="link" url="{server.address}/none"/></outline></body></opml>',
            encoding="utf-8",
        )
        server.page("/feed", rss((pages[1], "")), media="text/xml")
        result = taken("news.xml", "feeds.opml")
        assert [one.title for one in result.documents] == ["Report 0", "Report 1"]
        assert "404" in reasons(result.skipped)["none"]

    def test_a_feed_that_is_a_page_names_the_feed(self, server: LocalServer) -> None:
        head = '<link rel="alternate" type="application/rss+xml" href="/real.xml">'
        server.page("/feed.xml", article(head=head))
        server.page("/typed", article(), media="application/rss+xml")
        with pytest.raises(NoInputError, match=r"should be a feed, but is a web page; it names this feed: .*/real.xml"):
            taken(f"{server.address}/feed.xml")
        with pytest.raises(NoInputError, match="should be a feed, but is a web page"):
            taken(f"{server.address}/typed")

    @pytest.mark.parametrize(
        ("body", "said"),
        [
            (rss(), "feed without entries"),
            ("<rss version='2.0'><channel><item><title>x</title></item></channel></rss>", "no addresses"),
            ("<opml version='2.0'><body/></opml>", "names no feeds"),
            ('{"version": "https://jsonfeed.org/version/1", "items": 7}', "feed without entries"),
            ('{"version": "https://jsonfeed.org/version/1", "items": [', "damaged"),
        ],
    )
    def test_an_empty_feed_says_so(self, server: LocalServer, body: str, said: str) -> None:
        server.page("/feed", body, media="application/xml")
        with pytest.raises(NoInputError, match=said):
            taken(f"{server.address}/feed")

    @pytest.mark.slow
    def test_ten_thousand_articles(self, server: LocalServer) -> None:
        pages = self.fill(server, 2)
        feed = rss(*((pages[number % 2] + f"?n={number}", formatdate(number)) for number in range(10_000)))
        server.page("/feed", feed, media="application/rss+xml")
        result = taken(f"{server.address}/feed", fetch=replace(QUICK, max_items=2))
        assert len(server.paths()) == 3
        assert reasons(result.skipped)["feed"] == "lists 10,000 articles: only the newest 2 are taken (--max-items)"

    def test_lists_of_lists_end(self, server: LocalServer) -> None:
        for number in range(9):
            feed = rss((f"{server.address}/{number + 1}", ""), (f"{server.address}/{number}?utm_source=x", ""))
            server.page(f"/{number}", feed, media="application/rss+xml")
        with pytest.raises(NoInputError, match="a list that 2 others lead to, which is not followed"):
            taken(f"{server.address}/0")
        assert server.paths() == ["/0", "/1", "/2"]

    def test_all_together_are_limited(self, server: LocalServer) -> None:
        pages = self.fill(server, 4)
        result = taken(*pages, fetch=replace(QUICK, max_pages=3))
        assert len(result.documents) == 3
        assert "at most 3 pages" in reasons(result.skipped)["3"]

    def test_an_entity_bomb_does_not_go_off(self, server: LocalServer) -> None:
        levels = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(9))
        bomb = f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY e0 "{"x" * 50}">{levels}]><rss version="2.0"><channel>'
        server.page("/feed", f"{bomb}<title>&e9;</title></channel></rss>", media="application/rss+xml")
        start = time.monotonic()
        with pytest.raises(NoInputError):
            taken(f"{server.address}/feed")
        assert time.monotonic() - start < 10


def test_of_a_feed_only_the_last_hours() -> None:
    now = datetime(2026, 3, 3, 12, 0, tzinfo=UTC)
    entries = (
        Entry("https://a.example/new", "2026-03-03T11:00:00+00:00"),
        Entry("https://a.example/undated"),
        Entry("https://a.example/old", "2026-03-02T11:00:00+00:00"),
    )
    chosen, notes = choose(Listing(entries), FetchSettings(since_hours=2), now)
    assert [one.address.rpartition("/")[2] for one in chosen] == ["new", "undated"]
    assert notes == [
        "lists 1 article from before the last 2 hours (--since-hours)",
        "lists 1 article without a date, taken whatever their age",
    ]
    with pytest.raises(InputError, match=r"nothing of the last 2 hours \(1 article in all\)"):
        choose(Listing(entries[2:]), FetchSettings(since_hours=2), now)


class TestOneArticle:
    def test_under_several_addresses_is_one_source(self, server: LocalServer) -> None:
        canonical = '<link rel="canonical" href="https://news.example/a">'
        server.page("/a", article(head=canonical))
        server.page("/print/a", article(head=canonical))
        server.pages["/short"] = leads_to("/a?utm_source=short")
        addresses = [f"{server.address}/{path}" for path in ("a", "a?utm_source=mail#top", "short", "print/a")]
        result = taken(*addresses)
        assert [one.url for one in result.documents] == ["https://news.example/a"]
        told = [item.reason for item in result.skipped]
        assert told[0] == f"is the same page as {addresses[0]}"
        assert told[1] == f"leads to the same page as {addresses[0]}"
        assert told[2].startswith(f"is the same article as {addresses[0]}")
        assert server.paths() == ["/a", "/short", "/a?utm_source=short", "/print/a"]

    def test_two_that_call_the_front_page_their_own_address_are_two(self, server: LocalServer) -> None:
        canonical = '<link rel="canonical" href="https://news.example/">'
        server.page("/a", article(head=canonical))
        server.page("/b", article(head=canonical, sentences=OTHER))
        result = taken(f"{server.address}/a", f"{server.address}/b")
        assert [one.url for one in result.documents] == [f"{server.address}/a", f"{server.address}/b"]


SHORT = "Sorry, the page that you are looking for has moved. Try the search, or read the news of the day."
WALLS = {
    "gone": (f"<title>Page not found | Herald</title><h1>Page not found</h1><p>{SHORT}</p>", "is gone"),
    "gone_de": (f"<title>Seite nicht gefunden</title><h1>Hoppla</h1><p>{SHORT}</p>", "is gone"),
    "script": ("<title>Herald</title><div id='root'></div><script src='/a.js'></script>", "needs a browser"),
    "noscript": ("<title>H</title><noscript>Please enable JavaScript.</noscript><div></div>", "needs a browser"),
    "login": ("<title>Members</title><form><input type=password></form>", "asks for a login"),
    "login_title": (f"<title>Log in | Herald</title><h1>Welcome</h1><p>{SHORT}</p>", "asks for a login"),
    "consent": (f"<title>Herald</title><h1>We value your privacy</h1><p>{SHORT * 2}</p>", "asks for consent"),
    "robot": ("<title>Just a moment...</title><p>Checking your connection.</p>", "wants to see a browser"),
    "paid": (
        f"<title>Talks</title><article><p>{' '.join(SENTENCES[:2])}</p></article>"
        "<h3>Subscribe to continue reading</h3>",
        "has to be paid for",
    ),
    "paid_data": (
        '<title>Talks</title><script type="application/ld+json">{"@type": "NewsArticle", "isAccessibleForFree": false}'
        f"</script><article><p>{' '.join(SENTENCES[:2])}</p></article>",
        "has to be paid for",
    ),
}


@pytest.mark.parametrize("kind", WALLS)
def test_what_stands_in_an_articles_place_is_named(server: LocalServer, kind: str) -> None:
    body, said = WALLS[kind]
    server.page(f"/{kind}", f"<!doctype html><html><head></head><body>{body}</body></html>")
    with pytest.raises(NoInputError, match=said):
        taken(f"{server.address}/{kind}")


@pytest.mark.parametrize(
    "title",
    [
        "Missing climber not found after three days of search",
        "Access denied to reporters at harbour trial",
        "Log in the channel stops ferry",
        "Privacy law passes second reading",
        "Signing in Skarne: ferry contract goes to Ellery Lines",
    ],
)
def test_a_short_article_is_no_wall(server: LocalServer, title: str) -> None:
    banner = "<div class=cookie>We use cookies. <button>Accept all</button><button>Sign in</button></div>"
    page = article(title, head="<noscript>Please enable JavaScript for comments.</noscript>").replace(
        "<nav>", f"{banner}<nav>"
    )
    server.page("/a", page)
    assert taken(f"{server.address}/a").documents[0].title == title


@pytest.mark.parametrize(
    ("data", "media"),
    [
        (article("Bürgermeister Müller dankt").encode("latin-1"), "text/html; charset=utf-8"),
        (article("Bürgermeister Müller dankt").encode(), "text/html; charset=iso-8859-1"),
        (article("Bürgermeister Müller dankt").encode("cp1252"), 'text/html; charset="windows-1252"'),
        (article("Bürgermeister Müller dankt").encode("utf-16"), "text/html; charset=no-such"),
        (article("Bürgermeister Müller dankt").encode("latin-1"), "text/html"),
    ],
)
def test_a_wrong_charset_does_no_harm(server: LocalServer, data: bytes, media: str) -> None:
    server.page("/a", data, media=media)
    assert taken(f"{server.address}/a").documents[0].title == "Bürgermeister Müller dankt"


def test_a_stated_charset_is_heeded_where_the_page_says_none(server: LocalServer) -> None:
    server.page("/a", article("Łódź: most zamknięty").encode("iso-8859-2"), media="text/html; charset=iso-8859-2")
    assert taken(f"{server.address}/a").documents[0].title == "Łódź: most zamknięty"


def test_other_formats_come_from_addresses_too(server: LocalServer) -> None:
    server.page("/plain", "\n\n".join(SENTENCES), media="text/plain")
    rows = [{"text": " ".join(OTHER), "title": "Train"}]
    server.page("/rows", "\n".join(map(json.dumps, rows)), media="application/x-ndjson")
    result = taken(f"{server.address}/plain", f"{server.address}/rows")
    assert [one.url for one in result.documents] == [f"{server.address}/plain", f"{server.address}/rows"]
    assert all(one.path is None and one.retrieved for one in result.documents)


def test_offline_refuses_addresses_and_feeds(server: LocalServer) -> None:
    Path("news.xml").write_text(rss((f"{server.address}/a", "")), encoding="utf-8")
    for given in (f"http://ann:hunter2@127.0.0.1:{server.port}/a?token=s3cret", "news.xml"):
        with pytest.raises(UsageError, match="--offline makes no network call") as raised:
            taken(given, store=StoreSettings(offline=True))
        assert "hunter2" not in str(raised.value)
        assert "s3cret" not in str(raised.value)
    assert server.asked == []


def test_strict_stops_at_the_first_that_cannot_be_had(server: LocalServer) -> None:
    server.page("/a", article())
    server.page("/feed", rss(*((f"{server.address}/a?{n}", "") for n in range(3))), media="text/xml")
    strict = RunSettings(strict=True)
    with pytest.raises(InputError, match="404"):
        taken(f"{server.address}/a", f"{server.address}/none", run=strict)
    assert taken(f"{server.address}/feed", fetch=replace(QUICK, max_items=1), run=strict).skipped  # told, and no fault


class TestCopies:
    def test_all_that_is_read_is_kept(self, server: LocalServer) -> None:
        server.page("/a", article())
        server.page("/none", "<p>")
        Path("b.txt").write_text("\n".join(OTHER), encoding="utf-8")
        kept = ReadSettings(save_sources="kept")
        result = taken(f"{server.address}/a", f"{server.address}/none", "b.txt", read=kept)
        copies = [one.retrieved.copy for one in result.documents if one.retrieved]
        assert [Path(copy).read_text(encoding="utf-8") for copy in copies] == [article(), "\n".join(OTHER)]
        assert sorted(path.name for path in Path("kept").iterdir()) == sorted(
            [".sources.jsonl", *(Path(copy).name for copy in copies)]
        )
        lines = [json.loads(line) for line in Path("kept/.sources.jsonl").read_text(encoding="utf-8").splitlines()]
        assert [line["name"] for line in lines] == [f"{server.address}/a", "b.txt"]
        again = take_in(["kept"], Settings())  # the copies can be briefed
        assert {one.text for one in again.documents} == {one.text for one in result.documents}

    def test_no_copy_is_written_over(self, server: LocalServer) -> None:
        kept = ReadSettings(save_sources="kept")
        for sentences in (SENTENCES, OTHER, SENTENCES):
            server.page("/a", article(sentences=sentences))
            taken(f"{server.address}/a", read=kept)
        assert len(list(Path("kept").glob("*.html"))) == 2

    def test_a_folder_among_the_reports_or_a_closed_one_is_refused(self, server: LocalServer) -> None:
        Path("reports").mkdir()
        Path("reports/a.txt").write_text("\n".join(OTHER), encoding="utf-8")
        for folder in ("reports", "reports/kept"):
            with pytest.raises(UsageError, match="among the reports"):
                taken("reports", read=ReadSettings(save_sources=folder))
        Path("file").write_text("x", encoding="utf-8")
        with pytest.raises(Exception, match="no copy can be kept"):
            taken("reports", read=ReadSettings(save_sources="file"))

    def briefed(self, server: LocalServer, **settings: object) -> str:
        data = article("Größere Brände").encode("latin-1")
        server.page("/a", data, media="text/html; charset=latin-1")
        Path("b.txt").write_text("\n".join(OTHER), encoding="utf-8")
        return to_json(Briefing("B", (), (), taken(f"{server.address}/a", "b.txt", **settings).documents))

    def test_a_briefing_is_checked_against_them(self, server: LocalServer) -> None:
        text = self.briefed(server, read=ReadSettings(save_sources="kept"))
        briefing = from_json(text)
        Path("b.txt").unlink()
        assert recheck(briefing, stored_hashes(text), Path()) == recheck(briefing, stored_hashes(text), Path("x"))
        assert recheck(briefing, stored_hashes(text), Path()).briefing == briefing
        without = to_json(briefing, include_text=False)
        assert recheck(from_json(without), stored_hashes(without), Path()).briefing == briefing
        page = briefing.sources[0].retrieved
        assert page is not None
        Path(page.copy).write_text(article("Other"), encoding="utf-8")
        result = recheck(briefing, stored_hashes(text), Path())
        assert result.changed == (page.copy,)
        assert "the copy that was kept is not what was read" in result.briefing.sources[0].flags[0].note

    def test_without_them_it_says_what_cannot_be_checked(self, server: LocalServer) -> None:
        text = self.briefed(server)
        asked = len(server.asked)
        result = recheck(from_json(text), stored_hashes(text), Path())
        assert result.missing == (f"{server.address}/a",)
        assert len(server.asked) == asked


def test_the_report_says_how_a_source_was_had(server: LocalServer) -> None:
    server.page("/a", article())
    server.pages["/s"] = leads_to("/a")
    read = ReadSettings(save_sources="kept")
    shown = to_html(Briefing("B", (), (), taken(f"{server.address}/s", read=read).documents))
    assert f"UTC, from {server.address}/s, SHA-256 " in shown
    assert "copy: kept/127.0.0.1-a-" in shown


def test_the_json_form_says_how_sources_were_had(server: LocalServer) -> None:
    server.page("/a", article())
    server.pages["/s"] = leads_to("/a")
    Path("b.txt").write_text("\n".join(OTHER), encoding="utf-8")
    briefing = Briefing("B", (), (), taken(f"{server.address}/s", "b.txt").documents, settings_hash="0" * 16)
    value = json.loads(to_json(briefing))
    Draft202012Validator(schema()).validate(value)
    had = value["sources"][0]["retrieved"]
    assert (had["address"], had["final"]) == (f"{server.address}/s", f"{server.address}/a")
    assert had["copy"] is None
    assert value["sources"][1]["retrieved"] is None
    assert from_json(to_json(briefing)) == briefing
    for source in value["sources"]:
        del source["retrieved"]  # as versions before 1.7 wrote them
    assert [one.retrieved for one in from_json(json.dumps(value)).sources] == [None, None]


class TestCommand:
    @pytest.fixture
    def pipeline(self, monkeypatch: pytest.MonkeyPatch) -> FakePipeline:
        return install(monkeypatch)

    def test_addresses_are_briefed_and_shown_without_what_is_secret(
        self, server: LocalServer, pipeline: FakePipeline, capsys: Out, caplog: pytest.LogCaptureFixture
    ) -> None:
        caplog.set_level(logging.DEBUG)
        place = f"ann:hunter2@127.0.0.1:{server.port}"
        server.page("/a", article(head='<link rel="canonical" href="https://news.example/a?token=s3cret">'))
        server.page("/feed", rss((f"{server.address}/b?key=s3cret", "")), media="text/xml")
        outputs = [Path(f"x.{form}") for form in ("json", "html", "md", "txt")]
        argv = [f"http://{place}/{path}" for path in ("a?token=s3cret", "none?sig=s3cret", "feed")]
        argv += ["--allow-private", "--save-sources", "kept", "--set", "fetch.pause_s=0", "--debug"]
        assert main([*argv, *(part for path in outputs for part in ("-o", str(path)))]) == 0
        assert [one.url for one in pipeline.ran[0][0]] == ["https://news.example/a?token=***"]
        told = "".join(capsys.readouterr()) + caplog.text + "".join(path.read_text("utf-8") for path in outputs)
        told += Path("kept/.sources.jsonl").read_text("utf-8") + "".join(path.name for path in Path("kept").iterdir())
        assert f"{server.address}/none?sig=***: is not there (404)" in told
        assert "hunter2" not in told
        assert "s3cret" not in told

    @pytest.mark.usefixtures("pipeline")
    @pytest.mark.parametrize(
        "argv",
        [
            ["a.txt", "--since"], ["a.txt", "-o"], ["a.txt", "--save-sources"], ["show"], ["compare", "a.json"],
            ["a.txt", "--offline"], ["check"], ["check", "--claim", "x"],
        ],
    )  # fmt: skip
    def test_an_address_in_the_wrong_place_is_not_told_again(self, argv: list[str], capsys: Out) -> None:
        Path("a.txt").write_text("\n".join(OTHER), encoding="utf-8")
        last = ["a.txt"] if argv == ["check"] else ["--offline"] if "--claim" in argv else []
        assert main([*argv, "https://ann:hunter2@a.example/x.json?token=s3cret", *last]) != 0
        told = "".join(capsys.readouterr())
        assert "address" in told
        assert not {"hunter2", "s3cret"} & set(told.replace("=", " ").replace("@", " ").replace(":", " ").split())

    @pytest.mark.usefixtures("pipeline")
    def test_private_addresses_have_to_be_allowed(self, server: LocalServer, capsys: Out) -> None:
        assert main([f"{server.address}/a", "--quiet"]) == 1
        assert "say --allow-private" in capsys.readouterr().err
        assert server.asked == []

    @pytest.mark.usefixtures("pipeline")
    @pytest.mark.parametrize(("option", "value"), [("--max-items", "0"), ("--since-hours", "-1"), ("--max-items", "x")])
    def test_wrong_values_are_refused(self, option: str, value: str, capsys: Out) -> None:
        assert main(["https://a.example/feed", option, value]) == 2
        assert "briefing: error:" in capsys.readouterr().err


@pytest.mark.slow
def test_help_and_files_need_nothing_that_fetches(tmp_path: Path) -> None:
    import subprocess
    import sys

    code = (
        "import sys\nfrom summarizer.cli import main\nfrom summarizer.intake import take_in\n"
        "from summarizer.settings import Settings\n"
        "try:\n    main(['--help'])\nexcept SystemExit:\n    pass\n"
        f"take_in([{str(tmp_path / 'a.txt')!r}], Settings())\n"
        "print('loaded', *sorted({'httpx', 'httpcore', 'feedparser', 'protego', 'courlan'} & set(sys.modules)))"
    )
    (tmp_path / "a.txt").write_text("\n".join(OTHER), encoding="utf-8")
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert run.stdout.splitlines()[-1] == "loaded"


def test_an_answer_that_is_no_page_is_told_as_what_it_is(server: LocalServer) -> None:
    server.pages["/a"] = answer(200, b"\x89PNG\r\n\x1a\n" + bytes(50), {"Content-Type": "text/html"})
    with pytest.raises(NoInputError, match="a PNG image"):
        taken(f"{server.address}/a")
