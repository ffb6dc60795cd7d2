"""What tables cost, as a Markdown table in both languages."""

from __future__ import annotations

import os
import platform
from importlib.metadata import version

from catalog.model.text import Lang, LocalizedText
from tests.bench.measure import Cost
from tests.bench.tables import FAULTY_ROWS, WIDE_COLUMNS, WIDE_ROWS, TableTrial
from tests.bench.writing import WritingTrial

TABLE_MARKERS = ("<!-- bench-tables:begin -->", "<!-- bench-tables:end -->")
HEADINGS = (
    LocalizedText("測ったもの", "What was measured"),
    LocalizedText("本製品", "Ours"),
    LocalizedText("比べる相手", "Compared with"),
    LocalizedText("比", "Ratio"),
    LocalizedText("目標", "Target"),
    LocalizedText("最大のメモリ（本製品）", "Peak memory (ours)"),
)
Pair = tuple[LocalizedText, Cost, str, Cost, float]
"""What was measured, our cost, who else, their cost, and the ratio that is aimed at."""
PARTS = (
    LocalizedText("**読み取りと検査**", "**Reading and validating**"),
    LocalizedText("**書き出し**（読み取りから）", "**Writing**, reading included"),
)
SMALL = LocalizedText("100行×10列、起動の時間を除く", "100 rows × 10 columns, without the start of the program")
MEMORY = LocalizedText(
    "まちがいのない表の最大のメモリ ÷ ファイル（{megabytes} MB）",
    "peak memory of the valid table ÷ its file ({megabytes} MB)",
)
ALL_FORMS = LocalizedText("すべての形式とZIP", "all forms and the archive")
CONDITIONS = LocalizedText(
    "{cores}コア、Python {python}、{system}、polars {polars}、frictionless {frictionless}、xlsxwriter {xlsxwriter}。"
    "プロセス全体の実時間です。Frictionlessのほかは{rounds}回の中央値、Frictionlessは{peer_rounds}回です。"
    "どちらも、まちがいを5,000件まで数えます。",
    "{cores} cores, Python {python}, {system}, polars {polars}, frictionless {frictionless}, xlsxwriter {xlsxwriter}. "
    "Wall time of the whole process; medians of {rounds} runs, Frictionless {peer_rounds} run. "
    "Both count mistakes up to 5,000.",
)


def read_pairs(trial: TableTrial) -> list[Pair]:
    """Return what reading and validating is compared with."""
    rows, faulty = f"{trial.row_count:,}", f"{min(FAULTY_ROWS, trial.row_count):,}"
    frictionless = "Frictionless"
    return [
        (
            LocalizedText(f"{rows}行×10列、まちがいなし", f"{rows} rows × 10 columns, valid"),
            trial.utf8,
            frictionless,
            trial.frictionless_utf8,
            0.05,
        ),
        (
            LocalizedText("同じ表、CP932", "the same table in CP932"),
            trial.cp932,
            "UTF-8",
            trial.utf8,
            1.7,
        ),
        (
            LocalizedText("同じ表、20行だけまちがい", "the same table, 20 bad rows"),
            trial.bad,
            frictionless,
            trial.frictionless_bad,
            0.2,
        ),
        (
            LocalizedText(f"{faulty}行、すべての行にまちがい", f"{faulty} rows, each with a mistake"),
            trial.all_bad,
            frictionless,
            trial.frictionless_all_bad,
            1.1,
        ),
        (
            LocalizedText(f"{WIDE_ROWS:,}行×{WIDE_COLUMNS}列", f"{WIDE_ROWS:,} rows × {WIDE_COLUMNS} columns"),
            trial.wide,
            frictionless,
            trial.frictionless_wide,
            0.5,
        ),
    ]


def write_pairs(trial: WritingTrial) -> list[Pair]:
    """Return what writing is compared with."""
    rows, xlsx_rows = f"{trial.row_count:,}", f"{trial.xlsx_rows:,}"
    return [
        (
            LocalizedText(f"JSONとNDJSON、{rows}行", f"JSON and NDJSON, {rows} rows"),
            trial.ours_json,
            "csv + json",
            trial.stdlib_json,
            0.25,
        ),
        (
            LocalizedText(f"Parquet、{rows}行", f"Parquet, {rows} rows"),
            trial.ours_parquet,
            "Polars",
            trial.polars_parquet,
            1.5,
        ),
        (
            LocalizedText(f"XLSX、{xlsx_rows}行", f"XLSX, {xlsx_rows} rows"),
            trial.ours_xlsx,
            "xlsxwriter",
            trial.xlsxwriter_xlsx,
            0.25,
        ),
    ]


def render_tables(trial: TableTrial, writing: WritingTrial, lang: Lang) -> str:
    """Return the table, and the conditions under which it was measured."""
    lines = [[heading.text(lang) for heading in HEADINGS], ["---", *["---:"] * (len(HEADINGS) - 1)]]
    lines.append([PARTS[0].text(lang), *[""] * 5])
    lines += [pair_line(pair, lang) for pair in read_pairs(trial)]
    lines.append([SMALL.text(lang), f"{trial.small_seconds * 1000:.1f} ms", "", "", "≤ 15 ms", ""])
    lines.append(memory_line(MEMORY, trial.utf8, trial.size_bytes, lang))
    lines.append([PARTS[1].text(lang), *[""] * 5])
    lines += [pair_line(pair, lang) for pair in write_pairs(writing)]
    seconds = f"{writing.publishing.wall_seconds:.2f} s"
    lines.append([ALL_FORMS.text(lang), seconds, "", "", "", f"{writing.publishing.peak_bytes / 1e6:.0f} MB"])
    table = "\n".join(f"| {' | '.join(line)} |" for line in lines)
    conditions = CONDITIONS.text(lang).format(
        cores=os.cpu_count(),
        python=platform.python_version(),
        system=platform.system(),
        polars=version("polars"),
        frictionless=version("frictionless"),
        xlsxwriter=version("xlsxwriter"),
        rounds=trial.rounds,
        peer_rounds=trial.peer_rounds,
    )
    return f"{table}\n\n{conditions}\n"


def pair_line(pair: Pair, lang: Lang) -> list[str]:
    """Return the cells of a comparison."""
    label, ours, name, peer, target = pair
    return [
        label.text(lang),
        f"{ours.wall_seconds:.2f} s",
        f"{name} {peer.wall_seconds:.2f} s",
        f"{ours.wall_seconds / peer.wall_seconds:.3f} ×",
        f"≤ {target} ×",
        f"{ours.peak_bytes / 1e6:.0f} MB",
    ]


def memory_line(label: LocalizedText, cost: Cost, size_bytes: int, lang: Lang) -> list[str]:
    """Return the cells of a peak of memory as a multiple of the file."""
    text = label.text(lang).format(megabytes=f"{size_bytes / 1e6:.0f}")
    return [text, "", "", f"{cost.peak_bytes / size_bytes:.1f} ×", "≤ 4 ×", ""]
