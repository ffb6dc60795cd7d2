"""What it costs to write a table in each form, by us and by what one would take otherwise, each a process of its own.

``python -m tests.bench.writing FORM FILE SCHEMA OUTPUT`` is one such process; ``ours-json``, ``stdlib-json`` … Some
print the seconds that it took to write, the table being in memory.
"""

from __future__ import annotations

import csv
import json
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.bench.measure import Cost, median, run
from tests.bench.tables import FIELDS, SCHEMA, make_rows, write_csv

XLSX_ROWS = 100_000
NUMERIC = frozenset({"integer", "number"})


@dataclass(frozen=True, slots=True)
class WritingTrial:
    """What was measured; ours and theirs in turn, each from the CSV file to the finished file.

    Attributes:
        row_count: Of the table that is written as JSON and Parquet; ``xlsx_rows`` of that written as XLSX.
        size_bytes: Of the CSV file with ``row_count`` rows.
        ours_json: With the making of the NDJSON, which comes from the same pass.
        ours_parquet_seconds: Of writing alone, from a table of text in memory; ``polars_parquet_seconds`` of giving
            the same table its types and writing it, by Polars.
        publishing: Every form of the table and the archive, from the file to the store.
    """

    row_count: int
    xlsx_rows: int
    size_bytes: int
    ours_json: Cost
    stdlib_json: Cost
    ours_parquet: Cost
    polars_parquet: Cost
    ours_xlsx: Cost
    xlsxwriter_xlsx: Cost
    publishing: Cost
    ours_parquet_seconds: float
    polars_parquet_seconds: float


def measure_writing(folder: Path, row_count: int, rounds: int) -> WritingTrial:
    """Return what writing costs, in *folder*, which is empty."""
    xlsx_rows = min(XLSX_ROWS, row_count)
    for name, rows in (("written", row_count), ("written-xlsx", xlsx_rows)):
        write_csv(folder / f"{name}.csv", FIELDS, make_rows(rows))
    (folder / "written.json").write_text(json.dumps(SCHEMA, ensure_ascii=False), "utf-8")
    costs: dict[str, list[Cost]] = {form: [] for form in FORMS}
    seconds: dict[str, list[float]] = {form: [] for form in FORMS}
    for number in range(rounds):
        for form in FORMS:
            if not number or form not in ONCE:
                costs[form].append(measure_form(folder, form))
                seconds[form] += map(float, (folder / "output.txt").read_text("utf-8").split())
    return WritingTrial(
        row_count=row_count,
        xlsx_rows=xlsx_rows,
        size_bytes=(folder / "written.csv").stat().st_size,
        **{form.replace("-", "_"): median(found) for form, found in costs.items() if form != "polars-parquet-text"},
        ours_parquet_seconds=statistics.median(seconds["ours-parquet"]),
        polars_parquet_seconds=statistics.median(seconds["polars-parquet-text"]),
    )


def measure_form(folder: Path, form: str) -> Cost:
    """Return what writing one form costs, of the tables in *folder*."""
    print(f"writing: {form}", file=sys.stderr, flush=True)
    source = "written-xlsx.csv" if form.endswith("xlsx") else "written.csv"
    return run([sys.executable, "-m", "tests.bench.writing", form, source, "written.json", f"{form}.out"], folder)


def write_ours_json(source: Path, schema_file: Path, target: Path) -> None:
    """Write JSON; the NDJSON that is made in the same pass is made, too, but not written."""
    from catalog.publish.tables.json import json_rounds

    columns, schema = read_columns(source, schema_file)
    write_pieces(target, (pieces[0] for pieces in json_rounds(columns, schema.missing_values)))


def write_ours_parquet(source: Path, schema_file: Path, target: Path) -> None:
    """Write Parquet."""
    from catalog.publish.tables.parquet import parquet_pieces
    from catalog.publish.tables.typed import column_kinds

    columns, schema = read_columns(source, schema_file)
    start = time.perf_counter()
    write_pieces(target, parquet_pieces(columns, column_kinds(columns, schema.missing_values), schema))
    print(time.perf_counter() - start)


def write_ours_xlsx(source: Path, schema_file: Path, target: Path) -> None:
    """Write a workbook."""
    from catalog.publish.tables.typed import column_kinds
    from catalog.publish.tables.xlsx import xlsx_pieces

    columns, schema = read_columns(source, schema_file)
    kinds = column_kinds(columns, schema.missing_values)
    write_pieces(target, xlsx_pieces(columns, kinds, schema.missing_values, "一覧"))


def publish(source: Path, schema_file: Path, target: Path) -> None:
    """Write every form and the archive, as a build does between reading a table and rendering its pages."""
    from catalog.load.originals import find_original
    from catalog.publish.bundle import plan_zip
    from catalog.publish.files import plan_resource_files
    from catalog.store.results import ResultStore
    from tests.publish.factory import CITY, SITE, make_dataset

    resource, table = read_table_of(source, schema_file)
    dataset = make_dataset(resource)
    original, _ = find_original(source, source.name, 1_000_000_000)
    assert original is not None
    with ResultStore(target).stage("city/list", "key") as staged:
        kept = {}
        for each in plan_resource_files(dataset, resource, table, None, original.pieces()).passes:
            written = staged.keep(each.rounds, len(each.files))
            kept.update(zip((file.uri for file in each.files), written, strict=True))
        staged.keep(plan_zip(dataset, kept, CITY, SITE).rounds)


def read_columns(source: Path, schema_file: Path) -> tuple[Any, Any]:
    """Return the columns of a table, and its schema."""
    from catalog.publish.tables.columns import table_columns

    resource, table = read_table_of(source, schema_file)
    return table_columns(table, resource.schema), resource.schema


def read_table_of(source: Path, schema_file: Path) -> tuple[Any, Any]:
    """Return what a descriptor would tell of a file, and the table in it with canonical values."""
    from catalog.convert.canonical import canonical_table
    from catalog.load.tables import read_table
    from tests.bench.check_file import make_resource

    resource = make_resource(source, json.loads(schema_file.read_text("utf-8")))
    table, _ = read_table(source, resource, source.name)
    assert table is not None
    assert resource.schema is not None
    return resource, canonical_table(table, resource.schema)[0]


def write_pieces(target: Path, pieces: Iterator[bytes]) -> None:
    """Write a file."""
    with target.open("wb") as file:
        file.writelines(pieces)


def write_stdlib_json(source: Path, schema_file: Path, target: Path) -> None:
    """Write what the standard library writes: the values typed, and one record a line."""
    types = [field["type"] for field in json.loads(schema_file.read_text("utf-8"))["fields"]]
    with source.open(encoding="utf-8", newline="") as file, target.open("w", encoding="utf-8") as output:
        rows = csv.reader(file)
        names = next(rows)
        separator = "[\n"
        for row in rows:
            record = {name: typed(cell, kind) for name, cell, kind in zip(names, row, types, strict=True)}
            output.write(separator + json.dumps(record, ensure_ascii=False))
            separator = ",\n"
        output.write("\n]\n")


def typed(cell: str, kind: str) -> Any:
    """Return the value of *cell* by the type of its column."""
    if cell == "":
        return None
    if kind == "boolean":
        return cell == "true"
    return int(cell) if kind == "integer" else float(cell) if kind == "number" else cell


def write_polars_parquet(source: Path, schema_file: Path, target: Path) -> None:
    """Write what Polars writes when it is told the types."""
    import polars as pl

    pl.read_csv(source, schema=polars_types(schema_file)).write_parquet(target)


def write_polars_parquet_text(source: Path, schema_file: Path, target: Path) -> None:
    """Write the same from a table that was read as text, as ours is."""
    import polars as pl

    special = {pl.Boolean: lambda text: text == "true", pl.Date: lambda text: text.str.to_date()}
    table = pl.read_csv(source, infer_schema=False)
    start = time.perf_counter()
    typed = table.lazy().with_columns(
        special[kind](pl.col(name)) if kind in special else pl.col(name).cast(kind)
        for name, kind in polars_types(schema_file).items()
    )
    typed.sink_parquet(target)
    print(time.perf_counter() - start)


def polars_types(schema_file: Path) -> dict[str, Any]:
    """Return the type of each column."""
    import polars as pl

    kinds: Mapping[str, Any] = {
        "integer": pl.Int64,
        "number": pl.Float64,
        "boolean": pl.Boolean,
        "date": pl.Date,
        "string": pl.String,
    }
    fields = json.loads(schema_file.read_text("utf-8"))["fields"]
    return {field["name"]: kinds[field["type"]] for field in fields}


def write_xlsxwriter_xlsx(source: Path, schema_file: Path, target: Path) -> None:
    """Write what xlsxwriter writes in constant memory, numbers as numbers."""
    import xlsxwriter

    types = [field["type"] for field in json.loads(schema_file.read_text("utf-8"))["fields"]]
    with source.open(encoding="utf-8", newline="") as file:
        book = xlsxwriter.Workbook(str(target), {"constant_memory": True})
        sheet = book.add_worksheet()
        for index, row in enumerate(csv.reader(file)):
            for position, (cell, kind) in enumerate(zip(row, types, strict=True)):
                if index and kind in NUMERIC and cell:
                    sheet.write_number(index, position, float(cell))
                else:
                    sheet.write_string(index, position, cell)
        book.close()


FORMS: Mapping[str, Callable[[Path, Path, Path], None]] = {
    "ours-json": write_ours_json,
    "stdlib-json": write_stdlib_json,
    "ours-parquet": write_ours_parquet,
    "polars-parquet": write_polars_parquet,
    "polars-parquet-text": write_polars_parquet_text,
    "ours-xlsx": write_ours_xlsx,
    "xlsxwriter-xlsx": write_xlsxwriter_xlsx,
    "publishing": publish,
}
"""Ours behind ``ours``, with the partner of each after it."""

ONCE = ("publishing",)
"""It takes long, and has no partner."""


if __name__ == "__main__":
    FORMS[sys.argv[1]](*map(Path, sys.argv[2:]))
