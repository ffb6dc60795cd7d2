"""Files as municipalities published them are read as a careful person reads them."""

from __future__ import annotations

from pathlib import Path

import pytest

from catalog.codes import CODES
from catalog.findings import Finding, Location
from tests.realdata.defect_score import KINDS, LEAST_SHARE, render_defects, share_told
from tests.realdata.defects import Defect, RealFile, Told, read_defects, tell
from tests.realdata.expected import Facts, read_expectations
from tests.realdata.reading import inspect
from tests.realdata.score import Answer, render_score

EXPECTED = read_expectations()
FILES = {file.path: file for file in read_defects()}


@pytest.mark.realdata
@pytest.mark.parametrize("path", EXPECTED)
def test_a_real_file_is_read_right(path: str, realdata: Path) -> None:
    assert inspect(realdata / path) == EXPECTED[path]


@pytest.mark.realdata
@pytest.mark.parametrize("path", [path for path, file in FILES.items() if file.is_fine])
def test_a_file_in_good_order_has_no_error(path: str, realdata: Path) -> None:
    assert not tell(FILES[path], realdata).is_false_alarm


@pytest.mark.realdata
def test_most_defects_are_told_where_they_are(realdata: Path) -> None:
    assert share_told([tell(file, realdata) for file in FILES.values()]) >= LEAST_SHARE


def test_the_list_of_defects_speaks_of_codes_and_kinds_that_there_are() -> None:
    defects = [defect for file in FILES.values() for defect in file.defects]
    assert [defect for defect in defects if not defect.codes <= CODES.keys()] == []
    assert {defect.kind for defect in defects} == KINDS.keys()


def test_a_defect_is_told_only_at_its_own_places() -> None:
    defect = Defect("blank rows", frozenset({"blank-row"}), ("B",), (3,), "3–4")
    file = RealFile("a.csv", True, (defect,), ())
    right = Finding("blank-row", Location("a.csv", row=3, cell="B3"), {"rows": "3–4"})
    assert Told(file, [right], {}).missed == ()
    for place, rows in (
        (Location("a.csv", row=3, cell="C3"), "3–4"),
        (right.location, "3"),
        (Location("a.csv"), "3–4"),
    ):
        assert Told(file, [Finding("blank-row", place, {"rows": rows})], {}).missed == (defect,)
    assert Told(file, [right], {}).is_false_alarm is False
    assert Told(file, [Finding("file-empty", Location("a.csv"), {})], {}).is_false_alarm is True


def test_the_table_of_defects_counts_false_alarms_last() -> None:
    file = RealFile("a.csv", True, (Defect("blank rows", frozenset({"blank-row"}), (), (), None),), ())
    assert render_defects([Told(file, [], {})], "en").splitlines()[2:] == [
        "| Blank rows | 0 / 1 (0%) |",
        "| **All defects** | 0 / 1 (0%) |",
        "| **Files in good order that are said to have an error** | 0 / 1 |",
    ]


def test_the_score_counts_files_by_kind() -> None:
    facts = Facts("csv", "utf-8", (1, 1), 2, 3, 4)
    layer = Facts("geojson", "utf-8", (), None, 3, 4)
    ours = [Answer("a.csv", facts, facts), Answer("b.geojson", layer, layer)]
    theirs = [Answer("a.csv", facts, None), Answer("b.geojson", layer, None)]
    assert render_score(ours, theirs, "en").splitlines()[-1] == (
        "| **Files with all of it right** | 1 / 1 (100%) | 0 / 1 (0%) | 1 / 1 (100%) |"
    )
