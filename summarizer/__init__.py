"""Many reports of one event in; one attributed, checked briefing out.

    from summarizer import brief
    print(brief(["a.txt", "b.html"]).to_markdown())

    from summarizer import check
    print(check("A text that exists.", ["a.txt", "b.html"]).to_text())

Names are imported when they are first used: ``import summarizer`` itself loads nothing heavy.
"""

from __future__ import annotations

import os
from importlib import import_module

TYPE_CHECKING = False  # typing takes time to load, in which a command would not heed Ctrl-C yet
if TYPE_CHECKING:
    from typing import Any

    from summarizer.api import Briefing, Check, brief, check
    from summarizer.errors import SummarizerError

__version__ = "0.1.0"
__all__ = ["Briefing", "Check", "SummarizerError", "__version__", "brief", "check"]

_HOME = {
    "Briefing": "summarizer.api",
    "Check": "summarizer.api",
    "SummarizerError": "summarizer.errors",
    "brief": "summarizer.api",
    "check": "summarizer.api",
}


def _wait_briefly() -> None:
    """Lets PyTorch's threads spin for microseconds when they wait for each other, not for milliseconds as by default.

    On a machine with other work, whoever spins takes the core that the thread waited for needs. GNU's OpenMP reads
    the variable when it is loaded, so it must stand before torch is imported: every process that computes comes by
    here first, and what it starts inherits it. The user's own choice wins.
    """
    if "OMP_WAIT_POLICY" not in os.environ:
        os.environ.setdefault("GOMP_SPINCOUNT", "1000")


_wait_briefly()


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(_HOME[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
