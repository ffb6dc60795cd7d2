"""KML for map apps and for Google Earth: a place mark for each feature, its attributes under their titles.

Source: OGC 12-007r2 (KML 2.3; everything here is in 2.2 as well).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import polars as pl

from catalog.model.dataset import Field
from catalog.model.described import MissingForm
from catalog.model.text import LocalizedText
from catalog.publish.layers.content import LayerContent
from catalog.publish.layers.geometry_json import GeometryObject, dump_json, geometry_objects
from catalog.publish.layers.marks import escaped_cells, escaped_text
from catalog.publish.tables.typed import Kind, is_missing

MAX_FEATURES = 50_000
MAX_VERTICES = 1_000_000
"""Beyond this the apps that KML is for stand still."""

_START = '<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2">\n<Document>\n'
_STYLE = (
    '<Style id="feature"><LineStyle><color>ffb2601a</color><width>2</width></LineStyle>'
    "<PolyStyle><color>40b2601a</color></PolyStyle></Style>\n"
)
# Truth values are words: GDAL up to 3.6 reads "true" of the type bool as 0.
_TYPES = {Kind.INTEGER: "int", Kind.NUMBER: "double"}
# An int of KML has 32 bits.
_LARGEST_DIGITS = 9
_NAMING = ("名称", "名前", "施設名", "name", "title", "名")


def find_kml_obstacle(content: LayerContent) -> MissingForm | None:
    """Return why a layer isn't offered as KML, or ``None``."""
    vertices = int(content.vertex_ends[-1]) if content.count else 0
    return MissingForm("kml", "size") if content.count > MAX_FEATURES or vertices > MAX_VERTICES else None


def kml_pieces(content: LayerContent, title: LocalizedText) -> Iterator[bytes]:
    """Yield the document; what XML can't hold stands as the mark that Unicode has for it."""
    yield f"{_START}<name>{escaped_text(title.ja)}</name>\n{_STYLE}{_schema(content)}".encode()
    naming = naming_column(content)
    for batch in content.batches():
        geometries = geometry_objects(content.converted.geometries[batch])
        texts = _texts(content, batch, naming)
        yield b"".join(
            b"<Placemark>%b%b</ExtendedData>%b</Placemark>\n" % (*text, _geometry(geometry))
            for text, geometry in zip(texts, geometries, strict=True)
        )
    yield b"</Document>\n</kml>\n"


def naming_column(content: LayerContent) -> int | None:
    """Return the position of the column that names the features: by its heading, else the first that has text."""
    texts = [index for index, kind in enumerate(content.kinds) if kind is Kind.TEXT]
    headings = {index: content.columns.names[index].strip().casefold() for index in texts}
    called = [index for word in _NAMING for index, heading in headings.items() if heading == word]
    called += [index for word in _NAMING for index, heading in headings.items() if heading.endswith(word)]
    return next(iter(called + texts), None)


def _schema(content: LayerContent) -> str:
    fields = "".join(
        f'<SimpleField type="{_field_type(content, index)}" name="{escaped_text(name)}">'
        f"<displayName>{escaped_text(_title(field, name))}</displayName></SimpleField>\n"
        for index, (name, field) in enumerate(zip(content.columns.names, content.columns.fields, strict=True))
    )
    return f'<Schema name="layer" id="layer">\n{fields}</Schema>\n'


def _field_type(content: LayerContent, index: int) -> str:
    kind = content.kinds[index]
    longest = content.columns.frame.to_series(index).str.len_bytes().max()
    is_long = kind is Kind.INTEGER and isinstance(longest, int) and longest > _LARGEST_DIGITS
    return "string" if is_long else _TYPES.get(kind, "string")


def _title(field: Field | None, name: str) -> str:
    return field.title.ja if field is not None else name


def _texts(content: LayerContent, batch: slice, naming: int | None) -> Iterator[tuple[bytes, bytes]]:
    """Yield for each feature its name, and its attributes up to the end of the last."""
    names = _names(content, batch, naming)
    start = '<ExtendedData><SchemaData schemaUrl="#layer">'
    for name, data in zip(names, _data(content, batch), strict=True):
        head = f"<name>{name}</name><styleUrl>#feature</styleUrl>{start}"
        yield head.encode(), f"{data}</SchemaData>".encode()


def _names(content: LayerContent, batch: slice, naming: int | None) -> Sequence[str]:
    numbers = [str(number) for number in range(batch.start + 1, batch.stop + 1)]
    if naming is None:
        return numbers
    cells = escaped_cells(content.rows(batch).to_series(naming)).to_list()
    missing = content.schema.missing_values
    return [cell if cell and cell not in missing else number for cell, number in zip(cells, numbers, strict=True)]


def _data(content: LayerContent, batch: slice) -> Sequence[str]:
    if not content.columns.names:
        return [""] * (batch.stop - batch.start)
    rows = content.rows(batch).with_columns(escaped_cells(column) for column in content.rows(batch).iter_columns())
    missing = content.schema.missing_values
    parts = (
        pl.when(is_missing(pl.col(column), missing))
        .then(pl.lit(""))
        .otherwise(
            pl.concat_str(pl.lit(f'<SimpleData name="{escaped_text(name)}">'), pl.col(column), pl.lit("</SimpleData>"))
        )
        for column, name in zip(rows.columns, content.columns.names, strict=True)
    )
    return rows.select(pl.concat_str(*parts)).to_series().to_list()


def _geometry(value: GeometryObject | None) -> bytes:
    if value is None:
        return b""
    kind = value["type"]
    if kind == "GeometryCollection":
        return _multiple([_geometry(member) for member in value["geometries"]])
    if kind.startswith("Multi"):
        return _multiple([_SIMPLE[kind.removeprefix("Multi")](part) for part in value["coordinates"]])
    return _SIMPLE[kind](value["coordinates"])


def _multiple(members: Sequence[bytes]) -> bytes:
    return b"<MultiGeometry>%b</MultiGeometry>" % b"".join(members)


def _point(position: Any) -> bytes:
    return b"<Point><coordinates>%b</coordinates></Point>" % dump_json(position)[1:-1]


def _line(positions: Any) -> bytes:
    return b"<LineString><coordinates>%b</coordinates></LineString>" % _positions(positions)


def _polygon(rings: Sequence[Any]) -> bytes:
    outer, *holes = (b"<LinearRing><coordinates>%b</coordinates></LinearRing>" % _positions(ring) for ring in rings)
    inner = b"".join(b"<innerBoundaryIs>%b</innerBoundaryIs>" % hole for hole in holes)
    return b"<Polygon><outerBoundaryIs>%b</outerBoundaryIs>%b</Polygon>" % (outer, inner)


def _positions(positions: Any) -> bytes:
    """Return positions as KML writes them, from how JSON does: ``[[1,2],[3,4]]`` → ``1,2 3,4``."""
    return dump_json(positions)[2:-2].replace(b"],[", b" ")


_SIMPLE: Mapping[str, Callable[[Any], bytes]] = {"Point": _point, "LineString": _line, "Polygon": _polygon}
