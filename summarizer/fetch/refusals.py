"""What is said of an answer that brings no report: its status, its media type, and where it has been led to."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from summarizer.addresses import is_front
from summarizer.errors import InputError

SAVE_IT = "open it in a browser, save the page, and name the file"
LEFT_ALONE = "try again later"

_STATUSES = {
    401: ("asks for a login (401)", SAVE_IT),
    402: ("has to be paid for (402)", SAVE_IT),
    403: ("refuses this program, or asks for a login (403)", SAVE_IT),
    404: ("is not there (404)", "check the address"),
    407: ("is behind a proxy that asks for a login (407)", "put the user name and password into HTTP_PROXY"),
    410: ("is there no more (410)", "check the address"),
    429: ("has been asked too often (429)", LEFT_ALONE),
    451: ("is withheld for legal reasons (451)", ""),
}
_MEDIA = {"image": "a picture", "audio": "a sound file", "video": "a video", "font": "a font"}
_LOGIN = re.compile(
    r"(?i)/(?:log-?in|log-?on|sign-?in|sign-?up|register|sso|oauth2?|saml2?|authenticate|authorize|anmelden|connexion)"
    r"(?:[/.]|$)"
)
_CONSENT = re.compile(
    r"(?i)(?:^|[./-])(?:consent|cookie-?(?:wall|consent|policy)|gdpr|privacy-?(?:gate|wall))(?:[/.-]|$)"
)
_PAID = re.compile(r"(?i)/(?:subscri(?:be|ption|ptions)|paywall|abo|abonnement)(?:[/.]|$)")


class UnreachableError(InputError):
    """Nobody answers there, or nobody who may be asked or can be trusted."""


def of_status(status: int, challenged: bool) -> InputError:
    """What a status says that is neither success nor a redirect.

    Args:
        status: of the answer.
        challenged: whether the server wants to see a browser first.
    """
    if challenged:
        return InputError(f"wants to see a browser first ({status})", SAVE_IT)
    if status in _STATUSES:
        return InputError(*_STATUSES[status])
    if status >= 500:
        return InputError(f"cannot be had: its server fails ({status})", LEFT_ALONE)
    return InputError(f"cannot be had (status {status})", SAVE_IT)


def check_media(media_type: str) -> None:
    """Refuses what is no text, before it is loaded.

    Raises:
        InputError: it is a picture, a video and the like.
    """
    kind = media_type.partition("/")[0].strip().lower()
    if kind in _MEDIA:
        raise InputError(f"is {_MEDIA[kind]} ({media_type.partition(';')[0].strip()[:60]}), no report", "leave it out")


def check_detour(asked: str, final: str) -> None:
    """Refuses what stands where a redirect has led in the place of the page that was asked for.

    Raises:
        InputError: it is a login, a consent form, an offer or the front page of the site.
    """
    if asked == final:
        return
    for signs, what in ((_CONSENT, "a consent form"), (_LOGIN, "a login"), (_PAID, "an offer to subscribe")):
        if signs.search(_place(final)) and not signs.search(_place(asked)):
            raise InputError(f"leads to {what}, not to the page", SAVE_IT)
    if is_front(final) and not is_front(asked):
        raise InputError("is gone: it leads to the front page of a site", "check the address")


def _place(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.hostname or ''}{parts.path}"
