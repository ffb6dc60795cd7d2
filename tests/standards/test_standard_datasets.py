from __future__ import annotations

import re

import pytest

from catalog.standards.standard_datasets import StandardDataset, find_standard_dataset, read_standard_datasets

STANDARDS = read_standard_datasets()


def test_all_editions_are_there() -> None:
    assert [standard.edition for standard in STANDARDS] == ["new"] * 19 + ["old"] * 14
    assert len({(standard.id, standard.edition) for standard in STANDARDS}) == len(STANDARDS)
    assert all(re.fullmatch("[a-z]+(-[a-z]+)*", standard.id) for standard in STANDARDS)
    assert all(re.fullmatch("[0-9]{2}", standard.number) and standard.title.en for standard in STANDARDS)


@pytest.mark.parametrize("standard", STANDARDS, ids=lambda standard: f"{standard.id}-{standard.edition}")
def test_columns_are_complete_and_unique(standard: StandardDataset) -> None:
    headings = [column.heading for column in standard.columns]
    assert len(set(headings)) == len(headings) > 10
    assert all(column.label_en.isascii() for column in standard.columns)
    assert {column.type for column in standard.columns} <= {"string", "integer", "number", "date", "time"}
    assert {column.requirement is None for column in standard.columns} in ({True}, {False})


def test_a_fire_hydrant() -> None:
    standard = find_standard_dataset("fire-hydrant", "new")
    assert standard is not None
    assert (standard.number, standard.title.ja, standard.file_slug) == ("14", "消防水利施設一覧", "fire_hydrant")
    assert [column.heading for column in standard.columns][:4] == [
        "全国地方公共団体コード",
        "ID",
        "地方公共団体名",
        "種別",
    ]
    assert "防火水そう" in standard.columns[3].choices
    address = next(column for column in standard.columns if column.heading == "所在地_連結表記")
    assert (address.variants, address.former_heading) == (("所在地_連結標記",), "住所")


def test_requirements_where_they_are_known() -> None:
    standard = find_standard_dataset("public-toilet", "new")
    assert standard is not None
    required = [column.heading for column in standard.columns if column.requirement == "required"]
    assert required == ["名称", "所在地_連結表記", "設置位置"]


def test_choices_differ_between_datasets_of_one_heading() -> None:
    standards = [find_standard_dataset(id, "old") for id in ("fire-hydrant", "preschool")]
    kinds = [next(c.choices for c in standard.columns if c.heading == "種別") for standard in standards if standard]
    assert "消火栓" in kinds[0] and "公立幼稚園" in kinds[1]


def test_choices_of_one_edition_are_none_of_the_other() -> None:
    standard = find_standard_dataset("preschool", "new")
    assert standard is not None
    assert next(column.choices for column in standard.columns if column.heading == "種別") == ()


def test_what_does_not_exist() -> None:
    assert find_standard_dataset("fire-hydrant", "newer") is None
    assert find_standard_dataset("school-lunch", "old") is None
