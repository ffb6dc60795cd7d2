"""What layers cost, as a Markdown table in both languages, with what didn't reach its target or wasn't measured."""

from __future__ import annotations

import os
import platform
from importlib.metadata import version

from catalog.model.text import Lang, LocalizedText
from tests.bench.layers import LayerTrial
from tests.bench.table_report import Line, render_parts, times

LAYER_MARKERS = ("<!-- bench-layers:begin -->", "<!-- bench-layers:end -->")
FILES = LocalizedText("**ファイル**", "**Files**")
COORDINATES = LocalizedText("**座標の変換**", "**Coordinates**")
MAP = LocalizedText("**地図**", "**Map**")
NO_OGR2OGR = LocalizedText(
    "ogr2ogr（gdal-bin）がないため測っていません", "not measured: ogr2ogr (gdal-bin) isn't installed"
)
NO_BROWSER = LocalizedText("ブラウザーがないため測っていません", "not measured: there is no browser")
CONDITIONS = LocalizedText(
    "{cores}コア、Python {python}、{system}、shapely {shapely}、pyogrio {pyogrio}、pyproj {pyproj}{gdal}。"
    "ファイルの時間はプロセス全体の実時間で、括弧の中は全コアのCPU時間の合計です。比は、それぞれ短いほうの時間の比です（ほかの仕事を待たされた分を入れないため）。"
    "座標の変換は、座標をメモリーに置いてからの時間で、実時間とCPU時間の短いほうです。"
    "地図は、グラフィックス用の装置を使わないChromiumで、背景の地図を読まずに、初めて開いたときの実時間か、ブラウザーの全プロセスのCPU時間の、短いほうです。どれも{rounds}回の中央値です。",
    "{cores} cores, Python {python}, {system}, shapely {shapely}, pyogrio {pyogrio}, pyproj {pyproj}{gdal}. "
    "Times of files are wall times of the whole process, in brackets those of all cores together; ratios are of the "
    "shorter of the two, so that waiting for other work doesn't count. Coordinates are in memory before they are "
    "converted; the time is the shorter of wall and CPU time. The map is opened for the first time in a Chromium "
    "without graphics hardware, and without the base map; its time is the shorter of wall time and that of all "
    "processes of the browser. "
    "Medians of {rounds} runs.",
)


def render_layers(trial: LayerTrial, lang: Lang) -> str:
    """Return the table, what missed its target, and the conditions under which it was measured."""
    parts = ((FILES, file_lines(trial)), (COORDINATES, coordinate_lines(trial)), (MAP, map_lines(trial)))
    conditions = CONDITIONS.text(lang).format(
        cores=os.cpu_count(),
        python=platform.python_version(),
        system=platform.system(),
        shapely=version("shapely"),
        pyogrio=version("pyogrio"),
        pyproj=version("pyproj"),
        gdal="" if not trial.gdal_version else f"{'、' if lang == 'ja' else ', '}ogr2ogr {trial.gdal_version}",
        rounds=trial.rounds,
    )
    return f"{render_parts(parts, lang)}\n\n{conditions}\n"


def file_lines(trial: LayerTrial) -> list[Line]:
    """Return what it costs to convert a layer, and to cut it into tiles."""
    count, peer = f"{trial.feature_count:,}", trial.ogr2ogr
    return [
        Line(
            LocalizedText(
                f"Shapefile（CP932、平面直角座標）からGeoJSON（RFC 7946）、{count}ポリゴン",
                f"Shapefile (CP932, plane rectangular) to GeoJSON (RFC 7946), {count} polygons",
            ),
            f"{times(trial.geojson)}, {megabytes(trial.geojson_bytes)}",
            NO_OGR2OGR if peer is None else f"ogr2ogr {times(peer)}",
            None if peer is None else trial.geojson.seconds / peer.seconds,
            1,
            peak_bytes=trial.geojson.peak_bytes,
        ),
        Line(
            LocalizedText("同じShapefileからPMTiles", "the same Shapefile to PMTiles"),
            f"{times(trial.tiles)}, {megabytes(trial.tiles_bytes)}",
            peak_bytes=trial.tiles.peak_bytes,
        ),
    ]


def coordinate_lines(trial: LayerTrial) -> list[Line]:
    """Return what it costs to bring points to WGS 84."""
    count = f"{trial.point_count:,}"
    return [
        Line(
            LocalizedText(f"平面直角座標からWGS 84、{count}点", f"plane rectangular to WGS 84, {count} points"),
            f"{trial.ours_seconds:.2f} s",
            f"pyproj {trial.pyproj_seconds:.2f} s",
            trial.ours_seconds / trial.pyproj_seconds,
            1.1,
        ),
        Line(
            LocalizedText("同じ点、文字の表から", "the same points, from a table of text"),
            f"{trial.table_seconds:.2f} s",
            f"pyproj {trial.pyproj_seconds:.2f} s",
            trial.table_seconds / trial.pyproj_seconds,
        ),
    ]


def map_lines(trial: LayerTrial) -> list[Line]:
    """Return what the page with the map of a layer costs those who look at it."""
    cost = trial.map
    missing: LocalizedText | str = NO_BROWSER if cost is None else ""
    count = f"{trial.shown_count:,}"
    return [
        Line(
            LocalizedText("地図を開く前に読み込む大きさ（圧縮後）", "loaded before the map is opened (compressed)"),
            peer=missing,
            value=None if cost is None else cost.closed_bytes / 1e3,
            target=300,
            unit="KB",
            decimals=0,
        ),
        Line(
            LocalizedText("地図を開いたあとも入れた大きさ（圧縮後）", "loaded with the map (compressed)"),
            peer=missing,
            value=None if cost is None else cost.opened_bytes / 1e3,
            unit="KB",
            decimals=0,
        ),
        Line(
            LocalizedText(
                f"「地図を開く」を押してから描き終わるまで、{count}ポリゴン",
                f"from the click that opens it until all is drawn, {count} polygons",
            ),
            peer=missing,
            value=None if cost is None else cost.drawn_seconds,
            target=2,
            unit="s",
            decimals=2,
        ),
        Line(
            LocalizedText("ページを開き始めてから、同じところまで", "the same, from the request for the page"),
            peer=missing,
            value=None if cost is None else cost.visit_seconds,
            unit="s",
            decimals=2,
        ),
    ]


def megabytes(size: int) -> str:
    """Return the size of a file."""
    return f"{size / 1e6:,.1f} MB"
