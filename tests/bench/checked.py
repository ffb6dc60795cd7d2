"""A dataset with a table as the government's standard forms have it, through every check that there is."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from catalog.notation.check_digits import corporate_check_digit
from tests.bench.measure import Cost, run
from tests.bench.ours import dataset_descriptor, write_yaml
from tests.bench.synthetic import make_catalog
from tests.bench.tables import KINDS, tell, write_csv

FEW_ROWS = 10_000
MUNICIPALITY: Mapping[str, str] = {
    "code": "331007",
    "name": "岡山市",
    "name@en": "Okayama City",
    "kana": "おかやまし",
    "kind": "designated-city",
    "prefecture": "33",
}
"""One that exists, because its codes and its place are looked at; the facilities don't."""
COLUMNS: Sequence[tuple[str, str, str, Mapping[str, Any]]] = (
    ("全国地方公共団体コード", "Municipality code", "string", {"required": True, "pattern": "[0-9]{6}"}),
    ("ID", "ID", "string", {"required": True, "unique": True}),
    ("名称", "Name", "string", {"required": True}),
    ("名称_カナ", "Reading", "string", {}),
    ("種別", "Kind", "string", {"enum": list(KINDS)}),
    ("所在地_連結表記", "Address", "string", {"maxLength": 100}),
    ("緯度", "Latitude", "number", {"minimum": 20, "maximum": 46}),
    ("経度", "Longitude", "number", {"minimum": 122, "maximum": 154}),
    ("電話番号", "Telephone", "string", {}),
    ("郵便番号", "Postal code", "string", {"pattern": "[0-9]{3}-[0-9]{4}"}),
    ("法人番号", "Corporate number", "string", {"pattern": "[0-9]{13}"}),
    ("利用可能曜日", "Open on", "string", {}),
    ("開始時間", "Opens", "string", {}),
    ("終了時間", "Closes", "string", {}),
    ("定員", "Capacity", "integer", {"minimum": 0}),
    ("開設日", "Opened", "date", {}),
    ("URL", "URL", "string", {"pattern": "https://.*"}),
)
READINGS = ("コウエン", "ガッコウ", "ビョウイン", "コウミンカン", "トショカン")
DAYS = ("月火水木金", "月火水木金土日", "土日", "火水木金土日")


@dataclass(frozen=True, slots=True)
class CheckedCost:
    """What it costs to read a dataset and to hold it to every check.

    Attributes:
        seconds: The program having been started.
        process: All of it.
        size_bytes: Of the table's file.
    """

    row_count: int
    seconds: float
    process: Cost
    size_bytes: int


def measure_checks(folder: Path, row_count: int) -> CheckedCost:
    """Return what all checks of a table of *row_count* rows cost, made in an empty *folder*."""
    tell(f"all checks, {row_count:,} rows")
    file = write_checked(folder, row_count)
    cost = run([sys.executable, "-m", "tests.bench.check_folder", "."], folder)
    seconds = float((folder / "output.txt").read_text("utf-8"))
    return CheckedCost(row_count, seconds, cost, file.stat().st_size)


def write_checked(folder: Path, row_count: int) -> Path:
    """Write a catalog of one dataset with one table, and return that table's file."""
    place = folder / "datasets" / "okayama-city"
    write_yaml(place / "municipality.yaml", MUNICIPALITY)
    descriptor = dataset_descriptor(make_catalog(1).datasets[0])
    descriptor |= {"name": "list", "resources": [resource_descriptor()]}
    write_yaml(place / "list" / "datapackage.yaml", descriptor)
    fields = [{"name": name} for name, *_ in COLUMNS]
    write_csv(place / "list" / "list.csv", fields, checked_rows(row_count))
    return place / "list" / "list.csv"


def resource_descriptor() -> dict[str, Any]:
    """Return the only element of ``resources``."""
    fields = [
        {"name": name, "title@en": english, "type": kind, **({"constraints": dict(rules)} if rules else {})}
        for name, english, kind, rules in COLUMNS
    ]
    return {
        "name": "list",
        "path": "list.csv",
        "title": "施設一覧",
        "title@en": "Facilities",
        "encoding": "utf-8",
        "schema": {"fields": fields, "primaryKey": ["ID"]},
        "layer": {"crs": "EPSG:6668", "x": "経度", "y": "緯度", "geometry": "Point"},
    }


def checked_rows(count: int) -> Iterator[list[str]]:
    """Yield *count* rows of fictitious facilities with nothing wrong in them, the same every time."""
    for number in range(count):
        corporate = f"{number * 104729 % 10**12:012}"
        yield [
            MUNICIPALITY["code"],
            f"{number + 1:010}",
            f"第{number}{KINDS[number % 5]}",
            f"ダイ{number}{READINGS[number % 5]}",
            KINDS[number % 5],
            f"南町{number % 97}丁目{number % 31}番{number % 13}号",
            f"{34.60 + number * 7919 % 100000 / 1e6:.6f}",
            f"{133.85 + number * 104729 % 100000 / 1e6:.6f}",
            f"086-{number % 900 + 100}-{number * 7 % 10000:04}",
            f"{number % 900 + 100}-{number % 10000:04}",
            f"{corporate_check_digit(corporate)}{corporate}",
            DAYS[number % 4],
            f"{8 + number % 3:02}:30",
            f"{17 + number % 4:02}:00",
            str(number * 31 % 1000),
            f"{1950 + number % 70}-{number % 12 + 1:02}-{number % 28 + 1:02}",
            f"https://facilities.example/{number}",
        ]
