"""An item with what its seed leans on put in, where its own source tells it, and with what it leans on still."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date as Day

from summarizer.plan.days import with_days, with_time
from summarizer.plan.following import follows
from summarizer.plan.introductions import Introduced, introduced, unexplained_in
from summarizer.plan.joiners import without_also, without_joiner
from summarizer.plan.names import with_full_names
from summarizer.plan.openings import resolve_pronoun
from summarizer.plan.things import things_told, things_unknown
from summarizer.records import Follows, PlanItem, Sentence, Unexplained
from summarizer.settings import PlanSettings
from summarizer.text.analysis import Analyser
from summarizer.text.people import Called
from summarizer.text.words import identity, words


def with_context(
    item: PlanItem,
    sentences: Sequence[Sentence],
    analyse: Analyser,
    days: Sequence[Day | None],
    elsewhere: Mapping[int, Mapping[str, Called | None]],
    settings: PlanSettings,
) -> PlanItem:
    """The item as it can be told alone.

    Args:
        item: what is to be told.
        sentences: all sentences of the cluster.
        analyse: reads sentences.
        days: the day of each source, where known.
        elsewhere: of each source the people whom only others name in full, see `cast.named_elsewhere`.
        settings: how long a sentence must be that loses what only joins it.
    """
    seed = sentences[item.seed]
    if item.statement.wording:
        return _as_worded(item, sentences, analyse, days, settings)
    rows, behind = _around(item.seed, sentences)
    earlier, later = [sentences[row].flat for row in rows], [sentences[row].flat for row in behind]
    alone = without_joiner(analyse(seed.flat), settings.joined_words)
    near = _unbroken([*rows, item.seed], sentences)
    opened = resolve_pronoun(alone, [sentences[row].flat for row in near], analyse)
    others, owned = elsewhere.get(seed.source, {}), bool(item.statement.voice)
    text, named = with_full_names(opened.text if opened else alone, others, analyse)
    known = introduced(text, earlier, analyse, later, others, owned)
    known = _with_things(known, earlier, later, analyse, settings)
    dated = with_days(analyse(known.text), days[seed.source] if days else None, days)
    timed = with_time(analyse(dated.text), item.statement.as_of, days)
    unexplained, shown = (*known.unexplained, *dated.unexplained), [*rows, *behind]
    return replace(
        item,
        follows=_follows(item.seed, timed, unexplained, sentences, analyse),
        resolved="" if timed == seed.flat else timed,
        antecedent=near[opened.row] if opened else None,
        introductions=(*named, *(replace(one, row=shown[one.row]) for one in known.introductions)),
        unexplained=unexplained,
        dated=timed != known.text,
    )


def _around(seed: int, sentences: Sequence[Sentence]) -> tuple[list[int], list[int]]:
    """The rows of the sentences of its source before a sentence, and behind it."""
    own, place = sentences[seed].source, sentences[seed].position
    rows = [row for row, other in enumerate(sentences) if other.source == own]
    return [row for row in rows if sentences[row].position < place], [
        row for row in rows if sentences[row].position > place
    ]


def _with_things(
    known: Introduced, earlier: Sequence[str], later: Sequence[str], analyse: Analyser, settings: PlanSettings
) -> Introduced:
    """What is known of a sentence, with the things put in that it speaks of as known."""
    # A text may open with what its next sentences introduce.
    after = () if earlier else later[: settings.opening_sentences - 1]
    told = things_told(known.text, earlier, after, analyse, settings)
    short = {one.short for one in told.introductions}
    left = [one for one in known.unexplained if one.phrase not in short]
    return Introduced(told.text, (*known.introductions, *told.introductions), (*left, *told.unexplained))


def _as_worded(
    item: PlanItem, sentences: Sequence[Sentence], analyse: Analyser, days: Sequence[Day | None], settings: PlanSettings
) -> PlanItem:
    """The item of a statement that has its wording: nothing is put in but its days, and its own."""
    source, wording = sentences[item.seed].source, item.statement.wording
    rows = sorted(row for row in {item.seed, *item.statement.partners} if sentences[row].source == source)
    first = sentences[rows[0]]
    earlier = [one.flat for one in sentences if one.source == source and one.position < first.position]
    texts = [sentences[row].flat for row in rows]
    left = unexplained_in(texts, earlier, analyse, bool(item.statement.voice))
    left += things_unknown(texts, earlier, analyse, settings)
    opening = texts[0] if wording.startswith(texts[0]) else ""
    alone = without_also(analyse(opening)) + wording[len(opening) :]
    dated = with_days(analyse(alone), days[source] if days else None, days)
    timed = with_time(analyse(dated.text), item.statement.as_of, days)
    return replace(item, statement=replace(item.statement, wording=timed), unexplained=left)


def _unbroken(rows: Sequence[int], sentences: Sequence[Sentence]) -> list[int]:
    """The rows before the last one that lead up to it with no sentence taken out between: "she" may be in that one."""
    found = [rows[-1]]
    for row in reversed(rows[:-1]):
        if sentences[row].position + 1 != sentences[found[0]].position:
            break
        found.insert(0, row)
    return found[:-1]


def _follows(
    seed: int, text: str, unexplained: Sequence[Unexplained], sentences: Sequence[Sentence], analyse: Analyser
) -> Follows | None:
    """What the sentence before a seed must tell for the seed to be clear behind it; None where it is not."""
    own, before = sentences[seed], sentences[seed - 1] if seed else None
    if before is None or before.source != own.source or own.paragraph - before.paragraph > 1:
        return None
    needed = [one for one in unexplained if not one.bearable]
    return follows(seed - 1, analyse(text), analyse(before.flat), needed)


def without_asked(item: PlanItem, focus: str) -> PlanItem:
    """The item without what the reader asked for: of that he or she knows."""
    asked = {identity(word) for word in words(focus)}
    return replace(item, unexplained=tuple(one for one in item.unexplained if not asked & set(one.ids)))
