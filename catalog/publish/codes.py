"""``/codes.json``: every rule that the checks know, in both languages."""

from __future__ import annotations

from catalog.codes import CODES
from catalog.i18n import finding_texts
from catalog.model.site import Site
from catalog.model.text import LANGS
from catalog.publish.addresses import absolute_url
from catalog.publish.json_text import compact_json
from catalog.shapes import shape_head

CODES_URI = "codes.json"


def render_codes_json(site: Site) -> bytes:
    """Return all rules, one on a line, in the order of the registry."""
    head = compact_json(shape_head("codes", site.site_url))
    lines = [
        compact_json(
            {
                "code": code.id,
                "severity": code.severity.value,
                "subject": code.subject,
                "title": {lang: finding_texts(lang)[code.id]["title"] for lang in LANGS},
                "pages": {lang: absolute_url(site.site_url, f"{lang}/findings/{code.id}/") for lang in LANGS},
            }
        )
        for code in CODES.values()
    ]
    body = ",\n".join(lines)
    return f'{head[:-1]},"codes":[\n{body}\n]}}\n'.encode()
