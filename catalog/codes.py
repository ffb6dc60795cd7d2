"""The registry of finding codes: every mistake that the catalog can name.

Their texts are in ``locale/{ja,en}/findings.yaml``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from catalog.findings import Finding, Severity


@dataclass(frozen=True, slots=True)
class Code:
    """A kind of finding.

    Attributes:
        id: kebab-case, or the government's id for machine-readability rules (``L1-01``); it is also the page's address.
        subject: The module of ``check`` or ``load`` that it belongs to, for grouping on the site.
        params: The placeholders that its texts may use.
    """

    id: str
    severity: Severity
    subject: str
    params: tuple[str, ...] = ()


_E, _W, _N = Severity.ERROR, Severity.WARNING, Severity.NOTICE

# In the order in which the site shows them.
_REGISTRY = (
    # Folders and files
    Code("datasets-folder-missing", _E, "file"),
    Code("site-file-missing", _E, "file"),
    Code("municipality-file-missing", _E, "file"),
    Code("dataset-file-missing", _E, "file"),
    Code("dataset-file-name", _E, "file", ("found",)),
    Code("folder-name", _E, "file", ("name",)),
    Code("file-name", _E, "file"),
    Code("stray-file", _W, "file"),
    Code("link-or-special-file", _E, "file"),
    Code("too-many-files", _E, "file", ("limit",)),
    Code("folder-too-deep", _E, "file", ("limit",)),
    Code("file-missing", _E, "file"),
    Code("file-unreadable", _E, "file"),
    Code("file-too-large", _E, "file", ("limit",)),
    Code("file-empty", _E, "file"),
    Code("file-kind", _E, "file", ("kind", "extension")),
    Code("workbook-encrypted", _E, "file"),
    Code("workbook-broken", _E, "file"),
    Code("workbook-too-large", _E, "file", ("limit",)),
    Code("sheet-missing", _E, "file", ("sheet", "sheets")),
    Code("several-sheets", _N, "file", ("sheet", "sheets")),
    Code("unused-file", _N, "file", ("file",)),
    Code("dataset-failed", _E, "file", ("kind",)),
    # How YAML is written
    Code("yaml-encoding", _E, "yaml", ("encoding",)),
    Code("yaml-control-character", _E, "yaml", ("character",)),
    Code("yaml-empty", _E, "yaml"),
    Code("yaml-not-mapping", _E, "yaml"),
    Code("yaml-syntax", _E, "yaml"),
    Code("yaml-tab", _E, "yaml"),
    Code("yaml-colon", _E, "yaml"),
    Code("yaml-quote", _E, "yaml"),
    Code("yaml-too-complex", _E, "yaml"),
    Code("yaml-reference", _E, "yaml"),
    Code("yaml-several-documents", _E, "yaml"),
    Code("yaml-key-not-text", _E, "yaml"),
    Code("yaml-duplicate-key", _E, "yaml", ("key",)),
    # Values in descriptors
    Code("key-missing", _E, "descriptor", ("key",)),
    Code("unknown-key", _W, "descriptor", ("key", "candidates")),
    Code("key-not-supported", _E, "descriptor", ("key", "instead")),
    Code("key-refused", _E, "descriptor", ("key",)),
    Code("expected-text", _E, "descriptor", ("key",)),
    Code("expected-list", _E, "descriptor", ("key",)),
    Code("expected-mapping", _E, "descriptor", ("key",)),
    Code("expected-true-false", _E, "descriptor", ("key", "value")),
    Code("expected-whole-number", _E, "descriptor", ("key", "value")),
    Code("repeated-item", _W, "descriptor", ("key", "value")),
    Code("only-english", _W, "descriptor", ("key",)),
    Code("unknown-word", _E, "descriptor", ("key", "value", "candidates")),
    Code("bad-date", _E, "descriptor", ("key", "value")),
    Code("bad-url", _E, "descriptor", ("key", "value")),
    Code("bad-email", _E, "descriptor", ("key", "value")),
    Code("slug", _E, "descriptor", ("key", "value")),
    Code("name-not-folder", _E, "descriptor", ("name", "folder")),
    Code("several-licences", _E, "descriptor"),
    Code("unknown-licence", _E, "descriptor", ("key", "value", "candidates")),
    Code("unknown-theme", _E, "descriptor", ("value", "candidates")),
    Code("unknown-frequency", _E, "descriptor", ("key", "value", "candidates")),
    Code("modified-before-issued", _W, "descriptor", ("issued", "modified")),
    Code("period-order", _E, "descriptor", ("start", "end")),
    Code("compiled-without-source", _E, "descriptor"),
    Code("alias-form", _E, "descriptor", ("value",)),
    Code("alias-of-itself", _W, "descriptor", ("value",)),
    Code("duplicate-resource", _E, "descriptor", ("name",)),
    Code("reserved-name", _E, "descriptor", ("name",)),
    Code("path-web", _E, "descriptor", ("path",)),
    Code("path-backslash", _E, "descriptor", ("path",)),
    Code("path-absolute", _E, "descriptor", ("path",)),
    Code("path-outside", _E, "descriptor", ("path",)),
    Code("path-hidden", _E, "descriptor", ("path",)),
    Code("path-spelling", _E, "descriptor", ("path", "found")),
    Code("path-missing", _E, "descriptor", ("path", "candidates")),
    Code("path-no-files", _E, "descriptor", ("path",)),
    Code("unknown-file-type", _E, "descriptor", ("extension", "candidates")),
    Code("descriptor-not-frictionless", _E, "descriptor", ("note",)),
    Code("no-english-title", _W, "descriptor"),
    Code("no-english-description", _N, "descriptor"),
    Code("no-themes", _W, "descriptor"),
    Code("no-keywords", _N, "descriptor"),
    Code("no-frequency", _W, "descriptor"),
    Code("no-modified", _W, "descriptor"),
    Code("no-sources", _N, "descriptor"),
    Code("no-publisher", _N, "descriptor"),
    Code("unknown-code", _E, "descriptor", ("value", "candidates")),
    Code("suppression-of-error", _E, "descriptor", ("code",)),
    Code("suppression-without-section", _E, "descriptor", ("code",)),
    Code("suppression-unused", _W, "descriptor", ("code",)),
    Code("suppression-expired", _W, "descriptor", ("code", "until")),
    # Local governments
    Code("municipality-code", _E, "municipality", ("key", "value")),
    Code("municipality-code-check-digit", _E, "municipality", ("key", "value", "expected")),
    Code("prefecture", _E, "municipality", ("prefecture", "code", "expected")),
    Code("kana", _W, "municipality", ("kana",)),
    Code("no-english-name", _W, "municipality"),
    Code("spatial-elsewhere", _W, "municipality", ("spatial", "code")),
    # The whole catalog
    Code("duplicate-municipality-code", _E, "catalog", ("code", "other")),
    Code("alias-taken", _E, "catalog", ("alias",)),
    Code("alias-repeated", _E, "catalog", ("alias", "other")),
    # Changes since the last edition
    Code("dataset-gone", _W, "change", ("name",)),
    Code("resource-gone", _W, "change", ("name",)),
    Code("alias-gone", _W, "change", ("alias",)),
    Code("column-gone", _W, "change", ("name",)),
    Code("column-type-changed", _W, "change", ("before", "after")),
    Code("rows-halved", _W, "change", ("before", "after")),
    Code("licence-changed", _W, "change", ("before", "after")),
    # Character encoding
    Code("unknown-encoding", _E, "encoding", ("value", "candidates")),
    Code("encoding-unknown", _E, "encoding"),
    Code("encoding-not-as-declared", _E, "encoding", ("declared", "detected")),
    Code("nul-character", _E, "encoding"),
    # Schemas
    Code("no-schema", _W, "schema"),
    Code("schema-without-table", _W, "schema", ("extension",)),
    Code("no-english-headings", _N, "schema", ("name", "count")),
    Code("duplicate-field", _E, "schema", ("name",)),
    Code("unknown-field-type", _E, "schema", ("key", "value", "candidates")),
    Code("unknown-format", _E, "schema", ("type", "value", "candidates")),
    Code("constraint-not-for-type", _E, "schema", ("constraint", "type", "candidates")),
    Code("bad-constraint", _E, "schema", ("constraint", "value", "type")),
    Code("bad-pattern", _E, "schema", ("value",)),
    Code("pattern-too-complex", _E, "schema", ("value",)),
    Code("bad-example", _E, "schema", ("value", "type")),
    Code("unknown-field", _E, "schema", ("name", "candidates")),
    Code("foreign-key-count", _E, "schema", ("count", "other_count")),
    Code("foreign-key-resource", _E, "schema", ("name", "candidates")),
    Code("missing-values-without-empty", _W, "schema"),
    Code("delimiter-form", _E, "schema", ("value",)),
    Code("header-rows", _E, "schema"),
    # Layers
    Code("crs-form", _E, "layer", ("value",)),
    Code("crs-unknown", _E, "layer", ("crs",)),
    Code("crs-not-horizontal", _E, "layer", ("crs",)),
    Code("crs-without-way", _E, "layer", ("crs",)),
    Code("layer-column", _E, "layer", ("key", "name", "candidates")),
    Code("layer-same-column", _E, "layer", ("name",)),
    # Tables
    Code("header-row-missing", _E, "table", ("row",)),
    Code("no-records", _W, "table"),
    Code("delimiter", _W, "table", ("likely",)),
    Code("csv-quote", _E, "table"),
    Code("cell-too-large", _E, "table", ("limit",)),
    Code("too-many-columns", _E, "table", ("limit",)),
    Code("excel-error-value", _E, "table", ("cell",)),
    Code("blank-header", _E, "table"),
    Code("blank-label", _E, "table", ("column",)),
    Code("duplicate-label", _E, "table", ("label", "other_column")),
    Code("label-spelling", _E, "table", ("label", "expected")),
    Code("incorrect-label", _E, "table", ("label", "expected")),
    Code("missing-label", _E, "table", ("name",)),
    Code("extra-label", _E, "table", ("label", "candidates")),
    Code("columns-reordered", _E, "table", ("expected",)),
    Code("rows-not-checked", _N, "table"),
    Code("blank-row", _E, "table"),
    Code("extra-cell", _E, "table", ("column",)),
    Code("missing-cell", _E, "table", ("column",)),
    Code("cell-required", _E, "table"),
    Code("not-integer", _E, "table", ("value",)),
    Code("not-number", _E, "table", ("value",)),
    Code("not-boolean", _E, "table", ("value",)),
    Code("not-date", _E, "table", ("value",)),
    Code("not-in-date-format", _E, "table", ("value", "format")),
    Code("not-time", _E, "table", ("value",)),
    Code("not-datetime", _E, "table", ("value",)),
    Code("not-year", _E, "table", ("value",)),
    Code("not-yearmonth", _E, "table", ("value",)),
    Code("not-email", _E, "table", ("value",)),
    Code("not-uri", _E, "table", ("value",)),
    Code("not-of-type", _E, "table", ("value", "type")),
    Code("below-minimum", _E, "table", ("value", "limit")),
    Code("above-maximum", _E, "table", ("value", "limit")),
    Code("too-short", _E, "table", ("value", "limit")),
    Code("too-long", _E, "table", ("value", "limit")),
    Code("not-in-pattern", _E, "table", ("value", "limit")),
    Code("not-in-list", _E, "table", ("value", "choices")),
    Code("repeated-value", _E, "table", ("other_row",)),
    Code("repeated-key", _E, "table", ("fields", "other_row")),
    Code("empty-key", _E, "table", ("fields",)),
    Code("foreign-key", _E, "table", ("fields", "resource")),
    Code("other-error", _E, "table", ("note",)),
    Code("more-findings", _N, "table", ("count",)),
)

CODES: dict[str, Code] = {code.id: code for code in _REGISTRY}


def severity_of(finding: Finding) -> Severity:
    """Return the severity of *finding*, which belongs to its code."""
    return CODES[finding.code].severity


def has_errors(findings: Iterable[Finding]) -> bool:
    """Return whether one of *findings* keeps its dataset from being published."""
    return any(severity_of(finding) is Severity.ERROR for finding in findings)
