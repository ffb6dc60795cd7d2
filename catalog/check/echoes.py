"""One mistake, one finding: what only repeats another finding, or another about the same cell, is dropped."""

from __future__ import annotations

from collections.abc import Iterable

from catalog.codes import ECHOES
from catalog.findings import Finding, Findings


def drop_echoes(findings: Iterable[Finding]) -> Findings:
    """Return *findings* without those that only repeat another one about the same cell, and without the same twice."""
    # The same twice: what is looked for in attributes of a GIS file is found in the table of its features, too.
    kept = tuple({(item.code, item.location, *sorted(item.params.items())): item for item in findings}.values())
    told = {(_cell(finding), code) for finding in kept for code in ECHOES.get(finding.code, ())}
    return tuple(finding for finding in kept if (_cell(finding), finding.code) not in told)


def _cell(finding: Finding) -> tuple[str, str | None, str | None]:
    place = finding.location
    return place.path, place.sheet, place.cell
