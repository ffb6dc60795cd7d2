"""How coordinates are written: complete, as decimal numbers, one to a cell, exactly enough."""

from __future__ import annotations

import re

import polars as pl

from catalog.check.coordinates.columns import Axes, Points, find_axes
from catalog.check.examined import Column, Examined, Params, is_nothing, plain
from catalog.findings import Finding, Findings, shown
from catalog.notation.degrees import parse_degrees

_OLD_DATUM = re.compile("旧測地系|日本測地系|Tokyo.?(?:datum|97)?測地", re.IGNORECASE)
_NEW_DATUM = re.compile("世界測地系|JGD|WGS", re.IGNORECASE)
_PLACES = re.compile(
    r"^(?:location|latlo?ng?|緯度[・,、/]?経度|経度[・,、/]?緯度|座標|位置座標|位置情報)$", re.IGNORECASE
)
_TWO_NUMBERS = r"^\s*[-+]?[0-9]{1,3}\.[0-9]+\s*[,、，;／/\s]\s*[-+]?[0-9]{1,3}\.[0-9]+"
_SEVERAL = re.compile(_TWO_NUMBERS)
_MOST_MISSING = 0.5
"""Where more have none, the column is for the few that have."""
_DECIMALS_WANTED = 4
"""Four decimals are about ten metres, a building."""


def check_written_coordinates(examined: Examined) -> Findings:
    """Return coordinates that a map can't use as they are written.

    Codes: coordinates-missing, coordinates-half-missing, coordinates-sexagesimal, coordinates-not-number,
    coordinates-in-one-cell, coordinates-precision, coordinates-old-datum, more-in-column.
    """
    found: list[Finding] = []
    for axes in find_axes(examined):
        points = Points(axes)
        found += (*_check_missing(points), *_check_half_missing(points))
        found += _check_datum(axes)
        for column in (axes.northing, axes.easting):
            found += _check_numbers(column)
            if axes.is_in_degrees:
                found += _check_precision(column)
    for column in examined.columns:
        if _PLACES.match(column.heading) and column.share(_TWO_NUMBERS) >= 0.5:
            [value] = column.values(pl.col("plain").str.contains(_TWO_NUMBERS))[:1]
            found.append(column.remark("coordinates-in-one-cell", value=shown(value)))
    return tuple(found)


def _check_missing(points: Points) -> Findings:
    """Return a finding where the coordinates of records are empty and most others have them.

    A cell that says that there are none, such as ``-`` or ``不明``, was thought about.
    """
    northing, easting = points.axes.northing, points.axes.easting
    empty = _is_empty(northing.cells) & _is_empty(easting.cells)
    if not empty.any():
        return ()
    # Blank rows are no records; only few rows have to be looked at as a whole.
    others = northing.table.frame.filter(empty)
    is_record = others.select(~pl.all_horizontal(_is_empty(others[name]) for name in others.columns)).to_series()
    rows = empty.arg_true().filter(is_record)
    total = empty.len() - (others.height - rows.len())
    if not rows.len() or rows.len() > _MOST_MISSING * total:
        return ()
    params = {"count": f"{rows.len():,}", "total": f"{total:,}"}
    return (Finding("coordinates-missing", northing.cell(int(rows[0])), params),)


def _is_empty(cells: pl.Series) -> pl.Series:
    return cells.str.strip_chars().fill_null("") == ""


def _check_half_missing(points: Points) -> Findings:
    northing, easting = points.axes.northing, points.axes.easting
    found: list[Finding] = []
    for column, other, missing, given in ((northing, easting, "has_y", "has_x"), (easting, northing, "has_x", "has_y")):
        rows = points.frame.filter(~pl.col(missing) & pl.col(given))["row"].to_list()
        params = {"other": shown(other.label)}
        found += column.report_rows("coordinates-half-missing", rows, params)
    return tuple(found)


def _check_datum(axes: Axes) -> Findings:
    heading = axes.northing.heading
    # A descriptor that names a system is believed, whatever the heading says.
    if axes.crs is not None or not _OLD_DATUM.search(heading) or _NEW_DATUM.search(heading):
        return ()
    return (axes.northing.remark("coordinates-old-datum"),)


def _check_numbers(column: Column) -> Findings:
    number = pl.col("value").str.strip_chars().cast(pl.Float64, strict=False)
    odd = [value for value in column.values(number.is_null()) if not is_nothing(value)]
    several = {value for value in odd if _SEVERAL.match(plain(value))}
    found: dict[str, tuple[str, Params]] = {
        value: ("coordinates-in-one-cell", {"value": column.quoted(value)}) for value in several
    }
    if not column.is_japanese:
        rest = (value for value in odd if value not in several)
        found |= {value: _judge(column, value) for value in rest}
    return column.report(found)


def _judge(column: Column, value: str) -> tuple[str, Params]:
    degrees = parse_degrees(value)
    if degrees is None:
        return "coordinates-not-number", {"value": column.quoted(value)}
    return "coordinates-sexagesimal", {"value": column.quoted(value), "expected": column.quoted(degrees)}


def _check_precision(column: Column) -> Findings:
    decimals = pl.col("value").str.strip_chars().str.extract(r"^[0-9]+\.?([0-9]*)$").str.len_chars()
    lengths = column.counted.select(decimals.alias("decimals")).drop_nulls()["decimals"]
    # Few points, or one that is repeated, tell nothing about how exactly they were measured.
    if lengths.len() < 5 or (lengths < _DECIMALS_WANTED).mean() < 0.5:  # type: ignore[operator]
        return ()
    return (column.remark("coordinates-precision", decimals=str(int(lengths.median() or 0))),)  # type: ignore[arg-type]
