from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from catalog.check.echoes import drop_echoes
from catalog.check.examined import is_nothing, plain
from catalog.check.values import check_values
from catalog.codes import CODES
from catalog.i18n.finding_words import resolve_message
from catalog.infer.roles import infer_roles
from catalog.model.text import LANGS
from tests.check.examining import OKAYAMA, PATH, make_examined, make_layer, make_resource, make_table


def test_beyond_a_hundred_cells_only_their_number_is_told() -> None:
    [column] = make_examined(["番号"], [["x"]] * 1_234).columns
    findings = column.report({"x": ("scientific-notation", {"value": "x"})})
    assert len(findings) == 101
    assert (findings[-1].code, findings[-1].location.cell) == ("more-in-column", None)
    assert findings[-1].params == {"rule": "scientific-notation", "count": "1,134"}


def test_cells_are_named_as_excel_shows_them() -> None:
    column = make_examined(["名称", "番号"], [["a", "1"], ["b", "x"]]).columns[1]
    [finding] = column.report({"x": ("scientific-notation", {"value": "x"})})
    assert (finding.location.cell, finding.location.row, finding.location.field) == ("B3", 3, "番号")


def test_different_cells_are_counted_without_the_empty_ones() -> None:
    [column] = make_examined(["番号"], [["1"], [""], [" "], ["2"], ["1"], []]).columns
    assert dict(column.counted.iter_rows()) == {"1": 2, "2": 1}


def test_hyphens_between_digits_are_one() -> None:
    assert plain("　０８６‐２３４−５６７８ ") == "086-234-5678"
    assert plain("センター") == "センター"


def test_what_stands_for_no_value() -> None:
    assert [text for text in ("-", "－", "なし", "無", "不明", "…", "N/A", "") if not is_nothing(text)] == []
    assert [text for text in ("0", "有", "1-2", "なし崩し") if is_nothing(text)] == []


def test_a_table_without_rows_has_no_wrong_values() -> None:
    assert check_values(make_table(["緯度", "経度"], []), make_resource(), OKAYAMA, PATH) == ()


HEADINGS = [
    *[
        "緯度",
        "経度",
        "X座標",
        "Y座標",
        "住所",
        "",
        "全国地方公共団体コード",
        "市区町村名",
        "法人番号",
        "郵便番号",
        "電話番号",
    ],
    *["更新日", "年度", "開始時間", "終了時間", "利用可能曜日", "名称_カナ"],
]
TEXTS = [
    *[
        "",
        "34.65",
        "133.9",
        "0",
        "1e308",
        "-1.8e308",
        "NaN",
        "inf",
        "99999",
        "9999999999999999999999",
        "45383",
        "0.375",
    ],
    *[
        "331007",
        "33100",
        "岡山市",
        "1234567890123",
        "700-8544",
        "086-234-5678",
        "2024-02-30",
        "R6.4.31",
        "25:00",
        "12時70分",
    ],
    *["月火", "ｶﾅ"],
]
LABELS = st.lists(st.sampled_from(HEADINGS), min_size=1, max_size=6)
CELLS = st.sampled_from(TEXTS) | st.text(max_size=5)


@given(LABELS, st.lists(st.lists(CELLS, max_size=6), max_size=12), st.booleans())
def test_no_table_is_an_exception(labels: list[str], rows: list[list[str]], has_layer: bool) -> None:
    table = make_table(labels, rows)
    layer = make_layer("EPSG:6673", labels[0], labels[-1]) if has_layer else None
    assert len(infer_roles(table)) == len(labels)
    for finding in check_values(table, make_resource(layer), OKAYAMA, PATH):
        assert set(finding.params) == set(CODES[finding.code].params)
        assert all(resolve_message(finding, lang).isprintable() for lang in LANGS)


def test_different_cells_are_the_same_whether_or_not_they_are_shared() -> None:
    all_differ = make_examined(["番号"], [["1"], ["２"], ["3"]]).columns[0]
    with_one_blank = make_examined(["番号"], [["1"], [""], ["２"], ["3"]]).columns[0]
    with_one_twice = make_examined(["番号"], [["1"], ["２"], ["3"], ["1"]]).columns[0]
    assert all_differ.counted.rows() == with_one_blank.counted.rows() == [("1", 1), ("２", 1), ("3", 1)]
    assert with_one_twice.counted.rows() == [("1", 2), ("２", 1), ("3", 1)]
    assert all_differ.counted.schema == with_one_twice.counted.schema
    assert all_differ.folded["plain"].to_list() == ["1", "2", "3"]
    assert make_examined(["番号"], [["1"], ["2"]]).columns[0].folded.rows() == [("1", 1, "1"), ("2", 1, "2")]


def test_a_word_spread_by_spaces_is_told_and_a_short_name_is_not() -> None:
    def spread(text: str) -> list[str]:
        table = make_table(["名称"], [[text], ["見本会館"]])
        return [finding.code for finding in check_values(table, make_resource(), None, PATH)]

    assert spread("架　空　会　館") == spread("架 空 会 館") == ["L1-06"]
    assert spread("林　修") == spread("南 中央 会館") == []


def test_the_same_is_told_once() -> None:
    column = make_examined(["番号"], [["x"]]).columns[0]
    one = column.report({"x": ("scientific-notation", {"value": "x"})})
    other = column.report({"x": ("scientific-notation", {"value": "y"})})
    assert drop_echoes([*one, *one, *other]) == (*one, *other)
