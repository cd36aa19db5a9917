"""A sentence without the parts that may go: its commas, its capital and its articles put right."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import lru_cache
from itertools import combinations

from summarizer.records import Omissible
from summarizer.text.analysis import Analysis
from summarizer.text.clauses import SUBJECTS
from summarizer.text.likeness import stated_facts
from summarizer.text.omissible import omissible
from summarizer.text.parts import DASHES, Parts
from summarizer.text.words import word_count

MOST_PARTS = 7
"""Parts of one sentence that are offered together; of more, the longest."""

LEAST_WORDS = 7
"""Words below which nothing more is left out."""

_ALIKE = ("age", "bracketed")
_INSERTED = frozenset("appos relcl acl advcl prep parataxis npadvmod advmod nummod ccomp".split())
_ARTICLE = re.compile(r"\b([Aa])n?(?=\s)")
_SILENT = ("uni", "one", "eu", "use", "usu")
_SPACE_BEFORE = re.compile(r"\s+(?=[,.;:!?])")


@lru_cache(maxsize=4096)
def condensations(analysis: Analysis) -> tuple[str, ...]:
    """All texts that leave licensed parts of a sentence out, the full sentence first, then by length.

    Only the sentence itself where nothing may go.
    """
    return without(analysis, omissible(analysis))


def without(analysis: Analysis, parts: Collection[Omissible]) -> tuple[str, ...]:
    """The sentence, then all texts that leave some of these parts out, by length."""
    longest = sorted(parts, key=lambda part: part.start - part.end)[:MOST_PARTS]
    offered = sorted(longest, key=lambda part: part.start)
    found = {
        condensed(analysis, chosen)
        for count in range(1, len(offered) + 1)
        for chosen in combinations(offered, count)
        if not _nested(chosen) and _even(chosen, offered)
    }
    enough = (text for text in found if word_count(text) >= LEAST_WORDS and text != analysis.text)
    return (analysis.text, *sorted(enough, key=lambda text: (-len(text), text)))


def gentle_and_strong(analysis: Analysis) -> list[str]:
    """A few of the shorter texts, by rule, the gentlest first.

    Without what holds no name and no number; without one part; without about half, and without all that may go.
    """
    texts = condensations(analysis)[1:]
    if not texts:
        return []
    parts = omissible(analysis)
    facts = [part for part in parts if stated_facts(analysis.text[part.start : part.end])]
    bare = [part for part in parts if part not in facts]
    gentle = condensed(analysis, bare) if bare else ""
    return list(dict.fromkeys(text for text in (gentle, texts[0], texts[len(texts) // 2], texts[-1]) if text in texts))


def _nested(parts: Sequence[Omissible]) -> bool:
    """Whether one of the parts, in order, lies in another: left out with it, it is no choice of its own."""
    return any(other.start < one.end for at, one in enumerate(parts) for other in parts[at + 1 :])


def _even(parts: Sequence[Omissible], offered: Sequence[Omissible]) -> bool:
    """Whether like parts go together: the ages of all who are named, all that stands in brackets."""
    return all(
        all(part in parts for part in offered if part.kind == kind)
        for kind in {part.kind for part in parts}.intersection(_ALIKE)
    )


def condensed(analysis: Analysis, parts: Collection[Omissible]) -> str:
    """The sentence without these parts, which `omissible` offers, and without the marks that set them off."""
    grammar = Parts(analysis)
    gone = [any(one.start <= word.start and word.end <= one.end for one in parts) for word in grammar.words]
    words, text, at = grammar.words, analysis.text, 0
    pieces: list[str] = []
    start = 0
    while at < len(words):
        if not gone[at]:
            at += 1
            continue
        first, last = _run(grammar, gone, at)
        before, after = _joint(grammar, gone, first, last)
        pieces.append(text[start : max(words[before].end, start)] if before >= 0 else "")
        if before >= 0 and after < len(words):
            pieces.append(", " if _needs_comma(grammar, gone, before, after) else _gap(grammar, before, after))
        start, at = (words[after].start if after < len(words) else len(text)), max(after, last + 1)
    return _tidied("".join([*pieces, text[start:]]), text)


def _run(grammar: Parts, gone: Sequence[bool], at: int) -> tuple[int, int]:
    """First and last word of a stretch that goes; only commas lie between its parts."""
    last = at
    for place in range(at, len(grammar.words)):
        if gone[place]:
            last = place
        elif grammar.words[place].text != ",":
            break
    return at, last


def _joint(grammar: Parts, gone: Sequence[bool], first: int, last: int) -> tuple[int, int]:
    """The words that come to stand side by side where a stretch goes with the marks around it."""
    before, after = first - 1, last + 1
    opening = grammar.words[before].text if before >= 0 else ""
    if opening == "," or opening in DASHES:
        closing = grammar.words[after].text if after < len(grammar.words) else ""
        before -= 1
        if closing == opening:
            after += 1
    elif before < 0 and grammar.mark(after) == ",":
        after += 1
    return before, after


def _needs_comma(grammar: Parts, gone: Sequence[bool], before: int, after: int) -> bool:
    """Whether a comma stands between two words that a stretch was taken from between.

    It does where another insertion ends or begins there, and before an "and" with a clause of its own. Nothing stood
    between them but what went with its marks.
    """
    cut = [word.text for word in grammar.words[before + 1 : after]]
    if grammar.words[after].kind == "mark":
        return False
    tree = grammar.tree
    if _opens_closing(grammar, after):
        return True
    if not {cut[0], cut[-1]} & {",", *DASHES}:
        return False
    if tree.nodes[after].relation == "cc":
        joined = [one for one in tree.under(tree.nodes[after].head, "conj") if one > after]
        return cut[-1] == "," and any(tree.under(one, *SUBJECTS) for one in joined[:1])
    return _inserted_before(grammar, gone, before, after) or _inserted_after(grammar, before, after)


def _inserted_before(grammar: Parts, gone: Sequence[bool], before: int, after: int) -> bool:
    """Whether an insertion, or what opens the sentence, ends at ``before``."""
    tree = grammar.tree
    for at in (before, *tree.above(before)):
        places = [place for place in tree.subtree(at) if not gone[place] and grammar.words[place].kind != "mark"]
        if not places or tree.nodes[at].relation not in _INSERTED or tree.nodes[at].head == at:
            continue
        opens = min(places) == 0 or grammar.words[min(places) - 1].text == ","
        if opens and max(places) == before and tree.nodes[at].head not in places:
            return True
    return False


def _inserted_after(grammar: Parts, before: int, after: int) -> bool:
    """Whether an insertion begins at ``after``."""
    tree = grammar.tree
    if grammar.words[after - 1].text != ",":
        return False
    for at in (after, *tree.above(after)):
        places = [place for place in tree.subtree(at) if grammar.words[place].kind != "mark"]
        if min(places) != after or tree.nodes[at].head == at:
            continue
        ends = grammar.mark(max(places) + 1)
        if tree.nodes[at].relation in ("appos", "relcl", "acl", "advcl") and ends in (",", "end"):
            return True
        if tree.nodes[at].relation == "prep" and ends == ",":
            return True
    return False


def _opens_closing(grammar: Parts, after: int) -> bool:
    """Whether a word opens the "police said" or "according to …" that closes the sentence."""
    tree = grammar.tree
    for one in grammar.analysis.sayings:
        who = [place for place in tree.subtree(one.at) if place not in one.said and grammar.words[place].kind != "mark"]
        if min(who, default=-1) == after and one.said and min(one.said) < after:
            return True
    return False


def _gap(grammar: Parts, before: int, after: int) -> str:
    return "" if grammar.words[after].text in ",.;:!?)”" else " "


def _tidied(text: str, source: str) -> str:
    """Single spaces, no space before a mark, a capital at the start, "a" or "an" as the next word asks for."""
    line = _SPACE_BEFORE.sub("", " ".join(text.split()))
    line = re.sub(r",(?=[.!?])", "", line)
    for match in reversed(list(_ARTICLE.finditer(line))):
        following = re.match(r"\s\w+", line[match.end() :])
        if following and f"{match.group()}{following.group()}" not in source:
            line = (
                line[: match.start()] + match[1] + ("n" if _vowel(following.group()[1:]) else "") + line[match.end() :]
            )
    return line[:1].upper() + line[1:]


def _vowel(word: str) -> bool:
    return word[:1].lower() in "aeiou" and not word.lower().startswith(_SILENT)
