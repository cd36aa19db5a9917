"""Whom each sentence of a cluster has what it tells from, so that what rests on one word does not count twice."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from summarizer.records import Place, Report, Sentence
from summarizer.stage_settings import GatherSettings
from summarizer.text.analysis import Analyser, Analysis
from summarizer.text.likeness import canonical_stems
from summarizer.text.provenance import Credited, Provenance, Spoken, Teller
from summarizer.text.sayings import Saying
from summarizer.text.speakers import Speaker, joined, publisher, same_speaker, speaker


def provenance(
    sentences: Sequence[Sentence],
    reports: Sequence[Report],
    analyse: Analyser,
    settings: GatherSettings,
    only: Collection[int] | None = None,
) -> Provenance:
    """From whom the sources have what they tell.

    "He" and "the governor" are whoever of that kind spoke last in the same source, and so is who speaks in a quotation
    that names nobody; who is named in full once is known by that name from there on.

    Args:
        sentences: all sentences of the cluster.
        reports: its sources, by index.
        analyse: reads sentences.
        settings: how far a sentence credits those behind it.
        only: rows that are read, with those that bear on them, where not all need be.
    """
    needed = range(len(sentences)) if only is None else _bearing(only, sentences, settings)
    analyse.prepare([sentences[row].flat for row in needed])
    found: list[Credited] = []
    openings: list[list[Speaker]] = [[] for _ in reports]
    speaking: list[list[Speaker]] = [[] for _ in reports]
    source = _Source(-1)
    for row, sentence in enumerate(sentences):
        if row not in needed:
            found.append(Credited(frozenset()))
            continue
        if sentence.source != source.index:
            source = _Source(sentence.source)
        one = analyse(sentence.flat)
        spoken = source.read(one, settings.reach)
        found.append(Credited(_told(one), spoken, source.before(settings.credit_reach)))
        who = [each.by for each in spoken]
        openings[sentence.source] += who if sentence.position < settings.credit_opening else []
        speaking[sentence.source] += who if reports[sentence.source].document.kind == "party" else []
    tellers = (
        Teller(report.origin, publisher(report.document.publisher), tuple(opening), tuple(own))
        for report, opening, own in zip(reports, openings, speaking, strict=True)
    )
    places = tuple(Place(sentence.source, sentence.start, sentence.end) for sentence in sentences)
    return Provenance(tuple(found), places, tuple(tellers), settings.credited_share)


def _bearing(only: Collection[int], sentences: Sequence[Sentence], settings: GatherSettings) -> set[int]:
    """Some rows, with those before them that may say whose word they are, and those that open a source."""
    back = max(settings.reach, settings.credit_reach)
    near = {before for row in only for before in range(max(row - back, 0), row + 1)}
    return near | {row for row, one in enumerate(sentences) if one.position < settings.credit_opening}


class _Source:
    """The speakers of one source, read in order."""

    def __init__(self, index: int) -> None:
        self.index = index
        self._known: list[Speaker] = []
        self._of: list[tuple[Speaker, ...]] = []

    def read(self, one: Analysis, reach: int) -> tuple[Spoken, ...]:
        """What is said in the next sentence, and by whom, as far as that is one speaker."""
        spoken = []
        for saying in one.sayings:
            who = self._who(one, saying, reach)
            if who is not None:
                said = " ".join(one.words[at].text for at in sorted(saying.said))
                spoken.append(Spoken(who, canonical_stems(said)))
        self._of.append(tuple(each.by for each in spoken))
        return tuple(spoken)

    def before(self, reach: int) -> tuple[Speaker, ...]:
        """Who speaks in the sentences before the last one that was read."""
        return tuple(who for speakers in self._of[-1 - reach : -1] for who in speakers)

    def _who(self, one: Analysis, saying: Saying, reach: int) -> Speaker | None:
        if len(saying.speakers) > 1:
            return None  # whose word it is cannot be told
        if not saying.speakers:
            pronouns = [at for at in one.tree.under(saying.at, "nsubj") if one.tree.nodes[at].pos == "PRON"]
            recent = [who for speakers in self._of[-reach:] for who in speakers]
            goes_on = _is_third(one, pronouns[0]) if pronouns else all(one.words[at].quoted for at in saying.said)
            return recent[-1] if recent and goes_on else None
        who = speaker(one, saying.speakers[0])
        if who is None:
            return None
        earlier = next((other for other in reversed(self._known) if same_speaker(other, who)), None)
        who = joined(earlier, who) if earlier else who
        self._known.append(who)
        return who


_THIRD = frozenset("he she it they".split())


def _is_third(one: Analysis, at: int) -> bool:
    return one.words[at].low in _THIRD


def _told(one: Analysis) -> frozenset[str]:
    """The stems of what a sentence tells, without who says it."""
    own = {at for saying in one.sayings for at in _naming(one, saying)}
    return canonical_stems(" ".join(word.text for at, word in enumerate(one.words) if at not in own))


def _naming(one: Analysis, saying: Saying) -> set[int]:
    """The words of an act of saying that are not what is said: who says it, when and where."""
    tree = one.tree
    who = {word for place in saying.speakers for word in tree.subtree(place)}
    beside = (word for joined in tree.under(saying.at, "conj") for word in tree.subtree(joined))
    return (tree.subtree(saying.at) | who).difference(saying.said, beside)
