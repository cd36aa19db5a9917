"""Numbers, dates, words, names and sentences of other languages, by their tables."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from pipeline_fakes import HashEncoder, ScriptedWriter

from summarizer.lengths import word_count
from summarizer.pipeline import Models, run
from summarizer.records import CleanDocument, Document, Sentence, Span
from summarizer.settings import Settings
from summarizer.split import split, split_text
from summarizer.text import content_stems, locales, names, numbers, quotations
from summarizer.text.dates import dates, resolved, states
from summarizer.text.east_asian import east_asian_value
from summarizer.text.languages import locale_for
from summarizer.text.locales import locale_of, tables
from summarizer.text.numbers import quantities
from summarizer.verbatim import undated

LANGUAGES = tables()
WHOLE = tuple(code for code in LANGUAGES if (locale := locale_of(code)) and locale.sections)


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("de", "rund 1.234,5 Tonnen", (1234.5, "~", "")),
        ("de", "3,5 Millionen Euro", (3_500_000, "", "€")),
        ("de", "mehr als 70 km/h", (70, ">", "km/h")),
        ("de", "einundzwanzig Menschen", (21, "", "")),
        ("de", "zweihundert Tote", (200, "", "")),
        ("de", "um 14.30 Uhr", (870, "", "time")),
        ("de", "der 17. Tag", (17, "", "rank")),
        ("de", "mindestens 17 Tote", (17, ">=", "")),
        ("fr", "1 234,5 tonnes", (1234.5, "", "")),
        ("fr", "quelque 1\u202f240 habitants", (1240, "~", "")),
        ("fr", "3,5 millions d’euros", (3_500_000, "", "€")),
        ("fr", "vers 2 h 30", (150, "", "time")),
        ("fr", "quatre-vingt-trois maisons", (83, "", "")),
        ("es", "unas 1.250 hectáreas", (1250, "~", "hectare")),
        ("es", "tres mil millones de euros", (3_000_000_000, "", "€")),
        ("es", "treinta y dos heridos", (32, "", "")),
        ("es", "a las 16.40 horas", (1000, "", "time")),
        ("it", "circa 18.000 metri cubi", (18_000, "~", "cubic metre")),
        ("it", "cinquantadue famiglie", (52, "", "")),
        ("it", "verso le 21.10", (1270, "", "time")),
        ("pt", "cerca de 3,5 milhões de reais", (3_500_000, "~", "R$")),
        ("pt", "vinte e duas pessoas", (22, "", "")),
        ("nl", "ruim 1.250 mensen", (1250, ">", "")),
        ("nl", "eenentwintig doden", (21, "", "")),
        ("zh", "约4200平方米", (4200, "~", "square metre")),
        ("zh", "三百余人", (300, ">", "")),
        ("zh", "80多万元", (800_000, ">", "CN¥")),
        ("zh", "1.2亿", (120_000_000, "", "")),
        ("zh", "晚上9时15分", (1275, "", "time")),
        ("ja", "千二百人", (1200, "", "")),
        ("ja", "1万2千棟", (12_000, "", "")),
        ("ja", "午後3時40分", (940, "", "time")),
        ("ar", "٣٨ شخصًا", (38, "", "")),
        ("ar", "و40 سيارة", (40, "", "")),
        ("ar", "نحو 4.2 مليون دينار", (4_200_000, "~", "")),
        ("sv", "3,5 procent", (3.5, "", "")),
    ],
)
def test_numbers(language: str, text: str, expected: tuple[float, str, str]) -> None:
    found = quantities(text, language)
    assert [(one.low, one.bound, one.unit) for one in found] == [expected]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("zh", "他十分高兴。"),  # 十分: very
        ("zh", "一座仓库起火。"),  # 一: an article
        ("zh", "四川的居民"),
        ("ja", "十分に注意する"),
        ("de", "Ein Mann ging heim."),
        ("it", "un uomo"),
    ],
)
def test_what_is_no_number(language: str, text: str) -> None:
    assert quantities(text, language) == []


def test_a_range_has_two_ends() -> None:
    assert [(one.low, one.high, one.unit) for one in quantities("30 bis 40 Meter", "de")] == [(30, 40, "metre")]
    assert [(one.low, one.high) for one in quantities("entre 5 et 7", "fr")] == [(5, 5), (7, 7)]


def test_the_same_number_in_words_and_figures_compares() -> None:
    assert numbers("zweiundfünfzig Familien", "de") == numbers("cinquantadue famiglie", "it") == ["52"]
    assert numbers("3,5 Millionen", "de") == numbers("3.5 million") == ["3500000"]


@given(st.integers(1, 9999))
def test_chinese_numerals_count(value: int) -> None:
    assert east_asian_value(numeral(value), counted=True) == (value if value != 1 else None)


def numeral(value: int) -> str:
    """A number up to 9,999 in Chinese."""
    written, pending = "", False
    for size, sign in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = value // size % 10
        if digit:
            written += ("零" if pending and written else "") + "一二三四五六七八九"[digit - 1] + sign
        pending = not digit
    return written


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("de", "am 3. März 2025", (2025, 3, 3, None)),
        ("de", "am 04.03.2025", (2025, 3, 4, None)),
        ("de", "am Sonntagnachmittag", (None, None, None, 6)),
        ("fr", "le 3 mars 2025", (2025, 3, 3, None)),
        ("fr", "le 1er mai", (None, 5, 1, None)),
        ("es", "el 3 de marzo de 2025", (2025, 3, 3, None)),
        ("es", "en marzo de 2024", (2024, 3, None, None)),
        ("it", "il 3 marzo", (None, 3, 3, None)),
        ("pt", "em 3 de março de 2025", (2025, 3, 3, None)),
        ("pt", "na terça", (None, None, None, 1)),
        ("nl", "op 3 maart", (None, 3, 3, None)),
        ("nl", "woensdagochtend", (None, None, None, 2)),
        ("zh", "2025年3月3日", (2025, 3, 3, None)),
        ("zh", "周三", (None, None, None, 2)),
        ("ja", "３月３日", (None, 3, 3, None)),
        ("ar", "الأحد", (None, None, None, 6)),
        ("ar", "٥ أكتوبر 2025", (2025, 10, 5, None)),
        ("ar", "3 آذار", (None, 3, 3, None)),
        ("sv", "den 3 mars 2025", (2025, 3, 3, None)),
    ],
)
def test_dates(language: str, text: str, expected: tuple[int | None, ...]) -> None:
    assert [(one.year, one.month, one.day, one.weekday) for one in dates(text, language)] == [expected]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "gestern"),
        ("fr", "hier"),
        ("es", "ayer"),
        ("it", "ieri"),
        ("pt", "ontem"),
        ("nl", "gisteren"),
        ("zh", "昨天"),
        ("ja", "昨日"),
        ("ar", "أمس"),
    ],
)
def test_yesterday_is_a_day_in_every_language(language: str, text: str) -> None:
    (found,) = dates(text, language)
    assert resolved(found, date(2025, 3, 4)) == date(2025, 3, 3)
    assert states(found, dates("yesterday")[0])


def test_words_that_only_look_like_days() -> None:
    assert dates("Am Morgen kam er.", "de") == []
    assert dates("in de morgen", "nl") == []
    assert dates("a segunda vez", "pt") == []
    assert dates("يمارس", "ar") == []  # holds مارس


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        (
            "de",
            ["Er kam am 3. März 2025 an.", "Am 2. Platz lag Dr. Müller.", "Das war z. B. in Bonn so.", "Es war aus."],
        ),
        ("de", ["Sie sind ertrunken.", "17 Tote wurden geborgen.", "Die Nr. 7 fehlt."]),
        ("de", ["„Wir gehen. Jetzt“, sagte er.", "»Nein!«", "Er ging."]),
        ("fr", ["M. Dupont est venu.", "« Oui ! Bien sûr », dit-il.", "Art. 5 du code.", "Et alors ?"]),
        ("fr", ["«\u202fL’eau monte. Elle est là\u202f», dit M.\u00a0Dupuy.", "Et alors\u00a0?", "Rien."]),
        ("es", ["El Sr. López vino.", "¿Quién es?", "¡Nadie!", "Dña. Rosario Pineda habló."]),
        ("it", ["Il sig. Ferrini e la sig.ra Rossi.", "L'art. 5 vale.", "È vero?"]),
        ("pt", ["O Sr. Silva chegou.", "“Não. Nunca”, disse.", "Às 15h30."]),
        ("nl", ["Dhr. Jansen kwam.", "Mevr. de Vries, o.a. lid.", "D.w.z. niets."]),
        ("ar", ["قال: «نعم. سنذهب».", "هل ذهب؟", "وصل د. أحمد."]),
    ],
)
def test_sentences(language: str, expected: list[str]) -> None:
    assert list(split_text(" ".join(expected), language)) == expected


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("zh", ["“仓库很大。火很快。”他说。", "真的吗？", "没有！", "320多人被疏散。", "「好。走吧。」她说。"]),
        ("zh", ["他说：“走。”", "然后走了。", "价格1.5元。"]),
        ("ja", ["彼は「行く。必ず行く。」と言った。", "本当？", "３月３日、雨だった。"]),
    ],
)
def test_sentences_without_blanks(language: str, expected: list[str]) -> None:
    assert list(split_text("".join(expected), language)) == expected


@settings(deadline=None)  # the first of a language reads its table
@given(st.sampled_from(LANGUAGES), st.text(alphabet="aZ1. „“«»”\u202f。！？「」¿?؟3é们的\n", max_size=60))
def test_sentences_slice_back(language: str, text: str) -> None:
    document = Document("a", text, language=language)
    for one in split([CleanDocument(document, (Span(0, len(text)),))]):
        assert text[one.start : one.end] == one.text


@pytest.mark.parametrize(
    "text", ["„Ja“, sagte er.", "« Ja », dit-il.", "“Ja”, dijo.", "„Ja”, rzekł.", "「Ja」と言った。", "”Ja”, sa han."]
)
def test_quotation_marks(text: str) -> None:
    assert [one.strip() for one in quotations(text)] == ["Ja"]


def test_a_straight_mark_opens_beside_a_letter_where_no_blanks_are_set() -> None:
    assert quotations('记者说"我们来了。"天黑了。') == ["我们来了。"]
    assert quotations('a 6" pipe') == []


def test_small_words_carry_no_fact() -> None:
    assert content_stems("Die Feuerwehr hat den Brand gelöscht.", "de") == ["feuerwehr", "brand", "geloscht"]
    assert content_stems("L’eau de la Verne est montée.", "fr") == content_stems("l'eau Verne montée", "fr")
    assert content_stems("仓库起火", "zh") == ["仓库", "库起", "起火"]


def test_german_nouns_are_no_names() -> None:
    assert names("Die Feuerwehr in Grimmtal lobte Peer Stollberg.", "de") == ["Grimmtal", "Stollberg"]
    assert names("Hier, M. Vasseur a parlé à Paris.", "fr") == ["M", "Vasseur", "Paris"]


@pytest.mark.parametrize("code", WHOLE)
def test_every_table_is_whole(code: str) -> None:
    locale = locale_of(code)
    assert locale is not None
    assert locale.small_words
    assert locale.denying
    assert None not in (locale.leaning, locale.tolls, locale.unnamed)
    assert all(section.max_words > 0 for section in locale.sections)
    assert {section.reason for section in locale.sections} >= {"navigation", "advertisement", "caption"}
    assert dates("2025-03-03", code)[0].month == 3
    assert quantities("17", code)[0].low == 17


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_table_is_the_same_by_every_parser(code: str) -> None:
    """PyYAML is not built with libyaml everywhere, and that takes more than its own parser does."""
    locale = locale_of(code)
    assert locale is not None
    path = Path(locales.__file__).with_name(f"{code}.yaml")
    assert yaml.load(path.read_text(encoding="utf-8"), yaml.SafeLoader) == locale.table


def test_the_nine_languages_that_are_promised_have_whole_tables() -> None:
    assert set(WHOLE) == set("de fr es it pt nl zh ja ar".split())


def test_english_has_no_table() -> None:
    assert locale_of("en") is locale_of("und") is locale_of("") is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Der Mann und die Frau sind nicht da.", "de"),
        ("La digue a cédé hier.", "fr"),
        ("Räddningstjänsten ryckte ut med sextio personer.", "sv"),
        ("Zranění byli převezeni do nemocnice v Brně.", "cs"),
        ("仓库起火", "zh"),
        ("火が出た", "ja"),
        ("قال الوزير", "ar"),
    ],
)
def test_a_text_that_nobody_has_told_the_language_of_is_read_by_the_rules_of_its_own(text: str, code: str) -> None:
    assert locale_for(text) is locale_for(text, "und") is locale_of(code) is not None
    assert locale_for(text, "en") is None


def test_a_text_that_shows_no_other_language_is_read_as_english() -> None:
    for text in ("The mayor of the town was at home.", "Peer Stollberg", "17 dead", ""):
        assert locale_for(text) is None


@pytest.mark.parametrize(
    ("language", "text", "told"),
    [
        ("de", "Die Bahn blieb gestern stehen.", False),
        ("fr", "La digue a cédé la semaine dernière.", False),
        ("zh", "昨天发生火灾。", False),
        ("de", "Die Bahn blieb in der vergangenen Woche stehen.", False),
        ("de", "Im vergangenen Jahr machte das Werk Verlust.", True),
        ("zh", "该厂去年亏损。", True),
        ("de", "Die Bahn blieb am 2. März stehen.", True),
        ("de", "Die Bahn blieb am Sonntag stehen.", True),
        ("de", "„Es war gestern“, sagte Peer Stollberg.", True),
    ],
)
def test_a_day_that_only_its_own_article_tells(language: str, text: str, told: bool) -> None:
    first, last = date(2025, 3, 3), date(2025, 3, 6)
    sentence = Sentence(0, 0, len(text), text, 0, 0, language)
    assert (undated(sentence, language, [first, last], first, 6) == "") == told
    assert undated(sentence, language, [first, first], first, 6) == ""  # all of one day: it is understood
    assert undated(sentence, language, [first, last], last, 6) == ""  # the newest


def test_an_old_weekday_is_not_understood() -> None:
    sentence = Sentence(0, 0, 1, "Die Bahn blieb am Sonntag stehen.", 0, 0, "de")
    days = [date(2025, 3, 3), date(2025, 3, 20)]
    assert undated(sentence, "de", days, days[0], 6) == "it says “Sonntag”, and its source is of another day"
    dated = Sentence(0, 0, 1, "Die Bahn blieb am Sonntag, 2. März, stehen.", 0, 0, "de")
    assert undated(dated, "de", days, days[0], 6) == ""


def test_words_in_scripts_without_blanks() -> None:
    assert word_count("仓库起火了") == 3
    assert word_count("仓库 2025 起火") == 3
    assert word_count("วันนี้ฝนตก") == 3  # ten letters, vowels and tones among them
    assert word_count("the fire") == 2


def test_a_sentence_that_leans_is_told_where_there_is_no_other() -> None:
    text = "„Wir haben alles verloren“, sagte sie."
    models = Models(HashEncoder(), ScriptedWriter({}))
    briefing = run([Document("a", text, language="de")], Settings(), models)
    assert [one.text for one in briefing.sentences] == [text]
