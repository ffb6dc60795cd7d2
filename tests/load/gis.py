"""Small fictitious GIS files, written by GDAL."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import shapely
from pyogrio import raw
from shapely.geometry.base import BaseGeometry

# Easting and northing in zone V (EPSG:6673) of the town hall of Okayama, and some fields around it.
TOWN_HALL = (-37932.242, -149119.267)


def square(x: float, y: float, size: float = 100.0) -> shapely.Polygon:
    return shapely.box(x, y, x + size, y + size)


FIELDS = tuple(square(TOWN_HALL[0] + 200 * index, TOWN_HALL[1]) for index in range(3))
NAMES = ("北町一丁目", "髙島①", None)


def write(
    file: Path,
    geometries: Sequence[BaseGeometry | None] = FIELDS,
    *,
    driver: str = "ESRI Shapefile",
    crs: str | None = "EPSG:6673",
    encoding: str | None = "CP932",
    geometry_type: str = "Polygon",
    columns: Mapping[str, Sequence[object]] | None = None,
    layer: str | None = None,
    **options: object,
) -> Path:
    """Write a layer with names, areas and years, and return *file*."""
    count = len(geometries)
    chosen = columns or {
        "町名": [NAMES[index % 3] for index in range(count)],
        "面積": [830.96 + index for index in range(count)],
        "年": [1950 + index for index in range(count)],
    }
    values = [_array(cells) for cells in chosen.values()]
    raw.write(
        file,
        shapely.to_wkb(np.array(geometries, object)),
        values,
        list(chosen),
        driver=driver,
        geometry_type=geometry_type,
        crs=crs,
        encoding=encoding,
        layer=layer,
        **options,
    )
    return file


def _array(cells: Sequence[object]) -> np.ndarray:
    return np.array(cells, dtype=object if isinstance(cells[0], str) else None)


class _RawName(zipfile.ZipInfo):
    """A member whose name is in an encoding that nothing tells, as Windows writes it."""

    encoding = "cp932"

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:
        return self.filename.encode(self.encoding), self.flag_bits


def zipped(files: Mapping[str, bytes], *, is_raw: bool = False) -> bytes:
    """Return a ZIP, with names in CP932 that aren't marked if *is_raw*."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(_RawName(name) if is_raw else name, content)
    return stream.getvalue()


def parts_of(file: Path) -> dict[str, bytes]:
    """Return the content of all files beside *file* that share its stem, by ending."""
    return {path.suffix: path.read_bytes() for path in sorted(file.parent.iterdir()) if path.stem == file.stem}


def feed(**files: str | None) -> bytes:
    """Return a GTFS feed of three stops and two trips; a file given as ``None`` is left out."""
    whole: dict[str, str | None] = {
        "agency": "agency_id,agency_name,agency_url,agency_timezone\n1,架空バス,https://example.jp,Asia/Tokyo\n",
        "stops": "stop_id,stop_name,stop_lat,stop_lon\nA,駅前,34.6,133.9\nB,市役所,34.61,133.91\nC,港,34.62,133.93\n",
        "routes": "route_id,route_short_name,route_long_name,route_type\nR,1系統,駅前～港,3\n",
        "trips": "route_id,service_id,trip_id,direction_id\nR,毎日,T1,0\nR,毎日,T2,0\n",
        "stop_times": "trip_id,stop_sequence,stop_id\nT1,2,B\nT1,1,A\nT1,10,C\nT2,1,A\nT2,2,B\nT2,3,C\n",
        "calendar": "service_id\n毎日\n",
    }
    whole.update(files)
    return zipped({f"{name}.txt": text.encode() for name, text in whole.items() if text is not None})
