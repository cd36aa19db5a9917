"""What a draft in a writer's own words is rid of by rule, and the attribution that is put back where it has lost it.

A connective, padding, a closing clause without a fact go. What a source's own sentence may lose is read off its
grammar, in `text.omissible`.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from summarizer.text.condensing import LEAST_WORDS
from summarizer.text.lexicon import AUXILIARIES, CONNECTIVES, PADDING, PREPOSITIONS, says
from summarizer.text.names import names
from summarizer.text.numbers import numbers
from summarizer.text.words import DAYS, content_stems, looks_past, word_count

_DAY = "|".join(day.capitalize() for day in DAYS)
_CONNECTIVE = re.compile(
    rf"^(?:(?:{'|'.join(sorted(CONNECTIVES, key=len, reverse=True))}),\s+|(?:and|but)\s+)(?=\w)", re.IGNORECASE
)
_PADDING = re.compile(
    r"(?<!not )(?<!without )(?<!never )\b(?P<article>an?|the|its|their|his|her)\s"
    rf"(?:{'|'.join(sorted(PADDING))})\s(?P<next>(?!and\b|or\b)[a-z]\w*)",
    re.IGNORECASE,
)
_EMPTY_TAIL = re.compile(
    r"(?:,\s+(?:with|as|while|which|where|who|\w+ing)\b"
    r"|(?<!\bsoon)(?<!\blong)(?<!\bfar)(?<!\bwell)(?<!\bmuch)(?<!\bmany)\s+(?:as\s+they|as\s+it|as\s+the)\b)"
    r"(?P<rest>[^,;“”\"]*(?:,[^,;“”\"]*){0,2})[.!]$"
)
_HOW_SOON = "(?:just|shortly|soon|immediately|days|weeks|months|years|hours|even|only|late|early|right|not long)"
_FRONT = re.compile(
    rf"(?:{_HOW_SOON} )?(?:after|before|during|following|amid|as|while|with|since|despite|by|in|on|at|from|according"
    r"|when|because|although|though|if|once|until|for|to|under|like|unlike)\b[^,]*,",
    re.IGNORECASE,
)
_OPEN_END = re.compile(
    r"(?:\b(?:that|and|but)|,)\s+(?:because|if|when|while|since|although|though|as|after|before|once|unless|until|by|in"
    r"|on|at|for|with)\b[^,]*$"
    r"|,\s(?:by contrast|however|for example|for instance|in fact|of course|on average|instead|meanwhile|in turn"
    r"|too|says|said|[\w’']+\s(?:says|said))$",
    re.IGNORECASE,
)
"""What remains without a closing clause does not end so: it was leading up to the clause."""

_RELATIVE = re.compile(r"\b(?:which|who|whom|whose|where|when|that|while|as|after|before|because|if)\b", re.IGNORECASE)
_LOWER_WORD = re.compile(r"[a-z]+(?:n['’]t)?\b")
_SAID = r"(?:said|says|say|announced|reported|stated|added|noted|explained|wrote|writes|claimed|claims|warned|insisted)"
_CLOSING_ATTRIBUTION = re.compile(
    r"(?:,\s+|,[”\"]\s+(?!(?:he|she|they|it|we|I)\s)|\s+(?=according\s))"
    rf"(?P<who>(?:(?:the\s)?[^,;:“”\"]{{2,60}}\s{_SAID}"
    rf"(?:\s(?:on\s)?(?:{_DAY})|\sin\sa\sstatement)?"
    r"|according\sto\s[^,;:“”\"]{2,200}?))(?:\s(?:(?:early|late|earlier|later)\s)?(?:today|yesterday))?\.$"
)
_CLOSING_SPEAKER = re.compile(rf",[”\"]\s+(?P<verb>{_SAID})\s(?P<who>(?!he\b|she\b|they\b)[^,;:“”\"]{{2,60}})\.$")
"""“…,” said Ann Lee."""

_OPENING_ATTRIBUTION = re.compile(r"^(?P<who>According to [^,;:“”\"]{2,200}),\s")
_LONG_SOURCE = re.compile(r"(?<=\w)\s(?:published|prepared|released|conducted|issued|obtained|by|that|which|who)\s.*$")
_LONGEST_SOURCE = 60
"""Letters from which on only the noun is kept of "a report prepared by investigators for the banks"."""

_OPENING_SPEAKER = re.compile(
    r"^(?P<who>[A-Z][^;:“”\"]{3,70}?\s(?:said|says|say))"
    rf"(?:\s(?:on\s)?(?:{_DAY}))?\s(?:that\s)?(?=[\w$£€])"
)
_PLAIN_OPENINGS = frozenset(
    """According The A An Two Three Some Several Officials Authorities Police Investigators Prosecutors Detectives
    Doctors Researchers Scientists Experts Witnesses Residents Lawyers Attorneys Rescuers Relatives""".split()
)
"""Words that are written small in the middle of a sentence."""

_UNNAMED = re.compile(r"^(?:He|She|They|It|We|I|You|But|And|This|That|These|Those|His|Her|Their|Its|One|Both)\b")


def trimmed(text: str) -> str:
    """The sentence without an opening connective and without a closing clause that adds no name or number.

    "…displaced over 280,000 people, with civilians facing dire circumstances." loses its last eleven words;
    a clause with a fact in it stays, and so does a sentence that would be left with under seven words.
    """
    short = _CONNECTIVE.sub("", text)
    for match in _EMPTY_TAIL.finditer(short):
        kept, rest = short[: match.start()], match.group("rest")
        if (
            word_count(kept) >= LEAST_WORDS
            and not names(f"x {rest}")
            and not numbers(rest)
            and not _OPEN_END.search(kept)
            and not _goes_on(short[match.start() :].lstrip(", "))
        ):
            short = kept.rstrip(" ,") + "."
            break
    return short[:1].upper() + short[1:]


def unpadded(text: str) -> str:
    """The sentence without adjectives that only praise its news."""
    return _PADDING.sub(lambda match: _article(match["article"], match["next"]), text)


def _article(article: str, following: str) -> str:
    """An article and the word after it, "a" or "an" as that word asks for."""
    if article.lower() in ("a", "an"):
        vowel = following[:1].lower() in "aeiou" and not following.lower().startswith(("uni", "one", "eu", "use"))
        article = article[:1] + ("n" if vowel else "")
    return f"{article} {following}"


def attributed(text: str, source: str) -> str:
    """The text with the attribution of its source put back at its end, where it has none.

    That is how the source closes ("…, officials said") or how it opens ("According to officials, …", "Officials said
    that …"). Nothing where it does neither, or the text keeps the words of it or speaks of the speaker.
    """
    found = _attribution(source)
    if found is None or not text.endswith(".") or found.who.lower() in text.lower():
        return ""
    words_of_who = set(content_stems(found.who)) & set(content_stems(text))
    if found.speaks and (words_of_who or "“" in text or '"' in text):
        return ""
    return f"{text[:-1].rstrip()}, {found.inside}."


class _Attribution(NamedTuple):
    """``who`` says it, in the source's words; ``inside`` the same in the middle of a sentence.

    ``speaks``: it is somebody who is quoted, or said to say something.
    """

    who: str
    inside: str
    speaks: bool


def _attribution(source: str) -> _Attribution | None:
    """Who says a sentence of a source, where it closes or opens with that."""
    if inverted := _CLOSING_SPEAKER.search(source):
        who = f"{inverted['who']} {inverted['verb']}"
        return _Attribution(who, who, True)
    if closing := _CLOSING_ATTRIBUTION.search(source):
        who = _in_short(closing["who"])
        quoted = source[closing.start() : closing.start() + 2].strip(",") in ("”", '"')
        return _Attribution(who, who, quoted)
    if opening := _OPENING_ATTRIBUTION.match(source):
        who = _in_short(opening["who"])
        return _Attribution(who, _written_small(who), False)
    if _UNNAMED.match(source) or _FRONT.match(source) or not (speaker := _OPENING_SPEAKER.match(source)):
        return None
    who = _in_short(speaker["who"])
    return _Attribution(who, _written_small(who), True)


def _in_short(who: str) -> str:
    """Only the noun of a long "according to a report prepared by …"."""
    if who.lower().startswith("according") and len(who) > _LONGEST_SOURCE:
        return _LONG_SOURCE.sub("", who)
    return who


def _written_small(who: str) -> str:
    """The words that open a sentence as they are written in the middle of one."""
    return who[:1].lower() + who[1:] if who.split()[0] in _PLAIN_OPENINGS else who


def _goes_on(tail: str) -> bool:
    """Whether a closing clause holds the sentence's own verb: "…, the town was flooded", "…, who lives there, said"."""
    first, *parts = tail.split(", ")
    own = _RELATIVE.split(first)[0] if not _RELATIVE.match(first) else ""
    return _has_verb(own) or any(_starts_with_verb(part) for part in parts)


def _has_verb(text: str) -> bool:
    """Whether a phrase holds a finite verb; "compared with" is none."""
    tokens = re.findall(r"[\w’']+", text)
    return any(
        token in AUXILIARIES
        or (token[-1] in "ds" and says(token))
        or (looks_past(token) and after.lower() not in PREPOSITIONS)
        for token, after in pairwise([*tokens, ""])
    )


def _starts_with_verb(text: str) -> bool:
    match = _LOWER_WORD.match(re.sub(r"^(?:also|now|then|still|later|\w+ly)\s", "", text))
    return match is not None and (match.group() in AUXILIARIES or says(match.group()) or looks_past(match.group()))
