"""Findings as people read them: by file, the same mistake in the same column once, the gravest first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from catalog.codes import severity_of
from catalog.findings import Finding, Severity, sort_key

MAX_EXAMPLES = 5
"""Places that are shown of one kind of mistake in one column."""

_SEVERITIES = list(Severity)


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of mistake in one column of a file, or in the file; ``findings`` in reading order."""

    path: str
    code: str
    severity: Severity
    findings: tuple[Finding, ...]

    @property
    def examples(self) -> tuple[Finding, ...]:
        """The findings that are shown."""
        return self.findings[:MAX_EXAMPLES]

    @property
    def left_out_count(self) -> int:
        """How many aren't."""
        return len(self.findings) - len(self.examples)


def kinds_by_file(findings: Iterable[Finding]) -> Iterator[tuple[str, Sequence[Kind]]]:
    """Yield each file with its kinds of mistakes: errors first, then in the order of the file."""
    for path, group in groupby(sorted(findings, key=sort_key), key=lambda finding: finding.location.path):
        yield path, _kinds(path, group)


def _kinds(path: str, findings: Iterable[Finding]) -> list[Kind]:
    found: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        found.setdefault((finding.code, finding.location.field or ""), []).append(finding)
    kinds = [Kind(path, group[0].code, severity_of(group[0]), tuple(group)) for group in found.values()]
    return sorted(kinds, key=lambda kind: _SEVERITIES.index(kind.severity))
