"""Feeds and `changes.json`: valid, the newest first, bounded, with nothing from data that could break them."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from catalog.i18n.edition_words import edition_phrases, edition_sentence
from catalog.model.edition import Aspect, DatasetChange, Edition, EditionKind, ResourceChange
from catalog.model.ids import DatasetId, Slug
from catalog.model.text import LANGS
from catalog.publish.changes import FEED_ENTRIES, LISTED_CHANGES, render_changes_json, render_feed
from tests.render.samples import SITE

ATOM = {"a": "http://www.w3.org/2005/Atom"}
NASTY = "</title><script>&\x00\x0b\ud7ff\U0001f600]]>"


def change(number: int, edition: Edition | None = None, title: str = "公園") -> DatasetChange:
    """Return one of many changes."""
    day = (date(2026, 4, 1) - timedelta(days=number)).isoformat()
    own = edition or Edition(day, EditionKind.CHANGED, (ResourceChange("parks", "", None, added=number + 1),))
    id = DatasetId(Slug("kaku-city"), Slug(f"d{number}"))
    return DatasetChange(id, {"ja": title, "en": "Parks"}, {"ja": "架空市", "en": "Fictitious City"}, own)


def test_a_feed_is_atom_with_what_a_reader_needs() -> None:
    for lang in LANGS:
        content = render_feed(SITE, [change(number) for number in range(3)], lang, "変更")
        feed = etree.fromstring(content)
        assert feed.tag == "{http://www.w3.org/2005/Atom}feed"
        assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == lang
        assert feed.findtext("a:id", namespaces=ATOM) == f"https://catalog.example/base/{lang}/changes.xml"
        entries = feed.findall("a:entry", ATOM)
        ids = [entry.findtext("a:id", namespaces=ATOM) for entry in entries]
        assert len(set(ids)) == 3
        moments = [datetime.fromisoformat(entry.findtext("a:updated", "", ATOM)) for entry in entries]
        assert moments == sorted(moments, reverse=True)
        assert feed.findtext("a:updated", namespaces=ATOM) == "2026-04-01T00:00:00+09:00"
        first = entries[0].findtext("a:summary", namespaces=ATOM)
        assert first == ("1行を追加" if lang == "ja" else "1 row added")


def test_nothing_in_data_breaks_a_feed_or_the_json() -> None:
    resource = ResourceChange(NASTY, NASTY, NASTY, columns_added=(NASTY,), renamed=((NASTY, NASTY),))
    edition = Edition("2026-04-01", EditionKind.CHANGED, (resource,), files_changed=(NASTY,))
    nasty = [change(0, edition, NASTY)]
    for lang in LANGS:
        feed = etree.fromstring(render_feed(SITE, nasty, lang, NASTY, "municipalities/kaku-city/"))
        assert feed.findall(".//{*}script") == []
    assert json.loads(render_changes_json(SITE, nasty))["changes"][0]["title"]["ja"] == NASTY


def test_both_are_bounded_and_empty_ones_are_whole() -> None:
    many = [change(number) for number in range(LISTED_CHANGES + 5)]
    assert len(json.loads(render_changes_json(SITE, many))["changes"]) == LISTED_CHANGES
    assert len(etree.fromstring(render_feed(SITE, many, "ja", "変更")).findall("a:entry", ATOM)) == FEED_ENTRIES
    assert json.loads(render_changes_json(SITE, []))["changes"] == []
    assert etree.fromstring(render_feed(SITE, [], "ja", "変更")).findall("a:entry", ATOM) == []


def test_the_json_counts_without_words() -> None:
    resource = ResourceChange("parks", "", None, 12, 3, 5, 0, ("備考",), (), (("旧", "新"),), True)
    edition = Edition("2026-04-01", EditionKind.CHANGED, (resource,), (Aspect.LICENCE,), ("a.pdf",))
    (told,) = json.loads(render_changes_json(SITE, [change(0, edition)]))["changes"]
    assert told["resources"] == [
        {
            "name": "parks",
            "unit": "row",
            "added": 12,
            "removed": 3,
            "changed": 5,
            "columns_added": ["備考"],
            "columns_renamed": [["旧", "新"]],
            "reordered": True,
        }
    ]
    assert (told["kind"], told["description"], told["files"]) == ("changed", ["licence"], {"added": ["a.pdf"]})
    assert told["words"]["en"].startswith("12 rows added, 3 rows removed, 5 rows changed")


@given(
    st.builds(
        Edition,
        st.just("2026-04-01"),
        st.sampled_from(EditionKind),
        st.lists(
            st.builds(
                ResourceChange,
                st.just("r"),
                st.sampled_from(["", "表"]),
                st.sampled_from([None, "Table"]),
                *[st.integers(0, 2000)] * 4,
                columns_added=st.lists(st.just("{列}"), max_size=5).map(tuple),
                is_layer=st.booleans(),
            ),
            max_size=3,
        ).map(tuple),
        st.lists(st.sampled_from(Aspect), unique=True).map(tuple),
    )
)
def test_every_edition_has_words_in_both_languages(edition: Edition) -> None:
    for lang in LANGS:
        phrases = edition_phrases(edition, lang)
        assert all(phrases)
        assert bool(phrases) or edition.kind is EditionKind.CHANGED
        if edition.about:
            assert phrases
        assert "{count}" not in edition_sentence(edition, lang)


def test_a_feed_says_of_what_is_invented_that_it_is() -> None:
    invented = replace(change(0), is_fictitious=True)
    feed = etree.fromstring(render_feed(SITE, [invented, change(1)], "ja", "変更", "themes/ict/"))
    terms = [
        [each.get("term") for each in entry.findall("a:category", ATOM)] for entry in feed.findall("a:entry", ATOM)
    ]
    assert terms == [["fictitious"], []]
    assert feed.findtext("a:id", namespaces=ATOM) == "https://catalog.example/base/ja/themes/ict/changes.xml"
    told = json.loads(render_changes_json(SITE, [invented, change(1)]))["changes"]
    assert [each.get("fictitious") for each in told] == [True, None]
