"""Files as municipalities published them are read as a careful person reads them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.realdata.expected import Facts, read_expectations
from tests.realdata.reading import inspect
from tests.realdata.score import Answer, render_score

EXPECTED = read_expectations()


@pytest.mark.realdata
@pytest.mark.parametrize("path", EXPECTED)
def test_a_real_file_is_read_right(path: str, realdata: Path) -> None:
    assert inspect(realdata / path) == EXPECTED[path]


def test_the_score_counts_files_by_kind() -> None:
    facts = Facts("csv", "utf-8", (1, 1), 2, 3, 4)
    layer = Facts("geojson", "utf-8", (), None, 3, 4)
    ours = [Answer("a.csv", facts, facts), Answer("b.geojson", layer, layer)]
    theirs = [Answer("a.csv", facts, None), Answer("b.geojson", layer, None)]
    assert render_score(ours, theirs, "en").splitlines()[-1] == (
        "| **Files with all of it right** | 1 / 1 (100%) | 0 / 1 (0%) | 1 / 1 (100%) |"
    )
