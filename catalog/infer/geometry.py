"""Which columns make points, and in which coordinate reference system."""

from __future__ import annotations

import re
from collections.abc import Sequence

from catalog.infer.coordinates import read_numbers
from catalog.infer.headings import heading_key
from catalog.infer.plane import find_plane, places_of
from catalog.infer.samples import Sample, sample_columns
from catalog.model.inspection import InferredField, InferredGeometry
from catalog.model.roles import Role
from catalog.model.table import Table

_WGS84 = "EPSG:4326"

# What tables say of their datum, in a heading or in a column of its own, the most exact first. 世界測地系 is the law's
# word for JGD, of which the present one is meant.
_DATUMS = (
    (re.compile("wgs_?-?84|epsg_?4326"), _WGS84),
    (re.compile("jgd_?-?2000|epsg_?4612|測地(?:成果|系)2000"), "EPSG:4612"),
    (re.compile("jgd_?-?20(?:11|24)|epsg_?6668|測地(?:成果|系)20(?:11|24)"), "EPSG:6668"),
    (re.compile("日本測地系|旧測地系|tokyo|epsg_?4301"), "EPSG:4301"),
    (re.compile("世界測地系"), "EPSG:6668"),
)
_ZONES = {"EPSG:4301": 30160, "EPSG:4612": 2442}
"""Code of the plane rectangular zone n on a datum, less n."""
_ZONES_OF_PRESENT_DATUM = 6668

_DATUM_HEADING = re.compile("測地系|座標参照系|座標系|datum|crs")


def infer_geometry(table: Table, fields: Sequence[InferredField]) -> InferredGeometry | None:
    """Return the columns of the points in *table* and their likely system, or ``None`` where it holds no points.

    Degrees without a word about their datum are EPSG:4326, as close to JGD2011 as matters; that they are of the old
    Tokyo datum can't be seen, and is never guessed. For metres the system is ``None`` unless the table says where it is
    and only one zone leads there.
    """
    samples = sample_columns(table)
    x, y = (_fullest(samples, fields, role) for role in (Role.LONGITUDE, Role.LATITUDE))
    if x is not None and y is not None:
        datum = _datum(samples, (x, y))
        return InferredGeometry("Point", fields[x].name, fields[y].name, datum or _WGS84)
    x, y = (_fullest(samples, fields, role) for role in (Role.EASTING, Role.NORTHING))
    if x is not None and y is not None:
        return InferredGeometry("Point", fields[x].name, fields[y].name, _plane_crs(samples, x, y))
    return None


def _fullest(samples: Sequence[Sample], fields: Sequence[InferredField], role: Role) -> int | None:
    """Return the column of *role* with the most different numbers, the first of equals; ``None`` without any."""
    counts = {
        index: len(read_numbers(samples[index].values)) for index, field in enumerate(fields) if field.role is role
    }
    best = max(counts, key=lambda index: counts[index], default=None)
    return best if best is not None and counts[best] else None


def _datum(samples: Sequence[Sample], columns: Sequence[int]) -> str | None:
    stated = [samples[index].key for index in columns]
    stated += [
        heading_key(value)
        for sample in samples
        if _DATUM_HEADING.search(sample.key) and len(sample.values) <= 2
        for value in sample.values
    ]
    found = {crs for text in stated if (crs := _datum_in(text)) is not None}
    return found.pop() if len(found) == 1 else None


def _datum_in(text: str) -> str | None:
    return next((crs for pattern, crs in _DATUMS if pattern.search(text)), None)


def _plane_crs(samples: Sequence[Sample], x: int, y: int) -> str | None:
    plane = find_plane(read_numbers(samples[x].values), read_numbers(samples[y].values), places_of(samples))
    if plane is None or not plane.first_is_easting:
        return None
    return f"EPSG:{_ZONES.get(_datum(samples, (x, y)) or '', _ZONES_OF_PRESENT_DATUM) + plane.zone}"
