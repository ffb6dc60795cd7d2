"""The whole of a table in a real browser: order, filters, pages, the address, the keyboard, CSV, hostile tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import pytest

from tests.site.building import build
from tests.site.conftest import Built
from tests.site.mapping import STATION_COUNT, served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Route

pytestmark = [pytest.mark.site, pytest.mark.browser]

WIDE = 2_000
HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "مرحبا <b>",
    "👩‍👩‍👧‍👦🏳️‍🌈",
    "x" * 5000,
    "https://city.example/?a=1&b=<2>",
)
DESCRIPTOR = """\
name: {name}
title: 架空市の{title}
title@en: {english} of Fictitious City
description: 試験のための架空のデータです。
description@en: Data that doesn't exist, for tests.
licenses: [{{name: CC0-1.0}}]
themes: [safety-environment]
issued: 2026-04-01
modified: 2026-04-01
sources: [{{title: 架空市の台帳, title@en: Register of Fictitious City}}]
resources:
"""  # fmt: skip
RESOURCE = """\
  - name: {name}
    path: {name}.csv
    title: {title}
    schema:
      fields:
"""


def add_dataset(
    root: Path, name: str, title: str, tables: dict[str, tuple[list[tuple[str, str]], list[list[str]]]]
) -> None:
    """Add a dataset: tables by name, each its columns with their types, and its rows."""
    folder = root / "datasets/fictitious-city" / name
    folder.mkdir()
    text = DESCRIPTOR.format(name=name, title=title, english=name.capitalize())
    for table, (fields, rows) in tables.items():
        text += RESOURCE.format(name=table, title=f"{title}の{table}")
        text += "".join(f"        - {{name: {field}, type: {kind}}}\n" for field, kind in fields)
        lines = [[field for field, _ in fields], *rows]
        quoted = (",".join('"' + cell.replace('"', '""') + '"' for cell in line) for line in lines)
        (folder / f"{table}.csv").write_text("\n".join(quoted) + "\n", "utf-8")
    (folder / "datapackage.yaml").write_text(text, "utf-8")


@pytest.fixture(scope="module")
def address(built_map_project: Built, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A site with a large table, hostile cells, 2,000 columns, a table without rows and one with days and times."""
    root = built_map_project(tmp_path_factory.mktemp("explore"))
    add_dataset(root, "hostile", "困った表", {"cells": ([("値", "string")], [[cell] for cell in HOSTILE])})
    wide = [(f"列{number + 1}", "integer") for number in range(WIDE)]
    add_dataset(
        root, "wide", "広い表", {"wide": (wide, [[str(row * number) for number in range(WIDE)] for row in range(3)])}
    )
    fields = [("番号", "string"), ("開館日", "date"), ("時点", "datetime"), ("入館者", "integer"), ("無料", "boolean")]
    rows = [
        ["0002", "2024-04-01", "2024-04-01T09:30:00", "12345", "true"],
        ["0001", "2019-05-01", "", "-7", "false"],
        ["0010", "", "2023-12-31T00:00:00", "", ""],
    ]
    add_dataset(root, "museum", "博物館", {"visits": (fields, rows), "none": (fields[:2], [])})
    result = build(root)
    assert (root / "site/ja/datasets/fictitious-city/wide/index.html").is_file(), result.stdout + result.stderr
    (root / "served").mkdir()
    (root / "site").rename(root / "served/machi")
    with served(root / "served") as found:
        yield found


class Visit:
    """An open page that notes what went wrong on it, and what it asked for."""

    def __init__(self, browser: Browser, address: str, **options: Any) -> None:
        self.address = address
        self.context = browser.new_context(locale="ja-JP", **options)
        self.page: Page = self.context.new_page()
        self.troubles: list[str] = []
        self.asked: list[str] = []
        self.page.on("pageerror", lambda error: self.troubles.append(str(error)))
        self.page.on("console", lambda m: self.troubles.append(m.text) if m.type in ("error", "warning") else None)
        self.page.on("request", lambda request: self.asked.append(request.url.removeprefix(address)))
        self.page.on("dialog", lambda dialog: self.troubles.append(f"dialog: {dialog.message}"))

    def __enter__(self) -> Visit:
        return self

    def __exit__(self, *_: object) -> None:
        self.context.close()

    def dataset(self, name: str, lang: str = "ja", more: str = "") -> Page:
        """Open the page of a dataset; with a table in the address, wait until it is there."""
        self.page.goto(f"{self.address}{lang}/datasets/fictitious-city/{name}/{more}")
        if more:
            self.page.wait_for_selector("[data-is-ready]")
        return self.page

    def explore(self, name: str, lang: str = "ja") -> Page:
        """Open the page of a dataset, and its table by the button."""
        page = self.dataset(name, lang)
        page.locator("[data-explore] button").first.click()
        page.wait_for_selector("[data-is-ready]")
        return page


def settle(page: Page, action: Any) -> None:
    """Do something, and wait until the table shows what was asked for."""
    before = page.locator(".mc-grid-box").get_attribute("data-is-shown")
    action()
    page.wait_for_function(
        "(before) => document.querySelector('.mc-grid-box').dataset.isShown !== before"
        " && !document.querySelector('.mc-grid-box [aria-busy]')",
        arg=before,
    )


def column(page: Page, number: int) -> list[str]:
    """Return the texts of a column as they are shown."""
    return [text.strip() for text in page.locator(f".mc-grid tbody tr > :nth-child({number})").all_inner_texts()]


def status(page: Page) -> str:
    return page.locator(".mc-explore__status").text_content() or ""


def test_nothing_of_a_table_is_loaded_until_it_is_opened(browser: Browser, address: str) -> None:
    with Visit(browser, address) as visit:
        page = visit.dataset("stations")
        page.wait_for_load_state("networkidle")
        assert [uri for uri in visit.asked if "explore" in uri or uri.endswith(".parquet")] == []
        page.locator("[data-explore] button").click()
        page.wait_for_selector("[data-is-ready]")
        assert [uri for uri in visit.asked if uri.endswith(".parquet")] == [
            "data/fictitious-city/stations/stations.parquet"
        ]
        assert status(page) == "全5,000行（1〜50行目を表示）"
        assert page.locator("#rows-stations").is_hidden()
        assert page.evaluate("document.activeElement.type") == "search"
        settled = page.locator(".mc-grid")
        assert settled.locator("caption").text_content() == "架空市の観測点"
        assert settled.locator("thead th[scope=col]").count() == 5
        assert settled.locator("tbody th[scope=row]").count() == 50
        assert visit.troubles == []


def test_headings_sort_and_say_so(browser: Browser, address: str) -> None:
    with Visit(browser, address) as visit:
        page = visit.explore("stations")
        heading = page.locator(".mc-grid thead th").nth(3)
        settle(page, heading.locator(".mc-grid__sort").click)
        heading = page.locator(".mc-grid thead th[aria-sort]")
        assert (heading.count(), heading.get_attribute("aria-sort")) == (1, "ascending")
        longitudes = [float(text) for text in column(page, 4)]
        assert longitudes == sorted(longitudes)
        assert page.evaluate("document.activeElement.className") == "mc-grid__sort"
        settle(page, lambda: page.keyboard.press("Enter"))
        assert heading.get_attribute("aria-sort") == "descending"
        assert [float(text) for text in column(page, 4)] == sorted(map(float, column(page, 4)), reverse=True)
        settle(page, lambda: page.keyboard.press("Enter"))
        assert heading.count() == 0
        assert column(page, 1)[:2] == ["00001", "00002"]
        assert visit.troubles == []


def test_filters_narrow_and_stand_in_the_address(browser: Browser, address: str) -> None:
    with Visit(browser, address) as visit:
        page = visit.explore("stations")
        page.locator(".mc-grid__filter").nth(2).click()
        rain = page.locator(".mc-explore__values label", has_text="雨の量")
        assert rain.locator(".mc-explore__count").text_content() == "1,250"
        settle(page, rain.locator("input").check)
        assert status(page) == "5,000行のうち1,250行（1〜50行目を表示）"
        assert set(column(page, 3)) == {"雨の量 雨量"}
        page.locator(".mc-explore__panel select").select_option("緯度")
        settle(page, lambda: page.get_by_label("から（以上）").fill("34.7"))
        page.wait_for_url("**&from.*=34.7*")
        assert all(float(text) >= 34.7 for text in column(page, 5))
        shown, said = column(page, 1), status(page)
        page.keyboard.press("Escape")
        assert page.locator(".mc-explore__panel").is_hidden()
        assert unquote(page.url).endswith("?table=stations&is.種別=雨量&from.緯度=34.7")
        page.reload()
        page.wait_for_selector("[data-is-ready]")
        assert (column(page, 1), status(page)) == (shown, said)
        page.locator("a.mc-language").click()
        page.wait_for_url("**/en/**")
        page.wait_for_selector("[data-is-ready]")
        assert column(page, 1) == shown
        assert set(column(page, 3)) == {"Rain 雨量"}
        chips = page.locator(".mc-explore__chips button").all_text_contents()
        assert chips == ["Kind: Rain 雨量", "Latitude: 34.7 or more", "Remove all filters"]
        settle(page, page.locator(".mc-explore__chips button").last.click)
        assert status(page).startswith("5,000 rows")
        assert visit.troubles == []


def test_back_goes_through_the_views_to_the_first_rows(browser: Browser, address: str) -> None:
    with Visit(browser, address) as visit:
        page = visit.explore("stations")
        settle(page, page.locator(".mc-grid__sort").nth(3).click)
        settle(page, page.get_by_role("button", name="次へ").click)
        assert "page=2" in page.url
        assert status(page) == "全5,000行（51〜100行目を表示）"
        settle(page, page.go_back)
        assert status(page) == "全5,000行（1〜50行目を表示）"
        assert page.locator("[aria-sort=ascending]").count() == 1
        settle(page, page.go_back)
        assert page.locator("[aria-sort]").count() == 0
        page.go_back()
        page.wait_for_selector("#rows-stations", state="visible")
        assert page.locator(".mc-grid-box").count() == 0
        page.go_forward()
        page.wait_for_selector("[data-is-ready]")
        assert visit.troubles == []


def test_pages_and_their_size(browser: Browser, address: str) -> None:
    with Visit(browser, address) as visit:
        page = visit.dataset("stations", more="?table=stations&page=999")
        assert status(page) == "全5,000行（4,951〜5,000行目を表示）"
        assert page.get_by_role("button", name="次へ").is_disabled()
        settle(page, lambda: page.get_by_label("1ページの行数").select_option("200"))
        assert page.locator(".mc-grid tbody tr").count() == 200
        page.get_by_label("ページ", exact=True).fill("25")
        settle(page, lambda: page.keyboard.press("Enter"))
        assert column(page, 1)[-1] == f"{STATION_COUNT:05}"
        assert visit.troubles == []


def test_a_search_looks_into_all_columns(browser: Browser, address: str) -> None:
    with Visit(browser, address) as visit:
        page = visit.explore("stations")
        page.keyboard.type("カンソクテン")
        page.wait_for_function("document.querySelector('.mc-explore__status').textContent.includes('条件に合う')")
        page.get_by_label("表の中を探す").fill("観測点12　水位")
        page.wait_for_function("document.querySelectorAll('.mc-grid tbody tr').length > 1")
        assert all("観測点12" in name for name in column(page, 2))
        assert set(column(page, 3)) == {"川の水位 水位"}
        page.wait_for_url("**q=*")
        assert visit.troubles == []


def test_values_are_written_in_the_language_of_the_page(browser: Browser, address: str) -> None:
    with Visit(browser, address) as visit:
        page = visit.dataset("museum", more="?table=visits")
        assert column(page, 1) == ["0002", "0001", "0010"]
        assert column(page, 2) == ["2024年4月1日（令和6年）", "2019年5月1日（令和元年）", "—\n値なし"]
        assert column(page, 3)[0] == "2024年4月1日（令和6年） 09:30"
        assert column(page, 4) == ["12,345", "-7", "—\n値なし"]
        assert column(page, 5) == ["はい", "いいえ", "—\n値なし"]
        numbers = page.locator(".mc-grid tbody td.mc-number").first
        assert numbers.evaluate("cell => getComputedStyle(cell).textAlign") == "right"
        page = visit.dataset("museum", "en", "?table=visits")
        assert column(page, 2)[:2] == ["1 April 2024", "1 May 2019"]
        assert column(page, 5) == ["Yes", "No", "—\nno value"]
        assert page.locator(".mc-grid tbody").get_attribute("lang") == "ja"
        assert page.locator(".mc-grid tbody [lang=en]").count() > 0
        assert visit.troubles == []


def test_what_is_shown_is_saved_as_csv(browser: Browser, address: str, tmp_path: Path) -> None:
    with Visit(browser, address) as visit:
        page = visit.dataset("museum", more="?table=visits&sort=番号&from.入館者=-7")
        page.get_by_role("button", name="列", exact=True).click()
        settle(page, page.get_by_role("checkbox", name="無料").uncheck)
        assert page.locator(".mc-grid thead th").count() == 4
        page.get_by_role("button", name="保存・コピー").click()
        with page.expect_download() as saving:
            page.get_by_role("button", name="CSV（UTF-8）").click()
        saving.value.save_as(tmp_path / "saved.csv")
        assert saving.value.suggested_filename == "visits.csv"
        text = "番号,開館日,時点,入館者\n0001,2019-05-01,,-7\n0002,2024-04-01,2024-04-01T09:30:00,12345\n"
        assert (tmp_path / "saved.csv").read_bytes().decode() == text
        with page.expect_download() as saving:
            page.get_by_role("button", name="CSV（Excel用、BOM付き）").click()
        saving.value.save_as(tmp_path / "excel.csv")
        assert (tmp_path / "excel.csv").read_bytes() == b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode()
        assert visit.troubles == []


def test_cells_are_never_markup(browser: Browser, address: str) -> None:
    with Visit(browser, address) as visit:
        page = visit.dataset("hostile", more="?table=cells&has.%3Cscript%3E=1")
        assert column(page, 1)[:4] == list(HOSTILE[:4])
        assert page.locator(".mc-grid :is(script, img, b)").count() == 0
        page.get_by_role("button", name="…続きを表示").click()
        assert column(page, 1)[4] == HOSTILE[4]
        # What isn't an address as a whole stays a text.
        assert page.locator(".mc-grid tbody a").count() == 0
        page.locator(".mc-grid__filter").click()
        page.wait_for_selector(".mc-explore__values label")
        settle(page, page.locator(".mc-explore__values label", has_text="<script>").locator("input").check)
        assert column(page, 1) == [HOSTILE[0]]
        assert page.locator(".mc-explore__chips button").text_content() == f"値：{HOSTILE[0]}"
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert visit.troubles == []


def test_a_table_of_2000_columns(browser: Browser, address: str) -> None:
    with Visit(browser, address, viewport={"width": 360, "height": 740}) as visit:
        page = visit.explore("wide")
        assert page.locator(".mc-grid thead th").count() == 40
        assert (
            page.locator(".mc-explore__parts span").text_content()
            == "2,000列のうち2〜40列目を表示（1列目はいつも表示）"
        )
        settle(page, page.get_by_role("button", name="右の列へ").click)
        assert page.locator(".mc-grid__sort").all_text_contents()[:2] == ["列1", "列41"]
        page.get_by_role("button", name="列", exact=True).click()
        settle(page, page.get_by_role("button", name="すべて外す").click)
        assert page.locator(".mc-grid thead th").count() == 1
        page.get_by_label("列を探す").fill("２０００")
        settle(page, page.get_by_label("列2000").check)
        assert page.locator(".mc-grid__sort").all_text_contents() == ["列1", "列2000"]
        assert column(page, 2) == ["0", "1999", "3998"]
        assert unquote(page.url).endswith("?table=wide&col=列1&col=列2000")
        assert page.evaluate("document.documentElement.scrollWidth") == 360
        assert visit.troubles == []


def test_a_table_without_rows(browser: Browser, address: str) -> None:
    with Visit(browser, address) as visit:
        page = visit.dataset("museum", more="?table=none&sort=番号&q=1")
        assert status(page) == "この表には行がありません。"
        assert page.locator(".mc-grid thead th").count() == 2
        assert visit.troubles == []


def test_only_one_table_is_open_at_a_time(browser: Browser, address: str) -> None:
    with Visit(browser, address) as visit:
        page = visit.explore("museum")
        page.locator("[data-explore=none] button").first.click()
        page.wait_for_selector("[data-explore=none][data-is-ready]")
        assert page.locator(".mc-grid-box").count() == 1
        assert page.locator("#rows-visits").is_visible()
        page.get_by_role("button", name="最初の行だけに戻す").click()
        assert page.locator("#rows-none").is_visible()
        assert page.url.endswith("/museum/")
        assert page.evaluate("document.activeElement.textContent").startswith("すべての行を調べる")
        assert visit.troubles == []


def test_the_keyboard_is_enough(browser: Browser, address: str) -> None:
    with Visit(browser, address) as visit:
        page = visit.dataset("stations")
        page.locator("[data-explore] button").focus()
        page.keyboard.press("Enter")
        page.wait_for_selector("[data-is-ready]")
        walked: list[str] = []
        while "「番号」で絞り込む" not in walked and len(walked) < 12:
            page.keyboard.press("Tab")
            walked.append(page.evaluate("document.activeElement.ariaLabel ?? document.activeElement.textContent"))
        assert walked[:4] == ["絞り込み", "並べ替え", "列", "保存・コピー"]
        page.keyboard.press("Enter")
        page.wait_for_selector(".mc-explore__panel fieldset")
        assert page.evaluate("document.querySelector('.mc-explore__panel').contains(document.activeElement)")
        page.keyboard.press("Escape")
        assert page.locator(".mc-explore__panel").is_hidden()
        boxes = page.locator(".mc-grid-box :is(button, a, input, select):visible").evaluate_all(
            "nodes => nodes.map(node => node.getBoundingClientRect()).map(box => Math.min(box.width, box.height))"
        )
        assert min(boxes) >= 24
        assert visit.troubles == []


def test_a_server_that_gives_no_parts(browser: Browser, address: str) -> None:
    """Small files are read whole in any case; a large one is refused with a reason, without being moved."""
    with Visit(browser, address) as visit:
        page = visit.page
        page.route("**/*.parquet", lambda route: route.fulfill(status=200, body=b"PAR1" * 100))
        page.goto(f"{address}ja/datasets/fictitious-city/stations/")
        page.evaluate("document.querySelector('[data-explore]').dataset.bytes = 900_000_000")
        page.locator("[data-explore] button").click()
        page.wait_for_function("document.querySelector('[data-explore] [role=status]').textContent.includes('大きく')")
        assert page.locator("[data-explore] button").is_enabled()
        assert page.locator("#rows-stations").is_visible()


def test_a_middling_file_is_read_whole_where_there_are_no_parts(browser: Browser, address: str) -> None:
    def without_range(route: Route) -> None:
        route.continue_(headers={name: value for name, value in route.request.headers.items() if name != "range"})

    with Visit(browser, address) as visit:
        visit.page.route("**/*.parquet", without_range)
        page = visit.dataset("stations")
        # Said to be larger than it is, so that parts are asked for.
        page.evaluate("document.querySelector('[data-explore]').dataset.bytes = 5_000_000")
        page.locator("[data-explore] button").click()
        page.wait_for_selector("[data-is-ready]")
        assert status(page).startswith("全5,000行")
        assert visit.troubles == []


def test_parts_of_a_large_file_are_asked_for(browser: Browser, address: str) -> None:
    with Visit(browser, address) as visit:
        ranges: list[str] = []
        visit.page.on("request", lambda request: ranges.append(request.headers.get("range", "")))
        page = visit.dataset("stations")
        # Said to be larger than it is: as if the file had been published anew while the page was open.
        page.evaluate("document.querySelector('[data-explore]').dataset.bytes = 5_000_000")
        page.locator("[data-explore] button").click()
        page.wait_for_selector("[data-is-ready]")
        assert any(re.fullmatch(r"bytes=\d+-\d+", each) for each in ranges)
        assert status(page).startswith("全5,000行")


def test_without_a_script_the_first_rows_are_there(browser: Browser, address: str) -> None:
    with Visit(browser, address, java_script_enabled=False) as visit:
        page = visit.dataset("stations", "en")
        assert page.locator("#rows-stations tbody tr").count() == 10
        assert page.locator("[data-explore] button").is_hidden()


def test_dark_narrow_and_printed(browser: Browser, address: str) -> None:
    with Visit(browser, address, viewport={"width": 320, "height": 700}, color_scheme="dark") as visit:
        page = visit.dataset("stations", "en", "?table=stations&is.種別=雨量")
        page.locator(".mc-grid__filter").nth(1).click()
        page.wait_for_selector(".mc-explore__values label")
        assert page.evaluate("document.documentElement.scrollWidth") == 320
        page.emulate_media(media="print")
        assert page.locator(".mc-explore__tools").is_hidden()
        assert page.locator(".mc-grid tbody tr").count() == 50
        assert page.locator("#rows-stations").is_hidden()
        assert visit.troubles == []
