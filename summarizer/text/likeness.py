"""Words as sources share them: everyday news synonyms and spellings of names merged."""

from __future__ import annotations

from functools import lru_cache

from summarizer.text.lexicon import TITLES
from summarizer.text.names import name_key, names
from summarizer.text.numbers import numbers
from summarizer.text.words import content_stems, stem

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


@lru_cache(maxsize=32_768)
def canonical_stems(text: str) -> frozenset[str]:
    """Content stems with everyday news synonyms (rebels, insurgents) merged and names spelling-tolerant.

    For asking whether two *sources* say the same; never for letting a written sentence change a word. Each sentence,
    and each word of it, is compared with many claims: it is read once.
    """
    merged = frozenset(_synonyms().get(token, token) for token in content_stems(text))
    return merged | {name_key(name) for name in names(text)}


def share_held(text: str, passage: str) -> float:
    """Share of the text's content words that stand in the passage, as `canonical_stems` sees them, in [0, 1]."""
    mine = canonical_stems(text)
    return len(mine & canonical_stems(passage)) / max(len(mine), 1)


def stated_facts(text: str) -> set[str]:
    """What a sentence names and counts: keys of its names, spelling-tolerant and without titles, and its numbers."""
    return {name_key(name) for name in names(text) if name.lower() not in TITLES} | set(numbers(text))
