"""Tables for the checks of values, and what they find in them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from catalog.check.examined import Examined, examine
from catalog.findings import Findings
from catalog.infer.roles import infer_roles
from catalog.load.columns import ColumnBuilder
from catalog.model.dataset import Dialect, LayerDeclaration, Resource
from catalog.model.ids import MunicipalityCode, Slug
from catalog.model.roles import Role
from catalog.model.site import Municipality, MunicipalityKind
from catalog.model.table import Table
from catalog.model.text import LocalizedText

PATH = "datasets/machi/facilities/list.csv"
OKAYAMA = Municipality(
    Slug("okayama-city"),
    MunicipalityCode("331007"),
    LocalizedText("岡山市"),
    "おかやまし",
    MunicipalityKind.DESIGNATED_CITY,
    "33",
    None,
    None,
)


def make_table(labels: Sequence[str], rows: Sequence[Sequence[str]]) -> Table:
    builder = ColumnBuilder(len(labels))
    builder.take(rows)
    return Table(tuple(labels), builder.frame())


def make_resource(layer: LayerDeclaration | None = None) -> Resource:
    return Resource(Slug("list"), "list.csv", "csv", LocalizedText("一覧"), None, None, Dialect(), None, layer)


def make_layer(crs: str, easting: str, northing: str) -> LayerDeclaration:
    return LayerDeclaration(crs, easting, northing, "Point", None, None, ())


def make_examined(
    labels: Sequence[str],
    rows: Sequence[Sequence[str]],
    roles: Sequence[Role | None] | None = None,
    layer: LayerDeclaration | None = None,
    municipality: Municipality | None = OKAYAMA,
) -> Examined:
    table = make_table(labels, rows)
    return examine(table, make_resource(layer), roles or infer_roles(table), municipality, PATH)


def found_in_column(
    check: Callable[[Examined], Findings], label: str, cells: Sequence[str], role: Role | None = None
) -> list[tuple[str, str | None]]:
    """Return code and cell of what *check* finds in a table of one column."""
    findings = check(make_examined([label], [[cell] for cell in cells], [role]))
    return [(finding.code, finding.location.cell) for finding in findings]
