"""The labelled drafts, which the evaluation reads too."""

from __future__ import annotations

from evaluation.samples import DRAFTS, HELD_OUT, Sample, read_drafts, wrong_verdicts

__all__ = ["DRAFTS", "HELD_OUT", "Sample", "read_drafts", "wrong_verdicts"]
