"""What a workbook shows to people and not to programs."""

from __future__ import annotations

from collections.abc import Iterator

from catalog.findings import Finding, Findings, Location, shown
from catalog.model.cell_names import cell_name, column_letters
from catalog.model.layout import Layout
from catalog.model.workbook import SheetFacts

_FEW_COLOURED = 0.3
"""Where more than this share of a column looks another way, it is decoration, such as stripes."""
_MAX_LOOKS = 4


def check_sheet(facts: SheetFacts, layout: Layout | None, path: str) -> Findings:
    """Return what on the sheet of the table is lost to programs.

    Codes: L1-10, L1-11, L1-12, L1-13, L2-06.
    """
    return tuple(_remarks(facts, layout, path))


def _remarks(facts: SheetFacts, layout: Layout | None, path: str) -> Iterator[Finding]:
    sheet = shown(facts.name)
    for merged in facts.merged[:100]:
        first = cell_name(merged.first_row, merged.first_column)
        name = f"{first}:{cell_name(merged.last_row, merged.last_column)}"
        place = Location(path, sheet=sheet, row=merged.first_row, cell=first)
        yield Finding("L1-12", place, {"range": name})
    if facts.hidden_rows:
        rows = ", ".join(_span(str(first), str(last)) for first, last in facts.hidden_rows[:5])
        yield Finding("L1-13", Location(path, sheet=sheet, row=facts.hidden_rows[0][0]), {"what": rows})
    if facts.hidden_columns:
        named = ((column_letters(first - 1), column_letters(last - 1)) for first, last in facts.hidden_columns[:5])
        yield Finding("L1-13", Location(path, sheet=sheet), {"what": ", ".join(_span(*pair) for pair in named)})
    if facts.formulas.count:
        formula = facts.formulas.first[0] if facts.formulas.first else None
        yield Finding("L2-06", Location(path, sheet=sheet, cell=formula), {"count": f"{facts.formulas.count:,}"})
    objects = sum(count or 0 for count in (facts.pictures, facts.charts, facts.shapes))
    if objects:
        yield Finding("L1-10", Location(path, sheet=sheet), {"count": f"{objects:,}"})
    if layout is not None:
        yield from _colours(facts, layout, sheet, path)


def _colours(facts: SheetFacts, layout: Layout, sheet: str, path: str) -> Iterator[Finding]:
    """Tell of columns in which few data cells stand out by colour: that usually means something."""
    looks: dict[int, list[tuple[int, tuple[int, int]]]] = {}
    for item in facts.coloured:
        if item.fill is None and item.font is None:
            continue
        rows = [(first, last) for first, last in item.rows if last >= (layout.first_data_row or 1)]
        if rows and item.column - 1 in layout.columns:
            looks.setdefault(item.column, []).append((item.count, rows[0]))
    for column, found in sorted(looks.items()):
        if len(found) > _MAX_LOOKS or sum(count for count, _ in found) > _FEW_COLOURED * layout.row_count:
            continue
        row = max(found[0][1][0], layout.first_data_row or 1)
        place = Location(path, sheet=sheet, row=row, cell=cell_name(row, column))
        yield Finding("L1-11", place, {"column": column_letters(column - 1)})


def _span(first: str, last: str) -> str:
    return first if first == last else f"{first}–{last}"
