"""Numbers with units: to be mended where a quantity is asked for, plain words elsewhere."""

from __future__ import annotations

import pytest

from catalog.check.readability.cells import check_cells
from tests.check.examining import make_examined


@pytest.mark.parametrize(
    ("heading", "is_told"), [("駐車台数", True), ("定員", True), ("駐車場情報", False), ("備考", False)]
)
def test_units_are_told_where_a_quantity_is_asked_for(heading: str, is_told: bool) -> None:
    rows = [(f"公民館{number}", f"{number}台") for number in range(1, 9)]
    codes = {finding.code for finding in check_cells(make_examined(("名称", heading), rows))}
    assert ("L2-01" in codes) == is_told
