"""The datasets that ship with the project are without fault."""

from __future__ import annotations

from pathlib import Path

from tests.check.driver import check_folder


def test_the_shipped_datasets_have_no_findings(root_path: Path) -> None:
    assert check_folder(root_path) == []
