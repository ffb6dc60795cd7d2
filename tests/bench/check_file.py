"""``python -m tests.bench.check_file FILE SCHEMA COUNT [TIMES]``: read and validate one table as the generator does.

With TIMES, it is done as often again, and the seconds of one are printed.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from catalog.check.table import MAX_COUNTED, MAX_FINDINGS, check_table
from catalog.findings import Findings
from catalog.load.tables import read_table
from catalog.model.dataset import Dialect, Field, Resource, Schema
from catalog.model.ids import Slug
from catalog.model.text import LocalizedText


def main() -> int:
    """Return 0 when as many mistakes were found as there are."""
    file, schema_file, count = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
    resource = make_resource(file, json.loads(schema_file.read_text("utf-8")))
    found = validate(file, resource)
    if len(sys.argv) > 4:
        times, start = int(sys.argv[4]), time.perf_counter()
        for _ in range(times):
            found = validate(file, resource)
        print((time.perf_counter() - start) / times)
    more = [int(finding.params["count"].replace(",", "")) for finding in found if "more-findings" in finding.code]
    return 0 if len(found) - len(more) + sum(more) == min(count, MAX_FINDINGS + MAX_COUNTED) else 1


def validate(file: Path, resource: Resource) -> Findings:
    """Return what is wrong with the table in *file*."""
    table, findings = read_table(file, resource, file.name)
    return findings if table is None else (*findings, *check_table(table, resource, file.name))


def make_resource(file: Path, schema: dict[str, object]) -> Resource:
    """Return the resource that a descriptor would tell of."""
    raw = schema["fields"]
    assert isinstance(raw, list)
    fields = tuple(
        Field(item["name"], LocalizedText(item["name"]), None, item["type"], "default", item) for item in raw
    )
    primary_key = schema.get("primaryKey", ())
    assert isinstance(primary_key, list | tuple)
    typed = Schema(fields, tuple(primary_key), ("",), schema)
    return Resource(Slug("list"), file.name, "csv", LocalizedText("一覧"), None, None, Dialect(), typed, None)


if __name__ == "__main__":
    sys.exit(main())
