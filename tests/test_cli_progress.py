"""Progress on standard error: for a terminal, for a log, and none."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from types import SimpleNamespace

import pytest

from summarizer.cli import progress as cli_progress
from summarizer.cli.pace import Pace, spoken
from summarizer.cli.progress import LineProgress, LiveProgress, amount, showing


@pytest.mark.parametrize(
    ("done", "total", "text"),
    [
        (3, 12, "3 of 12"),
        (0, 0, ""),
        (7, 0, "7"),
        (1, 1, ""),
        (500_000_000, 1_117_320_768, "500 of 1117 MB"),
        (0, 2_000_000, "0 of 2 MB"),
        (2_000_000, 0, "2 MB"),
    ],
)
def test_amounts_have_units_that_people_read(done: int, total: int, text: str) -> None:
    assert amount(done, total) == text


def test_quiet_shows_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    with showing(quiet=True) as progress:
        progress("write", 1, 2)
    assert capsys.readouterr() == ("", "")


def test_a_log_gets_few_lines(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter([0.0, 0.1, 2.5, 3.0, 4.0, 13.0, 13.1])
    monkeypatch.setattr(cli_progress, "time", SimpleNamespace(monotonic=lambda: next(clock)))
    progress = LineProgress(Pace())
    progress("load", 0, 1)  # 0.1 s: too early
    progress("write", 1, 40)  # 2.5 s: a new stage
    progress("write", 2, 40)  # 3.0 s: the same stage, too early
    progress("check", 1, 9)  # 4.0 s: a new stage, too early
    progress("check", 8, 9)  # 13.0 s: long enough
    progress("check", 9, 9)
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.splitlines() == ["briefing: 2 s: write 1 of 40", "briefing: 13 s: check 8 of 9"]


def test_where_standard_error_is_no_terminal_lines_are_used() -> None:
    with showing(quiet=False) as progress:
        assert isinstance(progress, LineProgress)


def test_a_terminal_gets_a_bar_a_stage(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    with showing(quiet=False) as progress:
        assert isinstance(progress, LiveProgress)
        progress("download [x]", 0, 0)
        progress("download [x]", 500_000, 2_000_000)
        progress("write", 3, 12)
        time.sleep(0.01)
        tasks = progress._bars.tasks
        assert [task.description for task in tasks] == ["download [x]", "write"]
        assert tasks[0].finished
        assert not tasks[1].finished
        assert tasks[1].fields["count"] == "3 of 12"
        assert tasks[1].elapsed is not None
        progress("download [x]", 2_000_000, 2_000_000)
        assert len(progress._bars.tasks) == 2


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_time_left_comes_from_the_last_run_of_the_same_kind(tmp_path: Path) -> None:
    clock, file = Clock(), tmp_path / "cache" / "timings.json"
    first = Pace(file, "small", clock)
    for stage, seconds in (("load", 4.0), ("write", 20.0), ("verify", 2.0)):
        first.enter(stage)
        assert first.left() is None
        clock.now += seconds
    first.keep()
    second = Pace(file, "small", clock)
    second.enter("load")
    assert second.left() == pytest.approx(26.0)
    clock.now += 9.0  # slower than the last time: at least what follows is left
    assert second.left() == pytest.approx(22.0)
    second.enter("write")
    clock.now += 5.0
    assert second.left() == pytest.approx(17.0)
    assert second.left(1, 3) == pytest.approx(12.0)  # counting is surer than memory
    other = Pace(file, "large", clock)
    other.enter("write")
    assert other.left() is None


@pytest.mark.parametrize("content", ["", "[]", '{"small": 3}', '{"small": {"write": "x"}}', "\x00"])
def test_damaged_times_are_no_matter(tmp_path: Path, content: str) -> None:
    file = tmp_path / "timings.json"
    file.write_text(content, encoding="utf-8")
    pace = Pace(file, "small")
    pace.enter("write")
    assert pace.left() is None
    pace.keep()
    again = Pace(file, "small")
    again.enter("write")
    assert again.left() is not None


def test_times_that_cannot_be_kept_are_no_matter(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    file = tmp_path / "file" / "timings.json"
    pace = Pace(file, "small")
    pace.enter("write")
    pace.keep()
    again = Pace(file, "small")
    again.enter("write")
    assert again.left() is None
    assert (tmp_path / "file").read_bytes() == b""


def test_a_failed_run_is_not_remembered(tmp_path: Path) -> None:
    file = tmp_path / "timings.json"

    def fail() -> None:
        with showing(True, Pace(file, "small")) as progress:
            progress("write", 0, 0)
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert not file.exists()


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(None, ""), (0.4, ""), (12.4, "about 12 s left"), (89.0, "about 89 s left"), (200.0, "about 3 min left")],
)
def test_time_left_in_words(seconds: float | None, text: str) -> None:
    assert spoken(seconds) == text


def test_a_log_says_how_long_is_left(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    clock = Clock()
    pace = Pace(tmp_path / "t.json", "small", clock)
    progress = LineProgress(pace)
    progress("write", 0, 40)
    clock.now += 10.0
    progress._last -= 20.0
    progress("write", 10, 40)
    assert capsys.readouterr().err.endswith("write 10 of 40, about 30 s left\n")


def test_a_bar_says_how_long_is_left(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    clock = Clock()
    with showing(quiet=False, pace=Pace(tmp_path / "t.json", "small", clock)) as progress:
        assert isinstance(progress, LiveProgress)
        progress("write", 0, 40)
        clock.now += 10.0
        progress("write", 10, 40)
        shown = progress._bars.columns[-1](progress._bars.tasks[0])
    assert str(shown) == "0 s, about 30 s left"
