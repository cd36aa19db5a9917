"""What a process of our own leaves out when it imports transformers, and that nothing is lost by it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from summarizer.cli import process
from summarizer.quiet import OWN_PROCESS

ROOT = Path(__file__).resolve().parents[1]
HEAVY = "{'torch._dynamo.convert_frame', 'torch.distributed.tensor', 'scipy.optimize'} & set(sys.modules)"


def said_by(code: str, own: str = "1") -> list[str]:
    """The lines that Python prints in a new process, which is our own or is not."""
    run = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, OWN_PROCESS: own, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert run.returncode == 0, run.stderr
    return run.stdout.splitlines()


def test_the_command_names_its_process_as_all_others_do() -> None:
    assert process.OWN_PROCESS == OWN_PROCESS


IMPORTED = "import sys; from summarizer.backends.lean import import_models; import_models()"


@pytest.mark.slow
def test_a_process_of_our_own_leaves_out_what_only_training_and_compiling_need() -> None:
    models = "from transformers.models.bert import modeling_bert; from transformers.models.qwen2 import modeling_qwen2"
    assert said_by(f"{IMPORTED}; {models}; print(sorted({HEAVY}))") == ["[]"]


@pytest.mark.slow
def test_what_was_left_out_is_there_when_it_is_asked_for() -> None:
    compiled = "import torch; print(torch.compile(lambda x: x + 1, backend='eager')(torch.ones(1)).item())"
    back = "import scipy.optimize; from transformers.utils import is_scipy_available; print(is_scipy_available())"
    asked = "print(torch.distributed.is_available.__name__, torch._dynamo.is_compiling())"
    assert said_by(f"{IMPORTED}; {compiled}; {back}; {asked}") == ["2.0", "True", "is_available False"]


@pytest.mark.slow
def test_a_version_that_wants_more_of_the_compiler_gets_it() -> None:
    code = "import summarizer.backends.lean as lean; lean._MARKS = (); lean.import_models(); import sys, torch\n"
    code += "from transformers.models.qwen2 import modeling_qwen2\n"
    code += "print('torch._dynamo.convert_frame' in sys.modules, type(torch._dynamo).__name__)"
    assert said_by(code) == ["True module"]


@pytest.mark.slow
def test_where_the_import_fails_models_are_imported_as_usual() -> None:
    code = "import summarizer.backends.lean as lean; lean._MODELS = ('transformers.no_such',); lean.import_models()\n"
    code += "from transformers.models.qwen2.modeling_qwen2 import Qwen2ForCausalLM; print(Qwen2ForCausalLM.__name__)"
    assert said_by(code) == ["Qwen2ForCausalLM"]


@pytest.mark.slow
def test_a_program_of_somebody_else_imports_all_of_it() -> None:
    code = f"{IMPORTED}; print('transformers.modeling_utils' in sys.modules, type(sys.modules.get('torch._dynamo')))"
    assert said_by(code, own="0") == ["False <class 'NoneType'>"]
