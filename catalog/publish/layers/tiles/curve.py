"""An order of places in which neighbours mostly follow one another: every so many-th of them comes from everywhere.

Source: G. M. Morton, A Computer Oriented Geodetic Data Base and a New Technique in File Sequencing (IBM, 1966).
"""

from __future__ import annotations

from typing import Any

import numpy as np

from catalog.publish.layers.tiles.grid import EXTENT

_BITS = 31
_SPREADS = (
    (16, 0x0000FFFF0000FFFF),
    (8, 0x00FF00FF00FF00FF),
    (4, 0x0F0F0F0F0F0F0F0F),
    (2, 0x3333333333333333),
    (1, 0x5555555555555555),
)

_Array = np.ndarray[Any, Any]


def curve_places(positions: _Array, zoom: int) -> _Array:
    """Return the place of each of *positions*, in the unit square, on a curve through all steps of a zoom."""
    steps = np.clip(np.floor(positions * (EXTENT * 2**zoom)), 0, 2**_BITS - 1).astype(np.uint64)
    return np.asarray(_spread(steps[:, 0]) | _spread(steps[:, 1]) << np.uint64(1))


def _spread(numbers: _Array) -> _Array:
    """Return numbers below 2^32 with a zero bit before each of theirs."""
    for width, mask in _SPREADS:
        numbers = (numbers | numbers << np.uint64(width)) & np.uint64(mask)
    return np.asarray(numbers)
