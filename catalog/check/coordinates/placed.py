"""Where coordinates lie: not at nought, not in another country, not in another town, not mirrored."""

from __future__ import annotations

import re

import polars as pl

from catalog.check.coordinates.columns import Axes, Points, find_axes
from catalog.check.coordinates.elsewhere import names_another_body
from catalog.check.coordinates.mirrored import is_mirrored
from catalog.check.examined import Examined, columns_headed
from catalog.findings import Finding, Findings, shown
from catalog.infer.roles import role_of
from catalog.model.layer import BBox
from catalog.model.roles import Role
from catalog.model.site import Municipality
from catalog.standards.extents import JAPAN, distance_km, find_extent
from catalog.standards.municipalities import find_body
from catalog.standards.plane_rectangular import crs_of_zone, project, zones_of_prefecture
from catalog.standards.prefectures import prefecture_of

_FARTHEST_METRES = 5_000_000.0
_NOT_A_DEGREE = 360.0
_MANY = 0.3
"""Part of the points outside from which on the data is about a wider area, rather than wrong here and there."""
_PLACES = re.compile(r"住所|所在地|場所|会場|施設名|駅名|address|place|venue", re.IGNORECASE)
_NAMES = re.compile(r"^(?:名称|施設名称?|施設の名称|name)$", re.IGNORECASE)

# What degrees on the Tokyo datum are off by when they are taken for today's, in all of 本州, 四国 and 九州.
_TOKYO_SHIFT, _SHIFT_TOLERANCE = (0.0029, -0.0032), 0.0006


def check_placed_coordinates(examined: Examined) -> Findings:
    """Return points that certainly or most likely aren't where they should be.

    Codes: coordinates-sentinel, coordinates-zero, coordinates-in-metres, coordinates-in-degrees, coordinates-zone,
    coordinates-swapped, coordinates-columns-swapped, coordinates-axes-swapped, coordinates-outside-japan,
    coordinates-outside-body, coordinates-wider-area, coordinates-repeated, coordinates-old-datum-likely,
    more-in-column.
    """
    found: list[Finding] = []
    for axes in find_axes(examined):
        points = Points(axes)
        if axes.is_in_degrees:
            found += _check_degrees(points, examined)
        elif axes.zone is not None:
            found += _check_metres(points, axes.zone, examined)
        else:
            found += _without_signs(points, _FARTHEST_METRES)[1]
        found += _check_repeated(points, examined)
    return tuple(found)


def _check_degrees(points: Points, examined: Examined) -> list[Finding]:
    axes = points.axes
    if _most(points.numbers, (pl.col("x").abs() > _NOT_A_DEGREE) & (pl.col("x").abs() < _FARTHEST_METRES)):
        return [axes.northing.remark("coordinates-in-metres")]
    usable, found = _without_signs(points, _NOT_A_DEGREE)
    found += _check_headings(axes)
    swapped = pl.col("y").is_between(122, 155) & pl.col("x").is_between(20, 46)
    found += _report_swapped(points, usable, swapped)
    usable = usable.filter(~swapped)
    abroad = ~_is_in(JAPAN)
    found += _report_places(axes, "coordinates-outside-japan", usable.filter(abroad))
    usable = usable.filter(~abroad)
    if examined.municipality is not None:
        found += _check_extent(points, usable, examined, examined.municipality)
        found += _check_hall(points, usable, examined, examined.municipality)
    return found


def _check_metres(points: Points, zone: int, examined: Examined) -> list[Finding]:
    axes = points.axes
    small = (pl.col("x").abs() < _NOT_A_DEGREE) & (pl.col("y").abs() < _NOT_A_DEGREE)
    if _most(points.numbers.filter((pl.col("x") != 0) | (pl.col("y") != 0)), small):
        return [axes.northing.remark("coordinates-in-degrees", zone=str(zone))]
    usable, found = _without_signs(points, _FARTHEST_METRES)
    municipality = examined.municipality
    if municipality is None:
        return found
    zones = zones_of_prefecture(municipality.code[:2])
    if zones and zone not in zones:
        prefecture = prefecture_of(municipality.code)
        expected = ", ".join(crs_of_zone(other, axes.crs or "") for other in zones)
        name = prefecture.name if prefecture is not None else ""
        place = axes.northing.remark("coordinates-zone", zone=str(zone), prefecture=name, expected=expected)
        return [*found, place]
    box = _box_in_metres(municipality.code, zone)
    outside = usable.filter(~_is_in(box)) if box is not None else usable.clear()
    mirrored = outside.filter(_is_in(box, x="y", y="x")) if box is not None else outside
    is_swapped = mirrored.height > 0 and mirrored.height >= 0.9 * usable.height
    if is_swapped or is_mirrored(usable["x"].to_list(), usable["y"].to_list(), municipality.code, zone):
        labels = {"x": shown(axes.easting.label), "y": shown(axes.northing.label)}
        return [*found, axes.northing.remark("coordinates-axes-swapped", **labels)]
    return [*found, *_report_outside(axes, usable, outside, examined, municipality)]


def _without_signs(points: Points, limit: float) -> tuple[pl.DataFrame, list[Finding]]:
    """Return the points without those at nought and those that stand for "no value", and findings about these."""
    axes, numbers = points.axes, points.numbers
    found: list[Finding] = []
    for column, name in ((axes.northing, "y"), (axes.easting, "x")):
        rows = numbers.filter(pl.col(name).abs() > limit)["row"].to_list()
        found += column.report_rows("coordinates-sentinel", rows, {})
    numbers = numbers.filter((pl.col("x").abs() <= limit) & (pl.col("y").abs() <= limit))
    at_nought = (pl.col("x") == 0) & (pl.col("y") == 0)
    if axes.is_in_degrees:
        at_nought = (pl.col("x") == 0) | (pl.col("y") == 0)
    found += axes.northing.report_rows("coordinates-zero", numbers.filter(at_nought)["row"].to_list(), {})
    return numbers.filter(~at_nought), found


def _report_swapped(points: Points, usable: pl.DataFrame, swapped: pl.Expr) -> list[Finding]:
    axes, hits = points.axes, usable.filter(swapped)
    if hits.height and hits.height >= 0.9 * usable.height:
        labels = {"x": shown(axes.easting.label), "y": shown(axes.northing.label)}
        return [axes.northing.remark("coordinates-columns-swapped", **labels)]
    return _report_places(axes, "coordinates-swapped", hits)


def _check_headings(axes: Axes) -> list[Finding]:
    """Return a finding where the values say which column is which, and the headings say the contrary."""
    hints = (role_of(axes.easting.label), role_of(axes.northing.label))
    if axes.crs is not None or hints != (Role.LATITUDE, Role.LONGITUDE):
        return []
    # Under these headings readers take the one for the other.
    labels = {"x": shown(axes.northing.label), "y": shown(axes.easting.label)}
    return [axes.easting.remark("coordinates-columns-swapped", **labels)]


def _report_places(axes: Axes, code: str, hits: pl.DataFrame) -> list[Finding]:
    """Return findings at the cells of the northing, with both numbers as they are in the table."""
    rows = hits["row"].to_list()
    return list(axes.northing.report_rows(code, rows, lambda position: _numbers(axes, rows[position])))


def _numbers(axes: Axes, row: int) -> dict[str, str]:
    return {"y": shown(str(axes.northing.cells[row]).strip()), "x": shown(str(axes.easting.cells[row]).strip())}


def _check_extent(
    points: Points, usable: pl.DataFrame, examined: Examined, municipality: Municipality
) -> list[Finding]:
    extent = find_extent(municipality.code)
    if extent is None:
        return []
    return _report_outside(points.axes, usable, usable.filter(~_is_in(extent.box)), examined, municipality)


def _report_outside(
    axes: Axes, usable: pl.DataFrame, outside: pl.DataFrame, examined: Examined, municipality: Municipality
) -> list[Finding]:
    """Return the points outside the body, without those of whose record the address is outside as well."""
    if outside.height > _MANY * usable.height and outside.height > 2:
        counts = {"count": f"{outside.height:,}", "total": f"{usable.height:,}", "name": shown(municipality.name.ja)}
        return [axes.northing.remark("coordinates-wider-area", **counts)]
    rows = [row for row in outside["row"].to_list() if not names_another_body(examined, row, municipality.code)]
    params = {"name": shown(municipality.name.ja)}
    return list(
        axes.northing.report_rows(
            "coordinates-outside-body", rows, lambda position: {**params, **_numbers(axes, rows[position])}
        )
    )


def _check_hall(points: Points, usable: pl.DataFrame, examined: Examined, municipality: Municipality) -> list[Finding]:
    """Return a finding where the body's own hall lies as far off, and in that direction, as on the Tokyo datum.

    The hall is the only place whose right coordinates are known.
    """
    body = find_body(municipality.code)
    hall = body.hall if body is not None else None
    if points.axes.crs is not None or hall is None or body is None:
        return []
    pattern = rf"^\s*{re.escape(body.name)}?(?:役所|役場)(?:[\s　]*本庁舎?)?\s*$"
    for names in columns_headed(examined.columns, _NAMES):
        is_hall = names.cells.str.contains(pattern)
        rows = set(pl.Series("row", range(names.cells.len())).filter(is_hall.fill_null(False)).to_list())
        for row, longitude, latitude in usable.filter(pl.col("row").is_in(list(rows))).iter_rows():
            if _is_tokyo_shift(longitude - hall[0], latitude - hall[1]):
                metres = round(distance_km(longitude, latitude, hall) * 1000, -1)
                return [
                    Finding("coordinates-old-datum-likely", points.axes.northing.cell(row), {"metres": f"{metres:.0f}"})
                ]
    return []


def _is_tokyo_shift(east: float, north: float) -> bool:
    return abs(east - _TOKYO_SHIFT[0]) < _SHIFT_TOLERANCE and abs(north - _TOKYO_SHIFT[1]) < _SHIFT_TOLERANCE


def _check_repeated(points: Points, examined: Examined) -> list[Finding]:
    """Return a finding where one point stands for many records of different places, and others don't."""
    counts = points.numbers.group_by("x", "y").len().sort("len", "x", "y", descending=True)
    if counts.height < 2:
        return []
    x, y, most = counts.row(0)
    usual = counts["len"].median()
    total = points.numbers.height
    if most < max(10, 0.05 * total) or not isinstance(usual, float) or most < 5 * usual or (x == 0 and y == 0):
        return []
    at_point = points.numbers.filter((pl.col("x") == x) & (pl.col("y") == y))["row"]
    for column in columns_headed(examined.columns, _PLACES):
        # All of them are in one building, say the addresses.
        if column.cells.gather(at_point).n_unique() <= max(2, 0.5 * most):
            return []
    return [points.axes.northing.remark("coordinates-repeated", count=f"{most:,}", y=f"{y:.10g}", x=f"{x:.10g}")]


def _box_in_metres(code: str, zone: int) -> BBox | None:
    extent = find_extent(code)
    if extent is None:
        return None
    box = extent.box
    corners = [project(lon, lat, zone) for lon in (box.west, box.east) for lat in (box.south, box.north)]
    eastings, northings = [corner[0] for corner in corners], [corner[1] for corner in corners]
    return BBox(min(eastings), min(northings), max(eastings), max(northings))


def _is_in(box: BBox, x: str = "x", y: str = "y") -> pl.Expr:
    return pl.col(x).is_between(box.west, box.east) & pl.col(y).is_between(box.south, box.north)


def _most(numbers: pl.DataFrame, condition: pl.Expr) -> bool:
    return numbers.height > 0 and numbers.filter(condition).height > 0.9 * numbers.height
