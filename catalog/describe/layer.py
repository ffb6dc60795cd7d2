"""A layer's extent and counts, from its points or from the features of a GIS file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from catalog.model.dataset import LayerDeclaration
from catalog.model.layer import BBox, Layer, ReferenceSystem
from catalog.model.points import Points

if TYPE_CHECKING:
    import polars

    from catalog.model.features import ConvertedFeatures

_DEGREE_DECIMALS = 7  # 1 cm: what the GeoJSON has
_METRE_DECIMALS = 3


def describe_layer(declaration: LayerDeclaration, reference_system: ReferenceSystem, points: Points) -> Layer:
    """Return what *points* say about their layer; boxes are rounded to a centimetre or finer, as the files are."""
    decimals = _METRE_DECIMALS if reference_system.unit == "metre" else _DEGREE_DECIMALS
    return Layer(
        declaration=declaration,
        reference_system=reference_system,
        geometry_type=declaration.geometry,
        feature_count=len(points.longitude),
        missing_count=points.longitude.null_count(),
        bbox=derive_bbox(points.easting, points.northing, decimals),
        bbox_wgs84=derive_bbox(points.longitude, points.latitude, _DEGREE_DECIMALS),
        operation=points.operation,
        vertex_count=len(points.longitude) - points.longitude.null_count(),
    )


def describe_feature_layer(
    declaration: LayerDeclaration, reference_system: ReferenceSystem, converted: ConvertedFeatures
) -> Layer:
    """Return what is known of a layer that was read from a GIS file.

    Arguments:
        declaration: As the descriptor has it, or as the file states it.
        reference_system: That of *converted*'s source.
        converted: Valid, in both systems.
    """
    import shapely

    decimals = _METRE_DECIMALS if reference_system.unit == "metre" else _DEGREE_DECIMALS
    source = converted.source
    return Layer(
        declaration=declaration,
        reference_system=reference_system,
        geometry_type=source.geometry_type or declaration.geometry,
        feature_count=source.feature_count,
        missing_count=int(shapely.is_missing(converted.geometries).sum()),
        bbox=_rounded(converted.bbox, decimals),
        bbox_wgs84=_rounded(converted.bbox_wgs84, _DEGREE_DECIMALS),
        operation=converted.operation,
        vertex_count=int(shapely.get_num_coordinates(converted.geometries).sum()),
        repairs=converted.repairs,
        unreachable_count=len(converted.unreachable),
        encoding=source.encoding,
        source_name=source.name,
    )


def _rounded(box: BBox | None, decimals: int) -> BBox | None:
    return BBox(*(round(edge, decimals) for edge in (box.west, box.south, box.east, box.north))) if box else None


def derive_bbox(xs: polars.Series, ys: polars.Series, decimals: int) -> BBox | None:
    """Return the box around all points that have coordinates, or ``None`` where none has."""
    west, south, east, north = xs.min(), ys.min(), xs.max(), ys.max()
    if west is None or south is None or east is None or north is None:
        return None
    return BBox(*(round(float(edge), decimals) for edge in (west, south, east, north)))  # type: ignore[arg-type]
