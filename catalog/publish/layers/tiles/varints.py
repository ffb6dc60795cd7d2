"""Whole numbers as Protocol Buffers and PMTiles write them: seven bits a byte, the lowest first."""

from __future__ import annotations

from typing import Any

import numpy as np

_Array = np.ndarray[Any, Any]
_MAX_BYTES = 10
_SHORT_COUNT = 1 << 12
"""Nearly all are lengths of features; they are at hand."""


def encode_varint(number: int) -> bytes:
    """Return *number*, which isn't negative."""
    return _SHORT[number] if number < _SHORT_COUNT else _encoded(number)


def _encoded(number: int) -> bytes:
    encoded = bytearray()
    while number > 0x7F:
        encoded.append(number & 0x7F | 0x80)
        number >>= 7
    encoded.append(number)
    return bytes(encoded)


_SHORT = tuple(_encoded(number) for number in range(_SHORT_COUNT))


def encode_varints(numbers: _Array) -> tuple[bytes, _Array]:
    """Return *numbers* one after the other, and where each begins, behind them where the last one ends."""
    values = numbers.astype(np.uint64)
    sizes = np.ones(len(values), np.int64)
    for bits in range(7, 7 * _MAX_BYTES, 7):
        is_longer = values >= np.uint64(1 << bits) if bits < 64 else np.zeros(len(values), bool)
        if not is_longer.any():
            break
        sizes += is_longer
    places = np.concatenate([[0], np.cumsum(sizes)])
    encoded = np.zeros(int(places[-1]), np.uint8)
    for index in range(int(sizes.max(initial=0))):
        chosen = np.flatnonzero(sizes > index)
        part = (values[chosen] >> np.uint64(7 * index)) & np.uint64(0x7F)
        encoded[places[chosen] + index] = part.astype(np.uint8) | np.where(sizes[chosen] > index + 1, 0x80, 0)
    return encoded.tobytes(), places


def zigzag(numbers: _Array) -> _Array:
    """Return signed *numbers* so that small ones stay small: 0, -1, 1, -2 → 0, 1, 2, 3."""
    return (numbers << 1) ^ (numbers >> 63)
