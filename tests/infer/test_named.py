"""What people write for a body or a dataset is understood, and never mistaken for another."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.infer.named import NamedDataset, find_bodies, find_datasets, near_datasets
from catalog.model.ids import DatasetId, MunicipalityCode, Slug
from catalog.model.site import Municipality, MunicipalityKind
from catalog.model.text import LocalizedText


def body(id: str, code: str, name: str, english: str, kana: str) -> Municipality:
    kind = MunicipalityKind.PREFECTURE if name.endswith("県") else MunicipalityKind.CITY
    return Municipality(
        Slug(id), MunicipalityCode(code), LocalizedText(name, english), kana, kind, code[:2], None, None
    )


PREFECTURE = body("okayama-pref", "330001", "岡山県", "Okayama Prefecture", "おかやまけん")
OKAYAMA = body("okayama-city", "331007", "岡山市", "Okayama City", "おかやまし")
HIROSHIMA = body("hiroshima-city", "341002", "広島市", "Hiroshima City", "ひろしまし")
FUCHU = body("fuchu-hiroshima", "342084", "府中市", "Fuchu City", "ふちゅうし")
FUCHU_TOKYO = body("fuchu-tokyo", "132063", "府中市", "Fuchu City", "ふちゅうし")
BODIES = (PREFECTURE, OKAYAMA, HIROSHIMA, FUCHU, FUCHU_TOKYO)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("岡山市", [OKAYAMA]),
        (" 岡 山 市 ", [OKAYAMA]),
        ("岡山県岡山市", [OKAYAMA]),
        ("おかやまし", [OKAYAMA]),
        ("ｵｶﾔﾏｼ", [OKAYAMA]),
        ("オカヤマシ", [OKAYAMA]),
        ("331007", [OKAYAMA]),
        ("３３１００７", [OKAYAMA]),
        ("33100", [OKAYAMA]),
        ("okayama-city", [OKAYAMA]),
        ("OKAYAMA CITY", [OKAYAMA]),
        ("岡山市役所　危機管理室", [OKAYAMA]),
        ("岡山県岡山市（危機管理室）", [OKAYAMA]),
        ("岡山県", [PREFECTURE]),
        ("岡山", [PREFECTURE, OKAYAMA]),
        ("Okayama", [PREFECTURE, OKAYAMA]),
        ("ひろしま", [HIROSHIMA]),
        ("府中市", [FUCHU, FUCHU_TOKYO]),
        ("広島県府中市", [FUCHU]),
        ("東京都府中市", [FUCHU_TOKYO]),
        ("津市", []),
        ("3310071", []),
        ("", []),
        ("！？", []),
    ],
)
def test_bodies(text: str, expected: list[Municipality]) -> None:
    assert list(find_bodies(text, BODIES)) == expected


def dataset(id: str, title: str, english: str | None = None, *aliases: str) -> NamedDataset:
    municipality, _, name = id.partition("/")
    return NamedDataset(DatasetId(Slug(municipality), Slug(name)), LocalizedText(title, english), aliases)


PARKS = dataset("okayama-city/parks", "公園一覧", "Parks", "okayama-city/old-parks")
PARKS_THERE = dataset("hiroshima-city/parks", "公園一覧", "Parks")
TOILETS = dataset("okayama-city/public-toilets", "公衆トイレ一覧", "Public toilets")
PARK_TOILETS = dataset("okayama-city/park-toilets", "公園の公衆トイレ一覧")
DATASETS = (PARKS, PARKS_THERE, TOILETS, PARK_TOILETS)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://x.example/site/ja/datasets/okayama-city/parks/", [PARKS]),
        ("https://x.example/en/datasets/okayama-city/parks/layers/points/#table", [PARKS]),
        ("https://x.example/data/hiroshima-city/parks/parks.csv", [PARKS_THERE]),
        ("datasets/okayama-city/old-parks/datapackage.yaml", [PARKS]),
        ("okayama-city/parks", [PARKS]),
        ("ｏｋａｙａｍａ-ｃｉｔｙ/ｐａｒｋｓ", [PARKS]),
        ("公衆ﾄｲﾚ一覧", [TOILETS]),
        ("「公衆トイレ一覧」", [TOILETS]),
        ("public toilets", [TOILETS]),
        ("public-toilets", [TOILETS]),
        ("公園一覧", [PARKS, PARKS_THERE]),
        ("岡山市の公園の公衆トイレ一覧", [PARK_TOILETS]),
        ("okayama-city/gone", []),
        ("図書館", []),
        ("", []),
    ],
)
def test_datasets(text: str, expected: list[NamedDataset]) -> None:
    assert list(find_datasets(text, DATASETS)) == expected


def test_the_body_beside_it_tells_datasets_apart() -> None:
    assert find_datasets("公園一覧", DATASETS, (HIROSHIMA,)) == (PARKS_THERE,)
    assert find_datasets("okayama-city/parks", DATASETS, (HIROSHIMA,)) == (PARKS,)  # an address says all


def test_close_ones_are_offered() -> None:
    assert near_datasets("公衆トイレの一覧", DATASETS)[0] == TOILETS
    assert near_datasets("まったくちがう", DATASETS) == ()


@given(st.text(max_size=200), st.text(max_size=50))
def test_anything_may_be_written(text: str, title: str) -> None:
    find_bodies(text, BODIES)
    found = find_datasets(text, [*DATASETS, dataset("machi/x", title)])
    assert len(found) == len({one.id for one in found})
    near_datasets(text, [*DATASETS, dataset("machi/x", title)])
