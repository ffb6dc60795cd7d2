"""One ZIP with a whole dataset, the same bytes for the same files."""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import date
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from catalog.model.dataset import Dataset, Publication
from catalog.model.site import Municipality, Site
from catalog.model.text import Lang
from catalog.publish.addresses import absolute_url, data_folder, page_uri, zip_uri
from catalog.publish.attribution import attribution
from catalog.publish.published_file import PublishedFile, describe_file

_EARLIEST = date(1980, 1, 1)  # the first day that a ZIP file can tell
_UNIX = 3
_READABLE_FILE = 0o100644 << 16


def render_zip(
    dataset: Dataset, files: Iterable[PublishedFile], municipality: Municipality, site: Site
) -> PublishedFile:
    """Return an archive of *files* at their places under the dataset's folder: ``datapackage.json`` works in it.

    All entries bear the day of the dataset's last change; ``README.txt`` says in both languages what is there and how
    to cite it.
    """
    folder = data_folder(dataset.id)
    contents = {file.distribution.uri.removeprefix(folder): file.content for file in files}
    contents["README.txt"] = render_readme(dataset, sorted(contents), municipality, site)
    day = max(dataset.modified or _EARLIEST, _EARLIEST)
    buffer = io.BytesIO()
    with ZipFile(buffer, "w") as archive:
        for name in sorted(contents):
            archive.writestr(_entry(name, day), contents[name], ZIP_DEFLATED, compresslevel=6)
    return describe_file("zip", zip_uri(dataset.id), "zip", buffer.getvalue())


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


def _entry(name: str, day: date) -> ZipInfo:
    # Names that aren't ASCII get the flag that says UTF-8 from zipfile itself.
    entry = ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
    entry.create_system = _UNIX  # the same bytes wherever the site is built
    entry.external_attr = _READABLE_FILE
    return entry
