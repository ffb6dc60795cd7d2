"""What it costs to open a table whole, to look around in it, and to ask it with SQL, in a browser that comes anew."""

from __future__ import annotations

import gzip
import math
import re
import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from catalog.model.dataset import Field, Schema
from catalog.model.text import LocalizedText
from catalog.publish.tables.columns import Columns
from catalog.publish.tables.parquet import parquet_pieces
from catalog.publish.tables.typed import column_kinds
from tests.bench.measure import CommandFailed, cpu_seconds_below
from tests.browser import find_browser
from tests.site.building import build
from tests.site.mapping import make_map_project, served

PAGE = "ja/datasets/fictitious-city/stations/index.html"
DATA = "data/fictitious-city/stations/stations.parquet"
PACKAGE = "data/fictitious-city/stations/datapackage.json"
FIELDS = {
    "番号": "string",
    "名称": "string",
    "種別": "string",
    "地区": "string",
    "観測日": "date",
    "値": "number",
    "件数": "integer",
    "経度": "number",
    "緯度": "number",
    "備考": "string",
}
NUMBER, NAME, CODE = 5, 1, 0
"""Columns that are sorted by: numbers, texts of which many are alike, texts that all differ."""
# In the page itself: from the press until the table shows what was asked for, and is painted.
_DO = """([action, value]) => new Promise((resolve) => {
  const holder = document.querySelector("[data-explore]");
  const shown = () => holder.querySelector(".mc-grid-box")?.dataset.isShown;
  const before = shown();
  const observer = new MutationObserver(() => {
    if (shown() === undefined || shown() === before) return;
    observer.disconnect();
    requestAnimationFrame(resolve);
  });
  observer.observe(holder, { attributes: true, subtree: true, childList: true });
  if (action === "open") holder.querySelector("button").click();
  if (action === "sort") holder.querySelectorAll(".mc-grid__sort")[value].click();
  if (action === "search") {
    const input = holder.querySelector(".mc-grid-box input");
    input.value = value;
    input.dispatchEvent(new Event("input"));
  }
})"""
_WATCH = """() => {
  window.longest = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) window.longest = Math.max(window.longest, entry.duration);
  }).observe({ type: "longtask" });
}"""
_ASK = """(sql) => new Promise((resolve) => {
  const holder = document.querySelector("[data-sql-page]");
  const before = holder.dataset.answers;
  const observer = new MutationObserver(() => {
    if (holder.dataset.answers === before) return;
    observer.disconnect();
    resolve();
  });
  observer.observe(holder, { attributes: true });
  holder.querySelector("textarea").value = sql;
  holder.querySelector(".mc-explore__button--main").click();
})"""
_QUESTION = 'SELECT "種別", count(*) AS n, avg("値") AS v FROM stations GROUP BY "種別" ORDER BY n DESC'
_NEXT_QUESTION = 'SELECT "名称", sum("件数") AS n FROM stations GROUP BY "名称" ORDER BY n DESC LIMIT 10'


@dataclass(frozen=True, slots=True)
class ExploreCost:
    """What a table of so many rows costs; medians. Times in milliseconds, from the press until it is painted,
    on the clock, or of all processes of the browser where that is less.

    Attributes:
        code_bytes: The explorer's own code and words, compressed.
        open_bytes: Of the table itself until its first rows are there.
        first_sort_ms: By numbers, right after the table was opened: its columns have to be loaded.
        text_sort_ms: By texts that all differ; ``name_sort_ms`` by texts of which many are alike.
        search_ms: Two words, each in any column.
        blocked_ms: The longest time in which the page didn't react.
        sql_first_ms: From the press until the first answer is there, DuckDB's program and the table loaded meanwhile.
        sql_bytes: All that was moved for it, compressed.
    """

    row_count: int
    code_bytes: int
    file_bytes: int
    open_bytes: int
    open_ms: float
    first_sort_ms: float
    number_sort_ms: float
    name_sort_ms: float
    text_sort_ms: float
    search_ms: float
    blocked_ms: float
    sql_first_ms: float
    sql_next_ms: float
    sql_bytes: int


def measure_exploring(folder: Path, row_counts: Sequence[int], rounds: int) -> list[ExploreCost] | None:
    """Return what tables of *row_counts* rows cost; a site is built in the empty *folder*. ``None`` without a browser.

    Raises:
        CommandFailed: The site can't be built.
    """
    if find_browser() is None:
        return None
    from playwright.sync_api import sync_playwright

    root = make_map_project(folder / "project")
    result = build(root)
    if not (root / "site" / PAGE).is_file():
        raise CommandFailed(f"catalog build ended with {result.returncode}:\n{(result.stdout + result.stderr)[-4000:]}")
    (folder / "served").mkdir()
    site = folder / "served/machi"
    (root / "site").rename(site)
    with sync_playwright() as playwright, served(site.parent) as address:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=["--no-sandbox", "--disable-gpu"])
        costs = []
        for count in row_counts:
            size = put_table(site, count)
            costs.append(_median([_visit(browser, address, count, size) for _ in range(rounds)]))
        browser.close()
    return costs


def put_table(site: Path, row_count: int) -> int:
    """Put a table of so many rows in the place of a built site's own; return the size of its file in bytes."""
    content = b"".join(_render_table(row_count))
    for uri, text in (
        (DATA, content),
        (PAGE, re.sub(rb'data-bytes="\d+"', b'data-bytes="%d"' % len(content), (site / PAGE).read_bytes())),
        (PACKAGE, _with_size((site / PACKAGE).read_bytes(), len(content))),
    ):
        (site / uri).unlink()  # it may be a link into the store
        (site / uri).write_bytes(text)
    return len(content)


def _with_size(package: bytes, size: int) -> bytes:
    """Return a description that tells the new size of the Parquet file."""
    return re.sub(rb'("role": "parquet"[^}]*?"bytes": )\d+', rb"\g<1>%d" % size, package)


def _render_table(row_count: int) -> Sequence[bytes]:
    chance = np.random.default_rng(11)
    number = pl.Series(np.arange(row_count))
    kinds, districts = ("雨量", "水位", "気温", "風", "積雪"), [f"第{each}地区" for each in range(40)]
    values = {
        "番号": number.cast(pl.String).str.zfill(7),
        "名称": pl.Series([f"観測点{each}" for each in np.arange(row_count) % 50_000]),
        "種別": pl.Series([kinds[each] for each in chance.integers(0, 5, row_count)]),
        "地区": pl.Series([districts[each] for each in chance.integers(0, 40, row_count)]),
        "観測日": (pl.Series(chance.integers(10_957, 20_454, row_count))).cast(pl.Date).cast(pl.String),
        "値": pl.Series(chance.random(row_count) * 1000).round(1).cast(pl.String),
        "件数": pl.Series(chance.integers(0, 100_000, row_count)).cast(pl.String),
        "経度": pl.Series(133 + chance.random(row_count)).round(6).cast(pl.String),
        "緯度": pl.Series(34 + chance.random(row_count)).round(6).cast(pl.String),
        "備考": pl.Series([f"注意{each}" if each < 1000 else "" for each in chance.integers(0, 10_000, row_count)]),
    }
    frame = pl.DataFrame([series.alias(str(at)) for at, series in enumerate(values.values())])
    descriptors = [{"name": name, "type": kind} for name, kind in FIELDS.items()]
    fields = tuple(
        Field(each["name"], LocalizedText(each["name"]), None, each["type"], "default", each) for each in descriptors
    )
    columns = Columns(tuple(FIELDS), fields, frame)
    schema = Schema(fields, (), ("",), {"fields": descriptors})
    return list(parquet_pieces(columns, column_kinds(columns, schema.missing_values), schema))


def _visit(browser: Any, address: str, row_count: int, size: int) -> ExploreCost:
    context = browser.new_context(locale="ja-JP")
    page = context.new_page()
    loaded: list[Any] = []
    page.on("response", lambda response: loaded.append(response))
    page.goto(address + PAGE.removesuffix("index.html"), wait_until="networkidle")
    page.evaluate(_WATCH)
    del loaded[:]
    opened = _milliseconds(page, _DO, ["open", None])
    parts = [response for response in loaded if response.url.endswith(".parquet")]
    open_bytes = sum(len(response.body()) for response in parts)
    code_bytes = sum(map(_moved, (response for response in loaded if "explore" in response.url)))
    first_sort = _milliseconds(page, _DO, ["sort", NUMBER])
    sorts = [_milliseconds(page, _DO, ["sort", column]) for column in (NUMBER, NAME, CODE)]
    search = _milliseconds(page, _DO, ["search", "雨量 観測点12"])
    blocked = page.evaluate("longest")
    sql = _ask(page, address, loaded)
    context.close()
    return ExploreCost(row_count, code_bytes, size, open_bytes, opened, first_sort, *sorts, search, blocked, *sql)


def _ask(page: Any, address: str, loaded: list[Any]) -> tuple[float, float, int]:
    """Return the times of the first and the next answer, and the bytes that were moved for the first."""
    page.goto(f"{address}ja/sql/?table=fictitious-city/stations", wait_until="networkidle")
    page.wait_for_selector("[data-is-ready]")
    del loaded[:]
    first = _milliseconds(page, _ASK, _QUESTION)
    moved = sum(_moved(response) for response in loaded if not response.url.startswith("blob:"))
    return first, _milliseconds(page, _ASK, _NEXT_QUESTION), moved


def _milliseconds(page: Any, action: str, value: Any) -> float:
    """Return how long something takes: on the clock, or of all processes of the browser where that is less."""
    wall, cpu = time.perf_counter(), cpu_seconds_below()
    page.evaluate(action, value)
    spent = [time.perf_counter() - wall, cpu_seconds_below() - cpu]
    return 1000 * min(each for each in spent if not math.isnan(each))


def _moved(response: Any) -> int:
    """Return the bytes of a response as a server sends them; tables and DuckDB's program are compressed as they are."""
    body = response.body()
    is_packed = response.url.endswith((".parquet", ".bin"))
    return len(body) if is_packed else len(gzip.compress(body))


def _median(costs: Sequence[ExploreCost]) -> ExploreCost:
    names = ExploreCost.__dataclass_fields__
    values = {name: statistics.median([getattr(cost, name) for cost in costs]) for name in names}
    whole = {name: int(values[name]) for name in names if name.endswith(("_bytes", "_count"))}
    return ExploreCost(**{**values, **whole})
