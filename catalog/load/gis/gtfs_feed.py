"""The tables of a GTFS feed."""

from __future__ import annotations

from dataclasses import dataclass, field

import polars as pl

from catalog.load.gis.raw_layer import MAX_BYTES
from catalog.load.gis.zip_members import opened_archive
from catalog.load.text_records import read_text_records

_REQUIRED = ("agency.txt", "stops.txt", "routes.txt", "trips.txt", "stop_times.txt")
_CALENDARS = ("calendar.txt", "calendar_dates.txt")


@dataclass(slots=True)
class Feed:
    """The tables of a feed, unpacked when they are asked for.

    Attributes:
        missing: Files that every feed has to have, and this one doesn't.
    """

    data: bytes
    path: str
    names: frozenset[str]
    missing: tuple[str, ...]
    _tables: dict[str, pl.DataFrame | None] = field(default_factory=dict)

    def table(self, name: str) -> pl.DataFrame | None:
        """Return a table with its headings as column names, all text; ``None`` where there is none that can be read."""
        if name not in self._tables:
            self._tables[name] = self._read(name) if name in self.names else None
        return self._tables[name]

    def _read(self, name: str) -> pl.DataFrame | None:
        with opened_archive(self.data, self.path) as archive:
            member = archive.find(name)
            content = archive.read(member) if member is not None else b""
        if len(content) > MAX_BYTES:
            return None
        records, _ = read_text_records(content, self.path)
        return None if records is None else _with_headings(records.frame)


def _with_headings(frame: pl.DataFrame) -> pl.DataFrame:
    first = [(text or "").strip() for text in frame.row(0)]
    # An empty cell and a missing one are the same in GTFS. A heading that comes twice counts once.
    wanted = {label: str(index) for index, label in reversed(list(enumerate(first))) if label}
    cells = [pl.col(wanted[label]).str.strip_chars().alias(label) for label in dict.fromkeys(first) if label]
    rows = frame[1:].select(cells).with_columns(pl.all().replace("", None))
    return rows.filter(pl.any_horizontal(pl.all().is_not_null())) if cells else rows


def open_feed(data: bytes, path: str) -> Feed:
    """Return the feed in *data*, a ZIP.

    Raises:
        Refused: The ZIP can't be read.
    """
    with opened_archive(data, path) as archive:
        names = frozenset(name.rpartition("/")[2].lower() for name in archive.names)
    missing = [name for name in _REQUIRED if name not in names]
    if not names.intersection(_CALENDARS):
        missing.append(_CALENDARS[0])
    return Feed(data, path, names, tuple(missing))
