"""CSV and TSV to tables: strict in encoding and quoting, streamed in batches."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from catalog.findings import Finding, Findings, Location
from catalog.load.columns import ColumnBuilder
from catalog.load.decoding import detect_encoding, find_undecodable
from catalog.load.file_kinds import detect_kind
from catalog.load.files import read_bytes
from catalog.model.dataset import Resource
from catalog.model.table import Table

MAX_BYTES = 512_000_000
MAX_CELL_CHARS = 1_000_000
MAX_COLUMNS = 10_000

_DELIMITERS = {"\t": r"\t", ",": ",", ";": ";"}
"""Delimiters and how a descriptor writes them."""


def read_csv_table(file: Path, resource: Resource, path: str) -> tuple[Table | None, Findings]:
    """Return the table in *file* as it is written.

    The encoding is the declared one, or else UTF-8 if all of the file is, or else CP932 if all of it is.

    Codes: file-missing, file-unreadable, file-too-large, file-empty, file-kind, encoding-unknown,
    encoding-not-as-declared, nul-character, delimiter, header-row-missing, no-records, csv-quote, cell-too-large,
    too-many-columns.
    """
    data, problem = read_bytes(file, path, MAX_BYTES)
    if data is None:
        return None, (problem,) if problem else ()
    if not data.strip(b"\xef\xbb\xbf\r\n\t ,"):
        return None, (Finding("file-empty", Location(path)),)
    kind = detect_kind(data)
    if kind is not None:
        return None, (Finding("file-kind", Location(path), {"kind": kind, "extension": resource.file_type}),)
    encoding, problem = _decide_encoding(data, resource, path)
    if encoding is None:
        return None, (problem,) if problem else ()
    if b"\0" in data and not encoding.startswith("utf-16"):
        line = data.count(b"\n", 0, data.index(b"\0")) + 1
        return None, (Finding("nul-character", Location(path, line=line)),)
    return _tokenise(data, encoding, resource, path)


def _decide_encoding(data: bytes, resource: Resource, path: str) -> tuple[str | None, Finding | None]:
    declared = resource.encoding
    if declared is None:
        detected = detect_encoding(data)
        if detected is not None:
            return detected, None
        broken = find_undecodable(data, "utf-8")
        return None, Finding("encoding-unknown", Location(path, line=broken.line if broken else None))
    broken = find_undecodable(data, declared)
    if broken is None:
        return _exact(declared, data), None
    detected = detect_encoding(data)
    params = {"declared": declared, "detected": detected or "?"}
    return None, Finding("encoding-not-as-declared", Location(path, line=broken.line), params)


def _exact(codec: str, data: bytes) -> str:
    """Return *codec* with ``-sig`` if and only if *data* begins with the byte order mark of UTF-8."""
    if codec not in ("utf-8", "utf-8-sig"):
        return codec
    return "utf-8-sig" if data.startswith(b"\xef\xbb\xbf") else "utf-8"


@dataclass(slots=True)
class _Records:
    """Records of a CSV file that remember where they began.

    Attributes:
        first_line: Line of the record that was read last, from 1.
        number: Of that record, from 1; it is the row that Excel shows.
    """

    reader: Iterator[list[str]]
    first_line: int = 1
    number: int = 0

    def __iter__(self) -> Iterator[list[str]]:
        return self

    def __next__(self) -> list[str]:
        self.first_line = self.reader.line_num + 1  # type: ignore[attr-defined]
        self.number += 1
        return next(self.reader)


def _tokenise(data: bytes, encoding: str, resource: Resource, path: str) -> tuple[Table | None, Findings]:
    delimiter = "\t" if resource.file_type == "tsv" else resource.dialect.delimiter
    stream = io.TextIOWrapper(io.BytesIO(data), encoding=encoding, newline="")
    previous_limit = csv.field_size_limit(MAX_CELL_CHARS)  # The limit is the process's, not the reader's.
    records = _Records(csv.reader(stream, delimiter=delimiter, strict=True))
    try:
        return _build(records, encoding, resource, path)
    except csv.Error as error:
        return None, (_csv_finding(str(error), records, path),)
    finally:
        csv.field_size_limit(previous_limit)


def _build(records: _Records, encoding: str, resource: Resource, path: str) -> tuple[Table | None, Findings]:
    header_row = resource.dialect.header_row
    labels = next(islice(records, header_row - 1, None), None)
    if not labels:
        return None, (Finding("header-row-missing", Location(path, row=header_row), {"row": str(header_row)}),)
    if len(labels) > MAX_COLUMNS:
        return None, (Finding("too-many-columns", Location(path, row=header_row), {"limit": f"{MAX_COLUMNS:,}"}),)
    builder = ColumnBuilder(len(labels))
    builder.take(records)
    table = Table(tuple(labels), builder.frame(), header_row + 1, encoding, None, builder.extra_cells)
    return table, tuple(_remarks(table, resource, path))


def _remarks(table: Table, resource: Resource, path: str) -> Iterator[Finding]:
    if not table.row_count:
        yield Finding("no-records", Location(path))
    if len(table.labels) == 1:
        likely = next((name for char, name in _DELIMITERS.items() if char in table.labels[0]), None)
        if likely is not None:
            yield Finding("delimiter", Location(path, row=resource.dialect.header_row), {"likely": likely})


def _csv_finding(problem: str, records: _Records, path: str) -> Finding:
    place = Location(path, line=records.first_line, row=records.number)
    if "field larger than" in problem:
        return Finding("cell-too-large", place, {"limit": f"{MAX_CELL_CHARS:,}"})
    return Finding("csv-quote", place)
