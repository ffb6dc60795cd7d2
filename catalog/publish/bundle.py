"""One ZIP with a whole dataset, the same bytes for the same files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from catalog.model.dataset import Dataset, Publication
from catalog.model.site import Municipality, Site
from catalog.model.text import Lang
from catalog.publish.addresses import absolute_url, data_folder, page_uri, zip_uri
from catalog.publish.attribution import attribution
from catalog.publish.published_file import Content, FilePass, PlannedFile
from catalog.publish.zip_stream import EARLIEST, Entry, zip_pieces

_LARGE_BYTES = 4_000_000
_COMPRESSED = (".xlsx", ".parquet", ".zip", ".docx", ".pptx", ".ods", ".kmz", ".png", ".jpg")


def plan_zip(dataset: Dataset, files: Mapping[str, Content], municipality: Municipality, site: Site) -> FilePass:
    """Return an archive of *files* (by uri) at their places under the dataset's folder: the package works in it.

    All entries bear the day of the dataset's last change; ``README.txt`` says in both languages what is there and how
    to cite it.
    """
    names = sorted(uri.removeprefix(data_folder(dataset.id)) for uri in files)
    return plan_archive(dataset, files, render_readme(dataset, names, municipality, site))


def plan_archive(dataset: Dataset, files: Mapping[str, Content], readme: bytes) -> FilePass:
    """Return an archive of *files* (by uri) with *readme* beside them."""
    contents = {uri.removeprefix(data_folder(dataset.id)): content for uri, content in files.items()}
    entries = {"README.txt": Entry("README.txt", [readme])}
    entries |= {name: _entry(name, content) for name, content in contents.items()}
    day = max(dataset.modified or EARLIEST, EARLIEST)
    pieces = zip_pieces((entries[name] for name in sorted(entries)), day)
    return FilePass((PlannedFile("zip", zip_uri(dataset.id), "zip"),), ((piece,) for piece in pieces))


def _entry(name: str, content: Content) -> Entry:
    level = 1 if content.size_bytes > _LARGE_BYTES else 6  # a large table is worth half the time more than a fifth
    if name.lower().endswith(_COMPRESSED):
        level = 0
    return Entry(name, _pieces(content), level, content.size_bytes)


def _pieces(content: Content) -> Iterator[bytes]:
    yield from content.pieces()  # opened only when it is this file's turn


def render_readme(dataset: Dataset, names: Iterable[str], municipality: Municipality, site: Site) -> bytes:
    """Return the text for people who unpack the archive: UTF-8 with BOM and CRLF, which every editor shows right."""
    listed = [f"  {name}" for name in names]
    rule = "-" * 72
    lines = [
        *_readme_head(dataset, municipality, site, "ja"),
        f"ライセンス: {dataset.licence.label.ja}",
        f"  {dataset.licence.url}",
        "出典の書き方:",
        f"  {attribution(dataset, municipality, site, 'ja')}",
        "ファイル（*.csv はプログラム向け、*.excel.csv は Excel 向け、datapackage.json は項目の説明など）:",
        *listed,
        *("", rule, ""),
        *_readme_head(dataset, municipality, site, "en"),
        f"Licence: {dataset.licence.label.text('en')}",
        f"  {dataset.licence.url}",
        "How to cite:",
        f"  {attribution(dataset, municipality, site, 'en')}",
        "Files (*.csv for programs, *.excel.csv for Excel, datapackage.json describes the columns and more):",
        *listed,
        "",
    ]
    return "\r\n".join(lines).encode("utf-8-sig")


def _readme_head(dataset: Dataset, municipality: Municipality, site: Site, lang: Lang) -> list[str]:
    place, operator = municipality.name.text(lang), site.operator.name.text(lang)
    notes = {
        "ja": f"{operator}が出典から作成したもので、{place}が公表したデータではありません。",
        "en": f"Compiled by {operator} from the sources; not published by {place}.",
    }
    compiled = [notes[lang]] if dataset.publication is Publication.COMPILED else []
    page_url = absolute_url(site.site_url, page_uri(dataset.id, lang))
    return [" ".join(dataset.title.text(lang).split()), place, page_url, *compiled, ""]
