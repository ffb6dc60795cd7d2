"""One size of catalog, built by each generator in turn."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.bench import ours, peers
from tests.bench.measure import Cost, SiteSize, measure_site, median, run, stamps, written
from tests.bench.synthetic import Catalog, make_catalog

Command = Callable[[Path], list[str]]


@dataclass(frozen=True, slots=True)
class Trial:
    """What was measured for one size.

    Attributes:
        cold: The first build ever: every file is read, checked, converted, described; nothing is in the store.
        whole: The whole site, pages and downloads, written into an empty folder from the store.
        pages: Every page written anew from the store, the downloads being in their place.
        edited: A build after one descriptor was changed; ``edited_files`` is how many files it wrote.
        idle: A build after nothing was changed; ``idle_files`` is how many files it wrote.
        material_runs: How often mkdocs-material was run (it is slow).
    """

    dataset_count: int
    cold: Cost
    whole: Cost
    pages: Cost
    edited: Cost
    edited_files: int
    idle: Cost
    idle_files: int
    hugo: Cost
    material: Cost
    material_runs: int
    our_size: SiteSize
    hugo_size: SiteSize
    material_size: SiteSize


def run_trial(work_path: Path, dataset_count: int, rounds: int, material_runs: int) -> Trial:
    """Return what building a catalog with *dataset_count* datasets costs, in an empty *work_path*."""
    catalog = make_catalog(dataset_count)
    our_path, hugo_path, material_path = (work_path / name for name in ("ours", "hugo", "material"))
    for path, write in (
        (our_path, ours.write_project),
        (hugo_path, peers.write_hugo_project),
        (material_path, peers.write_material_project),
    ):
        path.mkdir(parents=True)
        write(path, catalog)
    tell(dataset_count, "first build")
    site_path = work_path / "site"
    cold = run(ours.build_command(site_path), our_path)
    tell(dataset_count, "whole site, pages, and Hugo, in turn")
    whole, pages, hugo = run_in_turn(work_path, our_path, hugo_path, rounds)
    tell(dataset_count, "rebuilds")
    edited, edited_files = run_edits(our_path, site_path, catalog, rounds)
    idle, idle_files = run_edits(our_path, site_path, Catalog((), ()), rounds)
    tell(dataset_count, "mkdocs-material")
    material_site_path = work_path / "material-site"
    material = [run_anew(peers.material_command, material_path, material_site_path) for _ in range(material_runs)]
    return Trial(
        dataset_count=dataset_count,
        cold=cold,
        whole=whole,
        pages=pages,
        edited=edited,
        edited_files=edited_files,
        idle=idle,
        idle_files=idle_files,
        hugo=hugo,
        material=median(material),
        material_runs=material_runs,
        our_size=measure_site(site_path),
        hugo_size=measure_site(work_path / "hugo-site"),
        material_size=measure_site(material_site_path),
    )


def run_in_turn(work_path: Path, our_path: Path, hugo_path: Path, rounds: int) -> tuple[Cost, Cost, Cost]:
    """Return the medians of our whole site, our pages and Hugo's, run in turn: a busy moment meets all."""
    whole, pages, hugo = [], [], []
    for number in range(rounds):
        # A folder that the store has never seen: nothing in it is kept.
        site_path = work_path / f"site-{number}"
        whole.append(run_anew(ours.build_command, our_path, site_path))
        for path in site_path.rglob("*.html"):
            path.unlink()
        pages.append(run(ours.build_command(site_path), our_path))
        shutil.rmtree(site_path)
        hugo.append(run_anew(peers.hugo_command, hugo_path, work_path / "hugo-site"))
    return median(whole), median(pages), median(hugo)


def run_anew(command: Command, folder: Path, site_path: Path) -> Cost:
    """Return the cost of a build into a folder that isn't there."""
    shutil.rmtree(site_path, ignore_errors=True)
    return run(command(site_path), folder)


def run_edits(our_path: Path, site_path: Path, catalog: Catalog, rounds: int) -> tuple[Cost, int]:
    """Return cost and written files of a rebuild after one dataset of *catalog* was edited (none, if it has none)."""
    costs, counts = [], []
    for number in range(rounds):
        if catalog.datasets:
            ours.edit_dataset(our_path, catalog.datasets[number])
        before = stamps(site_path)
        costs.append(run(ours.build_command(site_path), our_path))
        counts.append(len(written(before, stamps(site_path))))
    return median(costs), max(counts)


def tell(dataset_count: int, step: str) -> None:
    """Say on stderr what is being measured."""
    print(f"{dataset_count:,} datasets: {step}", file=sys.stderr, flush=True)
