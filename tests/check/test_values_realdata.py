"""Files as municipalities published them: what is said of their values, and that it is true (each was looked at)."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from catalog.check.values import check_values
from catalog.codes import CODES, severity_of
from catalog.findings import Finding, Severity
from catalog.load.tables import read_table
from catalog.model.ids import MunicipalityCode
from tests.check.examining import OKAYAMA
from tests.load.resources import declare

pytestmark = pytest.mark.realdata

PUBLISHERS = {
    "city-of-kobe": "281000",
    "takamatsu-city": "372013",
    "yaizu-city": "222127",
    "wakayama-pref": "300004",
    "yamaguchi-opendata": "352071",
}
HEADER_ROWS = {"old_0002.csv": 7, "gomikubunn.csv": 10, "gomihaisutu.csv": 2}

# Findings by file and code.
EXPECTED = {
    "datapackage/example-data-packages/finance-vix/data/vix-daily.csv": {"ambiguous-date": 1},
    "reference/localgovjp/prefjp-utf8.csv": {"body-code-zero-lost": 9},
    "reference/open-data-jp-municipalities/000562730.csv": {"body-code-unknown": 1, "reading-half-width": 2},
    "standard-datasets/city-of-kobe/utoilet_kobe_20141128.csv": {"coordinates-missing": 1},
    "standard-datasets/takamatsu-city/build__population__0066_202407.csv": {
        "body-code-without-check-digit": 1,
        "ambiguous-date": 1,
        "coordinates-in-one-cell": 1,
    },
    "standard-datasets/takamatsu-city/elderly_welfare_facility__data.csv": {"similar-categories": 1},
    "standard-datasets/takamatsu-city/old_0002.csv": {
        "telephone-without-area-code": 1,
        "weekday-unknown": 2,
        "coordinates-in-one-cell": 1,
    },
    "standard-datasets/takamatsu-city/public_toilet__data.csv": {"body-code-without-check-digit": 1},
    "standard-datasets/wakayama-pref/wakayamashi.csv": {"similar-categories": 4},
    "standard-datasets/yaizu-city/digital_coupon.csv": {"telephone-without-area-code": 1, "telephone-digits": 1},
    "standard-datasets/yaizu-city/machinakasuzumidokoro.csv": {"hours-order": 1},
    "xlsx/takamatsu-city/city_tax_settlement_status_r2__0097.xlsx": {"era-dates": 1},
    "xlsx/takamatsu-city/cultural_property__data.xlsx": {
        "body-code-without-check-digit": 1,
        "coordinates-zero": 100,
        "more-in-column": 1,
    },
    "xlsx/takamatsu-city/events__data.xlsx": {"similar-categories": 1},
    "xlsx/takamatsu-city/hospital__data.xlsx": {"coordinates-missing": 1},
    "xlsx/takamatsu-city/licensed_food_business_facility_list__食品営業許可施設一覧（2026.7.31時点）.xlsx": {
        "era-dates": 3,
    },
    "xlsx/takamatsu-city/population__0066_202602.xlsx": {
        "body-code-without-check-digit": 1,
        "coordinates-in-one-cell": 1,
    },
}


def is_ours(finding: Finding) -> bool:
    """Return whether *finding*, or what it counts, is about values; readability and privacy are looked at elsewhere."""
    return CODES[finding.params.get("rule", finding.code)].subject in ("values", "coordinates")


def test_nothing_is_said_that_is_not_so(realdata: Path) -> None:
    found: dict[str, dict[str, int]] = {}
    for path in sorted(path for path in realdata.rglob("*") if path.suffix in (".csv", ".xlsx")):
        resource = declare(path.suffix[1:], header_row=HEADER_ROWS.get(path.name, 1))
        table, _ = read_table(path, resource, "list")
        code = PUBLISHERS.get(path.parent.name)
        if table is None:
            continue
        municipality = replace(OKAYAMA, code=MunicipalityCode(code)) if code else None
        checked = check_values(table, resource, municipality, "list")
        findings = [finding for finding in checked if is_ours(finding)]
        assert [finding for finding in findings if severity_of(finding) is Severity.ERROR] == []
        if findings:
            uri = path.relative_to(realdata).as_posix()
            found[uri] = dict(Counter(finding.code for finding in findings))
    assert found == EXPECTED
