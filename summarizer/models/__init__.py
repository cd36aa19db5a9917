"""The model store: catalogue, download, hashes, conversion and cache of the models that a run needs."""

from summarizer.models.catalogue import HubSource, IndexSource, ModelSpec, load_catalogue
from summarizer.models.store import ModelState, ModelStore, ReadyModel, cache_dir

__all__ = [
    "HubSource",
    "IndexSource",
    "ModelSpec",
    "ModelState",
    "ModelStore",
    "ReadyModel",
    "cache_dir",
    "load_catalogue",
]
