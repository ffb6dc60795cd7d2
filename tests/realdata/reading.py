"""What ``catalog inspect`` and Frictionless each say of a file."""

from __future__ import annotations

import json
import warnings
from pathlib import Path

from click.testing import CliRunner

from catalog.cli import main
from tests.realdata.expected import Facts

LAYERS = ("geojson", "shapefile", "gpkg", "kml", "gtfs")
_SAME_ENCODINGS = {"utf-8-sig": "utf-8", "ascii": "utf-8", "shift_jis": "cp932", "shift-jis": "cp932"}


def inspect(file: Path) -> Facts:
    """Return what the command says."""
    result = CliRunner().invoke(main, ["inspect", str(file), "--format", "json"])
    told = json.loads(result.stdout)
    return Facts(
        told["actual_type"],
        told["encoding"],
        tuple(told["header_rows"]),
        told["first_data_row"],
        told["row_count"],
        len(told["fields"]),
    )


def ask_frictionless(file: Path) -> Facts | None:
    """Return what ``frictionless describe`` says, or ``None`` where it gives up."""
    from frictionless import Resource, system

    with warnings.catch_warnings(), system.use_context(trusted=True):
        warnings.simplefilter("ignore")
        try:
            resource = Resource(path=str(file))
            resource.infer(stats=True)
            rows = resource.dialect.header_rows if resource.dialect.header else ()
            header = (rows[0], rows[-1]) if rows else ()
            encoding = resource.encoding if resource.format in ("csv", "tsv") else None
            return Facts(
                resource.format or "",
                encoding,
                header,
                header[-1] + 1 if header else 1,
                resource.stats.rows,
                len(resource.schema.fields),
            )
        except Exception:  # Whatever it is, it has no answer.
            return None


def is_same_type(told: str, expected: str) -> bool:
    """Return whether *told* is *expected*; a comparison in favour of those who don't tell TSV from CSV."""
    return told == expected or {told, expected} == {"csv", "tsv"}


def is_same_encoding(told: str | None, expected: str | None) -> bool:
    """Return whether both codecs read the same; whether there is a byte order mark is told apart by ours alone."""
    return expected is None or _SAME_ENCODINGS.get(told or "", told) == _SAME_ENCODINGS.get(expected, expected)
