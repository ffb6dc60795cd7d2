"""The fast way and Frictionless's own on the same tables: never another verdict, never another finding."""

from __future__ import annotations

import os
from unittest import mock

from hypothesis import given, settings
from hypothesis import strategies as st

from catalog.check.proof import table as proof
from catalog.check.table import (
    check_references,
    check_references_by_frictionless,
    check_table,
    check_table_by_frictionless,
)
from catalog.model.dataset import Dataset
from catalog.model.table import Table
from tests.check.near_valid import linked, resources, tables
from tests.check.test_table import PATH

# A long campaign: CATALOG_EXAMPLES=50000 python -m pytest tests/check/test_proof_campaign.py
EXAMPLES = int(os.environ.get("CATALOG_EXAMPLES", "250"))
campaign = settings(
    max_examples=EXAMPLES, deadline=None, derandomize="CATALOG_EXAMPLES" not in os.environ, database=None
)


@given(st.data())
@campaign
def test_the_fast_way_finds_what_frictionless_finds(data: st.DataObject) -> None:
    resource = data.draw(resources())
    table = data.draw(tables(resource))
    batch_rows = data.draw(st.sampled_from([2, proof.BATCH_ROWS]))
    with mock.patch.object(proof, "BATCH_ROWS", batch_rows):
        assert check_table(table, resource, PATH) == check_table_by_frictionless(table, resource, PATH)


@given(linked())
@settings(campaign, max_examples=max(40, EXAMPLES // 5))
def test_keys_between_tables_are_what_frictionless_finds(case: tuple[dict[str, Table], Dataset]) -> None:
    held, dataset = case
    expected = check_references_by_frictionless(held, dataset, "datasets/machi/facilities")
    assert check_references(held, dataset, "datasets/machi/facilities") == expected
