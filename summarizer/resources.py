"""Finds the files that travel with the package: configuration and sample input."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def conf_dir() -> Path:
    """Folder of the Hydra configuration: inside an installed wheel, beside the package in a checkout."""
    installed = _PACKAGE / "conf"
    return installed if installed.is_dir() else _PACKAGE.parent / "conf"


def samples_dir() -> Path:
    """Folder of the sample cluster that ``briefing demo`` runs on."""
    return _PACKAGE / "samples"


def judges_dir() -> Path:
    """Folder of the trained weights that make a judge of an instruct model."""
    return _PACKAGE / "judges"


def raters_dir() -> Path:
    """Folder of the trained maps that read ratings off an encoder."""
    return _PACKAGE / "raters"
