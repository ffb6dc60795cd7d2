"""A merged table as a dataset of the catalog's operator, whose sources are the datasets of the bodies."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from catalog.i18n import merging_texts
from catalog.model.dataset import (
    Dataset,
    Dialect,
    LayerDeclaration,
    Publication,
    Publisher,
    Resource,
    Schema,
    Source,
)
from catalog.model.ids import DatasetId, Slug
from catalog.model.merging import MergedPart, merged_id
from catalog.model.site import Municipality, Site
from catalog.model.text import LANGS, Lang, LocalizedText
from catalog.model.vocabulary import Licence
from catalog.publish.addresses import identifier
from catalog.publish.attribution import licence_name
from catalog.standards.licence_terms import broken_terms, read_licence_terms
from catalog.standards.search_words import standard_titles
from catalog.standards.vocabulary import read_vocabularies

FREE = "CC0-1.0"
NAMED = "CC-BY-4.0"
"""The licences that a merged table can have: this one where a source wants to be named."""


def obstacle_of(licence: str) -> str | None:
    """Return the term of *licence* that keeps a table out of a merged one, ``licence`` where its terms aren't known.

    ``None`` where all that it asks is that the source be named, or nothing. Data that has to be passed on under its own
    licence (``share_alike``) would put the rows of all others under that as well, and two such licences can't be kept
    at once.
    """
    if licence not in read_licence_terms().terms:
        return "licence"
    return next(iter(broken_terms(licence, NAMED)), None)


def merged_licence(parts: Iterable[MergedPart]) -> Licence:
    """Return what a merged table may be used under; each row stays under the licence of its dataset as well."""
    is_free = all(not broken_terms(part.licence, FREE) for part in parts)
    return read_vocabularies().licences[FREE if is_free else NAMED]


def merged_dataset(
    standard: str,
    parts: Sequence[MergedPart],
    bodies: Mapping[Slug, Municipality],
    schema: Schema,
    place: tuple[str, str] | None,
    site: Site,
    *,
    fictitious: bool,
) -> Dataset:
    """Return the merged table of *parts* as a dataset with one resource of its name.

    Arguments:
        standard: Its id.
        parts: Those that are in it.
        bodies: Under the names that they are shown by, by id.
        schema: Of the table.
        place: The columns of longitude and latitude, if there are any coordinates.
        site: Its operator is who compiles it.
        fictitious: Whether the bodies are invented.
    """
    id = merged_id(standard, fictitious=fictitious)
    title = _said("title_fictitious" if fictitious else "title", _standard_title(standard))
    licence = merged_licence(parts)
    return Dataset(
        id=id,
        title=title,
        description=_said("description_fictitious" if fictitious else "description", _standard_title(standard)),
        licence=licence,
        publisher=Publisher(),
        themes=(),
        keywords={},
        frequency=None,
        issued=None,
        modified=max((date.fromisoformat(part.modified) for part in parts if part.modified), default=None),
        temporal=None,
        spatial=None,
        sources=tuple(_source(part, bodies, site) for part in _by_dataset(parts)),
        publication=Publication.COMPILED,
        conforms_to=standard,
        aliases=(),
        resources=(_resource(id, title, schema, place),),
    )


def _standard_title(standard: str) -> LocalizedText:
    japanese, english = standard_titles()[standard]
    return LocalizedText(japanese, english or None)


def _said(key: str, standard: LocalizedText) -> LocalizedText:
    words = {lang: merging_texts(lang)[f"dataset_{key}"].format(standard=standard.text(lang)) for lang in LANGS}
    return LocalizedText(words["ja"], words["en"])


def _by_dataset(parts: Iterable[MergedPart]) -> list[MergedPart]:
    """Return one part of each dataset."""
    return list({part.dataset: part for part in reversed(list(parts))}.values())[::-1]


def _source(part: MergedPart, bodies: Mapping[Slug, Municipality], site: Site) -> Source:
    """Return the dataset that a part is from, under a title that names its body and its licence."""
    body = bodies[part.dataset.municipality].name
    words = {lang: _source_title(part, body, lang) for lang in LANGS}
    return Source(LocalizedText(words["ja"], words["en"]), identifier(site, part.dataset))


def _source_title(part: MergedPart, body: LocalizedText, lang: Lang) -> str:
    name = licence_name(read_vocabularies().licences[part.licence], lang)
    return merging_texts(lang)["source"].format(title=part.titles[lang], body=body.text(lang), licence=name)


def _resource(id: DatasetId, title: LocalizedText, schema: Schema, place: tuple[str, str] | None) -> Resource:
    layer = LayerDeclaration("EPSG:4326", place[0], place[1], "Point", None, None, ()) if place else None
    return Resource(id.name, f"{id.name}.csv", "csv", title, None, "utf-8", Dialect(), schema, layer)
