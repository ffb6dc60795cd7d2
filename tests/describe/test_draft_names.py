"""Names for files and datasets, from what people call files."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.describe.drafts.names import cleaned_title, resource_names, slug_of
from catalog.model.ids import is_slug


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("parks.csv", "parks"),
        ("Parks List (2).XLSX", "parks-list"),
        ("032018_public_toilet.csv", "public-toilet"),
        ("population_20240401.csv", "population"),
        ("parks_final.csv", "parks"),
        ("ｐａｒｋｓ.csv", "parks"),
        ("公園.csv", None),
        ("data (1).xlsx", None),
        ("Book1.xlsx", None),
        ("datapackage.json", None),
        ("2024.csv", None),
    ],
)
def test_a_slug_is_what_the_name_says(name: str, slug: str | None) -> None:
    assert slug_of(name) == slug


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("公園一覧.csv", "公園一覧"),
        ("公園一覧 (2).xlsx", "公園一覧"),
        ("公園一覧 - コピー.xlsx", "公園一覧"),
        ("コピー ～ 公園一覧_最新版.xlsx", "公園一覧"),
        ("公園_一覧.csv", "公園 一覧"),
        ("01_R7公園一覧.xlsx", "R7公園一覧"),
        ("③公園一覧.xlsx", "公園一覧"),
        ("3.11の記録.csv", "3.11の記録"),
        ("1丁目の公園.csv", "1丁目の公園"),
    ],
)
def test_a_title_is_without_what_computers_add(name: str, title: str) -> None:
    assert cleaned_title(name) == title


@given(st.lists(st.text(max_size=30), min_size=1, max_size=8))
def test_names_are_slugs_and_all_different(names: list[str]) -> None:
    found = resource_names(names, "parks")
    assert all(map(is_slug, found)) and len(set(found)) == len(names)
