"""Columns in which GIS and database programs note who entered or changed a record."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence

from catalog.check.examined import Examined
from catalog.check.privacy.names import is_full_name, may_be_person
from catalog.findings import Finding, Findings, Location, shown

# Shapefiles cut headings after ten letters.
_TRACKED = re.compile(
    r"created_us(er?)?|created_?by|creator_?(id|name)|last_edite(d(_(user|by))?)?|last_?edited_?(user|by)|edited_?by"
    r"|updated_?by|modified_?by|update_?user|upd_?user|ins_?user|edit_?user|editor_?(id|name)|entered_?by|input_?user"
    r"|(最終)?(更新|編集|修正|変更)(者|ユーザー?|担当者?|職員)(名|氏名|id)?|(入力|登録|記入)(者|ユーザー?|担当者?|職員)(名|氏名|id)?|作業者名?",
    re.IGNORECASE,
)
_PERHAPS = re.compile(r"作成者名?|作成担当者?|担当者?(氏)?名?|職員名|creator|editor|author|operator", re.IGNORECASE)
_TIME = re.compile(
    r"(作成|登録|入力|更新|編集|修正|変更)(年月)?日時?|(created|edited|updated|modified|last_edit|update|edit)_?(date|da|at|on|time)?\w{0,2}",
    re.IGNORECASE,
)
_WORKS = re.compile(r"作品|題名|著|書名|曲名|title|isbn|出版|制作年", re.IGNORECASE)
"""Of works: there, who made them is what people want to know."""

MAX_VALUES = 500


def is_editor_heading(heading: str) -> bool:
    """Return whether a column of this *heading* may say who entered or changed a record."""
    folded = _folded(heading)
    return _TRACKED.fullmatch(folded) is not None or _PERHAPS.fullmatch(folded) is not None


def check_editors(
    columns: Mapping[str, Sequence[str]], headings: Sequence[str], path: str, sheet: str | None = None
) -> Findings:
    """Return the columns that name those who entered or changed the records.

    Arguments:
        columns: Some different values of each column for which :func:`is_editor_heading` holds.
        headings: Of all columns of the layer or table.
        path: '/'-relative to the folder of the catalog.
        sheet: Of a workbook.

    Codes: editor-names.
    """
    folded = [_folded(heading) for heading in headings]
    has_time = any(_TIME.fullmatch(heading) for heading in folded)
    are_works = any(_WORKS.search(heading) for heading in folded)
    found = []
    for heading, values in columns.items():
        is_tracked = _TRACKED.fullmatch(_folded(heading)) is not None
        if is_tracked:
            names = any(may_be_person(value) for value in values[:MAX_VALUES])
        else:
            names = has_time and not are_works and any(is_full_name(value) for value in values[:MAX_VALUES])
        if names:
            found.append(Finding("editor-names", Location(path, sheet=sheet, field=shown(heading.strip()))))
    return tuple(found)


def check_editor_columns(examined: Examined) -> Findings:
    """Return the columns of a table that name those who entered or changed its records.

    Codes: those of :func:`check_editors`.
    """
    columns = {
        column.label: column.values()[:MAX_VALUES] for column in examined.columns if is_editor_heading(column.label)
    }
    if not columns:
        return ()
    return check_editors(columns, [column.label for column in examined.columns], examined.path, examined.table.sheet)


def _folded(heading: str) -> str:
    return unicodedata.normalize("NFKC", heading).strip()
