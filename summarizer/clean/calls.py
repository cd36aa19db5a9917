"""Recognises what speaks to the reader of a page instead of giving the news: posts, offers, calls, counters, teasers.

Wordings differ from site to site, so each kind is recognised by signals that come together (a price and a period, a
request and a number to call, handles and addresses close together), not by the wording.
"""

from __future__ import annotations

import re

from summarizer.stage_settings import FurnitureSettings

_SOCIAL_LINK = re.compile(
    r"\b(?:pic\.(?:twitter|x)\.com|t\.co|twitter\.com/\w+/status|instagram\.com/p|fb\.watch)/", re.IGNORECASE
)
_MARKS = re.compile(r"(?<![\w/])[#@]\w{2,}|https?://\S|[\U0001f300-\U0001faff\u2600-\u27bf]")
_POST_END = re.compile(
    r"^[—–-]{1,2}\s?[^@]{1,60}\(@\w{2,30}\)|\s[—–-]{1,2}\s?[^@—–]{1,60}\(@\w{2,30}\)(?:\s\w+\.? \d{1,2}, \d{4})?$"
)
_POST_BOX = re.compile(r"(?:view this post on|a (?:post|photo|video) (?:shared|posted) by)\b", re.IGNORECASE)

_ASKED = re.compile(
    r"\b(?:if you|anyone (?:who|with|whose)|witnesses|(?:is|are) (?:asked|urged|encouraged|requested"
    r"|invited) to|please|you can"
    r"|for (?:[\w-]+ ){0,3}(?:support|help|advice|information|details|tickets),? (?:call|contact|ring|phone|e-?mail)"
    r"|wer (?:hinweise|etwas)|hinweise (?:nimmt|an|bitte)|toute personne|quien tenga)\b",
    re.IGNORECASE,
)
_REACHED = re.compile(
    r"(?<![\w.])(?:\+?\d{1,3}[ .-])?\(?\d{2,5}\)?[ ./-]\d{3,4}(?:[ .-]?\d{2,4})?(?![\w,])"
    r"|(?<![\w.])0\d{2,4}(?:[ -]\d{2,4}){2,4}(?![\w,])"
    r"|[\w.+-]{1,60}@[\w-]{1,60}\.\w{2,10}"
    r"|\bcrime ?stoppers\b|\b(?:hot|tip|help)[- ]?line\b",
    re.IGNORECASE,
)

_PRICE = re.compile(
    r"[€£$]\s?\d|\b\d+(?:[.,]\d+)?\s?(?:€|£|\$|euros?|dollars?|pounds?|cents?|p\b)|\bfree\b|\bgratis\b|\bkostenlos\b",
    re.IGNORECASE,
)
_PERIOD = re.compile(
    r"\b(?:a|an|per|each|every|pro|im|par|al|the first|(?:den|im) ersten|le premier) ?(?:day|week|month|year|monat"
    r"|woche|jahr|mois|mes|año)s?\b"
    r"|\b(?:trial|anytime|any time|unlimited|jederzeit|probe\w*|essai|prueba)\b|/(?:month|week|mo|monat)\b",
    re.IGNORECASE,
)
_OFFER = re.compile(
    r"(?:(?:now|today|jetzt|only|just|for)[,:]? )?(?:get|start|try|read|enjoy|unlock|join|subscri\w+|become"
    r"|choose|save|access|continue|sign|create"
    r"|lesen|testen|sichern|abonn\w+|werden|profit\w+|essayez|lisez|suscr\w+|prueb\w+|lee|limited|special)\b",
    re.IGNORECASE,
)
_COUNTER = re.compile(
    r"\b(?:you(?:['’]ve| have)?|sie haben|vous avez|ha)\b.{0,40}\b(?:articles?|stories|story|views?|artikel"
    r"|artículos?)\b.{0,40}"
    r"\b(?:left|remaining|limit|free|this (?:month|week)|gelesen|gratuits?|restants?|gratis)\b"
    r"|\b(?:free|remaining) (?:articles?|stories)\b.{0,20}\b(?:left|remaining|this month)\b",
    re.IGNORECASE,
)
_ACCOUNT = re.compile(
    r"(?:already (?:a )?(?:subscriber|registered|member|have an account)|(?:please )?(?:log"
    r"|sign) ?in to (?:continue|read|view|comment)"
    r"|register (?:now |for free )?to (?:continue|read)|to (?:continue|keep) reading\b|bereits (?:abonnent"
    r"|registriert)|déjà abonné"
    r"|(?:log|sign) ?in\b.{0,30}\b(?:subscribe|register))",
    re.IGNORECASE,
)
_INBOX = re.compile(
    r"\b(?:delivered|sent|straight|direct(?:ly)?)\b.{0,20}\bto your (?:inbox|phone|e-?mail)\b|\bin your inbox\b"
    r"|\bdelivered (?:weekday|daily|weekly|every|each)(?: \w+)?[.!]?$",
    re.IGNORECASE,
)
_PLAYER = re.compile(
    r"(?:embed )?(?:more|latest|top|related) (?:[\w']+ ){0,3}videos?$|embed\b.{0,60}\bvideos?$", re.IGNORECASE
)
_COLUMN = re.compile(
    r"[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){1,2}: "
    r"(?i:how|why|what|when|where|who|the|an?|\d+|two|three|four|five|six|seven|ten)\b[^.!?]*$"
)


def call_of(flat: str, words: int, settings: FurnitureSettings) -> str | None:
    """Why to drop a paragraph that speaks to the reader of a page; None for any other paragraph.

    Args:
        flat: the paragraph on one line.
        words: its number of words; long ones are never taken for one.
        settings: how long.
    """
    if is_post(flat, words, settings):
        return "social media post"
    if words <= settings.call and _ASKED.search(flat) and _REACHED.search(flat):
        return "call to the reader"
    if words <= settings.offer:
        if _ACCOUNT.match(flat) or _COUNTER.search(flat) or _INBOX.search(flat):
            return "subscription notice"
        if _OFFER.match(flat) and _PRICE.search(flat) and _PERIOD.search(flat):
            return "subscription notice"
    if words <= settings.teaser and (_PLAYER.match(flat) or _COLUMN.match(flat)):
        return "related link"
    return None


def is_post(flat: str, words: int, settings: FurnitureSettings) -> bool:
    """Whether a paragraph is a post of a social network: by its marks, which are the same in every language."""
    if words > settings.post:
        return False
    if _POST_END.search(flat) or _POST_BOX.match(flat) or _SOCIAL_LINK.search(flat):
        return True
    marks = len(_MARKS.findall(flat))
    return marks >= settings.post_marks and marks * settings.words_a_mark >= words
