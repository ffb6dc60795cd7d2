"""A drafted descriptor as YAML, with a comment wherever a person must decide: in Japanese, then in English."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence

import yaml

from catalog.i18n import editing_texts
from catalog.model.draft import Draft, DraftDialect, DraftField, DraftLabel, DraftLayer, DraftResource

MODELINE = "# yaml-language-server: $schema=../../../catalog/load/schemas/dataset.schema.json"
TODO = "# TODO"

_MAX_PLAIN = 500
_UNSAFE = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]")
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def render_draft(draft: Draft) -> str:
    """Return the ``datapackage.yaml`` of *draft*: the keys in their usual order."""
    lines = [MODELINE, *_head(draft), *_dataset(draft), "resources:"]
    for resource in draft.resources:
        lines += _resource(resource, draft)
    text = "\n".join(lines) + "\n"
    return text if draft.is_minimal or count_todos(text) else text.replace("\n".join(_head(draft)) + "\n", "", 1)


def count_todos(text: str) -> int:
    """Return how many decisions a descriptor's *text* leaves to people."""
    return sum(line.lstrip().startswith(f"{TODO} ") for line in text.splitlines())


def _head(draft: Draft) -> list[str]:
    return [] if draft.is_minimal else [f"# {editing_texts(lang)['todo_head']}" for lang in ("ja", "en")]


def _todo(key: str, subject: str, indent: int = 0) -> str:
    """Return the comment that asks for *subject*: a key of the descriptor, or what else it names."""
    ja, en = (editing_texts(lang)[f"todo_{key}"] for lang in ("ja", "en"))
    return f"{' ' * indent}{TODO} {subject}: {ja} / {en}"


def _dataset(draft: Draft) -> Iterator[str]:
    yield f"name: {draft.id.name}"
    yield from _text(draft, "title")
    yield from _text(draft, "title@en")
    yield from _text(draft, "description")
    yield from _text(draft, "description@en")
    licence, is_guess = draft.told("licence")
    if is_guess:
        yield _todo("licence", "licenses")
    yield f"licenses: [{{name: {licence}}}]"
    if draft.is_minimal:
        return
    answers = draft.answers
    yield from _publisher(draft)
    if answers.themes:
        yield f"themes: [{', '.join(answers.themes)}]"
    else:
        yield _todo("themes", "themes")
    if answers.keywords:
        yield f"keywords: [{', '.join(map(scalar, answers.keywords))}]"
    else:
        yield _todo("keywords", "keywords")
    if answers.frequency is None:
        yield _todo("frequency", "accrualPeriodicity")
    else:
        yield f"accrualPeriodicity: {answers.frequency}"
    yield f"issued: {draft.day}"
    yield f"modified: {draft.day}"
    if answers.temporal is not None:
        yield f"temporal: {{start: {answers.temporal[0]}, end: {answers.temporal[1]}}}"
    if draft.spatial is not None:
        yield f"spatial: {scalar(draft.spatial)}"
    if answers.sources:
        yield "sources:"
        for source in answers.sources:
            yield f"  - title: {scalar(source['title'])}"
            if "path" in source:
                yield f"    path: {scalar(source['path'])}"
    else:
        yield _todo("sources", "sources")
    if draft.conforms_to is not None:
        yield f"conformsTo: {draft.conforms_to}"


def _publisher(draft: Draft) -> Iterator[str]:
    department, email = draft.answers.department, draft.answers.email
    if department is None:
        yield _todo("department", "publisher")
        if email is not None:
            yield f"publisher: {{email: {scalar(email)}}}"
    else:
        yield _todo("contact" if email is None else "department_en", "publisher")
        contact = f", email: {scalar(email)}" if email is not None else ""
        yield f"publisher: {{department: {scalar(department)}{contact}}}"


def _text(draft: Draft, key: str) -> Iterator[str]:
    """Yield a text of the dataset, or the comment that asks for it."""
    text, is_guess = draft.told(key)
    if text is None:
        if not draft.is_minimal:
            yield _todo(key.replace("@", "_"), key)
        return
    if is_guess:
        yield _todo(f"{key.replace('@', '_')}_guess", key)
    if "\n" in text.strip():
        yield f"{key}: |"
        yield from (f"  {line}".rstrip() for line in text.strip().splitlines())
    else:
        yield f"{key}: {scalar(text.strip())}"


def _resource(resource: DraftResource, draft: Draft) -> Iterator[str]:
    yield f"  - name: {resource.name}"
    yield f"    path: {scalar(resource.path)}"
    if resource.title is not None and not draft.is_minimal:
        yield _todo("resource_title", "title, title@en", 4)
        yield f"    title: {scalar(resource.title)}"
    if resource.encoding is not None:
        yield f"    encoding: {resource.encoding}"
    yield from _dialect(resource.dialect)
    if resource.fields:
        yield from _schema(resource, draft)
    if resource.layer is not None:
        yield from _layer(resource.layer, draft)


def _dialect(dialect: DraftDialect) -> Iterator[str]:
    parts = []
    if dialect.delimiter is not None:
        parts.append(f"delimiter: {scalar(dialect.delimiter)}")
    if dialect.header_rows is not None:
        parts.append(f"headerRows: {_rows(dialect.header_rows)}" if dialect.header_rows else "header: false")
        if len(dialect.header_rows) > 1:
            parts.append('headerJoin: "_"')
    if dialect.comment_rows:
        parts.append(f"commentRows: {_rows(dialect.comment_rows)}")
    if dialect.sheet is not None:
        parts.append(f"sheetName: {scalar(dialect.sheet)}")
    if dialect.json_property is not None:
        parts.append(f"property: {scalar(dialect.json_property)}")
    if parts:
        yield f"    dialect: {{{', '.join(parts)}}}"


def _rows(rows: Sequence[int]) -> str:
    return f"[{', '.join(map(str, rows))}]"


def _schema(resource: DraftResource, draft: Draft) -> Iterator[str]:
    yield "    schema:"
    if not draft.is_minimal and any(field.title_en is None for field in resource.fields):
        yield _todo("headings", "title@en", 6)
    yield "      fields:"
    for field in resource.fields:
        yield from _field(field, draft)
    if resource.missing_values:
        markers = ", ".join(json.dumps(marker, ensure_ascii=False) for marker in ("", *resource.missing_values))
        yield f"      missingValues: [{_escaped(markers)}]"
    if resource.primary_key is not None and not draft.is_minimal:
        yield _todo("primary_key", "primaryKey", 6)
        yield f"      primaryKey: [{scalar(resource.primary_key)}]"


def _field(field: DraftField, draft: Draft) -> Iterator[str]:
    yield f"        - name: {scalar(field.name)}"
    if field.title_en is not None and not draft.is_minimal:
        yield f"          title@en: {scalar(field.title_en)}"
    yield f"          type: {field.type}"
    if field.format != "default":
        yield f"          format: {json.dumps(field.format, ensure_ascii=False)}"
    if field.is_japanese:
        yield "          notation: japanese"
    if field.has_groups:
        yield '          groupChar: ","'
    if field.labels:
        yield "          categories:"
        yield from (f"            - {{{_label(label)}}}" for label in field.labels)
    constraints = []
    if field.is_required and not draft.is_minimal:
        constraints.append("required: true")
    if field.choices and not draft.is_minimal:
        constraints.append(f"enum: [{', '.join(map(scalar, field.choices))}]")
    if constraints:
        yield f"          constraints: {{{', '.join(constraints)}}}"


def _label(label: DraftLabel) -> str:
    english = f", label@en: {scalar(label.english)}" if label.english else ""
    return f"value: {scalar(label.value)}, label: {scalar(label.label)}{english}"


def _layer(layer: DraftLayer, draft: Draft) -> Iterator[str]:
    """Yield where the features are; without a reference system nothing but the question for it."""
    if layer.crs is None:
        yield _todo("crs", "layer", 4)
        return
    is_said = draft.answers.crs is not None
    if layer.x is None and not is_said:  # The file tells it itself.
        return
    if not is_said and not draft.is_minimal:
        yield _todo("crs_guess", "layer", 4)
    yield "    layer:"
    yield f"      crs: {layer.crs}"
    if layer.x is not None and layer.y is not None:
        yield f"      x: {scalar(layer.x)}"
        yield f"      y: {scalar(layer.y)}"
    if layer.geometry:
        yield f"      geometry: {layer.geometry}"
    if not draft.is_minimal:
        yield _todo("lineage", "lineage", 6)


def scalar(text: str) -> str:
    """Return *text* as YAML that every reader takes for this very text, also within brackets; plain where it can be."""
    if 0 < len(text) <= _MAX_PLAIN and "\n" not in text and not text.startswith(("?", "-", ":")):
        try:
            if yaml.load(f"[{text}]", Loader=_Loader) == [text] and yaml.load(f"k: {text}", Loader=_Loader) == {
                "k": text
            }:
                return text
        except (yaml.YAMLError, ValueError):
            pass
    if text.isascii() and text.isdigit() and not text.startswith("0"):
        return text
    return _escaped(json.dumps(text, ensure_ascii=False))


def _escaped(text: str) -> str:
    return _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
