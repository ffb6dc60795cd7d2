"""HTML and XML that are called ``.xls``."""

from __future__ import annotations

from pathlib import Path

import pytest

from catalog.load.tables import read_source
from tests.load.resources import declare

ROWS = "".join(f"<tr><td>{number}</td><td>みほん会館</td></tr>" for number in range(1, 6))
TABLE = f"<table><tr><th>番号</th><th>名称</th></tr>{ROWS}</table>"
MENU = "<table><tr><td>前へ</td><td>次へ</td></tr><tr><td>上へ</td><td>下へ</td></tr></table>"
CELL = "<Cell><Data ss:Type='String'>{}</Data></Cell>"
WORKBOOK = (
    "<?xml version='1.0'?>\n<Workbook xmlns='urn:schemas-microsoft-com:office:spreadsheet'"
    " xmlns:ss='urn:schemas-microsoft-com:office:spreadsheet'><Worksheet ss:Name='施設'><Table>"
    + "".join(
        f"<Row>{CELL.format(left)}{CELL.format(right)}</Row>" for left, right in (("番号", "名称"), ("1", "みほん会館"))
    )
    + "</Table></Worksheet></Workbook>"
)


@pytest.mark.parametrize(
    ("text", "codec", "row_count"),
    [
        (f"<html><body>{TABLE}</body></html>", "utf-8", 5),
        (f"<html><body>{TABLE}</body></html>", "cp932", 5),
        (f"\n<html><body>{MENU}{TABLE}</body></html>", "utf-8", 5),
        (WORKBOOK, "utf-8", 1),
    ],
)
def test_the_one_table_is_read_and_told(text: str, codec: str, row_count: int, tmp_path: Path) -> None:
    (tmp_path / "list.xls").write_bytes(text.encode(codec))
    source, findings = read_source(tmp_path / "list.xls", declare("xls"), "list.xls")
    assert source is not None
    assert (source.table.labels, source.table.row_count) == (("番号", "名称"), row_count)
    assert [finding.code for finding in findings] == ["workbook-by-name"]
    source.read_facts("list.xls")


@pytest.mark.parametrize("text", [TABLE + TABLE, "<html><p>見つかりません</p></html>"])
def test_what_is_meant_has_to_be_sure(text: str, tmp_path: Path) -> None:
    (tmp_path / "list.xls").write_text(text, "utf-8")
    source, findings = read_source(tmp_path / "list.xls", declare("xls"), "list.xls")
    assert source is None
    assert [finding.code for finding in findings] == ["file-kind"]
