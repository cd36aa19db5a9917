"""Finds who published a report: names of agencies and papers, hosts, bylines and datelines."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from summarizer.read.dates import find_date, only_time

_KNOWN = (
    "Reuters|Thomson Reuters|(?:The )?Associated Press|AP(?: News)?|Agence France-Presse|AFP|UPI"
    "|Bloomberg(?: News)?|BBC(?: News| Sport)?|CNN|CBS(?: News)?|NBC(?: News)?|ABC(?: News)?|Fox News"
    "|MSNBC|NPR|PBS(?: NewsHour)?|Sky News|ITV(?: News)?|Channel 4 News|Al Jazeera|Al Arabiya"
    "|Deutsche Welle|DW|Euronews|France 24|RFI|Xinhua|TASS|RIA Novosti|Interfax|Anadolu(?: Agency)?"
    "|SANA|IRNA|PTI|ANI|Kyodo(?: News)?|Yonhap|dpa|EFE|ANSA|PA(?: Media)?|(?:The )?Guardian"
    "|(?:The )?New York Times|(?:The )?Washington Post|(?:The )?Wall Street Journal"
    "|(?:The )?Los Angeles Times|(?:The )?Independent|(?:The )?Telegraph|(?:The )?Economist"
    "|Financial Times|The Times|USA Today|Politico|Axios|Newsweek|Time|Forbes|Vox|(?:The )?Atlantic"
    "|Le Monde|El País|Haaretz|(?:The )?Times of Israel|(?:The )?Jerusalem Post|Middle East Eye"
    "|Kyiv Independent|RTÉ|CBC(?: News)?|NHK(?: World)?|Radio Free Europe(?:/Radio Liberty)?"
    "|Voice of America|VOA(?: News)?|IANS|ProPublica|HuffPost|Business Insider"
)
_KIND = (
    "News|Times|Herald|Tribune|Telegraph|Gazette|Chronicle|Observer|Ledger|Courier|Examiner|Sentinel|Agency|Newspaper"
)
_LOOSE_KIND = (
    "Post|Press|Journal|Daily|Standard|Mail|Mirror|Sun|Star|Globe|Review|Broadcasting|Radio|TV|Television|Wire"
    "|Magazine|Bulletin|Dispatch|Mercury|Independent|Monitor|Weekly|Today"
)
_WIRE = "Reuters|AP|AFP|UPI|CNN|BBC(?: News)?|Xinhua|TASS|dpa|PTI|IANS|Interfax|Yonhap|Kyodo"
_KNOWN_NAME = re.compile(_KNOWN)
_NAME_WITH_KIND = re.compile(rf"(?:[A-Z][\w.'’&-]*\s+(?:of\s+)?){{1,4}}(?:{_KIND}|{_LOOSE_KIND})|Daily\s+[A-Z]\w+")
_MASTHEAD = re.compile(rf"(?:[A-Z][\w.'’&-]*\s+){{1,2}}(?:{_KIND})")
_HOST = re.compile(r"(?:https?://)?(?:[a-z0-9-]+\.)+[a-z]{2,}(?:[/:?#]\S*)?", re.IGNORECASE)
_BYLINE = re.compile(
    r"(?:By|BY|Written by|Reported by|Story by|Words by|From)\s*:?\s+(?P<who>(?:the\s+)?[A-Z\u00c0-\u024f].*)"
)
_DATELINE = re.compile(
    r"(?P<place>[A-Z\u00c0-\u024f][^()\n]{1,58}?)?[ \t]*\((?P<name>[A-Z][\w&.' /-]{1,40})\)"
    r"[ \t]*(?P<dash>[-\u2013\u2014]{1,2}|:)?[ \t]*"
)
_BARE_DATELINE = re.compile(rf"(?P<name>{_WIRE})[ \t]*(?:[\u2013\u2014]|--|-(?=[ \t]))[ \t]*")
_ROLE = re.compile(r"(?i)^the (?=associated)|\s+(?:staff|writers?|correspondents?|reporters?)$")
_PLACE_WORD = re.compile(r"[A-Z\u00c0-\u024f][\w.'’-]*|[a-z]{1,3}|\d{1,4}|[/\u2013-]")
_SMALL_WORDS = frozenset(("and", "the", "of", "for", "in", "de", "van", "von", "al", "at", "with"))


def is_masthead(text: str) -> bool:
    """Whether a line alone names an agency or paper; stricter, as headlines look alike."""
    return bool(_KNOWN_NAME.fullmatch(text) or _MASTHEAD.fullmatch(text))


def known_publisher(text: str) -> bool:
    """Whether a text is just the name of an agency or paper."""
    text = text.strip()
    return bool(_KNOWN_NAME.fullmatch(text) or _NAME_WITH_KIND.fullmatch(text))


def looks_like_publisher(text: str) -> bool:
    """Whether what is said to be a publisher can be one: a known name, a site, a few capitalised words."""
    if only_time(text):
        return False
    capitals = len(text.split()) <= 6 and _names_people(text) and text[-1] not in ".!?"
    return known_publisher(text) or bool(_HOST.fullmatch(text)) or capitals


def host_of(url: str) -> str | None:
    """Returns the site of an address, ``cnn.com`` for ``https://www.cnn.com/world``, or None."""
    url = url.strip()
    try:
        host = urlsplit(url if "://" in url else f"//{url}").hostname or ""
    except ValueError:
        return None
    host = re.sub(r"^(?:www\d?|m|amp)\.", "", host.lower())
    return host if _HOST.fullmatch(host) else None


def is_url(text: str) -> bool:
    """Whether a text is a web address of a page."""
    return bool(re.fullmatch(r"https?://\S+", text.strip()) and host_of(text))


def publisher_name(text: str) -> str | None:
    """Returns a stated publisher, cleaned: the host of an address, else the name without mark-up."""
    text = re.sub(r"\[([^\]]+)\]\([^)]*\)", r"\1", text)
    text = " ".join(_unbracketed(text.strip(' \t*_.;|<>[]"“”')).split())
    if not text:
        return None
    return host_of(text) if _HOST.fullmatch(text) else text


def _unbracketed(text: str) -> str:
    """Takes brackets off both ends, but not those of a remark behind the name: "Velta Foods (company release)"."""
    if re.search(r"[^\s(]\s*\([^()]+\)$", text):
        return text.lstrip("()")
    return text.strip(" \t()")


def byline(line: str) -> tuple[bool, str | None]:
    """Whether a line is a byline, and the publisher that it names (``By Ann Lee, Reuters``), if any."""
    match = _BYLINE.fullmatch(line.strip(" \t*_"))
    if not match or len(line.split()) > 18:
        return False, None
    who = match["who"].strip()
    if (who[-1] in ".!?" and len(who.split()) > 5) or not _names_people(who):
        return False, None
    date = find_date(who)
    if date:
        who = who[: date.start]
    parts = re.split(r"\s*(?:[,|·•/\u2013\u2014]|\s-\s|\bfor\b|\bof\b(?: the)?\s)\s*", who)
    names = (_ROLE.sub("", part.strip(" .")) for part in parts)
    return True, next((name for name in names if known_publisher(name)), None)


def dateline(line: str) -> tuple[int, str, str] | None:
    """Reads an opening such as ``LONDON, Dec 5 (Reuters) -``.

    Returns:
        Its length in characters, the agency, and the place with all that stands before the agency; or None.
    """
    bare = _BARE_DATELINE.match(line)
    if bare:
        return bare.end(), bare["name"], ""
    match = _DATELINE.match(line)
    if not match or match.end() == len(line):
        return None
    place, name = match["place"] or "", match["name"].strip()
    words = place.replace(",", " ").split()
    if len(words) > 8 or not all(map(_PLACE_WORD.fullmatch, words)):
        return None
    # "Seoul (CNN) North and South": without a dash a sentence has to begin here.
    known = known_publisher(name) and (match["dash"] or re.match(r"[A-Z\d\"“‘']", line[match.end() :]))
    station = match["dash"] and place and words[0].isupper() and re.fullmatch(r"[A-Z]{3,6}", name)
    return (match.end(), name, place) if known or station else None


def _names_people(who: str) -> bool:
    """Bylines name people and papers: nearly every word has a capital."""
    words = re.findall(r"[^\W\d_]+", who)
    small = [word for word in words if word[0].islower() and word not in _SMALL_WORDS]
    return bool(words) and len(small) * 4 <= len(words)
