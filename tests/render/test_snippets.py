"""Code that readers copy runs, whatever columns are called."""

from __future__ import annotations

import ast
import shlex

from catalog.render.snippets import derive_snippets
from tests.render import samples

NASTY = "番号\"\\\n'){}; import os"


def code_of(name: str, nasty: str = NASTY) -> str:
    """Return the snippet *name* of a table with a column of digits that is called *nasty*."""
    fields = [samples.field(nasty, None), samples.field("名称", None)]
    resource = samples.resource(fields=fields, rows=[("001", "甲"), ("002", None)])
    snippets = derive_snippets(samples.described(resources=[resource]), samples.SITE)
    return next(snippet.code for snippet in snippets if snippet.name == name)


def test_python_keeps_the_zeros_of_codes_and_runs_whatever_columns_are_called() -> None:
    tree = ast.parse(code_of("python"))
    call = next(node for node in ast.walk(tree) if isinstance(node, ast.Call) and node.keywords)
    types = call.keywords[0].value
    assert isinstance(types, ast.Dict)
    assert [key.value for key in types.keys if isinstance(key, ast.Constant)] == [NASTY]


def test_every_address_is_absolute() -> None:
    for snippet in derive_snippets(samples.described(), samples.SITE):
        assert "https://catalog.example/base/data/fictitious-city/sample/offices." in snippet.code


def test_curl_gets_one_address() -> None:
    words = shlex.split(code_of("curl"))
    assert words == ["curl", "-L", "-O", "https://catalog.example/base/data/fictitious-city/sample/offices.csv"]


def test_a_layer_is_read_as_one() -> None:
    assert "gpd.read_file" in code_of("geopandas")


def test_a_file_without_a_table_can_be_fetched() -> None:
    whole = samples.resource(has_layer=False)
    file = samples.distribution("data/fictitious-city/sample/plan.pdf", "original", "pdf")
    resource = type(whole)(whole.resource, (file,), None, None, None, None)
    snippets = derive_snippets(samples.described(resources=[resource]), samples.SITE)
    assert [snippet.name for snippet in snippets] == ["curl", "python", "r", "javascript"]
    ast.parse(snippets[1].code)


def test_without_files_there_is_no_code() -> None:
    assert derive_snippets(samples.described(resources=[]), samples.SITE) == ()
