"""How full a sheet is."""

from __future__ import annotations

import polars
import pytest

from catalog.infer.grid import measure, used_columns


@pytest.mark.parametrize("far", ["。", " ", ""])
def test_a_cell_far_to_the_right_changes_nothing_but_its_own_column(far: str) -> None:
    near = {"0": ["番号", "1", " "], "1": ["名称", "会館", ""]}
    empty = {str(place): ["", "", ""] for place in range(2, 2_000)}
    grid = measure(polars.DataFrame({**near, **empty, "2000": [far, "", ""]}))
    assert grid.row_counts.to_list() == [2 + bool(far), 2, 0]
    assert grid.column_counts == (2, 2, *[0] * 1_998, int(bool(far)))
    assert used_columns(grid.frame) == ["0", "1", *(["2000"] if far else [])]


def test_a_wide_sheet_with_nothing_in_it() -> None:
    grid = measure(polars.DataFrame({str(place): ["", ""] for place in range(2_000)}))
    assert (grid.row_counts.to_list(), sum(grid.column_counts)) == ([0, 0], 0)
