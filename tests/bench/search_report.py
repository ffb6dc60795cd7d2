"""What a search costs, as a Markdown table in both languages, with what didn't reach its target or wasn't measured."""

from __future__ import annotations

import os
import platform
from collections.abc import Sequence

from catalog.model.text import Lang, LocalizedText
from tests.bench.searching import QUERY, SearchCost
from tests.bench.table_report import Line, render_parts

SEARCH_MARKERS = ("<!-- bench-search:begin -->", "<!-- bench-search:end -->")
NO_BROWSER = LocalizedText("ブラウザーがないため測っていません", "not measured: there is no browser")
NO_NODE = LocalizedText("Nodeがないため測っていません", "not measured: Node isn't installed")
FIRST_KB = {1_000: 200, 10_000: 400}
FIRST_MS = {1_000: 300, 10_000: 500}
NEXT_MS = 50
CONDITIONS = LocalizedText(
    "{cores}コア、Python {python}、{system}。"
    "ヘッドレスのChromiumで、同じ機械のサーバーから読みます。転送量はgzipで圧縮した大きさで、検索のプログラムを含みます。"
    "時間は検索欄に入ってから候補が出るまで（「{query}」）と、続けて1文字ずつ打ったときの中央値と最大です。{rounds}回の中央値です。"
    "再現率は上位10件、適合率は上位5件で数え、正解がそれより少ない問いでは正解の数で割ります。",
    "{cores} cores, Python {python}, {system}. Headless Chromium, a server on the same machine. Bytes are compressed "
    "with gzip, the search's own script among them. Times are from entering the box until suggestions are shown "
    "({query}), and for each character typed after that: median and slowest. Medians of {rounds} runs. Recall counts "
    "the first 10 results, precision the first 5; where fewer are right, their number is what is divided by.",
)


def render_search(costs: Sequence[SearchCost], rounds: int, lang: Lang) -> str:
    """Return the table, what missed its target, and the conditions under which it was measured."""
    parts = [(_title(cost), _lines(cost)) for cost in costs]
    conditions = CONDITIONS.text(lang).format(
        cores=os.cpu_count(), python=platform.python_version(), system=platform.system(), query=QUERY, rounds=rounds
    )
    return f"{render_parts(parts, lang)}\n\n{conditions}\n"


def _title(cost: SearchCost) -> LocalizedText:
    return LocalizedText(f"**{cost.dataset_count:,}データセット**", f"**{cost.dataset_count:,} datasets**")


def _lines(cost: SearchCost) -> list[Line]:
    return [*_answer_lines(cost), *_visit_lines(cost), _file_line(cost)]


def _answer_lines(cost: SearchCost) -> list[Line]:
    found = cost.answering
    missing: LocalizedText | str = NO_NODE if found is None else ""
    count = found.query_count if found else 0
    nonsense = found.nonsense_count if found else 0
    return [
        Line(
            LocalizedText("見つからなかった割合（1 − 再現率@10）", "share not found (1 − recall at 10)"),
            "" if found is None else f"{found.recall:.3f} ({count})",
            missing,
            None if found is None else 1 - found.recall,
            0.02,
            unit="",
        ),
        Line(
            LocalizedText("合わないものの割合（1 − 適合率@5）", "share not right (1 − precision at 5)"),
            "" if found is None else f"{found.precision:.3f} ({count})",
            missing,
            None if found is None else 1 - found.precision,
            0.05,
            unit="",
        ),
        Line(
            LocalizedText(f"意味のない言葉で出た件数（{nonsense}問）", f"hits of nonsense ({nonsense} queries)"),
            peer=missing,
            value=None if found is None else found.nonsense_hits,
            target=0,
            unit="",
            decimals=0,
        ),
    ]


def _visit_lines(cost: SearchCost) -> list[Line]:
    missing: LocalizedText | str = NO_BROWSER if cost.first_ms is None else ""
    slowest = "" if cost.slowest_ms is None else f"max {cost.slowest_ms:.0f} ms"
    return [
        Line(
            LocalizedText("最初の検索の転送量", "bytes moved for the first search"),
            peer=missing,
            value=None if cost.first_bytes is None else cost.first_bytes / 1e3,
            target=FIRST_KB.get(cost.dataset_count),
            unit="KB",
            decimals=0,
        ),
        Line(
            LocalizedText("最初の検索の時間", "time of the first search"),
            peer=missing,
            value=cost.first_ms,
            target=FIRST_MS.get(cost.dataset_count),
            unit="ms",
            decimals=0,
        ),
        Line(
            LocalizedText("次の1文字", "each further character"),
            slowest,
            missing,
            cost.next_ms,
            NEXT_MS,
            unit="ms",
            decimals=0,
        ),
    ]


def _file_line(cost: SearchCost) -> Line:
    return Line(
        LocalizedText("ファイルを作る（サイト全体を作る時間の一部）", "making the files (part of each build)"),
        f"{cost.merge_seconds:.2f} s, {cost.file_count:,} files, {cost.total_bytes / 1e6:.1f} MB",
    )
