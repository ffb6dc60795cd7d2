"""Names of files and of resources."""

from __future__ import annotations

import pytest

from catalog.check.file_names import check_file_names, is_copy


@pytest.mark.parametrize(
    "uri",
    [
        "data (1).xlsx",
        "施設一覧(2).csv",
        "施設一覧（３）.csv",
        "コピー ～ 施設一覧.xls",
        "施設一覧 - コピー.xlsx",
        "施設一覧 - コピー (2).xlsx",
        "施設一覧のコピー.xlsx",
        "Copy of list.xlsx",
        "list - Copy.csv",
        "list copy 2.csv",
        "old/data (1).xlsx",
    ],
)
def test_names_that_computers_give_to_copies(uri: str) -> None:
    assert is_copy(uri, ["datapackage.yaml", uri])
    (finding,) = check_file_names([uri], "datasets/machi/facilities")
    assert (finding.code, finding.location.path) == ("file-name-copy", f"datasets/machi/facilities/{uri}")


@pytest.mark.parametrize(
    "uri",
    [
        "list.csv",
        "コピー機一覧.csv",
        "市役所_コピー機.csv",
        "copyright.csv",
        "施設一覧（令和6年度）.csv",
        "(1).csv",
        "ごみ(可燃).csv",
        "photocopy.csv",
    ],
)
def test_names_of_other_things(uri: str) -> None:
    assert not is_copy(uri, [uri, "other.csv"])


def test_a_series_is_no_copies_unless_there_is_what_was_copied() -> None:
    assert not is_copy("表(1).csv", ["表(1).csv", "表(2).csv"])
    assert is_copy("表(1).csv", ["表.csv", "表(1).csv", "表(2).csv"])
    assert is_copy("表(1).csv", ["表(1).csv", "old/表(2).csv"])
