"""Inventories as files: the JSON has its shape, and the CSV is an inventory again."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import date

import jsonschema
import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog.check.inventory import parse_inventory
from catalog.check.inventory_cells import parse_planned
from catalog.model.ids import DatasetId, Slug
from catalog.model.inventory import (
    HeldData,
    HoldingStatus,
    Inventory,
    InventoryWord,
    Target,
    TargetProgress,
)
from catalog.model.table import Table
from catalog.model.text import LocalizedText
from catalog.publish.inventory import held_members, render_inventory_csv, render_inventory_json
from catalog.standards.inventory_words import read_inventory_words
from tests.publish.factory import SITE
from tests.render.samples import CITY
from tests.shapes import hold, strict

WORDS = read_inventory_words()
PLANNED = parse_planned("令和9年度")
FULL = HeldData(
    row=2,
    name=LocalizedText("公園台帳", "Parks"),
    status=HoldingStatus.OPEN,
    department=LocalizedText("公園課", "Parks Division"),
    about=LocalizedText("公園の一覧"),
    form=InventoryWord("gis", WORDS.forms.labels["gis"]),
    frequency=InventoryWord(None, LocalizedText("気が向いたとき")),
    places=("parks", "gone", "https://city.example/公園?a=1"),
    planned=PLANNED,
    reasons=(InventoryWord("law", WORDS.reasons.labels["law"]),),
    explanation=LocalizedText("説明", "Explanation"),
    confirmed=date(2026, 10, 1),
)


def inventory(*items: HeldData) -> Inventory:
    return Inventory(CITY.id, "datasets/fictitious-city/inventory.csv", "key", items)


def test_the_json_has_its_shape_and_links_what_is_published() -> None:
    published = [DatasetId(CITY.id, Slug("parks"))]
    told = json.loads(render_inventory_json(inventory(FULL, replace(FULL, row=3)), CITY, published, SITE))
    hold("inventory", told)
    first = told["items"][0]
    assert [each["id"] for each in first["datasets"]] == ["fictitious-city/parks"]
    assert first["urls"] == ["https://city.example/%E5%85%AC%E5%9C%92?a=1"]
    assert first["planned"] == {"start": "2027-04-01", "end": "2028-03-31"}
    assert told["counts"] == {"open": 2, "planned": 0, "considered": 0, "closed": 0}
    assert told["confirmed"] == "2026-10-01"


def test_catalog_json_tells_where_an_inventory_is_and_how_far_targets_are() -> None:
    target = Target("datasets", 15, date(2027, 3, 31), LocalizedText("計画", "Plan"), "https://city.example/plan")
    progress = TargetProgress(target, 7, compiled=2, newest="2026-10-01")
    members = held_members(inventory(FULL), [progress], CITY, SITE)
    schema = strict("catalog")
    part = {"$ref": "#/$defs/municipality", "$defs": schema["$defs"]}
    body = {"id": "a", "code": "331007", "name": {"ja": "市"}, "kana": "し", "kind": "city", "prefecture": "33"}
    missing = set(schema["$defs"]["municipality"]["required"]) - set(body)
    pages = {"ja": "https://city.example/ja/", "en": "https://city.example/en/"}
    jsonschema.Draft202012Validator(part).validate(body | dict.fromkeys(missing, pages) | members)
    assert members["targets"][0]["reached"] == 7
    assert held_members(None, [], CITY, SITE) == {}


TEXTS = st.text(st.characters(categories=("L", "N"), max_codepoint=0x9FFF), min_size=1, max_size=8)
LOCALIZED = st.builds(LocalizedText, TEXTS, st.none() | TEXTS)


def word(name: str) -> st.SearchStrategy[InventoryWord]:
    labels = getattr(WORDS, name).labels
    return st.sampled_from([InventoryWord(id, label) for id, label in labels.items()])


ITEMS = st.builds(
    HeldData,
    row=st.just(2),
    name=LOCALIZED,
    status=st.sampled_from(HoldingStatus),
    department=st.none() | LOCALIZED,
    about=st.none() | LOCALIZED,
    form=st.none() | word("forms"),
    frequency=st.none() | word("frequencies"),
    places=st.lists(st.sampled_from(["parks", "roads", "https://city.example/a,b;c"]), unique=True, max_size=2).map(
        tuple
    ),
    planned=st.none() | st.sampled_from(["2027-03-31", "2027年3月", "令和9年度"]).map(parse_planned),
    reasons=st.lists(word("reasons"), unique=True, max_size=3).map(tuple),
    explanation=st.none() | LOCALIZED,
    confirmed=st.none() | st.dates(date(2020, 1, 1), date(2030, 1, 1)),
)


@settings(max_examples=40)
@given(ITEMS)
def test_the_csv_is_an_inventory_that_says_the_same(item: HeldData) -> None:
    rows = list(csv.reader(io.StringIO(render_inventory_csv(inventory(item)).decode("utf-8-sig"))))
    columns = {str(index): [row[index] for row in rows[1:]] for index in range(len(rows[0]))}
    items, _ = parse_inventory(Table(tuple(rows[0]), pl.DataFrame(columns)), "inventory.csv")
    assert items == (item,)


def test_nothing_in_the_csv_runs_as_a_formula() -> None:
    text = render_inventory_csv(inventory(replace(FULL, name=LocalizedText("=1+1")))).decode("utf-8-sig")
    assert "\n'=1+1," in text
