"""A check lists the codes that it can emit; that list is held to the code."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from catalog.codes import CODES

PACKAGE_PATH = Path(__file__).resolve().parents[2] / "catalog"
MODULES = sorted(
    path.relative_to(PACKAGE_PATH).as_posix()
    for room in ("check", "load", "pipeline")
    for path in (PACKAGE_PATH / room).rglob("*.py")
)
CODE = re.compile(r"\bL[123]-[0-9]{2}\b|\b[a-z]+(?:-[a-z]+)+\b|\bkana\b|\bdelimiter\b|\bslug\b|\bprefecture\b")


def listed_codes(tree: ast.Module) -> set[str]:
    """Return the codes after "Codes:" in all docstrings of a module."""
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef)
    texts = [ast.get_docstring(node) or "" for node in ast.walk(tree) if isinstance(node, documented)]
    lists = [text.partition("Codes:")[2].partition("\n\n")[0] for text in texts]
    return {code for text in lists for code in CODE.findall(text) if code in CODES}


def written_codes(tree: ast.Module) -> set[str]:
    """Return the codes that stand in a module as text of their own."""
    constants = (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant))
    return {value for value in constants if isinstance(value, str) and value in CODES}


@pytest.mark.parametrize("uri", MODULES)
def test_every_code_that_a_module_writes_is_listed_in_it(uri: str) -> None:
    tree = ast.parse((PACKAGE_PATH / uri).read_text("utf-8"))
    # These are also names of entries and of columns, and the fixed word of a vocabulary.
    also_words = {"kana", "delimiter", "slug", "prefecture"} - listed_codes(tree)
    assert sorted(written_codes(tree) - listed_codes(tree) - also_words) == []


def test_every_code_is_listed_somewhere() -> None:
    listed = {code for uri in MODULES for code in listed_codes(ast.parse((PACKAGE_PATH / uri).read_text("utf-8")))}
    assert sorted(set(CODES) - listed) == []
