"""What sources in other languages give a briefing: counts of people among its figures, and who else tells it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from pipeline_fakes import HashEncoder, ShorteningWriter

from summarizer.pipeline import Models, run
from summarizer.pipeline.abroad import with_foreign_values
from summarizer.pipeline.planning import clean_and_split
from summarizer.pipeline.stages import Cluster, Composed, Sources
from summarizer.records import Briefing, Document, Figure, FigureValue, Span
from summarizer.render.jsonfile import from_json, to_json
from summarizer.render.markdown import to_markdown
from summarizer.render.terminal import to_text
from summarizer.settings import OutputSettings, RunSettings, Settings
from summarizer.stage_settings import LanguageSettings
from summarizer.text.dates import dates
from summarizer.text.local_tolls import local_tolls

COUNTED = [
    ("de", "Bei dem Brand in Marnfeld sind am Dienstag 17 Menschen ums Leben gekommen.", [("dead", 17)]),
    ("de", "Die Feuerwehr meldete 17 Tote und 30 Verletzte.", [("dead", 17), ("injured", 30)]),
    ("de", "Die Zahl der Toten stieg auf 19.", [("dead", 19)]),
    ("de", "Die Zahl der Toten nach dem Brand in Marnfeld ist auf 19 gestiegen.", [("dead", 19)]),
    ("es", "El número de muertos por el incendio ascendió a 19.", [("dead", 19)]),
    ("fr", "Le bilan est passé à 19 morts.", [("dead", 19)]),
    ("it", "Il numero dei feriti e dei dispersi resta alto, i morti sono 19.", []),
    ("de", "Fünf Menschen werden noch vermisst.", [("missing", 5)]),
    ("fr", "Au moins 17 personnes ont été tuées et 30 blessées mardi à Marnes.", [("dead", 17), ("injured", 30)]),
    ("fr", "Sept personnes sont mortes.", [("dead", 7)]),
    ("fr", "L’explosion a tué 17 personnes.", [("dead", 17)]),
    ("es", "Murieron 17 personas y 30 resultaron heridas.", [("dead", 17)]),
    ("es", "El incendio dejó 17 muertos y 30 heridos.", [("dead", 17), ("injured", 30)]),
    ("it", "Nell’incendio sono morte 17 persone.", [("dead", 17)]),
    ("it", "Il bilancio è di 17 morti e 30 feriti.", [("dead", 17), ("injured", 30)]),
    ("pt", "O incêndio matou 17 pessoas; 30 pessoas ficaram feridas.", [("dead", 17), ("injured", 30)]),
    ("nl", "Er vielen 17 doden en 30 gewonden.", [("dead", 17), ("injured", 30)]),
    ("zh", "周二，马恩市一处仓库发生火灾，造成17人死亡，30人受伤。", [("dead", 17), ("injured", 30)]),
    ("ja", "倉庫で火災があり、17人が死亡し、30人がけがをした。", [("dead", 17), ("injured", 30)]),
    ("ar", "أدى الحريق إلى مقتل 17 شخصا.", [("dead", 17)]),
]
"""Invented sentences, and whom they count."""

UNCOUNTED = [
    ("de", "30 Menschen trauerten um die Toten."),
    ("de", "17 der Toten kamen aus Lindis."),
    ("de", "Im Jahr 2019 starben dort 12 Menschen."),
    ("de", "Es gab keine 17 Toten."),
    ("de", "Weitere 17 Menschen wurden verletzt."),
    ("de", "Bis zu 17 Menschen könnten verletzt worden sein."),
    ("de", "Zunächst war von 14 Toten die Rede gewesen."),
    ("de", "Das Feuer breitete sich auf 17 Hektar aus, Menschen wurden verletzt."),
    ("fr", "30 personnes ont rendu hommage aux personnes tuées."),
    ("fr", "17 personnes pourraient avoir été tuées."),
    ("de", "Unter den Toten sind Kinder, die Zahl der Helfer stieg auf 19."),
    ("es", "El número de muertos y heridos ascendió a 19."),
    ("de", "Der Verein ist auf 17 Menschen gewachsen."),
    ("es", "El equipo ascendió a 17 personas."),
    ("pt", "As últimas 25 pessoas desalojadas voltaram a casa no domingo."),
    ("es", "Otras 17 personas murieron."),
    ("es", "¿Murieron 17 personas?"),
    ("it", "Potrebbero essere 17 i morti."),
    ("nl", "30 mensen herdachten de doden."),
    ("zh", "火灾可能造成17人死亡。"),
    ("zh", "其中3人死亡。"),
    ("en", "The fire killed 17 people."),
    ("fi", "Palossa kuoli 17 ihmistä."),
]
"""Where nobody, some only, those of another time, or perhaps somebody is counted; and languages without a table."""


@pytest.mark.parametrize(("code", "text", "counted"), COUNTED)
def test_a_count_is_told_by_the_words_of_its_number(code: str, text: str, counted: list[tuple[str, int]]) -> None:
    assert [(one.fate, one.quantity.low) for one in local_tolls(text, code, LanguageSettings().toll_reach)] == counted


@pytest.mark.parametrize(("code", "text"), UNCOUNTED)
def test_what_is_no_count_for_certain_is_none(code: str, text: str) -> None:
    assert local_tolls(text, code, LanguageSettings().toll_reach) == ()


def test_a_number_in_words_is_no_month() -> None:
    assert dates("Sept personnes sont mortes, dont dix-sept enfants.", "fr") == []
    assert dates("Le 3 sept. 2024", "fr")[0].month == 9


ENGLISH = (
    Document(
        "courier",
        "A fire at the Lodex warehouse in Marnfield killed 17 people on Tuesday, the fire service said. "
        "Mayor Karsten Vohl announced an inquiry into why the sprinklers of the hall had failed.",
        title="Warehouse fire kills 17 in Marnfield",
        publisher="Marnfield Courier",
        date="2025-03-04",
    ),
    Document(
        "post",
        "The mayor of Marnfield, Karsten Vohl, wants to know why the sprinklers of the Lodex warehouse had failed. "
        "Firefighters from nine towns fought the flames for eleven hours, the county said.",
        title="Inquiry into warehouse fire",
        publisher="County Post",
        date="2025-03-04",
    ),
)
GERMAN = Document(
    "bote",
    "Bei dem Brand in der Lagerhalle der Firma Lodex in Marnfield sind 17 Menschen ums Leben gekommen. "
    "Der Schaden beträgt 3,5 Millionen Euro.",
    publisher="Marnfelder Bote",
    date="2025-03-05",
)


def _briefed(*documents: Document) -> Briefing:
    models = Models(HashEncoder(), ShorteningWriter(), None)
    return run(documents, Settings(OutputSettings(words=80), RunSettings()), models)


def _told(briefing: Briefing) -> list[tuple[str, list[tuple[object, int]]]]:
    return [(one.relation, [(value.number, value.source) for value in one.values]) for one in briefing.figures]


def test_the_same_count_is_a_value_of_the_figure_and_backs_the_sentence() -> None:
    briefing = _briefed(*ENGLISH, GERMAN)
    assert _told(briefing) == [("same", [(17.0, 0), (17.0, 2)])]
    (sentence,) = (one for one in briefing.sentences if "17" in one.text)
    (report,) = sentence.reported_by
    assert (report.source, report.language) == (2, "de")
    assert "17 Menschen" in report.quote
    assert sentence.figures == (0,)
    again = from_json(to_json(briefing))
    assert again.sentences[0].reported_by == briefing.sentences[0].reported_by
    for shown in (to_text(briefing, explain=True), to_markdown(briefing, explain=True)):
        assert "in German: the same count and name" in " ".join(shown.split())


def test_a_later_report_that_counts_more_has_the_newest_value() -> None:
    later = replace(GERMAN, text=GERMAN.text.replace("17 Menschen", "19 Menschen"), date="2025-03-06")
    briefing = _briefed(*ENGLISH, later)
    assert _told(briefing) == [("update", [(17.0, 0), (19.0, 2)])]
    assert briefing.figures[0].newest == 1
    assert not any(one.reported_by for one in briefing.sentences if "17" in one.text)
    assert "Killed: 17 (4 Mar) [2] → 19 (6 Mar) [3]" in " ".join(to_text(briefing).split())


def _with(figures: list[Figure], *documents: Document) -> tuple[Figure, ...]:
    """The figures of the two English sources with what others add."""
    settings = Settings()
    cleaned = clean_and_split(Cluster((*ENGLISH, *documents)), settings)
    vectors = np.zeros((len(cleaned.sentences), 4), dtype=np.float32)
    sources = Sources(
        cleaned.reports, cleaned.sentences, cleaned.dropped, cleaned.skipped, cleaned.language, cleaned.foreign, vectors
    )
    composed = Composed(sources, ("", ()), (), (), (), None, tuple(figures))
    return with_foreign_values(composed, settings.clean.languages)


def _own(source: int, number: int, level: int = 0, bound: str = "", scope: str = "") -> FigureValue:
    quote = f"The fire in Marnfield killed {bound and 'at least '}{number} people."
    return FigureValue(source, 0, 9, quote, Span(0, 2), str(number), number, bound, level=level, scope=scope)


def test_a_value_joins_the_one_that_it_equals_in_its_place() -> None:
    own = Figure("people killed", "update", (_own(0, 17), _own(1, 18, 1)), 1)
    (found,) = _with([own], GERMAN)
    assert [(one.number, one.source, one.level) for one in found.values] == [(17, 0, 0), (17, 2, 0), (18, 1, 1)]
    assert found.newest_value == own.newest_value
    assert found.values[1].as_of == ""  # what a later report repeats did not hold then
    second = Document(
        "second", "In Marnfield meldete die Feuerwehr am Abend 21 Tote.", publisher="Funk", date="2025-03-07"
    )
    (found,) = _with([own], GERMAN, second)
    assert [(one.number, one.level) for one in found.values] == [(17, 0), (17, 0), (18, 1), (21, 2)]
    assert found.newest == 3


def test_no_value_joins_a_figure_where_it_is_not_certain_which_or_how() -> None:
    figure = Figure("people killed", "same", (_own(0, 17), _own(1, 17)), 0)
    scoped = Figure("people killed", "scope", (_own(0, 17, scope="town"), _own(1, 17, scope="county")), 0)
    bounded = Figure("people killed", "same", (_own(0, 17, bound=">="), _own(1, 17, bound=">=")), 0)
    injured = Figure("hurt", "same", (replace(_own(0, 17), quote="In Marnfield 17 people were injured."),), 0)
    for given in ([figure, figure], [scoped], [bounded], [injured]):
        assert _with(given, GERMAN) == tuple(given)
    assert _with([figure], replace(GERMAN, text=GERMAN.text.replace("17", "siebzehn"))) == (figure,)
    assert len(_with([figure], GERMAN)[0].values) == 3


@pytest.mark.parametrize(
    "changed",
    [
        {"date": "2025-03-04"},  # of the same day
        {"date": None},
        {"date": "2025-03-06", "text": GERMAN.text.replace("Marnfield", "Lindis").replace("Lodex", "Ralt")},
        {"date": "2025-03-06", "text": GERMAN.text.replace("17 Menschen", "12 Menschen")},
        {"date": "2025-03-06", "text": GERMAN.text.replace("sind 17", "könnten 19")},
    ],
)
def test_what_is_not_certain_takes_no_part(changed: dict[str, str | None]) -> None:
    other = replace(GERMAN, text=GERMAN.text.replace("17 Menschen", "19 Menschen"))
    briefing = _briefed(*ENGLISH, replace(other, **changed))  # type: ignore[arg-type]
    assert briefing.figures == ()
    assert not any(one.language for sentence in briefing.sentences for one in sentence.reported_by)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("L’incendie de l’entrepôt Lodex à Marnfield a fait 17 morts, selon les pompiers de la région.", "fr"),
        ("El incendio en el almacén de Lodex en Marnfield dejó 17 muertos, según los bomberos.", "es"),
    ],
)
def test_it_holds_in_other_languages_too(text: str, language: str) -> None:
    briefing = _briefed(*ENGLISH, Document("other", text, publisher="Other", date="2025-03-05"))
    assert _told(briefing) == [("same", [(17.0, 0), (17.0, 2)])]
    assert [one.language for sentence in briefing.sentences for one in sentence.reported_by if one.language] == [
        language
    ]
