"""The first rows of a table as its page shows them: without the columns that say nothing, or the same in every row.

Tables of the standard begin with the code and the name of the body, the same in all rows; on a phone, what a table is
about would lie beyond the edge.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from catalog.i18n import interface_texts
from catalog.model.dataset import Field, Schema
from catalog.model.described import DescribedResource, Preview
from catalog.model.statistics import ColumnUse
from catalog.model.text import Lang, LocalizedText
from catalog.render.cells import render_cell
from catalog.render.formats import format_count, render_missing
from catalog.render.templates import render_localized

NUMERIC_TYPES = frozenset({"integer", "number"})
NARROW = 6
"""So many columns are shown whatever they hold."""
FEW_ROWS = 3
"""With fewer rows, that they are alike says nothing."""
NAMED = 12
"""Columns left out that are named; the others are counted."""
_NUMBER = ' class="mc-number"'


@dataclass(frozen=True, slots=True)
class TableView:
    """The first rows of a resource.

    Attributes:
        left_out: Sentences on the columns that aren't shown.
    """

    name: str
    title: Markup
    caption: str
    headings: Markup
    rows: Markup
    left_out: tuple[Markup, ...] = ()


def table_view(described: DescribedResource, lang: Lang) -> TableView | None:
    """Return the first rows of *described*, or ``None`` where it isn't a table."""
    preview = described.preview
    if preview is None or not preview.labels:
        return None
    by_name = _fields_by_name(described.resource.schema)
    fields = [by_name.get(label) for label in preview.labels]
    alike, empty = _silent_columns(described, preview)
    shown = [at for at in range(len(fields)) if at not in {*alike, *empty}]
    numeric = [_is_numeric(fields[at]) for at in shown]
    return TableView(
        name=described.resource.name,
        title=render_localized(described.resource.title, lang),
        caption=_caption(described, preview, lang),
        headings=_render_headings([_heading(preview.labels[at], fields[at], lang) for at in shown], numeric, lang),
        rows=_render_rows(preview, shown, fields, numeric, lang),
        left_out=_left_out(preview, alike, empty, fields, lang),
    )


def _silent_columns(described: DescribedResource, preview: Preview) -> tuple[list[int], list[int]]:
    """Return the columns that hold one value in every row, and those without any; none where few would be left."""
    statistics = described.statistics
    if statistics is None or statistics.row_count < FEW_ROWS or len(preview.labels) <= NARROW:
        return [], []
    counted = {column.name: column for column in statistics.columns if column.use is not ColumnUse.PERSONAL}
    known = [(at, counted[label]) for at, label in enumerate(preview.labels) if label in counted]
    alike = [
        at
        for at, column in known
        if column.distinct == 1 and not column.has_more and column.filled == statistics.row_count
    ]
    empty = [at for at, column in known if column.filled == 0]
    return (alike, empty) if len(alike) + len(empty) < len(preview.labels) - 1 else ([], [])


def _left_out(
    preview: Preview, alike: Sequence[int], empty: Sequence[int], fields: Sequence[Field | None], lang: Lang
) -> tuple[Markup, ...]:
    texts = interface_texts(lang)
    values = [
        Markup("{}{}{}").format(
            _heading(preview.labels[at], fields[at], lang),
            texts["colon"],
            _value(preview.rows[0][at], fields[at], lang),
        )
        for at in alike
    ]
    names = [_heading(preview.labels[at], fields[at], lang) for at in empty]
    told = (("left_out_alike", values), ("left_out_empty", names))
    return tuple(Markup(texts[key]).format(columns=_listed(columns, lang)) for key, columns in told if columns)


def _listed(columns: Sequence[Markup], lang: Lang) -> Markup:
    texts = interface_texts(lang)
    listed = Markup(texts["comma"]).join(columns[:NAMED])
    rest = len(columns) - NAMED
    return listed if rest <= 0 else listed + texts["left_out_more"].format(count=format_count(rest))


def _value(value: str | None, field: Field | None, lang: Lang) -> Markup:
    if value is None:
        return render_missing(lang)
    cell = render_cell(value, field, lang)
    return cell if lang == "ja" else Markup('<span lang="ja">{}</span>').format(cell)


def _heading(label: str, field: Field | None, lang: Lang) -> Markup:
    return render_localized(field.title if field else LocalizedText(label), lang) or render_missing(lang)


def _is_numeric(field: Field | None) -> bool:
    """Return whether cells stand on the right; codes with words beside them don't."""
    return field is not None and field.type in NUMERIC_TYPES and not field.labels


def _fields_by_name(schema: Schema | None) -> Mapping[str, Field]:
    return {field.name: field for field in schema.fields} if schema else {}


def _caption(described: DescribedResource, preview: Preview, lang: Lang) -> str:
    texts = interface_texts(lang)
    title = described.resource.title.text(lang)
    shown, total = len(preview.rows), described.row_count
    if total is None or shown >= total:
        caption = texts["caption_all"].format(title=title, count=format_count(shown))
    else:
        caption = texts["caption_first"].format(title=title, shown=format_count(shown), count=format_count(total))
    columns = len(described.resource.schema.fields) if described.resource.schema else 0
    if columns <= len(preview.labels):
        return caption
    counts = {"shown": format_count(len(preview.labels)), "count": format_count(columns)}
    return caption + texts["caption_columns"].format(**counts)


def _render_headings(headings: Sequence[Markup], numeric: Sequence[bool], lang: Lang) -> Markup:
    cells = (
        f'<th scope="col"{_NUMBER if is_number else ""}>{heading}</th>'
        for heading, is_number in zip(headings, numeric, strict=True)
    )
    return Markup("".join(cells))


def _render_rows(
    preview: Preview, shown: Sequence[int], fields: Sequence[Field | None], numeric: Sequence[bool], lang: Lang
) -> Markup:
    missing = f'<td class="mc-missing" lang="{lang}">{render_missing(lang)}</td>'
    opening = [f"<td{_NUMBER}>" if is_number else "<td>" for is_number in numeric]
    parts = []
    for row in preview.rows:
        parts.append("<tr>")
        for index, start in zip(shown, opening, strict=True):
            value = row[index] if index < len(row) else None
            parts.append(missing if value is None else f"{start}{render_cell(value, fields[index], lang)}</td>")
        parts.append("</tr>")
    return Markup("".join(parts))
