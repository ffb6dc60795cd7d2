"""Which datasets findings are about."""

from __future__ import annotations

from collections.abc import Iterable

from catalog.codes import severity_of
from catalog.findings import Finding, Severity


def dataset_uri(path: str) -> str | None:
    """Return the folder of the dataset that *path* lies in, or ``None`` for what belongs to no dataset."""
    parts = path.split("/")
    is_folder = len(parts) == 3 and "." not in parts[2]  # A slug has no dot, and a file has one.
    return "/".join(parts[:3]) if len(parts) > 3 or is_folder else None


def broken_datasets(findings: Iterable[Finding]) -> tuple[str, ...]:
    """Return the folders of the datasets that have errors, sorted."""
    found = {dataset_uri(item.location.path) for item in findings if severity_of(item) is Severity.ERROR}
    return tuple(sorted(uri for uri in found if uri is not None))


def is_about_the_site(finding: Finding) -> bool:
    """Return whether *finding* is an error outside of all datasets."""
    return severity_of(finding) is Severity.ERROR and dataset_uri(finding.location.path) is None
