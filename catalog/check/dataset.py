"""``datapackage.yaml``: a dataset's descriptor, from raw to validated, all problems at once."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from catalog.check.chosen_words import LICENCE_KEYS, parse_frequency, parse_licence, parse_themes
from catalog.check.easy_texts import check_easy_texts
from catalog.check.former_names import check_former_names, parse_withdrawn_resources
from catalog.check.json_values import derive_json
from catalog.check.municipality import parse_municipality_code
from catalog.check.node import Node, parse_partial_date
from catalog.check.package import check_package
from catalog.check.recommendations import recommend_more
from catalog.check.resources import check_unused_files, parse_resources
from catalog.check.standard_labels import with_standard_labels
from catalog.check.suppressions import parse_suppressions
from catalog.check.todos import check_todos
from catalog.check.views import parse_views
from catalog.check.withdrawal import parse_withdrawal
from catalog.codes import has_errors
from catalog.findings import Findings, shown
from catalog.model.dataset import Dataset, Period, Publication, Publisher, Resource, Schema, Source
from catalog.model.ids import DatasetId, is_slug
from catalog.model.marked import MarkedYaml
from catalog.model.merging import MERGED_BODY
from catalog.model.text import LocalizedText
from catalog.model.vocabulary import Vocabularies

KEYS = (
    "name",
    "title",
    "title@en",
    "title@ja-Hira",
    "title@ja-x-easy",
    "description",
    "description@en",
    "description@ja-x-easy",
    "licenses",
    "publisher",
    "themes",
    "keywords",
    "keywords@en",
    "accrualPeriodicity",
    "issued",
    "modified",
    "temporal",
    "spatial",
    "sources",
    "publication",
    "conformsTo",
    "aliases",
    "resources",
    "suppressions",
    "withdrawn",
    "withdrawnResources",
    "views",
    "homepage",
    "version",
    "id",
    "contributors",
)
INSTEAD = {
    "profile": "",
    "$schema": "",
    "license": "licenses",
    "created": "issued",
    "image": "",
}
_HIRAGANA = re.compile("[ぁ-ゖー・ 　]+")
PUBLISHER_KEYS = ("department", "department@en", "email", "url")
SOURCE_KEYS = ("title", "title@en", "path", "section", "section@en", "email", "version", "licenses")
PERIOD_KEYS = ("start", "end")


def parse_dataset(
    raw: MarkedYaml, dataset_id: DatasetId, vocabularies: Vocabularies, file_uris: Collection[str]
) -> tuple[Dataset | None, Findings]:
    """Return the dataset that *raw* describes and all that is wrong with the description.

    Arguments:
        raw: The descriptor as it is written.
        dataset_id: From the folders; its name is the one that counts.
        vocabularies: What the descriptor may choose from.
        file_uris: The files in the dataset's folder, '/'-relative to it.

    ``None`` where the title, the description, the licence or all resources can't be used; of a withdrawn dataset, where
    the title or ``withdrawn`` can't be. A dataset that is returned may still have errors, and then lacks the resources
    that have them; it may be checked further, not published. One that is withdrawn has no resources at all.
    """
    node = Node(raw, "", raw.value)
    node.check_keys(KEYS, INSTEAD)
    _check_name(node, dataset_id)
    _check_reading(node)
    check_easy_texts(node)
    title = node.localized("title", required=True, has_easy=True)
    description = node.localized("description", required=True, has_easy=True)
    licence = parse_licence(node, vocabularies)
    publication = node.member("publication", Publication) or Publication.OFFICIAL
    issued, modified = node.day("issued"), node.day("modified")
    _check_days(node, issued, modified)
    is_withdrawn = node.has("withdrawn")
    conforms_to = _parse_conforms_to(node)
    resources = () if is_withdrawn else parse_resources(node, vocabularies, file_uris, title)
    resources = with_standard_labels(resources, conforms_to)
    dataset = Dataset(
        id=dataset_id,
        title=title or LocalizedText(dataset_id.name),
        description=description or LocalizedText(""),
        licence=licence or next(iter(vocabularies.licences.values())),
        publisher=_parse_publisher(node, publication),
        themes=parse_themes(node, vocabularies),
        keywords={"ja": node.texts("keywords"), "en": node.texts("keywords@en")},
        frequency=parse_frequency(node, vocabularies),
        issued=issued,
        modified=modified,
        temporal=_parse_period(node),
        spatial=parse_municipality_code(node, "spatial"),
        sources=_parse_sources(node, publication),
        publication=publication,
        conforms_to=conforms_to,
        aliases=_parse_aliases(node, dataset_id),
        resources=resources,
        suppressions=parse_suppressions(node),
        withdrawn=parse_withdrawal(node, dataset_id, issued),
        descriptor=_derive_descriptor(raw, resources),
        views=parse_views(node, resources),
        withdrawn_resources=() if is_withdrawn else parse_withdrawn_resources(node, issued),
    )
    _check_passed_on(node)
    if is_withdrawn:
        is_usable = title is not None and dataset.withdrawn is not None
        return dataset if is_usable else None, _about_withdrawn(node)
    _recommend(node, title, description)
    check_unused_files(node, file_uris)
    check_former_names(node)
    check_todos(node)
    if title is None or description is None or licence is None or not resources:
        return None, tuple(node.findings)
    recommend_more(node, dataset)
    if not has_errors(node.findings):
        node.findings.extend(check_package(dataset.descriptor, raw))
    return dataset, tuple(node.findings)


def _about_withdrawn(node: Node) -> Findings:
    """Return what matters of the findings about a withdrawn dataset: nobody need make its description better."""
    kept = (
        each for each in node.findings if f"{each.location.pointer}/".startswith("/withdrawn/") or has_errors([each])
    )
    return tuple(kept)


def _check_reading(node: Node) -> None:
    """Report a reading of the title that isn't in hiragana.

    Codes: kana.
    """
    kana = node.text("title@ja-Hira")
    if kana is not None and not _HIRAGANA.fullmatch(kana):
        node.report("kana", "title@ja-Hira", kana=shown(kana))


def _check_name(node: Node, dataset_id: DatasetId) -> None:
    """Report a name that isn't the folder's.

    Codes: key-missing, name-not-folder.
    """
    name = node.text("name", required=True)
    if name is not None and name != dataset_id.name:
        node.report("name-not-folder", "name", name=shown(name), folder=dataset_id.name)


def _check_days(node: Node, issued: date | None, modified: date | None) -> None:
    """Report days in the wrong order.

    Codes: modified-before-issued.
    """
    if issued is not None and modified is not None and modified < issued:
        node.report("modified-before-issued", "modified", issued=issued.isoformat(), modified=modified.isoformat())


def _parse_publisher(node: Node, publication: Publication) -> Publisher:
    """Return the department that answers for the data.

    Codes: no-publisher, bad-email, bad-url.
    """
    raw = node.node("publisher")
    if raw is None:
        if not node.has("publisher") and publication is Publication.OFFICIAL:
            node.report("no-publisher")
        return Publisher()
    raw.check_keys(PUBLISHER_KEYS)
    return Publisher(raw.localized("department"), raw.email("email"), raw.url("url"))


def _parse_period(node: Node) -> Period | None:
    """Return the time that the data is about; a year or a month may stand for a day.

    Codes: bad-date, period-order.
    """
    raw = node.node("temporal")
    if raw is None:
        return None
    raw.check_keys(PERIOD_KEYS)
    start, end = (raw.parsed(key, parse_partial_date, "bad-date") for key in PERIOD_KEYS)
    if start is not None and end is not None and end < start[: len(end)]:
        raw.report("period-order", "end", start=start, end=end)
    return Period(start, end) if start is not None or end is not None else None


def _parse_sources(node: Node, publication: Publication) -> tuple[Source, ...]:
    """Return where the data came from.

    Codes: key-missing, bad-url, compiled-without-source, no-sources, and those of wrong shapes.
    """
    sources = []
    for raw in node.nodes("sources"):
        raw.check_keys(SOURCE_KEYS)
        title = raw.localized("title", required=True)
        raw.email("email")
        for licence in raw.nodes("licenses"):
            licence.check_keys(LICENCE_KEYS)
            licence.url("path")
        path, section = raw.url("path"), raw.localized("section")
        if title is not None:
            sources.append(Source(title, path, section))
    if not node.items_quietly("sources"):
        node.report("compiled-without-source" if publication is Publication.COMPILED else "no-sources")
    return tuple(sources)


def _parse_conforms_to(node: Node) -> str | None:
    """Return the standard dataset that it follows.

    Codes: slug.
    """
    text = node.text("conformsTo")
    if text is not None and not is_slug(text):
        node.report("slug", "conformsTo", key="conformsTo", value=shown(text))
    return text


def _parse_aliases(node: Node, dataset_id: DatasetId) -> tuple[str, ...]:
    """Return the old addresses as ``{municipality}/{name}``; a bare name is one in the same municipality.

    Codes: alias-form, alias-of-itself, reserved-body.
    """
    aliases = []
    for index, text in enumerate(node.texts("aliases")):
        alias = text if "/" in text else f"{dataset_id.municipality}/{text}"
        municipality, _, name = alias.partition("/")
        pointer = f"{node.pointer_to('aliases')}/{index}"
        if not is_slug(municipality) or not is_slug(name):
            node.report_at("alias-form", pointer, value=shown(text))
        elif alias == str(dataset_id):
            node.report_at("alias-of-itself", pointer, value=alias)
        elif municipality == MERGED_BODY:
            node.report_at("reserved-body", pointer, name=municipality)
        else:
            aliases.append(alias)
    return tuple(aliases)


def _check_passed_on(node: Node) -> None:
    """Report what no page shows, but ``datapackage.json`` passes on.

    Codes: bad-url, bad-email, expected-text, expected-list, expected-mapping.
    """
    node.url("homepage")
    for key in ("version", "id"):
        node.text(key)
    for raw in node.nodes("contributors"):
        raw.url("path")
        raw.email("email")
    for raw in node.nodes_quietly("licenses"):
        raw.url("path")


def _recommend(node: Node, title: LocalizedText | None, description: LocalizedText | None) -> None:
    """Report what isn't there but should be.

    Codes: no-english-title, no-english-description, no-themes, no-keywords, no-frequency, no-modified.
    """
    if title is not None and not title.is_translated:
        node.report("no-english-title", "title")
    if description is not None and not description.is_translated:
        node.report("no-english-description", "description")
    wanted = {
        "themes": "no-themes",
        "keywords": "no-keywords",
        "accrualPeriodicity": "no-frequency",
        "modified": "no-modified",
    }
    for key, code in wanted.items():
        if not node.value.get(key):
            node.report(code)


def _derive_descriptor(raw: MarkedYaml, resources: Sequence[Resource]) -> Mapping[str, Any]:
    """Return the whole descriptor with JSON values, each schema as it was validated."""
    descriptor: dict[str, Any] = derive_json(raw.value)
    schemas: dict[object, Schema | None] = {resource.name: resource.schema for resource in resources}
    items = descriptor.get("resources")
    for item in items if isinstance(items, list) else ():
        schema = schemas.get(str(item.get("name"))) if isinstance(item, dict) else None
        if schema is not None:
            item["schema"] = dict(schema.descriptor)
    return descriptor
