"""What axe-core finds on an open page."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Page

TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice")
_RUN = """async options => {
  // At rest: what is under the header, which stays where it is, can be scrolled out of it.
  const rest = document.createElement("style");
  rest.textContent = ".md-header { position: static !important }";
  document.head.append(rest);
  const { violations } = await axe.run({ exclude: ["[data-axe-leaves]"] }, { ...options, resultTypes: ["violations"] });
  rest.remove();
  const told = ({ target, html, failureSummary }) =>
    [target.join(" "), html.slice(0, 160), failureSummary.replaceAll("\\n", " ")].join(" :: ");
  return violations.map(({ id, nodes }) => [id, nodes.length, nodes.slice(0, 3).map(told)]);
}"""

# Of many parts that are made alike (rows of a long list), the first show what is wrong with all, in far less time.
_THIN = """([most, isKept]) => {
  for (const parent of document.querySelectorAll("main :is(ul, ol, dl, tbody, tr, article, section)")) {
    const seen = {};
    for (const each of [...parent.children]) {
      if (/^(H\\d|SECTION)$/.test(each.tagName)) continue; // without them, others would be out of order
      const kind = each.tagName + each.className;
      seen[kind] = (seen[kind] ?? 0) + 1;
      each.toggleAttribute("data-axe-leaves", seen[kind] > most);
      if (!isKept && seen[kind] > most) each.remove();
    }
  }
}"""
_MOST_ALIKE = 4
_MOST_ALIKE_KEPT = 3
"""Of a page that is looked at again after each step."""


@cache
def _source() -> str:
    """Return axe-core, as the package of the tests brings it: nothing is fetched."""
    return (files("axe_playwright_python") / "axe.min.js").read_text("utf-8")


def violations(page: Page, *, is_kept: bool = False) -> list[str]:
    """Return what axe-core finds on *page*, one line for each rule that is broken.

    What isn't looked at is taken out of the page; with *is_kept* it stays, for those who go on using it.
    """
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(_source())
    options: dict[str, Any] = {
        "runOnly": {"type": "tag", "values": TAGS},
        "rules": {"target-size": {"enabled": True}},  # of WCAG 2.2, which axe leaves out unless asked
    }
    page.evaluate(_THIN, [_MOST_ALIKE_KEPT if is_kept else _MOST_ALIKE, is_kept])
    found = page.evaluate(_RUN, options)
    return [f"{rule} ×{count}: {' | '.join(examples)}" for rule, count, examples in found]
