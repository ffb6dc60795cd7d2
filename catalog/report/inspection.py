"""What a file really is, for programs.

The shape, version 1 (a new version only where something is renamed, removed or changes its meaning)::

    {"$schema": "…", "version": 1, "path": "toilets.csv",
     "actual_type": "csv", "kind": "csv", "extension_matches": true,
     "encoding": "cp932", "bom": false, "newline": "crlf", "delimiter": ",", "sheet": null,
     "header_rows": [3, 4], "first_data_row": 5, "row_count": 120,
     "fields": [{"name": "緯度", "type": "number", "format": "default", "missing": ["-"], "role": "latitude"}],
     "standard": {"id": "public-toilet", "edition": "new", "score": 0.93},
     "geometry": {"type": "Point", "x": "経度", "y": "緯度", "crs": "EPSG:4326"},
     "layout": {"last_data_row": 126, "columns": ["A", "B"], "totals": [126],
                "left_out": [{"first_row": 20, "last_row": 21, "kind": "blank"}]},
     "findings": []}

Rows are numbered as Excel shows them. What isn't known, or doesn't apply to this kind of file, is ``null`` (lists are
empty); ``findings`` have the shape of ``catalog check`` (:mod:`catalog.report.json`).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from catalog.findings import sort_key, visible
from catalog.model.cell_names import column_letters
from catalog.model.inspection import InferredField, Inspection
from catalog.model.layout import Layout, RowKind
from catalog.report.json import finding_value
from catalog.shapes import shape_head


def render_inspection_json(inspection: Inspection) -> str:
    """Return *inspection* as JSON; no final newline."""
    return json.dumps(inspection_value(inspection), ensure_ascii=False, indent=2)


def inspection_value(inspection: Inspection) -> dict[str, Any]:
    """Return *inspection* as the JSON object that is described above."""
    text, layout, standard, geometry = (
        inspection.text_format,
        inspection.layout,
        inspection.standard,
        inspection.geometry,
    )
    return {
        **shape_head("inspection"),
        "path": visible(inspection.path),
        "actual_type": inspection.actual_type,
        "kind": inspection.kind,
        "extension_matches": inspection.extension_matches,
        "encoding": text and text.encoding,
        "bom": bool(text and text.has_bom),
        "newline": text and text.newline,
        "delimiter": text and text.delimiter,
        "sheet": inspection.sheet,
        "header_rows": list(layout.header_rows) if layout else [],
        "first_data_row": layout and layout.first_data_row,
        "row_count": inspection.row_count,
        "fields": [_field(field) for field in inspection.fields],
        "standard": standard and {"id": standard.id, "edition": standard.edition, "score": round(standard.score, 3)},
        "geometry": geometry and {"type": geometry.type, "x": geometry.x, "y": geometry.y, "crs": geometry.crs},
        "layout": layout and _layout(layout),
        "findings": [finding_value(finding) for finding in sorted(inspection.findings, key=sort_key)],
    }


def _field(field: InferredField) -> dict[str, Any]:
    return {
        "name": field.name,
        "type": field.type,
        "format": field.format,
        "missing": list(field.missing),
        "role": field.role and field.role.value,
    }


def _layout(layout: Layout) -> dict[str, Any]:
    return {
        "last_data_row": layout.last_data_row,
        "columns": [column_letters(column) for column in layout.columns],
        "totals": list(layout.totals),
        "left_out": [
            {"first_row": first, "last_row": last, "kind": kind.value} for first, last, kind in left_out_runs(layout)
        ],
    }


def left_out_runs(layout: Layout) -> Iterator[tuple[int, int, RowKind]]:
    """Yield the rows that aren't data, those of a kind that follow on one another together: first, last, kind."""
    run: tuple[int, int, RowKind] | None = None
    for row, kind in sorted(layout.left_out.items()):
        if run is not None and run[1] == row - 1 and run[2] is kind:
            run = (run[0], row, kind)
            continue
        if run is not None:
            yield run
        run = (row, row, kind)
    if run is not None:
        yield run
