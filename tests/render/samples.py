"""A fictitious catalog of values, made without any file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from catalog.findings import Finding
from catalog.model.dataset import (
    Dataset,
    Dialect,
    Field,
    LayerDeclaration,
    LayerService,
    Period,
    Publication,
    Publisher,
    Resource,
    Schema,
    ServiceType,
    Source,
)
from catalog.model.described import DescribedDataset, DescribedResource, Distribution, Preview
from catalog.model.ids import DatasetId, MunicipalityCode, Slug
from catalog.model.layer import BBox, CoordinateOperation, Layer, ReferenceSystem
from catalog.model.site import Municipality, MunicipalityKind, Operator, Site
from catalog.model.text import Lang, LocalizedText
from catalog.model.vocabulary import Frequency, Licence, Theme
from catalog.render.contexts import Contents
from catalog.render.dataset import dataset_entry, render_dataset_pages
from catalog.render.late import LateParts
from catalog.render.page import RenderedPage

SITE = Site(
    title=LocalizedText("架空カタログ", "Fictitious Catalog"),
    description=LocalizedText("架空のデータです。", "Data that does not exist."),
    site_url="https://catalog.example/base/",
    repository_url="https://git.example/catalog/catalog",
    key_colour="green",
    operator=Operator(LocalizedText("架空市", "Fictitious City")),
)
CITY = Municipality(
    id=Slug("fictitious-city"),
    code=MunicipalityCode("331007"),
    name=LocalizedText("架空市", "Fictitious City"),
    kana="かくうし",
    kind=MunicipalityKind.CITY,
    prefecture="33",
    homepage="https://city.example/",
    description=LocalizedText("架空の市です。", "A city that does not exist."),
)
THEMES = {
    "ict": Theme("ict", LocalizedText("情報通信", "Information"), ("TECH",), "material/wifi"),
    "other": Theme("other", LocalizedText("その他", "Other"), (), "material/no-such-icon"),
}
LICENCE = Licence(
    "CC-BY-4.0", LocalizedText("CC BY 4.0"), "https://creativecommons.org/licenses/by/4.0/", "CC-BY-4.0", True
)
YEARLY = Frequency("annual", LocalizedText("年1回", "Every year"), "ANNUAL", 400)
ATTRIBUTION: dict[Lang, str] = {"ja": "出典：架空市", "en": "Source: Fictitious City"}
DATA: dict[Lang, str] = {"ja": '{"@type": "Dataset"}', "en": '{"@type": "Dataset"}'}

ZONE_V = ReferenceSystem("EPSG:6673", "JGD2011 / Japan Plane Rectangular CS V", "JGD2011", "metre", 5)
OPERATION = CoordinateOperation("Inverse of zone V", 1.0, "9.5.1 (EPSG v11.022)")


def field(name: str, english: str | None, type_name: str = "string", **constraints: object) -> Field:
    """Return a column."""
    descriptor = {"name": name, "type": type_name, "constraints": constraints}
    return Field(name, LocalizedText(name, english), LocalizedText(f"{name}の説明"), type_name, "default", descriptor)


FIELDS = (field("番号", "Number", required=True), field("名称", "Name"), field("人数", None, "integer", minimum=0))
OFFICES = LocalizedText("庁舎", "Offices")
ROWS = (("001", "甲", "12"), ("002", None, None))


def distribution(uri: str, role: str, file_type: str) -> Distribution:
    """Return a file for download."""
    return Distribution(role, uri, file_type, "text/plain", 1834, "0" * 64, 2 if role == "csv" else None)


def layer() -> Layer:
    """Return a layer of points."""
    service = LayerService(ServiceType.XYZ, "https://tiles.example/{z}/{x}/{y}.png", None)
    lineage = LocalizedText("地図から読み取った。")
    declared = LayerDeclaration("EPSG:6673", "Y", "X", "Point", 2500, lineage, (service,))
    box = BBox(133.9, 34.6, 134.0, 34.7)
    return Layer(declared, ZONE_V, "Point", 2, 1, BBox(1.5, 2.5, 3.5, 4.5), box, OPERATION)


def resource(
    name: str = "offices",
    title: LocalizedText = OFFICES,
    fields: Sequence[Field] = FIELDS,
    rows: Sequence[tuple[str | None, ...]] = ROWS,
    *,
    has_layer: bool = True,
) -> DescribedResource:
    """Return a described table."""
    found = layer() if has_layer else None
    labels = tuple(each.name for each in fields)
    schema = Schema(tuple(fields), labels[:1], ("",), {})
    declared = found.declaration if found else None
    table = Resource(Slug(name), f"{name}.csv", "csv", title, None, "utf-8", Dialect(), schema, declared)
    uri = f"data/fictitious-city/sample/{name}"
    files = [distribution(f"{uri}.csv", "csv", "csv"), distribution(f"{uri}.json", "json", "json")]
    if found:
        files.append(distribution(f"{uri}.geojson", "geojson", "geojson"))
    return DescribedResource(table, tuple(files), len(rows), "utf-8", Preview(labels, tuple(rows)), found)


def dataset(name: str = "sample", **changes: object) -> Dataset:
    """Return a dataset with *changes*."""
    sample = Dataset(
        id=DatasetId(CITY.id, Slug(name)),
        title=LocalizedText("架空の庁舎", "Fictitious offices"),
        description=LocalizedText("架空の庁舎の一覧です。", "A list of offices that do not exist."),
        licence=LICENCE,
        publisher=Publisher(LocalizedText("情報課", "Information Division"), "data@city.example"),
        themes=(THEMES["ict"],),
        keywords={"ja": ("庁舎",), "en": ("office",)},
        frequency=YEARLY,
        issued=date(2020, 4, 1),
        modified=date(2026, 4, 1),
        temporal=Period("2020-04-01", None),
        spatial=None,
        sources=(Source(LocalizedText("架空計画", "Fictitious plan"), "https://plan.example/", LocalizedText("3章")),),
        publication=Publication.OFFICIAL,
        conforms_to=None,
        aliases=(),
        resources=(),
    )
    return replace(sample, **changes)  # type: ignore[arg-type]


def described(
    sample: Dataset | None = None,
    resources: Sequence[DescribedResource] | None = None,
    findings: Sequence[Finding] = (),
) -> DescribedDataset:
    """Return a described dataset."""
    sample = sample or dataset()
    uri = f"data/{sample.id}/"
    whole = (
        distribution(f"{uri}datapackage.json", "datapackage", "json"),
        distribution(f"{uri}{sample.id.name}.zip", "zip", "zip"),
    )
    found = (resource(),) if resources is None else tuple(resources)
    return DescribedDataset(sample, found, whole, None, tuple(findings), f"datasets/{sample.id}/datapackage.yaml")


def pages(sample: DescribedDataset | None = None, site: Site = SITE) -> dict[Lang, RenderedPage]:
    """Return the pages of a dataset as they are printed in a catalog without any other."""
    sample = sample or described()
    made = render_dataset_pages(sample, CITY, site, attribution=ATTRIBUTION, structured_data=DATA)
    late = LateParts(Contents(site, {CITY.id: CITY}, THEMES, (dataset_entry(sample, CITY),)))
    return {
        lang: replace(page, body_html=late.fill(page.body_html.encode(), sample.dataset.id, lang).decode())
        for lang, page in made.items()
    }


def contents(*samples: Dataset) -> Contents:
    """Return a catalog of datasets."""
    entries = tuple(dataset_entry(described(sample), CITY) for sample in samples)
    return Contents(SITE, {CITY.id: CITY}, THEMES, entries)
