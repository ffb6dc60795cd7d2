"""What tables cost, as a Markdown table in both languages, with what didn't reach its target."""

from __future__ import annotations

import os
import platform
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version

from catalog.model.text import Lang, LocalizedText
from tests.bench.checked import COLUMNS, FEW_ROWS, CheckedCost
from tests.bench.measure import Cost
from tests.bench.tables import FAULTY_ROWS, SMALL_ROWS, WIDE_COLUMNS, WIDE_ROWS, TableTrial
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
READING = LocalizedText("**読み取りと検査**", "**Reading and validating**")
WRITING = LocalizedText("**書き出し**", "**Writing**")
CHECKING = LocalizedText("**すべての検査**", "**All checks**")
MEMORY = LocalizedText("**最大のメモリ ÷ ファイルの大きさ**", "**Peak memory ÷ size of the file**")
ALL_REACHED = LocalizedText("すべての目標に届きました。", "Every target was reached.")
MISSED = LocalizedText("目標に届かなかったもの：{labels}。", "Targets that were missed: {labels}.")
UNMEASURED = LocalizedText("測らなかったもの：{labels}。", "Not measured: {labels}.")
CONDITIONS = LocalizedText(
    "{cores}コア、Python {python}、{system}、polars {polars}、frictionless {frictionless}、xlsxwriter {xlsxwriter}。"
    "時間は、断りのないものはプロセス全体の実時間で、括弧の中は全コアのCPU時間の合計です。比は、それぞれ短いほうの時間の比です（ほかの仕事を待たされた分を入れないため）。"
    "本製品と標準ライブラリなどは{rounds}回の中央値、Frictionless、いちばん大きな表、すべての検査、すべての形式は1回です。"
    "まちがいは、本製品もFrictionlessも5,000件まで数えます。",
    "{cores} cores, Python {python}, {system}, polars {polars}, frictionless {frictionless}, xlsxwriter {xlsxwriter}. "
    "Where nothing else is said, times are wall times of the whole process, in brackets those of all cores together; "
    "ratios are of the shorter of the two, so that waiting for other work doesn't count. Medians of {rounds} runs of "
    "ours, of the standard library and the like; one run of Frictionless, of the largest table, of all checks and of "
    "all forms. "
    "Both we and Frictionless count mistakes up to 5,000.",
)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the table.

    Attributes:
        ours: What ours cost, in words.
        peer: Whom it is compared with, and what that cost; or why there is no value.
        value: What is held to the target, ``None`` for a line that has none or that couldn't be measured.
        unit: Of value and target: ``×``, ``s``, ``ms``.
        decimals: Of the value.
    """

    label: LocalizedText
    ours: str = ""
    peer: LocalizedText | str = ""
    value: float | None = None
    target: float | None = None
    unit: str = "×"
    decimals: int = 3
    peak_bytes: int | None = None

    @property
    def is_missed(self) -> bool:
        """Whether the value, as it is shown, is over its target."""
        return self.value is not None and self.target is not None and round(self.value, self.decimals) > self.target

    @property
    def is_unmeasured(self) -> bool:
        """Whether there is a target and no value."""
        return self.value is None and self.target is not None

    def cells(self, lang: Lang) -> list[str]:
        """Return the cells, a value that missed its target in bold."""
        value = "" if self.value is None else f"{self.value:.{self.decimals}f} {self.unit}"
        return [
            self.label.text(lang),
            self.ours,
            self.peer if isinstance(self.peer, str) else self.peer.text(lang),
            f"**{value}**" if self.is_missed else value,
            "" if self.target is None else f"≤ {self.target:g} {self.unit}",
            "" if self.peak_bytes is None else f"{self.peak_bytes / 1e6:,.0f} MB",
        ]


def times(cost: Cost) -> str:
    """Return the time that a process took, and that of all processors together."""
    return f"{cost.wall_seconds:.2f} s (CPU {cost.cpu_seconds:.2f} s)"


def pair(ja: str, en: str, ours: Cost, name: str, peer: Cost, target: float) -> Line:
    """Return the line of a comparison of whole processes."""
    return Line(
        LocalizedText(ja, en),
        times(ours),
        f"{name} {times(peer)}",
        ours.seconds / peer.seconds,
        target,
        peak_bytes=ours.peak_bytes,
    )


def reading_lines(trial: TableTrial) -> list[Line]:
    """Return what reading and validating costs."""
    rows, faulty = f"{trial.row_count:,}", f"{min(FAULTY_ROWS, trial.row_count):,}"
    peer = "Frictionless"
    return [
        pair(
            f"{rows}行×10列、まちがいなし",
            f"{rows} rows × 10 columns, valid",
            trial.utf8,
            peer,
            trial.frictionless_utf8,
            0.05,
        ),
        pair("同じ表、CP932", "the same table in CP932", trial.cp932, "UTF-8", trial.utf8, 1.7),
        pair("同じ表、20行だけまちがい", "the same table, 20 bad rows", trial.bad, peer, trial.frictionless_bad, 0.2),
        pair(
            f"{faulty}行、すべての行にまちがい",
            f"{faulty} rows, each with a mistake",
            trial.all_bad,
            peer,
            trial.frictionless_all_bad,
            1.1,
        ),
        pair(
            f"{WIDE_ROWS:,}行×{WIDE_COLUMNS}列",
            f"{WIDE_ROWS:,} rows × {WIDE_COLUMNS} columns",
            trial.wide,
            peer,
            trial.frictionless_wide,
            0.5,
        ),
        Line(
            LocalizedText(
                f"{SMALL_ROWS}行×10列、起動の時間を除く",
                f"{SMALL_ROWS} rows × 10 columns, without the start of the program",
            ),
            value=trial.small_seconds * 1000,
            target=15,
            unit="ms",
            decimals=1,
        ),
    ]


def writing_lines(trial: WritingTrial) -> list[Line]:
    """Return what writing costs."""
    rows, xlsx_rows = f"{trial.row_count:,}", f"{trial.xlsx_rows:,}"
    return [
        pair(
            f"CSVからJSON、{rows}行（本製品は同時にNDJSONも）",
            f"CSV to JSON, {rows} rows (ours with NDJSON beside)",
            trial.ours_json,
            "csv + json",
            trial.stdlib_json,
            0.25,
        ),
        Line(
            LocalizedText(
                f"読み取った表からParquet、{rows}行",
                f"a table that was read to Parquet, {rows} rows",
            ),
            f"{trial.ours_parquet_seconds:.2f} s",
            f"Polars {trial.polars_parquet_seconds:.2f} s",
            trial.ours_parquet_seconds / trial.polars_parquet_seconds,
            1.2,
        ),
        Line(
            LocalizedText("CSVからParquet、同じ表", "CSV to Parquet, the same table"),
            times(trial.ours_parquet),
            f"Polars {times(trial.polars_parquet)}",
            trial.ours_parquet.seconds / trial.polars_parquet.seconds,
            peak_bytes=trial.ours_parquet.peak_bytes,
        ),
        pair(
            f"CSVからXLSX、{xlsx_rows}行",
            f"CSV to XLSX, {xlsx_rows} rows",
            trial.ours_xlsx,
            "xlsxwriter",
            trial.xlsxwriter_xlsx,
            0.25,
        ),
        Line(
            LocalizedText(f"CSVからすべての形式とZIP、{rows}行", f"CSV to all forms and the archive, {rows} rows"),
            times(trial.publishing),
            peak_bytes=trial.publishing.peak_bytes,
        ),
    ]


def checking_lines(checks: Sequence[CheckedCost]) -> list[Line]:
    """Return what all checks cost."""
    return [
        Line(
            LocalizedText(
                f"{cost.row_count:,}行×{len(COLUMNS)}列、起動の時間を除く",
                f"{cost.row_count:,} rows × {len(COLUMNS)} columns, without the start of the program",
            ),
            times(cost.process),
            value=cost.seconds,
            target=1 if cost.row_count <= FEW_ROWS else 20,
            unit="s",
            decimals=2,
            peak_bytes=cost.process.peak_bytes,
        )
        for cost in checks
    ]


def memory_lines(trial: TableTrial, writing: WritingTrial, checks: Sequence[CheckedCost]) -> list[Line]:
    """Return what memory is taken, as multiples of the file."""
    largest = checks[-1]
    found = (
        ("読み取りと検査", "reading and validating", trial.utf8, trial.size_bytes),
        ("読み取りと検査、いちばん大きな表", "reading and validating, the largest table", trial.huge, trial.huge_bytes),
        ("すべての形式とZIP", "all forms and the archive", writing.publishing, writing.size_bytes),
        ("すべての検査", "all checks", largest.process, largest.size_bytes),
    )
    return [
        Line(
            LocalizedText(f"{ja}（{size / 1e6:,.0f} MB）", f"{en} ({size / 1e6:,.0f} MB)"),
            times(cost),
            value=cost.peak_bytes / size,
            target=4,
            decimals=1,
            peak_bytes=cost.peak_bytes,
        )
        for ja, en, cost, size in found
    ]


def render_tables(trial: TableTrial, writing: WritingTrial, checks: Sequence[CheckedCost], lang: Lang) -> str:
    """Return the table, what missed its target, and the conditions under which it was measured."""
    parts = (
        (READING, reading_lines(trial)),
        (WRITING, writing_lines(writing)),
        (CHECKING, checking_lines(checks)),
        (MEMORY, memory_lines(trial, writing, checks)),
    )
    conditions = CONDITIONS.text(lang).format(
        cores=os.cpu_count(),
        python=platform.python_version(),
        system=platform.system(),
        polars=version("polars"),
        frictionless=version("frictionless"),
        xlsxwriter=version("xlsxwriter"),
        rounds=trial.rounds,
    )
    return f"{render_parts(parts, lang)}\n\n{conditions}\n"


def render_parts(parts: Sequence[tuple[LocalizedText, Sequence[Line]]], lang: Lang) -> str:
    """Return the lines below the titles of their parts, and, in words, what missed its target or wasn't measured."""
    rows = [[heading.text(lang) for heading in HEADINGS], ["---", *["---:"] * (len(HEADINGS) - 1)]]
    for title, lines in parts:
        rows += [[title.text(lang), *[""] * 5], *(line.cells(lang) for line in lines)]
    table = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    labelled = [
        (f"{title.text(lang).replace('*', '')} – {line.label.text(lang)}", line)
        for title, lines in parts
        for line in lines
    ]
    between = "、" if lang == "ja" else "; "
    missed = between.join(label for label, line in labelled if line.is_missed)
    unmeasured = between.join(label for label, line in labelled if line.is_unmeasured)
    said = [
        words.text(lang).format(labels=labels)
        for words, labels in ((MISSED, missed), (UNMEASURED, unmeasured))
        if labels
    ]
    verdict = ("" if lang == "ja" else " ").join(said or [ALL_REACHED.text(lang)])
    return f"{table}\n\n{verdict}"
