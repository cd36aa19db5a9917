"""What speaks to the reader of a page, stumps of sentences, parties to the event, and who is copied from whom."""

from __future__ import annotations

import pytest

from summarizer.clean import clean
from summarizer.records import CleanDocument, Document
from summarizer.settings import CleanSettings

REPORT = "A lorry hit a tram in Vessen on Tuesday and four people were hurt, police said. The line stays closed."


def cleaned(text: str, **fields: str) -> CleanDocument:
    return clean([Document("a", text, **fields)], CleanSettings())[0]  # type: ignore[arg-type]


def kept(item: CleanDocument) -> str:
    return " ".join(item.document.text[span.start : span.end] for span in item.kept)


@pytest.mark.parametrize(
    "line",
    [
        "#Vessen tram crash, crews on scene 🚑 https://t.co/Q1w2e3 pic.twitter.com/R4t5",
        "Stay away from Station Road, please! @VessenPolice @VessenTram #tramcrash",
        "— Vessen Police (@VessenPolice) May 5, 2026",
        "The whole street smells of burnt oil. 2026 anyone? — Mara Quill (@maraquill) May 5, 2026",
        "• For confidential support call the Vessen Line on 08457 10 20 30",
        "Vessen News Emails Get the stories that matter, delivered weekday mornings.",
        "-- Mara Quill",
        "View this post on Instagram",
        "A post shared by Vessen Tram (@vessentram)",
        "EMBED More News Videos",
        "More Local Videos",
        "Mara Quill: Four reasons why trams need fences",
        "If you saw the crash, call the police on 336-555-0142.",
        "Anyone with information is asked to contact Lt. Ole Brandt at brandt@vessen.example.",
        "Witnesses are urged to call Crime Stoppers.",
        "Get unlimited access to all stories for only 1 euro in the first month.",
        "Start your free trial today and cancel any time.",
        "Subscribe now for £2 a week.",
        "You have read 3 of 3 free articles this month.",
        "You've 2 free stories left.",
        "Already a subscriber? Log in.",
        "Log in to continue reading.",
        "The best of the Courier, delivered to your inbox every morning.",
        "Testen Sie alle Artikel für 1 Euro im ersten Monat.",
    ],
)
def test_what_speaks_to_the_reader_is_dropped(line: str) -> None:
    item = cleaned(f"{REPORT}\n\n{line}\n\nThe driver of the lorry was questioned on Wednesday, a spokeswoman said.")
    assert line not in kept(item)
    assert REPORT in kept(item)


@pytest.mark.parametrize(
    "line",
    [
        "The mayor wrote on Twitter that @VessenTram would run buses from noon.",
        "The fare will rise by 2 euros a month for every passenger from June, the council said.",
        "Police asked witnesses to come forward, and 14 people called within an hour.",
        "Readers of the Courier paid 4,000 euros into a fund for the hurt.",
        "Ida Holm: the mayor who closed the line, and who now wants it open again, will resign.",
        "Get the trams back, cried the crowd of 300 that stood in the square for an hour.",
    ],
)
def test_news_about_such_things_stays(line: str) -> None:
    assert line in kept(cleaned(f"{REPORT}\n\n{line}"))


@pytest.mark.parametrize(
    "stump",
    [
        "Shops on the islands have begun to ration fruit, and the",
        "Shops on the islands have begun to ration fruit and bread…",
        "Shops on the islands have begun to ration fruit, the harbour office said on Monday, while",
    ],
)
def test_a_sentence_that_breaks_off_is_not_kept_and_its_source_is_flagged(stump: str) -> None:
    item = cleaned(f"{REPORT}\n\n{stump}\n\nRead on for only 1 euro a month.")
    assert stump not in kept(item)
    assert [flag.kind for flag in item.document.flags] == ["truncated"]
    assert "cut off" in {one.reason for one in item.dropped}


def test_only_the_stump_of_a_paragraph_goes() -> None:
    item = cleaned(
        f"{REPORT}\n\nDockers went on strike on Monday. Shops on the islands have begun to ration fruit, and the"
    )
    assert "Dockers went on strike on Monday." in kept(item)
    assert "ration" not in kept(item)


@pytest.mark.parametrize("end", ["“We will not give up,” she said.", "Photo: Ines Falk", "Vessen Tram Works"])
def test_what_ends_like_a_report_is_no_stump(end: str) -> None:
    assert not cleaned(f"{REPORT}\n\n{end}").document.flags


PARTIES = (
    ("Nordwerk AG", "Nordwerk AG: record quarter\n\nWe are proud to announce that sales rose by 12 percent. Our teams did well."),
    (None, "FOR IMMEDIATE RELEASE\n\nThe Torval Dockers' Union calls a strike from Monday at all eleven ports of the country."),
    (None, "Norrfell opens a plant\n\nNorrfell Steel opened a plant in Kest on Monday.\n\nAbout Norrfell: Norrfell Steel makes rails.\n\nMedia contact: Ida Holm"),
    ("Ministry of Defence", "Our forces repelled an attack near Selm on Friday. We hold all positions. The enemy lost nine vehicles."),
    ("arvia-mod.example", "Statement of the General Staff\n\nThe army destroyed nine vehicles near Selm on Friday and holds the village."),
    ("Velta Foods", "Velta Foods has closed its plant in Kest, where 300 people worked. The plant made soup."),
    (None, "Pressemitteilung\n\nDie Stadtwerke erhöhen im Juni die Preise um vier Prozent, teilte das Unternehmen mit."),
)  # fmt: skip


@pytest.mark.parametrize(("publisher", "text"), PARTIES)
def test_who_speaks_for_a_party_is_flagged(publisher: str | None, text: str) -> None:
    flags = cleaned(text, publisher=publisher).document.flags  # type: ignore[arg-type]
    assert [flag.kind for flag in flags] == ["party"]
    assert flags[0].note.startswith("speaks for ")


@pytest.mark.parametrize(
    ("publisher", "text"),
    [
        ("Vessen Courier", "Vessen Courier has moved its office\n\nThe Vessen Courier has moved to Station Road. The move took a day."),
        ("Reuters", "Reuters reported on Monday that Velta closed a plant. We could not verify it. Our reporter saw lorries."),
        ("Kest Post", "“We are proud of our teams,” said the chief of Velta. “We will open our plant again, and our staff stays.”"),
        (None, "I went to Kest by train. We talked for an hour, my friend and I, and I took our bags home."),
        (None, "The lorry hit a tram, police said in a news release.\n\nAbout the author\n\nAbout this story\n\nFour people were hurt."),
        ("Precision Post", "A lorry hit a tram in Vessen on Tuesday, police said. Four people were hurt."),
        (None, "Nordwerk said in a press statement that it will build a plant in Kest. The union welcomed it."),
    ],
)  # fmt: skip
def test_a_report_is_no_party(publisher: str | None, text: str) -> None:
    assert not cleaned(text, publisher=publisher).document.flags  # type: ignore[arg-type]


WIRE = (
    "A fire at a depot in Kelso hurt nine workers on Sunday, the fire service said. Flames were seen forty miles away in the"
    " hills. The depot held twelve thousand tonnes of diesel and heating oil. Its owner said that the cause was not known."
)
MORE = " Schools in the town stay closed on Monday, and the harbour will open in a week, the council of Kelso told us."


@pytest.mark.parametrize(
    ("local", "agency"),
    [
        ((f"KELSO (Reuters) - {WIRE}{MORE}", "Kelso Herald"), (f"KELSO (Reuters) - {WIRE}", "Reuters")),
        ((f"{WIRE}{MORE}\n\nCopyright 2026 The Associated Press.", "kelso.example"), (WIRE, "apnews.com")),
        ((f"{WIRE}{MORE}\n\n(Reporting by Ana Kern; editing by Paul Dorn)", "Kelso Herald"), (WIRE, "Lorne Post")),
    ],
)
def test_the_original_is_who_is_credited(local: tuple[str, str], agency: tuple[str, str]) -> None:
    documents = [Document(str(number), text, publisher=name) for number, (text, name) in enumerate((local, agency))]
    first, second = clean(documents, CleanSettings())
    assert [(flag.kind, flag.other) for flag in first.document.flags] in ([("copy_of", 1)], [("rewrite_of", 1)])
    assert second.document.flags == ()
