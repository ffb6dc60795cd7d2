"""What is true of the real files: found by looking at each of them, not by our own program."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

EXPECTATIONS_PATH = Path(__file__).with_name("expectations.yaml")


@dataclass(frozen=True, slots=True)
class Facts:
    """What a file is, as far as a careful reader can tell and a program should.

    Attributes:
        encoding: Python codec name; ``None`` where it doesn't apply, or nobody needs it.
        header_rows: First and last; ``()`` for what has no rows.
        row_count: Data rows, or features.
        column_count: Columns, or attributes of features.
    """

    type: str
    encoding: str | None
    header_rows: tuple[int, ...]
    first_data_row: int | None
    row_count: int | None
    column_count: int


def read_expectations() -> dict[str, Facts]:
    """Return the facts by the path of the file below the folder of real files."""
    listed: list[dict[str, Any]] = yaml.safe_load(EXPECTATIONS_PATH.read_text("utf-8"))
    return {entry["path"]: _facts(entry) for entry in listed}


def _facts(entry: dict[str, Any]) -> Facts:
    header = tuple(entry.get("header", ()))
    first = entry.get("first", header[-1] + 1 if header else None)
    return Facts(entry["type"], entry.get("encoding"), header, first, entry["rows"], entry["columns"])
