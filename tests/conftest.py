"""What all tests share: unit tests reach no network and leave the user's cache alone."""

from __future__ import annotations

import gc
import logging
import os
import re
import socket
import sys
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from examples import THOROUGH, examples
from hypothesis import settings

from summarizer.interfaces import Parser
from summarizer.text.analysis import Analyser

UNIT_RUN_SELECTION = "not real_model"
WHERE_IT_IS_ALLOWED = {"127.0.0.1", "::1", "localhost", "", None}
LEFT_OUT_WHOLE = re.compile(r"^pytestmark = \[?\s*pytest\.mark\.(\w+)", re.MULTILINE)
"""The marker, the first of several, that all tests of a file have."""

# Without a deadline: how long one example takes by the clock says what else this machine is doing.
settings.register_profile("quick", max_examples=examples(100), deadline=None)
settings.register_profile(THOROUGH, max_examples=100, deadline=None)
settings.load_profile("quick")


def pytest_configure(config: pytest.Config) -> None:
    # Before any test module is imported: huggingface_hub reads its variable only once, when imported.
    if UNIT_RUN_SELECTION in (config.option.markexpr or ""):
        os.environ["HF_HUB_OFFLINE"] = "1"
        # Tiny models gain nothing from more threads, which fight over a small machine.
        os.environ.setdefault("OMP_NUM_THREADS", str(min(2, os.cpu_count() or 1)))


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """A file all of whose tests are left out is not even imported: what it imports, torch above all, takes seconds."""
    if collection_path.suffix != ".py":
        return None
    marked = LEFT_OUT_WHOLE.search(collection_path.read_text(encoding="utf-8"))
    return True if marked and f"not {marked[1]}" in (config.option.markexpr or "") else None


def pytest_collection_finish() -> None:
    """The thousands of tests stay until the end: garbage is collected without them, and seldom."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 50)


def _uses_real_models(request: pytest.FixtureRequest) -> bool:
    return request.node.get_closest_marker("real_model") is not None


@pytest.fixture(scope="session")
def _caches(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A name for the cache of each test. Numbered folders of pytest would be counted anew for every one."""
    folder = tmp_path_factory.mktemp("caches")
    return (folder / str(number) for number in count())


@pytest.fixture(autouse=True)
def _own_cache(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, _caches: Iterator[Path]) -> None:
    if not _uses_real_models(request):
        folder = next(_caches)
        folder.mkdir()
        monkeypatch.setenv("SUMMARIZER_CACHE", str(folder))


@pytest.fixture(autouse=True)
def _no_proxy(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Servers of the tests are on this machine, whatever proxy is set on it."""
    if not _uses_real_models(request):
        for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
            monkeypatch.delenv(name, raising=False)
            monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture(autouse=True)
def _nothing_of_hydra_stays() -> Iterator[None]:
    """Takes away what a Hydra application under test has set up: log handlers, whose stream is gone, and its own
    configuration.
    """
    loggers = [logging.getLogger(), logging.getLogger("hydra")]
    before = [(logger, list(logger.handlers), logger.level) for logger in loggers]
    yield
    for logger, handlers, level in before:
        for handler in logger.handlers[:]:
            if handler not in handlers:
                logger.removeHandler(handler)
        logger.setLevel(level)
    if hydra_config := sys.modules.get("hydra.core.hydra_config"):
        hydra_config.HydraConfig.instance().cfg = None


@pytest.fixture(autouse=True)
def _no_network(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Fails a test at once when it looks up or connects to anything but this machine.

    ``pytest.fail`` raises past ``except Exception``, so code that copes with no network cannot hide it.
    """
    if _uses_real_models(request):
        return

    def check(host: object) -> None:
        name = host.decode() if isinstance(host, bytes) else host
        if name not in WHERE_IT_IS_ALLOWED:
            pytest.fail(f"a unit test reached for the network: {name}")

    def guarded_connect(original: Any) -> Any:
        def connect(self: socket.socket, address: Any) -> Any:
            if self.family in (socket.AF_INET, socket.AF_INET6):
                check(address[0])
            return original(self, address)

        return connect

    look_up = socket.getaddrinfo

    def guarded_look_up(host: Any, *args: Any, **kwargs: Any) -> Any:
        check(host)
        return look_up(host, *args, **kwargs)

    monkeypatch.setattr(socket.socket, "connect", guarded_connect(socket.socket.connect))
    monkeypatch.setattr(socket.socket, "connect_ex", guarded_connect(socket.socket.connect_ex))
    monkeypatch.setattr(socket, "getaddrinfo", guarded_look_up)


@pytest.fixture(scope="session")
def parser() -> Parser:
    """The published parser; for tests marked ``real_model``."""
    from summarizer.backends.loading import load_parser
    from summarizer.config import compose
    from summarizer.models import ModelStore

    settings = compose()
    found = load_parser(ModelStore(settings.store).ensure(settings.parser.model), settings)
    assert found is not None
    return found


@pytest.fixture(scope="session")
def analyse(parser: Parser) -> Analyser:
    """Reads sentences with the published parser; for tests marked ``real_model``."""
    return Analyser(parser)
