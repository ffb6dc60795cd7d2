"""Where a local government's area lies, as far as open facts tell it.

Boxes of 岩手, 岐阜, 岡山 and 広島 are from 国土数値情報（行政区域データ）, 国土交通省, of 2021-01-01, simplified. Of
all other bodies only the hall's point is known.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from catalog.model.layer import BBox
from catalog.standards.municipalities import find_body, read_municipalities
from catalog.standards.rows import read_rows

JAPAN = BBox(122.0, 20.0, 154.5, 46.0)
"""From 与那国島 to 南鳥島 and from 沖ノ鳥島 to 択捉島, in degrees."""

_MARGIN_DEGREES = 0.05
"""About five kilometres: boxes are of simplified borders, and ports and lookouts lie a little outside."""

_REACH_DEGREES = 0.9
"""No municipality reaches farther from its hall than about 80 km, but for those with remote islands."""

_REMOTE_ISLANDS = ("13", "42", "46", "47")
"""東京都, 長崎県, 鹿児島県, 沖縄県: as a whole they reach farther than their halls tell."""

_ISLANDERS = frozenset(("463035", "463043", "472077", "473588", "473618"))
"""三島村, 十島村 (whose halls are in 鹿児島市), 石垣市, 北大東村, 久米島町: with islands farther away than that."""

_ISLANDS_OF_TOKYO = ("133", "134")
"""First digits of the codes from 大島町 to 小笠原村, but for those of 西多摩郡 (1330)."""
_NISHITAMA = "1330"

_KM_PER_DEGREE = 111.2


@dataclass(frozen=True, slots=True)
class Extent:
    """A body's area, margins included.

    Attributes:
        box: In degrees.
        is_exact: Made from borders; else from where halls are, and generous.
    """

    box: BBox
    is_exact: bool


@cache
def find_extent(code: str) -> Extent | None:
    """Return where the body with the six-digit *code* lies, or ``None`` where that isn't known well enough."""
    box = _read_boxes().get(code)
    if box is not None:
        return Extent(_widened([(box.west, box.south), (box.east, box.north)], _MARGIN_DEGREES), is_exact=True)
    if _has_remote_islands(code):
        return None
    if code[2:5] == "000":
        halls = [entry.hall for entry in read_municipalities().values() if entry.code[:2] == code[:2] and entry.hall]
        return Extent(_widened(halls, _REACH_DEGREES), is_exact=False) if halls else None
    body = find_body(code)
    hall = body.hall if body is not None else None
    return Extent(_widened([hall], _REACH_DEGREES), is_exact=False) if hall is not None else None


def _has_remote_islands(code: str) -> bool:
    if code[2:5] == "000":
        return code[:2] in _REMOTE_ISLANDS
    return code in _ISLANDERS or (code.startswith(_ISLANDS_OF_TOKYO) and not code.startswith(_NISHITAMA))


def distance_km(longitude: float, latitude: float, other: tuple[float, float]) -> float:
    """Return about how many kilometres lie between two points in degrees; right to a percent within Japan."""
    east = (longitude - other[0]) * math.cos(math.radians((latitude + other[1]) / 2))
    return math.hypot(east, latitude - other[1]) * _KM_PER_DEGREE


def _widened(points: list[tuple[float, float]], margin_degrees: float) -> BBox:
    longitudes, latitudes = [point[0] for point in points], [point[1] for point in points]
    # A degree of longitude is shorter than one of latitude by about a fifth.
    east_west = margin_degrees * 1.25
    return BBox(
        min(longitudes) - east_west,
        min(latitudes) - margin_degrees,
        max(longitudes) + east_west,
        max(latitudes) + margin_degrees,
    )


@cache
def _read_boxes() -> Mapping[str, BBox]:
    return {code: BBox(*(float(side) for side in sides)) for code, *sides in read_rows("extents")}
