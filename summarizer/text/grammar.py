"""What is known of the words of one sentence, as the readers of its clauses are given it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from summarizer.records import StandingKind
from summarizer.text.clauses import SUBJECTS
from summarizer.text.sayings import Saying
from summarizer.text.standing import Standing
from summarizer.text.tree import Tree

Mark = tuple[StandingKind, int]
"""How a mark makes its clause stand, and the place of the word that shows it."""


@dataclass(frozen=True)
class Grammar:
    """The words of one sentence, by place: the tree over them, what is claimed of each, who says which, the characters
    of each, and whether each stands in a quotation.
    """

    tree: Tree
    standings: Sequence[Standing]
    sayings: Sequence[Saying]
    spans: Sequence[tuple[int, int]]
    quoted: Sequence[bool]

    def lemma(self, at: int) -> str:
        """The base form of a word."""
        return self.tree.nodes[at].lemma

    def lemmas(self, places: Sequence[int]) -> set[str]:
        """The base forms of some words."""
        return {self.tree.nodes[at].lemma for at in places}

    def lows(self, places: Sequence[int]) -> set[str]:
        """The lower-case forms of some words."""
        return {self.tree.nodes[at].low for at in places}

    def helpers(self, at: int) -> list[int]:
        """The auxiliaries of a verb."""
        return self.tree.under(at, "aux", "auxpass")

    def subjects(self, at: int) -> list[int]:
        """The subjects that hang on a verb."""
        return self.tree.under(at, *SUBJECTS)
