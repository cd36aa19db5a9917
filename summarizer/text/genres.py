"""What a text calls itself: opinion, satire, an advertisement, a press release, a correction.

Only the words of a label count, whole: "Opinion" above a column says what it is, an opinion poll in a headline does
not.
"""

from __future__ import annotations

import re
from typing import Literal, cast

GenreKind = Literal["opinion", "satire", "advertisement", "correction", "party"]

_PAPER = r"(?:article|story|piece|post|page|text|content|report|item|column|site|website|publication)"

_LABELS: tuple[tuple[GenreKind, str], ...] = (
    (
        "satire",
        rf"(?:a )?(?:work of |piece of )?(?:satire|parody)(?: {_PAPER})?|satirical(?: {_PAPER})?|(?:news )?(?:satire|parody)"
        r"|satire and parody|humou?r and satire|satir[ea]|glosse \(satire\)|satirical ?article",
    ),
    (
        "advertisement",
        r"advertorials?|advertisement feature|advertising feature|advertise(?:r|ment)['’]?s? (?:content|feature|article)"
        r"|advertiser ?content ?article|(?:paid|sponsored|branded|promoted|partner(?:ed)?|promotional)"
        rf"[ -](?:{_PAPER}s?|feature|message|supplement)|paid (?:partnership|promotion|for)|paid program|brand ?(?:voice|studio|post)"
        r"|(?:paid|sponsored) advert(?:isement)?|sponsored|publirreportaje|publi-?r?reportage|werbebeitrag|bezahlter (?:inhalt|beitrag)"
        r"|contenu sponsorisé|contenido patrocinado|in partnership with \S.{1,60}|paid for by \S.{1,60}|sponsored by \S.{1,60}",
    ),
    (
        "opinion",
        r"opinions?(?: news ?article| section| piece| column| essay| & analysis| and analysis)?|opinions? (?:&|and) "
        r"(?:editorials?|comment(?:ary)?|letters)|op-?eds?|editorials?|leading article|leader comment|comment is free"
        r"|comment(?:ary|aries)?|(?:guest )?(?:column|essay|comment(?:ary)?|opinion)s?|columnists?|letters?(?: to the editors?)?"
        r"|readers?['’] letters|the editorial board|viewpoints?|kommentar|leitartikel|meinung|leserbriefe?|gastkommentar"
        r"|opinión|tribune libre|éditorial",
    ),
    (
        "party",
        r"(?:company|press|news|media|corporate)[ -](?:release|statement|communiqu[ée])s?|(?:official )?statement"
        r"|own statement|pressemitteilung|medienmitteilung|communiqu[ée] de presse|comunicado de prensa|comunicato stampa"
        r"|press room|newsroom release",
    ),
    (
        "correction",
        rf"corrections?|corrected(?: version| {_PAPER})?|errat(?:um|a)|corrigend(?:um|a)|corrections (?:and|&) clarifications"
        r"|berichtigung|korrigierte fassung|rectificatif",
    ),
)  # fmt: skip
_LABEL = [(kind, re.compile(rf"(?:{words})", re.IGNORECASE)) for kind, words in _LABELS]

_ALONE = re.compile(r"(?i)advert(?:isement|ising)?s?|anzeigen?|werbung|publicité|publicidad")
"""Also stand above the advertisements in a report, and make an advertisement of a text only where they name it."""

_PREFIX = re.compile(r"\W{0,3}(?P<label>[^:|\[\]()\n–—]{4,40}?)(?:\s*[:|\])]\s*|\s+[–—-]\s+)(?=\S)")
_SUFFIX = re.compile(r"(?:\s[|–—-]\s+|\s*[\[(])(?P<label>[^|\[\]()\n–—]{4,40}?)[\])]?\s*$")
_STATEMENTS = tuple(
    (cast(GenreKind, kind), re.compile(words, re.IGNORECASE))
    for kind, words in (
        ("satire", rf"\b(?:this|the following|our) (?:{_PAPER}|is|was)\b[^.]{{0,40}}\b(?:satire|satirical|parody)\b"),
        ("satire", r"^(?:satire|parody)[.:!]|^(?:this is|a) (?:work of )?(?:satire|parody)\b|\bis a satirical (?:news ?)?(?:site|website|paper)"),
        (
            "advertisement",
            rf"\bthis (?:{_PAPER} (?:is|was|has been) |is )(?:an? )?(?:sponsored|advertorial|advertisement\b|paid|"
            r"(?:produced|created|written|published) (?:in partnership with|on behalf of|and paid for|in association with|by the advertiser)"
            r"|made possible by)",
        ),
        ("advertisement", r"^(?:sponsored|paid for|paid content|presented) by [^.]{2,60}\.?$|^in partnership with [^.]{2,60}\.?$"),
        (
            "opinion",
            r"\b(?:views?|opinions?)(?: and opinions?)? (?:expressed|stated|given)\b[^.]{0,60}\b(?:are|is) (?:solely |only |entirely )?"
            r"(?:those|that|the) (?:\w+ )?of (?:the|its|their) (?:authors?|writers?|columnists?)\b|\bviews? (?:expressed )?(?:are|is) (?:his|her|their|my) own\b"
            r"|^(?:the writer|[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+){1,3}) is an? (?:[\w’'-]+ ){0,4}columnist\b",
        ),
        (
            "opinion",
            r"^(?:an? )?(?:opinion(?: piece)?|guest (?:column|essay|comment(?:ary)?)|column|comment(?:ary)?|op-?ed|editorial) by (?:the )?[A-Z]"
            r"|^by [^.]{3,60}, (?:opinion )?(?:columnist|editorial board)\b|^by the editorial board\b|^(?:dear|to the) editor\b[,:]?",
        ),
        (
            "correction",
            r"^\W{0,3}(?:corrections?|corrected|clarification)\b(?: \([^()]{1,40}\))? ?[:–—-] ?\S|^(?:this is a )?corrected version\b"
            rf"|\b(?:earlier|previous|original) version of (?:this|the) {_PAPER}\b.{{0,80}}\b(?:said|stated|gave|called|named|listed"
            r"|reported|identified|mis\w+|incorrect\w*|wrong\w*|errors?|mistake\w*|omitted|inaccura\w+)\b"
            rf"|(?:^|[.!?:]\s+)this {_PAPER} (?:has been|was) (?:amended|corrected)\b",
        ),
    )
)  # fmt: skip
_REMARK = re.compile(r"\s*[\[(](?P<remark>[^\[\]()]{3,60})[\])]\s*$")


def label_kind(text: str, named: bool = False) -> GenreKind | None:
    """What a label says, all of it; None where it says nothing of the kind.

    Args:
        text: the label: a section, a type in a page's data, the remark in brackets behind a name.
        named: it names this text for certain, so that a mere "Advertisement" counts too.
    """
    bare = re.sub(r"[_\s]+", " ", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text)).strip(" \t*_#.:;|[]()<>/-–—")
    if named and _ALONE.fullmatch(bare):
        return "advertisement"
    return next((kind for kind, words in _LABEL if words.fullmatch(bare)), None)


def title_kind(title: str) -> tuple[GenreKind, str] | None:
    """What a title says of its text in front of a colon, behind a bar or in brackets, and that label."""
    for pattern, at in ((_PREFIX, "match"), (_SUFFIX, "search")):
        match = getattr(pattern, at)(title)
        if match and (kind := label_kind(match["label"], named=True)):
            return kind, match["label"].strip()
    return None


def statement_kind(text: str) -> GenreKind | None:
    """What a sentence or line says of the text that it stands in; None where it says nothing of it."""
    return next((kind for kind, words in _STATEMENTS if words.search(text)), None)


def without_remark(name: str) -> tuple[str, str]:
    """A name and the remark in brackets behind it: ("Velta Foods", "company release"); empty where there is none."""
    match = _REMARK.search(name)
    return (name[: match.start()].rstrip(), match["remark"].strip()) if match and match.start() else (name.strip(), "")
