"""Briefings in other languages than English, and what becomes of sources and sentences in another one."""

from __future__ import annotations

import importlib.util
import json
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest
from pipeline_fakes import HashEncoder, InventingWriter, ShorteningWriter, reports

from summarizer import brief
from summarizer.cli import main
from summarizer.errors import NoInputError, OutputError, UsageError
from summarizer.interfaces import Progress
from summarizer.lengths import word_count
from summarizer.model_settings import CausalWriterSettings
from summarizer.pipeline import Models, run, run_many
from summarizer.records import Briefing, Document, Draft, ModelInfo, Sentence, WriteRequest
from summarizer.render import to_html
from summarizer.render.jsonfile import from_json, schema, to_json
from summarizer.render.markdown import to_markdown
from summarizer.render.pdf import to_pdf
from summarizer.settings import OutputSettings, RunSettings, Settings, VerbatimSettings
from summarizer.verbatim import Terms, heading

GERMAN = (
    Document(
        "bote",
        "Bei dem Brand in der Lagerhalle der Firma Lodex in Marnfeld sind am Dienstag 17 Menschen ums Leben gekommen. "
        "Drei Personen werden noch vermisst, sagte Einsatzleiterin Hanna Brodt. Der Schaden beträgt 3,5 Millionen "
        "Euro. Warum versagte die Sprinkleranlage? Er kündigte eine Untersuchung an, die bis Mai dauern soll.",
        title="17 Tote bei Brand in Marnfeld",
        publisher="Marnfelder Bote",
        date="2025-03-05",
    ),
    Document(
        "funk",
        "In Marnfeld sind bei dem Brand in der Lagerhalle der Firma Lodex am Dienstag 17 Menschen gestorben. "
        "Die Feuerwehr war neun Stunden lang mit 60 Kräften im Einsatz. Bürgermeister Karsten Vohl versprach den "
        "Familien der Opfer Hilfe und kündigte eine Untersuchung an.",
        title="Wie es zu dem Brand kam?",
        publisher="Landfunk",
        date="2025-03-06",
    ),
)
ENGLISH = (
    Document(
        "courier",
        "A fire at the Lodex warehouse in Marnfield killed 17 people on Tuesday, the fire service said. "
        "Mayor Karsten Vohl announced an inquiry into why the sprinklers of the hall had failed. "
        "“Wir haben so etwas noch nie gesehen, und wir werden es nicht vergessen”, sagte Einsatzleiterin Hanna Brodt. "
        "She told the reporters at the gate that the old engine had broken down in 2019.",
        title="Warehouse fire kills 17 in Marnfield",
        publisher="Marnfield Courier",
        date="2025-03-04",
    ),
    Document(
        "post",
        "The fire in the Lodex warehouse in Marnfield was the worst of the county in thirty years, police said. "
        "About 60 firefighters had fought the blaze for nine hours when the roof of the hall fell in.",
        title="Marnfield blaze was the worst in thirty years",
        publisher="Harbour Post",
        date="2025-03-05",
    ),
)

ARABIC = "قُتل 17 شخصا يوم الثلاثاء في حريق اندلع في مستودع بمدينة مرنة. شارك ستون من رجال الإطفاء في العملية."


class NoWriter(ShorteningWriter):
    """Fails where anything is to be written."""

    def write(self, requests: list[WriteRequest], progress: Progress | None = None) -> list[Draft]:  # type: ignore[override]
        raise AssertionError(f"asked to write {requests}")


class NoEncoder:
    """Fails where anything is to be embedded."""

    info = ModelInfo("encoder", "none", "r0", "0" * 64, "cpu", "float32")

    def encode(self, texts: list[str]) -> None:
        assert not texts


def settings(language: str = "", words: int = 250, **verbatim: object) -> Settings:
    return Settings(
        writer=CausalWriterSettings(vocabulary="closed"),
        output=OutputSettings(words=words),
        run=RunSettings(language=language),
        verbatim=VerbatimSettings(**verbatim),  # type: ignore[arg-type]
    )


def briefed(documents: tuple[Document, ...], language: str = "", words: int = 250) -> Briefing:
    return run(list(documents), settings(language, words), Models(HashEncoder(), ShorteningWriter()))


def everything(briefing: Briefing) -> str:
    return " ".join([briefing.title, *(one.text for one in briefing.sentences)])


def test_a_german_cluster_is_told_in_its_sources_own_words() -> None:
    briefing = run(list(GERMAN), settings(), Models(NoEncoder(), NoWriter()))  # type: ignore[arg-type]
    assert briefing.language == "de"
    assert briefing.title == GERMAN[0].title
    assert {one.origin for one in briefing.sentences} == {"quoted"}
    for one in briefing.sentences:
        cited = one.citations[0]
        assert GERMAN[cited.source].text[cited.start : cited.end] == one.text
        assert one.heading == ""
    assert briefing.models == ()
    assert [source.language for source in briefing.sources] == ["de", "de"]
    assert not any(source.flags for source in briefing.sources)


def test_another_source_is_named_where_it_has_the_words_and_the_number() -> None:
    briefing = briefed(GERMAN)
    toll = next(one for one in briefing.sentences if "17 Menschen" in one.text)
    told = {*toll.sources, *(one.source for one in toll.reported_by)}
    assert told == {0, 1}
    assert toll.independent_origins == 2
    assert all(one is toll or one.independent_origins == 1 for one in briefing.sentences)


@pytest.mark.parametrize("changed", ["sind am Dienstag 71 Menschen", "sind am Dienstag nicht 17 Menschen"])
def test_it_is_not_named_where_a_number_differs_or_it_denies(changed: str) -> None:
    other = replace(GERMAN[0], text=GERMAN[0].text.replace("sind am Dienstag 17 Menschen", changed))
    briefing = briefed((other, GERMAN[1]))
    assert all(one.independent_origins == 1 for one in briefing.sentences)


def test_what_cannot_stand_alone_is_left_out_with_the_reason() -> None:
    briefing = briefed(GERMAN)
    reasons = {one.text.split()[0]: one.reasons[0] for one in briefing.omitted}
    assert "question" in reasons["Warum"]
    assert "leans" in reasons["Er"]
    assert "Warum" not in everything(briefing)
    assert "Er kündigte" not in everything(briefing)


def test_a_headline_with_a_number_that_later_reports_do_not_have_gives_way() -> None:
    later = replace(GERMAN[1], title="Brand in Marnfeld: Stadt hilft den Familien")
    assert briefed((GERMAN[0], later)).title == GERMAN[0].title, "the later report has the 17, too"
    risen = replace(later, text=later.text.replace("17 Menschen", "19 Menschen"))
    assert briefed((GERMAN[0], risen)).title == risen.title


def test_behind_the_lead_the_older_source_is_told_first() -> None:
    for order in (GERMAN, GERMAN[::-1]):
        briefing = briefed(order)
        days = [briefing.sources[one.sources[0]].date or "" for one in briefing.sentences if one.role == "point"]
        assert len(set(days)) == 2
        assert days == sorted(days)


def test_the_budget_and_the_count_of_sentences_hold() -> None:
    assert briefed(GERMAN, words=30).words <= 33
    given = settings()
    given.output.sentences = 2
    assert len(run(list(GERMAN), given, Models(HashEncoder(), ShorteningWriter())).sentences) == 2


def test_a_focus_moves_what_is_told_first() -> None:
    given = settings()
    given.run.focus = "Schaden in Millionen Euro"
    briefing = run(list(GERMAN), given, Models(NoEncoder(), NoWriter()))  # type: ignore[arg-type]
    assert "3,5 Millionen" in briefing.sentences[0].text


def test_with_a_multilingual_encoder_that_ranks() -> None:
    encoder = HashEncoder()
    briefing = run(list(GERMAN), settings(similarity="encoder"), Models(encoder, NoWriter()))
    assert encoder.calls
    assert [model.role for model in briefing.models] == ["encoder"]


def test_the_same_reports_give_the_same_briefing() -> None:
    assert replace(briefed(GERMAN), timings={}) == replace(briefed(GERMAN), timings={})


# --- several languages --------------------------------------------------------------------------------------


def test_a_source_in_another_language_is_flagged_and_nothing_of_it_is_told() -> None:
    briefing = briefed((*ENGLISH, GERMAN[0]))
    (flag,) = briefing.sources[2].flags
    assert flag.kind == "language"
    assert "in German, and only reports in English are told here" in flag.note
    assert "“17 Menschen”" in flag.note
    assert "17 (Lodex)" in flag.note
    assert not any(one.source == 2 for sentence in briefing.sentences for one in sentence.citations)
    dropped = [one for one in briefing.dropped if one.source == 2 and one.reason == "in German"]
    covered = "".join(GERMAN[0].text[one.start : one.end] for one in dropped)
    assert "".join(covered.split()) == "".join(GERMAN[0].text.split()), "nothing vanishes"
    assert any("1 source is in another language" in note for note in briefing.notes)


def test_a_number_beside_another_name_is_no_common_number() -> None:
    elsewhere = replace(GERMAN[0], text=GERMAN[0].text.replace("Lodex", "Brenno"))
    briefing = briefed((*ENGLISH, elsewhere))
    assert "of the briefing's numbers" not in briefing.sources[2].flags[0].note


def test_a_foreign_quotation_in_an_english_report_is_not_told_and_nothing_leans_across_it() -> None:
    briefing = briefed(ENGLISH)
    assert briefing.language == "en"
    assert "Wir haben" not in everything(briefing)
    assert [one.reason for one in briefing.dropped if "Wir haben" in ENGLISH[0].text[one.start : one.end]] == [
        "in German"
    ]
    assert not any(source.flags for source in briefing.sources)
    assert "Vohl told" not in everything(briefing)


def test_the_language_is_that_of_most_sources_unless_one_is_asked_for() -> None:
    assert briefed((*ENGLISH, GERMAN[0])).language == "en"
    assert briefed((ENGLISH[0], *GERMAN)).language == "de"
    forced = briefed((*ENGLISH, GERMAN[0]), language="de")
    assert forced.language == "de"
    assert {one.sources[0] for one in forced.sentences} == {2}
    assert any("only one source in German" in note for note in forced.notes)
    assert [bool(source.flags) for source in forced.sources] == [True, True, False]


def test_a_language_that_no_source_is_in_is_refused() -> None:
    with pytest.raises(NoInputError, match="no source is in French: they are in English"):
        briefed(ENGLISH, language="fr")
    with pytest.raises(UsageError, match=r"run\.language='klingon'"):
        RunSettings(language="klingon")


def test_a_pile_of_languages_and_an_unknown_one_gives_one_briefing() -> None:
    texts = {
        "fr": "Soixante pompiers ont été mobilisés mardi à Marnville. Le maire a promis une enquête sur le système.",
        "es": "Un incendio en un almacén de Marnosa dejó el martes 17 muertos. El alcalde anunció una investigación.",
        "zh": "周二，马恩市一处仓库发生火灾，造成17人死亡。消防部门出动了六十名队员。",
        "ar": "قُتل 17 شخصا يوم الثلاثاء في حريق اندلع في مستودع. شارك ستون من رجال الإطفاء في العملية.",
        "und": "Qwx zrtp 17 vbnm kjhg. Plok wsxz edcr fvtg 12 byhn ujmk.",
    }
    briefing = briefed(tuple(Document(code, text) for code, text in texts.items()))
    assert briefing.language in texts
    assert [source.language for source in briefing.sources][:4] == ["fr", "es", "zh", "ar"]
    flagged = [bool(source.flags) for source in briefing.sources]
    assert flagged == [source.language != briefing.language for source in briefing.sources]


def test_a_report_in_a_language_that_nobody_knows_is_quoted_alone_and_listed_beside_others() -> None:
    haitian = Document(
        "nouvel",
        "Pò Skarne a te fèmen madi apre yon dife nan yon depo ki te blese twa moun, se sa chèf ponpye a te di. "
        "Trafik la ap rekòmanse jedi, se sa chèf pò a Ines Lohmann te di jounalis yo.",
    )
    alone = run([haitian], settings(), Models(NoEncoder(), NoWriter()))  # type: ignore[arg-type]
    assert alone.language == "und"
    assert [one.text for one in alone.sentences if one.text in haitian.text]
    beside = briefed((*ENGLISH, haitian))
    assert beside.language == "en"
    assert [flag.kind for flag in beside.sources[2].flags] == ["language"]
    assert not any(citation.source == 2 for one in beside.sentences for citation in one.citations)


def test_clusters_of_both_kinds_go_together_and_a_failure_stays_in_its_place() -> None:
    silent = (Document("frage", "Warum versagte die Sprinkleranlage in der Halle? Wer hat die Halle zuletzt geprüft?"),)
    found = run_many(
        [list(GERMAN), reports(2, 6), list(silent), list(ENGLISH)],
        settings(),
        Models(HashEncoder(), ShorteningWriter()),
    )
    assert [getattr(one, "language", type(one).__name__) for one in found] == ["de", "en", "NoInputError", "en"]
    alone = briefed(ENGLISH)
    assert isinstance(found[3], Briefing)
    assert [one.text for one in found[3].sentences] == [one.text for one in alone.sentences]


def test_an_inventing_writer_has_no_say() -> None:
    briefing = run(list(GERMAN), settings(), Models(HashEncoder(), InventingWriter()))
    assert "Zebulon" not in everything(briefing)


# --- what a reader sees --------------------------------------------------------------------------------------


def test_json_has_the_languages_and_reads_them_back() -> None:
    briefing = briefed((ENGLISH[0], *GERMAN))
    value = json.loads(to_json(briefing, explain=True))
    jsonschema.validate(value, schema())
    assert value["language"] == "de"
    assert [source["language"] for source in value["sources"]] == ["en", "de", "de"]
    assert from_json(to_json(briefing, explain=True)) == briefing
    del value["language"]
    for source in value["sources"]:
        del source["language"]
    old = from_json(json.dumps(value))
    assert (old.language, old.sources[0].language) == ("en", "")


def test_the_page_says_which_language_it_quotes() -> None:
    page = to_html(briefed(GERMAN))
    assert '<html lang="en">' in page
    assert '<h1 lang="de" dir="auto">17 Tote bei Brand in Marnfeld</h1>' in page
    assert '<span class="words" lang="de" dir="auto">' in page
    assert '<div class="text" lang="de" dir="auto">' in page
    assert 'lang="de"' not in to_html(briefed(ENGLISH))


def test_arabic_is_set_from_the_right() -> None:
    page = to_html(briefed((Document("a", ARABIC),)))
    assert '<p class="say" dir="rtl"><span class="words" lang="ar" dir="rtl">' in page


def test_a_language_code_from_a_file_cannot_break_the_page() -> None:
    hostile = replace(briefed(GERMAN), language='"><script>alert(1)</script>')
    assert "<script>alert" not in to_html(hostile)


@pytest.mark.skipif(importlib.util.find_spec("typst") is None, reason="typst is not installed")
def test_a_pdf_is_set_from_the_right_and_says_which_letters_it_lacks() -> None:
    briefing = briefed((Document("a", ARABIC),))
    assert to_pdf(briefing).startswith(b"%PDF")
    hieroglyphs = replace(briefing, title="\U00013000", language="zh")
    with pytest.raises(OutputError, match="no font here has the letters of Chinese"):
        to_pdf(hieroglyphs)


def test_markdown_names_the_flag() -> None:
    assert "Other language: it is in German" in to_markdown(briefed((*ENGLISH, GERMAN[0])))


def test_the_command_takes_a_language(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text(ENGLISH[0].text, encoding="utf-8")
    assert main([str(tmp_path), "--language", "xx", "--offline"]) == 2
    assert "run.language='xx' is not known" in capsys.readouterr().err


def test_the_multilingual_preset_says_what_it_lacks_without_a_network(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_text(GERMAN[0].text, encoding="utf-8")
    given = ["--preset", "multilingual", "--set", "writer=extractive", "--set", "judge=none", "--set", "parser=none"]
    assert main([str(tmp_path / "a.txt"), *given, "--offline", "--set", f"store.cache={tmp_path / 'none'}"]) == 1
    error = capsys.readouterr().err
    assert "multilingual-MiniLM-L12-v2 is not in" in error
    assert "briefing models pull" in error


@pytest.mark.slow
def test_the_multilingual_preset_runs_on_an_encoder_of_ones_own(tmp_path: Path) -> None:
    import tiny_models

    folder = tiny_models.sentence_encoder(tmp_path / "tiny", "Bert")
    given = [f"encoder.model={folder}", "writer=extractive", "judge=none", "parser=none", f"store.cache={tmp_path}"]
    briefing = brief(list(GERMAN), preset="multilingual", overrides=given, offline=True)
    assert (briefing.language, briefing.title) == ("de", GERMAN[0].title)
    assert [(model.role, model.name) for model in briefing.models] == [("encoder", str(folder))]
    assert {one.origin for one in briefing.sentences} == {"quoted"}


@pytest.mark.real_model
def test_a_she_behind_a_foreign_sentence_is_nobody_who_was_named_before_it() -> None:
    text = (
        "Mayor Anna Varn handed over a new fire engine to the station in Marnfield on Tuesday. “Wir haben so etwas "
        "noch nie gesehen, und wir werden es auch nicht vergessen”, sagte Einsatzleiterin Hanna Brodt. She told "
        "reporters at the harbour that the old engine had failed in 2019."
    )
    whole = brief([Document("a", text)], overrides=["writer=extractive", "judge=none"])
    assert "Varn told" not in everything(whole)
    without = Document("b", text.replace(text[text.index("“Wir") : text.index("She told")], ""))
    assert "Varn told" in everything(brief([without], overrides=["writer=extractive", "judge=none"]))


@pytest.mark.parametrize(
    ("text", "longest", "title"),
    [
        ("Die Bahn steht seit Montag still.", 6, "Die Bahn steht seit Montag still"),
        ("Die Bahn steht, sagt das Amt, seit Montag still.", 3, "Die Bahn steht …"),
        ("周二，马恩市一处仓库发生火灾，造成17人死亡。", 20, "周二，马恩市一处仓库发生火灾，造成17人死亡"),
        ("周二，马恩市一处仓库发生火灾，造成17人死亡。", 4, "周二，马恩市一…"),
        ("火災は火曜日に発生した。", 3, "火災は火曜日…"),
    ],
)
def test_a_first_sentence_that_serves_as_title_is_cut_in_every_script(text: str, longest: int, title: str) -> None:
    own = Sentence(0, 0, len(text), text, 0, 0)
    assert heading([], [own], Terms([own], "zh"), 0, longest)[0] == title
    assert word_count(title) <= longest + 1
