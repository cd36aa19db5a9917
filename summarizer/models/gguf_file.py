"""Reads a GGUF file: its metadata, the table of its tensors, and rows of a tensor as float32.

``gguf.GGUFReader`` makes an array of every one of the 300,000 strings of a vocabulary, which takes 10 s and
0.5 GB for a 1.5B model. Converting needs none of them, so they are skipped here; unpacking the quantised
blocks is left to ``gguf.quants``. Format: https://github.com/ggml-org/ggml/blob/master/docs/gguf.md.
"""

from __future__ import annotations

import mmap
import struct
from dataclasses import dataclass
from math import prod
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from summarizer.errors import ModelError

_MAGIC = b"GGUF"
_VERSIONS = (2, 3)
_SCALARS = {0: "B", 1: "b", 2: "H", 3: "h", 4: "I", 5: "i", 6: "f", 7: "?", 10: "Q", 11: "q", 12: "d"}
_STRING, _ARRAY = 8, 9
_MAX_DIMENSIONS = 8


@dataclass(frozen=True, slots=True)
class GgufTensor:
    """One tensor in the file.

    ``shape`` is in PyTorch's order, slowest axis first; ``kind`` is the number of its ggml type; ``start`` is
    its first byte in the file; each of its ``rows`` takes ``row_bytes``.
    """

    name: str
    shape: tuple[int, ...]
    kind: int
    start: int
    row_bytes: int

    @property
    def elements(self) -> int:
        """Number of weights."""
        return prod(self.shape)

    @property
    def rows(self) -> int:
        """Number of rows; a vector is one row."""
        return prod(self.shape[:-1])

    @property
    def n_bytes(self) -> int:
        """Size in the file."""
        return self.rows * self.row_bytes


class GgufFile:
    """Metadata and tensors of a GGUF file.

    Attributes:
        path: the file.
        metadata: value by key; an array is given by its length only.
        tensors: in file order.

    Raises:
        ModelError: the file is not GGUF, is cut off, or holds a type of tensor that is not known.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
                self.metadata, self.tensors = _Parser(data).parse()
                size = len(data)
        except (ValueError, struct.error, UnicodeDecodeError) as error:
            raise ModelError(f"{path} cannot be read as GGUF: {error}", "fetch it again") from error
        if any(tensor.start + tensor.n_bytes > size for tensor in self.tensors):
            raise ModelError(f"{path} is cut off: it holds less than its own table says", "fetch it again")

    def rows(self, tensor: GgufTensor, start: int, stop: int) -> NDArray[np.float32]:
        """Returns rows ``start`` to ``stop`` of a tensor, unpacked: (stop - start, shape[-1]) float32."""
        from gguf import GGMLQuantizationType
        from gguf.quants import dequantize

        offset, size = tensor.start + start * tensor.row_bytes, (stop - start) * tensor.row_bytes
        packed = np.fromfile(self.path, dtype=np.uint8, count=size, offset=offset)
        packed = packed.reshape(stop - start, tensor.row_bytes)
        unpacked: NDArray[np.float32] = dequantize(packed, GGMLQuantizationType(tensor.kind))
        return unpacked


class _Parser:
    """Walks through the head of a GGUF file."""

    def __init__(self, data: mmap.mmap) -> None:
        self._data, self._at = data, 0

    def parse(self) -> tuple[dict[str, Any], list[GgufTensor]]:
        if self._data[:4] != _MAGIC:
            raise ValueError("it does not start with GGUF")
        self._at = 4
        version = self._scalar("I")
        if version not in _VERSIONS:
            raise ValueError(f"its version is {version}, and only {_VERSIONS} little-endian are known")
        tensor_count, pair_count = self._scalar("Q"), self._scalar("Q")
        metadata = {self._string(): self._value(self._scalar("I")) for _ in range(pair_count)}
        table = [self._table_row() for _ in range(tensor_count)]
        alignment = int(metadata.get("general.alignment", 32))
        base = self._at + (-self._at) % alignment
        return metadata, [_tensor(name, shape, kind, base + start) for name, shape, kind, start in table]

    def _scalar(self, code: str) -> Any:
        (value,) = struct.unpack_from("<" + code, self._data, self._at)
        self._at += struct.calcsize("<" + code)
        return value

    def _string(self) -> str:
        length = self._scalar("Q")
        end = self._at + length
        if end > len(self._data):
            raise ValueError("a text runs past its end")
        text = self._data[self._at : end].decode("utf-8")
        self._at = end
        return text

    def _value(self, kind: int) -> Any:
        if kind in _SCALARS:
            return self._scalar(_SCALARS[kind])
        if kind == _STRING:
            return self._string()
        if kind == _ARRAY:
            return self._skip_array()
        raise ValueError(f"a value has the unknown type {kind}")

    def _skip_array(self) -> int:
        kind, count = self._scalar("I"), int(self._scalar("Q"))
        if kind in _SCALARS:
            self._at += count * struct.calcsize("<" + _SCALARS[kind])
            return count
        if kind != _STRING:
            raise ValueError(f"a list holds the unknown type {kind}")
        unpack, data, at = struct.Struct("<Q").unpack_from, self._data, self._at
        for _ in range(count):
            at += 8 + unpack(data, at)[0]
        self._at = at
        return count

    def _table_row(self) -> tuple[str, tuple[int, ...], int, int]:
        name, dimensions = self._string(), self._scalar("I")
        if not 0 < dimensions <= _MAX_DIMENSIONS:
            raise ValueError(f"tensor {name!r} has {dimensions} dimensions")
        shape = tuple(self._scalar("Q") for _ in range(dimensions))
        return name, shape[::-1], self._scalar("I"), self._scalar("Q")


def _tensor(name: str, shape: tuple[int, ...], kind: int, start: int) -> GgufTensor:
    from gguf import GGML_QUANT_SIZES, GGMLQuantizationType

    block, block_bytes = GGML_QUANT_SIZES[GGMLQuantizationType(kind)]
    if shape[-1] % block:
        raise ValueError(f"tensor {name!r} has rows of {shape[-1]} weights, not a multiple of {block}")
    return GgufTensor(name, shape, kind, start, shape[-1] // block * block_bytes)
