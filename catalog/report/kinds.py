"""Findings as people read them: by file, the same mistake explained once, the gravest first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from catalog.codes import severity_of
from catalog.findings import Finding, Severity, sort_key

MAX_EXAMPLES = 5
"""Places that are shown of one kind of mistake in one column."""

MAX_COLUMNS = 10
"""Columns that are shown of one kind of mistake."""

_SEVERITIES = list(Severity)


@dataclass(frozen=True, slots=True)
class Occurrences:
    """One kind of mistake in one column, or in the file as a whole; ``findings`` in reading order."""

    findings: tuple[Finding, ...]

    @property
    def examples(self) -> tuple[Finding, ...]:
        """The findings that are shown."""
        return self.findings[:MAX_EXAMPLES]

    @property
    def left_out_count(self) -> int:
        """How many aren't."""
        return len(self.findings) - len(self.examples)


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of mistake in a file, by column."""

    path: str
    code: str
    severity: Severity
    columns: tuple[Occurrences, ...]

    @property
    def shown_columns(self) -> tuple[Occurrences, ...]:
        """The columns that are shown."""
        return self.columns[:MAX_COLUMNS]

    @property
    def left_out_count(self) -> int:
        """How many findings are in columns that aren't."""
        return sum(len(column.findings) for column in self.columns[MAX_COLUMNS:])


def kinds_by_file(findings: Iterable[Finding]) -> Iterator[tuple[str, Sequence[Kind]]]:
    """Yield each file with its kinds of mistakes: errors first, then in the order of the file."""
    for path, group in groupby(sorted(findings, key=sort_key), key=lambda finding: finding.location.path):
        yield path, _kinds(path, group)


def _kinds(path: str, findings: Iterable[Finding]) -> list[Kind]:
    found: dict[str, dict[str, list[Finding]]] = {}
    for finding in findings:
        columns = found.setdefault(finding.code, {})
        columns.setdefault(finding.location.field or "", []).append(finding)
    kinds = [
        Kind(path, code, severity_of(next(iter(columns.values()))[0]), tuple(map(_occurrences, columns.values())))
        for code, columns in found.items()
    ]
    return sorted(kinds, key=lambda kind: _SEVERITIES.index(kind.severity))


def _occurrences(findings: Iterable[Finding]) -> Occurrences:
    return Occurrences(tuple(findings))
