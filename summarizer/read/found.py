"""What is found out about a report, and how findings from several places are joined."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from summarizer.read.dates import When, joined
from summarizer.records import Flag, Span


@dataclass(frozen=True, slots=True)
class Found:
    """Title, publisher, date and address; flags; and where in the text all this stands.

    ``when`` is when it was published, ``changed`` when its text was last changed.
    """

    title: str | None = None
    publisher: str | None = None
    when: When | None = None
    url: str | None = None
    flags: tuple[Flag, ...] = ()
    spans: tuple[Span, ...] = ()
    changed: When | None = None

    def or_else(self, other: Found) -> Found:
        """Keeps what is known and fills the gaps from ``other``; flags and spans of both are kept."""
        return Found(
            title=self.title or other.title,
            publisher=self.publisher or other.publisher,
            when=joined(self.when, other.when),
            url=self.url or other.url,
            flags=tuple(dict.fromkeys((*self.flags, *other.flags))),
            spans=(*self.spans, *other.spans),
            changed=self.changed or other.changed,
        )

    def with_spans(self, spans: Iterable[Span]) -> Found:
        """Adds places in the text."""
        return replace(self, spans=(*self.spans, *spans))


def merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Sorts spans and joins those that overlap; empty ones are left out."""
    result: list[Span] = []
    for span in sorted(spans, key=lambda s: (s.start, s.end)):
        if span.start >= span.end:
            continue
        if result and span.start < result[-1].end:
            result[-1] = Span(result[-1].start, max(result[-1].end, span.end))
        else:
            result.append(span)
    return tuple(result)
