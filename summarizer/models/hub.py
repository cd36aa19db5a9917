"""Takes model files from a model hub, through huggingface_hub and so with the user's own hub settings.

Only safetensors, GGUF, configuration and tokenizer files are asked for, from one commit, which is recorded.
A hub that does not answer at once is given up for the rest of the process: the client's own retries would
cost half a minute a file.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from summarizer.errors import ModelError
from summarizer.models.catalogue import HubSource
from summarizer.models.files import DISK_ERRORS, PIPELINE_CONFIG, size_of, wanted

_POLL_S = 0.2
_METADATA_TIMEOUT_S = 30.0
_why_not: dict[str, str] = {}
"""Hub address -> why it cannot be used, empty when it can: asked once a process."""

ByteCount = Callable[[int, int], None]
"""``count(done, total)`` in bytes; total is 0 while it is unknown."""


@dataclass(frozen=True, slots=True)
class HubListing:
    """The files of one commit that are taken, with their sizes in bytes."""

    revision: str
    sizes: dict[str, int]

    @property
    def bytes(self) -> int:
        """Size of all files together."""
        return sum(self.sizes.values())


def why_unreachable(timeout_s: float) -> str:
    """Says in a few words why the model hub cannot be used; empty when it can.

    Asks the hub for its first page, through the user's proxy and certificates, and remembers the answer.
    """
    from huggingface_hub import constants

    if constants.HF_HUB_OFFLINE:
        return "HF_HUB_OFFLINE is set"
    if constants.ENDPOINT not in _why_not:
        _why_not[constants.ENDPOINT] = _probe(constants.ENDPOINT, timeout_s)
    return _why_not[constants.ENDPOINT]


def _probe(endpoint: str, timeout_s: float) -> str:
    from huggingface_hub import get_session

    answer: list[str] = []

    def ask() -> None:
        try:
            status = get_session().head(endpoint, timeout=timeout_s).status_code
            answer.append(f"{endpoint} answers with status {status}" if status >= 500 else "")
        except Exception as error:
            answer.append(f"{endpoint} is out of reach ({_first_line(error)})")

    # Looking up a name heeds no timeout, so the question is put in a thread that may be left behind.
    thread = threading.Thread(target=ask, daemon=True)
    thread.start()
    thread.join(timeout_s)
    return answer[0] if answer else f"{endpoint} does not answer within {timeout_s:g} s"


def list_files(source: HubSource, only: str = "") -> HubListing:
    """Asks the hub which files to take: the file ``only``, or all that a model folder needs.

    Raises:
        ModelError: there is no such repository or file, its terms are not accepted, or it has no safetensors.
    """
    from huggingface_hub import HfApi

    with _hub_errors(source):
        info = HfApi().model_info(
            source.repo, revision=source.revision, files_metadata=True, timeout=_METADATA_TIMEOUT_S
        )
    sizes = {entry.rfilename: int(entry.size or 0) for entry in info.siblings or ()}
    taken = {name: size for name, size in sizes.items() if (name == only if only else wanted(name))}
    if only and not taken:
        raise ModelError(f"the hub's {source.repo} has no file {only}", "name another revision or model")
    if not only:
        _check_safetensors(source, sizes, taken)
    return HubListing(info.sha or source.revision, taken)


def _check_safetensors(source: HubSource, sizes: dict[str, int], taken: dict[str, int]) -> None:
    if any(name.endswith(".safetensors") for name in taken):
        return
    if PIPELINE_CONFIG in sizes:
        raise ModelError(f"the hub's {source.repo} is a spaCy pipeline", "download it and name its folder")
    pickled = any(name.endswith((".bin", ".pt", ".h5")) for name in sizes)
    what = "only pickled weights, which can run code when they are loaded" if pickled else "no weights"
    raise ModelError(
        f"the hub's {source.repo} holds {what}: model.safetensors is missing",
        "convert it elsewhere with save_pretrained and name that folder, or name a revision that has it",
    )


def fetch_files(source: HubSource, listing: HubListing, folder: Path, count: ByteCount) -> None:
    """Downloads files into a folder, continuing what an earlier run left there.

    Args:
        source: the repository.
        listing: its files, from :func:`list_files`.
        folder: where they go, under their own paths.
        count: told how many bytes have arrived, of how many.

    Raises:
        ModelError: the hub does not deliver.
        OSError: the folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    failures: list[BaseException] = []
    thread = threading.Thread(
        target=_fetch_all, args=(source, listing.revision, list(listing.sizes), folder, failures), daemon=True
    )
    with _quiet_bars():
        thread.start()
        while thread.is_alive():
            thread.join(_POLL_S)
            count(min(size_of(folder), listing.bytes), listing.bytes)
    if failures:
        with _hub_errors(source):
            raise failures[0]


def _fetch_all(
    source: HubSource, revision: str, names: Sequence[str], folder: Path, failures: list[BaseException]
) -> None:
    from huggingface_hub import hf_hub_download

    try:
        for name in names:
            hf_hub_download(source.repo, name, revision=revision, local_dir=folder)
    except BaseException as error:  # handed to the thread that waits
        failures.append(error)


@contextmanager
def _quiet_bars() -> Iterator[None]:
    """Keeps the client from drawing bars of its own."""
    from huggingface_hub.utils.tqdm import (
        are_progress_bars_disabled,
        disable_progress_bars,
        enable_progress_bars,
    )

    if are_progress_bars_disabled():
        yield
        return
    disable_progress_bars()
    try:
        yield
    finally:
        enable_progress_bars()


@contextmanager
def _hub_errors(source: HubSource) -> Iterator[None]:
    """Puts what the client raises into words; a disk that is full stays an OSError."""
    from huggingface_hub import errors

    try:
        yield
    except errors.GatedRepoError as error:
        raise ModelError(
            f"the hub gives {source.repo} only to those who accept its terms",
            f"accept them on the page of {source.repo}, then run `hf auth login`",
        ) from error
    except errors.RepositoryNotFoundError as error:
        raise ModelError(f"the hub has no model {source.repo}", "check its name") from error
    except errors.RevisionNotFoundError as error:
        raise ModelError(f"the hub has no revision {source.revision} of {source.repo}", "check it") from error
    except Exception as error:
        if isinstance(error, OSError) and error.errno in DISK_ERRORS:
            raise
        raise ModelError(f"the hub did not deliver {source.repo}: {_first_line(error)}", "try again") from error


def _first_line(error: BaseException) -> str:
    text = str(error).strip()
    return text.splitlines()[0] if text else type(error).__name__
