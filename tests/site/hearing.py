"""What a screen reader is told: the tree that the browser hands it, the language of each word, what is announced."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Page

_HEARING = (Path(__file__).parent / "hearing.js").read_text("utf-8")
CONTROLS = frozenset(
    (
        *("button", "link", "textbox", "searchbox", "combobox", "checkbox", "radio", "spinbutton", "slider"),
        *("option", "listbox", "tab", "switch", "menuitem", "DisclosureTriangle", "Date", "InputTime"),
    )
)
"""What is pressed, chosen or filled in."""
NAMED = CONTROLS | {"region", "table", "dialog", "figure", "img", "image", "heading", "radiogroup"}
"""What says nothing without a name."""
ONCE = ("main", "banner", "contentinfo")
"""Landmarks of which a page has one."""
SEVERAL = ("navigation", "search", "region", "form", "complementary")
"""Landmarks that are told apart by their names."""


def tree_of(page: Page) -> list[tuple[str, str]]:
    """Return role and name of everything that isn't ignored, as the browser tells assistive technology."""
    session = page.context.new_cdp_session(page)
    try:
        nodes: list[dict[str, Any]] = session.send("Accessibility.getFullAXTree")["nodes"]
    finally:
        session.detach()
    heard = [node for node in nodes if not node.get("ignored")]
    return [(_value(node, "role"), _value(node, "name").strip()) for node in heard]


def _value(node: dict[str, Any], key: str) -> str:
    return str(node.get(key, {}).get("value", ""))


def silent(page: Page) -> Iterator[str]:
    """Yield what has no name and needs one, and landmarks that nobody can tell apart."""
    tree = tree_of(page)
    for role, name in tree:
        if role in NAMED and not name:
            yield f"no name: {role}"
    for role in ONCE:
        count = sum(each == role for each, _ in tree)
        if count > 1 or (role == "main" and count != 1):
            yield f"{count} × {role}"
    for role in SEVERAL:
        names = [name for each, name in tree if each == role]
        yield from (f"{role} twice: {name!r}" for name in sorted({name for name in names if names.count(name) > 1}))


def foreign(page: Page) -> list[str]:
    """Return words whose language isn't told."""
    return list(_looked(page, "foreign()"))


def bad_tables(page: Page) -> list[str]:
    """Return what tables don't tell."""
    return list(_looked(page, "tables()"))


def bad_headings(page: Page) -> Iterator[str]:
    """Yield headings without words, or deeper by more than one step than the one before; a page begins with one h1."""
    headings = _looked(page, "headings()")
    if not headings or headings[0][0] != 1 or sum(level == 1 for level, _ in headings) != 1:
        yield f"h1: {headings[:2]}"
    previous = 0
    for level, text in headings:
        if level > previous + 1 or not text:
            yield f"h{previous} → h{level} {text!r}"
        previous = level


def listen(page: Page) -> None:
    """Note from now on what live regions say."""
    _looked(page, "listen()")


def announced(page: Page) -> list[str]:
    """Return what was said since the last time, once nothing more is on its way."""
    page.wait_for_function("window.hearing.isQuiet()")
    return list(_looked(page, "take()"))


def _looked(page: Page, call: str) -> Any:
    if not page.evaluate("typeof hearing === 'object'"):
        page.evaluate(_HEARING)
    return page.evaluate(f"hearing.{call}")
