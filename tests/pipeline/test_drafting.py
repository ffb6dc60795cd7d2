"""Whatever is in a table, the descriptor that is drafted for it is right: the check never complains of it."""

from __future__ import annotations

import csv
import io
import shutil
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalog.codes import CODES, severity_of
from catalog.convert.descriptor_layout import format_descriptor
from catalog.convert.descriptor_order import DATASET
from catalog.findings import Severity
from catalog.model.ids import DatasetId, Slug
from catalog.pipeline.drafting import DraftRefused, DraftTask, draft_dataset, read_municipality, write_dataset
from tests.check.driver import check_folder

BASE_PATH = Path(__file__).resolve().parents[1] / "golden" / "check" / "_base"
HEADINGS = (
    "番号",
    "ID",
    "名称",
    "年度",
    "設置日",
    "面積",
    "緯度",
    "経度",
    "電話番号",
    "有無",
    "備考",
    "a: b",
    "x#y",
    "No",
)
KINDS = (
    ("1", "2", "３", "-", ""),
    ("1,200", "△300", "12.5", "なし"),
    ("令和6年4月1日", "R5.3.31", "昭和62年", "－", ""),
    ("2024/4/1", "2024-04-01", "4/5/2024"),
    ("有", "無", "○", "×"),
    ("34.66", "133.93", "35°39′29″", ""),
    ("086-000-0001", "0001", "007", "5e3"),
    ("9:30", "9時30分", "24:00"),
    ("あ", "{x}", "[y]", "'", '"', "# z", "true", "null", "2行\nの値", " 空白 "),
)
CELLS = st.sampled_from(KINDS).flatmap(lambda kind: st.lists(st.sampled_from(kind), min_size=3, max_size=3))


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.sampled_from(HEADINGS), CELLS), min_size=1, max_size=6, unique_by=lambda pair: pair[0]))
def test_a_draft_is_never_wrong_about_its_table(columns: list[tuple[str, list[str]]]) -> None:
    stream = io.StringIO()
    rows = zip(*(cells for _, cells in columns), strict=True)
    csv.writer(stream).writerows([[heading for heading, _ in columns], *rows])
    with tempfile.TemporaryDirectory() as place:
        root = Path(place) / "catalog"
        shutil.copytree(BASE_PATH, root)
        file = Path(place) / "list.csv"
        file.write_bytes(stream.getvalue().encode())
        body = Slug("machi")
        task = DraftTask(root, DatasetId(body, Slug("x")), read_municipality(root, body), [file], "ja", "2026-01-01")
        try:
            text = write_dataset(root, draft_dataset(task), "ja")
        except DraftRefused:
            return
        errors = [finding for finding in check_folder(root) if severity_of(finding) is Severity.ERROR]
        assert format_descriptor(text, DATASET) == text
    about_cells = [finding.code for finding in errors if finding.location.cell is not None]
    assert [code for code in about_cells if code.startswith("not-") or "required" in code] == []
    assert [finding.code for finding in errors if CODES[finding.code].subject in ("descriptor", "schema")] == []
