"""Files as municipalities published them: each is read, or a finding says why not."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from catalog.load.tables import read_table
from tests.load.resources import declare

pytestmark = pytest.mark.realdata

UNREADABLE = {
    "broken/takamatsu-city/0097.xlsx": "file-empty",
    "standard-datasets/yamaguchi-opendata/disaster__【下松市】指定緊急避難場所・避難所一覧.csv": "file-kind",
}


def test_every_table_is_read_or_a_finding_says_why_not(realdata: Path) -> None:
    paths = [path for path in sorted(realdata.rglob("*")) if path.suffix in (".csv", ".xlsx")]
    refused: dict[str, str] = {}
    for path in paths:
        table, findings = read_table(path, declare(path.suffix[1:]), "list")
        if table is None:
            [finding] = findings
            refused[path.relative_to(realdata).as_posix()] = finding.code
        else:
            assert table.labels and table.row_count
    assert len(paths) > 50
    assert refused == UNREADABLE


def test_rows_are_those_of_the_manifest(realdata: Path) -> None:
    with (realdata / "MANIFEST.csv").open(encoding="utf-8", newline="") as stream:
        listed = {row["path"]: row for row in csv.DictReader(stream) if row["path"].endswith(".csv") and row["rows"]}
    different = {}
    for uri, row in listed.items():
        table, _ = read_table(realdata / uri, declare("csv"), "list")
        row_count = sum(any(cells) for cells in table.rows()) if table is not None else 0
        if table is not None and str(row_count) != row["rows"]:
            different[uri] = (row_count, row["rows"])
    assert len(listed) > 30
    assert different == {}
