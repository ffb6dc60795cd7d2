"""The lines on which the trips of a GTFS feed run: its shapes, or else its stops one after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from catalog.load.gis.facts import BrokenLayer
from catalog.load.gis.gtfs_extensions import OFFICE, PATTERN, with_offices, with_operator, with_ways

if TYPE_CHECKING:
    import numpy

    from catalog.load.gis.gtfs_feed import Feed

_ROUTE = ("route_id", "route_short_name", "route_long_name", "route_type", "route_color", "route_text_color")
_ROUTE_JP = ("jp_parent_route_id", "agency_id")
_TRIP = ("direction_id", "trip_headsign")


def read_lines(feed: Feed) -> tuple[pl.DataFrame, numpy.ndarray[Any, Any]]:
    """Return a line for each way on which a route is run, and its attributes.

    Trips of one route, direction, sign and pattern that run on the same shape (or, where they have none, by the same
    stops) are one feature; ``trip_count`` tells how many they are, ``line_of`` whether its line is of ``shapes`` or
    ``stops``.
    Stops one after the other are a straight line where the bus turns: good for an overview only.

    Raises:
        BrokenLayer: A file that lines are made of can't be read.
    """
    routes, trips = (_needed(feed, name, key) for name, key in (("routes.txt", "route_id"), ("trips.txt", "trip_id")))
    if "route_id" not in trips.columns:
        raise BrokenLayer("trips.txt")
    shapes = _shape_lines(feed)
    stops = _stop_lines(feed, _without_shape(trips, shapes))
    ways = pl.concat([_way(trips, "shapes", "shape_id", shapes), _way(trips, "stops", "trip_id", stops)])
    lines = pl.concat([shapes, stops]).unique("line", keep="first")
    grouped = ways.group_by("route_id", *_TRIP, PATTERN, "line_of", "line", maintain_order=True).agg(
        pl.len().alias("trip_count"), pl.col(OFFICE).drop_nulls().unique(maintain_order=True)
    )
    kept = [name for name in (*_ROUTE, *_ROUTE_JP) if name in routes.columns]
    frame = grouped.join(routes.select(kept).unique("route_id", maintain_order=True), on="route_id", how="left")
    frame = frame.join(lines, on="line", how="left", maintain_order="left")
    attributes = frame.select(*kept, *_TRIP, PATTERN, OFFICE, pl.col("trip_count").cast(pl.String), "line_of")
    attributes = with_offices(with_ways(with_operator(attributes, feed), feed), feed)
    if attributes[PATTERN].null_count() == attributes.height:
        attributes = attributes.drop(PATTERN)
    return attributes, _line_strings(frame["positions"])


def _needed(feed: Feed, name: str, column: str) -> pl.DataFrame:
    table = feed.table(name)
    if table is None or column not in table.columns:
        raise BrokenLayer(name)
    return table


def _empty_lines() -> pl.DataFrame:
    return pl.DataFrame(schema={"key": pl.String, "line": pl.String, "positions": pl.List(pl.Array(pl.Float64, 2))})


def _shape_lines(feed: Feed) -> pl.DataFrame:
    """Return the positions of each shape; without the file, or with one that can't be read, there are none."""
    columns = ("shape_id", "shape_pt_lon", "shape_pt_lat", "shape_pt_sequence")
    table = feed.table("shapes.txt")
    if table is None or not set(columns) <= set(table.columns):
        return _empty_lines()
    numbers = table.select("shape_id", pl.col(columns[1:]).cast(pl.Float64, strict=False)).drop_nulls()
    ordered = numbers.sort("shape_pt_sequence", maintain_order=True)
    pairs = ordered.select("shape_id", pl.concat_arr("shape_pt_lon", "shape_pt_lat").alias("position"))
    lines = pairs.group_by("shape_id", maintain_order=True).agg(pl.col("position").alias("positions"))
    return lines.filter(pl.col("positions").list.len() > 1).select(
        pl.col("shape_id").alias("key"), pl.concat_str(pl.lit("shape "), "shape_id").alias("line"), "positions"
    )


def _without_shape(trips: pl.DataFrame, shapes: pl.DataFrame) -> pl.Series:
    if "shape_id" not in trips.columns:
        return trips["trip_id"]
    has_shape = pl.col("shape_id").is_in(shapes["key"].to_list()).fill_null(False)
    return trips.filter(~has_shape)["trip_id"]


def _stop_lines(feed: Feed, trip_ids: pl.Series) -> pl.DataFrame:
    """Return the positions of the stops of each of the trips; trips by the same stops share a line."""
    times, stops = feed.table("stop_times.txt"), feed.table("stops.txt")
    if trip_ids.is_empty() or times is None or not {"trip_id", "stop_id", "stop_sequence"} <= set(times.columns):
        return _empty_lines()
    if stops is None or not {"stop_id", "stop_lon", "stop_lat"} <= set(stops.columns):
        return _empty_lines()
    places = stops.select("stop_id", pl.col("stop_lon", "stop_lat").cast(pl.Float64, strict=False)).drop_nulls()
    # A stop at (0, 0) has no place, and would draw a line across the world.
    placed = places.filter((pl.col("stop_lon") != 0) | (pl.col("stop_lat") != 0)).unique("stop_id", keep="first")
    mine = times.filter(pl.col("trip_id").is_in(trip_ids.to_list()))
    calls = mine.with_columns(pl.col("stop_sequence").cast(pl.Float64, strict=False)).join(placed, on="stop_id")
    ordered = calls.sort("stop_sequence", maintain_order=True).with_columns(
        pl.concat_arr("stop_lon", "stop_lat").alias("position")
    )
    lines = ordered.group_by("trip_id", maintain_order=True).agg(
        pl.col("stop_id").str.join("\x1f"), pl.col("position").alias("positions")
    )
    return lines.filter(pl.col("positions").list.len() > 1).select(
        pl.col("trip_id").alias("key"), pl.concat_str(pl.lit("stops "), "stop_id").alias("line"), "positions"
    )


def _way(trips: pl.DataFrame, line_of: str, key: str, lines: pl.DataFrame) -> pl.DataFrame:
    """Return route, direction, sign, pattern, office and line of the trips that have one of *lines*."""
    wanted = (*_TRIP, PATTERN, OFFICE)
    absent = [pl.lit(None, pl.String).alias(name) for name in wanted if name not in trips.columns]
    if key not in trips.columns:
        trips = trips.with_columns(pl.lit(None, pl.String).alias(key))
    found = trips.join(lines.select("key", "line"), left_on=key, right_on="key", how="inner", maintain_order="left")
    return found.with_columns(*absent, pl.lit(line_of).alias("line_of")).select("route_id", *wanted, "line_of", "line")


def _line_strings(positions: pl.Series) -> numpy.ndarray[Any, Any]:
    import numpy
    import shapely

    lengths = positions.list.len().fill_null(0).to_numpy()
    if not lengths.sum():
        return numpy.full(len(positions), None, object)
    flat = positions.explode(empty_as_null=False, keep_nulls=False).to_numpy()
    lines = numpy.full(len(positions), None, object)
    return numpy.asarray(
        shapely.linestrings(flat, indices=numpy.repeat(numpy.arange(len(lengths)), lengths), out=lines)
    )
