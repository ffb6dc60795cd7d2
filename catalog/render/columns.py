"""A resource's columns and first rows as a dataset page shows them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup, escape

from catalog.i18n import chart_texts, interface_texts
from catalog.model.dataset import Field
from catalog.model.described import DescribedResource
from catalog.model.text import Lang, LocalizedText
from catalog.render.cells import CELL_LIMIT
from catalog.render.column_contents import ContentsView, contents_view
from catalog.render.formats import format_count, render_missing
from catalog.render.templates import render_localized
from catalog.render.value_labels import ValuesView, has_meanings, values_view

NUMERIC_TYPES = frozenset({"integer", "number"})
COLUMN_LIMIT = 200
"""Columns that a page explains; the others are in ``datapackage.json``."""

CONTENTS_LIMIT = 100
"""Columns of which a page says what is in them; more would be too much for a phone."""
FIRST_COLUMNS = 15
"""Columns of a wide table that are seen at once; a few more than these are seen, too."""
_FEW = 5
ENUM_LIMIT = 20
"""Values of a closed list that are shown."""


@dataclass(frozen=True, slots=True)
class ColumnView:
    """A column in words.

    Attributes:
        other: Its heading in the other language, or as it stands in the file where that differs.
        unit: What its numbers are counted in.
        contents: What is in it; ``None`` where nobody counted.
        values: What its values mean; ``None`` where nobody said.
    """

    heading: Markup
    other: str | None
    other_lang: Lang
    type: str
    constraints: tuple[str, ...]
    description: Markup
    unit: Markup | None = None
    contents: ContentsView | None = None
    values: ValuesView | None = None


@dataclass(frozen=True, slots=True)
class ColumnsView:
    """All columns of a resource.

    Attributes:
        others_words: How many are folded up.
        more: How many are not on the page.
    """

    name: str
    title: Markup
    description: Markup | None
    columns: tuple[ColumnView, ...]
    others_words: str
    more: str | None

    @property
    def first(self) -> tuple[ColumnView, ...]:
        """The columns that are seen at once."""
        return self.columns[:FIRST_COLUMNS] if self.others else self.columns

    @property
    def others(self) -> tuple[ColumnView, ...]:
        """The columns that are folded up; empty where there are few."""
        return self.columns[FIRST_COLUMNS:] if len(self.columns) > FIRST_COLUMNS + _FEW else ()

    @property
    def has_contents(self) -> bool:
        """Whether what is in the columns was counted."""
        return any(column.contents is not None for column in self.columns)


def columns_view(described: DescribedResource, lang: Lang) -> ColumnsView | None:
    """Return the columns of *described* in words, or ``None`` where no schema tells them."""
    resource = described.resource
    if resource.schema is None:
        return None
    primary_key, fields = frozenset(resource.schema.primary_key), resource.schema.fields
    contents = _contents_by_name(described, fields[:CONTENTS_LIMIT], lang)
    values = _values_by_name(described, fields[:CONTENTS_LIMIT], lang)
    return ColumnsView(
        name=resource.name,
        title=render_localized(resource.title, lang),
        description=render_localized(resource.description, lang, mark=True) if resource.description else None,
        columns=tuple(
            _column_view(field, field.name in primary_key, contents.get(field.name), values.get(field.name), lang)
            for field in fields[:COLUMN_LIMIT]
        ),
        others_words=interface_texts(lang)["columns_others"].format(
            count=format_count(min(len(fields), COLUMN_LIMIT) - FIRST_COLUMNS)
        ),
        more=_more_columns(len(fields) - COLUMN_LIMIT, lang),
    )


def _contents_by_name(described: DescribedResource, fields: Sequence[Field], lang: Lang) -> dict[str, ContentsView]:
    statistics = described.statistics
    if statistics is None:
        return {}
    known = {column.name: column for column in statistics.columns}
    found = ((field, known.get(field.name)) for field in fields)
    return {
        field.name: contents_view(column, field, statistics.row_count, lang)
        for field, column in found
        if column is not None
    }


def _values_by_name(described: DescribedResource, fields: Sequence[Field], lang: Lang) -> dict[str, ValuesView]:
    known = {column.name: column for column in described.statistics.columns} if described.statistics else {}
    found = ((field.name, values_view(field, known.get(field.name), lang)) for field in fields)
    return {name: view for name, view in found if view is not None}


def _more_columns(count: int, lang: Lang) -> str | None:
    return interface_texts(lang)["columns_more"].format(count=format_count(count)) if count > 0 else None


def _column_view(
    field: Field, is_key: bool, contents: ContentsView | None, values: ValuesView | None, lang: Lang
) -> ColumnView:
    other_lang: Lang = "ja" if lang == "en" else "en"
    other = field.title.en if lang == "ja" else field.title.ja if field.title.en else None
    return ColumnView(
        heading=render_localized(field.title, lang),
        other=other or (field.name if field.name != field.title.ja else None),
        other_lang=other_lang if other else "ja",
        type=type_words(field.type, field.format, lang),
        constraints=tuple(constraint_words(field, is_key, lang)),
        description=_render_description(field.description, lang) if field.description or values is None else Markup(),
        unit=_render_unit(field, lang),
        contents=contents,
        values=values,
    )


def _render_unit(field: Field, lang: Lang) -> Markup | None:
    if field.unit is None:
        return None
    return Markup(chart_texts(lang)["unit"]).format(unit=render_localized(field.unit, lang))


def _render_description(description: LocalizedText | None, lang: Lang) -> Markup:
    """Return the description in both languages, the reader's first."""
    if description is None:
        return render_missing(lang)
    first = render_localized(description, lang)
    if lang == "en" or not description.en:
        return first if not description.en else _with_other(first, description.ja, "ja")
    return _with_other(first, description.en, "en")


def _with_other(first: Markup, other: str, other_lang: Lang) -> Markup:
    return Markup(f'{first}<span class="mc-quiet" lang="{other_lang}">{escape(other)}</span>')


def type_words(type_name: str, format_name: str, lang: Lang) -> str:
    """Return a Frictionless type in words, with its format where that says more: ``文字（URL）``."""
    texts = interface_texts(lang)
    words = texts.get(f"type_{type_name}", type_name)
    detail = texts.get(f"format_{format_name}")
    return texts["type_with_format"].format(type=words, format=detail) if detail else words


def constraint_words(field: Field, is_key: bool, lang: Lang) -> list[str]:
    """Return what the values of *field* must obey, one sentence part each."""
    texts = interface_texts(lang)
    constraints = field.descriptor.get("constraints")
    found = constraints if isinstance(constraints, Mapping) else {}
    words = [texts["constraint_key"]] if is_key else []
    words += [texts[f"constraint_{name}"] for name in ("required", "unique") if found.get(name) is True and not is_key]
    words += [
        texts[f"constraint_{name}"].format(value=_constraint_value(found[name]))
        for name in ("minimum", "maximum", "minLength", "maxLength", "pattern")
        if name in found
    ]
    if field.choices is not None and not has_meanings(field, lang):
        words.append(texts["constraint_enum"].format(value=_enum_words(field.choices, texts["comma"])))
    return words


def _constraint_value(value: Any) -> str:
    return str(value)[:CELL_LIMIT]


def _enum_words(values: Sequence[str], comma: str) -> str:
    words = comma.join(_constraint_value(value) for value in values[:ENUM_LIMIT])
    return f"{words}{comma}…" if len(values) > ENUM_LIMIT else words
