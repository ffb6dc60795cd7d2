"""The work on one merged table, from the published files of its datasets; it takes what is heavy to import."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from typing import Any

import orjson
import polars as pl

from catalog.convert.geometry import convert_points
from catalog.convert.merging import (
    AlignedRows,
    CountedRows,
    Lead,
    align_rows,
    join_rows,
    merge_rows,
    merged_schema,
    place_headings,
)
from catalog.convert.reference_system import find_reference_system
from catalog.describe.extent import describe_extent
from catalog.describe.layer import describe_layer
from catalog.describe.preview import describe_preview
from catalog.describe.statistics import describe_statistics
from catalog.infer.standard import match_columns, match_edition, match_standard
from catalog.load.described_tables import take_table
from catalog.load.text_records import read_text_records
from catalog.model.dataset import Dataset, Dialect, Field, LayerDeclaration, Publication, Publisher, Schema, Source
from catalog.model.described import DescribedDataset, DescribedResource
from catalog.model.inspection import StandardMatch
from catalog.model.layer import Layer
from catalog.model.merging import MergedPart
from catalog.model.points import Points
from catalog.model.site import Municipality, MunicipalityKind
from catalog.model.table import Table
from catalog.model.text import LANGS, LocalizedText
from catalog.pipeline.kept_files import KeptFiles
from catalog.pipeline.merge_results import MergeTask, MergeWork
from catalog.pipeline.numbers import may_be_personal
from catalog.pipeline.results import DatasetResult
from catalog.pipeline.templates import keep_templates
from catalog.publish.addresses import datapackage_uri, file_uri, identifier
from catalog.publish.attribution import attribution
from catalog.publish.bundle import plan_archive
from catalog.publish.catalog_index import render_merged_entry
from catalog.publish.dcat.files import render_merged_records
from catalog.publish.files import plan_table_files
from catalog.publish.merged.dataset import merged_dataset, obstacle_of
from catalog.publish.merged.package import render_merged_package, render_merged_readme, standard_page_uri
from catalog.render.documents import render_redirect
from catalog.render.map import render_layer_details
from catalog.render.merged import render_merged_table
from catalog.standards.standard_datasets import StandardDataset, defining_edition
from catalog.standards.vocabulary import read_vocabularies
from catalog.store.results import StagedResult

LIKE_SHARE = 0.5
"""The share of its headings that a table has to have from the standard that its dataset claims."""


@dataclass(frozen=True, slots=True)
class _Source:
    """A table of a follower, as it was published; ``resource`` is what its package says of it."""

    follower: DatasetResult
    body: Municipality
    resource: Mapping[str, Any]
    table: Table

    @property
    def schema(self) -> Schema:
        """As it was published."""
        descriptor = self.resource["schema"]
        fields = tuple(_field(each) for each in descriptor["fields"])
        return Schema(fields, (), tuple(descriptor.get("missingValues", [""])), descriptor)

    @property
    def layer(self) -> LayerDeclaration | None:
        """The layer that it is, if it is one."""
        told = self.resource.get("layer")
        if told is None:
            return None
        return LayerDeclaration(told["crs"], told.get("x", ""), told.get("y", ""), "Point", None, None, ())


def work_on_merge(task: MergeTask) -> MergeWork:
    """Return the merged table of *task* as plain values, kept in its store.

    A bug of ours must not cost anybody the site: then there is no merged table, and nothing is kept.
    """
    try:
        return task, _work_on(task)
    except Exception as error:
        if os.environ.get("CATALOG_TRACEBACK"):
            raise
        return failed_merge(task, error)


def failed_merge(task: MergeTask, _: Exception) -> MergeWork:
    """Return the result of a merge that didn't come to its end."""
    parts = [replace(_bare_part(each, task), left_out="failed") for each in task.followers]
    return task, _values(parts)


def _work_on(task: MergeTask) -> dict[str, Any]:
    standard = defining_edition(task.standard)
    keep_templates(task.store.folder.parent)
    tables = [each for follower in task.followers for each in _merge(follower, task, standard)]
    parts, merged = _counted([part for part, _ in tables], [found for _, found in tables if found], standard)
    with task.store.stage(task.place, task.key) as staged:
        if any(part.left_out is None for part in parts):
            value, pages = _publish(parts, merged, task, standard, staged)
        else:
            value, pages = _values(parts), dict.fromkeys(LANGS, "")
        staged.finish(value, {lang: {"body": html} for lang, html in pages.items()})
    return value


def _values(parts: Sequence[MergedPart]) -> dict[str, Any]:
    nothing: dict[str, Any] = {"files": [], "roles": {}, "catalog_entry": "", "layer_details": ""}
    return {"parts": [asdict(part) for part in parts], **nothing}


# From a follower to its rows


@dataclass(frozen=True, slots=True)
class _Followed:
    """A table that follows the standard, ready to be merged."""

    rows: AlignedRows
    lead: Lead


def _merge(
    follower: DatasetResult, task: MergeTask, standard: StandardDataset
) -> Iterator[tuple[MergedPart, _Followed | None]]:
    """Yield each table of *follower* that follows the standard, with its rows; one without, where none does."""
    sources = _followed(list(_sources(follower, task)), standard)
    bare = _bare_part(follower, task)
    if not sources:
        yield replace(bare, left_out="not-like"), None
    for source in sources:
        body = source.body
        rows = align_rows(source.table, source.schema, source.layer, standard)
        cells = (body.code, body.name.ja, identifier(task.site, follower.id), bare.licence)
        # A prefecture may list what its municipalities have.
        codes = () if body.kind is MunicipalityKind.PREFECTURE else (body.code, body.code[:5])
        yield _described(bare, source, rows, standard), _Followed(rows, Lead(cells, codes))


def _counted(
    parts: Sequence[MergedPart], followed: Sequence[_Followed], standard: StandardDataset
) -> tuple[list[MergedPart], pl.DataFrame]:
    """Return *parts* with what there is in each, and the rows of all that follow the standard."""
    merged, counts = merge_rows([each.rows for each in followed], [each.lead for each in followed], standard)
    read = iter(counts)
    return [part if part.edition is None else _with_counts(part, next(read)) for part in parts], merged


def _with_counts(part: MergedPart, counts: CountedRows) -> MergedPart:
    return replace(part, columns=counts.columns, located=counts.located, other_codes=counts.other_codes)


def _followed(sources: Sequence[_Source], standard: StandardDataset) -> list[_Source]:
    """Return the tables that follow *standard* by their headings; else those that have half of theirs from it."""
    matches = [(source, _match(source.table.labels)) for source in sources]
    certain = [source for source, match in matches if match is not None and match.id == standard.id]
    return certain or [source for source in sources if _shared(source, standard) >= LIKE_SHARE]


@lru_cache(maxsize=64)
def _match(labels: tuple[str, ...]) -> StandardMatch | None:
    """Return what :func:`match_standard` does, once for the many tables that have the same headings."""
    return match_standard(labels)


def _shared(source: _Source, standard: StandardDataset) -> float:
    matched = match_columns(source.table.labels, standard)
    return sum(column is not None for column in matched) / max(1, len(matched))


def _sources(follower: DatasetResult, task: MergeTask) -> Iterator[_Source]:
    """Yield the tables of a dataset as they were published."""
    package = _package(follower, task)
    for resource in package["resources"]:
        uri = file_uri(follower.id, resource["name"], "csv")
        if resource["type"] != "table" or not any(file.uri == uri for file in follower.files):
            continue
        records, _ = read_text_records(_content(follower, uri, task), uri, encoding="utf-8")
        table, _ = take_table(records, Dialect(), uri) if records is not None else (None, ())
        if table is not None:
            yield _Source(follower, task.bodies[follower.id.municipality], resource, table)


def _package(follower: DatasetResult, task: MergeTask) -> dict[str, Any]:
    package: dict[str, Any] = orjson.loads(_content(follower, datapackage_uri(follower.id), task))
    return package


def _content(follower: DatasetResult, uri: str, task: MergeTask) -> bytes:
    number = next(file.number for file in follower.files if file.uri == uri)
    return task.store.read_file(str(follower.id), follower.key, number)


def _bare_part(follower: DatasetResult, task: MergeTask) -> MergedPart:
    """Return what is known of a dataset without a look at its tables."""
    entry, body = follower.entry, task.bodies[follower.id.municipality]
    assert entry is not None and entry.search is not None
    dataset = _dataset(follower, task)
    return MergedPart(
        dataset=follower.id,
        resource="",
        titles=dict(entry.titles),
        licence=entry.search.licence,
        credits={lang: attribution(dataset, body, task.site, lang) for lang in LANGS},
        modified=entry.modified,
    )


def _dataset(follower: DatasetResult, task: MergeTask) -> Dataset:
    """Return as much of a follower as one needs to name it as a source."""
    entry, package = follower.entry, _package(follower, task)
    assert entry is not None and entry.search is not None
    return Dataset(
        id=follower.id,
        title=LocalizedText(entry.titles["ja"], package.get("title@en")),
        description=LocalizedText("", None),
        licence=read_vocabularies().licences[entry.search.licence],
        publisher=Publisher(),
        themes=(),
        keywords={},
        frequency=None,
        issued=None,
        modified=None,
        temporal=None,
        spatial=None,
        sources=tuple(_named_source(each) for each in package.get("sources", [])),
        publication=Publication(package["publication"]),
        conforms_to=None,
        aliases=(),
        resources=(),
    )


def _named_source(told: Mapping[str, Any]) -> Source:
    return Source(LocalizedText(told["title"], told.get("title@en")), told.get("path"))


def _field(descriptor: Mapping[str, Any]) -> Field:
    name = descriptor["name"]
    title = LocalizedText(descriptor.get("title", name), descriptor.get("title@en"))
    return Field(name, title, None, descriptor.get("type", "string"), descriptor.get("format", "default"), descriptor)


def _described(bare: MergedPart, source: _Source, rows: AlignedRows, standard: StandardDataset) -> MergedPart:
    """Return what became of a table, and what it lacks of the edition that it follows."""
    labels = source.table.labels
    own = match_edition(labels, standard.id)
    known = {column.heading for column in match_columns(labels, own) if column is not None}
    required = [column.heading for column in own.columns if column.requirement == "required"]
    return replace(
        bare,
        resource=source.resource["name"],
        left_out=obstacle_of(bare.licence),
        edition=own.edition,
        rows=source.table.row_count,
        has_requirements=any(column.requirement for column in own.columns),
        missing_required=tuple(heading for heading in required if heading not in known),
        extra=rows.extra,
    )


# From rows to files


def _publish(
    parts: Sequence[MergedPart],
    rows: pl.DataFrame,
    task: MergeTask,
    standard: StandardDataset,
    staged: StagedResult,
) -> tuple[dict[str, Any], dict[str, str]]:
    """Return the result with all files of the merged table, and what pages show of it by language."""
    schema = merged_schema(standard)
    merged = [part for part in parts if part.left_out is None]
    followed = [part for part in parts if part.edition is not None]
    table = join_rows(rows, [at for at, part in enumerate(followed) if part.left_out is None], schema)
    place = place_headings(standard) if any(part.located for part in merged) else None
    dataset = merged_dataset(
        task.standard, merged, task.bodies, schema, place, task.site, fictitious=task.is_fictitious
    )
    kept = KeptFiles(staged)
    described = _described_table(dataset, table, schema, kept)
    package = render_merged_package(dataset, described, merged, task.bodies, task.site, fictitious=task.is_fictitious)
    kept.keep_contents({package.distribution.uri: package.content})
    names = sorted(uri.rpartition("/")[2] for uri in kept.by_uri)
    readme = render_merged_readme(dataset, names, merged, task.site)
    archive = kept.keep([plan_archive(dataset, dict(kept.by_uri), readme)])
    whole = DescribedDataset(
        dataset=dataset,
        resources=(described,),
        distributions=(package.distribution, *archive),
        bbox_wgs84=describe_extent([described.layer.bbox_wgs84] if described.layer else []),
        findings=(),
        descriptor_uri="",
    )
    kept.keep_contents(render_merged_records(whole, merged, task.site))
    kept.keep_contents(_redirects(dataset, task))
    value: dict[str, Any] = {
        "parts": [asdict(part) for part in parts],
        "files": [(uri, file.sha256, file.number) for uri, file in kept.by_uri.items()],
        "roles": {each.role: each.uri for each in (*described.distributions, *whole.distributions)},
        "catalog_entry": render_merged_entry(whole, merged, task.site, fictitious=task.is_fictitious),
        "layer_details": render_layer_details(whole, None),
    }
    pages: dict[str, str] = {
        lang: render_merged_table(whole, merged, task.site, lang, fictitious=task.is_fictitious) for lang in LANGS
    }
    return value, pages


def _described_table(dataset: Dataset, table: Table, schema: Schema, kept: KeptFiles) -> DescribedResource:
    """Return what is known of the merged table; its files are written."""
    resource = dataset.resources[0]
    layer, points = _layer(dataset, table, schema)
    forms = plan_table_files(dataset, resource, table, points)
    return DescribedResource(
        resource=resource,
        distributions=kept.keep(forms.passes),
        row_count=table.row_count,
        encoding="utf-8",
        preview=describe_preview(table, schema),
        layer=layer,
        missing_forms=forms.missing_forms,
        statistics=describe_statistics(table, schema, may_be_personal),
    )


def _layer(dataset: Dataset, table: Table, schema: Schema) -> tuple[Layer | None, Points | None]:
    declaration = dataset.resources[0].layer
    if declaration is None:
        return None, None
    system = find_reference_system(declaration.crs)
    assert system is not None, "degrees of WGS 84"
    points = convert_points(table, declaration, schema)
    return describe_layer(declaration, system, points), points


def _redirects(dataset: Dataset, task: MergeTask) -> dict[str, bytes]:
    """Return the document at the identifier of a merged table, which leads to the page of its standard."""
    uri = f"id/{dataset.id}/"
    targets = {lang: standard_page_uri(task.standard, lang) for lang in LANGS}
    return {
        f"{uri}index.html": render_redirect(task.site, from_uri=uri, target_uris=targets, title=dataset.title).encode()
    }
