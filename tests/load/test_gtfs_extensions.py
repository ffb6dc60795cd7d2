"""The Japanese extension files of GTFS feeds, of either edition."""

from __future__ import annotations

import pytest

from catalog.load.gis.features import read_features
from catalog.model.features import Features
from catalog.standards.gtfs_attributes import read_gtfs_attributes
from tests.load.gis import feed

AGENCY_JP = "agency_id,agency_official_name,agency_president_name\n1,架空交通株式会社,架空　太郎\n"
ROUTES = "route_id,agency_id,route_short_name,route_type\nR,1,1系統,3\n"
TRIPS = "route_id,service_id,trip_id,jp_office_id,jp_pattern_id\nR,毎日,T1,o1,p\nR,毎日,T2,o2,p\n"
OFFICES = "office_id,office_name,office_phone\no1,北営業所,000-000-0000\no2,南営業所,\no3,東営業所,\n"
PATTERNS = "jp_pattern_id,route_update_date,origin_stop,via_stop,destination_stop\np,20260401,駅前,市役所,港\n"


def read(data: bytes, layer: str) -> tuple[Features, list[tuple[str, str]]]:
    features, findings = read_features(data, "gtfs", "feed.zip", layer=layer)
    assert features is not None
    return features, [(finding.code, finding.params["name"]) for finding in findings]


def attributes(features: Features) -> dict[str, str | None]:
    return dict(zip(features.labels, features.frame.row(0), strict=True))


def test_offices_and_patterns_of_the_third_edition() -> None:
    data = feed(agency_jp=AGENCY_JP, routes=ROUTES, trips=TRIPS, office_jp=OFFICES, pattern_jp=PATTERNS)
    features, findings = read(data, "routes")
    found = attributes(features)
    assert findings == []
    assert features.feature_count == 1
    assert {name: found[name] for name in list(found)[list(found).index("trip_headsign") + 1 :]} == {
        "jp_pattern_id": "p",
        "trip_count": "2",
        "line_of": "stops",
        "agency_name": "架空バス",
        "agency_official_name": "架空交通株式会社",
        "origin_stop": "駅前",
        "via_stop": "市役所",
        "destination_stop": "港",
        "route_update_date": "2026-04-01",
        "office_name": "北営業所、南営業所",
        "office_phone": "000-000-0000",
    }
    assert features.types[features.labels.index("route_update_date")] == "date"


def test_routes_of_the_first_editions() -> None:
    routes_jp = "route_id,route_update_date,origin_stop,via_stop,destination_stop\nR,来春,駅前,,港\n"
    features, findings = read(feed(routes_jp=routes_jp), "routes")
    found = attributes(features)
    assert findings == []
    assert (found["origin_stop"], found["destination_stop"], found["route_update_date"]) == ("駅前", "港", "来春")
    assert "via_stop" not in found
    assert features.types[features.labels.index("route_update_date")] == "string"


def test_a_pattern_goes_before_the_route() -> None:
    routes_jp = "route_id,origin_stop,via_stop\nR,車庫,学校\n"
    pattern_jp = "jp_pattern_id,origin_stop\np,駅前\n"
    found = attributes(read(feed(trips=TRIPS, routes_jp=routes_jp, pattern_jp=pattern_jp), "routes")[0])
    assert (found["origin_stop"], found["via_stop"]) == ("駅前", "学校")


def test_trips_of_different_patterns_are_different_lines() -> None:
    trips = TRIPS.replace("o2,p", "o2,q")
    features, _ = read(feed(trips=trips, pattern_jp=PATTERNS), "routes")
    assert features.feature_count == 2


def test_stops_tell_the_operator_of_a_feed_of_one() -> None:
    found = attributes(read(feed(agency_jp=AGENCY_JP), "stops")[0])
    assert (found["agency_name"], found["agency_official_name"]) == ("架空バス", "架空交通株式会社")


def test_of_several_operators_only_lines_tell_whose_they_are() -> None:
    agency = "agency_id,agency_name\n1,架空バス\n2,空想バス\n"
    data = feed(agency=agency, routes=ROUTES.replace("R,1", "R,2"), agency_jp=AGENCY_JP)
    assert "agency_name" not in attributes(read(data, "stops")[0])
    found = attributes(read(data, "routes")[0])
    assert found["agency_name"] == "空想バス"
    assert "agency_official_name" not in found


def test_nobody_is_named() -> None:
    data = feed(agency_jp=AGENCY_JP)
    for layer in ("stops", "routes"):
        assert "架空　太郎" not in attributes(read(data, layer)[0]).values()


@pytest.mark.parametrize("name", ["agency_jp", "office_jp", "pattern_jp", "routes_jp"])
@pytest.mark.parametrize("content", ["", "x\n1\n", '"', "\0"])
def test_a_broken_extension_is_told_once_and_left_out(name: str, content: str) -> None:
    data = feed(**{name: content, "trips": TRIPS})
    whole = feed(trips=TRIPS)
    assert read(data, "stops")[1] == [("gtfs-file-ignored", f"{name}.txt")]
    assert read(data, "routes")[1] == []
    assert attributes(read(data, "routes")[0]) == attributes(read(whole, "routes")[0])


def test_every_attribute_has_words_in_both_languages() -> None:
    translations = "trans_id,lang,translation\n駅前,en,Sta.\n駅前,ja-Hrkt,えきまえ\n1系統,en,Route 1\n"
    files = {"agency_jp": AGENCY_JP, "routes": ROUTES, "trips": TRIPS, "office_jp": OFFICES, "pattern_jp": PATTERNS}
    data = feed(**files, translations=translations)
    words = read_gtfs_attributes()
    for layer in ("stops", "routes"):
        features, _ = read(data, layer)
        assert [label for label in features.labels if label not in words] == []
        assert features.words is words
    assert all(each.title is not None and each.title.en for each in words.values())
