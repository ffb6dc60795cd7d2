"""What a file really is, for people: as a colleague would tell who has just looked into it."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from catalog.findings import visible
from catalog.i18n import report_texts
from catalog.model.cell_names import column_letters
from catalog.model.inspection import InferredField, Inspection
from catalog.model.layout import Layout, RowKind
from catalog.model.text import Lang
from catalog.report.inspection import left_out_runs
from catalog.report.kinds import kinds_by_file
from catalog.report.text import render_kind
from catalog.standards.standard_datasets import read_standard_datasets

MAX_FIELDS = 100
MAX_RUNS = 8
MAX_NAME_WIDTH = 30


def render_inspection_text(inspection: Inspection, lang: Lang) -> str:
    """Return *inspection* as text for people; no final newline."""
    words = report_texts(lang)
    lines = [visible(inspection.path), *_about_file(inspection, words)]
    if inspection.layout is not None:
        lines += _about_table(inspection.layout, words)
    elif inspection.row_count is not None:
        lines.append(f"  {words['inspect_features'].format(count=f'{inspection.row_count:,}')}")
    lines += _about_fields(inspection, words)
    lines += _about_meaning(inspection, lang)
    for _, kinds in kinds_by_file(inspection.findings):
        lines += ["", f"  {words['inspect_findings']}"]
        lines += [f"  {line}" for kind in kinds for line in render_kind(kind, lang)]
    return "\n".join(lines)


def _about_file(inspection: Inspection, words: Mapping[str, str]) -> Iterator[str]:
    kind = words.get(f"inspect_kind_{inspection.kind}", inspection.kind.upper())
    parts = [kind]
    text = inspection.text_format
    if text is not None:
        name = words["inspect_bom"].format(encoding="utf-8") if text.encoding == "utf-8-sig" else text.encoding
        parts.append(words["inspect_encoding"].format(encoding=name))
        if text.newline is not None:
            parts.append(words["inspect_newline"].format(newline=words[f"inspect_newline_{text.newline}"]))
        if text.delimiter is not None:
            shown = words["inspect_tab"] if text.delimiter == "\t" else text.delimiter
            parts.append(words["inspect_delimiter"].format(delimiter=shown))
    if inspection.sheet is not None:
        parts.append(words["sheet"].format(value=visible(inspection.sheet)))
    yield f"  {words['inspect_file'].format(parts=words['inspect_comma'].join(parts))}"
    if not inspection.extension_matches:
        yield f"  {words['inspect_extension']}"


def _about_table(layout: Layout, words: Mapping[str, str]) -> Iterator[str]:
    if not layout.columns:
        yield f"  {words['inspect_no_table']}"
        return
    if not layout.header_rows:
        header = words["inspect_no_headings"]
    else:
        header = words["inspect_headings"].format(rows=_rows(*layout.header_rows, words))
    if layout.first_data_row is None or layout.last_data_row is None:
        yield f"  {header}{words['inspect_no_data']}"
        return
    rows = _rows(layout.first_data_row, layout.last_data_row, words)
    yield f"  {header}{words['inspect_data'].format(rows=rows, count=f'{layout.row_count:,}')}"
    runs = list(left_out_runs(layout))
    totals = Counter[RowKind]()
    for first, last, kind in runs:
        totals[kind] += last - first + 1
    for kind, count in totals.items():
        places = [_rows(first, last, words) for first, last, other in runs if other is kind]
        yield "    " + words[f"inspect_{kind.name.lower()}_rows"].format(
            count=f"{count:,}", rows=_listed(places, words)
        )
    if layout.totals:
        places = [_rows(row, row, words) for row in layout.totals]
        yield "    " + words["inspect_totals"].format(rows=_listed(places, words))


def _rows(first: int, last: int, words: Mapping[str, str]) -> str:
    key = "inspect_row" if first == last else "inspect_rows"
    return words[key].format(first=first, last=last)


def _listed(places: Sequence[str], words: Mapping[str, str]) -> str:
    shown = words["inspect_comma"].join(places[:MAX_RUNS])
    return shown if len(places) <= MAX_RUNS else words["inspect_and_more"].format(rows=shown)


def _about_fields(inspection: Inspection, words: Mapping[str, str]) -> Iterator[str]:
    if not inspection.fields:
        return
    yield f"  {words['inspect_fields'].format(count=f'{len(inspection.fields):,}')}"
    shown = inspection.fields[:MAX_FIELDS]
    names = [_cut(" ".join(visible(field.name).split())) or words["inspect_blank"] for field in shown]
    width = max(_width(name) for name in names)
    columns = inspection.layout.columns if inspection.layout else ()
    for position, (field, name) in enumerate(zip(shown, names, strict=True)):
        letters = f"{column_letters(columns[position]):<3} " if position < len(columns) else ""
        yield f"    {letters}{name}{' ' * (width - _width(name))}  {_describe(field, words)}"
    if len(inspection.fields) > MAX_FIELDS:
        yield f"    {words['more'].format(count=f'{len(inspection.fields) - MAX_FIELDS:,}')}"


def _describe(field: InferredField, words: Mapping[str, str]) -> str:
    text = words.get(f"inspect_type_{field.type}", field.type)
    if field.format != "default":
        text = words["inspect_format"].format(type=text, format=field.format)
    if field.role is not None:
        text = words["inspect_role"].format(type=text, role=words[f"inspect_role_{field.role.name.lower()}"])
    if field.missing:
        markers = words["inspect_comma"].join(visible(marker) for marker in field.missing)
        text = words["inspect_missing"].format(type=text, markers=markers)
    return text


def _about_meaning(inspection: Inspection, lang: Lang) -> Iterator[str]:
    words = report_texts(lang)
    geometry, standard = inspection.geometry, inspection.standard
    if geometry is not None:
        shape = words.get(f"inspect_geometry_{geometry.type.lower()}", geometry.type)
        crs = words["inspect_crs"].format(crs=geometry.crs) if geometry.crs else words["inspect_no_crs"]
        if geometry.x is not None and geometry.y is not None:
            shape = words["inspect_axes"].format(shape=shape, x=visible(geometry.x), y=visible(geometry.y))
        yield f"  {words['inspect_geometry'].format(shape=shape, crs=crs)}"
    if standard is not None:
        titles = {(known.id, known.edition): known.title for known in read_standard_datasets()}
        title = titles[standard.id, "old" if standard.edition == "old" else "new"].text(lang)
        edition, score = words[f"inspect_edition_{standard.edition}"], round(100 * standard.score)
        yield f"  {words['inspect_standard'].format(title=title, edition=edition, score=score)}"


def _cut(name: str) -> str:
    while _width(name) > MAX_NAME_WIDTH:
        name = f"{name.removesuffix('…')[:-1]}…"
    return name


def _width(text: str) -> int:
    """Return how many columns *text* takes on a terminal."""
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in text)
