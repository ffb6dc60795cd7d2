"""Catalogs of fictitious municipalities, of any size, the same every time."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Literal

from catalog.model.ids import municipality_check_digit
from catalog.model.text import LocalizedText

MUNICIPALITY_COUNT = 20
ROW_COUNT = 20
PREVIEW_ROWS = 10
LAYER_EVERY = 4

PLACES = (
    ("架空", "かくう", "kaku"),
    ("見本", "みほん", "mihon"),
    ("試作", "しさく", "shisaku"),
    ("仮設", "かせつ", "kasetsu"),
    ("例示", "れいじ", "reiji"),
)
KINDS: tuple[tuple[str, str, str, Literal["city", "town", "village"]], ...] = (
    ("市", "し", "City", "city"),
    ("町", "ちょう", "Town", "town"),
    ("村", "むら", "Village", "village"),
    ("浜市", "はまし", "Hama City", "city"),
)
SUBJECTS = (
    ("公共施設", "Public facilities", "public-facilities", "administration"),
    ("避難場所", "Evacuation sites", "evacuation-sites", "safety-environment"),
    ("子育て支援施設", "Childcare facilities", "childcare-facilities", "welfare-health"),
    ("公衆トイレ", "Public toilets", "public-toilets", "welfare-health"),
    ("観光施設", "Tourist attractions", "tourist-attractions", "transport-tourism"),
    ("文化財", "Cultural properties", "cultural-properties", "education-culture"),
    ("学校", "Schools", "schools", "education-culture"),
    ("公衆無線LAN", "Public wireless LAN", "wireless-lan", "ict"),
    ("人口", "Population", "population", "population"),
    ("農産物直売所", "Farm shops", "farm-shops", "agriculture"),
    ("上水道", "Water supply", "water-supply", "energy-water"),
    ("医療機関", "Medical institutions", "medical-institutions", "welfare-health"),
)
ColumnSpec = tuple[str, str, str, dict[str, object]]
"""Heading, English heading, type, constraints."""
FREQUENCIES = ("annual", "monthly", "quarterly", "as-needed")


@dataclass(frozen=True, slots=True)
class Column:
    """A column; ``constraints`` as in a Table Schema."""

    name: str
    title_en: str
    type: str
    description: LocalizedText
    constraints: dict[str, object]


@dataclass(frozen=True, slots=True)
class Table:
    """A resource: 10 columns of text cells."""

    name: str
    title: LocalizedText
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    has_layer: bool


@dataclass(frozen=True, slots=True)
class Dataset:
    """A dataset with two tables."""

    municipality: str
    name: str
    title: LocalizedText
    description: LocalizedText
    theme: str
    keywords: LocalizedText
    frequency: str
    issued: str
    modified: str
    department: LocalizedText
    source: LocalizedText
    tables: tuple[Table, ...]


@dataclass(frozen=True, slots=True)
class Municipality:
    """A municipality that doesn't exist; its code isn't in use."""

    id: str
    code: str
    name: LocalizedText
    kana: str
    kind: str


@dataclass(frozen=True, slots=True)
class Catalog:
    """A whole catalog."""

    municipalities: tuple[Municipality, ...]
    datasets: tuple[Dataset, ...]


FACILITY_COLUMNS: tuple[ColumnSpec, ...] = (
    ("番号", "Number", "string", {"required": True, "unique": True}),
    ("名称", "Name", "string", {"required": True}),
    ("名称_カナ", "Name in kana", "string", {}),
    ("所在地", "Address", "string", {"required": True}),
    ("経度", "Longitude", "number", {"minimum": 120, "maximum": 155}),
    ("緯度", "Latitude", "number", {"minimum": 20, "maximum": 46}),
    ("電話番号", "Telephone", "string", {"pattern": "[0-9]{2,4}-[0-9]{2,4}-[0-9]{4}"}),
    ("開設日", "Opened on", "date", {}),
    ("面積", "Area", "number", {"minimum": 0}),
    ("定員", "Capacity", "integer", {"minimum": 0}),
)
FIGURE_COLUMNS: tuple[ColumnSpec, ...] = (
    ("年度", "Fiscal year", "integer", {"required": True}),
    ("地区", "District", "string", {"required": True}),
    ("区分", "Category", "string", {"enum": ["大人", "子ども", "高齢者"]}),
    ("件数", "Cases", "integer", {"minimum": 0}),
    ("利用者数", "Users", "integer", {"minimum": 0}),
    ("割合", "Share", "number", {"minimum": 0, "maximum": 100}),
    ("前年度比", "Change on the year", "number", {}),
    ("金額", "Amount", "integer", {"minimum": 0}),
    ("公表日", "Published on", "date", {}),
    ("備考", "Remarks", "string", {}),
)


def make_catalog(dataset_count: int) -> Catalog:
    """Return a catalog with *dataset_count* datasets of 20 municipalities."""
    municipalities = tuple(make_municipality(number) for number in range(MUNICIPALITY_COUNT))
    datasets = (make_dataset(number, municipalities[number % MUNICIPALITY_COUNT]) for number in range(dataset_count))
    return Catalog(municipalities, tuple(sorted(datasets, key=lambda dataset: (dataset.municipality, dataset.name))))


def make_municipality(number: int) -> Municipality:
    """Return the municipality with *number*, from 0."""
    place, kana, romaji = PLACES[number % len(PLACES)]
    kind_ja, kind_kana, kind_en, kind = KINDS[number // len(PLACES)]
    five = f"{33900 + number}"
    return Municipality(
        id=f"{romaji}-{kind_en.lower().replace(' ', '-')}",
        code=five + municipality_check_digit(five),
        name=LocalizedText(place + kind_ja, f"{romaji.capitalize()} {kind_en}"),
        kana=kana + kind_kana,
        kind=kind,
    )


def make_dataset(number: int, municipality: Municipality) -> Dataset:
    """Return the dataset with *number*, from 0."""
    subject, subject_en, slug, theme = SUBJECTS[number // MUNICIPALITY_COUNT % len(SUBJECTS)]
    body = municipality.name
    return Dataset(
        municipality=municipality.id,
        name=f"{slug}-{number:04d}",
        title=LocalizedText(f"{body.ja}の{subject}一覧 第{number}集", f"{subject_en} of {body.en}, part {number}"),
        description=LocalizedText(
            f"{body.ja}にある{subject}の名称、所在地、位置、定員などの一覧と、年度ごとの利用状況です。\n\n"
            "この自治体は実在しません。速さを測るために作ったデータです。",
            f"{subject_en} in {body.en}: names, addresses, locations and capacity, and their use by fiscal year.\n\n"
            "This municipality doesn't exist; the data was made to measure speed.",
        ),
        theme=theme,
        keywords=LocalizedText(f"{subject},一覧,利用状況", f"{subject_en.lower()},list,use"),
        frequency=FREQUENCIES[number % len(FREQUENCIES)],
        issued=f"20{10 + number % 10}-04-01",
        modified=f"2025-{1 + number % 12:02d}-15",
        department=LocalizedText("企画部情報政策課", "Information Policy Division"),
        source=LocalizedText(f"{body.ja}統計書 第{number}号", f"Statistical Report of {body.en}, No. {number}"),
        tables=(make_facilities(number, subject, municipality), make_figures(number, subject, subject_en)),
    )


def make_facilities(number: int, subject: str, municipality: Municipality) -> Table:
    """Return the table of places of the dataset with *number*."""
    random = Random(number)
    rows = tuple(
        (
            f"{municipality.code}{row:04d}",
            f"{subject}{row}号館",
            "カクウシセツ",
            f"{municipality.name.ja}本町{random.randint(1, 9)}丁目{random.randint(1, 30)}番",
            f"{random.uniform(133.5, 134.4):.6f}",
            f"{random.uniform(34.5, 35.3):.6f}",
            f"000-{random.randint(100, 999)}-{random.randint(1000, 9999)}",
            f"{random.randint(1960, 2024)}-{random.randint(1, 12):02d}-01",
            f"{random.uniform(50, 9000):.1f}",
            f"{random.randint(5, 900)}",
        )
        for row in range(ROW_COUNT)
    )
    title = LocalizedText("施設", "Facilities")
    return Table("facilities", title, make_columns(FACILITY_COLUMNS), rows, number % LAYER_EVERY == 0)


def make_figures(number: int, subject: str, subject_en: str) -> Table:
    """Return the table of figures of the dataset with *number*."""
    random = Random(-number)
    rows = tuple(
        (
            f"{2005 + row}",
            f"第{row % 5 + 1}地区",
            ("大人", "子ども", "高齢者")[row % 3],
            f"{random.randint(0, 9999)}",
            f"{random.randint(0, 99999)}",
            f"{random.uniform(0, 100):.1f}",
            f"{random.uniform(-20, 20):.1f}",
            f"{random.randint(0, 99_999_999)}",
            f"{2006 + row}-05-31",
            f"{subject}の利用",
        )
        for row in range(ROW_COUNT)
    )
    title = LocalizedText(f"{subject}の利用状況", f"Use of {subject_en.lower()}")
    return Table("figures", title, make_columns(FIGURE_COLUMNS), rows, has_layer=False)


def make_columns(columns: tuple[ColumnSpec, ...]) -> tuple[Column, ...]:
    """Return the columns with their descriptions."""
    return tuple(
        Column(
            name, title, kind, LocalizedText(f"{name}を示します。", f"The {title.lower()} of the record."), constraints
        )
        for name, title, kind, constraints in columns
    )
