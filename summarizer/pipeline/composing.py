"""What stands to the sentences of a briefing: what is kept, under which title, and who is cited for it.

The judge is asked twice, each time for all clusters at once: which sentences repeat one another, and who else says what
was taken, or says it otherwise.
"""

from __future__ import annotations

from collections.abc import Sequence

from summarizer.interfaces import Encoder, Judge, Progress
from summarizer.language import commentary_score, is_headline, word_count
from summarizer.pipeline.state import Pair, Work, ask, document_of, each, leads_of, live
from summarizer.plan import SECTIONS, section_of
from summarizer.records import Draft, Rejected
from summarizer.settings import Settings
from summarizer.verify import (
    Candidate,
    Titled,
    citation,
    compose,
    compose_title,
    corroborating,
    headlines,
    near_pairs,
    near_rows,
    passage_text,
    questions_of,
    restatements,
    title_of,
)

_LONGEST_TITLE = 40
"""Words."""


def compose_all(
    works: Sequence[Work], settings: Settings, encoder: Encoder, judge: Judge | None, progress: Progress | None
) -> None:
    """Chooses among the candidates and cites; without a judge the rules alone decide."""
    _embed_candidates(works, encoder)
    ask(judge, progress, works, lambda work: _repetition_questions(work, settings))
    each(works, lambda work: _compose(work, settings))
    each(works, lambda work: _corroborate(work, settings, judge is not None))
    ask(judge, progress, works, _citation_questions)


def _embed_candidates(works: Sequence[Work], encoder: Encoder) -> None:
    """Embeds the candidates of all clusters in one call."""
    rows = encoder.encode([candidate.text for work in live(works) for candidate in work.candidates])
    start = 0
    for work in live(works):
        work.vectors = rows[start : start + len(work.candidates)]
        start += len(work.candidates)


def _repetition_questions(work: Work, settings: Settings) -> list[Pair]:
    return near_pairs(work.candidates, work.vectors, settings.output, settings.verify)


def _compose(work: Work, settings: Settings) -> None:
    others = _other_titles(work, settings)
    work.title, work.title_citations = compose_title(
        work.title_draft or Draft(""), leads_of(work), others, settings.verify, work.judged, settings.judge.threshold
    )
    # A title that is one of the sentences again, for want of another, takes nothing of the budget.
    again = [row for row, one in enumerate(work.candidates) if one.text.rstrip(".") == work.title]
    work.taken, left = _taken(work, 0 if again else word_count(work.title), settings)
    if again and not set(again) & set(work.taken):
        work.taken, left = _taken(work, word_count(work.title), settings)
    work.omitted += left
    # A sentence stands where its final wording belongs; within a section the plan's order stays, comment comes last.
    work.taken.sort(key=lambda row: _place(work.candidates[row]))


def _taken(work: Work, title_words: int, settings: Settings) -> tuple[list[int], list[Rejected]]:
    return compose(work.candidates, work.vectors, title_words, settings.output, settings.verify, work.judged)


def _other_titles(work: Work, settings: Settings) -> list[Titled]:
    """What may stand as the title: the sources' own, the lead's first; a short form of a lead that is not told as a
    sentence; the first sentence.
    """
    leads = [(item, found) for item, found in work.options.items() if item.role == "lead"]
    order = dict.fromkeys([*(work.sentences[item.seed].source for item, _ in leads), *range(len(work.documents))])
    titles = [own for source in order if (own := title_of(source, document_of(work, source), work.sentences))]
    told = {candidate.text for candidate in work.candidates}
    for item, found in leads:
        cited = tuple(citation(passage) for passage in item.passages(work.sentences))
        short = headlines(item, found, work.judged, settings.judge.threshold, work.sentences)
        titles += [(text.rstrip("."), cited) for text in short if text not in told and is_headline(text)][:1]
    for item, _ in leads[:1]:
        first = next((one.text for one in work.candidates if one.item == item), work.sentences[item.seed].flat)
        titles.append((_cut(first.rstrip(".")), tuple(citation(passage) for passage in item.passages(work.sentences))))
    return titles


def _cut(title: str) -> str:
    """A sentence that stands for a title, no longer than a reader takes in; some texts are one sentence of a page."""
    words = title.split()
    return title if len(words) <= _LONGEST_TITLE else " ".join(words[:_LONGEST_TITLE]) + " …"


def _place(candidate: Candidate) -> tuple[int, bool]:
    """Which section a sentence stands in, the lead above all of them, and whether it comments there."""
    heading = section_of(candidate.text, candidate.item.role)
    return SECTIONS.index(heading) if heading else -1, commentary_score(candidate.text) > 0.0


def _corroborate(work: Work, settings: Settings, judged: bool) -> None:
    """Finds who else may say what was taken, and who may say it with another figure."""
    verify = settings.verify
    for row in work.taken:
        candidate = work.candidates[row]
        source = work.sentences[candidate.item.seed].source
        near = near_rows(work.vectors[row], source, work.sentences, work.embeddings, work.reports, verify)
        known = (work.sentences, work.reports, verify, judged)
        work.corroborating.append(corroborating(candidate.text, near, *known))
        work.restated.append(restatements(candidate.text, near, document_of(work, source), *known))


def _citation_questions(work: Work) -> list[Pair]:
    found: list[Pair] = []
    for row, passages, restated in zip(work.taken, work.corroborating, work.restated, strict=True):
        text = work.candidates[row].text
        found += [(passage_text(passage, work.sentences), text) for passage in passages]
        found += questions_of(restated, work.sentences)
    return found
