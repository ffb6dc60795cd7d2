"""Findings as people read them: by file, the same mistake explained once, the gravest first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from catalog.codes import REMAINDER, concerned_code, remainder_of, severity_of
from catalog.findings import Finding, Severity, sort_key

MAX_EXAMPLES = 5
"""Places that are shown of one kind of mistake in one column."""

MAX_COLUMNS = 10
"""Columns that are shown of one kind of mistake."""

_SEVERITIES = list(Severity)


@dataclass(frozen=True, slots=True)
class Occurrences:
    """One kind of mistake in one column, or in the file as a whole.

    Attributes:
        findings: In reading order.
        untold_count: How many more there are for which there are no findings.
    """

    findings: tuple[Finding, ...]
    untold_count: int = 0

    @property
    def examples(self) -> tuple[Finding, ...]:
        """The findings that are shown."""
        return self.findings[:MAX_EXAMPLES]

    @property
    def left_out_count(self) -> int:
        """How many aren't."""
        return self.count - len(self.examples)

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.findings) + self.untold_count


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
        return sum(column.count for column in self.columns[MAX_COLUMNS:])


def kinds_by_file(findings: Iterable[Finding]) -> Iterator[tuple[str, Sequence[Kind]]]:
    """Yield each file with its kinds of mistakes: errors first, then in the order of the file."""
    for path, group in groupby(sorted(findings, key=sort_key), key=lambda finding: finding.location.path):
        yield path, _kinds(path, group)


def _kinds(path: str, findings: Iterable[Finding]) -> list[Kind]:
    found: dict[str, dict[str, list[Finding]]] = {}
    untold: dict[tuple[str, str], int] = {}
    for finding in findings:
        column = finding.location.field or ""
        if finding.code == REMAINDER:
            untold[concerned_code(finding), column] = remainder_of(finding)
        else:
            found.setdefault(finding.code, {}).setdefault(column, []).append(finding)
    kinds = [
        Kind(
            path,
            code,
            severity_of(next(iter(columns.values()))[0]),
            tuple(Occurrences(tuple(group), untold.get((code, column), 0)) for column, group in columns.items()),
        )
        for code, columns in found.items()
    ]
    return sorted(kinds, key=lambda kind: _SEVERITIES.index(kind.severity))
