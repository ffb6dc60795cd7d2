"""``python -m tests.bench``: measure, print tables, and with ``--write`` put them into the documentation.

``python -m tests.bench tables`` measures tables alone, ``layers`` in its place layers, ``search`` the search,
``explore`` tables in the browser, ``lighthouse`` what Lighthouse says of pages, ``review`` what a pull request shows,
``sites`` sites.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from catalog.model.text import LANGS, Lang
from tests.bench.checked import FEW_ROWS, measure_checks
from tests.bench.explore_report import EXPLORE_MARKERS, render_exploring
from tests.bench.exploring import measure_exploring
from tests.bench.layer_report import LAYER_MARKERS, render_layers
from tests.bench.layers import LARGE_LAYER, run_layer_trial
from tests.bench.lighthouse.report import LIGHTHOUSE_MARKERS, render_lighthouse
from tests.bench.lighthouse.scores import measure_scores
from tests.bench.measure import CommandFailed
from tests.bench.report import MARKERS, ROOT_PATH, page_path, render_table, write_table
from tests.bench.review_report import REVIEW_MARKERS, render_review
from tests.bench.reviewing import DATASET_COUNT, measure_review
from tests.bench.search_report import SEARCH_MARKERS, render_search
from tests.bench.searching import measure_search
from tests.bench.table_report import TABLE_MARKERS, render_tables
from tests.bench.tables import LARGE_ROWS, run_table_trial
from tests.bench.trial import run_trial
from tests.bench.writing import measure_writing

MEMORY_PATH = Path("/dev/shm")
NEEDED_BYTES = 3_000_000_000
MATERIAL_RUNS_UP_TO = 100
SEARCHED = [1_000, 10_000]
"""Datasets of the catalogs that are searched."""
EXPLORED = [1_000, 100_000, 1_000_000]
"""Rows of the tables that are opened in a browser."""


def main() -> int:
    """Return 0 when everything was measured, 1 when a program failed."""
    options = parse_arguments()
    in_memory = options.work is None and has_room(MEMORY_PATH)
    parent = MEMORY_PATH if in_memory else options.work or ROOT_PATH / ".cache"
    parent.mkdir(parents=True, exist_ok=True)
    try:
        if "tables" in options.parts:
            measure_tables(options, parent)
        if "layers" in options.parts:
            measure_layers(options, parent)
        if "search" in options.parts:
            measure_searches(options, parent)
        if "lighthouse" in options.parts:
            measure_lighthouse(options, parent)
        if "review" in options.parts:
            measure_reviews(options, parent)
        if "explore" in options.parts:
            measure_explorer(options, parent)
        if "sites" in options.parts:
            measure_sites(options, parent, in_memory=in_memory)
    except (CommandFailed, FileNotFoundError) as error:
        print(f"bench: {error}", file=sys.stderr)
        return 1
    return 0


def measure_tables(options: argparse.Namespace, parent: Path) -> None:
    """Measure the reading, validating and writing of tables."""
    with tempfile.TemporaryDirectory(prefix="catalog-bench-", dir=parent) as folder:
        trial = run_table_trial(Path(folder), options.rows, options.rounds)
    with tempfile.TemporaryDirectory(prefix="catalog-bench-", dir=parent) as folder:
        writing = measure_writing(Path(folder), options.rows, options.rounds)
    checks = []
    for row_count in (min(FEW_ROWS, options.rows), options.rows):
        with tempfile.TemporaryDirectory(prefix="catalog-bench-", dir=parent) as folder:
            checks.append(measure_checks(Path(folder), row_count))
    texts = {lang: render_tables(trial, writing, checks, lang) for lang in LANGS}
    tell(texts, TABLE_MARKERS, is_written=options.write)


def measure_layers(options: argparse.Namespace, parent: Path) -> None:
    """Measure the converting of layers, and their maps."""
    with tempfile.TemporaryDirectory(prefix="catalog-bench-", dir=parent) as folder:
        trial = run_layer_trial(Path(folder), options.features, options.rows, options.rounds)
    tell({lang: render_layers(trial, lang) for lang in LANGS}, LAYER_MARKERS, is_written=options.write)


def measure_searches(options: argparse.Namespace, parent: Path) -> None:
    """Measure how well searches are answered, and what they cost."""
    with tempfile.TemporaryDirectory(prefix="catalog-bench-", dir=parent) as folder:
        costs = measure_search(Path(folder), SEARCHED, options.rounds)
    tell({lang: render_search(costs, options.rounds, lang) for lang in LANGS}, SEARCH_MARKERS, is_written=options.write)


def measure_lighthouse(options: argparse.Namespace, parent: Path) -> None:
    """Measure what Lighthouse says of pages."""
    with tempfile.TemporaryDirectory(prefix="catalog-bench-", dir=parent) as folder:
        scores = measure_scores(Path(folder), options.rounds)
    for each in scores:
        print(f"{each.page}: {', '.join(each.faults) or 'nothing'}", file=sys.stderr)
    tell({lang: render_lighthouse(scores, lang) for lang in LANGS}, LIGHTHOUSE_MARKERS, is_written=options.write)


def measure_reviews(options: argparse.Namespace, parent: Path) -> None:
    """Measure what a pull request waits for."""
    with tempfile.TemporaryDirectory(prefix="catalog-bench-", dir=parent) as folder:
        trial = measure_review(Path(folder), DATASET_COUNT, options.rounds)
    tell({lang: render_review(trial, options.rounds, lang) for lang in LANGS}, REVIEW_MARKERS, is_written=options.write)


def measure_explorer(options: argparse.Namespace, parent: Path) -> None:
    """Measure tables that are opened whole in a browser, and SQL."""
    with tempfile.TemporaryDirectory(prefix="catalog-bench-", dir=parent) as folder:
        costs = measure_exploring(Path(folder), EXPLORED, options.rounds)
    texts = {lang: render_exploring(costs, options.rounds, lang) for lang in LANGS}
    tell(texts, EXPLORE_MARKERS, is_written=options.write)


def measure_sites(options: argparse.Namespace, parent: Path, *, in_memory: bool) -> None:
    """Measure the making of sites."""
    trials = []
    for count in options.sizes:
        with tempfile.TemporaryDirectory(prefix="catalog-bench-", dir=parent) as folder:
            runs = options.rounds if count <= MATERIAL_RUNS_UP_TO else 1
            trials.append(run_trial(Path(folder), count, options.rounds, runs))
    tables = {lang: render_table(trials, lang, rounds=options.rounds, in_memory=in_memory) for lang in LANGS}
    tell(tables, MARKERS, is_written=options.write)


def tell(tables: Mapping[Lang, str], markers: tuple[str, str], *, is_written: bool) -> None:
    """Print the English table; write both into the documentation if that was asked for."""
    for lang, table in tables.items():
        if is_written:
            write_table(lang, table, markers)
            print(f"written: {page_path(lang).relative_to(ROOT_PATH)}", file=sys.stderr)
    print(tables["en"])


def parse_arguments() -> argparse.Namespace:
    """Return the options of the command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument(
        "parts",
        nargs="*",
        default=["tables", "layers", "search", "explore", "lighthouse", "review", "sites"],
        help="tables, layers, search, explore, lighthouse, review, sites; or all",
    )
    parser.add_argument("--rows", type=int, default=LARGE_ROWS, help="rows of the large table, and points")
    parser.add_argument("--features", type=int, default=LARGE_LAYER, help="polygons of the large layer")
    parser.add_argument("--sizes", type=int, nargs="+", default=[100, 1000, 2000], help="numbers of datasets")
    parser.add_argument("--rounds", type=int, default=3, help="runs of ours, in turn with others")
    parser.add_argument(
        "--write", action="store_true", help="put the tables into docs/{ja,en}/developers/performance.md"
    )
    parser.add_argument(
        "--work", type=Path, help="where to build; by default in memory where there is room, else .cache"
    )
    return parser.parse_args()


def has_room(folder: Path) -> bool:
    """Return whether *folder* is there and takes a large site."""
    return folder.is_dir() and shutil.disk_usage(folder).free > NEEDED_BYTES


if __name__ == "__main__":
    sys.exit(main())
