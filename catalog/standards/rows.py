"""Tables of facts that ship with the package: CSV beside this module, sources in comment lines at the top."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from importlib.resources import files


def read_rows(name: str) -> Iterator[list[str]]:
    """Yield the records of ``{name}.csv`` beside this module, without comments and without the headings."""
    text = (files("catalog") / "standards" / f"{name}.csv").read_text("utf-8")
    rows = csv.reader(line for line in text.splitlines() if not line.startswith("#"))
    next(rows)
    yield from rows
