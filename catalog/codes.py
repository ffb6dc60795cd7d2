"""The registry of finding codes: every mistake that the catalog can name.

Their texts are in ``locale/{ja,en}/findings.yaml``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from catalog.findings import Finding, Severity


@dataclass(frozen=True, slots=True)
class Code:
    """A kind of finding.

    Attributes:
        id: kebab-case, or the government's id for machine-readability rules (``L1-01``); it is also the page's address.
        subject: The module of ``check`` or ``load`` that it belongs to, for grouping on the site.
        params: The placeholders that its texts may use.
    """

    id: str
    severity: Severity
    subject: str
    params: tuple[str, ...] = ()


CODES: dict[str, Code] = {}


def severity_of(finding: Finding) -> Severity:
    """Return the severity of *finding*, which belongs to its code."""
    return CODES[finding.code].severity


def has_errors(findings: Iterable[Finding]) -> bool:
    """Return whether one of *findings* keeps its dataset from being published."""
    return any(severity_of(finding) is Severity.ERROR for finding in findings)
