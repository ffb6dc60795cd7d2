"""The bundle of the browser code is made anew exactly when its sources change."""

from __future__ import annotations

from pathlib import Path

import pytest

from hatch_build import derive_inputs_hash


@pytest.fixture
def web_path(tmp_path: Path) -> Path:
    """A project with a source and with generated files."""
    for uri in ("package.json", "package-lock.json", "src/index.js", "dist/index.js", "node_modules/a/index.js"):
        (tmp_path / uri).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / uri).write_text(uri, "utf-8")
    return tmp_path


@pytest.mark.parametrize("uri", ["src/index.js", "package-lock.json", "src/new.js", "build.mjs"])
def test_a_changed_source_changes_the_hash(web_path: Path, uri: str) -> None:
    before = derive_inputs_hash(web_path)
    (web_path / uri).write_text("changed", "utf-8")
    assert derive_inputs_hash(web_path) != before


def test_a_renamed_source_changes_the_hash(web_path: Path) -> None:
    before = derive_inputs_hash(web_path)
    (web_path / "src" / "index.js").rename(web_path / "src" / "main.js")
    assert derive_inputs_hash(web_path) != before


@pytest.mark.parametrize("uri", ["dist/index.js", "dist/.inputs", "node_modules/a/index.js"])
def test_a_generated_file_does_not(web_path: Path, uri: str) -> None:
    before = derive_inputs_hash(web_path)
    (web_path / uri).write_text("changed", "utf-8")
    assert derive_inputs_hash(web_path) == before
