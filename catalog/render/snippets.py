"""How to load a dataset in a program: code that runs as it is."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from catalog.model.described import DescribedDataset, DescribedResource
from catalog.model.site import Site
from catalog.render.links import absolute_url

_DIGITS = re.compile(r"[0-9]+", re.ASCII)


@dataclass(frozen=True, slots=True)
class Snippet:
    """A piece of code; ``name`` is part of an anchor."""

    name: str
    label: str
    code: str


def derive_snippets(described: DescribedDataset, site: Site) -> tuple[Snippet, ...]:
    """Return code for the dataset's first table, or for its first file where it has no table."""
    tables = [each for each in described.resources if "csv" in _urls(each, site)]
    if tables:
        return tuple(_table_snippets(tables[0], _urls(tables[0], site)))
    files = [url for each in described.resources for url in _urls(each, site).values()]
    return tuple(_file_snippets(files[0])) if files else ()


def _urls(described: DescribedResource, site: Site) -> dict[str, str]:
    return {each.role: absolute_url(site, each.uri) for each in described.distributions}


def _table_snippets(described: DescribedResource, urls: dict[str, str]) -> Iterator[Snippet]:
    text_columns = _columns_of_digits(described)
    csv_url = _literal(urls["csv"])
    yield Snippet("curl", "curl", f"curl -LO {_shell_word(urls['csv'])}")
    types = ", ".join(f"{_literal(name)}: str" for name in text_columns)
    dtype = f", dtype={{{types}}}" if types else ""
    code = f"import pandas as pd\n\ndf = pd.read_csv({csv_url}{dtype})\nprint(df.head())"
    yield Snippet("python", "Python (pandas)", code)
    if "geojson" in urls:
        code = f"import geopandas as gpd\n\ngdf = gpd.read_file({_literal(urls['geojson'])})\nprint(gdf.head())"
        yield Snippet("geopandas", "Python (GeoPandas)", code)
    types = ", ".join(f"{_literal(name)} = col_character()" for name in text_columns)
    col_types = f", col_types = cols({types})" if types else ""
    yield Snippet("r", "R (readr)", f"library(readr)\n\ndf <- read_csv({csv_url}{col_types})\nhead(df)")
    if "parquet" in urls:
        parquet_url = urls["parquet"].replace("'", "''")
        yield Snippet("duckdb", "DuckDB (SQL)", f"SELECT *\nFROM '{parquet_url}'\nLIMIT 10;")
    if "json" in urls:
        code = f"const response = await fetch({_literal(urls['json'])});\nconst records = await response.json();\n"
        code += "console.table(records.slice(0, 10));"
        yield Snippet("javascript", "JavaScript", code)


def _file_snippets(url: str) -> Iterator[Snippet]:
    name = url.rpartition("/")[2]
    yield Snippet("curl", "curl", f"curl -LO {_shell_word(url)}")
    code = f"from urllib.request import urlretrieve\n\nurlretrieve({_literal(url)}, {_literal(name)})"
    yield Snippet("python", "Python", code)
    yield Snippet("r", "R", f'download.file({_literal(url)}, {_literal(name)}, mode = "wb")')
    code = f"const response = await fetch({_literal(url)});\nconst bytes = await response.arrayBuffer();"
    yield Snippet("javascript", "JavaScript", code)


def _columns_of_digits(described: DescribedResource) -> list[str]:
    """Return the text columns that pandas and readr would take for numbers, so that codes lost their leading zeros."""
    schema, preview = described.resource.schema, described.preview
    if schema is None or preview is None:
        return []
    text_columns = {field.name for field in schema.fields if field.type == "string"}
    found = []
    for index, label in enumerate(preview.labels):
        values = [row[index] for row in preview.rows if index < len(row) and row[index]]
        if label in text_columns and values and all(_DIGITS.fullmatch(value or "") for value in values):
            found.append(label)
    return found


def _literal(text: str) -> str:
    """Return *text* as a string literal of Python, R and JavaScript alike."""
    return json.dumps(text, ensure_ascii=False)


def _shell_word(url: str) -> str:
    """Return an address, in which no quote is left, as one word for a shell of any system."""
    return '"' + url.replace('"', "%22").replace("$", "%24").replace("`", "%60") + '"'
