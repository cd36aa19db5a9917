"""Who says it: a statement in another mouth, or told as fact."""

from __future__ import annotations

from summarizer.text.analysis import Analysis
from summarizer.text.clauses import called
from summarizer.text.lexicon import GENERIC
from summarizer.text.sayings import Saying
from summarizer.verify.comparison import Comparison, Difference, comparison, span
from summarizer.verify.pairing import Pairing


def speakers(pair: Pairing) -> Comparison:
    """Compares who says what: each saying of the claim with those of the evidence, and what it tells as fact."""
    theirs = [(one, saying) for one in pair.evidence for saying in one.sayings]
    found = [difference for saying in pair.claim.sayings if (difference := _misattributed(pair, saying, theirs))]
    found += _unattributed(pair)
    return comparison(bool(theirs or pair.claim.sayings), found)


def _misattributed(pair: Pairing, saying: Saying, theirs: list[tuple[Analysis, Saying]]) -> Difference | None:
    """What is wrong with one saying of the claim: nobody says so, or somebody else does."""
    words = pair.claim.words
    said = {pair.ids[at] for at in saying.said if words[at].content}
    speaker = {pair.ids[at] for place in saying.speakers for at in called(pair.claim.tree, place)}
    if not said or not speaker:
        return None
    where, nearest = span(words[saying.at]), _nearest(said, theirs)
    if not nearest:
        told = pair.ids[saying.at] in pair.known
        return None if told else Difference("nobody says so in the evidence", where)
    one, other = nearest[0]
    names = [pair.named(sentence, act.speakers) for sentence, act in nearest]
    if all(names) and not any(name & (speaker | GENERIC) for name in names):
        shown = one.words[other.speakers[0]].text
        return Difference(f"the evidence has somebody else say so: “{shown}”", where, span(one.words[other.at]))
    return None


def _nearest(said: set[str], theirs: list[tuple[Analysis, Saying]]) -> list[tuple[Analysis, Saying]]:
    """The sayings of the evidence that have most of what is said; none where none has anything of it."""
    shares = [len(said & {one.words[at].id for at in other.said}) for one, other in theirs]
    best = max(shares, default=0)
    return [use for use, share in zip(theirs, shares, strict=True) if share == best and best]


def _unattributed(pair: Pairing) -> list[Difference]:
    """What the claim tells as fact though the sentence that it was written from has somebody say it, or asks it."""
    seed, words = pair.evidence[0], pair.claim.words
    covered: set[int] = set()
    for saying in pair.claim.sayings:
        who = {word for place in saying.speakers for word in pair.claim.tree.subtree(place)}
        covered |= saying.said | (pair.claim.tree.subtree(saying.at) - who - {saying.at})
    told = [at for at, word in enumerate(words) if word.content and at not in covered]
    if not told:
        return []
    only = [at for at in told if _only_said(seed, pair.ids[at])]
    verbs = [at for at in only if _is_main(pair.claim, at)]
    if verbs or len(only) > pair.settings.attributed_share * len(told):
        at = verbs[0] if verbs else only[0]
        return [Difference(f"it tells “{words[at].text}” without who says so", span(words[at]))]
    return []


def _is_main(claim: Analysis, at: int) -> bool:
    """Whether a word is what the whole sentence says, or one of several such."""
    nodes = claim.tree.nodes
    while nodes[at].relation in ("conj", "attr", "acomp", "ccomp") and nodes[at].head != at:
        at = nodes[at].head
    return nodes[at].head == at and nodes[at].pos in ("VERB", "AUX")


def _only_said(seed: Analysis, known: str) -> bool:
    """Whether a word stands in the evidence only within what somebody says."""
    places = seed.places(known)
    return bool(places) and all(any(at in saying.said for saying in seed.sayings) for at in places)
