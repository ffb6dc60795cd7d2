"""``python -m tests.bench.check_folder ROOT``: hold the datasets of a catalog to every check, and print the seconds.

Where they are small it is done twice, and the seconds are those of the second time: without the start of the program.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from catalog.check.municipality import parse_municipality
from catalog.load.folders import MunicipalityFolder, read_catalog_folders
from catalog.load.marked_yaml import read_marked_yaml
from catalog.model.site import Municipality
from catalog.pipeline.dataset import CheckedDataset, check_dataset
from catalog.pipeline.options import BuildOptions
from catalog.standards.vocabulary import read_vocabularies

SMALL_BYTES = 10_000_000


def main() -> int:
    """Return 0 when there is nothing wrong with the datasets."""
    root = Path(sys.argv[1])
    is_small = sum(path.stat().st_size for path in root.rglob("*.csv")) < SMALL_BYTES
    for _ in range(1 + is_small):
        start, cpu_start = time.perf_counter(), time.process_time()
        checked = check_all(root)
        # As elsewhere: waiting for other work on the machine doesn't count.
        seconds = min(time.perf_counter() - start, time.process_time() - cpu_start)
    print(seconds)
    codes = sorted({finding.code for dataset in checked for finding in dataset.findings})
    if not checked or codes:
        print(f"{len(checked)} datasets, findings: {codes}")
        return 1
    return 0


def check_all(root: Path) -> list[CheckedDataset]:
    """Return every dataset of the catalog at *root*, checked."""
    vocabularies, today = read_vocabularies(), BuildOptions().today
    return [
        check_dataset(root, dataset, read_municipality(root, folder), vocabularies, today)
        for folder in read_catalog_folders(root).municipalities
        for dataset in folder.datasets
    ]


def read_municipality(root: Path, folder: MunicipalityFolder) -> Municipality | None:
    """Return whose folder it is."""
    raw, _ = read_marked_yaml(root / folder.descriptor_uri, folder.descriptor_uri)
    return None if raw is None else parse_municipality(raw, folder.id)[0]


if __name__ == "__main__":
    sys.exit(main())
