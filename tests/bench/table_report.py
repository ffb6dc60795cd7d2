"""What tables cost, as a Markdown table in both languages."""

from __future__ import annotations

import os
import platform
from collections.abc import Callable
from importlib.metadata import version

from catalog.model.text import Lang, LocalizedText
from tests.bench.measure import Cost
from tests.bench.tables import FAULTY_ROWS, WIDE_COLUMNS, WIDE_ROWS, TableTrial

TABLE_MARKERS = ("<!-- bench-tables:begin -->", "<!-- bench-tables:end -->")
HEADINGS = (
    LocalizedText("測ったもの", "What was measured"),
    LocalizedText("本製品", "Ours"),
    LocalizedText("比べる相手", "Compared with"),
    LocalizedText("比", "Ratio"),
    LocalizedText("目標", "Target"),
    LocalizedText("最大のメモリ（本製品）", "Peak memory (ours)"),
)
Line = tuple[LocalizedText, Callable[[TableTrial], tuple[Cost, Cost, str, float]]]
LINES: tuple[Line, ...] = (
    (
        LocalizedText("{rows}行×10列、まちがいなし", "{rows} rows × 10 columns, valid"),
        lambda t: (t.utf8, t.frictionless_utf8, "Frictionless", 0.05),
    ),
    (
        LocalizedText("同じ表、CP932", "the same table in CP932"),
        lambda t: (t.cp932, t.utf8, "UTF-8", 1.7),
    ),
    (
        LocalizedText("同じ表、20行だけまちがい", "the same table, 20 bad rows"),
        lambda t: (t.bad, t.frictionless_bad, "Frictionless", 0.2),
    ),
    (
        LocalizedText("{faulty}行、すべての行にまちがい", "{faulty} rows, each with a mistake"),
        lambda t: (t.all_bad, t.frictionless_all_bad, "Frictionless", 1.1),
    ),
    (
        LocalizedText("{wide_rows}行×{columns}列", "{wide_rows} rows × {columns} columns"),
        lambda t: (t.wide, t.frictionless_wide, "Frictionless", 0.5),
    ),
)
SMALL = LocalizedText("100行×10列、起動の時間を除く", "100 rows × 10 columns, without the start of the program")
MEMORY = LocalizedText(
    "{rows}行の表の最大のメモリ ÷ ファイル（{megabytes} MB）", "peak memory, {rows} rows ÷ the file ({megabytes} MB)"
)
CONDITIONS = LocalizedText(
    "{cores}コア、Python {python}、{system}、polars {polars}、frictionless {frictionless}。"
    "プロセス全体の実時間です。本製品は{rounds}回の中央値、Frictionlessは{peer_rounds}回です。"
    "どちらも、まちがいを5,000件まで数えます。",
    "{cores} cores, Python {python}, {system}, polars {polars}, frictionless {frictionless}. "
    "Wall time of the whole process; ours medians of {rounds} runs, Frictionless {peer_rounds} run. "
    "Both count mistakes up to 5,000.",
)


def render_tables(trial: TableTrial, lang: Lang) -> str:
    """Return the table, and the conditions under which it was measured."""
    counts = {
        "rows": f"{trial.row_count:,}",
        "faulty": f"{min(FAULTY_ROWS, trial.row_count):,}",
        "wide_rows": f"{WIDE_ROWS:,}",
        "columns": str(WIDE_COLUMNS),
        "megabytes": f"{trial.size_bytes / 1e6:.0f}",
    }
    lines = [[heading.text(lang) for heading in HEADINGS], ["---", *["---:"] * (len(HEADINGS) - 1)]]
    for label, costs in LINES:
        ours, peer, name, target = costs(trial)
        ratio = ours.wall_seconds / peer.wall_seconds
        lines.append(
            [
                label.text(lang).format(**counts),
                f"{ours.wall_seconds:.2f} s",
                f"{name} {peer.wall_seconds:.2f} s",
                f"{ratio:.3f} ×",
                f"≤ {target} ×",
                f"{ours.peak_bytes / 1e6:.0f} MB",
            ]
        )
    lines.append([SMALL.text(lang), f"{trial.small_seconds * 1000:.1f} ms", "", "", "≤ 15 ms", ""])
    peak = f"{trial.utf8.peak_bytes / trial.size_bytes:.1f} ×"
    lines.append([MEMORY.text(lang).format(**counts), "", "", peak, "≤ 4 ×", ""])
    table = "\n".join(f"| {' | '.join(line)} |" for line in lines)
    conditions = CONDITIONS.text(lang).format(
        cores=os.cpu_count(),
        python=platform.python_version(),
        system=platform.system(),
        polars=version("polars"),
        frictionless=version("frictionless"),
        rounds=trial.rounds,
        peer_rounds=trial.peer_rounds,
    )
    return f"{table}\n\n{conditions}\n"
