"""Files of a pull request put where they belong by a click: what may be pushed, and to where."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from catalog.cli import main
from tests.github import scripts as _scripts  # noqa: F401
from tests.github.fake_github import REPOSITORY
from tests.github.fake_runs import FakeRuns, running_runs
from tests.github.test_review_comment import pull_request
from tests.pipeline.review.repository import ROWS, publish

import adopt_pull  # isort: skip


def git(folder: Path, *arguments: str) -> str:
    identity = ("-c", "user.name=t", "-c", "user.email=t@example.jp", "-c", "commit.gpgSign=false")
    done = subprocess.run(["git", "-C", str(folder), *identity, *arguments], capture_output=True, text=True, check=True)
    return done.stdout.strip()


@pytest.fixture
def change(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a checkout of the branch of a pull request, beside the repository that it came from."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    root = publish(tmp_path / "seed")
    (root / "datasets/machi/halls/list (2).csv").write_text(ROWS + "31,公民館31,310\n", "utf-8")
    (root / "井戸.csv").write_text("番号,深さ\n1,10\n", "utf-8")
    git(root, "add", "-A")
    git(root, "commit", "-qm", "Add files via upload")
    git(tmp_path, "clone", "--quiet", "--bare", str(root), "remote.git")
    git(tmp_path, "clone", "--quiet", "--branch", "change", "remote.git", "change")
    return tmp_path / "change"


def patch_of(change: Path, edit: Callable[[Path], object]) -> Path:
    """Return what *edit* does to the checkout, which is as it was afterwards."""
    edit(change)
    git(change, "add", "--all")
    patch = change.parent / "adopt.patch"
    done = subprocess.run(
        ["git", "-C", str(change), "diff", "--cached", "--binary", "HEAD"], capture_output=True, check=True
    )
    patch.write_bytes(done.stdout)
    git(change, "reset", "--quiet", "--hard", "HEAD")
    git(change, "clean", "-qfd")
    return patch


def push(change: Path, patch: Path) -> str:
    done: str = adopt_pull.apply(change, patch, "change", str(change.parent / "remote.git"), "")
    return done


def adopt(root: Path) -> None:
    result = CliRunner().invoke(main, ["adopt", "--root", str(root), "--write"])
    assert result.exit_code == 0, result.output


def test_what_the_command_does_is_pushed(change: Path) -> None:
    patch = patch_of(change, adopt)
    commit = push(change, patch)
    remote = change.parent / "remote.git"
    assert git(remote, "rev-parse", "change") == commit
    listed = git(remote, "-c", "core.quotePath=false", "ls-tree", "-r", "--name-only", "change").splitlines()
    assert "井戸.csv" not in listed and "datasets/machi/halls/list (2).csv" not in listed
    assert "datasets/machi/new-dataset/new-dataset.csv" in listed
    assert git(remote, "show", "change:datasets/machi/halls/list.csv").endswith("31,公民館31,310")


def test_nothing_to_do_pushes_nothing(change: Path) -> None:
    assert push(change, patch_of(change, lambda root: None)) == ""


@pytest.mark.parametrize(
    "edit",
    [
        lambda root: (root / ".github").mkdir() or (root / ".github/x.yml").write_text("x"),
        lambda root: (root / "x.csv").write_text("x"),
        lambda root: (root / "datasets/machi/link").symlink_to("/etc/passwd"),
        lambda root: (root / "datasets/machi/run.sh").write_text("x") and (root / "datasets/machi/run.sh").chmod(0o755),
    ],
    ids=["workflow", "top", "link", "program"],
)
def test_anything_else_is_refused(change: Path, edit: Callable[[Path], object]) -> None:
    patch = patch_of(change, edit)
    before = git(change.parent / "remote.git", "rev-parse", "change")
    with pytest.raises(adopt_pull.Refused):
        push(change, patch)
    assert git(change.parent / "remote.git", "rev-parse", "change") == before


def test_a_patch_that_leaves_the_folder_is_refused(change: Path) -> None:
    patch = change.parent / "adopt.patch"
    patch.write_text("--- /dev/null\n+++ b/../outside.csv\n@@ -0,0 +1 @@\n+x\n", "utf-8")
    with pytest.raises(adopt_pull.Refused):
        push(change, patch)
    assert not (change.parent / "outside.csv").exists()


def test_nobody_s_work_is_overwritten(change: Path) -> None:
    patch = patch_of(change, adopt)
    other = change.parent / "seed"
    git(other, "commit", "-q", "--allow-empty", "-m", "meanwhile")
    git(other, "push", "-q", str(change.parent / "remote.git"), "change")
    with pytest.raises(adopt_pull.Refused):
        push(change, patch)


@pytest.fixture
def github() -> Iterator[FakeRuns]:
    own, closed = pull_request(3, repository=REPOSITORY), {**pull_request(4, repository=REPOSITORY), "state": "closed"}
    with running_runs(FakeRuns(pulls=[own, closed, pull_request(7)])) as fake:
        yield fake


def test_the_branch_and_commit_are_found(github: FakeRuns, tmp_path: Path) -> None:
    environment = {**github.environment(), "PULL_REQUEST": " #3 ".strip(), "GITHUB_OUTPUT": str(tmp_path / "output")}
    assert adopt_pull.main(["find"], environment) == 0
    assert (tmp_path / "output").read_text("utf-8") == f"branch=patch-1\nsha={pull_request()['head']['sha']}\n"


@pytest.mark.parametrize("number", ["4", "7", "", "x", "3/../7", "-1", "3\n7"])
def test_what_can_not_be_written_to_is_refused(github: FakeRuns, tmp_path: Path, number: str) -> None:
    environment = {**github.environment(), "PULL_REQUEST": number, "GITHUB_OUTPUT": str(tmp_path / "output")}
    assert adopt_pull.main(["find"], environment) == 1
    assert not (tmp_path / "output").exists()
