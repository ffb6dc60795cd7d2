"""A layer definition for QGIS (``.qlr``): a double click shows the published layer, with its style and attribution.

It leads to the FlatGeobuf, of which QGIS fetches only the part that is in sight. QGIS has no specification of the
format; it is what QGIS 3.22 and later read.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely

from catalog.model.text import LocalizedText
from catalog.publish.layers.content import LayerContent
from catalog.publish.layers.marks import escaped_text

_COLOUR, _FILL = "26,96,178,255", "26,96,178,64"
_OUTLINE_MM = "0.4"


@dataclass(frozen=True, slots=True)
class LayerReference:
    """What a definition says of a layer.

    Attributes:
        id: The same for ever; letters, digits and ``_``.
        url: Absolute address of the FlatGeobuf.
        page_url: Absolute address of the dataset's page.
        attribution: The sentence that names the source.
    """

    id: str
    title: LocalizedText
    description: LocalizedText | None
    url: str
    page_url: str
    attribution: str
    licence: str


@dataclass(frozen=True, slots=True)
class _Sort:
    """Points, lines or polygons: what QGIS calls them, and how they are drawn."""

    geometry: str
    source: str
    symbol: str
    symbol_layer: str
    look: Mapping[str, str]


_SORTS = (
    _Sort(
        *("Point", "Point", "marker", "SimpleMarker"),
        {"name": "circle", "color": _COLOUR, "outline_color": "255,255,255,255", "size": "2.6", "size_unit": "MM"},
    ),
    _Sort(
        *("Line", "LineString", "line", "SimpleLine"),
        {"line_color": _COLOUR, "line_width": "0.6", "line_width_unit": "MM"},
    ),
    _Sort(
        *("Polygon", "Polygon", "fill", "SimpleFill"),
        {
            **{"color": _FILL, "style": "solid", "outline_color": _COLOUR, "outline_style": "solid"},
            **{"outline_width": _OUTLINE_MM, "outline_width_unit": "MM"},
        },
    ),
)


def render_layer_definition(content: LayerContent, reference: LayerReference) -> bytes:
    """Return the definition: a QGIS layer for each of points, lines and polygons that there are."""
    sorts = _sorts(content.converted.geometries)
    is_mixed = len(sorts) > 1
    tree = "".join(_tree_layer(reference, sort, is_mixed) for sort in sorts)
    layers = "".join(_map_layer(content, reference, sort, is_mixed) for sort in sorts)
    return (
        "<!DOCTYPE qgis-layer-definition>\n<qlr>\n"
        f'<layer-tree-group checked="Qt::Checked" expanded="1" name="">\n{tree}</layer-tree-group>\n'
        f"<maplayers>\n{layers}</maplayers>\n</qlr>\n"
    ).encode()


def _sorts(geometries: np.ndarray[Any, Any]) -> list[_Sort]:
    """Return the sorts that a layer has; of an empty one nobody knows, so points."""
    dimensions = set(shapely.get_dimensions(geometries[~shapely.is_missing(geometries)]).tolist())
    kinds = set(shapely.get_type_id(geometries).tolist())
    if shapely.GeometryType.GEOMETRYCOLLECTION in kinds:
        return list(_SORTS)
    return [sort for dimension, sort in enumerate(_SORTS) if dimension in dimensions] or [_SORTS[0]]


def _id(reference: LayerReference, sort: _Sort) -> str:
    return f"{reference.id}_{sort.geometry.lower()}"


def _source(reference: LayerReference, sort: _Sort, is_mixed: bool) -> str:
    return f"/vsicurl/{reference.url}" + (f"|geometrytype={sort.source}" if is_mixed else "")


def _tree_layer(reference: LayerReference, sort: _Sort, is_mixed: bool) -> str:
    members = {
        **{"id": _id(reference, sort), "name": _title(reference), "providerKey": "ogr", "checked": "Qt::Checked"},
        **{"source": _source(reference, sort, is_mixed), "expanded": "1"},
    }
    return f"<layer-tree-layer{_attributes(members)}/>\n"


def _map_layer(content: LayerContent, reference: LayerReference, sort: _Sort, is_mixed: bool) -> str:
    abstract = reference.description.ja if reference.description is not None else ""
    texts = {
        **{
            "id": _id(reference, sort),
            "datasource": _source(reference, sort, is_mixed),
            "layername": _title(reference),
        },
        **{"title": _title(reference), "abstract": abstract},
    }
    simple = "".join(f"<{name}>{escaped_text(text)}</{name}>\n" for name, text in texts.items() if text)
    return (
        f'<maplayer type="vector" geometry="{sort.geometry}" autoRefreshEnabled="0">\n{simple}'
        f"<attribution{_attributes({'href': reference.page_url})}>{escaped_text(reference.attribution)}</attribution>\n"
        "<srs><spatialrefsys><authid>EPSG:4326</authid></spatialrefsys></srs>\n"
        f"{_metadata(reference)}"
        '<provider encoding="UTF-8">ogr</provider>\n'
        f"{_renderer(sort)}{_aliases(content)}</maplayer>\n"
    )


def _metadata(reference: LayerReference) -> str:
    link = {"name": _title(reference), "type": "WWW:LINK", "url": reference.page_url}
    return (
        f"<resourceMetadata><identifier>{escaped_text(reference.page_url)}</identifier><type>dataset</type>"
        f"<language>jpn</language><title>{escaped_text(_title(reference))}</title>"
        f"<license>{escaped_text(reference.licence)}</license><rights>{escaped_text(reference.attribution)}</rights>"
        f"<links><link{_attributes(link)}/></links></resourceMetadata>\n"
    )


def _renderer(sort: _Sort) -> str:
    options = "".join(
        f"<Option{_attributes({'name': name, 'value': value, 'type': 'QString'})}/>"
        for name, value in sort.look.items()
    )
    return (
        f'<renderer-v2 type="singleSymbol"><symbols><symbol type="{sort.symbol}" name="0" alpha="1">'
        f'<layer class="{sort.symbol_layer}" enabled="1" pass="0"><Option type="Map">{options}</Option></layer>'
        "</symbol></symbols></renderer-v2>\n"
    )


def _aliases(content: LayerContent) -> str:
    """Return the titles of the columns, which QGIS shows in place of the names."""
    named = zip(content.columns.names, content.columns.fields, strict=True)
    aliases = "".join(
        f"<alias{_attributes({'field': name, 'index': str(index), 'name': field.title.ja})}/>"
        for index, (name, field) in enumerate(named)
        if field is not None and field.title.ja != name
    )
    return f"<aliases>{aliases}</aliases>\n" if aliases else ""


def _title(reference: LayerReference) -> str:
    return " ".join(reference.title.ja.split())


def _attributes(members: Mapping[str, str]) -> str:
    return "".join(f' {name}="{escaped_text(value)}"' for name, value in members.items())
