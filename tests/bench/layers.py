"""Layers: converted by us and by ogr2ogr in turn, reprojected by us and by pyproj, cut into tiles, shown on a map."""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.bench.lots import write_lots
from tests.bench.map_page import MapCost, measure_map
from tests.bench.measure import Cost, median, run

LARGE_LAYER = 100_000
POINTS = 1_000_000
SHOWN_LAYER = 5_000
REPROJECTIONS = ("reproject-ours", "reproject-pyproj", "reproject-table")


@dataclass(frozen=True, slots=True)
class LayerTrial:
    """What was measured; each pair in the same run, in turn.

    Attributes:
        shown_count: Of the features of the layer on the map.
        source_bytes: Of the Shapefile, all of its parts.
        ogr2ogr: ``None`` where the program isn't there; ``gdal_version`` then is empty.
        ours_seconds: Of the reprojection alone, as those of ``pyproj_seconds``; those of ``table_seconds`` with
            the reading of text as numbers and with what is said of the operation.
        map: ``None`` where there is no browser.
    """

    feature_count: int
    point_count: int
    shown_count: int
    rounds: int
    source_bytes: int
    geojson_bytes: int
    tiles_bytes: int
    geojson: Cost
    ogr2ogr: Cost | None
    tiles: Cost
    ours_seconds: float
    pyproj_seconds: float
    table_seconds: float
    map: MapCost | None
    gdal_version: str = ""


def run_layer_trial(
    work_path: Path, feature_count: int, point_count: int, rounds: int, shown_count: int = SHOWN_LAYER
) -> LayerTrial:
    """Return what layers cost, made in an empty *work_path*."""
    tell("making lots")
    source_bytes = write_lots(work_path / "lots.shp", feature_count)
    (work_path / "points.txt").write_text(str(point_count), "utf-8")
    program = shutil.which("ogr2ogr")
    ours, theirs, tiles = [], [], []
    seconds: dict[str, list[float]] = {form: [] for form in REPROJECTIONS}
    for _ in range(rounds):
        tell("ours, GeoJSON")
        ours.append(run(command("geojson", "lots.shp", "ours.geojson"), work_path))
        if program is not None:
            tell("ogr2ogr, GeoJSON")
            theirs.append(_run_ogr2ogr(program, work_path))
        tell("ours, tiles")
        tiles.append(run(command("tiles", "lots.shp", "lots.pmtiles"), work_path))
        for form in REPROJECTIONS:
            tell(form)
            run(command(form, "points.txt", "nothing"), work_path)
            seconds[form].append(float((work_path / "output.txt").read_text("utf-8")))
    sizes = {name: (work_path / name).stat().st_size for name in ("ours.geojson", "lots.pmtiles")}
    tell("the map")
    (work_path / "map").mkdir()
    return LayerTrial(
        feature_count=feature_count,
        point_count=point_count,
        shown_count=shown_count,
        rounds=rounds,
        source_bytes=source_bytes,
        geojson_bytes=sizes["ours.geojson"],
        tiles_bytes=sizes["lots.pmtiles"],
        geojson=median(ours),
        ogr2ogr=median(theirs) if theirs else None,
        tiles=median(tiles),
        ours_seconds=statistics.median(seconds["reproject-ours"]),
        pyproj_seconds=statistics.median(seconds["reproject-pyproj"]),
        table_seconds=statistics.median(seconds["reproject-table"]),
        map=measure_map(work_path / "map", shown_count, rounds),
        gdal_version=_version(program) if program is not None else "",
    )


def command(form: str, source: str, target: str) -> list[str]:
    """Return the command of one of :data:`tests.bench.layering.FORMS`."""
    return [sys.executable, "-m", "tests.bench.layering", form, source, target]


def _run_ogr2ogr(program: str, work_path: Path) -> Cost:
    (work_path / "theirs.geojson").unlink(missing_ok=True)
    return run([program, "-f", "GeoJSON", "-lco", "RFC7946=YES", "theirs.geojson", "lots.shp"], work_path)


def _version(program: str) -> str:
    """Return ``3.6.2`` of ``GDAL 3.6.2, released 2023/01/02``."""
    said = subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout
    return said.partition(",")[0].removeprefix("GDAL ").strip()


def tell(step: str) -> None:
    """Say on stderr what is being measured."""
    print(f"layers: {step}", file=sys.stderr, flush=True)
