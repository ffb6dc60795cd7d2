"""What the explorer costs, as a Markdown table in both languages, with what missed its target or wasn't measured."""

from __future__ import annotations

import os
import platform
from collections.abc import Sequence

from catalog.model.text import Lang, LocalizedText
from tests.bench.exploring import ExploreCost
from tests.bench.table_report import Line, render_parts

EXPLORE_MARKERS = ("<!-- bench-explore:begin -->", "<!-- bench-explore:end -->")
NO_BROWSER = LocalizedText("ブラウザーがないため測っていません。", "Not measured: there is no browser.")
CODE_KB = 60
OPEN_MS = {1_000: 500, 100_000: 1500, 1_000_000: 1500}
SORT_MS, SEARCH_MS, BLOCKED_MS = 1000, 1000, 200
CONDITIONS = LocalizedText(
    "{cores}コア、Python {python}、{system}。ヘッドレスのChromiumで、同じ機械のサーバーから読みます。"
    "時間は押してから画面に出るまでで、時計の時間とブラウザーの全プロセスの時間のうち短いほうです。"
    "表は10列で、プログラムの大きさはgzipで圧縮したもの、表のファイルはそのままの大きさです。{rounds}回の中央値です。",
    "{cores} cores, Python {python}, {system}. Headless Chromium, a server on the same machine. Times are from "
    "the press until it is painted: the shorter of wall time and that of all processes of the browser. Tables have 10 "
    "columns. Code is compressed with gzip, tables are as they are. Medians of {rounds} runs.",
)


def render_exploring(costs: Sequence[ExploreCost] | None, rounds: int, lang: Lang) -> str:
    """Return the table, what missed its target, and the conditions under which it was measured."""
    if costs is None:
        return NO_BROWSER.text(lang)
    parts = [(_title(cost), _lines(cost)) for cost in costs]
    conditions = CONDITIONS.text(lang).format(
        cores=os.cpu_count(), python=platform.python_version(), system=platform.system(), rounds=rounds
    )
    return f"{render_parts(parts, lang)}\n\n{conditions}\n"


def _title(cost: ExploreCost) -> LocalizedText:
    size = f"{cost.file_bytes / 1e6:.1f} MB"
    return LocalizedText(f"**{cost.row_count:,}行（{size}）**", f"**{cost.row_count:,} rows ({size})**")


def _lines(cost: ExploreCost) -> list[Line]:
    return [
        _line("開くためのプログラム", "code to open it", cost.code_bytes / 1e3, CODE_KB, "KB"),
        _line("はじめの行が出るまでに読んだ表", "read of the table until then", cost.open_bytes / 1e3, None, "KB"),
        _line("はじめの行が出るまで", "until the first rows are there", cost.open_ms, OPEN_MS.get(cost.row_count)),
        _line("開いてすぐの並べ替え（数）", "sorting at once (numbers)", cost.first_sort_ms, None),
        _line("並べ替え（数）", "sorting (numbers)", cost.number_sort_ms, SORT_MS),
        _line("並べ替え（同じ値の多い文字）", "sorting (texts, many alike)", cost.name_sort_ms, SORT_MS),
        _line("並べ替え（すべて違う文字）", "sorting (texts that all differ)", cost.text_sort_ms, 2 * SORT_MS),
        _line("すべての列から二つの言葉を探す", "searching two words in all columns", cost.search_ms, SEARCH_MS),
        _line("画面が動かない時間の最長", "longest time that the page didn't react", cost.blocked_ms, BLOCKED_MS),
        _line("SQLの最初の答え（すべて読む）", "SQL: first answer, all loaded", cost.sql_first_ms, None),
        _line("そのために読んだもの", "read for it", cost.sql_bytes / 1e3, None, "KB"),
        _line("SQLの次の答え", "SQL: next answer", cost.sql_next_ms, SORT_MS),
    ]  # fmt: skip


def _line(ja: str, en: str, value: float, target: float | None, unit: str = "ms") -> Line:
    return Line(LocalizedText(ja, en), value=value, target=target, unit=unit, decimals=0)
