"""When sources told what they tell."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, time, timedelta, tzinfo

from summarizer.records.sources import Document


def moment_of(published: str) -> datetime | None:
    """A date and time, or the end of a day; None where it cannot be read."""
    try:
        return datetime.fromisoformat(published if "T" in published else f"{published}T23:59:59")
    except ValueError:
        return None


def first_zone(moments: Iterable[datetime | None]) -> tzinfo:
    """The zone of what has no offset: that of the first of some moments which has one."""
    return next((moment.tzinfo for moment in moments if moment and moment.tzinfo), UTC)


def in_utc(moment: datetime, zone: tzinfo) -> float:
    """Seconds since the start of the calendar, in UTC; a moment without an offset is one of the zone given."""
    offset = (moment if moment.tzinfo else moment.replace(tzinfo=zone)).utcoffset() or timedelta()
    return (moment.replace(tzinfo=None) - datetime.min - offset).total_seconds()


def overtaken_share(own: Sequence[datetime | None], moments: Sequence[datetime | None]) -> float:
    """The share of the other sources that told later than all who tell a thing, in [0, 1]: it may be so no more.

    Args:
        own: when each source of the thing told it, as in ``moments``.
        moments: when each source told what it tells, from `told_at`; empty where that was not asked.

    Returns:
        0.0 where one of its sources has no known time.
    """
    told, known = [moment for moment in own if moment], [moment for moment in moments if moment]
    if not told or len(told) < len(own):
        return 0.0
    return sum(moment > max(told) for moment in known) / max(len(known) - 1, 1)


_AT_ONCE = timedelta(hours=3)
"""Reports of one day that came out within this time tell the same state of things; later ones may know more."""


def told_at(documents: Sequence[Document]) -> tuple[datetime | None, ...]:
    """When each document told what it tells, as far as another may have newer news; None where that is not known.

    In a story over days that is its day. Where all news is of one day and has its hour, it is that, in UTC, and those
    that came out together with the last have its hour. What is later than the last news speaks of it, as a party's
    statement or an opinion does, and has the time of that news.
    """
    news = [at for at, one in enumerate(documents) if one.is_news and one.day]
    told = _days_or_hours(documents, news)
    last = max((moment for at in news if (moment := told[at])), default=None)
    return tuple(min(moment, last) if moment and last else None for moment in told)


def _days_or_hours(documents: Sequence[Document], news: Sequence[int]) -> Sequence[datetime | None]:
    """The days of documents where the news is of several, else their hours, if all news has one."""
    days = [datetime.combine(one.day, time()) if one.day else None for one in documents]
    if len({days[at] for at in news}) > 1:
        return days
    timed = bool(news) and all("T" in documents[at].published for at in news)
    return _hours(documents, news) if timed else [None] * len(documents)


def _hours(documents: Sequence[Document], news: Sequence[int]) -> list[datetime | None]:
    """The moments in UTC at which documents came out, those that are near the last news as that; None where no hour is
    known. What has no offset is of the first's zone.
    """
    known = [moment_of(one.published) if "T" in one.published else None for one in documents]
    zone = first_zone(known)
    hours = [moment and datetime.min + timedelta(seconds=in_utc(moment, zone)) for moment in known]
    last = max((hour for at in news if (hour := hours[at])), default=datetime.max)
    return [hour and (last if hour + _AT_ONCE > last else hour) for hour in hours]
