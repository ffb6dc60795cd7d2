"""Who answers for a dataset, in words and links."""

from __future__ import annotations

from markupsafe import Markup

from catalog.model.dataset import Publication, Publisher
from catalog.model.site import Municipality, Site
from catalog.model.text import Lang
from catalog.render.templates import render_localized


def render_contact(
    publisher: Publisher, publication: Publication, municipality: Municipality, site: Site, lang: Lang
) -> Markup:
    """Return who answers for the data: the department, or for what the catalog compiled itself, its operator."""
    operator = site.operator
    if publication is Publication.COMPILED:
        names, email, url = [operator.name], operator.email, operator.url
    else:
        names = [name for name in (municipality.name, publisher.department) if name]
        email, url = publisher.email, publisher.url or (None if publisher.email else municipality.homepage)
    parts = [render_localized(name, lang) for name in names]
    if email:
        parts.append(Markup('<a href="mailto:{0}">{0}</a>').format(email))
    if url and url.startswith(("https://", "http://")):
        parts.append(Markup('<a href="{0}" rel="noopener">{0}</a>').format(url))
    return Markup(" ").join(parts)
