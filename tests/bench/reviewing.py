"""What it takes until a pull request shows its verdict and its preview, in a large catalog with a warm store."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.bench import ours
from tests.bench.measure import CommandFailed, Cost, median, run
from tests.bench.synthetic import Dataset, make_catalog

DATASET_COUNT = 1_000
_CATALOG = [sys.executable, "-m", "catalog"]


@dataclass(frozen=True, slots=True)
class ReviewTrial:
    """What was measured.

    Attributes:
        review: `catalog review` of a change in one dataset, with a file in the wrong place.
        build: `catalog build` into an empty folder, the store having everything but the change.
        preview: `catalog preview` of the same.
        gone: `catalog review` of a change that deletes every dataset.
        comment_characters: Length of the comment.
        preview_bytes: Of the preview.
    """

    dataset_count: int
    review: Cost
    build: Cost
    preview: Cost
    gone: Cost
    comment_characters: int
    preview_bytes: int


def measure_review(folder: Path, dataset_count: int, rounds: int) -> ReviewTrial:
    """Return what a review costs in a catalog of *dataset_count* datasets, made in the empty *folder*.

    Raises:
        CommandFailed: A command failed.
    """
    catalog, root = make_catalog(dataset_count), folder / "project"
    root.mkdir()
    ours.write_project(root, catalog)
    _publish(root)
    run(ours.build_command(folder / "published"), root)
    _change(root, next(dataset for dataset in catalog.datasets if dataset.tables[0].has_layer))
    reviews, builds, previews = [], [], []
    site, output = folder / "site", folder / "review"
    for number in range(rounds):
        shutil.rmtree(site, ignore_errors=True)
        _forget_change(root, number)
        reviews.append(_run_found(["review", "main", "--output", str(output)], root))
        builds.append(run(ours.build_command(site), root))
        arguments = ["preview", "main", "--site-dir", str(site), "--output", str(folder / "preview.html")]
        previews.append(run([*_CATALOG, *arguments], root))
    comment = (output / "comment.md").read_text("utf-8")
    shutil.rmtree(root / "datasets")
    gone = median([_run_found(["review", "main", "--output", str(output)], root) for _ in range(rounds)])
    return ReviewTrial(
        dataset_count,
        median(reviews),
        median(builds),
        median(previews),
        gone,
        len(comment),
        (folder / "preview.html").stat().st_size,
    )


def _run_found(arguments: list[str], root: Path) -> Cost:
    """Return what a command costs that finds something to mend, and says so with its exit code."""
    code = "import subprocess, sys; sys.exit(subprocess.run(sys.argv[1:]).returncode != 1)"
    return run([sys.executable, "-S", "-c", code, *_CATALOG, *arguments], root)


def _publish(root: Path) -> None:
    (root / ".gitignore").write_text(".catalog/\noutput.txt\n", "utf-8")
    _git(root, "init", "-q", "--initial-branch=main")
    _git(root, "add", "-A")
    _git(root, "commit", "-qm", "published")
    _git(root, "checkout", "-qb", "change")


def _change(root: Path, dataset: Dataset) -> None:
    """Change cells, places and rows of one dataset, and put a file where none belongs."""
    file = ours.dataset_path(root, dataset) / "facilities.csv"
    lines = file.read_text("utf-8").splitlines()
    lines[1] = lines[1].replace("1号館", "1号本館").replace("0号館", "0号本館")
    lines += [lines[-1].replace(lines[-1].split(",")[0], "9999999999")]
    file.write_text("\n".join(line.replace("134.", "134.0", 1) for line in lines) + "\n", "utf-8")
    (root / "datasets" / dataset.municipality / "井戸 (1).csv").write_text("井戸名,深さ\nみほん,10\nれい,12\n", "utf-8")


def _forget_change(root: Path, number: int) -> None:
    """Make the change another one, so that its result isn't in the store yet."""
    for file in (root / "datasets").glob("*/井戸 (1).csv"):
        file.write_text(f"井戸名,深さ\nみほん,{number}\nれい,12\n", "utf-8")
    status = subprocess.run(["git", "diff", "--name-only"], cwd=root, capture_output=True, text=True, check=True)
    for uri in status.stdout.split():
        text = (root / uri).read_text("utf-8")
        (root / uri).write_text(text.replace("本館", f"本館{number}", 1), "utf-8")


def _git(root: Path, *arguments: str) -> None:
    identity = ("-c", "user.name=bench", "-c", "user.email=bench@example.jp", "-c", "commit.gpgSign=false")
    done = subprocess.run(["git", *identity, *arguments], cwd=root, capture_output=True, text=True, check=False)
    if done.returncode:
        raise CommandFailed(f"git {arguments[0]}: {done.stderr[-500:]}")
