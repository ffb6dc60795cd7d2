"""A table as charts are made from it: columns by heading with their use, cells without those that stand for nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

import polars as pl

from catalog.describe.headings import can_be_added, english_of, is_unit_heading, is_vague_heading, unit_in_heading
from catalog.describe.times import Time, parse_times
from catalog.i18n import chart_texts
from catalog.model.charts import Axis, Point, Scale
from catalog.model.dataset import Field, Resource, Schema
from catalog.model.statistics import ColumnStatistics, ColumnUse, TableStatistics
from catalog.model.table import Table
from catalog.model.text import LANGS, Lang, LocalizedText

_EXACT = 2**53
"""Beyond it a double doesn't tell neighbouring whole numbers apart."""


@dataclass(frozen=True, slots=True)
class Source:
    """What charts of one resource are made from.

    Attributes:
        frame: Text; a cell without a value is null.
        names: The position of each column by its heading.
        columns: By heading, those that were looked at.
        fields: By heading.
        labels: What values mean, by heading and value.
    """

    resource: Resource
    frame: pl.DataFrame
    names: Mapping[str, str]
    columns: Mapping[str, ColumnStatistics]
    fields: Mapping[str, Field]
    primary_key: tuple[str, ...] = ()
    labels: Mapping[str, Mapping[str, LocalizedText]] = field(default_factory=dict)

    @property
    def height(self) -> int:
        """Number of rows."""
        return self.frame.height

    def of_use(self, *uses: ColumnUse) -> list[str]:
        """Return the headings of the columns of *uses* that have values, in the table's order."""
        return [name for name, column in self.columns.items() if column.use in uses and column.filled]

    def text(self, name: str) -> pl.Series:
        """Return the cells of a column."""
        return self.frame[self.names[name]].alias(name)

    def numbers(self, name: str) -> pl.Series:
        """Return the numbers of a column; null where there is none."""
        numbers = self.text(name).cast(pl.Float64, strict=False)
        return numbers.to_frame().select(pl.when(pl.col(name).is_finite()).then(pl.col(name)))[name]

    def digits(self, name: str) -> int:
        """Return how many decimals the numbers of a column have at most, up to four."""
        decimals = self.text(name).str.extract(r"\.([0-9]*?)0*$", 1).str.len_chars().max()
        return min(4, decimals) if isinstance(decimals, int) else 0

    def filtered(self, name: str, values: Iterable[str | None]) -> Source:
        """Return the source with only the rows that have one of *values* in the column."""
        kept = self.frame[self.names[name]].is_in([value for value in values if value is not None])
        return replace(self, frame=self.frame.filter(kept.fill_null(False)))

    def without(self, name: str, values: Iterable[str]) -> Source:
        """Return the source without the rows that have one of *values* in the column."""
        left_out = self.frame[self.names[name]].is_in(list(values)).fill_null(False)
        return replace(self, frame=self.frame.filter(~left_out))

    def title(self, name: str) -> LocalizedText:
        """Return what the column is called."""
        known = self.fields.get(name)
        return known.title if known is not None else LocalizedText(name)

    def axis(self, name: str, scale: Scale = Scale.NUMBER) -> Axis:
        """Return the axis of a column."""
        return Axis(self.title(name), scale, self.unit(name) if scale is Scale.NUMBER else None)

    def unit(self, name: str) -> LocalizedText | None:
        """Return the unit that the schema states, or that all rows have in a column of units."""
        known = self.fields.get(name)
        if known is not None and known.unit is not None:
            return known.unit
        written = unit_in_heading(name)
        if written is not None:
            return LocalizedText(written)
        units = [each for each in self.names if is_unit_heading(each)]
        if len(units) != 1:
            return None
        found = self.text(units[0]).drop_nulls().unique()
        return LocalizedText(found.item()) if len(found) == 1 else None

    def has_mixed_units(self) -> bool:
        """Return whether a column says that the numbers of different rows have different units."""
        return any(self.text(name).drop_nulls().n_unique() > 1 for name in self.names if is_unit_heading(name))

    def is_additive(self, name: str) -> bool:
        """Return whether a sum of the column's numbers says something."""
        unit = self.unit(name)
        is_rate = unit is not None and unit.ja in ("%", "％", "℃", "度", "倍")
        return can_be_added(name) and not is_rate and not is_vague_heading(name) and not self.has_mixed_units()

    def times(self, name: str) -> dict[str, Time] | None:
        """Return the time of each different cell of a column, or ``None`` where they can't all be told."""
        known = self.fields.get(name)
        cells = self.text(name).drop_nulls().unique(maintain_order=True)
        return parse_times(cells, known.type if known is not None else "string", name)

    def series_label(self, name: str, text: str) -> LocalizedText:
        """Return what the rows with *text* in the column are called; yes and no are nothing without their heading."""
        known = self.fields.get(name)
        if known is None or known.type != "boolean" or text not in ("true", "false"):
            return self.label(name, text) or LocalizedText(text)
        key = "series_yes" if text == "true" else "series_no"
        ja, en = (chart_texts(lang)[key].format(column=known.title.text(lang)) for lang in LANGS)
        return LocalizedText(ja, en)

    def point(self, name: str, text: str) -> Point:
        """Return the place of a category."""
        return Point(text, self.label(name, text))

    def label(self, name: str, text: str) -> LocalizedText | None:
        """Return what *text* means in the column, where anything says it."""
        return self.labels.get(name, {}).get(text)

    def said(self, name: str, texts: Iterable[str]) -> LocalizedText:
        """Return what *texts* of the column mean, one after the other; yes and no in words."""
        known = self.fields.get(name)
        is_flag = known is not None and known.type == "boolean"
        keys = {"true": "yes", "false": "no"} if is_flag else {}
        found = [(text, self.label(name, text), keys.get(text)) for text in texts]

        def listed(lang: Lang) -> str:
            words = (
                label.text(lang) if label else chart_texts(lang)[key] if key else text for text, label, key in found
            )
            return chart_texts(lang)["comma"].join(words)

        return LocalizedText(listed("ja"), listed("en"))

    def words(self, name: str, text: str) -> str:
        """Return *text* of the column in Japanese words: what it means, or itself."""
        label = self.label(name, text)
        return label.ja if label is not None else text


def chart_source(resource: Resource, table: Table, schema: Schema, statistics: TableStatistics) -> Source:
    """Return what charts are made from; columns beyond those of *statistics* are left out."""
    known = {each.name: each for each in schema.fields}
    names = {column.name: str(index) for index, column in enumerate(statistics.columns)}
    blanks = list(dict.fromkeys(["", *schema.missing_values]))
    frame = table.frame[[*names.values()]]
    # Columns without a gap are passed on as they are, and nearly all others have no mark but an empty cell.
    gaps = [names[column.name] for column in statistics.columns if column.filled < table.row_count]
    given = (pl.col(gaps) != "") if len(blanks) == 1 else ~pl.col(gaps).is_in(blanks)
    frame = frame.with_columns(pl.when(given).then(pl.col(gaps)).name.keep()) if gaps else frame
    source = Source(
        resource=resource,
        frame=frame,
        names=names,
        columns={column.name: column for column in statistics.columns},
        fields={name: known[name] for name in names if name in known},
        primary_key=schema.primary_key,
    )
    told = {name: each.labels for name, each in source.fields.items() if each.labels}
    return replace(source, labels={**dict(_translations(source)), **told})


def _translations(source: Source) -> Iterator[tuple[str, dict[str, LocalizedText]]]:
    """Yield the English of each column that has it in a column beside, by its values."""
    for beside in source.names:
        name = english_of(beside)
        column = source.columns.get(name) if name else None
        if name is None or column is None or column.use not in (ColumnUse.CATEGORY, ColumnUse.LABEL):
            continue
        pairs = pl.DataFrame([source.text(name), source.text(beside)]).drop_nulls().unique(maintain_order=True)
        words: dict[str, str] = {}
        if all(words.setdefault(value, word) == word for value, word in pairs.iter_rows()):
            yield name, {value: LocalizedText(value, word) for value, word in words.items()}


def plain_value(number: float | None, digits: int) -> float | None:
    """Return *number* without what adding doubles leaves behind the decimals that there are."""
    if number is None or abs(number) >= _EXACT:
        return number
    return round(number, digits)
