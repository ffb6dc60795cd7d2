from __future__ import annotations

import pytest

from catalog.check.coordinates.written import check_written_coordinates
from catalog.model.dataset import Field
from catalog.model.roles import Role
from catalog.model.text import LocalizedText
from tests.check.examining import make_examined, make_layer

POINTS = [[f"34.6{number}123", f"133.9{number}123"] for number in range(10, 20)]
LABELS = ("緯度", "経度")
ROLES = [Role.LATITUDE, Role.LONGITUDE]


def found(*rows: list[str], labels: tuple[str, str] = LABELS) -> list[tuple[str, str | None]]:
    findings = check_written_coordinates(make_examined(labels, [*POINTS, *rows], ROLES))
    return [(finding.code, finding.location.cell) for finding in findings]


@pytest.mark.parametrize("row", [["34.65123", "133.91234"], ["-", "-"], ["不明", ""], [" 34.65123 ", "133.91234"]])
def test_points_that_are_fine(row: list[str]) -> None:
    assert found(row) == []


def test_points_that_are_empty_are_told_once_and_only_where_most_are_not() -> None:
    def told(*empty: list[str]) -> list[tuple[str, str | None, str]]:
        rows = [["北", *point] for point in POINTS]
        findings = check_written_coordinates(make_examined(["名称", *LABELS], [*rows, *empty], [None, *ROLES]))
        return [(finding.code, finding.location.cell, finding.params["count"]) for finding in findings]

    assert told(["南", "", ""], ["東", "", " "], ["", "", ""]) == [("coordinates-missing", "B12", "2")]
    assert told(["南", "不明", "-"], ["", "", ""]) == []
    assert told(*[["南", "", ""]] * (len(POINTS) + 1)) == []


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (["34.65123", ""], ("coordinates-half-missing", "B12")),
        (["", "133.91234"], ("coordinates-half-missing", "A12")),
        (["34度39分18秒", "133.91234"], ("coordinates-sexagesimal", "A12")),
        (["34.65123付近", "133.91234"], ("coordinates-not-number", "A12")),
        (["３４．６５１２３", "133.91234"], ("coordinates-not-number", "A12")),
        (["34.65123,133.91234", "133.91234"], ("coordinates-in-one-cell", "A12")),
        (["34.65123 34.65124", "133.91234"], ("coordinates-in-one-cell", "A12")),
    ],
)
def test_points_that_no_map_can_use(row: list[str], expected: tuple[str, str]) -> None:
    assert found(row) == [expected]


def test_degrees_and_minutes_may_be_declared() -> None:
    examined = make_examined(["緯度", "経度"], [["34度39分18秒", "133度55分10秒"]], ROLES)
    for column in examined.columns:
        column.field = Field(
            column.label, LocalizedText(column.label), None, "number", "default", {"notation": "japanese"}
        )
    assert check_written_coordinates(examined) == ()


def test_few_decimals_are_told_once_for_a_column() -> None:
    rows = [[f"34.{number}", f"133.{number}123"] for number in range(10, 30)]
    findings = check_written_coordinates(make_examined(["緯度", "経度"], rows, ROLES))
    assert [(item.code, item.location.field, item.params) for item in findings] == [
        ("coordinates-precision", "緯度", {"decimals": "2"})
    ]


def test_zeros_at_the_end_that_excel_drops_are_no_lack_of_precision() -> None:
    rows = [["34.6512", "133.912"], ["34.65", "133.9123"], *POINTS]
    assert check_written_coordinates(make_examined(["緯度", "経度"], rows, ROLES)) == ()


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        (("緯度（日本測地系）", "経度（日本測地系）"), ["coordinates-old-datum"]),
        (("緯度（旧測地系）", "経度（旧測地系）"), ["coordinates-old-datum"]),
        (("緯度（世界測地系）", "経度（世界測地系）"), []),
        (("緯度_日本測地系2011（JGD2011）", "経度_日本測地系2011（JGD2011）"), []),
    ],
)
def test_headings_that_name_the_datum(labels: tuple[str, str], expected: list[str]) -> None:
    assert [code for code, _ in found(labels=labels)] == expected


def test_a_declared_system_is_believed() -> None:
    labels = ["緯度（日本測地系）", "経度（日本測地系）"]
    layer = make_layer("EPSG:4301", labels[1], labels[0])
    assert check_written_coordinates(make_examined(labels, POINTS, ROLES, layer)) == ()


def test_both_numbers_in_a_column_of_places() -> None:
    examined = make_examined(["location"], [["34.6551,133.9195"], ["34.6552,133.9196"]])
    assert [finding.code for finding in check_written_coordinates(examined)] == ["coordinates-in-one-cell"]
    assert check_written_coordinates(make_examined(["location"], [["1階ロビー"], ["正門前"]])) == ()
