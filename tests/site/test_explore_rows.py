"""Tables opened whole, further: ranges, several orders, single rows, the map, copying, ways on; tables of layers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import pytest

from tests.site.axe import violations
from tests.site.building import build
from tests.site.conftest import Built
from tests.site.mapping import served
from tests.site.test_explore import Visit, add_dataset, column, settle, status

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = [pytest.mark.site, pytest.mark.browser]

FIELDS = [
    ("番号", "string"),
    ("氏名", "string"),
    ("開館日", "date"),
    ("入館者", "integer"),
    ("率", "number"),
    ("差", "number"),
]
ROWS = [
    ["1", "髙橋", "2024-04-01", "12345", "1.50", "1.0"],
    ["2", "高橋", "2019-05-01", "20", "0.25", "1"],
    ["3", "=1+1", "", "", "", "-"],
    *([str(at), f"人{at}", f"{1980 + at}-01-31", str(at), f"{at}.00", "2.50"] for at in range(4, 40)),
]  # fmt: skip


@pytest.fixture(scope="module")
def address(built_map_project: Built, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A site with stations on a map, and a table with numbers as they are written in very different ways."""
    root = built_map_project(tmp_path_factory.mktemp("rows"))
    add_dataset(root, "museum", "博物館", {"visits": (FIELDS, ROWS)})
    text = (root / "datasets/fictitious-city/museum/datapackage.yaml").read_text("utf-8")
    text = text.replace("    schema:\n", '    schema:\n      primaryKey: [番号]\n      missingValues: ["", "-"]\n')
    (root / "datasets/fictitious-city/museum/datapackage.yaml").write_text(text, "utf-8")
    result = build(root)
    assert (root / "site/ja/datasets/fictitious-city/museum/index.html").is_file(), result.stdout + result.stderr
    (root / "served").mkdir()
    (root / "site").rename(root / "served/machi")
    with served(root / "served") as found:
        yield found


def test_forms_of_kanji_are_one(browser: Browser, address: str) -> None:
    with Visit(browser, address) as visit:
        page = visit.dataset("museum", more="?table=visits&has.氏名=高橋")
        assert column(page, 2) == ["髙橋", "高橋"]
        page = visit.dataset("museum", more="?table=visits&q=髙橋")
        assert column(page, 2) == ["髙橋", "高橋"]
        assert visit.troubles == []


def test_ranges_of_numbers_and_days_are_chosen(browser: Browser, address: str) -> None:
    with Visit(browser, address) as visit:
        page = visit.explore("museum")
        page.locator(".mc-grid__filter").nth(3).click()
        button = page.locator(".mc-explore__range", has_text="10以上50未満")
        assert button.locator(".mc-explore__count").text_content() == "31"
        assert "合計13,139" in (page.locator(".mc-explore__choice .mc-quiet").first.text_content() or "")
        settle(page, button.click)
        assert status(page).startswith("39行のうち31行")
        assert button.get_attribute("aria-pressed") == "true"
        assert unquote(page.url).endswith("&from.入館者=10&below.入館者=50")
        assert page.locator(".mc-explore__chips button").text_content() == "入館者：10以上50未満"
        settle(page, button.click)
        assert status(page).startswith("全39行")
        settle(page, page.get_by_role("checkbox", name="値のある行だけ").check)
        assert status(page).startswith("39行のうち38行")
        page.locator(".mc-explore__panel select").select_option("開館日")
        decade = page.locator(".mc-explore__range", has_text="2010年代")
        settle(page, decade.click)
        assert status(page).startswith("39行のうち11行")
        assert "2019年5月1日（令和元年）" in column(page, 3)
        assert visit.troubles == []


def test_rows_are_in_order_by_several_columns(browser: Browser, address: str) -> None:
    with Visit(browser, address) as visit:
        page = visit.explore("museum")
        settle(page, page.locator(".mc-grid__sort").nth(5).click)
        settle(page, lambda: page.locator(".mc-grid__sort").nth(3).click(modifiers=["Shift"]))
        settle(page, lambda: page.locator(".mc-grid__sort").nth(3).click(modifiers=["Shift"]))
        assert column(page, 1)[:4] == ["1", "2", "39", "38"]
        assert unquote(page.url).endswith("?table=visits&sort=差&desc=入館者")
        assert page.locator(".mc-grid [aria-sort]").count() == 1
        assert "2番目、大きい順" in (page.locator(".mc-grid thead th").nth(3).text_content() or "")
        page.get_by_role("button", name="並べ替え", exact=True).click()
        settle(page, page.get_by_role("button", name="「入館者」を先にする").click)
        assert column(page, 1)[:2] == ["1", "39"]
        settle(page, lambda: page.get_by_label("同じ値のときに並べ替える列").select_option("番号"))
        shown = column(page, 1)
        assert violations(page) == []
        page.reload()
        page.wait_for_selector("[data-is-ready]")
        assert column(page, 1) == shown
        assert visit.troubles == []


def test_a_row_is_opened_linked_to_and_left(browser: Browser, address: str) -> None:
    with Visit(browser, address, permissions=["clipboard-read", "clipboard-write"]) as visit:
        page = visit.dataset("museum", more="?table=visits&sort=番号")
        opener = page.locator(".mc-grid__open").first
        opener.focus()
        page.keyboard.press("ArrowDown")
        assert page.evaluate("document.activeElement.dataset.row") == "1"
        page.keyboard.press("Enter")
        box = page.locator("dialog.mc-row[open]")
        box.wait_for()
        assert "ファイルでは2行目" in (box.locator(".mc-quiet").first.text_content() or "")
        assert page.url.endswith("&row=2")
        assert violations(page) == []
        box.get_by_role("button", name="前の行").click()
        page.wait_for_function("document.querySelector('.mc-row__title').textContent === '髙橋'")
        assert box.locator("dd").nth(4).inner_text() == "1.50"
        box.get_by_role("button", name="この行へのリンクをコピー").click()
        page.wait_for_function("document.querySelector('dialog').textContent.includes('リンクをコピーしました')")
        link = page.evaluate("navigator.clipboard.readText()")
        assert unquote(link).endswith("/museum/?table=visits&row.番号=1")
        page.go_back()
        page.wait_for_selector("dialog.mc-row:not([open])", state="attached")
        assert page.url.endswith("?table=visits&sort=%E7%95%AA%E5%8F%B7")
        page.goto(link)
        page.wait_for_selector("dialog.mc-row[open]")
        assert page.locator(".mc-row__title").text_content() == "髙橋"
        page.keyboard.press("Escape")
        page.wait_for_function("!document.querySelector('dialog[open]')")
        assert page.evaluate("document.activeElement.className") == "mc-grid__open"
        assert "row" not in page.url
        page.goto(link.replace("=1", "=999"))
        page.locator(".mc-explore__status", has_text="見つかりません").wait_for()
        assert visit.troubles == []


def test_rows_with_the_same_value(browser: Browser, address: str) -> None:
    with Visit(browser, address) as visit:
        page = visit.dataset("museum", more="?table=visits&row=10")
        page.wait_for_selector("dialog.mc-row[open]")
        settle(page, page.get_by_role("button", name="「差」がこの値の行だけを見る").click)
        assert status(page).startswith("39行のうち36行")
        assert page.locator("dialog[open]").count() == 0
        page.go_back()
        page.wait_for_selector("dialog.mc-row[open]")
        assert visit.troubles == []


def test_where_no_row_is_left_it_says_what_to_take_away(browser: Browser, address: str) -> None:
    with Visit(browser, address) as visit:
        page = visit.dataset("museum", "en", "?table=visits&q=高橋&from.入館者=100&below.率=1")
        ways = page.locator(".mc-explore__nothing")
        ways.wait_for()
        assert ways.get_by_role("button").all_text_contents() == [
            "Without “入館者: 100 or more” (1 row)",
            "Without “率: under 1” (1 row)",
            "Take away the search and all filters",
        ]
        assert violations(page) == []
        settle(page, ways.get_by_role("button").first.click)
        assert column(page, 2) == ["高橋"]
        assert ways.count() == 0
        assert visit.troubles == []


def test_values_are_saved_and_copied_as_they_were_published(browser: Browser, address: str, tmp_path: Path) -> None:
    with Visit(browser, address, permissions=["clipboard-read", "clipboard-write"]) as visit:
        page = visit.dataset("museum", more="?table=visits&rows=20&has.氏名=高橋")
        assert column(page, 5) == ["1.50", "0.25"]
        page.get_by_role("button", name="保存・コピー").click()
        page.get_by_role("button", name="表計算に貼り付ける形でコピー").click()
        page.wait_for_function(
            "document.querySelector('.mc-explore__panel').textContent.includes('2行をコピーしました')"
        )
        copied = page.evaluate("navigator.clipboard.readText()").splitlines()
        assert copied[1:] == ["1\t髙橋\t2024-04-01\t12345\t1.50\t1.0", "2\t高橋\t2019-05-01\t20\t0.25\t1"]
        settle(page, page.locator(".mc-explore__chips button").first.click)
        with page.expect_download() as saving:
            page.get_by_role("button", name="CSV（UTF-8）").click()
        saving.value.save_as(tmp_path / "saved.csv")
        published = page.request.get(f"{address}data/fictitious-city/museum/visits.csv").text()
        assert (tmp_path / "saved.csv").read_text("utf-8") == published
        assert visit.troubles == []


@pytest.mark.parametrize("width", [360, 1280])
def test_from_a_row_to_the_map_and_back(browser: Browser, address: str, width: int) -> None:
    with Visit(browser, address, viewport={"width": width, "height": 800}) as visit:
        page = visit.page
        page.route("**/*.png", lambda route: route.abort())
        page.goto(f"{address}ja/datasets/fictitious-city/stations/layers/stations/?table=stations&row=3")
        page.wait_for_selector("dialog.mc-row[open]")
        page.get_by_role("button", name="地図で見る").click()
        page.wait_for_selector(".mc-map__details", timeout=60_000)
        assert page.locator("dialog[open]").count() == 0
        assert "観測点3" in (page.locator(".mc-map__details strong").text_content() or "")
        assert page.evaluate("document.documentElement.scrollWidth") == width
        page.get_by_role("link", name="表でこの行を見る").click()
        page.wait_for_selector("dialog.mc-row[open]", timeout=60_000)
        assert page.url.endswith("/ja/datasets/fictitious-city/stations/?table=stations&row=3")
        assert page.locator(".mc-row__title").text_content() == "観測点3"


@pytest.mark.parametrize(("lang", "scheme", "width"), [("ja", "light", 1280), ("en", "dark", 360)])
def test_a_layer_has_its_table(browser: Browser, address: str, lang: str, scheme: Any, width: int) -> None:
    with Visit(browser, address, viewport={"width": width, "height": 800}, color_scheme=scheme) as visit:
        page = visit.page
        page.goto(f"{address}{lang}/datasets/fictitious-city/stations/layers/stations/")
        assert page.locator("#rows-stations tbody tr").count() == 10
        page.locator("[data-explore] button").first.click()
        page.wait_for_selector("[data-is-ready]")
        assert page.locator(".mc-grid tbody tr").count() == 50
        page.locator(".mc-grid__open").first.click()
        page.wait_for_selector("dialog.mc-row[open]")
        assert page.evaluate("document.documentElement.scrollWidth") == width
        assert violations(page) == []
        assert visit.troubles == []
