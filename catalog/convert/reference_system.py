"""Coordinate reference systems by EPSG code (names change: JGD2011 became JGD2024 under the same codes)."""

from __future__ import annotations

import re
from functools import lru_cache

from pyproj import CRS

from catalog.convert.operation import find_steps, horizontal_crs
from catalog.model.layer import ReferenceSystem

_CODE = re.compile(r"(?:EPSG|epsg):([1-9][0-9]{3,5})", re.ASCII)

# 平面直角座標系: zone n is `first + n - 1` on each of the three datums (Tokyo, JGD2000, JGD2011).
_ZONE_RANGES = (range(30161, 30180), range(2443, 2462), range(6669, 6688))


@lru_cache(maxsize=256)
def find_reference_system(code: str) -> ReferenceSystem | None:
    """Return the system that *code* (``EPSG:6673``) names, or ``None`` where there is none that leads to WGS 84.

    ``None`` also for systems without horizontal coordinates (heights, geocentric) and for those from which PROJ knows
    only a guess ("ballpark") to WGS 84: both can't be put on a map honestly.
    """
    match = _CODE.fullmatch(code)
    number = int(match[1]) if match else 0
    if find_steps(number) is None:
        return None
    crs = horizontal_crs(number)
    return ReferenceSystem(
        code=f"EPSG:{number}",
        name=crs.name,
        datum=_datum_name(crs),
        unit=crs.axis_info[0].unit_name,
        zone=plane_rectangular_zone(number),
    )


def plane_rectangular_zone(number: int) -> int | None:
    """Return the number of a plane rectangular zone (平面直角座標系), 1 to 19, or ``None`` for any other system."""
    return next((number - zones.start + 1 for zones in _ZONE_RANGES if number in zones), None)


def _datum_name(crs: CRS) -> str:
    return crs.datum.name.removesuffix(" ensemble") if crs.datum else ""
