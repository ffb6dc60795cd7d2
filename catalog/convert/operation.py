"""The way from a reference system to WGS 84, chosen explicitly: PROJ's first choice can be a no-op that is 430 m off.

Source: measured behaviour of PROJ 9.5 without grids (from Tokyo to JGD2011 it offers only a "ballpark" no-op).
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from typing import Any

import pyproj
from pyproj import CRS, Transformer
from pyproj.database import get_database_metadata
from pyproj.exceptions import CRSError, ProjError
from pyproj.network import set_network_enabled  # type: ignore[attr-defined]
from pyproj.transformer import TransformerGroup

# No step of a build reaches the network; without this PROJ would fetch grids where a machine's configuration allows it.
set_network_enabled(False)

WGS84 = 4326
JGD2011 = 6668
JGD2000 = 4612
TOKYO = 4301

_AXIS_ORDER = re.compile(r"(?:^| \+ )axis order change \(2D\)")


@dataclass(slots=True)
class Step:
    """One transformation; easting (longitude) comes first on both of its sides.

    Attributes:
        transformer: The best that is known.
        fallback: What is used for points that a grid of *transformer* doesn't reach; ``None`` where it has no grid.
        corrects_2011: It applies the displacement by the 2011 Tōhoku earthquake, where there was one.
        used_fallback: Whether the last run needed the fallback.
    """

    transformer: Transformer
    fallback: Transformer | None = None
    corrects_2011: bool = False
    used_fallback: bool = False

    @property
    def grids(self) -> tuple[str, ...]:
        """The files that the transformer takes its corrections from."""
        return tuple(grid.short_name for part in self.transformer.operations or () for grid in part.grids)

    @property
    def accuracy_metres(self) -> float:
        """As stated; after a run with the fallback, the worse of both."""
        fallback = [self.fallback.accuracy] if self.fallback is not None and self.used_fallback else []
        return float(max([self.transformer.accuracy, *fallback]))

    @property
    def name(self) -> str:
        """PROJ's description, with the names of grids; after a run with the fallback, of both."""
        grids = f" ({', '.join(self.grids)})" if self.grids else ""
        own = operation_name(self.transformer) + grids
        return f"{own} / {operation_name(self.fallback)}" if self.fallback is not None and self.used_fallback else own


def run_steps(steps: Sequence[Step], xs: Any, ys: Any) -> tuple[Any, Any]:
    """Return the coordinates in WGS 84: longitudes and latitudes; infinity for points that can't be transformed.

    Arguments:
        steps: As found; each remembers whether it needed its fallback.
        xs: Eastings or longitudes, an ``array`` of doubles or a NumPy array; its memory is used again. NaN is kept.
        ys: Northings or latitudes.
    """
    for step in steps:
        step.used_fallback = False
        if step.fallback is None:
            xs, ys = step.transformer.transform(xs, ys, inplace=True)
        else:
            xs, ys = _run_with_fallback(step, step.fallback, xs, ys)
    return xs, ys


def _run_with_fallback(step: Step, fallback: Transformer, xs: Any, ys: Any) -> tuple[Any, Any]:
    import numpy

    before = numpy.array([xs, ys])
    xs, ys = step.transformer.transform(xs, ys, inplace=True)
    after = numpy.asarray(xs), numpy.asarray(ys)  # Of the same memory.
    is_outside = numpy.isfinite(before).all(axis=0) & ~numpy.isfinite(after[0])
    step.used_fallback = bool(is_outside.any())
    if step.used_fallback:
        after[0][is_outside], after[1][is_outside] = fallback.transform(*before[:, is_outside])
    return xs, ys


def find_steps(number: int) -> tuple[Step, ...] | None:
    """Return the transformations that lead, one after the other, from EPSG:*number* to WGS 84.

    ``None`` where there is no honest way.

    Tokyo datum goes by way of JGD2000, for which there is exactly one operation without a grid (EPSG:15483, 9 m);
    asked directly, PROJ offers five that differ by tens of metres. JGD2000 goes by way of JGD2011 where PROJ has the
    grid of the 2011 earthquake. Grids are used if they are in PROJ's search path.
    """
    found = _find_transformers(number)
    return None if found is None else tuple(Step(*step) for step in found)


@lru_cache(maxsize=64)
def _find_transformers(number: int) -> tuple[tuple[Transformer, Transformer | None, bool], ...] | None:
    try:
        source = horizontal_crs(number)
    except CRSError:
        return None
    stations = _stations(source)
    found = []
    for start, end in pairwise(stations):
        candidates = _honest_transformers(start, end)
        if not candidates:
            return None
        best = _best(candidates)
        fallback = next((other for other in candidates if not _has_grid(other)), None) if _has_grid(best) else None
        found.append((best, fallback, _has_grid(best) and end == CRS.from_epsg(JGD2011)))
    return tuple(found)


def _best(candidates: Sequence[Transformer]) -> Transformer:
    """Return the first of *candidates*, or a more exact one with a grid, which PROJ may list behind by its area."""
    with_grids = (other for other in candidates if _has_grid(other) and other.accuracy < candidates[0].accuracy)
    return min(with_grids, key=lambda other: other.accuracy, default=candidates[0])


def _stations(source: CRS) -> list[CRS]:
    jgd2000, jgd2011, wgs84 = (CRS.from_epsg(number) for number in (JGD2000, JGD2011, WGS84))
    has_patch = any(_has_grid(candidate) for candidate in _honest_transformers(jgd2000, jgd2011))
    later = [jgd2011, wgs84] if has_patch else [wgs84]
    if _is_datum(source, TOKYO):
        return [source, jgd2000, *later]
    return [source, *(later if _is_datum(source, JGD2000) else [wgs84])]


def _has_grid(transformer: Transformer) -> bool:
    return any(operation.grids for operation in transformer.operations or ())


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


def _is_datum(crs: CRS, number: int) -> bool:
    return crs.geodetic_crs is not None and crs.geodetic_crs.to_epsg() == number


def _honest_transformers(source: CRS, target: CRS) -> list[Transformer]:
    """Return what PROJ offers, the best first, without guesses."""
    if not (source.is_projected or source.is_geographic):
        return []
    with (
        warnings.catch_warnings()
    ):  # PROJ warns of grids that it doesn't have; the accuracy that we report says the same.
        warnings.simplefilter("ignore", UserWarning)
        group = TransformerGroup(source, target, always_xy=True, allow_ballpark=False)
    same_datum = source.geodetic_crs is not None and source.geodetic_crs.equals(target.geodetic_crs)
    return [candidate for candidate in group.transformers if _is_honest(candidate, same_datum)]


def _is_honest(candidate: Transformer, same_datum: bool) -> bool:
    exact_across_datums = candidate.accuracy == 0 and not same_datum
    return candidate.accuracy >= 0 and not exact_across_datums and "ballpark" not in candidate.description.lower()
