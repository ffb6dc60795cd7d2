from __future__ import annotations

import pytest

from catalog.infer.roles import infer_roles, role_of
from catalog.model.roles import Role
from tests.infer.tables import table


@pytest.mark.parametrize(
    "heading, role",
    [
        ("緯度", Role.LATITUDE),
        ("緯度：北緯（世界測地系10進法）", Role.LATITUDE),
        ("施設_緯度", Role.LATITUDE),
        ("Latitude", Role.LATITUDE),
        ("lat", Role.LATITUDE),
        ("stop_lat", Role.LATITUDE),
        ("経度", Role.LONGITUDE),
        ("東経", Role.LONGITUDE),
        ("lng", Role.LONGITUDE),
        ("stop_lon", Role.LONGITUDE),
        ("Easting", Role.EASTING),
        ("緯度・経度", None),
        ("X座標", None),
        ("Y", None),
        ("plate", None),
        ("全国地方公共団体コード", Role.MUNICIPALITY_CODE),
        ("所在地_全国地方公共団体コード", Role.MUNICIPALITY_CODE),
        ("都道府県コ―ド又は市区町村コ―ド", Role.MUNICIPALITY_CODE),
        ("市町村コード", Role.MUNICIPALITY_CODE),
        ("団体コード", Role.MUNICIPALITY_CODE),
        ("localGovernmentCode", Role.MUNICIPALITY_CODE),
        ("学校コード", None),
        ("医療機関コード", None),
        ("法人番号", Role.CORPORATE_NUMBER),
        ("許可番号", None),
        ("郵便番号", Role.POSTAL_CODE),
        ("〒", Role.POSTAL_CODE),
        ("postal code", Role.POSTAL_CODE),
        ("電話番号", Role.TELEPHONE),
        ("ＴＥＬ", Role.TELEPHONE),
        ("FAX番号", Role.TELEPHONE),
        ("telephoneNumber", Role.TELEPHONE),
        ("問い合わせ先_電話番号_内線番号", None),
        ("内線番号", None),
        ("hotel", None),
        ("名称", None),
        ("", None),
    ],
)
def test_headings(heading: str, role: Role | None) -> None:
    assert role_of(heading) is role


def roles(**columns: list[str]) -> list[Role | None]:
    return list(infer_roles(table(dict(columns))))


def test_values_win_over_headings() -> None:
    assert roles(緯度=["133.92", "133.93", "0"], 経度=["34.65", "34.66", "0"]) == [Role.LONGITUDE, Role.LATITUDE]
    assert roles(緯度=["東", "西"], 電話番号=["可", "不可"], 郵便番号=["花町郵便局", ""]) == [None, None, None]
    assert roles(X座標=["139.7966", "139.7745"], Y座標=["35.7147", "35.7138"]) == [Role.LONGITUDE, Role.LATITUDE]


def test_a_heading_without_values_is_believed() -> None:
    assert roles(緯度=["", ""], 法人番号=["", "－"]) == [Role.LATITUDE, Role.CORPORATE_NUMBER]


def test_degrees_with_minutes_are_coordinates() -> None:
    assert roles(緯度=["34度39分18秒", "34°39′19″"]) == [Role.LATITUDE]


def test_a_place_abroad_keeps_its_heading() -> None:
    assert roles(lat=["-27.19", "51.5"], lon=["151.26", "-0.12"]) == [Role.LATITUDE, Role.LONGITUDE]


def test_coordinates_without_headings_only_where_they_are_certain() -> None:
    latitudes, longitudes = ["34.6551", "34.6552"], ["133.9195", "133.9196"]
    assert roles(a=latitudes, b=longitudes) == [Role.LATITUDE, Role.LONGITUDE]
    assert roles(a=latitudes, b=["名", "前"], c=longitudes) == [None, None, None]
    assert roles(気温=["34.6", "35.1"], 湿度=["133.1", "132.2"]) == [None, None]
    assert roles(a=latitudes, b=longitudes, c=latitudes) == [None, None, None]


def test_codes_and_numbers_speak_for_themselves() -> None:
    assert roles(a=["7000012050002", "8000020130001"]) == [Role.CORPORATE_NUMBER]
    assert roles(a=["700-0001", "700-0002", "〒700-0003"]) == [Role.POSTAL_CODE]
    assert roles(a=["086-123-4567", "(086)123-4567", "0120-123-456"]) == [None]
    assert roles(a=["086-123-4567", "(086)123-4567", "086-123-9999"]) == [Role.TELEPHONE]
    assert roles(a=["331007", "341002", "212016", "032018", "330001"]) == [Role.MUNICIPALITY_CODE]
    assert roles(人口=["331007", "341002", "212017", "432018", "330001"]) == [None]


def test_what_a_heading_names_need_not_be_perfect() -> None:
    assert roles(市区町村コード=["33100", "10006", "331008"]) == [Role.MUNICIPALITY_CODE]
    assert roles(都道府県コード=["33", "34"]) == [None]
    assert roles(電話番号=["086-123-4567（代）", "要予約", "123-4567"]) == [Role.TELEPHONE]


def test_dates_with_eras() -> None:
    assert roles(a=["R5.4.1", "令和5年5月1日", "H31.4.31"]) == [Role.DATE_ERA]
    assert roles(a=["令和６年度", "令和元年度"], b=["昭和55年", "－"]) == [Role.DATE_ERA, Role.DATE_ERA]
    assert roles(a=["2024/4/1", "R5.4.1"]) == [None]
    assert roles(駅番号=["S01", "S17"], 棚番号=["H010203", "H010204"]) == [None, None]
