"""How to load a dataset in a program: code that runs as it is (``tests/site/test_snippets.py`` runs all of it)."""

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
    codes = _columns_of_digits(described)
    csv_url = _literal(urls["csv"])
    yield Snippet("curl", "curl", f"curl -L -O {_shell_word(urls['csv'])}")
    yield Snippet("python", "Python (pandas)", _pandas(csv_url, codes))
    yield Snippet("polars", "Python (Polars)", _polars(csv_url, codes))
    if "geojson" in urls:
        code = f"import geopandas as gpd\n\ngdf = gpd.read_file({_literal(urls['geojson'])})\nprint(gdf.head())"
        yield Snippet("geopandas", "Python (GeoPandas)", code)
    yield Snippet("duckdb", "DuckDB (SQL)", _duckdb(urls))
    types = ", ".join(f"{_literal(name)} = col_character()" for name in codes)
    col_types = f"cols({types})" if types else "cols()"
    yield Snippet("r", "R (readr)", f"library(readr)\n\ndf <- read_csv({csv_url}, col_types = {col_types})\nprint(df)")
    if "json" in urls:
        code = f"const response = await fetch({_literal(urls['json'])});\nconst records = await response.json();\n"
        code += "console.table(records.slice(0, 10));"
        yield Snippet("javascript", "JavaScript", code)


def _pandas(url: str, codes: list[str]) -> str:
    types = ", ".join(f"{_literal(name)}: str" for name in codes)
    return f"import pandas as pd\n\ndf = pd.read_csv({url}{f', dtype={{{types}}}' if types else ''})\nprint(df.head())"


def _polars(url: str, codes: list[str]) -> str:
    """Return code that fetches the whole file: by itself, Polars asks servers for parts, which not all give."""
    types = ", ".join(f"{_literal(name)}: pl.String" for name in codes)
    options = f", schema_overrides={{{types}}}" if types else ""
    head = "from urllib.request import urlopen\n\nimport polars as pl\n\n"
    return f"{head}df = pl.read_csv(urlopen({url}).read(){options}, infer_schema_length=None)\nprint(df.head())"


def _duckdb(urls: dict[str, str]) -> str:
    """Return a query of the Parquet file, whose columns have their types, or of the CSV, all of whose are read."""
    role = "parquet" if "parquet" in urls else "csv"
    reader = "read_parquet('{}')" if role == "parquet" else "read_csv('{}', all_varchar = true)"
    return f"SELECT *\nFROM {reader.format(urls[role].replace(chr(39), chr(39) * 2))}\nLIMIT 10;"


def _file_snippets(url: str) -> Iterator[Snippet]:
    name = url.rpartition("/")[2]
    yield Snippet("curl", "curl", f"curl -L -O {_shell_word(url)}")
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
