"""Days with Japanese eras, and other ways to write a day, in columns of dates → ISO 8601."""

from __future__ import annotations

import re
from collections.abc import Iterator

from catalog.convert.repairs.subject import Subject
from catalog.infer.markers import is_marker
from catalog.model.repair import CellEdit, RepairKind
from catalog.notation.dates import parse_date, parse_era_date
from catalog.notation.layout_spaces import strip_edges

_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_OTHER = r"\S"
_ISO_FORMATS = ("default", "%Y-%m-%d")


def derive_dates(subject: Subject) -> Iterator[CellEdit]:
    """Yield the days that aren't written as the column's type wants them; days that never were stay as they are.

    Without a schema: in columns headed 日 in which every cell is a day and some have an era.
    """
    for index in range(len(subject.table.labels)):
        if _is_of_days(subject, index):
            found = subject.odd_values(index, _OTHER)
            values = [value for value in found if not _ISO.fullmatch(strip_edges(value))]
            yield from subject.edits(index, values, _mend)


def _is_of_days(subject: Subject, index: int) -> bool:
    field = subject.field(index)
    if field is not None:
        return field.type == "date" and field.format in _ISO_FORMATS and not field.is_japanese
    if subject.schema is not None or "日" not in subject.table.labels[index]:
        return False
    values = [value for value in subject.given_values(index) if not is_marker(value)]
    return any(map(parse_era_date, values)) and all(map(parse_date, values))


def _mend(value: str) -> tuple[str, RepairKind] | None:
    day = parse_date(value)
    if day is None:
        return None
    return day.isoformat(), RepairKind.ERA_DATE if parse_era_date(value) else RepairKind.DATE
