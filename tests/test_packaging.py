"""The frame: declared and pinned dependencies, the scripts, and the wheel on its own."""

from __future__ import annotations

import ast
import os
import re
import shutil
import socket
import subprocess
import sys
import sysconfig
import tomllib
import zipfile
from collections.abc import Iterable
from functools import cache
from importlib.metadata import distribution, entry_points, packages_distributions, version
from pathlib import Path

import lock
import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS = PROJECT["optional-dependencies"]
HEAVY = ("torch", "transformers", "sentence_transformers", "spacy", "hydra", "rich", "trafilatura", "pypdfium2", "docx")


def _requirements(lines: Iterable[str]) -> dict[str, Requirement]:
    return {canonicalize_name(Requirement(line).name): Requirement(line) for line in lines}


@cache
def _imported_distributions(folder: Path) -> dict[str, str]:
    """Third-party distributions imported anywhere under a folder, each with one file that does it."""
    providers = _providers()
    found: dict[str, str] = {}
    for path in sorted(folder.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names: list[str] = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
                names = [node.module]
            for top in {name.split(".")[0] for name in names} - set(sys.stdlib_module_names):
                for provider in providers.get(top, []):
                    found[canonicalize_name(provider)] = f"{path.relative_to(ROOT)} imports {top}"
    found.pop("attributed-briefing", None)
    return found


_providers = cache(packages_distributions)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("folder", "extras"),
    [("summarizer", ("llamacpp", "parquet", "ray", "launchers", "pdf")), ("scripts", ("eval", "dev", "llamacpp"))],
)
def test_every_imported_distribution_is_declared(folder: str, extras: tuple[str, ...]) -> None:
    declared = set(_requirements(PROJECT["dependencies"]))
    for extra in extras:
        declared |= set(_requirements(EXTRAS[extra]))
    imported = _imported_distributions(ROOT / folder)
    assert {name: where for name, where in imported.items() if name not in declared} == {}


def _lost_by_old_installers() -> set[str]:
    """What one of our dependencies asks of another by an extra that is spelled otherwise there, `html_clean` for
    `html-clean`: pip before 23.3 does not see that the two are one, and leaves it out with no more than a warning.
    """
    lost = set()
    for name in lock.closure(PROJECT["name"], frozenset(EXTRAS)):
        for asked in map(Requirement, distribution(name).requires or []):
            if not asked.extras or not (asked.marker is None or asked.marker.evaluate({"extra": ""})):
                continue
            giver = distribution(asked.name)
            for extra in asked.extras - set(giver.metadata.get_all("Provides-Extra") or []):
                lost |= {name for name, of in _requirements(giver.requires or []).items() if _only_with(of, extra)}
    return lost


def _only_with(requirement: Requirement, extra: str) -> bool:
    marker = requirement.marker
    return marker is not None and marker.evaluate({"extra": extra}) and not marker.evaluate({"extra": ""})


def test_what_old_installers_lose_is_asked_for_directly() -> None:
    assert _lost_by_old_installers() - set(_requirements(PROJECT["dependencies"])) == set()


def test_every_runtime_dependency_is_used() -> None:
    unused = set(_requirements(PROJECT["dependencies"])) - set(_imported_distributions(ROOT / "summarizer"))
    assert unused - _lost_by_old_installers() == set()


def test_every_requirement_is_pinned_to_a_version_it_allows() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = dict(line.split("==") for line in lines if not line.startswith("#"))
    assert all(re.fullmatch(r"[a-z0-9-]+", name) for name in pins)
    assert all(re.fullmatch(r"[0-9][0-9a-z.]*", pin) for pin in pins.values()), "public versions only"
    assert "pip" in pins, "what scripts/env installs with"
    for name, requirement in _requirements(PROJECT["dependencies"] + EXTRAS["dev"] + EXTRAS["eval"]).items():
        assert requirement.specifier.contains(pins[name]), f"{requirement} against the pin {pins[name]}"


def test_version_is_the_same_everywhere() -> None:
    import summarizer

    assert summarizer.__version__ == PROJECT["version"] == version("attributed-briefing")
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"## [{PROJECT['version']}]" in changelog


def test_entry_points_load() -> None:
    own = {entry.name: entry for entry in entry_points(group="console_scripts") if _is_own(entry.value)}
    assert set(own) == set(PROJECT["scripts"])
    assert all(callable(entry.load()) for entry in own.values())


def _is_own(target: str) -> bool:
    return target.startswith("summarizer.")


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import contextlib, sys\n"
        "from summarizer.cli import main\n"
        "with contextlib.suppress(SystemExit):\n"
        "    main(['--help'])\n"
        f"print('loaded:', *[name for name in {HEAVY!r} if name in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60)
    assert "usage" in run.stdout.lower()
    assert run.stdout.splitlines()[-1].strip() == "loaded:"


def test_every_room_is_on_the_map() -> None:
    package = ROOT / "summarizer"
    rooms = {path.name for path in package.glob("*.py")} - {"__init__.py", "__main__.py"}
    rooms |= {f"{path.parent.name}/" for path in package.glob("*/__init__.py")}
    rooms |= {"samples/"}
    the_map = (package / "README.md").read_text(encoding="utf-8")
    assert {room for room in rooms if f"`{room}`" not in the_map} == set()


@pytest.mark.parametrize("script", ["brief", "check", "env", "lock", "test", "../.ci/run"])
def test_scripts_are_executable_and_parse(script: str) -> None:
    path = ROOT / "scripts" / script
    assert os.access(path, os.X_OK)
    subprocess.run(["bash", "-n", str(path)], check=True)


@pytest.fixture
def bare_checkout(tmp_path: Path) -> Path:
    """Just what scripts/env looks at."""
    (tmp_path / "scripts").mkdir()
    shutil.copy(ROOT / "scripts" / "env", tmp_path / "scripts" / "env")
    for name in ("pyproject.toml", "constraints.txt"):
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


def _env(checkout: Path, *extras: str, python: str) -> subprocess.CompletedProcess[str]:
    variables = {**os.environ, "BRIEFING_PYTHON": python}
    command = [str(checkout / "scripts" / "env"), *extras]
    return subprocess.run(command, env=variables, capture_output=True, text=True, check=False, timeout=60)


def test_env_refuses_an_old_python_and_says_what_to_do(bare_checkout: Path) -> None:
    old = bare_checkout / "old-python"
    old.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    old.chmod(0o755)
    run = _env(bare_checkout, python=str(old))
    assert run.returncode == 1
    assert "Python 3.11 or newer is needed" in run.stderr
    assert "BRIEFING_PYTHON" in run.stderr
    assert not (bare_checkout / ".venv").exists()


@pytest.mark.slow
def test_env_is_silent_only_while_nothing_has_changed(bare_checkout: Path) -> None:
    binary = bare_checkout / ".venv" / "bin" / "python"
    binary.parent.mkdir(parents=True)
    binary.symlink_to(sys.executable)
    inputs = b"".join(
        (bare_checkout / name).read_bytes() for name in ("pyproject.toml", "constraints.txt", "scripts/env")
    )
    checksum = subprocess.run(["cksum"], input=inputs, capture_output=True, check=True).stdout.decode().strip()
    stamp = bare_checkout / ".venv" / ".environment"
    stamp.write_text(f"{checksum}\ndev eval\n", encoding="utf-8")

    for extras in ((), ("dev",), ("eval", "dev")):
        run = _env(bare_checkout, *extras, python="/bin/false")
        assert (run.returncode, run.stdout, run.stderr) == (0, "", "")

    # A real attempt begins with asking for a Python here, as this environment has packages without RECORD.
    (bare_checkout / ".venv/lib/python3.11/site-packages/half_installed-1.0.dist-info").mkdir(parents=True)
    assert _env(bare_checkout, "llamacpp", python="/bin/false").returncode == 1
    place = bare_checkout / ".venv" / ".place"
    place.write_text("/somewhere/else\n", encoding="utf-8")
    assert _env(bare_checkout, python="/bin/false").returncode == 1, "a moved environment is made anew"
    place.unlink()
    stamp.write_text(f"{checksum}\ndev eval\n", encoding="utf-8")
    assert _env(bare_checkout, python="/bin/false").returncode == 0
    with (bare_checkout / "constraints.txt").open("a", encoding="utf-8") as file:
        file.write("another==1.0\n")
    assert _env(bare_checkout, python="/bin/false").returncode == 1


def test_unit_tests_cannot_reach_the_network() -> None:
    with socket.socket() as one, pytest.raises(pytest.fail.Exception, match=r"192\.0\.2\.1"):
        one.connect(("192.0.2.1", 80))
    with pytest.raises(pytest.fail.Exception, match=r"example\.org"):
        socket.create_connection(("example.org", 443), timeout=1)
    with socket.socket() as server, socket.socket() as client:
        server.bind(("127.0.0.1", 0))
        server.listen(1)
        client.connect(server.getsockname())


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    _python("-m", "pip", "wheel", "-q", "--no-deps", "--no-build-isolation", "-w", str(folder), str(ROOT))
    (built,) = folder.glob("attributed_briefing-*.whl")
    return built


def _python(*arguments: str) -> None:
    run = subprocess.run([sys.executable, *arguments], capture_output=True, text=True, check=False, timeout=300)
    assert run.returncode == 0, run.stdout + run.stderr


@pytest.mark.slow
def test_wheel_holds_every_file_of_the_package(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        packed = set(archive.namelist())
    expected = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "summarizer").rglob("*")
        if path.is_file() and path.suffix != ".pyc"
    }
    expected |= {f"summarizer/{path.relative_to(ROOT).as_posix()}" for path in (ROOT / "conf").rglob("*.yaml")}
    assert expected - packed == set()
    assert "summarizer/py.typed" in packed
    assert any(name.endswith("licenses/LICENSE") for name in packed)
    assert {name.split("/")[0] for name in packed if ".dist-info" not in name} == {"summarizer"}


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new environment with the wheel; its dependencies are those of the running one, by a path file."""
    folder = tmp_path_factory.mktemp("installed") / "venv"
    _python("-m", "venv", "--without-pip", str(folder))
    _python("-m", "pip", "--python", str(folder), "install", "-q", "--no-deps", str(wheel))
    (site_packages,) = folder.glob("lib/python*/site-packages")
    (site_packages / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return folder


def _run_installed(folder: Path, cwd: Path, *command: str, timeout_s: int = 300) -> str:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    run = subprocess.run(
        [str(folder / "bin" / command[0]), *command[1:]],
        cwd=cwd,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=timeout_s,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    return run.stdout


@pytest.mark.slow
def test_installed_wheel_uses_its_own_files(installed: Path, tmp_path: Path) -> None:
    code = (
        "from summarizer.config import compose; from summarizer.resources import conf_dir, samples_dir\n"
        "articles = [path for path in samples_dir().rglob('*') if path.is_file()]\n"
        "print(conf_dir(), samples_dir(), len(articles), sep='\\n')\n"
        "print(compose(['writer=smollm2-135m']).writer.name)"
    )
    conf, samples, count, writer = _run_installed(installed, tmp_path, "python", "-c", code).split("\n")[:4]
    assert Path(conf).is_relative_to(installed)
    assert Path(samples).is_relative_to(installed)
    assert int(count) >= 5
    assert writer == "smollm2-135m"
    assert PROJECT["version"] in _run_installed(installed, tmp_path, "briefing", "--version")


@pytest.mark.slow
def test_installed_wheel_composes_a_batch_job(installed: Path, tmp_path: Path) -> None:
    shown = _run_installed(installed, tmp_path, "briefing-batch", "--cfg", "job", "--resolve", "experiment=baseline")
    assert "kind: extractive" in shown
    where = _run_installed(installed, tmp_path, "briefing-batch", "--info", "searchpath")
    assert str(installed) in where


@pytest.mark.real_model
def test_installed_wheel_runs_a_batch_job(installed: Path, tmp_path: Path) -> None:
    (tmp_path / "night" / "one").mkdir(parents=True)
    report = "The ferry struck the reef near Skarne on Tuesday evening, the coastguard said."
    (tmp_path / "night" / "one" / "a.txt").write_text(report, encoding="utf-8")
    _run_installed(installed, tmp_path, "briefing", "models", "pull", "all-MiniLM-L6-v2")
    quiet = ("experiment=baseline", "device=cpu", "--offline")
    _run_installed(installed, tmp_path, "briefing-batch", "input=night", "folder=out", *quiet)
    assert "Skarne" in (tmp_path / "out" / "briefings" / "one.json").read_text(encoding="utf-8")


@pytest.mark.real_model
def test_installed_wheel_briefs_its_samples_offline(installed: Path, tmp_path: Path) -> None:
    small = ("--set", "writer=smollm2-135m", "--words", "120")
    for model in ("smollm2-135m-instruct", "all-MiniLM-L6-v2"):
        _run_installed(installed, tmp_path, "briefing", "models", "pull", model)
    _run_installed(installed, tmp_path, "briefing", "demo", "--offline", *small, "-o", "brief.md")
    briefing = (tmp_path / "brief.md").read_text(encoding="utf-8")
    assert re.search(r"\[\d+\]", briefing), "a briefing cites its sources"
    assert len(briefing.split()) > 60
