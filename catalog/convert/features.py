"""A layer as it was read → valid, and in WGS 84 as RFC 7946 asks for."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from catalog.convert.caveats import TOHOKU_2011, describe_operation
from catalog.convert.operation import find_steps, run_steps
from catalog.convert.validity import repair_geometries
from catalog.model.dataset import LayerDeclaration, Schema
from catalog.model.features import ConvertedFeatures, Features
from catalog.model.layer import BBox
from catalog.model.points import Points
from catalog.model.table import Table

if TYPE_CHECKING:
    import polars

_Array = np.ndarray[Any, Any]


def to_wgs84(features: Features) -> ConvertedFeatures:
    """Return *features* with valid geometries, in their own system and in WGS 84.

    What isn't valid is repaired in its own system first, so that copies in either system are of the same shapes. All
    coordinates go through PROJ at once; heights stay as they are.

    Raises:
        ValueError: There is no honest way from the layer's system to WGS 84 (a bug upstream: it is checked before).
    """
    number = int(features.crs.rpartition(":")[2])
    steps = find_steps(number)
    if steps is None:
        raise ValueError(f"no operation from {features.crs} to WGS 84")
    repaired, repairs = repair_geometries(features.geometries)
    coordinates, owners = shapely.get_coordinates(repaired, return_index=True)
    xs, ys = run_steps(steps, coordinates[:, 0].copy(), coordinates[:, 1].copy())
    # PROJ marks what it can't do with infinity, and hands degrees on unchecked where there is nothing to compute.
    is_lost = ~((np.abs(xs) <= 180) & (np.abs(ys) <= 90))
    unreachable = np.unique(owners[is_lost])
    lonlat = np.column_stack([xs, ys])
    if len(unreachable):
        lonlat = lonlat[~np.isin(owners, unreachable)]
    geometries = _moved(repaired, lonlat, unreachable)
    return ConvertedFeatures(
        replace(features, geometries=repaired),
        shapely.orient_polygons(geometries),
        describe_operation(steps, number, _touches_tohoku(lonlat)),
        repairs,
        tuple(int(index) + 1 for index in unreachable),
        _bbox(coordinates),
        _bbox(lonlat),
    )


def features_of_points(
    table: Table, points: Points, declaration: LayerDeclaration, schema: Schema
) -> ConvertedFeatures:
    """Return the layer that a table with coordinates is.

    Arguments:
        table: Its columns are the attributes.
        points: A place for each record, or nulls.
        declaration: Says which system they are in.
        schema: Of *table*.
    """
    types = {field.name: field.type for field in schema.fields}
    source = Features(
        name="",
        labels=table.labels,
        types=tuple(types.get(label.strip(), "string") for label in table.labels),
        frame=table.frame,
        geometries=_points(points.easting, points.northing),
        geometry_type="Point",
        crs=declaration.crs,
        encoding=table.encoding,
        vertex_count=len(points.longitude) - points.longitude.null_count(),
    )
    places = _points(points.longitude, points.latitude)
    given, there = ~shapely.is_missing(source.geometries), ~shapely.is_missing(places)
    return ConvertedFeatures(
        source,
        places,
        points.operation,
        (),
        (),
        _bbox(shapely.get_coordinates(source.geometries[given])),
        _bbox(shapely.get_coordinates(places[there])),
    )


def _points(xs: polars.Series, ys: polars.Series) -> _Array:
    """Return a point for each pair, ``None`` where one of the two is null."""
    is_given = (xs.is_not_null() & ys.is_not_null()).to_numpy()
    made = np.full(len(is_given), None, dtype=object)
    made[is_given] = shapely.points(xs.to_numpy()[is_given], ys.to_numpy()[is_given])
    return made


def _moved(geometries: _Array, lonlat: _Array, unreachable: _Array) -> _Array:
    """Return *geometries* with other coordinates, and without those at the places *unreachable*."""
    moved = geometries.copy()
    moved[unreachable] = None
    has_height = shapely.has_z(moved)
    if not has_height.any():
        return np.asarray(shapely.set_coordinates(moved, lonlat))
    heights, owners = shapely.get_coordinates(moved, include_z=True, return_index=True)
    is_high = has_height[owners]
    moved[~has_height] = shapely.set_coordinates(moved[~has_height], lonlat[~is_high])
    high = np.column_stack([lonlat[is_high], heights[is_high, 2]])
    moved[has_height] = shapely.set_coordinates(moved[has_height], high)
    return moved


def _touches_tohoku(lonlat: _Array) -> bool:
    west, south, east, north = TOHOKU_2011
    longitudes, latitudes = lonlat[:, 0], lonlat[:, 1]
    return bool(((longitudes >= west) & (longitudes <= east) & (latitudes >= south) & (latitudes <= north)).any())


def _bbox(coordinates: _Array) -> BBox | None:
    if not len(coordinates):
        return None
    # Column by column: NumPy is far slower along the short axis.
    xs, ys = coordinates[:, 0], coordinates[:, 1]
    return BBox(float(xs.min()), float(ys.min()), float(xs.max()), float(ys.max()))
