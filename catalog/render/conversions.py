"""What was changed in the published copies of a table, in words."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup, escape

from catalog.i18n import interface_texts
from catalog.model.conversion import Conversion
from catalog.model.described import DescribedDataset, DescribedResource
from catalog.model.text import Lang
from catalog.render.formats import format_count
from catalog.render.templates import render_localized

LINE_LIMIT = 50
"""Changes that a page tells one by one; a table has seldom more than a few."""


@dataclass(frozen=True, slots=True)
class ConversionsView:
    """The changes to one resource, one sentence each."""

    name: str
    title: Markup
    lines: tuple[Markup, ...]
    more: str | None


def conversion_views(described: DescribedDataset, lang: Lang) -> tuple[ConversionsView, ...]:
    """Return the changes to each resource of a dataset that has any."""
    return tuple(_conversions_view(each, lang) for each in described.resources if each.conversions)


def _conversions_view(described: DescribedResource, lang: Lang) -> ConversionsView:
    more = len(described.conversions) - LINE_LIMIT
    return ConversionsView(
        name=described.resource.name,
        title=render_localized(described.resource.title, lang),
        lines=tuple(_render_line(each, described, lang) for each in described.conversions[:LINE_LIMIT]),
        more=interface_texts(lang)["changed_more"].format(count=format_count(more)) if more > 0 else None,
    )


def _render_line(conversion: Conversion, described: DescribedResource, lang: Lang) -> Markup:
    texts = interface_texts(lang)
    key = f"changed_{conversion.kind.value}"
    words = escape(texts[key].format(count=format_count(conversion.count))) + _render_example(conversion, lang)
    heading = _render_heading(conversion, described, lang)
    return heading + texts["colon"] + words if heading else words


def _render_heading(conversion: Conversion, described: DescribedResource, lang: Lang) -> Markup | None:
    schema = described.resource.schema
    fields = schema.fields if schema is not None else ()
    field = next((field for field in fields if field.name == conversion.field), None)
    return Markup("<strong>{}</strong>").format(render_localized(field.title, lang)) if field else None


def _render_example(conversion: Conversion, lang: Lang) -> Markup:
    if conversion.example is None:
        return Markup("")
    before, after = conversion.example
    key = "changed_example" if after else "changed_example_empty"
    marked = Markup('<span lang="ja">{}</span>').format(before) if lang != "ja" else escape(before)
    return Markup(interface_texts(lang)[key]).format(before=marked, after=after)
