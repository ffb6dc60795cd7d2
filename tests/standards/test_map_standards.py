"""Datums, zones, topics and colours of maps."""

from __future__ import annotations

from itertools import pairwise

import pytest

from catalog.model.text import LANGS
from catalog.standards.datums import Datum, datum_of_crs
from catalog.standards.map_colours import HUES, MOST_CLASSES, RAMPS, derive_ramp
from catalog.standards.plane_rectangular import prefectures_of_zone
from catalog.standards.prefectures import prefecture_of
from catalog.standards.topics import TOPIC_OF_THEME, read_topics
from catalog.standards.vocabulary import read_vocabularies


def lightness(colour: str) -> float:
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize(
    ("crs", "datum"),
    [
        ("EPSG:4301", Datum.TOKYO),
        ("EPSG:30161", Datum.TOKYO),
        ("EPSG:2461", Datum.JGD2000),
        ("EPSG:6669", Datum.JGD2011),
        ("EPSG:6692", Datum.JGD2011),
        ("EPSG:3857", Datum.WGS84),
        ("EPSG:4267", None),
        ("OGC:CRS84", None),
    ],
)
def test_a_datum_is_known_by_its_code(crs: str, datum: Datum | None) -> None:
    assert datum_of_crs(crs) is datum


def test_every_prefecture_is_in_a_zone() -> None:
    codes = {code for zone in range(1, 20) for code, _ in prefectures_of_zone(zone)}
    assert codes == {f"{number:02}" for number in range(1, 48)}
    assert all(prefecture_of(code) for code in codes)


def test_a_prefecture_in_several_zones_is_nowhere_as_a_whole() -> None:
    assert prefectures_of_zone(5) == (("28", True), ("31", True), ("33", True))
    assert prefectures_of_zone(12) == (("01", False),)
    assert prefectures_of_zone(20) == ()


def test_topics_are_those_of_the_standard() -> None:
    topics = read_topics()
    assert [topic.jmp for topic in topics.values()] == [f"{number:03}" for number in range(1, 20)]
    assert all(topic.label.text(lang) for topic in topics.values() for lang in LANGS)
    assert set(TOPIC_OF_THEME) == set(read_vocabularies().themes)
    assert set(TOPIC_OF_THEME.values()) <= set(topics)


@pytest.mark.parametrize("hue", RAMPS)
@pytest.mark.parametrize("count", range(2, MOST_CLASSES + 1))
def test_ramps_get_darker_by_steps_that_are_seen(hue: str, count: int) -> None:
    ramp = derive_ramp(hue, count)
    assert len(set(ramp)) == count
    assert all(lightness(first) - lightness(second) > 12 for first, second in pairwise(ramp))


def test_there_are_as_many_colours_as_classes() -> None:
    assert len(set(HUES.values())) == MOST_CLASSES
