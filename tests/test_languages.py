"""The language of sources and sentences, and what becomes of those in another language than the briefing."""

from __future__ import annotations

import subprocess
import sys

import pytest

from summarizer.errors import UsageError
from summarizer.languages import LANGUAGES, language_code, language_name
from summarizer.settings import RunSettings
from summarizer.text.languages import language_of, language_of_report

SENTENCES = [
    ("de", "Bei dem Brand in einer Lagerhalle in Marnfeld sind am Dienstag 17 Menschen ums Leben gekommen."),
    ("de", "Warum die Sprinkleranlage versagte, blieb zunächst unklar."),
    ("fr", "Le maire, Karim Vautier, a promis une enquête."),
    ("fr", "Soixante pompiers ont été mobilisés."),
    ("es", "«Nunca habíamos visto algo así», dijo la capitana Elena Brodes."),
    ("es", "El tráfico está cortado desde la madrugada."),
    ("it", "Non è chiaro perché l'impianto antincendio non abbia funzionato."),
    ("pt", "Não se sabe por que motivo o sistema falhou."),
    ("nl", "Burgemeester Karel Voss kondigde een onderzoek aan."),
    ("sv", "Räddningstjänsten ryckte ut med sextio personer."),
    ("zh", "周二，马恩市一处仓库发生火灾，造成17人死亡。"),
    ("ja", "火曜日、マルン市の倉庫で火災があり、17人が死亡した。"),
    ("ar", "شارك ستون من رجال الإطفاء في العملية."),
    ("ru", "Мост закрыт."),
    ("pl", "Na miejsce przyjechało sześćdziesięciu strażaków."),
    ("ko", "경찰이 조사하고 있다."),
    ("en", "Seventeen people died in a fire at a warehouse in Marnfield on Tuesday."),
]


@pytest.mark.parametrize(("code", "text"), SENTENCES)
def test_a_sentence_tells_its_language(code: str, text: str) -> None:
    assert language_of(text) == code
    assert language_of(text, "en") == code
    assert language_of_report(text) == code


@pytest.mark.parametrize(
    "text",
    [
        "Rebels captured Lindis Thursday",
        "El Mirador and La Plata were closed.",
        "17 dead",
        "The Café des Arts in Lindis burnt down on Monday.",
        "Señor Núñez met Frau Müller.",
        "Donau-Dampfschifffahrts-Gesellschaft",
        "Les Misérables, La Traviata, Così fan tutte and Der Rosenkavalier",
        "Real Madrid 3, Bayern München 2",
        "“Wir schaffen das”, Angela Merkel said.",
        "Ukraine: Zelensky visits Kharkiv",
        "Matt Mueller",
        "COMMENTS",
        "12 34 56 78",
        "Wanneroo 12 14.5 3\nJoondalup 9 8.1 4\nStirling 31 2.7 9",
        "",
    ],
)
def test_names_titles_and_tables_in_an_english_text_are_english(text: str) -> None:
    assert language_of(text, "en") == "en"
    assert language_of_report(text) == "en"


@pytest.mark.parametrize("text", ["Macron", "12 34 56 78", "", "!?", "\ud800"])
def test_what_tells_nothing_takes_the_language_around_it_or_is_unknown(text: str) -> None:
    assert language_of(text) == "und"
    assert language_of(text, "fr") == "fr"
    assert language_of(text, "und") == "und"


@pytest.mark.parametrize(
    "text",
    [
        "La haveno de Skarne estis fermita mardon post kiam ŝipo perdis dek unu ujojn en la kanalo, diris la estro.",
        "Pò Skarne a te fèmen madi apre yon bato te pèdi onz kontenè nan kanal la, se sa chèf pò a te di jounalis yo.",
        "བོད་ཡིག་གི་གསར་འགྱུར་འདི་ནི་ཤེས་མི་ཐུབ།",
    ],
)
def test_a_report_in_a_language_that_nobody_knows_is_not_english(text: str) -> None:
    """Esperanto, Haitian and Tibetan, of which the classifier has heard nothing here."""
    assert language_of_report(text) == "und"


def test_a_short_sentence_stays_in_the_language_of_its_report() -> None:
    assert language_of("OK, super!", "de") == "de"
    assert language_of("The mayor has said that she will not resign over the fire.", "de") == "en"


def test_every_language_has_a_name() -> None:
    assert language_name("de") == "German"
    assert language_name("und") == language_name("") == "an unknown language"
    assert all(name[0].isupper() and len(code) == 2 for code, name in LANGUAGES.items())


def test_help_loads_no_classifier() -> None:
    code = (
        "import sys; from summarizer.cli import main\n"
        "try: main(['--help'])\nexcept SystemExit: pass\n"
        "assert not {'py3langid', 'sklearn'} & set(sys.modules), 'loaded'"
    )
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ("de", "de"), ("DE", "de"), ("de-AT", "de"), ("de_CH.UTF-8", "de"), ("German", "de"), ("nb", "no"),
        ("zh-Hant-TW", "zh"), ("Farsi", "fa"), ("", ""), ("Klingon", "Klingon"), ("xx-YY", "xx-YY"),
    ],
)  # fmt: skip
def test_a_language_is_named_in_many_ways(given: str, code: str) -> None:
    assert language_code(given) == code


def test_the_settings_take_a_name_and_name_what_they_know() -> None:
    assert RunSettings(language="German") == RunSettings(language="de")
    with pytest.raises(UsageError, match="use a name such as German, or a code: en, de"):
        RunSettings(language="Klingon")
