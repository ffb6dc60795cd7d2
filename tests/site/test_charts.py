"""Charts in a real browser: readable at any width, told with the keyboard and the pointer, sorted, saved, printed."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from tests.site.building import build
from tests.site.conftest import Built
from tests.site.mapping import served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.site, pytest.mark.browser]

GOLDEN_PATH = Path(__file__).resolve().parents[1] / "golden" / "charts"
CASES = sorted(folder.name for folder in GOLDEN_PATH.iterdir())
SMALLEST = 12
"""Pixels of the smallest text."""


def write_case(folder: Path, case: str) -> None:
    """Write a dataset with the table of a golden case."""
    folder.mkdir()
    text = (GOLDEN_PATH / case / "table.csv").read_text("utf-8")
    (folder / "table.csv").write_text(text, "utf-8")
    asked = yaml.safe_load((GOLDEN_PATH / case / "case.yaml").read_text("utf-8")) or {}
    labels, *rows = csv.reader(text.splitlines())
    fields = []
    for index, label in enumerate(labels):
        cells = [row[index] for row in rows if row[index]]
        guess = "integer" if cells and all(re.fullmatch(r"-?\d+", cell) for cell in cells) else "string"
        kind = asked.get("types", {}).get(label, guess)
        fields.append({"name": label, "type": kind, **asked.get("more", {}).get(label, {})})
    schema: dict[str, Any] = {"fields": fields}
    if "key" in asked:
        schema["primaryKey"] = asked["key"]
    descriptor = {
        "name": case,
        "title": f"架空の{case}",
        "title@en": f"Fictitious {case}",
        "description": "試験のための架空のデータです。",
        "licenses": [{"name": "CC0-1.0"}],
        "themes": ["administration"],
        "sources": [{"title": "架空市の台帳"}],
        "resources": [{"name": "t", "path": "table.csv", "title": "表", "schema": schema}],
        **({"views": asked["views"]} if "views" in asked else {}),
    }
    (folder / "datapackage.yaml").write_text(yaml.safe_dump(descriptor, allow_unicode=True, sort_keys=False), "utf-8")


@pytest.fixture(scope="module")
def address(built_project: Built, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A site with every kind of chart."""
    root = built_project(tmp_path_factory.mktemp("charts"))
    for case in CASES:
        write_case(root / "datasets/fictitious-city" / case, case)
    result = build(root)
    assert (root / "site/ja/index.html").is_file(), result.stdout + result.stderr
    (root / "served").mkdir()
    (root / "site").rename(root / "served/machi")
    with served(root / "served") as found:
        yield found


def opened(browser: Browser, address: str, case: str, lang: str = "ja", width: int = 360) -> Page:
    """Return the page of a case; errors of scripts make the test fail."""
    page = browser.new_context(viewport={"width": width, "height": 900}, accept_downloads=True).new_page()
    page.on("pageerror", lambda error: pytest.fail(str(error)))
    page.goto(f"{address}{lang}/datasets/fictitious-city/{case}/")
    return page


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_text_is_readable_and_within_the_page(browser: Browser, address: str, lang: str) -> None:
    page = opened(browser, address, CASES[0], lang)
    for case in CASES:
        page.goto(f"{address}{lang}/datasets/fictitious-city/{case}/")
        for width in (320, 360, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, case
            found = page.evaluate(
                """[...document.querySelectorAll('svg.mc-chart text')].map((text) => {
                    const {left, right} = text.getBoundingClientRect();
                    return [text.textContent, parseFloat(getComputedStyle(text).fontSize), left, right];
                })"""
            )
            assert found, case
            assert [each for each in found if each[1] < SMALLEST] == [], case
            assert [each for each in found if each[2] < 0 or each[3] > width] == [], case
    page.context.close()


def test_labels_of_bars_and_values_do_not_overlap(browser: Browser, address: str) -> None:
    page = opened(browser, address, "bars-of-rows")
    boxes = page.evaluate(
        "[...document.querySelectorAll('svg.mc-chart text')].map((text) => {"
        "const {left, right, top, bottom} = text.getBoundingClientRect(); return [left, right, top, bottom]; })"
    )
    clashes = [
        (one, other)
        for place, one in enumerate(boxes)
        for other in boxes[place + 1 :]
        if one[0] < other[1] and other[0] < one[1] and one[2] < other[3] and other[2] < one[3]
    ]
    assert clashes == []


def test_the_keyboard_reads_the_values(browser: Browser, address: str) -> None:
    page = opened(browser, address, "line-by-year")
    plot = page.locator(".mc-plot").first
    plot.focus()
    page.wait_for_selector(".mc-tip", state="attached")
    page.keyboard.press("ArrowRight")
    said = page.locator(".mc-plot [role=status]")
    assert (said.text_content() or "").startswith("2008年度（平成20年度）, 21,090")
    page.keyboard.press("End")
    assert (said.text_content() or "").startswith("2024年度（令和6年度）")
    assert page.locator(".mc-tip").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator(".mc-tip").is_visible()


def test_the_pointer_shows_the_values(browser: Browser, address: str) -> None:
    page = opened(browser, address, "pyramid", width=1280)
    bar = page.locator(".mc-bar[data-i='3']").first
    bar.hover()
    page.wait_for_selector(".mc-tip", state="attached")
    bar.hover(position={"x": 5, "y": 5})
    assert "15〜19歳" in page.locator(".mc-tip").inner_text()
    assert page.locator(".mc-bar.mc-on").count() == 2


def test_series_are_left_out_and_taken_in_again_with_the_keyboard(browser: Browser, address: str) -> None:
    page = opened(browser, address, "bars-of-two-columns")
    first, second = page.get_by_role("group", name="図に出すもの").get_by_role("button").all()
    drawn = [page.locator(f".mc-plot rect.mc-s{place}").last for place in (1, 2)]
    second.focus()
    page.keyboard.press("Space")
    page.wait_for_selector("[data-of='2'][aria-pressed=false]")
    assert [each.is_visible() for each in drawn] == [True, False]
    page.locator(".mc-plot").focus()
    page.keyboard.press("ArrowRight")
    said = page.locator(".mc-plot [role=status]").text_content() or ""
    assert (said.count("一般会計"), said.count("特別会計")) == (1, 0)
    first.press("Enter")  # nothing would be left
    assert [each.get_attribute("aria-pressed") for each in (first, second)] == ["false", "true"]
    assert [each.is_visible() for each in drawn] == [False, True]
    assert page.url.partition("?")[2] == f"without.{page.locator('.mc-figure').get_attribute('id')}=1"
    page.reload()  # as somebody sees it whom the address was sent to
    page.wait_for_selector("[data-of='1'][aria-pressed=false]")
    assert [each.is_visible() for each in drawn] == [False, True]


def test_series_differ_without_colours(browser: Browser, address: str) -> None:
    page = opened(browser, address, "bars-of-two-columns")
    fills = "[1, 2].map((place) => getComputedStyle(document.querySelector(`.mc-plot rect.mc-s${place}`)).fill)"
    for media in ({"media": "print"}, {"media": "screen", "forced_colors": "active"}):
        page.emulate_media(**media)
        filled, hollow = page.evaluate(fills)
        assert hollow == "rgb(255, 255, 255)", media
        assert filled != hollow, media


def test_bars_are_sorted_and_put_back(browser: Browser, address: str) -> None:
    page = opened(browser, address, "bars-of-two-columns")
    own = page.locator(".mc-figure tbody th").all_text_contents()
    button = page.locator("[data-do=sort]")
    button.click()
    page.wait_for_selector("[data-do=sort][aria-pressed=true]")
    assert page.locator(".mc-figure tbody th").all_text_contents() == own[::-1]
    tops = [box["y"] for each in page.locator("[data-step] > g").all() if (box := each.bounding_box())]
    assert tops == sorted(tops, reverse=True)
    button.click()
    page.wait_for_selector("[data-do=sort][aria-pressed=false]")
    assert page.locator(".mc-figure tbody th").all_text_contents() == own


@pytest.mark.parametrize("kind", ["svg", "png", "csv"])
def test_a_chart_is_saved(browser: Browser, address: str, kind: str, tmp_path: Path) -> None:
    page = opened(browser, address, "lines-by-category")
    with page.expect_download() as found:
        page.locator(f"[data-do={kind}]").first.click()
    assert found.value.suggested_filename == f"chart-t-line-1.{kind}"
    found.value.save_as(tmp_path / "chart")
    content = (tmp_path / "chart").read_bytes()
    if kind == "png":
        assert content.startswith(b"\x89PNG") and len(content) > 5_000
    elif kind == "csv":
        rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
        shown = page.locator("#chart-t-line-1 tbody tr")
        assert len(rows) == shown.count() + 1
        assert len({len(row) for row in rows}) == 1
        assert [cell.replace(",", "") for cell in shown.first.locator("td").all_text_contents()] == rows[1][1:]
    else:
        page.set_content(content.decode())
        assert page.locator("svg path").count() >= 3
        assert "var(" not in content.decode() and "class=" not in content.decode()


def test_nothing_of_the_charts_tools_is_loaded_before_it_is_wanted(browser: Browser, address: str) -> None:
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{address}ja/datasets/fictitious-city/pyramid/")
    assert [url for url in asked if "/charts-" in url] == []
    page.locator(".mc-plot").focus()
    page.wait_for_selector(".mc-tip", state="attached")
    script, styles = sorted((url for url in asked if "/charts-" in url), key=lambda url: url.endswith(".css"))
    assert styles.endswith(".css")
    assert len(page.request.get(script).body()) < 10_000


def test_without_scripts_the_chart_and_its_table_are_there(browser: Browser, address: str) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(f"{address}ja/datasets/fictitious-city/counts/")
    assert page.locator("svg.mc-chart").is_visible()
    assert not page.locator(".mc-chart-tools").is_visible()
    page.locator(".mc-figure summary").click()
    assert page.locator(".mc-figure tbody tr").count() == 3


def test_on_paper_there_are_charts_without_tools(browser: Browser, address: str) -> None:
    page = opened(browser, address, "pyramid", width=1280)
    page.emulate_media(media="print")
    assert page.locator("svg.mc-chart").is_visible()
    assert not page.locator(".mc-chart-tools").is_visible()
    page.emulate_media(media="screen")
    assert page.locator(".mc-chart-tools").is_visible()


def test_colours_differ_from_paper_in_the_dark_too(browser: Browser, address: str) -> None:
    page = opened(browser, address, "lines-by-category")
    found = {}
    for scheme in ("default", "slate"):
        page.evaluate("(scheme) => document.body.setAttribute('data-md-color-scheme', scheme)", scheme)
        found[scheme] = page.evaluate(
            "[...document.querySelectorAll('path.mc-line[d*=L]')].map((line) => getComputedStyle(line).stroke)"
        )
        assert len(set(found[scheme])) == 3
    assert set(found["default"]).isdisjoint(found["slate"])
