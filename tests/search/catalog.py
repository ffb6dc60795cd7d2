"""A plausible catalog of fictitious municipalities, with what is true of each of its datasets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from catalog.model.dataset import Dataset, Dialect, Field, Publication, Publisher, Resource, Schema
from catalog.model.described import DescribedDataset, DescribedResource, Distribution
from catalog.model.ids import DatasetId, MunicipalityCode, Slug, municipality_check_digit
from catalog.model.site import Municipality, MunicipalityKind, Operator, Site
from catalog.model.text import LocalizedText
from catalog.render.contexts import Contents, DatasetEntry, LayerEntry
from catalog.render.search.entry import search_entry
from catalog.standards.standard_datasets import find_standard_dataset
from catalog.standards.vocabulary import read_vocabularies

BODIES = (
    ("松風市", "まつかぜし", "matsukaze", "city"),
    ("竹取町", "たけとりちょう", "taketori", "town"),
    ("高嶋浜市", "たかしまはまし", "takashimahama", "city"),
    ("桜辺町", "さくらべちょう", "sakurabe", "town"),
    ("星ヶ丘市", "ほしがおかし", "hoshigaoka", "city"),
    ("白川崎市", "しらかわさきし", "shirakawasaki", "city"),
    ("青海原市", "あおうなばらし", "aounabara", "city"),
    ("みどり野市", "みどりのし", "midorino", "city"),
    ("旭峰村", "あさひみねむら", "asahimine", "village"),
    ("若葉台市", "わかばだいし", "wakabadai", "city"),
    ("千代里市", "ちよざとし", "chiyozato", "city"),
    ("花園崎市", "はなぞのさきし", "hanazonosaki", "city"),
    ("大鷹市", "おおたかし", "otaka", "city"),
    ("小鹿原村", "おじかはらむら", "ojikahara", "village"),
    ("鶴見山市", "つるみやまし", "tsurumiyama", "city"),
    ("梅香市", "うめがかし", "umegaka", "city"),
    ("紅葉谷村", "もみじだにむら", "momijidani", "village"),
    ("雪代市", "ゆきしろし", "yukishiro", "city"),
    ("月見坂町", "つきみざかちょう", "tsukimizaka", "town"),
    ("星降市", "ほしふりし", "hoshifuri", "city"),
    ("南光町", "なんこうちょう", "nanko", "town"),
    ("北浜田市", "きたはまだし", "kitahamada", "city"),
    ("東雲原市", "しののめはらし", "shinonomehara", "city"),
    ("西泉町", "にしいずみちょう", "nishiizumi", "town"),
    ("中津瀬市", "なかつせし", "nakatsuse", "city"),
)
KINDS = {"city": MunicipalityKind.CITY, "town": MunicipalityKind.TOWN, "village": MunicipalityKind.VILLAGE}
DEPARTMENTS = (("情報政策課", "Information Policy Division"), ("総務課", "General Affairs Division"), ("企画課", None))
OPENINGS = (
    (
        "{b}が管理している{t}を、だれでも使えるデータとして公開します。",
        "{b} publishes {t} as data that anybody may use.",
    ),
    (
        "{t}をまとめた表です。毎年度、担当の課が見直しています。",
        "A table of {t}, revised every year by the division in charge.",
    ),
    (
        "市民のみなさんの問い合わせが多い{t}を、表計算ソフトで開ける形にしました。",
        "{t}, which people often ask about, for spreadsheets.",
    ),
)
CLOSINGS = (
    (
        "内容に気づいた点があれば、担当までお知らせください。",
        "Please tell the division in charge if you find a mistake.",
    ),
    ("現地の状況とは異なることがあります。", "Things may have changed on site."),
    ("過去の年度のものは、同じページの一覧からたどれます。", "Earlier years are listed on the same page."),
)
HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Truth:
    """What the generator knows of a dataset."""

    id: str
    topic: str
    body: str
    columns: frozenset[str]
    labels: frozenset[str]


@dataclass(frozen=True, slots=True)
class SearchedCatalog:
    """A catalog and its truth, in the same order."""

    contents: Contents
    truths: tuple[Truth, ...]


@cache
def read_topics() -> tuple[Mapping[str, Any], ...]:
    """Return what datasets are about."""
    return tuple(yaml.safe_load((HERE / "topics.yaml").read_text("utf-8")))


@cache
def make_searched_catalog(dataset_count: int = 1_000) -> SearchedCatalog:
    """Return a catalog with so many datasets: every topic in every body, then further parts."""
    topics, vocabularies = read_topics(), read_vocabularies()
    bodies = [_body(number) for number in range(max(len(BODIES), -(-dataset_count // (10 * len(topics)))))]
    made = []
    for number in range(dataset_count):
        topic = topics[number % len(topics)]
        body = bodies[number // len(topics) % len(bodies)]
        made.append(_dataset(number, topic, body, number // (len(topics) * len(bodies))))
    made.sort(key=lambda each: each[1].id)
    site = Site(
        LocalizedText("架空カタログ", "Fictitious Catalog"),
        LocalizedText("架空のデータです。", "Data that does not exist."),
        "https://catalog.example/",
        None,
        "blue",
        Operator(LocalizedText("架空の運営者", "Fictitious operator")),
    )
    contents = Contents(site, {each.id: each for each in bodies}, vocabularies.themes, tuple(e for e, _ in made))
    return SearchedCatalog(contents, tuple(truth for _, truth in made))


def _body(number: int) -> Municipality:
    ja, kana, romaji, kind = BODIES[number % len(BODIES)]
    turn = number // len(BODIES)
    five = f"{33900 + number}"
    prefix = ("", "新", "元", "上", "下", "奥", "本", "里", "野", "沢")[turn]
    return Municipality(
        id=Slug(f"{romaji}-{kind}" + (f"-{turn}" if turn else "")),
        code=MunicipalityCode(five + municipality_check_digit(five)),
        name=LocalizedText(prefix + ja, f"{romaji.capitalize()} {kind.capitalize()}" + (f" {turn}" if turn else "")),
        kana=kana,
        kind=KINDS[kind],
        prefecture="33",
        homepage=None,
        description=None,
    )


def _dataset(number: int, topic: Mapping[str, Any], body: Municipality, part: int) -> tuple[DatasetEntry, Truth]:
    vocabularies = read_vocabularies()
    title = _titles(topic["titles"][number // 40 % len(topic["titles"])], body, part)
    fields = list(_fields(topic, number))
    layer_names = {field.name for field in fields} & {"緯度", "経度"}
    department = DEPARTMENTS[number % len(DEPARTMENTS)]
    keywords_ja, _, keywords_en = topic["keywords"].partition("|")
    opening, closing = OPENINGS[number % len(OPENINGS)], CLOSINGS[number // 3 % len(CLOSINGS)]
    name = body.name
    bare = topic["titles"][0].split("|")[0].replace("{b}", "").strip()
    english = topic["titles"][0].split("|")[1].replace("{b}", name.en or "").strip()
    is_translated = number % 7 != 3
    modified = date(2026, 1, 1) - timedelta(days=number * 37 % 1500)
    dataset = Dataset(
        id=DatasetId(body.id, Slug(topic["id"] + (f"-{part + 1}" if part else ""))),
        title=title if is_translated else LocalizedText(title.ja),
        description=LocalizedText(
            opening[0].format(b=name.ja, t=bare) + closing[0],
            f"{opening[1].format(b=name.en, t=english)} {closing[1]}" if is_translated else None,
        ),
        licence=list(vocabularies.licences.values())[number % 3],
        publisher=Publisher(LocalizedText(*department)),
        themes=(vocabularies.themes[topic["theme"]],),
        keywords={"ja": _split(keywords_ja), **({"en": _split(keywords_en)} if is_translated else {})},
        frequency=None,
        issued=None,
        modified=modified,
        temporal=None,
        spatial=None,
        sources=(),
        publication=Publication.OFFICIAL,
        conforms_to=topic.get("standard") if number % 3 else None,
        aliases=(),
        resources=(_resource(fields),),
    )
    described = _described(dataset)
    entry = DatasetEntry(
        id=dataset.id,
        titles={"ja": dataset.title.ja, "en": dataset.title.text("en")},
        rows={"ja": "", "en": ""},
        theme_ids=(topic["theme"],),
        file_types=("csv", "xlsx", "json", *(("geojson",) if layer_names else ())),
        modified=modified.isoformat(),
        file_count=3,
        record_count=10,
        layers=(LayerEntry("", {}, "Point", 1, None, {}),) if layer_names else (),
        search=search_entry(described),
    )
    labels = frozenset(_split(topic.get("labels", "")))
    return entry, Truth(str(dataset.id), topic["id"], body.id, frozenset(f.name for f in fields), labels)


def _titles(text: str, body: Municipality, part: int) -> LocalizedText:
    ja, en = (each.strip() for each in text.split("|"))
    suffix = (f"（第{part + 1}集）", f", part {part + 1}") if part else ("", "")
    return LocalizedText(ja.replace("{b}", body.name.ja) + suffix[0], en.replace("{b}", body.name.en or "") + suffix[1])


def _fields(topic: Mapping[str, Any], number: int) -> Iterator[Field]:
    labels = _split(topic.get("labels", ""))
    if "standard" in topic:
        standard = find_standard_dataset(topic["standard"], "new" if number % 2 else "old")
        standard = standard or find_standard_dataset(topic["standard"], "new")
        assert standard is not None
        for column in standard.columns:
            yield _field(column.heading, column.label_en, column.choices)
    else:
        for at, column_text in enumerate(_split(topic["columns"])):
            ja, en = (each.strip() for each in column_text.split("|"))
            yield _field(ja, en, labels if at == 0 else ())


def _field(ja: str, en: str, choices: tuple[str, ...]) -> Field:
    constraints = {"constraints": {"enum": list(choices)}} if choices else {}
    return Field(ja, LocalizedText(ja, en), None, "string", "default", {"name": ja, **constraints})


def _resource(fields: list[Field]) -> Resource:
    schema = Schema(tuple(fields), (), ("",), {})
    return Resource(
        Slug("table"), "table.csv", "csv", LocalizedText("表", "Table"), None, None, Dialect(), schema, None
    )


def _described(dataset: Dataset) -> DescribedDataset:
    file = Distribution("csv", "data/x.csv", "csv", "text/csv", 1, "0" * 64, 1)
    resource = DescribedResource(dataset.resources[0], (file,), 1, "utf-8", None, None)
    return DescribedDataset(dataset, (resource,), (), None, (), "datasets/x/datapackage.yaml")


def _split(text: str) -> tuple[str, ...]:
    return tuple(each.strip() for each in text.split(",") if each.strip())
