"""Home, map of the bodies, changes, standard datasets: what they tell, and that they stay small in a large catalog."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from catalog.model.dataset import Publication, Publisher
from catalog.model.edition import Edition, EditionKind, ResourceChange
from catalog.model.ids import DatasetId, MunicipalityCode, Slug
from catalog.model.site import Municipality, MunicipalityKind
from catalog.model.text import LANGS, Lang, LocalizedText
from catalog.model.withdrawal import Withdrawal
from catalog.model.withdrawn import WithdrawnDataset
from catalog.render.bodies_map import WIDTH, render_bodies_map
from catalog.render.changes import change_lines, dataset_changes, render_changes_pages
from catalog.render.contexts import Contents
from catalog.render.home import LINES, MOST_BODIES, render_home
from catalog.render.lists import render_municipality_pages, render_theme_pages
from catalog.render.standards import derive_followers, standard_pages
from catalog.standards.municipalities import read_municipalities
from tests.render import samples
from tests.render.reading import Html
from tests.render.test_related import contents, entry

EVIL = "<script>alert(1)</script>"
CITY_CODES = [code for code in read_municipalities() if code[2] == "2"]


def body(number: int, name: str | None = None, kind: MunicipalityKind = MunicipalityKind.CITY) -> Municipality:
    """Return a city with a code that is in use."""
    code = MunicipalityCode(CITY_CODES[number * 7 % len(CITY_CODES)])
    return replace(
        samples.CITY, id=Slug(f"city-{number}"), code=code, name=LocalizedText(name or f"{number}市"), kind=kind
    )


def test_the_home_page_begins_with_the_search() -> None:
    for page in render_home(samples.contents(samples.dataset())):
        html = page.body_html
        assert html.index('role="search"') < html.index('id="themes"') < html.index('id="municipalities"')
        assert f'action="../{page.lang}/search/"' in html
        assert page.feed_uri == f"{page.lang}/changes.xml"


def test_an_empty_catalog_has_a_home_page_with_a_next_step() -> None:
    empty = Contents(samples.SITE, {}, samples.THEMES, ())
    for page in render_home(empty):
        html = Html(page.body_html)
        assert html.unclosed == []
        assert any("guides/staff/" in link for link in html.links)


def test_the_home_page_of_many_bodies_stays_small() -> None:
    bodies = {each.id: each for each in (body(number) for number in range(300))}
    few = dict(list(bodies.items())[:30])
    large, small = (
        len(render_home(Contents(samples.SITE, some, samples.THEMES, ()))[0].body_html) for some in (bodies, few)
    )
    assert large < small + 100_000
    page = Html(render_home(Contents(samples.SITE, bodies, samples.THEMES, ()))[0].body_html)
    listed = {link for link in page.links if re.search(r"municipalities/city-", link)}
    assert len(listed) >= MOST_BODIES


@pytest.mark.parametrize("count", [1, 2, 5, 12, 60])
def test_the_map_keeps_within_itself_and_to_the_mouse(count: int) -> None:
    figure = render_bodies_map([body(number, EVIL) for number in range(count)], "ja", "../")
    assert figure is not None
    html = Html(figure)
    assert list(html.dangers()) == []
    assert figure.count('tabindex="-1"') == count
    assert 'aria-hidden="true"' in figure
    height = int(re.search(rf'viewBox="0 0 {WIDTH} (\d+)"', figure)[1])  # type: ignore[index]
    assert 150 <= height <= 480
    for x, y in re.findall(r'cx="([\d.-]+)" cy="([\d.-]+)"', figure):
        assert 0 <= float(x) <= WIDTH
        assert 0 <= float(y) <= height
    assert len(figure) < 60_000


def test_bodies_whose_place_is_unknown_have_no_map() -> None:
    nowhere = replace(samples.CITY, code=MunicipalityCode("999997"))
    assert render_bodies_map([nowhere], "ja", "") is None
    assert render_bodies_map([], "ja", "") is None


def test_many_new_datasets_of_a_day_are_one_line() -> None:
    entries = [entry(1, f"d{number}") for number in range(6)]
    catalog = contents(*entries, entry(2, "other"))
    first = Edition("2026-04-01", EditionKind.FIRST)
    later = Edition("2026-05-01", EditionKind.CHANGED, (ResourceChange("r", "", None, added=1),))
    histories = {each.id: (first,) for each in catalog.entries} | {entries[0].id: (later, first)}
    lines = change_lines(dataset_changes(replace(catalog, histories=histories)), "en", LINES)
    assert [(line.title, line.words) for line in lines] == [
        ("Fictitious offices", "1 row added"),
        ("City 1", "6 datasets added to this catalog"),
        ("Fictitious offices", "added to this catalog"),
    ]


def test_the_end_of_a_dataset_is_a_change_of_its_body_alone() -> None:
    catalog = replace(contents(entry(1), entry(2)), withdrawn=(withdrawn_dataset(),))
    gone = [change for change in dataset_changes(catalog) if change.edition.kind is EditionKind.WITHDRAWN]
    assert [(change.id, change.edition.day) for change in gone] == [(withdrawn_dataset().id, "2026-06-01")]
    pages = {page.uri: page.body_html for page in render_municipality_pages(catalog)}
    assert "withdrawn" in Html(pages["en/municipalities/city-1/"]).text
    assert "withdrawn" not in Html(pages["en/municipalities/city-2/"]).text


def withdrawn_dataset() -> WithdrawnDataset:
    """Return a dataset of the first body that is withdrawn."""
    return WithdrawnDataset(
        id=DatasetId(Slug("city-1"), Slug("gone")),
        title=LocalizedText("古い一覧", "Old list"),
        description=LocalizedText("もうありません。"),
        publisher=Publisher(),
        publication=Publication.OFFICIAL,
        licence_id="CC-BY-4.0",
        issued=None,
        modified=None,
        aliases=(),
        withdrawal=Withdrawal(date(2026, 6, 1), LocalizedText("終わりました。", "It ended."), None),
        descriptor_uri="datasets/city-1/gone/datapackage.yaml",
    )


def test_without_a_history_the_stated_dates_are_told() -> None:
    ja, en = render_changes_pages(samples.contents(samples.dataset(), samples.dataset("undated", modified=None)))
    assert "更新されました" in ja.body_html
    assert en.body_html.count("fictitious-city/sample/") == 1
    assert "undated" not in en.body_html


@pytest.mark.parametrize("lang", LANGS)
def test_every_standard_has_a_page_that_says_who_follows_it(lang: Lang) -> None:
    catalog = contents(*(entry(number, conforms_to="aed") for number in (1, 2)), entry(3))
    pages = {page.uri: page for page in standard_pages(catalog) if page.lang == lang}
    assert len(pages) == len(derive_followers(catalog)) + 1
    aed = Html(pages[f"{lang}/standards/aed/"].render().body_html)
    assert {f"../../../{lang}/datasets/city-{number}/list/" for number in (1, 2)} <= set(aed.links)
    assert any(link.endswith(".csv") for link in aed.links)
    index = Html(pages[f"{lang}/standards/"].render().body_html)
    assert f"../../{lang}/standards/aed/" in index.links
    for page in pages.values():
        html = Html(page.render().body_html)
        assert html.unclosed == []
        assert len(html.ids) == len(set(html.ids))


def test_a_page_of_a_standard_is_made_anew_only_if_its_followers_change() -> None:
    before = {page.uri: page.fingerprint for page in standard_pages(contents(entry(1, conforms_to="aed"), entry(2)))}
    joined = contents(entry(1, conforms_to="aed"), entry(2, conforms_to="aed"))
    after = {page.uri: page.fingerprint for page in standard_pages(joined)}
    changed = {uri for uri, fingerprint in after.items() if before[uri] != fingerprint}
    assert changed == {f"{lang}/standards/{rest}" for lang in LANGS for rest in ("", "aed/")}


def test_a_body_and_a_theme_without_datasets_say_what_to_do() -> None:
    lonely = Contents(samples.SITE, {samples.CITY.id: samples.CITY}, samples.THEMES, ())
    pages = {page.uri: page for page in (*render_municipality_pages(lonely), *render_theme_pages(lonely))}
    city = pages["en/municipalities/fictitious-city/"].body_html
    assert "There is no dataset of Fictitious City in this catalog yet." in city
    assert 'href="https://city.example/"' in city
    assert "There is no dataset on “Information” yet." in pages["en/themes/ict/"].body_html


def test_no_name_becomes_markup() -> None:
    evil = LocalizedText(EVIL, EVIL)
    city = replace(samples.CITY, name=evil, description=evil)
    site = replace(samples.SITE, title=evil, description=evil)
    hostile = replace(entry(1), id=DatasetId(city.id, Slug("x")), titles={"ja": EVIL, "en": EVIL})
    catalog = Contents(site, {city.id: city}, samples.THEMES, (hostile,))
    made = [page.render() for page in standard_pages(catalog)[:3]]
    for page in (*render_home(catalog), *render_changes_pages(catalog), *render_municipality_pages(catalog), *made):
        assert set(Html(page.body_html).dangers()) <= {"form"}, "that of the search"
