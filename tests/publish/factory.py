"""Small models, made by hand: one dataset of a city, with a table that has coordinates."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import polars as pl

from catalog.convert.geometry import convert_points
from catalog.convert.reference_system import find_reference_system
from catalog.describe.extent import describe_extent
from catalog.describe.layer import describe_layer
from catalog.describe.preview import describe_preview
from catalog.model.dataset import (
    Dataset,
    Dialect,
    Field,
    LayerDeclaration,
    Period,
    Publication,
    Publisher,
    Resource,
    Schema,
    Source,
)
from catalog.model.described import DescribedDataset, DescribedResource
from catalog.model.ids import DatasetId, MunicipalityCode, Slug
from catalog.model.layer import BBox
from catalog.model.points import Points
from catalog.model.site import Municipality, MunicipalityKind, Operator, Site
from catalog.model.table import Table
from catalog.model.text import LocalizedText
from catalog.publish.bundle import plan_zip
from catalog.publish.datapackage import render_datapackage
from catalog.publish.files import plan_resource_files
from catalog.publish.published_file import FilePass, PublishedFile
from catalog.standards.vocabulary import read_vocabularies

VOCABULARIES = read_vocabularies()

SITE = Site(
    title=LocalizedText("試しのカタログ", "Trial catalog"),
    description=LocalizedText("試しに作ったカタログです。", "A catalog for trials."),
    site_url="https://catalog.example/",
    repository_url=None,
    key_colour="blue",
    operator=Operator(LocalizedText("編集チーム", "Editors"), "https://editors.example/"),
)

CITY = Municipality(
    id=Slug("okayama-city"),
    code=MunicipalityCode("331007"),
    name=LocalizedText("岡山市", "Okayama City"),
    kana="おかやまし",
    kind=MunicipalityKind.DESIGNATED_CITY,
    prefecture="33",
    homepage="https://www.city.okayama.jp/",
    description=None,
)

OFFICE_ROWS = (
    ("011002", "北区役所", "-149130.4", "-37911.9", "1,234.50", "true", "2024-04-01"),
    ("022003", '中区"役所"\nその2', "-149010.0", "-35500.25", "-5", "0", "2024-4-1"),
    ("033004", "=1+1", "", "", "", "", ""),
)


def make_field(name: str, kind: str = "string", en: str | None = None, **properties: Any) -> Field:
    descriptor = {"name": name, "type": kind, **properties, **({"title@en": en} if en else {})}
    title = LocalizedText(name, en)
    return Field(name, title, None, kind, str(properties.get("format", "default")), descriptor)


def make_schema(*fields: Field, primary_key: tuple[str, ...] = (), missing_values: tuple[str, ...] = ("",)) -> Schema:
    descriptor: dict[str, Any] = {"fields": [dict(field.descriptor) for field in fields]}
    if primary_key:
        descriptor["primaryKey"] = list(primary_key)
    if missing_values != ("",):
        descriptor["missingValues"] = list(missing_values)
    return Schema(fields, primary_key, missing_values, descriptor)


def make_table(labels: Sequence[str], rows: Sequence[Sequence[str | None]]) -> Table:
    columns = {str(index): [row[index] for row in rows] for index in range(len(labels))}
    return Table(tuple(labels), pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String)), encoding="utf-8")


def make_declaration(crs: str = "EPSG:6673", easting: str = "Y座標", northing: str = "X座標") -> LayerDeclaration:
    return LayerDeclaration(crs, easting, northing, "Point", 2500, LocalizedText("地図から", "From a map"), ())


OFFICE_FIELDS = (
    make_field("コード", en="Code"),
    make_field("名称", en="Name"),
    make_field("X座標", "number", en="X (northing)"),
    make_field("Y座標", "number", en="Y (easting)"),
    make_field("面積", "number", en="Area", groupChar=","),
    make_field("公開", "boolean", en="Open"),
    make_field("開設日", "date", en="Opened"),
)
OFFICE_SCHEMA = make_schema(*OFFICE_FIELDS, primary_key=("コード",))
OFFICE_TABLE = make_table([field.name for field in OFFICE_FIELDS], OFFICE_ROWS)


def make_resource(
    name: str = "offices",
    path: str = "区役所 一覧.csv",
    schema: Schema | None = OFFICE_SCHEMA,
    layer: LayerDeclaration | None = None,
    file_type: str = "csv",
) -> Resource:
    title = LocalizedText("区役所", "Offices")
    return Resource(Slug(name), path, file_type, title, None, "utf-8", Dialect(), schema, layer)


def make_dataset(*resources: Resource, **changes: Any) -> Dataset:
    dataset = Dataset(
        id=DatasetId(Slug("okayama-city"), Slug("ward-offices")),
        title=LocalizedText("区役所一覧", "Ward offices"),
        description=LocalizedText("区役所の一覧です。", "A list of ward offices."),
        licence=VOCABULARIES.licences["CC-BY-4.0"],
        publisher=Publisher(LocalizedText("情報政策課", "Information Policy Division"), "joho@example.jp"),
        themes=(VOCABULARIES.themes["administration"],),
        keywords={"ja": ("区役所",), "en": ("ward office",)},
        frequency=VOCABULARIES.frequencies["annual"],
        issued=date(2024, 4, 1),
        modified=date(2026, 4, 1),
        temporal=Period("2024-04-01", None),
        spatial="331007",
        sources=(Source(LocalizedText("台帳", "Register"), "https://source.example/"),),
        publication=Publication.OFFICIAL,
        conforms_to=None,
        aliases=(),
        resources=resources or (make_resource(layer=make_declaration()),),
    )
    return replace(dataset, **changes)


def make_points(table: Table = OFFICE_TABLE, crs: str = "EPSG:6673", schema: Schema = OFFICE_SCHEMA) -> Points:
    return convert_points(table, make_declaration(crs), schema)


def write(planned: FilePass) -> tuple[PublishedFile, ...]:
    """Return the files of a pass, written to memory."""
    contents = [bytearray() for _ in planned.files]
    for pieces in planned.rounds:
        for content, piece in zip(contents, pieces, strict=True):
            content += piece
    return tuple(
        PublishedFile(file.describe(len(content), hashlib.sha256(content).hexdigest()), bytes(content))
        for file, content in zip(planned.files, contents, strict=True)
    )


def make_described(dataset: Dataset, contents: Mapping[str, tuple[Table | None, bytes]]) -> tuple[
    DescribedDataset, dict[str, PublishedFile]
]:  # fmt: skip
    """Run the steps after checking: return the described dataset and all its files by uri.

    Arguments:
        contents: Table and original bytes by resource name.
    """
    described, files = [], []
    for resource in dataset.resources:
        table, original = contents[resource.name]
        points = None
        layer = None
        if table is not None and resource.layer is not None and resource.schema is not None:
            points = convert_points(table, resource.layer, resource.schema)
            system = find_reference_system(resource.layer.crs)
            assert system is not None
            layer = describe_layer(resource.layer, system, points)
        planned = plan_resource_files(dataset, resource, table, points, [original])
        published = [file for each in planned.passes for file in write(each)]
        files += published
        described.append(
            DescribedResource(
                resource,
                tuple(file.distribution for file in published),
                table.row_count if table else None,
                "utf-8",
                describe_preview(table, resource.schema) if table else None,
                layer,
                missing_forms=planned.missing_forms,
            )
        )
    package = render_datapackage(dataset, described, SITE, CITY)
    contents_of_zip = {file.distribution.uri: file for file in [*files, package]}
    (archive,) = write(plan_zip(dataset, contents_of_zip, CITY, SITE))
    bbox: BBox | None = describe_extent(item.layer.bbox_wgs84 if item.layer else None for item in described)
    whole = (package.distribution, archive.distribution)
    result = DescribedDataset(
        dataset, tuple(described), whole, bbox, (), "datasets/okayama-city/ward-offices/datapackage.yaml"
    )
    return result, {file.distribution.uri: file for file in [*files, package, archive]}


def make_offices(**changes: Any) -> tuple[DescribedDataset, dict[str, PublishedFile]]:
    """Return the ordinary dataset with all its files."""
    dataset = make_dataset(**changes)
    original = "コード,名称\n".encode("cp932")
    return make_described(dataset, {resource.name: (OFFICE_TABLE, original) for resource in dataset.resources})
