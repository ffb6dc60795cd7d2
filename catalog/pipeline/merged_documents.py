"""The files beside merged tables that tell of all bodies: who has what, and what maps are told."""

from __future__ import annotations

from collections.abc import Iterator

from catalog.describe.standing import standings_of
from catalog.model.merging import report_uri
from catalog.model.site import Site
from catalog.pipeline.whole import CatalogBuild
from catalog.publish.merged.report import render_report
from catalog.render.map import details_uri


def merged_documents(build: CatalogBuild, site: Site) -> Iterator[tuple[str, bytes]]:
    """Yield address and content: the report on each standard that a body follows, and the layers of merged tables."""
    tables = [each.table for each in build.merged]
    standards = sorted({*(table.standard for table in tables), *(each.standard for each in build.unpublished)})
    for standard in standards:
        about = (standard, build.municipalities, tables, build.unpublished)
        standings = [each for kind in (False, True) for each in standings_of(*about, fictitious=kind)]
        own = [table for table in tables if table.standard == standard]
        yield report_uri(standard), render_report(standard, standings, own, site)
    for each in build.merged:
        if each.layer_details:
            yield details_uri(each.table.id), each.layer_details.encode()
