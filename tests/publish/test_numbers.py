"""Statistics and charts in ``datapackage.json``: complete, valid, and silent about persons."""

from __future__ import annotations

import json
from dataclasses import replace

import frictionless

from catalog.check.personal import is_personal
from catalog.describe.charts.describe import describe_charts
from catalog.describe.statistics import describe_statistics
from catalog.model.described import DescribedResource
from catalog.publish.datapackage import render_datapackage
from catalog.publish.numbers import statistics_json, views_json
from tests.describe.drawn import schema_of, statistics_of, table_of
from tests.render.samples import CITY, SITE, dataset, resource

TEXT = "設置主体,電話番号,箇所数\n県,019-000-0000,50\n市町村,019-000-0001,74\n民間,,15\n"


def counted() -> DescribedResource:
    """Return a resource with what is counted in it and drawn of it."""
    table = table_of(TEXT)
    schema = schema_of(table)
    plain = resource(has_layer=False)
    own = replace(plain.resource, schema=schema)
    statistics = describe_statistics(table, schema, is_personal)
    charts = describe_charts(own, table, schema, statistics, None)
    return replace(plain, resource=own, statistics=statistics, charts=charts, row_count=3)


def test_every_column_is_told_of_and_no_telephone_number() -> None:
    found = statistics_json(statistics_of(TEXT))
    assert found["rows"] == 3
    assert [field["name"] for field in found["fields"]] == ["設置主体", "電話番号", "箇所数"]
    assert found["fields"][1] == {"name": "電話番号", "use": "personal", "filled": 2, "distinct": 2}
    assert found["fields"][2]["minimum"] == "15" and found["fields"][2]["mean"] == 46.3333333333
    assert "019" not in json.dumps(found)


def test_more_than_a_bound_is_told_as_such() -> None:
    column = replace(statistics_of(TEXT).columns[0], has_more=True)
    found = statistics_json(replace(statistics_of(TEXT), columns=(column,)))
    assert found["fields"][0]["distinctMoreThan"] == 3 and "distinct" not in found["fields"][0]


def test_charts_are_views() -> None:
    (view,) = views_json([counted()])
    assert view["resources"] == ["offices"]
    assert view["spec"] == {"type": "bar", "group": "設置主体", "series": ["箇所数"]}


def test_a_package_with_both_is_one_for_frictionless() -> None:
    described = counted()
    package = json.loads(render_datapackage(dataset(resources=(described.resource,)), [described], SITE, CITY).content)
    assert package["views"] and package["resources"][0]["statistics"]
    read = frictionless.Package.from_descriptor(package)
    assert read.custom["views"] == package["views"]
