"""What the page of a standard shows of its merged table: counts, files, first rows, the explorer, a map, programs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from types import SimpleNamespace

from catalog.i18n import explorer_texts, merging_texts
from catalog.model.described import DescribedDataset
from catalog.model.merging import MergedPart
from catalog.model.site import Site
from catalog.model.text import Lang
from catalog.render.downloads import file_groups, file_views
from catalog.render.explorer import explorer_box
from catalog.render.first_rows import table_view
from catalog.render.formats import format_count, format_counted
from catalog.render.links import root_prefix
from catalog.render.map import MapBox, layer_entries, render_map_words
from catalog.render.snippets import derive_snippets
from catalog.render.templates import render


def render_merged_table(
    described: DescribedDataset, parts: Sequence[MergedPart], site: Site, lang: Lang, *, fictitious: bool
) -> str:
    """Return the section of a merged table for the page of its standard.

    Arguments:
        described: The table as a dataset with one resource.
        parts: The tables that are in it.
        site: For the addresses in programs.
        lang: Of the page.
        fictitious: Whether it is of invented bodies.
    """
    dataset, resource, words = described.dataset, described.resources[0], merging_texts(lang)
    layers = layer_entries(described)
    return render(
        "merged.html",
        lang,
        base=root_prefix(f"{lang}/standards/{dataset.conforms_to}/"),
        m=SimpleNamespace(**words),
        anchor="merged-fictitious" if fictitious else "merged",
        title=words["merged_fictitious" if fictitious else "merged"],
        description=dataset.description.text(lang) if fictitious else words["merged_lead"],
        counts=_counts(described, parts, lang),
        licence=words["merged_licence"].format(licence=dataset.licence.label.text(lang)),
        files=file_groups(described, lang)[0],
        whole=file_views(described.distributions, lang),
        table=table_view(resource, lang),
        # The catalog's map, to which rows lead, has the layers of the bodies instead.
        explorer=replace(box, layer_id="", place="") if (box := explorer_box(dataset, resource, lang)) else None,
        explorer_words=explorer_texts(lang),
        map=MapBox(str(dataset.id), "", render_map_words(lang)) if layers else None,
        snippets=derive_snippets(described, site),
    )


def _counts(described: DescribedDataset, parts: Sequence[MergedPart], lang: Lang) -> str:
    words, rows = merging_texts(lang), sum(part.rows for part in parts)
    tables = words["tables_one" if len(parts) == 1 else "tables_other"].format(count=format_count(len(parts)))
    counts = words["merged_counts"].format(tables=tables, rows=format_counted("records", rows, lang))
    layer = described.resources[0].layer
    if layer is None:
        return counts
    located = layer.feature_count - layer.missing_count
    return f"{counts}{'。' if lang == 'ja' else '. '}{words['merged_place'].format(count=format_count(located))}"
