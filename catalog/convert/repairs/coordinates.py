"""Points whose latitude stands under the longitude's heading and the other way round."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from catalog.convert.repairs.subject import Subject
from catalog.infer.roles import role_of
from catalog.model.layer import BBox
from catalog.model.repair import CellEdit, RepairKind
from catalog.model.roles import Role
from catalog.notation.layout_spaces import strip_edges
from catalog.standards.extents import JAPAN

_DEGREES = ("EPSG:4326", "EPSG:4612", "EPSG:6668", "EPSG:6667")


def derive_swapped(subject: Subject) -> Iterator[CellEdit]:
    """Yield both cells of each point that lies in the body's area only if the two are exchanged.

    By the headings, which say what is meant: ``緯度`` and ``経度``, one column each.
    """
    columns = _columns(subject)
    extent = subject.description.extent
    if extent is None or columns is None:
        return
    latitude, longitude = columns
    frame = pl.DataFrame({"y": subject.cells(latitude), "x": subject.cells(longitude)}).with_row_index("row")
    numbers = frame.select("row", *(pl.col(name).str.strip_chars().cast(pl.Float64, strict=False) for name in "yx"))
    swapped = numbers.filter(_is_in(extent, x="y", y="x") & ~_is_in(JAPAN))
    for row in swapped["row"]:
        north, east = frame["y"][row], frame["x"][row]
        yield subject.edit(row, latitude, north, strip_edges(east), RepairKind.SWAPPED)
        yield subject.edit(row, longitude, east, strip_edges(north), RepairKind.SWAPPED)


def _columns(subject: Subject) -> tuple[int, int] | None:
    """Return the columns of latitude and longitude."""
    roles = [role_of(label) for label in subject.table.labels]
    if roles.count(Role.LATITUDE) != 1 or roles.count(Role.LONGITUDE) != 1:
        return None
    latitude, longitude = roles.index(Role.LATITUDE), roles.index(Role.LONGITUDE)
    layer = subject.description.layer
    if layer is not None:
        stated = (layer.northing_field, layer.easting_field)
        # A descriptor that says something else of these columns may be what is wrong.
        if layer.crs.strip().upper() not in _DEGREES or stated != tuple(
            subject.table.labels[index].strip() for index in (latitude, longitude)
        ):
            return None
    return latitude, longitude


def _is_in(box: BBox, x: str = "x", y: str = "y") -> pl.Expr:
    return pl.col(x).is_between(box.west, box.east) & pl.col(y).is_between(box.south, box.north)
