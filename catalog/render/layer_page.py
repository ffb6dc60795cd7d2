"""A layer's own page: the map, its legend, where it is and how good, its columns, how to load it."""

from __future__ import annotations

from collections.abc import Mapping
from types import SimpleNamespace

from catalog.i18n import chart_texts, interface_texts
from catalog.model.described import DescribedDataset, DescribedResource
from catalog.model.ids import Slug
from catalog.model.layer import Layer
from catalog.model.site import Municipality, Site
from catalog.model.text import LANGS, Lang, LocalizedText
from catalog.render.columns import columns_view
from catalog.render.downloads import file_groups
from catalog.render.explorer import explorer_context
from catalog.render.fictitious import fictitious_note
from catalog.render.first_rows import table_view
from catalog.render.formats import render_date, render_missing
from catalog.render.layers import LayerView, layer_view
from catalog.render.links import dataset_uri, layer_uri, root_prefix
from catalog.render.map import MapBox, layer_entries, map_uri, render_map_words
from catalog.render.markdown import render_markdown
from catalog.render.page import RenderedPage, TocEntry
from catalog.render.templates import render, render_localized

LONG_TITLE = 80
"""Characters from which on a title is set smaller."""


def render_layer_pages(
    described: DescribedDataset, municipality: Municipality, site: Site, *, attribution: Mapping[Lang, str]
) -> dict[Slug, dict[Lang, RenderedPage]]:
    """Return the page of each layer of a dataset, by the name of its resource, in each language.

    *attribution* is the sentence that names the source as the licence asks for.
    """
    return {
        each.resource.name: {
            lang: _render_page(described, each, each.layer, municipality, site, lang, attribution[lang])
            for lang in LANGS
        }
        for each in described.resources
        if each.layer is not None
    }


def _render_page(
    described: DescribedDataset,
    resource: DescribedResource,
    layer: Layer,
    municipality: Municipality,
    site: Site,
    lang: Lang,
    attribution: str,
) -> RenderedPage:
    dataset, name = described.dataset, resource.resource.name
    texts, uri, title = interface_texts(lang), layer_uri(dataset.id, name, lang), dataset.title_of(resource.resource)
    view = layer_view(described, resource, layer, site, lang)
    context = {
        "layer": view,
        "title": title,
        "map": _map_box(described, resource, lang),
        "group": next(group for group in file_groups(described, lang) if group.name == name),
        "table": table_view(resource, lang),
        **explorer_context(described, lang),
        "columns": columns_view(resource, lang),
        "chart_words": SimpleNamespace(**chart_texts(lang)),
        "attribution": attribution,
        **_about(described, resource, title, municipality, lang),
    }
    toc = _toc(context, view, lang)
    return RenderedPage(
        lang=lang,
        section="datasets",
        uri=uri,
        title=title.text(lang),
        description=texts["layer_description"].format(title=title.text(lang)),
        body_html=render("layer.html", lang, base=root_prefix(uri), toc=toc, **context),
        toc=toc,
        alternates={other: layer_uri(dataset.id, name, other) for other in LANGS},
        edit_uri=described.descriptor_uri,
        modified=dataset.modified.isoformat() if dataset.modified else None,
        datapackage_uri=next((each.uri for each in described.distributions if each.role == "datapackage"), None),
    )


def _about(
    described: DescribedDataset,
    resource: DescribedResource,
    title: LocalizedText,
    municipality: Municipality,
    lang: Lang,
) -> dict[str, object]:
    dataset, texts = described.dataset, interface_texts(lang)
    other_lang: Lang = "en" if lang == "ja" else "ja"
    text = resource.resource.description or dataset.description
    home = dataset_uri(dataset.id, lang)
    missing = render_missing(lang)
    return {
        "dataset": dataset,
        "dataset_uri": home,
        "municipality": municipality,
        "fictitious": fictitious_note(municipality, lang),
        "trail": [
            (f"{lang}/datasets/", texts["datasets"]),
            (f"{lang}/municipalities/{municipality.id}/", render_localized(municipality.name, lang)),
            (home, render_localized(dataset.title, lang)),
        ],
        "is_long": len(title.text(lang)) > LONG_TITLE,
        "other_lang": other_lang,
        "other_title": title.text(other_lang) if title.is_translated else None,
        "description": render_markdown(text.text(lang), lang),
        "is_untranslated_description": text.lang(lang) != lang,
        "keywords": dataset.keywords.get(lang) or dataset.keywords.get("ja", ()),
        "keywords_lang": lang if dataset.keywords.get(lang) else "ja",
        "modified": render_date(dataset.modified.isoformat(), lang, era=True) if dataset.modified else missing,
        "frequency": render_localized(dataset.frequency.label, lang) if dataset.frequency else missing,
    }


def _map_box(described: DescribedDataset, resource: DescribedResource, lang: Lang) -> MapBox | None:
    """Return the map of this one layer, ``None`` where no file of it can be drawn."""
    layer_id = f"{described.dataset.id}/{resource.resource.name}"
    if all(entry.id != layer_id for entry in layer_entries(described)):
        return None
    return MapBox(layer_id, f"{map_uri(lang)}#layers={layer_id}", render_map_words(lang))


def _toc(context: Mapping[str, object], view: LayerView, lang: Lang) -> tuple[TocEntry, ...]:
    """Return the headings of the page; what is empty has none."""
    shown = {
        ("get", "get"): True,
        ("map", "map"): context["map"],
        ("legend", "legend"): view.legend,
        ("about", "layer_about"): True,
        ("repairs", "layer_repairs"): view.repairs,
        ("see", "see"): context["table"],
        ("columns", "columns"): context["columns"],
        ("services", "layer_services"): view.services,
        ("licence", "licence_heading"): True,
    }
    texts = interface_texts(lang)
    return tuple(TocEntry(anchor, texts[key]) for (anchor, key), is_shown in shown.items() if is_shown)
