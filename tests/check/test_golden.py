"""Small catalogs with their findings. A regression is a new folder under ``tests/golden/check``, no Python.

A case is laid over ``_base``, a catalog with nothing wrong and no dataset, unless it has a file ``bare``.
"""

from __future__ import annotations

import ast
import json
import re
import shutil
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from catalog.codes import CODES
from catalog.findings import Finding, sort_key
from catalog.model.text import LANGS
from catalog.report.json import render_json
from catalog.report.text import render_text
from tests.check.driver import check_folder

TESTS_PATH = Path(__file__).resolve().parents[1]
GOLDEN_PATH = TESTS_PATH / "golden" / "check"
CASES = sorted(folder.name for folder in GOLDEN_PATH.iterdir() if not folder.name.startswith("_"))

# What no folder in git can show: links, and files beyond all limits. Each is shown by a test with a name.
SHOWN_ELSEWHERE = {
    "dataset-failed": "pipeline/test_worker.py::test_a_bug_in_one_dataset_is_a_finding_without_its_inside",
    "link-or-special-file": "load/test_folders.py::test_links_are_named_and_never_followed",
    "file-name": "load/test_folders.py::test_a_name_with_control_characters_is_refused",
    "too-many-files": "load/test_folders.py::test_a_dataset_has_a_limited_number_of_files",
    "folder-too-deep": "load/test_folders.py::test_folders_are_followed_to_a_limited_depth",
    "file-missing": "load/test_files.py::test_a_file_that_is_gone_is_a_finding",
    "file-unreadable": "load/test_files.py::test_a_folder_in_place_of_a_file_is_a_finding",
    "file-too-large": "load/test_files.py::test_a_file_beyond_the_limit_is_a_finding",
    "formula-without-value": "load/test_workbooks.py::test_a_formula_shows_its_value_and_one_without_is_a_finding",
    "workbook-too-large": "load/test_workbooks_hostile.py::test_a_cell_far_away_is_found_before_memory_is_asked_for",
    "workbook-macros": "pipeline/review/test_review.py::test_a_workbook_with_macros",
    "file-heavy": "pipeline/review/test_review.py::test_a_file_of_200_mb",
    "all-datasets-gone": "pipeline/review/test_review.py::test_a_change_that_deletes_everything",
    "many-files-changed": "pipeline/review/test_review.py::test_five_hundred_files",
    "cell-too-large": "load/test_text_tables.py::test_a_cell_beyond_the_limit_is_a_finding",
    "too-many-cells": "load/test_csv_records.py::test_cells_beyond_the_limit_are_a_finding",
    "archive-inside": "load/test_offered_files.py::test_zips_in_a_zip_are_named",
    "several-layers": "pipeline/test_inspection.py::test_of_several_layers_the_number_is_told",
    "archive-too-large": "load/test_archives.py::test_a_bomb_is_stopped_while_it_unpacks",
    "too-many-columns": "load/test_text_tables.py::test_columns_beyond_the_limit_are_a_finding",
    "layer-broken": "load/test_layers.py::test_a_shapefile_that_was_cut_off",
    "layer-part-missing": "load/test_layers.py::test_parts_of_a_shapefile_that_are_missing",
    "layer-index-missing": "load/test_features.py::test_nothing_is_written_and_nothing_else_is_opened",
    "layer-points-nowhere": "load/test_layers.py::test_points_at_nought_are_counted",
    "layer-crs-missing": "load/test_layers.py::test_a_shapefile_without_a_system",
    "layer-missing": "load/test_features.py::test_a_layer_that_is_not_there",
    "layer-crs-contradicted": "load/test_features.py::test_degrees_in_a_system_of_metres",
    "layer-axes-swapped": "load/test_features.py::test_latitude_before_longitude",
    "layer-outside-body": "check/test_layer_place.py::test_a_zone_beside",
    "layer-crs-overridden": "load/test_features.py::test_the_descriptor_goes_before_the_file",
    "layer-coordinates-unusable": "load/test_features_hostile.py::test_numbers_that_are_no_place",
    "layer-geometry-missing": "load/test_features.py::test_features_without_a_shape",
    "layer-types-mixed": "load/test_features.py::test_points_and_areas_in_one_layer",
    "layer-geometry-repaired": "convert/test_features.py::test_what_was_repaired_is_told",
    "layer-geometry-lost": "convert/test_features.py::test_what_has_no_area_is_told",
    "layer-geometry-unchecked": "convert/test_features.py::test_what_is_too_intricate_is_told",
    "layer-encoding-contradicted": "load/test_features.py::test_a_cpg_that_contradicts_the_text",
    "layer-text-cut": "load/test_features.py::test_text_that_was_cut_off",
    "layer-text-undecodable": "load/test_features_hostile.py::test_bytes_that_are_no_text",
    "kml-network-link": "load/test_features.py::test_a_kml_that_refers_to_others",
    "kml-script": "load/test_features.py::test_a_kml_with_a_script",
    "gtfs-file-missing": "load/test_features.py::test_a_feed_without_stop_times",
    "gtfs-file-ignored": "load/test_gtfs_extensions.py::test_a_broken_extension_is_told_once_and_left_out",
    "suppression-without-section": "check/test_suppressions.py::test_personal_information_needs_the_name_of_a_section",
    **dict.fromkeys(
        (
            "dataset-gone",
            "resource-gone",
            "alias-gone",
            "column-gone",
            "column-type-changed",
            "rows-halved",
            "licence-changed",
        ),
        "pipeline/test_changes.py::test_what_would_break_programs_is_told",
    ),
    **dict.fromkeys(
        (
            "dataset-renamed",
            "resource-renamed",
            "original-renamed",
            "original-gone",
            "table-gone",
            "layer-gone",
            "form-gone",
        ),
        "pipeline/test_changes.py::test_addresses_that_would_die_are_told_with_what_saves_them",
    ),
    "L1-02": "check/test_readability.py::test_a_second_table_below_is_told",
    "L1-03": "check/test_readability.py::test_an_empty_column_within_the_table_is_told",
    "L1-10": "check/test_readability.py::test_charts_are_told",
    "L1-11": "check/test_readability.py::test_few_coloured_cells_are_told_and_stripes_are_not",
    "L1-12": "check/test_readability.py::test_merged_cells_are_told_with_their_range",
    "L1-13": "check/test_readability.py::test_hidden_rows_and_columns_are_told",
    "L2-03": "check/test_readability.py::test_headings_of_two_rows_are_told_where_the_descriptor_does_not_know_them",
    "L2-06": "check/test_readability.py::test_formulas_are_told_with_the_first_cell",
    "document-author-left": "check/privacy/test_traces.py::test_what_cant_be_mended_says_so",
    "workbook-folder": "check/test_workbook_privacy.py::test_the_folder_of_the_author_is_found",
    "workbook-comments": "check/test_workbook_privacy.py::test_comments_and_hidden_sheets_are_told_with_their_place",
    "hidden-sheet": "check/test_workbook_privacy.py::test_comments_and_hidden_sheets_are_told_with_their_place",
    "more-in-column": "check/test_examined.py::test_beyond_a_hundred_cells_only_their_number_is_told",
    "headings-missing": "pipeline/test_inspection.py::test_a_file_without_headings_is_told",
    "other-delimiter": "pipeline/test_inspection.py::test_a_csv_without_commas_is_told",
    "json-property": "pipeline/test_inspection.py::test_a_list_inside_json_is_read_and_its_place_told",
    "json-shape": "pipeline/test_inspection.py::test_tables_that_other_tools_cannot_read_are_read_and_told",
    "html-table": "pipeline/test_inspection.py::test_tables_that_other_tools_cannot_read_are_read_and_told",
    "workbook-binary": "pipeline/test_inspection.py::test_a_binary_workbook_is_told",
    "too-many-layers": "pipeline/test_layers.py::test_of_very_many_layers_the_first_are_read",
    "several-tables": "pipeline/test_inspection.py::test_another_table_is_named_with_its_cells",
    "more-findings": "check/test_table.py::test_beyond_the_limit_only_the_number_is_told",
    "many-more-findings": "check/test_table.py::test_beyond_another_limit_nothing_is_counted",
    "inventory-too-long": "check/test_inventory.py::test_a_very_long_inventory",
    "other-error": "check/test_table.py::test_an_error_that_has_no_translation_is_told_in_frictionless_s_words",
}


def as_json(finding: Finding) -> dict[str, Any]:
    place = {key: value for key, value in asdict(finding.location).items() if value is not None}
    return {"code": finding.code, "at": place, "params": dict(finding.params)}


def read_case(case: str, folder: Path) -> Path:
    if not (GOLDEN_PATH / case / "bare").exists():
        shutil.copytree(GOLDEN_PATH / "_base", folder, dirs_exist_ok=True)
    shutil.copytree(GOLDEN_PATH / case, folder, dirs_exist_ok=True)
    return folder


@pytest.mark.parametrize("case", CASES)
def test_findings_are_as_expected(case: str, tmp_path: Path) -> None:
    expected = json.loads((GOLDEN_PATH / case / "expected.json").read_text("utf-8"))
    findings = sorted(check_folder(read_case(case, tmp_path)), key=sort_key)
    assert [as_json(finding) for finding in findings] == expected


@pytest.mark.parametrize("case", CASES)
def test_findings_can_be_told_in_both_languages(case: str, tmp_path: Path) -> None:
    findings = check_folder(read_case(case, tmp_path))
    for lang in LANGS:
        assert re.findall(r"\{[a-z_]+\}", render_text(findings, lang, 1)) == []
    assert len(json.loads(render_json(findings, 1))["findings"]) == len(findings)


@pytest.mark.parametrize("case", CASES)
def test_findings_give_exactly_the_params_of_their_code(case: str, tmp_path: Path) -> None:
    findings = check_folder(read_case(case, tmp_path))
    assert [item for item in findings if set(item.params) != set(CODES[item.code].params)] == []


def test_every_code_is_shown_by_a_case() -> None:
    expected = [json.loads((GOLDEN_PATH / case / "expected.json").read_text("utf-8")) for case in CASES]
    shown = {finding["code"] for case in expected for finding in case}
    assert sorted(set(CODES) - shown) == sorted(SHOWN_ELSEWHERE)


def test_what_is_shown_elsewhere_is_there() -> None:
    for code, place in SHOWN_ELSEWHERE.items():
        uri, _, name = place.partition("::")
        text = (TESTS_PATH / uri).read_text("utf-8")
        functions = {node.name: node for node in ast.parse(text).body if isinstance(node, ast.FunctionDef)}
        assert name in functions, place
        assert f'"{code}"' in (ast.get_source_segment(text, functions[name]) or ""), place
