"""FlatGeobuf, by GDAL out of memory.

Source: FlatGeobuf specification 3.
"""

from __future__ import annotations

import warnings
from pathlib import PurePosixPath
from typing import Any

from catalog.findings import Finding, Location
from catalog.load.csv_records import MAX_CELLS
from catalog.load.gis.facts import BrokenLayer
from catalog.load.gis.gdal import tame_gdal
from catalog.load.gis.raw_layer import RawLayer, Refused, shortest_number, text_frame
from catalog.load.gis.reference_system import crs_of_name, crs_of_wkt

_PART = "FlatGeobuf"
_TYPES = {"i": "integer", "u": "integer", "f": "number", "b": "boolean", "M": "datetime"}


def list_flatgeobuf(data: bytes, path: str) -> list[str]:
    """Return the name of the one layer."""
    return [PurePosixPath(path).stem]


def read_flatgeobuf(data: bytes, path: str, name: str, encoding: str | None) -> RawLayer:
    """Return the layer in *data*; its texts are in UTF-8.

    Codes: too-many-cells.

    Raises:
        BrokenLayer: It is no FlatGeobuf.
        Refused: It has too many cells.
    """
    import shapely
    from pyogrio import errors, raw

    problems = (errors.DataLayerError, errors.DataSourceError, errors.FeatureError, errors.GeometryError)
    tame_gdal()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            meta, _, packed, columns = raw.read(data)
    except (*problems, RuntimeError, IndexError, ValueError, UnicodeDecodeError) as error:
        raise BrokenLayer(_PART) from error
    if len(columns) * len(packed) > MAX_CELLS:
        raise Refused(Finding("too-many-cells", Location(path), {"limit": f"{MAX_CELLS:,}"}))
    stated = str(meta.get("crs") or "")
    labels = tuple(map(str, meta["fields"]))
    return RawLayer(
        name,
        labels,
        tuple(_type(column.dtype) for column in columns),
        text_frame([_texts(column) for column in columns]),
        shapely.from_wkb(packed, on_invalid="ignore"),
        crs_of_name(stated) or crs_of_wkt(stated),
        True,
    )


def _type(dtype: Any) -> str:
    return "date" if str(dtype).endswith("[D]") else _TYPES.get(dtype.kind, "string")


def _texts(column: Any) -> list[str | None]:
    """Return the cells of *column*, an array; of days and times as ISO 8601."""
    if column.dtype.kind != "M":
        return [_text(cell) for cell in column.tolist()]
    is_day = str(column.dtype).endswith("[D]")
    texts = column.astype("datetime64[D]" if is_day else "datetime64[s]").astype(str).tolist()
    return [None if text == "NaT" else text for text in texts]


def _text(cell: Any) -> str | None:
    if cell is None or cell != cell:
        return None
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return shortest_number(cell) if isinstance(cell, float) else str(cell)
