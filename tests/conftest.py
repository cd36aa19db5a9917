"""What all tests share: unit tests reach no network and leave the user's cache alone."""

from __future__ import annotations

import logging
import os
import socket
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from summarizer.interfaces import Parser
from summarizer.text.analysis import Analyser

UNIT_RUN_SELECTION = "not real_model"
WHERE_IT_IS_ALLOWED = {"127.0.0.1", "::1", "localhost", "", None}


def pytest_configure(config: pytest.Config) -> None:
    # Before any test module is imported: huggingface_hub reads its variable only once, when imported.
    if UNIT_RUN_SELECTION in (config.option.markexpr or ""):
        os.environ["HF_HUB_OFFLINE"] = "1"
        # Tiny models gain nothing from more threads, which fight over a small machine.
        os.environ.setdefault("OMP_NUM_THREADS", str(min(2, os.cpu_count() or 1)))


def _uses_real_models(request: pytest.FixtureRequest) -> bool:
    return request.node.get_closest_marker("real_model") is not None


@pytest.fixture(autouse=True)
def _own_cache(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    if not _uses_real_models(request):
        monkeypatch.setenv("SUMMARIZER_CACHE", str(tmp_path_factory.mktemp("cache")))


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
