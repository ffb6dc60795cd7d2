"""The comment on a pull request as GitHub's own parser sees it: data stays text, whatever it is."""

from __future__ import annotations

import json
from dataclasses import replace
from xml.etree import ElementTree

from hypothesis import given, settings

from catalog.findings import Finding, Location, shown
from catalog.model.difference import (
    CellChange,
    ColumnChange,
    DatasetDifference,
    Difference,
    FileChange,
    LayerDifference,
    MapChanges,
    Move,
    RowExample,
    Shown,
    State,
    TableDifference,
    ValueChange,
)
from catalog.model.review import Placement, PlacementKind, Review, Suggestion, Verdict
from catalog.report.change_map import render_changes_geojson, render_changes_svg
from catalog.report.markdown import escape
from catalog.report.review import MAX_CHARACTERS, render_review
from catalog.report.review_json import render_review_json
from tests.report.hostile import HOSTILE, structure

SITE = "https://data.example.jp/"
MAP = MapChanges(moved=(((133.93, 34.66), (133.931, 34.661)),), added=((133.95, 34.65),), removed=((133.9, 34.6),))
MOVE = Move(1, (Shown("1"),), 111.2, (133.93, 34.66), (133.931, 34.661))


def review_of(text: str, count: int = 1) -> Review:
    """Return a review in which every text that comes from outside is *text*."""
    value = Shown(shown(text))
    table = TableDifference(
        resource=shown(text),
        key=(shown(text),),
        rows_before=1,
        rows_after=2,
        added=1,
        removed=1,
        changed=1,
        columns_added=(shown(text),),
        columns_removed=(shown(text),),
        columns_renamed=((shown(text), shown(text)),),
        types_changed=(),
        cells=(ColumnChange(shown(text), 1, (CellChange(3, (value,), value, value),)),),
        added_examples=(RowExample(4, (value, value)),),
        removed_examples=(RowExample(5, (value,)),),
    )
    move = replace(MOVE, key=(value,))
    layer = LayerDifference(shown(text), 1, 1, 0, 0, 1, 0, 0, 0, 111.2, 111.2, (move,), map=MAP)
    values = (ValueChange(shown(text), value, value), ValueChange(shown(text), None, value))
    files = (FileChange(shown(text, 200), State.ADDED),)
    dataset = DatasetDifference("a/b", State.CHANGED, shown(text), None, values, files, (table,), (layer,))
    finding = Finding(
        "not-integer",
        Location(shown(text, 200), sheet=shown(text), row=3, field=shown(text), cell="C3"),
        {"value": shown(text)},
    )
    placement = Placement(
        text, PlacementKind.NEW, "datasets/a/b/c.csv", "a/b", descriptor=f"name: b\ntitle: {shown(text)}\n"
    )
    return Review(
        findings=tuple(replace(finding, location=replace(finding.location, row=row)) for row in range(3, 3 + count)),
        difference=Difference(shown(text), (dataset,), files),
        placements=(placement, Placement(text, PlacementKind.JUNK), Placement(text, PlacementKind.UNDECIDED)),
        suggestions=(Suggestion("datasets/a/b/c.csv", 3, "x ", "x"),),
        repair_counts=(("datasets/a/b/c.csv", 1),),
        verdict=Verdict.ERRORS,
        dataset_count=1,
        file_count=1,
        compared_count=None,
        site_url=SITE,
    )


HARMLESS = structure(render_review(review_of("言葉")))


@settings(max_examples=300)
@given(HOSTILE)
def test_data_changes_nothing_but_text(text: str) -> None:
    comment = render_review(review_of(text))
    found = structure(comment)
    if "ここまでにしました" not in comment and "so it ends here" not in comment:  # Very long texts fill it up.
        assert found.tags == HARMLESS.tags
    assert set(found.tags) <= set(HARMLESS.tags)
    assert found.links == HARMLESS.links
    assert found.comments == HARMLESS.comments
    assert found.alive == []


@settings(max_examples=300)
@given(HOSTILE)
def test_escaped_text_is_one_paragraph_of_text(text: str) -> None:
    found = structure(f"x {escape(text)} y")
    assert (found.tags, found.links, found.alive) == (["p", "/p"], [], [])


def test_links_lead_to_the_pages_of_the_codes_alone() -> None:
    assert set(HARMLESS.links) == {f"{SITE}{lang}/findings/not-integer/" for lang in ("ja", "en")}
    assert HARMLESS.comments == [
        "machi-catalog:review",
        "machi-catalog:preview",
        "machi-catalog:adopt 0",
        "machi-catalog:adopt 1",
    ]


def test_what_is_escaped_reads_as_it_was() -> None:
    text = "施設一覧（令和6年度）[1] a_b *c* <d> @e #1"
    found = structure(escape(text))
    assert "".join(found.texts).replace("\u2060", "").strip() == text


def test_a_comment_is_never_longer_than_a_host_takes() -> None:
    one = review_of("長い言葉 <b> " * 20, count=2_000)
    many = replace(
        one,
        findings=tuple(
            replace(finding, location=replace(finding.location, path=f"{number}/{finding.location.path}"))
            for number, finding in enumerate(one.findings)
        ),
        placements=one.placements * 400,
        difference=replace(one.difference, datasets=one.difference.datasets * 500),
    )
    text = render_review(many)
    assert len(text) <= MAX_CHARACTERS
    found = structure(text)
    assert found.tags.count("details") == found.tags.count("/details")
    assert "長いので、ここまでにしました" in text and "It is long, so it ends here" in text


def test_a_clean_review_has_a_green_mark_and_nothing_to_do() -> None:
    clean = Review((), Difference("main", ()), (), (), (), Verdict.CLEAN, 0, 0, None, SITE)
    text = render_review(clean)
    assert text.splitlines()[1].startswith("## ✅ ") and "直すところはありません" in text
    assert "##### " not in text and "1. " not in text


def test_programs_are_told_the_same() -> None:
    told = json.loads(render_review_json(review_of("言葉")))
    assert told["version"] == 1 and told["verdict"] == "errors"
    assert set(told) == {
        *("$schema", "version", "verdict", "summary", "findings", "placements", "repairs", "suggestions", "difference"),
    }
    assert told["suggestions"] == [{"path": "datasets/a/b/c.csv", "line": 3, "before": "x ", "after": "x"}]


# Maps of what is in another place


def layer_of(changes: MapChanges, key: str = "1") -> LayerDifference:
    counts = (len(changes.added), len(changes.removed), len(changes.moved))
    examples = (replace(MOVE, key=(Shown(shown(key)),)),) if changes.moved else ()
    return LayerDifference("list", 3, 3, *counts, 0, 0, 0, 111.2, 111.2, examples, map=changes)


@settings(max_examples=200)
@given(HOSTILE)
def test_a_map_is_well_formed_and_shows_data_as_text(text: str) -> None:
    root = ElementTree.fromstring(render_changes_svg(layer_of(MAP, text), text, "ja"))
    names = {element.tag.rpartition("}")[2] for element in root.iter()}
    assert names == {"circle", "desc", "line", "polygon", "rect", "style", "svg", "text", "title"}


def test_a_map_tells_in_words_what_it_shows() -> None:
    svg = render_changes_svg(layer_of(MAP), "公民館", "en")
    assert 'role="img"' in svg and "<title>Features in other places: 公民館</title>" in svg
    assert "1 features have moved, 1 are new, 1 are gone." in svg
    assert svg == render_changes_svg(layer_of(MAP), "公民館", "en")


def test_a_map_has_north_up_and_degrees_as_short_as_they_are_there() -> None:
    places = MapChanges(moved=(((133.0, 34.0), (133.0, 34.01)), ((133.0, 34.0), (133.01, 34.0))))
    [up, right] = [
        [float(part) for part in line.replace('"', " ").split() if part.replace(".", "").isdigit()]
        for line in render_changes_svg(layer_of(places), "x", "ja").splitlines()
        if line.startswith('<line class="l"')
    ]
    assert up[0] == up[2] and up[1] > up[3]
    assert right[1] == right[3] and right[0] < right[2]
    assert 0.82 < (right[2] - right[0]) / (up[1] - up[3]) < 0.84  # cos 34°


def test_everything_in_one_place_is_no_division_by_nought() -> None:
    svg = render_changes_svg(layer_of(MapChanges(added=((133.0, 34.0),))), "x", "ja")
    assert "nan" not in svg and "inf" not in svg


def test_geojson_has_nothing_but_places() -> None:
    told = json.loads(render_changes_geojson(MapChanges(moved=MAP.moved * 100, added=MAP.added * 100)))
    assert len(told["features"]) == 90
    assert {json.dumps(feature["properties"]) for feature in told["features"]} == {"{}"}
