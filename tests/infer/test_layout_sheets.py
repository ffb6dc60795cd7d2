from __future__ import annotations

from dataclasses import replace

import pytest

from catalog.infer.cut import cut_table
from catalog.infer.layout import infer_layout
from catalog.infer.outside import find_other_table
from catalog.infer.sheets import choose_sheet, is_aside_by_name
from catalog.model.records import CellRange, Records
from tests.infer.records import parse_records, records_of

EMPTY = records_of([])
TABLE = parse_records("番号,名称,定員\n1,みほん館,10\n2,みほん東館,20\n")
LONG = parse_records("番号,名称,定員\n" + "".join(f"{number},みほん,10\n" for number in range(30)))
CHOICES = parse_records("種別,地区\n公民館,北区\n図書館,南区\n体育館,西区\nその他,\n未定,\n不明,\n")


def chosen(*sheets: tuple[str, Records]) -> str | None:
    """Return the name of the chosen sheet; one whose name begins with ``_`` is hidden."""
    place = choose_sheet([(name, name.startswith("_"), records) for name, records in sheets])
    return None if place is None else sheets[place][0]


def test_the_sheet_with_the_records_is_chosen() -> None:
    assert chosen(("Sheet1", TABLE)) == "Sheet1"
    assert chosen(("表紙", EMPTY), ("一覧", TABLE)) == "一覧"
    assert chosen(("記入例", LONG), ("一覧", TABLE)) == "一覧"
    assert chosen(("_旧", LONG), ("一覧", TABLE)) == "一覧"
    assert chosen(("一覧", TABLE), ("選択肢", LONG)) == "一覧"
    assert chosen(("概要", TABLE), ("明細", LONG)) == "明細"


def test_choices_are_known_by_their_shape() -> None:
    assert chosen(("Sheet1", CHOICES), ("Sheet2", TABLE)) == "Sheet2"


def test_the_first_of_sheets_alike_is_chosen() -> None:
    assert chosen(("令和7年度", TABLE), ("令和6年度", TABLE)) == "令和7年度"


def test_what_else_there_is_must_do() -> None:
    assert chosen(("空", EMPTY), ("記入例", TABLE)) == "記入例"
    assert chosen(("空", EMPTY), ("_一覧", TABLE)) == "_一覧"
    assert chosen(("空", EMPTY)) is None


def test_a_title_can_say_that_all_is_an_example() -> None:
    example = parse_records("【記入例】,,\n番号,名称,定員\n1,みほん館,10\n2,みほん東館,20\n3,みほん西館,20\n")
    assert chosen(("Sheet1", example), ("Sheet2", TABLE)) == "Sheet2"


@pytest.mark.parametrize(
    "name", ["作成例", "記入例（記載上の注意）", "サンプル", "選択リスト", "コード表", "凡例", "項目定義", "はじめに"]
)
def test_names_of_asides(name: str) -> None:
    assert is_aside_by_name(name)


@pytest.mark.parametrize("name", ["Sheet1", "施設一覧", "条例一覧", "事例", "データ", "R8", "公園リスト一覧"])
def test_names_of_records(name: str) -> None:
    assert not is_aside_by_name(name)


def test_a_table_is_cut_out_with_its_row_numbers() -> None:
    records = parse_records("公園,,\n,番号,名称\n,1,a\n\n,2,b\n,※ 注,\n")
    table = cut_table(records, infer_layout(records))
    assert (table.labels, list(table.rows())) == (("番号", "名称"), [["1", "a"], ["2", "b"]])
    assert [table.row_number(index) for index in range(table.row_count)] == [3, 5]


def test_cells_beyond_the_last_column_stay_with_their_row() -> None:
    records = replace(parse_records("番号,名称\n1,a\n\n2,b\n"), extra_cells={0: ("x",), 3: ("y", "z")})
    assert dict(cut_table(records, infer_layout(records)).extra_cells) == {1: ("y", "z")}


def test_another_table_is_found_beside_or_below() -> None:
    records = parse_records("番号,名称,,番号,名称\n1,a,,4,d\n2,b,,5,e\n3,c,,,\n")
    assert find_other_table(records, infer_layout(records)) == CellRange(1, 4, 3, 5)


def test_remarks_beside_a_table_are_not_another_one() -> None:
    records = parse_records("番号,名称,,\n1,a,,※ 注意\n2,b,,\n3,c,,\n")
    assert find_other_table(records, infer_layout(records)) is None
