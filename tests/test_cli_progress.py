"""Progress on standard error: for a terminal, for a log, and none."""

from __future__ import annotations

import sys
import time

import pytest

from summarizer.cli import progress as cli_progress
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
    monkeypatch.setattr(cli_progress.time, "monotonic", lambda: next(clock))
    progress = LineProgress()
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
