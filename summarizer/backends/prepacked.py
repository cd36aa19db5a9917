"""Packed int8 weights as plain bytes, and back: what is laid out for a processor once need not be laid out again.

oneDNN lays weights out as its instructions read them, and PyTorch hands that out as a tensor without readable memory.
Its stable C interface, which compiled models call, gives the address of that memory and makes such a tensor over
memory of one's own, a mapped file for instance. Whether this works here is tried on a small map first; where it does
not, weights are packed at every start.
"""

from __future__ import annotations

import ctypes
import hashlib
import platform
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors import SafetensorError, safe_open

_ALIGNED = 64
_PROBE = (96, 160)
"""Rows and columns of the map on which the layout is tried: multiples of no block that processors use."""


class Kept(Protocol):
    """Where files made from a model's weights are kept."""

    def find(self, kind: str, bound: Mapping[str, str]) -> Path | None:
        """The safetensors file of that kind, if it is whole and was made in the same circumstances."""
        ...

    def keep(self, kind: str, bound: Mapping[str, str], arrays: Sequence[tuple[str, NDArray[np.uint8]]]) -> None:
        """Writes such a file, if it can be written."""
        ...


@dataclass(frozen=True, slots=True)
class Packed:
    """A packed weight (out, in): the tensor that the product takes, and the float32 scales of its rows (out,).

    ``memory`` is what the tensor lies in, uint8; None where the tensor holds its own.
    """

    weight: torch.Tensor
    scales: torch.Tensor
    memory: torch.Tensor | None = None


def pack(rounded: torch.Tensor, scales: torch.Tensor) -> Packed:
    """Lays an int8 matrix (out, in) out for this processor."""
    return Packed(torch.ops.onednn.qlinear_prepack(rounded, None), scales)


def find(kept: Kept) -> dict[str, Packed]:
    """The packed weights of a model by the name of their map; none where they are not kept, or not for here."""
    circumstances = _circumstances()
    path = kept.find(_kind(), circumstances) if circumstances else None
    if path is None:
        return {}
    try:
        with safe_open(path, framework="pt") as file:
            tensors: dict[str, torch.Tensor] = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118
        small = [name for name in sorted(tensors) if not name.endswith(".weight")]
        if _digest([tensors[name].numpy() for name in small if name != "digest"]) != bytes(tensors["digest"].tolist()):
            return {}
        names = [name.removesuffix(".weight") for name in tensors if name.endswith(".weight")]
        return {name: _from_file(name, tensors) for name in names}
    except (OSError, KeyError, ValueError, RuntimeError, SafetensorError):
        return {}


def keep(kept: Kept, packed: Mapping[str, Packed]) -> None:
    """Writes the packed weights of a model, by the name of their map."""
    circumstances = _circumstances()
    if not circumstances or not packed:
        return
    # The layouts go first in the hash and last in the file: there each weight begins where the processor wants it.
    weights = [(f"{name}.weight", _bytes_of(one.weight)) for name, one in packed.items()]
    small: list[tuple[str, NDArray[np.uint8]]] = []
    for name, one in packed.items():
        small.append((f"{name}.layout", _layout_of(one.weight).numpy()))
        small.append((f"{name}.scales", one.scales.numpy().view(np.uint8)))
    digest = np.frombuffer(_digest([array for _, array in sorted(small, key=lambda pair: pair[0])]), dtype=np.uint8)
    kept.keep(_kind(), circumstances, [*weights, *small, ("digest", digest)])


def _from_file(name: str, tensors: Mapping[str, torch.Tensor]) -> Packed:
    memory, scales = tensors[f"{name}.weight"], tensors[f"{name}.scales"].clone().view(torch.float32)
    return Packed(_over(memory, tensors[f"{name}.layout"]), scales, memory)


def _digest(arrays: Sequence[NDArray[np.uint8]]) -> bytes:
    """SHA-256 of what is read at each start; a layout that has changed would have the product read anywhere."""
    digest = hashlib.sha256()
    for array in arrays:
        digest.update(np.ascontiguousarray(array).data)
    return digest.digest()


def _kind() -> str:
    """One file for each kind of processor, so that several may share a store."""
    return f"int8-{hashlib.sha256(_instructions().encode()).hexdigest()[:8]}"


def _instructions() -> str:
    known: Mapping[str, object] = torch.cpu.get_capabilities() if hasattr(torch.cpu, "get_capabilities") else {}
    return " ".join([platform.machine(), *sorted(name for name, has in known.items() if has is True)])


@cache
def _circumstances() -> dict[str, str]:
    """All that the layout depends on; empty where packed weights cannot be kept at all."""
    with suppress(AttributeError, OSError, RuntimeError, ValueError, TypeError):
        rows, columns = _PROBE
        rounded = (torch.arange(rows * columns) % 255 - 127).to(torch.int8).reshape(rows, columns)
        scales = torch.ones(rows)
        packed = pack(rounded, scales).weight
        memory, layout = _aligned(_bytes_of(packed)), _layout_of(packed)
        if torch.equal(_product(packed, scales), _product(_over(memory, layout), scales)):
            layouts = hashlib.sha256(layout.numpy().tobytes() + memory.numpy().tobytes()).hexdigest()
            return {"torch": torch.__version__, "instructions": _instructions(), "layout": layouts}
    return {}


def _product(weight: torch.Tensor, scales: torch.Tensor) -> torch.Tensor:
    x = (torch.arange(3 * weight.shape[0]) % 251).to(torch.uint8).reshape(3, -1)
    zeros = torch.zeros(len(scales), dtype=torch.int32)
    found: torch.Tensor = torch.ops.onednn.qlinear_pointwise(
        x, 1.0, 128, weight, scales, zeros, None, 1.0, 0, torch.float32, "none", [], ""
    )
    return found


def _aligned(values: NDArray[np.uint8]) -> torch.Tensor:
    room = torch.empty(len(values) + _ALIGNED, dtype=torch.uint8)
    start = -room.data_ptr() % _ALIGNED
    memory = room[start : start + len(values)]
    memory.numpy()[:] = values
    return memory


@cache
def _library() -> Any:
    """PyTorch's C interface.

    Raises:
        OSError: it is not where it is on this system.
    """
    if sys.platform != "linux":
        raise OSError("known on Linux only")
    return ctypes.CDLL(str(Path(torch.__file__).parent / "lib" / "libtorch_cpu.so"))


def _layout_of(weight: torch.Tensor) -> torch.Tensor:
    """OneDNN's description of a packed weight, uint8; its shape and then what it says, for `_over`."""
    shape = torch.tensor(list(weight.shape), dtype=torch.int64).view(torch.uint8)
    return torch.cat([shape, torch.ops.mkldnn._get_mkldnn_serialized_md(weight)])


def _bytes_of(weight: torch.Tensor) -> NDArray[np.uint8]:
    """The memory of a packed weight, (n,) uint8, a multiple of what vectors are aligned to; it lives as long as that.

    Raises:
        RuntimeError: the library gives no address.
    """
    library, address = _library(), ctypes.c_void_p()
    handle = ctypes.c_void_p(_pointer(torch._C._aoti.unsafe_alloc_void_ptr_from_tensor(weight)))
    failed = library.aoti_torch_get_data_ptr(handle, ctypes.byref(address))
    library.aoti_torch_delete_tensor_object(handle)
    if failed or not address.value:
        raise RuntimeError("no address of a packed weight")
    size = int(torch.ops.mkldnn._nbytes(weight))
    values = np.ctypeslib.as_array((ctypes.c_uint8 * size).from_address(address.value))
    return values if size % _ALIGNED == 0 else np.concatenate([values, np.zeros(-size % _ALIGNED, np.uint8)])


def _over(memory: torch.Tensor, layout: torch.Tensor) -> torch.Tensor:
    """The packed weight that lies in this memory, which must outlive it.

    Raises:
        ValueError: the memory does not begin where the processor wants it.
        RuntimeError: the library makes no tensor of it.
    """
    if memory.data_ptr() % _ALIGNED:
        raise ValueError("memory that is not aligned")
    library, made = _library(), ctypes.c_void_p()
    shape, described = layout[:16].clone().view(torch.int64).tolist(), layout[16:].clone()
    failed = library.aoti_torch_create_tensor_from_blob_v2(
        ctypes.c_void_p(memory.data_ptr()),
        ctypes.c_int64(2),
        (ctypes.c_int64 * 2)(*shape),
        (ctypes.c_int64 * 2)(shape[1], 1),
        ctypes.c_int64(0),
        ctypes.c_int32(library.aoti_torch_dtype_int8()),
        ctypes.c_int32(library.aoti_torch_device_type_cpu()),
        ctypes.c_int32(0),
        ctypes.byref(made),
        ctypes.c_int32(library.aoti_torch_layout__mkldnn()),
        ctypes.c_void_p(described.data_ptr()),
        ctypes.c_int64(described.numel()),
    )
    if failed or not made.value:
        raise RuntimeError("no tensor over this memory")
    tensor: torch.Tensor = torch._C._aoti.alloc_tensor_by_stealing_from_void_ptr(_capsule(made.value))
    return tensor


def _capsule(address: int) -> Any:
    make = ctypes.pythonapi.PyCapsule_New
    make.restype, make.argtypes = ctypes.py_object, [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_void_p]
    return make(address, None, None)


def _pointer(capsule: object) -> int:
    read = ctypes.pythonapi.PyCapsule_GetPointer
    read.restype, read.argtypes = ctypes.c_void_p, [ctypes.py_object, ctypes.c_char_p]
    return int(read(capsule, None))
