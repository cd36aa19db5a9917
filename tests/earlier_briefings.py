"""Two invented briefings of one event, a day apart: a toll that rose, news, a withdrawal, two sentences in one."""

from __future__ import annotations

from summarizer.records import Briefing, BriefingSentence, Citation, Document

MONDAY = Document(
    "radio",
    "At least 14 people died when the ferry Lindis capsized off Port Alder. Divers searched the lower deck of the "
    "wreck all night. The captain was drunk, a passenger said. The ferry was built in Norway in 1998.",
    publisher="Radio West",
    path="radio.txt",
)
TUESDAY = Document(
    "radio",
    "At least 17 people died when the ferry Lindis capsized off Port Alder. Divers searched the lower deck of the "
    "wreck all night. The ferry was built in Norway in 1998. Minister Ines Varga ordered an inquiry.",
    publisher="Radio West",
    path="radio.txt",
)
COURIER = Document(
    "courier",
    "Divers searched the lower deck of the wreck all night. Schools in Port Alder stay closed on Wednesday.",
    publisher="Alder Courier",
    url="https://courier.example/lindis",
)


def said(sources: tuple[Document, ...], text: str, *quotes: tuple[int, str]) -> BriefingSentence:
    """A written sentence that cites these quotes."""
    cited = []
    for source, quote in quotes:
        start = sources[source].text.index(quote)
        cited.append(Citation(source, start, start + len(quote), quote))
    return BriefingSentence(text, "point", "written", tuple(cited), 0.9)


def earlier() -> Briefing:
    """Monday's."""
    s = (MONDAY,)
    return Briefing(
        "Ferry capsizes off Port Alder",
        (),
        (
            said(s, "At least 14 people died when the ferry Lindis capsized off Port Alder.", (0, "At least 14")),
            said(s, "Divers searched the lower deck of the wreck all night.", (0, "Divers searched the lower deck")),
            said(s, "The captain was drunk, a passenger said.", (0, "The captain was drunk, a passenger said.")),
            said(s, "The ferry was built in Norway in 1998.", (0, "The ferry was built in Norway in 1998.")),
        ),
        s,
        settings_hash="0123456789abcdef",
    )


def later() -> Briefing:
    """Tuesday's."""
    s = (TUESDAY, COURIER)
    divers = "Divers searched the lower deck of the wreck all night."
    return Briefing(
        "Ferry toll rises to 17",
        (),
        (
            said(s, "At least 17 people died when the ferry Lindis capsized off Port Alder.", (0, "At least 17")),
            said(s, divers, (0, divers), (1, divers)),
            said(s, "Minister Ines Varga ordered an inquiry.", (0, "Minister Ines Varga ordered an inquiry.")),
        ),
        s,
    )
