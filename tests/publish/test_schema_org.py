from __future__ import annotations

import json
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

import pytest

from catalog.model.dataset import Period, Publication
from catalog.model.described import DescribedDataset
from catalog.model.text import LANGS, Lang, LocalizedText
from catalog.publish.schema_org import render_structured_data
from tests.publish.factory import CITY, SITE, make_offices


def structured(described: DescribedDataset, lang: Lang = "ja") -> dict[str, Any]:
    return dict(json.loads(render_structured_data(described, CITY, SITE, lang)))


def test_both_languages_speak_of_the_same_thing() -> None:
    described = make_offices()[0]
    japanese, english = structured(described, "ja"), structured(described, "en")
    assert japanese["@id"] == english["@id"] == "https://catalog.example/id/okayama-city/ward-offices"
    assert (japanese["name"], english["name"]) == ("区役所一覧", "Ward offices")
    assert (japanese["inLanguage"], english["inLanguage"]) == ("ja", "en")
    assert english["url"] == "https://catalog.example/en/datasets/okayama-city/ward-offices/"
    assert english["alternateName"] == "区役所一覧"


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("description", ["", "短い。", "長い説明。" * 2000])
def test_a_description_has_a_length_that_search_engines_accept(lang: Lang, description: str) -> None:
    described = make_offices(description=LocalizedText(description))[0]
    assert 50 <= len(structured(described, lang)["description"]) <= 5000


def test_a_description_that_is_long_enough_stays_as_it_is() -> None:
    text = "区役所の名称と位置を一覧にしたものです。" * 4
    assert structured(make_offices(description=LocalizedText(text))[0])["description"] == text


def test_every_download_has_an_absolute_address_in_ascii() -> None:
    described, files = make_offices()
    downloads = structured(described)["distribution"]
    assert len(downloads) == len(files)
    for download in downloads:
        assert download["contentUrl"].startswith("https://catalog.example/data/okayama-city/ward-offices/")
        assert download["contentUrl"].isascii()


def test_places_are_latitude_first() -> None:
    described = make_offices()[0]
    box = described.bbox_wgs84
    assert box is not None
    shape = structured(described)["spatialCoverage"]["geo"]
    assert shape == {"@type": "GeoShape", "box": f"{box.south} {box.west} {box.north} {box.east}"}
    assert "geo" not in structured(replace(described, bbox_wgs84=None))["spatialCoverage"]


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        (Period("2020-01-31", "2021"), "2020-01-31/2021"),
        (Period("2020", None), "2020/.."),
        (Period(None, "2020"), "../2020"),
        (Period(None, None), None),
        (None, None),
    ],
)
def test_times_are_intervals(period: Period | None, expected: str | None) -> None:
    assert structured(make_offices(temporal=period)[0]).get("temporalCoverage") == expected


def test_the_maker_is_the_body_or_else_the_operator_who_compiled() -> None:
    official = structured(make_offices()[0])
    assert official["creator"]["@type"] == "GovernmentOrganization"
    assert official["creator"]["name"] == official["publisher"]["name"] == "岡山市"
    compiled = structured(make_offices(publication=Publication.COMPILED)[0])
    assert compiled["creator"] == compiled["publisher"]
    assert compiled["creator"] == {"@type": "Organization", "name": "編集チーム", "url": "https://editors.example/"}
    assert compiled["isBasedOn"] == [{"@type": "CreativeWork", "name": "台帳", "url": "https://source.example/"}]


class _Scripts(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.parametrize(
    "attack", ["</script><img src=x onerror=alert(1)>", "<!--<script>", "]]>", "</SCRIPT\n>", "\u2028&lt;"]
)
def test_nothing_in_a_descriptor_ends_the_element(attack: str) -> None:
    described = make_offices(title=LocalizedText(attack, attack), description=LocalizedText(attack * 10))[0]
    text = render_structured_data(described, CITY, SITE, "ja")
    assert not set("<>&\u2028\u2029") & set(text)
    page = _Scripts()
    page.feed(f'<script type="application/ld+json">{text}</script><p>')
    assert page.tags == ["script", "p"]
    assert json.loads(page.text)["name"] == attack
