"""A writer on a server that speaks OpenAI's chat protocol: vLLM, llama.cpp, Ollama, TGI and their like.

The server batches on its own, so requests go out one by one, as many at a time as the settings allow. A closed
vocabulary cannot be had this way; the checks of `verify` meet an open one.
"""

from __future__ import annotations

import ipaddress
import os
import random
import threading
import time
import weakref
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import urlsplit

import httpx

from summarizer.backends.batching import answer_tokens
from summarizer.backends.prompts import INSTRUCTIONS, SYSTEM, evidence_text
from summarizer.backends.stopping import first_sentence
from summarizer.errors import ModelError, OfflineError, UsageError
from summarizer.interfaces import Progress
from summarizer.model_settings import ServedWriterSettings
from summarizer.records import Draft, ModelInfo, WriteRequest

_FIRST_PAUSE_S, _LONGEST_PAUSE_S = 0.5, 30.0
_TRANSIENT = frozenset({408, 409, 425, 429, 500, 502, 503, 504, 529})
_REFUSED = frozenset({400, 413, 422})
"""The server will not have this one request, whose sentence is then quoted from its source."""
_SHOWN = 200


class ServedWriter:
    """Writes through ``POST {url}/chat/completions``.

    Args:
        settings: ``model``, ``url`` and how patient to be; the key is in the environment variable that
            ``key_variable`` names, and goes nowhere but into the header of a request.
        offline: allow a server on this machine only.
        seed: sent along, for servers that know it.
        sleep: waits for a number of seconds.

    Raises:
        UsageError: the address is missing or is not one.
        OfflineError: it would need the network, which may not be used.
        ModelError: nobody answers there, or the key is not accepted.
    """

    def __init__(
        self,
        settings: ServedWriterSettings,
        offline: bool = False,
        seed: int = 0,
        sleep: Callable[[float], object] = time.sleep,
    ) -> None:
        host = _host(settings.url)
        local = _is_local(host)
        if offline and not local:
            raise OfflineError(f"the writer is served by {host}", "leave --offline away, or serve it on this machine")
        self._settings, self._seed, self._sleep = settings, seed, sleep
        self._url = settings.url.rstrip("/")
        self._key = os.environ.get(settings.key_variable, "") if settings.key_variable else ""
        headers = {"Authorization": f"Bearer {self._key}"} if self._key else {}
        # A proxy of the environment is not meant for a server on this machine.
        self._client = httpx.Client(
            headers=headers,
            timeout=httpx.Timeout(settings.timeout_s, connect=min(10.0, settings.timeout_s)),
            limits=httpx.Limits(max_connections=settings.concurrency),
            trust_env=not local,
        )
        weakref.finalize(self, self._client.close)
        self._stopped = threading.Event()
        self._send("GET", "/models", None, missing_is_fine=True)
        self.info = ModelInfo("writer", settings.model, self._url, "", "server", "")

    def write(self, requests: Sequence[WriteRequest], progress: Progress | None = None) -> list[Draft]:
        """Returns one draft a request, in order; empty where the server refuses a request or says nothing whole.

        Raises:
            ModelError: the server does not answer any more, or does not know the model or the key.
        """
        drafts: list[Draft] = []
        self._stopped.clear()
        with ThreadPoolExecutor(self._settings.concurrency, thread_name_prefix="writer") as pool:
            try:
                for done, draft in enumerate(pool.map(self._one, requests), start=1):
                    drafts.append(draft)
                    if progress:
                        progress("write", done, len(requests))
            except BaseException:
                self._stopped.set()
                pool.shutdown(cancel_futures=True)
                raise
        return drafts

    def _one(self, request: WriteRequest) -> Draft:
        prompt = f"{INSTRUCTIONS[request.kind]}\n\n{evidence_text(request)}"
        body = {
            "model": self._settings.model,
            "messages": [{"role": "system", "content": SYSTEM}, {"role": "user", "content": prompt}],
            "max_tokens": answer_tokens(request),
            "temperature": self._settings.temperature,
            "seed": self._seed,
            "stream": False,
        }
        answer = self._send("POST", "/chat/completions", body)
        if answer is None:
            return Draft("")
        try:
            choice = answer["choices"][0]
            text = str(choice["message"]["content"] or "").strip()
            cut_off = choice.get("finish_reason") == "length"
        except (KeyError, IndexError, TypeError) as error:
            raise ModelError(f"{self._url} answers with something else than a chat completion", _HINT) from error
        if request.kind == "title":
            return Draft("" if cut_off else text)
        sentence = first_sentence(text)
        return Draft("" if cut_off and sentence == text else sentence)

    def _send(self, method: str, path: str, body: object, missing_is_fine: bool = False) -> Any:
        """The parsed answer, tried again while the failure may pass; None for a request that is refused."""
        trouble = ""
        for attempt in range(self._settings.retries + 1):
            if self._stopped.is_set():
                raise ModelError(f"{self._url} failed on another request")
            pause = min(_LONGEST_PAUSE_S, _FIRST_PAUSE_S * 2**attempt) * random.uniform(0.5, 1.0)
            try:
                response = self._client.request(method, self._url + path, json=body)
            except httpx.TimeoutException:
                trouble = f"no answer within {self._settings.timeout_s:g} s"
            except httpx.HTTPError as error:
                trouble = self._redacted(str(error) or type(error).__name__)
            else:
                if response.is_success or (missing_is_fine and response.status_code in (404, 405, 501)):
                    return self._parsed(response, missing_is_fine)
                trouble = self._redacted(f"HTTP {response.status_code}: {' '.join(response.text.split())}")
                if response.status_code in _REFUSED:
                    return None
                if response.status_code not in _TRANSIENT:
                    raise ModelError(f"{self._url} refuses ({trouble})", _HINT)
                pause = max(pause, _retry_after(response))
            if attempt < self._settings.retries:
                self._sleep(pause)
        raise ModelError(f"{self._url} does not answer after {self._settings.retries + 1} tries ({trouble})", _HINT)

    def _parsed(self, response: httpx.Response, anything: bool) -> Any:
        try:
            return response.json()
        except ValueError as error:
            if anything:
                return {}
            raise ModelError(f"{self._url} answers with something that is not JSON", _HINT) from error

    def _redacted(self, text: str) -> str:
        shown = text.replace(self._key, "***") if self._key else text
        return shown[:_SHOWN]


_HINT = "check writer.url, writer.model and the key's variable (writer.key_variable)"


def _retry_after(response: httpx.Response) -> float:
    """Seconds that the server asks to wait, at most a minute; a date is not worth the trouble."""
    try:
        return min(60.0, max(0.0, float(response.headers.get("retry-after", "0"))))
    except ValueError:
        return 0.0


def _host(url: str) -> str:
    if not url:
        raise UsageError("writer.url is missing", "say for example writer.url=http://localhost:8000/v1")
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        host = ""
    if not host or parts.scheme not in ("http", "https"):
        raise UsageError("writer.url is not an address", "say for example writer.url=http://localhost:8000/v1")
    if parts.username or parts.password or parts.query:
        # The address is recorded with every briefing, so nothing secret may be in it.
        raise UsageError("writer.url holds a user, a key or a query", "put the key into an environment variable")
    return host


def _is_local(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
