"""Days in columns of dates: days that never were, several notations side by side, Excel's serial numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from catalog.check.asked_cells import like
from catalog.check.examined import Column, Examined, Params
from catalog.findings import Finding, Findings
from catalog.model.roles import Role
from catalog.notation.dates import explain_date, parse_fiscal_year, parse_year
from catalog.notation.eras import DateFault
from catalog.notation.widths import fold_width

_HEADING = re.compile(r"年月日|日付|期日|更新日|公開日|登録日|開始日|終了日|日時|^date$|[_a-z]Date$|_date$")

_YEAR_HEADING = re.compile(r"(?:年|年度|年次|西暦|和暦)$")

# Each way of writing a day is named by an example of it, which needs no translation.
_FORMS = {
    "2024-04-01": re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}"),
    "2024/4/1": re.compile(r"[0-9]{4}/[0-9]{1,2}/[0-9]{1,2}"),
    "2024.4.1": re.compile(r"[0-9]{4}\.[0-9]{1,2}\.[0-9]{1,2}"),
    "2024年4月1日": re.compile(r"(?:西暦)?[0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日"),
    "令和6年4月1日": re.compile(
        r"(?:明治|大正|昭和|平成|令和)\s*(?:元|[0-9]{1,2})\s*年\s*[0-9]{1,2}\s*月\s*[0-9]{1,2}\s*日"
    ),
    "R6.4.1": re.compile(
        r"(?:[MTSHRmtshr]|[明大昭平令]|明治|大正|昭和|平成|令和)\.?\s*(?:元|[0-9]{1,2})[./-][0-9]{1,2}[./-][0-9]{1,2}"
    ),
    "4/1/24": re.compile(r"[0-9]{1,2}/[0-9]{1,2}/(?:[0-9]{2}|[0-9]{4})"),
    "20240401": re.compile(r"(?:19|20)[0-9]{6}"),
    "45383": re.compile(r"[2-5][0-9]{4}(?:\.[0-9]+)?"),
}
_ERA_FORMS = ("令和6年4月1日", "R6.4.1")
_NUMBERS = ("20240401", "45383")
"""Forms that could be any number: they count as dates only under a heading that says so, or among dates."""

_WRITTEN = (
    r"^[\s　]*(?:西暦|明治|大正|昭和|平成|令和|[MTSHRmtshr明大昭平令]\.?)?[\s　]*(?:元|[0-9０-９]{1,4})"
    r"[\s　]*[-./年／．－][\s　]*[0-9０-９]{1,2}[\s　]*[-./月／．－][\s　]*[0-9０-９]{1,4}"
)
# Only where spaces begin: from each of a cell full of them it would be looked for to the end.
_TAIL = re.compile(r"(?<![\sT])[\sT]+[0-9]{1,2}:[0-9:.]+(?:Z|[-+][0-9:]+)?$|(?<!\s)\s*\([月火水木金土日]\)$")
_FIRST_SERIAL_DAY = date(1899, 12, 30)
_FAULT_CODES: Mapping[DateFault, str] = {
    DateFault.NO_SUCH_DAY: "impossible-date",
    DateFault.YEAR_ZERO: "impossible-date",
    DateFault.BEFORE_ERA: "date-outside-era",
    DateFault.AFTER_ERA: "date-outside-era",
    DateFault.OTHER_WEEKDAY: "date-other-weekday",
}


def check_dates(examined: Examined) -> Findings:
    """Return what is wrong with the days of a table; only in columns in which most cells are days.

    Codes: impossible-date, date-outside-era, date-other-weekday, excel-serial-date, ambiguous-date, mixed-dates,
    era-dates, year-and-fiscal-year, more-in-column.
    """
    found: list[Finding] = []
    for column in examined.columns:
        if column.role in (None, Role.DATE_ERA):
            found += _check_column(column) if _may_hold_days(column) else ()
            found += _check_fiscal_years(column) or _check_calendars(column)
    return tuple(found)


def _may_hold_days(column: Column) -> bool:
    """Return whether it is worth looking at every cell: by the heading, or by the first cells."""
    if column.role is Role.DATE_ERA or _HEADING.search(column.heading):
        return True
    return column.odd_rows(like(_WRITTEN), 200) is not None


def _check_column(column: Column) -> Findings:
    counts = dict(column.counted.iter_rows())
    forms = {value: form for value in column.values() if (form := _form(value)) is not None}
    by_form: Counter[str] = Counter()
    for value, form in forms.items():
        by_form[form] += counts[value]
    total = sum(counts.values())
    written = sum(count for form, count in by_form.items() if form not in _NUMBERS)
    if written < 0.5 * total and not (_HEADING.search(column.heading) and by_form.total() >= 0.9 * total > 0):
        return _era_dates(column, column.values())
    return (*column.report(_odd_days(column, forms)), *_remarks(column, by_form, forms))


def _form(value: str) -> str | None:
    text = _TAIL.sub("", fold_width(value)).translate(_SIGNS)
    return next((form for form, pattern in _FORMS.items() if pattern.fullmatch(text)), None)


_SIGNS = str.maketrans({"−": "-", "－": "-", "‐": "-"})


def _odd_days(column: Column, forms: Mapping[str, str]) -> dict[str, tuple[str, Params]]:
    found: dict[str, tuple[str, Params]] = {}
    for value, form in forms.items():
        if form == "45383":
            day = _FIRST_SERIAL_DAY + timedelta(days=int(float(fold_width(value))))
            found[value] = ("excel-serial-date", {"value": column.quoted(value), "day": column.quoted(day.isoformat())})
            continue
        fault = explain_date(_TAIL.sub("", value) if ":" in value else value)
        if fault is not None and fault in _FAULT_CODES:
            found[value] = (_FAULT_CODES[fault], {"value": column.quoted(value)})
    return found


def _remarks(column: Column, by_form: Counter[str], forms: Mapping[str, str]) -> list[Finding]:
    if column.field is not None and column.field.type in ("date", "datetime"):
        return []  # one notation is declared, and held to
    found = []
    if by_form["4/1/24"]:
        value = next(value for value, form in forms.items() if form == "4/1/24")
        found.append(column.remark("ambiguous-date", value=column.quoted(value)))
    # Serial numbers are reported one by one.
    written = Counter({form: count for form, count in by_form.items() if form != "45383"})
    if len(written) > 1:
        listed = ", ".join(f"{form} ×{count:,}" for form, count in written.most_common(5))
        found.append(column.remark("mixed-dates", forms=listed))
        return found
    return [*found, *_era_dates(column, [value for value, form in forms.items() if form in _ERA_FORMS])]


def _era_dates(column: Column, values: Sequence[str]) -> Findings:
    """Return a finding about a column whose *values* are days, months or years of eras, whatever else is in it."""
    if column.role is not Role.DATE_ERA or column.is_japanese or not values:
        return ()
    hits = column.cells.is_in(list(values)).fill_null(False)
    first = hits.arg_max() or 0
    params = {"value": column.quoted(column.cells[first].strip()), "count": f"{int(hits.sum()):,}"}
    return (Finding("era-dates", column.cell(first), params),)


def _check_fiscal_years(column: Column) -> list[Finding]:
    """Return a finding where years and fiscal years, which begin in April, stand in one column."""
    if "年" not in column.heading or column.is_plentiful:
        return []
    counts = dict(column.counted.iter_rows())
    fiscal = sum(count for value, count in counts.items() if parse_fiscal_year(value) is not None)
    years = sum(
        count
        for value, count in counts.items()
        if fold_width(value).endswith("年") and parse_year(value) is not None and parse_fiscal_year(value) is None
    )
    if not fiscal or not years:
        return []
    return [column.remark("year-and-fiscal-year", years=f"{years:,}", fiscal_years=f"{fiscal:,}")]


def _check_calendars(column: Column) -> list[Finding]:
    """Return a finding where years of the two calendars stand in one column: ``R6`` and ``2024``."""
    is_typed = column.field is not None and column.field.type != "string"
    if is_typed or not _YEAR_HEADING.search(column.heading) or column.is_plentiful:
        return []
    examples: dict[bool, str] = {}
    counts: Counter[bool] = Counter()
    for value, count in column.counted.iter_rows():
        if parse_year(value) is None and parse_fiscal_year(value) is None:
            return []  # Some other thing.
        is_western = re.match(r"(?:西暦\s*)?[0-9]{4}", fold_width(value).strip()) is not None
        examples.setdefault(is_western, value.strip())
        counts[is_western] += count
    if len(counts) < 2:
        return []
    listed = ", ".join(f"{column.quoted(examples[kind])} ×{count:,}" for kind, count in counts.most_common())
    return [column.remark("mixed-dates", forms=listed)]
