"""The explorer: what a page tells the browser of a table that can be opened whole, and the words that it says.

The browser reads a table's Parquet file, which has its columns with their types and titles, so that the page tells no
more than where it is, and what values mean.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import urlencode

from catalog.i18n import explorer_texts, interface_texts
from catalog.model.dataset import Dataset, Field, Resource
from catalog.model.described import DescribedDataset, DescribedResource
from catalog.model.ids import DatasetId
from catalog.model.join import JoinColumn
from catalog.model.text import LANGS, Lang, LocalizedText
from catalog.render.formats import ERAS
from catalog.render.map import DRAWN_ROLES, map_uri
from catalog.render.value_labels import short_labels
from catalog.standards.search_words import read_search_words

FOLDER = "explore"
_COMMON_WORDS = ("colon", "comma")


@dataclass(frozen=True, slots=True)
class ExplorerBox:
    """What stands in a page for a table that can be opened whole.

    Attributes:
        uri: '/'-relative address of its Parquet file.
        title: In both languages, as JSON.
        labels: ``{column: {value: {"ja": …, "en": …}}}`` as JSON: what values mean; empty where nobody said.
        words_uri: '/'-relative address of what the explorer says in the page's language.
        sql_uri: '/'-relative address at which SQL can be asked of it.
        csv_uri: '/'-relative address of its CSV, which says how numbers were written; empty where there is none.
        layer_id: Of the layer that its rows are; empty where they have no place.
        place: The columns of longitude and latitude as JSON; empty where they aren't known.
        map_uri: '/'-relative address of the map of the catalog.
        names: Its name and those that it had before, which addresses may ask for it by, with spaces between.
    """

    name: str
    uri: str
    size_bytes: int
    title: str
    labels: str
    words_uri: str
    sql_uri: str
    csv_uri: str = ""
    layer_id: str = ""
    place: str = ""
    map_uri: str = ""
    names: str = ""


def explorer_context(described: DescribedDataset, lang: Lang) -> dict[str, object]:
    """Return what a dataset's page needs for its tables: their boxes by resource, and the words."""
    boxes = {each.resource.name: explorer_box(described.dataset, each, lang) for each in described.resources}
    return {"explorers": {name: box for name, box in boxes.items() if box}, "explorer_words": explorer_texts(lang)}


def explorer_box(dataset: Dataset, described: DescribedResource, lang: Lang) -> ExplorerBox | None:
    """Return the box of a table, or ``None`` where there is no file that a browser can read parts of."""
    file = next((each for each in described.distributions if each.role == "parquet"), None)
    if file is None:
        return None
    labels = value_labels(described.resource)
    return ExplorerBox(
        name=described.resource.name,
        uri=file.uri,
        size_bytes=file.size_bytes,
        title=_json(_localized(dataset.title_of(described.resource))),
        labels=_json(labels) if labels else "",
        words_uri=words_uri(lang),
        sql_uri=f"{sql_uri(lang)}?table={dataset.id}/{described.resource.name}",
        csv_uri=next((each.uri for each in described.distributions if each.role == "csv"), ""),
        layer_id=f"{dataset.id}/{described.resource.name}" if has_place(described) else "",
        place=_json(place) if (place := place_columns(described)) else "",
        map_uri=map_uri(lang),
        names=" ".join([described.resource.name, *(name for name in described.resource.aliases if "." not in name)]),
    )


def has_place(described: DescribedResource) -> bool:
    """Return whether the rows of a table can be found on a map."""
    roles = {each.role for each in described.distributions}
    return described.layer is not None and not roles.isdisjoint(DRAWN_ROLES)


def place_columns(described: DescribedResource) -> tuple[str, str] | None:
    """Return the columns that have longitude and latitude, or ``None`` where no columns do."""
    layer, schema = described.layer, described.resource.schema
    if layer is None or schema is None:
        return None
    if layer.source_name is not None:  # the last two say where, for whoever has no program for maps
        return (schema.fields[-2].name, schema.fields[-1].name) if len(schema.fields) > 1 else None
    x, y = layer.declaration.easting_field, layer.declaration.northing_field
    return (x, y) if x and y and layer.reference_system.unit == "degree" else None


def sql_uri(lang: Lang) -> str:
    """Return the address of the page of SQL."""
    return f"{lang}/sql/"


def join_uri(lang: Lang, *sides: tuple[DatasetId, JoinColumn]) -> str:
    """Return the address of the page of SQL with two tables, and the columns of codes by which it joins them."""
    tables = [("table", f"{id}/{column.resource}") for id, column in sides]
    return f"{sql_uri(lang)}?{urlencode([*tables, *(('join', column.heading) for _, column in sides)], safe='/')}"


def value_labels(resource: Resource) -> dict[str, dict[str, dict[str, str]]]:
    """Return what the schema of *resource* says that values mean, and else what its legend calls them."""
    style = resource.layer.style if resource.layer else None
    found: dict[str, dict[str, dict[str, str]]] = {}
    if style is not None and style.field is not None:
        titles = {each.value: _localized(each.title) for each in style.classes if each.value is not None and each.title}
        found[style.field] = titles
    for field in resource.schema.fields if resource.schema is not None else ():
        found[field.name] = {**found.get(field.name, {}), **_labels(field)}
    return {name: labels for name, labels in found.items() if labels}


def _labels(field: Field) -> dict[str, dict[str, str]]:
    return {value: _localized(label) for value, label in short_labels(field).items()}


def words_uri(lang: Lang) -> str:
    """Return the address of what the explorer says in *lang*; its name tells the content, so that none is outdated."""
    digest = hashlib.sha256(_words(lang)).hexdigest()[:10]
    return f"{FOLDER}/{lang}-{digest}.json"


def render_explorer_files() -> Mapping[str, bytes]:
    """Return the files that the explorer reads beside tables, by '/'-relative address."""
    return {words_uri(lang): _words(lang) for lang in LANGS}


@cache
def _words(lang: Lang) -> bytes:
    common = interface_texts(lang)
    words = {**explorer_texts(lang), **{key: common[key] for key in _COMMON_WORDS}}
    eras = [(first_day.isoformat(), name) for first_day, name in ERAS] if lang == "ja" else []
    # The forms of kanji are those that the search of datasets knows.
    return f"{_json({**words, 'eras': eras, 'kanji': dict(read_search_words().kanji)})}\n".encode()


def _localized(text: LocalizedText) -> dict[str, str]:
    return {"ja": text.ja, "en": text.en} if text.en else {"ja": text.ja}


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
