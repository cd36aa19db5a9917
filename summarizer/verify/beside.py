"""What a sentence claims, read with the sentences beside it: a denial in the next one may take it back."""

from __future__ import annotations

from collections.abc import Sequence

from summarizer.records import Pair, PlanItem, Sentence
from summarizer.settings import VerifySettings
from summarizer.text.analysis import Analyser, Analysis
from summarizer.text.governors import main_content
from summarizer.text.leaning import leanings
from summarizer.text.lexicon import CLAIMING, CONTESTING, DENYING, FALSEHOODS, REFUSING

_TAKES_BACK = DENYING | REFUSING | CONTESTING | FALSEHOODS


def standing_question(
    item: PlanItem, sentences: Sequence[Sentence], settings: VerifySettings, analyse: Analyser
) -> Pair | None:
    """The (passage, claim) to ask a judge about; None where nothing beside the sentence could take its claim back.

    Args:
        item: what is told; what is told in words made by rule has been read with what is beside it.
        sentences: all sentences of the cluster.
        settings: how many sentences are beside it.
        analyse: reads sentences.
    """
    seed = sentences[item.seed]
    one = analyse(seed.flat)
    if item.statement.wording or item.statement.standing.kind != "attributed" or not one.tree.parsed:
        return None
    near = [
        other
        for other in sentences[item.seed + 1 : item.seed + settings.beside + 1]
        if other.source == seed.source and other.paragraph == seed.paragraph
    ]
    if not any(_takes_back(analyse(other.flat)) for other in near) or _denies(one):
        return None
    return " ".join(other.flat for other in (seed, *near)), _claim(one)


def _takes_back(one: Analysis) -> bool:
    """Whether a sentence denies something and leans on the one before, or on a claim."""
    lemmas = {node.lemma for node in one.tree.nodes}
    back = bool(leanings(one)) or any(lemma in CLAIMING for lemma in lemmas)
    return back and (bool(lemmas & _TAKES_BACK) or _denies(one))


def _denies(one: Analysis) -> bool:
    return any(node.denied or node.relation == "neg" or node.low in DENYING for node in one.tree.nodes)


def _claim(one: Analysis) -> str:
    """What a sentence says is so, without who says it."""
    root = next((at for at, node in enumerate(one.tree.nodes) if node.head == at), 0)
    saying = next((saying for saying in one.sayings if saying.at == root), None)
    content = main_content(one.tree, root)
    within = saying is not None and content != root and content in saying.said
    places = sorted(one.tree.subtree(content)) if within else list(range(len(one.words)))
    text = one.text[one.words[places[0]].start : one.words[places[-1]].end].strip(' ,."“”')
    return f"{text[:1].upper()}{text[1:]}."


def standing_objection(told: float, settings: VerifySettings) -> str:
    """Why a sentence is not told whose claim is told as so with this probability; nothing where it may be."""
    if told >= settings.min_stands:
        return ""
    return f"read with the sentences beside it, its claim is not told as so (probability {told:.2f})"
