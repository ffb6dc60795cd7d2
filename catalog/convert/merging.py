"""Published tables of many bodies → rows of one table, with the columns of the standard that they follow.

A column is taken for one of the standard only where :func:`~catalog.infer.standard.match_columns` says so; its values
are read as the room ``notation`` says. What can't be read as the type that the standard asks for is left empty and
counted, so that every column has one type; nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from catalog.convert.canonical_cells import CANONICAL
from catalog.convert.geometry import convert_points
from catalog.convert.notation import convert_column
from catalog.infer.standard import match_columns
from catalog.model.dataset import Field, LayerDeclaration, Schema
from catalog.model.merging import ColumnFilling
from catalog.model.table import Table
from catalog.model.text import LocalizedText
from catalog.notation.booleans import parse_boolean
from catalog.standards.standard_datasets import StandardColumn, StandardDataset

LEADING = (
    LocalizedText("対象団体コード", "Body code"),
    LocalizedText("対象団体名", "Body"),
    LocalizedText("元のデータ", "Source dataset"),
    LocalizedText("元のデータのライセンス", "Source licence"),
)
"""The first columns: whose row it is, the identifier of the dataset that it is from, and the id of its licence."""
WORLD_SYSTEMS = ("EPSG:4326", "EPSG:6668", "EPSG:4612")
"""Systems of longitude and latitude that are the same within a metre or two: their numbers stay as they are."""
_DECIMALS = 7
_YES_OR_NO: Mapping[frozenset[str], tuple[str, str]] = {
    frozenset({"有", "無"}): ("有", "無"),
    frozenset({"1", ""}): ("1", ""),
}
"""What yes and no are in columns that allow nothing else."""
_MISSING = ("",)
_CODE = "全国地方公共団体コード"
TABLE = "table"
"""The column that tells tables apart while they are merged."""


@dataclass(frozen=True, slots=True)
class AlignedRows:
    """The rows of one table, its cells still as they were published, under the headings of the standard.

    Attributes:
        frame: A column for each of the standard that the table has, behind the column :data:`TABLE`.
        extra: Headings that aren't the standard's.
    """

    frame: pl.DataFrame
    extra: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CountedRows:
    """What there is in the rows of one table.

    Attributes:
        columns: Of each column of the standard that the table has.
        located: Rows with both coordinates; ``None`` where the standard has none.
        other_codes: Rows with a code of a local government that isn't among those of the body.
    """

    columns: tuple[ColumnFilling, ...]
    located: int | None
    other_codes: int


@dataclass(frozen=True, slots=True)
class Lead:
    """What the first columns say in the rows of one table.

    Attributes:
        cells: Of the columns of :data:`LEADING`.
        codes: By which rows may call the body; ``()`` where they may have any.
    """

    cells: tuple[str, ...]
    codes: tuple[str, ...] = ()


def merged_schema(standard: StandardDataset) -> Schema:
    """Return the schema of the merged table of *standard*; without constraints, since its rows are as they came."""
    leading = [_field(text.ja, text.en, "string") for text in LEADING]
    own = [_field(column.heading, column.label_en, merged_type(column)) for column in standard.columns]
    fields = (*leading, *own)
    return Schema(fields, (), _MISSING, {"fields": [dict(field.descriptor) for field in fields]})


def merged_type(column: StandardColumn) -> str:
    """Return the type of a column in the merged table."""
    return "number" if column.heading.endswith(("緯度", "経度")) else column.type


def place_headings(standard: StandardDataset) -> tuple[str, str] | None:
    """Return the columns of longitude and latitude, or ``None`` where the standard has none."""
    found = [
        next((column.heading for column in standard.columns if column.heading.endswith(end)), None)
        for end in ("経度", "緯度")
    ]
    return (found[0], found[1]) if found[0] and found[1] else None


def align_rows(
    table: Table, schema: Schema, declaration: LayerDeclaration | None, standard: StandardDataset
) -> AlignedRows:
    """Return the rows of one published *table*.

    Arguments:
        table: Canonical, by *schema*.
        schema: Its missing values are no values.
        declaration: Of the layer that it is, if it is one.
        standard: Whose columns the merged table has.
    """
    matched = match_columns(table.labels, standard)
    found = {column.heading: at for at, column in enumerate(matched) if column is not None}
    frame = _without_markers(table.frame, schema.missing_values)
    given = {heading: frame.to_series(at) for heading, at in found.items()}
    given |= _in_degrees(table, schema, declaration, found, standard)
    numbers = pl.repeat(0, table.row_count, dtype=pl.Int32, eager=True).alias(TABLE)
    return AlignedRows(
        frame=pl.DataFrame([numbers, *(cells.alias(heading) for heading, cells in given.items())]),
        extra=tuple(label for label, column in zip(table.labels, matched, strict=True) if column is None),
    )


def merge_rows(
    tables: Sequence[AlignedRows], leads: Sequence[Lead], standard: StandardDataset
) -> tuple[pl.DataFrame, tuple[CountedRows, ...]]:
    """Return the rows of all *tables* under the columns of *standard*, and what there is in each.

    All are read together, since a column of many tables is read as quickly as that of one. The frame has text, named
    ``"0"``, ``"1"``, … by position, behind a column :data:`TABLE` with the 0-based number of the table.
    """
    numbered = [rows.frame.with_columns(pl.lit(at, pl.Int32).alias(TABLE)) for at, rows in enumerate(tables)]
    joined = pl.concat(numbered, how="diagonal") if numbered else pl.DataFrame(schema={TABLE: pl.Int32})
    lacking = [column.heading for column in standard.columns if column.heading not in joined.columns]
    joined = joined.with_columns(pl.lit("").alias(heading) for heading in lacking).fill_null("")
    read = {
        column.heading: _read(column, joined[column.heading], column.heading in lacking) for column in standard.columns
    }
    values = pl.DataFrame([joined[TABLE], *(each.values.alias(heading) for heading, each in read.items())])
    counts = _counted(values, joined, read, standard)
    counted = tuple(
        _counts_of(at, rows, counts, values, lead, standard)
        for at, (rows, lead) in enumerate(zip(tables, leads, strict=True))
    )
    return _led(values, leads, standard), counted


def join_rows(merged: pl.DataFrame, chosen: Sequence[int], schema: Schema) -> Table:
    """Return the merged table, the rows of the *chosen* tables under the headings of *schema*."""
    frame = merged.filter(pl.col(TABLE).is_in(list(chosen))).drop(TABLE)
    return Table(tuple(field.name for field in schema.fields), frame)


def _field(name: str, english: str | None, type_: str) -> Field:
    descriptor = {"name": name, "title": name, "title@en": english, "type": type_}
    return Field(name, LocalizedText(name, english), None, type_, "default", descriptor)


def _without_markers(frame: pl.DataFrame, missing_values: Sequence[str]) -> pl.DataFrame:
    """Return *frame* with an empty cell for whatever stands for no value."""
    markers = [marker for marker in missing_values if marker]
    filled = frame.with_columns(pl.all().fill_null("")) if frame.width else frame
    if not markers or not frame.width:
        return filled
    return filled.with_columns(pl.when(pl.all().is_in(markers)).then(pl.lit("")).otherwise(pl.all()).name.keep())


def _in_degrees(
    table: Table,
    schema: Schema,
    declaration: LayerDeclaration | None,
    found: Mapping[str, int],
    standard: StandardDataset,
) -> dict[str, pl.Series]:
    """Return longitude and latitude in WGS 84 where the table has them in another system (旧日本測地系)."""
    place = place_headings(standard)
    if declaration is None or place is None or declaration.crs in WORLD_SYSTEMS:
        return {}
    stated = (declaration.easting_field, declaration.northing_field)
    if any(heading not in found for heading in place):
        return {}
    if stated != tuple(table.labels[found[heading]].strip() for heading in place):
        return {}
    points = convert_points(table, declaration, schema)
    return {
        heading: _written(values) for heading, values in zip(place, (points.longitude, points.latitude), strict=True)
    }


def _written(degrees: pl.Series) -> pl.Series:
    return degrees.round(_DECIMALS).cast(pl.String).fill_null("")


@dataclass(frozen=True, slots=True)
class _ReadColumn:
    """The cells of a column as the standard wants them written, and where its values are odd."""

    values: pl.Series
    odd: pl.Series | None = None


def _read(column: StandardColumn, cells: pl.Series, is_lacking: bool) -> _ReadColumn:
    if is_lacking:
        return _ReadColumn(cells)
    type_ = merged_type(column)
    if type_ in CANONICAL:
        return _ReadColumn(_typed(_field(column.heading, None, type_), cells))
    words = _YES_OR_NO.get(frozenset(column.choices))
    values = _in_words(cells, words) if words else cells
    return _ReadColumn(values, ~values.is_in([*column.choices, ""]) if column.choices else None)


def _typed(field: Field, cells: pl.Series) -> pl.Series:
    """Return *cells* in canonical text, those that have no such value empty."""
    values = convert_column(cells.alias("cell"), field, _MISSING)
    fits = pl.col("cell").str.contains(CANONICAL[field.type])
    if field.type == "date":  # 2026-02-30 looks like one
        fits &= pl.col("cell").str.to_date("%Y-%m-%d", strict=False).is_not_null()
    return values.to_frame().select(pl.when(fits).then("cell").otherwise(pl.lit("")).alias("cell")).to_series()


def _in_words(cells: pl.Series, words: tuple[str, str]) -> pl.Series:
    """Return *cells* with one word for yes and one for no; what is neither stays."""
    answers = {text: parse_boolean(text) for text in cells.unique(maintain_order=True) if text}
    known = {text: words[0] if answer else words[1] for text, answer in answers.items() if answer is not None}
    return cells.replace(list(known), list(known.values())) if known else cells


def _counted(
    values: pl.DataFrame, joined: pl.DataFrame, read: Mapping[str, _ReadColumn], standard: StandardDataset
) -> Mapping[int, Mapping[str, int]]:
    """Return for each table how many cells are filled before (``b``) and after (``a``), and odd (``o``), by column."""
    headings = [column.heading for column in standard.columns]
    flags = [(pl.col(heading).str.strip_chars() != "").alias(heading) for heading in headings]
    filled = values.select(TABLE, *(flag.name.prefix("a") for flag in flags))
    before = joined.select(flag.name.prefix("b") for flag in flags)
    odd = [each.odd.alias(f"o{heading}") for heading, each in read.items() if each.odd is not None]
    place = place_headings(standard)
    located = (
        []
        if place is None
        else [values.select(((pl.col(place[0]) != "") & (pl.col(place[1]) != "")).alias("located")).to_series()]
    )
    frame = filled.hstack(before).hstack(odd).hstack(located)
    rows = frame.group_by(TABLE).agg(pl.all().sum()).to_dicts()
    return {row[TABLE]: row for row in rows}


def _counts_of(
    at: int,
    rows: AlignedRows,
    counts: Mapping[int, Mapping[str, int]],
    values: pl.DataFrame,
    lead: Lead,
    standard: StandardDataset,
) -> CountedRows:
    own = counts.get(at, {})
    fillings = []
    for heading in (column.heading for column in standard.columns if column.heading in rows.frame.columns):
        filled, before = own.get(f"a{heading}", 0), own.get(f"b{heading}", 0)
        fillings.append(ColumnFilling(heading, filled, max(0, before - filled), own.get(f"o{heading}", 0)))
    located = None if place_headings(standard) is None else own.get("located", 0)
    return CountedRows(tuple(fillings), located, _other_codes(at, values, lead))


def _other_codes(at: int, values: pl.DataFrame, lead: Lead) -> int:
    if not lead.codes or _CODE not in values.columns:
        return 0
    is_other = ~pl.col(_CODE).is_in([*lead.codes, ""])
    return int(values.select(((pl.col(TABLE) == at) & is_other).sum()).item())


def _led(values: pl.DataFrame, leads: Sequence[Lead], standard: StandardDataset) -> pl.DataFrame:
    """Return *values* behind the leading columns, all named by position."""
    cells = {str(number): [lead.cells[number] for lead in leads] for number in range(len(LEADING))}
    leading = [
        values[TABLE].replace_strict(list(range(len(leads))), texts, return_dtype=pl.String).alias(name)
        for name, texts in cells.items()
    ]
    own = [values[column.heading].alias(str(len(LEADING) + at)) for at, column in enumerate(standard.columns)]
    return pl.DataFrame([values[TABLE], *leading, *own])
