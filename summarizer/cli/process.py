"""What a command does for the process that is its own: Ctrl-C ends it cleanly, closed streams harm nothing.

Only what the interpreter has loaded anyway is imported, so that all this is in place within a millisecond.
"""

from __future__ import annotations

import atexit
import os
import signal
import sys

INTERRUPTED = 130
OWN_PROCESS = "SUMMARIZER_OWN_PROCESS"
"""As in `quiet`, which is not loaded yet."""

_SHOW_CURSOR = b"\r\x1b[2K\x1b[?25h"

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType


def own(command: Callable[[], int]) -> int:
    """Runs the command and returns its exit code; from then on nothing interrupts the interpreter's end."""
    os.environ.setdefault(OWN_PROCESS, "1")
    _occupy_closed_streams()
    try:
        _heed_interrupts()
        code = command()
        _ignore_interrupts()
    except KeyboardInterrupt:
        _ignore_interrupts()
        _say_interrupted()
        code = INTERRUPTED
    flush_last()
    _leave_the_rest(code)
    return code


def _leave_the_rest(code: int) -> None:
    """Ends the process at once where models were loaded: the interpreter would take apart a million objects first,
    which takes half a second. Where one is still being loaded, for a command that has failed, it is not waited for.
    """
    threading = sys.modules.get("threading")
    if threading is not None and any(thread.name == "loading" for thread in threading.enumerate()):
        os._exit(code)
    if threading is not None and "torch" in sys.modules:
        threading._shutdown()
        atexit._run_exitfuncs()
        flush_last()
        os._exit(code)


def flush_last() -> None:
    """Empties the standard streams; what cannot be written goes nowhere, else the interpreter complains at its end."""
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream is not None:
                stream.flush()
        except (OSError, ValueError):
            silence(stream)


def silence(stream: object) -> None:
    """Lets what is still buffered in a stream, and all that follows, go nowhere."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())  # type: ignore[attr-defined]
        os.close(nowhere)
    except (OSError, ValueError, AttributeError):
        pass  # no stream of the operating system: there is nothing to lead elsewhere


def _occupy_closed_streams() -> None:
    """A closed standard stream's number would be given to the next file, and messages be written into that."""
    for number in (0, 1, 2):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)


def _heed_interrupts() -> None:
    """Ctrl-C raises KeyboardInterrupt, as usual, but ends the process at once where nothing would pass that on.

    That is while a module is imported (an exception that passes native code there aborts the process), when it
    comes a second time, and when it hits code that swallows exceptions. Who had it ignored keeps that.
    """
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, _interrupt)
        sys.unraisablehook = _unraisable


def _ignore_interrupts() -> None:
    if signal.getsignal(signal.SIGINT) in (signal.default_int_handler, _interrupt, _at_once):
        signal.signal(signal.SIGINT, signal.SIG_IGN)


def _interrupt(number: int, frame: FrameType | None) -> None:
    if _is_importing(frame):
        _at_once(number, frame)
    signal.signal(signal.SIGINT, _at_once)
    raise KeyboardInterrupt


def interrupted() -> bool:
    """Whether Ctrl-C has come; libraries can turn the KeyboardInterrupt into an error of their own."""
    return signal.getsignal(signal.SIGINT) is _at_once


def _is_importing(frame: FrameType | None) -> bool:
    while frame is not None:
        if frame.f_code.co_filename.startswith("<frozen importlib"):
            return True
        frame = frame.f_back
    return False


def _at_once(number: int, frame: FrameType | None) -> None:
    _say_interrupted()
    os._exit(INTERRUPTED)


def _unraisable(unraisable: sys.UnraisableHookArgs) -> None:
    if isinstance(unraisable.exc_value, KeyboardInterrupt):
        _at_once(signal.SIGINT, None)
    sys.__unraisablehook__(unraisable)


def _say_interrupted() -> None:
    """Straight to the stream, past Python's buffers, which whoever was interrupted may hold."""
    try:
        if os.isatty(2):
            os.write(2, _SHOW_CURSOR)  # a bar that was being drawn has hidden it
        os.write(2, b"briefing: interrupted\n")
    except OSError:
        pass  # closed or full; the exit code reports it
