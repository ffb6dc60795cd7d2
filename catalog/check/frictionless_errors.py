"""Frictionless's errors about rows and cells as findings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from catalog.check.header import column_letters
from catalog.check.personal import HIDDEN, is_personal
from catalog.findings import Finding, Location, shown
from catalog.model.dataset import Resource
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

_CONSTRAINT = re.compile(r'constraint "(\w+)" is "(.*)"\Z', re.DOTALL)
_OTHER_ROW = re.compile(r'at position "?([0-9]+)')


class Translation:
    """Turns errors of one table into findings.

    Codes: blank-row, extra-cell, missing-cell, cell-required, not-integer, not-number, not-boolean, not-date,
    not-in-date-format, not-time, not-datetime, not-year, not-yearmonth, not-email, not-uri, not-of-type, below-minimum,
    above-maximum, too-short, too-long, not-in-pattern, not-in-list, repeated-value, repeated-key, empty-key,
    foreign-key, other-error.
    """

    def __init__(self, table: Table, resource: Resource, path: str) -> None:
        self.table, self.path, self.name = table, path, resource.name
        self.fields = {field.name: field for field in resource.schema.fields} if resource.schema is not None else {}
        self.primary_key = resource.schema.primary_key if resource.schema is not None else ()
        # Frictionless sees the heading as row 1 and the first data row as row 2, whatever stands above the heading.
        self.row_shift = table.first_data_row - 2

    def of_errors(self, errors: Iterable[Any]) -> Iterator[Finding]:
        """Yield the findings for the *errors* of a row, each mistake once.

        Frictionless also says of a blank row that its key is empty, and of a missing cell that it is required.
        """
        found = list(errors)
        blank = [error for error in found if error.type == "blank-row"]
        missing = {error.field_number for error in found if error.type == "missing-cell"}
        for error in blank or found:
            if error.type != "constraint-error" or error.field_number not in missing:
                yield self._of_error(error)

    def _of_error(self, error: Any) -> Finding:
        if error.type == "type-error":
            return self._of_type(error)
        if error.type == "constraint-error":
            return self._of_constraint(error)
        if error.type in ("extra-cell", "missing-cell"):
            number = error.field_number
            return self._finding(error.type, error, number, error.field_name, column=column_letters(number))
        if error.type == "unique-error":
            other_row = self._other_row(error)
            return self._finding("repeated-value", error, error.field_number, error.field_name, other_row=other_row)
        if error.type == "primary-key":
            return self._of_primary_key(error)
        if error.type == "foreign-key":
            fields = " + ".join(shown(name) for name in error.field_names)
            target = shown(error.reference_name or self.name)  # A key to the table itself names none.
            return self._finding("foreign-key", error, fields=fields, resource=target)
        if error.type == "blank-row":
            return self._finding("blank-row", error)
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
            params["choices"] = _choices(limit)
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
        return str(int(match.group(1)) + self.row_shift) if match is not None else ""

    def _value(self, error: Any) -> str:
        return HIDDEN if is_personal(error.field_name, error.cell) else shown(error.cell)

    def _finding(
        self, code: str, error: Any, number: int | None = None, field: str | None = None, **params: str
    ) -> Finding:
        row = error.row_number + self.row_shift
        cell = f"{column_letters(number)}{row}" if number is not None else None
        name = shown(field) if field else None
        return Finding(code, Location(self.path, sheet=self.table.sheet, row=row, field=name, cell=cell), params)


def _choices(choices: Any) -> str:
    listed = [shown(str(choice)) for choice in choices or ()]
    return ", ".join(listed[:10]) + (", …" if len(listed) > 10 else "")
