"""A layer as a table: its attributes with a longitude and a latitude for each feature.

Lines and polygons get a point that lies on them or within them for certain, by which a spreadsheet can put them on a
map. Their whole outline as text (WKT) would exceed what a cell of Excel can hold; it is in the other files.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import polars as pl
import shapely

from catalog.model.dataset import Field, Schema
from catalog.model.features import ConvertedFeatures
from catalog.model.table import Table
from catalog.model.text import LocalizedText
from catalog.publish.layers.content import distinct_names
from catalog.publish.layers.geometry_json import rounded_positions

_AXES = (LocalizedText("経度", "Longitude"), LocalizedText("緯度", "Latitude"))
_POINT = LocalizedText("世界測地系（WGS 84）の度", "Degrees, WGS 84")
_INNER_POINT = LocalizedText(
    "その形の上または中にある代表点。世界測地系（WGS 84）の度", "A point on or within the shape. Degrees, WGS 84"
)


def coordinate_table(converted: ConvertedFeatures, attributes: Table, schema: Schema) -> tuple[Table, Schema]:
    """Return *attributes* with the columns ``経度`` and ``緯度`` behind them, and the schema with their fields.

    Empty where a feature has no place; one that has no attributes either is left out. Columns of the layer that have
    these names keep them, ours get a number.

    Arguments:
        converted: The layer.
        attributes: A row for each feature.
        schema: Of *attributes*.
    """
    lonlat = representative_points(converted.geometries)
    taken = [*attributes.labels, *(field.name for field in schema.fields)]
    names = distinct_names([axis.ja for axis in _AXES], taken=[label.strip() for label in taken])
    note = _POINT if _is_points(converted.geometries) else _INNER_POINT
    width = len(attributes.labels)
    columns = [_texts(lonlat[:, axis]).alias(str(width + axis)) for axis in (0, 1)]
    frame = pl.DataFrame([*attributes.frame.iter_columns(), *columns])
    # A feature with neither attributes nor a place would be a blank row, which readers take for a mistake.
    blanks = ["", *schema.missing_values]
    frame = frame.filter(~pl.all_horizontal(pl.all().is_null() | pl.all().str.strip_chars().is_in(blanks)))
    fields = [_field(name, axis, note) for name, axis in zip(names, _AXES, strict=True)]
    descriptor = {**schema.descriptor, "fields": [*_descriptors(schema), *(dict(field.descriptor) for field in fields)]}
    table = Table(
        (*attributes.labels, *names), frame, first_data_row=attributes.first_data_row, encoding=attributes.encoding
    )
    return table, Schema((*schema.fields, *fields), schema.primary_key, schema.missing_values, descriptor)


def representative_points(geometries: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Return a position for each of *geometries*, to seven decimals; NaN where there is none."""
    is_point = shapely.get_type_id(geometries) == shapely.GeometryType.POINT
    points = geometries.copy()
    points[~is_point] = shapely.point_on_surface(geometries[~is_point])
    return rounded_positions(np.column_stack([shapely.get_x(points), shapely.get_y(points)]))


def _is_points(geometries: np.ndarray[Any, Any]) -> bool:
    kinds = shapely.get_type_id(geometries)
    return bool(((kinds == shapely.GeometryType.POINT) | (kinds < 0)).all())


def _texts(degrees: np.ndarray[Any, Any]) -> pl.Series:
    return pl.Series(degrees, dtype=pl.Float64).fill_nan(None).cast(pl.String).fill_null("")


def _field(name: str, title: LocalizedText, note: LocalizedText) -> Field:
    descriptor = {"name": name, "type": "number", "title": name, "title@en": title.en}
    descriptor |= {"description": note.ja, "description@en": note.en}
    return Field(name, LocalizedText(name, title.en), note, "number", "default", descriptor)


def _descriptors(schema: Schema) -> list[dict[str, Any]]:
    return [dict(field.descriptor) for field in schema.fields]
