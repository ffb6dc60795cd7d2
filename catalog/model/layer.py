"""What was computed about a GIS layer (names after ISO 19115-1)."""

from __future__ import annotations

from dataclasses import dataclass

from catalog.model.dataset import LayerDeclaration
from catalog.model.geometry_repair import GeometryRepair
from catalog.model.text import LocalizedText


@dataclass(frozen=True, slots=True)
class BBox:
    """A box in one CRS: ``west, south, east, north`` in degrees, or as easting and northing in metres."""

    west: float
    south: float
    east: float
    north: float


@dataclass(frozen=True, slots=True)
class CoordinateOperation:
    """The operation that PROJ really used to reach WGS 84.

    Attributes:
        name: PROJ's description: ``Inverse of Japan Plane Rectangular CS zone V + JGD2011 to WGS 84 (1)``.
        accuracy_metres: As PROJ states it, or worse where PROJ is known to hope too much; ``None`` where it says none.
        proj_version: Version of PROJ and of its EPSG database, ``9.5.1 (EPSG v11.022)``.
        note: What a user of the coordinates should know, for people.
    """

    name: str
    accuracy_metres: float | None
    proj_version: str
    note: LocalizedText | None = None


@dataclass(frozen=True, slots=True)
class ReferenceSystem:
    """A CRS, identified by its code (names change: JGD2011 became JGD2024 under the same codes).

    Attributes:
        code: ``EPSG:6673``.
        name: The name in PROJ's database.
        datum: Name of the datum.
        unit: ``metre`` or ``degree``.
        zone: Number of the plane rectangular zone (平面直角座標系), 1 to 19, or ``None``.
    """

    code: str
    name: str
    datum: str
    unit: str
    zone: int | None


@dataclass(frozen=True, slots=True)
class Layer:
    """A described layer.

    Attributes:
        feature_count: Features in the GeoJSON, those with a null geometry included.
        bbox: In the data's own CRS; ``None`` without coordinates.
        bbox_wgs84: Longitude and latitude in degrees.
        missing_count: Records without coordinates, which have a null geometry in GeoJSON.
        vertex_count: Of all geometries as they are published; a point is one.
        repairs: The geometries that weren't valid, in order of features.
        unreachable_count: Those of the missing that have coordinates, but none that can be anywhere on earth.
        encoding: Python codec name that the attributes of a GIS file were read with; ``None`` where its format has
            only one.
        source_name: Of the layer in its file; ``None`` for a table.
    """

    declaration: LayerDeclaration
    reference_system: ReferenceSystem
    geometry_type: str
    feature_count: int
    missing_count: int
    bbox: BBox | None
    bbox_wgs84: BBox | None
    operation: CoordinateOperation
    vertex_count: int = 0
    repairs: tuple[GeometryRepair, ...] = ()
    unreachable_count: int = 0
    encoding: str | None = None
    source_name: str | None = None
