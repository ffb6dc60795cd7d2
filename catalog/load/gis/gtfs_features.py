"""The stops and the lines of a GTFS feed, GTFS-JP of either edition included.

Source: GTFS Schedule Reference; 標準的なバス情報フォーマット (GTFS-JP) editions 1 to 3.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import polars as pl

from catalog.findings import Finding, Location
from catalog.load.gis.facts import WGS84, BrokenLayer
from catalog.load.gis.gtfs_lines import read_lines
from catalog.load.gis.gtfs_translations import with_translations
from catalog.load.gis.raw_layer import MAX_BYTES, RawLayer
from catalog.load.gis.zip_members import opened_archive
from catalog.load.text_records import read_text_records

if TYPE_CHECKING:
    import numpy

STOPS, ROUTES = "stops", "routes"
_REQUIRED = ("agency.txt", "stops.txt", "routes.txt", "trips.txt", "stop_times.txt")
_CALENDARS = ("calendar.txt", "calendar_dates.txt")
_TYPES = {
    **dict.fromkeys(("stop_lat", "stop_lon"), "number"),
    **dict.fromkeys(("location_type", "wheelchair_boarding", "route_type", "direction_id", "trip_count"), "integer"),
}


@dataclass(slots=True)
class Feed:
    """The tables of a feed, unpacked when they are asked for.

    Attributes:
        missing: Files that every feed has to have, and this one doesn't.
    """

    data: bytes
    path: str
    names: frozenset[str]
    missing: tuple[str, ...]
    _tables: dict[str, pl.DataFrame | None] = field(default_factory=dict)

    def table(self, name: str) -> pl.DataFrame | None:
        """Return a table with its headings as column names, all text; ``None`` where there is none that can be read."""
        if name not in self._tables:
            self._tables[name] = self._read(name) if name in self.names else None
        return self._tables[name]

    def _read(self, name: str) -> pl.DataFrame | None:
        with opened_archive(self.data, self.path) as archive:
            member = archive.find(name)
            content = archive.read(member) if member is not None else b""
        if len(content) > MAX_BYTES:
            return None
        records, _ = read_text_records(content, self.path)
        return None if records is None else _with_headings(records.frame)


def _with_headings(frame: pl.DataFrame) -> pl.DataFrame:
    first = [(text or "").strip() for text in frame.row(0)]
    # An empty cell and a missing one are the same in GTFS. A heading that comes twice counts once.
    wanted = {label: str(index) for index, label in reversed(list(enumerate(first))) if label}
    cells = [pl.col(wanted[label]).str.strip_chars().alias(label) for label in dict.fromkeys(first) if label]
    rows = frame[1:].select(cells).with_columns(pl.all().replace("", None))
    return rows.filter(pl.any_horizontal(pl.all().is_not_null())) if cells else rows


def open_feed(data: bytes, path: str) -> Feed:
    """Return the feed in *data*, a ZIP.

    Raises:
        Refused: The ZIP can't be read.
    """
    with opened_archive(data, path) as archive:
        names = frozenset(name.rpartition("/")[2].lower() for name in archive.names)
    missing = [name for name in _REQUIRED if name not in names]
    if not names.intersection(_CALENDARS):
        missing.append(_CALENDARS[0])
    return Feed(data, path, names, tuple(missing))


def list_gtfs(data: bytes, path: str) -> list[str]:
    """Return ``stops``, and ``routes`` where the feed has what lines are made of.

    Raises:
        BrokenLayer: It has no stops.
        Refused: The ZIP can't be read.
    """
    feed = open_feed(data, path)
    if "stops.txt" not in feed.names:
        raise BrokenLayer("stops.txt")
    has_lines = {"trips.txt", "routes.txt"} <= feed.names and feed.names & {"shapes.txt", "stop_times.txt"}
    return [STOPS, ROUTES] if has_lines else [STOPS]


def read_gtfs(data: bytes, path: str, name: str, encoding: str | None) -> RawLayer:
    """Return the layer called *name*, one of :func:`list_gtfs`; *encoding* is each file's own.

    Codes: gtfs-file-missing.

    Raises:
        BrokenLayer: A file that the layer is made of can't be read.
        Refused: The ZIP can't be read.
    """
    feed = open_feed(data, path)
    # Told once, with the layer that every feed has.
    findings = [Finding("gtfs-file-missing", Location(path), {"name": missing}) for missing in feed.missing]
    if name == ROUTES:
        frame, geometries = read_lines(feed)
        return _layer(name, with_translations(frame, feed, ROUTES, "route_id"), geometries)
    stops = feed.table("stops.txt")
    if stops is None or not {"stop_id", "stop_lat", "stop_lon"} <= set(stops.columns):
        raise BrokenLayer("stops.txt")
    points, unreadable = _points(stops)
    return _layer(name, with_translations(stops, feed, STOPS, "stop_id"), points, unreadable, findings)


def _layer(
    name: str,
    frame: pl.DataFrame,
    geometries: numpy.ndarray[Any, Any],
    unreadable: list[int] | None = None,
    findings: list[Finding] | None = None,
) -> RawLayer:
    types = tuple(_TYPES.get(label, "string") for label in frame.columns)
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
    )


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
