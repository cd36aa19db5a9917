"""The parser: tokens that are slices of their sentence, and what spaCy says of them, one to one."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
import spacy
from examples import examples
from hypothesis import given, settings
from hypothesis import strategies as st
from parser_fakes import FlatParser
from spacy.tokens import Doc
from thinc.api import NumpyOps

from summarizer.backends.loading import load_parser
from summarizer.backends.parser import SpacyParser, _Rules, _tokens, _TorchOps
from summarizer.config import compose
from summarizer.errors import ModelError
from summarizer.models import ModelStore
from summarizer.records import ModelInfo, Token
from summarizer.settings import ParserSettings, Settings, StoreSettings

BLANK = spacy.blank("en")
INFO = ModelInfo("parser", "tiny", "", "", "cpu", "float32")
TEXTS = [
    "The ship sank on Monday, killing 14.",
    "",
    "  \t\n ",
    " Two  blanks,\u00a0one no-break, \u2009thin; tab\tand\nnewline \n\n",
    "A flag 🇺🇳 and a family 👩‍👩‍👧 in “quotes”.",
    "Half a pair \udce9 of surrogates, and a \x00 in it",
    "don't can't U.S.-led $3.5m 10% a.m. I'm",
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pipeline that has learnt nothing, as spaCy saves it."""
    pipeline = spacy.blank("en")
    for name, labels in (("tagger", ("NN", "VB")), ("parser", ("nsubj", "dobj", "ROOT"))):
        component = pipeline.add_pipe(name)
        for label in labels:
            component.add_label(label)
    pipeline.initialize()
    path = tmp_path_factory.mktemp("pipeline") / "tiny"
    pipeline.to_disk(path)
    return path


@pytest.fixture(scope="module")
def parser(folder: Path) -> SpacyParser:
    return SpacyParser(folder, INFO)


def check(text: str, tokens: tuple[Token, ...]) -> None:
    """Tokens follow one another, are slices of the text, leave out blanks alone, and hang on each other."""
    end = 0
    for token in tokens:
        assert token.text == text[token.start : token.end] != ""
        assert token.start >= end
        assert not text[end : token.start].strip()
        assert not token.text.isspace()
        assert 0 <= token.head < len(tokens)
        end = token.end
    assert not text[end:].strip()


def test_tokens_are_slices_in_order(parser: SpacyParser) -> None:
    parsed = parser.parse(TEXTS)
    for text, tokens in zip(TEXTS, parsed, strict=True):
        check(text, tokens)
    assert parsed[1] == parsed[2] == ()
    assert [token.text for token in parsed[0]] == "The ship sank on Monday , killing 14 .".split()
    assert parser.parse([]) == []


@settings(max_examples=examples(60), deadline=None)
@given(st.text(st.one_of(st.sampled_from(" \t\n\r\u00a0\u2009\u200b\ufeffab.'’\"-🇺👩\u200d\udce9"), st.characters())))
def test_any_text_is_cut_into_slices(text: str) -> None:
    check(text, FlatParser().parse([text])[0])
    check(text, _tokens(BLANK(text.encode("utf-8", "replace").decode()), text))


def test_equal_texts_are_parsed_once_and_nothing_of_them_stays(
    parser: SpacyParser, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []
    pipeline = parser._pipeline
    pipe = pipeline.pipe
    strings = len(pipeline.vocab.strings)

    def counted(texts: list[str], batch_size: int) -> object:
        seen.extend(texts)
        return pipe(texts, batch_size=batch_size)

    monkeypatch.setattr(pipeline, "pipe", counted)
    one, two, again = parser.parse(["Zyxwv sank.", "It left.", "Zyxwv sank."])
    assert seen == ["Zyxwv sank.", "It left."]
    assert one == again != two
    assert one[0].text == "Zyxwv"
    assert len(pipeline.vocab.strings) == strings


def test_what_spacy_says_is_taken_over_but_for_blanks() -> None:
    words, heads = ["Ships", " ", "sank", "\n", "there"], [2, 0, 2, 2, 3]
    tags, relations = ["NNS", "_SP", "VBD", "_SP", "RB"], ["nsubj", "dep", "ROOT", "dep", "advmod"]
    doc = Doc(
        spacy.blank("en").vocab,
        words=words,
        spaces=[False] * 5,
        heads=heads,
        tags=tags,
        deps=relations,
        pos=["NOUN", "SPACE", "VERB", "SPACE", "ADV"],
        lemmas=["ship", " ", "sink", "\n", "there"],
    )
    assert _tokens(doc, "Ships sank\nthere") == (
        Token("Ships", 0, 5, "ship", "NOUN", "NNS", "nsubj", 1),
        Token("sank", 6, 10, "sink", "VERB", "VBD", "ROOT", 1),
        Token("there", 11, 16, "there", "ADV", "RB", "advmod", 1),  # over the line break that spaCy hangs it on
    )


@pytest.mark.parametrize(("trans1", "trans2"), [(False, False), (True, False), (False, True), (True, True)])
def test_matrices_are_multiplied_as_thinc_does(trans1: bool, trans2: bool) -> None:
    random = np.random.default_rng(0)
    x = random.normal(size=(5, 3) if trans1 else (3, 5)).astype(np.float32)
    y = random.normal(size=(4, 5) if trans2 else (5, 4)).astype(np.float32)
    expected = NumpyOps().gemm(x, y, trans1=trans1, trans2=trans2)
    out = np.empty((3, 4), dtype=np.float32)
    np.testing.assert_allclose(_TorchOps().gemm(x, y, trans1=trans1, trans2=trans2), expected, rtol=1e-5)
    assert _TorchOps().gemm(x, y, out=out, trans1=trans1, trans2=trans2) is out
    np.testing.assert_allclose(out, expected, rtol=1e-5)


def test_a_folder_that_is_no_pipeline_or_does_not_parse_is_an_error(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"cannot load the parser in .*models verify"):
        SpacyParser(tmp_path / "gone", INFO)
    spacy.blank("en").to_disk(tmp_path / "blank")
    with pytest.raises(ModelError, match=r"has no tagger.*parser\.model"):
        SpacyParser(tmp_path / "blank", INFO)


def test_code_beside_a_pipeline_is_not_run(folder: Path, parser: SpacyParser) -> None:
    (folder / "__init__.py").write_text("raise SystemExit", encoding="utf-8")
    (folder.parent / "__init__.py").write_text("raise SystemExit", encoding="utf-8")
    assert SpacyParser(folder, INFO).parse(["It sank."]) == parser.parse(["It sank."])


def test_it_is_named_as_the_settings_and_the_store_have_it(folder: Path) -> None:
    weights = SimpleNamespace(path=folder, revision="p==1", sha256="ab", judge_sha256="")
    info = load_parser(weights, Settings(parser=ParserSettings(model="tiny"))).info
    assert info == ModelInfo("parser", "tiny", "p==1", "ab", "cpu", "float32")
    assert compose().parser.model in ModelStore(StoreSettings()).specs


RULES = (
    [[{"TAG": "NN"}]],
    [[{"TAG": "MD", "LOWER": {"IN": ["ca", "wo"]}}], [{"LOWER": "won't"}]],
    [[{"LOWER": {"REGEX": "^n[ou]thin'$"}}]],
    [[{"TAG": {"NOT_IN": ["TO", ""]}, "DEP": {"IN": ["aux"]}}]],
    [[{"LOWER": "gon"}, {"LOWER": "na"}]],
    [[{"IS_SPACE": True, "DEP": {"NOT_IN": [""]}}]],
)


def test_rules_hold_for_the_words_for_which_spacy_finds_that_they_do() -> None:
    pipeline = spacy.blank("en")
    ruler: Any = pipeline.add_pipe("attribute_ruler")
    for patterns in RULES:
        ruler.add(patterns, {"LEMMA": "x"})
    words = ["Ca", "n't", "go", "  ", "nuthin'", "gon", "na", "Car", "To", "ca"]
    tags = ["MD", "RB", "VB", "_SP", "NN", "VBG", "TO", "NN", "TO", "NN"]
    deps = ["aux", "neg", "ROOT", "dep", "dobj", "aux", "aux", "dobj", "aux", "dobj"]
    doc = Doc(pipeline.vocab, words=words, tags=tags, deps=deps, heads=[2] * len(words))
    rules, found = _Rules(ruler), ruler.match(doc)
    assert {number for number, *_ in found} == set(range(len(RULES)))
    assert rules(doc) == rules(doc) == found


def test_rules_that_ask_for_something_else_are_left_to_spacy() -> None:
    ruler: Any = spacy.blank("en").add_pipe("attribute_ruler")
    ruler.add([[{"TAG": "NN"}]], {"LEMMA": "x"})
    assert _Rules.knows(ruler)
    ruler.add([[{"ORTH": "X"}]], {"LEMMA": "x"})
    assert not _Rules.knows(ruler)


@pytest.mark.real_model
def test_what_is_looked_up_is_as_spacy_has_it() -> None:
    ready = ModelStore(StoreSettings()).ensure(compose().parser.model)
    texts = [
        *TEXTS,
        "Let's go: y'all ain't gonna get nothin', but it gets better, doesn't it?",
        "There's the U.S. ship.",
    ]
    plain = spacy.load(ready.path, exclude=["senter", "ner"])
    parsed = SpacyParser(ready.path, INFO).parse(texts * 2)
    for text, tokens in zip(texts * 2, parsed, strict=True):
        assert tokens == _tokens(plain(text.encode("utf-8", "replace").decode()), text)


def test_spacy_is_not_imported_before_a_parser_is_loaded() -> None:
    code = "import sys, summarizer.cli, summarizer.models, summarizer.backends.loading; print('spacy' in sys.modules)"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=120)
    assert said.stdout == "False\n"


@pytest.mark.real_model
def test_the_published_parser_reads_a_sentence() -> None:
    parser = load_parser(ModelStore(StoreSettings()).ensure(compose().parser.model), compose())
    parsed = parser.parse([*TEXTS, "Officials said the ships hadn't been seen."])
    for text, tokens in zip(TEXTS, parsed, strict=False):
        check(text, tokens)
    told = [(t.text, t.lemma, t.pos, t.relation, parsed[0][t.head].text) for t in parsed[0]]
    assert told == [
        ("The", "the", "DET", "det", "ship"),
        ("ship", "ship", "NOUN", "nsubj", "sank"),
        ("sank", "sink", "VERB", "ROOT", "sank"),
        ("on", "on", "ADP", "prep", "sank"),
        ("Monday", "Monday", "PROPN", "pobj", "on"),
        (",", ",", "PUNCT", "punct", "sank"),
        ("killing", "kill", "VERB", "advcl", "sank"),
        ("14", "14", "NUM", "dobj", "killing"),
        (".", ".", "PUNCT", "punct", "sank"),
    ]
    assert [t.lemma for t in parsed[-1]] == "official say the ship have not be see .".split()
