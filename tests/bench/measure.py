"""What a command costs, and what it wrote."""

from __future__ import annotations

import gzip
import math
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

ROOT_PATH = Path(__file__).resolve().parents[2]
ENVIRONMENT = {
    "PYTHONPATH": str(ROOT_PATH),
    "PYTHONUTF8": "1",
    "SOURCE_DATE_EPOCH": "1767225600",
    "NO_MKDOCS_2_WARNING": "1",
}
# Of ru_maxrss, which is in KiB on Linux and in bytes on macOS.
RSS_UNIT_BYTES = 1 if sys.platform == "darwin" else 1024

Stamp = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Cost:
    """What a run of a command cost.

    Attributes:
        peak_bytes: Resident memory of its largest process.
    """

    wall_seconds: float
    cpu_seconds: float
    peak_bytes: int

    @property
    def seconds(self) -> float:
        """What it would at most have taken on a machine that does nothing else."""
        return min(self.wall_seconds, self.cpu_seconds)


@dataclass(frozen=True, slots=True)
class SiteSize:
    """What a site comes to.

    Attributes:
        page_count: Pages for people, without the small documents that only lead from an identifier to its page.
        dataset_bytes: Mean size of a dataset's page, ``dataset_gzip_bytes`` of the same compressed.
    """

    page_count: int
    file_count: int
    dataset_bytes: int
    dataset_gzip_bytes: int


class CommandFailed(RuntimeError):
    """A command that was to be measured failed; the message is its output."""


def run(command: Sequence[str], folder: Path, environment: Mapping[str, str] | None = None) -> Cost:
    """Return what *command* costs in *folder*, all of its processes together."""
    with (folder / "output.txt").open("wb") as output:
        start = time.perf_counter()
        process = subprocess.Popen(
            command,
            cwd=folder,
            env={**os.environ, **ENVIRONMENT, **(environment or {})},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        _, status, usage = os.wait4(process.pid, 0)
        wall_seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        text = (folder / "output.txt").read_text("utf-8", "replace")
        raise CommandFailed(f"{' '.join(command)} ended with {process.returncode}:\n{text[-4000:]}")
    return Cost(wall_seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * RSS_UNIT_BYTES)


def cpu_seconds_below() -> float:
    """Return the processor time that the living processes started by this one have taken; infinite where none knows.

    Source: proc(5), ``/proc/pid/stat``.
    """
    stats = {}
    for file in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):  # Some end meanwhile.
            stats[int(file.parent.name)] = file.read_text("utf-8", "replace").rpartition(")")[2].split()
    if os.getpid() not in stats:
        return math.inf
    below, found = {os.getpid()}, 0
    # A process has mostly a higher number than the one that started it, but numbers begin again.
    for _ in stats:
        more = {pid for pid, fields in stats.items() if int(fields[1]) in below} - below
        if not more:
            break
        below |= more
        found += sum(int(stats[pid][11]) + int(stats[pid][12]) for pid in more)
    return found / os.sysconf("SC_CLK_TCK")


def median(costs: Sequence[Cost]) -> Cost:
    """Return the median of each part."""
    return Cost(
        statistics.median(cost.wall_seconds for cost in costs),
        statistics.median(cost.cpu_seconds for cost in costs),
        max(cost.peak_bytes for cost in costs),
    )


def stamps(folder: Path) -> dict[str, Stamp]:
    """Return inode, time of change and size of each file below *folder*."""
    found = {}
    for path in folder.rglob("*"):
        if path.is_file():
            status = path.stat()
            found[path.relative_to(folder).as_posix()] = (status.st_ino, status.st_mtime_ns, status.st_size)
    return found


def written(before: Mapping[str, Stamp], after: Mapping[str, Stamp]) -> list[str]:
    """Return the files that are new or were written between two looks, sorted."""
    return sorted(uri for uri, stamp in after.items() if before.get(uri) != stamp)


def measure_site(folder: Path) -> SiteSize:
    """Return what the site in *folder* comes to."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    datasets = sorted(folder.glob("*/datasets/*/*/index.html"))
    # Compressed size from a sample: pages of datasets are alike.
    sample = datasets[:: max(1, len(datasets) // 20)]
    return SiteSize(
        page_count=sum(path.suffix == ".html" and path.relative_to(folder).parts[0] != "id" for path in files),
        file_count=len(files),
        dataset_bytes=sum(path.stat().st_size for path in datasets) // max(1, len(datasets)),
        dataset_gzip_bytes=sum(len(gzip.compress(path.read_bytes(), 9)) for path in sample) // max(1, len(sample)),
    )
