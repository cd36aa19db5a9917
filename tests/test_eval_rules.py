"""`evaluate.py rules`: what it counts, reads, writes and refuses; and the bars of the product's own rules."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import evaluate
import pytest
from eval_fakes import BagEncoder, EchoWriter, cluster_row, write_rows
from evaluation.rule_checks import RULES, TOLD, Claim, Finding, Rules
from evaluation.rule_tables import Count, count, missed_bars
from evaluation.samples import DRAFTS, HELD, HELD_OUT, LABELLED, read_drafts
from parser_fakes import FlatParser

import summarizer.pipeline
from summarizer.interfaces import Progress
from summarizer.records import Draft, Judgement, ModelInfo, WriteRequest
from summarizer.settings import VerifySettings

EVIDENCE = ("Rebels took the town of Arvik on Thursday, and 40 houses burned.",)
NO_PARSER = ("--set", "parser=none")


def finding(kind: str, *refused_by: str) -> Finding:
    return Finding(Claim(EVIDENCE, "Rebels took Arvik.", kind), not refused_by, frozenset(refused_by))


def test_what_a_rule_refuses_and_what_it_alone_refuses() -> None:
    found = [finding("name", "entities"), finding("name", "entities", "roles"), finding("name")]
    assert count("entities", found) == Count(2, 1)
    assert str(count("entities", found)) == "2 (1)"
    assert str(count("roles", found)) == "1"


def test_each_rule_is_asked_by_itself_and_all_agree_with_the_product() -> None:
    claims = [
        Claim(EVIDENCE, "Rebels took the town of Arvik on Thursday."),
        Claim(EVIDENCE, EVIDENCE[0]),
        Claim(EVIDENCE, "Rebels took the town of Holm on Thursday.", "name"),
        Claim(EVIDENCE, "We took the town of Arvik, where 50 houses burned.", "number"),
        Claim(EVIDENCE, "Rebels took.", "length"),
        Claim(EVIDENCE, "They took the town of Arvik.", "referent"),
    ]
    rules = Rules(None, VerifySettings())
    rules.read(claims)
    found = [rules.ask(claim) for claim in claims]
    assert [one.stands for one in found] == [True, True, False, False, False, False]
    assert all(one.stands == (not one.refused_by) for one in found)
    assert "entities" in found[2].refused_by
    assert {"quantities", "first person"} <= found[3].refused_by
    assert found[4].refused_by == {"length"}
    assert "leans" in found[5].refused_by
    assert rules.seconds.keys() >= set(RULES) - set(TOLD)


def test_texts_are_parsed_once_and_what_has_no_verb_is_told() -> None:
    claims = [Claim(EVIDENCE, "Rebels took the town of Arvik."), Claim(EVIDENCE, "Rebels took the town of Arvik.")]
    rules = Rules(FlatParser(), VerifySettings())
    rules.read(claims)
    assert rules.parser is not None
    assert rules.parser.sentences == 2
    assert "verb" in rules.ask(claims[0]).refused_by, "this parser knows no verbs"


def test_bars_that_are_missed_are_named() -> None:
    wrong, true = finding("name", "roles"), finding("")
    sets = {LABELLED: [wrong] * 20 + [true] * 100, HELD: [wrong] * 42 + [true] * 22}
    assert missed_bars(sets) == []
    sets[LABELLED] += [finding("name")] * 2 + [finding("", "roles")] * 2
    sets[HELD] += [finding("name")]
    assert [line.partition(" of ")[0] for line in missed_bars(sets)] == [
        "labelled: 20", "labelled: 2", "held out: 42"
    ]  # fmt: skip


def test_the_labelled_drafts_need_no_data(capsys: pytest.CaptureFixture[str]) -> None:
    assert evaluate.main(["rules", "--json", *NO_PARSER]) == 0
    sets = json.loads(capsys.readouterr().out)["sets"]
    for name, path in ((LABELLED, DRAFTS), (HELD, HELD_OUT)):
        kinds = [sample.kind for sample in read_drafts(path)]
        assert sets[name]["claims"] == {"wrong": sum(map(bool, kinds)), "true": kinds.count("")}
        assert len(sets[name]["not_caught"]) == sets[name]["claims"]["wrong"] - sets[name]["refused"]["wrong"]
    assert evaluate.main(["rules", "--check", *NO_PARSER]) == 1
    assert "wrong ones caught, 100% must be" in capsys.readouterr().out


def test_errors_made_by_machine_are_measured(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_rows(tmp_path / "multiling2011_en.jsonl", cluster_row("Orlen"), cluster_row("Vastby"))
    line = (
        "The `` old '' town of Orlen ( north ) was flooded by the river Lomma on Tuesday night .\tThe town . <::::> It"
    )
    (tmp_path / "wiki_split_tune.tsv").write_text(f"{line}\n", encoding="utf-8")
    call = ["rules", "--data", str(tmp_path), "--only", "news", "--only", "wiki", "--json", *NO_PARSER]
    assert evaluate.main(call) == 0
    sets = json.loads(capsys.readouterr().out)["sets"]
    assert sets.keys() == {"news", "wiki"}
    assert all(found["claims"]["true"] and found["claims"]["wrong"] for found in sets.values())
    assert sets["wiki"]["rules"]["entities"].keys() == {"wrong", "true"}


class YesJudge:
    """Accepts every claim but one on Vastby."""

    info = ModelInfo("judge", "yes", "r4", "3" * 64, "cpu", "")

    def judge(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        return [one.supported for one in self.assess(pairs)]

    def assess(self, pairs: Sequence[tuple[str, str]], progress: Progress | None = None) -> list[Judgement]:
        return [Judgement(float("Vastby" not in claim), 0.0) for _, claim in pairs]


class ShortWriter(EchoWriter):
    """Keeps the first words of what it is given."""

    info = ModelInfo("writer", "short", "r5", "4" * 64, "cpu", "float32")

    def write(self, requests: Sequence[WriteRequest], progress: Progress | None = None) -> list[Draft]:
        return [Draft(" ".join(draft.text.split()[:6]).rstrip(".,") + ".") for draft in super().write(requests)]


@pytest.fixture
def drafting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[list[str], ShortWriter]:
    """A call that drafts two clusters of a data folder, and its writer."""
    writer = ShortWriter()
    loaded = summarizer.pipeline.Models(BagEncoder(), writer, YesJudge())
    monkeypatch.setattr(summarizer.pipeline, "load_models", lambda settings, progress=None: loaded, raising=False)
    write_rows(tmp_path / "multinews_dev.jsonl", *(cluster_row(f"Vastby{number}") for number in range(22)))
    cache = ["--cache", str(tmp_path / "cache.sqlite"), "--quiet", *NO_PARSER]
    return ["rules", "--data", str(tmp_path), "--only", "drafts", "--clusters", "2", *cache], writer


def test_real_drafts_are_made_once_saved_and_read_again(
    drafting: tuple[list[str], ShortWriter], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call, writer = drafting
    saved = tmp_path / "drafts.jsonl"
    assert evaluate.main([*call, "--save", str(saved), "--markdown"]) == 0
    asked = list(writer.calls)
    printed = capsys.readouterr().out
    rows = [json.loads(line) for line in saved.read_text(encoding="utf-8").splitlines()]
    assert f"What the rules refuse of {len(rows)} real first drafts" in printed
    assert {row["cluster"] for row in rows} == {"vastby0", "vastby1"}
    assert all(row["judge"] == float("Vastby" not in row["text"]) and row["text"] != row["own"] for row in rows)

    assert evaluate.main([*call, "--json"]) == 0
    assert writer.calls == asked, "what was written is remembered"
    first = json.loads(capsys.readouterr().out)
    assert evaluate.main(["rules", "--drafts", str(saved), "--only", "drafts", "--json", *NO_PARSER]) == 0
    assert json.loads(capsys.readouterr().out)["drafts"] == first["drafts"]


def test_the_last_clusters_are_kept_back(
    drafting: tuple[list[str], ShortWriter], capsys: pytest.CaptureFixture[str]
) -> None:
    call, _ = drafting
    assert evaluate.main([*call, "--clusters", "3"]) == 2
    assert "the last 20 of multinews_dev.jsonl are kept back" in capsys.readouterr().err


def test_wrong_calls_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert evaluate.main(["rules", "--only", "news"]) == 2
    assert evaluate.main(["rules", "--only", "labelled", "--check"]) == 2
    bad = write_rows(tmp_path / "bad.jsonl", {"told": "Rebels took Arvik.", "own": "", "text": 3})
    assert evaluate.main(["rules", "--drafts", str(bad), "--only", "drafts", *NO_PARSER]) == 1
    assert "bad.jsonl line 1 is no draft" in capsys.readouterr().err


@pytest.mark.real_model
def test_the_rules_keep_to_their_bars(capsys: pytest.CaptureFixture[str]) -> None:
    code = evaluate.main(["rules", "--check", "--quiet"])
    assert code == 0, capsys.readouterr().out
