"""How long threads spin while they wait: set before torch is imported, in every process that computes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from examples import first

ROOT = Path(__file__).resolve().parents[1]
VARIABLES = ("GOMP_SPINCOUNT", "OMP_WAIT_POLICY")


def said_by(code: str, **variables: str) -> str:
    """What Python says, on both streams, in a new process where only these variables speak of waiting."""
    inherited = {name: value for name, value in os.environ.items() if name not in VARIABLES}
    path = os.pathsep.join([str(ROOT), str(ROOT / "scripts")])
    run = subprocess.run(
        [sys.executable, "-c", code],
        env={**inherited, **variables, "PYTHONPATH": path},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=True,
        timeout=120,
    )
    return run.stdout


@pytest.mark.parametrize(
    "module",
    first(
        3,
        "summarizer summarizer.batch.worker evaluate summarizer.__main__ summarizer.api summarizer.batch "
        "summarizer.batch.ray_runner benchmark benchmarking.child train_judge".split(),
    ),
)
def test_every_entrance_sets_it_before_torch_is_imported(module: str) -> None:
    code = f"import os, sys, {module}; print(os.environ['GOMP_SPINCOUNT'], 'torch' in sys.modules)"
    assert said_by(code) == "1000 False\n"


def test_what_the_user_chose_wins() -> None:
    code = f"import os, summarizer; print([os.environ.get(name) for name in {VARIABLES}])"
    assert said_by(code, GOMP_SPINCOUNT="7") == "['7', None]\n"
    assert said_by(code, OMP_WAIT_POLICY="active") == "[None, 'active']\n"


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere PyTorch has another OpenMP")
def test_the_threads_of_torch_go_by_it() -> None:
    said = said_by("import summarizer.backends.memory", OMP_DISPLAY_ENV="verbose")
    assert "GOMP_SPINCOUNT = '1000'" in said
