"""``briefing`` as a process: closed, full and odd standard streams, Ctrl-C at any moment."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest
from examples import first
from sample_briefing import invented_briefing

from summarizer.render import to_json

ROOT = Path(__file__).resolve().parent.parent
pytestmark = pytest.mark.skipif(os.name != "posix", reason="shell redirections and POSIX signals")
PROGRAM = f"{sys.executable} -m summarizer"
heed = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "old.json").write_text(to_json(invented_briefing()), encoding="utf-8")
    return tmp_path


def shell(command: str, **environment: str) -> tuple[int, str, str]:
    """Exit code, standard output and standard error; BRIEFING stands for the program."""
    run = subprocess.run(
        ["bash", "-c", command.replace("BRIEFING", PROGRAM)],
        capture_output=True,
        timeout=60,
        env={**os.environ, **environment},
        preexec_fn=heed,
    )
    return run.returncode, run.stdout.decode(errors="replace"), run.stderr.decode(errors="replace")


CLOSED = "cannot write to standard output: it is closed; to write files only, use -o with --quiet"
FULL = "cannot write to standard output: No space left on device"


@pytest.mark.parametrize(
    "call", first(1, ["show old.json", "show old.json --format pdf", "models path", "--help", "--version"])
)
@pytest.mark.parametrize(("to", "why"), [(">&-", CLOSED), (">/dev/full", FULL)])
def test_a_closed_or_full_stdout_is_said_in_one_line(here: Path, call: str, to: str, why: str) -> None:
    assert shell(f"BRIEFING {call} {to}") == (1, "", f"briefing: error: {why}\n")


@pytest.mark.slow
@pytest.mark.parametrize("to", first(1, ["2>&-", "2>/dev/full", "2> >(true)"]))
def test_without_stderr_the_briefing_is_still_shown(here: Path, to: str) -> None:
    code, out, _ = shell(f"BRIEFING show old.json {to}")
    assert (code, out) == shell("BRIEFING show old.json")[:2]
    assert code == 0
    assert shell(f"BRIEFING show missing.json {to}")[:2] == (1, "")


def test_a_closed_stdout_is_no_matter_when_only_files_are_asked_for(here: Path) -> None:
    assert shell("BRIEFING show old.json --quiet -o a.md >&- 2>&- <&-") == (0, "", "")
    assert Path("a.md").read_text(encoding="utf-8").startswith("---\n")


@pytest.mark.slow
def test_a_closed_stdin_is_said(here: Path) -> None:
    code, out, errors = shell("BRIEFING - <&-")
    assert (code, out) == (1, "")
    assert "standard input" in errors
    assert errors.count("\n") == 1


@pytest.mark.parametrize("call", first(1, ["show old.json", "show old.json --format json", "--help", "models list"]))
def test_a_reader_that_left_is_no_error(here: Path, call: str) -> None:
    assert shell(f"BRIEFING {call} | true; echo ${{PIPESTATUS[0]}}") == (0, "0\n", "")


@pytest.mark.slow
@pytest.mark.parametrize("columns", first(1, ["0", "1", "-5", "x", ""]))
def test_a_width_that_is_none_is_80(here: Path, columns: str) -> None:
    expected = shell("BRIEFING show old.json", COLUMNS="80")
    assert expected[1]
    assert shell("BRIEFING show old.json", COLUMNS=columns) == expected


def test_a_huge_width_is_bounded(here: Path) -> None:
    code, out, _ = shell("BRIEFING show old.json", COLUMNS="1000000000", TERM="dumb", NO_COLOR="1")
    assert code == 0
    assert 80 < max(map(len, out.splitlines())) <= 140


def test_json_is_whole_whatever_the_stream_can_show(here: Path) -> None:
    code, out, _ = shell("BRIEFING show old.json --format json", PYTHONIOENCODING="ascii")
    assert code == 0
    assert json.loads(out) == json.loads(Path("old.json").read_text(encoding="utf-8"))


LONG = "x" * 300


@pytest.mark.parametrize(
    ("call", "why"),
    first(
        3,
        [
            (f"show old.json -o {LONG}.md", "File name too long"),
            ("show old.json -o one.md", "symbolic links"),
            ("show old.json -o old.json/x.md", "no folder"),
            (f"show {LONG}.json", "File name too long"),
            (f"compare old.json {LONG}.json", "File name too long"),
            (f"old.json --since {LONG}.json", "File name too long"),
        ],
    ),
)
def test_a_name_that_cannot_be_is_said_in_one_line(here: Path, call: str, why: str) -> None:
    Path("one.md").symlink_to("two.md")
    Path("two.md").symlink_to("one.md")
    code, out, errors = shell(f"BRIEFING {call}")
    assert (code, out) == (1, "")
    assert why in errors
    assert "fault of the program" not in errors
    assert errors.count("\n") == 1


def test_a_long_name_in_a_wide_script_can_be_written(here: Path) -> None:
    name = "船" * 83 + ".md"
    assert shell(f"BRIEFING show old.json --quiet -o {name}") == (0, "", "")
    assert Path(name).is_file()


WATCHED = """
import sys, time
from summarizer.cli import process
def command():
    {body}
    return 0
sys.exit(process.own(command))
"""


def interrupted(body: str, *, times: int = 1) -> tuple[int, str]:
    """Exit code and messages of a command that says when it is ready and gets SIGINT then."""
    process = subprocess.Popen(
        [sys.executable, "-c", WATCHED.format(body=body)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), os.getcwd()])},
        preexec_fn=heed,
    )
    assert process.stdout is not None
    process.stdout.readline()
    for _ in range(times):
        time.sleep(0.1)
        process.send_signal(signal.SIGINT)
    errors = process.communicate(timeout=30)[1].decode()
    return process.returncode, errors


SLEEP = "print('ready', flush=True); time.sleep(20)"


def test_an_interrupt_while_a_module_is_imported_ends_at_once(here: Path) -> None:
    Path("slow_module.py").write_text(
        f"import time\ntry:\n    {SLEEP}\nexcept BaseException:\n    time.sleep(20)\n", encoding="utf-8"
    )
    start = time.monotonic()
    assert interrupted("import slow_module") == (130, "briefing: interrupted\n")
    assert time.monotonic() - start < 15


def test_an_interrupt_elsewhere_lets_what_runs_clean_up(here: Path) -> None:
    body = f"try:\n        {SLEEP}\n    finally:\n        open('clean', 'w').close()"
    assert interrupted(body) == (130, "briefing: interrupted\n")
    assert Path("clean").exists()


def test_a_second_interrupt_ends_what_does_not_stop(here: Path) -> None:
    body = f"try:\n        {SLEEP}\n    finally:\n        time.sleep(20)"
    assert interrupted(body, times=2) == (130, "briefing: interrupted\n")


def test_an_interrupt_in_code_that_swallows_exceptions_is_heeded(here: Path) -> None:
    body = f"C = type('C', (), {{'__del__': lambda self: ({SLEEP.replace(';', ',')})}}); c = C(); del c"
    assert interrupted(body) == (130, "briefing: interrupted\n")


def test_an_interrupt_that_a_library_turns_into_an_error_is_still_one(here: Path) -> None:
    body = f"""
    from summarizer.cli import app
    def broken(args):
        try:
            {SLEEP}
        except BaseException:
            raise ValueError("odd") from None
    app._dispatch = broken
    return app.run(["models", "path"])
    """
    assert interrupted(body) == (130, "briefing: interrupted\n")


def test_an_interrupt_after_the_end_changes_nothing(here: Path) -> None:
    body = f"import atexit; atexit.register(lambda: ({SLEEP.replace(';', ',').replace('20', '0.5')}))"
    assert interrupted(body) == (0, "")


def test_who_had_interrupts_ignored_keeps_that(here: Path) -> None:
    code = WATCHED.format(body="import os, signal; os.kill(os.getpid(), signal.SIGINT)")
    ignoring = partial(signal.signal, signal.SIGINT, signal.SIG_IGN)
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, preexec_fn=ignoring, timeout=60)
    assert (run.returncode, run.stderr) == (0, b"")


@pytest.mark.parametrize("delay", first(1, [0.7, 0.4, 0.2, 0.1]))
def test_an_interrupt_at_any_moment_gives_one_line_or_the_whole(here: Path, delay: float) -> None:
    argv = [sys.executable, "-m", "summarizer", "show", "old.json", "--quiet", "-o", "a.md", "-o", "a.docx"]
    process = subprocess.Popen(argv, stdout=subprocess.PIPE, stderr=subprocess.PIPE, preexec_fn=heed)
    time.sleep(delay)
    process.send_signal(signal.SIGINT)
    out, errors = process.communicate(timeout=60)
    assert out == b""
    assert (process.returncode, errors) in ((130, b"briefing: interrupted\n"), (0, b""))
    assert not [path for path in here.iterdir() if path.name.endswith(".part")]


def test_a_command_that_has_loaded_models_ends_without_taking_them_apart(here: Path) -> None:
    code = """
import atexit, sys, threading, types
from summarizer.cli.process import own
class Held:
    def __del__(self): print("taken apart")
held = Held()
if sys.argv[1] == "loaded": sys.modules["torch"] = types.ModuleType("torch")
threading.Thread(target=lambda: print("a thread")).start()
atexit.register(lambda: print("last"))
sys.exit(own(lambda: 3))
"""
    (here / "code.py").write_text(code, encoding="utf-8")
    told = {how: shell(f"{sys.executable} code.py {how}") for how in ("loaded", "none")}
    assert told["loaded"] == (3, "a thread\nlast\n", "")
    assert told["none"] == (3, "a thread\nlast\ntaken apart\n", "")
