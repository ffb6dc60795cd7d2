from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from catalog.infer.headings import heading_key
from catalog.infer.standard import match_columns, match_standard
from catalog.standards.standard_datasets import StandardDataset, find_standard_dataset, read_standard_datasets

STANDARDS = read_standard_datasets()
ADDRESS = (
    "所在地_全国地方公共団体コード,町字ID,所在地_連結表記,所在地_都道府県,所在地_市区町村,所在地_町字,所在地_番地以下"
)
COMMON = f"全国地方公共団体コード,ID,地方公共団体名,名称,名称_カナ,{ADDRESS},建物名等(方書),緯度,経度,電話番号,URL,備考"


@pytest.mark.parametrize("standard", STANDARDS, ids=lambda standard: f"{standard.id}-{standard.edition}")
def test_every_standard_is_itself_in_any_order(standard: StandardDataset) -> None:
    headings = [column.heading for column in standard.columns]
    for labels in (headings, headings[::-1], [*headings, "独自の列", ""]):
        match = match_standard(labels)
        assert match is not None
        assert (match.id, match.edition) == (standard.id, standard.edition)
        assert match.score > 0.9


@pytest.mark.parametrize("standard", STANDARDS, ids=lambda standard: f"{standard.id}-{standard.edition}")
def test_a_third_of_the_columns_may_be_missing(standard: StandardDataset) -> None:
    # Without 口径 a list of hydrants is a list of anything with a kind and a place.
    headings = [column.heading for column in standard.columns]
    labels = [name for index, name in enumerate(headings) if index % 3 != 2 or index < 4 or name == "口径"]
    match = match_standard(labels)
    assert match is not None
    assert (match.id, match.edition) == (standard.id, standard.edition)


def test_a_kind_and_a_place_are_no_hydrants() -> None:
    match = match_standard(["名称", "種別", "所在地_連結表記", "緯度", "経度", "備考"])
    assert match is None or match.id != "fire-hydrant"


@pytest.mark.parametrize(
    "labels",
    [
        "",
        "名称,住所,緯度,経度",
        "施設名,住所,電話番号,緯度,経度,URL,備考",
        "NO,名称,住所,方書,緯度,経度,電話番号,利用可能曜日,開始時間,終了時間,備考",
        "都道府県コード又は市区町村コード,NO,都道府県名,市区町村名,名称,名称_カナ,住所,方書,緯度,経度,電話番号,備考",
        COMMON,
        f"{COMMON},授乳室,おむつ替えコーナー,ベビーカー貸出,ベビーカー利用,開始時間,終了時間",
        f"{COMMON},収容台数,料金,利用可能曜日,開始時間,終了時間",
        "施設ID,施設名,郵便番号,住所,方書,電話番号,FAX番号,緯度,経度,行政区コード,カテゴリリスト",
        "店舗名称,業種,業態,許可番号,初回許可年月日,営業者名,所在地1,所在地2",
        "年度,世帯数,総人口",
    ],
)
def test_general_headings_make_no_standard(labels: str) -> None:
    assert match_standard(labels.split(",")) is None


def test_editions_are_told_apart() -> None:
    shared = "名称,緯度,経度,設置位置,小児対応設備の有無,団体名,利用可能曜日,開始時間,終了時間,備考"
    new = match_standard(f"全国地方公共団体コード,ID,地方公共団体名,所在地_連結表記,{shared}".split(","))
    old = match_standard(f"都道府県コード又は市区町村コード,NO,都道府県名,市区町村名,住所,方書,{shared}".split(","))
    assert new is not None and old is not None
    assert [(new.id, new.edition), (old.id, old.edition)] == [("aed", "new"), ("aed", "old")]


@pytest.mark.parametrize(
    "one, other",
    [
        ("都道府県コード又は市区町村コード", "都道府県コ―ド又は市区町村コ―ド"),
        ("建物名等(方書)", "建物名等（方書）"),
        ("建物名等(方書)", "建物名等_方書"),
        ("連絡先備考（その他、SNSなど）", "連絡先備考_その他SNSなど"),
        ("災害種別_崖崩れ、土石流及び地滑り", "災害種別_崖崩れ・土石流及び地滑り"),
        ("NO", "Ｎｏ．"),
        ("NO", "№"),
        ("名称", "\ufeff名称※"),
        ("緯度", "◎緯\n度"),
        ("0-4歳の男性", "０～４歳の男性"),
        ("URL", "ＵＲＬ"),
    ],
)
def test_spellings_of_one_heading(one: str, other: str) -> None:
    assert heading_key(one) == heading_key(other)


def test_different_headings_stay_different() -> None:
    assert len({heading_key(text) for text in ("名称", "名称_カナ", "住所", "所在地", "緯度", "経度")}) == 6


def test_columns_are_found_by_variants_and_former_headings() -> None:
    standard = find_standard_dataset("fire-hydrant", "new")
    assert standard is not None
    labels = ["団体コード", "NO", "種別", "所在地_連結標記", "住所", "方書", "名前", "緯度", "緯度"]
    columns = [column.heading if column else None for column in match_columns(labels, standard)]
    assert columns == [
        *("全国地方公共団体コード", "ID", "種別", "所在地_連結表記"),
        *(None, "建物名等(方書)", None, "緯度", None),
    ]


def test_the_class_prefix_of_the_data_model_type_may_be_there_or_not() -> None:
    standard = find_standard_dataset("educational-institution", "new")
    assert standard is not None
    short = [column.heading.removeprefix("教育機関_") for column in standard.columns]
    assert match_columns(short, standard) == standard.columns
    wireless = find_standard_dataset("public-wireless-lan", "new")
    assert wireless is not None
    long = [f"公衆無線LAN_{column.heading}" for column in wireless.columns]
    match = match_standard(long)
    assert match is not None and match.id == "public-wireless-lan"


def test_ten_thousand_headings() -> None:
    assert match_standard([f"列{index}" for index in range(10_000)]) is None


REAL = {
    "yaizu-city/222127_aed.csv": ("aed", "old"),
    "yaizu-city/222127_evacuation_space.csv": ("evacuation-space", "old"),
    "yaizu-city/222127_fire_hydrant.csv": ("fire-hydrant", "new"),
    "yamaguchi-opendata/education__352071_school_district.csv": ("school-district", "new"),
    "yamaguchi-opendata/education__【下松市】子育て施設一覧.csv": ("preschool", "new"),
    "yamaguchi-opendata/population__352071_population_202410.csv": ("population", "new"),
}


@pytest.mark.realdata
def test_real_headings(realdata: Path) -> None:
    folder = realdata / "standard-datasets"
    found = {}
    for path in sorted(folder.rglob("*.csv")):
        data = path.read_bytes()
        if data.startswith(b"PK"):
            continue
        text = data.decode("utf-8-sig" if _is_utf8(data) else "cp932")
        match = match_standard(next(csv.reader(io.StringIO(text, newline=""))))
        if match is not None:
            found[path.relative_to(folder).as_posix()] = (match.id, match.edition)
    assert found == REAL


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True
