"""Frictionless's errors about rows and cells as findings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from types import SimpleNamespace
from typing import Any

from catalog.check.frictionless_rows import Rows
from catalog.check.personal import HIDDEN, is_personal
from catalog.findings import Finding, Location, shown
from catalog.model.dataset import Field, Resource
from catalog.model.table import Table

TYPE_CODES = {
    "integer": "not-integer",
    "number": "not-number",
    "boolean": "not-boolean",
    "date": "not-date",
    "time": "not-time",
    "datetime": "not-datetime",
    "year": "not-year",
    "yearmonth": "not-yearmonth",
}
FORMAT_CODES = {"email": "not-email", "uri": "not-uri"}
CONSTRAINT_CODES = {
    "required": "cell-required",
    "minimum": "below-minimum",
    "maximum": "above-maximum",
    "minLength": "too-short",
    "maxLength": "too-long",
    "pattern": "not-in-pattern",
    "enum": "not-in-list",
}

BLANK = (SimpleNamespace(type="blank-row", cells=()),)
"""What Frictionless says of a row without any value."""

_CONSTRAINT = re.compile(r'constraint "(\w+)" is "(.*)"\Z', re.DOTALL)
_OTHER_ROW = re.compile(r'at position "?([0-9]+)')


class Translation:
    """Turns errors of one table into findings.

    Codes: blank-row, extra-cell, missing-cell, cell-required, not-integer, not-number, not-boolean, not-date,
    not-in-date-format, not-time, not-datetime, not-year, not-yearmonth, not-email, not-uri, not-of-type, below-minimum,
    above-maximum, too-short, too-long, not-in-pattern, not-in-list, repeated-value, repeated-key, empty-key,
    foreign-key, other-error.
    """

    def __init__(self, table: Table, resource: Resource, path: str, rows: Rows | None = None) -> None:
        self.table, self.path, self.name = table, path, resource.name
        self.rows = rows if rows is not None else Rows(table, {})
        self.fields = {field.name: field for field in resource.schema.fields} if resource.schema is not None else {}
        self.primary_key = resource.schema.primary_key if resource.schema is not None else ()

    def of_rows(self, rows: Iterable[tuple[int, Sequence[Any]]]) -> Iterator[Finding]:
        """Yield the findings for the errors of *rows*, 0-based and in order; blank rows in a run are one finding."""
        run = range(0)
        for index, errors in rows:
            is_blank = self._is_blank(errors)
            if run and not (is_blank and index == run.stop):
                yield self._of_blank_rows(run)
                run = range(0)
            if is_blank:
                run = range(run.start if run else index, index + 1)
            else:
                yield from self.of_errors(errors)
        if run:
            yield self._of_blank_rows(run)

    def of_errors(self, errors: Iterable[Any]) -> Iterator[Finding]:
        """Yield the findings for the *errors* of a row that isn't blank, each mistake once.

        Frictionless also says of a blank row that its key is empty, and of a missing cell that it is required. A row
        that has something beyond the last heading only it calls blank; left out as blank rows are, that would be lost.
        """
        found = list(errors)
        missing = {error.field_number for error in found if error.type == "missing-cell"}
        extra = {error.field_number for error in found if error.type == "extra-cell"}
        blank = [error for error in found if error.type == "blank-row"]
        for error in blank:
            for number, cell in enumerate(error.cells[len(self.table.labels) :], start=len(self.table.labels) + 1):
                if cell:
                    yield self._finding("extra-cell", error, number, column=self.table.letters(number - 1))
                    break
        for error in found if not blank else ():
            # Where one is missing or too much, so are all to its right.
            if error.type == "missing-cell" and error.field_number > min(missing):
                continue
            if error.type == "extra-cell" and error.field_number > min(extra):
                continue
            if error.type != "constraint-error" or error.field_number not in missing:
                yield self._of_error(error)

    def _is_blank(self, errors: Sequence[Any]) -> bool:
        blank = [error for error in errors if error.type == "blank-row"]
        return bool(blank) and not any(blank[0].cells[len(self.table.labels) :])

    def _of_blank_rows(self, run: range) -> Finding:
        row, last_row = self.table.row_number(run.start), self.table.row_number(run.stop - 1)
        rows = str(row) if row == last_row else f"{row}–{last_row}"
        return Finding("blank-row", Location(self.path, sheet=self.table.sheet, row=row), {"rows": rows})

    def _of_error(self, error: Any) -> Finding:
        if error.type == "type-error":
            return self._of_type(error)
        if error.type == "constraint-error":
            return self._of_constraint(error)
        if error.type in ("extra-cell", "missing-cell"):
            number = error.field_number
            return self._finding(error.type, error, number, error.field_name, column=self.table.letters(number - 1))
        if error.type == "unique-error":
            other_row = self._other_row(error)
            return self._finding("repeated-value", error, error.field_number, error.field_name, other_row=other_row)
        if error.type == "primary-key":
            return self._of_primary_key(error)
        if error.type == "foreign-key":
            fields = " + ".join(shown(name) for name in error.field_names)
            target = shown(error.reference_name or self.name)  # A key to the table itself names none.
            return self._finding("foreign-key", error, fields=fields, resource=target)
        return self._finding("other-error", error, note=shown(error.type))

    def _of_type(self, error: Any) -> Finding:
        field = self.fields.get(error.field_name)
        kind, form = (field.type, field.format) if field is not None else ("string", "default")
        params = {"value": self._value(error)}
        code = TYPE_CODES.get(kind) or FORMAT_CODES.get(form)
        if code is None:
            code, params["type"] = "not-of-type", kind if form == "default" else form
        elif kind in ("date", "time", "datetime") and form not in ("default", "any"):
            code, params["format"] = "not-in-date-format", shown(form)
        return self._finding(code, error, error.field_number, error.field_name, **params)

    def _of_constraint(self, error: Any) -> Finding:
        match = _CONSTRAINT.search(error.note)
        name = match.group(1) if match is not None else ""
        code = CONSTRAINT_CODES.get(name)
        if match is None or code is None:
            return self._finding("other-error", error, error.field_number, error.field_name, note=shown(error.note))
        params = {} if code == "cell-required" else {"value": self._value(error)}
        field = self.fields.get(error.field_name)
        limit = field.descriptor.get("constraints", {}).get(name) if field is not None else None
        if code == "not-in-list":
            params["choices"] = _choices(limit, field)
        elif code != "cell-required":
            params["limit"] = shown(str(limit), 80)
        return self._finding(code, error, error.field_number, error.field_name, **params)

    def _of_primary_key(self, error: Any) -> Finding:
        fields = " + ".join(shown(name) for name in self.primary_key)
        other_row = self._other_row(error)
        if not other_row:
            return self._finding("empty-key", error, fields=fields)
        return self._finding("repeated-key", error, fields=fields, other_row=other_row)

    def _other_row(self, error: Any) -> str:
        match = _OTHER_ROW.search(error.note)
        return str(self._row(int(match.group(1)))) if match is not None else ""

    def _row(self, row_number: int) -> int:
        """Return the row that Excel shows for the row that Frictionless counted."""
        return self.table.row_number(self.rows.index(row_number))

    def _value(self, error: Any) -> str:
        return HIDDEN if is_personal(error.field_name, error.cell) else shown(error.cell)

    def _finding(
        self, code: str, error: Any, number: int | None = None, field: str | None = None, **params: str
    ) -> Finding:
        row = self._row(error.row_number)
        cell = f"{self.table.letters(number - 1)}{row}" if number is not None else None
        name = shown(field) if field else None
        return Finding(code, Location(self.path, sheet=self.table.sheet, row=row, field=name, cell=cell), params)


def _choices(choices: Any, field: Field | None) -> str:
    """Return the first of the values that may stand, those that have a label with it: ``01 (小学校), 02 (中学校)``."""
    labels = field.labels if field is not None else {}
    values = [str(choice) for choice in choices or (field.choices if field is not None else None) or ()]
    told = {value: f" ({shown(labels[value].ja)})" if value in labels else "" for value in values[:10]}
    listed = [f"{shown(value)}{label}" for value, label in told.items()]
    return ", ".join(listed) + (", …" if len(values) > 10 else "")
