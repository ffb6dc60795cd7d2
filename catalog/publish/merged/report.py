"""``report.json`` of a standard: for every body whether it publishes it, and what it lacks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from catalog.describe.standing import Standing
from catalog.model.merging import ColumnFilling, MergedPart, MergedTable
from catalog.model.site import Site
from catalog.model.text import LANGS
from catalog.publish.addresses import absolute_url, identifier
from catalog.publish.json_text import by_language, present, readable_json
from catalog.publish.merged.package import standard_page_uri
from catalog.shapes import shape_head
from catalog.standards.standard_datasets import defining_edition


def render_report(standard: str, standings: Sequence[Standing], tables: Sequence[MergedTable], site: Site) -> bytes:
    """Return the report on *standard*; real bodies stand before invented ones, which say so."""
    definition = defining_edition(standard)
    return readable_json(
        present(
            **shape_head("standard-report", site.site_url),
            standard=standard,
            title=by_language(definition.title),
            edition=definition.edition,
            pages={lang: absolute_url(site.site_url, standard_page_uri(standard, lang)) for lang in LANGS},
            fields=[present(name=each.heading, requirement=each.requirement) for each in definition.columns],
            merged=[_merged(each, site) for each in tables if each.is_published],
            bodies=[_standing(each, site) for each in standings],
        )
    )


def _merged(table: MergedTable, site: Site) -> dict[str, Any]:
    return present(
        id=str(table.id),
        identifier=identifier(site, table.id),
        fictitious=table.is_fictitious or None,
        rows=table.rows,
        tables=len(table.merged_parts),
        files={role: absolute_url(site.site_url, uri) for role, uri in table.files.items()},
    )


def _standing(standing: Standing, site: Site) -> dict[str, Any]:
    body = standing.body
    return present(
        municipality=present(id=body.id, code=body.code, name=by_language(body.name)),
        fictitious=body.is_fictitious or None,
        state=standing.state.replace("_", "-"),
        dataset=str(standing.dataset) if standing.dataset else None,
        identifier=identifier(site, standing.dataset) if standing.dataset else None,
        **_part(standing.part),
    )


def _part(part: MergedPart | None) -> dict[str, Any]:
    """Return what was found in a table; of one that wasn't read only why."""
    if part is None:
        return {}
    told = present(
        licence=part.licence,
        modified=part.modified,
        merged=part.left_out is None,
        reason=part.left_out.replace("_", "-") if part.left_out else None,
    )
    if part.edition is None:
        return told
    return told | present(
        resource=part.resource,
        edition=part.edition,
        rows=part.rows,
        rows_with_coordinates=part.located,
        fields_used=part.used_columns,
        missing_required=list(part.missing_required),
        fields=[_field(each) for each in part.columns],
        extra_fields=list(part.extra),
        rows_with_other_codes=part.other_codes or None,
    )


def _field(column: ColumnFilling) -> dict[str, Any]:
    return present(name=column.heading, filled=column.filled, unread=column.unread or None, odd=column.odd or None)
