"""The way from a reference system to WGS 84, chosen explicitly: PROJ's first choice can be a no-op that is 430 m off.

Source: measured behaviour of PROJ 9.5 without grids (from Tokyo to JGD2011 it offers only a "ballpark" no-op).
"""

from __future__ import annotations

import re
import warnings
from functools import cache, lru_cache
from itertools import pairwise

import pyproj
from pyproj import CRS, Transformer
from pyproj.database import get_database_metadata
from pyproj.exceptions import CRSError, ProjError
from pyproj.network import set_network_enabled  # type: ignore[attr-defined]
from pyproj.transformer import TransformerGroup

# No step of a build reaches the network; without this PROJ would fetch grids where a machine's configuration allows it.
set_network_enabled(False)

WGS84 = 4326
JGD2000 = 4612
TOKYO = 4301

_AXIS_ORDER = re.compile(r"(?:^| \+ )axis order change \(2D\)")


@lru_cache(maxsize=64)
def find_steps(number: int) -> tuple[Transformer, ...] | None:
    """Return the transformers that lead, one after the other, from EPSG:*number* to WGS 84; ``None`` for no honest way.

    All of them take and give easting (longitude) first. Tokyo datum goes by way of JGD2000, for which there is exactly
    one operation without a grid (EPSG:15483, 9 m); asked directly, PROJ offers five that differ by tens of metres.
    """
    try:
        source = horizontal_crs(number)
    except CRSError:
        return None
    stations = (
        [source, CRS.from_epsg(JGD2000), CRS.from_epsg(WGS84)] if _is_tokyo(source) else [source, CRS.from_epsg(WGS84)]
    )
    steps = [_best_transformer(start, end) for start, end in pairwise(stations)]
    found = tuple(step for step in steps if step is not None)
    return found if len(found) == len(steps) else None


def horizontal_crs(number: int) -> CRS:
    """Return the two-dimensional part of EPSG:*number*, without heights.

    Raises:
        pyproj.exceptions.CRSError: There is no such reference system.
    """
    crs = CRS.from_epsg(number)
    if crs.is_compound:
        crs = crs.sub_crs_list[0]
    return crs.to_2d()


def datum_code(number: int) -> int | None:
    """Return the EPSG code of the geographic system under EPSG:*number*, such as 4301 for Tokyo datum."""
    geodetic = horizontal_crs(number).geodetic_crs
    code = geodetic.to_epsg() if geodetic else None
    return int(code) if code else None


def operation_name(transformer: Transformer) -> str:
    """Return PROJ's description of what *transformer* does, without the reordering of axes."""
    # Only after a transformation is "last used" known; a transformer of a group is a single operation either way.
    try:
        description = transformer.get_last_used_operation().description
    except ProjError:
        description = transformer.description
    return _AXIS_ORDER.sub("", description).removeprefix(" + ")


@cache
def proj_version() -> str:
    """Return the versions of PROJ and of its EPSG database: ``9.5.1 (EPSG v11.022)``."""
    return f"{pyproj.proj_version_str} (EPSG {get_database_metadata('EPSG.VERSION')})"


def _is_tokyo(crs: CRS) -> bool:
    return crs.geodetic_crs is not None and crs.geodetic_crs.to_epsg() == TOKYO


def _best_transformer(source: CRS, target: CRS) -> Transformer | None:
    if not (source.is_projected or source.is_geographic):
        return None
    with (
        warnings.catch_warnings()
    ):  # PROJ warns of grids that it doesn't have; the accuracy that we report says the same.
        warnings.simplefilter("ignore", UserWarning)
        group = TransformerGroup(source, target, always_xy=True, allow_ballpark=False)
    same_datum = source.geodetic_crs is not None and source.geodetic_crs.equals(target.geodetic_crs)
    return next((candidate for candidate in group.transformers if _is_honest(candidate, same_datum)), None)


def _is_honest(candidate: Transformer, same_datum: bool) -> bool:
    exact_across_datums = candidate.accuracy == 0 and not same_datum
    return candidate.accuracy >= 0 and not exact_across_datums and "ballpark" not in candidate.description.lower()
