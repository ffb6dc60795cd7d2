"""Files dragged to the wrong place: where they belong, and what `catalog adopt` does."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from catalog.cli import main
from catalog.infer.english_names import find_english_name
from catalog.infer.misplaced import Place, find_place, without_parts
from tests.pipeline.review.repository import ROWS, publish, review

PEOPLE = "氏名,生年月日,住所\n岡山太郎,1980-01-02,岡山市北区1-2-3\n田中花子,1990-03-04,岡山市南区4-5-6\n"
OTHER = "番号,名称,緯度,経度\n1,駅前,34.661,133.931\n2,公園,34.662,133.932\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return publish(tmp_path / "repository")


def drop(root: Path, uri: str, text: str = OTHER) -> Path:
    file = root / uri
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")
    return file


def placements(root: Path, tmp_path: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = review(root, tmp_path / "out")[1]["placements"]
    return found


def adopt(root: Path, *arguments: str) -> tuple[str, int]:
    result = CliRunner().invoke(main, ["adopt", "--root", str(root), "--lang", "ja", *arguments])
    return result.output, result.exit_code


@pytest.mark.parametrize(
    ("uri", "target"),
    [
        ("公衆トイレ一覧.csv", "toilet/toilet.csv"),
        ("datasets/public-toilets.csv", "public-toilets/public-toilets.csv"),
        ("datasets/machi/避難所一覧.csv", "evacuation-site/evacuation-site.csv"),
        ("datasets/machi/ＴＯＩＬＥＴＳ（２）.csv", "toilets/toilets.csv"),
        ("datasets/machi/トイレ/data (2).csv", "new-dataset/new-dataset.csv"),
        ("datasets/machi/Copy of wells.csv", "wells/wells.csv"),
    ],
)
def test_a_file_without_a_dataset_gets_a_place_and_a_name(root: Path, tmp_path: Path, uri: str, target: str) -> None:
    drop(root, uri)
    [found] = placements(root, tmp_path)
    assert (found["kind"], found["target"]) == ("new", f"datasets/machi/{target}")
    assert f"name: {target.partition('/')[0]}" in found["descriptor"]
    assert found["name_guessed"] == (not any(letter in uri for letter in ("public", "ＴＯ", "wells")))


def test_a_new_edition_under_another_name_takes_the_place_of_the_old(root: Path, tmp_path: Path) -> None:
    drop(root, "datasets/machi/halls/list (1).csv", ROWS + "31,公民館31,310\n")
    [found] = placements(root, tmp_path)
    assert (found["kind"], found["target"], found["similarity"]) == ("edition", "datasets/machi/halls/list.csv", 1.0)
    comment, _, code = review(root, tmp_path / "out")
    assert code == 1 and "の新しい版のようです（列の 100% が同じ）" in comment


def test_a_new_file_that_belongs_to_no_dataset_is_said_to_be_new(root: Path, tmp_path: Path) -> None:
    drop(root, "datasets/machi/wells.csv")
    assert "新しいファイル：datasets/machi/wells.csv" in review(root, tmp_path / "out")[0]


def test_where_two_datasets_have_the_same_columns_nobody_can_tell(root: Path, tmp_path: Path) -> None:
    drop(root, "datasets/machi/令和8年度.csv", ROWS)
    assert [found["kind"] for found in placements(root, tmp_path)] == ["new"]
    drop(root, "datasets/machi/施設parks.csv", ROWS)
    found = {each["uri"]: each for each in placements(root, tmp_path)}
    assert found["datasets/machi/施設parks.csv"]["target"] == "datasets/machi/parks/list.csv"


def test_an_edition_in_another_format_is_for_a_person_to_decide(root: Path, tmp_path: Path) -> None:
    drop(root, "datasets/machi/halls/list.tsv", ROWS.replace(",", "\t"))
    [found] = placements(root, tmp_path)
    assert (found["kind"], found["dataset"]) == ("undecided", "machi/halls")
    assert "ファイルの形式がちがいます" in review(root, tmp_path / "out")[0]


def test_a_folder_without_a_descriptor_gets_one(root: Path, tmp_path: Path) -> None:
    drop(root, "datasets/machi/toilets/トイレ.csv")
    [found] = placements(root, tmp_path)
    assert (found["kind"], found["target"]) == ("descriptor", "datasets/machi/toilets/toilets.csv")
    comment = review(root, tmp_path / "out")[0]
    assert "dataset-file-missing" not in comment and "```yaml\n# yaml-language-server" in comment


@pytest.mark.parametrize(
    "uri",
    [
        "datasets/machi/halls/~$list.xlsx",
        "datasets/machi/list.csv:Zone.Identifier",
        "datasets/.DS_Store",
        "datasets/machi/halls/Thumbs.db",
        "datasets/machi/__MACOSX/x.csv",
    ],
)
def test_what_a_computer_left_behind_goes(root: Path, tmp_path: Path, uri: str) -> None:
    file = drop(root, uri, "x")
    assert [found["kind"] for found in placements(root, tmp_path)] == ["junk"]
    assert adopt(root, "--write")[1] == 0
    assert not file.exists()


def test_a_file_with_something_about_persons_is_refused(root: Path, tmp_path: Path) -> None:
    drop(
        root,
        "datasets/machi/名簿.csv",
        "氏名,生年月日,住所\n岡山太郎,1980-01-02,岡山市北区1-2-3\n田中花子,1990-03-04,岡山市南区4-5-6\n",
    )
    comment, told, _ = review(root, tmp_path / "out")
    assert [found["kind"] for found in told["placements"]] == ["refused"]
    assert "岡山太郎" not in comment + str(told)
    assert adopt(root, "--write")[1] == 1
    assert not (root / "datasets/machi/new-dataset").exists()


def test_what_is_where_it_belongs_is_left_alone(root: Path, tmp_path: Path) -> None:
    drop(root, "datasets/machi/halls/README.md", "x")
    drop(root, "README.md", "x")
    drop(root, "docs/page.csv", "a\n1\n")
    assert placements(root, tmp_path) == []
    assert adopt(root) == ("置き場所を直すファイルはありません。\n", 0)


# catalog adopt


def test_nothing_moves_without_write(root: Path) -> None:
    file = drop(root, "datasets/machi/公衆トイレ一覧.csv")
    text, code = adopt(root)
    assert code == 1 and "移します：" in text and "--write" in text
    assert file.is_file() and not (root / "datasets/machi/toilet").exists()


def test_a_file_becomes_a_dataset_that_the_check_accepts(root: Path, tmp_path: Path) -> None:
    file = drop(root, "datasets/machi/公衆トイレ一覧.csv")
    text, code = adopt(root, "--write")
    assert code == 0 and "移しました：" in text
    assert not file.exists()
    assert (root / "datasets/machi/toilet/toilet.csv").read_text("utf-8") == OTHER
    _, told, code = review(root, tmp_path / "out")
    assert (told["placements"], code) == ([], 0)


def test_a_person_may_choose_the_name(root: Path) -> None:
    file = drop(root, "公衆トイレ一覧.csv")
    assert adopt(root, str(file), "--as", "machi/public-toilets", "--write")[1] == 0
    assert (root / "datasets/machi/public-toilets/public-toilets.csv").is_file()
    assert adopt(root, "--as", "machi/x")[1] == 2


def test_the_old_edition_is_replaced_once(root: Path) -> None:
    drop(root, "datasets/machi/halls/list (1).csv", ROWS + "31,公民館31,310\n")
    drop(root, "datasets/machi/halls/list (2).csv", ROWS + "32,公民館32,320\n")
    _, code = adopt(root, "--write")
    assert code == 1  # One of the two waits for a person.
    assert (root / "datasets/machi/halls/list.csv").read_text("utf-8").endswith("31,公民館31,310\n")
    assert (root / "datasets/machi/halls/list (2).csv").is_file()


def test_nothing_is_written_through_a_link(root: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (root / "datasets/machi/toilet").symlink_to(elsewhere)
    file = drop(root, "datasets/machi/公衆トイレ一覧.csv")
    _, code = adopt(root, "--write")
    assert code == 2
    assert file.is_file() and list(elsewhere.iterdir()) == []


def test_two_files_of_one_folder_become_one_dataset(root: Path) -> None:
    drop(root, "datasets/machi/wells/井戸 A.csv")
    drop(root, "datasets/machi/wells/井戸 B.csv", "番号,深さ\n1,10\n")
    assert adopt(root, "--write")[1] == 0
    names = sorted(file.name for file in (root / "datasets/machi/wells").iterdir())
    assert names == ["datapackage.yaml", "wells-2.csv", "wells.csv"]


# Places and names


@pytest.mark.parametrize(
    ("uri", "place"),
    [
        ("catalog/x.py", None),
        ("list.csv", Place.OUTSIDE),
        ("mkdocs.yml", None),
        ("datasets/catalog.yaml", None),
        ("datasets/x.csv", Place.OUTSIDE),
        ("datasets/machi/halls/list.csv", Place.INSIDE),
        ("datasets/machi/ホール/list.csv", Place.OUTSIDE),
        ("datasets/.gitkeep", None),
        ("datasets/machi/保有データ一覧.xlsx", None),
        ("datasets/machi/halls/inventory.csv", Place.INSIDE),
    ],
)
def test_a_place_is_told_by_the_path(uri: str, place: Place | None) -> None:
    found = find_place(uri)
    assert (found.place if found is not None else None) is place


def test_the_parts_of_a_shapefile_are_one() -> None:
    assert without_parts(["a/Roads.shp", "a/roads.DBF", "a/roads.prj", "a/x.dbf"]) == ["a/Roads.shp", "a/x.dbf"]


def test_english_names_come_from_the_words_of_the_search() -> None:
    assert find_english_name("岡山市の図書館の一覧") == "library"
    assert find_english_name("ぬぬぬ") is None
    assert find_english_name("ＡＥＤ一覧") == "aed"
    assert find_english_name("AEDとPDFの一覧") is None
