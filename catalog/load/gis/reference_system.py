"""The coordinate reference system that a file names in one of a dozen ways → its EPSG code, where that is certain."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pyproj import CRS

_MAX_CHARS = 20_000
_CERTAIN = 90  # of 100, as PROJ counts its own confidence

# Names as ESRI's programs write them; for systems of Japan these are all that occur.
_GEOGRAPHIC = {
    **{"gcs_jgd_2011": 6668, "gcs_jgd_2000": 4612, "gcs_tokyo": 4301, "gcs_wgs_1984": 4326, "jgd2011": 6668},
    **{"jgd2000": 4612, "jgd2024": 6668, "tokyo": 4301, "wgs 84": 4326, "gcs_jgd_2024": 6668},
}
_PROJECTED = {"wgs_1984_web_mercator_auxiliary_sphere": 3857, "wgs 84 / pseudo-mercator": 3857}
_ZONES = {"jgd_2011": 6668, "jgd_2024": 6668, "jgd_2000": 2442, "tokyo": 30160}
_UTM_ZONES = {"jgd_2011": 6688 - 51, "jgd_2024": 6688 - 51, "jgd_2000": 3097 - 51, "tokyo": 3092 - 51}
_ZONE_NAME = re.compile(r"(jgd_20(?:00|11|24)|tokyo)_japan_zone_([1-9]|1[0-9])")
_UTM_NAME = re.compile(r"(jgd_20(?:00|11|24)|tokyo|wgs_1984)_utm_zone_([1-9]|[1-5][0-9]|60)n")
_UTM_OF_JAPAN = range(51, 56)
_ROMAN_NAME = re.compile(r"(jgd20(?:00|11|24)|tokyo) / japan plane rectangular cs ([ivx]+)")
_ROMAN = (
    *("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"),
    *("xi", "xii", "xiii", "xiv", "xv", "xvi", "xvii", "xviii", "xix"),
)

_DATUMS = {"jgd2011": "jgd_2011", "jgd2024": "jgd_2024", "jgd2000": "jgd_2000", "tokyo": "tokyo"}
_PARAMETERS = (
    *(("latitude of natural origin", 6), ("longitude of natural origin", 6), ("scale factor at natural origin", 8)),
    *(("false easting", 2), ("false northing", 2)),
)
_NAME = re.compile(r'\s*(?:PROJCS|GEOGCS|PROJCRS|GEOGCRS|GEODCRS|COMPD_CS|COMPOUNDCRS)\s*\[\s*"([^"]{1,200})"', re.I)
_AUTHORITY = re.compile(r'(?:AUTHORITY|ID)\s*\[\s*"EPSG"\s*,\s*"?([0-9]{4,6})"?\s*\]\s*\]\s*$')
_OGC = r"(?:urn:(?:x-)?ogc:def:crs:|https?://www\.opengis\.net/def/crs/)?"
_URN = re.compile(rf"{_OGC}EPSG[:/](?:[^:/]*[:/])?0*([1-9][0-9]{{3,5}})", re.IGNORECASE)
_CRS84 = re.compile(rf"{_OGC}OGC[:/](?:[^:/]*[:/])?CRS84", re.IGNORECASE)


def crs_of_wkt(text: str) -> str | None:
    """Return the EPSG code of well-known text such as a ``.prj`` file's, or ``None`` where it isn't certain.

    By the code that it carries, by its name, or by what PROJ makes of its numbers.
    """
    match = _NAME.match(text[:_MAX_CHARS])
    if match is None:
        return None
    authority = _AUTHORITY.search(text[:_MAX_CHARS])
    code = int(authority[1]) if authority else _code_of_name(match[1].lower())
    code = code or _code_by_proj(text[:_MAX_CHARS])
    return f"EPSG:{code}" if code else None


def crs_of_name(name: str) -> str | None:
    """Return the EPSG code of a URN or short name as in GeoJSON's old ``crs`` member, or ``None``."""
    if _CRS84.fullmatch(name):
        return "EPSG:4326"
    match = _URN.fullmatch(name)
    return f"EPSG:{match[1]}" if match else None


def _code_of_name(name: str) -> int | None:
    zone, utm, roman = _ZONE_NAME.fullmatch(name), _UTM_NAME.fullmatch(name), _ROMAN_NAME.fullmatch(name)
    if zone:
        return _ZONES[zone[1]] + int(zone[2])
    if roman and roman[2] in _ROMAN:
        return _ZONES[roman[1].replace("jgd", "jgd_")] + _ROMAN.index(roman[2]) + 1
    if utm and utm[1] == "wgs_1984":
        return 32600 + int(utm[2])
    if utm and int(utm[2]) in _UTM_OF_JAPAN:
        return _UTM_ZONES[utm[1]] + int(utm[2])
    return _GEOGRAPHIC.get(name) or _PROJECTED.get(name)


def _code_by_proj(text: str) -> int | None:
    from pyproj import CRS
    from pyproj.exceptions import CRSError

    try:
        system = CRS.from_wkt(text)
    except CRSError:
        return None
    return system.to_epsg(min_confidence=_CERTAIN) or _zone_by_numbers(system)


def _zone_by_numbers(system: CRS) -> int | None:
    """Return the plane rectangular zone, or zone of UTM, whose projection a system of another name has.

    Programs let people name a system as they like (平面直角座標系5, Japan_Zone_5); PROJ goes by names.
    """
    geographic, conversion = system.geodetic_crs, system.coordinate_operation
    if not system.is_projected or geographic is None or conversion is None:
        return None
    datum = _DATUMS.get(geographic.name.lower().removeprefix("gcs_").replace("_", "").replace(" ", ""))
    in_metres = all(axis.unit_conversion_factor == 1 for axis in system.axis_info)
    if datum is None or not in_metres or conversion.method_code not in ("9807", None):
        return None
    numbers = {param.name.lower().replace("_", " "): float(param.value) for param in conversion.params}
    candidates = [_ZONES[datum] + number for number in range(1, 20)]
    candidates += [_UTM_ZONES[datum] + number for number in _UTM_OF_JAPAN]
    return next((code for code in candidates if _numbers_of(code) == _rounded(numbers)), None)


@cache
def _numbers_of(code: int) -> tuple[float, ...]:
    from pyproj import CRS

    operation = CRS.from_epsg(code).coordinate_operation
    return _rounded({param.name.lower(): float(param.value) for param in operation.params} if operation else {})


def _rounded(numbers: Mapping[str, float]) -> tuple[float, ...]:
    """Return latitude and longitude of origin, scale and false origin, to some centimetres."""
    return tuple(round(numbers.get(name, math.nan), digits) for name, digits in _PARAMETERS)
