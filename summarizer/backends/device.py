"""Which device and number format a model runs in."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import torch
from safetensors import SafetensorError

from summarizer.backends import int8
from summarizer.errors import ResourceError, UsageError

LOADING_ERRORS = (OSError, ValueError, KeyError, SafetensorError)
"""What the libraries raise for a folder that holds no model, or a damaged one."""


def resolve_device(wanted: str) -> torch.device:
    """The device for ``auto``, ``cpu``, ``cuda`` or ``mps``.

    Raises:
        UsageError: the device was asked for by name and is not there.
    """
    there = {"cpu": True, "cuda": torch.cuda.is_available(), "mps": torch.backends.mps.is_available()}
    if wanted == "auto":
        wanted = next(name for name in ("cuda", "mps", "cpu") if there[name])
    if not there[wanted]:
        raise UsageError(f"device {wanted} is not available here", "use --device auto")
    return torch.device(wanted)


def resolve_dtype(wanted: str, device: torch.device) -> torch.dtype:
    """The number format for ``auto`` or a dtype's name.

    bfloat16 halves what a decoding step must read, and decoding is bound by reading; it is the choice
    everywhere but on a CPU without bfloat16 instructions, which would emulate it. It is also what a model whose
    linear maps are rounded to ``int8`` computes the rest in.

    Raises:
        UsageError: int8, for a model that is not rounded.
    """
    if wanted == "int8":
        raise UsageError("int8 is for instruct models on a CPU", "use dtype=auto")
    if wanted != "auto":
        return getattr(torch, wanted)  # type: ignore[no-any-return]
    if device.type == "cuda":
        return torch.bfloat16 if torch.cuda.is_bf16_supported() else torch.float16
    if device.type == "mps":
        return torch.float16
    return torch.bfloat16 if _cpu_has_bfloat16() else torch.float32


def resolve_rounding(wanted: str, device: torch.device) -> bool:
    """Whether an instruct model's linear maps are rounded to int8: with ``auto``, wherever that is fast.

    Raises:
        UsageError: int8 was asked for by name and cannot be had here.
    """
    fast = device.type == "cpu" and int8.available()
    if wanted == "int8" and not fast:
        raise UsageError("int8 needs a CPU with VNNI or AMX instructions", "use dtype=auto")
    return fast and wanted in ("auto", "int8")


def _cpu_has_bfloat16() -> bool:
    capability = torch.cpu.get_capabilities() if hasattr(torch.cpu, "get_capabilities") else {}
    known = [value for key, value in capability.items() if "bf16" in key]
    return any(known) if known else True


def quiet_loading() -> None:
    """Keeps transformers from drawing progress bars of its own; the command line shows the stages."""
    from transformers.utils import logging

    logging.disable_progress_bar()


@contextmanager
def memory_guard(
    what: str, hint: str = "try --preset fast, or a smaller --set writer.max_batch_tokens"
) -> Iterator[None]:
    """Turns an allocation failure inside the block into a ResourceError that says what to try."""
    try:
        yield
    except (MemoryError, torch.OutOfMemoryError) as error:
        raise ResourceError(f"memory ran out while {what}", hint) from error
    except RuntimeError as error:
        if "alloc" in str(error) and "memory" in str(error):
            raise ResourceError(f"memory ran out while {what}", hint) from error
        raise
