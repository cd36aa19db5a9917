"""Makes contrast pairs from plain sentences: true shortenings, and the same with one thing made wrong.

A positive is a sentence shortened by rule (a closing clause, an aside or an opening phrase left out, a reporting
verb or a common verb exchanged for one that means the same). A negative is such a shortening with exactly one
error of a named kind, so that length and style say nothing about the label. Everything is drawn from a seeded
generator; the same sentences and seed give the same pairs.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from summarizer.text import dangles, names, numbers, word_count

MIN_WORDS, MAX_WORDS = 10, 45
_SHORTEST = 6

_NAME = re.compile(r"\b[A-Z][a-zà-ÿ'’-]+(?:\s+(?:(?:of|the|al|de|von|van)\s+)?[A-Z][a-zà-ÿ'’-]+)*\b")
_PLACE = re.compile(r"\b(?:in|at|near|from|to|outside)\s+(?P<name>[A-Z][a-zà-ÿ'’-]+(?:\s+[A-Z][a-zà-ÿ'’-]+)*)")
_MONTHS = "January February March April May June July August September October November December".split()
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_DATE = re.compile(rf"\b(?:{'|'.join(_MONTHS + _DAYS)})\b")
_NUMBER = re.compile(r"\b\d{1,3}(?:,\d{3})+\b|\b\d+(?:\.\d+)?\b")
_SPELLED = "two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty".split()
_AUXILIARY = re.compile(r"\b(is|are|was|were|has|have|had|will|would|can|could|may|might|must|did|does)\b(?! not\b)")
_HEDGED = {
    r"\b(?:may|might|could) have\b": "had",
    r"\b(?:may|might|could) be\b": "is",
    r"\b(?:may|might|could)\b": "will",
    r"\b(?:allegedly|reportedly|apparently|possibly|probably|perhaps|supposedly)\s+": "",
    r"\bis (?:expected|likely|believed|thought|said|rumou?red) to\b": "is certain to",
    r"\bare (?:expected|likely|believed|thought|said|rumou?red) to\b": "are certain to",
    r"\bwas (?:expected|likely|believed|thought|said|rumou?red) to have\b": "had certainly",
    r"\b(?:planned|intended|hoped|tried|attempted|wanted|agreed|offered|threatened) to (?=[a-z]+\b)": "did ",
    r"\b(?:suggested|claimed|believed|argued|alleged|speculated) that\b": "proved that",
}
_OVERSTATED = {
    r"\bsome of\b": "all of",
    r"\bsome\b": "all",
    r"\bmany\b": "all",
    r"\bmost\b": "all",
    r"\bseveral\b": "hundreds of",
    r"\boften\b": "always",
    r"\bsometimes\b": "always",
    r"\busually\b": "always",
    r"\bpartly\b": "entirely",
    r"\bnearly\b": "more than",
    r"\balmost\b": "more than",
    r"\babout\b(?= \d)": "more than",
    r"\bup to\b(?= \d)": "more than",
    r"\bat least\b": "at most",
    r"\bmore than\b": "fewer than",
    r"\bover\b(?= \d)": "under",
    r"\bone of the\b": "the",
}
_OPPOSITES = [
    ("before", "after"), ("increased", "decreased"), ("rose", "fell"), ("won", "lost"), ("first", "last"),
    ("north", "south"), ("east", "west"), ("largest", "smallest"), ("highest", "lowest"), ("began", "ended"),
    ("opened", "closed"), ("joined", "left"), ("accepted", "rejected"), ("supported", "opposed"), ("father", "son"),
    ("mother", "daughter"), ("older", "younger"), ("allowed", "forbidden"), ("successful", "unsuccessful"),
    ("captured", "lost"), ("defeated", "was defeated by"), ("arrived", "departed"), ("buy", "sell"),
    ("with", "without"),
    ("remained", "ceased to be"), ("born", "buried"), ("early", "late"), ("gained", "lost"), ("appointed", "dismissed"),
    ("released", "withheld"), ("helped", "hindered"), ("agreed", "refused"), ("include", "exclude"), ("more", "less"),
]  # fmt: skip
_SAME = {
    "said": "stated", "stated": "said", "announced": "declared", "began": "started", "started": "began",
    "killed": "left dead", "purchased": "bought", "obtained": "got", "attempted": "tried", "approximately": "about",
    "large": "big", "assisted": "helped", "commenced": "began", "demonstrated": "showed", "film": "movie",
    "children": "kids", "received": "got", "numerous": "many", "however": "", "situated": "located", "initially":
    "at first", "subsequently": "later", "prior to": "before", "due to": "because of", "constructed": "built",
    "entire": "whole", "ended": "stopped", "following": "after", "requested": "asked for", "discovered": "found",
    "released": "put out",
}  # fmt: skip
_TAIL_CLAUSE = re.compile(
    r",\s+(?:which|who|whom|where|while|although|though|including|such as|with|and then|making|leading|causing|"
    r"as well as|but|because|after|before|when|as)\b[^,;]*(?:,[^,;]*)*[.]$"
)
_PHRASE_TAIL = re.compile(
    r"\s(?:during|after|before|because|while|when|until|since|despite|in order to|as part of)\s[^.;]*[.]$"
)
_OPENING = re.compile(
    r"^(?:In|On|At|After|Before|During|By|From|For|Since|Despite|Although|When|While|As|Because of|Following|With"
    r"|Under)\b[^,]{3,80},\s+(?=\w)"
)
_ASIDE = re.compile(
    r",\s(?:who|which|an?|the|also|formerly|then|now|including)\s[^,()]{4,70},\s(?=[a-z])|\s\([^()]{2,80}\)"
)


@dataclass(frozen=True, slots=True)
class Contrast:
    """One pair: the evidence (one or two sentences, one a line), the claim, whether it holds, and what was done."""

    evidence: str
    claim: str
    supported: bool
    kind: str


def contrast_pairs(sentences: Sequence[str], seed: int, errors: int = 2) -> list[Contrast]:
    """Positives and negatives from each usable sentence.

    Args:
        sentences: plain sentences; those that lean on another, or are too short or long, are passed over.
        seed: of all choices.
        errors: how many wrong claims each sentence may give, of different kinds.

    Returns:
        Pairs in the order of the sentences, about as many supported as not.
    """
    rng = random.Random(seed)
    usable = [s for s in (" ".join(each.split()) for each in sentences) if usable_sentence(s)]
    pool = Pool(usable)
    found: list[Contrast] = []
    for at, sentence in enumerate(usable):
        other = usable[rng.randrange(len(usable))] if len(usable) > 1 else ""
        evidence = sentence
        if other and other != sentence and rng.random() < 0.25:
            evidence = "\n".join(rng.sample([sentence, other], 2))
        short = shortenings(sentence, rng)
        right = rng.sample(short, min(errors, len(short)))
        found += [Contrast(evidence, claim, True, "shortened") for claim in right]
        wrong = [Contrast(evidence, claim, False, kind) for claim, kind in pool.wrong(short, evidence, rng, len(right))]
        following = usable[at + 1] if at + 1 < len(usable) else ""
        merged = _merged_actors(sentence, following, rng) if rng.random() < 0.25 else None
        found += wrong + ([merged] if merged else [])
    return found


def usable_sentence(text: str) -> bool:
    """Whether a sentence stands alone, ends properly and is of a length that news sentences have."""
    return (
        MIN_WORDS <= word_count(text) <= MAX_WORDS
        and text[:1].isupper()
        and text[-1:] == "."
        and not dangles(text)
        and "==" not in text
        and text.count('"') % 2 == 0
    )


def shortenings(text: str, rng: random.Random) -> list[str]:
    """True claims: the sentence itself, and what is left when a part that can go is left out or reworded."""
    results = [text]
    cuts = [text[: match.start()] for pattern in (_TAIL_CLAUSE, _PHRASE_TAIL) if (match := pattern.search(text))]
    results += [cut.rstrip(" ,") + "." for cut in cuts if word_count(cut) >= _SHORTEST and _whole(cut)]
    results += [rest for base in results if word_count(rest := _without_opening(base)) >= _SHORTEST]
    results += [rest for base in results if word_count(rest := _without_aside(base)) >= _SHORTEST]
    for base in list(results):
        known = [word for word in _SAME if re.search(rf"\b{word}\b", base)]
        if known:
            word = rng.choice(known)
            results.append(" ".join(re.sub(rf"\b{word}\b", _SAME[word], base, count=1).split()))
    return list(dict.fromkeys(results))


def _without_opening(text: str) -> str:
    """The sentence without an opening phrase; nothing where it has none."""
    match = _OPENING.match(text)
    return text[match.end() : match.end() + 1].upper() + text[match.end() + 1 :] if match else ""


def _without_aside(text: str) -> str:
    """The sentence without its first aside; nothing where it has none."""
    match = _ASIDE.search(text)
    return " ".join((text[: match.start()] + " " + text[match.end() :]).split()) if match else ""


def _whole(text: str) -> bool:
    """Whether a cut leaves brackets and quotation marks paired."""
    return text.count("(") == text.count(")") and text.count('"') % 2 == 0


class Pool:
    """Names and places of other sentences, to put in the wrong place.

    Args:
        sentences: where they are taken from.
    """

    def __init__(self, sentences: Sequence[str]) -> None:
        found = {name for text in sentences for name in _NAME.findall(text[1:]) if len(name) > 3}
        self.names = sorted(name for name in found if name not in _MONTHS and name not in _DAYS)
        self.places = sorted({match.group("name") for text in sentences for match in _PLACE.finditer(text)})

    def wrong(self, true: Sequence[str], evidence: str, rng: random.Random, count: int) -> list[tuple[str, str]]:
        """Up to ``count`` wrong claims with the kind of their error, of different kinds, each from one of ``true``."""
        kinds = sorted(_ERRORS, key=lambda kind: rng.random() * _COMMON.get(kind, 1.0))[::-1]
        found: list[tuple[str, str]] = []
        for kind in kinds:
            if len(found) >= count:
                break
            base = rng.choice(true)
            claim = _ERRORS[kind](base, evidence, self, rng)
            if claim and claim != base and claim.lower() not in evidence.lower():
                found.append((claim, kind))
        return found


def _replace(text: str, match: re.Match[str], new: str, group: str | int = 0) -> str:
    return text[: match.start(group)] + new + text[match.end(group) :]


def _named(text: str) -> list[re.Match[str]]:
    return [match for match in _NAME.finditer(text) if match.start() > 0 and names(f"x {match.group()}")]


def _swap_roles(text: str, evidence: str, pool: Pool, rng: random.Random) -> str:
    matches = [m for m in _NAME.finditer(text) if m.group() not in _MONTHS and m.group() not in _DAYS]
    matches = [m for m in matches if m.start() > 0 or " " in m.group()]
    if len({m.group() for m in matches}) < 2:
        return ""
    one, two = sorted(rng.sample(matches, 2), key=lambda m: m.start())
    if one.group() == two.group() or re.fullmatch(r"\W*(?:and|or|,)\W*", text[one.end() : two.start()]):
        return ""
    between = text[one.end() : two.start()]
    return text[: one.start()] + two.group() + between + one.group() + text[two.end() :]


def _other_name(text: str, evidence: str, pool: Pool, rng: random.Random) -> str:
    matches = _named(text)
    return _replace(text, rng.choice(matches), rng.choice(pool.names)) if matches and pool.names else ""


def _other_place(text: str, evidence: str, pool: Pool, rng: random.Random) -> str:
    matches = list(_PLACE.finditer(text))
    return _replace(text, rng.choice(matches), rng.choice(pool.places), "name") if matches and pool.places else ""


def _other_number(text: str, evidence: str, pool: Pool, rng: random.Random) -> str:
    matches = list(_NUMBER.finditer(text))
    if matches:
        match = rng.choice(matches)
        value = float(match.group().replace(",", ""))
        year = match.group().isdigit() and 1000 <= value <= 2100
        changed = (
            value + rng.choice([-20, -10, -3, -2, 2, 3, 10, 20]) if year else value * rng.choice([0.1, 0.5, 2, 3, 10])
        )
        plain = f"{changed:,.0f}" if "," in match.group() else f"{round(changed) if changed >= 1 else 1}"
        return _replace(text, match, plain)
    spelled = [m for m in re.finditer(r"\b[a-z]+\b", text) if m.group() in _SPELLED]
    if not spelled:
        return ""
    match = rng.choice(spelled)
    return _replace(text, match, rng.choice([word for word in _SPELLED if word != match.group()]))


def _other_date(text: str, evidence: str, pool: Pool, rng: random.Random) -> str:
    matches = list(_DATE.finditer(text))
    if not matches:
        return ""
    match = rng.choice(matches)
    among = _MONTHS if match.group() in _MONTHS else _DAYS
    return _replace(text, match, rng.choice([name for name in among if name != match.group()]))


def _negated(text: str, evidence: str, pool: Pool, rng: random.Random) -> str:
    if re.search(r"\b(?:not|never|no longer)\s", text) and rng.random() < 0.7:
        return re.sub(r"\b(?:not|never|no longer)\s", "", text, count=1)
    matches = list(_AUXILIARY.finditer(text))
    return _replace(text, match := rng.choice(matches), f"{match.group()} not") if matches else ""


def _from_table(table: dict[str, str]) -> Callable[[str, str, Pool, random.Random], str]:
    def change(text: str, evidence: str, pool: Pool, rng: random.Random) -> str:
        found = [(pattern, new) for pattern, new in table.items() if re.search(pattern, text)]
        if not found:
            return ""
        pattern, new = rng.choice(found)
        return re.sub(pattern, new, text, count=1)

    return change


def _opposite(text: str, evidence: str, pool: Pool, rng: random.Random) -> str:
    pairs = [*_OPPOSITES, *((b, a) for a, b in _OPPOSITES if " " not in b)]
    found = [(a, b) for a, b in pairs if re.search(rf"\b{a}\b", text)]
    if not found:
        return ""
    a, b = rng.choice(found)
    return re.sub(rf"\b{a}\b", b, text, count=1)


def _added(text: str, evidence: str, pool: Pool, rng: random.Random) -> str:
    """A detail from nowhere: a place, a reason or a consequence that the evidence does not have."""
    tails = [
        f" in {rng.choice(pool.places)}" if pool.places else "",
        f", according to {rng.choice(pool.names)}" if pool.names else "",
        f" after talks with {rng.choice(pool.names)}" if pool.names else "",
        ", killing at least three people",
        " for the first time",
        " despite strong protests",
        ", which was widely criticised",
    ]
    return text.rstrip(".") + rng.choice([tail for tail in tails if tail]) + "."


_ERRORS: dict[str, Callable[[str, str, Pool, random.Random], str]] = {
    "swapped roles": _swap_roles,
    "other name": _other_name,
    "other place": _other_place,
    "other number": _other_number,
    "other date": _other_date,
    "negation": _negated,
    "dropped hedge": _from_table(_HEDGED),
    "overstated": _from_table(_OVERSTATED),
    "opposite": _opposite,
    "added detail": _added,
}


_COMMON = {"added detail": 0.35, "other name": 0.6, "negation": 0.8}
"""Kinds that nearly every sentence allows get fewer of the places than those that few do."""


def _merged_actors(first: str, second: str, rng: random.Random) -> Contrast | None:
    """What the second sentence says, told of the one whom the first is about."""
    verb = re.compile(r"\s(?:was|is|had|has|became|won|began|joined|made|played|wrote|took|moved|died|led|served)\s")
    left, right = verb.search(first), verb.search(second) if second else None
    if not left or not right or left.start() > 60 or right.start() > 60 or not numbers(second) + names(second):
        return None
    claim = first[: left.start()] + second[right.start() :]
    return Contrast("\n".join(rng.sample([first, second], 2)), claim, False, "merged actors")
