"""Lists: every dataset once, newest first, pages of constant size, links that work at any depth."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from urllib.parse import urljoin

import pytest

from catalog.model.text import LANGS, Lang, LocalizedText
from catalog.render.contexts import Contents
from catalog.render.home import render_home
from catalog.render.links import BASE_TOKEN
from catalog.render.lists import (
    PAGE_SIZE,
    paginate,
    render_list_pages,
    render_municipality_pages,
    render_theme_pages,
    sorted_entries,
)
from catalog.render.page import RenderedPage
from tests.render import samples
from tests.render.reading import Html

ROOT = "https://elsewhere.example/x/"


def catalog(count: int) -> Contents:
    """Return a catalog of *count* datasets, the newest of which has the highest number."""
    first = date(2020, 1, 1)
    return samples.contents(
        *(samples.dataset(f"d{number}", modified=first + timedelta(days=number)) for number in range(count))
    )


def targets(page: RenderedPage) -> list[str]:
    """Return where the links of a page lead, from the root."""
    return [urljoin(ROOT + page.uri, link).removeprefix(ROOT) for link in Html(page.body_html).links]


@pytest.mark.parametrize("count", [0, 1, PAGE_SIZE, PAGE_SIZE + 1, 3 * PAGE_SIZE + 7])
@pytest.mark.parametrize("lang", LANGS)
def test_every_dataset_is_listed_once_and_the_newest_first(count: int, lang: Lang) -> None:
    pages = [page for page in render_list_pages(catalog(count)) if page.lang == lang]
    listed = [uri for page in pages for uri in targets(page) if "/datasets/fictitious-city/" in uri]
    assert listed == [f"{lang}/datasets/fictitious-city/d{number}/" for number in reversed(range(count))]
    assert [page.uri for page in pages][:2] == [f"{lang}/datasets/", f"{lang}/datasets/page/2/"][: len(pages)]


def test_a_page_does_not_grow_with_the_catalog() -> None:
    small, large = (max(len(page.body_html) for page in render_list_pages(catalog(count))) for count in (51, 400))
    assert large < small * 1.1


def test_every_page_of_a_list_is_reached_from_its_neighbours() -> None:
    pages = [page for page in render_list_pages(catalog(600)) if page.lang == "ja"]
    uris = {page.uri for page in pages}
    for before, after in pairwise(pages):
        assert after.uri in targets(before)
        assert before.uri in targets(after)
    assert {uri for page in pages for uri in targets(page) if "/page/" in uri} <= uris


@pytest.mark.parametrize(("number", "count"), [(1, 1), (1, 2), (5, 9), (1, 40), (20, 40), (40, 40)])
def test_a_gap_hides_more_than_one_page(number: int, count: int) -> None:
    pagination = paginate("datasets", number, count, "ja")
    if count == 1:
        assert pagination is None
        return
    assert pagination is not None
    shown = [each for each, href in pagination.numbers if href is not None]
    assert {1, number, count} <= set(shown)
    assert shown == sorted(set(shown))
    gaps = [after - before - 1 for before, after in pairwise(shown)]
    assert 1 not in gaps
    assert sum(gap > 0 for gap in gaps) == sum(href is None for _, href in pagination.numbers)
    assert len(pagination.numbers) <= 9


def test_no_token_is_left_in_any_page() -> None:
    contents = catalog(60)
    for render in (render_home, render_list_pages, render_theme_pages, render_municipality_pages):
        for page in render(contents):
            assert BASE_TOKEN not in page.body_html
            html = Html(page.body_html)
            assert html.unclosed == []
            assert html.headings[0][0] == 1
            assert len(html.ids) == len(set(html.ids))


def test_links_within_the_site_lead_to_pages_that_are_made() -> None:
    contents = catalog(60)
    renderers = (render_home, render_list_pages, render_theme_pages, render_municipality_pages)
    pages = [page for render in renderers for page in render(contents)]
    made = {page.uri for page in pages}
    for page in pages:
        missing = {uri for uri in targets(page) if not uri.startswith("http")} - made
        elsewhere = ("/datasets/fictitious-city/", "/guides/", "/changes", "changes.json", "/standards/", "/search/")
        assert all(any(part in uri for part in elsewhere) for uri in missing), missing
        assert page.alternates[page.lang] == page.uri
        assert set(page.alternates.values()) <= made


def test_entries_of_one_day_stand_by_title_and_undated_ones_last() -> None:
    contents = samples.contents(
        samples.dataset("c", title=LocalizedText("い", "B")),
        samples.dataset("b", title=LocalizedText("あ", "C")),
        samples.dataset("a", title=LocalizedText("ア", "A"), modified=None),
    )
    assert [entry.id.name for entry in sorted_entries(contents.entries, "ja")] == ["b", "c", "a"]
    assert [entry.id.name for entry in sorted_entries(reversed(contents.entries), "en")] == ["c", "b", "a"]


def test_an_empty_list_names_the_next_step() -> None:
    page = next(page for page in render_theme_pages(catalog(3)) if page.uri == "en/themes/other/")
    assert "There is no dataset on “Other” yet." in page.body_html
    assert {"en/themes/", "en/guides/staff/"} <= set(targets(page))


def test_the_home_page_tells_what_there_is() -> None:
    ja, en = render_home(catalog(3))
    assert "<b>3</b>データセット" in ja.body_html
    assert "<b>1</b> local government<" in en.body_html
    assert {"en/guides/citizen/", "en/guides/developer/", "en/guides/staff/"} <= set(targets(en))
    assert "en/themes/ict/" in targets(en)
    assert "en/themes/other/" not in targets(en), "themes without datasets are only in the list of themes"


def test_the_page_of_a_body_does_not_repeat_its_name_in_each_row() -> None:
    for render, times in ((render_list_pages, 3), (render_municipality_pages, 0)):
        (page,) = (page for page in render(catalog(3)) if page.lang == "ja" and 'class="mc-row"' in page.body_html)
        assert page.body_html.count('class="mc-row__by"') == times
        assert page.body_html.count('class="mc-row__theme"') == 3
        head = page.body_html.partition("mc-rows__head")[2].partition("</div>")[0]
        assert head.count("<span>") == (5 if times else 4)
