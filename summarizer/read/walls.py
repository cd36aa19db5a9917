"""Tells when a page that was fetched only stands in the place of the article: a login, a consent form, a script."""

from __future__ import annotations

import re
from collections.abc import Iterator

from summarizer.read.page import Page

_GONE = re.compile(
    r"(?i)^\W*(?:error\W*)?404\b|^\W*not found\W*$"
    r"|\b(?:page|article|story)\b.{0,20}\b(?:not|no longer|cannot be|never)\b.{0,10}"
    r"\b(?:found|available|exist(?:s|ed)?)\b"
    r"|\b(?:page|article|story) (?:does(?:n.t| not) exist|not found|is gone)\b"
    r"|\bseite (?:wurde )?nicht gefunden\b|\bpage introuvable\b|\bp[áa]gina n[oã]o? (?:encontrada|existe)\b"
    r"|\bpagina non trovata\b|\bpagina niet gevonden\b"
)
_CHALLENGE = re.compile(
    r"(?i)^\W*(?:just a moment|attention required|access denied|are you (?:a )?(?:human|robot)\b.*|captcha"
    r"|bot (?:check|detection)|security check|verify(?:ing)? (?:that )?you are\b.*|checking your browser\b.*"
    r"|pardon our interruption)\W*(?:[|–—:-].*)?$"
)
_LOGIN = re.compile(
    r"(?i)^\W*(?:please )?(?:log|sign)[ -]?(?:in|on)\b(?: to (?:continue|read|your).*|\W*(?:[|–—:-].*)?$)"
    r"|\b(?:must|need to|have to) (?:be logged|log|sign|register)\b"
    r"|^\W*(?:anmelden|se connecter|iniciar sesión)\W*$"
)
_CONSENT = re.compile(
    r"(?i)^\W*before you continue\b|\bwe (?:value|care about|respect) your privacy\b"
    r"|\byour (?:consent|privacy choices)\b"
    r"|^\W*(?:cookie|privacy|consent)(?:s| and| &|-| )*"
    r"(?:consent|choices|settings|preferences|form|einstellungen)\W*$"
)
_PAID = re.compile(
    r"(?i)\bsubscribe\b.{0,20}\bto (?:read|continue|keep)\b|\bto (?:continue|keep) reading\b|\bsubscribers?[ -]only\b"
    r"|\b(?:article|story|content) is (?:only )?(?:for|available to) (?:our )?(?:subscribers|members|registered)\b"
    r"|\b(?:your|last|of) free articles?\b|\bweiterlesen mit\b|\bréservé aux abonnés\b|\bsolo para suscriptores\b"
)
_TITLED = (
    (_GONE, "is gone: its page says “{}”"),
    (_CHALLENGE, "wants to see a browser first: its page says “{}”"),
    (_LOGIN, "asks for a login: its page says “{}”"),
    (_CONSENT, "asks for consent first: its page says “{}”"),
)
_PAID_SAID = "has to be paid for: its page says “{}”"
_SCRIPT = re.compile(
    r"(?i)\b(?:enable|activate|turn on|requires?|needs?|without|aktivieren|activer|activar)\b.{0,20}\bjavascript\b"
    r"|\bjavascript\b.{0,40}\b(?:disabled|required|enabled?)\b"
)
_ROOTS = ("root", "app", "__next", "__nuxt", "main-app", "react-root", "app-root", "gatsby-focus-wrapper")
_TITLES = ("title", "h1")
_SHORT = ("h2", "h3", "h4", "label", "button", "a", "p", "div", "span")
_MOST_WORDS = 16
"""A line with more words is running text on any page, and neither what it calls itself nor what it asks of a reader."""


def wall_of(page: Page, text: str, cut: bool, most_words: int) -> str:
    """What stands in the article's place; empty where nothing shows that the page is not the article.

    Articles have buttons to log in and lines about cookies, too: where an article was found, only what the page calls
    itself counts, and that the rest of it is for sale.

    Args:
        page: as it came, with its scripts.
        text: what was found to be its article; empty where nothing was.
        cut: whether the page says itself that the rest of it must be paid for.
        most_words: a text with more words is an article.
    """
    if len(text.split()) > most_words:
        return ""
    if cut:
        return "has to be paid for: only its beginning was delivered"
    titles = list(_lines(page, _TITLES))
    short = list(_lines(page, _SHORT))
    signs = [(sign, said, titles if text else [*titles, *short]) for sign, said in _TITLED]
    for sign, said, lines in (*signs, (_PAID, _PAID_SAID, [*titles, *short])):
        for line in lines:
            if sign.search(line):
                return said.format(line)
    return "" if text else _without_words(page)


def _without_words(page: Page) -> str:
    """Why there is no article on a page: it has a field for a password, or scripts and hardly a word."""
    if any((field.get("type") or "").lower() == "password" for field in page.tree.iter("input")):
        return "asks for a login"
    said = any(_SCRIPT.search(one.text_content()) for one in page.tree.iter("noscript", "p", "div"))
    roots = (one for one in page.tree.iter("div", "main") if one.get("id") in _ROOTS)
    scripts = any(True for _ in page.tree.iter("script"))
    if said or (scripts and any(not one.text_content().strip() for one in roots)):
        return "needs a browser: a script fetches its text"
    return ""


def feed_of(page: Page) -> str:
    """The feed that a page names in its head; empty where it names none."""
    for link in page.tree.iter("link"):
        kind = (link.get("type") or "").lower()
        if "alternate" in (link.get("rel") or "").lower() and any(one in kind for one in ("rss", "atom", "feed+json")):
            return link.get("href") or ""
    return ""


def _lines(page: Page, names: tuple[str, ...]) -> Iterator[str]:
    """Short lines of these elements."""
    for name in names:
        for element in page.tree.iter(name):
            words = " ".join(element.text_content().split())
            if 0 < len(words.split()) <= _MOST_WORDS:
                yield words
