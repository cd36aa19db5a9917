"""The languages that are told apart, by their codes, and how they are written."""

from __future__ import annotations

import re

ENGLISH = "en"

UNKNOWN_LANGUAGE = "und"
"""The code of a language that cannot be told, as ISO 639-2 has it."""

LANGUAGES: dict[str, str] = dict(
    pair.split(":")
    for pair in """en:English de:German fr:French es:Spanish it:Italian pt:Portuguese nl:Dutch sv:Swedish da:Danish
    no:Norwegian fi:Finnish is:Icelandic et:Estonian lv:Latvian lt:Lithuanian pl:Polish cs:Czech sk:Slovak sl:Slovenian
    hr:Croatian sr:Serbian bs:Bosnian mk:Macedonian bg:Bulgarian ro:Romanian hu:Hungarian el:Greek ru:Russian
    uk:Ukrainian be:Belarusian tr:Turkish az:Azerbaijani ka:Georgian hy:Armenian he:Hebrew ar:Arabic fa:Persian ur:Urdu
    ps:Pashto ku:Kurdish hi:Hindi bn:Bengali ta:Tamil te:Telugu mr:Marathi gu:Gujarati pa:Punjabi kn:Kannada
    ml:Malayalam ne:Nepali si:Sinhala th:Thai vi:Vietnamese id:Indonesian ms:Malay tl:Tagalog ko:Korean ja:Japanese
    zh:Chinese ca:Catalan eu:Basque gl:Galician sq:Albanian sw:Swahili am:Amharic km:Khmer lo:Lao my:Burmese
    mn:Mongolian kk:Kazakh uz:Uzbek af:Afrikaans ga:Irish cy:Welsh mt:Maltese la:Latin""".split()
)
"""The languages that are told apart, by ISO 639-1 code."""

RIGHT_TO_LEFT = frozenset("ar fa he ur ps ku".split())
"""Languages that are written from right to left."""


def language_name(code: str) -> str:
    """``German`` for ``de``; "an unknown language" where it could not be told."""
    return LANGUAGES.get(code, code) if code and code != UNKNOWN_LANGUAGE else "an unknown language"


_OTHER_CODES = {
    "nb": "no", "nn": "no", "iw": "he", "in": "id", "jw": "id", "fil": "tl", "cmn": "zh", "arb": "ar", "sh": "hr",
    "mandarin": "zh", "farsi": "fa", "filipino": "tl", "bokmål": "no", "nynorsk": "no", "castilian": "es",
    "flemish": "nl",
}  # fmt: skip
"""What else the languages are called: older codes, those of their varieties, other names."""


def language_code(given: str) -> str:
    """The code of a language that somebody names: "DE", "de-AT" (a locale), "German"; as it is where none is known."""
    named = given.strip().casefold()
    codes = {name.casefold(): code for code, name in LANGUAGES.items()}
    for one in (named, re.split(r"[-_.]", named)[0]):
        one = _OTHER_CODES.get(one, codes.get(one, one))
        if one in LANGUAGES:
            return one
    return given
