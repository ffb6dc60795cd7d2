"""``python -m tests.bench``: measure, print a table, and with ``--write`` put it into the documentation."""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

from catalog.model.text import LANGS
from tests.bench.measure import CommandFailed
from tests.bench.report import ROOT_PATH, page_path, render_table, write_table
from tests.bench.trial import run_trial

MEMORY_PATH = Path("/dev/shm")
NEEDED_BYTES = 3_000_000_000
MATERIAL_RUNS_UP_TO = 100


def main() -> int:
    """Return 0 when everything was measured, 1 when a generator failed."""
    options = parse_arguments()
    in_memory = options.work is None and has_room(MEMORY_PATH)
    parent = MEMORY_PATH if in_memory else options.work or ROOT_PATH / ".cache"
    parent.mkdir(parents=True, exist_ok=True)
    trials = []
    for count in options.sizes:
        with tempfile.TemporaryDirectory(prefix="catalog-bench-", dir=parent) as folder:
            runs = options.rounds if count <= MATERIAL_RUNS_UP_TO else 1
            try:
                trials.append(run_trial(Path(folder), count, options.rounds, runs))
            except (CommandFailed, FileNotFoundError) as error:
                print(f"bench: {error}", file=sys.stderr)
                return 1
    for lang in LANGS:
        table = render_table(trials, lang, rounds=options.rounds, in_memory=in_memory)
        if options.write:
            write_table(lang, table)
            print(f"written: {page_path(lang).relative_to(ROOT_PATH)}", file=sys.stderr)
        if lang == "en":
            print(table)
    return 0


def parse_arguments() -> argparse.Namespace:
    """Return the options of the command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[100, 1000, 2000], help="numbers of datasets")
    parser.add_argument("--rounds", type=int, default=3, help="runs of ours and of Hugo, in turn")
    parser.add_argument(
        "--write", action="store_true", help="put the table into docs/{ja,en}/developers/performance.md"
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
