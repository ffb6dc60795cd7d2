"""Real repositories with a published catalog and a branch that changes it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from catalog.cli import main
from tests.pipeline.test_changes import GOLDEN_PATH, git

ROWS = "番号,名称,定員\n" + "".join(f"{number},公民館{number},{number * 10}\n" for number in range(1, 31))
DESCRIPTOR = """\
name: {name}
title: {title}
title@en: Facilities
description: 市が置く公共施設の番号と名前を並べた一覧です。
description@en: A list of the facilities of the city, with their numbers.
licenses: [{{name: CC-BY-4.0}}]
publisher: {{department: 総務課, department@en: General Affairs, url: "https://machi.example.jp/"}}
themes: [administration]
keywords: [施設]
keywords@en: [facility]
accrualPeriodicity: annual
issued: 2025-04-01
modified: 2025-04-01
temporal: {{start: 2025-04-01}}
sources: [{{title: 施設台帳, title@en: Register}}]
resources:
  - name: list
    path: list.csv
    schema:
      primaryKey: [番号]
      fields:
        - {{name: 番号, title@en: Number, type: integer}}
        - {{name: 名称, title@en: Name, type: string}}
        - {{name: {column}, title@en: Capacity, type: integer}}
"""


def publish(root: Path, *names: str) -> Path:
    """Return *root* with a catalog of datasets called *names* on the branch ``main``."""
    shutil.copytree(GOLDEN_PATH / "_base", root, dirs_exist_ok=True)
    for name in names or ("halls", "parks"):
        add_dataset(root, name)
    git(root, "init", "--initial-branch=main")
    git(root, "add", "-A")
    git(root, "commit", "-m", "published")
    git(root, "checkout", "-b", "change")
    return root


def add_dataset(root: Path, name: str, rows: str = ROWS, column: str = "定員") -> Path:
    """Write a dataset, and return its folder."""
    folder = root / "datasets/machi" / name
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "datapackage.yaml").write_text(DESCRIPTOR.format(name=name, title=f"施設{name}", column=column), "utf-8")
    (folder / "list.csv").write_text(rows.replace("定員", column), "utf-8")
    return folder


def review(root: Path, output: Path, *options: str) -> tuple[str, dict[str, Any], int]:
    """Return the comment, what programs are told, and the exit code of `catalog review main`."""
    command = ["review", "main", "--root", str(root), "--output", str(output), "--jobs", "1", "--lang", "ja", *options]
    result = CliRunner().invoke(main, command)
    assert result.exit_code in (0, 1), result.output
    told = json.loads((output / "review.json").read_text("utf-8"))
    return (output / "comment.md").read_text("utf-8"), told, result.exit_code


def codes(told: dict[str, Any]) -> list[str]:
    """Return the codes of the findings, each once, sorted."""
    return sorted({finding["code"] for finding in told["findings"]})
