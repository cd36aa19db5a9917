"""``python -m summarizer.batch`` is ``briefing-batch``."""

from __future__ import annotations

from summarizer.batch import main

if __name__ == "__main__":
    raise SystemExit(main())
