from __future__ import annotations

import pytest

from catalog.check.japanese.municipality_codes import check_municipality_codes
from catalog.model.roles import Role
from tests.check.examining import found_in_column, make_examined

FINE = ["331007", "341002", "330001", "032018", "131016"]


def found(*cells: str, label: str = "市区町村コード") -> list[tuple[str, str | None]]:
    return found_in_column(check_municipality_codes, label, [*FINE, *cells], Role.MUNICIPALITY_CODE)


@pytest.mark.parametrize("cell", ["331015", "１３１０１６", " 331007 ", "-", "不明", "33", "01", "330001"])
def test_codes_that_are_fine(cell: str) -> None:
    assert found(cell) == []


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("331008", "body-code-check-digit"),
        ("32018", "body-code-zero-lost"),
        ("12106", "body-code-ambiguous"),
        ("330990", "body-code-unknown"),
        ("99999", "body-code-unknown"),
        ("岡山市", "body-code-form"),
        ("3310071", "body-code-form"),
    ],
)
def test_codes_that_are_not(cell: str, code: str) -> None:
    assert found(cell) == [(code, "A7")]


def test_five_digits_are_told_once() -> None:
    assert found("33100", "33101", "34100") == [("body-code-without-check-digit", None)]


def test_of_two_readings_the_one_in_the_own_prefecture_counts() -> None:
    cells = [[code] for code in ("331007", "331007", "12106")]
    [finding] = check_municipality_codes(make_examined(["団体コード"], cells, [Role.MUNICIPALITY_CODE]))
    assert (finding.code, finding.params["first"], finding.params["second"]) == (
        "body-code-ambiguous",
        "012106",
        "121061",
    )


def test_a_column_of_names_is_left_alone() -> None:
    column = ["中央区", "北区", "331007"]
    assert found_in_column(check_municipality_codes, "行政区コード", column, Role.MUNICIPALITY_CODE) == []


@pytest.mark.parametrize(
    ("code", "name", "is_right"),
    [
        ("331007", "岡山市", True),
        ("331007", "岡山県岡山市", True),
        ("331007", "岡山市役所", True),
        ("331015", "岡山市", True),
        ("331007", "北区", True),
        ("330001", "岡山市", True),
        ("373877", "香川県綾歌郡綾川町", True),
        ("082082", "龍ヶ崎市", True),
        ("342084", "府中市", True),
        ("331007", "財産管理課", True),
        ("331007", "", True),
        ("331007", "広島市", False),
        ("331007", "津山市", False),
        ("341002", "府中市", False),
    ],
)
def test_code_and_name(code: str, name: str, is_right: bool) -> None:
    rows = [[code, name], ["331007", "岡山市"], ["341002", "広島市"]]
    examined = make_examined(["市区町村コード", "市区町村名"], rows, [Role.MUNICIPALITY_CODE, None])
    codes = [finding.code for finding in check_municipality_codes(examined)]
    assert codes == ([] if is_right else ["body-code-not-of-name"])


def test_names_belong_to_the_code_with_their_prefix() -> None:
    labels = ["市区町村コード", "市区町村名", "所在地_市区町村コード", "所在地_市区町村名"]
    rows = [["331007", "岡山市", "341002", "広島市"], ["331007", "岡山市", "332038", "津山市"]]
    assert check_municipality_codes(make_examined(labels, rows)) == ()


@pytest.mark.parametrize(("code", "codes"), [("341002", ["body-code-elsewhere"]), ("331015", []), ("330001", [])])
def test_a_column_of_one_other_body(code: str, codes: list[str]) -> None:
    examined = make_examined(["市区町村コード"], [[code]] * 3, [Role.MUNICIPALITY_CODE])
    assert [finding.code for finding in check_municipality_codes(examined)] == codes
