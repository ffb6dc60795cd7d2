"""A descriptor drafted from files, proven to read them without an error, and put into the catalog with them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from catalog.check.dataset import parse_dataset
from catalog.check.municipality import parse_municipality
from catalog.check.table import check_table
from catalog.codes import CODES, severity_of
from catalog.convert.notation import convert_notation
from catalog.describe.drafts.code_tables import CodeTable, with_labels
from catalog.describe.drafts.fields import DraftColumns, draft_columns
from catalog.describe.drafts.names import cleaned_title, resource_names
from catalog.findings import Finding, Findings, Severity, shown, visible
from catalog.i18n import cli_texts, editing_texts
from catalog.infer.standard import match_standard
from catalog.load.files import read_bytes
from catalog.load.folders import DATASET_FILE, MUNICIPALITY_FILE, ROOT_NAME, read_catalog_folders
from catalog.load.marked_yaml import parse_marked_yaml, read_marked_yaml
from catalog.load.originals import Original, find_original, find_parts
from catalog.load.tables import Source, take_source
from catalog.model.dataset import Resource
from catalog.model.draft import Answers, Draft, DraftDialect, DraftField, DraftLayer, DraftResource
from catalog.model.ids import DatasetId, Slug
from catalog.model.inspection import Inspection
from catalog.model.layout import Layout, RowKind
from catalog.model.site import Municipality
from catalog.model.text import Lang
from catalog.pipeline.code_tables import read_code_files, read_code_sheets
from catalog.pipeline.dataset import ORIGINAL_LIMIT
from catalog.pipeline.inspection import inspect_bytes
from catalog.pipeline.options import CatalogUnusable
from catalog.report.draft import render_draft
from catalog.standards.standard_datasets import StandardDataset, find_standard_dataset
from catalog.standards.vocabulary import read_vocabularies
from catalog.store.files import is_plain_file
from catalog.store.new_files import InTheWayError, write_new_files

DEFAULT_LICENCE = "CC-BY-4.0"
"""What the guideline for local governments recommends. Source: デジタル庁, オープンデータ基本指針."""

FOLLOWED = 0.75
"""Tables that surely follow a standard reach this score."""

_MAX_COMMENT_ROWS = 1_000
_LISTED_COLUMNS = 5
_MAX_ROUNDS = 5
_TABLES = ("csv", "tsv", "xlsx", "xls", "ods", "json", "ndjson", "zip")
_TABLE_ENDINGS = {"csv": "csv", "tsv": "tsv", "xlsx": "xlsx", "xls": "xls", "ods": "ods", "ndjson": "ndjson"}
_ENDINGS = {
    **_TABLE_ENDINGS,
    **{"json": "json", "geojson": "geojson", "geojsonl": "geojsonl", "gpkg": "gpkg"},
    **{"kml": "kml", "kmz": "kmz", "shapefile": "shp"},
    **{"gtfs": "zip", "zip": "zip", "datapackage": "zip", "pdf": "pdf", "docx": "docx", "pptx": "pptx", "png": "png"},
    **{"jpeg": "jpg", "tiff": "tif", "gml": "gml", "xml": "xml", "rdf": "rdf", "parquet": "parquet"},
    **{"flatgeobuf": "fgb", "text": "txt", "gpx": "gpx", "topojson": "topojson", "esrijson": "json"},
    **{"geotiff": "tif", "citygml": "gml", "dxf": "dxf", "pmtiles": "pmtiles"},
}
"""Kinds of files that can be offered, each with its ending."""
_KEPT_ENDINGS = ("jsonld", "qlr", "pmtiles", "ttl", "tif", "jpg", "rdf", "gml", "xml")
WITH_MACROS = (".xlsm", ".xlsb", ".xltm", ".docm", ".pptm")


class DraftRefused(CatalogUnusable):
    """A draft can't be made of these files; ``findings`` tell what is wrong with them."""

    def __init__(self, message: str, findings: Findings = ()) -> None:
        super().__init__(message)
        self.findings = findings


@dataclass(frozen=True, slots=True)
class DraftTask:
    """What a draft is to be made of.

    Attributes:
        root: Of the catalog.
        municipality: The body; ``None`` where its file has mistakes.
        files: In the order in which they will be offered.
        sheet: Of workbooks.
        day: ISO day for ``issued`` and ``modified``.
    """

    root: Path
    id: DatasetId
    municipality: Municipality | None
    files: Sequence[Path]
    lang: Lang
    day: str
    answers: Answers = field(default_factory=Answers)
    sheet: str | None = None
    is_minimal: bool = False


@dataclass(frozen=True, slots=True)
class DraftedFile:
    """A file to be copied; ``originals`` by the names that they get (a Shapefile has several)."""

    resource: DraftResource
    originals: Mapping[str, Original]
    standard: StandardDataset | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Drafted:
    """A draft with the files that belong to it."""

    draft: Draft
    files: tuple[DraftedFile, ...]


def draft_dataset(task: DraftTask) -> Drafted:
    """Return the draft of a descriptor for the files of *task*; nothing is written.

    Raises:
        DraftRefused: A file can't be offered, or isn't a plain file.
    """
    names = resource_names([file.name for file in task.files], task.id.name)
    codes = read_code_files(task.files)
    files = tuple(_draft_file(task, file, name, codes) for file, name in zip(task.files, names, strict=True))
    standards = {file.standard.id: file.standard for file in files if file.standard is not None}
    standard = next(iter(standards.values())) if len(files) == 1 and standards else None
    resources = tuple(_with_title(file, is_only=len(files) == 1) for file in files)
    draft = Draft(
        id=task.id,
        answers=task.answers,
        guessed=_guess(task, files, standard),
        resources=resources,
        day=task.day,
        spatial=task.municipality.code if task.municipality is not None else None,
        conforms_to=standard.id if standard is not None else None,
        is_minimal=task.is_minimal,
    )
    return Drafted(draft, files)


def read_municipality(root: Path, body: Slug) -> Municipality | None:
    """Return the body whose folder is *body*, or ``None`` where its file has mistakes."""
    uri = f"{ROOT_NAME}/{body}/{MUNICIPALITY_FILE}"
    raw, _ = read_marked_yaml(root / uri, uri)
    return parse_municipality(raw, body)[0] if raw is not None else None


def write_dataset(root: Path, drafted: Drafted, lang: Lang) -> str:
    """Write the files of *drafted* and its descriptor, last; return the descriptor's text.

    Raises:
        DraftRefused: Something is there already.
    """
    text = render_draft(drafted.draft)
    folder_uri = f"{ROOT_NAME}/{drafted.draft.id}"
    target = root / folder_uri
    texts = editing_texts(lang)
    if (target / DATASET_FILE).exists():
        raise DraftRefused(texts["already_there"].format(path=f"{folder_uri}/{DATASET_FILE}"))
    pieces = [
        (name, original.pieces())
        for file in drafted.files
        for name, original in file.originals.items()
        # What lies in its place already stays there.
        if original.file.resolve() != (target / name).resolve()
    ]
    try:
        write_new_files(root, folder_uri, [*pieces, (DATASET_FILE, [text.encode()])])
    except InTheWayError as error:
        uri = error.path.relative_to(root).as_posix()
        key = "link_in_way" if error.path.is_symlink() else "already_there"
        raise DraftRefused(texts[key].format(path=uri)) from None
    return text


def _draft_file(task: DraftTask, file: Path, name: str, codes: Sequence[CodeTable] = ()) -> DraftedFile:
    texts = editing_texts(task.lang)
    shown_path = visible(str(file))
    if not file.exists() and not file.is_symlink():
        raise DraftRefused(cli_texts(task.lang)["no_such_path"].format(path=shown_path))
    if not is_plain_file(file):
        raise DraftRefused(texts["not_a_plain_file"].format(path=shown_path))
    if file.suffix.lower() in WITH_MACROS:
        raise DraftRefused(texts["with_macros"].format(path=shown_path))
    data, problem = read_bytes(file, str(file), ORIGINAL_LIMIT)
    original, _ = find_original(file, str(file), ORIGINAL_LIMIT)
    if data is None or original is None:
        raise DraftRefused(texts["not_written"], (problem,) if problem is not None else ())
    inspection = inspect_bytes(data, str(file), sheet=task.sheet, file=file)
    personal = tuple(finding for finding in _errors(inspection.findings) if CODES[finding.code].subject == "privacy")
    if personal:  # It would be in git for ever.
        raise DraftRefused(texts["personal_found"].format(path=shown_path), personal)
    ending = ending_of(inspection, file, data)
    if ending is None:
        kind, errors = inspection.kind.upper(), _errors(inspection.findings)
        key = "nothing_in_it" if inspection.kind == "empty" else "cannot_be_offered"
        raise DraftRefused(texts[key].format(path=shown_path, kind=kind), errors)
    resource = DraftResource(name, f"{name}.{ending}", file.name)
    parts = {resource.path: original}
    if ending == "shp":
        parts |= {f"{name}{part.file.name[len(file.stem) :].lower()}": part for part in find_parts(original)[1:]}
    if inspection.kind in _TABLES or ending in ("csv", "tsv", "xls", "xlsx"):
        return _draft_table(task, DraftedFile(resource, parts), data, inspection, codes)
    return DraftedFile(replace(resource, layer=_layer(inspection, task.answers, ())), parts)


def ending_of(inspection: Inspection, file: Path, data: bytes) -> str | None:
    """Return the ending that a file of this kind has, or ``None`` where it can't be offered."""
    extension = file.suffix.lower().removeprefix(".")
    if inspection.kind == "text" and extension in ("csv", "tsv"):
        return extension
    if extension in _KEPT_ENDINGS and extension in read_vocabularies().file_types:
        return extension
    if any(finding.code == "workbook-by-name" for finding in inspection.findings):
        return extension
    if inspection.kind == "shapefile" and data.startswith(b"PK"):
        return "zip"
    return _ENDINGS.get(inspection.kind)


def _errors(findings: Findings) -> Findings:
    return tuple(finding for finding in findings if severity_of(finding) is Severity.ERROR)


def _draft_table(
    task: DraftTask, file: DraftedFile, data: bytes, inspection: Inspection, codes: Sequence[CodeTable]
) -> DraftedFile:
    """Return *file* with its dialect and columns; without columns where its table can't be read so."""
    resource = replace(file.resource, dialect=_dialect(inspection, task.sheet), encoding=_encoding(inspection, file))
    source, resource = _read(data, resource, inspection)
    if source is None or not _are_names(source.table.labels):
        return replace(file, resource=resource)
    match = match_standard(source.table.labels)
    is_sure = match is not None and match.score >= FOLLOWED
    standard = find_standard_dataset(match.id, match.edition) if match is not None and is_sure else None
    columns = _proven_columns(source, resource, standard)
    columns = _with_labels(source, resource, columns, [*codes, *read_code_sheets(source)])
    resource = replace(
        resource,
        fields=columns.fields,
        missing_values=columns.missing_values,
        primary_key=columns.primary_key,
        layer=_layer(inspection, task.answers, columns.fields),
    )
    return replace(file, resource=resource, standard=standard, title=_title_above(source, inspection.layout))


def _dialect(inspection: Inspection, sheet: str | None) -> DraftDialect:
    """Return how the table lies in its file, by what was inspected and found.

    Codes: several-sheets, json-property, json-inside, workbook-by-name (all found before).
    """
    layout = inspection.layout
    delimiter = inspection.text_format.delimiter if inspection.text_format is not None else None
    several = any(finding.code == "several-sheets" for finding in inspection.findings)
    properties = (f.params["property"] for f in inspection.findings if f.code in ("json-property", "json-inside"))
    return DraftDialect(
        delimiter=delimiter if inspection.kind == "csv" and delimiter not in (None, ",") else None,
        header_rows=_header_rows(layout) if layout is not None else None,
        comment_rows=_comment_rows(layout) if layout is not None else (),
        sheet=inspection.sheet if several or sheet is not None else None,
        json_property=next(properties, None),
    )


def _header_rows(layout: Layout) -> tuple[int, ...] | None:
    if not layout.header_rows:
        return ()
    first, last = layout.header_rows
    return None if (first, last) == (1, 1) else tuple(range(first, last + 1))


def _comment_rows(layout: Layout) -> tuple[int, ...]:
    """Return the rows below the headings that are neither data nor blank."""
    rows = {row for row, kind in layout.left_out.items() if kind is not RowKind.BLANK}
    if layout.header_rows and layout.first_data_row is not None:
        rows.update(range(layout.header_rows[1] + 1, layout.first_data_row))
    return tuple(sorted(rows)) if len(rows) <= _MAX_COMMENT_ROWS else ()


def _encoding(inspection: Inspection, file: DraftedFile) -> str | None:
    is_text = file.resource.path.endswith((".csv", ".tsv"))
    return inspection.text_format.encoding if is_text and inspection.text_format is not None else None


def _read(data: bytes, draft: DraftResource, inspection: Inspection) -> tuple[Source | None, DraftResource]:
    """Return the table as the descriptor will have it read, and the draft with which that works."""
    names = [DraftField(column.name) for column in inspection.fields]
    without_headings = draft.dialect.header_rows == ()
    needs_schema = without_headings or not draft.path.endswith(tuple(_TABLE_ENDINGS))
    resource = _parsed(replace(draft, fields=tuple(names) if needs_schema else ()))
    source = take_source(data, resource, draft.path)[0] if resource is not None else None
    return source, draft


def _parsed(resource: DraftResource) -> Resource | None:
    """Return *resource* as the check will read it, or ``None`` where the draft of it can't be used."""
    dataset_id = DatasetId(Slug("body"), Slug("dataset"))
    guessed = {"title": "-", "description": "-", "licence": DEFAULT_LICENCE}
    draft = Draft(dataset_id, Answers(), guessed, (resource,), "2000-01-01", is_minimal=True)
    raw, findings = parse_marked_yaml(render_draft(draft), DATASET_FILE)
    if raw is None or findings:
        return None
    dataset, _ = parse_dataset(raw, dataset_id, read_vocabularies(), [resource.path])
    return dataset.resources[0] if dataset is not None and dataset.resources else None


def _are_names(labels: Sequence[str]) -> bool:
    names = [label.strip() for label in labels]
    return all(names) and len(set(names)) == len(names)


def _proven_columns(source: Source, resource: DraftResource, standard: StandardDataset | None) -> DraftColumns:
    """Return the columns with types that every cell keeps to: what Frictionless objects to becomes text."""
    plain: set[str] = set()
    with_key = True
    columns = draft_columns(source.table, standard)
    for _ in range(_MAX_ROUNDS):
        errors = _errors_in(source, resource, columns)
        odd = {
            field.name for field in columns.fields if shown(field.name) in {e.location.field for e in errors}
        } - plain
        if not errors or (not odd and not with_key):
            return columns
        plain |= odd
        with_key = with_key and bool(odd)
        columns = draft_columns(source.table, standard, plain, with_key=with_key)
    return draft_columns(source.table, None, [field.name for field in columns.fields], with_key=False)


def _with_labels(
    source: Source, resource: DraftResource, columns: DraftColumns, codes: Sequence[CodeTable]
) -> DraftColumns:
    """Return *columns* with what their codes mean, where the check has nothing against it."""
    if not codes:
        return columns
    labelled = replace(columns, fields=with_labels(source.table, columns.fields, codes))
    return columns if labelled == columns or _errors_in(source, resource, labelled) else labelled


def _errors_in(source: Source, resource: DraftResource, columns: DraftColumns) -> Sequence[Finding]:
    drafted = replace(
        resource, fields=columns.fields, missing_values=columns.missing_values, primary_key=columns.primary_key
    )
    parsed = _parsed(drafted)
    if parsed is None or parsed.schema is None:
        return ()
    table, _ = convert_notation(source.table, parsed.schema)
    return _errors(check_table(table, parsed, resource.path))


def _layer(inspection: Inspection, answers: Answers, fields: Sequence[DraftField]) -> DraftLayer | None:
    """Return where the features are; ``None`` for files without places, and where the columns aren't numbers."""
    found = inspection.geometry
    if found is None:
        return None
    types = {field.name: field.type for field in fields}
    x, y = (found.x or "").strip() or None, (found.y or "").strip() or None
    if x is not None and not {types.get(x), types.get(y or "")} <= {"number", "integer"}:
        return None
    return DraftLayer(found.type if x is not None else "", x, y, answers.crs or found.crs)


def _title_above(source: Source, layout: Layout | None) -> str | None:
    """Return the one text above the headings: what the table is called there."""
    if layout is None or not layout.header_rows:
        return None
    for row in source.records.frame.head(layout.header_rows[0] - 1).iter_rows():
        cells = [cell.strip() for cell in row if cell and cell.strip()]
        if cells:
            return " ".join(cells[0].split()) if len(cells) == 1 and len(cells[0]) <= 60 else None
    return None


def _with_title(file: DraftedFile, *, is_only: bool) -> DraftResource:
    title = file.title or cleaned_title(file.resource.source_name)
    return file.resource if is_only else replace(file.resource, title=title or file.resource.name)


def _guess(task: DraftTask, files: Sequence[DraftedFile], standard: StandardDataset | None) -> dict[str, str]:
    """Return what the files suggest for the texts of the dataset."""
    first = files[0]
    title = (standard.title.ja if standard is not None else first.title) or cleaned_title(first.resource.source_name)
    guessed = {"title": title or str(task.id.name), "licence": _usual_licence(task)}
    if standard is not None and standard.title.en and task.answers.title is None:
        guessed["title@en"] = standard.title.en
    named = replace(task.answers, title=task.answers.title or guessed["title"])
    return guessed | {"description": _description(task, named.title or "", first.resource.fields)}


def _description(task: DraftTask, title: str, fields: Sequence[DraftField]) -> str:
    texts = editing_texts("ja")
    body = task.municipality.name.ja if task.municipality is not None else str(task.id.municipality)
    columns = texts["list_comma"].join(shown(field.name) for field in fields[:_LISTED_COLUMNS])
    key = "guess_description_file" if not fields else "guess_description"
    key = "guess_description_more" if len(fields) > _LISTED_COLUMNS else key
    return texts[key].format(body=body, title=title, columns=columns)


def described_again(drafted: Drafted, task: DraftTask, answers: Answers) -> Drafted:
    """Return *drafted* with *answers*, and the description that goes with the title in them."""
    title = answers.title or drafted.draft.guessed["title"]
    description = _description(task, title, drafted.files[0].resource.fields)
    guessed = {**drafted.draft.guessed, "description": description}
    if answers.title is not None:
        guessed.pop("title@en", None)
    return replace(drafted, draft=replace(drafted.draft, answers=answers, guessed=guessed))


def _usual_licence(task: DraftTask) -> str:
    """Return the licence that the body's other datasets have, if they all have the same."""
    found = set()
    folders = read_catalog_folders(task.root).municipalities
    datasets = (dataset for folder in folders if folder.id == task.id.municipality for dataset in folder.datasets)
    for dataset in datasets:
        raw, _ = read_marked_yaml(task.root / dataset.descriptor_uri, dataset.descriptor_uri)
        licences = raw.value.get("licenses") if raw is not None else None
        first = licences[0] if isinstance(licences, list) and licences else None
        if isinstance(first, dict) and first.get("name") in read_vocabularies().licences:
            found.add(str(first["name"]))
    return found.pop() if len(found) == 1 else DEFAULT_LICENCE
