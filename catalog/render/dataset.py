"""A dataset's page, and its row in lists."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import SimpleNamespace
from urllib.parse import quote

from markupsafe import Markup

from catalog.i18n import chart_texts, interface_texts, overview_texts, withdrawal_texts
from catalog.model.dataset import Dataset, Publication, Source
from catalog.model.described import DescribedDataset
from catalog.model.site import Municipality, Site
from catalog.model.text import LANGS, Lang
from catalog.render.charts.render import chart_views
from catalog.render.columns import columns_view
from catalog.render.contact import render_contact
from catalog.render.contexts import DatasetEntry, TableFiles
from catalog.render.conversions import conversion_views
from catalog.render.downloads import file_addresses, file_groups, file_type_words, file_types, file_views
from catalog.render.easy import easy_context
from catalog.render.explorer import explorer_context
from catalog.render.fictitious import fictitious_note
from catalog.render.first_rows import table_view
from catalog.render.formats import render_date, render_missing, render_period
from catalog.render.freshness import freshness_context
from catalog.render.late import LATE_TOKEN
from catalog.render.layers import layer_views
from catalog.render.links import BASE_TOKEN, absolute_url, dataset_uri, identifier_uri, root_prefix
from catalog.render.map import layer_entries, map_box, render_layer_details
from catalog.render.markdown import plain_text, render_markdown
from catalog.render.page import RenderedPage, TocEntry
from catalog.render.quality import quality_context
from catalog.render.readability import rules_uri
from catalog.render.search.entry import search_entry
from catalog.render.snippets import derive_snippets
from catalog.render.standards import standard_title, standard_uri
from catalog.render.templates import render, render_localized
from catalog.standards.search_words import standard_titles

LONG_TITLE = 80
"""Characters from which on a title is set smaller."""
GATHERED_ROLES = ("csv", "xlsx", "json", "parquet", "geojson")
"""The forms of a standard dataset that the page of the standard offers of every body."""
SUMMARY_LIMIT = 90
"""Characters of the description in a list's row."""


def render_dataset_pages(
    described: DescribedDataset,
    municipality: Municipality,
    site: Site,
    *,
    attribution: Mapping[Lang, str],
    structured_data: Mapping[Lang, str],
) -> dict[Lang, RenderedPage]:
    """Return the dataset's page in each language.

    *attribution* is the sentence that names the source as the licence asks for, *structured_data* is JSON-LD.
    """
    return {lang: _render_page(described, municipality, site, lang, attribution, structured_data) for lang in LANGS}


def _render_page(
    described: DescribedDataset,
    municipality: Municipality,
    site: Site,
    lang: Lang,
    attribution: Mapping[Lang, str],
    structured_data: Mapping[Lang, str],
) -> RenderedPage:
    dataset = described.dataset
    uri = dataset_uri(dataset.id, lang)
    context = _context(described, municipality, site, lang)
    context["attribution"] = attribution[lang]
    context["attribution_lang"] = lang
    toc = _toc(context, lang)
    return RenderedPage(
        lang=lang,
        section="datasets",
        uri=uri,
        title=dataset.title.text(lang),
        description=plain_text(dataset.description.text(lang)) or dataset.title.text(lang),
        body_html=render("dataset.html", lang, base=root_prefix(uri), toc=toc, **context),
        toc=toc,
        alternates={other: dataset_uri(dataset.id, other) for other in LANGS},
        structured_data=structured_data[lang],
        edit_uri=described.descriptor_uri,
        modified=dataset.modified.isoformat() if dataset.modified else None,
        datapackage_uri=next((each.uri for each in described.distributions if each.role == "datapackage"), None),
    )


def _context(described: DescribedDataset, municipality: Municipality, site: Site, lang: Lang) -> dict[str, object]:
    dataset = described.dataset
    return {
        "dataset": dataset,
        "municipality": municipality,
        "fictitious": fictitious_note(municipality, lang),
        "is_multiple": len(described.resources) > 1,
        "downloads": file_groups(described, lang),
        "whole": file_views(described.distributions, lang),
        "tables": [table for each in described.resources if (table := table_view(each, lang))],
        "columns": [columns for each in described.resources if (columns := columns_view(each, lang))],
        "conversions": conversion_views(described, lang),
        **explorer_context(described, lang),
        "layers": layer_views(described, site, lang),
        "charts": chart_views(described, lang),
        "charts_are_chosen": dataset.views is None,
        "withdrawal_words": SimpleNamespace(**withdrawal_texts(lang)),
        "chart_words": SimpleNamespace(**chart_texts(lang)),
        "map": map_box(described, lang),
        "snippets": derive_snippets(described, site),
        "addresses": _addresses(described, site, lang),
        "rules_uri": rules_uri(lang),
        **easy_context(dataset.title, dataset.description, lang),
        "late": Markup(LATE_TOKEN),
        **quality_context(described, lang),
        **freshness_context(described, lang),
        **_text_context(dataset, lang),
        **_fact_context(dataset, municipality, site, lang),
        **_repository_context(described, site, lang),
    }


def _text_context(dataset: Dataset, lang: Lang) -> dict[str, object]:
    other_lang: Lang = "en" if lang == "ja" else "ja"
    is_translated = dataset.title.is_translated
    keywords = dataset.keywords.get(lang) or dataset.keywords.get("ja", ())
    return {
        "other_title": dataset.title.text(other_lang) if is_translated else None,
        "other_lang": other_lang,
        "is_long": len(dataset.title.text(lang)) > LONG_TITLE,
        "description": render_markdown(dataset.description.text(lang), lang),
        "is_untranslated_description": dataset.description.lang(lang) != lang,
        "keywords": keywords,
        "keywords_lang": lang if dataset.keywords.get(lang) else "ja",
    }


def _fact_context(dataset: Dataset, municipality: Municipality, site: Site, lang: Lang) -> dict[str, object]:
    texts = interface_texts(lang)
    department, missing = dataset.publisher.department, render_missing(lang)
    compiled_text = texts["compiled_text"].format(municipality=municipality.name.text(lang))
    return {
        "trail": [
            (f"{lang}/datasets/", texts["datasets"]),
            (f"{lang}/municipalities/{municipality.id}/", render_localized(municipality.name, lang)),
        ],
        "is_compiled": dataset.publication is Publication.COMPILED,
        "compiled_text": compiled_text,
        "department": render_localized(department, lang) if department else None,
        "modified": render_date(dataset.modified.isoformat(), lang, era=True) if dataset.modified else missing,
        "issued": render_date(dataset.issued.isoformat(), lang, era=True) if dataset.issued else missing,
        "frequency": render_localized(dataset.frequency.label, lang) if dataset.frequency else missing,
        "period": render_period(dataset.temporal, lang) if dataset.temporal else None,
        "sources": [_source_view(source, lang) for source in dataset.sources],
        "contact": render_contact(dataset.publisher, dataset.publication, municipality, site, lang),
        "conforms_to": dataset.conforms_to,
        "standard": _standard_link(dataset, lang),
    }


def _standard_link(dataset: Dataset, lang: Lang) -> tuple[str, str] | None:
    """Return the address and the title of the page of the standard that a dataset follows."""
    claim = dataset.conforms_to
    if claim is None or claim not in standard_titles():
        return None
    return standard_uri(claim, lang), standard_title(claim, lang)


def _source_view(source: Source, lang: Lang) -> dict[str, object]:
    is_web = source.path is not None and source.path.startswith(("https://", "http://"))
    return {
        "title": render_localized(source.title, lang),
        "url": source.path if is_web else None,
        "section": render_localized(source.section, lang) if source.section else None,
    }


def _repository_context(described: DescribedDataset, site: Site, lang: Lang) -> dict[str, object]:
    if site.repository_url is None:
        return {"report_url": None, "edit_url": None}
    dataset, texts = described.dataset, interface_texts(lang)
    title = texts["report_title"].format(title=dataset.title.text(lang)[:80], id=str(dataset.id))
    body = texts["report_body"].format(url=absolute_url(site, dataset_uri(dataset.id, lang)))
    return {
        "report_url": f"{site.repository_url}/issues/new?title={quote(title, safe='')}&body={quote(body, safe='')}",
        "edit_url": f"{site.repository_url}/edit/main/{quote(described.descriptor_uri)}",
    }


def _addresses(described: DescribedDataset, site: Site, lang: Lang) -> list[tuple[str, str]]:
    texts, dataset_id = interface_texts(lang), described.dataset.id
    return [
        (texts["address_identifier"], absolute_url(site, identifier_uri(dataset_id))),
        (texts["address_page"], absolute_url(site, dataset_uri(dataset_id, lang))),
        *file_addresses(described, site, lang),
    ]


def _toc(context: Mapping[str, object], lang: Lang) -> tuple[TocEntry, ...]:
    """Return the headings of the page; what is empty has none."""
    shown = {
        "get": True,
        "see": context["tables"],
        "charts": context["charts"],
        "map": context["map"],
        "columns": context["columns"],
        "changed": context["conversions"],
        "layer": context["layers"],
        "licence": True,
        "quality": True,
        "sources": True,
        "use": context["snippets"],
        "addresses": True,
        "history": True,
        "related": True,
        "report": context["report_url"],
    }
    keys = {"licence": "licence_heading", "sources": "sources_heading"}
    texts = {**overview_texts(lang), **interface_texts(lang), "charts": chart_texts(lang)["charts"]}
    return tuple(TocEntry(anchor, texts[keys.get(anchor, anchor)]) for anchor, is_shown in shown.items() if is_shown)


def render_dataset_row(described: DescribedDataset, municipality: Municipality, lang: Lang) -> str:
    """Return the dataset's row for lists at any depth: ``BASE_TOKEN`` stands for the way to the site's root."""
    dataset = described.dataset
    return render(
        "row.html",
        lang,
        base=BASE_TOKEN,
        href=dataset_uri(dataset.id, lang),
        dataset=dataset,
        municipality=municipality,
        summary=plain_text(dataset.description.text(lang), SUMMARY_LIMIT if lang == "ja" else 2 * SUMMARY_LIMIT),
        is_long=len(dataset.title.text(lang)) > LONG_TITLE,
        is_untranslated=dataset.title.lang(lang) != lang,
        is_untranslated_summary=dataset.description.lang(lang) != lang,
        file_types=[file_type_words(each) for each in file_types(described)],
        modified=dataset.modified.isoformat() if dataset.modified else None,
    )


def dataset_entry(described: DescribedDataset, municipality: Municipality) -> DatasetEntry:
    """Return what lists need of a dataset."""
    dataset = described.dataset
    return DatasetEntry(
        id=dataset.id,
        titles={lang: dataset.title.text(lang) for lang in LANGS},
        rows={lang: render_dataset_row(described, municipality, lang) for lang in LANGS},
        theme_ids=tuple(theme.id for theme in dataset.themes),
        file_types=file_types(described),
        modified=dataset.modified.isoformat() if dataset.modified else None,
        file_count=sum(len(each.distributions) for each in described.resources) + len(described.distributions),
        record_count=sum(each.row_count or 0 for each in described.resources),
        layers=layer_entries(described),
        layer_details=render_layer_details(described, municipality),
        search=search_entry(described),
        joins=tuple(join for each in described.resources for join in each.joins),
        tables=tuple(_table_files(described)) if dataset.conforms_to in standard_titles() else (),
        is_fictitious=municipality.is_fictitious,
        is_compiled=dataset.publication is Publication.COMPILED,
    )


def _table_files(described: DescribedDataset) -> Iterator[TableFiles]:
    """Yield the files of each table in the forms that programs read."""
    titles = [each.resource.title for each in described.resources]
    for each in described.resources:
        uris = {file.role: file.uri for file in each.distributions if file.role in GATHERED_ROLES}
        names: dict[str, str] = {lang: each.resource.title.text(lang) for lang in LANGS} if len(titles) > 1 else {}
        if "csv" in uris:
            yield TableFiles(names, each.row_count, uris)
