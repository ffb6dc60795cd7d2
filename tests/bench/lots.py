"""Lots of a fictitious city, the same every time: the layer that layers are measured with."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any

import numpy as np
import shapely

Array = np.ndarray[Any, Any]

CRS = "EPSG:6673"
"""Plane rectangular, zone V (JGD2011)."""
COLUMNS = ("地番", "町丁目", "用途", "面積", "戸数", "決定日")
USES = ("住宅", "商店", "工場", "畑", "公園", "空き地")
_STEP = 20.0
_BLOCK = 10
_STREET = 8.0
_WEST, _SOUTH = -30_000.0, -150_000.0
# Corners and middles of sides of a lot, in parts of its side, clockwise as in a Shapefile.
_OUTLINE = np.array([(0, 0), (0, 0.5), (0, 1), (0.5, 1), (1, 1), (1, 0.5), (1, 0), (0.5, 0)])
_MOST_MOVED = 0.05


def lot_shapes(count: int) -> Array:
    """Return lots of eight corners in rows as near to a square as can be, ten between one street and the next."""
    side = int(np.ceil(np.sqrt(count)))
    places = np.column_stack([np.arange(count) % side, np.arange(count) // side])
    corners = np.array([_WEST, _SOUTH]) + places * _STEP + places // _BLOCK * _STREET
    # A linear congruence: as if at random, and the same every time.
    moved = (np.arange(count * 16) * 7919 % 10_007 / 10_007 - 0.5).reshape(count, 8, 2) * 2 * _MOST_MOVED
    rings = corners[:, None] + (_OUTLINE + moved) * (_STEP - 2)
    return np.asarray(shapely.polygons(np.concatenate([rings, rings[:, :1]], axis=1)))


def lot_columns(count: int) -> list[Array]:
    """Return the attributes of the lots: texts, a number with decimals, a whole number, a date."""
    numbers = np.arange(count)
    days = np.datetime64("1970-01-01", "D") + numbers * 7919 % 20_000
    return [
        np.array([f"{number // 97 + 1}番{number % 97 + 1}" for number in range(count)], object),
        np.array([f"南町{number // 1_000 + 1}丁目" for number in range(count)], object),
        np.array([USES[number * 31 % 6] for number in range(count)], object),
        np.round(200 + numbers * 104_729 % 100_000 / 500, 2),
        (numbers * 7919 % 40).astype(np.int32),
        days.astype("datetime64[ms]").astype("datetime64[D]"),
    ]


def write_lots(path: Path, count: int) -> int:
    """Write the lots as a Shapefile in CP932, as the programs of many city halls do; return the bytes of its parts."""
    import pyogrio

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # GDAL says that it takes the date for one.
        pyogrio.raw.write(
            path,
            shapely.to_wkb(lot_shapes(count)),
            lot_columns(count),
            np.array(COLUMNS),
            geometry_type="Polygon",
            crs=CRS,
            driver="ESRI Shapefile",
            encoding="CP932",
        )
    return sum(part.stat().st_size for part in path.parent.glob(f"{path.stem}.*"))
