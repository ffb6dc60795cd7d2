"""The coordinates of a table's records as columns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from catalog.model.layer import CoordinateOperation

if TYPE_CHECKING:  # Polars takes 0.1 s to import; pages are made without it.
    import polars


@dataclass(frozen=True, slots=True)
class Points:
    """One point a record, in file order; every column is Float64, null where the record has no usable coordinates.

    Attributes:
        easting: As the data has it: metres or degrees of longitude.
        northing: As the data has it: metres or degrees of latitude.
        longitude: Decimal degrees, WGS 84; null exactly where ``latitude`` is.
        latitude: Decimal degrees, WGS 84.
        operation: What PROJ really did to get from the one to the other.
    """

    easting: polars.Series
    northing: polars.Series
    longitude: polars.Series
    latitude: polars.Series
    operation: CoordinateOperation
