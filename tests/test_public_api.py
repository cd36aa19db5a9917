"""What ``import summarizer`` promises: these names, these signatures, and no heavy import."""

from __future__ import annotations

import inspect
import subprocess
import sys

import pytest

import summarizer
from summarizer import checked, errors, records

PUBLIC = {"Briefing", "Check", "SummarizerError", "__version__", "brief", "check"}


def test_exactly_the_public_names_are_exported() -> None:
    assert set(summarizer.__all__) == PUBLIC
    assert set(dir(summarizer)) >= PUBLIC


@pytest.mark.parametrize("name", sorted(PUBLIC - {"__version__"}))
def test_every_public_name_is_documented(name: str) -> None:
    assert inspect.getdoc(getattr(summarizer, name))


def test_brief_keeps_its_signature() -> None:
    parameters = inspect.signature(summarizer.brief).parameters
    keywords = {name: p.default for name, p in parameters.items() if p.kind is p.KEYWORD_ONLY}
    assert next(iter(parameters)) == "inputs"
    assert keywords == {
        "preset": "default",
        "words": None,
        "sentences": None,
        "focus": None,
        "overrides": (),
        "offline": False,
        "device": None,
        "language": None,
    }


def test_check_keeps_its_signature() -> None:
    parameters = inspect.signature(summarizer.check).parameters
    keywords = {name: p.default for name, p in parameters.items() if p.kind is p.KEYWORD_ONLY}
    assert list(parameters)[:2] == ["text", "documents"]
    assert keywords == {"preset": "default", "overrides": (), "offline": False, "device": None}


def test_check_is_the_record_with_ways_to_show_it() -> None:
    assert issubclass(summarizer.Check, checked.Check)
    for method in ("to_markdown", "to_json", "to_text", "to_html", "save", "_repr_markdown_"):
        assert callable(getattr(summarizer.Check, method))


def test_briefing_is_the_record_with_ways_to_show_it() -> None:
    assert issubclass(summarizer.Briefing, records.Briefing)
    for method in ("to_markdown", "to_json", "to_text", "save", "_repr_markdown_", "_repr_html_"):
        assert callable(getattr(summarizer.Briefing, method))


def test_every_error_has_the_one_root_and_an_exit_code() -> None:
    own = [value for value in vars(errors).values() if inspect.isclass(value) and issubclass(value, Exception)]
    assert all(issubclass(error, summarizer.SummarizerError) for error in own)
    assert {error.exit_code for error in own} == {1, 2}


def test_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no_such_name"):
        _ = summarizer.no_such_name


def test_importing_the_package_loads_nothing_heavy() -> None:
    heavy = ("torch", "transformers", "hydra", "rich")
    code = f"import summarizer, sys; print(*[name for name in {heavy} if name in sys.modules])"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert run.stdout.strip() == ""
