from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import frictionless
import pytest

from catalog.model.dataset import Publication
from catalog.publish.published_file import PublishedFile
from tests.publish.factory import make_dataset, make_described, make_offices, make_resource

FOLDER = "data/okayama-city/ward-offices/"


def archive_of(files: dict[str, PublishedFile]) -> ZipFile:
    return ZipFile(io.BytesIO(files[f"{FOLDER}ward-offices.zip"].content))


def test_the_archive_holds_every_file_as_it_is_published() -> None:
    files = make_offices()[1]
    archive = archive_of(files)
    assert archive.testzip() is None
    published = {uri.removeprefix(FOLDER): file.content for uri, file in files.items() if not uri.endswith(".zip")}
    assert {name: archive.read(name) for name in archive.namelist() if name != "README.txt"} == published


def test_the_package_works_in_the_archive(tmp_path: Path) -> None:
    archive_of(make_offices()[1]).extractall(tmp_path)
    report = frictionless.Package(str(tmp_path / "datapackage.json")).validate()
    assert report.flatten(["type", "message"]) == []


def test_names_that_are_not_ascii_say_that_they_are_utf_8() -> None:
    entry = archive_of(make_offices()[1]).getinfo("original/区役所_一覧.csv")
    assert entry.flag_bits & 0x800


def test_entries_are_sorted_and_bear_the_day_of_the_last_change() -> None:
    entries = archive_of(make_offices()[1]).infolist()
    assert [entry.filename for entry in entries] == sorted(entry.filename for entry in entries)
    assert {entry.date_time for entry in entries} == {(2026, 4, 1, 0, 0, 0)}


@pytest.mark.parametrize("modified", [None, date(1912, 7, 30)])
def test_a_day_that_an_archive_cannot_tell_is_its_first(modified: date | None) -> None:
    assert archive_of(make_offices(modified=modified)[1]).infolist()[0].date_time == (1980, 1, 1, 0, 0, 0)


def test_resources_from_one_file_have_it_once() -> None:
    dataset = make_dataset(*(make_resource(name, "book.xlsx", None, file_type="xlsx") for name in ("a", "b")))
    files = make_described(dataset, {"a": (None, b"x"), "b": (None, b"x")})[1]
    assert archive_of(files).namelist().count("original/book.xlsx") == 1


def test_the_readme_tells_in_both_languages_what_is_there_and_how_to_cite_it() -> None:
    content = archive_of(make_offices()[1]).read("README.txt")
    text = content.decode("utf-8-sig")
    assert content.startswith(b"\xef\xbb\xbf")
    assert "\n" not in text.replace("\r\n", "")
    for words in (
        "区役所一覧",
        "Ward offices",
        "CC BY 4.0",
        "出典の書き方",
        "How to cite",
        "  offices.csv",
        "original/区役所_一覧.csv",
    ):
        assert words in text


def test_the_readme_says_when_the_body_did_not_publish_the_data() -> None:
    text = archive_of(make_offices(publication=Publication.COMPILED)[1]).read("README.txt").decode("utf-8-sig")
    assert "岡山市が公表したデータではありません" in text
    assert "not published by Okayama City" in text
    assert "公表したデータではありません" not in archive_of(make_offices()[1]).read("README.txt").decode("utf-8-sig")
