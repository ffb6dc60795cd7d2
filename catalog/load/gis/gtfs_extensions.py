"""What only Japanese feeds tell: official names of operators, offices, and where routes begin and end.

Editions 1 and 2 of GTFS-JP have ``routes_jp.txt``, which tells of each route; edition 3 has ``pattern_jp.txt`` and
``office_jp.txt``, which ``trips.txt`` refers to. ``agency_jp.txt`` is in all of them. None has to be there, and the
fourth edition keeps only what ``trips.txt`` says.

Source: 標準的なバス情報フォーマット (GTFS-JP) editions 1 to 3.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from catalog.load.gis.gtfs_feed import Feed

_AGENCY = ("agency_name", "agency_official_name")
_OFFICE = ("office_name", "office_url", "office_phone")
_WAY = ("origin_stop", "via_stop", "destination_stop", "route_update_date")
_KEYS = {
    "agency_jp.txt": "agency_id",
    "office_jp.txt": "office_id",
    "pattern_jp.txt": "jp_pattern_id",
    "routes_jp.txt": "route_id",
}
"""The files, and what their records are known by."""

PATTERN, OFFICE = "jp_pattern_id", "jp_office_id"
"""Columns of ``trips.txt`` that refer to them."""


def broken_extensions(feed: Feed) -> list[str]:
    """Return the names of the files that are there and can't be read, or whose records nothing refers to."""
    return [
        name
        for name, key in _KEYS.items()
        if name in feed.names and ((table := feed.table(name)) is None or key not in table.columns)
    ]


def with_operator(frame: pl.DataFrame, feed: Feed) -> pl.DataFrame:
    """Return *frame* with the name of the operator, which all records have where the feed is of one.

    Arguments:
        frame: Records, with ``agency_id`` where each tells its operator; that column goes.
        feed: They are from.
    """
    operators = _operators(feed)
    wanted = [name for name in _AGENCY if name in operators.columns and name not in frame.columns]
    if not wanted:
        return frame.drop("agency_id", strict=False)
    operators = operators.select("agency_id", *wanted)
    if operators.height == 1:  # Then records needn't say whose they are.
        only = operators.row(0, named=True)
        frame = frame.with_columns(pl.lit(only[name], pl.String).alias(name) for name in wanted)
    elif "agency_id" in frame.columns:
        frame = frame.join(operators, on="agency_id", how="left", maintain_order="left")
    return _without_blank(frame, wanted).drop("agency_id", strict=False)


def with_ways(frame: pl.DataFrame, feed: Feed) -> pl.DataFrame:
    """Return *frame* with origin, via, destination and last change of each way, by its pattern or else by its route.

    Arguments:
        frame: Lines, with ``route_id`` and, where trips tell it, :data:`PATTERN`.
        feed: They are from.
    """
    for name in ("pattern_jp.txt", "routes_jp.txt"):
        key = _KEYS[name]
        table = _keyed(feed, name, key, _WAY)
        if table is None or key not in frame.columns:
            continue
        found = frame.select(key).join(table, on=key, how="left", maintain_order="left").drop(key)
        known = [pl.coalesce(frame[label], found[label]) for label in found.columns if label in frame.columns]
        new = [found[label] for label in found.columns if label not in frame.columns]
        frame = frame.with_columns(*known, *new)
    dates = [pl.col(label).pipe(_iso_day).alias(label) for label in frame.columns if label == _WAY[-1]]
    return _without_blank(frame.with_columns(dates), _WAY)


def with_offices(frame: pl.DataFrame, feed: Feed) -> pl.DataFrame:
    """Return *frame* with the offices that run each line, those of several trips one after the other.

    Arguments:
        frame: Lines, with lists of ids in :data:`OFFICE`, which goes.
        feed: They are from.
    """
    offices = _keyed(feed, "office_jp.txt", "office_id", _OFFICE)
    if OFFICE not in frame.columns:
        return frame
    if offices is None:
        return frame.drop(OFFICE)
    named = frame.select(pl.int_range(pl.len()).alias("line"), pl.col(OFFICE).alias("office_id"))
    each = named.explode("office_id").unique(maintain_order=True).join(offices, on="office_id", how="left")
    found = each.group_by("line", maintain_order=True).agg(
        pl.col(label).drop_nulls().unique(maintain_order=True).str.join("、").replace("", None)
        for label in offices.columns[1:]
    )
    # A line none of whose trips names an office isn't among those that were found.
    joined = named.select("line").join(found, on="line", how="left", maintain_order="left").drop("line")
    return _without_blank(pl.concat([frame.drop(OFFICE), joined], how="horizontal"), _OFFICE)


def _operators(feed: Feed) -> pl.DataFrame:
    """Return names of operators by ``agency_id``, which a feed of one operator needn't state."""
    agencies, official = feed.table("agency.txt"), _keyed(feed, "agency_jp.txt", "agency_id", _AGENCY[1:])
    if agencies is None or "agency_name" not in agencies.columns:
        return official if official is not None else pl.DataFrame(schema={"agency_id": pl.String})
    if "agency_id" not in agencies.columns:
        agencies = agencies.with_columns(pl.lit(None, pl.String).alias("agency_id"))
    agencies = agencies.select("agency_id", "agency_name").unique("agency_id", keep="first", maintain_order=True)
    if official is None:
        return agencies
    if agencies.height == official.height == 1:  # Edition 1 of the one may spell the id otherwise than the other.
        return pl.concat([agencies, official.drop("agency_id")], how="horizontal")
    return agencies.join(official, on="agency_id", how="left", maintain_order="left")


def _keyed(feed: Feed, name: str, key: str, columns: tuple[str, ...]) -> pl.DataFrame | None:
    """Return those of *columns* that a file has, the first record of each key; ``None`` where it can't be used."""
    table = feed.table(name)
    if table is None or key not in table.columns:
        return None
    present = [label for label in columns if label in table.columns]
    return table.select(key, *present).drop_nulls(key).unique(key, keep="first", maintain_order=True)


def _iso_day(dates: pl.Expr) -> pl.Expr:
    """Return days written ``20210401`` as ISO 8601, and others as they are."""
    return pl.when(dates.str.contains(r"^[0-9]{8}$")).then(
        pl.concat_str(dates.str.slice(0, 4), dates.str.slice(4, 2), dates.str.slice(6, 2), separator="-")
    ).otherwise(dates)  # fmt: skip


def _without_blank(frame: pl.DataFrame, labels: tuple[str, ...] | list[str]) -> pl.DataFrame:
    """Return *frame* without those of the columns that have no value at all."""
    return frame.drop([label for label in labels if label in frame.columns and frame[label].null_count() == len(frame)])
