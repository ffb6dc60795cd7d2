"""SQL in a real browser: nothing leaves it, tables with every kind of column, the address, troubles in words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, quote, urlsplit

import pytest

from tests.site.axe import violations
from tests.site.conftest import Built
from tests.site.mapping import served
from tests.site.test_explore import Visit, add_dataset, build, column, settle

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.site, pytest.mark.browser]

STATIONS = "fictitious-city/stations/stations"
KINDS = [
    ("番号", "string"),
    ("開館日", "date"),
    ("時点", "datetime"),
    ("開始", "time"),
    ("入館者", "integer"),
    ("割合", "number"),
    ("無料", "boolean"),
    ("大きな数", "integer"),
    ("細かい数", "number"),
    ("単価", "number"),
]
LONG = "0.12345678901234567891"
ROWS = [
    ["0002", "2024-04-01", "2024-04-01T09:30:00", "09:30:00", "12345", "0.5", "true", "9007199254740993", LONG, "1.50"],
    ["0001", "1969-12-31", "1969-12-31T23:59:59", "23:59:59", "-7", "-1.25", "false", "-1", "-3", "-2.00"],
    ["<b>👩‍👧", "", "", "", "", "", "", "", "", ""],
]  # fmt: skip


@pytest.fixture(scope="module")
def address(built_map_project: Built, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A site with stations, offices, and a table with every kind of column."""
    root = built_map_project(tmp_path_factory.mktemp("sql"))
    add_dataset(root, "museum", "博物館", {"visits": (KINDS, ROWS), "none": (KINDS[:2], [])})
    file = root / "datasets/fictitious-city/museum/datapackage.yaml"
    file.write_text(
        file.read_text("utf-8").replace("- name: visits\n", "- name: visits\n    aliases: [entries]\n"), "utf-8"
    )
    result = build(root)
    assert (root / "site/ja/sql/index.html").is_file(), result.stdout + result.stderr
    (root / "served").mkdir()
    (root / "site").rename(root / "served/machi")
    with served(root / "served") as found:
        yield found


class Questions(Visit):
    """The page of SQL, from which nothing may leave."""

    def open(self, *tables: str, lang: str = "ja", sql: str = "") -> Page:
        """Open the page with tables and wait until they are there."""
        self.context.route(lambda url: not url.startswith((self.address, "blob:")), lambda route: route.abort())
        more = "".join(f"&table={table}" for table in tables) + (f"&sql={quote(sql)}" if sql else "")
        self.page.goto(f"{self.address}{lang}/sql/?{more[1:]}")
        self.page.wait_for_selector("[data-is-ready]")
        return self.page

    def ask(self, sql: str) -> None:
        """Run statements, and wait for the answer or for what is wrong."""
        answers = "(document.querySelector('[data-sql-page]').dataset.answers ?? null)"
        before = self.page.evaluate(answers)
        self.page.locator("#mc-sql").fill(sql)
        self.page.locator("#mc-sql").press("Control+Enter")
        self.page.wait_for_function(
            f"(before) => {answers} !== before || document.querySelector('.mc-sql__trouble:not(:empty)')",
            arg=before,
            timeout=60_000,
        )

    @property
    def foreign(self) -> list[str]:
        """What was asked of other sites."""
        return [url for url in self.asked if url.startswith("http")]


def test_duckdb_is_loaded_with_the_first_question_only(browser: Browser, address: str) -> None:
    with Questions(browser, address) as visit:
        page = visit.open(STATIONS)
        assert not any("duckdb" in uri or "sql-worker" in uri for uri in visit.asked)
        assert page.locator(".mc-sql__examples button").all_text_contents()[:2] == [
            "stationsのはじめの20行",
            "「種別」ごとの件数",
        ]
        page.get_by_role("button", name="「種別」ごとの件数").click()
        page.wait_for_selector("[data-answers]", timeout=60_000)
        assert sorted(column(page, 1)) == sorted(["雨量", "水位", "気温", "風"])
        assert column(page, 2) == ["1250"] * 4
        assert [uri for uri in visit.asked if uri.startswith("assets/duckdb-")]
        assert (visit.foreign, visit.troubles) == ([], [])
        assert "どこにも送りません" in (page.locator(".mc-lead").text_content() or "")


def test_a_question_can_be_sent_to_somebody(browser: Browser, address: str) -> None:
    with Questions(browser, address) as visit:
        page = visit.open(STATIONS, lang="en", sql='SELECT count(*) AS n FROM stations WHERE "緯度" > 34.7')
        page.wait_for_selector("[data-answers]", timeout=60_000)
        [expected] = column(page, 1)
        assert 0 < int(expected) < 5000
        page.get_by_role("button", name="Count by “Kind”").click()
        page.wait_for_selector("[data-answers='2']")
        asked = parse_qs(urlsplit(page.url).query)
        assert asked["table"] == [STATIONS]
        assert asked["sql"][0].startswith('SELECT "種別", count(*)')
        page.locator("a.mc-language").click()
        page.wait_for_url("**/ja/sql/**")
        page.wait_for_selector("[data-answers]", timeout=60_000)
        assert len(column(page, 1)) == 4
        assert visit.troubles == []


def test_every_kind_of_column_comes_through(browser: Browser, address: str, tmp_path: Path) -> None:
    with Questions(browser, address) as visit:
        page = visit.open("fictitious-city/museum", "fictitious-city/old-offices", "fictitious-city/museum/entries")
        tables = page.locator(".mc-sql__tables > li")
        assert tables.count() == 3
        assert tables.nth(2).locator("a").evaluate("link => link.pathname").endswith("/fictitious-city/offices/")
        visit.ask('SELECT "単価" FROM entries WHERE "単価" IS NOT NULL ORDER BY 1')
        assert column(page, 1) == ["-2.00", "1.50"]
        visit.ask("SELECT * FROM visits ORDER BY 番号 DESC")
        assert page.locator(".mc-sql__trouble").text_content() == ""
        page.get_by_role("button", name="保存・コピー").click()
        with page.expect_download() as saving:
            page.get_by_role("button", name="CSV（UTF-8）").click()
        saving.value.save_as(tmp_path / "sql.csv")
        lines = [",".join(name for name, _ in KINDS), *(",".join(ROWS[at]) for at in (2, 0, 1))]
        assert (tmp_path / "sql.csv").read_text("utf-8").splitlines() == lines
        assert page.locator(".mc-grid b").count() == 0
        visit.ask("SELECT typeof(COLUMNS(*)) FROM visits LIMIT 1")
        types = page.locator(".mc-grid tbody tr > *").all_inner_texts()
        assert types == [
            "VARCHAR",
            "DATE",
            "TIMESTAMP",
            "TIME",
            "INTEGER",
            "DOUBLE",
            "BOOLEAN",
            "BIGINT",
            "DECIMAL(38,20)",
            "DECIMAL(18,2)",
        ]
        visit.ask("SELECT sum(\"大きな数\") AS s, [1, 2] AS l, ''::BLOB AS b, 1 AS s FROM visits")
        assert column(page, 1) == ["9,007,199,254,740,992"]
        assert column(page, 2) == ["[1,2]"]
        visit.ask("SELECT * FROM none")
        assert page.locator(".mc-grid-box .mc-explore__status").text_content() == "この表には行がありません。"
        assert (visit.foreign, visit.troubles) == ([], [])


def test_tables_are_joined_and_looked_around_in(browser: Browser, address: str) -> None:
    with Questions(browser, address) as visit:
        page = visit.open(STATIONS)
        page.locator("#mc-sql-add").fill("庁舎")
        page.locator(".mc-sql__found button").first.click()
        page.wait_for_function("document.querySelectorAll('.mc-sql__tables > li').length === 2")
        assert parse_qs(urlsplit(page.url).query)["table"][1] == "fictitious-city/offices/offices"
        assert page.get_by_role("button", name="stationsとofficesを「名称」でつなぐ").is_visible()
        visit.ask("SELECT s.番号, o.名称 FROM stations s, offices o")
        assert page.locator(".mc-sql .mc-explore__status").first.text_content()[:10] == "答えは15,000行"
        settle(page, page.locator(".mc-grid__sort").first.click)
        settle(page, page.locator(".mc-grid__sort").first.click)
        assert column(page, 1)[0] == "05000"
        page.get_by_role("button", name="表「offices」を外す").click()
        visit.ask("SELECT * FROM offices")
        assert "その名前の表はありません" in (page.locator(".mc-sql__trouble").text_content() or "")
        assert visit.troubles == []


def test_nothing_outside_can_be_reached(browser: Browser, address: str) -> None:
    with Questions(browser, address) as visit:
        page = visit.open(STATIONS)
        for sql in (
            "SELECT * FROM read_csv('https://example.com/a.csv')",
            "LOAD parquet",
            "COPY stations TO 'a.csv'",
            "ATTACH 'https://example.com/a.db'",
            "SET enable_external_access = true",
        ):
            visit.ask(sql)
            assert "読み書きできません" in (page.locator(".mc-sql__trouble").text_content() or ""), sql
        visit.ask("SELECT * FROM 'https://example.com/a.parquet'")
        assert "その名前の表はありません" in (page.locator(".mc-sql__trouble").text_content() or "")
        assert (visit.foreign, visit.troubles) == ([], [])


def test_what_is_wrong_is_said_in_words_and_work_goes_on(browser: Browser, address: str) -> None:
    with Questions(browser, address) as visit:
        page = visit.open(STATIONS, lang="en")
        visit.ask("SELECT nix FROM stations")
        trouble = page.locator(".mc-sql__trouble")
        assert trouble.get_attribute("role") == "alert"
        assert (trouble.locator("strong").text_content() or "").startswith("There is no column of this name.")
        assert "Referenced column" in (trouble.locator("pre[lang=en]").text_content() or "")
        page.locator("#mc-sql").fill("SELECT count(*) FROM range(100000000) a, range(100000) b")
        page.get_by_role("button", name="Run", exact=True).click()
        page.get_by_role("button", name="Stop", exact=True).click()
        assert page.locator(".mc-sql .mc-explore__status").text_content() == "Stopped."
        visit.ask("SELECT count(*) AS n FROM stations")
        assert column(page, 1) == ["5000"]
        assert visit.troubles == []


def test_back_brings_the_question_before_and_what_was_written(browser: Browser, address: str) -> None:
    with Questions(browser, address) as visit:
        page = visit.open(STATIONS)
        page.evaluate("window.isSame = true")
        visit.ask("SELECT 1 AS a")
        visit.ask("SELECT 2 AS b")
        assert column(page, 1) == ["2"]
        page.go_back()
        page.wait_for_function("document.querySelector('[data-answers=\"3\"]')")
        assert (column(page, 1), page.locator("#mc-sql").input_value()) == (["1"], "SELECT 1 AS a")
        page.locator("#mc-sql").fill("SELECT 3 AS c -- not asked yet")
        page.wait_for_function("history.state?.draft?.includes('not asked')")
        page.go_forward()
        page.wait_for_function("document.querySelector('[data-answers=\"4\"]')")
        assert column(page, 1) == ["2"]
        page.go_back()
        page.wait_for_function("document.querySelector('#mc-sql').value.includes('not asked')")
        assert page.locator(".mc-sql__tables > li").count() == 1
        assert page.evaluate("window.isSame")
        page.go_back()
        page.wait_for_function("document.querySelector('#mc-sql').value.startsWith('SELECT *')")
        assert visit.troubles == []


def test_names_are_put_in_by_keyboard(browser: Browser, address: str) -> None:
    with Questions(browser, address) as visit:
        page = visit.open(STATIONS)
        editor = page.locator("#mc-sql")
        editor.fill("")
        editor.press_sequentially("SELECT 種")
        names = page.get_by_role("listbox", name="使える名前")
        assert names.get_by_role("option").all_inner_texts() == ['"種別" stations']
        editor.press("Enter")  # nothing is chosen yet: a new line
        assert editor.input_value() == "SELECT 種\n"
        editor.press("Backspace")
        editor.press("ArrowDown")
        assert editor.get_attribute("aria-activedescendant") == names.get_by_role("option").get_attribute("id")
        page.evaluate("scrollTo(0, 0)")  # nothing is half below the header
        assert violations(page) == []
        editor.press("Enter")
        assert editor.input_value() == 'SELECT "種別"'
        editor.press_sequentially(", count(*) AS 数 FROM sta")
        editor.press("ArrowDown")
        editor.press("Tab")
        assert editor.input_value().endswith(" FROM stations")
        editor.press_sequentially(" GROUP BY 1")
        editor.press("Control+Enter")
        page.wait_for_selector("[data-answers]", timeout=60_000)
        assert sorted(column(page, 1)) == sorted(["雨量", "水位", "気温", "風"])
        editor.press("Control+Space")
        assert names.is_visible()
        editor.press("Escape")
        assert names.is_hidden()
        visit.ask("SELECT　種別，名称 FROM stations，")
        assert "全角の記号や空白" in (page.locator(".mc-sql__trouble").text_content() or "")
        assert visit.troubles == []


def test_what_there_is_no_table_of(browser: Browser, address: str) -> None:
    with Visit(browser, address) as visit:
        page = visit.page
        page.goto(f"{address}ja/sql/?table=nowhere/nothing&table=..%2F..%2Fx&table={STATIONS}")
        page.wait_for_selector("[data-is-ready]")
        assert page.locator(".mc-sql__tables > li").count() == 1
        page.locator("#mc-sql-add").fill("https://example.com/ja/datasets/fictitious-city/nix/")
        page.get_by_role("button", name="加える").click()
        page.wait_for_function(
            "document.querySelector('.mc-sql__notice').textContent.startsWith('そのデータセットは見つかりません')"
        )


def test_without_a_script_it_says_what_it_needs(browser: Browser, address: str) -> None:
    with Visit(browser, address, java_script_enabled=False) as visit:
        visit.page.goto(f"{address}ja/sql/")
        assert visit.page.get_by_text("この画面にはJavaScriptが必要です").is_visible()


def test_narrow_it_fits_and_axe_finds_nothing(browser: Browser, address: str) -> None:
    """In light and in Japanese; wide, dark and in English, test_states.py looks at the same."""
    with Questions(browser, address, viewport={"width": 320, "height": 900}) as visit:
        page = visit.open(STATIONS, "fictitious-city/museum")
        page.locator(".mc-sql__tables summary").first.click()
        page.locator("#mc-sql-add").fill("庁舎")
        page.wait_for_selector(".mc-sql__found button")
        visit.ask("SELECT * FROM stations LIMIT 3")
        assert page.evaluate("document.documentElement.scrollWidth") == 320
        assert page.get_by_role("button", name="止める", exact=True).is_hidden()
        page.evaluate("scrollTo(0, 0)")  # nothing is half below the header
        assert violations(page, is_kept=True) == []
        visit.ask("SELECT nix FROM stations")
        page.evaluate("scrollTo(0, 0)")  # nothing is half below the header
        assert violations(page) == []


def test_the_page_of_a_dataset_leads_to_it(browser: Browser, address: str) -> None:
    with Visit(browser, address) as visit:
        page = visit.dataset("stations", more="?table=stations")
        page.get_by_role("link", name="SQLで調べる", exact=True).last.click()
        page.wait_for_selector(".mc-sql__tables > li")
        assert parse_qs(urlsplit(page.url).query) == {"table": [STATIONS]}
        assert visit.troubles == []


def test_a_former_name_opens_the_table_on_its_page(browser: Browser, address: str) -> None:
    with Questions(browser, address) as visit:
        visit.page.goto(f"{address}ja/datasets/fictitious-city/museum/?table=entries&desc=%E4%BD%8D&without.chart-9=1")
        visit.page.wait_for_selector("[data-explore=visits][data-is-ready]")
        assert "?table=visits&" in visit.page.url and visit.page.url.endswith("&without.chart-9=1")
        assert visit.troubles == []
