"""Invented reports of one event and a check of a text against them, for tests without models."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline_fakes import HashEncoder, WordJudge

from summarizer.checked import Check, ToCheck
from summarizer.pipeline import Checkers, check
from summarizer.records import Document
from summarizer.settings import Settings

POST = Document(
    "post",
    "The ferry Maren Lowe struck Gannet Reef near Skarne on Tuesday. At least 14 people died on board the ferry.\n\n"
    "Police questioned the captain of the ferry for four hours in Port Ellery. The harbour was closed to all ships.",
    title="Ferry strikes reef",
    publisher="Harbour Post",
    path="news/post.txt",
)
COURIER = Document(
    "courier",
    "Divers found the recorder of the ferry below the reef on Friday. The operator declined to comment on "
    "complaints.\n\n"
    "Schools on Skarne stayed shut on Wednesday after the accident of the ferry.",
    title="Recorder found",
    publisher="Lindis Courier",
    path="news/courier.txt",
)
REPORTS = (POST, COURIER)
CARRIED = "The ferry Maren Lowe struck Gannet Reef near Skarne on Tuesday."
FOUND_BY_DIVERS = "Divers found the recorder of the ferry below the reef on Friday."
NOWHERE = "A whale surfaced beside the lighthouse during the concert of the navy band."


def checked(
    given: ToCheck,
    documents: Sequence[Document] = REPORTS,
    settings: Settings | None = None,
    judge: WordJudge | None = None,
) -> Check:
    """A check by an encoder that counts words, without a parser."""
    return check(given, documents, settings or Settings(), Checkers(HashEncoder(), judge))
