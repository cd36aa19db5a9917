"""Models from a hub: one commit, safetensors only, given up soon when the hub does not answer."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from model_samples import CONFIG, NOT_TAKEN, TAKEN, WEIGHTS, sha256, write_catalogue

from summarizer.models import files, hub

TESTS = Path(__file__).parent
COMMIT = "0123456789abcdef0123456789abcdef01234567"
REPOSITORIES = {
    "org/good": TAKEN | NOT_TAKEN,
    "org/pickled": {"config.json": CONFIG, "pytorch_model.bin": b"pickle"},
    "org/bare": {"config.json": CONFIG, "model.safetensors": WEIGHTS, "modeling.py": b"raise SystemExit"},
    "org/base": {"config.json": b"{}", "tokenizer.json": b"[]", "model.safetensors": b"other weights"},
    "org/gated": {"config.json": CONFIG, "model.safetensors": WEIGHTS},
}


class FakeHub(BaseHTTPRequestHandler):
    """As much of a hub as its client asks for."""

    asked: list[str]

    def do_HEAD(self) -> None:
        self.do_GET()

    def do_GET(self) -> None:
        path = self.path.split("?")[0].strip("/")
        self.asked.append(path)
        if not path:
            self._answer(200, b"", {})
        elif path.startswith("api/models/"):
            self._describe("/".join(path.split("/")[2:4]))
        else:
            self._deliver(path)

    def _describe(self, repo: str) -> None:
        table = REPOSITORIES.get(repo)
        if table is None:
            self._answer(404, b"{}", {"X-Error-Code": "RepoNotFound"})
            return
        if repo == "org/gated":
            self._answer(403, b"{}", {"X-Error-Code": "GatedRepo"})
            return
        siblings = [{"rfilename": name, "size": len(data)} for name, data in table.items()]
        body = {"id": repo, "sha": COMMIT, "siblings": siblings, "tags": [], "private": False}
        self._answer(200, json.dumps(body).encode(), {"Content-Type": "application/json"})

    def _deliver(self, path: str) -> None:
        repo, _, rest = path.partition("/resolve/")
        commit, _, name = rest.partition("/")
        data = REPOSITORIES.get(repo, {}).get(name)
        if data is None or commit != COMMIT:
            self._answer(404, b"", {"X-Error-Code": "EntryNotFound"})
            return
        self._answer(200, data, {"X-Repo-Commit": COMMIT, "ETag": f'"{sha256(data)}"'})

    def _answer(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in (headers | {"Content-Length": str(len(body))}).items():
            self.send_header(name, value)
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Says nothing."""


@pytest.fixture
def fake_hub() -> Iterator[tuple[str, list[str]]]:
    asked: list[str] = []
    handler = type("Handler", (FakeHub,), {"asked": asked})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}", asked
    server.shutdown()
    server.server_close()
    thread.join()


ENSURE_ALL = """
import json, sys
from pathlib import Path
from model_samples import store_of
from summarizer.errors import SummarizerError
for name in sys.argv[3:]:
    try:
        ready = store_of(Path(sys.argv[1]), Path(sys.argv[2])).ensure(name)
        print(json.dumps([str(ready.path), ready.sha256, ready.revision]))
    except SummarizerError as error:
        print(json.dumps([type(error).__name__, str(error)]))
"""


def ensure_all(tmp_path: Path, endpoint: str, *names: str, **models: Any) -> list[list[str]]:
    """Runs the store in a new process, because the hub's client reads its address when it is imported."""
    catalogue = write_catalogue(tmp_path / "models.yaml", **models)
    environment = os.environ | {
        "HF_ENDPOINT": endpoint,
        "HF_HUB_OFFLINE": "0",
        "HF_HOME": str(tmp_path / "home"),
        "NO_PROXY": "127.0.0.1",
        "PYTHONPATH": os.pathsep.join([str(TESTS), str(TESTS.parent)]),
    }
    command = [sys.executable, "-c", ENSURE_ALL, str(catalogue), str(tmp_path / "cache"), *names]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_a_hub_delivers_one_commit_of_safe_files(tmp_path: Path, fake_hub: tuple[str, list[str]]) -> None:
    endpoint, asked = fake_hub
    entry = {"role": "encoder", "file": "model.safetensors", "bytes": len(WEIGHTS)}
    pinned = entry | {"hub": {"repo": "org/good"}, "sha256": sha256(WEIGHTS)}
    wrong = entry | {"hub": {"repo": "org/good", "revision": "v1"}, "sha256": "0" * 64}
    names = ("pinned", "wrong", "org/pickled", "org/absent", "org/gated")
    good, mismatch, pickled, absent, gated = ensure_all(tmp_path, endpoint, *names, pinned=pinned, wrong=wrong)
    folder = tmp_path / "cache" / "models" / "pinned"
    assert good == [str(folder), sha256(WEIGHTS), f"org/good@{COMMIT}"]
    assert {name: path.read_bytes() for name, path in files.files_of(folder).items()} == TAKEN
    assert not any(part.startswith(".") for path in folder.rglob("*") for part in path.relative_to(folder).parts)
    assert mismatch[0] == "HashMismatchError"
    assert not (folder.parent / "wrong").exists()
    assert not list((folder.parent / ".work").rglob("model.safetensors"))
    assert "only pickled weights" in pickled[1]
    assert "the hub has no model org/absent" in absent[1]
    assert "accept them on the page of org/gated" in gated[1]
    assert not any(path.endswith((".bin", ".py")) for path in asked)
    assert asked.count("") == 1  # whether the hub answers is asked once a process


def test_a_tokenizer_may_come_from_another_repository(tmp_path: Path, fake_hub: tuple[str, list[str]]) -> None:
    endpoint, _ = fake_hub
    entry = {"role": "judge", "kind": "hhem", "file": "model.safetensors", "bytes": len(WEIGHTS)}
    entry |= {"sha256": sha256(WEIGHTS), "hub": {"repo": "org/bare"}, "tokenizer": {"repo": "org/base"}}
    good = entry | {"files": {"tokenizer.json": sha256(b"[]")}}
    wrong = entry | {"files": {"tokenizer.json": "0" * 64}}
    (path, digest, _), mismatch = ensure_all(tmp_path, endpoint, "good", "wrong", good=good, wrong=wrong)
    found = {name: file.read_bytes() for name, file in files.files_of(Path(path)).items()}
    assert found == {"config.json": CONFIG, "model.safetensors": WEIGHTS, "tokenizer.json": b"[]"}
    assert digest == sha256(WEIGHTS)
    assert mismatch[0] == "HashMismatchError"


def test_what_the_catalogue_does_not_know_has_its_commit_and_hash_recorded(
    tmp_path: Path, fake_hub: tuple[str, list[str]]
) -> None:
    endpoint, _ = fake_hub
    ((path, digest, revision),) = ensure_all(tmp_path, endpoint, "org/good")
    assert path == str(tmp_path / "cache" / "models" / "org--good")
    assert (digest, revision) == (sha256(WEIGHTS), f"org/good@{COMMIT}")


@pytest.fixture
def client_online(monkeypatch: pytest.MonkeyPatch) -> Any:
    from huggingface_hub import constants

    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", False)
    monkeypatch.setattr(hub, "_why_not", {})
    return constants


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_hub_that_never_answers_is_given_up_in_time_and_for_good(
    client_online: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        monkeypatch.setattr(client_online, "ENDPOINT", f"http://127.0.0.1:{silent.getsockname()[1]}")
        start = time.monotonic()
        first = hub.why_unreachable(0.5)
        assert time.monotonic() - start < 20  # it would never answer
    assert hub.why_unreachable(0.5) == first  # who asked again would hear that nobody is there
    assert "does not answer within 0.5 s" in first or "out of reach" in first


def test_a_hub_that_refuses_is_out_of_reach(client_online: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    monkeypatch.setattr(client_online, "ENDPOINT", f"http://127.0.0.1:{port}")
    assert "out of reach" in hub.why_unreachable(2.0)


def test_the_users_own_switch_keeps_the_hub_out(client_online: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client_online, "HF_HUB_OFFLINE", True)
    assert hub.why_unreachable(2.0) == "HF_HUB_OFFLINE is set"
