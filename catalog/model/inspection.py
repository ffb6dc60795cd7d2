"""What ``catalog inspect`` tells of a file that has no descriptor."""

from __future__ import annotations

from dataclasses import dataclass

from catalog.findings import Finding
from catalog.model.layout import Layout
from catalog.model.records import TextFormat
from catalog.model.roles import Role


@dataclass(frozen=True, slots=True)
class InferredField:
    """A column as its cells look.

    Attributes:
        name: The heading, joined where there are several rows of it.
        type: Frictionless field type.
        format: Frictionless format; ``default`` where nothing else is certain.
        missing: The markers in this column that stand for "no value", ``""`` not among them.
    """

    name: str
    type: str
    format: str
    missing: tuple[str, ...]
    role: Role | None


@dataclass(frozen=True, slots=True)
class InferredGeometry:
    """Where the features of a table or layer are.

    Attributes:
        type: ``Point``, ``LineString``, ``Polygon`` … as in GeoJSON.
        x, y: Columns of the longitude or easting, and of the latitude or northing; ``None`` for a GIS file.
        crs: ``EPSG:…`` where values (or the file) make it likely, or ``None``.
    """

    type: str
    x: str | None
    y: str | None
    crs: str | None


@dataclass(frozen=True, slots=True)
class StandardMatch:
    """The standard dataset (自治体標準オープンデータセット) that a table resembles.

    Attributes:
        id: With hyphens: ``fire-hydrant``.
        edition: ``new`` (正式版) or ``old`` (推奨データセット).
        score: 0 to 1.
    """

    id: str
    edition: str
    score: float


@dataclass(frozen=True, slots=True)
class Inspection:
    """A file as it really is.

    Attributes:
        actual_type: ``csv``, ``tsv``, ``xlsx``, ``xls``, ``html``, ``geojson``, ``shapefile``, ``gpkg``, ``kml``,
            ``gtfs``, ``zip``, ``empty`` or ``other``.
        kind: The same more closely where ``actual_type`` is ``zip`` or ``other``: ``ods``, ``json``, ``pdf`` …
        sheet: The sheet that holds the records.
        row_count: Data rows of the table, or features of the layer; ``None`` where it has neither.
        layout: ``None`` where there is no table.
    """

    path: str
    actual_type: str
    kind: str
    extension_matches: bool
    text_format: TextFormat | None
    sheet: str | None
    layout: Layout | None
    row_count: int | None
    fields: tuple[InferredField, ...]
    standard: StandardMatch | None
    geometry: InferredGeometry | None
    findings: tuple[Finding, ...]
