"""Results of a dataset's steps, kept under the digest of their inputs: unchanged datasets aren't worked on again."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import orjson

EDITIONS_KEPT = 3
"""How many results of one dataset stay: going back and forth between two branches costs nothing."""
_PIECE_BYTES = 1 << 20

Pages = Mapping[str, Mapping[str, str]]
"""The parts of pages: HTML by part, by page."""


def _stamp(status: os.stat_result) -> list[int]:
    """Return size and time of change, which no edit leaves as they were."""
    return [status.st_size, status.st_mtime_ns]


def write_report(file: Path, content: bytes) -> None:
    """Write a report for another program, whole or not at all."""
    beside = file.with_name(f"{file.name}.{os.getpid()}")
    beside.write_bytes(content)
    beside.replace(file)


class ResultStore:
    """A folder of results: ``{dataset}/{key}/`` with ``result.json``, ``pages`` and the files to publish.

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

    def read_pages(self, dataset: str, key: str) -> dict[str, dict[str, bytes]]:
        """Return the parts of each page that was kept with a result that :meth:`read` found, in UTF-8."""
        return _unpack((self._place(dataset, key) / "pages").read_bytes())

    def file_path(self, dataset: str, key: str, number: int) -> str:
        """Return the place of the *number*-th file of a result."""
        return f"{self.folder}/{dataset}/{key}/{number:03d}"

    def read_file(self, dataset: str, key: str, number: int) -> bytes:
        """Return the content of the *number*-th file of a result."""
        return Path(self.file_path(dataset, key, number)).read_bytes()

    def write(self, dataset: str, key: str, result: Mapping[str, Any], pages: Pages, files: Iterable[bytes]) -> None:
        """Keep a result, its pages and its files."""
        with self.stage(dataset, key) as staged:
            for content in files:
                staged.keep([(content,)])
            staged.finish(result, pages)

    def stage(self, dataset: str, key: str) -> StagedResult:
        """Return a result in the making; nobody sees it before it is finished."""
        return StagedResult(self._place(dataset, key))

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


@dataclass(frozen=True, slots=True)
class StagedFile:
    """A file of a result in the making; it is gone from its place when the result is finished, or given up.

    Attributes:
        number: Its number in the result.
    """

    number: int
    size_bytes: int
    sha256: str
    path: str

    def pieces(self) -> Iterator[bytes]:
        """Yield the content."""
        with open(self.path, "rb") as file:  # noqa: PTH123 (some files for each of a thousand datasets)
            while piece := file.read(_PIECE_BYTES):
                yield piece


class StagedResult:
    """A folder beside the place of a result, to be filled and then put in that place; without that, it is removed."""

    def __init__(self, place: Path) -> None:
        self._place = place
        self._beside = place.with_name(f".{place.name}.{os.getpid()}")
        self._stamps: list[list[int]] = []

    def __enter__(self) -> Self:
        shutil.rmtree(self._beside, ignore_errors=True)
        self._beside.mkdir(parents=True)
        return self

    def __exit__(self, *error: object) -> None:
        shutil.rmtree(self._beside, ignore_errors=True)

    def keep(self, rounds: Iterable[Sequence[bytes]], count: int = 1) -> tuple[StagedFile, ...]:
        """Write files side by side, a piece of each in every round, and return them; no more is held than a round.

        Arguments:
            rounds: Gone through once.
            count: How many files.
        """
        first = len(self._stamps)
        paths = [f"{self._beside}/{number:03d}" for number in range(first, first + count)]
        digests = [hashlib.sha256() for _ in paths]
        with ExitStack() as opened:
            files = [opened.enter_context(open(path, "wb")) for path in paths]  # noqa: PTH123
            for pieces in rounds:
                for file, digest, piece in zip(files, digests, pieces, strict=True):
                    file.write(piece)
                    digest.update(piece)
        return tuple(
            StagedFile(number, self._stamp(path), digest.hexdigest(), path)
            for number, (path, digest) in enumerate(zip(paths, digests, strict=True), start=first)
        )

    def finish(self, result: Mapping[str, Any], pages: Pages) -> None:
        """Put the result with its pages and the files that were kept in its place."""
        (self._beside / "pages").write_bytes(_pack(pages))
        (self._beside / "result.json").write_bytes(orjson.dumps({"stamps": self._stamps, "result": result}))
        shutil.rmtree(self._place, ignore_errors=True)
        self._beside.rename(self._place)
        _forget_old_editions(self._place.parent)

    def _stamp(self, path: str) -> int:
        """Give a file a time that archives can tell, remember its stamp, and return its size."""
        # Whole seconds survive in archives, such as a CI's cache; what is edited later has a fraction again.
        second = os.stat(path).st_mtime_ns // 1_000_000_000 * 1_000_000_000  # noqa: PTH116
        os.utime(path, ns=(second, second))
        stamp = _stamp(os.stat(path))  # noqa: PTH116
        self._stamps.append(stamp)
        return stamp[0]


def _pack(pages: Pages) -> bytes:
    """Return *pages* so that they are read without looking at each character: where each part is, then the parts."""
    places: dict[str, dict[str, tuple[int, int]]] = {}
    parts: list[bytes] = []
    start = 0
    for page, texts in pages.items():
        places[page] = {}
        for name, text in texts.items():
            parts.append(text.encode())
            places[page][name] = start, start + len(parts[-1])
            start += len(parts[-1])
    return b"\n".join([orjson.dumps(places), b"".join(parts)])


def _unpack(packed: bytes) -> dict[str, dict[str, bytes]]:
    head, _, parts = packed.partition(b"\n")
    places: dict[str, dict[str, tuple[int, int]]] = orjson.loads(head)
    return {page: {name: parts[start:end] for name, (start, end) in own.items()} for page, own in places.items()}


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
