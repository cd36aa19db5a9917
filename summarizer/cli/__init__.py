"""``briefing``: arguments, progress, printing and exit codes.

The console script imports this first, so it loads nothing: what takes time is loaded once Ctrl-C is heeded.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Runs ``briefing`` with these arguments and returns its exit code.

    Args:
        argv: the arguments; None when the process is the command's own, which then answers to Ctrl-C and keeps
            closed standard streams from being taken by other files.
    """
    if argv is not None:
        from summarizer.cli.app import run

        return run(argv)
    from summarizer.cli.process import own

    return own(_command)


def _command() -> int:
    import sys

    from summarizer.cli.app import run

    return run(sys.argv[1:])
