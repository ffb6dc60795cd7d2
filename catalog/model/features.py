"""A GIS layer as it was read, and as it is published: attributes as text, geometries beside them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from catalog.model.attribute import AttributeWords
from catalog.model.geometry_repair import GeometryRepair
from catalog.model.layer import BBox, CoordinateOperation
from catalog.model.table import Table

if TYPE_CHECKING:  # NumPy, Polars and Shapely take 0.3 s to import; pages are made without them.
    from typing import Any

    import numpy
    import polars

    Geometries: TypeAlias = numpy.ndarray[Any, Any]
    """An array of objects: a Shapely geometry or ``None`` for each feature; none is empty, all numbers are finite."""


@dataclass(frozen=True, slots=True, eq=False)
class Features:
    """One layer of a GIS file; feature 1 is row 0 of everything here.

    Attributes:
        name: Of the layer, as the file has it; of a file that names none, that of the file.
        labels: Names of the attributes in file order, as written; may repeat.
        types: Frictionless type of each attribute, as the file states it or its values show it.
        frame: One String column per label, named ``"0"``, ``"1"``, …: numbers as their shortest text, dates as ISO
            8601, ``true`` and ``false``; null where there is no value. Without any label it has no rows.
        geometries: In *crs*, easting or longitude first. Heights are kept where at least one isn't zero; measures (M)
            never are.
        geometry_type: As in GeoJSON; the ``Multi`` one where both occur, ``GeometryCollection`` where points, lines
            and polygons do, ``None`` without any geometry.
        crs: The system that the coordinates are in: ``EPSG:…``. That of the descriptor, or else the file's.
        stated_crs: What the file says, by itself or by the standard of its format; ``None`` where it says nothing.
        encoding: Python codec name of the attributes; ``None`` for formats that have only one.
        vertex_count: Of all geometries together.
        ids: The file's own identifier of each feature, all different; ``None`` where it has none.
        words: What its format calls attributes, by label; empty for formats in which they can be anything.
    """

    name: str
    labels: tuple[str, ...]
    types: tuple[str, ...]
    frame: polars.DataFrame
    geometries: Geometries
    geometry_type: str | None
    crs: str
    stated_crs: str | None = None
    encoding: str | None = None
    vertex_count: int = 0
    ids: tuple[str, ...] | None = None
    words: Mapping[str, AttributeWords] = field(default_factory=dict)

    @property
    def feature_count(self) -> int:
        """Number of features, those without a geometry included."""
        return len(self.geometries)

    def table(self) -> Table:
        """Return the attributes as a table, for whatever works on tables; feature 1 is its row 1."""
        return Table(self.labels, self.frame, first_data_row=1, encoding=self.encoding)


@dataclass(frozen=True, slots=True, eq=False)
class ConvertedFeatures:
    """A layer, valid, in its own system and in WGS 84.

    Attributes:
        source: What was read, its geometries repaired; polygons as they were wound.
        geometries: Longitude and latitude in degrees (WGS 84), unrounded; outlines of polygons run counter-clockwise,
            those of holes clockwise (RFC 7946). Heights are as they were: no datum of heights is converted.
        operation: What PROJ really did.
        repairs: In order of features.
        unreachable: Numbers of the features, from 1, whose coordinates the system can't hold or that would be nowhere
            on earth: they have a geometry in *source* and none in WGS 84.
        bbox: In the system of *source*; ``None`` without geometries.
        bbox_wgs84: ``None`` without geometries.
    """

    source: Features
    geometries: Geometries
    operation: CoordinateOperation
    repairs: tuple[GeometryRepair, ...]
    unreachable: tuple[int, ...]
    bbox: BBox | None
    bbox_wgs84: BBox | None
