"""All checks of values: what no schema says, and everybody who knows Japan would see."""

from __future__ import annotations

from catalog.check.characters import check_characters
from catalog.check.coordinates.placed import check_placed_coordinates
from catalog.check.coordinates.written import check_written_coordinates
from catalog.check.examined import examine
from catalog.check.japanese.categories import check_categories
from catalog.check.japanese.corporate_numbers import check_corporate_numbers
from catalog.check.japanese.dates import check_dates
from catalog.check.japanese.identifiers import check_identifiers
from catalog.check.japanese.municipality_codes import check_municipality_codes
from catalog.check.japanese.opening_hours import check_opening_hours
from catalog.check.japanese.postal_codes import check_postal_codes
from catalog.check.japanese.readings import check_readings
from catalog.check.japanese.telephones import check_telephones
from catalog.check.japanese.weekdays import check_weekdays
from catalog.check.privacy.combinations import check_combinations
from catalog.check.privacy.contacts import check_contacts
from catalog.check.privacy.editors import check_editor_columns
from catalog.check.privacy.my_numbers import check_my_numbers
from catalog.check.privacy.small_counts import check_small_counts
from catalog.check.readability.cells import check_cells
from catalog.check.readability.headings import check_headings
from catalog.check.rights import check_reserved_cells
from catalog.findings import Findings
from catalog.infer.roles import infer_roles
from catalog.model.dataset import Resource
from catalog.model.site import Municipality
from catalog.model.table import Table

_CHECKS = (
    check_characters,
    check_municipality_codes,
    check_corporate_numbers,
    check_postal_codes,
    check_telephones,
    check_dates,
    check_weekdays,
    check_opening_hours,
    check_readings,
    check_categories,
    check_identifiers,
    check_written_coordinates,
    check_placed_coordinates,
    check_cells,
    check_my_numbers,
    check_contacts,
    check_combinations,
    check_editor_columns,
    check_small_counts,
    check_reserved_cells,
)


def check_values(
    table: Table, resource: Resource, municipality: Municipality | None, path: str, *, has_headings: bool = True
) -> Findings:
    """Return what is wrong with the values in *table*, as far as it is certain; in doubt nothing is said.

    Arguments:
        table: As it was read.
        resource: Its schema's missing values are no values; its layer says which columns are coordinates.
        municipality: Whose data it is; ``None`` where its file can't be used.
        path: '/'-relative to the folder of the catalog.
        has_headings: Whether the labels stand in the file.

    Codes: those of each check.
    """
    if not table.row_count:
        return ()
    examined = examine(table, resource, infer_roles(table), municipality, path)
    checks = (check_headings, *_CHECKS) if has_headings else _CHECKS
    return tuple(finding for check in checks for finding in check(examined))
