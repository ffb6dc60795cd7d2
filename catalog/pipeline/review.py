"""All that a pull request shows: only what it changes is checked, compared and looked for repairs."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path

from catalog.check.change_size import check_files, check_size
from catalog.codes import severity_of
from catalog.findings import Finding, Severity, sort_key
from catalog.i18n import cli_texts
from catalog.load.changes import ChangedFile, read_changed_files
from catalog.load.folders import DATASET_FILE, ROOT_NAME, read_catalog_folders
from catalog.load.history import HistoryUnusable, count_datasets, read_changed_uris
from catalog.model.difference import Difference
from catalog.model.review import Placement, PlacementKind, Review, Verdict
from catalog.model.text import LANGS, Lang
from catalog.pipeline.changes import check_changes
from catalog.pipeline.editions import compare_revision
from catalog.pipeline.options import BuildOptions, CatalogUnusable, default_lang
from catalog.pipeline.placing import place_files, placeable
from catalog.pipeline.suggesting import count_repairs_by_file, find_suggestions
from catalog.pipeline.whole import Progress

MAX_COMPARED = 50
"""Changed datasets whose data is compared: nobody reads more in one sitting."""


def review_changes(root: Path, options: BuildOptions, revision: str, progress: Progress | None = None) -> Review:
    """Return what is to be said of everything that differs from *revision* in git.

    Raises:
        CatalogUnusable: Git can't tell what has changed.
    """
    try:
        uris = read_changed_uris(root, revision)
        dataset_count = count_datasets(root, revision)
    except HistoryUnusable:
        raise CatalogUnusable(cli_texts(default_lang())["no_revision"].format(revision=revision)) from None
    if not dataset_count and not uris and not read_catalog_folders(root).municipalities:
        raise CatalogUnusable(cli_texts(default_lang())["no_datasets_folder"].format(folder=root))
    files = read_changed_files(root, uris)
    build = check_changes(root, options, revision, lambda folder: True, progress)
    compared = _compared(uris)
    has_data = any(uri.startswith(f"{ROOT_NAME}/") for uri in uris)
    difference = compare_revision(root, revision, _concerns(compared)) if has_data else Difference(revision, ())
    plain = placeable(files)
    suggestions, done = find_suggestions(root, revision, plain, build.findings)
    placed = tuple(each.placement for each in place_files(root, plain, options.today))
    data = [file for file in files if file.uri.startswith(f"{ROOT_NAME}/")]
    findings = (*build.findings, *check_files(files), *check_size(data, _gone_count(root, data), dataset_count))
    kept = _without_echoes(findings, placed)
    return Review(
        findings=tuple(sorted(kept, key=sort_key)),
        difference=difference,
        placements=placed,
        suggestions=suggestions,
        repair_counts=tuple(count_repairs_by_file(done, plain).items()),
        verdict=_verdict(kept, placed),
        dataset_count=len(build.results),
        file_count=len(files),
        compared_count=len(compared) if len(compared) < len(changed_datasets(uris)) else None,
        site_url=build.site.site_url if build.site is not None else None,
    )


def changed_datasets(uris: Collection[str]) -> list[str]:
    """Return the folders of the datasets in which something is among *uris*, sorted."""
    parts = (uri.split("/") for uri in uris)
    return sorted({"/".join(part[:3]) for part in parts if len(part) > 3 and part[0] == "datasets"})


def _compared(uris: Collection[str]) -> list[str]:
    return changed_datasets(uris)[:MAX_COMPARED]


def _concerns(folders: Collection[str]) -> Callable[[str], bool]:
    chosen = set(folders)
    return lambda uri: "/".join(uri.split("/")[:3]) in chosen or uri.count("/") < 3


def _gone_count(root: Path, files: Collection[ChangedFile]) -> int:
    """Return how many datasets are gone; one that was only renamed isn't."""
    gone = sum(file.uri.endswith(f"/{DATASET_FILE}") and not file.is_there for file in files)
    if not gone:
        return 0
    return gone if not any(folder.datasets for folder in read_catalog_folders(root).municipalities) else 0


def _without_echoes(findings: Collection[Finding], placed: Collection[Placement]) -> list[Finding]:
    """Return *findings* without those whose mending the *placed* files tell better, and each once.

    Codes: stray-file, unused-file, dataset-file-missing (dropped).
    """
    solved = {
        placement.uri for placement in placed if placement.kind not in (PlacementKind.UNDECIDED, PlacementKind.REFUSED)
    }
    folders = {uri.rpartition("/")[0] for uri in solved}
    refusals = [finding for placement in placed for finding in placement.findings]
    kept: dict[tuple[object, ...], Finding] = {}
    for finding in (*findings, *refusals):
        place = finding.location
        is_told = (finding.code in ("stray-file", "unused-file") and place.path in solved) or (
            finding.code == "dataset-file-missing" and place.path.rpartition("/")[0] in folders
        )
        if not is_told:
            kept.setdefault((finding.code, place, tuple(finding.params.items())), finding)
    return list(kept.values())


def _verdict(findings: Collection[Finding], placed: Collection[Placement]) -> Verdict:
    worst = {severity_of(finding) for finding in findings}
    if Severity.ERROR in worst or placed:
        return Verdict.ERRORS
    return Verdict.WARNINGS if Severity.WARNING in worst else Verdict.CLEAN


def review_files(review: Review, lang: Lang) -> dict[str, str]:
    """Return what a host is given, by file name: the comment, the same for programs, annotations, and maps."""
    from catalog.report.github import render_github
    from catalog.report.review import render_review
    from catalog.report.review_json import render_review_json

    return {
        "comment.md": render_review(review),
        "review.json": render_review_json(review),
        "annotations.txt": render_github(review.findings, lang),
        **review_maps(review),
    }


def review_maps(review: Review) -> dict[str, str]:
    """Return a map in each language of every layer whose features are in other places, by file name."""
    from catalog.report.change_map import is_drawable, render_changes_svg

    return {
        f"maps/{dataset.id.replace('/', '--')}--{layer.resource}.{lang}.svg": render_changes_svg(
            layer, f"{dataset.title} ({layer.resource})", lang
        )
        for dataset in review.difference.datasets
        for layer in dataset.layers
        if is_drawable(layer.map)
        for lang in LANGS
    }
