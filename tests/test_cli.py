"""``briefing`` from arguments to exit codes, on a pipeline without models."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest
from cli_fakes import FakePipeline, install

from summarizer import __version__
from summarizer.cli import main
from summarizer.errors import ModelError, ResourceError

ROOT = Path(__file__).resolve().parent.parent
REPORT = "The ferry struck the reef in a gale on Tuesday evening and capsized, the coastguard said.\n"


@pytest.fixture
def pipeline(monkeypatch: pytest.MonkeyPatch) -> FakePipeline:
    return install(monkeypatch)


@pytest.fixture
def reports(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with two reports, in a working directory of its own."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "a.txt").write_text(REPORT * 3, encoding="utf-8")
    (folder / "b.txt").write_text("Fourteen people died, hospitals said on Wednesday.\n" * 3, encoding="utf-8")
    return folder


Out = pytest.CaptureFixture[str]


def error_of(capsys: Out, argv: list[str]) -> tuple[int, str]:
    """Exit code and the only line on standard error; standard output has to be empty."""
    code = main(argv)
    captured = capsys.readouterr()
    assert captured.out == ""
    lines = captured.err.splitlines()
    assert len(lines) == 1, captured.err
    assert lines[0].startswith("briefing: error: ")
    return code, lines[0]


def test_a_folder_becomes_a_briefing_on_standard_output(pipeline: FakePipeline, reports: Path, capsys: Out) -> None:
    assert main([str(reports)]) == 0
    captured = capsys.readouterr()
    assert "A title" in captured.out
    assert "Fourteen people died" in captured.out
    assert "briefing:" not in captured.out
    assert captured.err.splitlines()[-1].startswith("briefing: done in ")
    documents, settings = pipeline.ran[0]
    assert len(documents) == 2
    assert settings.output.words == 250


def test_options_become_settings(pipeline: FakePipeline, reports: Path, capsys: Out) -> None:
    plain = ["--words", "80", "--preset", "fast", "--device", "cpu", "--offline", "--seed", "3", "--strict"]
    argv = [*plain, "--set", "plan.max_support=2"]
    assert main([*argv, "--focus", "the dead", str(reports), "--quiet"]) == 0
    settings = pipeline.ran[0][1]
    assert (settings.output.words, settings.run.focus, settings.run.device) == (80, "the dead", "cpu")
    assert (settings.run.seed, settings.run.strict, settings.store.offline) == (3, True, True)
    assert (settings.writer.name, settings.plan.max_support) == ("qwen2.5-coder-0.5b", 2)
    assert main(["--sentences", "5", "--set", "writer=extractive", "--set", "output.words=90", str(reports)]) == 0
    settings = pipeline.ran[1][1]
    assert (settings.output.sentences, settings.output.words, settings.writer.kind) == (5, 90, "extractive")


def test_files_are_written_and_the_terminal_still_shows_the_briefing(
    pipeline: FakePipeline, reports: Path, capsys: Out
) -> None:
    assert (
        main(
            [
                str(reports),
                "-o",
                "a.md",
                "-o",
                "a.json",
                "--output",
                "a.html",
                "-o",
                "notes",
                "--format",
                "txt",
            ]
        )
        == 0
    )
    captured = capsys.readouterr()
    assert "Fourteen people died" in captured.out
    assert "briefing: wrote a.json" in captured.err
    assert json.loads(Path("a.json").read_text(encoding="utf-8"))["title"]["text"] == "A title"
    for name in ("a.md", "a.html", "notes"):
        assert "Fourteen people died" in Path(name).read_text(encoding="utf-8")


def test_quiet_with_a_file_prints_nothing_at_all(pipeline: FakePipeline, reports: Path, capsys: Out) -> None:
    assert main([str(reports), "--quiet", "-o", "a.md"]) == 0
    assert capsys.readouterr() == ("", "")
    assert Path("a.md").exists()
    assert main([str(reports), "--quiet"]) == 0
    captured = capsys.readouterr()
    assert "A title" in captured.out
    assert captured.err == ""


def test_standard_output_can_have_another_format(pipeline: FakePipeline, reports: Path, capsys: Out) -> None:
    assert main([str(reports), "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["title"]["text"] == "A title"
    assert main([str(reports), "--format", "md"]) == 0
    assert capsys.readouterr().out.startswith("---\ntitle: A title\n")


def test_explain_shows_the_evidence(pipeline: FakePipeline, reports: Path, capsys: Out) -> None:
    assert main([str(reports)]) == 0
    plain = capsys.readouterr().out
    assert main([str(reports), "--explain"]) == 0
    assert len(capsys.readouterr().out) > len(plain)


def test_standard_input_is_a_report(
    pipeline: FakePipeline, reports: Path, capsys: Out, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(REPORT.encode()), encoding="utf-8"))
    assert main(["-", str(reports / "b.txt")]) == 0
    assert "struck the reef" in capsys.readouterr().out
    assert len(pipeline.ran[0][0]) == 2


def test_demo_runs_on_the_sample_reports(pipeline: FakePipeline, capsys: Out) -> None:
    assert main(["--words", "100", "demo"]) == 0
    documents, settings = pipeline.ran[0]
    assert len(documents) == 5
    assert settings.output.words == 100


def test_a_file_called_demo_is_reached_by_its_path(
    pipeline: FakePipeline, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Out
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("demo", "models"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.txt").write_text(REPORT, encoding="utf-8")
        assert main([f"./{name}"]) == 0
    assert [len(documents) for documents, _ in pipeline.ran] == [1, 1]


def test_a_bad_report_among_good_ones_is_said_in_one_line(pipeline: FakePipeline, reports: Path, capsys: Out) -> None:
    (reports / "empty.txt").touch()
    assert main([str(reports), "missing.txt", "--quiet"]) == 0
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 2
    assert all(line.startswith("briefing: skipped: ") for line in lines)
    assert any("missing.txt" in line for line in lines)
    code, _ = error_of(capsys, [str(reports), "missing.txt", "--strict"])
    assert code == 1
    assert len(pipeline.ran) == 1


def test_an_earlier_briefing_among_the_reports_is_not_read(pipeline: FakePipeline, reports: Path, capsys: Out) -> None:
    target = str(reports / "brief.md")
    for _ in range(2):
        assert main([str(reports), "-o", target]) == 0
    assert [len(documents) for documents, _ in pipeline.ran] == [2, 2]
    assert "it is the output file" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        ([], ["no reports given", "briefing demo"]),
        (["--nope", "a.txt"], ["--nope", "--help"]),
        (["--words", "many", "a.txt"], ["--words", "many"]),
        (["--words", "3", "a.txt"], ["output.words=3", "30 to 5000"]),
        (["--preset", "slow", "a.txt"], ["--preset", "fast"]),
        (["--device", "tpu", "a.txt"], ["--device", "cuda"]),
        (["--format", "odt", "a.txt"], ["--format", "json"]),
        (["--set", "writer=nope", "a.txt"], ["writer=nope", "extractive"]),
        (["--set", "output.wrds=1", "a.txt"], ["did you mean output.words"]),
        (["--set", "words", "a.txt"], ["words", "name=value"]),
        (["a.txt", "-o", "a.odt"], ["a.odt", ".md", "--format"]),
        (["a.txt", "-o", "-"], ["-o -", "--format"]),
        (["a.txt", "-o", "./a.txt"], ["overwrite"]),
        (["demo", "a.txt"], ["demo takes no files"]),
        (["--quiet", "models", "list"], ["models", "before all options"]),
        (["models"], ["list, pull, verify, remove or path"]),
        (["models", "burn"], ["burn"]),
        (["models", "path", "x"], ["path takes no names"]),
        (["models", "remove"], ["say which models", "briefing models list"]),
        (["-", "-"], ["standard input"]),
    ],
)
def test_a_wrong_call_is_one_line_and_exit_2(
    pipeline: FakePipeline, reports: Path, capsys: Out, argv: list[str], said: list[str]
) -> None:
    Path("a.txt").write_text(REPORT, encoding="utf-8")
    code, line = error_of(capsys, argv)
    assert code == 2
    for part in said:
        assert part in line
    assert pipeline.loaded == []


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (["missing.txt"], "missing.txt"),
        (["."], ""),
        (["reports", "-o", "nowhere/a.md"], "there is no folder"),
        (["reports", "-o", "reports", "--format", "md"], "is a folder"),
    ],
)
def test_a_failure_before_the_models_is_exit_1(
    pipeline: FakePipeline, reports: Path, capsys: Out, argv: list[str], said: str
) -> None:
    if argv == ["."]:
        for path in reports.iterdir():
            path.unlink()
    code = main(argv)
    captured = capsys.readouterr()
    assert code == 1
    assert captured.out == ""
    assert said in captured.err.splitlines()[-1]
    assert captured.err.splitlines()[-1].startswith("briefing: error: ")
    assert pipeline.loaded == []


def test_running_out_of_memory_names_a_smaller_way(pipeline: FakePipeline, reports: Path, capsys: Out) -> None:
    for error in (MemoryError(), ResourceError("the writer needs 5 GB")):
        pipeline.error = error
        code, line = error_of(capsys, [str(reports), "--quiet"])
        assert code == 1
        assert "--preset fast" in line
        code, line = error_of(capsys, [str(reports), "--quiet", "--preset", "fast"])
        assert "writer=extractive" in line
    assert "5 GB" in line


def test_an_error_is_one_line_and_its_traceback_needs_debug(pipeline: FakePipeline, reports: Path, capsys: Out) -> None:
    pipeline.error = ModelError("no\nhub", "try later")
    assert error_of(capsys, [str(reports), "--quiet"]) == (1, "briefing: error: no hub; try later")
    assert main([str(reports), "--quiet", "--debug"]) == 1
    assert "Traceback" in capsys.readouterr().err
    pipeline.error = KeyError("x")
    code, line = error_of(capsys, [str(reports), "--quiet"])
    assert code == 1
    assert "unexpected KeyError: 'x'" in line
    assert "--debug" in line


def test_ctrl_c_is_no_traceback(pipeline: FakePipeline, reports: Path, capsys: Out) -> None:
    pipeline.error = KeyboardInterrupt()
    assert main([str(reports), "--quiet"]) == 130
    assert capsys.readouterr().err == "briefing: interrupted\n"


def test_warnings_of_libraries_stay_away_unless_asked_for(
    pipeline: FakePipeline, reports: Path, capsys: Out, monkeypatch: pytest.MonkeyPatch
) -> None:
    import logging
    import warnings

    class Noisy(FakePipeline):
        def load_models(self, *args: object, **kwargs: object) -> str:
            warnings.warn("deprecated", DeprecationWarning, stacklevel=1)
            logging.getLogger("some.library").warning("noise")
            return "models"

    noisy = Noisy()
    monkeypatch.setattr(sys.modules["summarizer.pipeline"], "load_models", noisy.load_models)
    handlers = list(logging.getLogger().handlers)
    assert main([str(reports), "--quiet"]) == 0
    assert capsys.readouterr().err == ""
    assert logging.getLogger().handlers == handlers


def test_version_and_help_exit_with_0(capsys: Out) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"briefing {__version__}\n"
    for argv, said in ((["--help"], "exit codes:"), (["models", "-h"], "verify")):
        assert main(argv) == 0
        captured = capsys.readouterr()
        assert said in captured.out
        assert captured.err == ""


@pytest.mark.parametrize("command", [[], ["show"], ["compare"], ["models"], ["check"], ["stories"]])
def test_help_fits_an_ordinary_terminal(command: list[str], capsys: Out, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    assert main([*command, "--help"]) == 0
    assert max(map(len, capsys.readouterr().out.splitlines())) <= 80


HOSTILE = "\x1b]0;pwned\x07\x1b[31mX\nbriefing: error: forged\u202e\x9b2J"


@pytest.mark.parametrize(
    "argv",
    [
        [HOSTILE],
        ["show", HOSTILE],
        ["compare", HOSTILE, HOSTILE],
        ["reports", "-o", f"{HOSTILE}.xyz"],
        ["reports", "-o", f"{HOSTILE}/a.md"],
        ["reports", "--since", HOSTILE],
        ["reports", "--words", HOSTILE],
        [f"--{HOSTILE}"],
        ["reports", "--set", f"{HOSTILE}=1"],
        ["models", "verify", HOSTILE],
        ["models", HOSTILE],
        ["models"],
    ],
)
def test_an_error_is_one_harmless_line(argv: list[str], pipeline: FakePipeline, reports: Path, capsys: Out) -> None:
    _, line = error_of(capsys, argv)
    assert line.isprintable()
    assert "unexpected" not in line


def test_what_a_skipped_file_is_called_forges_no_message(pipeline: FakePipeline, reports: Path, capsys: Out) -> None:
    (reports / f"{HOSTILE.replace('/', '')}.txt").write_bytes(b"")
    assert main([str(reports), "--quiet"]) == 0
    captured = capsys.readouterr()
    assert captured.err.startswith("briefing: skipped: ")
    assert captured.err.count("\n") == 1
    for text in (captured.err, captured.out):
        assert not set("\x1b\x07\x9b\u202e") & set(text)


def run_module(*argv: str, code: str | None = None, **kwargs: object) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tests'}", "PYTHONUNBUFFERED": ""}
    command = [sys.executable, "-c", code, *argv] if code else [sys.executable, "-m", "summarizer", *argv]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment, **kwargs)  # type: ignore[call-overload, no-any-return]


FAKED = """
import sys
import pytest, cli_fakes, time
fake = cli_fakes.install(pytest.MonkeyPatch())
if sys.argv[1] == "slow":
    fake.load_models = lambda *a, **k: (print("ready", file=sys.stderr, flush=True), time.sleep(60))
    sys.modules["summarizer.pipeline"].load_models = fake.load_models
from summarizer.cli import main
sys.exit(main(sys.argv[2:]))
"""


@pytest.mark.slow
def test_a_reader_that_leaves_early_is_no_error(reports: Path) -> None:
    (reports / "long.txt").write_text(REPORT * 5000, encoding="utf-8")
    process = run_module("quick", str(reports), "--quiet", "--format", "json", code=FAKED)
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.read(10)
    process.stdout.close()
    errors = process.stderr.read()
    process.stderr.close()
    assert process.wait(60) == 0
    assert errors == b""


@pytest.mark.skipif(os.name != "posix", reason="sends a POSIX signal")
def test_a_real_interrupt_says_so_and_exits_130(reports: Path) -> None:
    # A run in the background ignores interrupts, and hands that on to what it starts.
    heed = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)
    process = run_module("slow", str(reports), "--quiet", code=FAKED, preexec_fn=heed)
    assert process.stderr is not None
    assert process.stderr.readline() == b"ready\n"
    time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 130
    assert errors == b"briefing: interrupted\n"


def test_an_ascii_terminal_gets_marks_and_no_error(reports: Path) -> None:
    (reports / "c.txt").write_text("“Łódź”, said Zoë — twice, in the evening of the day.\n" * 3, encoding="utf-8")
    environment = {
        **os.environ,
        "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tests'}",
        "PYTHONIOENCODING": "ascii",
    }
    run = subprocess.run(
        [sys.executable, "-c", FAKED, "quick", str(reports)], capture_output=True, env=environment, timeout=60
    )
    assert run.returncode == 0, run.stderr
    assert b"?" in run.stdout
