"""Licences of sources, marks of reserved rights, makers of maps."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from catalog.check.rights import check_reserved_cells
from catalog.findings import Finding
from catalog.standards.licence_terms import broken_terms
from tests.check.driver import check_folder
from tests.check.examining import found_in_column, make_examined
from tests.check.test_golden import read_case

PATH = "datasets/machi/facilities/datapackage.yaml"


def rights_of(folder: Path, changes: Mapping[str, str]) -> list[tuple[str, Mapping[str, str]]]:
    """Return what is said of rights when lines of a descriptor with nothing wrong are replaced or added."""
    root = read_case("nothing-wrong", folder)
    file = root / PATH
    text = file.read_text("utf-8")
    for before, after in changes.items():
        assert before in text
        text = text.replace(before, after)
    file.write_text(text, "utf-8")
    return [(finding.code, finding.params) for finding in check_folder(root) if is_about_rights(finding)]


def is_about_rights(finding: Finding) -> bool:
    return finding.code in {
        "licence-looser-than-source",
        "source-licence-unknown",
        "rights-reserved",
        "third-party-map",
        "survey-source-missing",
    }


@pytest.mark.parametrize(
    ("source", "licence", "broken"),
    [
        ("CC-BY-4.0", "CC-BY-4.0", ()),
        ("CC-BY-4.0", "PDL-1.0", ()),
        ("PDL-1.0", "CC-BY-4.0", ()),
        ("GJSTU-2.0", "CC-BY-4.0", ()),
        ("CC0-1.0", "CC-BY-4.0", ()),
        ("CC-BY-4.0", "CC0-1.0", ("attribution",)),
        ("CC-BY-SA-4.0", "CC-BY-4.0", ("share_alike",)),
        ("CC-BY-SA-3.0", "CC-BY-SA-4.0", ()),
        ("ODbL-1.0", "CC-BY-4.0", ("share_alike",)),
        ("CC-BY-NC-4.0", "CC-BY-4.0", ("non_commercial",)),
        ("CC-BY-ND-4.0", "CC-BY-4.0", ("no_derivatives",)),
        ("unheard-of", "CC-BY-4.0", ()),
    ],
)
def test_the_terms_of_a_source_have_to_be_kept(source: str, licence: str, broken: tuple[str, ...]) -> None:
    assert broken_terms(source, licence) == broken


def test_the_licence_of_a_source(tmp_path: Path) -> None:
    (found,) = rights_of(tmp_path, {"{title: 施設台帳}": "{title: 写真集, licenses: [{name: CC-BY-SA-4.0}]}"})
    assert found == ("licence-looser-than-source", {"licence": "CC-BY-4.0", "source": "CC-BY-SA-4.0"})


def test_a_licence_that_isn_t_known_is_no_reproach(tmp_path: Path) -> None:
    ((code, params),) = rights_of(tmp_path, {"{title: 施設台帳}": "{title: 写真集, licenses: [{name: CC BY 4.0}]}"})
    assert (code, params["candidates"].split(", ")[0]) == ("source-licence-unknown", "CC-BY-4.0")


@pytest.mark.parametrize(
    "text",
    [
        "施設の一覧です。無断転載を禁じます。",
        "施設の一覧です。商用利用はできません。",
        "施設の一覧です。All Rights Reserved.",
        "施設の一覧です。無断での複製を固くお断りします。",
        "施設の一覧です。営利目的の利用を禁止します。",
    ],
)
def test_a_description_that_forbids_what_the_licence_allows(text: str, tmp_path: Path) -> None:
    assert [code for code, _ in rights_of(tmp_path, {"description: ": f"description: {text}"})] == ["rights-reserved"]


@pytest.mark.parametrize(
    "text",
    [
        "商用利用もできます。",
        "無断転載可です。",
        "商用利用を禁止していません。",
        "営利目的の利用を禁止するものではありません。",
        "二次利用を妨げません。",
        "公園での営利目的の利用には許可が要ります。",
        "転載禁止の資料は含みません。",
    ],
)
def test_a_description_that_forbids_nothing(text: str, tmp_path: Path) -> None:
    assert rights_of(tmp_path, {"description: ": f"description: {text}"}) == []


@pytest.mark.parametrize(
    ("title", "codes"),
    [
        ("Google マップ", ["third-party-map"]),
        ("ゼンリン住宅地図", ["third-party-map"]),
        ("OpenStreetMap", ["licence-looser-than-source"]),
        ("国土地理院「地理院地図」", []),
        ("Google フォームで集めた回答", []),
        ("MOSMOS調査", []),
    ],
)
def test_maps_as_sources(title: str, codes: list[str], tmp_path: Path) -> None:
    assert [code for code, _ in rights_of(tmp_path, {"title: 施設台帳": f"title: {title}"})] == codes


def test_what_was_made_from_a_map(tmp_path: Path) -> None:
    text = "description: 位置はGoogleマップから取得しました。"
    assert [code for code, _ in rights_of(tmp_path, {"description: ": text})] == ["third-party-map"]


def test_where_a_map_is_only_linked_nothing_was_taken_from_it(tmp_path: Path) -> None:
    text = "description: 地図はGoogle マップへのリンクです。"
    assert rights_of(tmp_path, {"description: ": text}) == []


def test_marks_in_cells() -> None:
    assert found_in_column(check_reserved_cells, "備考", ["", "写真（無断転載禁止）", "転載禁止"]) == [
        ("rights-reserved-in-cell", "A3")
    ]
    cells = ["©岡山市", "Copyright 2020 架空写真館", "© 架空写真館", "無断転載禁止"]
    assert found_in_column(check_reserved_cells, "備考", cells) == [
        ("rights-reserved-in-cell", "A5"),
        ("third-party-mark", "A3"),
    ]
    assert found_in_column(check_reserved_cells, "画像_ライセンス", ["© 架空写真館"]) == []
    fine = ["無断駐車禁止", "https://example.jp/copyright/", "営利目的の利用不可", "(C)棟", "写真撮影可"]
    assert found_in_column(check_reserved_cells, "備考", fine) == []


def test_marks_are_counted() -> None:
    (finding,) = check_reserved_cells(make_examined(["備考"], [["© 架空写真館"], ["© 架空写真館"], [""]]))
    assert finding.params == {"count": "2"}
