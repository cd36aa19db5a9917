"""An index of stories with one of every kind, for tests of what it looks like."""

from __future__ import annotations

from summarizer.pile import Article, LeftOut, Story, StoryIndex
from summarizer.records import Skipped


def article(name: str, title: str, published: str = "2025-03-11", shares: str = "", url: str | None = None) -> Article:
    path = f"../pile/{title.lower().replace(' ', '-')[:30]}.txt"
    return Article(name, title, published, url, path, title.encode().hex()[:64], shares)


AGENCY = article("Meridian Press Agency", "Grain fire under control, five hurt", "2025-03-11T11:30")
COPY = article("The Coast Gazette", "Grain fire put out", "2025-03-11T12:00", "Copy of Meridian Press Agency")
POST = article(
    "Lindhaven Post", "Quay district wakes to burning tower", "2025-03-10", url="https://post.example/quay?a=1&b=2"
)
CHRONICLE = article("The Northern Chronicle", "Ostgrain was warned about dust", "2025-03-11T18:20")
FIRE = Story(
    "story-00000000a1",
    "reported",
    "Grain terminal fire under control after 28 hours",
    (POST, AGENCY, COPY, CHRONICLE),
    origins=3,
    since=1,
    reported_since=1,
    changed=2,
    lead="The fire at the Lindhaven grain terminal was brought under control on Tuesday.",
    made="2025-03-12T06:00Z",
    reports=("briefings/story-00000000a1.html", "briefings/story-00000000a1.json"),
    changes="4 new, 1 changed, 2 withdrawn",
)
CABLE = Story(
    "story-00000000b2",
    "waiting",
    "Anchor cuts Skarne's only data cable",
    (article("Skarne Today", "Eleven hours without"), article("Radio Corrin", "Anchor cuts cable")),
    origins=2,
    since=2,
    reported_since=2,
    changed=2,
)
STRIKE = Story(
    "story-00000000c3",
    "failed",
    "Nurses end their strike",
    (article("Radio Corrin", "Strike over"), article("Ellery Herald", "Eighteen new posts")),
    origins=2,
    since=1,
    reported_since=1,
    changed=2,
    reports=("briefings/story-00000000c3.html",),
    reason="its report could not be updated: memory ran out",
)
SHIPS = Story(
    "story-00000000d4",
    "listed",
    "Corrin Yard to build two ships",
    (AGENCY, COPY),
    origins=1,
    since=1,
    reported_since=0,
    changed=1,
    reason="2 articles of one origin; a report takes 2",
)
GARDEN = Story(
    "story-00000000e5",
    "listed",
    "What to do in the garden in March",
    (article("Ostmere Weekly", "What to do in the garden in March", ""),),
    origins=1,
    since=2,
    reported_since=0,
    changed=2,
    reason="one article; a report takes 2 independent origins",
)
QUAY = Story(
    "story-00000000f6",
    "merged",
    "Quay district evacuated",
    (POST, CHRONICLE),
    origins=2,
    since=1,
    reported_since=1,
    changed=1,
    reports=("briefings/story-00000000f6.html",),
    into=FIRE.id,
)
CUP = Story(
    "story-0000000007",
    "earlier",
    "Rovers reach the final",
    (article("Ellery Herald", "Rovers reach the final", "2025-03-09"),),
    origins=2,
    since=1,
    reported_since=1,
    changed=1,
    reports=("briefings/story-0000000007.html",),
    reason="none of its articles is in a story of this pile",
)


def sample_index() -> StoryIndex:
    """The second run, with a story of each kind."""
    return StoryIndex(
        run=2,
        started="2025-03-12T06:00Z",
        complete=True,
        min_origins=2,
        stories=(FIRE, CABLE, STRIKE, SHIPS, GARDEN, QUAY, CUP),
        left_out=(LeftOut(article("Radio Corrin", "The day in brief"), "it tells of several events"),),
        skipped=(Skipped("pile/broken.pdf", "is encrypted"),),
        notes=("A page that was changed by hand is kept as index.edited-1.html.",),
        settings_hash="0123456789abcdef",
    )


def empty_index() -> StoryIndex:
    """A pile of strangers."""
    return StoryIndex(1, "2025-03-12T06:00Z", True, 2, (GARDEN,))
