"""Whether a headline states an established fact: compared with how the sentences stand that say what it says.

A headline is short, and leaves out who says so. What its own source only attributes to somebody, supposes, denies or
corrects is not the title of a briefing as if it were plain.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from summarizer.records import Report, Sentence, Statement
from summarizer.settings import ComposeSettings
from summarizer.text import canonical_stems
from summarizer.text.analysis import Analysis
from summarizer.text.lexicon import DENYING, REFUSING, says
from summarizer.text.tone import leaves_open
from summarizer.text.voices import first_person
from summarizer.text.words import identity, words

TitleStanding = Literal["fact", "open", "unknown", "refused"]
"""A fact; planned or possible, and worded so; nothing in its source to compare it with; not to be a title."""

_NO_REPORT = ("satire", "advertisement", "opinion")
_NOT_SO = ("denied", "rebutted", "contested", "superseded")
_NAMED_FIRST = re.compile(r"^[A-Z][\w .,'’&-]{1,40}:\s")
_TO = re.compile(r"\bto\s[a-z]")


def says_by_whom(title: str) -> bool:
    """Whether a title says whose word it is: "Police: two hurt", "Two hurt, police say"."""
    return bool(_NAMED_FIRST.match(title)) or any(says(word) or word.lower() == "according" for word in words(title))


def title_standing(
    title: str,
    report: Report,
    sentences: Sequence[Sentence],
    statements: Sequence[Statement],
    settings: ComposeSettings,
    newest: bool = False,
) -> TitleStanding:
    """How a source's own headline stands.

    Args:
        title: the headline.
        report: its source.
        sentences: all sentences of the cluster.
        statements: how each may be told; plainly, where none are given.
        settings: from which share of its words on a sentence says what the headline says.
        newest: whether no report is newer: what somebody announces stands until a newer one tells what came of it.
    """
    kind = report.document.kind
    if kind in _NO_REPORT or first_person(title) or refuted(title, sentences, statements, settings):
        return "refused"
    if kind == "party" and not says_by_whom(title):
        return "refused"
    near = _near(title, sentences, settings)
    own = {row: share for row, share in near.items() if sentences[row].source == report.source}
    best = max(own.values(), default=0.0)
    told = [statements[row] for row, share in own.items() if share >= best - settings.title_margin and statements]
    if not own:
        return "unknown"
    found = [_standing(title, one, newest) for one in told] or ["fact"]
    return next((one for one in ("fact", "open") if one in found), "refused")


def refuted(
    title: str, sentences: Sequence[Sentence], statements: Sequence[Statement], settings: ComposeSettings
) -> bool:
    """Whether a title says as if it were so what a sentence of any source denies, contests or corrects.

    It does where no sentence that tells a fact is nearer to it, and nothing in it denies anything.
    """
    if not statements or _denies(title):
        return False
    near = _near(title, sentences, settings)
    plain = max((share for row, share in near.items() if statements[row].settled), default=0.0)
    wrong = (share for row, share in near.items() if _is_wrong(statements[row]))
    return any(share >= plain for share in wrong)


def confirmed_by(
    title: str,
    report: Report,
    reports: Sequence[Report],
    sentences: Sequence[Sentence],
    statements: Sequence[Statement],
    settings: ComposeSettings,
) -> frozenset[int]:
    """Which other reports, no copies of the title's nor of one another, state what the title says."""
    near = _near(title, sentences, settings)
    telling = {reports[sentences[row].source].original for row in near if not statements or statements[row].settled}
    return frozenset(telling - {report.original})


def _near(title: str, sentences: Sequence[Sentence], settings: ComposeSettings) -> dict[int, float]:
    """Rows of the sentences that say much of what a title says, each with the share of its words that they hold."""
    mine = canonical_stems(title.lower())  # where each word has a capital, a run of them is no name
    shares = {row: len(mine & canonical_stems(one.flat)) / max(len(mine), 1) for row, one in enumerate(sentences)}
    return {row: share for row, share in shares.items() if share >= settings.title_overlap}


def _standing(title: str, statement: Statement, newest: bool) -> TitleStanding:
    """How a title stands beside the sentence that says what it says."""
    kind = statement.standing.kind
    if kind == "denied" and _denies(title):
        return "fact"
    if statement.withheld or kind in (*_NOT_SO, "supposed", "asked", "commanded"):
        return "refused"
    if newest and _opens_with(title, statement.own_act):
        return "fact"
    if kind in ("possible", "planned"):
        return "open" if leaves_open(title) or (kind == "planned" and _TO.search(title)) else "refused"
    if kind == "attributed" or statement.voice:
        return "fact" if says_by_whom(title) else "refused"
    return "fact"


def _opens_with(title: str, name: str) -> bool:
    """Whether a title opens with a word of a name: it says who does what it tells."""
    opening = " ".join(words(title)[:2]).lower()
    return bool(canonical_stems(opening) & canonical_stems(name.lower()))


def _is_wrong(statement: Statement) -> bool:
    return statement.standing.kind in _NOT_SO


def _denies(title: str) -> bool:
    """Whether something is denied in a title: "Mayor denies …", "No bridge closed", "False: …"."""
    lows = [word.lower() for word in words(title)]
    refusing = {identity(word) for word in (*REFUSING, "false", "hoax", "untrue", "debunk")}
    return any(low in DENYING or identity(low) in refusing for low in lows)


def multiplies(title: Analysis, told: Sequence[Analysis], settings: ComposeSettings) -> str:
    """The word of a title that makes several of what its sources only ever speak of as one; empty where none does.

    "Linked to hazing deaths", above reports that tell of one death.

    Args:
        title: the title, read.
        told: the sentences of all sources, read.
        settings: how often something must be spoken of as one.
    """
    for node in title.tree.nodes:
        if node.tag != "NNS" or node.low == node.lemma:
            continue
        tags = [other.tag for one in told for other in one.tree.nodes if other.lemma == node.lemma]
        if "NNS" not in tags and tags.count("NN") >= settings.title_single:
            return node.low
    return ""
