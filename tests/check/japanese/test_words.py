from __future__ import annotations

import pytest

from catalog.check.japanese.categories import check_categories, folded_category
from catalog.check.japanese.numbers import NumericOddity, numeric_oddities, numeric_oddity
from catalog.check.japanese.readings import check_readings
from tests.check.examining import found_in_column, make_examined


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("オカヤマシヤクショ　２カイ", []),
        ("カフェ＆バー　Ａ－１", []),
        ("", []),
        ("岡山シヤクショ", ["reading-with-kanji"]),
        ("ｵｶﾔﾏｼ", ["reading-half-width"]),
        ("おかやまし", ["reading-in-hiragana"]),
    ],
)
def test_readings_in_katakana(cell: str, expected: list[str]) -> None:
    found = found_in_column(check_readings, "名称_カナ", ["キタカン", "ミナミカン", "ヒガシカン", cell])
    assert [code for code, _ in found] == expected


def test_readings_may_all_be_in_hiragana() -> None:
    assert found_in_column(check_readings, "フリガナ", ["きたかん", "みなみかん", "ひがしかん"]) == []
    assert found_in_column(check_readings, "よみ・ひらがな", ["きたかん", "ミナミカン", "ひがしかん"]) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("有", "あり"),
        ("有り", "有"),
        ("無し", "なし"),
        ("○", "〇"),
        ("○", "◯"),
        ("有", " 有　"),
        ("ＡＢ", "ab"),
        ("2階", "２階"),
    ],
)
def test_spellings_of_one_choice(one: str, other: str) -> None:
    assert folded_category(one) == folded_category(other)
    cells = [one] * 6 + [other] * 2 + ["別"] * 4
    assert [code for code, _ in found_in_column(check_categories, "設備", cells)] == ["similar-categories"]


@pytest.mark.parametrize(
    ("one", "other"), [("有", "無"), ("○", "×"), ("○", "0"), ("可", "不可"), ("1", "１"), ("北館", "南館")]
)
def test_different_choices(one: str, other: str) -> None:
    assert found_in_column(check_categories, "設備", [one] * 6 + [other] * 6) == []


def test_names_are_no_choices() -> None:
    cells = [f"{number}階" for number in range(40)] + ["１階"]
    assert found_in_column(check_categories, "場所", cells) == []


@pytest.mark.parametrize(
    ("cell", "kind"),
    [
        ("１２３", NumericOddity.FULL_WIDTH),
        ("1,234", NumericOddity.GROUPED),
        ("△1,234", NumericOddity.TRIANGLE),
        ("1,234円", NumericOddity.UNIT),
        ("約50人", NumericOddity.UNIT),
        ("12.5％", NumericOddity.UNIT),
        (" 12 ", NumericOddity.SPACE),
        ("12※", NumericOddity.NOTED),
        ("-", NumericOddity.NOTHING),
        ("調査中です", NumericOddity.TEXT),
    ],
)
def test_numbers_that_are_not_read_as_numbers(cell: str, kind: NumericOddity) -> None:
    assert numeric_oddity(cell) is kind


def test_a_column_of_numbers_and_one_of_words() -> None:
    numbers, words = make_examined(["人口", "名称"], [["1,234", "北"], ["56", "南"], ["-", "3"], ["7", "東"]]).columns
    oddities = numeric_oddities(numbers)
    assert oddities is not None
    assert oddities.cells == {"1,234": NumericOddity.GROUPED, "-": NumericOddity.NOTHING}
    assert (oddities.number_count, oddities.cell_count) == (3, 4)
    assert numeric_oddities(words) is None
