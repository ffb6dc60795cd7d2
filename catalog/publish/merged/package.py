"""``datapackage.json`` and the archive of a merged table: its columns, and every dataset that its rows are from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from catalog.i18n import merging_texts
from catalog.model.dataset import Dataset
from catalog.model.described import DescribedResource
from catalog.model.ids import Slug
from catalog.model.merging import MergedPart
from catalog.model.site import Municipality, Site
from catalog.model.text import LANGS, Lang
from catalog.publish.addresses import absolute_url, datapackage_uri, identifier
from catalog.publish.datapackage import licence_json, resource_json
from catalog.publish.json_text import present, readable_json, with_translations
from catalog.publish.published_file import PublishedFile, describe_file
from catalog.standards.vocabulary import read_vocabularies


def standard_page_uri(standard: str, lang: Lang) -> str:
    """Return the '/'-relative address of the page of a standard, which has its merged tables."""
    return f"{lang}/standards/{standard}/"


def credits_of(parts: Iterable[MergedPart], lang: Lang) -> tuple[str, ...]:
    """Return the sentences that together satisfy the licences of all *parts*."""
    return tuple(dict.fromkeys(part.credits[lang] for part in parts))


def render_merged_package(
    dataset: Dataset,
    described: DescribedResource,
    parts: Sequence[MergedPart],
    bodies: Mapping[Slug, Municipality],
    site: Site,
    *,
    fictitious: bool,
) -> PublishedFile:
    """Return the package of a merged table; it tells of each source what one has to know to name it."""
    operator = site.operator
    package = present(
        name=dataset.id.name,
        id=identifier(site, dataset.id),
        **with_translations("title", dataset.title),
        **with_translations("description", dataset.description),
        homepage=absolute_url(site.site_url, standard_page_uri(_standard(dataset), "ja")),
        licenses=[licence_json(dataset)],
        contributors=[
            present(
                **with_translations("title", operator.name), role="publisher", path=operator.url, email=operator.email
            )
        ],
        publisher=with_translations("name", operator.name),
        fictitious=fictitious or None,
        publication=dataset.publication.value,
        sources=[_source(part, bodies, site) for part in parts],
        attribution="\n".join(credits_of(parts, "ja")),
        **{"attribution@en": "\n".join(credits_of(parts, "en"))},
        modified=dataset.modified.isoformat() if dataset.modified else None,
        conformsTo=dataset.conforms_to,
        resources=[resource_json(dataset, described)],
    )
    return describe_file("datapackage", datapackage_uri(dataset.id), "json", readable_json(package))


def _standard(dataset: Dataset) -> str:
    assert dataset.conforms_to is not None
    return dataset.conforms_to


def _source(part: MergedPart, bodies: Mapping[Slug, Municipality], site: Site) -> dict[str, Any]:
    body = bodies[part.dataset.municipality]
    licence = read_vocabularies().licences[part.licence]
    return present(
        title=part.titles["ja"],
        **{"title@en": part.titles["en"]},
        path=identifier(site, part.dataset),
        dataset=str(part.dataset),
        resource=part.resource,
        municipality={"id": body.id, "code": body.code, **with_translations("name", body.name)},
        license=licence.spdx or licence.id,
        attribution=part.credits["ja"],
        **{"attribution@en": part.credits["en"]},
        modified=part.modified,
        rows=part.rows,
        extraFields=list(part.extra),
    )


def render_merged_readme(dataset: Dataset, names: Iterable[str], parts: Sequence[MergedPart], site: Site) -> bytes:
    """Return the text for people who unpack the archive: UTF-8 with BOM and CRLF, which every editor shows right."""
    listed, lines = [f"  {name}" for name in names], list[str]()
    for number, lang in enumerate(LANGS):
        said = merging_texts(lang)
        lines += ["", "-" * 72, ""] if number else []
        lines += [
            dataset.title.text(lang),
            site.operator.name.text(lang),
            absolute_url(site.site_url, standard_page_uri(_standard(dataset), lang)),
            "",
            dataset.description.text(lang),
            "",
            said["readme_licence"].format(licence=dataset.licence.label.text(lang)),
            f"  {dataset.licence.url}",
            said["readme_credits"],
            *(f"  {sentence}" for sentence in credits_of(parts, lang)),
            said["readme_files"],
            *listed,
        ]
    return "\r\n".join([*lines, ""]).encode("utf-8-sig")
