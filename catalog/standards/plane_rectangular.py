"""The nineteen zones of the plane rectangular system (平面直角座標系).

Source: 平成14年国土交通省告示第9号; EPSG areas of use.
"""

from __future__ import annotations

import math
import re

# Latitude and longitude of each zone's origin, in degrees and minutes.
_ORIGINS = (
    *(((33, 0), (129, 30)), ((33, 0), (131, 0)), ((36, 0), (132, 10)), ((33, 0), (133, 30)), ((36, 0), (134, 20))),
    *(((36, 0), (136, 0)), ((36, 0), (137, 10)), ((36, 0), (138, 30)), ((36, 0), (139, 50)), ((40, 0), (140, 50))),
    *(((44, 0), (140, 15)), ((44, 0), (142, 15)), ((44, 0), (144, 15)), ((26, 0), (142, 0)), ((26, 0), (127, 30))),
    *(((26, 0), (124, 0)), ((26, 0), (131, 0)), ((20, 0), (136, 0)), ((26, 0), (154, 0))),
)

_ZONES_OF_PREFECTURES: dict[int, str] = {
    **{1: "42 46", 2: "40 41 43 44 45 46", 3: "32 34 35", 4: "36 37 38 39", 5: "28 31 33", 6: "18 25 24 26 27 29 30"},
    **{7: "16 17 21 23", 8: "15 19 20 22", 9: "07 08 09 10 11 12 13 14", 10: "02 03 04 05 06"},
    **{11: "01", 12: "01", 13: "01", 14: "13", 15: "47", 16: "47", 17: "47", 18: "13", 19: "13"},
}

# Zone n is `first + n - 1` on each of the three datums (Tokyo, JGD2000, JGD2011).
_FIRST_CODES = (30161, 2443, 6669)
_EPSG = re.compile(r"epsg:([0-9]{4,5})", re.IGNORECASE | re.ASCII)

# GRS 80; the Tokyo datum's Bessel ellipsoid differs by some hundred metres, which matters to no check.
_SEMI_MAJOR, _FLATTENING, _SCALE = 6_378_137.0, 1 / 298.257222101, 0.9999


def zone_of_crs(crs: str) -> int | None:
    """Return the zone, 1 to 19, that a code such as ``EPSG:6673`` stands for, or ``None`` for any other system."""
    match = _EPSG.fullmatch(crs.strip())
    number = int(match[1]) if match else 0
    return next((number - first + 1 for first in _FIRST_CODES if first <= number < first + 19), None)


def crs_of_zone(zone: int, like: str) -> str:
    """Return the code of *zone* on the datum of *like*, a code of another zone."""
    match = _EPSG.fullmatch(like.strip())
    number = int(match[1]) if match else 0
    first = next((first for first in _FIRST_CODES if first <= number < first + 19), _FIRST_CODES[-1])
    return f"EPSG:{first + zone - 1}"


def zones_of_prefecture(prefecture: str) -> tuple[int, ...]:
    """Return the zones of a prefecture (JIS X 0401, two digits): several in 北海道 and where islands are."""
    return tuple(zone for zone, codes in _ZONES_OF_PREFECTURES.items() if prefecture in codes.split())


def prefectures_of_zone(zone: int) -> tuple[tuple[str, bool], ...]:
    """Return the prefectures in *zone* (JIS X 0401, two digits), each with whether all of it is."""
    codes = _ZONES_OF_PREFECTURES.get(zone, "").split()
    return tuple((code, len(zones_of_prefecture(code)) == 1) for code in codes)


def project(longitude: float, latitude: float, zone: int) -> tuple[float, float]:
    """Return easting and northing in metres of a point in degrees; right to a metre within a few degrees.

    Source: Krüger's series to the second order, as in 国土地理院「平面直角座標への換算」.
    """
    (north_degrees, north_minutes), (east_degrees, east_minutes) = _ORIGINS[zone - 1]
    central = math.radians(longitude - east_degrees - east_minutes / 60)
    third = _FLATTENING / (2 - _FLATTENING)
    radius = _SEMI_MAJOR / (1 + third) * (1 + third**2 / 4)
    conformal = _conformal_tangent(math.radians(latitude), third)
    xi = math.atan2(conformal, math.cos(central))
    eta = math.atanh(math.sin(central) / math.hypot(conformal, 1.0))
    first, second = third / 2 - 2 * third**2 / 3, 13 * third**2 / 48
    easting = eta + first * math.cos(2 * xi) * math.sinh(2 * eta) + second * math.cos(4 * xi) * math.sinh(4 * eta)
    northing = xi + first * math.sin(2 * xi) * math.cosh(2 * eta) + second * math.sin(4 * xi) * math.cosh(4 * eta)
    origin = math.atan(_conformal_tangent(math.radians(north_degrees + north_minutes / 60), third))
    meridian = origin + first * math.sin(2 * origin) + second * math.sin(4 * origin)
    return _SCALE * radius * easting, _SCALE * radius * (northing - meridian)


def _conformal_tangent(latitude: float, third: float) -> float:
    eccentricity = 2 * math.sqrt(third) / (1 + third)
    sine = math.sin(latitude)
    return math.sinh(math.atanh(sine) - eccentricity * math.atanh(eccentricity * sine))
