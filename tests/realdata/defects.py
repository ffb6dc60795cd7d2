"""What is wrong in the real files, found by looking at each of them, and whether our findings tell it where it is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from catalog.codes import has_errors
from catalog.findings import Finding
from catalog.model.cell_names import column_letters
from catalog.model.inspection import Inspection
from catalog.pipeline.inspection import inspect_file

DEFECTS_PATH = Path(__file__).with_name("defects.yaml")


@dataclass(frozen=True, slots=True)
class Defect:
    """One kind of defect in one file.

    Attributes:
        kind: A key of :data:`tests.realdata.defect_score.KINDS`.
        codes: Any of them tells it.
        columns, rows: Where: each column has to be named, and each row.
        said: What a finding without one place has to name.
    """

    kind: str
    codes: frozenset[str]
    columns: tuple[str, ...]
    rows: tuple[int, ...]
    said: str | None


@dataclass(frozen=True, slots=True)
class RealFile:
    """A file and what is wrong with it.

    Attributes:
        is_fine: Nothing keeps people and programs from using it.
        harmless: What looks like a defect, with the reason why it is none.
    """

    path: str
    is_fine: bool
    defects: tuple[Defect, ...]
    harmless: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """What is said of a file."""

    file: RealFile
    findings: Sequence[Finding]
    letters: dict[str, str]

    @property
    def missed(self) -> tuple[Defect, ...]:
        """The defects that no finding tells, or not at every place."""
        return tuple(defect for defect in self.file.defects if not self._is_told(defect))

    @property
    def is_false_alarm(self) -> bool:
        """Whether a fine file has a finding that would keep it from being published."""
        return self.file.is_fine and has_errors(self.findings)

    def _is_told(self, defect: Defect) -> bool:
        found = [finding for finding in self.findings if finding.code in defect.codes]
        if defect.said is not None:
            found = [finding for finding in found if _names(finding, defect.said)]
        columns = {self._column(finding) for finding in found}
        rows = {finding.location.row for finding in found}
        return bool(found) and columns.issuperset(defect.columns) and rows.issuperset(defect.rows)

    def _column(self, finding: Finding) -> str | None:
        cell, field = finding.location.cell, finding.location.field
        return cell.rstrip("0123456789") if cell else self.letters.get(field) if field else None


def read_defects() -> tuple[RealFile, ...]:
    """Return the files in the order of the list."""
    listed: list[dict[str, Any]] = yaml.safe_load(DEFECTS_PATH.read_text("utf-8"))
    return tuple(
        RealFile(
            entry["path"],
            entry.get("fine", False),
            tuple(_defect(item) for item in entry.get("defects", ())),
            tuple(f"{what}: {why}" for item in entry.get("not", ()) for what, why in item.items()),
        )
        for entry in listed
    )


def _defect(item: dict[str, Any]) -> Defect:
    codes = frozenset(item["codes"])
    return Defect(item["kind"], codes, tuple(item.get("columns", ())), tuple(item.get("rows", ())), item.get("said"))


@cache
def tell(file: RealFile, folder: Path) -> Told:
    """Return what ``catalog inspect`` says of *file* below *folder*; kept, since several tests ask."""
    inspection = inspect_file(folder / file.path, path=file.path)
    return Told(file, inspection.findings, dict(_letters(inspection)))


def _letters(inspection: Inspection) -> Iterable[tuple[str, str]]:
    if inspection.layout is not None:
        for position, label in zip(inspection.layout.columns, inspection.layout.labels, strict=True):
            yield label.strip(), column_letters(position)


def _names(finding: Finding, said: str) -> bool:
    words = {word for value in finding.params.values() for word in (value, *value.replace("\u3001", ",").split(","))}
    return said in {word.strip() for word in words}
