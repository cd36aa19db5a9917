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


@pytest.mark.slow
def test_the_list_of_models_is_the_one_that_transformers_makes() -> None:
    code = "import hashlib, transformers, transformers.models as models; from transformers.models import bert\n"
    code += "named = [sorted(one._class_to_module.items()) for one in (models, bert, transformers)]\n"
    code += "print(len(named[0]), hashlib.sha256(repr(named).encode()).hexdigest())"
    own = said_by(f"{IMPORTED}; {code}")
    assert own == said_by(code, own="0")
    assert int(own[0].split()[0]) > 1000


MODELS = """
import hashlib, sys, torch
from transformers import BertConfig, BertModel, Qwen2Config, Qwen2ForCausalLM
from summarizer.backends.lean import read_over
small = dict(hidden_size=16, intermediate_size=16, num_attention_heads=2, num_hidden_layers=1, vocab_size=20)

def held(model):
    tensors = [*model.state_dict().items(), *model.named_buffers()]
    return hashlib.sha256(repr([(name, one.tolist()) for name, one in sorted(tensors)]).encode()).hexdigest()
"""
WRITE = """
for kind, config in ((BertModel, BertConfig), (Qwen2ForCausalLM, Qwen2Config)):
    made = kind(config(**small))
    made.save_pretrained(FOLDER + kind.__name__)
    print(held(made))
"""
READ = """
for kind in (BertModel, Qwen2ForCausalLM):
    with read_over():
        read = kind.from_pretrained(FOLDER + kind.__name__)
    print(held(read))
print('sympy' in sys.modules)
print(torch.arange.__name__, torch.empty_like.__name__, torch.nn.Embedding(2, 2).weight.abs().sum().item() > 0)
"""


@pytest.mark.slow
def test_a_model_is_read_as_it_was_written_without_the_algebra_system(tmp_path: Path) -> None:
    begin = f"{IMPORTED}\n{MODELS}\nFOLDER = {str(tmp_path / 'model-')!r}\n"
    written = said_by(begin + WRITE)
    assert said_by(begin + READ) == [*written, "False", "arange empty_like True"]


@pytest.mark.slow
def test_weights_that_a_file_lacks_are_filled_all_the_same(tmp_path: Path) -> None:
    code = f"""
import torch
from safetensors.torch import load_file, save_file
from transformers import BertConfig, BertModel
from summarizer.backends.lean import read_over
small = dict(hidden_size=16, intermediate_size=16, num_attention_heads=2, num_hidden_layers=1, vocab_size=2000)
BertModel(BertConfig(**small)).save_pretrained({str(tmp_path)!r})
file = {str(tmp_path)!r} + "/model.safetensors"
kept = {{name: one for name, one in load_file(file).items() if "word_embeddings" not in name}}
save_file(kept, file, {{"format": "pt"}})
with read_over():
    filled = BertModel.from_pretrained({str(tmp_path)!r}).embeddings.word_embeddings.weight
print(round(filled.std().item(), 2), filled[0].abs().sum().item())
"""
    assert said_by(f"{IMPORTED}\n{code}") == ["0.02 0.0"], "as the model fills them, and nothing for the padding"


PARSER = "import summarizer.backends.lean as lean; lean.import_parser(); import sys, spacy"


@pytest.mark.slow
def test_spacy_comes_without_its_command_line_which_is_there_when_it_is_asked_for() -> None:
    left_out = "print(sorted(name for name in sys.modules if name.startswith(('typer', 'weasel', 'spacy.cli'))))"
    asked = "print(spacy.info()['spacy_version'] == spacy.__version__, 'spacy.cli' in sys.modules)"
    assert said_by(f"{PARSER}; {left_out}; {asked}") == ["[]", "True True"]


@pytest.mark.slow
def test_where_spacy_cannot_be_imported_so_it_is_imported_as_usual() -> None:
    code = "import summarizer.backends.lean as lean, sys; sys.modules['spacy.errors'] = None; lean.import_parser()\n"
    code += (
        "del sys.modules['spacy.errors']; import spacy; print('spacy.cli.info' in sys.modules, spacy.info.__module__)"
    )
    assert said_by(code) == ["True spacy.cli.info"]
    assert said_by(f"{PARSER}; print('spacy.cli' in sys.modules)", own="0") == ["True"]
