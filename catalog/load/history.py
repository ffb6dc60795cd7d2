"""What a git repository knows of earlier editions: which files have changed, and what they were like.

Git is asked as a program, never as a library, and only to read; nothing is fetched.
"""

from __future__ import annotations

import subprocess
import tarfile
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

TIMEOUT_SECONDS = 60


class HistoryUnusable(Exception):
    """Git can't tell: it isn't installed, this is no repository, or there is no such revision."""


def read_changed_uris(root: Path, revision: str) -> frozenset[str]:
    """Return the files that differ from *revision*, '/'-relative to *root*: changed, added or gone, committed or not.

    What both sides have changed since they parted counts on this side only (git's merge base).

    Raises:
        HistoryUnusable: Git can't tell.
    """
    base = merge_base(root, revision)
    changed = git_output(root, "diff", "--name-only", "--no-renames", "--relative", "-z", base, "--", ".")
    added = git_output(root, "ls-files", "--others", "--exclude-standard", "-z", "--", ".")
    names = (changed + added).split(b"\0")
    return frozenset(name.decode("utf-8", "surrogateescape") for name in names if name)


def read_unsaved_uris(root: Path, uris: list[str]) -> frozenset[str]:
    """Return those files below *uris* whose present content git doesn't have: new, changed, or ignored by it.

    Raises:
        HistoryUnusable: Git can't tell.
    """
    listed = git_output(
        root, "status", "--porcelain", "--no-renames", "--untracked-files=all", "--ignored", "-z", "--", *uris
    )
    prefix = git_output(root, "rev-parse", "--show-prefix").decode("utf-8", "surrogateescape").strip("\n")
    names = (line[3:].decode("utf-8", "surrogateescape") for line in listed.split(b"\0") if line)
    git_output(root, "rev-parse", "--verify", "--quiet", "HEAD")  # without a commit, nothing is saved
    return frozenset(name.removeprefix(prefix) for name in names)


@contextmanager
def earlier_edition(root: Path, revision: str, uris: list[str]) -> Iterator[Path | None]:
    """Give a folder with what was at *uris* in *revision*, or ``None`` where nothing of it was there.

    The folder is a temporary one, which is gone afterwards. Links and everything else that isn't a plain file are
    left out.

    Raises:
        HistoryUnusable: Git can't tell.
    """
    base = merge_base(root, revision)
    # Asked for nothing, git would list all; and no tree of ours has a folder called "..", though somebody's may.
    wanted = [uri for uri in uris if not {"", ".", ".."} & set(uri.split("/"))]
    listed = git_output(root, "ls-tree", "--name-only", "-z", base, "--", *wanted).split(b"\0") if wanted else []
    known = [name.decode("utf-8", "surrogateescape") for name in listed if name]
    if not known:
        yield None
        return
    with tempfile.TemporaryDirectory() as place:
        # In a folder of a repository, `git archive` takes and gives paths relative to that folder.
        _unpack(root, [base, "--", *known], Path(place))
        yield Path(place)


def _unpack(root: Path, arguments: list[str], place: Path) -> None:
    command = ["git", "-C", str(root), "archive", "--format=tar", *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        assert process.stdout is not None
        try:
            with tarfile.open(fileobj=process.stdout, mode="r|") as archive:
                archive.extractall(place, filter="data")
        except tarfile.TarError as error:
            raise HistoryUnusable(str(error)) from None


def merge_base(root: Path, revision: str) -> str:
    """Return the commit at which this side and *revision* parted, or *revision* itself where they never met."""
    if revision.startswith("-"):
        raise HistoryUnusable(revision)
    commit = git_output(root, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}").decode().strip()
    try:
        return git_output(root, "merge-base", commit, "HEAD").decode().strip()
    except HistoryUnusable:  # a shallow clone, or two histories
        return commit


def git_output(root: Path, *arguments: str) -> bytes:
    """Return what git answers in *root*.

    Raises:
        HistoryUnusable: It has no answer.
    """
    command = ["git", "-C", str(root), "-c", "core.quotePath=false", *arguments]
    try:
        done = subprocess.run(command, capture_output=True, check=True, timeout=TIMEOUT_SECONDS)
    except (OSError, subprocess.SubprocessError) as error:
        raise HistoryUnusable(type(error).__name__) from None
    return done.stdout


def read_known_uris(root: Path, revision: str, uris: Sequence[str]) -> frozenset[str]:
    """Return those of *uris*, of files or folders, that were there where this side left *revision*.

    Raises:
        HistoryUnusable: Git can't tell.
    """
    base = merge_base(root, revision)
    return frozenset(uri for uri in uris if git_output(root, "ls-tree", "--name-only", "-z", base, "--", uri))


def count_datasets(root: Path, revision: str) -> int:
    """Return how many datasets there were where this side left *revision*.

    Raises:
        HistoryUnusable: Git can't tell.
    """
    listed = git_output(root, "ls-tree", "-r", "--name-only", "-z", merge_base(root, revision), "--", "datasets")
    return sum(name.count(b"/") == 3 and name.endswith(b"/datapackage.yaml") for name in listed.split(b"\0"))


def read_earlier_uris(root: Path, revision: str, uris: Sequence[str]) -> frozenset[str]:
    """Return those of *uris* that were there where this side left *revision*.

    Raises:
        HistoryUnusable: Git can't tell.
    """
    wanted = set(uris)
    if not wanted:
        return frozenset()
    listed = git_output(root, "ls-tree", "-r", "--name-only", "-z", merge_base(root, revision), "--", "datasets")
    return frozenset(wanted & {name.decode("utf-8", "surrogateescape") for name in listed.split(b"\0")})
