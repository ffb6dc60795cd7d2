"""What the exit codes of all commands mean."""

from __future__ import annotations

from collections.abc import Iterable

from catalog.codes import severity_of
from catalog.findings import Finding, Severity

CLEAN, ERRORS_FOUND, TOOL_FAILED = 0, 1, 2
"""Warnings are clean; the last is for the tool or its configuration."""


def exit_code(findings: Iterable[Finding], *, strict: bool = False) -> int:
    """Return whether *findings* has an error, or, if *strict*, a warning, as an exit code."""
    grave = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    return ERRORS_FOUND if any(severity_of(finding) in grave for finding in findings) else CLEAN
