"""Forms without a host: which file goes where, and what is asked instead of being guessed."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result
from openpyxl import Workbook

from catalog.cli import main
from tests.contracts.source import ROOT_PATH
from tests.pipeline.test_changes import git

BASE_PATH = ROOT_PATH / "tests/golden/check/_base"
DESCRIPTOR = """\
name: facilities
title: 公共施設
description: 岡山市の公共施設のうち、公園と図書館の一覧です。
licenses: [{name: CC-BY-4.0}]
publisher: {department: 施設課, email: a@example.lg.jp, url: "https://example.lg.jp/"}  # who
modified: 2024-04-01
resources:
  - name: parks
    path: parks.csv
    title: 公園
    encoding: utf-8
    schema:
      fields:
        - {name: 番号, type: integer}
        - {name: 公園名, type: string}
        - {name: 面積, type: number}
  - name: libraries
    path: libraries.csv
    title: 図書館
    encoding: utf-8
    schema:
      fields:
        - {name: 番号, type: integer}
        - {name: 図書館名, type: string}
"""
PARKS = "番号,公園名,面積\n1,第一公園,12.5\n2,第二公園,3\n"
LIBRARIES = "番号,図書館名\n1,中央図書館\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "catalog"
    shutil.copytree(BASE_PATH, root)
    folder = root / "datasets/machi/facilities"
    folder.mkdir()
    (folder / "datapackage.yaml").write_text(DESCRIPTOR, "utf-8")
    (folder / "parks.csv").write_text(PARKS, "utf-8")
    (folder / "libraries.csv").write_text(LIBRARIES, "utf-8")
    return root


def send(
    root: Path, kind: str, answers: dict[str, str], files: dict[str, bytes] | None = None, form: str = "json"
) -> Result:
    folder = root.parent / "form"
    listed = []
    for number, (name, content) in enumerate((files or {}).items()):
        file = folder / str(number) / name
        file.parent.mkdir(parents=True)
        file.write_bytes(content)
        listed.append({"name": name, "path": f"{number}/{name}"})
    folder.mkdir(exist_ok=True)
    value = {"version": 1, "kind": kind, "reference": "5", "answers": answers, "files": listed}
    (folder / "form.json").write_text(json.dumps(value), "utf-8")
    arguments = ["from-form", str(folder / "form.json"), "--root", str(root), "--format", form, "--lang", "ja"]
    return CliRunner().invoke(main, arguments)


def answered(result: Result) -> dict[str, Any]:
    assert result.exit_code in (0, 1), result.output
    value: dict[str, Any] = json.loads(result.stdout)
    return value


def contents(root: Path) -> dict[str, bytes]:
    folder = root / "datasets/machi"
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def workbook(rows: list[list[Any]]) -> bytes:
    from io import BytesIO

    book = Workbook()
    for row in rows:
        book.active.append(row)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


# New editions of datasets with several files


def test_files_find_their_places_by_columns(root: Path) -> None:
    new_parks, new_libraries = PARKS + "3,第三公園,1\n", LIBRARIES + "2,北図書館\n"
    files = {"data (2).csv": new_libraries.encode(), "一覧.csv": new_parks.encode("cp932")}
    told = answered(send(root, "new-edition", {"dataset": "公共施設"}, files))
    assert told["state"] == "done"
    after = contents(root)
    assert after["facilities/parks.csv"] == new_parks.encode("cp932")
    assert after["facilities/libraries.csv"] == new_libraries.encode()
    text = after["facilities/datapackage.yaml"].decode()
    assert text == DESCRIPTOR.replace("encoding: utf-8", "encoding: cp932", 1).replace("2024-04-01", "2026-01-01")


@pytest.mark.parametrize("name", ["parks.csv", "PARKS_2026.csv", "公園（最新版）.csv", "公園 (3).csv"])
def test_files_find_their_places_by_names(root: Path, name: str) -> None:
    told = answered(send(root, "new-edition", {"dataset": "公共施設"}, {name: "番号,公園名\n9,新公園\n".encode()}))
    assert (told["state"], [done["ja"] for done in told["done"]]) == (
        "done",
        [f"{name} を、parks.csv の新しい版にしました。"],
    )


def test_the_form_may_say_which_file(root: Path) -> None:
    answers = {"dataset": "公共施設", "resource": "図書館"}
    told = answered(send(root, "new-edition", answers, {"x.csv": PARKS.encode()}))
    assert told["done"][0]["en"] == "x.csv is now the new edition of libraries.csv."
    assert any("ほとんど違います" in question["ja"] for question in told["questions"])


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"x.csv": b"a,b\n1,2\n"}, "x.csv が、どのファイルの新しい版か分かりません。"),
        ({"a.csv": PARKS.encode(), "b.csv": PARKS.encode()}, "どちらも parks.csv の新しい版のようです。"),
        ({}, "ファイルが付いていないか"),
    ],
)
def test_what_is_not_clear_is_asked_and_nothing_changes(root: Path, files: dict[str, bytes], expected: str) -> None:
    before = contents(root)
    told = answered(send(root, "new-edition", {"dataset": "公共施設"}, files))
    assert told["state"] == "incomplete"
    assert expected in told["problems"][0]["ja"]
    assert contents(root) == before


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("parks.xlsm", PARKS.encode(), "マクロ"),
        ("parks.csv", "番号,個人番号\n1,123456789018\n".encode(), "個人に関わる"),
        ("parks.xlsx", b"", "何も入っていません"),
        ("parks.exe", b"MZ\x90\x00" + bytes(range(256)), "このままでは載せられません"),
    ],
)
def test_what_may_not_be_published_is_refused_and_nothing_changes(
    root: Path, name: str, content: bytes, expected: str
) -> None:
    before = contents(root)
    result = send(root, "new-edition", {"dataset": "公共施設"}, {name: content})
    told = answered(result)
    assert told["state"] == "refused"
    assert expected in told["problems"][0]["ja"]
    assert "123456789018" not in result.output
    assert contents(root) == before


def test_another_kind_of_file_takes_the_place_of_the_old_one(root: Path) -> None:
    rows = [["番号", "公園名", "面積"], [1, "第一公園", 12.5]]
    told = answered(send(root, "new-edition", {"dataset": "公共施設"}, {"公園.xlsx": workbook(rows)}))
    after = contents(root)
    assert (told["state"], told["counts"]["errors"]) == ("done", 0)
    assert set(after) >= {"facilities/parks.xlsx", "facilities/libraries.csv"}
    assert "facilities/parks.csv" not in after
    assert "    path: parks.xlsx\n" in after["facilities/datapackage.yaml"].decode()
    assert any("parks.csv → parks.xlsx" in question["ja"] for question in told["questions"])


def test_the_same_file_again_is_said_to_be_the_same(root: Path) -> None:
    told = answered(send(root, "new-edition", {"dataset": "公共施設"}, {"parks.csv": PARKS.encode()}))
    assert told["done"][0]["ja"] == "parks.csv は、載っている parks.csv と同じものです。"


# Corrections


@pytest.mark.parametrize(
    ("subject", "value", "line"),
    [
        ("英語の題名", "Public facilities", "title@en: Public facilities"),
        ("説明 / Description", "一行目\n\n二行目: x", "description: |\n  一行目\n\n  二行目: x"),
        ("探す言葉", "公園、図書館, 公園", "keywords: [公園, 図書館]"),
        (
            "分野",
            "教育・文化・スポーツ・生活 / Education, culture, sports and daily life",
            "themes: [education-culture]",
        ),
        ("更新の頻度", "毎年", "accrualPeriodicity: annual"),
        ("担当の部署と連絡先", "公園課　電話 086-803-1000", "publisher: {department: 公園課, email: a@example.lg.jp"),
        ("いつ時点のデータか", "令和８年４月１日現在", "temporal: {start: 2026-04-01, end: 2026-04-01}"),
        ("いつ時点のデータか", "令和7年度", "temporal: {start: 2025-04-01, end: 2026-03-31}"),
        ("いつ時点のデータか", "2026年4月", "temporal: {start: 2026-04, end: 2026-04}"),
    ],
)
def test_a_correction_of_the_description(root: Path, subject: str, value: str, line: str) -> None:
    told = answered(send(root, "correction", {"dataset": "公共施設", "subject": subject, "value": value}))
    assert told["state"] == "done", told
    assert told["counts"]["errors"] == 0
    text = contents(root)["facilities/datapackage.yaml"].decode()
    assert line in text
    assert yaml.load(text, Loader=yaml.BaseLoader)["resources"][1]["name"] == "libraries"
    assert "# who" in text


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        (
            {"subject": "更新の頻度", "value": "ときどき"},
            "「ときどき」は、「更新の頻度」に書ける形ではありません。",
        ),
        (
            {"subject": "いつ時点のデータか", "value": "きのう"},
            "「きのう」は、「いつ時点のデータか」に書ける形ではありません。",
        ),
        ({"subject": "題名"}, "「正しい内容」に、「題名」が書かれていません。"),
        ({"subject": "利用条件", "value": "CC0"}, "カタログの担当が見て直します。"),
        ({"subject": "そのほか", "value": "x"}, "カタログの担当が見て直します。"),
        ({"subject": "データの中身"}, "正しい内容が書かれていません。"),
        ({}, "どこを直すかが選ばれていません。"),
    ],
)
def test_corrections_that_need_more(root: Path, answers: dict[str, str], expected: str) -> None:
    before = contents(root)
    told = answered(send(root, "correction", {"dataset": "公共施設", **answers}))
    assert (told["state"], contents(root)) == ("incomplete", before)
    assert expected in told["problems"][0]["ja"]


# New datasets


@pytest.mark.parametrize(
    ("answers", "file", "name"),
    [
        ({"name": "City Parks!"}, "x.csv", "city-parks"),
        ({"name": "machi/parks"}, "x.csv", "parks"),
        ({"title-en": "The list of public toilets in Okayama"}, "x.csv", "public-toilets-okayama"),
        ({}, "032018_public_toilet_2026.csv", "public-toilet"),
        ({"title": "避難所一覧"}, "一覧.csv", "evacuation-site"),
        ({"title": "ごあいさつ"}, "ごあいさつ.csv", "dataset-5"),
        ({"title-en": "Facilities"}, "x.csv", "facilities-2"),
    ],
)
def test_names_of_folders(root: Path, answers: dict[str, str], file: str, name: str) -> None:
    told = answered(send(root, "new-dataset", {"municipality": "岡山", **answers}, {file: b"a,b\n1,2\n"}))
    assert told["dataset"] == f"machi/{name}", told
    assert ("name" in [question["place"] for question in told["questions"]]) == ("name" not in answers)


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"municipality": "岡山", "name": "公園"}, "「公園」は、アドレスに使えません。"),
        ({"municipality": "岡山", "name": "facilities"}, "machi/facilities は、もう使われているアドレスです。"),
        (
            {"municipality": "岡山", "title": "公共 施設"},
            "「公共施設」は、もうこのカタログにあります（machi/facilities）。",
        ),
        ({}, "どの自治体のデータかが書かれていません。"),
    ],
)
def test_new_datasets_that_need_more(root: Path, answers: dict[str, str], expected: str) -> None:
    before = contents(root)
    told = answered(send(root, "new-dataset", answers, {"x.csv": b"a,b\n1,2\n"}))
    assert (told["state"], contents(root)) == ("incomplete", before)
    assert expected in told["problems"][0]["ja"]


def test_everything_that_is_missing_is_asked_at_once(root: Path) -> None:
    told = answered(send(root, "new-dataset", {"title": "x"}))
    assert [problem["en"][:28] for problem in told["problems"]] == [
        "It isn't said whose data thi",
        "There is no file, or it coul",
    ]


# The command


def test_words_for_a_terminal(root: Path) -> None:
    done = send(root, "correction", {"dataset": "公共施設", "subject": "題名", "value": "施設"}, form="text")
    assert done.exit_code == 0
    assert done.stdout == "フォームのとおりにしました。\n- 「題名」を書き換えました。\n"


def test_a_file_that_is_no_form_is_refused(root: Path) -> None:
    (root.parent / "x.json").write_text("{}", "utf-8")
    result = CliRunner().invoke(main, ["from-form", str(root.parent / "x.json"), "--root", str(root)])
    assert (result.exit_code, result.stdout) == (2, "")


def test_a_descriptor_with_mistakes_is_left_to_people(root: Path) -> None:
    (root / "datasets/machi/facilities/datapackage.yaml").write_text("title: 公共施設\nresources: x\n", "utf-8")
    told = answered(send(root, "correction", {"dataset": "公共施設", "subject": "題名", "value": "施設"}))
    assert told["state"] == "incomplete"
    assert "datasets/machi/facilities/datapackage.yaml が読めないので、変えられません。" in told["problems"][0]["ja"]


# One of several files


def leave(root: Path, kind: str, **answers: str) -> dict[str, Any]:
    (root.parent / "form.json").write_text(
        json.dumps({"version": 1, "kind": kind, "answers": answers, "files": []}, ensure_ascii=False), "utf-8"
    )
    result = CliRunner().invoke(
        main, ["from-form", str(root.parent / "form.json"), "--root", str(root), "--format", "json"]
    )
    told: dict[str, Any] = json.loads(result.stdout)
    return told


def in_git(root: Path) -> dict[str, str]:
    for arguments in (("init", "--initial-branch=main"), ("add", "-A"), ("commit", "-m", "published")):
        git(root, *arguments)
    return {"dataset": "公共施設"}


@pytest.mark.parametrize(
    "named",
    ["図書館", "libraries", "ｌｉｂｒａｒｉｅｓ．ｃｓｖ", "https://x.jp/data/machi/facilities/libraries.en.csv"],
)
def test_one_file_is_withdrawn_and_the_others_stay(root: Path, named: str) -> None:
    told = leave(root, "withdrawal", **in_git(root), resource=named, reason="公園に\n統合", successor="公園")
    assert told["state"] == "done", told
    folder = root / "datasets/machi/facilities"
    assert sorted(file.name for file in folder.iterdir()) == ["datapackage.yaml", "parks.csv"]
    descriptor = yaml.safe_load((folder / "datapackage.yaml").read_text("utf-8"))
    assert [each["name"] for each in descriptor["resources"]] == ["parks"]
    item = descriptor["withdrawnResources"][0]
    assert (item["name"], item["reason"], item["successor"]) == ("libraries", "公園に 統合", "parks")


def test_the_address_of_a_file_names_the_file_and_not_its_dataset(root: Path) -> None:
    in_git(root)
    told = leave(root, "withdrawal", dataset="https://x.jp/data/machi/facilities/parks.csv", reason="統合")
    assert told["state"] == "done" and not (root / "datasets/machi/facilities/parks.csv").exists()
    assert (root / "datasets/machi/facilities/libraries.csv").exists()
    again = leave(root, "withdrawal", dataset="公共施設", resource="図書館", reason="統合")
    assert again["state"] == "incomplete" and "ファイルは一つだけ" in again["problems"][0]["ja"]


def test_one_file_gets_another_name_and_title(root: Path) -> None:
    told = leave(root, "rename", dataset="公共施設", resource="parks.csv", name="ｇａｒｄｅｎｓ", title="庭園: 一覧")
    assert told["state"] == "done", told
    first = yaml.safe_load((root / "datasets/machi/facilities/datapackage.yaml").read_text("utf-8"))["resources"][0]
    assert (first["name"], first["aliases"], first["title"]) == ("gardens", ["parks"], "庭園: 一覧")
    assert leave(root, "rename", dataset="公共施設", resource="プール", title="x")["state"] == "incomplete"
    assert leave(root, "rename", dataset="公共施設", resource="図書館", name="parks")["state"] == "incomplete"


def test_answers_are_named_as_the_form_names_them(root: Path) -> None:
    told = leave(
        root, "correction", dataset="公共施設", subject="更新の頻度 / How often it is renewed", value="まいとし"
    )
    assert "「更新の頻度」" in told["problems"][0]["ja"] and "accrual" not in told["problems"][0]["ja"]
    told = leave(root, "rename", dataset="公共施設", title="施設")
    assert [done["ja"] for done in told["done"]] == ["「題名」を書き換えました。"]


def test_a_body_beside_the_name_says_whose_dataset_it_is(root: Path) -> None:
    shutil.copytree(root / "datasets/machi", root / "datasets/mura")
    other = root / "datasets/mura/municipality.yaml"
    told = yaml.load(other.read_text("utf-8"), Loader=yaml.BaseLoader)
    other.write_text(other.read_text("utf-8").replace(told["name"], "例示村"), "utf-8")
    assert leave(root, "rename", dataset="facilities", title="x")["state"] == "incomplete"
    assert leave(root, "rename", dataset="例示村 facilities", title="x")["dataset"] == "mura/facilities"
