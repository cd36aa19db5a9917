"""What can be read off English text by rule: words, stems, names, numbers, quotations, tone.

Selection, plan, writing and verification all ask the same questions of a sentence ("which numbers are in
it?"); they must get the same answers, so the answers live here. Everything is deterministic and has no state
beyond a cache of stems.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import snowballstemmer

FUNCTION_WORDS = frozenset(
    """a an the this that these those some any all both each every other another such own same more most many
    much few several and or but nor so yet if while as than because since until although though whether when
    where who whom whose which what how why of in on at by for to from with without into onto over under above
    below between among against during before after about around through across along near off out up down
    within toward towards upon per via amid despite including i you he she it we they me him her us them my
    your his its our their himself herself itself themselves is are was were be been being am do does did done
    have has had having will would shall should can could may might must not no never also only just even
    still already now then there here again once very too one""".split()
)
"""Words that carry grammar rather than facts; they never count as content."""

REPORTING_VERBS = frozenset(
    """say says said saying tell tells told add adds added report reports reported reportedly announce
    announces announced state states stated claim claims claimed according""".split()
)
"""Verbs that attribute a statement; any attribution may use them."""

NEGATIONS = frozenset("not no never without nor neither none nobody nothing cannot n't fail fails failed".split())

_MONTHS = "january february march april may june july august september october november december".split()
_DAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
CALENDAR = frozenset(_MONTHS + _DAYS) - {"may"}

_UNITS = {
    word: value
    for value, word in enumerate(
        """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
        seventeen eighteen nineteen""".split()
    )
} | {word: 10 * value for value, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
_SCALES = {"hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_VAGUE = {
    "dozens": "dozens",
    "tens": "tens",
    "hundreds": "hundreds",
    "thousands": "thousands",
    "millions": "millions",
}

_WORD = re.compile(r"\d+(?:[.,]\d+)+|[^\W_]+(?:['’.&][^\W_]+)*(?:['’])?", re.UNICODE)
_NUMBER = re.compile(r"\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_QUOTED = re.compile(r"“([^“”]+)”|\"([^\"]+)\"|«([^«»]+)»|‘([^‘’]{12,})’")
_DANGLING = re.compile(
    r"""^\W*(?:(?:he|she|it|they|his|her|its|their|these|those|this|that|such|here|there|both|another|others)\b
    |(?:but|and|so|however|meanwhile|moreover|furthermore|additionally|instead|also|then|thus|therefore|hence
       |nevertheless|contrastingly|in\ addition|as\ a\ result|for\ example|for\ instance|on\ the\ other\ hand
       |in\ response|in\ summary|in\ conclusion|overall|similarly|likewise|the\ same|the\ former|the\ latter)\b)""",
    re.IGNORECASE | re.VERBOSE,
)
_COMMENTARY = re.compile(
    r"""\b(?:pivotal|turning\ point|game[-\ ]changer|landscape|dynamics?|complexit(?:y|ies)|complex|testament
    |underscor\w+|highlight(?:s|ing|ed)|signif(?:y|ies|ying)|symboli[sz]\w*|epitomi[sz]\w*|embod(?:y|ies)|reflect(?:s|ing)
    |rais(?:es|ing|ed)\ (?:questions?|concerns?|doubts?)|remains?\ to\ be\ seen|only\ time\ will\ tell|marks?\ a
    |marking\ a|signal(?:s|ing|ling)|reshap\w+|broader|implications?|ramifications?|ripple\w*|glimmer|turmoil|chaos
    |in\ summary|in\ conclusion|it\ seems|seems?\ to|appears?\ to|potentially|perhaps|likely\ to|will\ be\ critical
    |will\ shape|significant(?:ly)?|crucial(?:ly)?|profound\w*|fragil\w+|uncertain\w*|foreshadow\w*|transformative
    |trajectory|momentum|setback|remarkabl\w+|unprecedented|fluid|evolv\w+|narrative|speaks\ volumes)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_BACKGROUND = re.compile(
    r"""\b(?:since\ (?:19|20)\d\d|in\ (?:19|20)\d\d|back\ in|for\ decades|decades?\ ago|years?\ ago|history|previously
    |formerly|founded|was\ born|began\ in|commenced|over\ the\ years|long-standing|uprising\ began|for\ years)\b""",
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
    r"|man|woman|couple|latter|incident|move|decision|announcement|news|result|victory)\b(?!\s+(?:of|in|that|which|who)\b)",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"(?:,\s+(?:with|as|while|which|where|who|\w+ing)\b|\s+(?:as\s+they|as\s+it|as\s+the)\b)(?P<rest>[^,;“”\"]*(?:,[^,;“”\"]*){0,2})[.!]$"
)
_HEAD = re.compile(
    r"^(?:(?:notably|particularly|meanwhile|however|moreover|furthermore|additionally|in fact|indeed|also|similarly"
    r"|contrastingly|as a result|in addition|in response|in summary|overall|and|but|so|yet),?\s+)(?=\w)",
    re.IGNORECASE,
)
_stem = snowballstemmer.stemmer("english").stemWord


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """Snowball (Porter2) stem of one lower-case word, possessive and accents removed."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", word.lower()) if not unicodedata.combining(c))
    plain = plain.replace("’", "'").strip("'.")
    plain = plain[:-2] if plain.endswith("'s") else plain
    return str(_stem(plain.replace("'", "").replace(".", "")))


def words(text: str) -> list[str]:
    """Words in order; hyphenated compounds are split, so that "HTS-led" gives HTS and led."""
    return [match.group().rstrip("'’") for match in _WORD.finditer(text)]


def word_count(text: str) -> int:
    """Words as an editor counts them: runs between white space."""
    return len(text.split())


def content_stems(text: str) -> list[str]:
    """Stems of all words that carry facts, in order: no function words, no reporting verbs."""
    return [
        stem(word)
        for word in words(text)
        if word.lower() not in FUNCTION_WORDS and word.lower() not in REPORTING_VERBS and len(stem(word)) > 1
    ]


def _starts(text: str) -> set[int]:
    """Offsets at which a sentence or a quotation begins, where a capital says nothing."""
    return {match.end() for match in re.finditer(r"(?:^|[.!?:…]\s+|[“\"«‘(]\s*)[\s*\"“‘«(\[]*", text)}


def names(text: str) -> list[str]:
    """Words written with a capital where English would not demand one, and all-capital abbreviations.

    A sentence's first word counts only when it is an abbreviation or when another capital follows at once
    ("Hassan Abdul Ghani said"). Months and weekdays count as names.
    """
    starts, found = _starts(text), []
    matches = list(_WORD.finditer(text))
    for at, match in enumerate(matches):
        word = match.group().rstrip("'’")
        if not word[0].isupper() or word.lower() in FUNCTION_WORDS:
            continue
        if match.start() not in starts or (len(word) > 1 and word.isupper()):
            found.append(word)
        elif at + 1 < len(matches):
            following = matches[at + 1]
            gap = text[match.end() : following.start()]
            if gap in (" ", "-") and following.group()[0].isupper() and following.group().lower() not in FUNCTION_WORDS:
                found.append(word)
    return found


def numbers(text: str) -> list[str]:
    """All quantities in order, normalised: "12 million" and "12,000,000" both give "12000000".

    Number words up to ninety-nine combine with scales ("half a million" gives "500000"); vague ones
    ("tens of thousands") keep their words. The bare word "one" is no number.
    """
    found: list[str] = []
    lowered = text.lower()
    for match in _NUMBER.finditer(lowered):
        scale = re.match(r"[\s-]*(hundred|thousand|million|billion|trillion|m|bn|k)\b", lowered[match.end() :])
        value = float(match.group().replace(",", ""))
        if scale:
            value *= _SCALES.get(scale.group(1), {"m": 10**6, "bn": 10**9, "k": 1000}.get(scale.group(1), 1))
        found.append(_plain(value))
    return found + _spelled_numbers(words(lowered))


def _plain(value: float) -> str:
    return str(int(value)) if value == int(value) else f"{value:g}"


def _spelled_numbers(tokens: list[str]) -> list[str]:
    found: list[str] = []
    at = 0
    while at < len(tokens):
        token = tokens[at]
        if token in _VAGUE:
            vague = [token]
            if tokens[at + 1 : at + 2] == ["of"] and tokens[at + 2 : at + 3] and tokens[at + 2] in _VAGUE:
                vague.append(tokens[at + 2])
                at += 2
            found.append(" of ".join(vague))
        elif token == "half" and tokens[at + 1 : at + 2] == ["a"] and tokens[at + 2 : at + 3]:
            scale = _SCALES.get(tokens[at + 2])
            if scale:
                found.append(_plain(scale / 2))
                at += 2
        elif token in _UNITS or (token in ("a", "an") and tokens[at + 1 : at + 2] and tokens[at + 1] in _SCALES):
            value, used = _spelled_value(tokens[at:])
            if used > 1 or token != "one":
                found.append(_plain(value))
            at += used - 1
        at += 1
    return found


def _spelled_value(tokens: list[str]) -> tuple[float, int]:
    """Value and token count of the number phrase at the start of ``tokens``."""
    total = current = 0
    used = 0
    for token in tokens:
        if token in _UNITS:
            current += _UNITS[token]
        elif token in ("a", "an") and used == 0:
            current = 1
        elif token in _SCALES:
            current = max(current, 1) * _SCALES[token]
            if _SCALES[token] >= 1000:
                total, current = total + current, 0
        else:
            break
        used += 1
    return float(total + current), max(used, 1)


def quotations(text: str) -> list[str]:
    """What stands between quotation marks, marks not included."""
    return [next(part for part in match.groups() if part is not None) for match in _QUOTED.finditer(text)]


def plain_quote(text: str) -> str:
    """Text for comparing quotations: one case, straight marks, single spaces, no closing punctuation."""
    table = str.maketrans("’‘“”«»–—", '\'\'""""--')
    return " ".join(text.translate(table).replace("…", "...").lower().split()).strip(" .,;:!?'\"")


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


def inflections(word: str) -> list[str]:
    """The word, the word without its possessive, and the plain inflections of a lower-case verb or noun."""
    bare = re.sub(r"['’]s?$", "", word)
    forms = [word, bare]
    if bare.islower() and bare.isalpha() and len(bare) > 3:
        if bare.endswith("ing"):
            forms += [bare[:-3], bare[:-3] + "ed", bare[:-3] + "s", bare[:-3] + "e", bare[:-3] + "es"]
        elif bare.endswith("ed"):
            forms += [bare[:-2], bare[:-1], bare[:-2] + "ing", bare[:-1] + "s", bare[:-2] + "s"]
        elif bare.endswith("s"):
            forms += [bare[:-1]]
        elif bare.endswith("e"):
            forms += [bare + "d", bare + "s", bare[:-1] + "ing"]
        else:
            forms += [bare + "s", bare + "ed", bare + "ing"]
    return forms


def name_key(name: str) -> str:
    """A spelling-tolerant key: Jolani, Jawlani and Golani share one, so do Abdulghani and Abdul Ghani joined.

    The key is the consonant skeleton with letters merged that transliterations exchange; short names, whose
    skeleton would say too little (Homs, Hama), keep their own letters.
    """
    name = re.sub(r"['’]s?$", "", name)
    plain = stem(name)
    letters = "".join(c for c in name.lower().replace("ph", "f") if c.isalpha())
    skeleton = re.sub(r"[aeiouyhw]", "", letters).translate(str.maketrans("gqc", "jkk"))
    skeleton = re.sub(r"(.)\1+", r"\1", skeleton)
    return skeleton if len(letters) >= 5 and len(skeleton) >= 3 else plain


_SAME = """rebel insurgent fighter opposition militant|army military troop soldier|capture seize takeover
overrun take conquest taken|dead death die kill fatality|injured wounded hurt|retreat withdraw
withdrawal redeploy pullout |leader head chief boss|city town|announce declare proclaim
state|spokesman spokesperson spokeswoman|displace uproot|individual people person resident civilian
citizen|urge call ask|attack assault offensive raid|police officer|court judge tribunal|firm company
business|car vehicle automobile|boy child kid girl|doctor physician|big large huge|start begin
commence launch|stop halt end|buy purchase acquire|near close|plane aircraft jet airliner|ship boat
vessel ferry|fire blaze|quake earthquake |president leader|government regime administration
authority official|vow promise pledge|victory win triumph|say tell
"""


@lru_cache(maxsize=1)
def _synonyms() -> dict[str, str]:
    groups = [group.split() for group in _SAME.split("|")]
    return {stem(word): stem(group[0]) for group in groups for word in group}


def canonical_stems(text: str) -> set[str]:
    """Content stems with everyday news synonyms (rebels, insurgents) merged and names spelling-tolerant.

    For asking whether two *sources* say the same; never for letting a written sentence change a word.
    """
    merged = {_synonyms().get(token, token) for token in content_stems(text)}
    return merged | {name_key(name) for name in names(text)}


def trimmed(text: str) -> str:
    """The sentence without an opening connective and without a closing clause that adds no name or number.

    "…displaced over 280,000 people, with civilians facing dire circumstances." loses its last eleven words;
    a clause with a fact in it stays, and so does a sentence that would be left with under seven words.
    """
    short = _HEAD.sub("", text)
    for match in _TAIL.finditer(short):
        kept, rest = short[: match.start()], match.group("rest")
        if word_count(kept) >= 7 and not names(f"x {rest}") and not numbers(rest):
            short = kept.rstrip(" ,") + "."
            break
    return short[:1].upper() + short[1:]


def copied_run(text: str, source: str) -> int:
    """Length in words of the longest run that both texts share; case and punctuation do not count."""
    mine, theirs = [word.lower() for word in words(text)], [word.lower() for word in words(source)]
    best, runs = 0, [0] * (len(theirs) + 1)
    for word in mine:
        runs = [0, *(runs[at] + 1 if word == other else 0 for at, other in enumerate(theirs))]
        best = max(best, *runs)
    return best


def counts_victims(text: str) -> bool:
    """Whether a sentence says how many people were harmed, displaced or held."""
    return bool(numbers(text)) and _TOLL.search(text) is not None


_SPOKEN = re.compile(
    r"\b(?:said|says|told|added|announced|declared|claimed|stated|urged|warned|vowed|insisted|confirmed|denied|noted"
    r"|called (?:for|on)|according to|described|characteri[sz]ed|emphasi[sz]ed|expressed|tweeted|proclaimed|advised)\b"
)


def reports_speech(text: str) -> bool:
    """Whether a sentence tells what somebody says."""
    return bool(quotations(text)) or _SPOKEN.search(text) is not None
