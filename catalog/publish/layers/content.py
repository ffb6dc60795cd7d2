"""A layer as every writer of layer files takes it: attributes by column, geometries, numbers of the features."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
import polars as pl

from catalog.model.attribute import AttributeWords
from catalog.model.dataset import Field, Schema
from catalog.model.features import ConvertedFeatures, Features
from catalog.model.table import Table
from catalog.model.text import LocalizedText
from catalog.publish.json_text import with_translations
from catalog.publish.tables.columns import Columns, table_columns
from catalog.publish.tables.typed import Kind, column_kinds

_BATCH_VERTICES = 200_000
_BATCH_FEATURES = 5_000

_PLAIN_ID = r"^(?:0|[1-9][0-9]{0,14})$"


@dataclass(frozen=True, eq=False)
class LayerContent:
    """What is written of a layer.

    Attributes:
        converted: The geometries; row 0 of everything is feature 1.
        columns: The attributes with canonical values. Names are all different, even if the file repeats one.
        kinds: What the cells of each column are.
        schema: Of the attributes.
    """

    converted: ConvertedFeatures
    columns: Columns
    kinds: tuple[Kind, ...]
    schema: Schema

    @property
    def count(self) -> int:
        """Number of features."""
        return self.converted.source.feature_count

    @cached_property
    def vertex_ends(self) -> np.ndarray[Any, Any]:
        """Number of vertices up to and with each feature."""
        import shapely

        return np.cumsum(shapely.get_num_coordinates(self.converted.geometries))

    def batches(self) -> Iterator[slice]:
        """Yield the features in order, so many at a time that some hundred thousand vertices are in work."""
        start = 0
        while start < self.count:
            before = self.vertex_ends[start - 1] if start else 0
            end = int(np.searchsorted(self.vertex_ends, before + _BATCH_VERTICES)) + 1
            end = min(end, start + _BATCH_FEATURES, self.count)
            yield slice(start, end)
            start = end

    def rows(self, batch: slice) -> pl.DataFrame:
        """Return the attributes of some features; without columns there are no rows."""
        return self.columns.frame.slice(batch.start, batch.stop - batch.start)

    @cached_property
    def ids(self) -> Sequence[int] | Sequence[str]:
        """Identifier of each feature, all different: the primary key, else the file's own one, else the number.

        Whole numbers are numbers where all of them are, so that programs can count on one type.
        """
        found = _key_cells(self) or self.converted.source.ids
        if found is None:
            return range(1, self.count + 1)
        texts = pl.Series(found, dtype=pl.String)
        return texts.cast(pl.Int64).to_list() if texts.str.contains(_PLAIN_ID).all() else texts.to_list()


def layer_content(converted: ConvertedFeatures, attributes: Table, schema: Schema) -> LayerContent:
    """Return the content of a layer.

    Arguments:
        converted: The layer.
        attributes: ``converted.source.table()``, or the same with canonical values: as many rows as features.
        schema: Of *attributes*.

    Raises:
        ValueError: *attributes* has other rows than the layer has features.
    """
    if attributes.labels and attributes.row_count != converted.source.feature_count:
        raise ValueError(f"{attributes.row_count} rows for {converted.source.feature_count} features")
    columns = table_columns(attributes, schema)
    columns = replace(columns, names=distinct_names(columns.names))
    return LayerContent(converted, columns, column_kinds(columns, schema.missing_values), schema)


def layer_schema(features: Features, declared: Mapping[str, AttributeWords] | None = None) -> Schema:
    """Return the schema of a layer that no descriptor has one for: names and types as the file has them.

    Arguments:
        features: The layer.
        declared: Words for some of its attributes, by name; they go before those of the file's format.
    """
    words = {**features.words, **(declared or {})}
    fields = {
        label: _field(label, kind, words.get(label), features.frame.to_series(number))
        for number, (label, kind) in reversed(
            list(enumerate(zip(_stripped(features.labels), features.types, strict=True)))
        )
    }
    in_order = tuple(fields[label] for label in dict.fromkeys(_stripped(features.labels)))
    return Schema(in_order, (), ("",), {"fields": [dict(field.descriptor) for field in in_order]})


def _field(label: str, kind: str, words: AttributeWords | None, cells: pl.Series) -> Field:
    title = words.title if words is not None else None
    description = words.description if words is not None else None
    descriptor: dict[str, Any] = {"name": label, "type": kind}
    for key, text in (("title", title), ("description", description)):
        descriptor |= with_translations(key, text)
    known = {each.value: each for each in words.categories} if words is not None else {}
    used = set(cells.drop_nulls().unique().to_list()) - {""}
    # Categories are the only values that there may be; feeds may have more than their format explains.
    if used and used <= set(known):
        descriptor["categories"] = [
            {"value": int(value) if kind == "integer" else value, **with_translations("label", known[value].label)}
            for value in known
        ]
    return Field(label, title or LocalizedText(label), description, kind, "default", descriptor)


def distinct_names(names: Sequence[str], *, taken: Sequence[str] = ()) -> tuple[str, ...]:
    """Return *names*, those that stand there already, also in other letter case, with a number behind them."""
    used = {name.casefold() for name in taken}
    distinct: list[str] = []
    for name in names:
        candidate, number = name, 1
        while candidate.casefold() in used:
            number += 1
            candidate = f"{name}_{number}"
        used.add(candidate.casefold())
        distinct.append(candidate)
    return tuple(distinct)


def _stripped(labels: Sequence[str]) -> list[str]:
    return [label.strip() for label in labels]


def _key_cells(content: LayerContent) -> list[str] | None:
    """Return the primary key of each feature where that is one column that has a value for each, all different."""
    key = content.schema.primary_key
    if len(key) != 1 or key[0] not in content.columns.names:
        return None
    cells = content.columns.frame.to_series(content.columns.names.index(key[0]))
    if cells.is_in(["", *content.schema.missing_values]).any() or cells.n_unique() != len(cells):
        return None
    return cells.to_list()
