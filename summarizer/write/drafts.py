"""Plan to drafts: what the writer is asked, how its answers are tidied, and which shorter versions go with them.

Each item asks for its *seed* sentence shortened to its main fact, not for a merger of the group: rewriting one
sentence was nearly always right, merging several put one source's words into another's mouth.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from summarizer.interfaces import Progress, Writer
from summarizer.model_settings import WriterSettings
from summarizer.records import Draft, Plan, PlanItem, Sentence, WriteRequest
from summarizer.text import words
from summarizer.text.analysis import Analyser, Analysis
from summarizer.text.condensing import condensations, gentle_and_strong
from summarizer.write.shorten import attributed, trimmed, unpadded

_PREAMBLE = re.compile(
    r"^(?:here(?:'s| is)[^:]{0,60}:|shortened(?: sentence)?:|sentence:|headline:|title:|answer:)\s*", re.I
)
_MARKUP = re.compile(r"\*\*|__|`|^#+\s*")


Worthwhile = Callable[[PlanItem, Sequence[str]], bool]
"""Whether any of these texts, which leave out parts of an item's sentence, may be told of it."""


def requests_for(
    plan: Plan,
    sentences: Sequence[Sentence],
    settings: WriterSettings,
    analyse: Analyser,
    titled: bool = False,
    worthwhile: Worthwhile = lambda item, texts: True,
) -> list[WriteRequest]:
    """A request for each draft of each item in plan order, then one for the title.

    A writer held to deletion is given what it may choose from: nothing where the sentence was not parsed, or where none
    of it is ``worthwhile``, and then it writes nothing. None for an item that has its wording. None for the title where
    the sources behind the lead are ``titled``: their own headline was written by someone who saw the whole report, it
    can be cited, and a batch of its own for one row takes seconds; nor where no lead may head the briefing.
    """
    requests = []
    for item in _unworded(plan):
        text = item.told(sentences)
        choices = condensations(analyse(text)) if settings.deletes else ()
        own = choices if choices[1:] and worthwhile(item, choices[1:]) else ()
        requests += [WriteRequest("sentence", (text,), settings.max_words, run, own) for run in settings.free_runs]
    if not titled and (evidence := _heading(plan, sentences)):
        requests.append(WriteRequest("title", evidence, settings.title_words))
    return requests


def _heading(plan: Plan, sentences: Sequence[Sentence]) -> tuple[str, ...]:
    """What a title may be written from: the leads, as they are told.

    A sentence that is told without a date that cannot be is no evidence for that date.
    """
    leading = [item for item in plan.items if item.role == "lead"] or plan.items[:1]
    own = {item.seed: item.statement.wording for item in leading if not item.statement.partners}
    return tuple(own.get(item.seed) or sentences[item.seed].flat for item in leading if item.statement.heads)


def drafts_by_item(
    drafts: Sequence[Draft], plan: Plan, settings: WriterSettings
) -> tuple[list[Sequence[Draft]], Draft | None]:
    """The answers to `requests_for` by item, in plan order, and the title's, where one was asked for."""
    each = len(settings.free_runs)
    count = len(_unworded(plan)) * each
    written = iter([drafts[at : at + each] for at in range(0, count, each)])
    by_item = [() if item.statement.wording else next(written) for item in plan.items]
    return by_item, drafts[count] if len(drafts) > count else None


def _unworded(plan: Plan) -> list[PlanItem]:
    """The items that something is to be written for."""
    return [item for item in plan.items if not item.statement.wording]


def write(requests: Sequence[WriteRequest], writer: Writer, progress: Progress | None = None) -> list[Draft]:
    """Has all requests written in one batched call; returns drafts in their order, tidied."""
    drafts = writer.write(requests, progress)
    return [
        # A choice is a sentence already; the marks around a quotation are part of it.
        replace(draft, text=draft.text if draft.text in request.choices else tidy(draft.text, request))
        for draft, request in zip(drafts, requests, strict=True)
    ]


def versions(drafts: Sequence[Draft], seed: Analysis, deletes: bool) -> tuple[Draft, ...]:
    """All texts that may be told for one item, each once; none where nothing was written.

    Args:
        drafts: what was written for the item.
        seed: the sentence that it was written from.
        deletes: whether the drafts are the seed with parts left out.

    Returns:
        Each draft without padding, without what can be left out, and as it is, the attribution of the seed put back;
        then the seed without what its grammar lets go, the gentlest first, without log-probabilities. With ``deletes``
        each draft as it is, and the same by rule.
    """
    ruled = gentle_and_strong(seed)
    if deletes:
        return tuple(Draft(text) for text in dict.fromkeys([draft.text for draft in drafts if draft.text] + ruled))
    texts: dict[str, Draft] = {}
    for draft in drafts:
        short = trimmed(draft.text)
        for text in dict.fromkeys((unpadded(short), short, draft.text)) if draft.text else ():
            texts.setdefault(attributed(text, seed.text) or text, draft)
    found = [replace(draft, text=text) for text, draft in texts.items()]
    return (*found, *(Draft(text) for text in ruled if found and text not in texts))


def tidy(text: str, request: WriteRequest) -> str:
    """One clean line: no preamble, markup or wrapping quotation marks; a sentence ends with its full stop."""
    line = next((part for part in text.strip().splitlines() if part.strip()), "")
    line = _MARKUP.sub("", _PREAMBLE.sub("", line.strip()))
    line = " ".join(line.split())
    if len(line) > 1 and line[0] in '"“' and line[-1] in '"”' and not re.search(r"[\"“”]", line[1:-1]):
        line = line[1:-1].strip()
    if not words(line):
        return ""
    line = line[0].upper() + line[1:]
    if request.kind == "title":
        return line.rstrip(" .;,:")
    return line if re.search(r"[.!?][\"”’)]*$", line) else line.rstrip(" ,;:–—-") + "."
