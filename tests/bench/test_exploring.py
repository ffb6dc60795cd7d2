"""The bench of the explorer measures what it says."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from catalog.model.text import LANGS, Lang
from tests.bench.explore_report import EXPLORE_MARKERS, render_exploring
from tests.bench.exploring import DATA, FIELDS, PACKAGE, PAGE, ExploreCost, put_table
from tests.bench.report import page_path

COST = ExploreCost(1_000_000, 41_000, 22_000_000, 2_000_000, 800, 3000, 500, 500, 900, 400, 120, 8000, 200, 30_000_000)


def test_a_table_takes_the_place_of_the_one_of_the_site(tmp_path: Path) -> None:
    package = {"resources": [{"distributions": [{"role": "csv", "bytes": 1}, {"role": "parquet", "bytes": 2}]}]}
    for uri, text in ((DATA, ""), (PAGE, '<p data-bytes="2">'), (PACKAGE, json.dumps(package, indent=2))):
        (tmp_path / uri).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / uri).write_text(text, "utf-8")
    size = put_table(tmp_path, 500)
    content = (tmp_path / DATA).read_bytes()
    assert len(content) == size
    frame = pl.read_parquet(io.BytesIO(content))
    assert (frame.height, tuple(frame.columns)) == (500, tuple(FIELDS))
    assert frame["番号"].n_unique() == 500
    assert (tmp_path / PAGE).read_text("utf-8") == f'<p data-bytes="{size}">'
    forms = json.loads((tmp_path / PACKAGE).read_text("utf-8"))["resources"][0]["distributions"]
    assert [form["bytes"] for form in forms] == [1, size]
    put_table(tmp_path, 500)
    assert (tmp_path / DATA).read_bytes() == content


def test_the_report_says_what_missed_its_target() -> None:
    text = render_exploring([COST], 1, "en")
    assert "Every target was reached" in text
    slow = replace(COST, open_ms=9000.0, blocked_ms=500.0)
    assert "**9000 ms**" in render_exploring([slow], 1, "ja")
    assert render_exploring(None, 1, "en") == "Not measured: there is no browser."


@pytest.mark.parametrize("lang", LANGS)
def test_the_documentation_has_a_place_for_the_table(lang: Lang) -> None:
    text = page_path(lang).read_text("utf-8")
    assert all(text.count(marker) == 1 for marker in EXPLORE_MARKERS)
