"""``views``: the charts that a descriptor asks for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from catalog.check.node import Node
from catalog.check.words import nearest
from catalog.codes import has_errors
from catalog.findings import Finding, Findings, shown
from catalog.model.charts import Aggregate, ChartKind, View
from catalog.model.dataset import Dataset, Field, Resource, Schema
from catalog.model.ids import Slug, is_slug
from catalog.model.marked import MarkedYaml
from catalog.model.table import Table

KEYS = ("name", "title", "title@en", "resource", "kind", "x", "y", "series", "aggregate", "where")
INSTEAD = {"resources": "resource", "spec": "kind", "specType": "kind", "type": "kind", "group": "x"}
KIND_MEANINGS = {
    **{"折れ線": "line", "線": "line", "折れ線グラフ": "line", "timeseries": "line", "時系列": "line"},
    **{"棒": "bar", "棒グラフ": "bar", "column": "bar", "columns": "bar", "bars": "bar"},
    **{"人口ピラミッド": "pyramid", "ピラミッド": "pyramid", "ヒストグラム": "histogram", "分布": "histogram"},
}
AGGREGATE_MEANINGS = {
    **{"件数": "count", "個数": "count", "合計": "sum", "total": "sum"},
    **{"平均": "mean", "average": "mean", "avg": "mean"},
}
MOST_VIEWS = 12
"""More charts than anybody looks at on one page."""
MOST_COLUMNS = 4
_NUMERIC = frozenset({"integer", "number"})
_TIMES = frozenset({"date", "datetime", "year", "yearmonth", "integer", "string"})


def parse_views(node: Node, resources: Sequence[Resource]) -> tuple[View, ...] | None:
    """Return the charts that the descriptor at *node* asks for; ``None`` where it doesn't speak of any.

    Codes: expected-list, expected-mapping, repeated-item, view-too-many, and those of a view.
    """
    if "views" not in node.value:
        return None
    raws = node.nodes("views")
    if len(raws) > MOST_VIEWS:
        node.report("view-too-many", "views", key="views", count=str(len(raws)), most=str(MOST_VIEWS))
    parsed = [_parse_view(raw, resources) for raw in raws[:MOST_VIEWS]]
    names: set[str] = set()
    for raw, view in zip(raws, parsed, strict=False):
        if view is not None and view.name in names:
            raw.report("repeated-item", "name", key="name", value=view.name)
        names |= {view.name} if view is not None else set()
    return tuple(view for view in parsed if view is not None)


def _parse_view(node: Node, resources: Sequence[Resource]) -> View | None:
    """Return the chart at *node*, or ``None`` where it has errors, which are reported on *node*.

    Codes: key-missing, unknown-key, key-not-supported, slug, unknown-word, view-resource, view-column,
    view-column-type, view-too-many, key-refused, expected-text, only-english, repeated-item.
    """
    before = len(node.findings)
    node.check_keys(KEYS, INSTEAD)
    name = node.text("name", required=True)
    if name is not None and not is_slug(name):
        node.report("slug", "name", key="name", value=shown(name))
    title = node.localized("title")
    if not node.has("kind"):
        node.report("key-missing", key="kind")
    kind = node.word("kind", {each.value: each for each in ChartKind}, meanings=KIND_MEANINGS)
    resource = _parse_resource(node, resources)
    aggregate = node.word("aggregate", {each.value: each for each in Aggregate}, meanings=AGGREGATE_MEANINGS)
    x, series, y = node.text("x"), node.text("series"), _texts(node, "y")
    where = _parse_where(node)
    if kind is None or resource is None or name is None:
        return None
    _check_keys_of_kind(node, kind, y, aggregate)
    _check_columns(node, resource, kind, y, where)
    if has_errors(node.findings[before:]):
        return None
    return View(Slug(name), title, resource.name, kind, x, y, series, aggregate, where, node.pointer)


def _parse_resource(node: Node, resources: Sequence[Resource]) -> Resource | None:
    """Return the table that is meant; the only one where none is named.

    Codes: view-resource, key-missing.
    """
    name = node.text("resource")
    tables = [each for each in resources if each.schema is not None]
    if name is None:
        if len(tables) == 1:
            return tables[0]
        if resources:
            node.report("key-missing", key="resource")
        return None
    found = next((each for each in tables if each.name == name), None)
    if found is None and resources:
        node.report(
            "view-resource", "resource", name=shown(name), candidates=nearest(name, [each.name for each in tables])
        )
    return found


def _texts(node: Node, key: str) -> tuple[str, ...]:
    """Return the text, or the texts of the list, at *key*."""
    value = node.value.get(key)
    if isinstance(value, str):
        return (value.strip(),) if value.strip() else ()
    return node.texts(key)


def _parse_where(node: Node) -> Mapping[str, tuple[str, ...]]:
    """Return which values rows must have, by column.

    Codes: expected-mapping, expected-list, expected-text, repeated-item.
    """
    raw = node.node("where")
    return {key: _texts(raw, key) for key in raw.value} if raw is not None else {}


def _check_keys_of_kind(node: Node, kind: ChartKind, y: Sequence[str], aggregate: Aggregate | None) -> None:
    """Report keys that the kind of chart needs and that aren't there, or that it has no use for.

    Codes: key-missing, key-refused, view-too-many.
    """
    is_counted = aggregate is Aggregate.COUNT
    needed = {
        ChartKind.LINE: ("x",) if is_counted else ("x", "y"),
        ChartKind.BAR: ("x",) if is_counted or not y else ("x", "y"),
        ChartKind.HISTOGRAM: ("x",),
        ChartKind.PYRAMID: ("y",) if node.has("x") else (),
    }
    unused = {
        ChartKind.HISTOGRAM: ("y", "series", "aggregate"),
        ChartKind.PYRAMID: ("aggregate",) if node.has("x") else ("aggregate", "y", "series"),
    }
    for key in needed[kind]:
        if not node.has(key):
            node.report("key-missing", key=key)
    for key in unused.get(kind, ()):
        if node.has(key):
            node.report("key-refused", key, key=key)
    most = 1 if node.has("series") else 2 if kind is ChartKind.PYRAMID else MOST_COLUMNS
    if len(y) > most:
        node.report("view-too-many", "y", key="y", count=str(len(y)), most=str(most))


def _check_columns(
    node: Node, resource: Resource, kind: ChartKind, y: Sequence[str], where: Mapping[str, object]
) -> None:
    """Report columns that the table doesn't have, and those whose values can't be drawn so.

    Codes: view-column, view-column-type.
    """
    fields = {field.name: field for field in resource.schema.fields} if resource.schema is not None else {}
    for key, names in (("x", _texts(node, "x")), ("y", y), ("series", _texts(node, "series")), ("where", tuple(where))):
        for name in names:
            if name not in fields:
                params = {"key": key, "name": shown(name), "candidates": nearest(name, fields)}
                node.report("view-column", key, **params)
            else:
                _check_type(node, key, fields[name], kind)


def _check_type(node: Node, key: str, field: Field, kind: ChartKind) -> None:
    is_number = key == "y" or (key == "x" and kind is ChartKind.HISTOGRAM)
    if is_number and field.type not in _NUMERIC:
        node.report("view-column-type", key, key=key, name=shown(field.name), type=field.type, wanted="integer, number")
    elif key == "x" and kind is ChartKind.LINE and field.type not in _TIMES:
        wanted = "date, yearmonth, year"
        node.report("view-column-type", key, key=key, name=shown(field.name), type=field.type, wanted=wanted)


def check_views(dataset: Dataset, tables: Mapping[str, Table], source: MarkedYaml) -> Findings:
    """Return what is wrong with the charts of *dataset* when their rows are looked at.

    Arguments:
        dataset: With its charts.
        tables: By resource name, as they were read.
        source: The descriptor.

    Codes: view-no-rows, view-several-rows.
    """
    schemas = {resource.name: resource.schema for resource in dataset.resources}
    found = ((view, tables.get(view.resource)) for view in dataset.views or ())
    return tuple(
        Finding(code, source.location(view.pointer), {"name": view.name, **params})
        for view, table in found
        if table is not None
        for code, params in _problems(view, table, schemas.get(view.resource))
    )


def _problems(view: View, table: Table, schema: Schema | None) -> list[tuple[str, dict[str, str]]]:
    names = {label.strip(): str(index) for index, label in enumerate(table.labels)}
    used = [view.x, view.series, *view.y, *view.where]
    if any(name is not None and name not in names for name in used):
        return []  # a column that the file doesn't have is told of elsewhere
    # Texts are published as they were written; of other types only the published form can be compared.
    types = {field.name: field.type for field in schema.fields} if schema is not None else {}
    if any(types.get(name, "string") != "string" for name in view.where):
        return []
    frame = table.frame
    for name, values in view.where.items():
        frame = frame.filter(frame[names[name]].is_in(list(values)).fill_null(False))
    if not frame.height:
        return [("view-no-rows", {})]
    if view.aggregate is not None or not view.y or view.kind not in (ChartKind.LINE, ChartKind.BAR):
        return []
    keys = [name for name in (view.x, view.series) if name is not None]
    rows = frame.select(names[key] for key in keys).drop_nulls()
    count = int(rows.is_duplicated().sum())
    return [("view-several-rows", {"columns": "、".join(keys), "count": str(count)})] if count else []
