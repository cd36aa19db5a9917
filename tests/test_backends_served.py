"""The writer on a server: against a small server of the test's own, and against llama.cpp's real one."""

from __future__ import annotations

import json
import logging
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from summarizer.backends.served import ServedWriter
from summarizer.config import compose
from summarizer.errors import ModelError, OfflineError, UsageError
from summarizer.model_settings import ServedWriterSettings
from summarizer.records import WriteRequest
from summarizer.settings import Settings

KEY = "sk-very-secret-123"
Answer = tuple[int, Any, dict[str, str]]


def chat(text: str, reason: str = "stop") -> Answer:
    return 200, {"choices": [{"message": {"content": text}, "finish_reason": reason}]}, {}


@dataclass
class Server:
    """Answers as its script says; remembers bodies and headers, and how many requests were in flight."""

    url: str = ""
    script: Callable[[int, dict[str, Any]], Answer] = lambda number, body: chat("It sank.")
    bodies: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    now: int = 0
    most: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def answer(self, body: dict[str, Any], headers: dict[str, str]) -> Answer:
        with self.lock:
            self.bodies.append(body)
            self.headers.append(headers)
            number = len(self.bodies)
            self.now += 1
            self.most = max(self.most, self.now)
        try:
            return self.script(number, body)
        finally:
            with self.lock:
                self.now -= 1


@pytest.fixture
def server() -> Iterator[Server]:
    state = Server()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._send(404, {}, {})

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["content-length"])))
            self._send(*state.answer(body, dict(self.headers)))

        def _send(self, status: int, value: Any, headers: dict[str, str]) -> None:
            data = value if isinstance(value, bytes) else json.dumps(value).encode()
            self.send_response(status)
            for name, text in ({"content-length": str(len(data))} | headers).items():
                self.send_header(name, text)
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *args: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as http:
        threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        state.url = f"http://127.0.0.1:{http.server_port}/v1"
        yield state
        http.shutdown()


def writer(server: Server, sleeps: list[float] | None = None, **settings: Any) -> ServedWriter:
    chosen = ServedWriterSettings(model="m", url=server.url, **settings)
    return ServedWriter(chosen, seed=4, sleep=(sleeps if sleeps is not None else []).append)


def requests(count: int, kind: Any = "sentence") -> list[WriteRequest]:
    return [WriteRequest(kind, (f"The ferry {number} sank off Skarne.",), 20) for number in range(count)]


def test_requests_are_answered_in_order_and_not_too_many_at_once(server: Server) -> None:
    def echo(number: int, body: dict[str, Any]) -> Answer:
        time.sleep(0.002 * (number % 3))
        return chat(body["messages"][1]["content"].splitlines()[-1] + " A second sentence.")

    server.script = echo
    seen: list[tuple[str, int, int]] = []
    served = writer(server, concurrency=3, temperature=0.5)
    drafts = served.write(requests(12), lambda *call: seen.append(call))
    assert [draft.text for draft in drafts] == [f"The ferry {number} sank off Skarne." for number in range(12)]
    assert 1 < server.most <= 3
    assert seen[-1] == ("write", 12, 12)
    body = server.bodies[0]
    assert (body["model"], body["temperature"], body["seed"], body["stream"]) == ("m", 0.5, 4, False)
    assert body["messages"][0]["role"] == "system"
    assert 20 < body["max_tokens"] < 100
    assert (served.info.name, served.info.device) == ("m", "server")


def test_an_answer_that_is_cut_off_is_no_draft(server: Server) -> None:
    server.script = lambda number, body: chat("The ferry sank off", "length")
    assert [draft.text for draft in writer(server).write([*requests(1), *requests(1, "title")])] == ["", ""]
    server.script = lambda number, body: chat("The ferry sank off Skarne. Then the", "length")
    assert writer(server).write(requests(1))[0].text == "The ferry sank off Skarne."


def test_what_may_pass_is_tried_again_with_growing_pauses(server: Server) -> None:
    def recovering(number: int, body: dict[str, Any]) -> Answer:
        return (503, {"error": "loading"}, {}) if number < 4 else chat("It sank again today.")

    server.script, sleeps = recovering, []
    assert writer(server, sleeps, retries=5).write(requests(1))[0].text == "It sank again today."
    assert len(sleeps) == 3
    assert all(0.25 * 2**number <= pause <= 0.5 * 2**number for number, pause in enumerate(sleeps))


def test_a_server_says_how_long_to_wait(server: Server) -> None:
    server.script = lambda number, body: (429, {}, {"retry-after": "7"}) if number == 1 else chat("It sank at once.")
    sleeps: list[float] = []
    writer(server, sleeps).write(requests(1))
    assert sleeps == [7.0]


@pytest.mark.parametrize(
    ("answer", "message", "tries"),
    [
        ((500, {"error": "broken"}, {}), "does not answer after 3 tries .HTTP 500", 3),
        ((401, {"error": f"bad key {KEY}"}, {}), r"refuses \(HTTP 401.*bad key \*\*\*", 1),
        ((404, {"error": "no model m"}, {}), "refuses .HTTP 404.*no model m.*writer.model", 1),
        ((200, b"<html>", {}), "not JSON", 1),
        ((200, {"choices": []}, {}), "something else than a chat completion", 1),
    ],
)
def test_a_server_that_fails_for_good(
    server: Server, answer: Answer, message: str, tries: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    server.script = lambda number, body: answer
    with pytest.raises(ModelError, match=message) as caught:
        writer(server, retries=2).write(requests(1))
    assert len(server.bodies) == tries
    assert KEY not in str(caught.value)


def test_a_request_that_is_refused_is_an_empty_draft(server: Server) -> None:
    server.script = lambda number, body: (
        (400, {"error": "too long"}, {}) if "ferry 1" in str(body) else chat("It sank.")
    )
    assert [bool(draft.text) for draft in writer(server).write(requests(3))] == [True, False, True]


def test_a_slow_server_is_given_up(server: Server) -> None:
    def slow(number: int, body: dict[str, Any]) -> Answer:
        time.sleep(0.5)
        return chat("Late.")

    server.script = slow
    with pytest.raises(ModelError, match=r"no answer within 0\.1 s"):
        writer(server, timeout_s=0.1, retries=1).write(requests(1))


def test_the_key_comes_from_the_environment_and_goes_into_the_header_alone(
    server: Server, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("MY_KEY", KEY)
    with caplog.at_level(logging.DEBUG):
        served = writer(server, key_variable="MY_KEY")
        served.write(requests(2))
    assert server.headers[0]["Authorization"] == f"Bearer {KEY}"
    assert KEY not in caplog.text
    assert KEY not in repr(served.info)
    assert KEY not in repr(server.bodies)
    monkeypatch.delenv("MY_KEY")
    writer(server, key_variable="MY_KEY").write(requests(1))
    assert "Authorization" not in server.headers[-1]


def test_nobody_there() -> None:
    with pytest.raises(ModelError, match=r"http://127\.0\.0\.1:9/v1 does not answer after 2 tries"):
        writer(Server(url="http://127.0.0.1:9/v1"), retries=1)


@pytest.mark.parametrize("url", ["", "localhost:8000", "ftp://a/v1", "http://user:pw@host/v1", "http://h/v1?key=1"])
def test_addresses_that_are_none(url: str) -> None:
    with pytest.raises(UsageError, match=r"writer\.url") as caught:
        writer(Server(url=url))
    assert "pw" not in str(caught.value)


def test_offline_allows_a_server_on_this_machine_only(server: Server) -> None:
    settings = ServedWriterSettings(url="https://api.example.org/v1")
    with pytest.raises(OfflineError, match=r"api\.example\.org"):
        ServedWriter(settings, offline=True)
    ServedWriter(replace(settings, url=server.url), offline=True)


def test_how_patiently_a_server_is_asked_changes_no_briefing() -> None:
    base = ["writer=openai_compatible", "writer.url=http://h/v1"]
    same = compose([*base, "writer.retries=1", "writer.timeout_s=5", "writer.concurrency=2", "writer.key_variable=K"])
    assert compose(base).hash() == same.hash() != compose([*base, "writer.model=other"]).hash()
    assert not compose(base).writer.has_weights


@pytest.fixture(scope="module")
def llama_server() -> Iterator[str]:
    """llama.cpp's own server with SmolLM2-135M."""
    xllamacpp = pytest.importorskip("xllamacpp")
    from benchmarking.llamacpp import published_file

    file = published_file(compose(["writer=smollm2-135m"]), None, lambda *_: None)
    parameters = xllamacpp.CommonParams()
    parameters.model.path = str(file)
    parameters.n_ctx = 4096
    parameters.n_parallel = 2
    parameters.cpuparams.n_threads = 2
    parameters.api_keys = [KEY]
    parameters.hostnames = ["127.0.0.1"]
    parameters.port = 0
    running = xllamacpp.Server(parameters)
    yield f"{running.listening_address}/v1"
    del running


@pytest.mark.real_model
def test_llama_cpp_writes(llama_server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = ServedWriterSettings(model="smollm2", url=llama_server, concurrency=2, timeout_s=300)
    with pytest.raises(ModelError, match=r"refuses .HTTP 401"):
        ServedWriter(settings).write(requests(1))
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    evidence = "Divers found seven more people in the lower car deck of the ferry on Wednesday morning, the navy said."
    drafts = ServedWriter(settings).write([WriteRequest("sentence", (evidence,), 35)] * 3)
    assert len(drafts) == 3
    assert any("divers" in draft.text.lower() for draft in drafts), drafts


@pytest.mark.real_model
def test_a_whole_briefing_with_a_served_writer(
    llama_server: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from summarizer.pipeline import load_models, run
    from summarizer.read import read
    from summarizer.resources import samples_dir

    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    settings: Settings = compose(
        [
            "writer=openai_compatible",
            f"writer.url={llama_server}",
            "judge=none",
            "writer.timeout_s=300",
            "output.words=120",
        ]
    )
    briefing = run(read([samples_dir() / "ferry"]).documents, settings, load_models(settings))
    assert len(briefing.sentences) >= 3
    assert all(sentence.citations for sentence in briefing.sentences)
    assert KEY not in repr(briefing)
