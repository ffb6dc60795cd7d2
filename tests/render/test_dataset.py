"""A dataset's page: everything in its order, in both languages, whatever the descriptor says."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from urllib.parse import parse_qs, urljoin, urlsplit

import pytest

from catalog.findings import Finding, Location
from catalog.model.dataset import Publication, Publisher, Source
from catalog.model.text import LANGS, Lang, LocalizedText
from catalog.render.dataset import dataset_entry, render_dataset_row
from catalog.render.findings import MESSAGE_LIMIT
from catalog.render.links import BASE_TOKEN
from tests.render import samples
from tests.render.reading import Html

EVIL = "\"><script>alert(1)</script>'&{{ 777*3 }}{% raw %}"
ORDER = ["get", "see", "map", "columns", "layer", "licence", "quality", "sources", "use", "addresses"]
ORDER += ["history", "related", "report"]


def evil_page(lang: Lang) -> Html:
    """Return a page whose every text is hostile."""
    text = LocalizedText(EVIL, EVIL)
    fields = [samples.field(f"{EVIL}{index}", EVIL, EVIL, pattern=EVIL, enum=[EVIL] * 30) for index in range(60)]
    resource = samples.resource(title=text, fields=fields, rows=[(EVIL * 30,) * 60, (None,) * 60])
    dataset = samples.dataset(
        title=text,
        description=text,
        publisher=Publisher(text, EVIL, "javascript:alert(1)"),
        keywords={"ja": (EVIL,), "en": (EVIL,)},
        sources=(Source(text, "javascript:alert(1)", text), Source(text, "https://a.example/" + EVIL, text)),
        conforms_to=EVIL,
    )
    return Html(samples.pages(samples.described(dataset, [resource]))[lang].body_html)


@pytest.mark.parametrize("lang", LANGS)
def test_no_field_of_a_descriptor_becomes_markup(lang: Lang) -> None:
    page = evil_page(lang)
    assert list(page.dangers()) == []
    assert page.unclosed == []
    assert "2331" not in page.text
    assert page.text.count("alert(1)") > 60


def test_the_page_answers_in_order_in_both_languages() -> None:
    both = {lang: Html(page.body_html) for lang, page in samples.pages().items()}
    for page in both.values():
        assert [anchor for level, anchor in page.headings if level == 2] == ORDER
        assert page.headings[0] == (1, "dataset")
    assert both["ja"].ids == both["en"].ids


@pytest.mark.parametrize("count", [1, 2, 5])
def test_anchors_are_unique_and_no_level_of_heading_is_left_out(count: int) -> None:
    resources = [samples.resource(name, has_layer=True) for name in ("whole", "licence", "a", "b", "c")[:count]]
    for page in samples.pages(samples.described(resources=resources)).values():
        html = Html(page.body_html)
        assert len(html.ids) == len(set(html.ids))
        levels = [level for level, _ in html.headings]
        assert all(after - before <= 1 for before, after in pairwise(levels))
        assert all(anchor for _, anchor in html.headings)
        assert html.unclosed == []


def test_the_table_of_contents_leads_to_the_headings() -> None:
    page = samples.pages()["ja"]
    assert [entry.anchor for entry in page.toc] == ORDER
    assert {entry.anchor for entry in page.toc} <= set(Html(page.body_html).ids)


def test_every_label_leads_to_what_it_names() -> None:
    resources = [samples.resource(name) for name in ("a", "b")]
    for page in samples.pages(samples.described(resources=resources)).values():
        html = Html(page.body_html)
        named = [value[key] for _, value in html.elements for key in ("aria-labelledby", "data-copy") if key in value]
        assert len(named) > 5
        assert set(named) <= set(html.ids)


def test_every_file_is_one_tap_away() -> None:
    described = samples.described(resources=[samples.resource("a"), samples.resource("b")])
    uris = [file.uri for each in described.resources for file in each.distributions]
    uris += [file.uri for file in described.distributions]
    for page in samples.pages(described).values():
        base = f"https://elsewhere.example/x/{page.uri}"
        downloads = [
            urljoin(base, attributes["href"])
            for tag, attributes in Html(page.body_html).elements
            if tag == "a" and "download" in attributes
        ]
        assert sorted(downloads) == sorted(f"https://elsewhere.example/x/{uri}" for uri in uris)


def test_links_within_the_site_are_relative() -> None:
    for page in samples.pages().values():
        absolute = [link for link in Html(page.body_html).links if link.startswith("/")]
        assert absolute == []


def test_what_was_compiled_says_so_and_official_data_does_not() -> None:
    compiled = samples.described(samples.dataset(publication=Publication.COMPILED))
    assert "公表したデータではありません" in samples.pages(compiled)["ja"].body_html
    assert "not published by Fictitious City" in samples.pages(compiled)["en"].body_html
    assert "mc-note" not in samples.pages()["ja"].body_html


def test_text_without_english_is_japanese_and_says_so() -> None:
    text = LocalizedText("日本語だけ")
    pages = samples.pages(samples.described(samples.dataset(title=text, description=text)))
    assert '<span lang="ja">日本語だけ</span> <span class="mc-only">Japanese only</span>' in pages["en"].body_html
    assert '<div class="mc-description" lang="ja">' in pages["en"].body_html
    assert "mc-only" not in pages["ja"].body_html


def test_missing_values_are_dashes_that_are_read_aloud() -> None:
    html = samples.pages()["en"].body_html
    assert html.count('<td class="mc-missing" lang="en">') == 2
    assert "no value" in html


def test_numbers_are_marked_for_alignment() -> None:
    html = samples.pages()["ja"].body_html
    assert '<th scope="col" class="mc-number">人数</th>' in html
    assert '<td class="mc-number">12</td>' in html


def test_without_dates_layer_and_tables_a_page_is_still_whole() -> None:
    bare = samples.dataset(
        modified=None,
        issued=None,
        temporal=None,
        frequency=None,
        themes=(),
        keywords={},
        sources=(),
        publisher=Publisher(),
    )
    page = samples.pages(samples.described(bare, []))["en"]
    assert [anchor for level, anchor in Html(page.body_html).headings if level == 2] == [
        *("get", "licence", "quality", "sources", "addresses", "history", "related", "report"),
    ]
    assert page.modified is None


def test_without_a_repository_nobody_is_sent_to_one() -> None:
    page = samples.pages(site=replace(samples.SITE, repository_url=None))["ja"]
    assert "git.example" not in page.body_html
    assert "report" not in [entry.anchor for entry in page.toc]


def test_a_report_names_the_dataset_whatever_its_title() -> None:
    title = LocalizedText("A&B?#%題" * 200)
    page = samples.pages(samples.described(samples.dataset(title=title)))["ja"]
    link = next(link for link in Html(page.body_html).links if "/issues/new" in link)
    query = parse_qs(urlsplit(link).query)
    assert "fictitious-city/sample" in query["title"][0]
    assert "https://catalog.example/base/ja/datasets/fictitious-city/sample/" in query["body"][0]
    assert len(link) < 4000
    edit = "https://git.example/catalog/catalog/edit/main/datasets/fictitious-city/sample/datapackage.yaml"
    assert edit in Html(page.body_html).links


def test_many_findings_of_a_kind_take_little_room() -> None:
    place = Location("datasets/fictitious-city/sample/offices.csv")
    findings = [Finding("not-integer", replace(place, row=row), {"value": "<b>"}) for row in range(2, 500)]
    html = samples.pages(samples.described(findings=findings))["en"].body_html
    assert "498 places" in html
    assert len(re.findall(r"<li>offices\.csv", html)) == MESSAGE_LIMIT
    assert "<b>" not in html
    assert "../../../../en/findings/not-integer/" in html


def test_notices_are_there_but_not_in_the_way() -> None:
    notice = Finding("no-keywords", Location("datasets/fictitious-city/sample/datapackage.yaml"))
    html = samples.pages(samples.described(findings=[notice]))["en"].body_html
    assert "there is nothing wrong" in html
    assert "<summary>Notices, for those who keep the data</summary>" in html


def test_the_first_rows_say_how_many_there_are() -> None:
    many = replace(samples.resource(), row_count=12345)
    assert "庁舎（全12,345件のうち最初の2件）" in samples.pages(samples.described(resources=[many]))["ja"].body_html
    assert "Offices (all records: 2)" in samples.pages()["en"].body_html


def test_a_long_cell_is_cut() -> None:
    resource = samples.resource(rows=[("あ" * 10_000, None, None)])
    page = samples.pages(samples.described(resources=[resource]))["ja"]
    assert len(page.body_html) < 40_000


def test_the_same_dataset_gives_the_same_bytes() -> None:
    assert samples.pages() == samples.pages()


@pytest.mark.parametrize("lang", LANGS)
def test_a_row_can_stand_at_any_depth(lang: Lang) -> None:
    row = render_dataset_row(samples.described(), samples.CITY, lang)
    links = Html(row).links
    assert links == [f"{BASE_TOKEN}{lang}/datasets/fictitious-city/sample/"]
    assert Html(row).unclosed == []


def test_an_entry_has_what_lists_need() -> None:
    entry = dataset_entry(samples.described(), samples.CITY)
    assert entry.titles == {"ja": "架空の庁舎", "en": "Fictitious offices"}
    assert (entry.modified, entry.file_count, entry.record_count) == ("2026-04-01", 5, 2)
    assert (entry.theme_ids, entry.file_types) == (("ict",), ("csv", "json", "geojson"))
