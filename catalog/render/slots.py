"""What goes into a page's shell."""

from __future__ import annotations

import html
from collections.abc import Mapping

from catalog.model.site import Site
from catalog.render.frame import HIDDEN, render_language_link, render_toc
from catalog.render.head import render_page_head
from catalog.render.page import RenderedPage
from catalog.render.shell import Slot


def render_slots(page: RenderedPage, site: Site) -> Mapping[Slot, str]:
    """Return the text of each slot as HTML; a table of contents only where the section shows one."""
    return {
        "head": render_page_head(page, site),
        "title": html.escape(page.title),
        "body": page.body_html,
        "toc": "" if "toc" in HIDDEN[page.section] else render_toc(page.toc),
        "language-link": render_language_link(page.lang, page.uri, page.alternates),
    }
