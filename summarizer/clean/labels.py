"""Dates, bylines and datelines: who reports, where from and when."""

from __future__ import annotations

import re

from summarizer.stage_settings import FurnitureSettings

_BYLINE = re.compile(
    r"(?:(?:(?:written|reported|reporting|edited|posted|story|text) )?by|author ?:)\s+(?=\S)",
    re.IGNORECASE,
)
_CREDITS = re.compile(
    r"\(?(?:(?:additional |with )?reporting|writing|editing|compiled|contributed) by [^()]{3,240}\)?\.?$|"
    r"with (?:assistance|reports?|reporting|files) (?:by|from) [^.]{3,160}\.?$|"
    r"[^.]{3,120} (?:contributed to this (?:report|story|article)|contributed reporting)\b.{0,40}$|"
    r"associated press (?:writers?|reporters?|journalists?) [^.]{3,160}(?:contributed|reported).{0,80}$",
    re.IGNORECASE,
)
_NAME_WORD = re.compile(r"(?:[A-ZÀ-Þ][\w.'’-]*|and|of|the|in|for|de|van|von|der|al-\w+|bin|&|\||,|@\w+)[,|]?$")
_MONTHS = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    "nov(?:ember)?|dec(?:ember)?"
)
_DAYS = "mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:rs(?:day)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?"
_NOT_A_NAME = re.compile(rf"(?:{_MONTHS}|{_DAYS}),?", re.IGNORECASE)

_CLOCK = r"\d{1,2}[:.h]\d{2}(?:[:.]\d{2})?(?:am|pm)?|\d{1,2}(?:am|pm)|a\.?m|p\.?m|noon|midnight"
_DATE_WORD = re.compile(
    rf"(?:{_MONTHS}|{_DAYS}|{_CLOCK}|\d{{1,4}}(?:st|nd|rd|th)?|"
    r"today|yesterday|published|updated|posted|last|modified|created|first|date|dated|on|at|of|the|ago|"
    r"gmt|utc|bst|cet|est|edt|et|pst|pdt|pt|ct|ist|local|time|hours?|hrs?|minutes?|mins?|days?|read|"
    r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}(?:t[\d:.]+(?:z|[+-][\d:]+)?)?|[-–—|:·•/]+)[.,:;|]*",
    re.IGNORECASE,
)
_ISO_DATE = r"\d{4}-\d{2}-\d{2}(?:[T ][\d:.]+Z?)?"
_LABELLED_DATE = re.compile(
    r"(?:date|dated|published|updated|posted|last updated)(?: on)?\s*:?\s+"
    rf"(?:{_ISO_DATE}|\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}}|"
    rf"\d{{1,2}} (?:{_MONTHS})\.? \d{{4}}|(?:{_MONTHS})\.? \d{{1,2}},? \d{{4}})\b\s*[-–—|:·]*\s*",
    re.IGNORECASE,
)
_BARE_ISO_DATE = re.compile(rf"{_ISO_DATE}\s*[-–—|:·]*\s+")
_DAY_AND_HOUR = re.compile(
    rf"(?:(?:{_DAYS}),? )?(?:{_MONTHS})\.? \d{{1,2}},? \d{{4}},? (?:at )?"
    r"\d{1,2}[:.]\d\d ?(?:[ap]\.?m\.?)?\s+[-–—|]+\s+",
    re.IGNORECASE,
)

_AGENCY = (
    r"(?:Reuters|AP|AFP|CNN|UPI|Xinhua|Bloomberg|IANS|PTI|ANI|TASS|dpa|DPA|KUNA|SANA|Interfax|EFE|ANSA|"
    r"Reuters Health|(?:CBS|NBC|ABC)(?: News)?|(?:The )?Associated Press|CNNMoney|[A-Z][\w.]{1,20} News)"
)
_AGENCY_DATELINE = re.compile(rf"(?:[A-Z][^()!?“\"\n]{{0,60}}?\s?)?\({_AGENCY}\)\s*[-–—]{{1,2}}\s*")
_PLACE = r"[A-Z][A-Z.'’-]{2,20}(?: [A-Z][A-Z.'’-]{1,20}){0,3}(?:, [A-Z][\w.]{1,15}(?: [A-Z][\w.]{1,15})?){0,2}"
_PLACE_DATELINE = re.compile(
    rf"{_PLACE}(?:, (?:[A-Z][a-z]{{2,8}}\.? \d{{1,2}}|\d{{1,2}} [A-Z][a-z]{{2,8}}\.?))?"
    r"(?: \([A-Z][\w .&'’-]{1,30}\))?\s+[-–—]{1,2}\s+(?=[\"“'‘A-Z\d])"
)
"""Also with an agency that nobody has listed: VELSEN, May 19 (NW) - before the report."""

_REGION_DATELINE = re.compile(
    r"(?:[A-ZÀ-Þ][\w.'’-]+ ){0,2}[A-ZÀ-Þ][\w.'’-]+(?:, (?:[A-ZÀ-Þ][\w.]+ ?){1,2}\s*(?:—|–|--) ?| >> )"
    r"(?=[\"“'‘A-ZÀ-Þ\d])"
)
"""London, England — before the report, SYCAMORE, Ill. --A with the first word stuck to the dashes, or Arvik >>."""

_STUCK_DATE = re.compile(
    rf"(?:(?:{_DAYS}),? )?(?:(?:{_MONTHS})\.? \d{{1,2}},? \d{{4}}|\d{{1,2}} (?:{_MONTHS})\.? \d{{4}})(?=[A-ZÀ-Þ“\"])",
    re.IGNORECASE,
)
"""A day to which the first word of the report is stuck."""

_DATELINE_ALONE = re.compile(rf"{_PLACE} ?[-–—|]{{1,2}}$")
_SECOND_DASH = re.compile(r"[^.!?]{0,100}\s[-–—]{1,2}\s")


def is_date_line(text: str, words: int, settings: FurnitureSettings) -> bool:
    """Whether a block says nothing but a date or a time."""
    return (
        words <= settings.date_line
        and any(character.isdigit() for character in text)
        and all(_DATE_WORD.fullmatch(word) for word in text.split())
    )


def is_byline(text: str, words: int, settings: FurnitureSettings) -> bool:
    """Whether a block names who wrote or edited the report."""
    if words <= settings.credits and _CREDITS.match(text):
        return True
    match = _BYLINE.match(text)
    if not match or words > settings.byline or text.endswith((".", "!", "?")):
        return False
    return names_people(text[match.end() :])


def names_people(text: str) -> bool:
    """Whether a text is nothing but names, and the words between them."""
    names = text.split()
    return bool(names) and not _NOT_A_NAME.fullmatch(names[0]) and all(_NAME_WORD.match(name) for name in names)


def is_dateline(flat: str) -> bool:
    """Whether a block is a dateline without its report."""
    return _DATELINE_ALONE.match(flat) is not None


_PLACES_AT_ONCE = re.compile(
    r"[A-ZÀ-Þ][A-ZÀ-Þ .'’-]{2,30}(?:/[A-ZÀ-Þ][A-ZÀ-Þ .'’-]{2,30}){1,3}(?:, [A-Z][a-z]{3,20})? (?=[A-Z“\"‘][a-z])"
)
"""GAZA/JERUSALEM, before the report from both."""

_PICTURE_CREDIT = re.compile(
    r"(?:(?:[A-ZÀ-Þ][\w.'’-]+ ){1,3}/|\|) ?(?:Splash News|Getty|WireImage|AFP|AP|Reuters|EPA|PA|Rex|Shutterstock"
    r"|FilmMagic|Corbis|Bloomberg|Zuma|Alamy)(?: Images| Press| Pictures)?\s+(?=[A-Z“\"])"
)
"""Who made the picture that stood there."""

_NEWS_LABEL = re.compile(
    r"(?:\[[A-Z]{4,}[^\[\]]{0,40}\]\s+"
    r"|(?i:breaking(?: news)?|updated?(?: (?:no\. ?)?\d{1,3})?|developing(?: story)?|just in|exclusive|watch)\s?[:|–—-]"
    r"\s+)(?=[A-Z“\"])"
)
"""What a newsroom puts before a report to say that it is new."""


def _begins(pattern: re.Pattern[str], letter: str) -> bool:
    """Whether a letter begins what follows a date: any does, but not a small one that is stuck to it."""
    return pattern is not _STUCK_DATE or not letter.islower()


def prefix_length(flat: str) -> tuple[int, str]:
    """Length of a label, dateline or date that comes before a paragraph's own words, and the reason to drop it.

    (0, "") when there is none.
    """
    for pattern in (_LABELLED_DATE, _BARE_ISO_DATE, _DAY_AND_HOUR, _STUCK_DATE):
        if (match := pattern.match(flat)) and match.end() < len(flat) and _begins(pattern, flat[match.end()]):
            return match.end(), "date line"
    for pattern, reason in ((_NEWS_LABEL, "label"), (_PICTURE_CREDIT, "caption")):
        if (match := pattern.match(flat)) and match.end() < len(flat):
            return match.end(), reason
    match = _AGENCY_DATELINE.match(flat) or _PLACES_AT_ONCE.match(flat)
    placed = _PLACE_DATELINE.match(flat) or _REGION_DATELINE.match(flat)
    if match is None and (match := placed) and _SECOND_DASH.match(flat, match.end()):
        match = None  # "NATO – the alliance – said" is a sentence
    if match and match.end() < len(flat):
        return match.end(), "dateline"
    return 0, ""
