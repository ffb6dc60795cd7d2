"""The stops and the lines of a GTFS feed, GTFS-JP of either edition included.

Source: GTFS Schedule Reference; 標準的なバス情報フォーマット (GTFS-JP) editions 1 to 3.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import polars as pl

from catalog.findings import Finding, Location
from catalog.load.gis.facts import WGS84, BrokenLayer
from catalog.load.gis.gtfs_extensions import broken_extensions, with_operator
from catalog.load.gis.gtfs_feed import open_feed
from catalog.load.gis.gtfs_lines import read_lines
from catalog.load.gis.gtfs_translations import with_translations
from catalog.load.gis.raw_layer import RawLayer, Refused
from catalog.standards.gtfs_attributes import read_gtfs_attributes

if TYPE_CHECKING:
    import numpy

STOPS, ROUTES = "stops", "routes"
_TYPES = {
    **dict.fromkeys(("stop_lat", "stop_lon"), "number"),
    **dict.fromkeys(("location_type", "wheelchair_boarding", "route_type", "direction_id", "trip_count"), "integer"),
    "route_update_date": "date",
}


def list_gtfs(data: bytes, path: str) -> list[str]:
    """Return ``stops``, and ``routes`` where the feed has what lines are made of.

    Codes: gtfs-file-missing.

    Raises:
        Refused: It has no stops, or the ZIP can't be read.
    """
    feed = open_feed(data, path)
    if "stops.txt" not in feed.names:
        raise Refused(Finding("gtfs-file-missing", Location(path), {"name": "stops.txt"}))
    has_lines = {"trips.txt", "routes.txt"} <= feed.names and feed.names & {"shapes.txt", "stop_times.txt"}
    return [STOPS, ROUTES] if has_lines else [STOPS]


def read_gtfs(data: bytes, path: str, name: str, encoding: str | None) -> RawLayer:
    """Return the layer called *name*, one of :func:`list_gtfs`; *encoding* is each file's own.

    Codes: gtfs-file-missing, gtfs-file-ignored.

    Raises:
        BrokenLayer: A file that the layer is made of can't be read.
        Refused: The ZIP can't be read.
    """
    feed = open_feed(data, path)
    # Told once, with the layer that every feed has.
    findings = [Finding("gtfs-file-missing", Location(path), {"name": missing}) for missing in feed.missing]
    findings += [Finding("gtfs-file-ignored", Location(path), {"name": broken}) for broken in broken_extensions(feed)]
    if name == ROUTES:
        frame, geometries = read_lines(feed)
        return _layer(name, with_translations(frame, feed, ROUTES, "route_id"), geometries)
    stops = feed.table("stops.txt")
    if stops is None or not {"stop_id", "stop_lat", "stop_lon"} <= set(stops.columns):
        raise BrokenLayer("stops.txt")
    points, unreadable = _points(stops)
    stops = with_operator(stops, feed)
    return _layer(name, with_translations(stops, feed, STOPS, "stop_id"), points, unreadable, findings)


def _layer(
    name: str,
    frame: pl.DataFrame,
    geometries: numpy.ndarray[Any, Any],
    unreadable: list[int] | None = None,
    findings: list[Finding] | None = None,
) -> RawLayer:
    types = tuple(_type(label, frame) for label in frame.columns)
    columns: Mapping[str, str] = {label: str(index) for index, label in enumerate(frame.columns)}
    return RawLayer(
        name,
        tuple(frame.columns),
        types,
        frame.rename(columns),
        geometries,
        WGS84,
        False,
        unreadable=unreadable or (),
        findings=tuple(findings or ()),
        words=read_gtfs_attributes(),
    )


def _type(label: str, frame: pl.DataFrame) -> str:
    """Return the type of a column; one of days that aren't all days is text."""
    kind, cells = _TYPES.get(label, "string"), frame[label]
    is_readable = kind != "date" or cells.str.to_date("%Y-%m-%d", strict=False).null_count() == cells.null_count()
    return kind if is_readable else "string"


def _points(stops: pl.DataFrame) -> tuple[numpy.ndarray[Any, Any], list[int]]:
    """Return a point for each stop, ``None`` where it has no coordinates, and the stops whose aren't numbers."""
    import numpy
    import shapely

    texts = stops.select("stop_lon", "stop_lat")
    numbers = texts.with_columns(pl.all().cast(pl.Float64, strict=False))
    is_given = texts.select(pl.all_horizontal(pl.all().is_not_null())).to_series()
    is_number = numbers.select(pl.all_horizontal(pl.all().is_not_null())).to_series()
    points = numpy.full(stops.height, None, object)
    places = is_number.arg_true().to_numpy()
    points[places] = shapely.points(numbers.filter(is_number).to_numpy())
    return points, (is_given & ~is_number).arg_true().to_list()
