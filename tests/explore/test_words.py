"""The explorer says only what there is a text for, and there is no text that nobody says."""

from __future__ import annotations

import re

import pytest

from catalog.i18n import explorer_texts
from catalog.model.text import LANGS, Lang
from tests.conftest import ROOT_PATH

CODE = "\n".join(path.read_text("utf-8") for path in sorted((ROOT_PATH / "catalog/web/src/explore").rglob("*.js")))
TEMPLATES = "\n".join(
    (ROOT_PATH / "catalog/render/templates" / name).read_text("utf-8") for name in ("explorer_box.html", "sql.html")
)
LATE = (ROOT_PATH / "catalog/render/late.py").read_text("utf-8")
COMMON = {"colon", "comma"}


def said() -> set[str]:
    """Return every key that is named as a whole."""
    found = set(re.findall(r"\bsay\(\s*\"(\w+)\"", CODE)) | set(re.findall(r"\bwords\.texts\.(\w+)", CODE))
    found |= set(re.findall(r"\bw\.(\w+)", TEMPLATES))
    found |= set(re.findall(r"explorer_texts\(lang\)\[\"(\w+)\"\]", LATE))
    return found | {f"{key}_{end}" for key in re.findall(r"\bcount\(\s*\"(\w+)\"", CODE) for end in ("one", "other")}


@pytest.mark.parametrize("lang", LANGS)
def test_what_is_said_has_a_text(lang: Lang) -> None:
    assert len(said()) > 50
    assert said() - set(explorer_texts(lang)) <= COMMON


def test_no_text_is_left_over() -> None:
    quoted = set(re.findall(r"[\"'](\w+)[\"']", CODE))
    families = {"panel": {"filter", "columns", "save"}, "value": {"true", "false"}, "trouble": quoted, "": quoted}
    families |= dict.fromkeys(("example", "kind", "sql_error"), quoted)
    put_together = {f"{family}_{name}".lstrip("_") for family, names in families.items() for name in names}
    assert set(explorer_texts("ja")) - said() - put_together == set()
