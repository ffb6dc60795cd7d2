"""The measurements as a Markdown table in both languages, and its place in the documentation."""

from __future__ import annotations

import os
import platform
from collections.abc import Callable, Sequence
from importlib.metadata import version
from pathlib import Path

from catalog.model.text import Lang, LocalizedText
from tests.bench.measure import Cost, SiteSize
from tests.bench.trial import Trial

ROOT_PATH = Path(__file__).resolve().parents[2]
MARKERS = ("<!-- bench:begin -->", "<!-- bench:end -->")
Row = tuple[LocalizedText, Callable[[Trial], str]]


def per_page(cost: Cost, size: SiteSize) -> float:
    """Return milliseconds a page."""
    return cost.wall_seconds * 1000 / size.page_count


def ms(cost: Cost, size: SiteSize) -> str:
    """Return milliseconds a page as text."""
    return f"{per_page(cost, size):.2f} ms"


def seconds(cost: Cost) -> str:
    """Return seconds as text."""
    return f"{cost.wall_seconds:.2f} s"


def megabytes(cost: Cost) -> str:
    """Return the peak memory as text."""
    return f"{cost.peak_bytes / 1e6:.0f} MB"


def kilobytes(size: SiteSize) -> str:
    """Return the size of a dataset's page, plain and compressed, as text."""
    return f"{size.dataset_bytes / 1e3:.1f} KB ({size.dataset_gzip_bytes / 1e3:.1f} KB)"


def times_hugo(trial: Trial) -> str:
    """Return our time a page over Hugo's."""
    return f"{per_page(trial.pages, trial.our_size) / per_page(trial.hugo, trial.hugo_size):.2f} ×"


def times_material(trial: Trial) -> str:
    """Return mkdocs-material's time a page over ours."""
    return f"{per_page(trial.material, trial.material_size) / per_page(trial.pages, trial.our_size):.1f} ×"


def share_of_cold(trial: Trial) -> str:
    """Return the time of a rebuild over that of a first build."""
    return f"{trial.edited.wall_seconds / trial.cold.wall_seconds:.3f} ×"


ROWS: tuple[Row, ...] = (
    (LocalizedText("ページ数（本製品）", "Pages (ours)"), lambda t: f"{t.our_size.page_count:,}"),
    (
        LocalizedText("ページ数（Hugo、mkdocs-material）", "Pages (Hugo, mkdocs-material)"),
        lambda t: f"{t.hugo_size.page_count:,}",
    ),
    (LocalizedText("**1ページあたりの時間**", "**Time a page**"), lambda t: ""),
    (LocalizedText("本製品：全ページ", "Ours: all pages"), lambda t: ms(t.pages, t.our_size)),
    (
        LocalizedText("本製品：初回（データの読み取りと検査を含む）", "Ours: first build, data read and checked"),
        lambda t: ms(t.cold, t.our_size),
    ),
    (LocalizedText("Hugo", "Hugo"), lambda t: ms(t.hugo, t.hugo_size)),
    (LocalizedText("mkdocs-material（素のまま）", "mkdocs-material, bare"), lambda t: ms(t.material, t.material_size)),
    (LocalizedText("本製品（全ページ） ÷ Hugo", "Ours ÷ Hugo"), times_hugo),
    (LocalizedText("mkdocs-material ÷ 本製品（全ページ）", "mkdocs-material ÷ ours"), times_material),
    (LocalizedText("**全体の時間**", "**Time in all**"), lambda t: ""),
    (LocalizedText("本製品：初回", "Ours: first build"), lambda t: seconds(t.cold)),
    (
        LocalizedText("本製品：空のフォルダーへ、配布ファイルも", "Ours: into an empty folder, downloads too"),
        lambda t: seconds(t.whole),
    ),
    (LocalizedText("本製品：全ページ", "Ours: all pages"), lambda t: seconds(t.pages)),
    (LocalizedText("本製品：1件を直したあと", "Ours: after one dataset was edited"), lambda t: seconds(t.edited)),
    (LocalizedText("　初回との比", "— over the first build"), share_of_cold),
    (
        LocalizedText("　書いたファイル ／ 全ファイル", "— files written / all files"),
        lambda t: f"{t.edited_files:,} / {t.our_size.file_count:,}",
    ),
    (LocalizedText("本製品：何も直さなかったとき", "Ours: after nothing was changed"), lambda t: seconds(t.idle)),
    (LocalizedText("　書いたファイル", "— files written"), lambda t: f"{t.idle_files:,}"),
    (LocalizedText("Hugo", "Hugo"), lambda t: seconds(t.hugo)),
    (LocalizedText("mkdocs-material", "mkdocs-material"), lambda t: seconds(t.material)),
    (LocalizedText("**データセットのページの大きさ（gzip）**", "**Size of a dataset's page (gzip)**"), lambda t: ""),
    (LocalizedText("本製品", "Ours"), lambda t: kilobytes(t.our_size)),
    (LocalizedText("Hugo", "Hugo"), lambda t: kilobytes(t.hugo_size)),
    (LocalizedText("mkdocs-material", "mkdocs-material"), lambda t: kilobytes(t.material_size)),
    (LocalizedText("**最大のプロセスのメモリ**", "**Memory of the largest process**"), lambda t: ""),
    (LocalizedText("本製品：初回", "Ours: first build"), lambda t: megabytes(t.cold)),
    (LocalizedText("本製品：全ページ", "Ours: all pages"), lambda t: megabytes(t.pages)),
    (LocalizedText("Hugo", "Hugo"), lambda t: megabytes(t.hugo)),
    (LocalizedText("mkdocs-material", "mkdocs-material"), lambda t: megabytes(t.material)),
)
HEADING = LocalizedText("データセットの数", "Number of datasets")
CONDITIONS = LocalizedText(
    "{cores}コア、Python {python}、{system}、出力先は{place}。"
    "mkdocs {mkdocs}、mkdocs-material {material}、Hugo {hugo}。"
    "本製品とHugoは交互に{rounds}回ずつ測った中央値、mkdocs-materialは{runs}回の中央値、初回は1回です。",
    "{cores} cores, Python {python}, {system}, output {place}. "
    "mkdocs {mkdocs}, mkdocs-material {material}, Hugo {hugo}. "
    "Ours and Hugo in turn, medians of {rounds} runs; mkdocs-material medians of {runs} runs; first builds one run.",
)
PLACES = {
    True: LocalizedText("メモリ上（tmpfs）", "in memory (tmpfs)"),
    False: LocalizedText("ディスク", "on disk"),
}


def render_table(trials: Sequence[Trial], lang: Lang, *, rounds: int, in_memory: bool) -> str:
    """Return the table, and the conditions under which it was measured."""
    columns = [f"{trial.dataset_count:,}" for trial in trials]
    lines = [[HEADING.text(lang), *columns], ["---", *["---:"] * len(trials)]]
    lines += [[label.text(lang), *(cell(trial) for trial in trials)] for label, cell in ROWS]
    table = "\n".join(f"| {' | '.join(line)} |" for line in lines)
    conditions = CONDITIONS.text(lang).format(
        cores=os.cpu_count(),
        python=platform.python_version(),
        system=platform.system(),
        place=PLACES[in_memory].text(lang),
        mkdocs=version("mkdocs"),
        material=version("mkdocs-material"),
        hugo=version("hugo"),
        rounds=rounds,
        runs=("、" if lang == "ja" else ", ").join(str(trial.material_runs) for trial in trials),
    )
    return f"{table}\n\n{conditions}\n"


def page_path(lang: Lang) -> Path:
    """Return the page of the documentation that holds the table."""
    return ROOT_PATH / "docs" / lang / "developers" / "performance.md"


def write_table(lang: Lang, table: str, markers: tuple[str, str] = MARKERS) -> None:
    """Put *table* between *markers* of the page.

    Raises:
        ValueError: The page has no markers.
    """
    path = page_path(lang)
    text = path.read_text("utf-8")
    start, end = (text.find(marker) for marker in markers)
    if not 0 <= start < end:
        raise ValueError(f"{path.relative_to(ROOT_PATH)} lacks {' … '.join(markers)}")
    path.write_text(f"{text[: start + len(markers[0])]}\n{table.rstrip()}\n{text[end:]}", "utf-8")
