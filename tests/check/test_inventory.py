"""Inventories of held data: what their cells say, and what can't be shown in a folder."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from catalog.check.inventory import MAX_ITEMS, find_word, parse_inventory
from catalog.check.inventory_cells import parse_planned
from catalog.model.inventory import HoldingStatus, PlannedTime, is_inventory_file
from catalog.model.table import Table
from catalog.standards.inventory_words import WordList, read_inventory_words


def table(labels: list[str], *rows: list[str]) -> Table:
    columns = {str(index): [row[index] for row in rows] for index in range(len(labels))}
    return Table(tuple(labels), pl.DataFrame(columns, {str(index): pl.String for index in range(len(labels))}))


def test_a_row_as_departments_write_it() -> None:
    labels = ["データ名", "所管課", "保管形式", "更新周期", "公開・非公開", "非公開理由", "公開URL"]
    row = [
        "名簿",
        "市民課",
        "ｴｸｾﾙ",
        "年１回",
        "公開不可",
        "個人情報、契約",
        "parks\nhttps://machi.example.jp/a,b roads,trees",
    ]
    (item,), findings = parse_inventory(table(labels, row), "datasets/machi/inventory.csv")
    assert [finding.code for finding in findings] == ["inventory-no-english"]
    assert item.status is HoldingStatus.CLOSED
    assert (item.form and item.form.id, item.frequency and item.frequency.id) == ("spreadsheet", "annual")
    assert [reason.id for reason in item.reasons] == ["personal-information", "third-party-rights"]
    assert item.places == ("parks", "https://machi.example.jp/a,b", "roads", "trees")
    assert item.row == 2


def test_a_word_of_ones_own_stays() -> None:
    labels = ["データの名称", "公開区分", "保有形式"]
    (item,), _ = parse_inventory(table(labels, ["名簿", "検討中", "フロッピーディスク"]), "i.csv")
    assert item.form is not None
    assert (item.form.id, item.form.label.ja) == (None, "フロッピーディスク")


def test_a_very_long_inventory() -> None:
    labels = ["データの名称", "公開区分"]
    _, findings = parse_inventory(table(labels, *[["名簿", "検討中"]] * (MAX_ITEMS + 1)), "i.csv")
    assert [finding.code for finding in findings] == ["inventory-too-long"]


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("令和9年3月31日", PlannedTime("2027-03-31", date(2027, 3, 31), date(2027, 3, 31))),
        ("2027年3月", PlannedTime("2027-03", date(2027, 3, 1), date(2027, 3, 31))),
        ("令和９年度", PlannedTime("2027年度", date(2027, 4, 1), date(2028, 3, 31), 2027)),
        ("2027年度", PlannedTime("2027年度", date(2027, 4, 1), date(2028, 3, 31), 2027)),
        ("9999年度", None),
        ("来年", None),
    ],
)
def test_when_something_is_planned(text: str, time: PlannedTime | None) -> None:
    assert parse_planned(text) == time
    if time is not None:
        assert parse_planned(time.text) == time


@pytest.mark.parametrize("name", ["headings", "statuses", "forms", "reasons", "frequencies"])
def test_no_word_stands_for_two_things(name: str) -> None:
    words: WordList = getattr(read_inventory_words(), name)
    assert {word: find_word(words, word) for word in words.written} == dict(words.written)


@pytest.mark.parametrize(
    ("name", "is_one"),
    [("inventory.csv", True), ("Inventory.XLSX", True), ("保有データ一覧.xls", True), ("inventory.pdf", False)],
)
def test_which_file_is_an_inventory(name: str, is_one: bool) -> None:
    assert is_inventory_file(name) == is_one
