"""GeoPackage: SQLite with tables that say what is in it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from catalog.load.gis.facts import BrokenLayer, LayerFacts
from catalog.load.gis.reference_system import crs_of_wkt

_MAGIC = b"SQLite format 3\0"
_HEADER_BYTES = 100
_MAX_STEPS = 2_000_000_000
_STEPS_BETWEEN_LOOKS = 1_000_000
_GEOMETRIES = {
    **{"POINT": "Point", "MULTIPOINT": "MultiPoint", "LINESTRING": "LineString", "MULTILINESTRING": "MultiLineString"},
    **{"POLYGON": "Polygon", "MULTIPOLYGON": "MultiPolygon", "GEOMETRYCOLLECTION": "GeometryCollection"},
    **{"GEOMETRY": "GeometryCollection"},
}
TYPES = {
    **{"BOOLEAN": "boolean", "TINYINT": "integer", "SMALLINT": "integer", "MEDIUMINT": "integer", "INT": "integer"},
    **{"INTEGER": "integer", "FLOAT": "number", "DOUBLE": "number", "REAL": "number", "DATE": "date"},
    **{"DATETIME": "datetime"},
}
LAYERS = "SELECT table_name FROM gpkg_contents WHERE data_type = 'features' ORDER BY table_name"
_GEOMETRY = """
    SELECT g.column_name, g.geometry_type_name, s.organization, s.organization_coordsys_id, s.definition
    FROM gpkg_geometry_columns AS g LEFT JOIN gpkg_spatial_ref_sys AS s ON s.srs_id = g.srs_id WHERE g.table_name = ?
"""


def read_geopackage_facts(file: Path | bytes) -> LayerFacts:
    """Return the facts of the first layer by name; a file stays on disk, and as it is.

    Raises:
        BrokenLayer: It is no database, or has no layer of features.
    """
    try:
        with closing(connect(file)) as database:
            tame(database)
            return _facts(database)
    except (sqlite3.Error, OverflowError, UnicodeDecodeError) as error:
        raise BrokenLayer("GeoPackage") from error


def connect(file: Path | bytes) -> sqlite3.Connection:
    """Open the database in *file*, which stays as it is.

    Raises:
        BrokenLayer: It is no database.
    """
    if isinstance(file, Path):
        # Immutable: no journal is looked for or made beside it.
        return sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
    if not file.startswith(_MAGIC) or len(file) < _HEADER_BYTES:
        raise BrokenLayer("GeoPackage")
    database = sqlite3.connect(":memory:")
    # A database in memory can't have a write-ahead log: the two bytes that ask for one say "none" here.
    database.deserialize(file[:18] + b"\1\1" + file[20:])
    return database


def tame(database: sqlite3.Connection) -> None:
    """Let nothing that a stranger put into the schema run, and nothing run for ever."""
    left = iter(range(_MAX_STEPS // _STEPS_BETWEEN_LOOKS))
    database.set_progress_handler(lambda: next(left, None) is None, _STEPS_BETWEEN_LOOKS)
    for pragma in ("trusted_schema = OFF", "query_only = ON", "cell_size_check = ON"):
        database.execute(f"PRAGMA {pragma}")


def _facts(database: sqlite3.Connection) -> LayerFacts:
    layers = [str(name) for (name,) in database.execute(LAYERS).fetchmany(1_000)]
    if not layers:
        return LayerFacts(None, None, None, layer_count=0)
    name = layers[0]
    kind = database.execute("SELECT type, sql FROM sqlite_schema WHERE name = ?", (name,)).fetchone()
    described = describe_layer(database, name)
    if kind is None or described is None:
        raise BrokenLayer("GeoPackage")
    geometry_column, geometry_type, crs = described
    # A view or a virtual table may be anything: its rows aren't counted.
    is_plain = kind[0] == "table" and str(kind[1]).upper().startswith("CREATE TABLE")
    quoted = name.replace('"', '""')
    count = database.execute(f'SELECT count(*) FROM "{quoted}"').fetchone()[0] if is_plain else None
    columns = database.execute("SELECT name, type, pk FROM pragma_table_info(?)", (name,)).fetchmany(10_000)
    return LayerFacts(
        geometry_type,
        count,
        crs,
        tuple(
            (str(column), TYPES.get(str(type).upper().partition("(")[0], "string"))
            for column, type, key in columns
            if column != geometry_column and not key
        ),
        layer_count=len(layers),
    )


def describe_layer(database: sqlite3.Connection, name: str) -> tuple[str, str | None, str | None] | None:
    """Return the geometry column of the layer called *name*, its type and system; ``None`` where there is none."""
    row = database.execute(_GEOMETRY, (name,)).fetchone()
    if row is None:
        return None
    column, type, organization, code, definition = row
    return str(column), _GEOMETRIES.get(str(type).upper()), _crs(organization, code, definition)


def _crs(organization: object, code: object, definition: object) -> str | None:
    if str(organization).upper() == "EPSG" and isinstance(code, int):
        return f"EPSG:{code}"
    return crs_of_wkt(str(definition))
