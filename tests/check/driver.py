"""Runs the checks over a folder as the command does, without its words."""

from __future__ import annotations

import tempfile
from pathlib import Path

from catalog.findings import Finding
from catalog.pipeline.options import BuildOptions
from catalog.pipeline.whole import check_catalog


def check_folder(root: Path) -> list[Finding]:
    """Return all that is wrong with the catalog in *root*."""
    with tempfile.TemporaryDirectory() as store:
        return list(check_catalog(root, BuildOptions(jobs=1, store=Path(store)), lambda folder: True).findings)
