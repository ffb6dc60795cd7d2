"""How many mistakes findings tell of, and in which datasets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from catalog.codes import CODES, concerned_code, remainder_of, severity_of
from catalog.findings import Finding, Severity


def count_severities(findings: Iterable[Finding]) -> Counter[Severity]:
    """Return how many mistakes of each severity *findings* tell of, those counted only among them."""
    counts = Counter[Severity]()
    for finding in findings:
        counts[CODES[concerned_code(finding)].severity] += remainder_of(finding) or 1
    return counts


def dataset_uri(path: str) -> str | None:
    """Return the folder of the dataset that *path* lies in, or ``None`` for what belongs to no dataset."""
    parts = path.split("/")
    if parts[0] != "datasets":
        return None
    is_folder = len(parts) == 3 and "." not in parts[2]  # A slug has no dot, and a file has one.
    return "/".join(parts[:3]) if len(parts) > 3 or is_folder else None


def broken_datasets(findings: Iterable[Finding]) -> tuple[str, ...]:
    """Return the folders of the datasets that have errors, sorted."""
    found = {dataset_uri(item.location.path) for item in findings if severity_of(item) is Severity.ERROR}
    return tuple(sorted(uri for uri in found if uri is not None))


def is_about_the_site(finding: Finding) -> bool:
    """Return whether *finding* is an error outside of all datasets."""
    return severity_of(finding) is Severity.ERROR and dataset_uri(finding.location.path) is None


def checked_words(words: Mapping[str, str], dataset_count: int, file_count: int) -> str:
    """Return the sentence on what was looked at: datasets, or files that belong to none, or both."""
    files = words["checked_files"].format(count=f"{file_count:,}") if file_count else ""
    if file_count and not dataset_count:
        return files
    return f"{files}{words['checked_datasets'].format(count=f'{dataset_count:,}')}"
