"""The editions of datasets that a git repository has kept: when each folder changed, and what was in it.

An edition is what the main line had at the end of a day. Only the first parents of commits are followed, so that a pull
request counts as one change however many commits it was made of.
"""

from __future__ import annotations

import io
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import IO

from catalog.load.folders import MAX_DEPTH, ROOT_NAME
from catalog.load.history import TIMEOUT_SECONDS, HistoryUnusable, git_output

JAPAN = timedelta(hours=9)
MAX_COMMITS = 20_000
MAX_FOLDER_BYTES = 20_000_000
"""What is larger isn't compared when a site is built; ``catalog diff`` does."""
_MAX_FILES = 1_000
_COMMIT = b"\x01"


@dataclass(frozen=True, slots=True)
class Head:
    """Where a repository stands.

    Attributes:
        commit: The commit that is checked out.
        cut: Commits of a shallow clone whose parents aren't there.
    """

    commit: str
    cut: frozenset[str]


@dataclass(frozen=True, slots=True)
class FolderChange:
    """A dataset's folder before and after a commit of the main line.

    Attributes:
        place: ``municipality/dataset``.
        number: Of the commit, from 0 for the newest.
        day: ISO date of the commit, in Japan.
        before, after: Git's names of the trees; ``None`` where there was none.
    """

    place: str
    number: int
    day: str
    before: str | None
    after: str | None


def read_head(root: Path) -> Head:
    """Return where the repository around *root* stands.

    Raises:
        HistoryUnusable: Git can't tell.
    """
    lines = git_output(root, "rev-parse", "--git-path", "shallow", "HEAD").decode().splitlines()
    commit, shallow = lines[-1], root / lines[0]
    return Head(commit, frozenset(shallow.read_text("ascii").split()) if shallow.is_file() else frozenset())


def read_folder_changes(root: Path, head: Head) -> tuple[FolderChange, ...]:
    """Return every change to a dataset's folder up to *head*, the newest first.

    What the oldest commit of a shallow clone seems to have added is left out: it may be older.

    Raises:
        HistoryUnusable: Git can't tell.
    """
    listed = git_output(
        root,
        *("log", f"--max-count={MAX_COMMITS}", "--first-parent", "-m", "--root", "--raw", "-t", "--no-abbrev"),
        *("--no-renames", "--relative", "-z", "--format=%x01%H %ct", head.commit, "--", ROOT_NAME),
    )
    return tuple(_parse_changes(listed, head.cut))


def _parse_changes(listed: bytes, cut: frozenset[str]) -> Iterator[FolderChange]:
    number, day, is_cut = -1, "", False
    parts = iter(listed.split(b"\0"))
    for part in parts:
        text = part.lstrip(b"\n")
        if text.startswith(_COMMIT):
            commit, seconds = text[1:].decode().split()
            number, day, is_cut = number + 1, _day(int(seconds)), commit in cut
        elif text.startswith(b":"):
            path = next(parts, b"").split(b"/")
            modes, trees = text[1:].split()[:2], text.decode().split()[2:4]
            if len(path) == 3 and b"040000" in modes and not is_cut:
                place = b"/".join(path[1:]).decode("utf-8", "replace")
                # A file may have stood where the folder is.
                before, after = (tree if mode == b"040000" else None for mode, tree in zip(modes, trees, strict=True))
                yield FolderChange(place, number, day, before, after)


def _day(seconds: int) -> str:
    try:
        return (datetime.fromtimestamp(seconds, UTC) + JAPAN).date().isoformat()
    except (OverflowError, ValueError, OSError):
        return "1970-01-01"


class PastEditions:
    """Reads folders as they were, by git's names of their trees; two programs of git answer all questions."""

    def __init__(self, ask: subprocess.Popen[bytes], give: subprocess.Popen[bytes]) -> None:
        self._ask, self._give = ask, give

    def files(self, tree: str) -> Mapping[str, str] | None:
        """Return git's names of the files of *tree* by path; ``None`` where they are too many or too large.

        Links and other things that aren't plain files are left out.

        Raises:
            HistoryUnusable: Git can't tell, such as in a partial clone.
        """
        found = dict(self._walk(tree, "", 0))
        size = sum(self._size(blob) for blob in found.values()) if len(found) <= _MAX_FILES else 0
        return None if len(found) > _MAX_FILES or size > MAX_FOLDER_BYTES else found

    @contextmanager
    def unpacked(self, files: Mapping[str, str], uri: str) -> Iterator[Path]:
        """Give a temporary folder in which *files* lie at *uri*.

        Raises:
            HistoryUnusable: A name leads out of the folder, or git can't tell.
        """
        with tempfile.TemporaryDirectory() as place:
            packed = io.BytesIO()
            with tarfile.open(fileobj=packed, mode="w") as archive:
                for path, blob in files.items():
                    content, entry = self._content(blob), tarfile.TarInfo(f"{uri}/{path}")
                    entry.size = len(content)
                    archive.addfile(entry, io.BytesIO(content))
            packed.seek(0)
            with tarfile.open(fileobj=packed) as archive:
                try:
                    archive.extractall(place, filter="data")
                except (tarfile.TarError, OSError) as error:
                    raise HistoryUnusable(type(error).__name__) from None
            yield Path(place)

    def _walk(self, tree: str, prefix: str, depth: int) -> Iterator[tuple[str, str]]:
        content = self._content(tree) if depth <= MAX_DEPTH else b""
        position, count, length = 0, 0, len(tree) // 2
        while position < len(content) and count <= _MAX_FILES:
            end = content.index(b"\0", position)
            mode, _, name = content[position:end].partition(b" ")
            blob, position, count = content[end + 1 : end + 1 + length].hex(), end + 1 + length, count + 1
            path = prefix + name.decode("utf-8", "surrogateescape")
            if mode == b"40000":
                yield from self._walk(blob, f"{path}/", depth + 1)
            elif mode in (b"100644", b"100755"):
                yield path, blob

    def _size(self, name: str) -> int:
        return _answer(self._ask, name)

    def _content(self, name: str) -> bytes:
        size = _answer(self._give, name)
        assert self._give.stdout is not None
        content = self._give.stdout.read(size + 1)
        if len(content) != size + 1:
            raise HistoryUnusable(name)
        return content[:-1]


def _answer(program: subprocess.Popen[bytes], name: str) -> int:
    """Return the size that git tells of *name*."""
    asked, told = program.stdin, program.stdout
    assert asked is not None
    assert told is not None
    try:
        asked.write(name.encode() + b"\n")
        asked.flush()
        return int(told.readline().split()[2])
    except (OSError, IndexError, ValueError):
        raise HistoryUnusable(name) from None


@contextmanager
def past_editions(root: Path) -> Iterator[PastEditions]:
    """Give what reads earlier editions of folders of the repository around *root*.

    Raises:
        HistoryUnusable: Git isn't there.
    """
    with ExitStack() as opened:
        yield PastEditions(*(opened.enter_context(_program(root, how)) for how in ("--batch-check", "--batch")))


@contextmanager
def _program(root: Path, how: str) -> Iterator[subprocess.Popen[bytes]]:
    command = ["git", "-C", str(root), "cat-file", how]
    try:
        program = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    except OSError as error:
        raise HistoryUnusable(type(error).__name__) from None
    try:
        yield program
    finally:
        for pipe in (program.stdin, program.stdout):
            _close(pipe)
        program.wait(TIMEOUT_SECONDS)


def _close(pipe: IO[bytes] | None) -> None:
    try:
        if pipe is not None:
            pipe.close()
    except BrokenPipeError:  # git has already gone
        pass
