"""Which columns are coordinates, and the numbers in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import polars as pl

from catalog.check.examined import Column, Examined
from catalog.model.roles import Role
from catalog.standards.plane_rectangular import zone_of_crs

# Latitude and longitude in degrees: Tokyo, JGD2000, JGD2011 and WGS 84.
_DEGREES = frozenset({"EPSG:4301", "EPSG:4612", "EPSG:6668", "EPSG:6667", "EPSG:4947", "EPSG:4326", "EPSG:4979"})
_HUGE = 1e300
_OF_ONE_AXIS = re.compile(r"緯度|経度|北緯|東経|latitude|longitude|lat|lon|lng|[:()\s]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Axes:
    """The two columns of a point.

    Attributes:
        easting: The column of longitudes, or of metres to the east.
        northing: The column of latitudes, or of metres to the north.
        crs: As the descriptor says it, ``None`` where it says nothing.
    """

    easting: Column
    northing: Column
    crs: str | None

    @property
    def zone(self) -> int | None:
        """The plane rectangular zone, 1 to 19, that the descriptor says."""
        return zone_of_crs(self.crs) if self.crs is not None else None

    @property
    def is_in_degrees(self) -> bool:
        """Whether the numbers are longitude and latitude."""
        if self.crs is None:
            return self.northing.role is Role.LATITUDE
        return self.crs.strip().upper() in _DEGREES


class Points:
    """The numbers of the two columns.

    Attributes:
        axes: Where they are from.
    """

    def __init__(self, axes: Axes) -> None:
        self.axes = axes

    @cached_property
    def frame(self) -> pl.DataFrame:
        """``row`` from 0; ``x`` and ``y``, null where there is no number; ``has_x`` and ``has_y``: a cell is filled."""
        easting, northing = self.axes.easting, self.axes.northing
        cells = pl.DataFrame({"x_text": easting.cells, "y_text": northing.cells}).with_row_index("row")
        return cells.select(
            "row",
            _number("x_text").alias("x"),
            _number("y_text").alias("y"),
            _is_given("x_text", easting).alias("has_x"),
            _is_given("y_text", northing).alias("has_y"),
        )

    @cached_property
    def numbers(self) -> pl.DataFrame:
        """``row``, ``x`` and ``y`` where both are numbers."""
        return self.frame.select("row", "x", "y").drop_nulls()


def find_axes(examined: Examined) -> Iterator[Axes]:
    """Yield the pairs of columns that hold points: the one that the descriptor says, or those of matching roles."""
    layer = examined.resource.layer
    if layer is not None:
        by_label = {column.label.strip(): column for column in examined.columns}
        easting, northing = by_label.get(layer.easting_field), by_label.get(layer.northing_field)
        if easting is not None and northing is not None:
            yield Axes(easting, northing, layer.crs)
        return
    for northing_role, easting_role in ((Role.LATITUDE, Role.LONGITUDE), (Role.NORTHING, Role.EASTING)):
        eastings = examined.with_role(easting_role)
        for northing in examined.with_role(northing_role):
            partner = _partner(northing, eastings)
            if partner is not None:
                yield Axes(partner, northing, None)


def _partner(column: Column, others: tuple[Column, ...]) -> Column | None:
    """Return the column of the other axis whose heading is alike, or the one beside."""
    alike = [other for other in others if _rest(other.heading) == _rest(column.heading)]
    beside = [other for other in alike or others if abs(other.index - column.index) == 1]
    return beside[0] if beside else alike[0] if len(alike) == 1 else None


def _rest(heading: str) -> str:
    return _OF_ONE_AXIS.sub("", heading)


def _number(name: str) -> pl.Expr:
    number = pl.col(name).str.strip_chars().cast(pl.Float64, strict=False)
    # -1.79769313486232e+308, which some programs write for "no value", is read as infinity.
    return pl.when(number.is_not_nan()).then(number.clip(-_HUGE, _HUGE))


def _is_given(name: str, column: Column) -> pl.Expr:
    text = pl.col(name).str.strip_chars()
    nothing = text.is_in(["", *column.missing]) | text.str.contains(
        r"^[-‐―−ー－*＊?？]+$|^(?:なし|無し?|不明|未定|非公開)$"
    )
    return text.is_not_null() & ~nothing
