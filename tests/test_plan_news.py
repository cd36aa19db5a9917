"""Stories over days: what tells the news of each report, and that the news of the newest day opens the briefing."""

from __future__ import annotations

from dataclasses import replace

from summarizer.plan.leads import with_merits
from summarizer.plan.news import News, newest_of, news_of
from summarizer.records import Document, Flag, PlanItem, Report, Sentence, told_at
from summarizer.settings import PlanSettings
from summarizer.text.analysis import analyse as unparsed

SETTINGS = PlanSettings(news_words=3)

STORY = (
    ("2031-06-12", "Heron trapped in mill of Kelm", "A heron is trapped in the mill of Kelm.", "Crews wait."),
    ("2031-06-13", "Heron freed", "Nobody in Kelm slept.", "The heron was freed from the mill at noon."),
    ("2031-06-14", None, "The mill opens again.", "Herons eat fish."),
)


def cluster(
    story: tuple[tuple[str | None, str | None, str, str], ...] = STORY,
) -> tuple[list[Sentence], list[Report]]:
    sentences, reports = [], []
    for source, (day, title, *texts) in enumerate(story):
        body = " ".join(texts)
        reports.append(Report(source, Document(f"d{source}", body, title=title, date=day), source))
        for position, text in enumerate(texts):
            start = body.index(text)
            sentences.append(Sentence(source, start, start + len(text), text, position, 0))
    return sentences, reports


def test_the_news_of_a_report_is_what_its_headline_says_else_what_it_opens_with() -> None:
    sentences, reports = cluster()
    found = news_of(sentences, reports, (), unparsed, SETTINGS)
    assert found == (News(0, False), News(3, False), News(4, True))
    assert newest_of(found) == [4]


def test_what_may_not_be_told_or_leans_is_no_news() -> None:
    sentences, reports = cluster()
    assert news_of(sentences, reports, {3, 4}, unparsed, SETTINGS) == (
        News(0, False),
        News(2, False),
        News(5, True),
    )
    he = replace(sentences[3], text="He freed the heron from the mill at noon.")
    leaning = [*sentences[:3], he, *sentences[4:]]
    assert news_of(leaning, reports, (), unparsed, SETTINGS)[1] == News(2, False)


def test_what_has_few_words_tells_too_little_to_be_news() -> None:
    sentences, reports = cluster()
    assert news_of(sentences, reports, (), unparsed, PlanSettings(news_words=8)) == (News(0, False), News(3, True))


def test_a_party_and_an_opinion_bring_no_news() -> None:
    sentences, reports = cluster()
    for kind in ("party", "opinion"):
        flagged = replace(reports[2], document=replace(reports[2].document, flags=(Flag(kind, "it says so"),)))
        assert news_of(sentences, [*reports[:2], flagged], (), unparsed, SETTINGS) == (News(0, False), News(3, True))


def test_of_one_day_or_of_none_there_is_no_newest_news() -> None:
    day = STORY[0][0]
    for days in ((day, day, day), (None, None, None), (day, None, None)):
        story = tuple((one, *rest) for one, (_, *rest) in zip(days, STORY, strict=True))
        assert news_of(*cluster(story), (), unparsed, SETTINGS) == ()  # type: ignore[arg-type]


def test_the_news_of_the_newest_day_is_worth_more_as_opening_and_every_item_has_its_age() -> None:
    sentences, reports = cluster()
    items = [PlanItem("point", row, (), 1.0) for row in (0, 2, 4)]
    moments = told_at([one.document for one in reports])
    plain = with_merits(items, sentences, SETTINGS, moments=moments)
    told = with_merits(items, sentences, SETTINGS, moments=moments, news=[4])
    assert [one.age for one in told] == [1.0, 0.5, 0.0]
    assert [after.merit - before.merit for before, after in zip(plain, told, strict=True)] == [
        0.0, 0.0, SETTINGS.lead_news,
    ]  # fmt: skip


def document(published: str, kind: str = "") -> Document:
    day, _, hour = published.partition("T")
    flags = (Flag(kind, "it says so"),) if kind else ()  # type: ignore[arg-type]
    return Document(published, "Herons ate fish.", date=day or None, time=hour or None, flags=flags)


def hours(*published: str) -> list[str]:
    return [f"{one:%d %H:%M}" if one else "" for one in told_at([document(*one.split(" ")) for one in published])]


def test_over_days_a_report_s_day_counts_and_what_comes_after_the_news_speaks_of_it() -> None:
    found = hours("2031-06-12T09:00", "2031-06-13", "2031-06-14T09:00 opinion", "2031-06-14 party", "")
    assert found == ["12 00:00", "13 00:00", "13 00:00", "13 00:00", ""]


def test_within_a_day_hours_count_where_all_news_has_them_and_some_is_hours_older() -> None:
    assert hours("2031-06-12T09:00", "2031-06-12T17:30", "2031-06-12T19:00") == ["12 09:00", "12 19:00", "12 19:00"]
    assert hours("2031-06-12T09:00+02:00", "2031-06-12T19:00+02:00") == ["12 07:00", "12 17:00"]
    assert hours("2031-06-12T09:00", "2031-06-12", "2031-06-12T19:00") == ["", "", ""]
    assert hours("2031-06-12T09:00", "2031-06-12 opinion", "2031-06-12T19:00") == ["12 09:00", "", "12 19:00"]
    assert hours("", "") == ["", ""]
