"""What a stranger does first: the README's commands in a new clone, the pip that Python brings, each extra alone."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
EXTRAS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
OLD_PIP = "23.2.1"
"""As Python 3.11 and 3.12 bring it."""

OF_ANOTHER = ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV")
IMPORT_ALL = (
    "import importlib, pkgutil, summarizer\n"
    "for module in pkgutil.walk_packages(summarizer.__path__, 'summarizer.'):\n"
    "    importlib.import_module(module.name)"
)
QUOTING = ("--set", "writer=extractive", "--set", "judge=none", "--quiet")
ROW = {
    "id": "skarne",
    "documents": [
        {"text": "The ferry struck the reef near Skarne on Tuesday evening, the coastguard said.", "source": "Herald"},
        {"text": "Divers found the recorder of the ferry in the wreck on Thursday morning.", "source": "Agency"},
    ],
    "reference": "A ferry struck a reef near Skarne on Tuesday; divers found its recorder.",
}

pytestmark = [pytest.mark.fresh, pytest.mark.real_model]


def run(*command: str | Path, cwd: Path, status: int = 0) -> str:
    """Runs a command as one who knows nothing of the environment that runs the tests; returns all that it says."""
    known = {name: value for name, value in os.environ.items() if name not in OF_ANOTHER}
    python = Path(sys.base_prefix, "bin", f"python{sys.version_info.major}.{sys.version_info.minor}")
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env={**known, "BRIEFING_PYTHON": str(python)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        timeout=900,
    )
    assert done.returncode == status, done.stdout
    return done.stdout


@dataclass(frozen=True, slots=True)
class Clone:
    """A new clone of the project with an environment of its own, and a folder to work in."""

    root: Path
    work: Path

    def env(self, *extras: str) -> None:
        """As the README has it: scripts/env adds extras; nothing in the environment may miss anything then."""
        run(self.root / "scripts" / "env", *extras, cwd=self.work)
        self.python("-m", "pip", "check")

    def brief(self, *arguments: str, status: int = 0) -> str:
        """The README's first command."""
        return run(self.root / "scripts" / "brief", *arguments, cwd=self.work, status=status)

    def python(self, *arguments: str | Path) -> str:
        """The environment's own Python."""
        return run(self.root / ".venv" / "bin" / "python", *arguments, cwd=self.work)

    def batch(self, *arguments: str) -> str:
        """The quickest batch job: sentences are quoted."""
        program = self.root / ".venv" / "bin" / "briefing-batch"
        return run(program, *arguments, "experiment=baseline", "device=cpu", cwd=self.work)


@pytest.fixture(scope="module")
def new_clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tracked files in a new folder, and the environment as the README's first command makes it."""
    if not (ROOT / ".git").exists():
        pytest.skip("only a checkout knows its files")
    root = tmp_path_factory.mktemp("clone") / "a project"
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout.decode()
    for name in filter(None, listed.split("\0")):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, root / name)
    assert "usage" in run(root / "scripts" / "brief", "--help", cwd=root)
    return root


@pytest.fixture
def clone(new_clone: Path, tmp_path: Path) -> Iterator[Clone]:
    """The clone; what a test adds to its environment is gone afterwards (hard links keep it, as pip edits no file)."""
    venv, kept = new_clone / ".venv", new_clone / ".kept"
    shutil.copytree(venv, kept, symlinks=True, copy_function=os.link)
    (tmp_path / "rows.jsonl").write_text(json.dumps(ROW) + "\n", encoding="utf-8")
    yield Clone(new_clone, tmp_path)
    shutil.rmtree(venv)
    kept.rename(venv)


def test_the_first_command_works_in_every_format(clone: Clone) -> None:
    clone.python("-m", "pip", "check")
    (pin,) = re.findall(r"^pip==(.+)$", (ROOT / "constraints.txt").read_text(encoding="utf-8"), re.MULTILINE)
    assert f"pip {pin} " in clone.python("-m", "pip", "--version")
    clone.python("-c", IMPORT_ALL)
    outputs = [f"o.{suffix}" for suffix in ("html", "docx", "json", "md", "txt")]
    named = [part for output in outputs for part in ("-o", output)]
    clone.brief("demo", "--set", "writer=smollm2-135m", "--words", "120", "--quiet", *named)
    assert all((clone.work / output).stat().st_size > 1000 for output in outputs)
    assert re.search(r"\[\d\]", (clone.work / "o.md").read_text(encoding="utf-8"))
    assert "attributed-briefing[pdf]" in clone.brief("demo", *QUOTING, "-o", "o.pdf", status=1)


def test_what_an_extra_brings_is_said_where_it_is_missing(clone: Clone) -> None:
    (clone.work / "rows.parquet").write_bytes(b"PAR1")
    program = clone.root / ".venv" / "bin" / "briefing-batch"
    for extra, status, arguments in (
        ("parquet", 1, ("input=rows.parquet", "folder=out")),
        ("ray", 2, ("input=rows.jsonl", "folder=out", "runner=ray")),
    ):
        said = run(program, *arguments, "experiment=baseline", cwd=clone.work, status=status)
        assert f"attributed-briefing[{extra}]" in said


def pdf(clone: Clone) -> None:
    clone.brief("demo", *QUOTING, "-o", "o.pdf")
    assert (clone.work / "o.pdf").read_bytes().startswith(b"%PDF")


def parquet(clone: Clone) -> None:
    clone.python(
        "-c",
        "import json, pyarrow, pyarrow.parquet\n"
        "rows = [json.loads(line) for line in open('rows.jsonl')]\n"
        "pyarrow.parquet.write_table(pyarrow.Table.from_pylist(rows), 'rows.parquet')",
    )
    clone.batch("input=rows.parquet", "folder=out", "shards=parquet")
    (shard,) = (clone.work / "out" / "shards").glob("*.parquet")
    read = f"import pyarrow.parquet; print(pyarrow.parquet.read_table({str(shard)!r}).num_rows)"
    assert clone.python("-c", read) == "1\n"


def ray(clone: Clone) -> None:
    clone.batch("input=rows.jsonl", "folder=out", "runner=ray")
    assert (clone.work / "out" / "briefings" / "skarne.json").is_file()


def launchers(clone: Clone) -> None:
    for launcher in ("joblib", "submitit_local"):
        clone.batch(
            "-m", f"hydra/launcher={launcher}", "input=rows.jsonl", f"folder={launcher}", "output.words=60,120"
        )  # fmt: skip
        folders = " ".join(str(path.parents[1]) for path in sorted((clone.work / launcher).rglob("skarne.json")))
        assert sorted(re.findall(r"output\.words=(\d+)", folders)) == ["120", "60"], "a job for each value"


def llamacpp(clone: Clone) -> None:
    reports = [str(path) for path in (clone.root / "summarizer" / "samples" / "ferry").glob("*.txt")]
    small = ("--set", "writer=smollm2-135m", "--words", "30")
    clone.python(clone.root / "scripts" / "benchmark.py", "llamacpp", *reports, *small, "-o", "out", "--quiet")
    found = json.loads((clone.work / "out" / "benchmark.json").read_text(encoding="utf-8"))
    assert found["llamacpp"]["written_tokens"] > 0, found


def evaluation(clone: Clone) -> None:
    budget = ("--words", "40", "--judge", "none", "--resamples", "100")
    clone.python(clone.root / "scripts" / "evaluate.py", "rows.jsonl", *QUOTING, *budget, "-o", "out", "--no-cache")
    table = (clone.work / "out" / "evaluation.md").read_text(encoding="utf-8")
    for system in ("briefing", "lead", "lexrank", "textrank", "mmr"):
        assert re.search(rf"\| {system} \| 1 \| \d", table), "a figure for each"


USES: dict[str, Callable[[Clone], None]] = {
    "pdf": pdf,
    "parquet": parquet,
    "ray": ray,
    "launchers": launchers,
    "llamacpp": llamacpp,
    "eval": evaluation,
}


@pytest.mark.parametrize("extra", sorted(set(EXTRAS) - {"dev"}))
def test_every_extra_brings_all_that_it_needs(clone: Clone, extra: str) -> None:
    clone.env(extra)
    USES[extra](clone)


def test_an_old_pip_installs_the_wheel_with_all_that_it_needs(clone: Clone) -> None:
    """`pip install .` as the README has it; that it would install all that scripts/env did is seen without doing it."""
    there = clone.python("-m", "pip", "list", "--format", "json", "--exclude", "pip", "--exclude", "setuptools")
    old = clone.work / "old"
    clone.python("-m", "venv", old)
    run(old / "bin" / "python", "-m", "pip", "install", "-q", f"pip=={OLD_PIP}", cwd=clone.work)
    asked = ("--dry-run", "--report", "report.json", "--constraint", clone.root / "constraints.txt")
    run(old / "bin" / "python", "-m", "pip", "install", "-q", *asked, clone.root, cwd=clone.work)
    report = json.loads((clone.work / "report.json").read_text(encoding="utf-8"))
    wanted = {item["metadata"]["name"].lower().replace("_", "-") for item in report["install"]}
    missing = {item["name"].lower().replace("_", "-") for item in json.loads(there)} - wanted
    assert missing == set()
