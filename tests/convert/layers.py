"""Layers without a file, and grids without a survey."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import polars as pl
from shapely.geometry.base import BaseGeometry

from catalog.model.features import Features


def make_features(*geometries: BaseGeometry | None, crs: str = "EPSG:6673") -> Features:
    array = np.full(len(geometries), None, object)
    for index, geometry in enumerate(geometries):
        array[index] = geometry
    return Features("layer", (), (), pl.DataFrame(), array, None, crs)


def write_grid(file: Path, box: tuple[float, float, float, float], seconds: tuple[float, float]) -> None:
    """Write an NTv2 grid that moves everything in *box* (west, south, east, north) by *seconds* (east, north)."""
    west, south, east, north = box
    steps = 11
    height, width = (north - south) * 3600 / (steps - 1), (east - west) * 3600 / (steps - 1)

    def text(name: str, value: str) -> bytes:
        return name.ljust(8).encode() + value.ljust(8).encode()

    def whole(name: str, value: int) -> bytes:
        return name.ljust(8).encode() + struct.pack("<i4x", value)

    def real(name: str, value: float) -> bytes:
        return name.ljust(8).encode() + struct.pack("<d", value)

    sizes = (("MAJOR_F", 6377397.155), ("MINOR_F", 6356078.963), ("MAJOR_T", 6378137.0), ("MINOR_T", 6356752.314))
    # Longitudes are counted to the west.
    limits: Sequence[tuple[str, float]] = (
        *(("S_LAT", south * 3600), ("N_LAT", north * 3600), ("E_LONG", -east * 3600), ("W_LONG", -west * 3600)),
        *(("LAT_INC", height), ("LONG_INC", width)),
    )
    content = whole("NUM_OREC", 11) + whole("NUM_SREC", 11) + whole("NUM_FILE", 1) + text("GS_TYPE", "SECONDS")
    content += text("VERSION", "TEST") + text("SYSTEM_F", "TOKYO") + text("SYSTEM_T", "JGD2000")
    content += b"".join(real(*size) for size in sizes)
    content += text("SUB_NAME", "TEST") + text("PARENT", "NONE") + text("CREATED", "") + text("UPDATED", "")
    content += b"".join(real(*limit) for limit in limits) + whole("GS_COUNT", steps * steps)
    content += struct.pack("<4f", seconds[1], -seconds[0], 0.0, 0.0) * (steps * steps)
    file.write_bytes(content + b"END".ljust(8) + bytes(8))
