"""``datasets/catalog.yaml``: what is set once for a whole catalog."""

from __future__ import annotations

from catalog.check.node import Node
from catalog.findings import Findings
from catalog.model.marked import MarkedYaml
from catalog.model.site import Operator, Site

KEYS = (
    "title",
    "title@en",
    "description",
    "description@en",
    "site_url",
    "repository_url",
    "key_colour",
    "operator",
)
OPERATOR_KEYS = ("name", "name@en", "url", "email")
KEY_COLOURS = ("blue", "light-blue", "cyan", "green", "lime", "yellow", "orange", "red", "magenta", "purple")
"""Hues of the design system's tokens (デジタル庁デザインシステム)."""


def parse_site(raw: MarkedYaml) -> tuple[Site | None, Findings]:
    """Return the catalog's own settings and all that is wrong with them.

    Codes: key-missing, unknown-key, unknown-word, bad-url, bad-email, no-english-title, no-english-description, and
    those of :class:`~catalog.check.node.Node`.
    """
    node = Node(raw, "", raw.value)
    node.check_keys(KEYS)
    title = node.localized("title", required=True)
    description = node.localized("description", required=True)
    site_url = node.url("site_url")
    if not node.has("site_url"):
        node.report("key-missing", key="site_url")
    repository_url = node.url("repository_url")
    colour = node.word("key_colour", {name: name for name in KEY_COLOURS})
    operator = _parse_operator(node)
    if title is not None and not title.is_translated:
        node.report("no-english-title", "title")
    if description is not None and not description.is_translated:
        node.report("no-english-description", "description")
    if title is None or description is None or site_url is None or operator is None:
        return None, tuple(node.findings)
    site = Site(
        title=title,
        description=description,
        site_url=site_url.rstrip("/") + "/",
        repository_url=repository_url.rstrip("/") if repository_url else None,
        key_colour=colour or KEY_COLOURS[0],
        operator=operator,
    )
    return site, tuple(node.findings)


def _parse_operator(site: Node) -> Operator | None:
    node = site.node("operator")
    if node is None:
        if not site.has("operator"):
            site.report("key-missing", key="operator")
        return None
    node.check_keys(OPERATOR_KEYS)
    name = node.localized("name", required=True)
    url, email = node.url("url"), node.email("email")
    return Operator(name, url, email) if name is not None else None
