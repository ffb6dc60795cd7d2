"""A file of somebody is replaced as a whole, or it stays what it was."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from catalog.store.files import FileBusyError, is_plain_file, replace_file


def test_a_file_is_replaced_and_keeps_its_permissions(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes(b"before")
    file.chmod(0o640)
    replace_file(file, b"before", b"after")
    assert (file.read_bytes(), file.stat().st_mode & 0o777) == (b"after", 0o640)
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.csv"]


def test_what_somebody_wrote_meanwhile_stays(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes(b"newer")
    with pytest.raises(FileBusyError):
        replace_file(file, b"before", b"after")
    assert [(entry.name, entry.read_bytes()) for entry in tmp_path.iterdir()] == [("a.csv", b"newer")]


def test_a_link_is_never_followed(tmp_path: Path) -> None:
    target, link = tmp_path / "target.csv", tmp_path / "link.csv"
    target.write_bytes(b"before")
    link.symlink_to(target)
    assert (is_plain_file(target), is_plain_file(link), is_plain_file(tmp_path)) == (True, False, False)
    with pytest.raises(FileBusyError):
        replace_file(link, b"before", b"after")
    assert (target.read_bytes(), link.is_symlink()) == (b"before", True)


def test_a_file_that_may_only_be_read_stays(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes(b"before")
    file.chmod(0o444)
    with pytest.raises(PermissionError):
        replace_file(file, b"before", b"after")
    assert file.read_bytes() == b"before"


def test_an_interruption_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes(b"before")

    def fail(_: int) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="no space"):
        replace_file(file, b"before", b"after")
    assert [(entry.name, entry.read_bytes()) for entry in tmp_path.iterdir()] == [("a.csv", b"before")]
