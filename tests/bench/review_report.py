"""What reviews cost, as a Markdown table in both languages, with what didn't reach its target."""

from __future__ import annotations

import os
import platform

from catalog.model.text import Lang, LocalizedText
from tests.bench.measure import Cost
from tests.bench.reviewing import ReviewTrial
from tests.bench.table_report import Line, render_parts

REVIEW_MARKERS = ("<!-- bench-review:begin -->", "<!-- bench-review:end -->")
CHECK_SECONDS, WHOLE_SECONDS = 3, 60
CONDITIONS = LocalizedText(
    "{cores}コア、Python {python}、{system}。{rounds}回の中央値です。"
    "時間は、プロセス全体の実時間と、全コアのCPU時間のうち、短いほうです（ほかの仕事を待たされた分を入れないため）。"
    "1つのデータセットのセル・地点・行を変え、置き場所のちがうファイルを1つ加えた変更です。"
    "サイトは空のフォルダーに作り、変わっていないデータセットの結果は、公開のときのものがストアにあります。"
    "取り出し（git）とインストールの時間は入っていません。"
    "コメントは{characters}字、見本は{size:.0f} KBです。",
    "{cores} cores, Python {python}, {system}. Medians of {rounds} runs. Times are the shorter of the wall time of "
    "whole processes and the CPU time of all cores, so that waiting for other work doesn't count. The change is of "
    "cells, places and rows in one dataset, with one file in the wrong place. "
    "The site is built into an empty folder; the store has the results of unchanged datasets from the publication. "
    "Checking out and installing aren't counted. The comment has {characters} characters, the preview {size:.0f} KB.",
)


def render_review(trial: ReviewTrial, rounds: int, lang: Lang) -> str:
    """Return the table, what missed its target, and the conditions under which it was measured."""
    title = LocalizedText(f"**{trial.dataset_count:,}データセット**", f"**{trial.dataset_count:,} datasets**")
    whole = trial.review.seconds + trial.build.seconds + trial.preview.seconds
    lines = [
        _line(
            "検査とコメント（`catalog review`）", "check and comment (`catalog review`)", trial.review, CHECK_SECONDS
        ),
        _line("サイト（`catalog build`）", "site (`catalog build`)", trial.build, None),
        _line("見本（`catalog preview`）", "preview (`catalog preview`)", trial.preview, None),
        Line(
            LocalizedText("判定と見本まで、合わせて", "verdict and preview, all together"),
            value=whole,
            target=WHOLE_SECONDS,
            unit="s",
            decimals=2,
        ),
        _line("すべてを消す変更の検査", "check of a change that deletes everything", trial.gone, None),
    ]
    conditions = CONDITIONS.text(lang).format(
        cores=os.cpu_count(),
        python=platform.python_version(),
        system=platform.system(),
        rounds=rounds,
        characters=f"{trial.comment_characters:,}",
        size=trial.preview_bytes / 1e3,
    )
    return f"{render_parts([(title, lines)], lang)}\n\n{conditions}\n"


def _line(ja: str, en: str, cost: Cost, target: float | None) -> Line:
    return Line(
        LocalizedText(ja, en),
        f"{cost.wall_seconds:.2f} s (CPU {cost.cpu_seconds:.2f} s)",
        value=cost.seconds,
        target=target,
        unit="s",
        decimals=2,
        peak_bytes=cost.peak_bytes,
    )
