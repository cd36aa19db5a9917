"""What is read off a parsed sentence: its tree, its clauses, how each word stands, and who says what."""

from __future__ import annotations

import time

import pytest
from grammar import WrittenParser, analysed, tokens
from hypothesis import given, settings
from hypothesis import strategies as st
from parser_fakes import FlatParser
from pipeline_fakes import report_sentences

from summarizer.records import Token
from summarizer.text.analysis import Analyser, Analysis, analyse
from summarizer.text.clauses import called
from summarizer.text.tree import tree

TAKEN = (
    "Rebels=rebel/NNS/nsubj>took took=take/VBD the/DT/det>city city/NN/dobj>took of/IN/prep>city Arvik/NNP/pobj>of ."
)
NOT_TAKEN = (
    "Rebels=rebel/NNS/nsubj>take did=do/VBD/aux>take n't=not/RB/neg>take take/VB Arvik/NNP/dobj>take or/CC/cc>take "
    "leave/VB/conj>take ."
)
SAID = (
    "The/DT/det>mayor mayor/NN/nsubj>said said=say/VBD rebels=rebel/NNS/nsubj>took had=have/VBD/aux>took "
    "took=take/VBN/ccomp>said Arvik/NNP/dobj>took ."
)
FOUND = (
    "Divers=diver/NNS/nsubj>found who/WP/nsubj>searched searched=search/VBD/relcl>Divers found=find/VBD "
    "dozens=dozen/NNS/dobj>found of/IN/prep>dozens boats=boat/NNS/pobj>of and/CC/cc>found "
    "raised=raise/VBD/conj>found them=they/PRP/dobj>raised ."
)
CALLED = (
    "Ada/NNP/compound>Brink Brink/NNP/nsubj>left ,/,/punct>Brink the/DT/det>mayor mayor/NN/appos>Brink left=leave/VBD ."
)


def low(sentence: Analysis, places: object) -> list[str]:
    return [sentence.words[at].low for at in places]  # type: ignore[attr-defined]


def at(sentence: Analysis, word: str) -> int:
    return next(place for place, one in enumerate(sentence.words) if one.low == word)


def test_the_notation_gives_slices_of_its_text() -> None:
    text, parsed = tokens(SAID)
    assert text == "The mayor said rebels had took Arvik."
    assert all(token.text == text[token.start : token.end] for token in parsed)
    assert [parsed[token.head].text for token in parsed] == "mayor said said took took said took said".split()


def test_words_hang_on_words() -> None:
    one = analysed(TAKEN)
    took, city, arvik = at(one, "took"), at(one, "city"), at(one, "arvik")
    assert one.tree.parsed
    assert low(one, one.tree.children[took]) == ["rebels", "city", "."]
    assert low(one, one.tree.under(took, "nsubj", "dobj")) == ["rebels", "city"]
    assert one.tree.phrases(city, ("of", "in")) == [arvik]
    assert one.tree.phrases(city, ("in",)) == []
    assert low(one, sorted(one.tree.subtree(city))) == ["the", "city", "of", "arvik"]
    assert low(one, one.tree.above(arvik)) == ["of", "city", "took"]
    assert one.tree.predicate(arvik) == one.tree.predicate(took) == took
    assert one.tree.is_noun(arvik)
    assert not one.tree.is_noun(took)


def test_several_tokens_of_one_word_are_one_node() -> None:
    one = analysed(NOT_TAKEN)
    did = at(one, "didn't")
    assert one.tree.nodes[did].denied
    assert low(one, one.tree.children[at(one, "take")]) == ["rebels", "didn't", "arvik", "or", "leave", "."]
    number = analysed(
        "Some/DT/det>hundred two/CD/compound>hundred hundred/CD/nummod>people people/NNS/nsubj>left left=leave/VBD ."
    )
    assert [word.text for word in number.words] == ["Some two hundred", "people", "left", "."]
    assert [node.head for node in number.tree.nodes] == [1, 2, 2, 2]


@pytest.mark.parametrize("spans", [[], [(0, 3), (4, 8)]])
def test_without_tokens_a_tree_is_flat(spans: list[tuple[int, int]]) -> None:
    flat = tree(spans, (), ["the", "ship"][: len(spans)])
    assert not flat.parsed
    assert [node.head for node in flat.nodes] == [0] * len(spans)
    assert Analyser(None)("The ship sank.").clauses == ()


def test_a_circle_of_heads_ends() -> None:
    ring = [Token(word, at * 2, at * 2 + 1, word, "VERB", "VBD", "conj", (at + 1) % 3) for at, word in enumerate("abc")]
    one = analyse("a b c", ring)
    assert len(one.tree.above(0)) == 40
    assert one.tree.subtree(1) == {0, 1, 2}
    assert len(one.standings) == len(one.clauses) == 3
    assert one.sayings == ()


@pytest.mark.parametrize(
    ("notation", "verb", "doers", "bearers", "passive", "done", "going"),
    [
        (TAKEN, "took", ["rebels"], ["city"], False, True, False),
        (
            "Arvik/NNP/nsubjpass>taken was=be/VBD/auxpass>taken taken=take/VBN by/IN/agent>taken "
            "rebels=rebel/NNS/pobj>by .",
            *("taken", ["rebels"], ["arvik"], True, True, False),
        ),
        (FOUND, "searched", ["divers"], [], False, True, False),
        (FOUND, "found", ["divers"], ["dozens", "boats"], False, True, False),
        (FOUND, "raised", ["divers"], [], False, True, False),
        (
            "Rebels=rebel/NNS/nsubj>want want/VBP to/TO/aux>take take/VB/xcomp>want Arvik/NNP/dobj>take .",
            *("take", ["rebels"], ["arvik"], False, False, False),
        ),
        (
            "Rebels=rebel/NNS/nsubj>told told=tell/VBD troops=troop/NNS/dobj>told to/TO/aux>leave "
            "leave/VB/xcomp>told .",
            *("leave", ["troops"], [], False, False, False),
        ),
        (
            "Rebels=rebel/NNS/nsubj>taking and/CC/cc>Rebels soldiers=soldier/NNS/conj>Rebels are=be/VBP/aux>taking "
            "taking=take/VBG Arvik/NNP/dobj>taking .",
            *("taking", ["rebels", "soldiers"], ["arvik"], False, False, True),
        ),
    ],
)
def test_a_clause_tells_who_does_what_to_whom(
    notation: str, verb: str, doers: list[str], bearers: list[str], passive: bool, done: bool, going: bool
) -> None:
    one = analysed(notation)
    clause = next(clause for clause in one.clauses if one.words[clause.verb].low == verb)
    assert (low(one, clause.doers), low(one, clause.bearers)) == (doers, bearers)
    assert (clause.passive, clause.done, clause.going) == (passive, done, going)


def test_what_is_said_of_a_subject_is_where_the_clause_is() -> None:
    one = analysed("Arvik/NNP/nsubj>was was=be/VBD calm/JJ/acomp>was .")
    (clause,) = one.clauses
    assert low(one, [clause.at, clause.verb, *clause.doers]) == ["calm", "was", "arvik"]


def test_a_name_is_called_by_its_parts_and_apposition_and_a_city_by_its_name() -> None:
    one = analysed(CALLED)
    assert low(one, sorted(called(one.tree, at(one, "brink")))) == ["ada", "brink", "mayor"]
    assert called(one.tree, at(one, "mayor")) == called(one.tree, at(one, "ada")) == called(one.tree, at(one, "brink"))
    city = analysed(TAKEN)
    assert low(city, sorted(called(city.tree, at(city, "city")))) == ["city", "arvik"]


@pytest.mark.parametrize(
    ("notation", "word", "denied", "openly", "by"),
    [
        (TAKEN, "took", False, 0, ""),
        (NOT_TAKEN, "take", True, 0, "didn't"),
        (
            "Rebels=rebel/NNS/nsubj>failed failed=fail/VBD to/TO/aux>take take/VB/xcomp>failed Arvik/NNP/dobj>take .",
            *("take", True, 1, "failed"),
        ),
        ("Rebels=rebel/NNS/nsubj>take may/MD/aux>take take/VB Arvik/NNP/dobj>take .", "take", False, 2, "may"),
        (
            "Rebels=rebel/NNS/nsubj>took reportedly/RB/advmod>took took=take/VBD Arvik/NNP/dobj>took .",
            *("took", False, 1, "reportedly"),
        ),
        (
            "Rebels=rebel/NNS/nsubj>plan plan/VBP to/TO/aux>take take/VB/xcomp>plan Arvik/NNP/dobj>take .",
            *("take", False, 1, "plan"),
        ),
        (
            "Rebels=rebel/NNS/nsubj>managed managed=manage/VBD to/TO/aux>take take/VB/xcomp>managed "
            "Arvik/NNP/dobj>take .",
            *("take", False, 0, ""),
        ),
        (
            "Troops=troop/NNS/nsubj>left left=leave/VBD without/IN/prep>left firing=fire/VBG/pcomp>without .",
            *("firing", True, 0, "without"),
        ),
        (
            "Troops=troop/NNS/nsubj>kept kept=keep/VBD rebels=rebel/NNS/dobj>kept from/IN/prep>kept "
            "taking=take/VBG/pcomp>from Arvik/NNP/dobj>taking .",
            *("taking", True, 0, "kept"),
        ),
        ("There/EX/expl>is is=be/VBZ no/DT/det>doubt doubt/NN/attr>is .", "doubt", False, 0, ""),
        (
            "They/PRP/nsubj>took not/RB/preconj>took only/RB/advmod>took took=take/VBD Arvik/NNP/dobj>took .",
            *("took", False, 0, ""),
        ),
        ("Troops=troop/NNS/nsubj>hold no/RB/neg>longer longer/RB/advmod>hold hold/VBP Arvik/NNP/dobj>hold .",
         "hold", True, 0, "longer"),
    ],
)  # fmt: skip
def test_how_a_word_stands(notation: str, word: str, denied: bool, openly: int, by: str) -> None:
    one = analysed(notation)
    standing = one.standings[at(one, word)]
    assert (standing.denied, standing.open) == (denied, openly)
    assert (one.words[standing.by].low if standing.by >= 0 else "") == by


@pytest.mark.parametrize(
    ("notation", "speakers", "said"),
    [
        (SAID, ["mayor"], ["rebels", "had", "took", "arvik"]),
        (
            "Rebels=rebel/NNS/nsubj>took took=take/VBD Arvik/NNP/dobj>took ,/,/punct>said the/DT/det>mayor "
            "mayor/NN/nsubj>said said=say/VBD/parataxis>took .",
            *(["mayor"], ["rebels", "took", "arvik", "."]),
        ),
        (
            "According/VBG/prep>took to/IN/prep>According police/NNS/pobj>to ,/,/punct>took "
            "rebels=rebel/NNS/nsubj>took took=take/VBD Arvik/NNP/dobj>took .",
            *(["police"], [",", "rebels", "took", "arvik", "."]),
        ),
        (
            "Smoke/NN/nsubjpass>reported was=be/VBD/auxpass>reported reported=report/VBN in/IN/prep>reported "
            "the/DT/det>cabin cabin/NN/pobj>in .",
            *([], ["smoke", "was", "in", "the", "cabin", "."]),
        ),
    ],
)
def test_who_says_what(notation: str, speakers: list[str], said: list[str]) -> None:
    one = analysed(notation)
    (saying,) = one.sayings
    assert low(one, saying.speakers) == speakers
    assert low(one, sorted(saying.said)) == said


@pytest.mark.parametrize(
    "notation",
    [
        TAKEN,
        "It/PRP/nsubjpass>noted should/MD/aux>noted be/VB/auxpass>noted noted=note/VBN that/IN/mark>fell "
        "Arvik/NNP/nsubj>fell fell=fall/VBD/ccomp>noted .",
    ],
)
def test_where_nobody_says_anything(notation: str) -> None:
    assert analysed(notation).sayings == ()


def test_a_quotation_alone_is_said_by_somebody() -> None:
    one = analysed("“ We/PRP/nsubj>lost lost=lose/VBD the/DT/det>boat boat/NN/dobj>lost . ”")
    (saying,) = one.sayings
    assert saying.speakers == ()
    assert {"lost", "boat"} <= set(low(one, saying.said))


TEXTS = ["", "a", ".", "🚢", "🚢🚢 sank 🚢", "\udce9", " ", "x" * 10_000, "no " * 3_000, "“" * 500, "1" * 500]


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
@pytest.mark.parametrize("parser", [None, FlatParser()], ids=["unparsed", "flat"])
def test_odd_texts_are_read(text: str, parser: FlatParser | None) -> None:
    one = Analyser(parser)(text)
    assert len(one.standings) == len(one.words) == len(one.tree.nodes)
    assert all(word.text for word in one.words)
    assert isinstance(one.clauses + one.sayings, tuple)


@settings(deadline=None)
@given(st.one_of(st.text(max_size=80), report_sentences()))
def test_words_are_slices_in_order(text: str) -> None:
    end = 0
    for word in Analyser(FlatParser())(text).words:
        assert end <= word.start < word.end <= len(text)
        assert word.kind != "date" or word.text == text[word.start : word.end]
        assert not word.quoted or word.kind in ("word", "mark")
        end = word.end


@settings(deadline=None)
@given(st.lists(st.one_of(st.text(max_size=40), report_sentences()), max_size=6))
def test_sentences_are_read_alike_together_and_alone(texts: list[str]) -> None:
    together = Analyser(FlatParser())
    together.prepare(texts)
    for text in texts:
        assert together(text) == Analyser(FlatParser())(text)
        assert together(text) is together(text)


def test_each_sentence_is_parsed_once() -> None:
    parser = WrittenParser(TAKEN, SAID)
    first, second = parser.known
    reads = Analyser(parser)
    reads.prepare([first, second, first])
    reads(first)
    reads.prepare([second])
    assert [texts for texts in parser.asked if texts] == [[first, second]]


def test_only_the_latest_are_remembered() -> None:
    parser = WrittenParser()
    reads = Analyser(parser, remembered=2)
    reads.prepare(["a", "b", "c"])
    assert [reads(text).text for text in "abc"] == ["a", "b", "c"]
    assert len(parser.asked) == 1, "none of what was asked for at once is forgotten at once"
    reads("d")
    reads("d")
    reads("a")
    assert parser.asked[1:] == [["d"], ["a"]]


def test_only_a_sentence_s_length_is_read() -> None:
    start = time.process_time()
    assert len(Analyser(FlatParser())("a " * 500_000).words) == 5_000
    assert time.process_time() - start < 5


@pytest.mark.parametrize(
    ("notation", "whole"),
    [
        ("The/DT/det>price price/NN/nsubj>doubles now/RB/advmod>doubles doubles=double/NNS in/IN/prep>doubles "
         "Arvik/NNP/pobj>in .", True),
        ("The/DT/det>boats boats=boat/NNS in/IN/prep>boats Arvik/NNP/pobj>in .", False),
        ("The/DT/det>wife wife/NN/nsubj>left left=leave/VBN by/IN/prep>left train/NN/pobj>by .", True),
        ("The/DT/det>man man/NN/nsubjpass>held being=be/VBG/auxpass>held held=hold/VBN .", False),
    ],
)  # fmt: skip
def test_a_verb_that_was_misread_makes_a_sentence(notation: str, whole: bool) -> None:
    assert analysed(notation).tree.has_verb == whole
