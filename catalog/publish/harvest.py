"""What other portals take over: CKAN's answer to ``package_search``, and the standard list of open data as CSV.

Both say what ``catalog.json`` says, in the words of others. There is no ``package_show``: a host of static files would
answer every id with the same dataset.

Source: CKAN action API; 自治体標準オープンデータセット「オープンデータ一覧」正式版.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

import orjson

from catalog.model.site import Municipality, Site
from catalog.publish.addresses import absolute_url
from catalog.publish.json_text import present
from catalog.standards.standard_datasets import find_standard_dataset
from catalog.standards.vocabulary import read_vocabularies

PACKAGE_SEARCH_URI = "api/3/action/package_search"
OPEN_DATA_LIST_URI = "open_data_list.csv"

_LISTED = ("csv", "geojson", "original")
"""The forms that the list names of each file; the page and ``catalog.json`` have the others."""

_Entry = Mapping[str, Any]


def render_package_search(site: Site, packages: Sequence[str]) -> bytes:
    """Return all datasets as CKAN lists them; *packages* are texts of :func:`render_package`."""
    help_url = _json(absolute_url(site.site_url, PACKAGE_SEARCH_URI))
    results = ",".join(packages)
    answer = f'{{"count":{len(packages)},"sort":"id asc","results":[{results}],"search_facets":{{}}}}'
    return f'{{"help":{help_url},"success":true,"result":{answer}}}\n'.encode()


def render_package(entry_text: str, body: Municipality) -> str:
    """Return a dataset of *body* as CKAN describes it, as JSON; *entry_text* is its object in ``catalog.json``."""
    return _json(_package(orjson.loads(entry_text), body))


def _json(value: object) -> str:
    """Return *value* as JSON on one line."""
    return orjson.dumps(value).decode()


def _package(entry: _Entry, body: Municipality) -> dict[str, Any]:
    name, licence = entry["id"].replace("/", "--"), entry["licence"]
    resources = list(_resources(entry))
    words = [word for lang in ("ja", "en") for word in entry.get("keywords", {}).get(lang, ())]
    extras = present(
        identifier=entry["identifier"],
        spatial_code=entry.get("spatial"),
        frequency=entry.get("frequency"),
        fictitious="true" if entry.get("fictitious") else None,
        alternate_identifier=_former_identifiers(entry),
    )
    return present(
        id=name,
        name=name,
        title=entry["title"]["ja"],
        notes=entry["description"]["ja"],
        title_translated=entry["title"],
        notes_translated=entry["description"],
        url=entry["pages"]["ja"],
        type="dataset",
        state="active",
        author=entry["publisher"]["name"]["ja"],
        maintainer=entry["publisher"].get("department", {}).get("ja"),
        license_id=licence["id"],
        license_title=licence["title"]["ja"],
        license_url=licence["url"],
        metadata_created=_midnight(entry.get("issued")),
        metadata_modified=_midnight(entry.get("modified") or entry.get("issued")),
        organization=present(
            name=body.id, title=body.name.ja, is_organization=True, type="organization", state="active"
        ),
        owner_org=body.id,
        groups=[{"name": theme} for theme in entry.get("themes", ())],
        tags=[{"name": word, "display_name": word} for word in dict.fromkeys(words)],
        extras=[{"key": key, "value": value} for key, value in extras.items()],
        num_resources=len(resources),
        num_tags=len(dict.fromkeys(words)),
        resources=resources,
    ) | {"private": False}


def _former_identifiers(entry: _Entry) -> str | None:
    """Return what ckanext-dcat keeps of ``adms:identifier``: a list, as JSON in a text."""
    place = entry["identifier"].removesuffix(entry["id"])
    former = [f"{place}{alias}" for alias in entry.get("aliases", ())]
    return _json(former) if former else None


def _resources(entry: _Entry) -> Iterator[dict[str, Any]]:
    for resource, file in _files(entry):
        name = file["url"].rpartition("/")[2]
        yield present(
            id=f"{entry['id'].replace('/', '--')}--{resource['name']}--{file['role']}",
            package_id=entry["id"].replace("/", "--"),
            name=f"{resource['title']['ja']}（{name}）",
            description=resource.get("description", {}).get("ja"),
            url=file["url"],
            format=file["format"].upper(),
            mimetype=file["media_type"],
            size=file["bytes"],
            hash=f"sha256:{file['sha256']}",
            state="active",
            last_modified=_midnight(entry.get("modified")),
        )


def _files(entry: _Entry) -> Iterator[tuple[Any, Any]]:
    """Yield every file with data, and the resource that it is a form of; an address that several have only once."""
    seen: set[str] = set()
    for resource in entry["resources"]:
        for file in resource["files"]:
            if file["role"] not in _METADATA and file["url"] not in seen:
                seen.add(file["url"])
                yield resource, file


_METADATA = ("iso19139", "jmp20", "record-ja", "record-en", "qlr")


def _midnight(day: str | None) -> str | None:
    return f"{day}T00:00:00" if day else None


def render_open_data_list(rows: Iterable[str]) -> bytes:
    """Return the list of files, one a row, under the headings of the standard; UTF-8 with a BOM, for Excel as well.

    Arguments:
        rows: Texts of :func:`render_list_rows`.
    """
    return (_csv([dict(zip(_headings(), _headings(), strict=True))]) + "".join(rows)).encode("utf-8-sig")


def render_list_rows(entry_text: str, body: Municipality) -> str:
    """Return the rows of the files of a dataset of *body*; *entry_text* is its object in ``catalog.json``."""
    return _csv(_rows(orjson.loads(entry_text), body))


def _csv(rows: Iterable[dict[str, str]]) -> str:
    text = io.StringIO()
    csv.DictWriter(text, _headings(), lineterminator="\r\n").writerows(rows)
    return text.getvalue()


@cache
def _headings() -> tuple[str, ...]:
    standard = find_standard_dataset("open-data-list", "new")
    assert standard is not None, "it is in standard-datasets.yaml"
    return tuple(column.heading for column in standard.columns)


def _rows(entry: _Entry, body: Municipality) -> Iterator[dict[str, str]]:
    themes, frequencies = read_vocabularies().themes, read_vocabularies().frequencies
    publisher = entry["publisher"]
    period = entry.get("temporal", {})
    about = {
        "データセット_ID": entry["id"],
        "全国地方公共団体コード": body.code,
        "地方公共団体名": body.name.ja,
        "データセット_タイトル": entry["title"]["ja"],
        "データセット_概要": entry["description"]["ja"],
        "データセット_キーワード": ";".join(entry.get("keywords", {}).get("ja", ())),
        "データセット_分類": ";".join(themes[theme].label.ja for theme in entry.get("themes", ())),
        "データセット_公開日": entry.get("issued", ""),
        "データセット_最終更新日": entry.get("modified", ""),
        "データセット_言語": "ja",
        "データセット_URL": entry["pages"]["ja"],
        "データセット_更新頻度": frequencies[entry["frequency"]].label.ja if "frequency" in entry else "",
        "データセット_準拠する標準": entry.get("conforms_to", ""),
        "データセット_来歴情報": ";".join(source["title"]["ja"] for source in entry.get("sources", ())),
        "データセット_対象期間": "/".join([period.get("start", ""), period.get("end", "")]) if period else "",
        "データセット_作成者": publisher["name"]["ja"],
        "データセット_連絡先名称": publisher.get("department", {}).get("ja", ""),
        "データセット_連絡先メールアドレス": publisher.get("email", ""),
        "データセット_連絡先FormURL": publisher.get("url", ""),
    }
    for resource, file in _files(entry):
        if file["role"] in _LISTED:
            yield _harmless(about | _file_cells(entry, resource, file))


def _file_cells(entry: _Entry, resource: Any, file: Any) -> dict[str, str]:
    return {
        "ファイル_ID": f"{resource['name']}.{file['role']}",
        "ファイル_タイトル": resource["title"]["ja"],
        "ファイル_アクセスURL": entry["pages"]["ja"],
        "ファイル_ダウンロードURL": file["url"],
        "ファイル_説明": resource.get("description", {}).get("ja", ""),
        "ファイル_形式": file["format"].upper(),
        "ファイル_ライセンス": entry["licence"]["id"],
        "ファイル_サイズ": str(file["bytes"]),
        "ファイル_公開日": entry.get("issued", ""),
        "ファイル_最終更新日": entry.get("modified", ""),
        "ファイル_利用規約": entry["licence"]["url"],
        "ファイル_言語": "ja",
    }


def _harmless(row: dict[str, str]) -> dict[str, str]:
    """Return *row* with a ``'`` before every text that a spreadsheet would run as a formula."""
    return {key: f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text for key, text in row.items()}
