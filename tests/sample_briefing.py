"""A realistic briefing for the tests of what is rendered.

It is made from real articles where they are at hand, else from invented ones.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from summarizer.records import (
    Briefing,
    BriefingSentence,
    Citation,
    Differing,
    Document,
    Dropped,
    Figure,
    FigureValue,
    Flag,
    ModelInfo,
    Rejected,
    Reported,
    Role,
    Skipped,
    Span,
)

HAMA = Path(__file__).resolve().parents[2] / "shared" / "clusters" / "hama"

Sources = tuple[Document, ...]
Place = tuple[int, str, str]
"""A passage: its source, its first words and its last words."""

MODELS = (
    ModelInfo("encoder", "all-MiniLM-L6-v2", "c9745ed1", "53aa51172d142c89" * 4, "cpu", "float32"),
    ModelInfo("writer", "qwen2.5-coder-1.5b", "2e1fd397", "0123456789abcdef" * 4, "cpu", "bfloat16"),
)


def span(sources: Sources, place: Place) -> Span:
    """Where a passage stands; ValueError when the source does not say so."""
    source, first, last = place
    text = sources[source].text
    start = text.index(first)
    return Span(start, text.index(last, start) + len(last))


def cite(sources: Sources, *places: Place) -> tuple[Citation, ...]:
    """A citation a passage."""
    found = [(place[0], span(sources, place)) for place in places]
    return tuple(Citation(n, s.start, s.end, sources[n].text[s.start : s.end]) for n, s in found)


def differ(sources: Sources, place: Place, value: str) -> Differing:
    """A passage that differs in these letters of it."""
    one = cite(sources, place)[0]
    start = one.start + one.quote.index(value)
    return Differing(one.source, one.start, one.end, one.quote, Span(start, start + len(value)), value)


def written(
    sources: Sources,
    role: Role,
    support: float,
    text: str,
    *places: Place,
    rejected: tuple[Rejected, ...] = (),
) -> BriefingSentence:
    """A sentence in the briefing's own words."""
    cited = cite(sources, *places)
    origins = len({place[0] for place in places})
    return BriefingSentence(text, role, "written", cited, support, rejected, independent_origins=origins)


def quoted(sources: Sources, role: Role, place: Place) -> BriefingSentence:
    """A source's own sentence."""
    citations = cite(sources, place)
    return BriefingSentence(citations[0].quote, role, "quoted", citations, 1.0)


def dropped(sources: Sources, place: Place, reason: str) -> Dropped:
    """A stretch that is not summarised."""
    found = span(sources, place)
    return Dropped(place[0], found.start, found.end, reason)


def sample_briefing() -> Briefing:
    """The briefing on the articles of the test cluster when they are there, else the invented one."""
    return hama_briefing() if HAMA.is_dir() else invented_briefing()


def _hama_sources() -> Sources:
    names = [f"source-{n}.txt" for n in range(1, 6)]
    texts = [(HAMA / name).read_text(encoding="utf-8") for name in names]
    titles = [
        None,
        "Syria's Rebel Forces Seize Hama, Challenging Assad's Grip on Power",
        "Syrian Rebels Capture Hama City, Regime Loses Ground",
        None,
        "Syrian Rebels Seize Key City, Dealing Blow to Assad’s Forces",
    ]
    publishers = ["cnn.com", None, "World News", None, None]
    dates = [None, None, "2024-12-24", "2024-12-05", "2024-12-05"]
    urls = [None, None, "https://news.example/world/hama", None, None]
    flags = [
        (Flag("republished", "names www.cnn.com as its original source"),),
        (),
        (),
        (Flag("ai_generated", "says that it has been generated with AI"),),
        (Flag("rewrite_of", "31 % of its phrases", 3),),
    ]
    rows = zip(names, texts, titles, publishers, dates, urls, names, flags, strict=True)
    return tuple(Document(*row) for row in rows)


def hama_briefing() -> Briefing:
    """Twelve sentences on five real articles; one source is not cited."""
    s = _hama_sources()
    sentences = (
        written(
            s,
            "lead",
            0.97,
            "Syrian rebels led by Hayat Tahrir al-Sham took the city of Hama after the army withdrew.",
            (2, "Syrian rebels have made", "country."),
            (0, "Syria’s military has announced", "rebel groups."),
            (3, "In response to the", "civilians."),
            rejected=(Rejected("The Syrian army has captured Hama.", ("“captured” has another subject",)),),
        ),
        written(
            s,
            "lead",
            0.91,
            "The city fell days after the rebels took Aleppo, the largest city in the country.",
            (3, "This has dealt", "in the country."),
            (0, "This withdrawal follows", "civil conflict."),
        ),
        written(
            s,
            "point",
            0.88,
            "The army said it had moved its positions outside the city to protect civilians.",
            (3, "In response to the", "civilians."),
        ),
        quoted(s, "point", (2, "The Syrian army claimed", "remain nearby.")),
        written(
            s,
            "point",
            0.84,
            "Rebel commander Hassan Abdul Ghani announced that Hama and its airport had been taken.",
            (1, "Notably, rebel commander", "local airport."),
            (2, "Rebel commander Lieutenant", "collapsing.”"),
        ),
        written(
            s,
            "point",
            0.93,
            "HTS leader Abu Mohammed al-Jolani prayed for “a victory full of mercy and kindness, free from revenge.”",
            (2, "HTS leader Abu", "free from revenge.”"),
            (1, "HTS leader Abu", "in the city."),
        ),
        written(
            s,
            "point",
            0.9,
            "The next target is Homs, 40km south of Hama, the gateway to Damascus and the coast.",
            (3, "In fact, their next target", "support for him."),
            (0, "The rebel coalition has set", "the capital."),
        ),
        quoted(s, "point", (2, "“Hama is not strategic", "Syria Report.")),
        written(
            s,
            "point",
            0.66,
            "More than 700 people have died since the offensive began, the Syrian Observatory says.",
            (2, "The Syrian Observatory confirmed", "offensive began."),
        ),
        written(
            s,
            "point",
            0.95,
            "The violence has displaced over 280,000 people, the United Nations reports.",
            (1, "The United Nations reports", "falter."),
        ),
        written(
            s,
            "background",
            0.82,
            "In 1982 Hafez al-Assad put down an uprising in Hama at the cost of tens of thousands of lives.",
            (2, "Particularly, the city", "in 1982."),
            (0, "referencing the city", "president’s father."),
        ),
        written(
            s,
            "background",
            0.94,
            "The civil war began in 2011 with the government’s crackdown on peaceful protests.",
            (0, "The civil war in Syria commenced", "Arab Spring."),
        ),
    )
    return Briefing(
        title="Syrian rebels capture Hama as army withdraws",
        title_citations=(sentences[0].citations[0],),
        sentences=sentences,
        sources=s,
        dropped=(
            dropped(s, (0, "Original Source", "www.cnn.com"), "page furniture"),
            dropped(s, (1, "**Syria's Rebel Forces Seize", "Power**"), "repeated headline"),
            dropped(s, (2, "Latest Contents", "respond positively…"), "teaser list"),
            dropped(s, (3, "[This article has been", "is experimental.]"), "notice of AI use"),
        ),
        skipped=(Skipped("map.png", "an image, not a report"),),
        notes=("Sources differ on the number of people displaced: “over 280,000”, “more than 12 million”.",),
        omitted=(Rejected("The fall of Homs would end the war.", ("“end the war” is not in the evidence",)),),
        settings_hash="9f1c2ab34d5e6f70",
        models=MODELS,
        timings={"read": 0.1, "embed": 2.3, "write": 21.8, "verify": 0.2},
    )


def invented_briefing() -> Briefing:
    """A ferry that ran aground, told by three invented reports."""
    s = (
        Document(
            "harbour.txt",
            "The ferry Lindis ran aground off Port Alder on Tuesday night. All 212 people on board were "
            "brought ashore by dawn. Divers will look at the hull today.\n\nRead next: ten walks in Alder",
            "Ferry aground off Port Alder",
            "Alder Courier",
            "2031-05-07",
            "https://courier.example/lindis",
        ),
        Document(
            "radio.txt",
            "A ferry with 212 people struck a sandbank near Port Alder late on Tuesday. “Nobody panicked,” "
            "said the harbour master, Ines Varga. Nobody was hurt.",
            None,
            "Radio West",
            "2031-05-06",
        ),
        Document(
            "blog.txt",
            "The Lindis was built in 1998. She had a new engine last year.",
            "Ships we know",
            flags=(Flag("ai_generated", "says so in its last line"),),
        ),
    )
    sentences = (
        written(
            s,
            "lead",
            0.95,
            "The ferry Lindis ran aground off Port Alder on Tuesday with 212 people on board.",
            (0, "The ferry", "night."),
            (1, "A ferry", "Tuesday."),
        ),
        written(
            s,
            "point",
            0.66,
            "All were brought ashore by dawn.",
            (0, "All 212", "dawn."),
            rejected=(Rejected("All were hurt.", ("“hurt” is negated in the evidence",)),),
        ),
        quoted(s, "point", (1, "“Nobody", "Varga.")),
        written(s, "background", 0.8, "Divers will examine the hull.", (0, "Divers", "today.")),
    )
    return Briefing(
        title="Ferry runs aground off Port Alder",
        title_citations=(sentences[0].citations[0],),
        sentences=sentences,
        sources=s,
        dropped=(dropped(s, (0, "Read next", "in Alder"), "teaser list"),),
        skipped=(Skipped("photo.jpg", "an image, not a report"),),
        notes=("Only 60 of 250 words could be supported.",),
        omitted=(Rejected("The captain was drunk.", ("no evidence",)),),
        settings_hash="9f1c2ab34d5e6f70",
        models=MODELS,
        timings={"read": 0.1, "write": 3.0},
    )


def differing_briefing() -> Briefing:
    """A sinking whose toll and day the invented reports tell otherwise.

    The first is only cited, the second both cited and differing, the third only differing, the fourth neither.
    """
    s = (
        Document(
            "harbour.txt",
            "At least 12 people died when the ferry Lindis sank off Port Alder. She went down on Tuesday. "
            "The search goes on.",
            "Ferry sinks off Port Alder",
            "Alder Courier",
            "2031-05-07",
        ),
        Document(
            "radio.txt",
            "A ferry sank near Port Alder on Tuesday. At least 15 people died, officials said. Ten are missing.",
            publisher="Radio West",
            date="2031-05-08",
        ),
        Document(
            "wire.txt",
            "The Lindis sank late on Monday. The number of dead stands at 14. “Fourteen,” the mayor repeated.",
            publisher="Coast Wire",
        ),
        Document("blog.txt", "The Lindis was built in 1998.", "Ships we know"),
    )
    toll = written(s, "lead", 0.95, "At least 12 people died when the Lindis sank.", (0, "At least", "Alder."))
    day = written(s, "lead", 0.9, "She sank on Tuesday.", (0, "She went", "Tuesday."), (1, "A ferry", "Tuesday."))
    return Briefing(
        title="Ferry sinks off Port Alder",
        title_citations=(toll.citations[0],),
        sentences=(
            replace(
                toll,
                differing=(
                    differ(s, (2, "The number", "14."), "14"),
                    differ(s, (1, "At least", "said."), "At least 15"),
                    differ(s, (2, "“Fourteen", "repeated."), "Fourteen"),
                ),
            ),
            replace(day, differing=(differ(s, (2, "The Lindis", "Monday."), "Monday"),)),
            written(s, "point", 0.9, "The search goes on.", (0, "The search", "on.")),
        ),
        sources=s,
    )


def give(sources: Sources, place: Place, value: str, number: float | str, as_of: str = "", **more: str) -> FigureValue:
    """A value that a passage gives in these letters of it."""
    one = cite(sources, place)[0]
    start = one.start + one.quote.index(value)
    at = Span(start, start + len(value))
    return FigureValue(one.source, one.start, one.end, one.quote, at, value, number, as_of=as_of, **more)


def figures_briefing() -> Briefing:
    """A coach crash of which invented reports count the killed, the hurt and those on board.

    The killed rise; who was hurt is a conflict; who was on board is a matter of scope; the cost has no time; a number
    of children is bounded. The last source gives a figure only that no sentence tells.
    """
    s = (
        Document(
            "evening.txt",
            "Fourteen people were killed when a coach fell into the Orva gorge, police said. The coach carried 41 "
            "passengers. More than a dozen of them were children. The union counts 90 injured. It was 4 degrees.",
            "Coach falls into gorge",
            "Valley Post",
            "2031-02-12",
        ),
        Document(
            "night.txt",
            "The number of people killed in the Orva gorge rose to 17 on Wednesday evening. The operator says there "
            "were 44 people on board. Fifteen of them were children. The ministry counts 120 injured.",
            publisher="Radio Orva",
            date="2031-02-12",
        ),
        Document(
            "later.txt",
            "At least 17 people are known to have been killed in the coach crash. The wreck cost 2 million crowns.",
            publisher="Coast Wire",
            date="2031-02-13",
        ),
        Document(
            "blog.txt", "The wreck cost 3 million crowns. Blood donors: 800, from 300 on Wednesday.", "Roads we know"
        ),
    )
    killed = Figure(
        "killed",
        "update",
        (
            give(s, (0, "Fourteen", "said."), "Fourteen", 14.0, "2031-02-12T07:15+01:00"),
            give(s, (1, "The number", "evening."), "17", 17.0, "2031-02-12T19:40+01:00"),
            give(s, (2, "At least", "crash."), "17", 17.0, "2031-02-13"),
        ),
        2,
    )
    hurt = Figure(
        "injured",
        "conflict",
        (
            give(s, (1, "The ministry", "injured."), "120", 120.0, "2031-02-12"),
            give(s, (0, "The union", "injured."), "90", 90.0, "2031-02-12"),
        ),
    )
    board = Figure(
        "on the coach",
        "scope",
        (
            give(s, (0, "The coach", "passengers."), "41", 41.0, "2031-02-12", scope="passengers"),
            give(s, (1, "The operator", "board."), "44", 44.0, "2031-02-12", scope="people on board"),
        ),
    )
    children = Figure(
        "children",
        "bound",
        (
            give(s, (0, "More", "children."), "More than a dozen", 12.0, bound=">"),
            give(s, (1, "Fifteen", "children."), "Fifteen", 15.0),
        ),
        1,
    )
    cost = Figure(
        "cost of the wreck",
        "unknown",
        (
            give(s, (2, "The wreck", "crowns."), "2 million", 2e6, unit="crowns"),
            give(s, (3, "The wreck", "crowns."), "3 million", 3e6, unit="crowns"),
        ),
    )
    donors = Figure(
        "blood donors",
        "update",
        (
            give(s, (3, "Blood", "Wednesday."), "300", 300.0, "2031-02-12"),
            give(s, (3, "Blood", "Wednesday."), "800", 800.0),
        ),
        1,
    )
    cold = Figure("degrees", "same", (give(s, (0, "It was", "degrees."), "4", 4.0),), 0)
    lead = written(s, "lead", 0.95, "Seventeen people were killed in the Orva gorge.", (1, "The number", "evening."))
    injured = written(s, "point", 0.9, "The ministry counts 120 injured.", (1, "The ministry", "injured."))
    return Briefing(
        title="Coach crash kills 17",
        title_citations=(lead.citations[0],),
        sentences=(
            replace(lead, figures=(0,)),
            replace(injured, figures=(1,), differing=(differ(s, (0, "The union", "injured."), "90"),)),
            replace(
                written(s, "point", 0.9, "The coach carried 41 passengers.", (0, "The coach", "passengers.")),
                figures=(2, 3, 6, 0),
            ),
        ),
        sources=s,
        figures=(killed, hurt, board, children, cost, donors, cold),
    )


def told_briefing() -> Briefing:
    """A depot fire whose parts different invented reports carry, and which others report without a detail.

    The second report copies the first. The last source is neither cited nor reporting.
    """
    s = (
        Document(
            "gazette.txt",
            "Firefighters put out the blaze at the Osterfeld depot. Nobody was hurt.",
            "Depot fire is out",
            "Osterfeld Gazette",
            "2031-06-04",
            origin="gazette",
        ),
        Document(
            "valley.txt",
            "Firefighters put out the blaze at the Osterfeld depot.",
            publisher="Valley News",
            date="2031-06-04",
            flags=(Flag("copy_of", "all of its words", 0),),
            origin="gazette",
        ),
        Document(
            "tram.txt",
            "The fire was out by Thursday noon, the tram operator said.",
            publisher="Tram Bulletin",
            date="2031-06-05",
            origin="tram",
        ),
        Document(
            "radio.txt",
            "Crews have extinguished a fire at a tram depot. Two trams burned.",
            publisher="Radio Ost",
            date="2031-06-05",
            origin="radio",
        ),
        Document("blog.txt", "The depot was built in 1911.", publisher="Old Trams", origin="blog"),
    )
    text = "Firefighters put out the blaze at the Osterfeld depot on Thursday."
    event, day = Span(0, text.index(" on")), Span(text.index("on Thu"), text.index("."))
    place = text.index("at the")
    one, two, three = cite(s, (0, "Fire", "depot."), (1, "Fire", "depot."), (2, "The fire", "noon"))
    (four,) = cite(s, (3, "Crews", "depot."))
    lead = BriefingSentence(
        text,
        "lead",
        "written",
        (replace(three, part=day), replace(one, part=event), replace(two, part=event)),
        0.96,
        together=True,
        reported_by=(
            Reported(
                four.source, four.start, four.end, four.quote, (Span(place, place + len("at the Osterfeld depot")), day)
            ),
        ),
        independent_origins=3,
    )
    return Briefing(
        title="Depot fire is out",
        title_citations=(one,),
        sentences=(
            lead,
            written(s, "point", 0.92, "Two trams burned.", (3, "Two", "burned.")),
            quoted(s, "point", (0, "Nobody", "hurt.")),
        ),
        sources=s,
    )
