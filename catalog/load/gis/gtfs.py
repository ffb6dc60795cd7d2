"""GTFS feeds: the stops as a layer of points."""

from __future__ import annotations

import csv
import io
from pathlib import PurePosixPath

from catalog.load.decoding import candidate_codecs
from catalog.load.gis.facts import WGS84, BrokenLayer, LayerFacts
from catalog.load.zip_names import member_name, opened_zip

_MAX_BYTES = 200_000_000
_NUMBERS = ("stop_lat", "stop_lon")


def read_gtfs_facts(data: bytes) -> LayerFacts:
    """Return the facts of ``stops.txt``; latitudes and longitudes of GTFS are in WGS 84 by its reference.

    Raises:
        BrokenLayer: It has no stops, or they are no table.
        BrokenZip: The ZIP can't be unpacked.
    """
    rows = csv.reader(io.StringIO(_stops(data), newline=""))
    try:
        names = [name.strip() for name in next(rows, [])]
        count = sum(any(row) for row in rows)
    except csv.Error as error:
        raise BrokenLayer("stops.txt") from error
    if not set(_NUMBERS) <= set(names):
        raise BrokenLayer("stops.txt")
    return LayerFacts(
        "Point", count, WGS84, tuple((name, "number" if name in _NUMBERS else "string") for name in names)
    )


def _stops(data: bytes) -> str:
    with opened_zip(data) as archive:
        members = [
            member for member in archive.infolist() if PurePosixPath(member_name(member)).name.lower() == "stops.txt"
        ]
        if not members:
            raise BrokenLayer("stops.txt")
        with archive.open(members[0]) as stream:
            content = stream.read(_MAX_BYTES + 1)
    for codec in candidate_codecs(content[: _MAX_BYTES + 1], None):
        try:
            return content.decode(codec)
        except UnicodeDecodeError:
            continue
    raise BrokenLayer("stops.txt")
