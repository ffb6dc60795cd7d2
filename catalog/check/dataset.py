"""``datapackage.yaml``: a dataset's descriptor, from raw to validated, all problems at once."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from catalog.check.field import NESTED_TYPES
from catalog.check.json_values import derive_json
from catalog.check.municipality import parse_municipality_code
from catalog.check.node import Node, parse_day
from catalog.check.package import check_package
from catalog.check.resource import parse_resource
from catalog.check.words import nearest
from catalog.codes import has_errors
from catalog.findings import Findings, shown
from catalog.model.dataset import Dataset, Period, Publication, Publisher, Resource, Schema, Source
from catalog.model.ids import DatasetId, is_slug
from catalog.model.marked import MarkedYaml
from catalog.model.text import LocalizedText
from catalog.model.vocabulary import Frequency, Licence, Theme, Vocabularies

KEYS = (
    "name",
    "title",
    "title@en",
    "description",
    "description@en",
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
    "homepage",
    "version",
    "id",
    "contributors",
)
INSTEAD = {
    "profile": "resources",
    "$schema": "resources",
    "license": "licenses",
    "created": "issued",
    "image": "resources",
}
LICENCE_KEYS = ("name", "path", "title")
PUBLISHER_KEYS = ("department", "department@en", "email", "url")
SOURCE_KEYS = ("title", "title@en", "path", "section", "section@en", "email", "version")
PERIOD_KEYS = ("start", "end")
FREQUENCY_MEANINGS = {
    "年1回": "annual",
    "年次": "annual",
    "yearly": "annual",
    "月1回": "monthly",
    "月次": "monthly",
    "週1回": "weekly",
    "週次": "weekly",
    "日次": "daily",
    "随時": "as-needed",
    "必要に応じて": "as-needed",
    "なし": "not-planned",
    "never": "not-planned",
}

_PARTIAL_DATE = re.compile(r"[0-9]{4}(-(0[1-9]|1[0-2]))?", re.ASCII)


def parse_dataset(
    raw: MarkedYaml, dataset_id: DatasetId, vocabularies: Vocabularies, file_uris: Collection[str]
) -> tuple[Dataset | None, Findings]:
    """Return the dataset that *raw* describes and all that is wrong with the description.

    Arguments:
        raw: The descriptor as it is written.
        dataset_id: From the folders; its name is the one that counts.
        vocabularies: What the descriptor may choose from.
        file_uris: The files in the dataset's folder, '/'-relative to it.

    ``None`` where the title, the description, the licence or all resources can't be used. A dataset that is returned
    may still have errors, and then lacks the resources that have them; it may be checked further, not published.
    """
    node = Node(raw, "", raw.value)
    node.check_keys(KEYS, INSTEAD)
    _check_name(node, dataset_id)
    title = node.localized("title", required=True)
    description = node.localized("description", required=True)
    licence = _parse_licence(node, vocabularies)
    publication = node.member("publication", Publication) or Publication.OFFICIAL
    issued, modified = node.day("issued"), node.day("modified")
    _check_days(node, issued, modified)
    resources = _parse_resources(node, vocabularies, file_uris, title)
    dataset = Dataset(
        id=dataset_id,
        title=title or LocalizedText(dataset_id.name),
        description=description or LocalizedText(""),
        licence=licence or next(iter(vocabularies.licences.values())),
        publisher=_parse_publisher(node, publication),
        themes=_parse_themes(node, vocabularies),
        keywords={"ja": node.texts("keywords"), "en": node.texts("keywords@en")},
        frequency=_parse_frequency(node, vocabularies),
        issued=issued,
        modified=modified,
        temporal=_parse_period(node),
        spatial=parse_municipality_code(node, "spatial"),
        sources=_parse_sources(node, publication),
        publication=publication,
        conforms_to=_parse_conforms_to(node),
        aliases=_parse_aliases(node, dataset_id),
        resources=resources,
        descriptor=_derive_descriptor(raw, resources),
    )
    _check_passed_on(node)
    _recommend(node, title, description)
    _check_unused_files(node, file_uris)
    if title is None or description is None or licence is None or not resources:
        return None, tuple(node.findings)
    if not has_errors(node.findings):
        node.findings.extend(check_package(dataset.descriptor, raw))
    return dataset, tuple(node.findings)


def _check_name(node: Node, dataset_id: DatasetId) -> None:
    """Report a name that isn't the folder's.

    Codes: key-missing, name-not-folder.
    """
    name = node.text("name", required=True)
    if name is not None and name != dataset_id.name:
        node.report("name-not-folder", "name", name=shown(name), folder=dataset_id.name)


def _parse_licence(node: Node, vocabularies: Vocabularies) -> Licence | None:
    """Return the licence.

    Codes: key-missing, several-licences, unknown-licence.
    """
    raw = node.nodes("licenses")
    if not node.items_quietly("licenses"):
        node.report("key-missing", "licenses" if node.has("licenses") else None, key="licenses")
    if len(raw) > 1:
        node.report("several-licences", "licenses")
    if not raw:
        return None
    raw[0].check_keys(LICENCE_KEYS)
    if not raw[0].has("name"):
        raw[0].report("key-missing", key="licenses.name")
    return raw[0].word("name", vocabularies.licences, "unknown-licence", _labels(vocabularies.licences))


def _parse_frequency(node: Node, vocabularies: Vocabularies) -> Frequency | None:
    """Return how often the dataset is renewed.

    Codes: unknown-frequency.
    """
    meanings = {**_labels(vocabularies.frequencies), **FREQUENCY_MEANINGS}
    return node.word("accrualPeriodicity", vocabularies.frequencies, "unknown-frequency", meanings)


def _labels(vocabulary: Mapping[str, Licence] | Mapping[str, Theme] | Mapping[str, Frequency]) -> dict[str, str]:
    return {label: word.id for word in vocabulary.values() for label in (word.label.ja, word.label.en) if label}


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


def _parse_themes(node: Node, vocabularies: Vocabularies) -> tuple[Theme, ...]:
    """Return the themes.

    Codes: unknown-theme.
    """
    themes = []
    meanings = _labels(vocabularies.themes)
    for index, word in enumerate(node.texts("themes")):
        if word in vocabularies.themes:
            themes.append(vocabularies.themes[word])
            continue
        candidates = nearest(word, vocabularies.themes, meanings)
        node.report_at(
            "unknown-theme", f"{node.pointer_to('themes')}/{index}", value=shown(word), candidates=candidates
        )
    return tuple(themes)


def _parse_period(node: Node) -> Period | None:
    """Return the time that the data is about; a year or a month may stand for a day.

    Codes: bad-date, period-order.
    """
    raw = node.node("temporal")
    if raw is None:
        return None
    raw.check_keys(PERIOD_KEYS)
    start, end = (raw.parsed(key, _partial_date, "bad-date") for key in PERIOD_KEYS)
    if start is not None and end is not None and end < start[: len(end)]:
        raw.report("period-order", "end", start=start, end=end)
    return Period(start, end) if start is not None or end is not None else None


def _partial_date(text: str) -> str | None:
    return text if _PARTIAL_DATE.fullmatch(text) or parse_day(text) is not None else None


def _parse_sources(node: Node, publication: Publication) -> tuple[Source, ...]:
    """Return where the data came from.

    Codes: key-missing, bad-url, compiled-without-source, no-sources.
    """
    sources = []
    for raw in node.nodes("sources"):
        raw.check_keys(SOURCE_KEYS)
        title = raw.localized("title", required=True)
        raw.email("email")
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

    Codes: alias-form, alias-of-itself.
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
        else:
            aliases.append(alias)
    return tuple(aliases)


def _parse_resources(
    node: Node, vocabularies: Vocabularies, file_uris: Collection[str], title: LocalizedText | None
) -> tuple[Resource, ...]:
    """Return the resources without errors; *title* is the dataset's.

    Codes: key-missing, duplicate-resource, foreign-key-resource, unknown-field, and those of a resource.
    """
    if not node.items_quietly("resources"):
        node.report("key-missing", "resources" if node.has("resources") else None, key="resources")
    raw_resources = node.nodes("resources")
    _check_resource_names(raw_resources)
    resources: list[Resource] = []
    for raw in raw_resources:
        resource = parse_resource(raw, vocabularies, file_uris)
        if resource is not None:
            resources.append(resource)
            _recommend_headings(raw, resource)
    broken = _check_foreign_keys(raw_resources, resources)
    usable = tuple(resource for resource in resources if resource.name not in broken)
    if len(raw_resources) == 1 and usable and not raw_resources[0].has("title") and title is not None:
        return (replace(usable[0], title=title),)  # The only file needs no title of its own.
    return usable


def _check_resource_names(raw_resources: Sequence[Node]) -> None:
    """Report names that differ in capital letters only, or not at all.

    Codes: duplicate-resource.
    """
    seen: set[str] = set()
    for raw in raw_resources:
        name = raw.value.get("name")
        if isinstance(name, str) and name.strip().lower() in seen:
            raw.report("duplicate-resource", "name", name=shown(name.strip()))
        if isinstance(name, str):
            seen.add(name.strip().lower())


def _check_foreign_keys(raw_resources: Sequence[Node], resources: Sequence[Resource]) -> set[str]:
    """Return the names of resources with keys that point at a resource or a column that isn't there; report those.

    Codes: foreign-key-resource, unknown-field.
    """
    names = [str(raw.value.get("name")).strip() for raw in raw_resources]
    columns = {
        resource.name: [field.name for field in resource.schema.fields if field.type not in NESTED_TYPES]
        for resource in resources
        if resource.schema
    }
    broken: set[str] = set()
    for raw, name in zip(raw_resources, names, strict=True):
        before = len(raw.findings)
        schema = next((item.schema for item in resources if item.name == name), None)
        for index, key in enumerate(schema.descriptor.get("foreignKeys", ()) if schema is not None else ()):
            target, fields = key["reference"]["resource"], key["reference"]["fields"]
            pointer = f"{raw.pointer}/schema/foreignKeys/{index}/reference"
            if target and target not in names:
                params = {"name": shown(target), "candidates": nearest(target, names)}
                raw.report_at("foreign-key-resource", f"{pointer}/resource", **params)
            for position, field in enumerate(fields):
                known = columns.get(target)
                if known is not None and field not in known:
                    params = {"name": shown(field), "candidates": nearest(field, known)}
                    raw.report_at("unknown-field", f"{pointer}/fields/{position}", **params)
        broken |= {name} if len(raw.findings) > before else set()
    return broken


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


def _recommend_headings(raw: Node, resource: Resource) -> None:
    """Report columns without an English heading.

    Codes: no-english-headings.
    """
    fields = resource.schema.fields if resource.schema is not None else ()
    missing = sum(not field.title.is_translated for field in fields)
    if missing:
        raw.report("no-english-headings", "schema", count=str(missing), name=resource.name)


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


def _check_unused_files(node: Node, file_uris: Collection[str]) -> None:
    """Report files that no resource names.

    Codes: unused-file.
    """
    used = [raw.value.get("path") for raw in node.nodes_quietly("resources")]
    for uri in sorted(set(file_uris)):
        if uri not in used and not uri.lower().startswith("readme"):
            node.report("unused-file", "resources" if node.has("resources") else None, file=shown(uri, 120))


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
