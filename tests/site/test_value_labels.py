"""What values mean, in a real browser: rows, columns, the explorer, charts, the map, the search; in both languages."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.site.axe import violations
from tests.site.building import build
from tests.site.conftest import Built
from tests.site.labelling import HARMFUL, MANY, SCHOOL_COUNT, add_labelled_dataset
from tests.site.mapping import served
from tests.site.test_explore import Visit, column, settle, status

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = [pytest.mark.site, pytest.mark.browser]


@pytest.fixture(scope="module")
def site(built_map_project: Built, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a built site with codes that mean something."""
    root = built_map_project(tmp_path_factory.mktemp("labels"))
    add_labelled_dataset(root)
    result = build(root)
    assert (root / "site/ja/datasets/fictitious-city/schools/index.html").is_file(), result.stdout + result.stderr
    (root / "served").mkdir()
    (root / "site").rename(root / "served/machi")
    return root / "served/machi"


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    with served(site.parent) as found:
        yield found


def test_the_first_rows_say_what_codes_mean(browser: Browser, address: str) -> None:
    for lang, first, third in (("ja", "小学校 01", "高等学校 03"), ("en", "Primary school 01", "高等学校 03")):
        with Visit(browser, address, java_script_enabled=False) as visit:
            page = visit.dataset("schools", lang)
            cells = page.locator("#rows-schools tbody tr td:nth-child(2)").all_inner_texts()
            assert (cells[0], cells[2]) == (first, third)
            told = page.locator("#rows-schools tbody tr:nth-child(1) td:nth-child(2) [data-label]")
            assert told.evaluate("each => each.closest('[lang]').lang") == lang


def test_a_column_lists_what_its_values_mean_and_their_rows(browser: Browser, address: str) -> None:
    with Visit(browser, address, java_script_enabled=False) as visit:
        page = visit.dataset("schools", "en")
        listed = page.locator("details.mc-values").nth(0).locator("li").all_inner_texts()
        each = SCHOOL_COUNT // 3
        assert [" ".join(text.split()) for text in listed] == [
            f"01 Primary school {each} rows",
            f"02 Junior high school {each} rows",
            f"03 高等学校 {each} rows",
        ]
        page = visit.dataset("schools", "ja")
        assert page.locator("details.mc-values [lang=ja-x-easy] rt").first.text_content() == "しょうがっこう"
        many = page.locator("details.mc-values").nth(2)
        assert many.get_attribute("open") is None
        assert many.locator("li").count() == 200
        assert f"{MANY - 200}" in (many.text_content() or "")


def test_the_whole_table_is_found_by_what_codes_mean(browser: Browser, address: str) -> None:
    with Visit(browser, address) as visit:
        page = visit.explore("schools", "en")
        assert column(page, 2)[:3] == ["Primary school 01", "Junior high school 02", "高等学校 03"]
        assert column(page, 3)[:2] == ["Low 1", "High 2"]
        settle(page, lambda: page.fill(".mc-explore__tools input[type=search]", "junior high"))
        assert set(column(page, 2)) == {"Junior high school 02"}
        assert "20" in status(page)
        settle(page, lambda: page.fill(".mc-explore__tools input[type=search]", "小学校"))
        assert set(column(page, 2)) == {"Primary school 01"}
        with page.expect_download() as download:
            page.get_by_role("button", name="Save or copy", exact=True).click()
            page.get_by_role("button", name="CSV (UTF-8)", exact=True).click()
        saved = Path(download.value.path()).read_text("utf-8")
        assert saved.splitlines()[1].split(",")[1:3] == ["01", "1"]
        assert visit.troubles == []


def test_a_column_of_numbers_is_filtered_by_what_they_mean(browser: Browser, address: str) -> None:
    with Visit(browser, address) as visit:
        page = visit.explore("schools", "ja")
        page.locator('.mc-grid th[data-column="段階"] .mc-grid__filter').click()
        page.wait_for_selector(".mc-explore__values label")
        names = page.locator(".mc-explore__values label").all_inner_texts()
        assert [" ".join(name.split()) for name in names] == ["低 1 30", "高 2 30"]
        settle(page, lambda: page.locator(".mc-explore__values input").nth(1).check())
        assert set(column(page, 3)) == {"高 2"}
        assert "高 2" in (page.locator(".mc-explore__chips").text_content() or "")


@pytest.mark.parametrize(("lang", "name"), [("ja", "小学校"), ("en", "Primary school")])
def test_charts_name_bars_by_what_codes_mean(browser: Browser, address: str, lang: str, name: str) -> None:
    with Visit(browser, address) as visit:
        charts = visit.dataset("schools", lang).locator("figure:has(svg.mc-chart)")
        assert any(name in text for text in charts.locator("svg text").all_text_contents())
        assert f"{name} 01" in " ".join(charts.locator("th[scope=row]").all_text_contents())


def test_maps_are_told_what_codes_mean(site: Path) -> None:
    told = json.loads((site / "map/fictitious-city/schools.json").read_text("utf-8"))["layers"][0]
    known = {each["name"]: each.get("labels") for each in told["columns"]}
    assert known["種別"]["01"] == {"ja": "小学校", "en": "Primary school"}
    assert known["段階"]["2"] == {"ja": "高", "en": "High"}
    assert known["名称"] is None
    titles = [each["title"] for each in told["style"]["classes"]]
    assert titles == [
        {"ja": "小学校", "en": "Primary school"},
        {"ja": "中学校", "en": "Junior high school"},
        {"ja": "高校", "en": "High school"},  # what the legend says itself
    ]


def test_the_map_says_what_codes_mean(browser: Browser, address: str) -> None:
    with Visit(browser, address, viewport={"width": 1280, "height": 900}) as visit:
        visit.context.route("https://cyberjapandata.gsi.go.jp/**", lambda route: route.abort())
        page = visit.dataset("schools", "en")
        page.locator("[data-map] button").first.click()
        page.wait_for_selector(".mc-map__table tbody tr")
        assert "Primary school 01" in page.locator(".mc-map__table tbody").first.inner_text()
        legend = page.locator(".mc-map__legend").first.inner_text()
        assert "Primary school" in legend and "High school" in legend


@pytest.mark.parametrize(("lang", "query"), [("ja", "中学校"), ("en", "junior high school")])
def test_the_search_finds_what_codes_mean(browser: Browser, address: str, lang: str, query: str) -> None:
    with Visit(browser, address) as visit:
        visit.page.goto(f"{address}{lang}/search/?q={query}")
        visit.page.wait_for_selector("[data-is-ready]")
        text = visit.page.locator("main").inner_text()
        assert ("架空市の学校" if lang == "ja" else "Schools of Fictitious City") in text
        assert (query if lang == "ja" else "Junior high school") in text


def test_the_package_carries_what_values_mean(site: Path) -> None:
    package = json.loads((site / "data/fictitious-city/schools/datapackage.json").read_text("utf-8"))
    fields = {each["name"]: each for each in package["resources"][0]["schema"]["fields"]}
    assert fields["種別"]["categories"][1] == {"value": "02", "label": "中学校", "label@en": "Junior high school"}
    assert fields["段階"]["categories"][0] == {"value": 1, "label": "低", "label@en": "Low"}
    assert fields["段階"]["categoriesOrdered"] is True


@pytest.mark.parametrize(("lang", "width"), [("ja", 360), ("en", 1280)])
def test_meanings_do_no_harm(browser: Browser, address: str, lang: str, width: int) -> None:
    with Visit(browser, address, viewport={"width": width, "height": 900}) as visit:
        page = visit.dataset("schools", lang)
        page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert violations(page) == []
        html = page.locator("main").inner_html()
        assert "\u202e" not in html and "\u2066" not in html
        page.locator("#rows-harmful ~ [data-explore] button").first.click()
        page.wait_for_selector("[data-is-ready]")
        shown = column(page, 1)
        assert shown[0] == f"{HARMFUL[0]} 0"
        assert len(shown[2]) < 110
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert page.evaluate("window.ran") is None
        assert visit.troubles == []
