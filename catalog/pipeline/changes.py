"""Only what a branch has changed: which datasets those are, and how they differ from what is published."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from catalog.findings import sort_key
from catalog.i18n import cli_texts
from catalog.load.folders import MUNICIPALITY_FILE, DatasetFolder
from catalog.load.history import HistoryUnusable, earlier_edition, read_changed_uris
from catalog.pipeline.gone_datasets import find_gone_datasets
from catalog.pipeline.options import BuildOptions, CatalogUnusable, default_lang
from catalog.pipeline.whole import CatalogBuild, Progress, check_catalog


def check_changes(
    root: Path,
    options: BuildOptions,
    revision: str,
    chosen: Callable[[DatasetFolder], bool],
    progress: Progress | None = None,
) -> CatalogBuild:
    """Return the findings of the *chosen* datasets that differ from *revision*, and of what would break by it.

    Findings about datasets and files that are as they were aren't returned.

    Raises:
        CatalogUnusable: Git can't tell what has changed.

    Codes: those of :func:`find_gone_datasets`.
    """
    try:
        changed = read_changed_uris(root, revision)
        with earlier_edition(root, revision, sorted(_places(changed))) as earlier:

            def is_changed(folder: DatasetFolder) -> bool:
                return chosen(folder) and _has_changed(folder.uri, changed)

            build = check_catalog(root, options, is_changed, progress, earlier)
            left = {alias for result in build.results for alias in result.aliases}
            gone = find_gone_datasets(root, earlier, revision, changed, left)
    except HistoryUnusable:
        text = cli_texts(default_lang())["no_revision"]
        raise CatalogUnusable(text.format(revision=revision)) from None
    kept = [finding for finding in build.findings if _has_changed(finding.location.path, changed)]
    kept += gone
    return replace(build, findings=tuple(sorted(kept, key=sort_key)))


def _places(changed: frozenset[str]) -> set[str]:
    """Return the folders of the datasets in which something has changed."""
    parts = (uri.split("/") for uri in changed)
    return {"/".join(part[:3]) for part in parts if len(part) > 3 and part[0] == "datasets"}


def _has_changed(uri: str, changed: frozenset[str]) -> bool:
    """Return whether *uri*, a file or a dataset's folder, or the body that it belongs to has changed."""
    parts = uri.split("/")
    folder = "/".join(parts[:3])
    is_own = len(parts) >= 3 and any(other.startswith(f"{folder}/") for other in changed)
    return is_own or uri in changed or (len(parts) >= 2 and f"datasets/{parts[1]}/{MUNICIPALITY_FILE}" in changed)
