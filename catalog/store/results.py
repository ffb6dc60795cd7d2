"""Results of a dataset's steps, kept under the digest of their inputs: unchanged datasets aren't worked on again."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import orjson

EDITIONS_KEPT = 3
"""How many results of one dataset stay: going back and forth between two branches costs nothing."""


def _stamp(status: os.stat_result) -> list[int]:
    """Return size and time of change, which no edit leaves as they were."""
    return [status.st_size, status.st_mtime_ns]


def write_report(file: Path, content: bytes) -> None:
    """Write a report for another program, whole or not at all."""
    beside = file.with_name(f"{file.name}.{os.getpid()}")
    beside.write_bytes(content)
    beside.replace(file)


class ResultStore:
    """A folder of results: ``{dataset}/{key}/`` with ``result.json``, ``pages.json`` and the files to publish.

    A result appears whole or not at all (written beside, then renamed), so that any number of processes may write.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def read(self, dataset: str, key: str) -> dict[str, Any] | None:
        """Return the result of *dataset* under *key*, or ``None`` where there is none that is whole."""
        place = os.path.join(self.folder, dataset, key)  # noqa: PTH118 (hot: once a dataset in every build)
        try:
            with open(os.path.join(place, "result.json"), "rb") as file:  # noqa: PTH118, PTH123
                kept: dict[str, Any] = orjson.loads(file.read())
            # The site's files are links to the stored ones: an edit in the site must not become part of the next build.
            stamps = [_stamp(os.stat(f"{place}/{number:03d}")) for number in range(len(kept["stamps"]))]  # noqa: PTH116
        except (OSError, orjson.JSONDecodeError, KeyError, TypeError):
            return None
        return kept["result"] if stamps == kept["stamps"] else None

    def read_pages(self, dataset: str, key: str) -> dict[str, Any]:
        """Return the pages that were kept with a result that :meth:`read` found."""
        pages = orjson.loads((self._place(dataset, key) / "pages.json").read_bytes())
        assert isinstance(pages, dict)
        return pages

    def file_path(self, dataset: str, key: str, number: int) -> str:
        """Return the place of the *number*-th file of a result."""
        return f"{self.folder}/{dataset}/{key}/{number:03d}"

    def write(
        self, dataset: str, key: str, result: Mapping[str, Any], pages: Mapping[str, Any], files: Sequence[bytes]
    ) -> None:
        """Keep a result, its pages and its files."""
        place = self._place(dataset, key)
        beside = place.with_name(f".{key}.{os.getpid()}")
        shutil.rmtree(beside, ignore_errors=True)
        beside.mkdir(parents=True)
        stamps = []
        for number, content in enumerate(files):
            file = beside / f"{number:03d}"
            file.write_bytes(content)
            # Whole seconds survive in archives, such as a CI's cache; what is edited later has a fraction again.
            second = file.stat().st_mtime_ns // 1_000_000_000 * 1_000_000_000
            os.utime(file, ns=(second, second))
            stamps.append(_stamp(file.stat()))
        (beside / "pages.json").write_bytes(orjson.dumps(pages))
        (beside / "result.json").write_bytes(orjson.dumps({"stamps": stamps, "result": result}))
        shutil.rmtree(place, ignore_errors=True)
        beside.rename(place)
        self._forget_old_editions(place.parent)

    def forget_others(self, datasets: Iterable[str]) -> None:
        """Remove the results of every dataset that isn't among *datasets*; what ``-`` holds is about no dataset."""
        kept = set(datasets)
        for municipality in self._subfolders(self.folder):
            if municipality.name == "-":
                continue
            for dataset in self._subfolders(municipality):
                if f"{municipality.name}/{dataset.name}" not in kept:
                    shutil.rmtree(dataset, ignore_errors=True)

    def _place(self, dataset: str, key: str) -> Path:
        return self.folder / dataset / key

    @staticmethod
    def _subfolders(folder: Path) -> list[Path]:
        return sorted(path for path in folder.iterdir() if path.is_dir()) if folder.is_dir() else []

    @staticmethod
    def _forget_old_editions(folder: Path) -> None:
        editions = [path for path in folder.iterdir() if not path.name.startswith(".")]
        editions.sort(key=lambda path: path.stat().st_mtime_ns, reverse=True)
        for edition in editions[EDITIONS_KEPT:]:
            shutil.rmtree(edition, ignore_errors=True)


class DigestCache:
    """SHA-256 of files by path, size and time of change, so that large files are read once."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._known: dict[str, list[Any]] = {}
        self._seen: dict[str, list[Any]] = {}
        try:
            known = json.loads(file.read_text("utf-8"))
            self._known = known if isinstance(known, dict) else {}
        except (OSError, ValueError):
            pass

    def get(self, uri: str, size_bytes: int, mtime_ns: int) -> str | None:
        """Return the digest of *uri* if it hasn't changed since it was put in."""
        entry = self._known.get(uri)
        if entry is None or entry[:2] != [size_bytes, mtime_ns]:
            return None
        self._seen[uri] = entry
        return str(entry[2])

    def put(self, uri: str, size_bytes: int, mtime_ns: int, digest: str) -> None:
        """Remember the digest of *uri*."""
        self._seen[uri] = [size_bytes, mtime_ns, digest]

    def write(self) -> None:
        """Keep the digests of the files that were asked for; forget the others."""
        if self._seen == self._known:
            return
        self._file.parent.mkdir(parents=True, exist_ok=True)
        beside = self._file.with_suffix(f".{os.getpid()}")
        beside.write_text(json.dumps(self._seen, ensure_ascii=False), "utf-8")
        beside.replace(self._file)
