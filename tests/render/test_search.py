"""What datasets are found by, and the page of the search without a script."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from catalog.model.dataset import Resource, Schema
from catalog.model.described import DescribedDataset
from catalog.model.text import LANGS, Lang, LocalizedText
from catalog.pipeline.results import _decode_entry  # what the store keeps comes back the same
from catalog.render.contexts import Contents
from catalog.render.dataset import dataset_entry
from catalog.render.search.entry import LONGEST_TEXT, MOST_COLUMNS, search_entry
from catalog.render.search.files import INDEX_URI, render_search_files
from catalog.render.search.folding import text_tokens, token_shard
from catalog.render.search.page import render_search_pages
from tests.render import samples

EVIL = "<script>alert(1)</script>"


def described(**changes: object) -> DescribedDataset:
    """Return a dataset with *changes* and one table."""
    table = samples.resource()
    return samples.described(samples.dataset(**{"resources": (table.resource,), **changes}), (table,))


def contents(*entries: DescribedDataset) -> Contents:
    """Return a catalog of datasets of one body."""
    made = tuple(dataset_entry(each, samples.CITY) for each in entries)
    return Contents(samples.SITE, {samples.CITY.id: samples.CITY}, samples.THEMES, made)


def test_a_dataset_is_found_by_its_titles_columns_and_words() -> None:
    found = search_entry(described(descriptor={"title@ja-Hira": " かくうのちょうしゃ "}))
    assert found.titles == {"ja": "架空の庁舎", "en": "Fictitious offices"}
    assert found.kana == "かくうのちょうしゃ"
    assert found.columns == {"ja": ("番号", "名称", "人数"), "en": ("Number", "Name")}
    assert found.departments == {"ja": "情報課", "en": "Information Division"}
    assert {"架空", "庁舎", "offices"} <= set(found.words)
    assert not {"a", "of", "that"} & set(found.words)


def test_values_that_a_column_may_have_are_found() -> None:
    field = samples.field("区分", None, enum=["大人", "子ども", 3])
    table = samples.resource(fields=(field,), rows=(("大人",),), has_layer=False)
    found = search_entry(samples.described(samples.dataset(resources=(table.resource,)), (table,)))
    assert found.labels["ja"] == ("大人", "子ども", "3")


def test_a_table_with_very_many_and_long_columns_is_cut_short() -> None:
    fields = tuple(samples.field(f"{number}{'列' * 500}", None) for number in range(2_000))
    resource: Resource = replace(samples.resource().resource, schema=Schema(fields, (), ("",), {}))
    found = search_entry(described(resources=(resource,)))
    assert len(found.columns["ja"]) == MOST_COLUMNS
    assert max(map(len, found.columns["ja"])) == LONGEST_TEXT


def test_what_the_store_keeps_comes_back_the_same() -> None:
    from dataclasses import asdict

    entry = dataset_entry(described(), samples.CITY)
    assert _decode_entry(entry.id, json.loads(json.dumps(asdict(entry)))) == entry


def test_files_are_json_of_one_order() -> None:
    files = render_search_files(contents(described(), described(title=LocalizedText(EVIL), name="other")))
    facts = json.loads(files[INDEX_URI])
    assert facts["count"] == 2
    for uri, content in files.items():
        value = json.loads(content)
        if uri.startswith(("search/words/", "search/summaries/")):
            assert value["order"] == facts["order"], uri


def test_an_edit_renews_only_the_files_that_have_it() -> None:
    before = render_search_files(contents(described()))
    edited = described(
        description=LocalizedText("架空の庁舎の一覧です。新規。", "A list of offices that do not exist.")
    )
    after = render_search_files(contents(edited))
    changed = {uri for uri in after if before[uri] != after[uri]}
    assert {INDEX_URI, "search/summaries/ja/0.json"} <= changed
    assert len(changed) <= 2 + len({token_shard(token, 16) for token in text_tokens("す新規。新規")})


@pytest.mark.parametrize("lang", LANGS)
def test_the_page_has_lists_for_those_without_a_script(lang: Lang) -> None:
    page = next(page for page in render_search_pages(contents(described())) if page.lang == lang)
    assert f"{lang}/municipalities/{samples.CITY.id}/" in page.body_html
    assert 'role="search"' in page.body_html
    assert 'name="q"' in page.body_html
