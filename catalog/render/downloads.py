"""The files of a dataset in the words of people who want one of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from catalog.findings import visible
from catalog.i18n import interface_texts
from catalog.model.described import METADATA_ROLES, DescribedDataset, Distribution, LostCharacter, MissingForm
from catalog.model.site import Site
from catalog.model.text import Lang
from catalog.render.formats import format_count, format_counted, render_size
from catalog.render.links import absolute_url
from catalog.render.templates import render_localized

MAIN_ROLES = ("csv", "xlsx", "json", "geojson", "original")
"""The kinds of files that most people want."""
LAYER_ROLES = ("gpkg", "shapefile", "kml", "flatgeobuf", "pmtiles", "qlr")
"""The kinds of files that only layers have."""
ROLES = (
    *MAIN_ROLES,
    "excel-csv",
    "cp932-csv",
    "english-csv",
    "ndjson",
    "parquet",
    *LAYER_ROLES,
    "zip",
    "datapackage",
    *METADATA_ROLES,
)
"""Every kind of file that is offered, in the order in which a page offers them."""
WITHOUT_NAMES = ("xlsx", "ods", "docx", "pptx", "odt", "odp", "jpg", "jpeg", "png", "webp", "zip", "kmz")
"""Types of original files from whose properties names are taken out; the others are offered byte for byte."""
_OTHER_ROLES = frozenset(ROLES) - {*MAIN_ROLES, *METADATA_ROLES}


@dataclass(frozen=True, slots=True)
class FileView:
    """A link to a file: what it is called, what it is good for, how big it is."""

    uri: str
    label: str
    note: str
    size: Markup
    is_main: bool


@dataclass(frozen=True, slots=True)
class MissingView:
    """A form that others have and this resource can't: why, and which characters of which rows are in the way.

    Attributes:
        characters: What each is, and where it stands.
        more: What there is beyond those, ``""`` for nothing.
    """

    text: str
    characters: tuple[tuple[str, str], ...]
    more: str


@dataclass(frozen=True, slots=True)
class FileGroup:
    """The files of one resource.

    Attributes:
        files: Those that most people want; ``others`` are for special purposes.
        missing: What isn't among the others.
        metadata: Those that tell about a layer.
    """

    name: str
    title: Markup
    files: tuple[FileView, ...]
    others: tuple[FileView, ...]
    missing: tuple[MissingView, ...]
    metadata: tuple[FileView, ...] = ()


def file_groups(described: DescribedDataset, lang: Lang) -> tuple[FileGroup, ...]:
    """Return the files of each resource that has any."""
    return tuple(
        FileGroup(
            each.resource.name,
            render_localized(each.resource.title, lang),
            file_views([file for file in each.distributions if file.role in MAIN_ROLES], lang, has_main=True),
            file_views([file for file in each.distributions if file.role in _OTHER_ROLES], lang),
            tuple(_missing_view(form, lang) for form in each.missing_forms),
            file_views([file for file in each.distributions if file.role in METADATA_ROLES], lang),
        )
        for each in described.resources
        if each.distributions
    )


def file_views(distributions: Iterable[Distribution], lang: Lang, *, has_main: bool = False) -> tuple[FileView, ...]:
    """Return *distributions* in the order in which people look for them; the first is the main one if *has_main*."""
    ordered = sorted(distributions, key=lambda each: ROLES.index(each.role))
    return tuple(_file_view(each, lang, has_main and index == 0) for index, each in enumerate(ordered))


def _file_view(distribution: Distribution, lang: Lang, is_main: bool) -> FileView:
    texts = interface_texts(lang)
    is_scrubbed = distribution.role == "original" and distribution.file_type in WITHOUT_NAMES
    note = texts["original_without_names"] if is_scrubbed else texts[f"role_{distribution.role}_note"]
    if distribution.row_count is not None and is_main:
        note = f"{format_counted('records', distribution.row_count, lang)} · {note}"
    return FileView(
        distribution.uri, role_words(distribution, lang), note, render_size(distribution.size_bytes, lang), is_main
    )


def _missing_view(form: MissingForm, lang: Lang) -> MissingView:
    texts = interface_texts(lang)
    more = form.character_count - len(form.characters)
    return MissingView(
        texts[f"unoffered_{form.role}_{form.reason}"],
        tuple((_character_words(each.character), _place_words(each, lang)) for each in form.characters),
        format_counted("more_characters", more, lang) if more else "",
    )


def _character_words(character: str) -> str:
    """Return a character and its code point, which tells look-alikes apart: ``〜（U+301C）``."""
    return f"{visible(character)} (U+{ord(character):04X})"


def _place_words(lost: LostCharacter, lang: Lang) -> str:
    texts = interface_texts(lang)
    rows = texts["comma"].join(format_count(row) for row in lost.rows)
    more = lost.row_count - len(lost.rows)
    places = texts["rows_listed_one" if lost.row_count == 1 else "rows_listed_other"].format(rows=rows)
    return places + (format_counted("more_rows", more, lang) if more else "")


def role_words(distribution: Distribution, lang: Lang) -> str:
    """Return what a file is called: ``CSV``, ``Excel用CSV``, ``元のファイル（XLSX）``."""
    template = interface_texts(lang)[f"role_{distribution.role}"]
    return template.format(type=file_type_words(distribution.file_type))


def file_type_words(file_type: str) -> str:
    """Return a file type as people write it: ``CSV``, ``GeoJSON``."""
    return {"geojson": "GeoJSON", "parquet": "Parquet"}.get(file_type, file_type.upper())


def file_types(described: DescribedDataset) -> tuple[str, ...]:
    """Return the main kinds of files of a dataset's resources, each once, in the order in which people want them."""
    distributions = [
        each for resource in described.resources for each in resource.distributions if each.role in MAIN_ROLES
    ]
    ordered = sorted(distributions, key=lambda each: ROLES.index(each.role))
    return tuple(dict.fromkeys(each.file_type for each in ordered))


def file_addresses(described: DescribedDataset, site: Site, lang: Lang) -> list[tuple[str, str]]:
    """Return label and absolute address of every file."""
    is_multiple = len(described.resources) > 1
    addresses = []
    for each in described.resources:
        prefix = f"{each.resource.title.text(lang)} · " if is_multiple else ""
        ordered = sorted(each.distributions, key=lambda distribution: ROLES.index(distribution.role))
        addresses += [(prefix + role_words(file, lang), absolute_url(site, file.uri)) for file in ordered]
    whole = sorted(described.distributions, key=lambda each: ROLES.index(each.role))
    addresses += [(role_words(file, lang), absolute_url(site, file.uri)) for file in whole]
    record = f"data/{described.dataset.id}/dcat"
    names = {"ttl": "DCAT (Turtle)", "jsonld": "DCAT (JSON-LD)", "rdf": "DCAT (RDF/XML)"}
    return addresses + [(name, absolute_url(site, f"{record}.{ending}")) for ending, name in names.items()]
