"""Shorter forms of a sentence by rule: what can be left out without a word being changed.

A connective, an opening phrase, an aside, a closing clause. Who says it, conditions and contrasts stay: without
them the rest would claim something else. Every form is still checked and judged like any draft.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from summarizer.text.lexicon import AUXILIARIES, PREPOSITIONS, says
from summarizer.text.names import names
from summarizer.text.numbers import numbers
from summarizer.text.speech import paired_quotes
from summarizer.text.words import DAYS, content_stems, looks_past, word_count

SHORTEST = 7
"""Words below which nothing more is taken away."""

_DAY = "|".join(day.capitalize() for day in DAYS)
_CONNECTIVE = re.compile(
    r"^(?:(?:notably|particularly|meanwhile|however|moreover|furthermore|additionally|in fact|indeed|also|similarly"
    r"|contrastingly|as a result|in addition|in response|in summary|overall|and|but|so|yet),?\s+)(?=\w)",
    re.IGNORECASE,
)
_PADDING = re.compile(
    r"(?<!not )(?<!without )(?<!never )\b(?P<article>an?|the|its|their|his|her)\s"
    r"(?:significant|crucial|pivotal|remarkable|notable|stunning|profound|tumultuous)\s(?P<next>(?!and\b|or\b)[a-z]\w*)",
    re.IGNORECASE,
)
_EMPTY_TAIL = re.compile(
    r"(?:,\s+(?:with|as|while|which|where|who|\w+ing)\b"
    r"|(?<!\bsoon)(?<!\blong)(?<!\bfar)(?<!\bwell)(?<!\bmuch)(?<!\bmany)\s+(?:as\s+they|as\s+it|as\s+the)\b)"
    r"(?P<rest>[^,;“”\"]*(?:,[^,;“”\"]*){0,2})[.!]$"
)
_TAIL = re.compile(
    r",\s+(?:which|who|whose|whom|where|while|with|as|after|before|following|amid|including|especially|particularly"
    r"|such as|another|an?|the|one of|\w{3,}ing)\s[^;:“”\"]{8,220}[.!]$"
)
_ASIDE = re.compile(
    r",\s(?:who|which|whose|where|an?|the|another|one of)\s[^,;:“”\"()]{4,90},\s(?=[a-z])|\s\([^()]{2,80}\)"
)
_HOW_SOON = "(?:just|shortly|soon|immediately|days|weeks|months|years|hours|even|only|late|early|right|not long)"
_OPENING = re.compile(
    rf"^(?:(?:{_HOW_SOON}\s)?"
    r"(?:after|before|during|following|amid|as|while|with|since|despite|by|in|on|at|from)\s)"
    r"[^,;:“”\"]{6,110},\s+(?=\w)",
    re.IGNORECASE,
)
_FRONT = re.compile(
    rf"(?:{_HOW_SOON} )?(?:after|before|during|following|amid|as|while|with|since|despite|by|in|on|at|from|according"
    r"|when|because|although|though|if|once|until|for|to|under|like|unlike)\b[^,]*,",
    re.IGNORECASE,
)
_NO_START = re.compile(
    r"(?:which|who|whom|whose|where|when|and|but|or|nor|as|while|after|before|with|by|including|such|so|then|than)\b"
    r"|\S+(?:\s\S+)?,\s",
    re.IGNORECASE,
)
"""What remains without an opening does not begin so: "From Jan. 1 to Aug. 31, 2016, …", "In Burgas, Bulgaria, …"."""

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
_SPACE_BEFORE = re.compile(r"\s+([,.;:!?])")
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
_KEPT = re.compile(
    r"\b(?:said|says|told|according|announced|claimed|added|reported|reportedly|stated|warned|noted|argued|believes?|if|unless"
    r"|not|no|never|but|without|except|despite|although|though)\b",
    re.IGNORECASE,
)


def trimmed(text: str) -> str:
    """The sentence without an opening connective and without a closing clause that adds no name or number.

    "…displaced over 280,000 people, with civilians facing dire circumstances." loses its last eleven words;
    a clause with a fact in it stays, and so does a sentence that would be left with under seven words.
    """
    short = _CONNECTIVE.sub("", text)
    for match in _EMPTY_TAIL.finditer(short):
        kept, rest = short[: match.start()], match.group("rest")
        if (
            word_count(kept) >= SHORTEST
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


def shortenings(text: str) -> list[str]:
    """All shorter forms, the gentlest first; none where nothing can go.

    `trimmed` first, then what is left without closing clauses from the last comma on, without asides, and without the
    opening phrase; each without padding.
    """
    forms = [unpadded(trimmed(text))]
    forms += [cut for base in list(forms) for cut in _without_tail(base)]
    forms += [cut for base in list(forms) if (cut := _without_aside(base))]
    forms += [cut for base in list(forms) if (cut := _without_opening(base))]
    return [form for form in dict.fromkeys(forms) if form != text]


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


def _without_tail(text: str) -> list[str]:
    """The sentence cut at each comma from which on a clause of its own runs to the end.

    A sentence that opens with a phrase is left alone: what follows its comma is the main clause.
    """
    if _FRONT.match(text):
        return []
    cuts = []
    for comma in re.finditer(r",\s", text):
        if _TAIL.match(text, comma.start()) and not _KEPT.search(text, comma.start()):
            kept, tail = text[: comma.start()], text[comma.end() :]
            if word_count(kept) >= SHORTEST and _paired(kept) and not _OPEN_END.search(kept) and not _goes_on(tail):
                cuts.append(f"{kept}.")
    return cuts[::-1][:2]


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


def _without_aside(text: str) -> str:
    match = _ASIDE.search(text)
    if match is None or _KEPT.search(match.group()):
        return ""
    before, after = text[: match.start()], text[match.end() :]
    opened = _FRONT.match(f"{before},") is not None
    noun = re.match(r",\s(?:an?|the|another|one of)\s", match.group()) is not None
    if noun and (opened or _has_verb(match.group()) or not _starts_with_verb(after)):
        return ""  # behind an opening phrase, or before no verb, it is no aside but the clause itself
    # The comma that ends an opening phrase stays, and so does the one that closes an insertion: "Ann Lee, 41, said".
    closes = match.group()[0] == "," and (opened or before.count(",") % 2 == 1)
    joint = ", " if closes else " "
    rest = _SPACE_BEFORE.sub(r"\1", " ".join(f"{before}{joint}{after}".split()))
    return rest if word_count(rest) >= SHORTEST else ""


def _without_opening(text: str) -> str:
    match = _OPENING.match(text)
    if match is None or _KEPT.search(match.group()):
        return ""
    rest = text[match.end() :]
    if _NO_START.match(rest):
        return ""
    return rest[:1].upper() + rest[1:] if word_count(rest) >= SHORTEST else ""


def _paired(text: str) -> bool:
    """Whether a cut leaves brackets and quotation marks paired."""
    return text.count("(") == text.count(")") and paired_quotes(text)
