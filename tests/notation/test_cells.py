from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.notation.cells import READERS, read_cell, read_coordinate


@pytest.mark.parametrize(
    ("field_type", "text", "expected"),
    [
        ("date", "R5.4.1", "2023-04-01"),
        ("datetime", "R5.4.1 9:00", "2023-04-01T09:00:00"),
        ("time", "午後1時", "13:00:00"),
        ("year", "令和5年度", "2023"),
        ("yearmonth", "令和5年4月", "2023-04"),
        ("integer", "△1,234", "-1234"),
        ("number", "１，２３４．５０", "1234.50"),
        ("number", "35度30分0秒", "35.5"),
        ("number", "35-30-00", None),
        ("boolean", "○", "true"),
        ("boolean", "無", "false"),
        ("integer", "1.5", None),
        ("date", "R5.4.31", None),
    ],
)
def test_cells_of_each_type(field_type: str, text: str, expected: str | None) -> None:
    assert read_cell(text, field_type) == expected


def test_among_coordinates_divided_numbers_are_degrees() -> None:
    assert [read_coordinate(text) for text in ("35-30-00", "35.5", "abc", "1" * 200)] == ["35.5", "35.5", None, None]


@given(st.sampled_from(sorted(READERS)), st.text())
def test_no_text_breaks_a_reader_and_what_is_read_stays(field_type: str, text: str) -> None:
    found = read_cell(text, field_type)
    assert found is None or read_cell(found, field_type) == found
