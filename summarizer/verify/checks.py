"""Deterministic checks of a written sentence against its evidence; each returns what failed, or nothing.

They look for the errors that small writers were seen to make: a number, name or quotation from nowhere, a
number attached to something else, words put together that the source keeps apart, a lost "not", a lost
speaker, and wording that broke off.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from summarizer.language import (
    FUNCTION_WORDS,
    NEGATIONS,
    REPORTING_VERBS,
    inflections,
    name_key,
    names,
    numbers,
    plain_quote,
    quotations,
    stem,
    words,
)

_SPEECH = REPORTING_VERBS | frozenset(
    """declare declares declared declaring urge urges urged note notes noted insist insists insisted warn warns
    warned call calls called describe describes described believe believes believed express expresses expressed
    confirm confirms confirmed proclaim proclaims proclaimed vow vows vowed promise promises promised admit
    admits admitted deny denies denied argue argues argued suggest suggests suggested stress stresses stressed
    characterize characterizes characterized emphasize emphasizes emphasized tweet tweeted write writes wrote
    explain explains explained recall recalls recalled accuse accuses accused ask asks asked think thinks hope
    hopes hoped advise advises advised predict predicts predicted estimate estimates estimated""".split()
)
_OFTEN_NOUNS = frozenset(
    "call calls called ask asks asked write writes wrote note notes report reports hope hopes state states claims "
    "estimate estimates think thinks recall recalls recalled stresses stress promise promises express expresses".split()
)
_FIRST_PERSON = re.compile(r"\b(?:i|i'm|i've|we|we're|we've|our|ours|my|mine|me|us|myself|ourselves)\b", re.I)
_TOKEN = re.compile(r"\d+(?:[.,]\d+)+|[^\W_]+(?:['’.&][^\W_]+)*|[^\w\s]")
_NEAR_NUMBER = 4
_NEAR_WORDS = 5
_SPEECH_WORDS = 4


def coverage(text: str, evidence: Sequence[str]) -> tuple[float, list[str]]:
    """Share of the content words that stand in the evidence, in [0, 1], and those that do not.

    A word counts as standing there when the evidence has it, a plain inflection of it, or, for names, another
    spelling of it.
    """
    known: set[str] = set()
    for word in (word.lower() for sentence in evidence for word in words(sentence)):
        known.update(inflections(word))
    keys = {name_key(word) for sentence in evidence for word in words(sentence)}
    content = [word for word in words(text) if word.lower() not in FUNCTION_WORDS | REPORTING_VERBS]
    unknown = [
        word
        for word in content
        if not known.intersection(inflections(word.lower())) and not (word[0].isupper() and name_key(word) in keys)
    ]
    return 1.0 - len(unknown) / max(len(content), 1), unknown


def unknown_numbers(text: str, evidence: Sequence[str]) -> list[str]:
    """Numbers of the text that no evidence sentence has."""
    known = {number for sentence in evidence for number in numbers(sentence)}
    return [f"the number {number} is not in the evidence" for number in numbers(text) if number not in known]


def unknown_names(text: str, evidence: Sequence[str]) -> list[str]:
    """Names of the text that the evidence does not have in any spelling."""
    known = {name_key(word) for sentence in evidence for word in words(sentence)}
    joined = {name_key("".join(pair)) for s in evidence for pair in pairwise(words(s))}
    return [f"the name {name} is not in the evidence" for name in names(text) if name_key(name) not in known | joined]


def altered_quotations(text: str, evidence: Sequence[str]) -> list[str]:
    """Quotations of the text that stand in no evidence sentence word for word."""
    known = [plain_quote(sentence) for sentence in evidence]
    return [
        f"“{quote}” is not quoted word for word"
        for quote in quotations(text)
        if not any(plain_quote(quote) in sentence for sentence in known)
    ]


def misplaced_numbers(text: str, evidence: Sequence[str]) -> list[str]:
    """Numbers whose neighbours in the text are not their neighbours in the evidence ("700 casualties" for
    "700 deaths").
    """
    found = []
    for number, near in _number_scopes(text):
        scopes = [scope for sentence in evidence for known, scope in _number_scopes(sentence) if known == number]
        if near and scopes and not any(near[0] in scope for scope in scopes):
            found.append(f"the number {number} counts something else in the evidence")
    return found


def _number_scopes(text: str) -> list[tuple[str, list[str]]]:
    """For each digit number: itself and the content stems of the next few words (else of those before)."""
    tokens = words(text)
    scopes = []
    for at, token in enumerate(tokens):
        if not token[0].isdigit():
            continue
        after = [stem(word) for word in tokens[at + 1 : at + 1 + _NEAR_NUMBER] if _is_content(word)]
        before = [stem(word) for word in tokens[max(at - 3, 0) : at] if _is_content(word)]
        scopes.append((token.lower().strip("."), after or before))
    return scopes


def _is_content(word: str) -> bool:
    return word.lower() not in FUNCTION_WORDS and word.lower() not in REPORTING_VERBS


def torn_pairs(text: str, evidence: Sequence[str], near: int = _NEAR_WORDS) -> list[str]:
    """Words that stand side by side in the text but not near each other, in that order, in any evidence.

    ``near`` is how many content words later the second may follow. This is what a wrong arrangement of right
    words looks like: "Syrian-led" for "HTS-led", "army captured".
    """
    orders = [[stem(word) for word in words(sentence) if _is_content(word)] for sentence in evidence]
    found = []
    for first, second in _neighbours(text):
        if not any(_in_order(first, second, order, near) for order in orders):
            found.append(f"“{first[0]} {second[0]}” do not stand together in the evidence")
    return found


def _neighbours(text: str) -> list[tuple[tuple[str, str], tuple[str, str]]]:
    """Pairs of content words with nothing but a space or hyphen between; each as (word, stem)."""
    tokens = [token for token in _TOKEN.findall(text) if token not in "-–"]
    pairs = []
    for left, right in pairwise(tokens):
        if left[0].isalnum() and right[0].isalnum() and _is_content(left) and _is_content(right):
            pairs.append(((left, stem(left)), (right, stem(right))))
    return pairs


def _in_order(first: tuple[str, str], second: tuple[str, str], order: list[str], near: int) -> bool:
    starts = [at for at, token in enumerate(order) if token == first[1]]
    return any(second[1] in order[at + 1 : at + 1 + near] for at in starts)


def swapped_roles(text: str, evidence: Sequence[str]) -> list[str]:
    """Whether the text's content words come in an order that no single evidence sentence has.

    Shortening keeps order. When fewer than six words in ten can be read off one evidence sentence from left to
    right, the sentence was rebuilt, and rebuilding is where actors and targets change places.
    """
    mine = [stem(word) for word in words(text) if _is_content(word)]
    if len(mine) < 3:
        return []
    best = max((_common_order(mine, [stem(w) for w in words(s) if _is_content(w)]) for s in evidence), default=0)
    return [] if best >= 0.6 * len(mine) else ["its words come in another order than in the evidence"]


def _common_order(first: list[str], second: list[str]) -> int:
    """Length of the longest common subsequence."""
    row = [0] * (len(second) + 1)
    for word in first:
        diagonal = 0
        for at, other in enumerate(second, start=1):
            diagonal, row[at] = row[at], diagonal + 1 if word == other else max(row[at], row[at - 1])
    return row[-1]


def changed_negation(text: str, evidence: Sequence[str]) -> list[str]:
    """A "not" that the evidence lacks, or one that the text lost."""
    mine = {word.lower() for word in words(text)} & NEGATIONS or _contracted(text)
    theirs = [
        sentence for sentence in evidence if {w.lower() for w in words(sentence)} & NEGATIONS or _contracted(sentence)
    ]
    if mine and not theirs:
        return ["it denies what the evidence does not deny"]
    if not mine:
        for sentence in theirs:
            denied = _denied_stems(sentence)
            if denied & {stem(word) for word in words(text)} and len(theirs) == len(evidence):
                return ["it drops a “not” of the evidence"]
    return []


def _contracted(text: str) -> set[str]:
    return {"n't"} if re.search(r"n['’]t\b", text) else set()


def _denied_stems(sentence: str) -> set[str]:
    """Stems of the two content words after each negation."""
    tokens = words(sentence)
    denied: set[str] = set()
    for at, token in enumerate(tokens):
        if token.lower() in NEGATIONS or re.search(r"n['’]t$", token):
            denied.update([stem(word) for word in tokens[at + 1 : at + 6] if _is_content(word)][:2])
    return denied


def lost_speaker(text: str, seed: str) -> list[str]:
    """Someone's words told as fact: the seed quotes at length, the text repeats it and names no speaker."""
    spoken = [quote for quote in quotations(seed) if len(words(quote)) >= _SPEECH_WORDS]
    if not spoken:
        return []
    said = {stem(word) for quote in spoken for word in words(quote) if _is_content(word)}
    mine = [stem(word) for word in words(text) if _is_content(word)]
    if sum(word in said for word in mine) < 0.4 * len(mine):
        return []
    reported = any(word.lower() in _SPEECH for word in words(text))
    outside = seed
    for quote in spoken:
        outside = outside.replace(quote, " ")
    speakers = {name_key(name) for name in names(outside)}
    named = not speakers or any(name_key(name) in speakers for name in words(text))
    if reported and named:
        return []
    return ["it gives someone's words without the speaker"]


def lost_attribution(text: str, seed: str) -> list[str]:
    """A claim told as fact: the seed says who says so, the text keeps what is said and no word of saying."""
    if not _says(seed) or any(word.lower() in _SPEECH for word in words(text)):
        return []
    return ["it tells a claim without who makes it"]


def _says(text: str) -> bool:
    """Whether a sentence reports speech; verbs that are often nouns count only before "that"."""
    tokens = [word.lower() for word in words(text)]
    following = [*tokens[1:], ""]
    return any(
        word in _SPEECH and (word not in _OFTEN_NOUNS or after == "that")
        for word, after in zip(tokens, following, strict=False)
    )


def first_person(text: str) -> list[str]:
    """Whether "we" or "our" stands outside quotation marks: the briefing would speak as the source's speaker."""
    outside = text
    for quote in quotations(text):
        outside = outside.replace(quote, " ")
    return ["it speaks in the first person"] if _FIRST_PERSON.search(outside.replace("U.S.", "")) else []
