"""What a text calls itself: opinion, satire, an advertisement, a press release, a correction.

Only the words of a label count, whole: "Opinion" above a column says what it is, an opinion poll in a headline does
not.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from summarizer.text.speech import outside_quotations
from summarizer.text.turns import opens_turn

GenreKind = Literal["opinion", "satire", "advertisement", "correction", "party"]


def _any_of(lines: str) -> re.Pattern[str]:
    """One pattern of many, one a line; letters of either case."""
    return re.compile("|".join(f"(?:{line.strip()})" for line in lines.strip().splitlines()), re.IGNORECASE)


_MEDIA = re.compile(
    r"(?i)\b(?:news|times|herald|tribune|telegraph|gazette|chronicle|observer|ledger|courier|examiner|sentinel"
    r"|post|press|journal|daily"
    r"|standard|mail|mirror|sun|star|globe|review|broadcasting|radio|tv|television|wire|magazine|bulletin"
    r"|dispatch|mercury|independent"
    r"|monitor|weekly|today|echo|argus|blog|zeitung|kurier|anzeiger|tageblatt|le monde|figaro|guardian|bbc|cnn"
    r"|nbc|abc|cbs|fox|npr|pbs)\b"
)
_PRESS_OFFICE = re.compile(r"(?i)\bpress (?:office|release|service of)|(?-i:\bpress service)")

_PAPER = r"(?:article|story|piece|post|page|text|content|report|item|column|site|website|publication)"

_LABELS: dict[GenreKind, re.Pattern[str]] = {
    "satire": _any_of(rf"""
        (?:a )?(?:work of |piece of |news )?(?:satire|parody|satira)(?: {_PAPER})?
        satirical ?(?:{_PAPER})?
        satire and parody|humou?r and satire
    """),
    "advertisement": _any_of(rf"""
        advertorials?|(?:advertisement|advertising) feature
        advertise(?:r|ment)(?:['’]?s)? (?:content|feature|article)(?: article)?
        (?:paid|sponsored|branded|promoted|partner(?:ed)?|promotional)[ -](?:{_PAPER}s?|feature|message|supplement)
        paid (?:partnership|promotion|program)|brand ?(?:voice|studio|post)|sponsored
        (?:paid|sponsored) advert(?:isement)?
        (?:in partnership with|paid for by|sponsored by) \S.{{1,60}}
        publi-?r?reportage|werbebeitrag|bezahlter (?:inhalt|beitrag)|contenu sponsorisé|contenido patrocinado
    """),
    "opinion": _any_of(r"""
        opinions?(?: news ?article| section| piece| column| essay| & analysis| and analysis)?
        opinions? (?:&|and) (?:editorials?|comment(?:ary)?|letters)|op-?eds?|editorials?|leading article
        comment is free|comment(?:ary|aries)?|columnists?|viewpoints?|the editorial board
        (?:guest )?(?:column|essay|comment(?:ary)?|opinion)s?
        (?:film|movie|book|album|music|concert|tv|television|theat(?:re|er)|stage|opera|game|restaurant) reviews?
        letters?(?: to the editors?)?|readers?['’] letters
        kommentar|gastkommentar|leitartikel|meinung|leserbriefe?|opinión|tribune libre|éditorial
    """),
    "party": _any_of(r"""
        (?:company|press|news|media|corporate)[ -](?:release|statement|communiqu[ée])s?
        (?:official |own )?statement
        pressemitteilung|medienmitteilung|communiqu[ée] de presse|comunicado de prensa|comunicato stampa
    """),
    "correction": _any_of(rf"""
        corrections?|corrected(?: version| {_PAPER})?|corrections (?:and|&) clarifications
        errat(?:um|a)|corrigend(?:um|a)|berichtigung|korrigierte fassung|rectificatif
    """),
}
_VAGUE = _any_of("comments?|sponsored|letters|statement|columns?|essays?|corrections")
"""Also stand on the buttons and in the menus of a page, and say something of a text only where they name it."""

_ALONE = _any_of("advert(?:isement|ising)?s?|anzeigen?|werbung|publicité|publicidad")
"""Also stand above the advertisements in a report, and make an advertisement of a text only where they name it."""

_PREFIX = re.compile(r"\W{0,3}(?P<label>[^:|\[\]()\n–—]{4,40}?)(?:\s*[:|\])]\s*|\s+[–—-]\s+)(?=\S)")
_SUFFIX = re.compile(r"(?:\s[|–—-]\s+|\s*[\[(])(?P<label>[^|\[\]()\n–—]{4,40}?)[\])]?\s*$")
_REVIEWED = re.compile(
    r"^[^\w“‘\"'«]{0,3}[“‘\"'«](?P<work>[^“”‘’\"«»\n]{2,60})[”’\"'»],? "
    r"(?P<label>(?:(?:film|movie|book|album|tv|theat(?:re|er)) )?review)(?=\s*(?:[:|–—-]|$))",
    re.IGNORECASE | re.MULTILINE,
)
"""A heading that calls what is below it a review: "“Tram” film review: …"."""

_AS = r"(?:(?:an?|pure|purely|only|just|meant as|intended as|work of|piece of) ){0,4}"
_END = r"(?=\W*$|[.,;:!)]| (?:and|by|from)\b)"
_EARLIER = rf"\b(?:earlier|previous|original) version of (?:this|the) {_PAPER}"
_PERSON = r"(?-i:[A-ZÀ-Þ])[\w.'’-]+(?: (?-i:[A-ZÀ-Þ])[\w.'’-]+){1,3}"

_STATEMENTS: dict[GenreKind, re.Pattern[str]] = {
    "satire": _any_of(rf"""
        \b(?:this|the following|our) (?:{_PAPER} )?(?:is|was|should be read as) {_AS}(?:satire|satirical|parody){_END}
        \b(?:this|the following|our) (?:{_PAPER} )?(?:is|was) {_AS}(?:satirical|parody) {_PAPER}{_END}
        ^(?:satire|parody)[.:!]|^(?:this is|a) (?:work of )?(?:satire|parody)\b
        \bis a satirical (?:news ?)?(?:site|website|paper)
    """),
    "advertisement": _any_of(rf"""
        \bthis {_PAPER} (?:is|was|has been) (?:sponsored|paid for|an? (?:paid )?advert(?:orial|isement))\b
        \bthis is (?:an? )?(?:(?:sponsored|paid) {_PAPER}|(?:paid )?advert(?:orial|isement)){_END}
        \bthis {_PAPER} (?:is|was|has been) (?:produced|created|written|published) in (?:partnership|association) with
        \bthis {_PAPER} (?:is|was|has been) (?:(?:produced|written) by the advertiser|paid for|made possible) by
        ^(?:sponsored|paid for|paid content|presented) by [^.]{{2,60}}\.?$|^in partnership with [^.]{{2,60}}\.?$
    """),
    "opinion": _any_of(rf"""
        \b(?:views?|opinions?) (?:expressed|stated|given)\b[^.]{{0,60}}\b(?:are|is) [^.]{{0,30}}\b(?:author|writer)s?\b
        \bviews? (?:expressed )?(?:are|is) (?:his|her|their|my) own\b
        ^(?:the writer|{_PERSON}) is an? (?:[\w’'-]+ ){{0,4}}columnist\b
        ^{_PERSON} is (?:(?:an?|the) )?(?:[\w.’'-]+ ){{0,6}}(?:film|movie|music|art|book|tv|theat(?:re|er)) critic\b
        ^(?:an? )?(?:opinion(?: piece)?|column|op-?ed|editorial) by (?:the )?(?-i:[A-ZÀ-Þ])
        ^(?:a )?(?:guest )?(?:column|essay|comment(?:ary)?) by (?:the )?(?-i:[A-ZÀ-Þ])
        ^by [^.]{{3,60}}, (?:opinion )?(?:columnist|editorial board)\b|^by the editorial board\b
        ^(?:dear|to the) editor\b,?
    """),
    "correction": _any_of(rf"""
        ^\W{{0,3}}(?:corrections?|corrected|clarification)\b(?: \([^()]{{1,40}}\))? ?[:–—-] ?\S
        ^editor['’]s note ?[:–—-] ?an? (?:earlier|previous) version\b
        ^(?:this is a )?corrected version\b|(?:^|[.!?:]\s+)this {_PAPER} (?:has been|was) (?:amended|corrected)\b
        {_EARLIER}\b.{{0,80}}\b(?:said|stated|gave|called|named|listed|reported|identified)\b
        {_EARLIER}\b.{{0,80}}\b(?:mis|incorrect|wrong|error|inaccura)
    """),
}
_LONGEST_LABEL = 120
_REMARK = re.compile(r"\s*[\[(](?P<remark>[^\[\]()]{3,60})[\])]\s*$")


def label_kind(text: str, named: bool = False) -> GenreKind | None:
    """What a label says, all of it; None where it says nothing of the kind.

    Args:
        text: the label: a section, a type in a page's data, the remark in brackets behind a name.
        named: it names this text for certain, so that a mere "Advertisement" or "Comment" counts too.
    """
    if len(text) > _LONGEST_LABEL:
        return None
    bare = re.sub(r"[_\s]+", " ", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text)).strip(" \t*_#.:;|[]()<>/-–—")
    if named and _ALONE.fullmatch(bare):
        return "advertisement"
    if not named and _VAGUE.fullmatch(bare):
        return None
    return next((kind for kind, words in _LABELS.items() if words.fullmatch(bare)), None)


def title_kind(title: str) -> tuple[GenreKind, str] | None:
    """What a title says of its text in front of a colon, behind a bar or in brackets, and that label."""
    for pattern, at in ((_PREFIX, "match"), (_SUFFIX, "search")):
        match = getattr(pattern, at)(title)
        if match and (kind := label_kind(match["label"], named=True)):
            return kind, match["label"].strip()
    return ("opinion", review["label"]) if (review := _REVIEWED.match(title)) else None


def statement_kind(text: str) -> GenreKind | None:
    """What a sentence or line says of the text that it stands in; None where it says nothing of it."""
    return next((kind for kind, words in _STATEMENTS.items() if words.search(text)), None)


def is_media(name: str) -> bool:
    """Whether a name is one that papers, stations and agencies have.

    A body's "press office" or "press service" is none; "Northern Press Service", all of it a name, is one.
    """
    return _MEDIA.search(_PRESS_OFFICE.sub(" ", name)) is not None


def without_remark(name: str) -> tuple[str, str]:
    """A name and the remark in brackets behind it: ("Velta Foods", "company release"); empty where there is none."""
    match = _REMARK.search(name)
    return (name[: match.start()].rstrip(), match["remark"].strip()) if match and match.start() else (name.strip(), "")


Form = Literal["review", "first-person account"]
FORMS: tuple[Form, ...] = ("review", "first-person account")
"""What a text is by how it is written, whatever it calls itself."""

_ACTOR = r"(?![A-Z]-)[A-ZÀ-Þ](?:[\w’'-]*[a-zà-ÿ][\w’'-]*|\.(?:[A-ZÀ-Þ]\.)*)"
_CAST = re.compile(rf"(?<![\w’'-])(?P<who>[^\W\d_][\w’'-]+) \((?P<actor>{_ACTOR}(?: {_ACTOR}){{0,3}})\)")
"""Somebody in a film or play, with who plays him or her: "Ida (Olu Lund)", "her aunt (Holm)"."""

_WORK = re.compile(
    r"(?i)\b(?:films?|movies?|sitcom|screenplay|musical|thriller|sequel|directed by|starring|box office)\b"
)
_I = re.compile(r"\b(?:I|I['’](?:m|ve|d|ll)|[Mm]y|me|[Mm]yself)\b")
_SENTENCE = re.compile(r"(?<=[.!?…])[”\"’']*\s+|\n+")


class Written(NamedTuple):
    """What a text is by how it is written, with its words that show it."""

    form: Form
    shown: str


def written_as(text: str, fewest_cast: int, fewest_own: int, own_share: float) -> Written | None:
    """What a text shows itself to be by how it is written; None for most.

    One that speaks of a film or play and names in brackets who plays whom is a review, one in which every third
    sentence says "I" outside quotations an account of one's own; an interview is neither.

    Args:
        text: all of it.
        fewest_cast: as many actors a review names.
        fewest_own: as many sentences of an account say "I".
        own_share: as large a share of its sentences does.
    """
    cast = {match["actor"]: match.group() for match in _CAST.finditer(text)}
    if len(cast) >= fewest_cast and len(_WORK.findall(text)) >= fewest_cast:
        return Written("review", next(iter(cast.values())))
    lines = text.splitlines()
    told = [one for line in lines for one in _SENTENCE.split(outside_quotations(line)) if len(one.split()) > 1]
    own = [one for one in told if _I.search(one)]
    mostly = len(own) >= max(fewest_own, own_share * len(told))
    if mostly and not any(opens_turn(line, text) for line in lines):
        return Written("first-person account", " ".join(own[0].split()))
    return None


def work_reviewed(text: str) -> str:
    """The film, play or book of which a line of a text says that it is a review; empty where none does."""
    match = _REVIEWED.search(text)
    return match["work"] if match else ""


_AUTHOR = re.compile(rf"(?m)^\W{{0,3}}(?P<who>{_PERSON}) is [^.!?\n]{{3,80}}\b(?:critic|columnist)\b")


def author_named(text: str) -> str:
    """The critic or columnist as whom a line of a text introduces its author; empty where none does."""
    match = _AUTHOR.search(text)
    return match["who"] if match else ""
