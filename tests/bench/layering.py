"""What is measured of layers, each a process of its own: ``python -m tests.bench.layering FORM SOURCE OUTPUT``.

Those that reproject print the seconds that it took, the coordinates being in memory.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from catalog.publish.layers.content import LayerContent

ZONE_V = 6673
_EASTINGS, _NORTHINGS = (-50_000, 7919, 10_007), (-160_000, 104_729, 10_009)


def write_geojson(source: Path, target: Path) -> None:
    """Write what ogr2ogr is asked for as well, with the geometries checked and repaired."""
    from catalog.publish.layers.geojson import geojson_pieces

    write_pieces(target, geojson_pieces(read_content(source)))


def write_tiles(source: Path, target: Path) -> None:
    """Write the tiles that the map of a large layer is made of."""
    from catalog.model.text import LocalizedText
    from catalog.publish.layers.pmtiles import pmtiles_pieces

    write_pieces(target, pmtiles_pieces(read_content(source), "lots", LocalizedText("区画"), ""))


def read_content(source: Path) -> LayerContent:
    """Return the layer in a Shapefile, valid and in WGS 84."""
    from catalog.convert.features import to_wgs84
    from catalog.load.gis.features import read_features
    from catalog.publish.layers.content import layer_content, layer_schema

    features, _ = read_features(source, "shapefile", source.name)
    assert features is not None
    return layer_content(to_wgs84(features), features.table(), layer_schema(features))


def reproject_ours(source: Path, target: Path) -> None:
    """Bring as many points to WGS 84 as *source* says, by the operation that was chosen for them."""
    from catalog.convert.operation import find_steps, run_steps

    xs, ys = make_points(int(source.read_text("utf-8")))
    steps = find_steps(ZONE_V)
    assert steps is not None
    tell_seconds(lambda: run_steps(steps, xs, ys))


def reproject_pyproj(source: Path, target: Path) -> None:
    """Bring the same points to WGS 84 as one does who uses pyproj."""
    from pyproj import Transformer

    xs, ys = make_points(int(source.read_text("utf-8")))
    transformer = Transformer.from_crs(ZONE_V, 4326, always_xy=True)
    tell_seconds(lambda: transformer.transform(xs, ys))


def reproject_table(source: Path, target: Path) -> None:
    """Bring the points of a table to WGS 84, which has them as text."""
    import polars as pl

    from catalog.convert.geometry import convert_points
    from catalog.model.dataset import Field, LayerDeclaration, Schema
    from catalog.model.table import Table
    from catalog.model.text import LocalizedText

    points = make_points(int(source.read_text("utf-8")))
    table = Table(("X", "Y"), pl.DataFrame({str(i): pl.Series(p).cast(pl.String) for i, p in enumerate(points)}), 1)
    fields = tuple(Field(name, LocalizedText(name), None, "number", "default", {}) for name in table.labels)
    declaration = LayerDeclaration(f"EPSG:{ZONE_V}", "X", "Y", "Point", None, None, ())
    tell_seconds(lambda: convert_points(table, declaration, Schema(fields, (), ("",), {})))


def make_points(count: int) -> tuple[Any, Any]:
    """Return eastings and northings, the same every time, some kilometres around in zone V."""
    import numpy as np

    numbers = np.arange(count)
    xs, ys = (first + numbers * factor % modulus * 2.5 for first, factor, modulus in (_EASTINGS, _NORTHINGS))
    return xs, ys


def tell_seconds(work: Callable[[], object]) -> None:
    """Print the seconds that *work* takes: on the clock or of all processors, whichever is less."""
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    print(min(time.perf_counter() - wall, time.process_time() - cpu))


def write_pieces(target: Path, pieces: Iterator[bytes]) -> None:
    """Write a file."""
    with target.open("wb") as file:
        file.writelines(pieces)


FORMS: Mapping[str, Callable[[Path, Path], None]] = {
    "geojson": write_geojson,
    "tiles": write_tiles,
    "reproject-ours": reproject_ours,
    "reproject-pyproj": reproject_pyproj,
    "reproject-table": reproject_table,
}


if __name__ == "__main__":
    FORMS[sys.argv[1]](*map(Path, sys.argv[2:]))
