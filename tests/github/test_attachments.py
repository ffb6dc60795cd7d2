"""Attachments: only GitHub's own addresses, within bounds, names without tricks; ZIPs too."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.github import scripts as _scripts  # noqa: F401

import attachments  # isort: skip

UUID = "0a1b2c3d-0a1b-0a1b-0a1b-0a1b2c3d4e5f"


@pytest.mark.parametrize(
    "url",
    [
        "https://github.com/user-attachments/files/1/a.csv",
        f"https://github.com/user-attachments/assets/{UUID}",
        "https://github.com/machi/catalog/files/123/a.xlsx",
    ],
)
def test_addresses_of_attachments(url: str) -> None:
    assert attachments.is_attachment(url)


@pytest.mark.parametrize(
    "url",
    [
        "http://github.com/user-attachments/files/1/a.csv",
        "https://github.com:8443/user-attachments/files/1/a.csv",
        "https://user@github.com/user-attachments/files/1/a.csv",
        "https://github.com.evil.example/user-attachments/files/1/a.csv",
        "https://evil.example/user-attachments/files/1/a.csv",
        "https://github.com/user-attachments/files/1/../../../login/oauth",
        "https://github.com/machi/catalog/raw/main/a.csv",
        "https://github.com/user-attachments/files/x/a.csv",
        "https://github.com\\@evil.example/user-attachments/files/1/a.csv",
        "https://[::1/user-attachments/files/1/a.csv",
    ],
)
def test_other_addresses_are_none(url: str) -> None:
    assert not attachments.is_attachment(url)


def test_links_are_found_as_github_writes_them() -> None:
    text = (
        "[公園 一覧 (2).xlsx](https://github.com/user-attachments/files/1/2.xlsx)\n"
        f"![地図](https://github.com/user-attachments/assets/{UUID})\n"
        f'<img width="10" src="https://github.com/user-attachments/assets/{UUID}" />\n'
        "see https://github.com/user-attachments/files/3/%E5%85%AC%E5%9C%92.csv.\n"
        "[x](https://evil.example/x.csv) [y](javascript:alert(1))"
    )
    found = [(one.name, one.url.rpartition("/")[2]) for one in attachments.find_attachments(text)]
    assert found == [("公園 一覧 (2).xlsx", "2.xlsx"), (UUID, UUID), ("公園.csv", "%E5%85%AC%E5%9C%92.csv")]


@given(st.text(max_size=300))
def test_names_have_no_tricks(name: str) -> None:
    safe = attachments.safe_name(name)
    assert safe
    assert safe == attachments.safe_name(safe)
    assert not set(safe) & set('/\\\0\n\r:"<>|?*')
    assert safe not in (".", "..")
    assert not safe.startswith(".")
    assert len(safe) <= 100


class Answer(io.BytesIO):
    """What an address answers."""


def opener(content: bytes) -> Any:
    return lambda url: Answer(content)


def fetched(tmp_path: Path, content: bytes, name: str = "a.zip") -> tuple[list[str], list[tuple[str, str]]]:
    link = attachments.Attachment(name, "https://github.com/user-attachments/files/1/a.zip")
    files, troubles = attachments.fetch_all((link,), tmp_path / "files", opener(content))
    assert all(file.path.is_relative_to(tmp_path) and file.path.is_file() for file in files)
    return [file.name for file in files], troubles


def packed(members: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def test_a_large_file_is_cut_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attachments, "MAX_FILE_BYTES", 1_000)
    assert fetched(tmp_path, b"x" * 1_001, "a.csv") == ([], [("a.csv", "too_large")])


def test_a_bomb_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attachments, "MAX_ALL_BYTES", 1_000_000)
    assert fetched(tmp_path, packed({"a.csv": b"0" * 50_000_000})) == ([], [("a.zip", "too_large")])


def test_names_in_a_zip_stay_in_their_folder(tmp_path: Path) -> None:
    names, troubles = fetched(tmp_path, packed({"../../evil.csv": b"a", "/etc/x.csv": b"b", "c:\\d\\e.csv": b"c"}))
    assert (names, troubles) == (["x.csv", "e.csv"], [])
    assert sorted(path.name for path in tmp_path.rglob("*.csv")) == ["e.csv", "x.csv"]


def test_a_link_in_a_zip_is_left_out(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        link = zipfile.ZipInfo("link.csv")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
        archive.writestr("a.csv", "a")
    assert fetched(tmp_path, buffer.getvalue())[0] == ["a.csv"]


@pytest.mark.parametrize("name", ["roads.shp", "feed/stops.txt", "datapackage.json"])
def test_what_belongs_together_stays_together(tmp_path: Path, name: str) -> None:
    assert fetched(tmp_path, packed({name: b"a", "b.csv": b"b"}))[0] == ["a.zip"]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (packed({"a/": b""}), [("a.zip", "zip_empty")]),
        (packed({f"{number}.csv": b"" for number in range(61)}), [("a.zip", "too_many")]),
        (packed({"a.csv": b"x" * 1000})[:-30] + b"\0" * 8, []),  # no ZIP any more: handed on as the file that it is
    ],
)
def test_odd_archives(tmp_path: Path, content: bytes, expected: list[tuple[str, str]]) -> None:
    assert fetched(tmp_path, content)[1] == expected


def test_a_damaged_member_is_said_to_be_damaged(tmp_path: Path) -> None:
    data = bytearray(packed({"a.csv": b"0123456789" * 100}, zipfile.ZIP_STORED))
    data[60] ^= 0xFF
    assert fetched(tmp_path, bytes(data)) == ([], [("a.zip", "zip_broken")])


def test_an_archive_in_an_archive_is_not_opened(tmp_path: Path) -> None:
    assert fetched(tmp_path, packed({"inner.zip": packed({"a.csv": b"a"})}))[0] == ["inner.zip"]
