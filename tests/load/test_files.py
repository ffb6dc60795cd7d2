from __future__ import annotations

from pathlib import Path

from catalog.findings import Finding, Location
from catalog.load.files import read_bytes


def test_a_file_is_read_up_to_the_limit(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"12345")
    assert read_bytes(tmp_path / "a", "a", 5) == (b"12345", None)


def test_a_file_beyond_the_limit_is_a_finding(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"x" * 2_000_001)
    assert read_bytes(tmp_path / "a", "a", 2_000_000) == (
        None,
        Finding("file-too-large", Location("a"), {"limit": "2"}),
    )


def test_a_file_that_is_gone_is_a_finding(tmp_path: Path) -> None:
    assert read_bytes(tmp_path / "a", "a", 5) == (None, Finding("file-missing", Location("a")))


def test_a_folder_in_place_of_a_file_is_a_finding(tmp_path: Path) -> None:
    assert read_bytes(tmp_path, "a", 5) == (None, Finding("file-unreadable", Location("a")))
