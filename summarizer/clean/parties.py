"""Recognises a source that speaks for somebody who takes part in the event: a press release, a party's own page."""

from __future__ import annotations

import re
from collections.abc import Sequence

from summarizer.outlets import Outlets
from summarizer.records import Document, Span
from summarizer.stage_settings import PartySettings
from summarizer.text.genres import is_media, without_remark

_MARKERS = re.compile(
    r"^\W{0,4}(?:for immediate release\b|embargoed until\b|(?:press|news|media) (?:release"
    r"|statement)\b(?! of\b.{0,40} said)"
    r"|pressemitteilung\b|medienmitteilung\b|communiqu[ée] de presse\b|comunicado (?:de prensa|oficial)\b"
    r"|comunicato stampa\b"
    r"|(?:media|press) (?:contacts?|enquiries|inquiries|relations|office)\b\s*(?::|$)|pressekontakt\b"
    r"|notes? to editors\b"
    r"|(?:official )?statement (?:of|by|from) (?:the )?(?-i:[A-Z])|(?:/|\()?(?:PRNewswire|Business Wire"
    r"|GLOBE NEWSWIRE|ots|EQS)\b)"
    r"|^[^.!?\n]{0,80}\b(?:press|news) release\b[^.!?\n]{0,40}$"  # a line above the text, no sentence in it
    r"|--\s?ends\s?--|\(PRNewswire\)|/PRNewswire",
    re.IGNORECASE | re.MULTILINE,
)
_ABOUT = re.compile(r"^About (?:the )?(?!Author|Reporter|Writer|This|Us\b)(?:[A-Z][\w&.'’-]* ?){1,5}:", re.MULTILINE)
_BODY = re.compile(
    r"(?i)\b(?:ministry|ministries|general staff|armed forces|defen[cs]e forces?|army|navy|air force|police"
    r"|sheriff['’]s|gendarmerie|(?:border|coast) guard|fire (?:department|brigade|service)|government|cabinet"
    r"|prosecutor['’]?s?['’]? office|parliament|chancellery|embassy|consulate|mayor['’]?s?['’]? office|city council"
    r"|(?:state|foreign|war|interior|justice|health|treasury) department|department of [A-Z]\w+"
    r"|administration|information (?:bureau|office)|investor relations|public relations"
    r"|press office|(?-i:press service)|press service of|(?:rebel|central) command|liberation (?:army|front)|militia)\b"
)
_OWN_BODY = re.compile(
    r"(?i)\b(?:university|club|f\.?c\.?|hospital|institute|foundation|association|federation|unions?|party|movement"
    r"|council|authority|inc|ltd|llc|gmbh|plc|corp(?:oration)?|ag|s\.?a|company|group|holdings?|airlines?|bank)\b\.?"
)
_QUOTED = re.compile(r"“[^“”]{0,2000}”|„[^“”]{0,2000}[“”]|«[^«»]{0,2000}»|\"[^\"\n]{0,2000}\"")
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")
_WE = re.compile(
    r"\b(?:we|our|ours|(?-i:us)|ourselves|wir|unser\w*|uns|nous|notre|nos|nosotros|nuestr\w+|noi|nostr\w+)\b",
    re.IGNORECASE,
)
_I = re.compile(r"\b(?:I|I['’]m|my|me|ich|mein\w*|je|mon|yo|mi)\b")
_OWN = re.compile(
    r"\bour (?:\w+ )?(?:forces|troops|soldiers|army|units|teams?|staff|employees|members|customers|clients"
    r"|products?|services|company|group"
    r"|ministry|government|party|movement|union|organi[sz]ation|shareholders|volunteers|business|plants?"
    r"|brands?|position)\b"
    r"|\bwe (?:are|were) (?:proud|pleased|delighted|excited|committed|deeply|aware)\b|\bwe (?:condemn|welcome"
    r"|regret|announce|reject|deny"
    r"|call on|demand|reiterate|confirm|apologi[sz]e|increased|achieved|delivered|destroyed|repelled|hold)\b"
    r"|\bunsere? (?:\w+ )?(?:truppen|mitarbeiter\w*|kunden|mitglieder|teams?|unternehmen)\b"
    r"|\bnos (?:\w+ )?(?:forces|équipes|clients|troupes)\b",
    re.IGNORECASE,
)
_OURS = re.compile(
    r"\b(?:we|our|ours|(?-i:us)|wir|unser\w*|nous|notre|nos|nosotros|nuestr\w+|nostr\w+)\b"
    r"(?! (?:\w+ )?(?:reporters?|correspondents?|readers?))",
    re.IGNORECASE,
)
_LEGAL = re.compile(
    r"(?i)(?<![,\s])[,\s]++(?:ag|inc|ltd|llc|gmbh|plc|corp(?:oration)?|co|company|group|holdings?|s\.?a|se|nv|oyj|ab)\.?$"
)
_ACTS = (
    r"(?:has|have|had|is|was|will|says?|said|announce[sd]?|reports?|launche[sd]|confirms?|confirmed|denie[sd]"
    r"|increase[sd]?|opens?|opened|plans?|to)\b"
)


def party_of(document: Document, kept: Sequence[Span], known: Outlets, settings: PartySettings) -> str | None:
    """Says for whom a source speaks, if it takes part in the event; None when it only reports.

    Lines such as those above and below a press release show it, a "we" outside quotations that is not a single
    author's, and a publisher who is the subject of the title or the opening. A ministry, an army or the police are a
    party by their name; a company or a club where the text once says "we" of it. A newspaper that is mentioned in its
    own report does not count.
    """
    name, _ = without_remark(document.publisher or "")
    wire = known.kind_of(name, None)
    speaks = f"speaks for {name}" if name and not wire else "speaks for a party to the event"
    text = document.text
    if known.is_agency(name):
        return None
    if (wire and wire[0] == "party") or _ABOUT.search(text) or _MARKERS.search(text):
        return f"{speaks}: it is a press release or a statement"
    prose = "\n".join(text[span.start : span.end] for span in kept)
    unquoted = _QUOTED.sub(" ", prose)
    if _first_person(unquoted, settings):
        return f"{speaks}: it says “we” of them"
    if name and _own_subject(name, document.title or "", prose, settings):
        return f"{speaks}: it tells of itself"
    return f"{speaks}: {shown}" if (shown := _is_body(name, unquoted)) else None


def _is_body(name: str, prose: str) -> str:
    """What shows that a publisher is no newspaper but a body that acts; empty where nothing does."""
    if is_media(name):
        return ""
    if _BODY.search(name):
        return "it is its own word"
    return "it says “we” of them" if _OWN_BODY.search(name) and _OURS.search(prose) else ""


def _first_person(prose: str, settings: PartySettings) -> bool:
    """Whether the text itself, not somebody in it, says "we" of a body that acts."""
    sentences = [sentence for sentence in _SENTENCE.split(prose) if len(sentence.split()) >= settings.sentence_words]
    we = sum(_WE.search(sentence) is not None for sentence in sentences)
    single = sum(_I.search(sentence) is not None for sentence in sentences)
    acting = sum(_OWN.search(sentence) is not None for sentence in sentences)
    often = we >= settings.min_sentences and we >= settings.min_share * len(sentences)
    return often and acting >= 1 and single * settings.we_to_i <= we


def _own_subject(publisher: str, title: str, prose: str, settings: PartySettings) -> bool:
    name = publisher.split(".")[0] if re.fullmatch(r"[\w.-]+\.[a-z]{2,8}", publisher) else publisher.split(", ")[0]
    name = _LEGAL.sub("", name).strip()
    if len(name) < settings.name_chars or is_media(publisher):
        return False
    subject = re.compile(rf"(?i)^\W*(?:the )?{re.escape(name)}\b[\w ,.'’&-]{{0,40}}?\b{_ACTS}")
    opening = next((line for line in prose.splitlines() if len(line.split()) >= settings.opening_words), "")
    first = re.split(r"(?<=[.!?])\s", opening)[0]
    return bool(subject.match(first)) or (bool(subject.match(title)) and name.lower() in first.lower())
