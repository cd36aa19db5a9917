"""How sentences stand by what those beside them say: rebutted claims, what leans on the sentence before it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from summarizer.gather.rebutting import Asks, Rebuttal, rebuttal
from summarizer.gather.units import beside, capitalised, earlier, joined, named, spoken
from summarizer.records import Sentence, Span, Standing, StandingKind, Statement
from summarizer.stage_settings import GatherSettings
from summarizer.text import dangles, outside_quotations
from summarizer.text.analysis import Analyser, Analysis
from summarizer.text.claims import Claim
from summarizer.text.clauses import SUBJECTS
from summarizer.text.leaning import POINTING
from summarizer.text.leaning import leans as leans_back
from summarizer.text.lexicon import CLAIMING, DEMONSTRATIVES, DOCUMENTS, UNVERIFIED, WEAK_CLAIMERS

Told = tuple[Statement, ...]

_OPEN: frozenset[StandingKind] = frozenset(("possible", "planned"))
_CLAIMLIKE: frozenset[StandingKind] = _OPEN | {"attributed", "supposed", "asked", "rebutted"}


def of_grammar(told: Told, sentences: Sequence[Sentence], analyse: Analyser) -> Told:
    """Each statement with how its own sentence puts it forward."""
    return tuple(_own(one, sentence, analyse(sentence.flat)) for one, sentence in zip(told, sentences, strict=True))


_UNTOLD: dict[StandingKind, str] = {
    "asked": "it asks, and tells nothing",
    "commanded": "it calls on somebody, and tells nothing",
}


def _own(told: Statement, sentence: Sentence, one: Analysis) -> Statement:
    claim = one.main_claim
    if claim is None or claim.kind == "asserted":
        return told
    start, end = claim.mark
    shown = Span(sentence.start + start, sentence.start + end) if sentence.text == sentence.flat else None
    standing = Standing(claim.kind, named(one, claim.by))
    direct = claim.kind == "commanded" or one.text.rstrip("”\"' ").endswith("?")
    withheld = told.withheld or (_UNTOLD.get(claim.kind, "") if direct else "")
    return replace(told, standing=standing, shown=shown, withheld=withheld, own_act=_own_act(one, claim))


def _own_act(one: Analysis, claim: Claim) -> str:
    """Who does what a sentence tells, where it is who says it: "Larkfield said it had closed the plant".

    Whoever decides does it by saying so. What somebody says not to do is as good as done; not so what he is yet to do,
    and what he says that he has not done, or was or had, is his word alone.
    """
    tree, at = one.tree, claim.at
    saying = next((each for each in one.sayings if each.at == at or at in each.said), None)
    told = [each.verb for each in one.clauses if saying and each.verb in saying.said]
    if saying is None or not told or claim.kind not in ("attributed", "planned"):
        return ""
    main = min(told, key=lambda verb: (len(tree.above(verb)), verb))
    if not one.words[main].content or one.claim_at(main).negated != (claim.kind == "planned"):
        return ""
    doing = tree.under(main, *SUBJECTS)
    who, other = (saying.speakers, doing) if saying.speakers else (doing, tree.under(saying.at, *SUBJECTS))
    return named(one, who) if other and all(tree.nodes[each].pos == "PRON" for each in other) else ""


def rebuttals(told: Told, sentences: Sequence[Sentence], analyse: Analyser, settings: GatherSettings) -> Told:
    """Claims with the sentences behind them that say they are not so; such a sentence is told with its claim only."""
    found = list(told)
    for row, sentence in enumerate(sentences):
        one = analyse(sentence.flat)
        before = earlier(row, sentences, settings.reach)
        against, target = _against(one, [] if found[row].withheld else before, sentences, analyse, found)
        if against is None or target < 0:
            continue
        if found[target].withheld:  # another claim before that is not meant
            found[row] = replace(found[row], withheld="rebuts what is not told")
            continue
        found[row] = replace(found[row], withheld="told with the claim that it rebuts")
        if found[target].standing.kind == "rebutted":
            found[target] = _more(found[target], row, one)
            continue
        found[target] = _rebutted(found[target], sentences, (target, row), against, one)
    return tuple(found)


def _against(
    one: Analysis, before: Sequence[int], sentences: Sequence[Sentence], analyse: Analyser, told: Sequence[Statement]
) -> tuple[Rebuttal | None, int]:
    """What a sentence rebuts of those before it: the rebuttal, and the row of its claim (-1 where there is none)."""
    against = rebuttal(one)
    return against, -1 if against is None else _claim_before(against, before, sentences, analyse, told)


def _claim_before(
    against: Rebuttal,
    before: Sequence[int],
    sentences: Sequence[Sentence],
    analyse: Analyser,
    told: Sequence[Statement],
) -> int:
    """The row of what a rebuttal speaks of; -1 where it stands by itself."""
    for row in before:
        one = analyse(sentences[row].flat)
        lemmas = {node.lemma for node in one.tree.nodes}
        speakers = {one.tree.nodes[at].lemma for saying in one.sayings for at in saying.speakers}
        if against.whose and against.whose not in speakers:
            continue
        if against.about and against.about in lemmas - {"claim", "report"}:
            return row
        if against.about in DOCUMENTS:
            continue
        if _may_be_meant(told[row].standing.kind, against.asks, one):
            return row
    free = [row for row in before if not told[row].withheld]
    return free[0] if free and not against.about and against.asks == "any" else -1


def _may_be_meant(kind: StandingKind, asks: Asks, one: Analysis) -> bool:
    """Whether a sentence that stands like this may be what a rebuttal speaks of."""
    if asks == "open":
        return kind in _OPEN
    return kind in _CLAIMLIKE or _tells_a_claim(one)


def _tells_a_claim(one: Analysis) -> bool:
    """Whether a sentence tells what a noun for a claim holds: "a story that the album …"."""
    tree = one.tree
    nouns = [at for at, node in enumerate(tree.nodes) if node.lemma in CLAIMING and tree.is_noun(at)]
    return any(tree.under(at, "mark") for noun in nouns for at in tree.under(noun, "acl", "relcl", "ccomp"))


def _rebutted(
    claim: Statement, sentences: Sequence[Sentence], rows: tuple[int, ...], against: Rebuttal, one: Analysis
) -> Statement:
    target, row = rows[0], rows[-1]
    by = named(one, against.by)
    told = sentences[target].flat
    if not against.about and row > target + 1:  # "This was wrong" may be of what stands between, too
        rows = tuple(range(target, row + 1))
        told = " ".join(sentences[at].flat for at in rows[:-1])
        against = against._replace(verdict=-1)
    standing = Standing("rebutted", by, (sentences[row].source,))
    nameless = bool(against.by) is False and bool(one.sayings)
    if dangles(told):
        return replace(
            claim, standing=standing, partners=rows, withheld="leans on a sentence before it, and is rebutted"
        )
    verdict = one.text[against.verdict :] if against.verdict >= 0 else ""
    if verdict and not (nameless or claim.voice or any(mark in verdict for mark in ":;")):
        wording = f"{capitalised(verdict.rstrip('.! '))}: {told}"
    else:
        wording = spoken(claim.voice, joined(told, one.text))
    return replace(claim, standing=standing, partners=rows, wording=wording)


def _more(claim: Statement, row: int, one: Analysis) -> Statement:
    """A rebutted claim with one more sentence against it."""
    wording = joined(claim.wording, one.text) if claim.wording else ""
    if claim.voice and claim.wording.endswith("”"):
        wording = f"{claim.wording[:-1]} {one.text}”"
    return replace(claim, partners=(*claim.partners, row), wording=wording)


def _tells_alone(one: Analysis) -> bool:
    """Whether a sentence needs none before it: it leans on nothing, and is not all a quotation of somebody unnamed."""
    own = outside_quotations(one.text)
    return not (dangles(one.text) or leans_back(one)) and any(letter.isalnum() for letter in own)


def leaning(told: Told, sentences: Sequence[Sentence], analyse: Analyser) -> Told:
    """What begins with a "That is …", a "Neither did …" is told with the sentence before it, or not at all."""
    found = list(told)
    for row, sentence in enumerate(sentences):
        if found[row].withheld or found[row].wording or not leans(analyse(sentence.flat)):
            continue
        before = earlier(row, sentences, 1)
        free = before and not (found[before[0]].withheld or found[before[0]].wording)
        free = free and found[before[0]].voice == found[row].voice
        if not free or not _tells_alone(analyse(sentences[before[0]].flat)):
            found[row] = replace(found[row], withheld="leans on a sentence before it that is not told")
            continue
        wording = spoken(found[row].voice, joined(sentences[before[0]].flat, sentence.flat))
        found[row] = replace(found[row], partners=(before[0], row), wording=wording)
    return tuple(found)


_FIGURES = frozenset("number figure total count name date value toll".split())
_RIGHT = frozenset("correct right real true actual".split())
_FEWEST = 3


def leans(one: Analysis) -> bool:
    """Whether a sentence only makes sense behind the one before it: "That is why …", "Neither did …"."""
    tree = one.tree
    if not tree.parsed or len(tree.nodes) < _FEWEST:
        return False
    first = tree.nodes[0]
    if first.low in POINTING and first.relation in ("nsubj", "nsubjpass"):
        return True
    if first.low in ("neither", "nor", "so") and tree.nodes[1].lemma in ("do", "be", "have"):
        return True
    root = tree.root
    if tree.nodes[root].lemma in ("do", "have") and tree.nodes[root].pos == "AUX":
        return first.low in DEMONSTRATIVES or first.pos == "PRON"
    subjects = tree.under(root, "nsubj")
    return any(
        tree.nodes[at].lemma in _FIGURES and any(tree.nodes[word].low in _RIGHT for word in tree.children[at])
        for at in subjects
    )


def suppositions(told: Told, sentences: Sequence[Sentence], analyse: Analyser, settings: GatherSettings) -> Told:
    """What is only supposed, with the sentence of its source that says it did not happen, the truth first."""
    found = list(told)
    for row, one in enumerate(told):
        if one.standing.kind != "supposed" or one.withheld or one.wording:
            continue
        truth = _did_not(row, sentences, analyse, settings.reach)
        if truth >= 0 and not found[truth].withheld and not found[truth].wording:
            wording = joined(sentences[truth].flat, sentences[row].flat)
            partners = tuple(sorted((row, truth)))
            found[row] = replace(found[row], partners=partners, wording=wording)
    return tuple(found)


def _did_not(row: int, sentences: Sequence[Sentence], analyse: Analyser, reach: int) -> int:
    """The row of the sentence within ``reach`` of another that denies what that supposes; -1 where none does."""
    mine = analyse(sentences[row].flat)
    supposed = [_event(mine, claim.at) for claim in mine.claims if claim.kind == "supposed"]
    for at in beside(row, sentences, reach):
        theirs = analyse(sentences[at].flat)
        main = theirs.main_claim
        if main is None or main.kind not in ("asserted", "attributed") or not theirs.standings[main.at].denied:
            continue
        doers, verb = _event(theirs, main.at)
        if any(verb == known and (doers & who) for who, known in supposed):
            return at
    return -1


def _event(one: Analysis, at: int) -> tuple[frozenset[str], str]:
    """What happens at a predicate, and to or by whom, by ids."""
    subjects = one.tree.under(at, "nsubj", "nsubjpass")
    return frozenset(one.words[place].id for place in subjects), one.words[at].id


def is_weak(one: Analysis) -> bool:
    """Whether a sentence has its claim from somebody whose word nobody answers for: a rumour, a post, a blog."""
    claim = one.main_claim
    if claim is None or claim.kind == "denied":
        return False
    heads = {one.tree.nodes[at].lemma for at in claim.by}
    return bool(heads & WEAK_CLAIMERS) or any(
        node.lemma in UNVERIFIED and one.tree.is_noun(at) for at, node in enumerate(one.tree.nodes)
    )
