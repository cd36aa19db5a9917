"""Tone: what leans on another sentence, what reports facts, what comments, what went before."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from summarizer.text.lexicon import OPEN, POSSIBLE, WEAK, says
from summarizer.text.names import names
from summarizer.text.numbers import numbers
from summarizer.text.speech import outside_quotations, quotations
from summarizer.text.words import CALENDAR, identity, looks_past, stem, word_count, words

_CONNECTIVES = r"""but|and|so|yet(?!\ (?:another|to)\b)|however|meanwhile|moreover|furthermore|additionally
       |instead|also|then|thus|therefore|hence
       |nevertheless|contrastingly|in\ addition|as\ a\ result|for\ example|for\ instance|on\ the\ other\ hand
       |in\ response|in\ summary|in\ conclusion|overall|similarly|likewise
       |at\ the\ same\ time(?!\ (?:as|that|when|of|in)\b)"""
CONNECTIVE = re.compile(rf"^\W*(?:{_CONNECTIVES})\b(?!\ (?:far|many|much|of)\b)", re.IGNORECASE | re.VERBOSE)
"""What joins a sentence to the one before."""

JOINER = re.compile(
    r"(?:(?:but|and|yet(?! (?:another|to)\b)|however|meanwhile|moreover|furthermore|additionally|also|in addition"
    r"|nevertheless|at the same time(?! (?:as|that|when|of|in)\b))\b,?\s+)+"
    r"(?!(?:so|then|yet|now|for|also|if|when|while|as|because|instead)\b)",
    re.IGNORECASE,
)
"""What only joins a sentence to the one before: without it the same is said."""

_DANGLING = re.compile(
    rf"""^\W*(?:(?:he|she|it|they|his|her|its|their|these|those|this|that|such|here|both|another|others)\b
    |there\b(?!(?:['’]s|\ (?:is|are|was|were|has|have|had|will|would|could|may|might|should|can))\b)
    |(?:{_CONNECTIVES}|the\ same|the\ former|the\ latter)\b)""",
    re.IGNORECASE | re.VERBOSE,
)
_COMMENTARY = re.compile(
    r"""\b(?:pivotal|turning\ point|game[-\ ]changer|landscape|dynamics?|complexit(?:y|ies)|complex|testament
    |underscor\w+|highlight(?:s|ing|ed)|signif(?:y|ies|ying)|symboli(?:[sz]\w*|c)|significance|epitomi[sz]\w*|embod(?:y|ies)|reflect(?:s|ing)
    |rais(?:es|ing|ed)\ (?:questions?|concerns?|doubts?)|remains?\ to\ be\ seen|only\ time\ will\ tell|marks?\ a
    |marking\ a|signal(?:s|ing|ling)|reshap\w+|broader|implications?|ramifications?|ripple\w*|glimmer|turmoil|chaos
    |in\ summary|in\ conclusion|it\ seems|seems?\ to|appears?\ to|potentially|perhaps|likely\ to|will\ be\ critical
    |will\ shape|significant(?:ly)?|crucial(?:ly)?|profound\w*|fragil\w+|uncertain\w*|foreshadow\w*|transformative
    |to\ (?:its|their|the)\ (?:very\ )?core|pick(?:ing|s|ed)?\ up\ the\ pieces|sobering|stark\ reminder
    |serv(?:es|ing)\ as\ a|sent\ shockwaves|in\ the\ face\ of\ adversity|nothing\ short\ of|heart-?wrenching|shaken
    |trajectory|momentum|setback|remarkabl\w+|unprecedented|fluid|evolv\w+|narrative|speaks\ volumes)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_BACKGROUND = re.compile(
    r"""\b(?:since\ (?:19|20)\d\d|in\ (?:the\ )?(?:19|20)\d\d|19\d\d|back\ in|for\ decades|decades?\ ago|years?\ ago
    |history|previously|formerly|founded|was\ born|began\ in|commenced|over\ the\ years|long-standing
    |uprising\ began|for\ years)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_TOLL = re.compile(
    r"\b(?:dead|deaths?|died|dies|killed|killing|lives|casualt\w+|injur\w+|wounded|missing|displaced|homeless|evacuat\w+"
    r"|refugees|hostages?|arrest\w+|detained|survivors?|victims?|rescued)\b",
    re.IGNORECASE,
)
_DEICTIC = re.compile(
    r"^\W*(?:[\w’'-]+\s+){0,5}(?:this|these|those|such)\s+(?!(?:week|month|year|time|morning|afternoon|evening)\b)",
    re.IGNORECASE,
)
_BARE_NOUN = re.compile(
    r"^\W*(?:\w+ly,?\s+)?the\s+(?:city|town|village|province|region|country|area|group|square|statement|event|company|victim|suspect"
    r"|man|woman|couple|teenager|boy|girl|comedian|actor|actress|singer|rapper|driver|pilot"
    r"|latter|incident|move|decision|announcement|news|result|victory)\b(?!\s+(?:of|in|that|which|who)\b|\s(?-i:[A-Z]))",
    re.IGNORECASE,
)


_NO_STATEMENT = re.compile(
    r"""[?？:：,;][”"’)\]」』]*$
    |^\W*(?:which|whose|whom)\b
    |^\W*(?:who|what|why|how|when|where),
    |^\W*(?:if\ you\ (?:have|know|saw|see|are|want|need)|anyone\ (?:with|who)|people\ with|for\ more
       |to\ (?:donate|contact|report)|call|contact|click|watch|see)\b
       .{0,120}\b(?:information|contact|call|visit|donat\w+|stoppers|hot-?line|tips?|here)\b
    |^[\w.'’-]+(?:\ [\w.'’-]+){0,3}\ is\ (?:an?|the|[\w\ .'’]{3,40}['’]s)\ (?:[\w-]+\ ){0,4}
       (?:critic|columnist|correspondent|staff\ writer|contributing\ (?:editor|writer)|reporter\ (?:for|at))\b
    |^\W*here(?:['’]s|['’]re|\ is|\ are)\b
    |^\W*(?:editor['’]?s?['’]?\ note|never\ (?:give|forget|let)|remember\ to|share\ (?:your|an?|this)
       |(?:please|don['’]t)\ )
    |\(all\ times\ \w+\)
    |^(?:[^,.!?]{2,24},\ ){4,}[^,.!?]{2,24}\.$""",
    re.IGNORECASE | re.VERBOSE,
)
_IS = frozenset("is are was were".split())
_HOUR = re.compile(r"\b\d{1,2}(?:[:.]\d\d)?\s?[ap]\.?m\b\.?", re.IGNORECASE)
_WORDS = re.compile(r"[^\W\d_]{2,}")
_ONLY_SPEAKER = re.compile(r",[”\"]\s+(?:[A-Z][\w.'’-]*\s?){1,4}\.$")


_REPEATED_OPENING = re.compile(r"^\W*(\w.{5,60}?)\W+\1\b|(?:\b(\w+)\W+(?:\2\W+){3,})", re.IGNORECASE)
_IN_PICTURE = re.compile(
    r"\((?:(?:\d(?:st|nd|rd|th)|second|third|far|top|bottom|front|back) )?(?:[LRC]|left|right|cent(?:er|re))\)"
    r"|\bpictured\b",
    re.IGNORECASE,
)
"""Where somebody stands in a picture."""

_PICTURE = re.compile(
    r"^\W*(?:in )?this (?:[\w-]+ ){0,3}(?:photo|photograph|picture|image|chart|map|graphic|illustration|diagram|graph"
    r"|screenshot|video|infographic)\b"
    r"|(?<=[\w.,;:!?)] )[\u2600-\u27bf\U0001f300-\U0001faff]|\w[\u2600-\u27bf\U0001f300-\U0001faff]",
    re.IGNORECASE,
)
"""What speaks of the picture beside it, and the signs of a post; but one that opens a sentence is a bullet to many."""

_SHOUTED_WORDS, _CAPITALS = 6, 0.7
"""Words from which on a text is too long for a name in capitals, and the share of capitals from which it is one."""

_TO_THE_READER = re.compile(r"\b(?:you|your|yours|you['’]re|you['’]ll|you['’]ve)\b", re.IGNORECASE)

_SPOKEN = re.compile(
    r"\b(?:I|you|he|she|it|we|they|that|this|there|here|what|who|(?:some|every|no|any)(?:body|one|thing))"
    r"['’](?:s|re|ve|ll|d|m)\b|\b(?:gotta|gonna|wanna)\b",
    re.IGNORECASE,
)

_SHORTEST_HEADLINE = 3
"""Words that it takes to say what happened."""


def is_headline(text: str) -> bool:
    """Whether a line can stand above a text: a statement that does not lean on another, and more than catchwords."""
    if word_count(text) < _SHORTEST_HEADLINE:
        return False
    return is_statement(text) and not dangles(text)


def is_statement(text: str) -> bool:
    """Whether a sentence tells something by itself.

    No question, nothing said to "you", no announcement of what follows, no call to the reader, no list of catchwords,
    no label said twice in a row, no quotation with a bare name behind it, nothing that is shouted, no words beneath a
    picture.
    """
    patterns = (_NO_STATEMENT, _ONLY_SPEAKER, _REPEATED_OPENING, _IN_PICTURE, _PICTURE)
    own = outside_quotations(text)
    if _is_shouted(text):
        return False
    refused = any(pattern.search(text) for pattern in patterns) or _TO_THE_READER.search(own)
    return _says_something(text) and not refused and not outside_quotations(text).rstrip(' ”"’').endswith("!")


def _is_shouted(text: str) -> bool:
    """Whether a text of several words is all capitals: a transcript of a broadcast, or a headline."""
    letters = [letter for letter in text if letter.isalpha()]
    capitals = sum(letter.isupper() for letter in letters)
    return word_count(text) >= _SHOUTED_WORDS and capitals > _CAPITALS * len(letters)


def _says_something(text: str) -> bool:
    """Whether there are two words besides numbers and hours ("11 a.m.", "Entry 5"), or a script has no blanks."""
    letters = _HOUR.sub(" ", text)
    return len(_WORDS.findall(letters)) > 1 or word_count(letters) > len(letters.split())


def is_spoken(text: str) -> bool:
    """Whether a text has a short form of talk, outside of what it quotes: "there's", "somebody's gotta"."""
    return _SPOKEN.search(outside_quotations(text)) is not None


def leaves_open(text: str) -> bool:
    """Whether a sentence has a word that leaves something open: "may", "reportedly", "if", "plans to", "is to"."""
    lows = [word.lower() for word in words(text) if word != "May"]
    marked = any(low in POSSIBLE | WEAK or identity(low) in _open_ids() for low in lows)
    return marked or any(first in _IS and second == "to" for first, second in pairwise(lows))


@lru_cache(maxsize=1)
def _open_ids() -> frozenset[str]:
    return frozenset(map(identity, OPEN))


def dangles(text: str) -> bool:
    """Whether a sentence opens by leaning on an earlier one ("This victory…", "The fall of this city…", "He…")."""
    return any(pattern.match(text) for pattern in (_DANGLING, _DEICTIC, _BARE_NOUN))


def fact_score(text: str) -> float:
    """How much can be checked in a sentence, in [0, 1.75]: names, numbers, dates, quotations, with saturation.

    A number that counts people harmed weighs most: no editor leaves it out.
    """
    distinct = len({stem(name) for name in names(text)})
    points = min(distinct, 4) + 1.5 * min(len(numbers(text)), 2) + (1.5 if quotations(text) else 0.0)
    points += 0.6 if any(word.lower() in CALENDAR for word in words(text)) else 0.0
    points += 6.0 if numbers(text) and _TOLL.search(text) else 0.0
    return float(min(points / 6.0, 1.75))


def commentary_score(text: str) -> float:
    """How much a sentence comments rather than reports, in [0, 1], by its stock phrases."""
    return min(len(_COMMENTARY.findall(text)) / 3.0, 1.0)


def is_background(text: str) -> bool:
    """Whether a sentence tells what went before the event; what someone is quoted as saying is news."""
    return _BACKGROUND.search(text) is not None and not quotations(text)


def looks_back(text: str) -> bool:
    """Whether a sentence tells in the past perfect what was before ("shares had risen"); in what somebody says, that is
    only the form of the reported words.
    """
    tokens = words(outside_quotations(text))
    lows = [token.lower() for token in tokens]
    before = any(low == "had" and _is_participle(lows[at + 1 : at + 3]) for at, low in enumerate(lows))
    return before and not any(says(low) for low in lows)


def _is_participle(following: list[str]) -> bool:
    """Whether what follows a "had" makes it the past perfect; an adverb may stand between."""
    verb = following[-1:] if following[:1] and following[0].endswith("ly") else following[:1]
    return bool(verb) and (verb[0] in ("been", "become", "come", "put", "set", "cut") or looks_past(verb[0]))


def speaks_of_victims(text: str) -> bool:
    """Whether a sentence speaks of people harmed, displaced or held."""
    return _TOLL.search(text) is not None


def counts_victims(text: str) -> bool:
    """Whether a sentence says how many people were harmed, displaced or held: a number stands near such a word.

    An age between commas is no such number.
    """
    tokens = words(re.sub(r",\s\d+,", ",", text))
    harmed = [at for at, token in enumerate(tokens) if _TOLL.fullmatch(token)]
    near = [at for at in range(len(tokens)) if any(abs(at - word) <= _NEAR for word in harmed)]
    return any(numbers(" ".join(tokens[at : at + 3])) for at in near)  # "half a million"


_NEAR = 4
"""Words between a number and what it counts."""
