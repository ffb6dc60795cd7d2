"""The pages of the standard datasets: what each is, its columns, who publishes it and with which files."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from types import SimpleNamespace

from markupsafe import Markup

from catalog.i18n import interface_texts, merging_texts, overview_texts
from catalog.model.merging import MergedTable, report_uri
from catalog.model.text import LANGS, Lang, LocalizedText
from catalog.render.contexts import Contents, DatasetEntry
from catalog.render.fictitious import counted_entries, mark_fictitious
from catalog.render.formats import format_count, format_counted, render_date
from catalog.render.links import dataset_uri, root_prefix
from catalog.render.page import RenderedPage
from catalog.render.standings import matrices, standing_tables
from catalog.render.templates import render, render_localized
from catalog.standards.search_words import standard_titles
from catalog.standards.standard_datasets import StandardColumn, StandardDataset, read_standard_datasets
from catalog.standards.standard_values import standard_value_labels

SOURCE_URL = "https://www.digital.go.jp/resources/open_data/municipal-standard-data-set-test"
INDEX_PATH = "standards"
FILE_LABELS = {"csv": "CSV", "xlsx": "Excel", "json": "JSON", "parquet": "Parquet", "geojson": "GeoJSON"}
Fragment = Callable[[MergedTable, Lang], str]
"""Gives what the page of a standard shows of a merged table, as HTML."""
MANY_CHOICES = 20
"""Allowed values that a page lists of one column."""


@dataclass(frozen=True, slots=True)
class StandardFollowers:
    """A standard dataset with the datasets of the catalog that follow it, in the order of their bodies' codes."""

    id: str
    entries: tuple[DatasetEntry, ...]


@dataclass(frozen=True, slots=True)
class StandardPage:
    """A page of a standard that is rendered only where it isn't on the site yet.

    Attributes:
        fingerprint: Digest of what it is made from, code and texts apart.
    """

    lang: Lang
    uri: str
    fingerprint: str
    render: Callable[[], RenderedPage]


def standard_uri(id: str, lang: Lang) -> str:
    """Return the address of the page of a standard dataset."""
    return f"{lang}/{INDEX_PATH}/{id}/"


def derive_followers(contents: Contents) -> tuple[StandardFollowers, ...]:
    """Return every standard dataset in the order of the definition, with those that follow it."""
    numbers = {each.id: (each.edition == "old", each.number) for each in reversed(read_standard_datasets())}
    found: dict[str, list[DatasetEntry]] = {id: [] for id in sorted(numbers, key=lambda id: (numbers[id], id))}
    for entry in contents.entries:
        if entry.search is not None and entry.search.standard is not None:
            found[entry.search.standard].append(entry)
    return tuple(
        StandardFollowers(id, tuple(sorted(entries, key=lambda entry: (_code(entry, contents), entry.id))))
        for id, entries in found.items()
    )


def _code(entry: DatasetEntry, contents: Contents) -> str:
    return contents.municipalities[entry.id.municipality].code


def standard_title(id: str, lang: Lang) -> str:
    """Return what a standard dataset is called."""
    japanese, english = standard_titles()[id]
    return english or japanese if lang == "en" else japanese


def _no_fragment(_: MergedTable, __: Lang) -> str:
    return ""


def standard_pages(contents: Contents, fragment: Fragment = _no_fragment) -> list[StandardPage]:
    """Return the index of the standards and the page of each, in both languages.

    *fragment* gives what a page shows of a merged table, as HTML.
    """
    followers = derive_followers(contents)
    pages = []
    for lang in LANGS:
        counts = [(each.id, followers_words(each, lang)) for each in followers]
        uri = f"{lang}/{INDEX_PATH}/"
        tables = [(each.standard, each.digest) for each in contents.merged]
        index_parts = (counts, tables, _bodies(contents) if tables else ())
        pages.append(StandardPage(lang, uri, _digest(index_parts), partial(_index, followers, contents, lang)))
        for each in followers:
            own = [table.digest for table in contents.merged if table.standard == each.id]
            waiting = [waits for waits in contents.unpublished if waits.standard == each.id]
            followed = [_facts(entry) for entry in each.entries]
            parts = (each.id, followed, own, waiting, _bodies(contents), contents.site)
            page = StandardPage(
                lang,
                standard_uri(each.id, lang),
                _digest(parts),
                partial(_page, each, contents, fragment, lang),
            )
            pages.append(page)
    return pages


def _digest(parts: object) -> str:
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:32]


def _facts(entry: DatasetEntry) -> tuple[object, ...]:
    return entry.id, entry.titles, entry.modified, entry.tables


def _bodies(contents: Contents) -> list[tuple[str, object]]:
    return [(each.code, each.name) for each in contents.municipalities.values()]


def _index(followers: Sequence[StandardFollowers], contents: Contents, lang: Lang) -> RenderedPage:
    texts, uri = overview_texts(lang), f"{lang}/{INDEX_PATH}/"
    editions = {(each.id, each.edition) for each in read_standard_datasets()}
    views = [
        {"uri": standard_uri(each.id, lang), "title": standard_title(each.id, lang), "count": len(each.entries)}
        | {"is_new": (each.id, "new") in editions, "words": followers_words(each, lang)}
        for each in followers
    ]
    groups = {
        "standards_published": [each for each in views if each["count"]],
        "standards_unpublished": [each for each in views if not each["count"] and each["is_new"]],
        "standards_other": [each for each in views if not each["count"] and not each["is_new"]],
    }
    shown = {texts[key]: found for key, found in groups.items() if found}
    body = render(
        "standards.html",
        lang,
        base=root_prefix(uri),
        groups=shown,
        source_url=SOURCE_URL,
        matrices=matrices(contents, lang),
        m=SimpleNamespace(**merging_texts(lang)),
    )
    return RenderedPage(
        lang=lang,
        section="standards",
        uri=uri,
        title=texts["standards_title"],
        description=texts["standards_lead"],
        body_html=body,
        alternates={other: f"{other}/{INDEX_PATH}/" for other in LANGS},
    )


def _page(followers: StandardFollowers, contents: Contents, fragment: Fragment, lang: Lang) -> RenderedPage:
    texts, uri, title = overview_texts(lang), standard_uri(followers.id, lang), standard_title(followers.id, lang)
    editions = [each for each in read_standard_datasets() if each.id == followers.id]
    current = editions[0]
    standings = standing_tables(followers.id, contents, lang)
    merged = [each for each in contents.merged if each.standard == followers.id and each.is_published]
    body = render(
        "standard.html",
        lang,
        base=root_prefix(uri),
        trail=[(f"{lang}/{INDEX_PATH}/", texts["standards"])],
        id=followers.id,
        title=title,
        other_title=standard_title(followers.id, "en" if lang == "ja" else "ja"),
        other_lang="en" if lang == "ja" else "ja",
        current=current,
        is_text=texts["standard_is"].format(title=title),
        editions=[_edition_words(each, lang) for each in editions],
        source_url=SOURCE_URL,
        followers=[_follower(entry, contents, lang) for entry in followers.entries],
        merged=[Markup(fragment(each, lang)) for each in merged],
        standings=standings,
        report_uri=report_uri(followers.id) if standings else None,
        m=SimpleNamespace(**merging_texts(lang)),
        tables=[_columns(each, lang, is_former=each is not current) for each in editions],
    )
    return RenderedPage(
        lang=lang,
        section="standards",
        uri=uri,
        title=title,
        description=texts["standard_lead"].format(title=title),
        body_html=body,
        alternates={other: standard_uri(followers.id, other) for other in LANGS},
    )


def followers_words(followers: StandardFollowers, lang: Lang) -> str:
    """Return how many datasets follow a standard; invented ones count only where there are no others, marked so."""
    counted, is_invented = counted_entries(followers.entries)
    words = format_overview("standards_count", len(counted), lang)
    return mark_fictitious(words, lang) if is_invented else words


def format_overview(key: str, number: int, lang: Lang) -> str:
    """Return *number* with what is counted, by the texts ``{key}_one`` and ``{key}_other`` of the overview."""
    return overview_texts(lang)[f"{key}_one" if number == 1 else f"{key}_other"].format(count=format_count(number))


def _edition_words(standard: StandardDataset, lang: Lang) -> str:
    return overview_texts(lang)[f"standard_edition_{standard.edition}"].format(version=standard.version)


def _follower(entry: DatasetEntry, contents: Contents, lang: Lang) -> Mapping[str, object]:
    municipality = contents.municipalities[entry.id.municipality]
    return {
        "body": render_localized(municipality.name, lang),
        "code": municipality.code,
        "uri": dataset_uri(entry.id, lang),
        "title": entry.titles[lang],
        "modified": render_date(entry.modified, lang) if entry.modified else None,
        "tables": [
            {
                "title": each.titles.get(lang, ""),
                "rows": None if each.row_count is None else format_counted("records", each.row_count, lang),
                "files": [(each.uris[role], label) for role, label in FILE_LABELS.items() if role in each.uris],
            }
            for each in entry.tables
        ],
    }


def _columns(standard: StandardDataset, lang: Lang, *, is_former: bool) -> Mapping[str, object]:
    texts = overview_texts(lang)
    title = texts["standard_columns_old" if is_former else "standard_columns"]
    count = format_overview("checked_columns", len(standard.columns), lang)
    return {
        "id": "columns" if not is_former else "columns-former",
        "title": title,
        "caption": texts["standard_columns_caption"].format(title=standard_title(standard.id, lang), count=count),
        "is_order_known": standard.is_order_known,
        "is_former": is_former,
        "columns": [_column(each, lang) for each in standard.columns],
        "has_needs": any(each.requirement for each in standard.columns),
        "has_keys": any(each.english_name for each in standard.columns),
    }


def _choice(value: str, label: LocalizedText | None, lang: Lang) -> str:
    """Return an allowed value, with what it means where it doesn't say so itself."""
    meaning = label.text(lang) if label is not None else value
    return value if meaning == value else f"{value} ({meaning})" if lang == "en" else f"{value}（{meaning}）"


def _column(column: StandardColumn, lang: Lang) -> Mapping[str, object]:
    texts = overview_texts(lang)
    choices, labels = [value for value in column.choices if value], standard_value_labels(column)
    told = [_choice(each, labels.get(each), lang) for each in choices[:MANY_CHOICES]]
    listed = texts["standard_list_join"].join([*told, *(["…"] if len(choices) > MANY_CHOICES else [])])
    return {
        "heading": column.heading,
        "label_en": column.label_en,
        "key": column.english_name,
        "need": texts[f"standard_{column.requirement}"] if column.requirement else None,
        "type": interface_texts(lang)[f"type_{column.type}"],
        "choices": texts["standard_choices"].format(values=listed) if choices else None,
        "former": texts["standard_former"].format(name=column.former_heading) if column.former_heading else None,
    }
