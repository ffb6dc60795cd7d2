"""An original is handed on as it is, or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from catalog.load.originals import FileChangedError, find_original


def test_an_original_comes_in_pieces_as_it_is(tmp_path: Path) -> None:
    content = bytes(range(256)) * 10_000
    (tmp_path / "a.bin").write_bytes(content)
    original, finding = find_original(tmp_path / "a.bin", "datasets/a.bin", 10_000_000)
    assert finding is None
    assert original is not None
    assert original.size_bytes == len(content)
    pieces = list(original.pieces())
    assert len(pieces) > 1
    assert b"".join(pieces) == content


def test_what_cannot_be_had_is_a_finding(tmp_path: Path) -> None:
    (tmp_path / "large").write_bytes(b"12345")
    (tmp_path / "folder").mkdir()
    codes = {}
    for name in ("none", "large", "folder"):
        original, finding = find_original(tmp_path / name, f"datasets/{name}", 4)
        assert original is None
        assert finding is not None
        codes[name] = (finding.code, finding.location.path)
    assert codes == {
        "none": ("file-missing", "datasets/none"),
        "large": ("file-too-large", "datasets/large"),
        "folder": ("file-unreadable", "datasets/folder"),
    }


def test_a_file_that_was_written_since_it_was_checked_is_not_published(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes(b"a\n1\n")
    original, _ = find_original(file, "datasets/a.csv", 100)
    assert original is not None
    file.write_bytes(b"a\n2\n")
    os.utime(file, ns=(1, 1))
    with pytest.raises(FileChangedError):
        list(original.pieces())
