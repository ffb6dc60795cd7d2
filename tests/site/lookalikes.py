"""What GitHub shows of our forms and comments, drawn plainly for the pictures in the guides."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

import yaml
from markdown_it import MarkdownIt

from catalog.model.text import Lang
from tests.site.building import REPOSITORY

FORMS = REPOSITORY / ".github" / "ISSUE_TEMPLATE"
SHEET = """<!doctype html><meta charset="utf-8"><title>-</title><style>
body{margin:0;padding:16px;color:#1f2328;background:#fff}
body{font:15px/1.6 "BIZ UDPGothic","Noto Sans JP","Noto Sans CJK JP",sans-serif}
main{border:1px solid #d1d9e0;border-radius:6px;padding:16px}
h1,h2,h3{line-height:1.3;margin:14px 0 8px}h1{font-size:21px}h2{font-size:18px}h3{font-size:16px}
table{border-collapse:collapse}td,th{border:1px solid #d1d9e0;padding:4px 10px}code{background:#eff2f5;padding:0 4px}
label{display:block;font-weight:700;margin-top:14px}p,ul,ol{margin:6px 0}small{color:#59636e;display:block}
.box{border:1px solid #d1d9e0;border-radius:6px;min-height:30px;padding:4px 10px;color:#59636e}.must{color:#b3261e}
</style><main>"""


def render_comment(comment: str, lang: Lang) -> str:
    """Return the comment as a reader of *lang* sees it: what is folded in it is English."""
    japanese, _, folded = comment.partition("<details>")
    english = folded.partition("</summary>")[2].rpartition("</details>")[0]
    rendered: str = MarkdownIt("commonmark").enable("table").render(japanese if lang == "ja" else english)
    return SHEET + rendered


def render_form(name: str, lang: Lang) -> str:
    """Return the fields of an issue form in their order, each in one language."""
    form = yaml.safe_load((FORMS / f"{name}.yml").read_text("utf-8"))
    parts = [f"<h1>{_of(form['name'], lang)}</h1>"]
    return SHEET + "".join([*parts, *(_field(item, lang) for item in form["body"] if item["type"] != "markdown")])


def _field(item: Mapping[str, Any], lang: Lang) -> str:
    attributes = item["attributes"]
    must = ' <span class="must">*</span>' if item.get("validations", {}).get("required") else ""
    lines = [f"<label>{_of(attributes['label'], lang)}{must}</label>"]
    if attributes.get("description"):
        lines.append(f"<small>{_of(attributes['description'], lang)}</small>")
    if item["type"] == "checkboxes":
        lines += [f"<p>☐ {_of(option['label'], lang)}</p>" for option in attributes["options"]]
    else:
        lines.append(f'<div class="box">{_of(attributes.get("placeholder", ""), lang)}</div>')
    return "".join(lines)


def _of(text: str, lang: Lang) -> str:
    japanese, _, english = text.partition(" / ")
    return escape(japanese if lang == "ja" or not english else english)
