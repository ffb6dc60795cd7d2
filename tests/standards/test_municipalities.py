from __future__ import annotations

import csv
from pathlib import Path

import pytest

from catalog.model.ids import is_municipality_code
from catalog.standards.municipalities import bodies_named, code_of_five, find_body, read_municipalities
from catalog.standards.prefectures import prefecture_of, read_prefectures

SINCE_2024 = {"221384": "浜松市中央区", "221392": "浜松市浜名区", "221406": "浜松市天竜区"}


def test_every_code_has_its_check_digit_and_stands_in_order() -> None:
    for codes in (list(read_municipalities()), list(read_prefectures())):
        assert [code for code in codes if not is_municipality_code(code)] == []
        assert codes == sorted(codes)
    assert len(read_prefectures()) == 47


def test_every_hall_is_in_japan() -> None:
    halls = [body.hall for body in (*read_municipalities().values(), *read_prefectures().values()) if body.hall]
    assert len(halls) == len(read_municipalities()) + 47 - len(SINCE_2024)
    assert all(122 < longitude < 146 and 24 < latitude < 46 for longitude, latitude in halls)


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("岡山県", ("330001",)),
        ("岡山市", ("331007",)),
        ("岡山県岡山市", ("331007",)),
        ("岡山市北区", ("331015",)),
        ("岡山県岡山市 北区", ("331015",)),
        ("香川県綾歌郡綾川町", ("373877",)),
        ("綾歌郡綾川町", ("373877",)),
        ("郡山市", ("072036",)),
        ("蒲郡市", ("232149",)),
        ("四日市市", ("242021",)),
        ("府中市", ("132063", "342084")),
        ("広島県府中市", ("342084",)),
        ("龍ヶ崎市", ("082082",)),
        ("岡山", ()),
        ("岡山市役所", ()),
        ("", ()),
    ],
)
def test_bodies_by_name(name: str, codes: tuple[str, ...]) -> None:
    assert bodies_named(name) == codes


def test_a_ward_s_name_alone_may_be_of_many_cities() -> None:
    assert {"331015", "261017", "011029"} <= set(bodies_named("北区"))


def test_codes_of_five_digits() -> None:
    assert code_of_five("33100") == "331007"
    assert code_of_five("33000") == "330001"
    assert code_of_five("99999") is None


def test_prefectures() -> None:
    prefecture = prefecture_of("332020")
    assert prefecture is not None
    assert (prefecture.code, prefecture.name, prefecture.kana, prefecture.english) == (
        "330001",
        "岡山県",
        "おかやまけん",
        "Okayama",
    )
    assert find_body("330001") == prefecture
    assert prefecture_of("99") is None


@pytest.mark.realdata
def test_the_facts_are_those_of_their_source(realdata: Path) -> None:
    folder = realdata / "reference" / "localgovjp"
    with (folder / "localgovjp-utf8.csv").open(encoding="utf-8-sig", newline="") as stream:
        source = {row["lgcode"]: row for row in csv.DictReader(stream)}
    ours = read_municipalities()
    assert {code: body.name for code, body in ours.items() if code not in source} == SINCE_2024
    for code, row in source.items():
        assert (ours[code].name, ours[code].kana) == (row["city"].replace(" ", ""), row["citykana"].replace(" ", ""))
        assert ours[code].hall == (round(float(row["lng"]), 4), round(float(row["lat"]), 4))
