from __future__ import annotations

from dataclasses import replace
from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.publish.addresses import absolute_url, former_uris, identifier, original_uri, page_uri
from tests.publish.factory import SITE, make_dataset, make_resource

FOLDER = "data/okayama-city/ward-offices/original/"


def original_uris(*paths: str) -> list[str]:
    resources = [make_resource(f"r{index}", path, schema=None) for index, path in enumerate(paths)]
    dataset = make_dataset(*resources)
    return [original_uri(dataset, resource).removeprefix(FOLDER) for resource in resources]


def test_an_original_keeps_its_japanese_name() -> None:
    assert original_uris("令和5年/施設一覧（最新）.xlsx") == ["施設一覧（最新）.xlsx"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("a b　c.csv", "a_b_c.csv"),
        ("100%#?.csv", "100___.csv"),
        ("..csv", "_csv"),
        ("...csv", "_csv"),
        (".htaccess", "_htaccess"),
        ("a..b.csv", "a_b.csv"),
        ("a\\b:c*.csv", "a_b_c_.csv"),
        ("a\u202ecsv.exe", "a_csv.exe"),
        ("ガ.csv", "ガ.csv"),  # NFD becomes NFC
        ("a&b+c=d@e'(1).csv", "a&b+c=d@e'(1).csv"),
    ],
)
def test_what_a_url_or_a_file_system_cannot_hold_is_replaced(name: str, expected: str) -> None:
    assert original_uris(name) == [expected]


@pytest.mark.parametrize("paths", [("2020/x.csv", "2021/x.csv"), ("a/X.csv", "b/x.csv"), ("a b.csv", "a_b.csv")])
def test_two_originals_with_the_same_name_do_not_clash(paths: tuple[str, str]) -> None:
    first, second = original_uris(*paths)
    assert "/" not in first
    assert second.startswith("r1/")


def test_adding_a_file_does_not_move_another_one() -> None:
    assert original_uris("a/x.csv", "b/x.csv")[0] == original_uris("a/x.csv")[0]
    assert original_uris("a/x.csv", "b/x.csv", "c/x.csv")[:2] == original_uris("a/x.csv", "b/x.csv")


def test_resources_from_one_file_share_its_address() -> None:
    assert original_uris("book.xlsx", "book.xlsx") == ["book.xlsx", "book.xlsx"]
    assert original_uris("x.csv", "b/x.csv", "b/x.csv") == ["x.csv", "r1/x.csv", "r1/x.csv"]


@given(
    st.lists(
        st.text(st.characters(exclude_categories=["Cs"], exclude_characters="/"), min_size=1), min_size=1, unique=True
    )
)
def test_every_original_has_a_valid_address_of_its_own(names: list[str]) -> None:
    uris = original_uris(*(f"folder/{name}" for name in names))
    assert len({uri.casefold() for uri in uris}) == len(names)
    for uri in uris:
        url = urlsplit(absolute_url(SITE.site_url, FOLDER + uri))
        assert (url.query, url.fragment) == ("", "")
        assert url.path.isascii()
        assert unquote(url.path) == "/" + FOLDER + uri
        assert not {"", ".", ".."} & set(uri.split("/"))


def test_pages_and_identifiers_stand_where_they_were_promised() -> None:
    dataset_id = make_dataset().id
    assert page_uri(dataset_id, "en") == "en/datasets/okayama-city/ward-offices/"
    assert identifier(SITE, dataset_id) == "https://catalog.example/id/okayama-city/ward-offices"


PLACE = "data/okayama-city/ward-offices/"


@pytest.mark.parametrize(
    ("name", "former"),
    [
        ("offices.csv", ["old.csv"]),
        ("offices.shp.zip", ["old.shp.zip"]),
        ("offices-2.csv", []),
        ("datapackage.json", []),
        ("original/offices.csv", ["original/Ofisu_1.csv"]),
        ("original/other/offices.csv", ["original/past/offices.csv"]),
    ],
)
def test_a_file_stays_where_its_resource_was(name: str, former: list[str]) -> None:
    offices = replace(make_resource("offices", "offices.csv"), aliases=("old", "Ofisu 1.csv"))
    other = replace(make_resource("other", "more/offices.csv"), aliases=("past",))
    dataset = make_dataset(offices, other)
    assert former_uris(dataset, PLACE + name) == tuple(PLACE + each for each in former)
    renamed = former_uris(replace(dataset, aliases=("a/b",)), PLACE + name)
    assert set(renamed) == {PLACE + each for each in former} | {f"data/a/b/{each}" for each in (name, *former)}


def test_the_archive_is_named_after_its_dataset() -> None:
    dataset = make_dataset(make_resource("offices", "offices.csv"), aliases=("a/b",))
    assert former_uris(dataset, f"{PLACE}ward-offices.zip") == ("data/a/b/b.zip",)
    assert former_uris(dataset, "id/okayama-city/ward-offices/index.html") == ()
