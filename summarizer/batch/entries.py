"""A story of a pile as the job and the index have it: a cluster with the hash of its content, and its articles."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Sequence
from pathlib import Path

from summarizer.batch.inputs import Item
from summarizer.batch.names import safe_name
from summarizer.batch.outputs import FOLDER
from summarizer.continuity import Found
from summarizer.pile import Article
from summarizer.pipeline import PileStory
from summarizer.read import Cluster
from summarizer.records import Document
from summarizer.render import common, flags
from summarizer.render.jsonfile import text_sha256


def as_item(identifier: str, story: PileStory, folder: Path) -> Item:
    """The story as a cluster of the job; what its content is does not depend on where its files lie."""
    content = hashlib.sha256("".join(map(_content_of, story.documents)).encode()).hexdigest()
    return Item(
        id=identifier,
        place=identifier,
        content=content,
        path=folder,
        cluster=Cluster(identifier, story.documents),
        cleaned=story.cleaned,
        earlier=folder / FOLDER / f"{safe_name(identifier)}.json",
    )


def _content_of(document: Document) -> str:
    told = [document.title, document.publisher, document.published, document.url, text_sha256(document.text)]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()


def found_of(story: PileStory, folder: Path) -> Found:
    """The story as the index has it before there is a report of it."""
    documents = [one.document for one in story.cleaned] or list(story.documents)
    articles = tuple(article_of(one, folder, _shares(one, documents)) for one in documents)
    return Found(articles, len(set(story.origins)), _headline(articles))


def _headline(articles: Sequence[Article]) -> str:
    """That of the newest article with a word of its own, else what there is."""
    own = [article for article in articles if not article.shares] or list(articles)
    return next((article.title for article in reversed(own) if article.title), articles[0].title or articles[0].name)


def article_of(document: Document, folder: Path, shares: str = "") -> Article:
    """A document as an entry of the index in ``folder``."""
    return Article(
        name=common.source_name(document),
        title=common.one_line(document.title or ""),
        published=document.published,
        url=document.url,
        path=None if document.path is None else _seen_from(folder, document.path),
        sha256=text_sha256(document.text),
        shares=shares,
    )


def _shares(document: Document, documents: Sequence[Document]) -> str:
    """Whose report it is, where it is another one's."""
    flag = next((flag for flag in document.flags if flags.points(flag)), None)
    if flag is None or flag.other is None:
        return ""
    return flags.pointing_label(flag, common.source_name(documents[flag.other]))


def _seen_from(folder: Path, path: str) -> str:
    """The path relative to the folder; as it is where the two are on different disks."""
    try:
        return Path(os.path.relpath(os.path.realpath(path), os.path.realpath(folder))).as_posix()
    except (OSError, ValueError):
        return path
